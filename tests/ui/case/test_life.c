/* A patient who dies after the case was sent: what the screens say of it, and the way to its
 * end by one key. */
#include "config.h"

#include <string.h>

#include "app/batch.h"
#include "app/case.h"
#include "app/edit.h"
#include "app/life.h"
#include "app/move.h"
#include "base/attr.h"
#include "base/mem.h"
#include "base/path.h"
#include "tests/support/screen_help.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "ui/case/case.h"
#include "ui/stage/stage.h"

static void move(int64_t id, Verb verb, const char *comment)
{
    const Decision decision = {.comment = comment};
    CaseFile *file;
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    ck_done(app_case_move(help_session, &file, verb, &decision, &help_err));
    case_free(file);
}

static int64_t sent_case(void)
{
    BatchRow row;
    Arena *arena = arena_new();
    char *path = help_path("sent.xlsx");
    int64_t id = help_import("leukaemia-child");
    move(id, VERB_SUBMIT, NULL);
    help_sign_in("zhou");
    move(id, VERB_APPROVE, "提示事项已逐条核对");
    ck_done(app_export(help_session, &(ExportWish){.template_ = "neutral"}, path, false, NULL,
                       arena, &row, NULL, &help_err));
    arena_free(arena);
    free(path);
    help_sign_in("lin");
    return id;
}

static void dies(int64_t id)
{
    char *paths[] = {(char[]){"event[+].kind=death"}, (char[]){"event[+].on=2026-11-20"}};
    CaseFile *file;
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    ck_done(app_case_set_paths(help_session, file, paths, COUNT_OF(paths), &help_err));
    case_free(file);
}

static void pick(const char *row)
{
    help_keys("M-z");
    help_expect(row);
    help_type(row);
    help_keys("Enter");
}

/* What was approved stands as it was, and nothing says that it changed. */
START_TEST(test_life_later_copy_says_so)
{
    int64_t id = sent_case();
    stage_push(help_stage, case_screen_at(help_stage, id, F_DOCUMENT_state, 0));
    help_keys("M-v");
    help_expect("A later copy of D03 is noted beside what was approved; ^Z takes it back");
    help_expect_not("state changed");
    help_keys("^Z");
}
END_TEST

/* A platform that wants another paper is answered where the papers are. */
START_TEST(test_life_is_amended_from_any_tab)
{
    static const char *const tabs[] = {"M-1", "M-7", "M-8"};
    help_open_case(sent_case());
    for (size_t i = 0; i < COUNT_OF(tabs); i++) {
        help_keys(tabs[i]);
        help_keys("F3");
        help_expect("Change what was approved?");
        help_keys("Esc");
    }
    help_keys("M-7 F3 e");
    help_expect("being changed");
    help_aligned("amended");
}
END_TEST

START_TEST(test_life_of_a_patient_who_dies)
{
    int64_t id = sent_case();
    help_open_case(id);
    help_keys("M-F");
    help_expect("Stage: to be uploaded since");
    help_expect("To do: its file was not uploaded yet");
    dies(id);
    help_open_case(id);
    help_expect("stopped: the patient died");
    help_expect("   exported");
    help_keys("M-F");
    help_expect("Stopped on");
    help_expect("To do: it is stopped");
    help_aligned("stopped");
    /* Who works on it may not decide, nor close it over an open stop. */
    help_keys("M-z");
    help_expect("Close the case");
    help_expect_not("Decide about the stop");
    help_aligned("what becomes of it");
    help_keys("Esc");
    pick("Close the case");
    help_expect("Not closed yet: it is stopped");
    help_expect("Stage: to be uploaded since");
    /* The supervisor sees it in the queue and in the review, and decides. */
    help_sign_in("zhou");
    help_keys("f");
    help_expect("stopped: the patient died");
    help_open_case(id);
    help_keys("M-V");
    help_expect("stopped: the patient died");
    pick("Decide about the stop");
    help_type("stays");
    help_keys("Enter");
    help_type("不再筹款é");
    help_keys("Enter");
    help_expect("is now: to be uploaded");
    help_expect_not("stopped: the patient died");
    help_keys("M-F");
    help_expect("不再筹款é");
    help_aligned("decided");
    pick("Close the case");
    help_expect("Why is the case closed?");
    help_expect("> the patient died");
    help_keys("Enter");
    help_expect("Why is it closed all the same?");
    help_expect("Still open: its file was not uploaded yet");
    help_expect("D33");
    help_type("平台已下架é");
    help_keys("Enter");
    help_expect("is now: case closed");
    help_expect("平台已下架é");
    help_aligned("closed");
    pick("Open it again");
    help_expect("is now: to be uploaded");
}
END_TEST

/* What is offered can be taken: who may not take a case out of the archive is not asked to. */
START_TEST(test_life_archived)
{
    CaseFile *file;
    int64_t id = help_new_case();
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    ck_done(app_case_close(help_session, &file, "other", "家属放弃é", &help_err));
    case_free(file);
    help_open_case(id);
    help_keys("M-z");
    help_expect("Open it again");
    help_keys("Esc");
    help_sign_in("zhou");
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    ck_done(app_case_stage(help_session, &file, LIFE_ARCHIVED, NULL, NULL, &help_err));
    case_free(file);
    help_open_case(id);
    help_keys("M-z");
    help_expect("Take it out of the archive");
    help_keys("Esc");
    help_sign_in("lin");
    help_open_case(id);
    help_keys("M-z");
    help_expect_not("Open it again");
    help_expect_not("archive it");
    help_expect_not("Take it out");
}
END_TEST

/* Archiving is asked, and Enter leaves the case as it is. */
START_TEST(test_life_archiving_asks)
{
    CaseFile *file;
    int64_t id = help_new_case();
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    ck_done(app_case_close(help_session, &file, "other", "家属放弃é", &help_err));
    case_free(file);
    help_sign_in("zhou");
    help_open_case(id);
    help_keys("M-z");
    help_expect("Stage: archived");
    help_type("archived");
    help_keys("Enter");
    help_expect("Archive the case?");
    help_aligned("archive");
    help_type("k");
    help_expect("Not archived");
    help_keys("M-z");
    help_type("archived");
    help_keys("Enter");
    help_type("a");
    help_expect_not("Archive the case?");
    help_keys("M-z");
    help_expect("Take it out of the archive");
    help_keys("Esc");
}
END_TEST

/* Stopped and being changed at once: where it stands is whole, the reason is told further down.
 */
START_TEST(test_life_header_of_all_at_once)
{
    int64_t id = sent_case();
    CaseFile *file;
    dies(id);
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    ck_done(app_case_move(help_session, &file, VERB_AMEND, NULL, &help_err));
    case_free(file);
    help_open_case(id);
    ck_assert_ptr_nonnull(strstr(help_row(0), "stopped   exported · being changed"));
    help_keys("M-F");
    help_expect("Stopped on");
}
END_TEST

/* An event that is typed stops the case at once, and its undo lets it go. */
START_TEST(test_life_stopped_by_typing)
{
    int64_t id = sent_case();
    stage_push(help_stage, case_screen_at(help_stage, id, F_EVENT_kind, 0));
    stage_draw(help_stage);
    help_type("death");
    help_keys("Enter");
    help_expect("The case is stopped now: the patient died");
    help_keys("^Z");
    help_expect_not("stopped: the patient died");
}
END_TEST

/* Where the event is taken out by hand the stop stays, and says that it was. */
START_TEST(test_life_cause_taken_back)
{
    int64_t id = sent_case();
    CaseFile *file;
    dies(id);
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    ck_done(app_case_remove_row(help_session, file, REC_EVENT, 0, &help_err));
    case_free(file);
    help_open_case(id);
    help_expect("stopped: the patient died");
    help_keys("M-F");
    help_expect("taken back");
    help_aligned("taken back");
}
END_TEST

/* By hand, from the first question to the last; what is taken back changes nothing. */
START_TEST(test_life_stopped_by_hand)
{
    int64_t id = help_new_case();
    help_open_case(id);
    pick("Stop: hold back");
    help_expect("Why is the case stopped?");
    help_keys("Esc");
    help_expect_not("stopped:");
    pick("Stop: hold back");
    help_type("fraud");
    help_keys("Enter");
    help_expect("What happened?");
    help_keys("Enter");
    help_expect("Say what happened");
    help_type("票据对不上é");
    help_keys("Enter");
    help_expect("stopped: fraud is suspected");
    help_aligned("by hand");
}
END_TEST

/* Who has handed a case over works on it no more, unless they say so. */
START_TEST(test_life_handed_over)
{
    int64_t id = help_new_case();
    help_open_case(id);
    help_expect_not("F3 Edit");
    pick("Hand over");
    help_type("zhou");
    help_keys("Enter");
    help_expect("is kept by zhou from now on");
    help_keys("M-1");
    help_type("é");
    help_expect("Not typed. You have handed this case over");
    help_keys("F3");
    help_expect("you have handed it over");
    help_aligned("handed over");
    help_keys("e");
    help_type("阿é");
    help_keys("Enter");
    help_expect("阿é");
}
END_TEST

/* Whoever only reads takes a dossier with them by the key that moves a case on, and no more. */
START_TEST(test_life_dossier_of_an_auditor)
{
    char *file = help_path("案卷é.zip");
    int64_t id = help_new_case();
    help_add_person("qian", ROLE_AUDITOR);
    help_add_person("admin", ROLE_ADMINISTRATOR);
    help_sign_in("qian");
    help_open_case(id);
    help_keys("M-z");
    help_expect_not("Close the case");
    help_expect_not("Hand over");
    help_keys("Enter");
    help_expect("with nothing masked");
    help_keys("^U");
    help_type(file);
    help_keys("Enter");
    help_expect("Written: ");
    ck_assert(path_exists(file));
    pick("Dossier");
    help_keys("^U");
    help_type(file);
    help_keys("Enter");
    help_expect("is there already");
    help_sign_in("admin");
    help_open_case(id);
    help_keys("M-z");
    help_expect("You may not move, stop or close this case");
    free(file);
}
END_TEST

/* Where an erasure was granted the case is closed for it. */
START_TEST(test_life_closed_for_an_erasure)
{
    char *paths[] = {(char[]){"request[+].on=2026-11-19"}, (char[]){"request[+].by=陈é"},
                     (char[]){"request[+].answer=granted"},
                     (char[]){"request[+].answered_on=2026-11-20"}};
    int64_t id = help_new_case();
    CaseFile *file;
    help_sign_in("zhou");
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    ck_done(app_case_set_paths(help_session, file, paths, COUNT_OF(paths), &help_err));
    case_free(file);
    help_open_case(id);
    pick("Close the case");
    help_expect("> erasure of the data was asked for");
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_life_is_amended_from_any_tab,
        test_life_later_copy_says_so,
        test_life_of_a_patient_who_dies,
        test_life_stopped_by_hand,
        test_life_dossier_of_an_auditor,
        test_life_closed_for_an_erasure,
        test_life_cause_taken_back,
        test_life_stopped_by_typing,
        test_life_header_of_all_at_once,
        test_life_archived,
        test_life_archiving_asks,
        test_life_handed_over,
        NULL,
    };
    return suite_run("case life", tests, help_screen_start, help_screen_stop);
}
