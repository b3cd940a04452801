/* The ledger of a case: its sums as the facts have them (data/facts/ledger.ini), and where the
 * platform shows something else. Works nothing out itself; writes nothing. Its entries:
 * domain/ledger.h. */
#ifndef ANJUAN_APP_LEDGER_H
#define ANJUAN_APP_LEDGER_H

#include <stdbool.h>
#include <stddef.h>

#include "app/session.h"
#include "base/money.h"
#include "domain/casefile.h"

/* The sums: name, fact and key in JSON, label. */
#define LEDGER_SUMS_TABLE(SUM)                                                                 \
    SUM(RAISED, "raised_fen", N_("Raised"))                                                    \
    SUM(FEE, "fee_fen", N_("Fee"))                                                             \
    SUM(PAID_OUT, "paid_out_fen", N_("Paid out"))                                              \
    SUM(HELD, "held_fen", N_("Held by the platform"))                                          \
    SUM(RETURNED, "returned_fen", N_("Returned to donors"))                                    \
    SUM(CHARITY, "charity_fen", N_("Given to a charity"))                                      \
    SUM(RECEIPTS, "receipts_fen", N_("Spent with receipt"))                                    \
    SUM(UNSPENT, "unspent_fen", N_("Unspent"))                                                 \
    SUM(REQUESTED, "requested_fen", N_("Payments requested"))

/* Where ledger and platform differ: name, fact, the platform's field. */
#define LEDGER_DIFFERENCES_TABLE(DIFFERENCE)                                                   \
    DIFFERENCE(RAISED, "differs_raised_fen", F_FUNDING_raised_fen)                             \
    DIFFERENCE(FEE, "differs_fee_fen", F_FUNDING_fee_fen)                                      \
    DIFFERENCE(PERSON, "differs_person_fen", F_FUNDING_withdrawn_fen)                          \
    DIFFERENCE(HOSPITAL, "differs_hospital_fen", F_FUNDING_hospital_paid_fen)                  \
    DIFFERENCE(USED, "differs_used_fen", F_FUNDING_used_fen)                                   \
    DIFFERENCE(RETURNED, "differs_returned_fen", F_FUNDING_returned_fen)                       \
    DIFFERENCE(LEFT, "unaccounted_fen", F_FUNDING_unspent_fen)

#define LEDGER_SUM(ID, fact, label) LEDGER_##ID,
typedef enum LedgerSum { LEDGER_SUMS_TABLE(LEDGER_SUM) LEDGER_SUMS } LedgerSum;
#undef LEDGER_SUM

#define LEDGER_DIFFERENCE(ID, fact, field) LEDGER_DIFFERS_##ID,
typedef enum LedgerDifference {
    LEDGER_DIFFERENCES_TABLE(LEDGER_DIFFERENCE) LEDGER_DIFFERENCES
} LedgerDifference;
#undef LEDGER_DIFFERENCE

typedef struct LedgerSumInfo {
    const char *fact;
    const char *label; /* N_() */
} LedgerSumInfo;
extern const LedgerSumInfo ledger_sum_info[LEDGER_SUMS];
extern const FieldId ledger_difference_field[LEDGER_DIFFERENCES];

/* What is not known is 0 in sums and not known. */
typedef struct CaseSums {
    Fen sums[LEDGER_SUMS];
    bool known[LEDGER_SUMS];
    Fen differences[LEDGER_DIFFERENCES]; /* ledger less platform */
    Fen target, fee_estimate;
    bool launched, surplus_open;
} CaseSums;
bool app_case_sums(Session *session, const CaseFile *file, CaseSums *out, Err *err);

/* Nothing was told about money yet. */
bool case_sums_empty(const CaseSums *sums);

/* Nothing is left over, and nothing was spent twice. */
static inline bool case_sums_hold(const CaseSums *sums)
{
    return sums->sums[LEDGER_HELD] >= 0 && sums->sums[LEDGER_UNSPENT] >= 0;
}

#endif
