/* Replies about payments: tranches move, the ledger gets its entries, and each of it once. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/batch.h"
#include "app/case.h"
#include "app/due.h"
#include "app/edit.h"
#include "app/life.h"
#include "app/receipt.h"
#include "tests/support/app_help.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"

#define LAUNCH "T1-B0001"
#define BATCH  "T1-B0002"
#define HEAD   "案例编号,审核结果,期次,打款金额,打款日期,打款流水号,平台编号\n"

static const char *no;

static void request(const char *platform)
{
    ExportWish wish = {.template_ = arena_printf(arena, "payment-%s", platform)};
    BatchRow row;
    char *path = help_path("b.xlsx");
    ck_done(app_export(zhou, &wish, path, false, NULL, arena, &row, NULL, &help_err));
    ck_assert_str_eq(row.no, BATCH);
    free(path);
}

/* A case that a platform has, with two tranches that are asked for, of 100 and of 50 yuan. */
static void request_case(void)
{
    static const char *const cut[][2] = {{"tranche[+].seq=1", "tranche[+].amount_fen=100"},
                                         {"tranche[+].seq=2", "tranche[+].amount_fen=50"}};
    static const char *const payees[] = {"tranche[1].payee=hospital",
                                         "tranche[2].payee=person"};
    BatchRow row;
    CaseFile *file;
    no = help_whole_case(lin, 1);
    ck_done(app_case_open(lin, no, &file, &help_err));
    while (case_rows(file, REC_TRANCHE))
        ck_done(app_case_remove_row(lin, file, REC_TRANCHE, 0, &help_err));
    for (size_t i = 0; i < COUNT_OF(cut); i++)
        ck_done(app_case_set_paths(lin, file, (char *const *)cut[i], 2, &help_err));
    case_free(file);
    help_move(lin, no, VERB_SUBMIT);
    help_move(zhou, no, VERB_APPROVE);
    char *path = help_path("a.xlsx");
    ck_done(help_export(zhou, NULL, 0, path, false, NULL, &row));
    free(path);
    request(row.platform);
    ck_done(app_case_open(zhou, no, &file, &help_err));
    ck_done(app_case_set_paths(zhou, file, (char *const *)payees, 2, &help_err));
    case_free(file);
}

static char *write_reply(const char *rows)
{
    Buf text = BUF_INIT;
    buf_add(&text, HEAD);
    for (const char *at = rows; *at; at++) {
        if (*at == '#')
            buf_add(&text, no);
        else
            buf_add_char(&text, *at);
    }
    char *path = temp_text(help_folder, "回执.csv", text.data);
    buf_free(&text);
    return path;
}

static bool look_at(const char *rows, ReceiptLook *look)
{
    char *path = write_reply(rows);
    bool done = app_receipt_look(zhou, BATCH, path, arena, look, &help_err);
    free(path);
    return done;
}

static bool take_of(const char *batch, const char *rows, const char *comment, ReceiptLook *look)
{
    char *path = write_reply(rows);
    bool done = app_receipt_take(zhou, batch, path, NULL, comment, arena, look, &help_err);
    free(path);
    return done;
}

static bool take(const char *rows, const char *comment, ReceiptLook *look)
{
    return take_of(BATCH, rows, comment, look);
}

static void expect(FieldId field, size_t row, const char *want)
{
    CaseFile *file;
    ck_done(app_case_open(lin, no, &file, &help_err));
    const char *value = case_get(file, field, row);
    ck_assert_msg(strcmp(value ? value : "", want) == 0, "%s: %s, not %s",
                  catalog_field(field)->key, value ? value : "", want);
    case_free(file);
}

static void expect_entries(int64_t want)
{
    ck_assert_int_eq(help_raw_int(help_store_file, "SELECT count(*) FROM money"), want);
}

START_TEST(test_reply_payments_move_tranches_and_money)
{
    ReceiptLook look;
    request_case();
    ck_done(take("#,通过,1,,2026-11-19,SQ-1\n#,审核中,2,,,\n", NULL, &look));
    expect(F_TRANCHE_state, 0, "approved");
    expect(F_TRANCHE_approved_on, 0, "2026-11-19");
    expect(F_TRANCHE_approval_no, 0, "SQ-1");
    expect_entries(0);
    ck_done(take("#,已打款,1,100.00,2026-11-20,LS-1\n#,驳回,2,,,\n", NULL, &look));
    ck_assert_uint_eq(look.counts[FATE_TAKEN], 2);
    expect(F_TRANCHE_state, 0, "paid");
    expect(F_TRANCHE_paid_fen, 0, "10000");
    expect(F_TRANCHE_state, 1, "refused");
    expect_entries(1);
    expect(F_MONEY_kind, 0, "paid_hospital");
    expect(F_MONEY_amount_fen, 0, "10000");
    expect(F_MONEY_on, 0, "2026-11-20");
    expect(F_MONEY_tranche, 0, "1");
    expect(F_MONEY_receipt_no, 0, "LS-1");
    /* The same again. */
    ck_done(take("#,已打款,1,100.00,2026-11-20,LS-1\n#,驳回,2,,,\n", NULL, &look));
    ck_assert(!look.written);
    ck_assert_uint_eq(look.counts[FATE_SAME], 2);
    expect_entries(1);
}
END_TEST

START_TEST(test_reply_contrary_payments_need_a_word)
{
    ReceiptLook look;
    request_case();
    ck_done(take("#,已打款,1,100,2026-11-20,LS-1\n", NULL, &look));
    ck_assert(!take("#,已打款,1,90,2026-11-20,LS-1\n", NULL, &look));
    ck_assert(help_is_err(ERR_REFUSED, "--comment"));
    ck_assert(!take("#,已打款,1,90,2026-11-20,LS-1\n", " \n", &look));
    expect(F_TRANCHE_paid_fen, 0, "10000");
    ck_done(take("#,已打款,1,90,2026-11-20,LS-1\n", "平台更正é", &look));
    expect(F_TRANCHE_paid_fen, 0, "9000");
    expect(F_MONEY_amount_fen, 0, "9000");
    expect_entries(1);
    ck_done(take("#,驳回,1,,,\n", "退票", &look));
    expect(F_TRANCHE_state, 0, "refused");
    expect(F_TRANCHE_paid_fen, 0, "");
    expect_entries(0);
}
END_TEST

START_TEST(test_reply_payments_that_fit_nowhere)
{
    ReceiptLook look;
    request_case();
    ck_done(take("#,已打款,3,100,,\n#,已打款,,100,,\n#,已打款,1,很多,,\n", NULL, &look));
    ck_assert_uint_eq(look.counts[FATE_TROUBLE], 3);
    ck_assert(!look.written);
    expect_entries(0);
}
END_TEST

/* What somebody entered by hand is not entered twice. */
START_TEST(test_reply_money_that_is_there_already)
{
    static const char *const paid[] = {"money[+].kind=paid_person", "money[+].on=2026-11-20",
                                       "money[+].amount_fen=50", "money[+].tranche=2"};
    ReceiptLook look;
    CaseFile *file;
    request_case();
    ck_done(app_case_open(lin, no, &file, &help_err));
    ck_done(app_case_set_paths(lin, file, (char *const *)paid, COUNT_OF(paid), &help_err));
    case_free(file);
    ck_done(take("#,已打款,2,,,LS-2\n", NULL, &look));
    expect(F_TRANCHE_paid_on, 1, "2026-11-20");
    expect(F_MONEY_on, 0, "2026-11-20");
    expect(F_TRANCHE_paid_fen, 1, "5000");
    expect_entries(1);
    expect(F_MONEY_receipt_no, 0, "LS-2");
}
END_TEST

/* An answer that is new says nothing of money that is known. */
START_TEST(test_reply_answer_leaves_known_money)
{
    ReceiptLook look;
    request_case();
    ck_done(take("#,已打款,1,100,2026-11-19,LS-1\n", NULL, &look));
    ck_done(take("#,通过,1,,2026-11-20,SQ-1,PT-9\n", NULL, &look));
    ck_assert_uint_eq(look.counts[FATE_TAKEN], 1);
    expect(F_TRANCHE_state, 0, "paid");
    expect(F_TRANCHE_paid_on, 0, "2026-11-19");
    expect(F_TRANCHE_approval_no, 0, "");
    ck_done(take("#,已打款,1,,,,PT-8\n", "平台更正", &look));
    ck_assert_uint_eq(look.counts[FATE_CONTRARY], 1);
    expect(F_TRANCHE_paid_on, 0, "2026-11-19");
    expect(F_MONEY_on, 0, "2026-11-19");
    ck_assert(!take("#,驳回,1,,,,PT-8\n", NULL, &look));
    expect(F_TRANCHE_state, 0, "paid");
    expect_entries(1);
}
END_TEST

/* What a row does not say stays as it is known. */
START_TEST(test_reply_unsaid_stays)
{
    ReceiptLook look;
    request_case();
    ck_done(take("#,通过,1,80,2026-11-18,SQ-1\n", NULL, &look));
    ck_done(take("#,已打款,1,90,2026-11-19,LS-1\n", NULL, &look));
    ck_done(take("#,已打款,1,70,,\n", "平台更正", &look));
    expect(F_TRANCHE_paid_fen, 0, "7000");
    expect(F_TRANCHE_paid_on, 0, "2026-11-19");
    expect(F_MONEY_on, 0, "2026-11-19");
    ck_done(take("#,已打款,1,,,LS-2\n", "平台更正", &look));
    expect(F_TRANCHE_paid_fen, 0, "7000");
    expect(F_TRANCHE_payment_no, 0, "LS-2");
    expect_entries(1);
    ck_done(take("#,驳回,1,,,\n", "退票", &look));
    expect(F_TRANCHE_state, 0, "refused");
    expect(F_TRANCHE_approved_on, 0, "");
    expect(F_TRANCHE_approved_fen, 0, "");
    expect(F_TRANCHE_approval_no, 0, "");
    expect(F_TRANCHE_paid_on, 0, "");
}
END_TEST

static void expect_why(const ReceiptLook *look, size_t line, const char *part)
{
    ck_assert_int_eq(look->lines[line].fate, FATE_TROUBLE);
    ck_assert_msg(strstr(look->lines[line].why, part) != NULL, "%s: %s", part,
                  look->lines[line].why);
}

START_TEST(test_reply_values_that_no_field_takes)
{
    ReceiptLook look;
    request_case();
    ck_done(take("#,已打款,1,100,2031-01-05,LS-1\n#,已打款,2,50,2026-11-20,\"LS\n2\"\n", NULL,
                 &look));
    expect_why(&look, 0, "E “打款日期”");
    expect_why(&look, 1, "F “打款流水号”");
    ck_assert(!look.written);
    ck_done(take("#,通过,1,,2026-11-20,0123456789012345678901234567890123456789"
                 "012345678901234567890123456789\n",
                 NULL, &look));
    expect_why(&look, 0, "60");
    expect(F_TRANCHE_state, 0, "requested");
    expect_entries(0);
}
END_TEST

static void end_case(bool archived)
{
    CaseFile *file;
    ck_done(app_case_open(zhou, no, &file, &help_err));
    ck_done(app_case_close(zhou, &file, "withdrawn", "不再继续", &help_err));
    if (archived)
        ck_done(app_case_stage(zhou, &file, LIFE_ARCHIVED, NULL, NULL, &help_err));
    case_free(file);
}

/* What "set" may not write, a reply may not either. */
START_TEST(test_reply_archived_case)
{
    ReceiptLook look;
    request_case();
    end_case(true);
    ck_done(look_at("#,已打款,1,100,2026-11-20,LS-1\n", &look));
    expect_why(&look, 0, "archived");
    ck_done(take("#,已打款,1,100,2026-11-20,LS-1\n", NULL, &look));
    expect_why(&look, 0, "archived");
    ck_assert(!look.written);
    expect_entries(0);
}
END_TEST

/* Nobody is asked to put a case right that is in the archive. */
START_TEST(test_reply_marks_no_archived_case)
{
    static const char marks[] = "SELECT count(*) FROM review WHERE verb = 'mark'";
    ReceiptLook look;
    request_case();
    end_case(true);
    ck_done(take_of("T1-B0001", "#,驳回,,,,\n", NULL, &look));
    ck_assert(look.written);
    ck_assert_int_eq(help_raw_int(help_store_file, marks), 0);
}
END_TEST

/* A supervisor enters what comes late. */
START_TEST(test_reply_closed_case)
{
    ReceiptLook look;
    request_case();
    end_case(false);
    ck_done(take("#,已打款,1,100,2026-11-20,LS-1\n", NULL, &look));
    expect(F_TRANCHE_state, 0, "paid");
}
END_TEST

START_TEST(test_reply_closed_batch)
{
    ReceiptLook look;
    request_case();
    ck_done(take("#,通过,1,100,2026-11-19,SQ-1\n", NULL, &look));
    ck_done(app_batch_close(zhou, BATCH, &help_err));
    ck_assert(!look_at("#,已打款,1,100,2026-11-20,LS-1\n", &look));
    ck_assert(help_is_err(ERR_REFUSED, "is closed; open it again first"));
    ck_assert(!take("#,已打款,1,100,2026-11-20,LS-1\n", NULL, &look));
    ck_assert(help_is_err(ERR_REFUSED, "is closed; open it again first"));
    expect(F_TRANCHE_state, 0, "approved");
}
END_TEST

/* Two payments are not one that is told twice; without a number it is the only tranche that is
 * meant. */
START_TEST(test_reply_two_payments_of_a_tranche)
{
    ReceiptLook look;
    CaseFile *file;
    request_case();
    ck_done(
        take("#,已打款,1,50,2026-11-19,LS-1\n#,已打款,1,50,2026-11-20,LS-1\n", NULL, &look));
    ck_assert_uint_eq(look.counts[FATE_DOUBLE], 2);
    ck_assert(!look.written);
    ck_done(
        take("#,已打款,1,50,2026-11-19,LS-1\n#,已打款,1,50,2026-11-19,LS-2\n", NULL, &look));
    ck_assert(!look.written);
    ck_done(app_case_open(zhou, no, &file, &help_err));
    ck_done(app_case_remove_row(zhou, file, REC_TRANCHE, 1, &help_err));
    case_free(file);
    ck_done(take("#,已打款,,50,2026-11-19,LS-1\n#,通过,1,50,2026-11-19,LS-1\n", NULL, &look));
    ck_assert_uint_eq(look.counts[FATE_DOUBLE], 2);
    ck_done(take("#,已打款,,50,2026-11-19,LS-1\n#,已打款,1,50,2026-11-19,LS-1\n", NULL, &look));
    ck_assert_uint_eq(look.counts[FATE_DOUBLE], 1);
    ck_assert_uint_eq(look.counts[FATE_TAKEN], 1);
    expect_entries(1);
}
END_TEST

static int64_t waits(DueKind kind)
{
    DueLine *lines;
    size_t n, at = 0;
    ck_done(app_due(lin, arena, &lines, &n, &help_err));
    while (at < n && lines[at].kind != kind)
        at++;
    return at < n ? lines[at].count : 0;
}

static void expect_life(const char *want)
{
    Buf sql = BUF_INIT;
    buf_addf(&sql, "SELECT count(*) FROM case_file WHERE life = '%s'", want);
    ck_assert_msg(help_raw_int(help_store_file, sql.data) == 1, "not %s", want);
    buf_free(&sql);
}

static int64_t marks(void)
{
    return help_raw_int(help_store_file, "SELECT count(*) FROM review WHERE verb = 'mark'");
}

/* The platform answers about the application after money was asked for: that is still the last
 * word about the application. */
START_TEST(test_reply_comes_after_a_payment_was_requested)
{
    ReceiptLook look;
    request_case();
    ck_done(take_of(LAUNCH, "#,驳回,,,2026-11-20,\n", NULL, &look));
    expect_life("refused");
    ck_assert_int_eq(marks(), 1);
    ck_assert_int_eq(waits(DUE_REFUSED), 1);
    ck_assert_int_eq(waits(DUE_NO_PAYMENT), 0);
    ck_done(take_of(LAUNCH, "#,通过,,,2026-11-21,\n", "平台更正é", &look));
    expect_life("accepted");
    ck_assert_int_eq(waits(DUE_REFUSED), 0);
}
END_TEST

/* A payment that was refused is no refusal of the application. */
START_TEST(test_reply_refuses_a_payment)
{
    ReceiptLook look;
    CaseFile *file;
    request_case();
    ck_done(take_of(LAUNCH, "#,通过,,,2026-11-19,\n", NULL, &look));
    ck_done(take("#,驳回,1,,,\n", NULL, &look));
    expect_life("accepted");
    ck_assert_int_eq(waits(DUE_REFUSED), 0);
    ck_assert_int_eq(waits(DUE_NO_PAYMENT), 1);
    /* Planned anew it waits no longer. */
    ck_done(app_case_open(zhou, no, &file, &help_err));
    ck_done(app_case_set(zhou, file, F_TRANCHE_state, 0, "planned", &help_err));
    case_free(file);
    ck_assert_int_eq(waits(DUE_NO_PAYMENT), 0);
}
END_TEST

static void expect_batch(BatchState state, int64_t accepted, int64_t refused)
{
    BatchRow row;
    ck_done(app_batch_find(zhou, BATCH, arena, &row, &help_err));
    ck_assert_int_eq(row.asked, 2);
    ck_assert_int_eq(row.accepted, accepted);
    ck_assert_int_eq(row.refused, refused);
    ck_assert_str_eq(app_batch_state_word(row.state), app_batch_state_word(state));
    ck_assert((app_batch_silent(zhou, &row) < 0) == (state == BATCH_ANSWERED));
}

/* Two tranches were asked for: one answer is half of it, and the other no contradiction. */
START_TEST(test_reply_answers_each_tranche)
{
    ReceiptLook look;
    request_case();
    ck_done(look_at("#,驳回,2,,,,\n", &look));
    ck_assert_uint_eq(look.refused, 1);
    ck_assert_uint_eq(look.n_missing, 1);
    ck_assert_int_eq(look.missing[0].tranche, 1);
    ck_done(take("#,驳回,2,,,,\n", NULL, &look));
    expect_batch(BATCH_WRITTEN, 0, 1);
    ck_done(take("#,通过,1,90,,,\n", NULL, &look));
    ck_assert_uint_eq(look.counts[FATE_CONTRARY], 0);
    ck_assert_uint_eq(look.accepted, 1);
    ck_assert_uint_eq(look.n_missing, 0);
    expect_batch(BATCH_ANSWERED, 1, 1);
    ck_done(take("#,已打款,1,90,2026-11-20,LS-1\n", NULL, &look));
    expect_batch(BATCH_ANSWERED, 1, 1);
    ck_done(take("#,驳回,1,,,,\n", "退票é", &look));
    expect_batch(BATCH_ANSWERED, 0, 2);
}
END_TEST

/* Asked for again, the tranche waits for another answer, and the first batch has its own. */
START_TEST(test_reply_tranche_is_asked_for_again)
{
    ReceiptLook look;
    CaseFile *file;
    BatchRow row;
    ExportWish wish = {.numbers = &no, .n = 1, .tranche = 1};
    request_case();
    ck_done(app_batch_find(zhou, BATCH, arena, &row, &help_err));
    wish.template_ = row.template_;
    ck_done(take("#,驳回,1,,,,\n", NULL, &look));
    ck_done(app_case_open(zhou, no, &file, &help_err));
    ck_done(app_case_set(zhou, file, F_TRANCHE_state, 0, "planned", &help_err));
    ck_done(app_case_set(zhou, file, F_TRANCHE_payee, 0, case_get(file, F_PAYEE_kind, 0),
                         &help_err));
    case_free(file);
    char *path = help_path("c.xlsx");
    ck_done(app_export(zhou, &wish, path, false, NULL, arena, &row, NULL, &help_err));
    free(path);
    ck_assert_int_eq(row.asked, 1);
    ck_done(take_of("T1-B0003", "#,已打款,,100,2026-11-21,LS-9\n", NULL, &look));
    expect(F_TRANCHE_state, 0, "paid");
    ck_done(take("#,通过,2,,,,\n", NULL, &look));
    expect_batch(BATCH_ANSWERED, 1, 1);
}
END_TEST

/* What a reply would move is shown before, and what it speaks against. */
START_TEST(test_reply_shows_the_money_first)
{
    static const char again[] = "#,已打款,1,90,2026-11-20,LS-1\n#,通过,2,,2026-11-19,\n";
    ReceiptLook look;
    Buf sum = BUF_INIT;
    request_case();
    ck_done(look_at(again, &look));
    ck_assert_str_eq(look.lines[0].moves, "tranche 1 paid 90.00 yuan 2026-11-20");
    ck_assert_str_eq(look.lines[1].moves, "tranche 2 approved 2026-11-19");
    ck_assert_uint_eq(look.paid, 1);
    app_receipt_sum(&look, &sum);
    ck_assert(strstr(sum.data, "accepted 2, refused 0") &&
              strstr(sum.data, "1 tranche paid: 90.00"));
    buf_free(&sum);
    ck_done(take("#,已打款,1,100,2026-11-20,LS-1\n", NULL, &look));
    ck_done(look_at(again, &look));
    ck_assert_int_eq(look.lines[0].fate, FATE_CONTRARY);
    ck_assert_str_eq(look.lines[0].why, "tranche 1 stands as: paid 100.00 2026-11-20 LS-1");
    ck_assert_str_eq(look.lines[0].moves, "tranche 1 paid 90.00 yuan 2026-11-20");
    /* A payment that is known moves nothing. */
    ck_done(look_at("#,已打款,1,100,2026-11-20,LS-1\n", &look));
    ck_assert(!look.lines[0].moves);
    ck_assert_uint_eq(look.paid, 0);
}
END_TEST

/* Of two that were asked for, one without a number is neither. */
START_TEST(test_reply_needs_the_number_where_two_were_asked_for)
{
    ReceiptLook look;
    request_case();
    ck_done(look_at("#,通过,,,,\n", &look));
    expect_why(&look, 0, "names no tranche");
    ck_assert(!look.written);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("reply");
    TCase *tcase = tcase_create("reply");
    tcase_add_checked_fixture(tcase, help_app_start, help_app_stop);
    tcase_add_test(tcase, test_reply_payments_move_tranches_and_money);
    tcase_add_test(tcase, test_reply_contrary_payments_need_a_word);
    tcase_add_test(tcase, test_reply_payments_that_fit_nowhere);
    tcase_add_test(tcase, test_reply_money_that_is_there_already);
    tcase_add_test(tcase, test_reply_answer_leaves_known_money);
    tcase_add_test(tcase, test_reply_unsaid_stays);
    tcase_add_test(tcase, test_reply_values_that_no_field_takes);
    tcase_add_test(tcase, test_reply_archived_case);
    tcase_add_test(tcase, test_reply_marks_no_archived_case);
    tcase_add_test(tcase, test_reply_closed_case);
    tcase_add_test(tcase, test_reply_closed_batch);
    tcase_add_test(tcase, test_reply_two_payments_of_a_tranche);
    tcase_add_test(tcase, test_reply_comes_after_a_payment_was_requested);
    tcase_add_test(tcase, test_reply_refuses_a_payment);
    tcase_add_test(tcase, test_reply_answers_each_tranche);
    tcase_add_test(tcase, test_reply_tranche_is_asked_for_again);
    tcase_add_test(tcase, test_reply_shows_the_money_first);
    tcase_add_test(tcase, test_reply_needs_the_number_where_two_were_asked_for);
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}
