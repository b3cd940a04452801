/* Payment requests: which tranches are asked for, once, and what stands in the way. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/case.h"
#include "app/edit.h"
#include "app/life.h"
#include "tests/support/app_help.h"
#include "tests/support/suite.h"

#define TEMPLATE "payment-qingsongchou"

static const char *no;

static bool set(Session *session, const char *path)
{
    CaseFile *file;
    char *typed[] = {(char *)path};
    ck_done(app_case_open(session, no, &file, &help_err));
    bool done = app_case_set_paths(session, file, typed, 1, &help_err);
    case_free(file);
    return done;
}

static bool ask(const char *name, BatchRow *row)
{
    char *path = help_path(name);
    const ExportWish wish = {.template_ = TEMPLATE, .numbers = &no, .n = 1};
    bool done = app_export(zhou, &wish, path, false, NULL, arena, row, NULL, &help_err);
    free(path);
    return done;
}

static const char *why_not(void)
{
    ExportPlan plan;
    const ExportWish wish = {.template_ = TEMPLATE, .numbers = &no, .n = 1};
    ck_done(app_export_plan(zhou, &wish, arena, &plan, &help_err));
    ck_assert_int_eq(plan.n, 1);
    return plan.cases[0].reason ? plan.cases[0].reason : "";
}

static void expect_why(const char *part)
{
    const char *why = why_not();
    ck_assert_msg(strstr(why, part), "%s, not %s", why, part);
}

/* A case that was sent, with one tranche of 100 yuan. */
static void sent_case(void)
{
    static const char *const cut[] = {"tranche[+].seq=1", "tranche[+].amount_fen=100"};
    BatchRow row;
    CaseFile *file;
    no = help_whole_case(lin, 1);
    ck_done(app_case_open(lin, no, &file, &help_err));
    while (case_rows(file, REC_TRANCHE))
        ck_done(app_case_remove_row(lin, file, REC_TRANCHE, 0, &help_err));
    ck_done(app_case_set_paths(lin, file, (char *const *)cut, COUNT_OF(cut), &help_err));
    case_free(file);
    help_move(lin, no, VERB_SUBMIT);
    help_move(zhou, no, VERB_APPROVE);
    char *path = help_path("launch.xlsx");
    ck_done(help_export(zhou, NULL, 0, path, false, NULL, &row));
    free(path);
}

START_TEST(test_payment_is_requested_once)
{
    BatchRow row;
    CaseFile *file;
    sent_case();
    ck_assert_str_eq(why_not(), "");
    ck_done(ask("first.xlsx", &row));
    ck_done(app_case_open(lin, no, &file, &help_err));
    ck_assert_str_eq(case_get(file, F_TRANCHE_state, 0), "requested");
    ck_assert_str_eq(case_get(file, F_TRANCHE_requested_on, 0), "2026-11-21");
    ck_assert_str_eq(case_head_of(file)->status, "exported");
    case_free(file);
    expect_why("requested already");
    ck_assert(!ask("second.xlsx", &row));
    ck_done(set(lin, "tranche[1].state=refused"));
    expect_why("no tranche that is planned");
    ck_done(set(lin, "tranche[1].state=planned"));
    ck_done(ask("second.xlsx", &row));
    ck_assert_str_eq(row.no, "T1-B0003");
}
END_TEST

/* While the file is written: raised by another program. */
static bool stop_meanwhile(void *ctx, size_t done, size_t total)
{
    bool *stopped = ctx;
    (void)done;
    (void)total;
    if (!*stopped) {
        CaseFile *file;
        *stopped = true;
        ck_done(app_case_open(lin, no, &file, &help_err));
        ck_done(app_case_stop(lin, &file, STOP_FRAUD, "票据对不上", &help_err));
        case_free(file);
    }
    return true;
}

START_TEST(test_payment_meets_a_stop)
{
    BatchRow row;
    bool stopped = false;
    Progress progress = {.step = stop_meanwhile, .ctx = &stopped};
    const ExportWish wish = {.template_ = TEMPLATE, .numbers = &no, .n = 1};
    sent_case();
    char *path = help_path("payment.xlsx");
    ck_assert(!app_export(zhou, &wish, path, false, &progress, arena, &row, NULL, &help_err));
    ck_assert(stopped);
    ck_assert(help_is_err(ERR_REFUSED, "The case is stopped since"));
    ck_assert_int_eq(help_raw_int(help_store_file, "SELECT count(*) FROM batch"), 1);
    free(path);
}
END_TEST

START_TEST(test_payment_waits_for_an_amendment)
{
    sent_case();
    help_move(lin, no, VERB_AMEND);
    expect_why("being amended");
}
END_TEST

START_TEST(test_payment_goes_to_whom_it_names)
{
    CaseFile *file;
    sent_case();
    ck_done(app_case_open(lin, no, &file, &help_err));
    bool hospital = case_is(file, F_PAYEE_kind, 0, "hospital");
    bool patient = case_is(file, F_PAYEE_kind, 0, "patient");
    case_free(file);
    ck_done(set(zhou, hospital ? "tranche[1].payee=person" : "tranche[1].payee=hospital"));
    expect_why("the account is that of");
    ck_done(set(zhou, hospital  ? "tranche[1].payee=hospital"
                      : patient ? "tranche[1].payee=patient"
                                : "tranche[1].payee=person"));
    ck_assert_str_eq(why_not(), "");
}
END_TEST

static void expect_state(size_t row, const char *want)
{
    CaseFile *file;
    ck_done(app_case_open(lin, no, &file, &help_err));
    const char *state = case_get(file, F_TRANCHE_state, row);
    ck_assert_str_eq(state ? state : "planned", want);
    case_free(file);
}

/* Within what the platform holds, less what others of its tranches have asked for. */
START_TEST(test_payment_asks_for_no_more_than_is_left)
{
    static const char *const second[] = {"tranche[+].seq=2", "tranche[+].amount_fen=50"};
    sent_case();
    ck_done(set(lin, "funding.raised_fen=99.99"));
    expect_why("It asks for 100.00 yuan of 99.99 yuan that are left");
    ck_done(set(lin, "funding.raised_fen=149"));
    ck_done(set(lin, "tranche[1].state=approved"));
    for (size_t i = 0; i < COUNT_OF(second); i++)
        ck_done(set(zhou, second[i]));
    expect_why("It asks for 50.00 yuan of 49.00 yuan that are left");
}
END_TEST

/* One is asked for, the other waits; the file and what the batch keeps have the one alone. */
START_TEST(test_payment_of_the_tranche_that_is_chosen)
{
    static const char *const second[] = {"tranche[+].seq=2", "tranche[+].amount_fen=50"};
    ExportWish wish = {.template_ = TEMPLATE, .tranche = 3};
    ExportPlan plan;
    BatchRow row, again;
    CaseFile *file;
    sent_case();
    ck_done(app_case_open(zhou, no, &file, &help_err));
    ck_done(app_case_set_paths(zhou, file, (char *const *)second, COUNT_OF(second), &help_err));
    case_free(file);
    ck_done(app_export_plan(zhou, &wish, arena, &plan, &help_err));
    ck_assert_uint_eq(plan.n, 0);
    wish.numbers = &no;
    wish.n = 1;
    ck_done(app_export_plan(zhou, &wish, arena, &plan, &help_err));
    ck_assert_str_eq(plan.cases[0].reason, "It has no tranche 3 that is planned");
    wish.tranche = 2;
    char *path = help_path("b.xlsx"), *copy = help_path("c.xlsx");
    ck_done(app_export(zhou, &wish, path, false, NULL, arena, &row, NULL, &help_err));
    ck_assert_int_eq(row.asked, 1);
    expect_state(0, "planned");
    expect_state(1, "requested");
    ck_done(app_export_again(zhou, row.no, copy, false, NULL, arena, &again, &help_err));
    ck_assert_str_eq(row.sha256, again.sha256);
    ck_assert_int_eq(
        help_raw_int(help_store_file,
                     "SELECT json_array_length(content, '$.tranche') FROM batch_case"
                     " WHERE batch_id = 2"),
        1);
    wish.tranche = 0;
    free(path);
    path = help_path("d.xlsx");
    ck_done(app_export(zhou, &wish, path, false, NULL, arena, &row, NULL, &help_err));
    expect_state(0, "requested");
    wish.template_ = "neutral";
    wish.tranche = 1;
    ck_assert(!app_export_plan(zhou, &wish, arena, &plan, &help_err));
    ck_assert(help_is_err(ERR_INPUT, "asks for no money"));
    free(path);
    free(copy);
}
END_TEST

START_TEST(test_payment_of_nothing_says_why)
{
    ExportPlan plan;
    const ExportWish wish = {.template_ = TEMPLATE};
    ck_done(app_export_plan(zhou, &wish, arena, &plan, &help_err));
    ck_assert_int_eq(plan.n, 0);
    ck_assert(strstr(app_export_nothing(&plan), "tranche"));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("payment");
    TCase *tcase = tcase_create("payment");
    tcase_add_checked_fixture(tcase, help_app_start, help_app_stop);
    tcase_add_test(tcase, test_payment_is_requested_once);
    tcase_add_test(tcase, test_payment_meets_a_stop);
    tcase_add_test(tcase, test_payment_waits_for_an_amendment);
    tcase_add_test(tcase, test_payment_goes_to_whom_it_names);
    tcase_add_test(tcase, test_payment_asks_for_no_more_than_is_left);
    tcase_add_test(tcase, test_payment_of_the_tranche_that_is_chosen);
    tcase_add_test(tcase, test_payment_of_nothing_says_why);
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}
