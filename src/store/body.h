/* How the changes of one row in one group are packed into few bytes, and read again. What is
 * hashed is not this packing but what it says (chain.h).
 *
 * A body is the values of the shape's columns in their order: of an added row what they became,
 * of a removed one what they were, of a changed one what each was and became. A value begins
 * with a byte whose low three bits say what it is and whose high five bits say how much of it
 * there is; 31 there means that the rest follows, seven bits to a byte. */
#ifndef ANJUAN_STORE_BODY_H
#define ANJUAN_STORE_BODY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/uid.h"
#include "store/chain.h"

/* What happened to a row, its table, and the columns that a body tells of, in its order: kept
 * once in the table journal_shape. */
typedef struct BodyShape {
    int64_t id;
    char *op, *table; /* op is "add", "set" or "remove" */
    char **columns;
    size_t n;
    char *memory; /* of the names */
} BodyShape;

typedef struct BodyColumn {
    ChainValue before, after;
} BodyColumn;

/* The uids that stand in most rows of a group, and are named instead of written; NULL: it has
 * none. */
typedef struct BodyNames {
    const unsigned char *case_uid, *user_uid, *group_uid;
} BodyNames;

/* A body that is written value by value; body_end after the last one. */
typedef struct BodyWriter {
    Buf *out;
    const BodyNames *names;
    unsigned empty; /* values of the run that is not yet written */
} BodyWriter;

void body_add(BodyWriter *writer, const ChainValue *value);
void body_end(BodyWriter *writer);

/* Reads a body into columns, of which there are as many as the shape has; what they point at
 * stays in bytes. salted: each value has its salt with it. False when the bytes are none. */
bool body_read(const BodyShape *shape, const BodyNames *names, bool salted,
               const unsigned char *bytes, size_t n, BodyColumn *columns);

#endif
