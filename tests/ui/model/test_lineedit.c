/* Editing a line, and moving in a list. */
#include "config.h"

#include <string.h>

#include "base/attr.h"
#include "base/text/text.h"
#include "tests/support/suite.h"
#include "ui/model/lineedit.h"
#include "ui/model/list.h"

static LineEdit edit;

static void start(const char *text, size_t max, bool lines)
{
    lineedit_free(&edit);
    lineedit_init(&edit, text, max, lines);
}

static void teardown(void)
{
    lineedit_free(&edit);
}

static void type(const char *text)
{
    lineedit_insert(&edit, text, strlen(text));
}

/* The text with a | at the caret. */
static void check(const char *want)
{
    Buf shown = BUF_INIT;
    buf_add(&shown, edit.text.data);
    buf_insert(&shown, edit.caret, "|", 1);
    ck_assert_str_eq(shown.data, want);
    buf_free(&shown);
}

static void keys(const int *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        ck_assert(lineedit_key(&edit, list[i]));
}
#define KEYS(...) keys((const int[]){__VA_ARGS__}, COUNT_OF(((const int[]){__VA_ARGS__})))

START_TEST(test_lineedit_chinese)
{
    start("", 0, false);
    type("王小明");
    check("王小明|");
    KEYS(K_LEFT, K_LEFT);
    check("王|小明");
    type("李");
    check("王李|小明");
    KEYS(K_BACKSPACE);
    check("王|小明");
    KEYS(K_DELETE);
    check("王|明");
    KEYS(K_HOME);
    type("陈a");
    check("陈a|王明");
    KEYS(K_END, K_RIGHT, K_RIGHT);
    check("陈a王明|");
}
END_TEST

START_TEST(test_lineedit_marks_stay_with_their_letter)
{
    start("", 0, false);
    type("e");
    type("\xCC\x81");
    type("s");
    KEYS(K_LEFT);
    check("e\xCC\x81|s");
    KEYS(K_BACKSPACE);
    check("|s");
}
END_TEST

START_TEST(test_lineedit_paste)
{
    start("", 0, false);
    type("川西某县\r\n河坝镇\t三村\n");
    check("川西某县 河坝镇 三村|");
    start("", 0, true);
    type("一\r\n二\n三");
    check("一\n二\n三|");
    /* Nothing that could drive a terminal gets in. */
    start("", 0, false);
    type("a\033[31mb\x7f\xC2\x9B\xFF"
         "c\xE2\x80\xAE");
    check("a[31mbc|");
}
END_TEST

START_TEST(test_lineedit_room)
{
    start("", 3, false);
    ck_assert(lineedit_insert(&edit, "王小明", strlen("王小明")));
    ck_assert(!lineedit_insert(&edit, "陈", strlen("陈")));
    check("王小明|");
    start("一二", 4, false);
    ck_assert(!lineedit_insert(&edit, "三四五", strlen("三四五")));
    check("一二三四|");
    /* A letter goes in with its marks or not at all. */
    start("一二", 3, false);
    ck_assert(!lineedit_insert(&edit, "e\xCC\x81", 3));
    check("一二|");
}
END_TEST

START_TEST(test_lineedit_words_and_killing)
{
    start("first second 第三", 0, false);
    KEYS(K_CTRL('w'));
    ck_assert_uint_lt(edit.text.len, strlen("first second 第三"));
    KEYS(K_CTRL('u'));
    check("|");
    KEYS(K_CTRL('v'));
    ck_assert_uint_gt(edit.text.len, 0);
    start("one two", 0, false);
    KEYS(K_CTRL_LEFT);
    check("one |two");
    KEYS(K_CTRL('k'));
    check("one |");
    KEYS(K_HOME, K_CTRL('v'));
    check("two|one ");
    /* In a text of many lines the ends are those of the line. */
    start("一二\n三四\n五", 0, true);
    KEYS(K_LEFT, K_LEFT, K_HOME);
    check("一二\n|三四\n五");
    KEYS(K_CTRL('k'));
    check("一二\n|\n五");
    ck_assert(!lineedit_key(&edit, K_UP));
    ck_assert(!lineedit_key(&edit, K_F(2)));
    start("x", 0, false);
    ck_assert(!lineedit_key(&edit, K_ENTER));
}
END_TEST

START_TEST(test_lineedit_undo)
{
    start("旧", 0, false);
    ck_assert(!lineedit_undo(&edit));
    ck_assert(!lineedit_changed(&edit));
    type("a");
    type("b");
    KEYS(K_BACKSPACE);
    check("旧a|");
    ck_assert(lineedit_changed(&edit));
    ck_assert(lineedit_undo(&edit));
    check("旧ab|");
    ck_assert(lineedit_undo(&edit)); /* what was typed in one go is one step */
    check("旧|");
    ck_assert(!lineedit_undo(&edit));
    ck_assert(!lineedit_changed(&edit));
    for (int i = 0; i < 500; i++) { /* bounded, and never wrong */
        type("x");
        KEYS(K_LEFT);
    }
    while (lineedit_undo(&edit))
        ;
    ck_assert_uint_gt(edit.text.len, 0);
}
END_TEST

START_TEST(test_lineedit_undo_and_redo)
{
    start("旧", 0, false);
    ck_assert(!lineedit_can_redo(&edit));
    type("一");
    type("二");
    KEYS(K_BACKSPACE, K_BACKSPACE, K_BACKSPACE);
    check("|");
    ck_assert(lineedit_undo(&edit)); /* deleted in one go: one step */
    check("旧一二|");
    ck_assert(lineedit_undo(&edit));
    check("旧|");
    ck_assert(lineedit_redo(&edit));
    check("旧一二|");
    ck_assert(lineedit_redo(&edit));
    check("|");
    ck_assert(!lineedit_redo(&edit));
    /* What is typed after an undo ends the way forward. */
    ck_assert(lineedit_undo(&edit));
    type("é");
    ck_assert(!lineedit_redo(&edit));
    check("旧一二é|");
    /* A long run is not lost whole by one undo. */
    start("", 0, true);
    for (int i = 0; i < 200; i++)
        type("字");
    ck_assert(lineedit_undo(&edit));
    ck_assert_uint_gt(edit.text.len, 300);
}
END_TEST

START_TEST(test_lineedit_cuts_add_up_and_go_along)
{
    start("one two three", 0, false);
    KEYS(K_CTRL('w'), K_CTRL('w'));
    check("one |");
    KEYS(K_HOME, K_CTRL('v'));
    check("two three|one ");
    /* Forward as well; a key between them begins anew. */
    start("𠮷 e\xCC\x81t 王", 0, false);
    KEYS(K_HOME, K_ALT | 'd', K_ALT | 'd', K_CTRL('v'));
    check("𠮷 e\xCC\x81t| 王");
    KEYS(K_CTRL('k'), K_HOME, K_CTRL('k'), K_CTRL('v'));
    check("𠮷 e\xCC\x81t|");
    /* What was cut in one field can be put back in another. */
    lineedit_begin(&edit, "新", 0, false);
    ck_assert(!lineedit_undo(&edit));
    KEYS(K_CTRL('v'));
    check("新𠮷 e\xCC\x81t|");
}
END_TEST

START_TEST(test_lineedit_fresh)
{
    start("12000", 0, false);
    edit.fresh = true;
    type("5");
    check("5|");
    ck_assert(lineedit_undo(&edit));
    check("12000|");
    edit.fresh = true;
    KEYS(K_LEFT);
    type("5");
    check("12005|0");
    lineedit_set(&edit, "12000");
    edit.fresh = true;
    KEYS(K_BACKSPACE);
    check("|");
}
END_TEST

START_TEST(test_lineedit_view)
{
    size_t from;
    int caret;

    for (int cols = 2; cols < 14; cols++) {
        start("王a小明e\xCC\x81陈买买提·吐尔逊xyz", 0, false);
        for (;;) {
            lineedit_view(&edit, cols, &from, &caret);
            ck_assert_uint_le(from, edit.caret);
            ck_assert_int_ge(caret, 0);
            ck_assert_int_lt(caret, cols);
            ck_assert_int_eq(text_cols_n(edit.text.data + from, edit.caret - from), caret);
            /* The character under the caret is seen whole. */
            size_t next = text_next(edit.text.data, edit.text.len, edit.caret);
            ck_assert_int_le(
                caret + text_cols_n(edit.text.data + edit.caret, next - edit.caret), cols);
            if (!edit.caret)
                break;
            KEYS(K_LEFT);
        }
        ck_assert_uint_eq(from, 0);
    }
    start("", 0, false);
    lineedit_view(&edit, 5, &from, &caret);
    ck_assert_uint_eq(from, 0);
    ck_assert_int_eq(caret, 0);
}
END_TEST

START_TEST(test_list_moves)
{
    ListView list = {0};

    list_set_rows(&list, 10);
    ck_assert(list_key(&list, K_DOWN)); /* empty: nowhere to go */
    ck_assert_int_eq(list.selected, 0);
    list_set_count(&list, 25);
    list_key(&list, K_END);
    ck_assert_int_eq(list.selected, 24);
    ck_assert_int_eq(list.first, 15);
    list_key(&list, 'k');
    ck_assert_int_eq(list.selected, 23);
    ck_assert_int_eq(list.first, 15);
    list_key(&list, K_PGUP);
    list_key(&list, K_PGUP);
    ck_assert_int_eq(list.selected, 5);
    ck_assert_int_eq(list.first, 5);
    list_set_count(&list, 3); /* fewer than before */
    ck_assert_int_eq(list.selected, 2);
    ck_assert_int_eq(list.first, 0);
    list_set_count(&list, 25);
    list_select(&list, 24);
    list_set_rows(&list, 30); /* taller: no blank rows above the end */
    ck_assert_int_eq(list.first, 0);
    list_set_rows(&list, 4);
    ck_assert_int_eq(list.first, 21);
    list_select(&list, -7);
    ck_assert_int_eq(list.selected, 0);
    ck_assert(!list_key(&list, 'x'));
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_lineedit_chinese,
        test_lineedit_marks_stay_with_their_letter,
        test_lineedit_paste,
        test_lineedit_room,
        test_lineedit_words_and_killing,
        test_lineedit_undo,
        test_lineedit_undo_and_redo,
        test_lineedit_cuts_add_up_and_go_along,
        test_lineedit_fresh,
        test_lineedit_view,
        test_list_moves,
        NULL,
    };
    return suite_run("lineedit", tests, NULL, teardown);
}
