/* Inside the journal: rows as they stand in the store, and recording a change into an open
 * group. Shared by writing and by undo. */
#ifndef ANJUAN_STORE_CHANGE_H
#define ANJUAN_STORE_CHANGE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/uid.h"
#include "store/chain.h"
#include "store/inner.h"

struct Tx {
    Store *store;
    GroupKind kind;
    int64_t user_id, case_id;
    char *verb, *message;
    bool content;
    bool forced; /* has a group even without changes: an erasure */
    int64_t group, changes;
    Uid uid;
    Uid undoes; /* the group taken back */
    bool has_undoes;
    Chain chain;
    Buf scratch;
};

/* The table's columns, read once; NULL when there is no such table with an id and a uid. */
const TableShape *change_shape(Store *store, const char *table);

/* A row copied out of the store: values in the order of the shape's columns. */
typedef struct RowImage {
    const TableShape *shape;
    bool found;
    Uid uid;
    SqlValue *values;
    char **memory; /* what text and blob values point at */
} RowImage;

bool change_read(Store *store, const char *table, int64_t id, RowImage *out, Err *err);
void change_free(RowImage *row);
/* NULL: no such column. */
const SqlValue *change_value(const RowImage *row, const char *column);

typedef struct Change {
    const char *op, *table, *column;
    int64_t id;
    Uid uid;
    SqlValue before, after;
    bool secret;
} Change;

bool change_record(Tx *tx, const Change *change, Err *err);

/* Writes one column as it is given; true also when it is that already. */
bool change_set(Tx *tx, const Change *change, Err *err);

/* Inserts a row with its own id and uid from the values of a removed one, and records it. */
bool change_restore(Tx *tx, const char *table, int64_t id, const Uid *uid,
                    const Change *columns, size_t n, Err *err);

/* What the settings say of the chain's end; *sound is false when they cannot be read. */
bool journal_head(Store *store, int64_t *count, unsigned char hash[DIGEST_BYTES], bool *sound,
                  Err *err);

/* The value for a message: its text, shortened, or a word for the empty one. */
void change_say(Buf *out, const SqlValue *value);

#endif
