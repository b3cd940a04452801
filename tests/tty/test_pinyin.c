/* A name, an address and a sentence for the public, typed by pinyin alone in a real terminal of
 * 80x24, in Chinese. */
#include "config.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "app/case.h"
#include "tests/support/ready_store.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"
#include "tests/support/term.h"

static ReadyStore ready;
static Term *term;
static Err err;

static void make_store(void)
{
    ready = ready_store_new("zh_CN");
}

static void remove_store(void)
{
    ready_store_free(&ready);
}

static void start(void)
{
    char *program = temp_path(getenv("top_builddir"), "anjuan");
    char *argv[] = {program,         (char *)"--lang",
                    (char *)"zh_CN", (char *)"--store",
                    ready.store,     (char *)"--as",
                    (char *)"zhou",  (char *)"--passphrase-file",
                    ready.secret,    NULL};
    term = term_open(24, 80, "xterm-256color", argv, NULL);
    free(program);
}

static void expect_stored(const CaseFile *file, FieldId field, const char *want)
{
    const char *value = case_get(file, field, 0);
    ck_assert_msg(value && strcmp(value, want) == 0, "%s, not %s", value ? value : "nothing",
                  want);
}

static void expect_case(void)
{
    const SessionOptions options = ready_options(&ready);
    Session *session = NULL;
    CaseFile *file = NULL;
    ck_assert_msg(session_open(&options, STORE_READ, &session, &err), "%s", err.text);
    ck_assert_msg(session_sign_in(session, "zhou", "correct horse", &err), "%s", err.text);
    ck_assert_msg(app_case_open_id(session, 1, &file, &err), "%s", err.text);
    expect_stored(file, F_PATIENT_name, "仇小明");
    expect_stored(file, F_PATIENT_occupation, "务农");
    expect_stored(file, F_STATEMENT_story, "孩子生病，家庭困难，需要帮助。");
    case_free(file);
    session_close(session);
}

enum { NAME_ROW = 4 };

START_TEST(test_pinyin_of_a_case)
{
    int row, col, row_after, col_after;
    start();
    expect_text(term, "全部");
    term_type(term, "n");
    expect_text(term, "> 姓名");
    expect_text(term, "^P");
    expect_idle(term);
    term_cursor(term, &row, &col);
    ck_assert_int_eq(row, NAME_ROW);
    term_type(term, "\020qiu");
    expect_text(term, " 2仇");
    expect_idle(term);
    term_cursor(term, &row_after, &col_after); /* it stays where the text will be */
    ck_assert_int_eq(row, row_after);
    ck_assert_int_eq(col, col_after);
    ck_assert(term_cursor_visible(term));
    term_type(term, "2xiaoming ");
    expect_text(term, "仇小明");
    expect_cursor(term, NAME_ROW, col + 6);
    term_type(term, "\t");
    expect_text(term, "> 证件类型");
    while (!term_wait(term, "> 职业", 1)) {
        term_type(term, "\t");
        expect_idle(term);
    }
    term_type(term, "wunong \t");
    expect_text(term, "务农");
    term_type(term, "\0339\t");
    expect_text(term, "> 正文");
    term_type(term, "haizishengbing,jiatingkunnan,xuyaobangzhu.\t");
    expect_text(term, "孩子生病，家庭困难，需要帮助。");
    expect_idle(term);
    expect_case();
    term_type(term, "\033Q");
    expect_exit(term, 0);
    term_close(term);
}
END_TEST

/* The last characters of an Esc sequence and of a paste are not letters of pinyin. */
START_TEST(test_pinyin_and_keys_of_many_bytes)
{
    start();
    expect_text(term, "全部");
    term_type(term, "n");
    expect_text(term, "> 姓名");
    term_type(term, "\020zhang");
    expect_text(term, ">1张");
    term_key(term, VTERM_KEY_DOWN, VTERM_MOD_NONE);
    expect_text(term, " 1张");
    term_key(term, VTERM_KEY_UP, VTERM_MOD_NONE);
    expect_text(term, ">1张");
    term_key(term, VTERM_KEY_ESCAPE, VTERM_MOD_NONE);
    expect_gone(term, "1张");
    term_type(term, "zhang");
    term_paste(term, "xiao𠮷");
    expect_text(term, "张xiao𠮷");
    expect_gone(term, ">1");
    term_close(term);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("pinyin");
    TCase *tcase = tcase_create("pinyin");
    tcase_set_timeout(tcase, 120);
    tcase_add_checked_fixture(tcase, make_store, remove_store);
    tcase_add_test(tcase, test_pinyin_of_a_case);
    tcase_add_test(tcase, test_pinyin_and_keys_of_many_bytes);
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}
