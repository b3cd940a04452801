/* Secrets for digests that only this store can make. They follow from one random value in a
 * table of the store, outside the journal; each purpose has one of its own, named by its
 * context.
 *
 * Why in the store, and not from the key that it is sealed under: sealing an older store, and
 * changing its key, would make every digest meaningless, and what was digested is not there any
 * more to be digested anew. In a sealed store the value is sealed like everything else. In a
 * plain one whoever has the file has the secret too, and can try numbers out. */
#ifndef ANJUAN_STORE_SECRET_H
#define ANJUAN_STORE_SECRET_H

#include <stdbool.h>

#include "base/err.h"
#include "store/digest.h"
#include "store/store.h"

/* Made at its first use, inside the caller's transaction. For whoever only reads ERR_NOT_FOUND
 * where there is none: then nothing was digested either. The caller wipes out. */
bool store_secret(Store *store, const char *context, unsigned char out[DIGEST_BYTES], Err *err);

#endif
