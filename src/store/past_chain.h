/* The hash chain of the journal as stores up to step 36 of the schema keep it (past.h): how a
 * value, a change and a group became bytes and a hash. Knows no database. */
#ifndef ANJUAN_STORE_PAST_CHAIN_H
#define ANJUAN_STORE_PAST_CHAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "store/digest.h"
#include "store/journal.h"

enum { PAST_SALT = 16 };

/* A value as the journal keeps it. The empty value has neither salt nor digest; an erased one
 * has a digest only; so has a secret one from the start. */
typedef struct PastValue {
    SqlValue value, salt, digest;
} PastValue;

typedef struct PastChange {
    int64_t row_id, secret;
    SqlValue op, table, row_uid, column; /* column may be empty */
    PastValue before, after;
} PastChange;

typedef struct PastGroup {
    int64_t id, user_id, case_id, content;
    SqlValue uid, at, station, kind, verb, user_uid, user_name, case_uid, undoes;
    PastValue message;
} PastGroup;

/* One group on its way. */
typedef struct PastChain {
    Buf bytes; /* the hash of the group before, then this group's changes */
    Buf local; /* this machine's row ids */
} PastChain;

void past_init(PastChain *chain);
void past_free(PastChain *chain);
void past_start(PastChain *chain, const unsigned char before[DIGEST_BYTES]);
void past_add(PastChain *chain, const PastChange *change);
/* hash is what the next group starts from and holds on every machine. seal covers this
 * machine's ids, with the hash as its key: whoever could forge it could as well forge the
 * chain, so it is short. */
void past_end(PastChain *chain, const PastGroup *group, unsigned char hash[DIGEST_BYTES],
              unsigned char seal[DIGEST_SHORT]);

typedef enum PastState { PAST_WRONG, PAST_EMPTY, PAST_KEPT, PAST_ERASED } PastState;

/* Holds the value against its digest. */
PastState past_check(Buf *scratch, const PastValue *value);

#endif
