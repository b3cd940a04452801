/* The triggers of a store that refuse, out of the way of a test and back: what somebody does
 * who is at home in the file. The journal's own stay, and those that follow what it writes. */
#ifndef ANJUAN_TESTS_BARE_H
#define ANJUAN_TESTS_BARE_H

#include <sqlite3.h>
#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"

/* Several statements, as another program runs them. */
bool bare_run(sqlite3 *db, const char *sql, Err *err);

/* Adds the statements that the query gives, with what ends them. */
bool bare_gather(sqlite3 *db, const char *query, Buf *out, Err *err);

/* Takes them out; triggers: what makes them again, for bare_run. */
bool bare_triggers(sqlite3 *db, Buf *triggers, Err *err);

#endif
