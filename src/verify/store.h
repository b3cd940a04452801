/* A store, read with SQLite alone. */
#ifndef ANJUAN_VERIFY_STORE_H
#define ANJUAN_VERIFY_STORE_H

#include "base/err.h"
#include "verify/report.h"

/* Who opens a sealed store; NULL for a plain one. */
typedef struct StoreKey {
    const char *name, *passphrase;
} StoreKey;

/* words: what stands on paper of the end of a day (seal/words.h), as WORDS_BYTES; NULL:
 * nothing. False when it cannot be read at all; what is wrong in it stands in the report. */
bool verify_store(const char *path, const StoreKey *key, const unsigned char *words,
                  Report *report, Err *err);

#endif
