/* On from field to field with few keys: what Enter passes over, the fields of a row that are no
 * cells, copies, what the case says already, codes that take themselves. */
#include "config.h"

#include "app/case.h"
#include "app/edit.h"
#include "app/session.h"
#include "base/attr.h"
#include "tests/support/screen_help.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "ui/case/case.h"
#include "ui/stage/stage.h"

static int64_t id;

static void start_new(void)
{
    id = help_new_case();
    help_open_case(id);
}

START_TEST(test_next_enter_passes_over_what_is_filled_in)
{
    start_new();
    help_keys("Tab Tab");
    help_type("990000201903140013");
    help_keys("Enter");
    help_expect("> Phone"); /* past sex and birth date */
    /* Tab goes to the next one whatever it has, and so does Enter where nothing was missing. */
    help_keys("S-Tab");
    help_expect("> Born on");
    help_keys("S-Tab Enter");
    help_expect("> Born on");
    help_keys("Tab");
    help_expect("> Phone");
    /* An empty field stays empty. */
    help_keys("Enter");
    help_expect("> Marital status");
    help_expect_stored(id, F_PATIENT_phone, 0, NULL);
}
END_TEST

START_TEST(test_next_fields_that_hold_nothing_here)
{
    start_new();
    help_keys("^N ^N ^N ^N ^N");
    help_expect("> Is the patient *");
    help_type("y");
    help_expect("> Name"); /* of the guardian */
    help_keys("S-Tab");
    help_expect("> Address");    /* they can still be filled in */
    help_expect("  Relation\n"); /* and bear no star */
    help_keys("S-Tab S-Tab S-Tab S-Tab S-Tab S-Tab");
    help_type("n");
    help_keys("Enter");
    help_expect("  Relation *\n");
}
END_TEST

START_TEST(test_next_code_typed_to_its_end)
{
    start_new();
    help_keys("Tab");
    help_type("0");
    help_expect("Find:");
    help_type("2");
    help_expect_stored(id, F_PATIENT_certificate, 0, "02");
    /* An Enter by habit does not skip the next field; a second one does. */
    help_keys("Enter");
    help_expect("> Certificate number");
    help_keys("Enter");
    help_expect("> Sex *");
    /* What comes in the same breath goes on to where the focus is then. */
    help_keys("S-Tab S-Tab");
    help_expect("> Certificate *");
    help_keys("Backspace");
    help_type("01990000201903140013");
    help_expect_stored(id, F_PATIENT_certificate, 0, "01");
    help_keys("Tab");
    help_expect_stored(id, F_PATIENT_id_number, 0, "990000201903140013");
    /* 1 may still become 13 or 16, and a word is never taken before its end is said. */
    help_keys("M-5 Tab Tab");
    help_type("1");
    help_expect("Find:");
    help_keys("Enter");
    help_expect_stored(id, F_EXPENSE_category, 0, "1");
    help_keys("M-2 Down");
    help_type("h");
    help_expect("Find:");
    help_keys("Esc");
}
END_TEST

/* The other keys that go on do so; what is missing there and was passed over is named. */
START_TEST(test_next_says_what_was_passed_over)
{
    static const char *const keys[] = {"Tab", "Down"};
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        start_new();
        help_keys("Tab");
        help_type("01");
        help_keys(keys[i]);
        help_expect("> Sex");
        help_expect("Passed over and empty: Patient: Certificate number");
        help_keys("M-3");
        help_type("n");
        help_keys(keys[i]);
        help_expect("Passed over and empty: house");
        help_pause(STAGE_WENT_ON_MS);
        help_keys(keys[i]);
        help_expect_not("Passed over");
        help_keys("Esc q");
    }
}
END_TEST

/* The one Enter by habit comes at once; who has looked at the screen means what stands there.
 */
START_TEST(test_next_enter_after_a_pause)
{
    start_new();
    help_keys("^N ^N ^N ^N ^N");
    help_expect("> Is the patient *");
    help_type("n");
    help_expect("> Name *");
    help_pause(STAGE_WENT_ON_MS - 1);
    help_keys("Enter");
    help_expect("> Name *");
    help_keys("S-Tab");
    help_keys("Backspace");
    help_type("n");
    help_pause(STAGE_WENT_ON_MS);
    help_keys("Enter");
    help_expect("> Certificate *");
}
END_TEST

/* Two Enters in a row would otherwise take the first paper for a proof. */
START_TEST(test_next_enter_leaves_an_optional_code_empty)
{
    char *paths[] = {(char[]){"money[+].kind=spent"}, (char[]){"money[+].amount_fen=100"}};
    CaseFile *file;
    id = help_import("leukaemia-child");
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    ck_done(app_case_set_paths(help_session, file, paths, COUNT_OF(paths), &help_err));
    case_free(file);
    stage_push(help_stage, case_screen_at(help_stage, id, F_MONEY_document, 0));
    help_expect("> Paper");
    help_keys("Enter");
    help_expect_not("Find:");
    help_expect("> To whom");
    help_keys("S-Tab F2");
    help_expect("Find:");
    help_keys("Esc");
    help_type("D1");
    help_expect("Find: D1");
    help_type("4");
    help_expect_stored(id, F_MONEY_document, 0, "D14");
}
END_TEST

/* A run of answers lands in the answers, whatever stands between them. */
START_TEST(test_next_answers_in_a_run)
{
    start_new();
    help_keys("M-3");
    help_type("n");
    help_keys("^N"); /* it went on by itself: at once, that is the gap that was meant */
    help_type("n");
    help_expect_stored(id, F_DISCLOSURE_answer, 1, "no");
    help_pause(STAGE_WENT_ON_MS);
    help_keys("^N"); /* who has looked passes the item over */
    help_type("y");
    help_expect("> financial assets");
    help_keys("Tab");
    help_type("定期存款");
    help_keys("Down");
    help_type("nn");
    help_expect_stored(id, F_DISCLOSURE_item, 3, "basic_insurance");
    help_expect_stored(id, F_DISCLOSURE_answer, 3, "no");
    help_expect_stored(id, F_DISCLOSURE_detail, 3, NULL);
    help_expect_stored(id, F_DISCLOSURE_answer, 4, "no");
}
END_TEST

START_TEST(test_next_rest_of_a_new_row)
{
    start_new();
    help_keys("M-5");
    help_type("11.1");
    help_keys("Enter");
    help_type("11.2");
    help_keys("Enter");
    help_type("13100");
    help_keys("Enter");
    help_type("8k");
    help_keys("Enter");
    help_expect_stored(id, F_EXPENSE_insured_fen, 0, "800000");
    help_keys("Enter"); /* nothing for the own share */
    help_expect("> Unpaid");
    help_keys("Tab");
    help_expect("> Invoice number");
    help_type("0260820014");
    help_keys("Enter");
    help_expect_stored(id, F_EXPENSE_invoice_no, 0, "0260820014");
    help_type("11.3");
    help_keys("Tab");
    ck_assert_uint_eq(help_stored_rows(id, REC_EXPENSE), 2);
    /* A row that was there before is walked through without that. */
    help_keys("Up S-Tab Enter Enter Enter Enter Enter Enter");
    help_expect_not("> Unpaid");
    /* Esc leads out of it, back into the grid. */
    help_keys("Ins");
    help_type("12.1");
    help_keys("Enter Enter Tab Enter Enter Enter");
    help_expect("> Unpaid");
    help_keys("Esc");
    help_expect("[5Expenses]");
    help_expect_not("Invoice number ");
}
END_TEST

/* Which invoice a row takes back is asked where its amount is below nothing, and there alone.
 */
START_TEST(test_next_rest_of_a_reversal)
{
    start_new();
    help_keys("M-5");
    help_type("11.1");
    help_keys("Enter");
    help_type("11.2");
    help_keys("Enter");
    help_type("13");
    help_type("－860");
    help_keys("Enter");
    help_expect_stored(id, F_EXPENSE_amount_fen, 0, "-86000");
    help_type("-400");
    help_keys("Enter Enter");
    help_expect("> Unpaid");
    help_type("-5");
    help_keys("Enter");
    help_expect("“-5” is negative");
    help_keys("^U Tab");
    help_expect("> Invoice number");
    help_type("0260820099");
    help_keys("Enter");
    help_expect("> Takes back invoice");
    help_type("0260820014");
    help_keys("Enter");
    help_expect_stored(id, F_EXPENSE_reverses, 0, "0260820014");
    help_keys("^Z");
    help_expect_stored(id, F_EXPENSE_reverses, 0, NULL);
    help_keys("^Y");
    help_expect_stored(id, F_EXPENSE_reverses, 0, "0260820014");
}
END_TEST

START_TEST(test_next_copy_while_typing)
{
    start_new();
    help_keys("M-8");
    help_keys("M-y");
    help_expect("There is no row above to copy");
    help_type("A");
    help_type("2026-01");
    help_keys("Enter");
    help_type("罗e\xcc\x81国");
    help_keys("Enter Down M-y");
    ck_assert_uint_eq(help_stored_rows(id, REC_CONSENT), 2);
    help_type("B");
    help_expect_stored(id, F_CONSENT_kind, 1, "B");
    help_expect_stored(id, F_CONSENT_signer, 1, "罗e\xcc\x81国");
    help_keys("Up M-y"); /* of a row that is there: under itself */
    help_expect_stored(id, F_CONSENT_kind, 1, "A");
    help_expect_stored(id, F_CONSENT_kind, 2, "B");
    help_keys("^Z");
    ck_assert_uint_eq(help_stored_rows(id, REC_CONSENT), 2);
}
END_TEST

START_TEST(test_next_what_the_case_says_already)
{
    start_new();
    help_keys("F2"); /* nobody yet */
    help_expect_not("Find:");
    help_type("罗小禾");
    help_keys("Tab ^N ^N ^N ^N");
    help_expect("> Is the patient *");
    help_type("n");
    help_type("罗建国𠮷");
    help_keys("Enter");
    help_type("0199000019880702005X");
    help_keys("Enter");
    help_type("13900000001");
    help_keys("Enter");
    help_type("51");
    help_expect("> Address");
    help_keys("Tab");
    help_expect("Guardian");
    help_keys("F2"); /* the only one it can be */
    help_expect_stored(id, F_GUARDIAN_name, 0, "罗建国𠮷");
    help_expect_stored(id, F_GUARDIAN_relation, 0, "51");
    help_expect_stored(id, F_GUARDIAN_id_number, 0, "99000019880702005X");
    help_expect_stored(id, F_GUARDIAN_phone, 0, "13900000001");
    help_expect("> Why this guardian");
    /* In the family it brings the birth date; one undo takes all of it. */
    help_keys("M-2 Tab F2");
    help_expect_stored(id, F_MEMBER_name, 0, "罗建国𠮷");
    help_expect_stored(id, F_MEMBER_relation, 0, "51");
    help_expect_stored(id, F_MEMBER_born_on, 0, "1988-07-02");
    help_keys("^Z");
    ck_assert_uint_eq(help_stored_rows(id, REC_MEMBER), 0);
    /* Several: a list, the likeliest first. What is typed is not overwritten. */
    help_keys("M-8 Tab Tab F2");
    help_expect("Find:");
    help_expect("> 罗建国𠮷");
    help_keys("Down Enter");
    help_expect_stored(id, F_CONSENT_signer, 0, "罗小禾");
}
END_TEST

START_TEST(test_next_pages_of_a_paper)
{
    start_new();
    help_keys("M-7 End");
    help_type("3");
    help_keys("Enter");
    help_expect_stored(id, F_DOCUMENT_pages, 0, "3");
    help_keys("S-Tab F2");
    help_expect("(now: 3)");
    help_type("many");
    help_keys("Enter");
    help_expect_stored(id, F_DOCUMENT_pages, 0, "3");
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_next_enter_passes_over_what_is_filled_in,
                                  test_next_fields_that_hold_nothing_here,
                                  test_next_code_typed_to_its_end,
                                  test_next_enter_after_a_pause,
                                  test_next_says_what_was_passed_over,
                                  test_next_enter_leaves_an_optional_code_empty,
                                  test_next_answers_in_a_run,
                                  test_next_rest_of_a_new_row,
                                  test_next_rest_of_a_reversal,
                                  test_next_copy_while_typing,
                                  test_next_what_the_case_says_already,
                                  test_next_pages_of_a_paper,
                                  NULL};
    return suite_run("next", tests, help_screen_start, help_screen_stop);
}
