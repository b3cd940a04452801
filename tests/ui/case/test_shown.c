/* What was understood of a field stands there while it is typed, before anything is stored:
 * beside it, under it, or, for a cell, in the line below. */
#include "config.h"

#include <string.h>

#include "app/edit.h"
#include "app/import.h"
#include "base/attr.h"
#include "tests/support/screen_help.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "ui/model/tabs.h"
#include "ui/stage/stage.h"

static int64_t id;

static void new_case(const char *sex)
{
    CaseFile *file;
    ck_done(app_case_new(help_session, &file, &help_err));
    id = case_head_of(file)->id;
    ck_done(app_case_set(help_session, file, F_PATIENT_certificate, 0, "01", &help_err));
    ck_done(app_case_set(help_session, file, F_PATIENT_sex, 0, sex, &help_err));
    case_free(file);
}

static void go_to(FieldId field)
{
    help_open_case(id);
    help_keys(tab_def(tab_of_field(field))->keys);
    for (int i = 0; i < 80; i++) {
        Buf label = BUF_INIT;
        buf_addf(&label, "%s: %s", catalog_field(field)->label, catalog_field(field)->help);
        buf_cut(&label, text_prefix(label.data, label.len, 40));
        bool here = strstr(help_row(22), label.data) != NULL;
        buf_free(&label);
        if (here)
            return;
        help_keys("Tab");
    }
    ck_abort_msg("no field %s\n%s", catalog_field(field)->label, help_screen());
}

static const struct Shown {
    FieldId field;
    const char *typed, *field_shown, *said;
} shown[] = {
    {F_PATIENT_id_number, "990000201903140013", "990000 20190314 001 3", "→ 2019-03-14 male 7"},
    {F_PATIENT_id_number, "９９００００２０１９０３１４００１３", "990000 20190314 001 3",
     "→ 2019-03-14 male 7"},
    {F_PATIENT_id_number, "99000019880101007x", "990000 19880101 007 x",
     "→ 1988-01-01 male 38"},
    {F_PATIENT_id_number, "9900002019031400", "990000 20190314 00",
     "! an ID number has 18 digits, here are 16"},
    {F_PATIENT_id_number, "990000201903140014", "990000 20190314 001 4",
     "! the check digit is wrong"},
    {F_PATIENT_phone, "13900000", "139 0000 0", "! a mobile number has 11 digits, here are 8"},
    {F_PATIENT_phone, "08162345678", "08162345678", "→ 0816-2345678"},
    {F_PATIENT_born_on, "11.22", "11.22", "→ 2025-11-22  11 months old"},
    {F_PATIENT_born_on, "２０１９年３月１４日", "２０１９年３月１４日",
     "→ 2019-03-14  7 years old"},
    {F_PAYEE_account, "62000", "6200 0", "! a card number has 13 to 19 digits, here are 5"},
    {F_PAYEE_account, "6200000000000000117", "6200 0000 0000 0000 117", "→ 19 digits"},
    {F_CASE_target_fen, "12万", "12万", "→ 120,000.00 yuan"},
    {F_CASE_target_fen, "3.5w", "3.5w", "→ 35,000.00 yuan"},
    {F_ILLNESS_admitted_on, "20", "20", "→ 2026-11-20"},
    {F_ILLNESS_icd10, "c910", "c910", "→ C91.0"},
};

START_TEST(test_shown_before_the_field_is_left)
{
    const struct Shown *row = &shown[_i];
    new_case("");
    go_to(row->field);
    help_type(row->typed);
    help_expect(row->field_shown);
    help_expect(row->said);
    help_expect_stored(id, row->field, 0, NULL);
    help_aligned(row->typed);
    /* The cursor stands behind what is typed, blanks between groups counted. */
    int at_row, at_col, to;
    const Frame *frame = stage_draw(help_stage);
    ck_assert(frame_cursor_at(frame, &at_row, &at_col));
    const char *line = help_row(at_row), *found = strstr(line, row->field_shown);
    ck_assert_msg(found, "%s", line);
    to = text_cols_n(line, (size_t)(found - line)) + text_cols(row->field_shown);
    ck_assert_int_eq(at_col, to);
    /* A step into a group and a digit there: it goes where the cursor was. */
    help_keys("Home Right");
    help_keys("Del");
    help_keys("^Z");
    help_expect(row->field_shown);
    help_keys("Esc Esc");
}
END_TEST

/* A cell has no room beside it: the line below the grid says it. */
START_TEST(test_shown_of_a_cell)
{
    new_case("");
    go_to(F_EXPENSE_amount_fen);
    help_type("3.5w");
    ck_assert_ptr_nonnull(strstr(help_row(22), "→ 35,000.00 yuan"));
    help_keys("Tab");
    ck_assert_ptr_null(strstr(help_row(22), "→"));
    help_expect_stored(id, F_EXPENSE_amount_fen, 0, "3500000");
}
END_TEST

/* An ID fills what is empty, leaves what is there, and what contradicts it is said under it. */
START_TEST(test_shown_id_fills_and_contradicts)
{
    new_case("2");
    go_to(F_PATIENT_id_number);
    help_type("99000019880101007x"); /* a man's */
    help_keys("Tab");
    help_expect_stored(id, F_PATIENT_id_number, 0, "99000019880101007X");
    help_expect_stored(id, F_PATIENT_born_on, 0, "1988-01-01");
    help_expect_stored(id, F_PATIENT_region, 0, "990000");
    help_expect_stored(id, F_PATIENT_sex, 0, "2");
    help_expect("! The sex of the patient differs from the 17th digit of");
}
END_TEST

/* ? on a field says in which forms it may be typed. */
START_TEST(test_shown_help_has_the_forms)
{
    new_case("");
    go_to(F_ILLNESS_admitted_on);
    help_keys("F1");
    help_expect("20261121, 11.21, 21, 11月21日");
    help_expect("the last such day up to today");
    help_keys("Esc M-1");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("shown");
    TCase *tcase = tcase_create("shown");
    tcase_add_checked_fixture(tcase, help_screen_start, help_screen_stop);
    tcase_add_loop_test(tcase, test_shown_before_the_field_is_left, 0, (int)COUNT_OF(shown));
    tcase_add_test(tcase, test_shown_of_a_cell);
    tcase_add_test(tcase, test_shown_id_fills_and_contradicts);
    tcase_add_test(tcase, test_shown_help_has_the_forms);
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}
