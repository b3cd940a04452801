/* What came is counted by the caller: which of it is known, and where it joins what is here. */
#include "config.h"

#include "store/follow.h"

#include <string.h>

/* A gap is waited for; where both sides went on from one group nothing is taken. */
TravelFate follow_fate(const FollowView *view)
{
    if (view->known == view->n)
        return view->any ? TRAVEL_KNOWN : TRAVEL_WAITS;
    if (!view->any)
        return view->begins ? TRAVEL_TAKEN : TRAVEL_WAITS;
    if (view->known > 0)
        return view->known_is_last ? TRAVEL_TAKEN : TRAVEL_PARTED;
    if (view->before_is_last)
        return TRAVEL_TAKEN;
    return view->before_is_here || view->begins ? TRAVEL_PARTED : TRAVEL_WAITS;
}

static bool same(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") == 0;
}

FollowMeets follow_meets(const char *base, const char *value, const char *now)
{
    if (same(now, value))
        return FOLLOW_SAME;
    return same(now, base) ? FOLLOW_ENTERS : FOLLOW_CLASHES;
}

bool follow_may_write(const char *holder, const char *brought_by, const char *station)
{
    const char *may = holder ? holder : brought_by;

    return may && station && strcmp(may, station) == 0;
}
