/* What is verified, in the form in which both a store and a dossier give it: groups with their
 * rows and values. This program is a second reading of the format that ARCHITECTURE tells ("The
 * journal", "The dossier"), and shares no code with the one that writes it. */
#ifndef ANJUAN_VERIFY_MODEL_H
#define ANJUAN_VERIFY_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HASH = 32, SALT = 16, UID = 16, SIGNATURE = 64, SIGNED_AT = 72 };

typedef struct Bytes {
    const unsigned char *at; /* NULL: nothing */
    size_t n;
} Bytes;

typedef enum ValueType {
    VALUE_EMPTY,
    VALUE_INT,
    VALUE_TEXT,
    VALUE_BYTES,
    VALUE_ROW,    /* the uid of another row */
    VALUE_SECRET, /* its digest; the value, if anywhere, stands in the record */
    VALUE_ERASED, /* its digest, since it was erased */
    VALUE_CLOSED, /* its digest, in a dossier of something else */
} ValueType;

typedef struct Value {
    ValueType type;
    int64_t number;
    Bytes bytes;                        /* of a text, bytes or a uid */
    const unsigned char *salt, *digest; /* NULL: not told */
} Value;

typedef struct Column {
    const char *name;
    Value before, after;
} Column;

typedef struct Row {
    const char *op, *table; /* "add", "set" or "remove" */
    const unsigned char *uid;
    int64_t id; /* of a store: the local one */
    Column *columns;
    size_t n;
    bool taken; /* of a case that was erased later, in an event about none */
} Row;

typedef struct Group {
    int64_t position, content;
    Bytes uid, at, station, kind, verb, person, person_name, case_uid, undoes;
    Bytes message, message_salt, message_digest;
    Bytes g, signer, signature, signed_at;
    /* Of a dossier; a verifier of a store knows them itself. */
    Bytes before, store_before, people;
    /* Of a store: its local numbers, the store's hash up to here, the seal over the numbers. */
    int64_t user_id, case_id;
    Bytes hash, seal, seed;
    bool erasable; /* a later group says that the case was erased */
    bool foreign;  /* of a dossier: it is about another case */
    bool odd;      /* something of it has another length than it can have */
    bool unnamed;  /* who it was by is not among those who are named */
    Row *rows;
    size_t n;
} Group;

bool bytes_are(Bytes bytes, const char *text);
/* What a column of the row is after it; NULL: the row says nothing of it, or is none. */
const Value *row_became(const Row *row, const char *column);

#endif
