/* Showing a draft to a supervisor without submitting it. */
#include "config.h"

#include <string.h>

#include "app/case.h"
#include "app/move.h"
#include "app/talk.h"
#include "app/undo.h"
#include "tests/support/screen_help.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "ui/stage/stage.h"

static int64_t id;

/* A social worker is stuck with a draft; the supervisor reads it, answers, and may still
 * approve. */
START_TEST(test_ask_and_answer)
{
    id = help_import("leukaemia-child");
    help_open_case(id);
    help_keys("M-c");
    help_type("监护人在外地，D29 能否先用视频同意？");
    help_keys("Enter");
    help_expect("The supervisors see your question");
    help_expect("监护人在外地");
    stage_pop(help_stage);
    stage_draw(help_stage);
    help_keys("Down");
    help_expect("林社工 asks: 监护人在外地");
    /* The supervisor meets it among those that wait, finds it by filter, and answers. */
    help_sign_in("zhou");
    help_expect("1 for you");
    help_keys("f");
    help_expect("[Asked 1]");
    help_expect("罗小禾");
    help_expect("?");
    help_keys("r");
    help_expect("林社工 asks: 监护人在外地，D29 能否先用视频同意？");
    help_expect("c Answer it");
    help_expect_not("a Approve");
    help_aligned("asked");
    help_keys("c");
    help_type("可以，事后补签纸质件。");
    help_keys("Enter");
    help_expect("Answered; who asked sees it in the queue");
    help_expect_not("asks:");
    stage_pop(help_stage);
    stage_draw(help_stage);
    help_expect_not("1 for you");
    help_open_case(id);
    help_expect_not("Answer it"); /* nothing is asked any more */
    help_keys("M-C");
    help_expect("No question waits for an answer");
    /* Who asked sees the answer in the queue and in the case. */
    help_sign_in("lin");
    help_expect("?✓");
    help_expect("answers: 可以，事后补签纸质件。");
    help_screen_size(43, 132);
    help_aligned("answered");
    help_open_case(id);
    help_keys("M-V");
    help_expect("可以，事后补签纸质件。");
    help_aligned("talk");
    help_keys("F9");
    stage_pop(help_stage);
    stage_draw(help_stage);
    help_expect_not("answers:");
    /* To comment is not to touch. */
    CaseFile *file;
    help_sign_in("zhou");
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    ck_assert_str_eq(case_head_of(file)->status, "submitted");
    ck_done(app_case_may(help_session, file, VERB_APPROVE, &help_err));
    case_free(file);
}
END_TEST

START_TEST(test_ask_what_is_refused)
{
    CaseFile *file;
    Talk talk;
    Arena *arena = arena_new();
    id = help_import("leukaemia-child");
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    ck_assert(!app_case_say(help_session, &file, VERB_ASK, " \n\u3000", &help_err));
    ck_assert(help_is_err(ERR_INPUT, "Nothing asked"));
    ck_assert(!app_case_say(help_session, &file, VERB_ASK, "\x1b[2J", &help_err));
    ck_assert(!app_case_say(help_session, &file, VERB_ANSWER, "好", &help_err));
    ck_assert(help_is_err(ERR_REFUSED, "Only a supervisor"));
    ck_done(app_talk(help_session, case_head_of(file)->id, arena, &talk, &help_err));
    ck_assert_int_eq(talk.state, TALK_NONE);
    ck_done(app_case_say(help_session, &file, VERB_ASK, "é王́怎么办\n第二行", &help_err));
    ck_done(app_talk(help_session, case_head_of(file)->id, arena, &talk, &help_err));
    ck_assert_int_eq(talk.state, TALK_ASKED);
    ck_assert_str_eq(talk.text, "é王́怎么办\n第二行");
    /* The question is no edit: undo does not reach it, and the case is as it was. */
    ck_assert(!app_can_undo(help_session, file));
    ck_done(app_case_move(help_session, &file, VERB_SUBMIT, NULL, &help_err));
    ck_assert(!app_case_say(help_session, &file, VERB_ASK, "再问", &help_err));
    ck_assert(help_is_err(ERR_REFUSED, "Only about a draft"));
    ck_done(app_talk(help_session, case_head_of(file)->id, arena, &talk, &help_err));
    ck_assert_int_eq(talk.state, TALK_NONE);
    case_free(file);
    arena_free(arena);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_ask_and_answer, test_ask_what_is_refused, NULL};
    return suite_run("talk", tests, help_screen_start, help_screen_stop);
}
