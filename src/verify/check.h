/* One group after the other: its values, its hash in the chains, its signature by a key that
 * held at its place, and what it makes of the records. */
#ifndef ANJUAN_VERIFY_CHECK_H
#define ANJUAN_VERIFY_CHECK_H

#include "verify/approved.h"
#include "verify/model.h"
#include "verify/replay.h"
#include "verify/report.h"

typedef struct Check Check;

/* dossier_case: the uid of the case that a dossier is of, of which all groups are there; NULL:
 * a whole store. Texts and report are the caller's. */
Check *check_new(const unsigned char *dossier_case, const ApprovedTexts *texts, Report *report);
void check_free(Check *check);

void check_group(Check *check, const Group *group);
void check_over(Check *check); /* after the last one */

/* Of a store: the hash up to the last group; zeros before the first. */
const unsigned char *check_store_hash(const Check *check);
/* g of the last group of people and settings. */
const unsigned char *check_people(const Check *check);

/* The key of a row of person_key without a user, which is the station's; NULL: there is none.
 */
const unsigned char *check_station(const Check *check, const unsigned char *uid);

Replay *check_replay(Check *check);

#endif
