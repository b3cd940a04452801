/* The order of review: urgent cases first, then those that were submitted first. */
#ifndef ANJUAN_DESK_WAITING_H
#define ANJUAN_DESK_WAITING_H

#include <stdbool.h>
#include <stdint.h>

#include "store/store.h"

/* A place in the order. It stays one when the case that stood there is decided. */
typedef struct Waiting {
    bool urgent;
    int64_t since; /* the submission */
    int64_t case_id;
} Waiting;

/* *found is false when the case does not wait; place counts from 0, all is how many wait. */
bool waiting_of(Store *store, int64_t case_id, Waiting *out, bool *found, int64_t *place,
                int64_t *all, Err *err);

/* The first case after the place, or around the end; after NULL: the first of all. 0: none
 * waits but the one that stands there. */
bool waiting_next(Store *store, const Waiting *after, int64_t *case_id, Err *err);

#endif
