/* Where expressions from knowledge files run. A Guard is a connection of its own, on an empty
 * database in memory, into which the facts of a case or of a chunk of cases are staged as
 * tables. Expressions are then prepared behind an authorizer that allows SELECT on the staged
 * tables, a list of harmless functions, and nothing else: no writing, ATTACH, PRAGMA,
 * load_extension, virtual tables, recursion without end. A progress handler and length limits
 * bound what one may use. The staging itself is ours and trusted (guard_exec, guard_fill). */
#ifndef ANJUAN_STORE_GUARD_H
#define ANJUAN_STORE_GUARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "store/journal.h" /* SqlValue */

typedef struct Guard Guard;
typedef struct GuardQuery GuardQuery;

bool guard_open(Guard **out, Err *err);
void guard_close(Guard *guard);

/* A pure function for expressions and staging: text or integers in, one value out. Registered
 * as deterministic, but for those that varies says of that SQLite is not to rely on it. result
 * is valid until the next call. */
typedef struct GuardFunction {
    const char *name;
    int args;
    SqlValue (*call)(void *ctx, const SqlValue *args, int n);
    void *ctx;
    bool varies;
} GuardFunction;
bool guard_function(Guard *guard, const GuardFunction *function, Err *err);

/* Trusted statements of the program: make and clear staged tables. */
bool guard_exec(Guard *guard, const char *sql, Err *err);

/* Trusted, with parameters and no rows: filling staged tables. Prepared once per text. */
bool guard_fill(Guard *guard, const char *sql, const SqlValue *values, size_t n, Err *err);

/* How much is staged: what one expression may use grows with it, so that an honest case with
 * long lists is judged and a hostile expression is stopped all the same. */
void guard_staged(Guard *guard, size_t cells, size_t bytes);

/* What staging and expressions have cost so far, in figures that are the same on every machine:
 * statements that filled or emptied staged tables, and steps of SQLite's machine. */
typedef struct GuardUse {
    uint64_t fills, steps;
} GuardUse;
GuardUse guard_use(const Guard *guard);

/* Names the tables expressions may read; call after staging tables were made. */
void guard_allow(Guard *guard, const char *const *tables, size_t n);

/* Is the text one expression, which stays one when it is put into brackets inside a larger
 * statement? Refuses comments, semicolons, parameters, and quotes or brackets that do not
 * close. To be asked before a text from a knowledge file becomes part of a SELECT of ours. */
bool guard_expression(const char *text, const char *where, Err *err);

/* Prepares an untrusted SELECT behind the authorizer. where names file and section, for
 * messages. A statement that is not one single SELECT, or touches what is not allowed, is
 * refused. */
bool guard_prepare(Guard *guard, const char *sql, const char *where, GuardQuery **out,
                   Err *err);

/* From now on tells which columns the statements that are prepared read; the column is "" where
 * only rows are counted. read NULL: no more. */
typedef void GuardRead(void *ctx, const char *table, const char *column);
void guard_on_read(Guard *guard, GuardRead *read, void *ctx);

void guard_bind(GuardQuery *query, int at, SqlValue value);
/* *row false at the end; interrupted: error. */
bool guard_step(GuardQuery *query, bool *row, Err *err);
SqlValue guard_value(const GuardQuery *query, int column); /* valid until the next step */
void guard_reset(GuardQuery *query);
void guard_finish(GuardQuery *query);

#endif
