/* Inside the guard: what an expression may do, asked by SQLite while it prepares a statement,
 * and how functions of the program are called. */
#ifndef ANJUAN_STORE_GUARD_INNER_H
#define ANJUAN_STORE_GUARD_INNER_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>

#include "store/guard.h"

typedef struct GuardNames {
    char **names;
    size_t n;
} GuardNames;

typedef struct GuardRules {
    bool trusted;         /* a statement of the program itself is running */
    bool selects;         /* the statement being prepared is a SELECT */
    GuardNames tables;    /* that may be read */
    GuardNames known;     /* every staged table, and the modules of SQLite that act as tables */
    GuardNames functions; /* of the program; those of SQLite are a table in guard_rules.c */
    GuardRead *read;      /* told what is read, NULL: nobody is */
    void *read_ctx;
    const char *denied_reason; /* the first thing refused, NULL when none was */
    char *denied;              /* its name */
} GuardRules;

void guard_rules_add(GuardNames *names, const char *name);
void guard_names_free(GuardNames *names);
void guard_rules_reset(GuardRules *rules); /* before each statement */
void guard_rules_free(GuardRules *rules);

/* SQLite's authorizer; ctx is the GuardRules. */
int guard_authorize(void *ctx, int action, const char *first, const char *second,
                    const char *database, const char *inner);

typedef struct GuardCall {
    SqlValue (*call)(void *ctx, const SqlValue *args, int n);
    void *ctx;
} GuardCall;

void guard_run_call(sqlite3_context *context, int n, sqlite3_value **values);

#endif
