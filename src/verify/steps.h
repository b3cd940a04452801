/* From where to where a step leads: the status of a case, of an amendment, and its stage. */
#ifndef ANJUAN_VERIFY_STEPS_H
#define ANJUAN_VERIFY_STEPS_H

#include "verify/people.h"
#include "verify/standing.h"

bool steps_is_over(const char *life);

/* What the column of the case is after the group. */
enum { STEPS_WORD = 32 };
void steps_after(const Group *group, const char *column, const char *before,
                 char out[STEPS_WORD]);

/* The right that it takes to go from one stage to another by hand. */
RightVerb steps_right(const char *from, const char *to);

/* Why the group does not lead where it says; NULL: it does. */
const char *steps_refuse(const Group *group, const Standing *before);

#endif
