/* Why a case was erased, held against what the history still tells of it. */
#ifndef ANJUAN_VERIFY_GROUND_H
#define ANJUAN_VERIFY_GROUND_H

#include "verify/model.h"
#include "verify/replay.h"

/* Of a group that has the row of an erasure and is not replayed yet; NULL: it holds. */
const char *ground_refuses(const Replay *replay, const Group *group);

#endif
