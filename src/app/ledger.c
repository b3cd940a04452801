/* The ledger of a case: its sums from the facts. */
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
