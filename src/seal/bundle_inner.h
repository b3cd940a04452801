/* The bytes of a bundle, for the files that make it up: bundle.c, bundle_write.c,
 * bundle_open.c. */
#ifndef ANJUAN_SEAL_BUNDLE_INNER_H
#define ANJUAN_SEAL_BUNDLE_INNER_H

#include <sodium.h>

#include "seal/bundle.h"

enum {
    MAGIC = 8,
    AT_MAJOR = MAGIC,
    AT_MINOR = AT_MAJOR + 2,
    AT_FROM = AT_MINOR + 2,
    AT_TO = AT_FROM + BUNDLE_ID,
    AT_EPOCH = AT_TO + BUNDLE_ID,
    AT_NUMBER = AT_EPOCH + 8,
    AT_PREVIOUS = AT_NUMBER + 8,
    AT_BODY = AT_PREVIOUS + BUNDLE_DIGEST,
    AT_KEY = AT_BODY + 8,
    STREAM_KEY = crypto_secretstream_xchacha20poly1305_KEYBYTES,
    AT_STREAM = AT_KEY + STREAM_KEY + PERSON_SEAL,
    STREAM = crypto_secretstream_xchacha20poly1305_HEADERBYTES,
    /* What the first chunk is bound to: the header but for the stream's own part, and all keys.
     */
    BOUND = AT_STREAM + 3 * PERSON_PUBLIC,
    CHUNK = 64 << 10,
    EXTRA = crypto_secretstream_xchacha20poly1305_ABYTES,
    LENGTHS = 24, /* inside, first: of the packed part unpacked, packed, and of the other */
    LEAST = 1024, /* inside: bundles of receipts are all alike */
    HASH = 64,
    CONTEXT = 16,
    FINAL = crypto_secretstream_xchacha20poly1305_TAG_FINAL,
    MESSAGE = crypto_secretstream_xchacha20poly1305_TAG_MESSAGE,
};

_Static_assert((int)AT_STREAM + (int)STREAM == (int)BUNDLE_HEAD, "the header has its length");

void bundle_put(unsigned char *at, uint64_t number); /* eight bytes, the highest first */
uint64_t bundle_get(const unsigned char *at);

void bundle_bind(const unsigned char head[BUNDLE_HEAD], const PersonPublic *sender,
                 const PersonPublic *recipient, unsigned char bound[BOUND]);

enum { SIGNED = CONTEXT + 2 * HASH + BUNDLE_DIGEST };
void bundle_signs(const unsigned char head[BUNDLE_HEAD], const PersonPublic *recipient,
                  const unsigned char body[HASH], unsigned char out[SIGNED]);
void bundle_digest(const unsigned char head[BUNDLE_HEAD], const unsigned char body[HASH],
                   const unsigned char signature[PERSON_SIGNATURE],
                   unsigned char out[BUNDLE_DIGEST]);

#endif
