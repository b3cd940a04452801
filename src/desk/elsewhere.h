/* What somebody did at another station, judged as if they did it here: by the role that their
 * station gave them, by how the case stood then, and by whose hands were in it. That they are
 * disabled here, so that they come in nowhere, is of no account. */
#ifndef ANJUAN_DESK_ELSEWHERE_H
#define ANJUAN_DESK_ELSEWHERE_H

#include <stdbool.h>

#include "store/travel.h"

/* The records stand as they did before it. */
bool desk_may_elsewhere(Store *store, const TravelGroup *group, Err *err);

#endif
