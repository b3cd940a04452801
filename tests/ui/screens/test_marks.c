/* A returned case says why: three marks at three places, the way from one to the next, answers,
 * the second submission, and the page on which mark, answer and change stand together. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/case.h"
#include "app/inner.h"
#include "app/mark.h"
#include "base/i18n.h"
#include "tests/support/screen_help.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "ui/screens/screens.h"
#include "ui/stage/keep.h"
#include "ui/stage/stage.h"

enum { APPROVAL_KEYS = 3, RETURN_KEYS = 5, STEPS = 400 };

static int64_t id;
static int keys; /* but for words and paging */

static void press(const char *names)
{
    for (const char *at = names; *at; at += strspn(at, " ")) {
        keys++;
        at += strcspn(at, " ");
    }
    help_keys(names);
}

/* Paging: the line under the cursor, which stands in full under the list, has the words. */
static void line_with(const char *words)
{
    help_keys("Home");
    for (int i = 0; i < STEPS; i++) {
        const char *cursor = strstr(help_screen(), "\n >");
        const char *end = cursor ? strchr(cursor + 1, '\n') : NULL;
        const char *found = cursor ? strstr(cursor, words) : NULL;
        if (found && found < end)
            return;
        help_keys("Down");
    }
    ck_abort_msg("no line with %s\n%s", words, help_screen());
}

static void read_all(void)
{
    for (int i = 0; i < 25; i++)
        help_keys("PgDn");
}

static void expect_status(const char *status)
{
    CaseFile *file;
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    ck_assert_str_eq(case_head_of(file)->status, status);
    case_free(file);
}

static void mark(const char *line, const char *reason, const char *words)
{
    line_with(line);
    press("m");
    press(reason);
    help_type(words);
    press("Enter");
    help_expect("Marked: ");
}

static void review_as_zhou(void)
{
    help_sign_in("zhou");
    stage_push(help_stage, review_screen_new(help_stage, id));
    stage_draw(help_stage);
}

START_TEST(test_marks_whole_way)
{
    id = help_import("leukaemia-child");
    help_open_case(id);
    help_keys("F9");
    expect_status("submitted");

    /* The supervisor marks a field, a row and a document, and returns. */
    review_as_zhou();
    keys = 0;
    mark("1390***", "Down Enter", "号码停机，请核对é");
    help_expect("\n > ◆ "); /* the cursor stays where it was */
    mark("异基因造血干细胞移植", "Enter", "请补报价单");
    mark("D09", "Enter", "卡号看不清");
    printf("keys for three marks: %d\n", keys);
    help_keys("Home");
    help_expect("3 marks, 0 answered");
    help_aligned("marked");
    keys = 0;
    press("r Enter");
    help_type("三处要改，见批注");
    press("Enter");
    printf("keys for the return: %d\n", keys);
    ck_assert_int_le(keys, RETURN_KEYS);
    expect_status("returned");

    /* The social worker opens it on the return, and goes from one mark to the next. */
    help_sign_in("lin");
    help_expect("zhou returns: a document is not clear: 三处要改");
    help_screen_size(43, 132); /* beside the list too */
    help_expect(" zhou returns: a document is not clear:");
    help_screen_size(24, 80);
    help_keys("h");
    help_expect("罗小禾: zhou returns: a document is not clear: 三处要改");
    help_keys("Esc");
    help_open_case(id);
    help_expect("Returned by zhou");
    help_expect("三处要改，见批注");
    help_expect("号码停机");
    help_aligned("the return");
    press("^R");
    help_expect("Mark 1 of 3, Initiator: Phone");
    help_keys("Down Up");
    help_expect("zhou marks: ");
    help_expect("号码停机，请核对");
    help_aligned("a mark at its field");
    help_keys("^U");
    help_type("13900000088");
    help_keys("Tab");
    help_expect_stored(id, F_INITIATOR_phone, 0, "13900000088");
    help_keys("S-Tab");
    keys = 0;
    press("^B");
    help_expect("What was done about it:");
    help_type("已换新号");
    press("Enter");
    help_expect("Answered; 2 marks without an answer");
    printf("keys for an answer: %d\n", keys);
    press("^R");
    help_expect("Mark 2 of 3, Plan 3");
    help_expect("请补报价单");
    help_keys("^B");
    help_type("报价单已附D15");
    help_keys("Enter");
    press("^R");
    help_expect("Mark 3 of 3, D09");
    help_expect("卡号看不清");
    help_keys("^B");
    help_type("重拍了");
    help_keys("Enter");
    help_expect("Answered; all marks have an answer");
    help_expect("◆ D09"); /* in the list of the papers too */
    press("^R");
    help_expect("Mark 1 of 3");
    help_keys("F9");
    expect_status("submitted");

    /* Mark, answer and change stand together; then the approval. */
    review_as_zhou();
    help_expect("3 marks, 3 answered");
    help_expect("已换新号");
    help_expect("1390***[was: 0001][now: 0088]");
    help_expect("submission 2");
    help_aligned("mark, answer, change");
    line_with("◆ Phone"); /* in its place */
    line_with("◆ D09");
    read_all();
    keys = 0;
    press("a");
    help_type("提示已核对");
    press("Enter");
    printf("keys for the approval: %d\n", keys);
    ck_assert_int_le(keys, APPROVAL_KEYS);
    expect_status("approved");
    help_expect_not("Only a submitted case");
    help_keys("Home");
    help_expect_not("3 marks");
    help_open_case(id);
    help_keys("M-V"); /* what was said and answered can still be read */
    line_with("Marks that a decision has settled");
    line_with("号码停机");
    line_with("已换新号");
    help_keys("M-H");
    line_with("号码停机");
    help_expect("mark  Initiator: Phone  号码停机"); /* the line in full, under the list */
}
END_TEST

/* The program ends while words are typed; the person signs in again and finds them, and what
 * was given before them. */
static void crash(const char *who)
{
    stage_keep_now(help_stage);
    help_sign_in(who);
    stage_continue(help_stage);
    stage_draw(help_stage);
}

static Mark *marks_now(size_t *n)
{
    static Arena *arena;
    Mark *marks;
    if (arena)
        arena_free(arena);
    arena = arena_new();
    ck_done(app_marks(help_session, id, arena, &marks, n, &help_err));
    return marks;
}

START_TEST(test_marks_survive_a_crash)
{
    size_t n;
    id = help_import("leukaemia-child");
    help_open_case(id);
    help_keys("F9");
    review_as_zhou();
    line_with("1390***");
    help_keys("m Down Enter");
    help_type("号码停");
    crash("zhou");
    help_expect("Initiator: Phone");
    help_type("机");
    help_keys("Enter");
    Mark *marks = marks_now(&n);
    ck_assert_uint_eq(n, 1);
    ck_assert_str_eq(marks[0].text, "号码停机");
    ck_assert_str_eq(marks[0].reason, "unclear_document");
    ck_assert_int_eq(marks[0].place.field, F_INITIATOR_phone);
    help_keys("r Enter");
    help_type("见批注");
    help_keys("Enter");
    help_sign_in("lin");
    help_open_case(id);
    help_keys("^R ^B");
    help_type("换了");
    crash("lin");
    help_expect("What was done about it:");
    help_type("号");
    help_keys("Enter");
    marks = marks_now(&n);
    ck_assert_str_eq(marks[0].answer, "换了号");
}
END_TEST

/* Two cases of one patient: two warnings want words of their own. */
static void review_of_twice_admitted(void)
{
    for (int i = 0; i < 2; i++) {
        id = help_import("leukaemia-child");
        help_open_case(id);
        help_keys("F9");
        if (i > 0) { /* the same patient in another case is spoken to */
            help_type("同一患者");
            help_keys("Enter");
        }
        stage_pop(help_stage);
        stage_draw(help_stage);
    }
    review_as_zhou();
}

/* Words for one warning are not lost while those for the others are typed. */
START_TEST(test_own_words_survive_a_crash)
{
    review_of_twice_admitted();
    help_keys("a a");
    help_type("另案将关闭");
    help_keys("Enter");
    help_type("两次住院");
    help_keys("Enter");
    help_expect("approve: R704");
    help_type("同一");
    crash("zhou");
    help_expect("approve: R704");
    help_type("份");
    help_keys("Enter");
    help_expect("Why the warnings may stay open");
    help_type("其余");
    crash("zhou");
    help_expect("Why the warnings may stay open");
    help_keys("Enter");
    expect_status("approved");
}
END_TEST

/* Words for one warning are there again until the decision is stored. */
START_TEST(test_own_words_are_drafts_until_the_decision)
{
    review_of_twice_admitted();
    help_keys("a a");
    help_type("另案将关闭");
    help_keys("Enter");
    help_type("两次住院é");
    help_keys("Enter");
    help_expect("approve: R704");
    help_keys("Esc a a");
    help_expect("另案将关闭");
    help_keys("Enter");
    help_expect("两次住院é");
    help_keys("Enter");
    help_type("同一份");
    help_keys("Enter");
    help_type("其余");
    help_keys("Enter");
    expect_status("approved");
    ck_assert_int_eq(help_number(session_store(help_session), "SELECT count(*) FROM draft"), 0);
}
END_TEST

/* Another program writes for a while: the words stay where they were typed. */
START_TEST(test_mark_while_the_store_is_in_use)
{
    size_t n;
    Store *mine, *other;
    id = help_import("leukaemia-child");
    help_open_case(id);
    help_keys("F9");
    review_as_zhou();
    mine = session_store(help_session);
    line_with("1390***");
    help_keys("m Enter");
    help_type("号码停机é");
    ck_done(store_open(store_path(mine), STORE_OPEN, &other, &help_err));
    ck_done(store_begin(other, &help_err));
    store_wait_limit(mine, false);
    help_keys("Enter");
    help_expect("in use by another program");
    help_expect("号码停机é");
    store_rollback(other);
    store_close(other);
    help_keys("Enter");
    help_expect("Marked: ");
    Mark *marks = marks_now(&n);
    ck_assert_uint_eq(n, 1);
    ck_assert_str_eq(marks[0].text, "号码停机é");
    ck_assert_str_eq(marks[0].reason, "missing_document");
}
END_TEST

/* What is longer than a mark may be is not typed in vain. */
START_TEST(test_mark_as_long_as_it_may_be)
{
    size_t n;
    Buf words = BUF_INIT;
    for (int i = 0; i < MARK_CHARS + 100; i++)
        buf_add(&words, "é");
    id = help_import("leukaemia-child");
    help_open_case(id);
    help_keys("F9");
    review_as_zhou();
    line_with("1390***");
    help_keys("m Enter");
    help_paste(words.data);
    help_expect("as long as it may be");
    help_keys("Enter");
    help_expect("Marked: ");
    ck_assert_uint_eq(strlen(marks_now(&n)->text), MARK_CHARS * strlen("é"));
    buf_free(&words);
}
END_TEST

/* A mark that was made by mistake is taken back, after a question; another person's is not. */
START_TEST(test_mark_is_taken_back)
{
    size_t n;
    id = help_import("leukaemia-child");
    help_open_case(id);
    help_keys("F9");
    review_as_zhou();
    mark("1390***", "Enter", "错行");
    help_keys("d"); /* on the line that it was made on as well */
    help_expect("Take back the mark?");
    help_type("k");
    line_with("Initiator: Phone");
    help_keys("d");
    help_expect("Take back the mark?");
    help_type("d");
    help_expect("The mark was taken back");
    marks_now(&n);
    ck_assert_uint_eq(n, 0);
    help_expect_not("1 mark");
}
END_TEST

/* In the case file the supervisor marks the field under the cursor. */
START_TEST(test_mark_in_the_case_file)
{
    size_t n;
    id = help_import("leukaemia-child");
    help_open_case(id);
    help_keys("F9");
    help_sign_in("zhou");
    help_open_case(id);
    help_keys("M-2 M-M Enter");
    help_type("成员不全");
    help_keys("Enter");
    help_expect("zhou marks: a document is missing: 成员不全");
    Mark *marks = marks_now(&n);
    ck_assert_uint_eq(n, 1);
    ck_assert_int_eq(marks[0].place.record, REC_MEMBER);
    help_keys("M-M Enter");
    help_type("第二条");
    crash("zhou");
    help_expect("What is wrong there");
    help_keys("Enter");
    marks = marks_now(&n);
    ck_assert_uint_eq(n, 2);
    ck_assert_int_eq(marks[1].place.field, marks[0].place.field);
    ck_assert_int_eq(marks[1].place.row_id, marks[0].place.row_id);
    help_aligned("marked in the case file");
    expect_status("submitted");
}
END_TEST

static void mark_number_of_paper(size_t row)
{
    CaseFile *file;
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    const MarkPlace place = mark_place(file, REC_DOCUMENT, F_DOCUMENT_number, row, NULL);
    ck_done(app_mark(help_session, file, &place, NULL, "号码é不全", &help_err));
    case_free(file);
}

/* A paper is marked on its form as well; the words stand there once. */
START_TEST(test_mark_on_the_form_of_a_paper)
{
    id = help_import("leukaemia-child");
    help_open_case(id);
    help_keys("F9");
    help_sign_in("zhou");
    help_open_case(id);
    help_keys("M-7 Down Down F4 Down M-M Enter");
    help_expect("D05");
    help_type("盖章é不清");
    help_keys("Enter");
    help_expect("盖章é不清");
    help_keys("Down Down");
    const char *first = strstr(help_screen(), "盖章é不清");
    ck_assert_ptr_nonnull(first);
    ck_assert_ptr_null(strstr(first + 1, "盖章é不清"));
    help_aligned("the form of a marked paper");
    mark_number_of_paper(3);
    review_as_zhou();
    help_keys("r Enter");
    help_type("见批注");
    help_keys("Enter");
    help_sign_in("lin");
    help_open_case(id);
    help_keys("^R");
    help_expect("Mark 1 of 2, D05");
    help_expect("盖章é不清");
    help_keys("^B");
    help_expect("What was done about it:");
    help_keys("Esc F4 Down ^B");
    help_expect("What was done about it:");
    help_keys("Esc Esc Esc ^R");
    help_expect("Mark 2 of 2, D06");
    help_keys("^B");
    help_expect("What was done about it:");
    help_keys("Esc ^R");
    help_expect("Mark 1 of 2, D05");
}
END_TEST

/* A supervisor who could approve it looks at a returned case: no key of it writes, and costs
 * the approval, before that was asked. */
START_TEST(test_marks_returned_is_not_typed_into)
{
    id = help_import("leukaemia-child");
    help_open_case(id);
    help_keys("F9");
    review_as_zhou();
    help_keys("r Enter");
    help_type("请补é");
    help_keys("Enter");
    help_open_case(id);
    help_keys("M-1");
    help_type("é");
    help_keys("Enter");
    help_expect("Not typed. You have had no hand in this case");
    help_expect("F3 Edit");
    help_keys("M-7 Down M-m");
    help_expect("Edit, and leave the approval to others?");
    help_aligned("asked first");
    help_keys("Enter");
    expect_status("returned");
    help_keys("M-2 Ins");
    help_expect("Edit, and leave the approval to others?");
    help_keys("k");
    help_keys("F9");
    help_expect("Submit, and leave the approval to others?");
    help_expect("Nothing was changed since the return");
    help_aligned("asked before it is submitted too");
    help_keys("Enter");
    expect_status("returned");
    help_keys("Esc Esc Esc f s");
    help_expect("Submit, and leave the approval to others?");
    help_keys("k");
    expect_status("returned");
    help_open_case(id);
    CaseFile *file;
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    int64_t version = case_head_of(file)->version;
    help_keys("M-1 F3 e");
    help_expect_not("F3 Edit");
    help_type("é");
    help_keys("Enter");
    case_free(file);
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    ck_assert_int_gt(case_head_of(file)->version, version);
    case_free(file);
    help_open_case(id); /* it was changed, so there is nothing to ask */
    help_keys("M-1");
    help_expect_not("F3 Edit");
}
END_TEST

/* What was returned is not sent in again by one key while nothing was done about it. */
START_TEST(test_marks_submitted_again_unchanged)
{
    id = help_import("leukaemia-child");
    help_open_case(id);
    help_keys("F9");
    review_as_zhou();
    mark("1390***", "Down Enter", "号码停机，请核对é");
    mark("异基因造血干细胞移植", "Enter", "请补报价单");
    press("r Enter");
    help_type("见批注");
    press("Enter");
    help_sign_in("lin");
    help_open_case(id);
    help_keys("F9");
    help_expect("Nothing was changed since the return");
    help_expect("2 marks are not answered yet");
    help_keys("Enter");
    expect_status("returned");
    help_keys("^R ^U");
    help_type("13900000088");
    help_keys("Tab F9");
    help_expect_not("Nothing was changed");
    help_expect("1 mark is not answered yet");
    help_keys("Esc");
    expect_status("returned");
    help_sign_in("lin");
    help_type("s");
    help_expect("1 mark is not answered yet");
    help_type("s");
    expect_status("submitted");
    help_sign_in("zhou");
    review_as_zhou();
    help_expect("2 marks, 0 answered");
    help_sign_in("lin");
    help_screen_size(24, 132);
    help_open_case(id);
    help_expect("^R Next mark");
    help_expect_not("^B Reply"); /* it could only be refused */
    help_keys("^B");
    help_expect("Only in a draft or a returned case is a mark answered");
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_marks_whole_way,
                                  test_marks_survive_a_crash,
                                  test_own_words_survive_a_crash,
                                  test_own_words_are_drafts_until_the_decision,
                                  test_mark_while_the_store_is_in_use,
                                  test_mark_as_long_as_it_may_be,
                                  test_mark_is_taken_back,
                                  test_mark_in_the_case_file,
                                  test_mark_on_the_form_of_a_paper,
                                  test_marks_returned_is_not_typed_into,
                                  test_marks_submitted_again_unchanged,
                                  NULL};
    return suite_run("marks", tests, help_screen_start, help_screen_stop);
}
