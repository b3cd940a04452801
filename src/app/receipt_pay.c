/* Replies about payments: how far each tranche has come, and the entry of the ledger when money
 * was paid out. */
#include "config.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/receipt_inner.h"
#include "base/attr.h"
#include "base/i18n.h"

bool reply_says_money(const ReceiptRow *row)
{
    return row->says == SAYS_PAID || (row->says != SAYS_NOTHING && row->tranche > 0);
}

/* The row of the tranche that is meant; case_rows() for none. A case with one tranche needs no
 * number. */
static size_t tranche_row(const CaseFile *file, const ReceiptRow *row)
{
    size_t n = case_rows(file, REC_TRANCHE), at = 0;
    char seq[24];
    if (!row->tranche)
        return n == 1 ? 0 : n;
    snprintf(seq, sizeof(seq), "%" PRId64, row->tranche);
    while (at < n && !case_is(file, F_TRANCHE_seq, at, seq))
        at++;
    return at;
}

/* What the platform paid by this row: what it says, or what was agreed to. */
static Fen paid_sum(const CaseFile *file, size_t tranche, const ReceiptRow *row)
{
    if (row->amount >= 0)
        return row->amount;
    return case_get(file, F_TRANCHE_approved_fen, tranche)
               ? case_fen(file, F_TRANCHE_approved_fen, tranche)
               : case_fen(file, F_TRANCHE_amount_fen, tranche);
}

static bool other_sum(const CaseFile *file, FieldId field, size_t tranche, Fen told)
{
    return told >= 0 && case_get(file, field, tranche) &&
           case_fen(file, field, tranche) != told;
}

static bool other_payment(const CaseFile *file, size_t tranche, const ReceiptRow *row)
{
    char day[DAY_TEXT] = "";
    const char *on = case_get(file, F_TRANCHE_paid_on, tranche),
               *no = case_get(file, F_TRANCHE_payment_no, tranche),
               *told = row->texts[RECEIPT_PAYMENT_NO];
    if (row->has_on)
        day_format(row->on, day);
    return other_sum(file, F_TRANCHE_paid_fen, tranche, row->amount) ||
           (*day && on && strcmp(on, day) != 0) || (*told && no && strcmp(no, told) != 0);
}

static ReceiptFate weigh(const CaseFile *file, size_t tranche, const ReceiptRow *row)
{
    bool paid = case_is(file, F_TRANCHE_state, tranche, "paid"),
         approved = case_is(file, F_TRANCHE_state, tranche, "approved"),
         refused = case_is(file, F_TRANCHE_state, tranche, "refused");
    if (row->says == SAYS_REFUSED)
        return refused ? FATE_SAME : paid || approved ? FATE_CONTRARY : FATE_TAKEN;
    if (refused)
        return FATE_CONTRARY;
    if (row->says == SAYS_PAID)
        return !paid                               ? FATE_TAKEN
               : other_payment(file, tranche, row) ? FATE_CONTRARY
                                                   : FATE_SAME;
    if (paid || !approved)
        return paid ? FATE_SAME : FATE_TAKEN;
    return other_sum(file, F_TRANCHE_approved_fen, tranche, row->amount) ? FATE_CONTRARY
                                                                         : FATE_SAME;
}

void reply_weigh_money(const Reply *reply, const CaseFile *file, const ReceiptRow *row,
                       ReceiptLine *line)
{
    size_t tranche = tranche_row(file, row);
    if (tranche == case_rows(file, REC_TRANCHE)) {
        line->fate = FATE_TROUBLE;
        line->why = row->tranche ? arena_printf(reply->arena, _("the case has no tranche %lld"),
                                                (long long)row->tranche)
                                 : _("it is about a payment and names no tranche");
        return;
    }
    line->fate = weigh(file, tranche, row);
    if (line->fate == FATE_CONTRARY)
        line->why = arena_printf(
            reply->arena, _("tranche %lld stands otherwise: state, amount, day or number"),
            (long long)(row->tranche ? row->tranche : 1));
}

/* ---- writing ---- */

typedef struct Payment {
    Tx *tx;
    CaseFile *file;
    const ReceiptRow *row;
    size_t tranche;
    char on[DAY_TEXT], sum[24], seq[24];
} Payment;

static bool set(const Payment *payment, FieldId field, const char *value, Err *err)
{
    return !value || !*value ||
           case_set(payment->tx, payment->file, field, payment->tranche, value, err);
}

static bool is_payout(const CaseFile *file, size_t entry)
{
    return case_is(file, F_MONEY_kind, entry, "paid_hospital") ||
           case_is(file, F_MONEY_kind, entry, "paid_person");
}

/* The entry of the ledger of a payment of that sum for the tranche; case_rows() for none. */
static size_t find_entry(const Payment *payment, Fen sum)
{
    const CaseFile *file = payment->file;
    size_t at = 0, n = case_rows(file, REC_MONEY);
    while (at < n && !(is_payout(file, at) && case_fen(file, F_MONEY_amount_fen, at) == sum &&
                       case_is(file, F_MONEY_tranche, at, payment->seq)))
        at++;
    return at;
}

static const char *payout_kind(const Payment *payment)
{
    const CaseFile *file = payment->file;
    const char *payee = case_get(file, F_TRANCHE_payee, payment->tranche);
    if (!payee)
        payee = case_get(file, F_PAYEE_kind, 0);
    return payee && strcmp(payee, "hospital") == 0 ? "paid_hospital" : "paid_person";
}

static bool set_entry(const Payment *payment, size_t entry, Err *err)
{
    const char *no = payment->row->texts[RECEIPT_PAYMENT_NO];
    return case_set(payment->tx, payment->file, F_MONEY_on, entry, payment->on, err) &&
           case_set(payment->tx, payment->file, F_MONEY_amount_fen, entry, payment->sum, err) &&
           (!*no || case_set(payment->tx, payment->file, F_MONEY_receipt_no, entry, no, err));
}

/* What somebody entered already is not entered twice; a sum that is corrected is corrected in
 * its place. was: what the tranche was paid by before, -1 for nothing. */
static bool keep_entry(const Payment *payment, Fen was, Err *err)
{
    CaseFile *file = payment->file;
    size_t n = case_rows(file, REC_MONEY),
           entry = find_entry(payment, strtoll(payment->sum, NULL, 10));
    const char *name = case_get(file, F_PAYEE_name, 0);
    if (entry == n && was >= 0)
        entry = find_entry(payment, was);
    if (entry < n)
        return set_entry(payment, entry, err);
    return case_add_row(payment->tx, file, REC_MONEY, n, err) &&
           case_set(payment->tx, file, F_MONEY_kind, n, payout_kind(payment), err) &&
           case_set(payment->tx, file, F_MONEY_tranche, n, payment->seq, err) &&
           (!name || case_set(payment->tx, file, F_MONEY_payee, n, name, err)) &&
           set_entry(payment, n, err);
}

static bool set_paid(const Payment *payment, Err *err)
{
    const CaseFile *file = payment->file;
    Fen was = case_get(file, F_TRANCHE_paid_fen, payment->tranche)
                  ? case_fen(file, F_TRANCHE_paid_fen, payment->tranche)
                  : -1;
    return set(payment, F_TRANCHE_paid_on, payment->on, err) &&
           set(payment, F_TRANCHE_paid_fen, payment->sum, err) &&
           set(payment, F_TRANCHE_payment_no, payment->row->texts[RECEIPT_PAYMENT_NO], err) &&
           set(payment, F_TRANCHE_state, "paid", err) && keep_entry(payment, was, err);
}

static bool set_approved(const Payment *payment, Err *err)
{
    return set(payment, F_TRANCHE_approved_on, payment->on, err) &&
           set(payment, F_TRANCHE_approved_fen, payment->row->amount >= 0 ? payment->sum : NULL,
               err) &&
           set(payment, F_TRANCHE_approval_no, payment->row->texts[RECEIPT_PAYMENT_NO], err) &&
           set(payment, F_TRANCHE_state, "approved", err);
}

/* A payment that was told and did not come about: the ledger has it no longer. */
static bool set_refused(const Payment *payment, Err *err)
{
    static const FieldId paid[] = {F_TRANCHE_paid_on, F_TRANCHE_paid_fen, F_TRANCHE_payment_no};
    CaseFile *file = payment->file;
    size_t tranche = payment->tranche;
    bool was_paid = case_is(file, F_TRANCHE_state, tranche, "paid"), done = true;
    size_t entry = find_entry(payment, case_fen(file, F_TRANCHE_paid_fen, tranche));
    if (was_paid && entry < case_rows(file, REC_MONEY))
        done = case_remove_row(payment->tx, file, REC_MONEY, entry, err);
    for (size_t i = 0; done && was_paid && i < COUNT_OF(paid); i++)
        done = case_set(payment->tx, file, paid[i], tranche, NULL, err);
    return done && set(payment, F_TRANCHE_state, "refused", err);
}

bool reply_move_money(Tx *tx, const Reply *reply, CaseFile *file, const ReceiptRow *row,
                      Err *err)
{
    Payment payment = {.tx = tx, .file = file, .row = row, .tranche = tranche_row(file, row)};
    const char *seq = case_get(file, F_TRANCHE_seq, payment.tranche);
    day_format(row->has_on ? row->on : session_today(reply->session), payment.on);
    snprintf(payment.sum, sizeof(payment.sum), "%" PRId64,
             paid_sum(file, payment.tranche, row));
    snprintf(payment.seq, sizeof(payment.seq), "%s", seq ? seq : "1");
    if (row->says == SAYS_REFUSED)
        return set_refused(&payment, err);
    return row->says == SAYS_PAID ? set_paid(&payment, err) : set_approved(&payment, err);
}
