/* The case file and the review as a person meets them: keys in, rows out. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/case.h"
#include "app/edit.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/path.h"
#include "tests/support/screen_help.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "ui/case/case.h"
#include "ui/model/gaps.h"
#include "ui/model/tabs.h"
#include "ui/stage/stage.h"

static int64_t id;

/* A new case, open, with the cursor in its first field. */
static void start_new(void)
{
    id = help_new_case();
    help_open_case(id);
}

static void expect_status(const char *status)
{
    CaseFile *file;
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    ck_assert_str_eq(case_head_of(file)->status, status);
    case_free(file);
}

/* ---- forms ---- */

START_TEST(test_form_stores_what_is_left)
{
    start_new();
    help_expect("> Name *");
    help_type("罗小禾");
    help_expect_stored(id, F_PATIENT_name, 0, NULL);
    help_keys("Enter");
    help_expect_stored(id, F_PATIENT_name, 0, "罗小禾");
    help_expect("saved ");
    /* A code is picked by its number; Enter goes on. */
    help_type("02");
    help_expect("household register");
    help_keys("Enter");
    help_expect_stored(id, F_PATIENT_certificate, 0, "02");
    /* An ID number says at once what it says, and fills what is empty. */
    help_type("990000201903140013");
    help_expect("2019-03-14 male 7");
    help_keys("Tab");
    help_expect_stored(id, F_PATIENT_born_on, 0, "2019-03-14");
    help_expect_stored(id, F_PATIENT_sex, 0, "1");
    help_expect("罗小禾  male 7 years");
}
END_TEST

/* However a field is left, what was typed is kept. */
START_TEST(test_form_every_way_out_stores)
{
    static const char *const ways[] = {"Tab", "S-Tab", "Enter", "Down",  "PgUp",         "PgDn",
                                       "M-4", "^N",    "^X",    "Esc 4", "Esc Enter Tab"};
    for (size_t i = 0; i < COUNT_OF(ways); i++) {
        start_new();
        help_type("王é小明"); /* an accent that combines */
        help_keys(ways[i]);
        help_expect_stored(id, F_PATIENT_name, 0, "王é小明");
        help_sign_in("lin");
    }
}
END_TEST

START_TEST(test_form_refused_value_keeps_the_person)
{
    start_new();
    help_keys("Tab Tab Tab Tab");
    help_expect("> Born on");
    help_type("never");
    help_keys("Tab");
    help_expect("> Born on");
    help_expect("! ");
    help_expect("never");
    help_keys("M-2");
    help_expect("> Born on");
    help_expect_stored(id, F_PATIENT_born_on, 0, NULL);
    help_keys("Esc Esc");
    help_expect_not("never");
    help_expect("> Born on");
    help_type("2019.3.14");
    help_keys("Tab");
    help_expect_stored(id, F_PATIENT_born_on, 0, "2019-03-14");
}
END_TEST

START_TEST(test_form_remark_stands_under_its_field)
{
    start_new();
    help_keys("Tab Tab Tab Tab Tab");
    help_type("1390000");
    help_keys("Tab");
    help_expect("! a mobile number has 11 digits");
    help_expect_stored(id, F_PATIENT_phone, 0, "1390000");
}
END_TEST

START_TEST(test_form_yes_no_by_one_key)
{
    start_new();
    help_keys("^N ^N ^N ^N ^N");
    help_expect("> Is the patient *      y yes  n no  u unknown");
    help_type("y");
    help_expect_stored(id, F_INITIATOR_is_patient, 0, "yes");
    help_keys("Up Up Up Up Up Up Up"); /* an answer to an empty field goes on by itself */
    help_expect("> Is the patient *      yes");
    help_type("?");
    help_expect_stored(id, F_INITIATOR_is_patient, 0, "yes");
    help_keys("Enter Up");
    help_expect_stored(id, F_INITIATOR_is_patient, 0, "unknown");
    help_keys("Backspace");
    help_expect_stored(id, F_INITIATOR_is_patient, 0, NULL);
}
END_TEST

START_TEST(test_form_prose)
{
    start_new();
    help_keys("M-9 Tab");
    help_expect("> Story");
    help_type("我叫罗建国，是小禾的父亲。");
    help_keys("Enter");
    help_type("第二段");
    help_expect("17/10000");
    help_keys("Up Home");
    help_type("一、");
    help_keys("Tab");
    help_expect_stored(id, F_STATEMENT_story, 0, "一、我叫罗建国，是小禾的父亲。\n第二段");
    /* A paste keeps its lines; a word longer than the row is broken, not lost. */
    help_keys("S-Tab");
    help_paste("\nThe end of a rather long line follows: "
               "Pneumonoultramicroscopicsilicovolcanoconiosispneumonoultramicroscopic");
    help_aligned("prose");
    help_expect("silico");
}
END_TEST

static void expect_cursor(int row, int col)
{
    int at_row, at_col;
    ck_assert(frame_cursor_at(stage_draw(help_stage), &at_row, &at_col));
    ck_assert_msg(at_row == row && at_col == col, "cursor at %d,%d, not %d,%d\n%s", at_row,
                  at_col, row, col, help_screen());
}

/* Wrapped by the rules: the caret moves over the rows that are seen, and the count is there. */
START_TEST(test_prose_wraps_and_keeps_the_column)
{
    enum { WIDE = 2 };
    start_new();
    help_keys("M-9 Tab");
    help_expect("0/10000");
    for (int i = 0; i < 12; i++)
        help_type("我叫罗建国，");
    help_expect("72/10000");
    /* 31 fit; the comma that would begin the next row takes its character along. */
    ck_assert_ptr_null(strstr(help_screen(), "  ，"));
    help_keys("Up Up Home");
    int row, col;
    ck_assert(frame_cursor_at(stage_draw(help_stage), &row, &col));
    for (int i = 0; i < 5; i++)
        help_keys("Right");
    help_keys("Down Down");
    expect_cursor(row + 2, col + 5 * WIDE);
    help_keys("Up");
    expect_cursor(row + 1, col + 5 * WIDE);
    help_keys("End");
    help_keys("Up");
    help_keys("Down");
    help_keys("Home");
    expect_cursor(row + 1, col);
    help_aligned("prose");
    /* The count is seen when the label is not, and a full text says so. */
    Buf line = BUF_INIT, whole = BUF_INIT;
    for (int i = 0; i < 100; i++)
        buf_add(&line, "第é𠮷");
    for (int i = 0; i < 40; i++)
        buf_addf(&whole, "%s\n", line.data);
    help_paste(whole.data);
    help_expect("No more room: 10000 characters at most");
    help_expect("10000/10000");
    help_aligned("a long prose");
    help_keys("^Z");
    help_expect("72/10000");
    buf_free(&line);
    buf_free(&whole);
}
END_TEST

START_TEST(test_form_undo)
{
    start_new();
    help_type("甲");
    help_keys("Tab S-Tab");
    help_type("乙");
    help_expect("甲乙");
    help_keys("^Z");
    help_expect_not("甲乙");
    help_expect("甲");
    help_keys("^Z");
    help_expect("Taken back: Patient: Name");
    help_expect_stored(id, F_PATIENT_name, 0, NULL);
    help_keys("^Y");
    help_expect_stored(id, F_PATIENT_name, 0, "甲");
}
END_TEST

/* An undo goes to what it took back, on whatever tab, and names it; so does redo. */
START_TEST(test_undo_goes_where_it_was)
{
    start_new();
    help_type("甲");
    help_keys("Tab M-6");
    help_type("巩固");
    help_keys("Tab");
    help_type("化疗");
    help_keys("Tab M-3");
    help_type("ny");
    help_keys("M-9");
    help_expect("> Title");
    help_keys("^Z");
    help_expect("Taken back: Disclosure: house property");
    help_expect("> house property         y n u");
    help_keys("^Z");
    help_expect("> income                 y n u");
    help_keys("^Z");
    help_expect("Taken back: Plan 1: Treatment");
    help_expect("[6Plan]");
    help_type("移植"); /* ready to be typed anew */
    help_keys("^Z ^Z");
    help_expect("Taken back: Plan: 1 row");
    ck_assert_uint_eq(help_stored_rows(id, REC_PLAN), 0);
    help_keys("^Z");
    help_expect("[1Patient]");
    help_expect("Taken back: Patient: Name");
    help_keys("^Y ^Y");
    help_expect("Done again: Plan 1: Phase");
    help_expect_stored(id, F_PLAN_phase, 0, "巩固");
    /* A row that was moved or deleted is found again. */
    help_keys("M-1");
    help_keys("^Y");
    help_expect("Done again: Plan 1: Treatment");
    help_keys("F8");
    help_keys("M-2 ^Z");
    help_expect("Taken back: Plan 1: Phase and 1 more value");
    help_expect(" > 巩固");
    /* What an ID number filled in beside it goes with it. */
    help_keys("M-1 Tab Tab");
    help_type("990000201903140013");
    help_keys("M-9 ^Z");
    help_expect("Taken back: Patient: Certificate number and 3 more values");
    help_expect("> Certificate number");
    help_expect_stored(id, F_PATIENT_born_on, 0, NULL);
    /* A field that is no column is shown with its row. */
    help_keys("M-6 F4 Tab Tab Tab Tab");
    help_expect("> Doctor");
    help_type("周医生");
    help_keys("Tab M-2 ^Z");
    help_expect("Taken back: Plan 1: Doctor");
    help_expect("> Doctor");
}
END_TEST

/* What does not fit a line or a cell is marked where it is cut, and the caret is never off it.
 */
START_TEST(test_long_values_show_their_cut)
{
    start_new();
    for (int i = 0; i < 10; i++)
        help_keys("Tab");
    help_expect("> Address");
    help_type("川西某县河坝镇三村五组十七号é𠮷");
    for (int i = 0; i < 3; i++)
        help_type("川西某县河坝镇三村五组");
    help_expect("> Address               <");
    help_aligned("a long address");
    help_keys("Home");
    help_expect("> Address               川西某县");
    const char *row = help_row(14);
    ck_assert_msg(row[strlen(row) - 1] == '>', "not cut: %s", row);
    help_keys("M-6 Tab");
    help_type("大剂量甲氨蝶呤化疗四个疗程é𠮷");
    ck_assert_ptr_nonnull(strchr(help_row(5), '<'));
    help_aligned("a long cell");
    for (int i = 0; i < 20; i++) {
        help_keys("Left");
        help_aligned("a long cell");
    }
}
END_TEST

START_TEST(test_redo_in_the_field)
{
    start_new();
    help_type("王é𠮷");
    help_keys("^Z");
    help_expect_not("王");
    help_keys("^Y");
    help_expect("王é𠮷");
    help_expect_stored(id, F_PATIENT_name, 0, NULL);
    /* What is cut here can be put back there. */
    help_keys("^U");
    help_expect_not("王");
    help_keys("Tab Tab Tab Tab Tab Tab Tab ^V");
    help_expect("> Occupation            王é𠮷");
}
END_TEST

START_TEST(test_form_conflict_shows_both)
{
    CaseFile *other;
    start_new();
    help_type("张三");
    ck_done(app_case_open_id(help_session, id, &other, &help_err));
    ck_done(app_case_set(help_session, other, F_PATIENT_name, 0, "李四", &help_err));
    case_free(other);
    help_keys("Tab");
    help_expect("Changed by somebody else");
    help_expect("张三");
    help_expect("李四");
    help_expect_stored(id, F_PATIENT_name, 0, "李四");
    /* Esc loses nothing: back to what is typed, and asked again when the field is left. */
    help_keys("Esc");
    help_expect_stored(id, F_PATIENT_name, 0, "李四");
    help_expect("张三");
    help_expect_not("李四");
    help_type("丰");
    help_keys("Tab");
    help_expect("张三丰");
    help_expect("李四");
    help_type("t");
    help_expect_stored(id, F_PATIENT_name, 0, "李四");
    help_expect("李四");
    help_expect_not("张三");
}
END_TEST

START_TEST(test_form_conflict_keep_mine)
{
    CaseFile *other;
    start_new();
    help_type("张三");
    ck_done(app_case_open_id(help_session, id, &other, &help_err));
    ck_done(app_case_set(help_session, other, F_PATIENT_name, 0, "李四", &help_err));
    case_free(other);
    help_keys("Tab");
    help_type("m");
    help_expect_stored(id, F_PATIENT_name, 0, "张三");
}
END_TEST

/* ---- disclosure ---- */

START_TEST(test_disclosure_by_one_key_each)
{
    start_new();
    help_keys("M-3");
    ck_assert_uint_eq(help_stored_rows(id, REC_DISCLOSURE), 0);
    help_type("nn?ny"); /* income, house, vehicle, financial, basic insurance */
    ck_assert_uint_eq(help_stored_rows(id, REC_DISCLOSURE), 5);
    help_expect_stored(id, F_DISCLOSURE_item, 4, "basic_insurance");
    help_expect_stored(id, F_DISCLOSURE_answer, 2, "unknown");
    /* After a yes come amount and detail, then the next item. */
    help_type("7.1w");
    help_keys("Enter");
    help_type("城乡居民医保");
    help_keys("Enter");
    help_expect_stored(id, F_DISCLOSURE_amount_fen, 4, "7100000");
    help_type("nnnny");
    help_expect_stored(id, F_DISCLOSURE_item, 9, "other_platform");
    help_type("n"); /* still running */
    help_expect_stored(id, F_DISCLOSURE_ongoing, 9, "no");
    help_keys("^N");
    help_expect("> Disease");
    /* One undo takes row and answer. */
    help_keys("M-3");
    help_keys("^Z ^Z");
    ck_assert_uint_eq(help_stored_rows(id, REC_DISCLOSURE), 9);
}
END_TEST

/* ---- grids ---- */

START_TEST(test_grid_rows_are_made_by_typing)
{
    start_new();
    help_keys("M-6");
    help_type("巩固");
    help_keys("Enter");
    help_type("化疗4程");
    help_keys("Enter");
    help_type("2026-11-25");
    help_keys("Enter Enter");
    help_type("14万");
    help_keys("Enter");
    help_type("65000");
    help_keys("Enter");
    ck_assert_uint_eq(help_stored_rows(id, REC_PLAN), 1);
    help_expect_stored(id, F_PLAN_estimate_fen, 0, "14000000");
    help_expect("> Category"); /* the fields that are no cells, once */
    help_keys("Tab Tab Tab Tab");
    help_expect("75,000");
    help_expect("gap 7.50");
    help_type("强化");
    help_keys("Enter");
    ck_assert_uint_eq(help_stored_rows(id, REC_PLAN), 2);
    /* Typing replaces; F2 changes. */
    help_keys("Up Left");
    help_type("巩固期");
    help_keys("F2");
    help_type("一");
    help_keys("Tab");
    help_expect_stored(id, F_PLAN_phase, 0, "巩固期一");
    help_keys("Left Del Tab");
    help_expect_stored(id, F_PLAN_phase, 0, NULL);
}
END_TEST

START_TEST(test_grid_rows_move_copy_and_go)
{
    id = help_import("leukaemia-child");
    help_open_case(id);
    help_keys("M-6");
    help_expect(" > 巩固");
    help_keys("M-J");
    help_expect("Row moved; ^Z moves it back");
    help_expect_stored(id, F_PLAN_phase, 1, "巩固治疗");
    help_keys("M-1 ^Z");
    help_expect("Taken back: Plan: row 1");
    help_expect(" > 巩固");
    help_expect_stored(id, F_PLAN_phase, 0, "巩固治疗");
    help_keys("^Y");
    help_expect("Done again: Plan: row 2");
    help_expect_stored(id, F_PLAN_phase, 1, "巩固治疗");
    help_keys("M-K");
    help_expect_stored(id, F_PLAN_phase, 0, "巩固治疗");
    help_keys("F5");
    help_expect("Row copied; ^Z takes the copy out");
    ck_assert_uint_eq(help_stored_rows(id, REC_PLAN), 4);
    help_expect_stored(id, F_PLAN_item, 1, "大剂量甲氨蝶呤化疗4程");
    help_keys("Esc x");
    help_expect("^Z brings it back");
    ck_assert_uint_eq(help_stored_rows(id, REC_PLAN), 3);
    help_keys("^Z");
    ck_assert_uint_eq(help_stored_rows(id, REC_PLAN), 4);
    /* The whole row has the fields that are no column; Esc goes back to it. */
    help_keys("F4");
    help_expect("Plan  2 / 4");
    help_expect("Basis");
    help_keys("Esc Esc");
    help_expect(" > 巩固");
    help_keys("Right");
    help_type("移植");
    help_keys("Enter");
    help_expect_stored(id, F_PLAN_item, 1, "移植");
}
END_TEST

/* A new row begins at its first cell, wherever the cursor was. */
START_TEST(test_grid_row_begins_at_its_first_cell)
{
    static const char *const ways[] = {"Ins", "Right Right Ins", "End M-a", "Down Right Ins"};
    for (size_t i = 0; i < COUNT_OF(ways); i++) {
        id = help_import("leukaemia-child");
        help_open_case(id);
        help_keys("M-F Down Tab Tab Tab Tab Tab Tab Tab Down");
        help_type("2026-11-20");
        help_keys("Enter");
        help_expect_stored(id, F_CONTACT_on, 0, "2026-11-20");
        help_keys(ways[i]);
        help_type("2026-11-21");
        help_keys("Enter");
        help_expect_stored(id, F_CONTACT_on, 1, "2026-11-21");
        help_sign_in("lin");
    }
}
END_TEST

START_TEST(test_plan_shows_gap_and_bars)
{
    id = help_import("leukaemia-child");
    help_open_case(id);
    help_keys("M-6");
    help_expect("gap 30.20 wan yuan");
    help_expect("Target 28.00 wan yuan: not more than the gap ✓");
    help_expect("备用      2027-06                 ██████████████▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒  32.00 wan");
    help_expect("Doctor: 周医生");
}
END_TEST

START_TEST(test_grid_too_narrow_for_a_column)
{
    help_screen_size(16, 60);
    id = help_import("leukaemia-child");
    help_open_case(id);
    help_keys("M-2 Enter Enter Enter Enter Enter");
    help_aligned("family at 60");
    help_type("5万");
    help_expect("5万");
    help_keys("Enter");
    help_expect_stored(id, F_MEMBER_annual_income_fen, 0, "5000000");
}
END_TEST

/* ---- documents ---- */

START_TEST(test_documents_are_cells)
{
    start_new();
    help_keys("M-7");
    help_expect("D11");
    ck_assert_uint_eq(help_stored_rows(id, REC_DOCUMENT), 0);
    /* A whole line: state, original, seal, date, pages. */
    help_type("2y");
    help_expect_stored(id, F_DOCUMENT_state, 0, "received");
    help_expect_stored(id, F_DOCUMENT_seen_original, 0, "yes");
    help_type("n11.20");
    help_expect_stored(id, F_DOCUMENT_sealed, 0, "no");
    help_keys("Enter");
    help_expect_stored(id, F_DOCUMENT_issued_on, 0, "2026-11-20");
    help_type("3");
    help_keys("Enter");
    help_expect_stored(id, F_DOCUMENT_pages, 0, "3");
    /* Letters do nothing to a cell that has not the focus; a command stays on its line. */
    help_expect("> D13");
    help_keys("M-v");
    help_expect("D13: state changed; ^Z takes it back");
    help_expect("> D13");
    help_expect_stored(id, F_DOCUMENT_state, 1, "verified");
    ck_assert_uint_eq(help_stored_rows(id, REC_DOCUMENT), 2);
    help_type("4"); /* what is there gives way only to Enter */
    help_expect_stored(id, F_DOCUMENT_state, 1, "verified");
    help_keys("Esc Up Right");
    help_type("n");
    help_expect_stored(id, F_DOCUMENT_seen_original, 0, "yes");
    help_keys("Esc Backspace");
    help_expect("Emptied; ^Z brings it back");
    help_expect_stored(id, F_DOCUMENT_seen_original, 0, NULL);
    help_keys("^Z Home Down");
    help_expect_stored(id, F_DOCUMENT_seen_original, 0, "yes");
    help_keys("Down Down");
    help_type("4");
    help_expect("Why can the case do without it?");
    help_keys("Esc");
    help_keys("M-w");
    help_type("派出所已核对");
    help_keys("Enter");
    help_expect_stored(id, F_DOCUMENT_state, 2, "waived");
    help_expect_stored(id, F_DOCUMENT_note, 2, "派出所已核对");
    help_keys("Ins");
    help_type("D26");
    help_keys("Enter");
    help_expect_stored(id, F_DOCUMENT_code, 3, "D26");
    help_expect("> D26");
    help_keys("F4");
    help_expect("Name on it");
    help_keys("Esc Esc");
    help_keys("F8");
    help_expect("Row deleted; ^Z brings it back");
    ck_assert_uint_eq(help_stored_rows(id, REC_DOCUMENT), 3);
    /* It comes back with all it had, and the cursor is on it. */
    help_keys("M-1 ^Z");
    help_expect("Taken back: Documents 4: ");
    help_expect("> D26");
    ck_assert_uint_eq(help_stored_rows(id, REC_DOCUMENT), 4);
    help_keys("F8");
}
END_TEST

/* ---- findings, submission, review ---- */

START_TEST(test_submit_shows_what_is_missing)
{
    start_new();
    help_keys("F9");
    help_expect("[0Findings");
    help_expect("Not submitted");
    expect_status("draft");
    help_keys("Enter");
    help_expect("> Platform *");
    /* A disclosure item without a row is found by its line. */
    help_keys("M-0 End Enter");
}
END_TEST

START_TEST(test_finding_goes_to_its_item)
{
    id = help_import("leukaemia-child");
    CaseFile *file;
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    ck_done(app_case_set(help_session, file, F_DISCLOSURE_answer, 3, "", &help_err));
    case_free(file);
    help_open_case(id);
    help_keys("M-0");
    help_expect("financial assets");
    help_keys("Down Enter"); /* after what so high a target asks for */
    help_expect("> financial assets        y n u");
}
END_TEST

/* Out of the row that a finding opened whole, the cursor is on that row, as after "e": what is
 * deleted then is what was looked at. */
START_TEST(test_finding_comes_back_to_its_row)
{
    static const char *const ways[] = {"Esc Esc", "Tab Tab Tab Tab Tab Tab Esc Esc"};
    for (size_t i = 0; i < COUNT_OF(ways); i++) {
        id = help_import("leukaemia-child");
        stage_push(help_stage, case_screen_at(help_stage, id, F_PLAN_hospital, 2));
        help_expect("Plan  3 / 3");
        help_keys(ways[i]);
        help_expect(" > 备用");
        help_keys("F8");
        help_expect("Row deleted; ^Z brings it back");
        ck_assert_uint_eq(help_stored_rows(id, REC_PLAN), 2);
        help_expect_stored(id, F_PLAN_phase, 1, "强化治疗");
    }
}
END_TEST

/* Who may not write can still read everything, to the last line of a long text. */
START_TEST(test_reading_without_writing)
{
    id = help_import("leukaemia-child");
    CaseFile *file;
    Buf story = BUF_INIT;
    for (int i = 1; i <= 60; i++)
        buf_addf(&story, "第 %d 段：小禾的故事。\n", i);
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    ck_done(app_case_set(help_session, file, F_STATEMENT_story, 0, story.data, &help_err));
    case_free(file);
    buf_free(&story);
    help_open_case(id);
    help_keys("F9 M-9");
    expect_status("submitted");
    help_keys("Enter");
    help_expect("withdraw a submitted one first");
    help_keys("Home Down");
    help_expect("> Story");
    help_expect_not("第 60 段");
    for (int i = 0; i < 60 && !help_shows("第 60 段"); i++) {
        help_keys("Down");
        help_aligned("reading");
    }
    help_expect("第 60 段");
    for (int i = 0; i < 60 && !help_shows("> Mask photos"); i++)
        help_keys("Down");
    help_expect("> Mask photos");
    help_type("2"); /* nothing is typed, and nothing else happens */
    help_expect("withdraw a submitted one first");
    help_expect("> Mask photos");
    help_keys("M-2 Down");
    help_expect("> 52 mother");
}
END_TEST

/* ---- how it looks ---- */

static void every_tab(const char *lang)
{
    static const int sizes[][2] = {{24, 80}, {43, 132}, {16, 60}, {100, 300}};
    for (size_t s = 0; s < COUNT_OF(sizes); s++) {
        help_screen_size(sizes[s][0], sizes[s][1]);
        for (int tab = 0; tab < TABS; tab++) {
            help_keys(tab_def(tab)->keys);
            help_aligned(lang);
            /* In the last field too, where there is one. */
            if (!tab_def(tab)->n || tab == tab_of(REC_DOCUMENT))
                continue;
            for (int i = 0; i < 20; i++)
                help_keys("Down");
            help_aligned(lang);
            help_keys("Esc");
            help_aligned(lang);
            help_keys("Left j");
        }
    }
}

/* The labels are shorter than the count under them. */
START_TEST(test_prose_count_is_whole)
{
    const char *top = getenv("top_builddir");
    char *folder = path_join(top ? top : ".", "share/locale");
    i18n_start("zh_CN", folder);
    start_new();
    help_keys("M-9 Tab");
    Buf text = BUF_INIT;
    for (int i = 0; i < 540; i++)
        buf_add(&text, "第");
    help_paste(text.data);
    help_expect("  540/10000 ");
    buf_free(&text);
    i18n_start("en", folder);
    free(folder);
}
END_TEST

START_TEST(test_every_tab_is_aligned)
{
    static const char *const langs[] = {"en", "zh_CN"};
    const char *top = getenv("top_builddir");
    char *folder = path_join(top ? top : ".", "share/locale");
    for (size_t i = 0; i < COUNT_OF(langs); i++) {
        i18n_start(langs[i], folder);
        id = help_import("leukaemia-child");
        CaseFile *file;
        ck_done(app_case_open_id(help_session, id, &file, &help_err));
        ck_done(app_case_set(help_session, file, F_PATIENT_name, 0,
                             "买买提·吐尔逊𠮷Pneumonoultramicroscopicsilicovolcanoconio",
                             &help_err));
        ck_done(app_case_set(help_session, file, F_MEMBER_name, 0, "é王́小", &help_err));
        ck_done(app_case_set(help_session, file, F_PLAN_item, 0, "", &help_err));
        case_free(file);
        help_open_case(id);
        help_keys("Esc");
        every_tab(langs[i]);
        help_sign_in("lin");
        start_new();
        help_keys("Esc");
        every_tab(langs[i]);
        help_sign_in("lin");
    }
    i18n_start("en", folder);
    free(folder);
}
END_TEST

START_TEST(test_rows_of_the_first_tab)
{
    id = help_import("leukaemia-child");
    help_open_case(id);
    ck_assert_str_eq(help_row(4), "> Name *                罗小禾");
    ck_assert_str_eq(
        help_row(6),
        "  Certificate number *  990000 20190314 001 3         → 2019-03-14 male 7");
    /* A finding stands under the field that it is about. */
    ck_assert_ptr_nonnull(strstr(help_row(7), "! Patient, Certificate number: the region"));
    ck_assert_str_eq(help_row(9), "  Sex *                 1 male");
    ck_assert_str_eq(help_row(11), "  Phone");
    help_keys("M-2");
    ck_assert_str_eq(help_row(5),
                     " > 51 father    罗建国         1988-07-02 健康       建筑小工"
                     "            42,000");
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_form_stores_what_is_left,
                                  test_form_every_way_out_stores,
                                  test_form_refused_value_keeps_the_person,
                                  test_form_remark_stands_under_its_field,
                                  test_form_yes_no_by_one_key,
                                  test_form_prose,
                                  test_prose_wraps_and_keeps_the_column,
                                  test_form_undo,
                                  test_undo_goes_where_it_was,
                                  test_long_values_show_their_cut,
                                  test_redo_in_the_field,
                                  test_form_conflict_shows_both,
                                  test_form_conflict_keep_mine,
                                  test_disclosure_by_one_key_each,
                                  test_grid_rows_are_made_by_typing,
                                  test_grid_rows_move_copy_and_go,
                                  test_grid_row_begins_at_its_first_cell,
                                  test_plan_shows_gap_and_bars,
                                  test_grid_too_narrow_for_a_column,
                                  test_documents_are_cells,
                                  test_submit_shows_what_is_missing,
                                  test_finding_goes_to_its_item,
                                  test_finding_comes_back_to_its_row,
                                  test_reading_without_writing,
                                  test_prose_count_is_whole,
                                  test_every_tab_is_aligned,
                                  test_rows_of_the_first_tab,
                                  NULL};
    return suite_run("case", tests, help_screen_start, help_screen_stop);
}
