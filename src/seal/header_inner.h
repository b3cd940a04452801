/* What header.c (who can open it, and the file) and header_bytes.c (how it is written) share,
 * and the cipher reads. */
#ifndef ANJUAN_SEAL_HEADER_INNER_H
#define ANJUAN_SEAL_HEADER_INNER_H

#include <sqlite3.h>
#include <stdint.h>

#include "seal/header.h"

enum {
    HEADER_COPY = SEAL_HEADER_BYTES / 2,
    HEADER_MAC = 32,
    HEADER_DIGEST = 32,
    SLOT_DIGEST = 16,
    SLOT_NONCE = 24,
    SLOT_BOX = SEAL_KEY_BYTES + 16,
};

typedef struct Slot {
    unsigned char digest[SLOT_DIGEST]; /* of the name; all zero: nobody's */
    unsigned char salt[PASSKEY_SALT];
    KdfCost cost;
    unsigned char nonce[SLOT_NONCE], box[SLOT_BOX];
} Slot;

struct SealHeader {
    unsigned char id[SEAL_ID_BYTES];
    uint64_t generation;
    bool practice;
    size_t n;
    Slot slots[SEAL_SLOTS_MAX];
    unsigned char mac[HEADER_MAC];
};

/* bytes has room for HEADER_COPY. The keyed digest is made anew, and kept in the header. */
void header_encode(SealHeader *header, const SealKey *key, unsigned char *bytes);
SealFound header_decode(const unsigned char *bytes, SealHeader *out);
/* Does it begin as a header does? */
bool header_begins(const unsigned char *bytes);
/* The keyed digest of what the header says. */
void header_mac(const SealHeader *header, const SealKey *key, unsigned char out[HEADER_MAC]);

/* From a file that is open already: one of SQLite's own, below the cipher. */
SealFound header_read_from(sqlite3_file *file, SealHeader *out);

#endif
