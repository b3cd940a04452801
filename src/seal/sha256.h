/* SHA-256 of bytes that come in pieces: the name of a paper, and what others can check. The
 * hash of libcrypto, which uses what the processor has for it and is three times as fast; its
 * oldest interface, since that reads no settings and nothing of the environment. Nothing here
 * is secret. */
#ifndef ANJUAN_SEAL_SHA256_H
#define ANJUAN_SEAL_SHA256_H

#include <stddef.h>

enum { SHA256_BYTES = 32 };

typedef struct Sha256 {
    unsigned state[32]; /* room for libcrypto's, whatever it is there */
} Sha256;

void sha256_begin(Sha256 *sum);
void sha256_add(Sha256 *sum, const void *bytes, size_t n);
void sha256_end(Sha256 *sum, unsigned char out[SHA256_BYTES]);

#endif
