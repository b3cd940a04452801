/* What was done, held against what the groups before it tell of that moment: whoever took a
 * step against their role then, and whoever approved against the hands in the case then. What
 * an approval is of is for verify/approved.h. */
#ifndef ANJUAN_VERIFY_THEN_H
#define ANJUAN_VERIFY_THEN_H

#include "verify/model.h"
#include "verify/replay.h"
#include "verify/report.h"

typedef struct Then Then;

Then *then_new(void);
void then_free(Then *then);

/* Each group once, in their order, before it is replayed. */
void then_group(Then *then, const Replay *replay, const Group *group, Report *report);

/* After it is replayed: of a case that it erased nothing is left but its course. */
void then_erased(const Replay *replay, const Group *group, Report *report);

#endif
