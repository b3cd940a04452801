/* Uids and seeds of the groups of a case, made of one random root, a number and the moment: so
 * a case that travels names them by numbers, which is half of what a case that was typed in
 * field by field weighs. Each group keeps its own seed in its row; the root only saves bytes.
 * It goes with the first seed of the case that is destroyed, and a new one begins. A store that
 * is put back gives a number twice, but never at the same moment. */
#ifndef ANJUAN_STORE_ROOT_H
#define ANJUAN_STORE_ROOT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/uid.h"
#include "store/chain.h"

enum { ROOT_BYTES = 16 };

typedef struct CaseRoot {
    bool there;
    unsigned char bytes[ROOT_BYTES];
    int64_t next; /* the number of the next group */
} CaseRoot;

void root_uid(const unsigned char root[ROOT_BYTES], int64_t number, const char *at, Uid *out);
void root_seed(const unsigned char root[ROOT_BYTES], int64_t number, const char *at,
               unsigned char out[CHAIN_SEED]);

/* The uid of a row that a group adds, the so many-eth: it goes without saying where the group
 * does. */
void root_row(const unsigned char group[UID_BYTES], int64_t number, Uid *out);

bool root_read(Store *store, int64_t case_id, CaseRoot *out, Err *err);
/* After a group of the case: it took the number, or there was no root and one begins. */
bool root_used(Store *store, int64_t case_id, const CaseRoot *root, Err *err);
bool root_forget(Store *store, int64_t case_id, Err *err);

/* A root that the newest event of its case here is not made of, with the number before next. */
typedef struct RootFault {
    int64_t case_id;
    int64_t told, stored; /* next, as that event tells; both 0: the root itself is another */
} RootFault;

typedef bool RootFaultSink(void *ctx, const RootFault *fault); /* false ends it */
bool root_compare(Store *store, RootFaultSink *sink, void *ctx, Err *err);

#endif
