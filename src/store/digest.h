/* Digests and random salts, so that libsodium stays below: SHA-256 for files that others check,
 * BLAKE2b for our own chain. */
#ifndef ANJUAN_STORE_DIGEST_H
#define ANJUAN_STORE_DIGEST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

enum { DIGEST_BYTES = 32, DIGEST_HEX = 64, DIGEST_SHORT = 8, DIGEST_WIDE = 64 };

/* Of a regular file; anything else is an error, and none is waited for. */
bool digest_file_sha256(const char *path, char hex[DIGEST_HEX + 1], Err *err);
void digest_sha256(const void *bytes, size_t n, char hex[DIGEST_HEX + 1]);
void digest_blake2b(const void *bytes, size_t n, unsigned char out[DIGEST_BYTES]);
void digest_blake2b_wide(const void *bytes, size_t n, unsigned char out[DIGEST_WIDE]);

/* Keyed BLAKE2b: whoever lacks the key can neither make it nor try what it may be of. */
void digest_keyed(const void *bytes, size_t n, const unsigned char key[DIGEST_BYTES],
                  unsigned char out[DIGEST_BYTES]);

/* BLAKE2b of bytes that come in pieces; the end frees it. */
typedef struct Digest Digest;
Digest *digest_begin(void);
void digest_add(Digest *digest, const void *bytes, size_t n);
void digest_end(Digest *digest, unsigned char out[DIGEST_BYTES]);

/* SipHash; the key is the first half of a digest. */
void digest_short(const void *bytes, size_t n, const unsigned char key[DIGEST_BYTES],
                  unsigned char out[DIGEST_SHORT]);
void digest_hex(const unsigned char digest[DIGEST_BYTES], char hex[DIGEST_HEX + 1]);
void digest_random(void *bytes, size_t n);

#endif
