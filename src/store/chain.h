/* The hash chain of the journal: how a value, a change and a group become bytes, digests and
 * hashes. Used by writing and by verification alike, so the two cannot drift apart. Knows no
 * database. ARCHITECTURE ("The journal") has the same as text, for whoever checks a store with
 * a program of their own.
 *
 * Nothing local is hashed into g, the hash of a group: no row ids, no place in the store. So a
 * group can travel with its case. */
#ifndef ANJUAN_STORE_CHAIN_H
#define ANJUAN_STORE_CHAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/uid.h"
#include "store/digest.h"
#include "store/journal.h"

enum { CHAIN_SALT = 16, CHAIN_SEED = 16, CHAIN_SALTS_BLOCK = 64 };

typedef enum ChainState {
    CHAIN_EMPTY,  /* no value: neither salt nor digest */
    CHAIN_KEPT,   /* the value; its digest is computed when it is needed */
    CHAIN_SECRET, /* its digest only, from the start */
    CHAIN_ERASED, /* its digest only, since it was erased */
} ChainState;

/* One value as the journal has it. */
typedef struct ChainValue {
    ChainState state;
    bool points;                 /* value is the uid of the row that it points at */
    SqlValue value;              /* borrowed, and a text without a NUL behind it */
    const unsigned char *salt;   /* written out; NULL: from the seed of the group */
    const unsigned char *digest; /* of one without value */
} ChainValue;

/* The salts of a group, made of its seed. Number 0 is that of the comment; the values that are
 * there follow, in the order of rows and columns, before ahead of after. */
typedef struct ChainSalts {
    const unsigned char *seed;
    uint64_t block; /* what bytes holds, counted from 1; 0: nothing yet */
    unsigned char bytes[CHAIN_SALTS_BLOCK];
} ChainSalts;

void chain_salts(ChainSalts *salts, const unsigned char seed[CHAIN_SEED]);
const unsigned char *chain_salt(ChainSalts *salts, uint64_t number);

/* Where a value stands: its digest holds there and nowhere else. */
typedef struct ChainPlace {
    const char *table, *column;
    const unsigned char *row; /* a uid */
    char side;                /* 'b' before, 'a' after */
} ChainPlace;

/* The digest of a value that is kept. scratch is cleared and used. */
void chain_digest(Buf *scratch, const ChainPlace *place, const ChainValue *value,
                  const unsigned char salt[CHAIN_SALT], unsigned char out[DIGEST_BYTES]);

/* What a group is beside its changes. */
typedef struct ChainGroup {
    int64_t content;
    SqlValue uid, at, station, kind, verb, user_uid, user_name, case_uid, undoes;
    const unsigned char *message; /* the digest of its comment; NULL: none */
} ChainGroup;

/* A group on its way to its hash: its head, each row with its columns, and how many rows there
 * were. Digests are NULL for empty values. */
void chain_start(Buf *out, const unsigned char before[DIGEST_BYTES], const ChainGroup *group);
void chain_row(Buf *out, const char *op, const char *table, const unsigned char row[UID_BYTES],
               size_t columns);
void chain_column(Buf *out, const char *name, bool secret, const unsigned char *before,
                  const unsigned char *after);
void chain_end(Buf *out, size_t rows, unsigned char g[DIGEST_BYTES]);

/* The hash of the store up to a group, from the one before it and g: it says in which order
 * this store got its groups, and never leaves it. */
void chain_store(const unsigned char before[DIGEST_BYTES], const unsigned char g[DIGEST_BYTES],
                 unsigned char out[DIGEST_BYTES]);

/* What a person signs with a group: it, its number in the store, the store up to there, and who
 * belonged to the store then. So whoever rewrites an old group takes all later signatures of
 * others with it, and "disabled before it was signed" needs no clock. */
typedef struct ChainSigned {
    int64_t position;
    unsigned char g[DIGEST_BYTES];      /* of the group */
    unsigned char before[DIGEST_BYTES]; /* the store's hash before it; zeros for the first */
    unsigned char people[DIGEST_BYTES]; /* g of the last group before it of the kind "people" or
                                         * "setup"; zeros when there is none */
} ChainSigned;

enum {
    CHAIN_SIGNED_BYTES = 16 + 8 + 3 * DIGEST_BYTES,
    CHAIN_SIGNED_AT = 8 + 2 * DIGEST_BYTES, /* of them, what is not g */
};
void chain_signed_bytes(const ChainSigned *what, unsigned char out[CHAIN_SIGNED_BYTES]);
/* The same of a group from another store, which was signed at its place there. */
void chain_signed_elsewhere(const unsigned char g[DIGEST_BYTES],
                            const unsigned char signed_at[CHAIN_SIGNED_AT],
                            unsigned char out[CHAIN_SIGNED_BYTES]);

/* Covers this machine's row ids, with g as its key: whoever could forge it could as well forge
 * the chain, so it is short. */
void chain_local(Buf *out, int64_t number);
void chain_seal(const Buf *local, const unsigned char g[DIGEST_BYTES],
                unsigned char seal[DIGEST_SHORT]);

#endif
