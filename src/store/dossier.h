/* What a dossier tells of a case, as JSON: the groups of the journal with their values and
 * salts, and the records as they stand. ARCHITECTURE ("The dossier") says what is in it for
 * whoever reads it with a program of their own.
 *
 * The groups are those of the case, those of people and settings, and those that changed a row
 * of a batch in which the case was. Of groups that are not about the case only rows about it
 * and about people are told; of the others nothing but digests stands there, whose salts are
 * not told, so that they say nothing of anybody else. */
#ifndef ANJUAN_STORE_DOSSIER_H
#define ANJUAN_STORE_DOSSIER_H

#include <stdint.h>

#include "base/buf.h"
#include "base/day.h"
#include "base/err.h"
#include "store/digest.h"
#include "store/store.h"

/* Where the store stood: its last group. */
typedef struct DossierHead {
    int64_t position;
    unsigned char hash[DIGEST_BYTES];   /* of the store up to there */
    unsigned char people[DIGEST_BYTES]; /* g of the last group of people and settings */
    char at[INSTANT_TEXT];
} DossierHead;

/* The end of the folder in which snapshots stand: snapshots/UID.json. */
#define DOSSIER_SNAPSHOTS "snapshots/"

bool dossier_head(Store *store, DossierHead *out, Err *err);
bool dossier_journal(Store *store, int64_t case_id, Buf *out, Err *err);
bool dossier_records(Store *store, int64_t case_id, Buf *out, Err *err);

#endif
