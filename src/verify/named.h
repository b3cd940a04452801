/* In whose name a group that a person signed says that something was done: in that of whoever
 * signed it, and where it takes two, by two. */
#ifndef ANJUAN_VERIFY_NAMED_H
#define ANJUAN_VERIFY_NAMED_H

#include "verify/hands.h"
#include "verify/replay.h"

/* Of a group that is neither learned nor replayed yet. Why it is not so, to be shown; NULL: it
 * is. */
const char *named_refuses(const Hands *hands, const Replay *replay, const Group *group);

#endif
