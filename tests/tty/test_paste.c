/* Pasting in a real terminal, between the brackets that it puts around what is pasted. */
#include "config.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "tests/support/ready_term.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"

static ReadyStore ready;
static Term *term;

static void setup(void)
{
    ready = ready_store_new("en");
    term = ready_new_case(&ready);
}

static void teardown(void)
{
    term_close(term);
    ready_store_free(&ready);
}

/* Out of a spreadsheet, line ends and quotes as it gives them; one key takes all of it back. */
START_TEST(test_paste_of_a_table)
{
    term_char(term, '6', VTERM_MOD_ALT);
    expect_text(term, "[6Plan]");
    term_type(term, "\033[200~巩固\t化疗4程\t2026-11-25\t\t14万\t65000\r\n"
                    "强化\t\"延迟\n强化𠮷e\xcc\x81\"\t\t\t120000\t55000\r\n\033[201~");
    expect_text(term, "2 rows pasted; ^Z takes them back");
    expect_text(term, " > 巩固");
    expect_text(term, "延迟 强化𠮷e\xcc\x81 ");
    expect_text(term, "75,000");
    expect_text(term, "140,000");
    expect_cursor(term, 5, 3);
    term_paste(term, "备用\t移植\tsoon");
    expect_text(term, "Nothing was pasted. Row 1, From: “soon” is not a day.");
    term_char(term, 'z', VTERM_MOD_CTRL);
    expect_text(term, "Taken back: Plan: 2 rows");
    expect_gone(term, "化疗4程");
}
END_TEST

/* Keys and control characters in what is pasted do nothing; CR LF ends one line, not two. */
START_TEST(test_paste_into_fields)
{
    term_type(term, "\033[200~王小明\t\033[A\x01\r\n\033[201~");
    expect_text(term, "王小明");
    term_char(term, '9', VTERM_MOD_ALT);
    term_type(term, "\t\033[200~第一段\r\n第二段\r\n\r\n第三段\033[201~");
    expect_row(term, 5, "  12/10000     第二段");
    expect_row(term, 6, "");
    expect_row(term, 7, "               第三段");
}
END_TEST

/* A slow line tears what opens a paste, and what closes it, wherever it likes: it is whole all
 * the same, and no letter of it a command. */
START_TEST(test_paste_over_a_slow_line)
{
    static const char paste[] = "\033[200~王小明\033[201~";
    char piece[sizeof paste];
    for (size_t at = 1; at < strlen("\033[200~"); at++) {
        snprintf(piece, sizeof piece, "%.*s", (int)at, paste);
        term_type(term, piece);
        if (at == 1)
            expect_text(term, "COMMANDS");
        term_type(term, paste + at);
        expect_text(term, "王小明");
        expect_gone(term, "COMMANDS");
        term_char(term, 'u', VTERM_MOD_CTRL);
        expect_gone(term, "王小明");
    }
    term_type(term, "\033[200~王小明\033[2");
    term_type(term, "01~");
    expect_text(term, "王小明");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("paste");
    TCase *tcase = tcase_create("paste");
    tcase_set_timeout(tcase, 60);
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, test_paste_of_a_table);
    tcase_add_test(tcase, test_paste_into_fields);
    tcase_add_test(tcase, test_paste_over_a_slow_line);
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}
