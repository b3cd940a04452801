/* Heads of days: how far the journal had gone when a day ended, as ten characters that stand on
 * paper (seal/words.h). Whoever puts an older copy in the place of a store, or writes its
 * journal anew, has not written what stands in other people's folders. */
#ifndef ANJUAN_STORE_ANCHOR_H
#define ANJUAN_STORE_ANCHOR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/day.h"
#include "base/err.h"
#include "seal/words.h"
#include "store/digest.h"
#include "store/store.h"

typedef struct Anchor {
    Day day;
    int64_t group; /* the last one of that day */
    unsigned char head[DIGEST_BYTES], words[WORDS_BYTES];
} Anchor;

/* Keeps the head of the day of the last group, where that day is over, in a group of its own;
 * inside the transaction that writes the next group. tx_begin does this. */
bool anchor_keep(Store *store, Err *err);

/* The last day that is over: what is printed today. *has is false on the first day of a store.
 */
bool anchor_latest(Store *store, bool *has, Anchor *out, Err *err);

/* The day that has these characters, *has false where none does. A day whose head the journal
 * no longer has where it was is an error (ERR_STORE). */
bool anchor_find(Store *store, const unsigned char words[WORDS_BYTES], bool *has, Anchor *out,
                 Err *err);

/* Whether the journal still has every head where it was kept. */
bool anchor_verify(Store *store, Err *err);

#endif
