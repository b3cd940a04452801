/* What people have put into fields that offer a list: counted for each person, so that the
 * lists begin with what they use most. Written in the transaction that stores the field. It is
 * derived from no journal and is no fact about a case: losing it costs a few keystrokes. A text
 * that is replaced counts one less, so what was mistyped and put right leaves the list. */
#ifndef ANJUAN_STORE_PICK_COUNT_H
#define ANJUAN_STORE_PICK_COUNT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "store/store.h"

/* reading: of a text, "" for a code. */
bool pick_count_add(Store *store, int64_t user_id, const char *list, const char *value,
                    const char *reading, Err *err);
bool pick_count_drop(Store *store, int64_t user_id, const char *list, const char *value,
                     Err *err);

typedef struct PickCount {
    const char *value, *reading;
    int64_t mine, all; /* how often this person, and all of them, used it */
} PickCount;

enum { PICK_COUNTS_MAX = 5000 };

/* The values of a list, what the person used most first; in the arena. */
bool pick_count_list(Store *store, int64_t user_id, const char *list, Arena *arena,
                     PickCount **out, size_t *n, Err *err);

#endif
