/* Writes an expression so that SQLite runs it without more ado. Knows no more of SQL than
 * words.h does. */
#ifndef ANJUAN_RULES_LANGUAGE_SPREAD_H
#define ANJUAN_RULES_LANGUAGE_SPREAD_H

#include "base/buf.h"

/* Appends the expression, saying the same. Of "IN (list)" with more than two texts or numbers
 * SQLite builds a table at each run of the statement, unless one of them is known only then: so
 * the last of them is given through a function that gives it back (as_is, functions.c). */
void spread_lists(const char *sql, Buf *out);

#endif
