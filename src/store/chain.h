/* The hash chain of the journal: how a value, a change and a group become bytes and a hash.
 * Used by writing and by verification alike, so the two cannot drift apart. Knows no database.
 */
#ifndef ANJUAN_STORE_CHAIN_H
#define ANJUAN_STORE_CHAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "store/digest.h"
#include "store/journal.h"

enum { CHAIN_SALT = 16 };

/* A value as the journal keeps it. The empty value has neither salt nor digest; an erased one
 * has a digest only; so has a secret one from the start. */
typedef struct ChainValue {
    SqlValue value, salt, digest;
} ChainValue;

typedef struct ChainChange {
    int64_t row_id, secret;
    SqlValue op, table, row_uid, column; /* column may be empty */
    ChainValue before, after;
} ChainChange;

typedef struct ChainGroup {
    int64_t id, user_id, case_id, content;
    SqlValue uid, at, station, kind, verb, user_uid, user_name, case_uid, undoes;
    ChainValue message;
} ChainGroup;

/* One group on its way. */
typedef struct Chain {
    Buf bytes; /* the hash of the group before, then this group's changes */
    Buf local; /* this machine's row ids */
} Chain;

void chain_init(Chain *chain);
void chain_free(Chain *chain);
void chain_start(Chain *chain, const unsigned char before[DIGEST_BYTES]);
void chain_add(Chain *chain, const ChainChange *change);
/* hash is what the next group starts from and holds on every machine. seal covers this
 * machine's ids, with the hash as its key: whoever could forge it could as well forge the
 * chain, so it is short. */
void chain_end(Chain *chain, const ChainGroup *group, unsigned char hash[DIGEST_BYTES],
               unsigned char seal[DIGEST_SHORT]);

/* The digest of a value that is not empty. scratch is cleared and used. */
void chain_digest(Buf *scratch, const SqlValue *value, const void *salt,
                  unsigned char out[DIGEST_BYTES]);

typedef enum ChainState { CHAIN_WRONG, CHAIN_EMPTY, CHAIN_KEPT, CHAIN_ERASED } ChainState;

/* Holds the value against its digest. */
ChainState chain_check(Buf *scratch, const ChainValue *value);

#endif
