/* The program killed in the middle of a word, in a real terminal. The idle mark says when what
 * was typed is written; from then on nothing may be lost. */
#include "config.h"

#include <check.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "base/attr.h"
#include "base/buf.h"
#include "base/text/text.h"
#include "tests/support/ready_store.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"
#include "tests/support/term.h"

static ReadyStore ready;
static Term *term;

static void make_store(void)
{
    ready = ready_store_new("en");
}

static void remove_store(void)
{
    ready_store_free(&ready);
}

/* signed_in: as from a script; else at the sign-in screen. */
static void start(bool signed_in)
{
    char *program = temp_path(getenv("top_builddir"), "anjuan");
    char *argv[] = {program,        (char *)"--store",
                    ready.store,    (char *)(signed_in ? "--as" : NULL),
                    (char *)"zhou", (char *)"--passphrase-file",
                    ready.secret,   NULL};
    term = term_open(24, 80, "xterm-256color", argv, NULL);
    free(program);
}

static void sign_in(void)
{
    expect_text(term, "Passphrase");
    term_type(term, "zhou\tcorrect horse\r");
}

static void kill_it(void)
{
    int status;
    expect_idle(term);
    term_signal(term, SIGKILL);
    ck_assert(term_wait_exit(term, &status, 0) && WIFSIGNALED(status));
    term_close(term);
}

/* A new case, with the caret in its first field. */
static void start_case(void)
{
    start(true);
    expect_text(term, "n New");
    term_type(term, "n");
    expect_text(term, "> Name");
    expect_idle(term);
}

enum { VALUE_COL = 24, VALUE_ROW = 4 };

START_TEST(test_drafts_killed_after_each_key)
{
    static const char sentence[] = "罗小禾，2019年生，e\xcc\x81𠮷";
    Buf typed = BUF_INIT, key = BUF_INIT;
    start_case();
    for (size_t at = 0, next; at < strlen(sentence); at = next) {
        next = text_next(sentence, strlen(sentence), at);
        buf_clear(&key);
        buf_add_bytes(&key, sentence + at, next - at);
        buf_add(&typed, key.data);
        term_type(term, key.data);
        kill_it();
        start(true);
        expect_text(term, "Continued where you were: half typed at ");
        expect_text(term, typed.data);
        expect_cursor(term, VALUE_ROW, VALUE_COL + text_cols(typed.data));
    }
    /* Moving and removing are kept too. */
    term_key(term, VTERM_KEY_BACKSPACE, VTERM_MOD_NONE);
    term_key(term, VTERM_KEY_LEFT, VTERM_MOD_NONE);
    kill_it();
    start(true);
    expect_text(term, "罗小禾，2019年生，e\xcc\x81");
    expect_gone(term, "𠮷");
    expect_cursor(term, VALUE_ROW, VALUE_COL + text_cols("罗小禾，2019年生，"));
    term_close(term);
    buf_free(&typed);
    buf_free(&key);
}
END_TEST

START_TEST(test_drafts_every_left_field_is_there)
{
    start_case();
    term_type(term, "罗小禾\t02");
    expect_text(term, "household register");
    term_type(term, "\r9900002019");
    kill_it();
    start(true);
    expect_text(term, "990000 2019");
    expect_text(term, "罗小禾");
    expect_text(term, "household register");
    expect_text(term, "> Certificate number");
    term_close(term);
}
END_TEST

/* Another program that writes holds nobody up who types; leaving a field waits for it, or not,
 * and what was typed stays either way. */
START_TEST(test_drafts_another_writes)
{
    sqlite3 *other = NULL;

    start_case();
    ck_assert_int_eq(sqlite3_open(ready.store, &other), SQLITE_OK);
    ck_assert_int_eq(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    term_type(term, "罗小");
    expect_text(term, "Another program is writing,");
    expect_text(term, "Type on");
    term_type(term, "禾");
    expect_text(term, "罗小禾");
    term_type(term, "\t");
    expect_text(term, "^C gives up");
    term_type(term, "\003");
    expect_text(term, "The waiting was given up");
    expect_text(term, "> Name");
    term_type(term, "苗");
    expect_text(term, "罗小禾苗");
    term_type(term, "\t02"); /* typed while it waits */
    expect_text(term, "^C gives up");
    ck_assert_int_eq(sqlite3_exec(other, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
    expect_text(term, "household register");
    expect_gone(term, "Another program");
    kill_it();
    start(true);
    expect_text(term, "罗小禾苗");
    expect_text(term, "household register");
    term_close(term);
    sqlite3_close(other);
}
END_TEST

START_TEST(test_drafts_after_a_hangup)
{
    start_case();
    term_type(term, "王小明");
    expect_text(term, "王小明");
    term_signal(term, SIGHUP);
    expect_exit(term, 0);
    term_close(term);
    start(false);
    sign_in();
    expect_text(term, "Continued where you were: half typed at ");
    expect_text(term, "王小明");
    expect_cursor(term, VALUE_ROW, VALUE_COL + 6);
    term_close(term);
}
END_TEST

START_TEST(test_drafts_after_the_lock)
{
    start_case();
    term_type(term, "王小明");
    term_key(term, VTERM_KEY_LEFT, VTERM_MOD_NONE);
    term_char(term, 'x', VTERM_MOD_CTRL);
    expect_text(term, "zhou is signed in here");
    term_type(term, "correct horse\r");
    expect_text(term, "王小明");
    expect_cursor(term, VALUE_ROW, VALUE_COL + 4);
    kill_it();
    start(false);
    sign_in();
    expect_text(term, "王小明");
    expect_cursor(term, VALUE_ROW, VALUE_COL + 4);
    term_close(term);
}
END_TEST

/* Wherever one types: a cell of a row that is not there yet, a question, the text for the
 * public. */
START_TEST(test_drafts_killed_anywhere)
{
    static const struct {
        const char *keys, *there, *text, *place;
    } places[] = {
        {"\0336", "[6Plan]", "化𠮷", "[6Plan]"},
        {"\0339\t", "> Story", "小禾是我的女儿，", "> Story"},
        {"c", "What do you want to know?", "可以先提交吗", "What do you want to know?"},
    };
    int row, col, row_after, col_after;
    start_case();
    if (places[_i].keys[0] == 'c')
        term_type(term, "\033");
    expect_idle(term);
    term_type(term, places[_i].keys);
    expect_text(term, places[_i].there);
    term_type(term, places[_i].text);
    expect_text(term, places[_i].text);
    term_key(term, VTERM_KEY_LEFT, VTERM_MOD_NONE);
    expect_idle(term);
    term_cursor(term, &row, &col);
    kill_it();
    start(true);
    expect_text(term, places[_i].text);
    expect_text(term, places[_i].place);
    expect_idle(term);
    term_cursor(term, &row_after, &col_after);
    ck_assert_int_eq(row, row_after);
    ck_assert_int_eq(col, col_after);
    term_close(term);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("drafts");
    TCase *tcase = tcase_create("drafts");
    tcase_set_timeout(tcase, 180);
    tcase_add_checked_fixture(tcase, make_store, remove_store);
    tcase_add_test(tcase, test_drafts_killed_after_each_key);
    tcase_add_test(tcase, test_drafts_every_left_field_is_there);
    tcase_add_test(tcase, test_drafts_another_writes);
    tcase_add_loop_test(tcase, test_drafts_killed_anywhere, 0, 3);
    tcase_add_test(tcase, test_drafts_after_a_hangup);
    tcase_add_test(tcase, test_drafts_after_the_lock);
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}
