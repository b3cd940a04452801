/* What header.c (who can open it, and the file), guest.c (who is to) and header_bytes.c (how it
 * is written) share, and the cipher reads. */
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

/* Slots of a kind, which is a text, and a name. */
void slot_digest(const SealHeader *header, const char *kind, const char *name,
                 unsigned char out[SLOT_DIGEST]);
bool slot_is(const Slot *slot, const unsigned char digest[SLOT_DIGEST]);
Slot *slot_new(SealHeader *header, Err *err); /* NULL: there is no room */
void slots_drop(SealHeader *header, const unsigned char digest[SLOT_DIGEST]);

/* What it takes to try a passphrase at that cost. */
uint64_t work_of(KdfCost cost);

/* ---- guest.c ---- */

/* *key stays NULL for who is not invited, or with another passphrase; what it took to try it is
 * added to *worked. False: it could not be tried. */
bool guest_open(const SealHeader *header, const char *name, const char *passphrase,
                SealKey **key, PassKey **pass, uint64_t *worked, Err *err);
/* The slot is of what the name was invited by. */
bool guest_is_piece(const SealHeader *header, const Slot *slot, const char *name);

/* From a file that is open already: one of SQLite's own, below the cipher. */
SealFound header_read_from(sqlite3_file *file, SealHeader *out);

#endif
