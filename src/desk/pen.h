/* Who goes on with a case: the station that holds its pen (ARCHITECTURE, "A case that
 * travels"). Handing a case to another station passes it, and what is about the case is then
 * written there, until it comes back. */
#ifndef ANJUAN_DESK_PEN_H
#define ANJUAN_DESK_PEN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "desk/workflow.h"
#include "store/journal.h"
#include "store/travel.h"

extern const char pen_verb[];      /* of the group that passes it */
extern const char pen_lost_verb[]; /* and of one that takes it over */

typedef struct Pen {
    bool away;
    const char *code, *name; /* of the station that holds it; name "" where we know none */
    const char *since;       /* an instant */
    int64_t term;            /* how often it was passed */
    bool lost;               /* that station is trusted no longer */
} Pen;
bool pen_read(Store *store, int64_t case_id, Arena *arena, Pen *out, Err *err);

/* Refused while the case is elsewhere, unless the verb only reads. */
bool pen_allows(Store *store, Verb verb, int64_t case_id, Err *err);

/* Inside a group of that verb; it is refused where the pen is not ours. */
bool pen_pass(Tx *tx, int64_t case_id, const char *to, Err *err);

/* From a station that is trusted no longer, which is lost or may not go on with it; refused
 * where the holder is another. Inside a group of pen_lost_verb. */
bool pen_take_over(Tx *tx, int64_t case_id, Err *err);

/* Whether what came was written by the station that held the pen then. */
bool pen_was_theirs(Store *store, const TravelGroup *group, Err *err);

/* Of a case that came: notes that it did where its pen came along, unless it is submitted,
 * which says it; and that a person opened it: who keeps it, or anybody where that is one of
 * elsewhere. Told on the home screen. */
bool pen_came(Store *store, int64_t case_id, Err *err);
bool pen_opened(Store *store, int64_t user_id, int64_t case_id, Err *err);

/* "At 县督导台 for 3 days"; for the arena. */
const char *pen_words(const Pen *pen, Day today, Arena *arena);

#endif
