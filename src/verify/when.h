/* The moment and the day that a row says, held against those of its event. */
#ifndef ANJUAN_VERIFY_WHEN_H
#define ANJUAN_VERIFY_WHEN_H

#include "verify/replay.h"

/* Of a group that is not replayed yet; NULL: nothing. */
const char *when_refuses(const Replay *replay, const Group *group);

#endif
