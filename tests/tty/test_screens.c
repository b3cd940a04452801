/* The program in a terminal: starting, typing, resizing, signals, other terminals and locales.
 */
#include "config.h"

#include <check.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "app/import.h"
#include "base/attr.h"
#include "base/buf.h"
#include "base/path.h"
#include "tests/support/ready_store.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"
#include "tests/support/term.h"

/* Made once for all tests; each leaves it so that the others do not mind. */
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

static Term *start(const char *terminal, const char *option, char *const env[])
{
    char *program = temp_path(getenv("top_builddir"), "anjuan");
    char *const argv[] = {program, (char *)"--store", ready.store, (char *)option, NULL};
    Term *opened = term_open(24, 80, terminal, argv, env);

    free(program);
    return opened;
}

static void setup(void)
{
    term = start("xterm-256color", NULL, NULL);
    expect_text(term, "Passphrase");
}

static void teardown(void)
{
    term_close(term);
}

static void sign_in(Term *on)
{
    term_type(on, "zhou\tcorrect horse\r");
    expect_text(on, "Signed in");
    term_type(on, "q"); /* from what waits to the queue below */
    expect_text(on, "Find");
}

START_TEST(test_screens_typing_moves_the_cursor_by_columns)
{
    int row, col;

    expect_idle(term);
    ck_assert(term_cursor_visible(term));
    term_cursor(term, &row, &col);
    term_type(term, "王小e\xcc\x81");
    expect_cursor(term, row, col + 5);
    term_key(term, VTERM_KEY_BACKSPACE, VTERM_MOD_NONE);
    expect_cursor(term, row, col + 4);
    term_key(term, VTERM_KEY_LEFT, VTERM_MOD_NONE);
    expect_cursor(term, row, col + 2);
    term_type(term, "明");
    expect_text(term, "王明小");
    expect_cursor(term, row, col + 4);
}
END_TEST

/* The bytes of a character may come in two pieces, with the program waiting in between. */
START_TEST(test_screens_characters_in_pieces)
{
    expect_idle(term);
    term_type(term, "a\xe7\x8e");
    expect_text(term, "a");
    term_type(term, "\x8b"
                    "b\xf0\xa0\xae");
    expect_text(term, "a王b");
    term_type(term, "\xb7"
                    "c\xe7"
                    "d");
    expect_text(term, "a王b𠮷cd"); /* what is none is not waited for */
}
END_TEST

START_TEST(test_screens_unknown_sequences_are_no_text)
{
    expect_idle(term);
    term_type(term, "\033[3;4R"); /* a cursor report that comes late */
    term_type(term, "\033[27;6;13~");
    term_type(term, "\033[1;6P");
    term_type(term, "\033OE");
    term_type(term, "zhou\t");
    term_type(term, "correct horse\r");
    expect_text(term, "Signed in as zhou");
}
END_TEST

START_TEST(test_screens_escape_alone)
{
    sign_in(term);
    term_type(term, "/abc");
    expect_text(term, "abc");
    expect_idle(term);
    term_type(term, "\033");
    expect_gone(term, "abc");
}
END_TEST

START_TEST(test_screens_resize)
{
    sign_in(term);
    term_resize(term, 40, 132);
    expect_row(
        term, 39,
        " n New  / Find  f Filter  o Sign out  t Hand over  b Batches  h Due  v Only  T Sort"
        "  p People  g Figures  P Passphrase  ? Help");
    term_resize(term, 15, 59);
    expect_text(term, "too small");
    term_type(term, "n");
    expect_idle(term);
    term_resize(term, 16, 60);
    expect_text(term, "Find");
    expect_gone(term, "too small");
    expect_text(term, "All 0"); /* the n was not taken while nothing could be seen */
    term_resize(term, 24, 80);
    expect_text(term, "Find");
}
END_TEST

START_TEST(test_screens_paste_outside_of_a_text)
{
    sign_in(term);
    term_paste(term, "n\nQ");
    expect_text(term, "what was pasted was not taken");
    term_type(term, "/");
    term_paste(term, "一\n二");
    expect_text(term, "一 二");
    term_type(term, "\033");
    expect_gone(term, "一 二");
}
END_TEST

START_TEST(test_screens_never_suspend)
{
    sign_in(term);
    term_char(term, 'z', VTERM_MOD_CTRL);
    expect_idle(term);
    term_signal(term, SIGTSTP);
    term_type(term, "y");
    expect_text(term, "y: not used here, ? for keys");
}
END_TEST

START_TEST(test_screens_lock)
{
    sign_in(term);
    term_type(term, "?");
    expect_text(term, "Lines 1 to");
    term_char(term, 'x', VTERM_MOD_CTRL);
    expect_text(term, "zhou is signed in here");
    term_type(term, "\033");
    term_char(term, 'q', VTERM_MOD_CTRL);
    term_type(term, "wrong one\r");
    expect_text(term, "passphrase"); /* the refusal */
    expect_idle(term);
    term_type(term, "correct horse\r");
    expect_text(term, "Lines 1 to");
}
END_TEST

START_TEST(test_screens_clean_exit)
{
    ck_assert(term_altscreen(term));
    term_key(term, VTERM_KEY_FUNCTION(10), VTERM_MOD_NONE);
    expect_exit(term, 0);
    ck_assert(!term_altscreen(term));
    ck_assert(term_cursor_visible(term));
}
END_TEST

START_TEST(test_screens_signals_end_it_cleanly)
{
    static const int signals[] = {SIGHUP, SIGTERM, SIGINT, SIGUSR1, SIGUSR2, SIGALRM};

    term_signal(term, signals[_i]);
    expect_exit(term, 0);
}
END_TEST

START_TEST(test_screens_show_what_others_did)
{
    const SessionOptions options = ready_options(&ready);
    Session *session = NULL;
    CaseFile *file = NULL;
    Err err = {0};

    sign_in(term);
    expect_text(term, "All 0");
    ck_assert_msg(session_open(&options, STORE_OPEN, &session, &err), "%s", err.text);
    ck_assert_msg(session_sign_in(session, "zhou", "correct horse", &err), "%s", err.text);
    ck_assert_msg(app_case_new(session, &file, &err), "%s", err.text);
    case_free(file);
    session_close(session);
    expect_text(term, "All 1"); /* nobody pressed a key */
}
END_TEST

START_TEST(test_screens_bad_keys_are_named)
{
    char *config = temp_path(ready.folder, "config");
    char *keys = temp_path(config, "anjuan/keys.ini");
    Buf home = BUF_INIT;
    Err err = {0};
    const char text[] = "[queue]\nqueue-new = \"b\"\n";

    buf_addf(&home, "XDG_CONFIG_HOME=%s", config);
    char *config_folder = path_folder(keys);
    ck_assert_msg(path_make_folder(config_folder, &err), "%s", err.text);
    ck_assert_msg(path_write(keys, text, strlen(text), &err), "%s", err.text);
    char *const env[] = {home.data, NULL};
    Term *other = start("xterm", NULL, env);
    expect_text(other,
                "queue-new"); /* single words: the folder's name decides on the line's end */
    expect_text(other, "queue-batches");
    sign_in(other); /* with the usual keys */
    term_type(other, "b");
    expect_text(other, "Batches");
    term_close(other);
    free(config_folder);
    free(keys);
    free(config);
    buf_free(&home);
}
END_TEST

START_TEST(test_screens_other_terminals)
{
    static const char *const names[] = {"linux",  "vt100",         "vt220",
                                        "screen", "tmux-256color", "xterm"};
    Term *other = start(names[_i], NULL, NULL);

    expect_row(
        other, 0,
        " Anjuan  某医院社工部 · T1                                              Sign in");
    expect_row(other, 23, " Enter OK  Tab Next  F1 Help  F10 Quit");
    term_type(other, "王");
    expect_text(other, "王");
    term_close(other);
}
END_TEST

START_TEST(test_screens_hopeless_terminals)
{
    static const char *const names[] = {"dumb", "no-such-terminal", ""};
    Term *other = start(names[_i], NULL, NULL);

    expect_exit(other, 1);
    expect_text(other, names[_i][0] ? names[_i] : "Set TERM");
    term_close(other);
}
END_TEST

START_TEST(test_screens_no_utf8)
{
    char *const env[] = {(char *)"LC_ALL=en_US.ISO-8859-1", NULL};
    Term *other = start("vt220", NULL, env);

    expect_text(other, "Anjuan  ????????????");
    expect_idle(other);
    term_type(other, "王");
    expect_text(other, "only ASCII can be typed");
    term_type(other, "zhou\tcorrect horse\r");
    expect_text(other, "Signed in");
    term_close(other);
}
END_TEST

START_TEST(test_screens_ascii_signs)
{
    Term *other = start("xterm", "--ascii", NULL);
    char *row;

    expect_text(other, "Passphrase");
    expect_idle(other);
    row = term_row(other, 1);
    ck_assert_uint_eq(strspn(row, "-"), 80);
    free(row);
    term_close(other);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("screens");
    TCase *screens = tcase_create("screens"), *others = tcase_create("others");
    TCase *changes = tcase_create("changes");

    tcase_add_unchecked_fixture(screens, make_store, remove_store);
    tcase_add_checked_fixture(screens, setup, teardown);
    tcase_add_test(screens, test_screens_typing_moves_the_cursor_by_columns);
    tcase_add_test(screens, test_screens_characters_in_pieces);
    tcase_add_test(screens, test_screens_unknown_sequences_are_no_text);
    tcase_add_test(screens, test_screens_escape_alone);
    tcase_add_test(screens, test_screens_resize);
    tcase_add_test(screens, test_screens_paste_outside_of_a_text);
    tcase_add_test(screens, test_screens_never_suspend);
    tcase_add_test(screens, test_screens_lock);
    tcase_add_test(screens, test_screens_clean_exit);
    tcase_add_loop_test(screens, test_screens_signals_end_it_cleanly, 0, 6);
    suite_add_tcase(suite, screens);

    tcase_add_unchecked_fixture(others, make_store, remove_store);
    tcase_add_loop_test(others, test_screens_other_terminals, 0, 6);
    tcase_add_loop_test(others, test_screens_hopeless_terminals, 0, 3);
    tcase_add_test(others, test_screens_no_utf8);
    tcase_add_test(others, test_screens_ascii_signs);
    tcase_add_test(others, test_screens_bad_keys_are_named);
    suite_add_tcase(suite, others);

    tcase_add_unchecked_fixture(changes, make_store, remove_store);
    tcase_add_checked_fixture(changes, setup, teardown);
    tcase_add_test(changes, test_screens_show_what_others_did);
    suite_add_tcase(suite, changes);

    return suite_finish(suite);
}
