/* The clock of this machine against the history: before its newest entry, or years after it,
 * the clock is wrong more likely than not. Instants are UTC, so a time zone makes no
 * difference; a machine whose clock is set to local time is off by hours, and that is said too.
 *
 * Which entries count is told by themselves, in their order: one by a wrong clock counts for
 * nothing, but somebody can say that the clock is right (CLOCK_RIGHT_VERB), and from that entry
 * on it is. So neither an empty battery nor one entry of the year 2036 is in the way for ever.
 */
#ifndef ANJUAN_STORE_CLOCK_H
#define ANJUAN_STORE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/day.h"
#include "base/err.h"
#include "store/store.h"

enum {
    CLOCK_MINUTES = 10, /* so much is no fault: machines set their clocks while they run */
    CLOCK_DAYS = 400,   /* so long a store may lie unused */
};

/* The groups that tell of it. */
#define CLOCK_WRONG_VERB "clock_wrong"
#define CLOCK_RIGHT_VERB "clock_right"

typedef enum ClockState { CLOCK_GOOD, CLOCK_BEHIND, CLOCK_AHEAD } ClockState;

typedef struct Clock {
    ClockState state;
    char now[INSTANT_TEXT];
    char newest[INSTANT_TEXT]; /* that counts; empty: there is none */
    int64_t entry;             /* which that is */
    bool told;                 /* since then the history says already that the clock is wrong */
} Clock;

bool clock_look(Store *store, Clock *out, Err *err);

/* What a whole history has of entries by a wrong clock. */
typedef struct ClockDoubts {
    int64_t count, first; /* how many, and the first: number, when it says it was */
    char at[INSTANT_TEXT];
    int64_t before; /* and the one that it is measured by */
    char before_at[INSTANT_TEXT];
    ClockState state;
} ClockDoubts;

bool clock_doubts(Store *store, ClockDoubts *out, Err *err);

#endif
