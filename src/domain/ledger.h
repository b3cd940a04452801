/* The entries of a case's ledger in order of time, with what is left after each. What an entry
 * does is said by the table of kinds (data/codes/money_kind.ini); after the last one it is what
 * the facts held_fen and unspent_fen say of a case whose sums all come from entries. */
#ifndef ANJUAN_DOMAIN_LEDGER_H
#define ANJUAN_DOMAIN_LEDGER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/money.h"
#include "domain/casefile.h"
#include "domain/codes.h"

/* What the entries of one case come to so far; begins with zeros. Ask for what is left by
 * ledger_held and ledger_unspent alone: what the payee gave on is in neither sum. */
typedef struct LedgerBalance {
    Fen platform, payee, given; /* given: back or to a charity, by whomever */
} LedgerBalance;

/* In any order; false: beyond what can be counted. */
bool ledger_add(const CodeTable *kinds, const char *kind, Fen amount, LedgerBalance *at);
Fen ledger_held(const LedgerBalance *at);    /* by the platform */
Fen ledger_unspent(const LedgerBalance *at); /* paid out and not spent */

typedef struct LedgerLine {
    size_t row;
    Fen amount;
    Fen held;    /* by the platform, after it */
    Fen unspent; /* paid out and not spent, after it */
} LedgerLine;

/* By day, those without one last, those of one day as they were entered. Refused when the
 * amounts are beyond what can be counted, which names the row. */
bool ledger_lines(const CaseFile *file, const Codes *codes, Arena *arena, LedgerLine **out,
                  size_t *n, Err *err);

/* Is the entry money that was paid out? */
bool ledger_is_payout(const CaseFile *file, const Codes *codes, size_t row);

/* What a tranche is said to have brought: what arrived, else what was approved, else its amount
 * (0 unless it is paid); and what the entries that name it come to. */
typedef struct LedgerTranche {
    Fen arrived, entered;
} LedgerTranche;
LedgerTranche ledger_tranche(const CaseFile *file, const Codes *codes, size_t row);

#endif
