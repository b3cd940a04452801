/* The entries of a ledger in order of time, with what is left after each. */
#include "config.h"

#include "domain/ledger.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"

/* What the table of kinds says of an entry: 1, -1 or nothing. */
static int effect(const CodeTable *kinds, const char *kind, const char *on)
{
    const char *sign = kinds && kind ? code_attribute(kinds, kind, on) : NULL;
    return sign ? (int)strtol(sign, NULL, 10) : 0;
}

/* Does an entry of the kind go into that sum? */
static bool is_in(const CodeTable *kinds, const char *kind, const char *sum)
{
    const char *own = kinds && kind ? code_attribute(kinds, kind, "sum") : NULL;
    return own && !strcmp(own, sum);
}

static bool is_given(const CodeTable *kinds, const char *kind)
{
    return is_in(kinds, kind, "returned") || is_in(kinds, kind, "charity");
}

/* What was given and the platform had no longer came from the payee: given_on_fen of the facts.
 */
static Fen given_on(const LedgerBalance *at)
{
    Fen least = at->platform < 0 ? -at->platform : 0;
    least = least < at->payee ? least : at->payee;
    least = least < at->given ? least : at->given;
    return least > 0 ? least : 0;
}

bool ledger_add(const CodeTable *kinds, const char *kind, Fen amount, LedgerBalance *at)
{
    return money_add(&at->platform, effect(kinds, kind, "platform") * amount) &&
           money_add(&at->payee, effect(kinds, kind, "payee") * amount) &&
           money_add(&at->given, is_given(kinds, kind) ? amount : 0);
}

Fen ledger_held(const LedgerBalance *at)
{
    return at->platform + given_on(at);
}

Fen ledger_unspent(const LedgerBalance *at)
{
    return at->payee - given_on(at);
}

static const char *day_of(const CaseFile *file, size_t row)
{
    const char *day = case_get(file, F_MONEY_on, row);
    return day ? day : "9999-12-31";
}

/* By insertion: they are mostly in order already. */
static void put_in_order(const CaseFile *file, LedgerLine *lines, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        LedgerLine line = lines[i];
        size_t at = i;
        for (; at > 0 && strcmp(day_of(file, lines[at - 1].row), day_of(file, line.row)) > 0;
             at--)
            lines[at] = lines[at - 1];
        lines[at] = line;
    }
}

bool ledger_lines(const CaseFile *file, const Codes *codes, Arena *arena, LedgerLine **out,
                  size_t *n, Err *err)
{
    const CodeTable *kinds = codes_table(codes, catalog_field(F_MONEY_kind)->codes);
    LedgerBalance at = {0};
    *n = case_rows(file, REC_MONEY);
    LedgerLine *lines = *out = arena_alloc(arena, (*n + 1) * sizeof *lines);
    for (size_t i = 0; i < *n; i++)
        lines[i] = (LedgerLine){.row = i, .amount = case_fen(file, F_MONEY_amount_fen, i)};
    put_in_order(file, lines, *n);
    for (size_t i = 0; i < *n; i++) {
        if (!ledger_add(kinds, case_get(file, F_MONEY_kind, lines[i].row), lines[i].amount,
                        &at))
            return err_set(
                err, ERR_REFUSED,
                _("Entry %zu of the ledger is beyond what can be counted; correct its "
                  "amount"),
                lines[i].row + 1);
        lines[i].held = ledger_held(&at);
        lines[i].unspent = ledger_unspent(&at);
    }
    return true;
}

static Fen arrived(const CaseFile *file, size_t row)
{
    static const FieldId said[] = {F_TRANCHE_paid_fen, F_TRANCHE_approved_fen,
                                   F_TRANCHE_amount_fen};
    const char *state = case_get(file, F_TRANCHE_state, row);
    for (size_t i = 0; state && !strcmp(state, "paid") && i < COUNT_OF(said); i++) {
        if (case_get(file, said[i], row))
            return case_fen(file, said[i], row);
    }
    return 0;
}

bool ledger_is_payout(const CaseFile *file, const Codes *codes, size_t row)
{
    return is_in(codes_table(codes, catalog_field(F_MONEY_kind)->codes),
                 case_get(file, F_MONEY_kind, row), "paid");
}

LedgerTranche ledger_tranche(const CaseFile *file, const Codes *codes, size_t row)
{
    LedgerTranche found = {.arrived = arrived(file, row)};
    const char *seq = case_get(file, F_TRANCHE_seq, row);
    for (size_t i = 0; seq && i < case_rows(file, REC_MONEY); i++) {
        const char *tranche = case_get(file, F_MONEY_tranche, i);
        /* What is too much to count is refused by ledger_lines. */
        if (tranche && !strcmp(tranche, seq) && ledger_is_payout(file, codes, i) &&
            !money_add(&found.entered, case_fen(file, F_MONEY_amount_fen, i)))
            break;
    }
    return found;
}
