/* A case begun by mistake. */
#include "config.h"

#include "app/inner.h"
#include "tests/support/screen_help.h"
#include "tests/support/suite.h"
#include "ui/stage/stage.h"

/* Begun by mistake, n and back again: no empty draft stays. */
START_TEST(test_begin_keeps_no_empty_case)
{
    help_keys("n Esc Esc");
    help_expect("Nothing was written in the new case: it is taken away");
    help_expect_not("T1-2026-000001");
    help_keys("n");
    help_type("王");
    help_keys("Esc Esc Esc Esc"); /* what was typed is taken back, but was there */
    help_expect_not("T1-2026-000001");
    help_keys("n");
    help_type("王");
    help_keys("Tab Esc Esc");
    help_expect("T1-2026-000001");
}
END_TEST

START_TEST(test_begin_takes_an_empty_case_away)
{
    help_new_case();
    help_sign_in("lin");
    help_keys("w");
    help_expect("Take away the empty case?");
    help_type("d");
    help_expect("Taken away; its number is given to the next case");
    help_expect_not("T1-2026-000001");
    help_keys("n");
    help_expect("T1-2026-000001");
}
END_TEST

/* Years before the newest entry: no number of that year, unless somebody says that it is right.
 */
START_TEST(test_begin_by_a_wrong_clock)
{
    help_new_case();
    help_sign_in("lin");
    store_set_back(session_store(stage_session(help_stage)), 3000);
    help_keys("n");
    help_expect("No case number by a clock that may be wrong");
    help_expect("before the newest entry of the history");
    help_type("b");
    help_expect_not("T1-2026-000002");
    help_keys("n");
    help_type("r");
    help_expect("The history has it that the clock is right");
    help_keys("n");
    help_expect("T1-2026-000002");
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_begin_keeps_no_empty_case,
                                  test_begin_takes_an_empty_case_away,
                                  test_begin_by_a_wrong_clock, NULL};
    return suite_run("begin", tests, help_screen_start, help_screen_stop);
}
