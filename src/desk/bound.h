/* Cases that are here and wait for another station, so that all of them can go there at once:
 * those that it asks for, those that it gave us and that we are through with, and those of ours
 * that were submitted, where it has a supervisor and got some of ours before. */
#ifndef ANJUAN_DESK_BOUND_H
#define ANJUAN_DESK_BOUND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "store/store.h"

/* In the order in which they were entered; code: of the station. */
bool bound_for(Store *store, const char *code, Arena *arena, int64_t **out, size_t *n,
               Err *err);

#endif
