/* How a person left a list, in words of the floor above. One person's; not in the journal, and
 * writing it does not count as a change for store_changed(). */
#ifndef ANJUAN_STORE_VIEW_H
#define ANJUAN_STORE_VIEW_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "store/store.h"

bool view_put(Store *store, int64_t user_id, const char *view, Err *err);

/* *out is for the caller to free; NULL: none was kept. */
bool view_get(Store *store, int64_t user_id, char **out, Err *err);

#endif
