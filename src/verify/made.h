/* The schema as the steps make it (store/schema.h), in memory. */
#ifndef ANJUAN_VERIFY_MADE_H
#define ANJUAN_VERIFY_MADE_H

#include <sqlite3.h>
#include <stdint.h>

#include "base/err.h"

int64_t made_step(void); /* the newest */

/* Up to that step. The caller closes it, also when it fails. */
bool made_schema(int64_t step, sqlite3 **out, Err *err);

/* Columns of all tables of the newest step. None of a record ever went away, nor had another
 * default once, so these are those of each step before. NULL: err tells why. */
typedef struct MadeColumns MadeColumns;
MadeColumns *made_columns(Err *err);
void made_columns_free(MadeColumns *columns); /* NULL is allowed */
/* called: "table.column". *literal: its default as SQL has it, NULL: it has none. False: there
 * is no such column. */
bool made_column(const MadeColumns *columns, const char *called, const char **literal);

#endif
