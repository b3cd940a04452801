/* The records against the journal: it is read backwards, and the last thing that it tells of
 * each column of each row must be what stands in the store, and what a group went on from, what
 * the group before it left; rows that it does not tell of, and
 * rows that are not there any more, are found as well. What triggers derive from the journal is
 * computed and compared. Belongs to journal_compare and to the moving of a past journal. */
#ifndef ANJUAN_STORE_REPLAY_H
#define ANJUAN_STORE_REPLAY_H

#include <stdbool.h>
#include <stdint.h>

#include "store/change.h"
#include "store/read.h"

typedef enum ReplayKind {
    REPLAY_VALUE,  /* a column has another value than the journal tells */
    REPLAY_GONE,   /* a row that the journal tells of is not there */
    REPLAY_STRAY,  /* a row is there that the journal does not tell of */
    REPLAY_ID,     /* a row has another id than it had */
    REPLAY_SIGNER, /* the station signed what it signs nothing of (station.h) */
    REPLAY_KIND,   /* a group of that kind and verb tells of no such thing (kinds.h) */
    REPLAY_PAST,   /* a later group went on from another value than the journal tells */
} ReplayKind;

/* Borrowed while the sink runs. */
typedef struct ReplayFault {
    ReplayKind kind;
    const TableShape *shape;
    size_t column;     /* of REPLAY_VALUE and REPLAY_PAST */
    const char *signs; /* of these two: the column; NULL: all of it */
    int64_t id, case_id, group;
    const Uid *uid;
    const ChainValue *told;
    const SqlValue *stored;
    const ChainValue *from; /* of REPLAY_PAST */
    int64_t later;          /* the group that went on from it */
} ReplayFault;

typedef bool (*ReplaySink)(void *ctx, const ReplayFault *fault, Err *err); /* false ends it */

bool replay_run(Store *store, const Progress *progress, ReplaySink sink, void *ctx,
                int64_t *records, Err *err);

/* The rows of one case against the groups about it alone, in time that it takes to read those.
 * What batches took of it is told of by groups of the batches: of that only what the case's own
 * groups tell. */
bool replay_case(Store *store, int64_t case_id, ReplaySink sink, void *ctx, Err *err);

/* Users, their keys and their roles, and the settings, against the groups about people. */
bool replay_people(Store *store, ReplaySink sink, void *ctx, Err *err);
/* A batch with its cases, copies and replies against the groups about batches and about these
 * cases. */
bool replay_batch(Store *store, int64_t batch, ReplaySink sink, void *ctx, Err *err);
bool replay_is_of_people(const TableShape *shape);

#endif
