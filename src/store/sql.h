/* Statements for the floors above, so that sqlite3.h stays below. SQL is a constant with ?
 * parameters; identifiers come from static tables of the program, values never enter the text.
 *
 *   Sql q;
 *   if (!sql_open(&q, store, "SELECT no, status FROM case_file WHERE id=?", err)) return false;
 *   sql_bind_int(&q, 1, id);
 *   while (sql_row(&q)) use(sql_text(&q, 0), sql_text(&q, 1));
 *   return sql_close(&q, err);        reports what went wrong anywhere between
 *
 * Statements are cached per store by their text. Text and blob results live until the next
 * sql_row or sql_close. */
#ifndef ANJUAN_STORE_SQL_H
#define ANJUAN_STORE_SQL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/uid.h"
#include "store/store.h"

typedef struct Sql {
    Store *store;
    void *stmt;
    int status;
    int bound; /* parameters bound so far, for sql_bind_next_* */
} Sql;

bool sql_open(Sql *q, Store *store, const char *text, Err *err);
void sql_bind_int(Sql *q, int at, int64_t value);      /* at counts from 1 */
void sql_bind_text(Sql *q, int at, const char *value); /* NULL binds NULL; copied */
void sql_bind_blob(Sql *q, int at, const void *bytes, size_t n);
void sql_bind_null(Sql *q, int at);
bool sql_row(Sql *q);             /* false at the end and on an error */
bool sql_close(Sql *q, Err *err); /* must be called once for each successful sql_open */

/* What the statements that were closed have cost so far, in steps of SQLite's machine: the same
 * whatever else a machine does, so figures and tests go by it. */
int64_t sql_steps(const Store *store);

int64_t sql_int(const Sql *q, int column);
const char *sql_text(const Sql *q, int column); /* NULL for NULL */
/* "" for NULL: for columns that are never NULL, but in a store that something else wrote. */
const char *sql_said(const Sql *q, int column);
const void *sql_blob(const Sql *q, int column, size_t *n);
/* False, and out as it was, where no uid stands: NULL, or what something else wrote. */
bool sql_uid(const Sql *q, int column, Uid *out);
bool sql_is_null(const Sql *q, int column);

/* One statement without rows, and one value: for the many small cases. bind is a string of
 * types for the arguments that follow: i int64_t, t const char *, n none. *out is 0 when there
 * is no row. */
bool sql_do(Store *store, Err *err, const char *text, const char *bind, ...);
bool sql_get_int(Store *store, Err *err, int64_t *out, const char *text, const char *bind, ...);
bool sql_get_text(Store *store, Err *err, char **out, const char *text, const char *bind, ...);

#endif
