/* What is masked of a case on the screen, how it is looked at, and that this is written down;
 * and a case that is erased there. */
#include "config.h"

#include <check.h>

#include "app/case.h"
#include "app/edit.h"
#include "app/inner.h"
#include "app/life.h"
#include "base/attr.h"
#include "store/sql.h"
#include "tests/support/screen_help.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "ui/case/case.h"
#include "ui/stage/stage.h"

static int64_t id;

static void open_as(const char *name)
{
    help_sign_in(name);
    help_open_case(id);
}

static void looked(int64_t want)
{
    int64_t n;
    ck_done(sql_get_int(session_store(help_session), &help_err, &n,
                        "SELECT count(*) FROM reveal", NULL));
    ck_assert_int_eq(n, want);
}

START_TEST(test_masks_not_for_who_enters)
{
    id = help_import("leukaemia-child");
    open_as("lin");
    help_expect("990000 20190314 001 3");
    help_keys("F12");
    help_expect("990000 20190314 001 3");
    looked(0);
}
END_TEST

START_TEST(test_masks_until_the_key)
{
    id = help_import("leukaemia-child");
    open_as("zhou");
    help_expect("9900**************");
    help_expect_not("990000 20190314");
    help_keys("Tab Tab Tab Tab");
    looked(0);
    help_keys("F12");
    help_expect("990000 20190314 001 3");
    looked(2);
    help_keys("F12");
    help_expect("Masked again");
    help_expect_not("990000 20190314");
    help_keys("Esc i");
    help_expect("990000 20190314 001 3");
    looked(2);
    help_keys("Esc Esc");
    help_open_case(id);
    help_expect_not("990000 20190314");
}
END_TEST

/* What is typed is seen, and never lost. */
START_TEST(test_masks_of_a_field_that_is_typed_in)
{
    id = help_import("leukaemia-child");
    help_sign_in("zhou");
    stage_push(help_stage, case_screen_at(help_stage, id, F_INITIATOR_phone, 0));
    help_screen_size(24, 80);
    help_expect_not("139 0000 0001");
    looked(0);
    help_keys("Backspace");
    help_expect("139 0000 000");
    looked(1);
    help_type("2");
    help_keys("Tab");
    help_expect_stored(id, F_INITIATOR_phone, 0, "13900000002");
    help_expect("139 0000 0002");
    help_expect_not("河坝镇三村五组");
}
END_TEST

START_TEST(test_erase_on_the_screen)
{
    char *request[] = {"request[+].on=2026-11-20", "request[1].answered_on=2026-11-21",
                       "request[1].answer=granted"};
    CaseFile *file, *asked;
    id = help_import("leukaemia-child");
    help_sign_in("lin");
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    ck_done(app_case_close(help_session, &file, "withdrawn", "不再需要", &help_err));
    open_as("zhou");
    help_keys("M-z");
    help_type("Erase");
    help_keys("Enter");
    help_expect("On what ground");
    help_keys("Enter");
    help_expect("Nobody's request stands in the case");
    ck_done(app_case_open_id(help_session, id, &asked, &help_err));
    ck_done(app_case_set_paths(help_session, asked, request, 1, &help_err));
    open_as("zhou");
    help_keys("M-z");
    help_type("Erase");
    help_keys("Enter Enter");
    help_expect("No request of the case is granted yet");
    ck_done(app_case_set_paths(help_session, asked, request + 1, 2, &help_err));
    case_free(asked);
    open_as("zhou");
    help_keys("M-z");
    help_type("Erase");
    help_keys("Enter Enter");
    help_type("本人书面要求，罗小禾");
    help_keys("Enter");
    help_expect("leave this out of it: Patient: Name");
    help_expect("本人书面要求，罗小禾");
    help_keys("Backspace Backspace Backspace Backspace Enter");
    help_expect("Type the number of the case");
    help_type("T1");
    help_keys("Enter");
    help_expect("Nothing was erased");
    help_expect_stored(id, F_PATIENT_name, 0, "罗小禾");
    help_keys("M-z");
    help_type("Erase");
    help_keys("Enter Enter");
    help_type("本人书面要求");
    help_keys("Enter");
    help_type(case_head_of(file)->no);
    help_keys("Enter");
    help_expect("is erased");
    help_expect_stored(id, F_PATIENT_name, 0, NULL);
    case_free(file);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_masks_not_for_who_enters,
        test_masks_until_the_key,
        test_masks_of_a_field_that_is_typed_in,
        test_erase_on_the_screen,
        NULL,
    };
    return suite_run("masks", tests, help_screen_start, help_screen_stop);
}
