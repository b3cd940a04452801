/* Stops: the patient died, treatment was stopped, a third party paid, a consent was withdrawn,
 * a fraud is suspected. A stop holds the case: it is not exported, and no payment is requested,
 * until a supervisor has decided, with words, that it goes on; what was decided to end stays
 * held until a later decision about the same reason. A case has one at a time. About a fraud
 * that is suspected another supervisor decides than who suspects it, since it accuses somebody.
 *
 * An event or a withdrawn consent raises one by itself, in the group that stores it, so undo
 * takes it back with it; not once it was decided. Where the row is taken out or changed
 * otherwise it stays, and says so: somebody decides what that meant. After that only who may
 * decide takes the row back, and the same row raises one anew. What else would stop the case
 * meanwhile comes up when the one before is decided. */
#ifndef ANJUAN_DESK_STOP_H
#define ANJUAN_DESK_STOP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "desk/people.h"
#include "store/journal.h"

typedef enum StopReason {
    STOP_DEATH,
    STOP_TREATMENT_STOPPED,
    STOP_THIRD_PARTY_PAID,
    STOP_CONSENT_WITHDRAWN,
    STOP_FRAUD,
    STOP_OTHER,
    STOP_COUNT
} StopReason;

const char *stop_word(StopReason reason);
const char *stop_label(StopReason reason); /* translated */
bool stop_parse(const char *word, StopReason *out);

/* What a decision makes of the case. Unsaid it goes on, but not after a death or a consent that
 * was withdrawn: there it has to be said. */
typedef enum StopFate { STOP_UNSAID, STOP_GOES_ON, STOP_ENDS } StopFate;

typedef struct Stop {
    int64_t id, group;
    StopReason reason;
    bool open, by_itself, ends; /* ends: it was decided that the case stays held */
    const char *at, *by;        /* "" when there is none */
    const char *words; /* the same; of one whose row says it no longer, that it does not */
    const char *decided_at, *decided_by, *decision; /* "" while it is open */
} Stop;

/* In the order in which they were raised. */
bool stop_list(Store *store, int64_t case_id, Arena *arena, Stop **out, size_t *n, Err *err);

/* Whether nothing stops the case; else ERR_REFUSED says why, since when, and who has to decide.
 * Asked by whatever sends the case or asks for its money, inside its transaction. */
bool stop_none(Store *store, int64_t case_id, Err *err);

/* Each inside tx, whose head names user and case. By hand it needs words. */
bool stop_raise(Tx *tx, const User *user, int64_t case_id, StopReason reason, const char *words,
                Err *err);
/* About the open stop, or else about what holds the case since an earlier decision. */
bool stop_decide(Tx *tx, const User *user, int64_t case_id, StopFate fate, const char *decision,
                 Err *err);

/* After an edit of the case, in its group: raises what its events and consents ask for, and
 * notes what has been taken back since the decision; ERR_REFUSED where the user may not. */
bool stop_follow(Tx *tx, int64_t user_id, int64_t case_id, Err *err);

/* The same after undo: a stop goes when what raised it is gone. */
extern const JournalFollow stop_follows;

#endif
