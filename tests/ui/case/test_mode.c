/* One mode in a case file: what can be printed is text, the commands come after Esc. */
#include "config.h"

#include <check.h>
#include <string.h>

#include "base/attr.h"
#include "tests/support/screen_help.h"
#include "tests/support/suite.h"
#include "ui/case/case.h"
#include "ui/stage/stage.h"

static int64_t id;

static void start(void)
{
    id = help_new_case();
    help_open_case(id);
}

/* A printable key is text, always; commands come after Esc, and the second Esc takes back what
 * was typed before it leaves. */
START_TEST(test_mode_commands_after_esc)
{
    start();
    help_type("2");
    help_keys("Esc");
    help_expect("COMMANDS, not text");
    help_expect("Esc: takes back the text");
    help_expect_stored(id, F_PATIENT_name, 0, NULL);
    help_keys("2");
    help_expect("[2Family]");
    help_expect_not("COMMANDS");
    help_expect_stored(id, F_PATIENT_name, 0, "2");
    help_keys("Esc 1 Esc x");
    help_expect("“x” is no command here; Esc shows those that are");
    help_type("x");
    help_expect("> Name *                2x");
    help_keys("Esc Esc");
    help_expect("What was typed here is taken back; ^Z brings it again");
    help_expect_not("2x");
    help_keys("^Z");
    help_expect("2x");
    help_expect("stands here again; it is not stored yet");
    help_keys("Esc Esc Esc");
    help_expect("Esc: leaves the case");
    help_keys("Esc");
    ck_assert_str_eq(stage_top(help_stage)->ops->name, "queue");
    help_expect_stored(id, F_PATIENT_name, 0, "2");
}
END_TEST

/* The commands are walked by arrows as well, for an input method swallows letters; Enter before
 * that changes nothing. */
START_TEST(test_mode_commands_by_arrows)
{
    start();
    help_type("王");
    help_keys("Esc Enter");
    help_expect_not("COMMANDS");
    help_keys("Esc Right Right Enter");
    help_expect("[2Family]");
    help_expect_stored(id, F_PATIENT_name, 0, "王");
    help_keys("Esc F1");
    help_expect("Lines 1 to");
    /* What an input method gives while they are open can only be meant as text. */
    help_keys("Esc M-1 Backspace Esc");
    help_type("李小明");
    help_expect_not("COMMANDS");
    help_keys("Tab");
    help_expect_stored(id, F_PATIENT_name, 0, "李小明");
}
END_TEST

/* F10 stands beside F9. */
START_TEST(test_mode_leaving_the_program_asks)
{
    start();
    help_type("王");
    help_keys("F10");
    help_expect("Leave the program?");
    help_type("s");
    ck_assert(!stage_quitting(help_stage));
    help_type("小明");
    help_keys("F10");
    help_type("l");
    ck_assert(stage_quitting(help_stage));
    help_expect_stored(id, F_PATIENT_name, 0, "王小明");
}
END_TEST

/* A key of the terminal that comes in pieces is no text, wherever it was parted. */
START_TEST(test_mode_keys_in_pieces)
{
    static const char *const pieces[][4] = {{"[B"},           {"[", "B"}, {"[", "6~"},
                                            {"[", "20", "~"}, {"O", "A"}, {"[[", "A"},
                                            {"[1;", "5C"}};
    start();
    help_type("王");
    for (size_t i = 0; i < COUNT_OF(pieces); i++) {
        help_keys("Esc");
        for (size_t j = 0; j < COUNT_OF(pieces[i]) && pieces[i][j]; j++) {
            help_pause(j ? STAGE_PIECES_MS - 1 : 2 * STAGE_PIECES_MS);
            help_type(pieces[i][j]);
            help_expect("A key that came in pieces was not taken; press it again");
        }
        help_expect_not("COMMANDS");
    }
    help_type("小[O]明");
    help_keys("Esc");
    help_type("[");
    help_pause(STAGE_PIECES_MS);
    help_type("B");
    help_keys("Tab");
    help_expect_stored(id, F_PATIENT_name, 0, "王小[O]明B");
}
END_TEST

/* Over a list Esc means the list: the key after it runs no command, and what was typed is
 * brought again. So does a letter with Alt, which may be an Esc and the letter after it. */
START_TEST(test_mode_esc_over_a_list)
{
    static const FieldId fields[] = {F_EXPENSE_category, F_PATIENT_sex, F_INITIATOR_relation};
    static const char *const opens[] = {"qz", "F2"}, *const leaves[] = {"Esc", "M-x", "M-2"};
    id = help_import("leukaemia-child");
    size_t rows = help_stored_rows(id, REC_EXPENSE);
    for (size_t i = 0; i < COUNT_OF(fields) * COUNT_OF(opens) * COUNT_OF(leaves); i++) {
        FieldId field = fields[i % COUNT_OF(fields)];
        size_t how = i / COUNT_OF(fields);
        const char *open = opens[how % COUNT_OF(opens)];
        stage_push(help_stage, case_screen_at(help_stage, id, field, 0));
        if (strcmp(open, "F2") == 0)
            help_keys(open);
        else
            help_type(open);
        help_expect("Find:");
        help_keys(leaves[how / COUNT_OF(opens)]);
        help_expect_not("Find:");
        help_expect_not("COMMANDS");
        help_type("x");
        help_expect("Find: x");
        ck_assert_uint_eq(help_stored_rows(id, REC_EXPENSE), rows);
        help_keys("Esc");
        help_expect("“x”) is taken back, ^Z brings it again");
        help_keys("^Z");
        help_expect("Find: x");
        help_keys("Esc Esc");
        help_expect("COMMANDS");
        help_keys("Esc");
    }
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_mode_commands_after_esc,       test_mode_commands_by_arrows,
        test_mode_leaving_the_program_asks, test_mode_keys_in_pieces,
        test_mode_esc_over_a_list,          NULL};
    return suite_run("mode", tests, help_screen_start, help_screen_stop);
}
