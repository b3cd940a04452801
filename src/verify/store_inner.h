/* What the files that read a store share. */
#ifndef ANJUAN_VERIFY_STORE_INNER_H
#define ANJUAN_VERIFY_STORE_INNER_H

#include <sqlite3.h>

#include "base/arena.h"
#include "base/err.h"
#include "seal/header.h"
#include "seal/key.h"
#include "verify/check.h"
#include "verify/report.h"

typedef struct Reading {
    const char *path;
    sqlite3 *db;
    SealKey *key;                       /* of a sealed store; NULL: it is plain */
    unsigned char store[SEAL_ID_BYTES]; /* whose that is */
    uint64_t generation;                /* of its header */
    int64_t step;                       /* of the schema, as the store says */
    bool altered;                       /* the schema is not as the program made it */
    bool endless; /* something stands there that makes rows or values of its own */
    Report *report;
    Check *check;
    Arena *arena; /* of the group or table being read */
} Reading;

/* NULL and an error when the store has no such table or column. */
sqlite3_stmt *reading_ask(Reading *r, const char *text, Err *err);
/* Ends the statement; false when it ended by an error. */
bool reading_end(Reading *r, sqlite3_stmt *stmt, Err *err);
Bytes reading_bytes(sqlite3_stmt *stmt, int column); /* of a text or blob; lives with the row */
Bytes reading_keep(Reading *r, sqlite3_stmt *stmt, int column); /* lives with the arena */

bool reading_journal(Reading *r, Err *err);
bool reading_numbers(Reading *r, Err *err);
bool reading_records(Reading *r, Err *err);
bool reading_copies(Reading *r, Err *err);
bool reading_knowledge(Reading *r, Err *err);
bool reading_schema(Reading *r, Err *err);
bool reading_readings(Reading *r, Err *err);
bool reading_derived(Reading *r, Err *err);
bool reading_found(Reading *r, Err *err);
bool reading_roots(Reading *r, Err *err);
/* words: ten characters that stand on paper (seal/words.h); NULL: none. */
bool reading_heads(Reading *r, const unsigned char *words, Err *err);

#endif
