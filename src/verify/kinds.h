/* What a group that a person signed may tell of, by its kind and verb: a closed list. Whoever
 * signs chooses both, and what a group is held against goes by them; one that tells of
 * something else is a fault. What the station signs is for station.h. */
#ifndef ANJUAN_VERIFY_KINDS_H
#define ANJUAN_VERIFY_KINDS_H

#include "verify/keys.h"

void kinds_check(const Keys *keys, const Group *group, Report *report);

#endif
