/* Who looked at what is masked in a case (app/reveal.h): a row for a person, a case, a day and
 * a class of fields, in the journal at once, by one group however many classes. A second look
 * on the same day costs a look at an index. */
#ifndef ANJUAN_STORE_REVEAL_H
#define ANJUAN_STORE_REVEAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "store/store.h"

/* Today, by the clock. A store that is open for reading only is written to beside; one that
 * cannot be written at all refuses, so nobody looks without its being written down. */
bool reveal_note(Store *store, int64_t user_id, int64_t case_id, const char *const *classes,
                 size_t n, Err *err);

typedef struct RevealRow {
    const char *user; /* as shown */
    const char *day, *class;
} RevealRow;

/* Who looked at what is masked in the case, the last first; false ends it. */
typedef bool RevealSink(void *ctx, const RevealRow *row);
bool reveal_list(Store *store, int64_t case_id, RevealSink *sink, void *ctx, Err *err);

#endif
