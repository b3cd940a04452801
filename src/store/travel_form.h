/* The bytes of a case that travels, written and read. Knows no database. First come a byte for
 * the form and the bytes that nothing makes shorter (uids, seeds, signatures), then all else,
 * so that packing finds its repetitions. */
#ifndef ANJUAN_STORE_TRAVEL_FORM_H
#define ANJUAN_STORE_TRAVEL_FORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/uid.h"
#include "store/body.h"
#include "store/digest.h"

enum { TRAVEL_SIGNATURE = 64, TRAVEL_SIGNED_AT = 72 /* CHAIN_SIGNED_AT */ };

/* A value that the journal has as its digest alone, and the record whole. */
typedef struct TravelSecret {
    size_t column; /* of the shape */
    const char *text;
    size_t len;
} TravelSecret;

typedef struct TravelRow {
    size_t shape, row; /* in the lists below */
    bool made;         /* its uid is that of the so many-eth row that its step added: */
    int64_t number;
    const unsigned char *body;
    size_t len;
    TravelSecret *secrets;
    size_t n_secrets;
} TravelRow;

typedef struct TravelWho {
    const unsigned char *uid; /* NULL: it has none */
    const char *name;         /* NULL: likewise */
} TravelWho;

typedef struct TravelStep {
    const unsigned char *uid, *seed, *undoes; /* undoes and seed may be NULL */
    bool made;      /* uid and seed of the root (store/root.h), with */
    int64_t number; /* that number */
    const unsigned char *message_salt, *message_digest;
    const char *at, *station, *kind, *verb, *message; /* station and message may be NULL */
    bool content;
    size_t who, key;                            /* in the lists, from 1; 0: nobody */
    const unsigned char *signature, *signed_at; /* NULL: the next group's covers it */
    bool alone; /* for the writer: no other signature covers it */
    TravelRow *rows;
    size_t n;
} TravelStep;

/* All memory is the arena's, but for what the writer was given. */
typedef struct TravelForm {
    int64_t schema;
    const unsigned char *case_uid, *before, *head;
    const unsigned char *root; /* NULL: no step is made of one */
    TravelWho *who;
    const unsigned char **keys, **rows; /* uids */
    BodyShape *shapes;
    TravelStep *steps;
    size_t n_who, n_keys, n_rows, n_shapes, n;
} TravelForm;

void travel_write(const TravelForm *form, Buf *out);
bool travel_read(const void *bytes, size_t n, Arena *arena, TravelForm *out);

#endif
