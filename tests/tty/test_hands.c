/* What typing on without looking did to cases before a printable key was text everywhere, once
 * more in a real terminal. */
#include "config.h"

#include <check.h>
#include <stdlib.h>

#include "tests/support/ready_term.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"

static ReadyStore ready;
static Term *term;

/* A new case with a mother and what she earns. */
static void setup(void)
{
    ready = ready_store_new("en");
    term = ready_new_case(&ready);
    term_char(term, '2', VTERM_MOD_ALT);
    expect_text(term, "[2Family]");
    term_type(term, "52");
    expect_idle(term);
    term_type(term, "罗建国\t\t\t\t4.2w\t");
    expect_text(term, "42,000");
}

static void teardown(void)
{
    term_close(term);
    ready_store_free(&ready);
}

static void escape(void)
{
    expect_idle(term);
    term_type(term, "\033");
    expect_text(term, "COMMANDS, not text");
    expect_idle(term);
}

/* The family is what it was. */
static void expect_family(void)
{
    expect_idle(term);
    term_char(term, '2', VTERM_MOD_ALT);
    expect_text(term, "[2Family]");
    expect_text(term, "52 mother    罗建国");
    expect_text(term, "42,000");
}

/* The next row of the expenses, after an Esc: one command, and the rest is text of one field.
 */
START_TEST(test_hands_next_row_after_esc)
{
    term_char(term, '5', VTERM_MOD_ALT);
    expect_text(term, "[5Expenses]");
    escape();
    term_type(term, "10.12\t11.25\t13100\t");
    expect_text(term, "[1Patient]");
    expect_family();
}
END_TEST

START_TEST(test_hands_pinyin_of_an_input_method_that_is_off)
{
    escape();
    for (int i = 0; i < 2; i++) {
        term_type(term, "fumudouzaiwaidagong");
        expect_text(term, "Not listed"); /* in the cell with the focus, a list of relations */
        expect_idle(term);
        term_type(term, "\033");
        expect_gone(term, "Not listed");
        expect_family();
    }
}
END_TEST

START_TEST(test_hands_key_of_a_tab_on_an_answer)
{
    term_char(term, '3', VTERM_MOD_ALT);
    expect_text(term, "[3Disclosure]");
    expect_text(term, "> income                 y n u");
    escape();
    term_type(term, "0");
    expect_text(term, "[0Findings");
    term_char(term, '3', VTERM_MOD_ALT);
    expect_text(term, "> income                 y n u");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("hands");
    TCase *tcase = tcase_create("hands");
    tcase_set_timeout(tcase, 60);
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, test_hands_next_row_after_esc);
    tcase_add_test(tcase, test_hands_pinyin_of_an_input_method_that_is_off);
    tcase_add_test(tcase, test_hands_key_of_a_tab_on_an_answer);
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}
