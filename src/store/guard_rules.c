/* What an expression may name: SQLite asks about each table, column and function before it is
 * run. */
#include "config.h"

#include "store/guard_inner.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/inner.h"

enum { GUARD_ARGS = 16 };

/* Functions of SQLite that depend on their arguments only, touch nothing outside and cannot
 * make more than SQLITE_LIMIT_LENGTH allows. No date function is here: each of them knows
 * 'now'. */
static const char *const guard_functions[] = {
    "abs",     "avg",          "char",         "coalesce",
    "count",   "dense_rank",   "first_value",  "format",
    "glob",    "group_concat", "hex",          "ifnull",
    "iif",     "instr",        "json_extract", "json_group_object",
    "lag",     "last_value",   "lead",         "length",
    "like",    "lower",        "ltrim",        "max",
    "min",     "nullif",       "printf",       "rank",
    "replace", "round",        "row_number",   "rtrim",
    "sign",    "substr",       "substring",    "sum",
    "total",   "trim",         "typeof",       "unicode",
    "upper",
};

void guard_rules_add(GuardNames *names, const char *name)
{
    names->names = xreallocarray(names->names, names->n + 1, sizeof(*names->names));
    names->names[names->n++] = xstrdup(name);
}

void guard_names_free(GuardNames *names)
{
    for (size_t i = 0; i < names->n; i++)
        free(names->names[i]);
    free(names->names);
    *names = (GuardNames){0};
}

void guard_rules_reset(GuardRules *rules)
{
    rules->selects = false;
    rules->denied_reason = NULL;
    free(rules->denied);
    rules->denied = NULL;
}

void guard_rules_free(GuardRules *rules)
{
    free(rules->denied);
    guard_names_free(&rules->tables);
    guard_names_free(&rules->known);
    guard_names_free(&rules->functions);
}

static bool guard_names_have(const GuardNames *names, const char *name)
{
    for (size_t i = 0; i < names->n; i++) {
        if (strcasecmp(names->names[i], name) == 0)
            return true;
    }
    return false;
}

static bool guard_function_allowed(const GuardRules *rules, const char *name)
{
    for (size_t i = 0; i < COUNT_OF(guard_functions); i++) {
        if (strcasecmp(guard_functions[i], name) == 0)
            return true;
    }
    return guard_names_have(&rules->functions, name);
}

static int guard_deny(GuardRules *rules, const char *reason, const char *what)
{
    if (!rules->denied_reason) {
        rules->denied_reason = reason;
        rules->denied = xstrdup(what ? what : "?");
    }
    return SQLITE_DENY;
}

/* Statements of the program pass; the tables they make are remembered. */
static int guard_trusted(GuardRules *rules, int action, const char *name)
{
    bool makes = action == SQLITE_CREATE_TABLE || action == SQLITE_CREATE_TEMP_TABLE ||
                 action == SQLITE_CREATE_VIEW || action == SQLITE_CREATE_TEMP_VIEW;

    if (makes && name && !guard_names_have(&rules->known, name))
        guard_rules_add(&rules->known, name);
    return SQLITE_OK;
}

/* A table of which no column is read, as in count(*), is asked about with an empty column and
 * the name as it is written; then it can also be that of a common table expression, which is
 * nothing that exists. The database is named when the statement names it. */
static bool guard_is_expression_name(const GuardRules *rules, const char *table,
                                     const char *column, const char *database)
{
    return column && column[0] == '\0' && !database &&
           !guard_names_have(&rules->known, table) && strncasecmp(table, "sqlite_", 7) != 0 &&
           strncasecmp(table, "pragma_", 7) != 0;
}

static bool guard_may_read(const GuardRules *rules, const char *table, const char *column,
                           const char *database)
{
    if (!table)
        return false;
    if (guard_names_have(&rules->tables, table))
        return !database || strcmp(database, "main") == 0 || strcmp(database, "temp") == 0;
    return guard_is_expression_name(rules, table, column, database);
}

/* The name of the view or trigger that reads (inner) is never asked: a common table expression
 * can carry any name. Tables are allowed by their own name in the one database there is. */
int guard_authorize(void *ctx, int action, const char *first, const char *second,
                    const char *database, const char *inner UNUSED)
{
    GuardRules *rules = ctx;

    if (rules->trusted)
        return guard_trusted(rules, action, first);
    switch (action) {
    case SQLITE_SELECT:
        rules->selects = true;
        return SQLITE_OK;
    case SQLITE_RECURSIVE: /* bounded by the budget of the query */
        return SQLITE_OK;
    case SQLITE_READ:
        if (rules->read && first && second)
            rules->read(rules->read_ctx, first, second);
        if (guard_may_read(rules, first, second, database))
            return SQLITE_OK;
        return guard_deny(rules, N_("this table may not be read here"), first);
    case SQLITE_FUNCTION:
        if (second && guard_function_allowed(rules, second))
            return SQLITE_OK;
        return guard_deny(rules, N_("this function may not be used here"), second);
    default:
        return guard_deny(rules, N_("an expression may only read"), first);
    }
}

void guard_run_call(sqlite3_context *context, int n, sqlite3_value **values)
{
    const GuardCall *call = sqlite3_user_data(context);
    SqlValue args[GUARD_ARGS] = {{0}}, result;

    if (n > GUARD_ARGS) {
        sqlite3_result_error(context, "too many arguments", -1);
        return;
    }
    for (int i = 0; i < n; i++)
        args[i] = sql_value_from(values[i]);
    result = call->call(call->ctx, args, n);
    switch (result.type) {
    case SQL_NULL:
        sqlite3_result_null(context);
        break;
    case SQL_INT:
        sqlite3_result_int64(context, result.number);
        break;
    case SQL_TEXT:
        sqlite3_result_text64(context, result.bytes, result.len, SQLITE_TRANSIENT, SQLITE_UTF8);
        break;
    case SQL_BLOB:
        sqlite3_result_blob64(context, result.bytes, result.len, SQLITE_TRANSIENT);
        break;
    }
}
