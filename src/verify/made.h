/* The schema as the steps make it (store/schema.h), in memory. */
#ifndef ANJUAN_VERIFY_MADE_H
#define ANJUAN_VERIFY_MADE_H

#include <sqlite3.h>
#include <stdint.h>

#include "base/err.h"

int64_t made_step(void); /* the newest */

/* Up to that step. The caller closes it, also when it fails. */
bool made_schema(int64_t step, sqlite3 **out, Err *err);

#endif
