/* What the program proposes: shown with a sign where nothing is stored, taken by Enter, left by
 * Tab, gone where something is typed; never a value by itself. */
#include "config.h"

#include <stdlib.h>

#include "app/case.h"
#include "app/edit.h"
#include "app/session.h"
#include "base/attr.h"
#include "base/mem.h"
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

static void put(FieldId field, size_t row, const char *typed)
{
    CaseFile *file;
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    ck_done(app_case_set(help_session, file, field, row, typed, &help_err));
    case_free(file);
}

static void add(const char *what)
{
    CaseFile *file;
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    char *path = xstrdup(what);
    ck_done(app_case_set_paths(help_session, file, &path, 1, &help_err));
    free(path);
    case_free(file);
}

/* 13 for western medicine, an amount and what was insured of it; the focus is on the own share.
 */
static void type_expense(const char *amount, const char *insured)
{
    help_keys("M-5 Tab Tab");
    help_type("13");
    help_type(amount);
    help_keys("Enter");
    help_type(insured);
    help_keys("Enter");
}

START_TEST(test_offers_own_share_is_taken_by_enter)
{
    start_new();
    type_expense("1200", "200.50");
    help_expect("=999.50");
    help_expect("Proposed: 999.50 yuan (amount less insurance). Enter takes it");
    help_expect_stored(id, F_EXPENSE_self_fen, 0, NULL); /* as long as nobody took it */
    help_keys("Enter");
    help_expect_stored(id, F_EXPENSE_self_fen, 0, "99950");
    help_expect("> Unpaid");
    help_keys("Esc ^Z"); /* taken back like what was typed */
    help_expect_stored(id, F_EXPENSE_self_fen, 0, NULL);
    help_expect("=999.50");
}
END_TEST

START_TEST(test_offers_tab_leaves_it_and_typing_beats_it)
{
    start_new();
    type_expense("1200", "200");
    help_keys("Tab");
    help_expect_stored(id, F_EXPENSE_self_fen, 0, NULL);
    help_keys("Esc");
    help_expect("=1,000");
    put(F_EXPENSE_insured_fen, 0, "300"); /* it follows what it is worked out from */
    help_keys("Esc");
    help_open_case(id);
    help_keys("M-5");
    help_expect("=900");
    help_keys("Tab Tab Tab Tab Tab");
    help_expect("Proposed: 900.00 yuan");
    help_type("7");
    help_expect_not("Proposed");
    help_keys("Enter");
    help_expect_stored(id, F_EXPENSE_self_fen, 0, "700");
    help_expect_not("=900");
    put(F_EXPENSE_self_fen, 0, "");
    put(F_EXPENSE_insured_fen, 0, "1300"); /* more than the amount: nothing to propose */
    help_open_case(id);
    help_keys("M-5");
    help_expect_not("=");
}
END_TEST

/* An own share that was worked out goes with the amount, in one change; one that a bill says
 * otherwise stays, and the finding is at it. */
START_TEST(test_offers_own_share_follows_its_amount)
{
    start_new();
    type_expense("112000", "52000");
    help_keys("Enter");
    help_expect_stored(id, F_EXPENSE_self_fen, 0, "6000000");
    put(F_EXPENSE_amount_fen, 0, "100000");
    help_expect_stored(id, F_EXPENSE_self_fen, 0, "4800000");
    put(F_EXPENSE_insured_fen, 0, "60000");
    help_expect_stored(id, F_EXPENSE_self_fen, 0, "4000000");
    help_open_case(id);
    help_keys("M-5 Esc ^Z");
    help_expect_stored(id, F_EXPENSE_insured_fen, 0, "5200000");
    help_expect_stored(id, F_EXPENSE_self_fen, 0, "4800000");
    put(F_EXPENSE_amount_fen, 0, "50000"); /* less than the insurance paid: nothing to say */
    help_expect_stored(id, F_EXPENSE_self_fen, 0, "4800000");
    put(F_EXPENSE_amount_fen, 0, "100000");
    put(F_EXPENSE_self_fen, 0, "30000");
    put(F_EXPENSE_amount_fen, 0, "90000");
    help_expect_stored(id, F_EXPENSE_self_fen, 0, "3000000");
    help_open_case(id);
    help_keys("M-5 Tab Tab Tab");
    help_expect("do not make 90,000");
}
END_TEST

START_TEST(test_offers_capacity_by_the_age)
{
    static const struct {
        const char *born, *capacity;
    } ages[] = {{"2020-01-01", "none"}, {"2010-01-01", "limited"}, {"1980-05-06", "full"}};
    start_new();
    for (size_t i = 0; i < COUNT_OF(ages); i++) {
        put(F_PATIENT_born_on, 0, ages[i].born);
        put(F_PATIENT_capacity, 0, "");
        stage_push(help_stage, case_screen_at(help_stage, id, F_PATIENT_capacity, 0));
        help_expect("> Legal capacity        =");
        help_expect("(by the age)");
        help_keys("Enter");
        help_expect_stored(id, F_PATIENT_capacity, 0, ages[i].capacity);
        help_expect("> Home region");
    }
}
END_TEST

START_TEST(test_offers_edition_and_signer_of_a_consent)
{
    start_new();
    put(F_PATIENT_name, 0, "王试一");
    put(F_PATIENT_born_on, 0, "1980-05-06");
    help_keys("M-8");
    help_expect(
        "! Consent A (processing at intake) is missing"); /* over the list, not in a row */
    help_type("A");
    help_expect("=2026-01");
    help_pause(STAGE_WENT_ON_MS);
    help_keys("Enter");
    help_expect_stored(id, F_CONSENT_version, 0, "2026-01");
    help_expect("Proposed: 王试一");
    help_keys("Enter");
    help_expect_stored(id, F_CONSENT_signer, 0, "王试一");
    put(F_PATIENT_capacity, 0, "limited");
    put(F_CONSENT_signer, 0, "");
    stage_push(help_stage, case_screen_at(help_stage, id, F_CONSENT_signer, 0));
    help_expect_not("Proposed"); /* somebody else signs, and nobody is named */
}
END_TEST

/* For who cannot sign alone the guardian signs, and until one is named who acts for them; what
 * is known of that person comes along. */
START_TEST(test_offers_signer_for_a_child)
{
    start_new();
    put(F_PATIENT_name, 0, "罗小试");
    put(F_PATIENT_born_on, 0, "2020-01-01");
    put(F_INITIATOR_is_patient, 0, "no");
    put(F_INITIATOR_name, 0, "罗试一");
    put(F_INITIATOR_relation, 0, "51");
    add("consent[+].kind=A");
    stage_push(help_stage, case_screen_at(help_stage, id, F_CONSENT_signer, 0));
    help_expect("Proposed: 罗试一");
    help_keys("Enter");
    help_expect_stored(id, F_CONSENT_signer, 0, "罗试一");
    help_expect_stored(id, F_CONSENT_relation, 0, "51");
    help_keys("Esc ^Z"); /* both are one change */
    help_expect_stored(id, F_CONSENT_signer, 0, NULL);
    help_expect_stored(id, F_CONSENT_relation, 0, NULL);
    put(F_GUARDIAN_name, 0, "罗试二");
    put(F_GUARDIAN_relation, 0, "52");
    stage_push(help_stage, case_screen_at(help_stage, id, F_CONSENT_signer, 0));
    help_keys("Enter");
    help_expect_stored(id, F_CONSENT_signer, 0, "罗试二");
    help_expect_stored(id, F_CONSENT_relation, 0, "52");
}
END_TEST

START_TEST(test_offers_payee_who_is_the_patient)
{
    start_new();
    put(F_PATIENT_name, 0, "王试一");
    put(F_PATIENT_certificate, 0, "01");
    put(F_PATIENT_id_number, 0, "990000198005060017");
    put(F_PATIENT_phone, 0, "13900000021");
    put(F_PAYEE_kind, 0, "patient");
    stage_push(help_stage, case_screen_at(help_stage, id, F_PAYEE_name, 0));
    help_expect("Proposed: 王试一");
    help_keys("Enter");
    help_expect_stored(id, F_PAYEE_name, 0, "王试一");
    help_expect_stored(id, F_PAYEE_certificate, 0, "01");
    help_expect_stored(id, F_PAYEE_id_number, 0, "990000198005060017");
    help_expect_stored(id, F_PAYEE_phone, 0, "13900000021");
    help_expect_stored(id, F_PAYEE_relation, 0, NULL);
    put(F_PAYEE_kind, 0, "person");
    put(F_PAYEE_name, 0, "");
    stage_push(help_stage, case_screen_at(help_stage, id, F_PAYEE_name, 0));
    help_expect_not("Proposed");
}
END_TEST

START_TEST(test_offers_sums_of_the_family)
{
    start_new();
    CaseFile *file;
    char *rows[] = {"member[+].annual_income_fen=2w", "member[+].relation=12"};
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    ck_done(app_case_set_paths(help_session, file, rows, COUNT_OF(rows), &help_err));
    case_free(file);
    help_open_case(id);
    help_keys("M-3");
    help_type("y");
    help_expect("=20,000");
    help_expect("(the family members together)");
    help_pause(STAGE_WENT_ON_MS);
    help_keys("Enter");
    help_expect_stored(id, F_DISCLOSURE_amount_fen, 0, "2000000");
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_offers_own_share_is_taken_by_enter,
                                  test_offers_tab_leaves_it_and_typing_beats_it,
                                  test_offers_capacity_by_the_age,
                                  test_offers_edition_and_signer_of_a_consent,
                                  test_offers_signer_for_a_child,
                                  test_offers_payee_who_is_the_patient,
                                  test_offers_sums_of_the_family,
                                  test_offers_own_share_follows_its_amount,
                                  NULL};
    return suite_run("offers", tests, help_screen_start, help_screen_stop);
}
