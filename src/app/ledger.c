/* The ledger of a case: its sums from the facts, its entries in order of time. */
#include "config.h"

#include "app/ledger.h"

#include <stdlib.h>
#include <string.h>

#include "app/inner.h"
#include "app/judge.h"
#include "base/attr.h"
#include "base/i18n.h"

#define SUM(ID, fact, label) {fact, label},
const LedgerSumInfo ledger_sum_info[LEDGER_SUMS] = {LEDGER_SUMS_TABLE(SUM)};
#undef SUM

#define DIFFERENCE(ID, fact, field) field,
const FieldId ledger_difference_field[LEDGER_DIFFERENCES] = {
    LEDGER_DIFFERENCES_TABLE(DIFFERENCE)};
#undef DIFFERENCE

/* All that is asked of the facts, in one list: the sums, the differences, and what else. */
enum { DIFFERS_AT = LEDGER_SUMS, TARGET = DIFFERS_AT + LEDGER_DIFFERENCES };
enum { FEE_ESTIMATE = TARGET + 1, LAUNCHED, SURPLUS_OPEN, FACTS };

#define SUM(ID, fact, label)        [LEDGER_##ID] = fact,
#define DIFFERENCE(ID, fact, field) [DIFFERS_AT + LEDGER_DIFFERS_##ID] = fact,
static const char *const fact_names[FACTS] = {
    LEDGER_SUMS_TABLE(SUM) LEDGER_DIFFERENCES_TABLE(DIFFERENCE)[TARGET] = "target_fen",
    [FEE_ESTIMATE] = "fee_estimate_fen",
    [LAUNCHED] = "is_launched",
    [SURPLUS_OPEN] = "surplus_open",
};
#undef SUM
#undef DIFFERENCE

bool app_case_sums(Session *session, const CaseFile *file, CaseSums *out, Err *err)
{
    const char *values[FACTS] = {0};
    Fen found[FACTS];
    Arena *arena = arena_new();
    bool done = app_case_facts(session, file, fact_names, FACTS, arena, values, err);
    for (int i = 0; i < FACTS; i++)
        found[i] = values[i] ? strtoll(values[i], NULL, 10) : 0;
    *out = (CaseSums){.target = found[TARGET],
                      .fee_estimate = found[FEE_ESTIMATE],
                      .launched = found[LAUNCHED] != 0,
                      .surplus_open = found[SURPLUS_OPEN] != 0};
    for (int i = 0; i < LEDGER_SUMS; i++) {
        out->sums[i] = found[i];
        out->known[i] = values[i] != NULL;
    }
    memcpy(out->differences, found + DIFFERS_AT, sizeof out->differences);
    arena_free(arena);
    return done;
}

bool case_sums_empty(const CaseSums *sums)
{
    for (int i = 0; i < LEDGER_SUMS; i++) {
        if (sums->sums[i])
            return false;
    }
    return true;
}

/* ---- entries ---- */

/* What the table of kinds says of an entry: 1, -1 or nothing. */
static int effect(const CodeTable *kinds, const char *kind, const char *on)
{
    const char *sign = kinds && kind ? code_attribute(kinds, kind, on) : NULL;
    return sign ? (int)strtol(sign, NULL, 10) : 0;
}

static bool gives_back(const CodeTable *kinds, const char *kind)
{
    const char *sum = kinds && kind ? code_attribute(kinds, kind, "sum") : NULL;
    return sum && (!strcmp(sum, "returned") || !strcmp(sum, "charity"));
}

typedef struct Running {
    Fen held, unspent, given; /* given: back or to a charity, by whomever */
} Running;

/* What was given and the platform had no longer came from the payee: given_on_fen of the facts.
 */
static Fen given_on(const Running *at)
{
    Fen least = at->held < 0 ? -at->held : 0;
    least = least < at->unspent ? least : at->unspent;
    least = least < at->given ? least : at->given;
    return least > 0 ? least : 0;
}

static bool count(const CodeTable *kinds, const char *kind, Fen amount, Running *at)
{
    return money_add(&at->held, effect(kinds, kind, "platform") * amount) &&
           money_add(&at->unspent, effect(kinds, kind, "payee") * amount) &&
           money_add(&at->given, gives_back(kinds, kind) ? amount : 0);
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

bool app_case_ledger(Session *session, const CaseFile *file, Arena *arena, LedgerLine **out,
                     size_t *n, Err *err)
{
    const CodeTable *kinds =
        codes_table(session_fields(session)->codes, catalog_field(F_MONEY_kind)->codes);
    Running at = {0};
    *n = case_rows(file, REC_MONEY);
    LedgerLine *lines = *out = arena_alloc(arena, (*n + 1) * sizeof *lines);
    for (size_t i = 0; i < *n; i++)
        lines[i] = (LedgerLine){.row = i, .amount = case_fen(file, F_MONEY_amount_fen, i)};
    put_in_order(file, lines, *n);
    for (size_t i = 0; i < *n; i++) {
        if (!count(kinds, case_get(file, F_MONEY_kind, lines[i].row), lines[i].amount, &at))
            return err_set(
                err, ERR_REFUSED,
                _("Entry %zu of the ledger is beyond what can be counted; correct its "
                  "amount"),
                lines[i].row + 1);
        lines[i].held = at.held + given_on(&at);
        lines[i].unspent = at.unspent - given_on(&at);
    }
    return true;
}
