/* What is half typed comes back: the program is dropped in the middle of a word and started
 * again, in process, with a clock of its own. */
#include "config.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "app/case.h"
#include "app/edit.h"
#include "app/inner.h"
#include "base/attr.h"
#include "base/mem.h"
#include "store/inner.h"
#include "store/sql.h"
#include "tests/support/screen_help.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "ui/ask/ask.h"
#include "ui/case/case.h"
#include "ui/case/screen.h"
#include "ui/screens/screens.h"
#include "ui/stage/keep.h"
#include "ui/stage/lock.h"
#include "ui/stage/stage.h"

static int64_t id;

static void start_new(void)
{
    id = help_new_case();
    help_open_case(id);
}

/* As after a crash: nothing is asked, nothing is stored, and the same person signs in. */
static void crash(const char *who)
{
    help_sign_in(who);
    stage_continue(help_stage);
    stage_draw(help_stage);
}

static void keep(void)
{
    stage_keep_now(help_stage);
}

static int64_t number(const char *sql)
{
    int64_t value = -1;
    help_look_behind_the_lock();
    ck_done(sql_get_int(session_store(help_session), &help_err, &value, sql, NULL));
    return value;
}

static int64_t drafts(void)
{
    return number("SELECT count(*) FROM draft");
}

static void set_by_other(FieldId field, size_t row, const char *value)
{
    CaseFile *file;
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    ck_done(app_case_set(help_session, file, field, row, value, &help_err));
    case_free(file);
}

static void cursor(int *row, int *col)
{
    ck_assert(frame_cursor_at(stage_draw(help_stage), row, col));
}

START_TEST(test_draft_comes_back_at_its_caret)
{
    int row, col, row_after, col_after;
    start_new();
    help_type("王e\xcc\x81小𠮷明");
    help_keys("Left Left");
    cursor(&row, &col);
    keep();
    help_expect_stored(id, F_PATIENT_name, 0, NULL);
    crash("lin");
    help_expect("Continued where you were: half typed at ");
    help_expect("> Name *              ~ 王e\xcc\x81小𠮷明");
    cursor(&row_after, &col_after);
    ck_assert_int_eq(row, row_after);
    ck_assert_int_eq(col, col_after);
    help_type("一");
    help_keys("Tab");
    help_expect_stored(id, F_PATIENT_name, 0, "王e\xcc\x81小一𠮷明");
    keep();
    ck_assert_int_eq(drafts(), 0);
    help_expect_not("~");
}
END_TEST

/* A draft goes in the transaction that stores its text: not before, and not with the next
 * write. */
START_TEST(test_draft_ends_with_what_is_stored)
{
    start_new();
    help_type("王e\xcc\x81𠮷");
    keep();
    ck_assert_int_eq(drafts(), 1);
    help_keys("Tab");
    help_expect_stored(id, F_PATIENT_name, 0, "王e\xcc\x81𠮷");
    ck_assert_int_eq(drafts(), 0);
    /* What is refused stays half typed. */
    help_keys("Down Down Down");
    help_expect("> Born on");
    help_type("13.45");
    keep();
    help_keys("Tab");
    help_expect_stored(id, F_PATIENT_born_on, 0, NULL);
    ck_assert_int_eq(drafts(), 1);
}
END_TEST

static int64_t drafts_at_answer;

static TextFate answered(Stage *stage UNUSED, void *ctx UNUSED, const char *text UNUSED)
{
    drafts_at_answer = drafts();
    return TEXT_STORED;
}

START_TEST(test_draft_of_an_answer_outlives_the_question)
{
    start_new();
    ask(help_stage, &(Question){.title = "Q",
                                .text = "Why?",
                                .kept_as = "comment.return",
                                .case_id = id,
                                .store = answered});
    help_type("缺材料");
    keep();
    help_keys("Enter");
    ck_assert_int_eq(drafts_at_answer, 1); /* nothing has taken the text yet */
    ck_assert_int_eq(drafts(), 0);
    help_keys("M-7 Right Right Right");
    help_type("11.20");
    keep();
    help_keys("Enter");
    help_expect_stored(id, F_DOCUMENT_issued_on, 0, "2026-11-20");
    ck_assert_int_eq(drafts(), 0);
}
END_TEST

/* One write for a burst, counted from its first key, and none when nothing is new. */
START_TEST(test_draft_one_write_for_a_burst)
{
    start_new();
    keep();
    int64_t before = number("SELECT total_changes()");
    ck_assert_int_eq(stage_keep(help_stage, 1000), -1);
    help_type("王");
    ck_assert_int_eq(stage_keep(help_stage, 1000), STAGE_KEEP_MS);
    help_type("小");
    ck_assert_int_eq(stage_keep(help_stage, 1010), STAGE_KEEP_MS - 10);
    help_type("明");
    ck_assert_int_eq(stage_keep(help_stage, 999 + STAGE_KEEP_MS), 1);
    ck_assert_int_eq(drafts(), 0);
    ck_assert_int_eq(stage_keep(help_stage, 1000 + STAGE_KEEP_MS), -1);
    ck_assert_int_eq(drafts(), 1);
    ck_assert_int_eq(number("SELECT total_changes()") - before, 1);
    ck_assert_int_eq(stage_keep(help_stage, 2000), -1);
    help_keys("Right"); /* the caret is at the end already */
    keep();
    ck_assert_int_eq(number("SELECT total_changes()") - before, 1);
    help_keys("Left");
    keep();
    ck_assert_int_eq(number("SELECT total_changes()") - before, 2);
}
END_TEST

START_TEST(test_draft_goes_when_stored_or_restored)
{
    static const struct {
        const char *typed, *keys;
    } ends[] = {
        {"王", "Tab"}, {"王", "Enter"}, {"王", "^Z"},      {"王", "Backspace"},
        {"王", "^X"},  {"王", "PgDn"},  {"王", "Esc Esc"}, {"王小明", "^W Down Up"},
    };
    start_new();
    help_type(ends[_i].typed);
    keep();
    ck_assert_int_eq(drafts(), 1);
    help_keys(ends[_i].keys);
    keep();
    ck_assert_int_eq(drafts(), 0);
}
END_TEST

/* Typed, deleted and left at once, before anything was written: nothing is half typed any more.
 */
START_TEST(test_draft_goes_when_deleted_and_left)
{
    start_new();
    help_type("王é𠮷");
    keep();
    ck_assert_int_eq(drafts(), 1);
    help_keys("^U Tab");
    keep();
    ck_assert_int_eq(drafts(), 0);
    help_expect_not("~");
    help_keys("M-6");
    help_type("巩固");
    keep();
    help_keys("^U Esc");
    keep();
    ck_assert_int_eq(drafts(), 0);
}
END_TEST

/* A refused value stays with its person, whatever ends the program; Esc gives it up. */
START_TEST(test_draft_of_what_was_refused)
{
    start_new();
    help_keys("Tab Tab Tab Tab");
    help_type("never");
    help_keys("Tab");
    help_expect("! ");
    keep();
    crash("lin");
    help_expect("> Born on");
    help_expect("never");
    help_keys("Tab");
    help_expect("! ");
    help_keys("Esc Esc");
    help_expect_not("never");
    keep();
    ck_assert_int_eq(drafts(), 0);
    crash("lin");
    help_expect("> Born on");
    help_expect_not("never");
}
END_TEST

START_TEST(test_draft_undo_goes_to_what_is_stored)
{
    start_new();
    help_type("甲");
    help_keys("Tab S-Tab");
    help_type("乙丙");
    keep();
    crash("lin");
    help_expect("甲乙丙");
    help_keys("^Z");
    help_expect("甲");
    help_expect_not("乙");
    help_expect_stored(id, F_PATIENT_name, 0, "甲");
}
END_TEST

START_TEST(test_draft_of_cells)
{
    start_new();
    help_keys("M-6"); /* the plan: a new row */
    help_type("第一次化疗");
    keep();
    crash("lin");
    help_expect(" >~");
    help_keys("Enter");
    help_expect_stored(id, F_PLAN_phase, 0, "第一次化疗");
    help_type("化");
    keep();
    crash("lin");
    help_type("疗");
    help_keys("Enter");
    help_expect_stored(id, F_PLAN_item, 0, "化疗");
    /* A fixed line, whose row comes with its first value. */
    help_keys("M-3");
    help_type("y7.1w");
    keep();
    crash("lin");
    help_expect("7.1w");
    help_keys("Enter");
    help_expect_stored(id, F_DISCLOSURE_amount_fen, 0, "7100000");
    keep();
    ck_assert_int_eq(drafts(), 0);
}
END_TEST

/* A field that is no column of its grid is typed in the whole row. */
START_TEST(test_draft_in_a_whole_row)
{
    start_new();
    help_keys("M-6");
    help_type("第一次");
    help_keys("Enter S-Tab F4");
    help_expect("1 / 1");
    while (!help_shows("> Basis"))
        help_keys("Tab");
    help_keys("S-Tab S-Tab");
    help_type("半");
    keep();
    ck_assert_int_eq(drafts(), 1);
    crash("lin");
    help_expect("1 / 1");
    help_expect("半");
    help_expect("~ ");
}
END_TEST

START_TEST(test_draft_of_long_texts)
{
    int row, col, row_after, col_after;
    start_new();
    help_keys("M-9 Tab");
    help_type("我叫罗建国，是小禾的父亲。");
    help_keys("Enter");
    help_type("第二段");
    help_keys("Up Home Right");
    cursor(&row, &col);
    keep();
    crash("lin");
    help_expect("> Story");
    cursor(&row_after, &col_after);
    ck_assert_int_eq(row, row_after);
    ck_assert_int_eq(col, col_after);
    help_keys("Tab");
    help_expect_stored(id, F_STATEMENT_story, 0, "我叫罗建国，是小禾的父亲。\n第二段");
}
END_TEST

START_TEST(test_draft_is_nobody_elses)
{
    start_new();
    help_type("王小明");
    keep();
    crash("zhou");
    ck_assert_str_eq(stage_top(help_stage)->ops->name, "queue");
    help_expect_not("王小明");
    stage_push(help_stage, case_screen_new(help_stage, id));
    help_expect("> Name");
    help_expect_not("王小明");
    /* That there is one is seen, and whose, also where one types oneself. */
    help_expect("> Name *              ~");
    help_expect("林社工 has something half typed here, not stored");
    help_keys("Tab");
    help_expect("  Name *              ~");
    help_expect("林社工 has something half typed here");
    help_keys("S-Tab");
    help_type("李");
    help_expect("~ 李");
    help_expect_not("林社工 has");
    help_keys("^Z");
    help_aligned("of others");
    crash("lin");
    help_expect("王小明");
}
END_TEST

/* Each person's place is kept, also without anything half typed. */
START_TEST(test_place_of_each_person)
{
    start_new();
    help_type("王小明");
    help_keys("Tab S-Tab Left");
    keep();
    crash("zhou");
    help_keys("n Tab Tab");
    help_expect("> Certificate number");
    keep();
    crash("lin");
    help_expect("Continued where you were");
    help_expect_not("half typed at");
    help_expect("> Name");
    help_type("大");
    help_keys("Tab");
    help_expect_stored(id, F_PATIENT_name, 0, "王小大明");
    crash("zhou");
    help_expect("> Certificate number");
    help_keys("Esc Esc"); /* out of the case: there is no place to come back to */
    keep();
    crash("zhou");
    ck_assert_str_eq(stage_top(help_stage)->ops->name, "queue");
}
END_TEST

START_TEST(test_place_beside_the_fields)
{
    start_new();
    help_keys("M-4 Tab Esc");
    keep();
    crash("lin");
    help_expect("[4Illness]");
    help_expect_not("[1Patient]");
    help_keys("M-0");
    help_type("a"); /* the list of findings has no field */
    keep();
    crash("lin");
    ck_assert_str_eq(stage_top(help_stage)->ops->name, "case");
}
END_TEST

START_TEST(test_draft_and_a_change_by_others)
{
    start_new();
    help_type("张三");
    keep();
    set_by_other(F_PATIENT_name, 0, "李四");
    crash("lin");
    help_expect("Changed by somebody else");
    help_expect("张三");
    help_expect("李四");
    if (_i) {
        help_type("t");
        help_expect_not("张三");
        help_keys("Tab");
        help_expect_stored(id, F_PATIENT_name, 0, "李四");
        keep();
        ck_assert_int_eq(drafts(), 0);
        return;
    }
    help_keys("Esc"); /* keeps mine, as a draft: nothing of theirs is gone yet */
    help_expect_stored(id, F_PATIENT_name, 0, "李四");
    crash("lin");
    help_expect_not("Changed by somebody else");
    help_type("丰");
    help_keys("Tab");
    help_expect_stored(id, F_PATIENT_name, 0, "张三丰");
}
END_TEST

/* The same, met when the case is opened from the queue. */
START_TEST(test_draft_is_found_in_its_case)
{
    start_new();
    help_keys("Tab Tab");
    help_type("9900");
    keep();
    set_by_other(F_PATIENT_id_number, 0, "990000201903140013");
    help_sign_in("lin");
    stage_push(help_stage, case_screen_new(help_stage, id));
    help_expect("> Certificate number");
    help_keys("Left"); /* whatever comes next, both values are shown */
    help_expect("Changed by somebody else");
}
END_TEST

START_TEST(test_draft_survives_the_lock)
{
    start_new();
    help_type("王小明");
    help_keys("Left");
    stage_lock(help_stage);
    help_expect_stored(id, F_PATIENT_name, 0, NULL);
    ck_assert_int_eq(drafts(), 1);
    stage_sign_out(help_stage); /* somebody else wants the terminal */
    crash("lin");
    help_expect_stored(id, F_PATIENT_name, 0, NULL);
    help_expect("王小明");
    help_type("大");
    help_keys("^X"); /* who locks by hand leaves the field */
    help_expect_stored(id, F_PATIENT_name, 0, "王小大明");
    crash("lin");
    help_type("二");
    help_keys("Tab");
    help_expect_stored(id, F_PATIENT_name, 0, "王小大二明");
}
END_TEST

START_TEST(test_draft_survives_a_hangup)
{
    start_new();
    help_type("挂断");
    stage_event(help_stage, &(Event){.kind = EV_HANGUP});
    ck_assert(stage_quitting(help_stage));
    help_expect_stored(id, F_PATIENT_name, 0, NULL);
    crash("lin");
    help_expect("挂断");
    help_expect("half typed at ");
}
END_TEST

/* Of the first document that the case can do without. */
static void ask_waiver(void)
{
    enum { DOCUMENTS = 33 };
    help_keys("M-w");
    for (int i = 0; i < DOCUMENTS && !help_shows("Why can the case do without it?"); i++) {
        help_keys("Down");
        help_keys("M-w");
    }
    help_expect("Why can the case do without it?");
}

START_TEST(test_draft_of_a_question)
{
    help_sign_in("zhou");
    start_new();
    help_keys("M-7");
    ask_waiver();
    help_type("户口簿在老家");
    keep();
    crash("zhou");
    help_expect("户口簿在老家");
    help_expect("Here is what you had typed before");
    help_keys("Left Left");
    keep();
    crash("zhou"); /* the caret has its place in it too */
    help_type("那");
    help_expect("户口簿在那老家");
    help_keys("Backspace Esc"); /* not now: it is still there the next time */
    keep();
    crash("zhou");
    help_expect_not("户口簿在老家");
    help_keys("M-w"); /* the row is the same */
    help_expect("户口簿在老家");
    help_keys("End");
    help_type("，下周寄来");
    help_keys("Enter");
    keep();
    ck_assert_int_eq(drafts(), 0);
    help_keys("M-w");
    help_expect_not("户口簿在老家，下周寄来");
}
END_TEST

START_TEST(test_draft_that_cannot_be_written_is_said)
{
    start_new();
    help_type("王");
    char *path = help_path("case.db");
    ck_assert(help_raw(path, "CREATE TRIGGER full BEFORE INSERT ON draft BEGIN"
                             " SELECT RAISE(ABORT, 'no room'); END"));
    keep();
    help_expect("could not be kept until");
    ck_assert(help_raw(path, "DROP TRIGGER full"));
    free(path);
    help_keys("Right");
    keep();
    ck_assert_int_eq(drafts(), 1);
}
END_TEST

/* What is refused is asked for again with its text, not thrown away. */
START_TEST(test_draft_of_an_answer_that_is_refused)
{
    static const struct {
        const char *key, *typed, *says, *more, *shown;
    } answers[] = {
        {"Right Right Right", "2026-13-4", "day", "0", "2026-13-40"},
        {"F6", "/nowhere/扫描.pdf", "/nowhere", "x", "/nowhere/扫描.pdfx"},
    };
    id = help_import("assets-unclear");
    stage_push(help_stage, case_screen_bare(help_stage, id));
    help_keys("M-7");
    help_keys(answers[_i].key);
    help_type(answers[_i].typed);
    keep();
    help_keys("Enter");
    help_expect(answers[_i].says);
    help_type(answers[_i].more);
    help_expect(answers[_i].shown);
    keep();
    crash("lin");
    help_expect(answers[_i].shown);
}
END_TEST

/* Out of the case that was continued, the queue's cursor is on it. */
START_TEST(test_place_leaves_to_the_row_of_the_case)
{
    for (int i = 0; i < 5; i++)
        start_new();
    id = 2;
    help_sign_in("lin");
    stage_push(help_stage, case_screen_new(help_stage, id));
    help_keys("Tab"); /* nothing is typed: it stays the fourth of the list */
    keep();
    crash("lin");
    help_keys("Esc Esc");
    ck_assert_str_eq(stage_top(help_stage)->ops->name, "queue");
    help_expect("> T1-2026-000002");
}
END_TEST

/* Each list goes back to its row. */
START_TEST(test_place_on_the_rows_of_lists)
{
    static const struct {
        const char *name, *tab;
        int downs;
    } lists[] = {
        {"assets-unclear", "M-7", 3},
        {"assets-unclear", "M-0", 5},
        {"assets-unclear", "M-H", 2},
    };
    id = help_import(lists[_i].name);
    stage_push(help_stage, case_screen_bare(help_stage, id));
    help_keys(lists[_i].tab);
    for (int i = 0; i < lists[_i].downs; i++)
        help_keys("Down");
    int row, col, row_after, col_after;
    cursor(&row, &col);
    char *before = xstrdup(help_row(row));
    keep();
    crash("lin");
    cursor(&row_after, &col_after);
    ck_assert_int_eq(row, row_after);
    ck_assert_int_eq(col, col_after);
    ck_assert_str_eq(help_row(row), before);
    free(before);
}
END_TEST

/* A comment half typed in a review, with the reason that was chosen, or on a question. */
START_TEST(test_draft_in_a_review)
{
    static const struct {
        const char *open, *title;
    } asks[] = {
        {"a a", "approve"},
        {"r Enter", "return"},
        {"x Down Enter", "reject"},
    };
    int row, col, row_after, col_after;
    id = help_import("uraemia-farmer");
    help_open_case(id);
    help_keys("Esc F9");
    help_expect("is now: submitted");
    help_sign_in("zhou");
    stage_push(help_stage, review_screen_new(help_stage, id));
    stage_draw(help_stage);
    help_keys("Down Down");
    help_keys(asks[_i].open);
    help_expect(asks[_i].title);
    help_type("请补充王e\xcc\x81小𠮷明的诊断证明");
    help_keys("Left Left Left Left Left Left");
    cursor(&row, &col);
    keep();
    crash("zhou");
    help_expect("Here is what you had typed before");
    help_expect("请补充王e\xcc\x81小𠮷明的诊断证明");
    help_expect(asks[_i].title);
    cursor(&row_after, &col_after);
    ck_assert_int_eq(row, row_after);
    ck_assert_int_eq(col, col_after);
    help_keys("Enter");
    keep();
    ck_assert_int_eq(drafts(), 0);
    /* The reason came back with the comment. */
    ck_assert_int_eq(number("SELECT count(*) FROM review WHERE verb <> 'submit' AND"
                            " (reason IS NOT NULL OR verb = 'approve')"),
                     1);
}
END_TEST

/* Locked in the middle of a comment: unlocking leads back to it, and so does signing in after
 * somebody else has signed the person out. */
START_TEST(test_draft_in_a_review_under_the_lock)
{
    id = help_import("uraemia-farmer");
    help_open_case(id);
    help_keys("Esc F9");
    help_sign_in("zhou");
    stage_push(help_stage, review_screen_new(help_stage, id));
    stage_draw(help_stage);
    help_keys("r Enter");
    help_type("缺诊断证明");
    help_keys("Left Left");
    stage_lock(help_stage);
    help_expect_not("缺诊断证明");
    if (_i) {
        help_type("correct horse");
        help_keys("Enter");
    } else {
        stage_sign_out(help_stage);
        crash("zhou");
    }
    help_type("的");
    help_expect("缺诊断的证明");
}
END_TEST

/* The whole case was opened from its review: Esc leads back to the review. */
START_TEST(test_place_under_a_review)
{
    id = help_import("uraemia-farmer");
    help_open_case(id);
    help_keys("Esc F9");
    help_sign_in("zhou");
    stage_push(help_stage, review_screen_new(help_stage, id));
    stage_draw(help_stage);
    help_keys("Tab M-6");
    keep();
    crash("zhou");
    help_expect("[6Plan]");
    help_keys("Esc Esc");
    ck_assert_str_eq(stage_top(help_stage)->ops->name, "review");
    keep();
    crash("zhou");
    ck_assert_str_eq(stage_top(help_stage)->ops->name, "review");
    help_expect("Continued where you were");
}
END_TEST

START_TEST(test_draft_of_a_question_to_a_supervisor)
{
    start_new();
    help_keys("Esc");
    help_keys("M-c");
    help_expect("What do you want to know?");
    help_type("可以先提交吗");
    keep();
    crash("lin");
    help_expect("What do you want to know?");
    help_expect("可以先提交吗");
    help_keys("Enter");
    keep();
    ck_assert_int_eq(drafts(), 0);
    crash("lin");
    help_expect_not("What do you want to know?");
    help_expect("[V Review]");
}
END_TEST

/* ---- another program ---- */

static sqlite3 *other;

/* Another program begins to write at the very moment before the draft is. */
static int come_between(unsigned kind UNUSED, void *ctx UNUSED, void *statement, void *x UNUSED)
{
    const char *sql = sqlite3_sql(statement);
    if (strstr(sql, "INTO draft") && sqlite3_get_autocommit(other))
        ck_assert_int_eq(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    return 0;
}

static bool no_waiting(void *ctx UNUSED, size_t done UNUSED, size_t total UNUSED)
{
    ck_abort_msg("keeping a draft waits for another program");
    return false;
}

START_TEST(test_draft_never_waits)
{
    const Progress told = {no_waiting, NULL};
    sqlite3 *watched = session_store(help_session)->db;
    start_new();
    ck_assert_int_eq(sqlite3_open(sqlite3_db_filename(watched, "main"), &other), SQLITE_OK);
    sqlite3_trace_v2(watched, SQLITE_TRACE_STMT, come_between, NULL);
    session_on_wait(help_session, &told);
    help_type("王");
    stage_keep(help_stage, 1000);
    ck_assert_int_gt(stage_keep(help_stage, 1000 + STAGE_KEEP_MS), 0);
    ck_assert(!stage_keep_try(help_stage));
    sqlite3_trace_v2(watched, 0, NULL, NULL);
    ck_assert_int_eq(sqlite3_exec(other, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(other);
    ck_assert_int_eq(stage_keep(help_stage, 3000), -1);
    ck_assert_int_eq(drafts(), 1);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("draft");
    TCase *tcase = tcase_create("draft");
    tcase_add_checked_fixture(tcase, help_screen_start, help_screen_stop);
    tcase_add_test(tcase, test_draft_comes_back_at_its_caret);
    tcase_add_test(tcase, test_draft_ends_with_what_is_stored);
    tcase_add_test(tcase, test_draft_of_an_answer_outlives_the_question);
    tcase_add_test(tcase, test_draft_one_write_for_a_burst);
    tcase_add_loop_test(tcase, test_draft_goes_when_stored_or_restored, 0, 8);
    tcase_add_test(tcase, test_draft_goes_when_deleted_and_left);
    tcase_add_test(tcase, test_draft_of_what_was_refused);
    tcase_add_test(tcase, test_draft_undo_goes_to_what_is_stored);
    tcase_add_test(tcase, test_draft_of_cells);
    tcase_add_test(tcase, test_draft_in_a_whole_row);
    tcase_add_test(tcase, test_draft_of_long_texts);
    tcase_add_test(tcase, test_draft_is_nobody_elses);
    tcase_add_test(tcase, test_place_of_each_person);
    tcase_add_test(tcase, test_place_beside_the_fields);
    tcase_add_loop_test(tcase, test_draft_and_a_change_by_others, 0, 2);
    tcase_add_test(tcase, test_draft_is_found_in_its_case);
    tcase_add_test(tcase, test_draft_survives_the_lock);
    tcase_add_test(tcase, test_draft_survives_a_hangup);
    tcase_add_test(tcase, test_draft_of_a_question);
    tcase_add_test(tcase, test_place_leaves_to_the_row_of_the_case);
    tcase_add_loop_test(tcase, test_draft_of_an_answer_that_is_refused, 0, 2);
    tcase_add_loop_test(tcase, test_place_on_the_rows_of_lists, 0, 3);
    tcase_add_loop_test(tcase, test_draft_in_a_review, 0, 3);
    tcase_add_loop_test(tcase, test_draft_in_a_review_under_the_lock, 0, 2);
    tcase_add_test(tcase, test_place_under_a_review);
    tcase_add_test(tcase, test_draft_of_a_question_to_a_supervisor);
    tcase_add_test(tcase, test_draft_that_cannot_be_written_is_said);
    tcase_add_test(tcase, test_draft_never_waits);
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}
