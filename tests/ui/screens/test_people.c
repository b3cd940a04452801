/* People and batches, by keys and rows. */
#include "config.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "app/batch.h"
#include "app/case.h"
#include "app/inner.h"
#include "app/move.h"
#include "app/people.h"
#include "base/mem.h"
#include "base/path.h"
#include "desk/people.h"
#include "desk/recovery.h"
#include "tests/support/people.h"
#include "tests/support/screen_help.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"
#include "ui/stage/stage.h"
#include "ui/stage/work.h"

static void setup(void)
{
    help_screen_start();
    help_sign_in("zhou");
}

/* Another program over the same store, with that person at it. */
static Session *another_session(const char *name)
{
    const char *folder = getenv("top_srcdir");
    char *data = path_join(folder ? folder : ".", "data");
    const SessionOptions options = {
        .store = session_path(help_session), .data = data, .lang = "en"};
    Session *session = NULL;

    ck_done(session_open(&options, STORE_OPEN, &session, &help_err));
    ck_done(session_sign_in(session, name, "correct horse", &help_err));
    free(data);
    return session;
}

/* ---- people ---- */

static void open_people(void)
{
    help_keys("p");
    help_expect("2 users");
    help_aligned("people");
}

static void take(const char *text)
{
    help_type(text);
    help_keys("Enter");
}

START_TEST(test_people_list)
{
    open_people();
    help_expect("> zhou"); /* oneself */
    help_expect("林社工");
    help_expect("social worker");
    help_screen_size(43, 132);
    help_aligned("people");
    help_screen_size(16, 60);
    help_aligned("people");
    help_keys("Esc");
    help_expect("Find:");
}
END_TEST

START_TEST(test_people_add)
{
    open_people();
    help_keys("a");
    take("lin");
    help_expect("There is a user lin already");
    help_keys("^U");
    take("Wang Wu");
    help_expect("lower-case");
    help_keys("^U");
    take("wang王");
    help_keys("Down Enter"); /* adviser */
    take("王顾问");
    help_type("t");
    help_expect("for this user, of at least 12 characters");
    take("short");
    help_expect("A passphrase has at least 12 characters");
    take("correct horse");
    take("correct house");
    help_expect("not the same");
    take("correct horse");
    help_expect_not("correct horse");
    take("correct horse");
    help_expect("User wang王 was added");
    help_expect("> wang王");
    help_expect("adviser");
    help_aligned("added");
    help_sign_in("wang王");
    help_expect("王顾问");
}
END_TEST

/* Whatever the step, Esc leaves everything as it was. */
START_TEST(test_people_add_cancelled)
{
    static const char *const steps[] = {"wang",          NULL,           "王社工", NULL,
                                        "correct horse", "correct horse"};
    open_people();
    help_keys("a");
    for (int i = 0; i < _i; i++) {
        if (steps[i])
            help_type(steps[i]);
        help_keys("Enter");
    }
    help_keys("Esc");
    help_expect("2 users");
    help_expect_not("wang");
}
END_TEST

START_TEST(test_people_disable)
{
    open_people();
    help_keys("d");
    help_expect("can then no longer sign in");
    help_type("d");
    help_expect("You cannot disable yourself");
    help_keys("Home"); /* lin */
    help_keys("d Enter");
    ck_assert(!strstr(help_screen(), "disabled")); /* Enter takes the safe answer */
    help_keys("d");
    help_type("d");
    help_expect("User lin can no longer sign in");
    help_expect("disabled");
    help_keys("p");
    help_expect("User lin is disabled");
    help_keys("r");
    help_expect("User lin is disabled");
    session_sign_out(help_session);
    ck_assert(!session_sign_in(help_session, "lin", "correct horse", &help_err));
    ck_assert(help_is_err(ERR_REFUSED, "disabled"));
    help_sign_in("zhou");
    help_keys("p End d"); /* lin is the last now */
    help_expect("User lin can sign in again");
    help_expect_not("disabled");
    help_sign_in("lin");
}
END_TEST

/* What takes two approvals is shown, and changed; what cannot be stands there to be put right.
 */
START_TEST(test_people_second)
{
    open_people();
    help_keys("t");
    help_expect("No amount takes two approvals");
    help_aligned("second approval");
    help_keys("Enter");
    take("lots");
    help_expect("lots");
    help_keys("^U");
    take("30万");
    help_expect("From now on: Two supervisors approve a case above 300,000.00 yuan");
    help_keys("t Down Enter");
    take("R406,R9999");
    help_expect("each must be a rule");
    help_keys("^U");
    take("R406,R407");
    help_expect("From now on: Two supervisors approve a case with a finding of R406,R407");
    help_keys("t");
    help_expect("above 300,000.00 yuan");
    help_keys("Enter Esc Down Enter ^U Enter");
    help_keys("t Enter ^U Enter");
    help_expect("From now on: No amount takes two approvals");
}
END_TEST

/* A role is given by another, and counts from the next sign-in on; there is always a
 * supervisor. */
START_TEST(test_people_role)
{
    Session *session = NULL;

    open_people();
    help_keys("r Home Enter");
    help_expect("You cannot give yourself a role");
    help_keys("Home r");
    help_expect("decides cases, exports");
    help_aligned("roles");
    help_keys("Home Down Down Enter");
    help_expect("User lin now has this role: supervisor");
    help_keys("r Home Down Down Enter");
    help_expect("lin has this role already");
    session = another_session("lin");
    ck_done(app_person_role(session, "zhou", ROLE_AUDITOR, &help_err));
    session_close(session);
    help_keys("r Home Enter");
    help_expect("Somebody gave user zhou another role");
    session = another_session("zhou");
    ck_assert(!app_person_role(session, "lin", ROLE_ADVISER, &help_err));
    ck_assert(help_is_err(ERR_REFUSED, "managed by supervisors"));
    session_close(session);
    help_sign_in("lin");
    ck_assert(!app_person_disable(help_session, "nobody", &help_err));
}
END_TEST

START_TEST(test_people_passphrase)
{
    open_people();
    help_keys("Home p Enter"); /* the safe answer */
    help_expect_not("A passphrase for");
    help_keys("p");
    help_type("s");
    take("another horse");
    take("another horse");
    help_expect("User lin has a new passphrase");
    session_sign_out(help_session);
    ck_assert(!session_sign_in(help_session, "lin", "correct horse", &help_err));
    ck_done(session_sign_in(help_session, "lin", "another horse", &help_err));
}
END_TEST

static void sign_in_by_hand(const char *name, const char *passphrase)
{
    take(name);
    take(passphrase);
}

/* What somebody else set is changed before anything is shown; Esc leads out, not in. */
START_TEST(test_people_first_sign_in)
{
    open_people();
    help_keys("Home p");
    help_expect("cannot be undone");
    help_type("s");
    take("another horse é");
    take("another horse é");
    help_expect("passphrase due");
    help_aligned("due");
    help_keys("Esc o");
    sign_in_by_hand("lin", "another horse é");
    help_expect("zhou set your passphrase");
    help_expect("At least 12 characters");
    help_screen_size(16, 60);
    help_aligned("first passphrase");
    help_screen_size(24, 80);
    help_keys("Esc");
    help_expect("User name");
    sign_in_by_hand("lin", "another horse é");
    take("short");
    help_expect("at least 12 characters and");
    take("another horse é");
    take("another horse é");
    help_expect("the passphrase of before");
    take("plum rain é on tiles");
    take("plum rain é on tales");
    help_expect("not the same");
    take("plum rain é on tiles");
    help_expect_not("plum");
    take("plum rain é on tiles");
    help_expect("You have a new passphrase");
    help_expect("Nothing waits for you today");
    help_keys("o");
    sign_in_by_hand("lin", "plum rain é on tiles");
    help_expect("Signed in as 林社工");
}
END_TEST

/* Set while its person is away from a locked screen: they come in by it, and choose. */
START_TEST(test_people_set_behind_the_lock)
{
    Session *zhou;

    help_sign_in("lin");
    help_keys("l");
    zhou = another_session("zhou");
    ck_done(app_person_passphrase(zhou, "lin", "another horse é", &help_err));
    session_close(zhou);
    take("another horse é");
    help_expect("sign in with it once more");
    sign_in_by_hand("lin", "another horse é");
    help_expect("zhou set your passphrase");
}
END_TEST

START_TEST(test_people_own_passphrase)
{
    open_people();
    help_keys("p");
    help_expect("Passphrase now");
    help_aligned("own passphrase");
    take("no horse at all");
    take("plum rain on é tiles");
    take("plum rain on é tiles");
    help_expect("do not belong together");
    take("correct horse");
    take("plum rain on é tiles");
    take("plum rain on é tiles");
    help_expect("You have a new passphrase");
    help_expect("supervisor");
    help_expect_not("passphrase due");
    help_keys("Esc P Esc");
    help_expect("Find:");
    session_sign_out(help_session);
    ck_done(session_sign_in(help_session, "zhou", "plum rain on é tiles", &help_err));
}
END_TEST

/* The verbs themselves, as the command line calls them. */
START_TEST(test_people_verbs_check_rights)
{
    help_sign_in("lin");
    ck_assert(!app_person_add(
        help_session,
        &(NewUser){"eve", ROLE_SUPERVISOR, "", "correct horse", true, &people_cost},
        &help_err));
    ck_assert(help_is_err(ERR_REFUSED, "supervisors"));
    err_clear(&help_err);
    ck_assert(!app_person_disable(help_session, "zhou", &help_err));
    err_clear(&help_err);
    ck_assert(!app_person_passphrase(help_session, "zhou", "another horse", &help_err));
    err_clear(&help_err);
    ck_done(
        app_person_passphrase(help_session, "lin", "another horse", &help_err)); /* one's own */
    session_sign_out(help_session);
    ck_assert(!app_person_passphrase(help_session, "lin", "third horse of all", &help_err));
}
END_TEST

/* ---- batches ---- */

/* Two approved cases, entered by lin. */
static void approve_two(void)
{
    int64_t ids[2];
    CaseFile *file = NULL;

    help_sign_in("lin");
    for (int i = 0; i < 2; i++) {
        ids[i] = help_import("uraemia-farmer");
        ck_done(app_case_open_id(help_session, ids[i], &file, &help_err));
        /* The second is of the same patient. */
        ck_done(app_case_move(help_session, &file, VERB_SUBMIT,
                              &(Decision){.comment = i ? "与前一案同一患者，分次求助" : NULL},
                              &help_err));
        case_free(file);
    }
    help_sign_in("zhou");
    for (int i = 0; i < 2; i++) {
        ck_done(app_case_open_id(help_session, ids[i], &file, &help_err));
        ck_done(app_case_move(help_session, &file, VERB_APPROVE,
                              &(Decision){.comment =
                                              "提示已核对\nR306:同名的另一案已核对\nR704:同上"
                                              "\nR110:已核对，分次求助"},
                              &help_err));
        case_free(file);
    }
    stage_event(help_stage, &(Event){.kind = EV_TICK});
}

static void export_by(const char *template, const char *path)
{
    help_keys("e");
    take(template);
    help_aligned("chosen");
    help_keys("Enter"); /* all that can go */
    help_keys("^U");
    take(path);
}

static void export_to(const char *key, const char *path)
{
    if (strcmp(key, "e") == 0) {
        export_by("neutral", path);
        return;
    }
    help_keys(key);
    help_keys("^U");
    take(path);
}

START_TEST(test_batches_empty)
{
    help_keys("b");
    help_expect("Nothing has been exported yet. e exports");
    help_expect("0 cases wait for export");
    help_aligned("no batches");
    help_keys("e");
    help_expect("No approved case waits");
    help_keys("x");
    help_expect("no batch to write again");
    help_sign_in("lin");
    help_keys("b");
    help_expect_not("e exports");
    help_keys("e");
    help_expect("Only a supervisor exports");
}
END_TEST

START_TEST(test_batches_export_and_again)
{
    char *first = help_path("批次一.xlsx"), *second = help_path("again.xlsx");

    approve_two();
    help_expect("2 cases wait for export");
    help_keys("b");
    help_expect("2 cases wait for export");
    help_expect("2 can go, 0 cannot");
    export_to("e", first);
    help_expect("written:");
    help_expect("T1-B0001");
    help_expect("0 cases wait for export");
    help_expect("SHA-256");
    help_expect("批次一.xlsx");
    help_aligned("exported");
    ck_assert(path_exists(first));
    export_to("x", second);
    size_t n, m;
    char *a = temp_read(first, &n), *b = temp_read(second, &m);
    ck_assert_uint_eq(n, m);
    ck_assert_int_eq(memcmp(a, b, n), 0);
    help_keys("x");
    help_keys("^U");
    take(second);
    help_expect("There is a file of that name");
    help_keys("Enter"); /* the safe answer */
    help_expect("T1-B0001");
    for (int cols = 60; cols <= 140; cols += 20) {
        help_screen_size(24, cols);
        help_aligned("batches");
    }
    free(a);
    free(b);
    free(first);
    free(second);
}
END_TEST

/* The platform stands in the column before: what is left fits. */
START_TEST(test_batches_tell_what_was_written)
{
    char *path = help_path("a.xlsx");
    approve_two();
    help_keys("b");
    help_screen_size(24, 80);
    export_by("Qingsongchou: launch", path);
    help_expect("T1-B0001");
    help_expect("Qingsongchou");
    help_expect(" launch ");
    free(path);
}
END_TEST

/* What is found is shown, and "all" is what is shown. */
START_TEST(test_batches_are_chosen_by_what_is_found)
{
    approve_two();
    help_keys("b e");
    take("neutral");
    help_expect("2 marked of 2");
    help_keys("t");
    help_expect("Only a request for payment is of tranches");
    help_keys("/");
    take("000002");
    help_expect("found by “000002”");
    help_expect("T1-2026-000002");
    help_expect_not("T1-2026-000001");
    help_aligned("found");
    help_keys("a");
    help_expect("1 marked of 2");
    help_keys("/ ^U Enter");
    help_expect("T1-2026-000001");
    help_expect("1 marked of 2");
    help_keys("a");
    help_expect("2 marked of 2");
}
END_TEST

START_TEST(test_batches_export_that_fails)
{
    Buf path = BUF_INIT;

    approve_two();
    help_keys("b");
    buf_addf(&path, "%s/nowhere/file.xlsx", help_folder);
    export_to("e", path.data);
    help_expect("nowhere");
    help_aligned("failed");
    help_expect("2 marked of 2"); /* what was chosen is there still */
    help_keys("Esc");
    help_expect("Nothing has been exported yet");
    help_expect("2 cases wait for export");
    help_keys("e Esc");
    help_expect("Nothing has been exported yet");
    buf_free(&path);
}
END_TEST

/* A reply is shown before it is taken in, and a contrary one wants to know why. */
START_TEST(test_batches_reply)
{
    char *book = help_path("批次一.xlsx"),
         *reply = temp_text(help_folder, "回执.csv",
                            "案例编号,审核结果,驳回原因,平台编号\n"
                            "T1-2026-000001,驳回,收款人账号有误é,\n"
                            "T9-2026-000007,通过,,SDC-7\n"),
         *other =
             temp_text(help_folder, "更正.csv", "案例编号,审核结果\nT1-2026-000001,通过\n");
    BatchRow row;
    Arena *arena = arena_new();

    approve_two();
    help_keys("b r");
    help_expect("no batch that could be answered");
    ck_done(app_export(help_session, &(ExportWish){.template_ = "neutral"}, book, false, NULL,
                       arena, &row, NULL, &help_err));
    help_keys("Esc b");
    for (int cols = 132; cols >= 80; cols -= 52) {
        help_screen_size(24, cols);
        help_keys("r");
        help_aligned("file of a reply");
        take(reply);
        help_expect("accepted 0, refused 1, without an answer 1, rows left out 1");
        help_expect("T9-2026-000007  no case of this batch");
        help_expect("Without an answer: T1-2026-000002");
        help_aligned("reply");
        help_keys("n");
    }
    help_keys("r");
    take(reply);
    help_keys("t");
    help_expect("Batch T1-B0001: accepted 0, refused 1");
    help_keys("r");
    take(reply);
    help_expect("It changes nothing");
    help_keys("Enter r");
    take(other);
    help_expect("an earlier reply said: refused");
    help_keys("t");
    help_expect("Why does this one count?");
    help_type("平台更正é");
    help_keys("Enter");
    help_expect("Batch T1-B0001: accepted 1, refused 0");
    help_sign_in("lin");
    help_keys("b r");
    help_expect("Only a supervisor takes in the replies");
    arena_free(arena);
    free(other);
    free(reply);
    free(book);
}
END_TEST

static int painted;

static void paint(void *ctx UNUSED, const Frame *frame)
{
    Buf text = BUF_INIT;

    frame_text(frame, &text);
    ck_assert(strstr(text.data, "Esc cancels"));
    buf_free(&text);
    painted++;
}

static bool cancel(void *ctx UNUSED)
{
    return true;
}

/* Esc while the bar is shown: no batch, no file, and the cases still wait. */
START_TEST(test_batches_export_cancelled)
{
    char *path = help_path("half.xlsx");

    approve_two();
    help_keys("b");
    stage_set_host(help_stage, &(StageHost){.paint = paint, .cancelled = cancel});
    export_to("e", path);
    ck_assert_int_gt(painted, 0);
    help_expect("ancelled");
    help_keys("Esc");
    help_expect("Nothing has been exported yet");
    help_expect("2 cases wait for export");
    ck_assert(!path_exists(path));
    free(path);
}
END_TEST

/* ---- verifying ---- */

START_TEST(test_verify_on_the_screen)
{
    help_keys("e v");
    help_expect("Everything is as this program left it");
    help_expect("of them signed");
    help_aligned("verify");
    ck_assert(help_raw(session_path(help_session),
                       "DROP TRIGGER user_keep; UPDATE user SET display = 'eve' WHERE id = 2"));
    help_keys("v");
    help_expect("eve");
    help_expect_not("Everything is as");
}
END_TEST

START_TEST(test_verify_tells_of_the_code)
{
    const GroupHead head = {.kind = GROUP_PEOPLE, .verb = RECOVERY_VERB};
    const NewUser user = {.name = "new",
                          .role = ROLE_SUPERVISOR,
                          .passphrase = "seven quiet herons",
                          .own = true};
    const PassphraseRules *rules = session_passphrase_rules(help_session, &help_err);
    Tx *tx = NULL;

    ck_done(tx_begin(session_store(help_session), &head, &tx, &help_err));
    ck_done(user_add(tx, &user, rules, NULL, &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
    help_keys("e v");
    help_expect("It made new a supervisor on 20");
    help_expect("Everything is as this program left it");
    help_aligned("verify");
}
END_TEST

START_TEST(test_verify_is_stopped)
{
    const StageHost host = {paint, cancel, NULL, NULL};

    stage_set_host(help_stage, &host);
    help_keys("e v");
    help_expect("The verification was cancelled");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("people");
    TCase *people = tcase_create("people"), *batches = tcase_create("batches");

    tcase_add_checked_fixture(people, setup, help_screen_stop);
    tcase_add_test(people, test_people_list);
    tcase_add_test(people, test_people_add);
    tcase_add_loop_test(people, test_people_add_cancelled, 0, 6);
    tcase_add_test(people, test_people_disable);
    tcase_add_test(people, test_people_role);
    tcase_add_test(people, test_people_second);
    tcase_add_test(people, test_people_passphrase);
    tcase_add_test(people, test_people_first_sign_in);
    tcase_add_test(people, test_people_set_behind_the_lock);
    tcase_add_test(people, test_people_own_passphrase);
    tcase_add_test(people, test_people_verbs_check_rights);
    tcase_add_test(people, test_verify_on_the_screen);
    tcase_add_test(people, test_verify_tells_of_the_code);
    tcase_add_test(people, test_verify_is_stopped);
    suite_add_tcase(suite, people);
    tcase_add_checked_fixture(batches, setup, help_screen_stop);
    tcase_add_test(batches, test_batches_empty);
    tcase_add_test(batches, test_batches_export_and_again);
    tcase_add_test(batches, test_batches_tell_what_was_written);
    tcase_add_test(batches, test_batches_are_chosen_by_what_is_found);
    tcase_add_test(batches, test_batches_reply);
    tcase_add_test(batches, test_batches_export_that_fails);
    tcase_add_test(batches, test_batches_export_cancelled);
    suite_add_tcase(suite, batches);
    return suite_finish(suite);
}
