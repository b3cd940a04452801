/* What other cases of the store share with one that is staged, as rows of the table other: who
 * asks, card and phone of the payee, a phone that is another one's there, numbers of stay,
 * reports and invoices (rules/staging/alike.h finds them), the patient, or who acts and is paid
 * and what both cases count of the household's (rules/staging/kin.h), a story much like it.
 * What is staged is the other case's number and how the two stand to each other, nothing of its
 * people; of the blacklist (rules/staging/listed.h) which list it is, why and since when. */
#ifndef ANJUAN_RULES_STAGING_OTHERS_H
#define ANJUAN_RULES_STAGING_OTHERS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/day.h"
#include "domain/casefile.h"
#include "store/digest.h"
#include "store/guard.h"
#include "store/store.h"

bool others_stage(Guard *guard, Store *store, const CaseFile *file, int64_t case_id, Day today,
                  Err *err);

/* What those rows follow from: the values of the case that are looked for, the last event of
 * the journal about another case, and the entries of the blacklist that it meets today. While
 * it stays the same the rows need not be made again. */
bool others_print(Store *store, const CaseFile *file, Day today,
                  unsigned char out[DIGEST_BYTES], Err *err);

#endif
