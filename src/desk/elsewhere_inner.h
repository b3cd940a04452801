/* Inside the judging of what was done elsewhere: whether the rows of a step do what it says
 * (elsewhere_told.c), for who might do that (elsewhere.c). */
#ifndef ANJUAN_DESK_ELSEWHERE_INNER_H
#define ANJUAN_DESK_ELSEWHERE_INNER_H

#include <stdbool.h>

#include "desk/life.h"
#include "desk/workflow.h"
#include "store/travel.h"

/* A case begins as a draft that nobody decided anything about. */
bool told_begins(const TravelGroup *group, Err *err);

/* Where the step leaves the case, and an approval with it, and no other. */
bool told_moves(Store *store, const TravelGroup *group, Verb verb, const Standing *from,
                Err *err);

/* The first of two approvals that it names is one that stands. */
bool told_first(Store *store, const TravelGroup *group, Err *err);

/* To which stage it brings the case; false: to none. */
bool told_life(const TravelGroup *group, Life *out);
/* Whether that verb brings it there from where it is. */
bool told_lives(const TravelGroup *group, Verb verb, Life from, Err *err);

/* What was decided about stops is in a decision alone. *takes_back: it says that the cause of
 * one that was decided is gone, which only who decides may. */
bool told_stops(const TravelGroup *group, Verb verb, bool *takes_back, Err *err);

/* Of what somebody wrote or took back, or took in as an answer: refused where it changes the
 * application and says that it does not, as no answer does, or adds to what came later while
 * nothing is approved. */
typedef struct ToldLayers {
    bool anew; /* what a supervisor alone may cut anew */
} ToldLayers;
bool told_layers(Store *store, const TravelGroup *group, ToldLayers *out, Err *err);

#endif
