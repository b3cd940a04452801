/* Who is on the blacklist: the digests that a case is compared by, and the entries that it
 * meets. The one definition of "the same" for the rules, for what is said while somebody types,
 * and for what an entry is made of.
 *
 * A name alone accuses nobody: it counts together with the year of birth or with the last four
 * signs of the ID, and not where both IDs are known and differ. An entry of our own counts once
 * another supervisor has confirmed it. Canonical values (field_parse) are compared, in the
 * forms of base/text/text_same.h; entries of before these are found by the form of their time.
 */
#ifndef ANJUAN_RULES_STAGING_LISTED_H
#define ANJUAN_RULES_STAGING_LISTED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/day.h"
#include "base/err.h"
#include "domain/casefile.h"
#include "store/digest.h"
#include "store/journal.h"
#include "store/store.h"

typedef enum ListedMark {
    LISTED_ID,
    LISTED_PHONE,
    LISTED_CARD,
    LISTED_NAME_YEAR, /* a name and a year of birth, or a day that begins with it */
    LISTED_NAME_TAIL, /* a name and an ID, or its end */
    LISTED_MARKS
} ListedMark;

const char *listed_column(ListedMark mark); /* of the table blacklist */

/* The secret that the digests are made with; wiped by the caller. As store_secret, but refused
 * where there are entries and it is not what they were made with, since it would find nobody.
 */
bool listed_key(Store *store, unsigned char key[DIGEST_BYTES], Err *err);

/* Binds the secret to the entries that will be made with it: a digest under it is a setting,
 * which the history tells of, in a group about people and settings like all of them. Once for a
 * store, before the first entry. */
bool listed_is_bound(Store *store, bool *bound, Err *err);
bool listed_bind(Tx *tx, Err *err);

/* second: beside a name, else NULL. False where that is too little to tell anybody by. */
bool listed_digest(const unsigned char key[DIGEST_BYTES], ListedMark mark, const char *value,
                   const char *second, unsigned char out[DIGEST_BYTES]);

/* An entry that the case meets; texts are in the arena. */
typedef struct Listed {
    int64_t id;
    FieldId field;      /* by which it was found */
    ListedMark mark;    /* and how */
    const char *source; /* the list; "" for our own */
    const char *reason, *since;
    bool counts; /* false: an own entry that waits to be confirmed */
} Listed;

enum { LISTED_MAX = 20 };

/* The value that a field has, or will have; NULL for none. */
typedef const char *ListedValue(void *ctx, FieldId field);

/* Each entry once, by the most telling of its marks; at most LISTED_MAX. waiting: those too
 * that wait to be confirmed. */
bool listed_find(Store *store, ListedValue *value, void *ctx, Day today, bool waiting,
                 Arena *arena, Listed *out, size_t *n, Err *err);

/* The same of a case as it stands, without those that wait. */
bool listed_in_case(Store *store, const CaseFile *file, Day today, Arena *arena, Listed *out,
                    size_t *n, Err *err);

#endif
