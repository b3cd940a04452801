/* What the station signs: a closed list. Whoever can open a store has its key, so what it signs
 * is what nobody decides; a group signed by it that holds anything else is a fault. */
#ifndef ANJUAN_VERIFY_STATION_H
#define ANJUAN_VERIFY_STATION_H

#include "verify/keys.h"
#include "verify/replay.h"

/* After its rows were learned: a key that the group makes may sign it. */
void station_check(const Keys *keys, const Replay *replay, const Group *group, Report *report);

#endif
