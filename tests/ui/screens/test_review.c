/* Submission, review and what follows approval as persons meet them: keys in, rows out. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/case.h"
#include "app/inner.h"
#include "app/move.h"
#include "store/journal.h"
#include "store/sql.h"
#include "tests/support/screen_help.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "ui/case/case.h"
#include "ui/screens/screens.h"
#include "ui/stage/stage.h"

static int64_t id;

static void expect_status(const char *status)
{
    CaseFile *file;
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    ck_assert_str_eq(case_head_of(file)->status, status);
    case_free(file);
}

/* Down the page until the words stand on it. */
static void read_to(const char *words)
{
    enum { PAGES = 30 };
    help_keys("Home");
    for (int i = 0; i < PAGES && !help_shows(words); i++)
        help_keys("PgDn");
    help_expect(words);
}

static void read_all(void)
{
    enum { PAGES = 30 };
    for (int i = 0; i < PAGES; i++)
        help_keys("PgDn");
}

static void submit_as_lin(void)
{
    id = help_import("leukaemia-child");
    help_open_case(id);
    help_keys("Esc s");
    expect_status("submitted");
}

START_TEST(test_review_returns_with_a_reason)
{
    submit_as_lin();
    help_sign_in("zhou");
    stage_push(help_stage, review_screen_new(help_stage, id));
    help_expect("a Approve");
    help_type("r");
    help_keys("Down Enter");
    help_type("请补病理报告");
    help_keys("Enter");
    expect_status("returned");
    help_sign_in("lin");
    help_open_case(id);
    help_keys("M-4 Tab Tab Tab");
    help_keys("^U");
    help_type("IIIA");
    help_keys("Esc s");
    expect_status("submitted");
    help_sign_in("zhou");
    stage_push(help_stage, review_screen_new(help_stage, id));
    read_to("Changed since it was returned");
    read_to("Illness: Stage       诱导缓解后，中危 IIIA");
    read_to("请补病理报告");
    read_all();
    help_type("a");
    help_type("提示已核对");
    help_keys("Enter");
    expect_status("approved");
}
END_TEST

START_TEST(test_review_is_refused_to_who_worked_on_it)
{
    help_sign_in("zhou");
    id = help_import("leukaemia-child");
    help_open_case(id);
    help_keys("Esc s");
    stage_pop(help_stage);
    stage_push(help_stage, review_screen_new(help_stage, id));
    help_expect_not("a Approve");
    help_type("a");
    expect_status("submitted");
    help_aligned("four eyes");
    Err why = {0};
    CaseFile *file;
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    ck_assert(!app_case_may(help_session, file, VERB_APPROVE, &why));
    case_free(file);
    why.text[20] = '\0';
    help_expect(why.text);
}
END_TEST

static void set_passphrase_of_zhou_as_lin(void)
{
    Store *store = session_store(help_session);
    int64_t lin_id, zhou_id;
    Tx *tx;
    ck_done(
        sql_get_int(store, &help_err, &lin_id, "SELECT id FROM user WHERE name = 'lin'", ""));
    ck_done(
        sql_get_int(store, &help_err, &zhou_id, "SELECT id FROM user WHERE name = 'zhou'", ""));
    const GroupHead head = {.kind = GROUP_PEOPLE, .user_id = lin_id, .verb = "user_passphrase"};
    ck_done(tx_begin(store, &head, &tx, &help_err));
    ck_done(tx_set(tx, "user", zhou_id, "reset_by", sql_value_int(lin_id), NULL, 0, &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
}

/* Whoever set a supervisor's passphrase could approve their own case by it. */
START_TEST(test_review_is_refused_after_a_reset)
{
    submit_as_lin();
    set_passphrase_of_zhou_as_lin();
    help_sign_in("zhou");
    stage_push(help_stage, review_screen_new(help_stage, id));
    help_expect_not("a Approve");
    help_type("a");
    expect_status("submitted");
    help_expect("who added you or set your passphrase, entered this case");
    help_expect("there is none yet who had no hand in");
}
END_TEST

START_TEST(test_editing_an_approved_case_asks_first)
{
    submit_as_lin();
    help_sign_in("zhou");
    stage_push(help_stage, review_screen_new(help_stage, id));
    read_all();
    help_type("a");
    help_type("提示已核对");
    help_keys("Enter");
    expect_status("approved");
    help_sign_in("lin");
    help_open_case(id);
    /* No letter and no Enter does that: an approval would go by one e too many. */
    help_type("e");
    help_expect("Not typed: this was approved. F3 begins a change of it");
    help_keys("Enter");
    help_type("e");
    help_expect_not("Change what was approved?");
    help_keys("F3");
    help_expect("Change what was approved?");
    help_keys("Esc");
    expect_status("approved");
    help_keys("Esc e");
    help_type("e");
    expect_status("approved");
    help_expect("is now: approved · being changed; ^Z takes it back");
    help_keys("^Z");
    help_expect("is now: approved");
    help_expect_not("being changed");
    help_keys("F3");
    help_type("e");
    help_type("X");
    help_keys("Tab");
    help_expect_stored(id, F_PATIENT_name, 0, "罗小禾X");
    help_expect("approved · being changed");
    expect_status("approved");
}
END_TEST

START_TEST(test_follow_up_goes_on_after_approval)
{
    submit_as_lin();
    help_keys("M-F Down");
    help_type("15.3w");
    help_keys("Tab");
    help_expect_stored(id, F_FUNDING_raised_fen, 0, "15300000");
    expect_status("submitted");
}
END_TEST

/* ? on a finding: its rule, where it comes from, and the facts it read. */
START_TEST(test_review_explains_a_finding)
{
    submit_as_lin();
    help_sign_in("zhou");
    stage_push(help_stage, review_screen_new(help_stage, id));
    help_keys("Down Down");
    help_type("?");
    help_expect("R103, version 3");
    help_expect("house rule, not law");
    help_expect("What is written there: 9900**************");
}
END_TEST

/* Warnings stay open with a comment only. */
START_TEST(test_review_needs_a_comment)
{
    submit_as_lin();
    help_sign_in("zhou");
    stage_push(help_stage, review_screen_new(help_stage, id));
    read_all();
    help_type("a");
    help_expect("Why the warnings may stay open");
    help_keys("Enter");
    expect_status("submitted");
    help_type("已电话核实"); /* it is asked still */
    help_keys("Enter");
    expect_status("approved");
    stage_push(help_stage, case_screen_new(help_stage, id));
    help_keys("M-V");
    help_expect("Findings that stood open at the approval");
    help_keys("End Up Up"); /* above two remarks, which need no words */
    help_keys("F1");
    help_expect("Accepted with the words: 已电话核实");
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_review_returns_with_a_reason,     test_review_is_refused_to_who_worked_on_it,
        test_review_is_refused_after_a_reset,  test_review_explains_a_finding,
        test_review_needs_a_comment,           test_editing_an_approved_case_asks_first,
        test_follow_up_goes_on_after_approval, NULL};
    return suite_run("review", tests, help_screen_start, help_screen_stop);
}
