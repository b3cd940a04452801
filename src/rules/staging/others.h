/* What other cases of the store share with one that is staged, as rows of the table other: card
 * and phone of the payee, numbers of stay, reports and invoices (rules/staging/alike.h finds
 * them), a story much like it. What is staged is the other case's number and how the two stand
 * to each other, nothing of its people. */
#ifndef ANJUAN_RULES_STAGING_OTHERS_H
#define ANJUAN_RULES_STAGING_OTHERS_H

#include <stdbool.h>
#include <stdint.h>

#include "domain/casefile.h"
#include "store/digest.h"
#include "store/guard.h"
#include "store/store.h"

bool others_stage(Guard *guard, Store *store, const CaseFile *file, int64_t case_id, Err *err);

/* What those rows follow from: the values of the case that are looked for, and the last event
 * of the journal about another case. While it stays the same the rows need not be made
 * again. */
bool others_print(Store *store, const CaseFile *file, unsigned char out[DIGEST_BYTES],
                  Err *err);

#endif
