/* The harness itself, over a small program of its own: what later tests rely on. */
#include "config.h"

#include <check.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "tests/support/temp.h"
#include "tests/support/term.h"

static Term *term;

static Term *open_toy(const char *terminal, char *const env[])
{
    char *toy = temp_path(getenv("top_builddir"), "tests/tty/toy");
    char *const argv[] = {toy, NULL};
    Term *opened = term_open(10, 40, terminal, argv, env);

    free(toy);
    return opened;
}

static void setup(void)
{
    term = open_toy("xterm-256color", NULL);
}

static void teardown(void)
{
    term_close(term);
}

START_TEST(test_term_shows_the_screen_with_cursor_and_attributes)
{
    expect_screen(term, "|{r:toy 案卷 ^^D}|\n"
                        "|40x10|\n"
                        "|> ^|\n");
    ck_assert(term_altscreen(term));
}
END_TEST

START_TEST(test_term_types_wide_and_combining_text)
{
    term_type(term, "陈e\xcc\x81明");
    expect_row(term, 2, "> 陈e\xcc\x81明");
    expect_cursor(term, 2, 7);
    expect_attr(term, 2, 2, "b");
    expect_attr(term, 2, 1, "");
    term_key(term, VTERM_KEY_BACKSPACE, VTERM_MOD_NONE);
    expect_screen(term, "|toy 案卷 ^^D|\n|40x10|\n|> 陈e\xcc\x81^|");
}
END_TEST

START_TEST(test_term_waits_until_all_input_is_taken)
{
    char *row;

    for (int i = 0; i < 10; i++)
        term_type(term, "字");
    term_key(term, VTERM_KEY_FUNCTION(2), VTERM_MOD_NONE);
    expect_idle(term);
    row = term_row(term, 2); /* at once: nothing is left to wait for */
    ck_assert_str_eq(row, "> 字字字字字字字字字字F");
    free(row);
}
END_TEST

START_TEST(test_term_pastes_between_brackets)
{
    expect_idle(term);
    term_paste(term, "一\n二");
    expect_row(term, 2, "> 一二");
    expect_idle(term);
    expect_gone(term, "pasting");
}
END_TEST

START_TEST(test_term_resizes)
{
    expect_text(term, "40x10");
    term_resize(term, 5, 20);
    expect_row(term, 1, "20x5");
    term_resize(term, 24, 80);
    expect_row(term, 1, "80x24");
}
END_TEST

START_TEST(test_term_sees_the_exit_and_the_restored_terminal)
{
    char *const env[] = {"TOY_STATUS=7", NULL};
    Term *other = open_toy("xterm-256color", env);

    expect_text(other, "40x10");
    term_char(other, 'd', VTERM_MOD_CTRL);
    expect_exit(other, 7);
    ck_assert(!term_altscreen(other));
    term_close(other);
}
END_TEST

START_TEST(test_term_reports_a_signal_and_a_missing_program)
{
    char *const nowhere[] = {"/nonexistent/program", NULL};
    int status = 0;
    Term *other;

    expect_text(term, "40x10");
    term_signal(term, SIGKILL);
    ck_assert(term_wait_exit(term, &status, 0));
    ck_assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);

    other = term_open(5, 60, "vt100", nowhere, NULL);
    expect_text(other, "No such file");
    expect_exit(other, 127);
    term_close(other);
}
END_TEST

START_TEST(test_term_notices_what_does_not_come)
{
    ck_assert(!term_wait(term, "没有这一行", 50));
    ck_assert(!term_wait_row(term, 1, "40x1", 50));
    ck_assert(!term_wait_exit(term, NULL, 50));
}
END_TEST

static const char *const terminals[] = {"xterm-256color", "linux", "vt100", "screen",
                                        "tmux-256color"};

START_TEST(test_term_draws_the_same_on_every_terminal)
{
    Term *other = open_toy(terminals[_i], NULL);

    term_type(other, "李abc");
    expect_screen(other, "|toy 案卷 ^^D|\n|40x10|\n|> 李abc^|");
    term_close(other);
}
END_TEST

int main(void)
{
    const size_t count = sizeof(terminals) / sizeof(terminals[0]);
    Suite *suite = suite_create("term");
    TCase *own = tcase_create("one terminal");
    TCase *many = tcase_create("terminals");
    SRunner *runner;
    int failed;

    tcase_add_checked_fixture(own, setup, teardown);
    tcase_add_test(own, test_term_shows_the_screen_with_cursor_and_attributes);
    tcase_add_test(own, test_term_types_wide_and_combining_text);
    tcase_add_test(own, test_term_waits_until_all_input_is_taken);
    tcase_add_test(own, test_term_pastes_between_brackets);
    tcase_add_test(own, test_term_resizes);
    tcase_add_test(own, test_term_sees_the_exit_and_the_restored_terminal);
    tcase_add_test(own, test_term_reports_a_signal_and_a_missing_program);
    tcase_add_test(own, test_term_notices_what_does_not_come);
    tcase_add_loop_test(many, test_term_draws_the_same_on_every_terminal, 0, (int)count);
    suite_add_tcase(suite, own);
    suite_add_tcase(suite, many);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? 0 : 1;
}
