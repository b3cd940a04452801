/* Replies about payments: how far each tranche has come, and the entry of the ledger when money
 * was paid out. */
#include "config.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/case.h"
#include "app/edit.h"
#include "app/inner.h"
#include "app/receipt_inner.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "domain/field.h"
#include "domain/ledger.h"
#include "store/sql.h"

/* ---- what was asked for ---- */

/* What stands at a tranche that a later batch asked for again is the answer to that one. */
#define ASKED_AGAIN                                                                            \
    "EXISTS (SELECT 1 FROM batch_case AS n JOIN batch AS b ON b.id = n.batch_id,"              \
    " json_each(n.content, '$.tranche') AS i WHERE n.case_id = k.case_id AND n.id > k.id"      \
    " AND b.purpose = ?2 AND b.state <> 'withdrawn'"                                           \
    " AND coalesce(json_extract(i.value, '$.state'), 'planned') = 'planned'"                   \
    " AND json_extract(i.value, '$.seq') IS json_extract(j.value, '$.seq'))"

static Outcome outcome_of(const char *state, bool again)
{
    static const char *const agreed[] = {"approved", "paid"};
    if (again || (state && strcmp(state, "refused") == 0))
        return OUTCOME_REFUSED;
    for (size_t i = 0; state && i < COUNT_OF(agreed); i++)
        if (strcmp(state, agreed[i]) == 0)
            return OUTCOME_ACCEPTED;
    return OUTCOME_NONE;
}

static void add_asked(Reply *reply, ReceiptAnswer *answer, const Sql *q)
{
    if (!answer->asked)
        answer->asked =
            arena_alloc(reply->arena, (size_t)answer->item.asked * sizeof(*answer->asked));
    answer->asked[answer->n_asked++] = (ReceiptAsked){
        .seq = sql_int(q, 1), .outcome = outcome_of(sql_text(q, 2), sql_int(q, 3) != 0)};
}

bool reply_read_asked(Reply *reply, Err *err)
{
    Sql q;
    size_t at = 0;
    if (!sql_open(&q, session_store(reply->session),
                  "SELECT k.id, json_extract(j.value, '$.seq'), (SELECT t.state"
                  " FROM tranche AS t WHERE t.case_id = k.case_id"
                  " AND t.seq IS json_extract(j.value, '$.seq')), " ASKED_AGAIN
                  " FROM batch_case AS k, json_each(k.content, '$.tranche') AS j"
                  " WHERE k.batch_id = ?1 AND k.asked > 0 AND " BATCH_ASKS
                  " ORDER BY k.place, j.key",
                  err))
        return false;
    sql_bind_int(&q, 1, reply->batch.id);
    sql_bind_text(&q, 2, reply->batch.purpose);
    while (sql_row(&q)) {
        while (at < reply->n && reply->answers[at].item.id != sql_int(&q, 0))
            at++;
        if (at < reply->n &&
            (int64_t)reply->answers[at].n_asked < reply->answers[at].item.asked)
            add_asked(reply, &reply->answers[at], &q);
    }
    return sql_close(&q, err);
}

Outcome reply_asked_outcome(const ReceiptAnswer *answer)
{
    Outcome outcome = OUTCOME_NONE;
    for (size_t i = 0; i < answer->n_asked; i++)
        if (outcome != OUTCOME_ACCEPTED && answer->asked[i].outcome != OUTCOME_NONE)
            outcome = answer->asked[i].outcome;
    return outcome;
}

/* What a batch asked for tranches is answered about is one of them. */
bool reply_says_money(const ReceiptAnswer *answer, const ReceiptRow *row)
{
    return row->says == SAYS_PAID ||
           (row->says != SAYS_NOTHING && (row->tranche > 0 || answer->n_asked));
}

/* The row of the tranche that is meant; case_rows() for none. Where one was asked for, or the
 * case has only one, it needs no number. */
size_t reply_tranche(const ReceiptAnswer *answer, const CaseFile *file, const ReceiptRow *row)
{
    size_t n = case_rows(file, REC_TRANCHE), at = 0;
    char seq[24];
    int64_t meant = row->tranche           ? row->tranche
                    : answer->n_asked == 1 ? answer->asked[0].seq
                                           : 0;
    if (!meant)
        return n == 1 ? 0 : n;
    snprintf(seq, sizeof(seq), "%" PRId64, meant);
    while (at < n && !case_is(file, F_TRANCHE_seq, at, seq))
        at++;
    return at;
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

/* ---- what is written ---- */

typedef struct Payment {
    const Reply *reply;
    const CaseFile *file;
    const ReceiptRow *row;
    size_t tranche, entry; /* entry: of the ledger; as many as there are: it is made */
    char on[DAY_TEXT], entry_on[DAY_TEXT], sum[24], seq[24];
} Payment;

static const Codes *codes_of(const Payment *payment)
{
    return knowledge_codes(session_knowledge(payment->reply->session));
}

/* The entry of the ledger of a payment of that sum for the tranche; case_rows() for none. */
static size_t find_entry(const Payment *payment, Fen sum)
{
    const CaseFile *file = payment->file;
    size_t at = 0, n = case_rows(file, REC_MONEY);
    while (at < n && !(ledger_is_payout(file, codes_of(payment), at) &&
                       case_fen(file, F_MONEY_amount_fen, at) == sum &&
                       case_is(file, F_MONEY_tranche, at, payment->seq)))
        at++;
    return at;
}

/* What the row says, else what is known, else what was agreed to or asked for. */
static Fen paid_sum(const Payment *payment)
{
    static const FieldId known[] = {F_TRANCHE_paid_fen, F_TRANCHE_approved_fen};
    if (payment->row->amount >= 0)
        return payment->row->amount;
    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (case_get(payment->file, known[i], payment->tranche))
            return case_fen(payment->file, known[i], payment->tranche);
    return case_fen(payment->file, F_TRANCHE_amount_fen, payment->tranche);
}

/* What somebody entered already is not entered twice; a sum that is corrected is corrected in
 * its place. */
static size_t entry_of(const Payment *payment)
{
    const CaseFile *file = payment->file;
    size_t n = case_rows(file, REC_MONEY),
           entry = find_entry(payment, strtoll(payment->sum, NULL, 10));
    if (entry == n && case_get(file, F_TRANCHE_paid_fen, payment->tranche))
        entry = find_entry(payment, case_fen(file, F_TRANCHE_paid_fen, payment->tranche));
    return entry;
}

/* The day that the row says; one that is known is not replaced by a guess, and today is the
 * guess where none is. */
static void set_days(Payment *payment)
{
    const ReceiptRow *row = payment->row;
    const char *entered = payment->entry < case_rows(payment->file, REC_MONEY)
                              ? case_get(payment->file, F_MONEY_on, payment->entry)
                              : NULL,
               *known =
                   case_get(payment->file,
                            row->says == SAYS_PAID ? F_TRANCHE_paid_on : F_TRANCHE_approved_on,
                            payment->tranche);
    day_format(row->has_on ? row->on : session_today(payment->reply->session), payment->on);
    if (!known && row->says == SAYS_PAID)
        known = entered;
    if (!row->has_on && known)
        snprintf(payment->on, sizeof(payment->on), "%s", known);
    snprintf(payment->entry_on, sizeof(payment->entry_on), "%s",
             !row->has_on && entered ? entered : payment->on);
}

static Payment payment_of(const Reply *reply, const ReceiptAnswer *answer, const CaseFile *file,
                          const ReceiptRow *row)
{
    Payment payment = {
        .reply = reply, .file = file, .row = row, .tranche = reply_tranche(answer, file, row)};
    const char *seq = case_get(file, F_TRANCHE_seq, payment.tranche);
    snprintf(payment.seq, sizeof(payment.seq), "%s", seq ? seq : "1");
    snprintf(payment.sum, sizeof(payment.sum), "%" PRId64, paid_sum(&payment));
    payment.entry = entry_of(&payment);
    set_days(&payment);
    return payment;
}

/* A value with the column of the reply that it comes from. */
typedef struct PayValue {
    FieldId field;
    size_t row;
    const char *value; /* nothing is said where it is empty */
    ReceiptColumn from;
} PayValue;

typedef struct PayValues {
    PayValue list[12];
    size_t n;
} PayValues;

static void add(PayValues *values, FieldId field, size_t row, const char *value,
                ReceiptColumn from)
{
    if (value && *value)
        values->list[values->n++] =
            (PayValue){.field = field, .row = row, .value = value, .from = from};
}

/* Whom it goes to says as what it is entered. */
static const char *payout_kind(const Payment *payment)
{
    const CaseFile *file = payment->file;
    const char *payee = case_get(file, F_TRANCHE_payee, payment->tranche);
    if (!payee)
        payee = case_get(file, F_PAYEE_kind, 0);
    const CodeTable *kinds = codes_table(codes_of(payment), catalog_field(F_PAYEE_kind)->codes);
    const char *own = kinds && payee ? code_attribute(kinds, payee, "payout") : NULL;
    return own ? own : kinds ? code_table_attribute(kinds, "payout") : NULL;
}

static void list_entry(const Payment *payment, PayValues *out)
{
    const CaseFile *file = payment->file;
    size_t entry = payment->entry;
    if (entry == case_rows(file, REC_MONEY)) {
        add(out, F_MONEY_kind, entry, payout_kind(payment), RECEIPT_OUTCOME);
        add(out, F_MONEY_tranche, entry, payment->seq, RECEIPT_TRANCHE);
        add(out, F_MONEY_payee, entry, case_get(file, F_PAYEE_name, 0), RECEIPT_OUTCOME);
    }
    add(out, F_MONEY_on, entry, payment->entry_on, RECEIPT_ON);
    add(out, F_MONEY_amount_fen, entry, payment->sum, RECEIPT_AMOUNT);
    add(out, F_MONEY_receipt_no, entry, payment->row->texts[RECEIPT_PAYMENT_NO],
        RECEIPT_PAYMENT_NO);
}

/* What a tranche becomes, in the words of its codes. */
static const char *const states[RECEIPT_SAYS] = {
    [SAYS_ACCEPTED] = "approved", [SAYS_REFUSED] = "refused", [SAYS_PAID] = "paid"};

static PayValues values_of(const Payment *payment)
{
    PayValues out = {.n = 0};
    size_t tranche = payment->tranche;
    const char *no = payment->row->texts[RECEIPT_PAYMENT_NO];
    if (payment->row->says == SAYS_REFUSED) {
        add(&out, F_TRANCHE_state, tranche, states[SAYS_REFUSED], RECEIPT_OUTCOME);
    } else if (payment->row->says == SAYS_PAID) {
        add(&out, F_TRANCHE_paid_on, tranche, payment->on, RECEIPT_ON);
        add(&out, F_TRANCHE_paid_fen, tranche, payment->sum, RECEIPT_AMOUNT);
        add(&out, F_TRANCHE_payment_no, tranche, no, RECEIPT_PAYMENT_NO);
        add(&out, F_TRANCHE_state, tranche, states[SAYS_PAID], RECEIPT_OUTCOME);
        list_entry(payment, &out);
    } else {
        add(&out, F_TRANCHE_approved_on, tranche, payment->on, RECEIPT_ON);
        add(&out, F_TRANCHE_approved_fen, tranche,
            payment->row->amount >= 0 ? payment->sum : NULL, RECEIPT_AMOUNT);
        add(&out, F_TRANCHE_approval_no, tranche, no, RECEIPT_PAYMENT_NO);
        add(&out, F_TRANCHE_state, tranche, states[SAYS_ACCEPTED], RECEIPT_OUTCOME);
    }
    return out;
}

/* ---- looking ---- */

/* By the place, as any edit of it. */
static bool may_write(const Reply *reply, const CaseFile *file, size_t tranche, Err *err)
{
    return app_case_stands(reply->session, case_head_of(file)->id, err) &&
           app_field_editable(reply->session, file, F_TRANCHE_state, tranche, err) &&
           app_case_editable(reply->session, file, REC_MONEY, err);
}

static const char *cannot_write(const Payment *payment)
{
    const Reply *reply = payment->reply;
    const PayValues values = values_of(payment);
    Err err = {0};
    if (!may_write(reply, payment->file, payment->tranche, &err))
        return arena_dup(reply->arena, err.text);
    if (payment->row->says == SAYS_PAID && !payout_kind(payment))
        return arena_printf(reply->arena,
                            _("the code table %s does not say as what it is entered: payout"),
                            catalog_field(F_PAYEE_kind)->codes);
    for (size_t i = 0; i < values.n; i++) {
        const PayValue *value = &values.list[i];
        const char *why = reply_check(reply, value->field, value->value, value->from);
        if (why)
            return why;
    }
    return NULL;
}

static void say_move(const Payment *payment, const ReceiptLine *line, Buf *out)
{
    Buf yuan = BUF_INIT;
    ReceiptSays says = payment->row->says;
    if (says == SAYS_REFUSED)
        buf_addf(out, _("tranche %s refused"), payment->seq);
    else if (says == SAYS_PAID)
        buf_addf(out, _("tranche %s paid"), payment->seq);
    else
        buf_addf(out, _("tranche %s approved"), payment->seq);
    if (line->amount >= 0) {
        money_format_yuan(&yuan, line->amount);
        buf_add_char(out, ' ');
        buf_add(out, yuan.data);
    }
    if (line->on[0])
        buf_addf(out, " %s", line->on);
    buf_free(&yuan);
}

/* What the row would make of its tranche: the values that are written. */
static void tell_move(const Payment *payment, ReceiptLine *line)
{
    const ReceiptRow *row = payment->row;
    bool told = row->says == SAYS_PAID || (row->says == SAYS_ACCEPTED && row->amount >= 0);
    Buf text = BUF_INIT;
    line->tranche = strtoll(payment->seq, NULL, 10);
    line->state = states[row->says];
    line->amount = told ? strtoll(payment->sum, NULL, 10) : -1;
    if (row->says != SAYS_REFUSED)
        snprintf(line->on, sizeof(line->on), "%s", payment->on);
    say_move(payment, line, &text);
    line->moves = arena_dup(payment->reply->arena, text.data);
    buf_free(&text);
}

static void add_known(const Payment *payment, FieldId field, Buf *out)
{
    const char *value = case_get(payment->file, field, payment->tranche);
    if (!value)
        return;
    buf_add(out, out->len ? " " : "");
    field_show(session_fields(payment->reply->session), catalog_field(field), value, out);
}

/* What is known of the tranche, against which the row speaks. */
static const char *say_contrary(const Payment *payment)
{
    static const FieldId paid[] = {F_TRANCHE_state, F_TRANCHE_paid_fen, F_TRANCHE_paid_on,
                                   F_TRANCHE_payment_no},
                         agreed[] = {F_TRANCHE_state, F_TRANCHE_approved_fen,
                                     F_TRANCHE_approved_on, F_TRANCHE_approval_no};
    const FieldId *known =
        case_is(payment->file, F_TRANCHE_state, payment->tranche, "paid") ? paid : agreed;
    Buf text = BUF_INIT;
    for (size_t i = 0; i < COUNT_OF(paid); i++)
        add_known(payment, known[i], &text);
    const char *why = arena_printf(payment->reply->arena, _("tranche %s stands as: %s"),
                                   payment->seq, text.data);
    buf_free(&text);
    return why;
}

static void take_asked(ReceiptAnswer *answer, const Payment *payment, Outcome outcome)
{
    int64_t seq = strtoll(payment->seq, NULL, 10);
    for (size_t i = 0; i < answer->n_asked; i++)
        if (answer->asked[i].seq == seq)
            answer->asked[i].outcome = outcome;
}

void reply_weigh_money(const Reply *reply, ReceiptAnswer *answer, const CaseFile *file,
                       const ReceiptRow *row, ReceiptLine *line)
{
    size_t tranche = reply_tranche(answer, file, row);
    if (tranche == case_rows(file, REC_TRANCHE)) {
        line->fate = FATE_TROUBLE;
        line->why = row->tranche ? arena_printf(reply->arena, _("the case has no tranche %lld"),
                                                (long long)row->tranche)
                                 : _("it is about a payment and names no tranche");
        return;
    }
    line->fate = weigh(file, tranche, row);
    if (line->fate == FATE_SAME)
        return;
    const Payment payment = payment_of(reply, answer, file, row);
    line->why = cannot_write(&payment);
    if (line->why) {
        line->fate = FATE_TROUBLE;
        return;
    }
    if (line->fate == FATE_CONTRARY)
        line->why = say_contrary(&payment);
    tell_move(&payment, line);
    take_asked(answer, &payment, line->outcome);
}

/* ---- writing ---- */

/* What was agreed to or told as paid and did not come about: neither the tranche nor the ledger
 * has it any longer. */
static bool clear(Tx *tx, const Payment *payment, CaseFile *file, Err *err)
{
    static const FieldId fields[] = {F_TRANCHE_approved_on, F_TRANCHE_approved_fen,
                                     F_TRANCHE_approval_no, F_TRANCHE_paid_on,
                                     F_TRANCHE_paid_fen,    F_TRANCHE_payment_no};
    bool done = true;
    size_t tranche = payment->tranche,
           entry = find_entry(payment, case_fen(file, F_TRANCHE_paid_fen, tranche));
    if (case_is(file, F_TRANCHE_state, tranche, "paid") && entry < case_rows(file, REC_MONEY))
        done = case_remove_row(tx, file, REC_MONEY, entry, err);
    for (size_t i = 0; done && i < COUNT_OF(fields); i++)
        done = case_set(tx, file, fields[i], tranche, NULL, err);
    return done;
}

bool reply_move_money(Tx *tx, const Reply *reply, const ReceiptAnswer *answer, CaseFile *file,
                      const ReceiptRow *row, Err *err)
{
    const Payment payment = payment_of(reply, answer, file, row);
    const PayValues values = values_of(&payment);
    bool done = may_write(reply, file, payment.tranche, err);
    if (done && row->says == SAYS_REFUSED)
        done = clear(tx, &payment, file, err);
    else if (done && row->says == SAYS_PAID && payment.entry == case_rows(file, REC_MONEY))
        done = case_add_row(tx, file, REC_MONEY, payment.entry, err);
    for (size_t i = 0; done && i < values.n; i++)
        done = case_set(tx, file, values.list[i].field, values.list[i].row,
                        values.list[i].value, err);
    return done;
}
