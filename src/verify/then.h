/* What was done, held against what the groups before it tell of that moment: whoever signed a
 * group against what they might do then (verify/whose.h), and whoever approved against the
 * hands in the case then. What an approval is of is for verify/approved.h. */
#ifndef ANJUAN_VERIFY_THEN_H
#define ANJUAN_VERIFY_THEN_H

#include "verify/keys.h"
#include "verify/model.h"
#include "verify/replay.h"
#include "verify/report.h"

typedef struct Then Then;

Then *then_new(void);
void then_free(Then *then);

/* Each group once, in their order, before it is replayed. */
void then_group(Then *then, const Keys *keys, const Replay *replay, const Group *group,
                Report *report);

/* That whoever signed it could not do that then, and why. */
void then_tell(Report *report, const Group *group, const char *why);

/* After it is replayed: of a case that it erased nothing is left but its course. */
void then_erased(const Replay *replay, const Group *group, Report *report);

#endif
