/* Who read which case: a row for a person, a case and a day, however often, and a group of the
 * journal for a person and a day, written when they leave, with every few rows, and at the
 * latest with the first row of a later day. What comes to a day after that is told of by
 * another group. */
#ifndef ANJUAN_STORE_READING_H
#define ANJUAN_STORE_READING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "store/store.h"

/* Today, by the clock. What is there already is not written again, and a store that is open for
 * reading only is written to beside; one that cannot be written at all keeps nothing. */
bool reading_note(Store *store, int64_t user_id, int64_t case_id, Err *err);

/* Tells the journal what the person read and it does not have, as they leave: or it could be
 * taken away unseen until the day is over. */
bool reading_left(Store *store, int64_t user_id, Err *err);

typedef struct ReadingRow {
    const char *user;         /* as shown */
    const char *first, *last; /* days */
    int64_t days;
} ReadingRow;

/* Who read the case, the last first; false ends it. */
typedef bool ReadingSink(void *ctx, const ReadingRow *row);
bool reading_list(Store *store, int64_t case_id, ReadingSink *sink, void *ctx, Err *err);

/* A row of read_day whose cases are not those that it tells of: so many were told, so many are
 * there, perhaps others. */
typedef struct ReadingFault {
    int64_t id, told, stored;
} ReadingFault;

typedef bool ReadingFaultSink(void *ctx, const ReadingFault *fault); /* false ends it */
bool reading_compare(Store *store, ReadingFaultSink *sink, void *ctx, Err *err);

#endif
