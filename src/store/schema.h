/* The migrations: data/schema/NNN-name.sql in order, compiled into the program. */
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

#endif
