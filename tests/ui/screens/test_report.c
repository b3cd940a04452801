/* The figures on the screen: the periods that keys go through, bars in line whatever the script
 * of their labels, and the workbook. */
#include "config.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "app/inner.h"
#include "base/path.h"
#include "store/sql.h"
#include "tests/support/screen_help.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "ui/widget/bars.h"

/* Two cases of a ward in November, one of another in October. */
static void open_figures(void)
{
    Store *store = session_store(help_session);
    for (int i = 0; i < 3; i++)
        help_new_case();
    ck_done(sql_do(store, &help_err, "DROP TRIGGER case_file_keep", ""));
    ck_done(sql_do(store, &help_err,
                   "UPDATE case_file SET ward = CASE id WHEN 1 THEN 'ICU' ELSE '血液科' END,"
                   " created_at = CASE id WHEN 1 THEN '2026-10-15T08:00:00.000Z'"
                   " ELSE '2026-11-15T08:00:00.000Z' END",
                   ""));
    help_sign_in("zhou");
    help_keys("g");
}

START_TEST(test_report_goes_through_periods)
{
    open_figures();
    help_expect("Figures from 2026-11-01 to 2026-11-30");
    help_expect("All cases of the store");
    help_expect_not("ICU");
    help_keys("Left");
    help_expect("Figures from 2026-10-01 to 2026-10-31");
    help_keys("t");
    help_expect("Figures from 2026-10-01 to 2026-12-31");
    help_keys("Left");
    help_expect("Figures from 2026-07-01 to 2026-09-30");
    help_keys("t Right");
    help_expect("Figures from 2027-01-01 to 2027-12-31");
    help_keys("d ^U");
    help_type("2026-10-15 2026-10-24");
    help_keys("Enter");
    help_expect("Figures from 2026-10-15 to 2026-10-24");
    help_keys("Right");
    help_expect("Figures from 2026-10-25 to 2026-11-03");
    help_keys("d ^U");
    help_type("2026-11-15");
    help_keys("Enter");
    help_expect("a blank between them");
    help_expect("Figures from 2026-10-25 to 2026-11-03");
    help_keys("Esc");
    help_expect_not("Figures from");
}
END_TEST

START_TEST(test_report_of_a_social_worker)
{
    open_figures();
    help_sign_in("lin");
    help_keys("g");
    help_expect("Only the cases that you entered");
}
END_TEST

START_TEST(test_report_writes_the_workbook)
{
    char *path = help_path("figures.xlsx");
    open_figures();
    help_keys("x Esc");
    help_expect_not("Join them");
    for (int i = 0; i < 2; i++) {
        help_keys("x e");
        help_keys("^U");
        help_type(path);
        help_keys("Enter");
        if (i)
            help_keys("o");
        help_expect("Written: ");
        ck_assert(path_exists(path));
    }
    free(path);
}
END_TEST

static void ck_row(FrameSigns signs, const BarRow *row, int cols, const char *want)
{
    Frame *frame = frame_new(1, cols, signs);
    Buf text = BUF_INIT;
    BarCols share = bars_share(10, 6, cols);
    bars_draw(row, &share, false, frame, (Rect){0, 0, 1, cols});
    frame_row_text(frame, 0, &text);
    ck_assert_str_eq(text.data, want);
    buf_free(&text);
    frame_free(frame);
}

START_TEST(test_report_bars_stand_in_line)
{
    const BarRow whole = {"血液科", "40", 40, 40}, least = {"ICU", "1", 1, 4000},
                 none = {"", "0", 0, 40}, much = {"e\xcc\x81", "1", INT64_MAX, INT64_MAX},
                 nothing = {"很长很长很长的病区", "0", 0, 0};
    ck_row(SIGNS_ASCII, &whole, 34, "   血液科     ############     40");
    ck_row(SIGNS_ASCII, &least, 34, "   ICU        #                 1");
    ck_row(SIGNS_UNICODE, &least, 34, "   ICU        █                 1");
    ck_row(SIGNS_ASCII, &none, 34, "                                0");
    ck_row(SIGNS_ASCII, &much, 34, "   e\xcc\x81          ############      1");
    ck_row(SIGNS_UNICODE, &nothing, 34, "   很长很长…                    0");
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_report_goes_through_periods, test_report_of_a_social_worker,
        test_report_writes_the_workbook, test_report_bars_stand_in_line, NULL};
    return suite_run("report", tests, help_screen_start, help_screen_stop);
}
