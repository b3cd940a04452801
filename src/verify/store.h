/* A store, read with SQLite alone. */
#ifndef ANJUAN_VERIFY_STORE_H
#define ANJUAN_VERIFY_STORE_H

#include "base/err.h"
#include "verify/report.h"

/* Who opens a sealed store; NULL for a plain one. */
typedef struct StoreKey {
    const char *name, *passphrase;
} StoreKey;

/* False when it cannot be read at all; what is wrong in it stands in the report. */
bool verify_store(const char *path, const StoreKey *key, Report *report, Err *err);

#endif
