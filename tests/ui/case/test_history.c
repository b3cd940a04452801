/* The history of a case that went out: the batch on top, and what went out with it shown and
 * hidden by Enter. */
#include "config.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "app/batch.h"
#include "app/case.h"
#include "app/move.h"
#include "tests/support/screen_help.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"

static void move(int64_t id, Verb verb, const Decision *decision)
{
    CaseFile *file;
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    ck_done(app_case_move(help_session, &file, verb, decision, &help_err));
    case_free(file);
}

static int64_t sent_case(void)
{
    const Decision checked = {.comment = "提示已核对"};
    const ExportWish wish = {.template_ = "neutral"};
    char *path = help_path("x.xlsx");
    Arena *arena = arena_new();
    BatchRow row;
    help_sign_in("lin");
    int64_t id = help_import("uraemia-farmer");
    move(id, VERB_SUBMIT, NULL);
    help_sign_in("zhou");
    move(id, VERB_APPROVE, &checked);
    ck_done(app_export(help_session, &wish, path, false, NULL, arena, &row, NULL, &help_err));
    arena_free(arena);
    free(path);
    return id;
}

START_TEST(test_history_shows_what_went_out)
{
    int64_t id = sent_case();
    help_sign_in("lin");
    help_open_case(id);
    help_keys("M-H Home Down");
    help_expect("What went out");
    help_expect("> T1-B0001");
    help_expect("Enter Values");
    help_expect_not("求助案例");
    help_keys("Enter");
    help_expect("求助案例");
    help_expect("案例编号");
    help_expect("> T1-B0001");
    help_aligned("values");
    help_keys("Down Down Enter"); /* from a value as well */
    help_expect_not("求助案例");
    help_keys("End");
    help_expect_not("Enter Values");
}
END_TEST

/* What is below the edge is told, here and on the documents; and what was empty before leaves
 * its room to what it became. */
START_TEST(test_history_tells_what_is_below)
{
    help_open_case(help_import("uraemia-farmer"));
    help_keys("M-H");
    help_expect(" more");
    help_expect("Statement: Mask photos ");
    help_keys("End");
    help_expect_not(" more");
    help_keys("M-7");
    help_screen_size(16, 80);
    help_expect(" more");
    for (int i = 0; i < 20; i++)
        help_keys("Down");
    help_expect_not(" more");
}
END_TEST

/* What finds no room in the line of keys is behind Esc, which says so; to undo goes before the
 * next tab, whose number stands above. */
START_TEST(test_history_tells_that_keys_are_left_out)
{
    help_open_case(help_import("uraemia-farmer"));
    help_type("é");
    help_keys("M-H");
    help_screen_size(24, 80);
    help_expect("F9 Submit");
    help_expect("^Z Undo");
    help_expect("Esc More");
    help_expect_not("Next tab");
    help_screen_size(24, 132);
    help_expect("PgDn Next tab");
    help_expect("Esc Commands");
}
END_TEST

START_TEST(test_history_of_a_case_that_never_went_out)
{
    help_open_case(help_new_case());
    help_keys("M-H");
    help_expect_not("What went out");
    help_keys("Enter");
    help_expect_not("Enter Values");
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_history_shows_what_went_out,
                                  test_history_tells_what_is_below,
                                  test_history_tells_that_keys_are_left_out,
                                  test_history_of_a_case_that_never_went_out, NULL};
    return suite_run("history", tests, help_screen_start, help_screen_stop);
}
