/* Inside the journal: rows as they stand in the store, and recording a change into an open
 * group. Shared by writing and by undo. */
#ifndef ANJUAN_STORE_CHANGE_H
#define ANJUAN_STORE_CHANGE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/uid.h"
#include "store/chain.h"
#include "store/inner.h"
#include "store/root.h"

/* What a group did to one row, folded: a row that was added and then changed was added so, one
 * that was added and removed again was never there. */
typedef enum RowOp { ROW_ADD, ROW_SET, ROW_REMOVE, ROW_NONE } RowOp;

typedef struct RowCell {
    bool told; /* the group says something of this column */
    ChainValue before, after;
    char *memory[2]; /* of their values */
} RowCell;

typedef struct GroupRow {
    RowOp op;
    const TableShape *shape;
    int64_t id;
    Uid uid;
    RowCell *cells; /* one for each column of the shape */
} GroupRow;

/* The rows of a group in the order in which it first came to them. */
typedef struct GroupRows {
    GroupRow *rows;
    size_t n, room;
    size_t *found; /* rows by their uid: place + 1 of the last one; a power of two of them */
    size_t slots;
} GroupRows;

/* A group that another store wrote: what was signed there, and salts that were written out. */
typedef struct TxElsewhere {
    const Uid *signer;
    const unsigned char *signature, *signed_at; /* NULL: the next group's covers it */
    const unsigned char *message_salt;
    bool seedless;
} TxElsewhere;

struct Tx {
    Store *store;
    GroupKind kind;
    int64_t user_id, case_id;
    char *verb, *message;
    bool content;
    bool forced; /* has a group even without changes */
    int64_t group;
    Uid uid;
    CaseRoot root; /* that it and the seed are made of, at that moment; or there is none */
    char at[INSTANT_TEXT];
    int64_t added; /* rows so far */
    Uid undoes;    /* the group taken back */
    bool has_undoes;
    unsigned char before[DIGEST_BYTES]; /* the store's hash before it */
    unsigned char hash[DIGEST_BYTES];   /* and with it, once it is written */
    unsigned char g[DIGEST_BYTES];      /* likewise, of the group */
    const TxElsewhere *elsewhere;       /* NULL: it is of this store */
    GroupRows rows;
};

void tx_free(Tx *tx);

/* Its number and the hash before it, from the journal's end. */
bool tx_read_head(Tx *tx, Err *err);

/* tx_add under that uid. */
bool tx_add_as(Tx *tx, const char *table, const Uid *uid, const TxColumn *columns, size_t n,
               int64_t *id, Err *err);

/* The table's columns, read once; NULL when there is no such table with an id and a uid. */
const TableShape *change_shape(Store *store, const char *table);

/* The table that a column's values name rows of; NULL: it has values, or there is no such
 * column any more. */
const char *change_points(const TableShape *shape, const char *column);

/* A row copied out of the store: values in the order of the shape's columns. */
typedef struct RowImage {
    const TableShape *shape;
    bool found;
    Uid uid;
    SqlValue *values;
    char **memory; /* what text and blob values point at */
} RowImage;

bool change_read(Store *store, const char *table, int64_t id, RowImage *out, Err *err);
bool change_find(Store *store, const TableShape *shape, const unsigned char *uid, RowImage *out,
                 int64_t *id, Err *err);
void change_free(RowImage *row);
/* NULL: no such column. */
const SqlValue *change_value(const RowImage *row, const char *column);

typedef struct Change {
    const char *table, *column;
    int64_t id;
    Uid uid;
    SqlValue before, after;
    bool secret;
} Change;

/* Notes for the end of the group that a column was set, and that a row came, with some columns
 * that are secret (NULL: none), or went. */
bool change_record(Tx *tx, const Change *change, Err *err);
bool change_added(Tx *tx, const RowImage *image, int64_t id, const bool *secret, Err *err);
bool change_removed(Tx *tx, const RowImage *image, int64_t id, Err *err);

/* The same of values as the journal has them. rows_removed gives NULL for a row that the group
 * itself added: there is nothing to tell of it. */
void rows_set(GroupRows *rows, const TableShape *shape, int64_t id, const Uid *uid, size_t at,
              const ChainValue *before, const ChainValue *after);
GroupRow *rows_added(GroupRows *rows, const TableShape *shape, int64_t id, const Uid *uid);
GroupRow *rows_removed(GroupRows *rows, const TableShape *shape, int64_t id, const Uid *uid);
void row_put(GroupRow *row, size_t at, const ChainValue *value);
void rows_free(GroupRows *rows);

/* What a group copies out of other tables, so that it can be read without them. */
typedef struct GroupNames {
    char *user_name, *station;
    Uid user_uid, case_uid;
    bool has_user, has_case;
} GroupNames;

/* Writes the group with its rows; at is when it was. erased: the digest of a comment that is
 * not there any more; NULL: it is. */
bool group_write(Tx *tx, const char *at, const GroupNames *names,
                 const unsigned char seed[CHAIN_SEED], const unsigned char *erased, Err *err);
void group_names_free(GroupNames *names);

/* Does the group change anything in the end? */
bool rows_any(const GroupRows *rows);
bool row_tells(const GroupRow *row); /* this one of them */
bool cell_differs(const RowCell *cell);

/* A row's uid by its id, and the other way round; *there is false where there is none. */
bool change_uid_of(Store *store, const char *table, int64_t id, Uid *uid, bool *there,
                   Err *err);
bool change_id_of(Store *store, const char *table, const unsigned char *uid, int64_t *id,
                  bool *there, Err *err);

/* Wipes the values of a case in the groups before that one, which says so and came from
 * elsewhere. */
bool erase_as_there(Store *store, int64_t case_id, int64_t group, Err *err);

/* Writes one column as it is given; true also when it is that already. */
bool change_set(Tx *tx, const Change *change, Err *err);

/* Inserts a row with its own id and uid from the values of a removed one, and records it. */
bool change_restore(Tx *tx, const char *table, int64_t id, const Uid *uid,
                    const Change *columns, size_t n, Err *err);

/* What the settings say of the chain's end; *sound is false when they cannot be read. */
bool journal_head(Store *store, int64_t *count, unsigned char hash[DIGEST_BYTES], bool *sound,
                  Err *err);

/* The chain alone, which ends with last, cannot tell that its end was cut off; the head kept in
 * the settings can. */
void verify_end(JournalCheck *out, const unsigned char last[DIGEST_BYTES], int64_t count,
                const unsigned char head[DIGEST_BYTES], bool sound);

/* A case whose number another one has here: how it is told apart, by two digits of its uid. */
#define CHANGE_NO_APART "%s~%02x%02x"

/* For a message: what the column is called, or the record where it is NULL; and its value,
 * shortened, or a word for the empty one. */
void change_name(const Store *store, const char *table, const char *column, Buf *out);
void change_say(const Store *store, const char *table, const char *column,
                const SqlValue *value, Buf *out);

/* Does erasing a case take that value out of what a batch has of it? */
bool erase_takes_of_batch(const char *table, const char *column);
/* And out of the groups of the case itself. */
bool erase_takes_of_case(Store *store, const char *table, const char *column);

#endif
