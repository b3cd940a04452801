/* Reading the journal: its groups in order, forwards or backwards, and the rows that each
 * changed, unpacked. Everything on this floor that reads it does so here.
 *
 *   Reader r;
 *   if (!reader_open(&r, store, &range, err)) return false;
 *   while (reader_group(&r))
 *       while (reader_row(&r))
 *           use(&r.group, &r.row);
 *   return reader_close(&r, err); */
#ifndef ANJUAN_STORE_READ_H
#define ANJUAN_STORE_READ_H

#include <stdbool.h>
#include <stdint.h>

#include "store/body.h"
#include "store/chain.h"
#include "store/inner.h"

typedef struct ReaderRange {
    int64_t case_id;   /* 0: all; JOURNAL_NO_CASE: those about no case */
    int64_t after;     /* groups with higher numbers */
    int64_t only;      /* this group alone; 0: all of them */
    const char *table; /* rows of this one alone; NULL: of all */
    bool people;       /* groups about people and settings alone, backwards */
    int64_t batch;     /* those about batches and about the cases of this one, backwards */
    bool backwards;
} ReaderRange;

/* Borrowed until the next group. */
typedef struct ReaderGroup {
    int64_t id, user_id, case_id, content;
    SqlValue uid, at, station, kind, verb, message, message_salt, message_digest;
    SqlValue user_uid, user_name, case_uid, undoes, seed, g, hash, seal;
    SqlValue signer, signature, signed_at;
    BodyNames names;
    bool unnamed; /* who it was by is not in the dictionary */
} ReaderGroup;

/* Borrowed until the next row. */
typedef struct ReaderRow {
    int64_t seq, id;
    const unsigned char *uid;
    const BodyShape *shape;
    BodyColumn *columns; /* in the order of the shape */
} ReaderRow;

typedef struct Reader {
    Store *store;
    ReaderRange range;
    Sql groups, rows;
    bool rows_open;
    bool damaged; /* a row could not be read; reader_close says so */
    ReaderGroup group;
    ReaderRow row;
    BodyColumn *columns;
    size_t column_room;
} Reader;

bool reader_open(Reader *r, Store *store, const ReaderRange *range, Err *err);
bool reader_group(Reader *r);
bool reader_row(Reader *r); /* of the group */
bool reader_close(Reader *r, Err *err);

/* Shapes are kept with the store as far as they were needed, and forgotten when what brought
 * them may have been rolled back. */
void reader_forget(Store *store);

/* A text of a group; NULL when there is none. */
const char *reader_text(const SqlValue *value);

/* A value for people: blobs in hex, all else as the database shows it; what names a row by the
 * id that it has here. Adds nothing for an empty one. */
void journal_say(Store *store, const TableShape *shape, const char *column,
                 const ChainValue *value, Buf *out);

/* A value as a column of this store has it, copied: what names a row by the id that it has
 * here, which fails (ERR_REFUSED) where there is none, and for one that was erased or is
 * secret. */
bool reader_value(Store *store, const TableShape *shape, const char *column,
                  const ChainValue *value, SqlValue *out, char **memory, Err *err);

#endif
