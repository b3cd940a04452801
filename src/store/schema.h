/* The migrations: data/schema/NNN-name.sql in order, compiled into the program, and what they
 * come to, for a store that is new. */
#ifndef ANJUAN_STORE_SCHEMA_H
#define ANJUAN_STORE_SCHEMA_H

#include <stddef.h>

typedef struct SchemaStep {
    int version; /* NNN: user_version after it ran */
    const char *name;
    const char *sql;
} SchemaStep;

extern const SchemaStep schema_steps[];
extern const size_t schema_step_count;

/* Made at the build by running the steps (schema_fold.c): all tables, what they begin with, and
 * then the rest, without the version. */
extern const char schema_now[];

/* What of it stands in sqlite_schema, in the order of the labels, "TYPE NAME": where in
 * schema_now its text begins, and of how many bytes it is. */
typedef struct SchemaObject {
    const char *label;
    size_t at, len;
} SchemaObject;

extern const SchemaObject schema_objects[];
extern const size_t schema_object_count;

#endif
