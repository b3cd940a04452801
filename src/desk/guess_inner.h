/* What counting inside a store (guess.c) and beside a closed one (guess_closed.c) share. */
#ifndef ANJUAN_DESK_GUESS_INNER_H
#define ANJUAN_DESK_GUESS_INNER_H

#include "desk/guess.h"

enum {
    GUESS_FREE = 5,      /* tries before the waiting begins */
    GUESS_FORGET = 86400 /* seconds of peace after which it begins anew */
};

/* How many may try a name at once: as many as may still fail. */
int64_t guess_may(int64_t failed);

int64_t guess_wait_after(int64_t failed); /* seconds; 0: none yet */
bool guess_refuse(int64_t wait, Err *err);

/* One step of waiting for others who try the same name; false: given up, or long enough. */
bool guess_await(int64_t waited, const Progress *told, Err *err);
bool guess_tell(Store *store, int64_t user, int64_t untold, Err *err); /* the journal */

#endif
