/* The key of a sealed store: 256 random bits, in locked memory as long as somebody holds them
 * and wiped afterwards. Nothing is sealed under it itself: each purpose has a key of its own
 * that follows from it, so that what is learned of one tells nothing of another.
 *
 * What holds a key counts (seal_key_hold); the last one to give it up ends it. A key belongs to
 * one thread. */
#ifndef ANJUAN_SEAL_KEY_H
#define ANJUAN_SEAL_KEY_H

#include <stddef.h>

enum { SEAL_KEY_BYTES = 32 };

typedef enum SealUse {
    SEAL_USE_PAGES,  /* pages of the database and of its log */
    SEAL_USE_HEADER, /* that nobody without the key changed who may open it */
    SEAL_USE_COPIES, /* bytes of attached copies */
    SEAL_USE_NAMES,  /* what those are called */
    SEAL_USES
} SealUse;

typedef struct SealKey SealKey;

SealKey *seal_key_new(void); /* random */
SealKey *seal_key_from(const unsigned char bytes[SEAL_KEY_BYTES]);
SealKey *seal_key_hold(SealKey *key); /* the same once more; NULL stays NULL */
void seal_key_free(SealKey *key);     /* NULL is allowed */

/* Borrowed, in locked memory too. The first is for wrapping alone. */
const unsigned char *seal_key_bytes(const SealKey *key);
const unsigned char *seal_key_for(const SealKey *key, SealUse use);

/* Room for secrets: locked, out of every core dump, with guarded ends; ends the program where
 * the system has none. seal_secret_free wipes. */
void *seal_secret(size_t n);
void seal_secret_free(void *secret); /* NULL is allowed */

#endif
