/* Supervisors whom the recovery code of a sealed store made (app/seal.h). Whoever finds the
 * code is one, so everybody is told of it for a while, at each sign-in, and verifying always.
 */
#ifndef ANJUAN_DESK_RECOVERY_H
#define ANJUAN_DESK_RECOVERY_H

#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "store/store.h"

enum { RECOVERY_DAYS = 30 }; /* for so many it is told */

#define RECOVERY_VERB "recover"

typedef struct Recovery {
    const char *name, *at; /* of the user; an instant */
} Recovery;

/* All of them, as the journal has them, the first one first. */
bool recovery_list(Store *store, Arena *arena, Recovery **out, size_t *n, Err *err);

#endif
