/* The connection for expressions: made, filled with staged rows, and run within a budget of
 * steps and time. */
#include "config.h"

#include "store/guard.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "base/attr.h"
#include "base/buf.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/guard_inner.h"
#include "store/inner.h"

/* Bounds of one untrusted query over a small case; GUARD_CELL_STEPS more for each cell that is
 * staged, and as many bytes more as are staged. Staging has the same limits of length. */
enum {
    GUARD_TICK = 1000,       /* steps of SQLite's machine between two looks */
    GUARD_TICKS = 20000,     /* 20 million steps: about a second */
    GUARD_CELL_STEPS = 2000, /* all rules read a cell some hundred times */
    GUARD_CPU_SECONDS = 10,  /* for steps that are long themselves */
    GUARD_CPU_CELLS = 10000, /* a second more for so many cells: what their steps take */
    GUARD_MEMORY = 64 << 20, /* bytes that a query may take for sorting and recursion */
    GUARD_COPIES = 4,        /* of all that is staged, in memory at once */
    GUARD_VALUE = 1 << 18,   /* bytes of one text */
    GUARD_VALUE_MAX = 64 << 20,
    GUARD_QUERY = 1 << 20, /* bytes of one statement */
    GUARD_FILLS = 256,     /* staging statements kept prepared: several for each table */
};

typedef struct GuardLimit {
    int id, value;
} GuardLimit;

static const GuardLimit guard_limits[] = {
    {SQLITE_LIMIT_LENGTH, GUARD_VALUE},
    {SQLITE_LIMIT_SQL_LENGTH, GUARD_QUERY},
    {SQLITE_LIMIT_COLUMN, 1000},
    {SQLITE_LIMIT_EXPR_DEPTH, 200},
    {SQLITE_LIMIT_COMPOUND_SELECT, 100},
    {SQLITE_LIMIT_VDBE_OP, 250000},
    {SQLITE_LIMIT_FUNCTION_ARG, 100},
    {SQLITE_LIMIT_ATTACHED, 0},
    {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 200},
    {SQLITE_LIMIT_VARIABLE_NUMBER, 2000},
    {SQLITE_LIMIT_TRIGGER_DEPTH, 1},
    {SQLITE_LIMIT_WORKER_THREADS, 0},
};

typedef struct GuardFill {
    char *sql;
    const char *from; /* the caller's text: where it lies, to be found by */
    sqlite3_stmt *stmt;
} GuardFill;

struct Guard {
    sqlite3 *db;
    GuardRules rules;
    GuardFill fills[GUARD_FILLS];
    size_t fill_count;
    GuardCall **calls;
    size_t call_count;
    size_t cells, bytes; /* staged */
    GuardUse use;
    /* What the running query has used. */
    size_t ticks;
    sqlite3_int64 memory;
    time_t cpu;
};

struct GuardQuery {
    Guard *guard;
    sqlite3_stmt *stmt;
    char *where;
    int bind_status;
    bool running;
};

static time_t guard_cpu(void)
{
    struct timespec now = {0};

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return now.tv_sec;
}

static void guard_start_budget(Guard *guard)
{
    guard->ticks = 0;
    guard->memory = sqlite3_memory_used();
    guard->cpu = guard_cpu();
}

static int guard_tick(void *ctx)
{
    Guard *guard = ctx;

    if (guard->rules.trusted)
        return 0;
    return ++guard->ticks > GUARD_TICKS + guard->cells * GUARD_CELL_STEPS / GUARD_TICK ||
           sqlite3_memory_used() - guard->memory >
               (sqlite3_int64)(GUARD_MEMORY + guard->bytes * GUARD_COPIES) ||
           guard_cpu() - guard->cpu >
               GUARD_CPU_SECONDS + (time_t)(guard->cells / GUARD_CPU_CELLS);
}

/* Modules act as tables without being made: none of them is a name that an expression may
 * count. */
static bool guard_know_modules(Guard *guard)
{
    sqlite3_stmt *stmt = NULL;
    int status = sqlite3_prepare_v2(guard->db, "PRAGMA module_list", -1, &stmt, NULL);

    if (status == SQLITE_OK) {
        while ((status = sqlite3_step(stmt)) == SQLITE_ROW)
            guard_rules_add(&guard->rules.known, (const char *)sqlite3_column_text(stmt, 0));
    }
    sqlite3_finalize(stmt);
    return status == SQLITE_DONE;
}

static void guard_set_up(Guard *guard)
{
    sqlite3_extended_result_codes(guard->db, 1);
    sqlite3_db_config(guard->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(guard->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(guard->db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
    sqlite3_db_config(guard->db, SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0, NULL);
    /* "x" is a name and never a text: a fact that does not exist must not become a constant. */
    sqlite3_db_config(guard->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(guard->db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    for (size_t i = 0; i < COUNT_OF(guard_limits); i++)
        sqlite3_limit(guard->db, guard_limits[i].id, guard_limits[i].value);
    /* Sorting stays in memory, where the budget sees it, and off the disk. */
    sqlite3_exec(guard->db, "PRAGMA temp_store=MEMORY", NULL, NULL, NULL);
}

bool guard_open(Guard **out, Err *err)
{
    Guard *guard = xcalloc(1, sizeof(*guard));
    int status = sqlite3_open_v2(":memory:", &guard->db,
                                 SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY |
                                     SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE,
                                 NULL);

    *out = NULL;
    if (status != SQLITE_OK || !guard_know_modules(guard)) {
        store_fail(guard->db, ":memory:", sqlite3_errcode(guard->db), err);
        guard_close(guard);
        return false;
    }
    guard_set_up(guard);
    sqlite3_set_authorizer(guard->db, guard_authorize, &guard->rules);
    sqlite3_progress_handler(guard->db, GUARD_TICK, guard_tick, guard);
    *out = guard;
    return true;
}

void guard_close(Guard *guard)
{
    if (!guard)
        return;
    for (size_t i = 0; i < guard->fill_count; i++) {
        sqlite3_finalize(guard->fills[i].stmt);
        free(guard->fills[i].sql);
    }
    sqlite3_close_v2(guard->db);
    for (size_t i = 0; i < guard->call_count; i++)
        free(guard->calls[i]);
    free(guard->calls);
    guard_rules_free(&guard->rules);
    free(guard);
}

bool guard_function(Guard *guard, const GuardFunction *function, Err *err)
{
    GuardCall *call = xcalloc(1, sizeof(*call));
    int status;

    call->call = function->call;
    call->ctx = function->ctx;
    guard->calls = xreallocarray(guard->calls, guard->call_count + 1, sizeof(GuardCall *));
    guard->calls[guard->call_count++] = call;
    status = sqlite3_create_function_v2(
        guard->db, function->name, function->args,
        SQLITE_UTF8 | (function->varies ? 0 : SQLITE_DETERMINISTIC) | SQLITE_INNOCUOUS, call,
        guard_run_call, NULL, NULL, NULL);
    if (status != SQLITE_OK)
        return store_fail(guard->db, function->name, status, err);
    guard_rules_add(&guard->rules.functions, function->name);
    return true;
}

bool guard_exec(Guard *guard, const char *sql, Err *err)
{
    int status;

    guard->rules.trusted = true;
    status = sqlite3_exec(guard->db, sql, NULL, NULL, NULL);
    guard->rules.trusted = false;
    if (status == SQLITE_OK)
        return true;
    return err_set(err, ERR_STORE, _("The facts cannot be staged: %s"),
                   sqlite3_errmsg(guard->db));
}

GuardUse guard_use(const Guard *guard)
{
    return guard->use;
}

static void guard_count(Guard *guard, sqlite3_stmt *stmt)
{
    guard->use.steps += (unsigned)sqlite3_stmt_status(stmt, SQLITE_STMTSTATUS_VM_STEP, 1);
}

static sqlite3_stmt *guard_fill_stmt(Guard *guard, const char *sql, int *status)
{
    GuardFill *fill;

    *status = SQLITE_OK;
    for (size_t i = 0; i < guard->fill_count; i++) {
        if (guard->fills[i].from == sql && strcmp(guard->fills[i].sql, sql) == 0)
            return guard->fills[i].stmt;
    }
    for (size_t i = 0; i < guard->fill_count; i++) {
        fill = &guard->fills[i];
        if (strcmp(fill->sql, sql) == 0) {
            fill->from = sql;
            return fill->stmt;
        }
    }
    /* The texts are constants of the program; the oldest goes when there are too many. */
    if (guard->fill_count == GUARD_FILLS) {
        sqlite3_finalize(guard->fills[0].stmt);
        free(guard->fills[0].sql);
        memmove(guard->fills, guard->fills + 1, (GUARD_FILLS - 1) * sizeof(guard->fills[0]));
        guard->fill_count--;
    }
    fill = &guard->fills[guard->fill_count];
    fill->stmt = NULL;
    *status =
        sqlite3_prepare_v3(guard->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &fill->stmt, NULL);
    if (*status != SQLITE_OK)
        return NULL;
    fill->sql = xstrdup(sql);
    fill->from = sql;
    guard->fill_count++;
    return fill->stmt;
}

static int guard_bind_value(sqlite3_stmt *stmt, int at, const SqlValue *value)
{
    switch (value->type) {
    case SQL_NULL:
        return sqlite3_bind_null(stmt, at);
    case SQL_INT:
        return sqlite3_bind_int64(stmt, at, value->number);
    case SQL_TEXT:
        return sqlite3_bind_text64(stmt, at, value->bytes, value->len, SQLITE_TRANSIENT,
                                   SQLITE_UTF8);
    case SQL_BLOB:
        return sqlite3_bind_blob64(stmt, at, value->bytes, value->len, SQLITE_TRANSIENT);
    }
    return SQLITE_MISUSE;
}

bool guard_fill(Guard *guard, const char *sql, const SqlValue *values, size_t n, Err *err)
{
    int status;
    sqlite3_stmt *stmt;

    guard->rules.trusted = true;
    stmt = guard_fill_stmt(guard, sql, &status);
    for (size_t i = 0; stmt && status == SQLITE_OK && i < n; i++)
        status = guard_bind_value(stmt, (int)i + 1, &values[i]);
    if (stmt && status == SQLITE_OK) {
        while ((status = sqlite3_step(stmt)) == SQLITE_ROW)
            continue;
        status = status == SQLITE_DONE ? SQLITE_OK : status;
    }
    if (status != SQLITE_OK)
        err_set(err, ERR_STORE, _("The facts cannot be staged: %s"), sqlite3_errmsg(guard->db));
    if (stmt) {
        guard->use.fills++;
        guard_count(guard, stmt);
        sqlite3_reset(stmt);
        sqlite3_clear_bindings(stmt);
    }
    guard->rules.trusted = false;
    return status == SQLITE_OK;
}

void guard_staged(Guard *guard, size_t cells, size_t bytes)
{
    size_t room = GUARD_VALUE_MAX - GUARD_VALUE;

    guard->cells = cells;
    guard->bytes = bytes;
    sqlite3_limit(guard->db, SQLITE_LIMIT_LENGTH,
                  GUARD_VALUE + (int)(bytes < room ? bytes : room));
}

void guard_allow(Guard *guard, const char *const *tables, size_t n)
{
    guard_names_free(&guard->rules.tables);
    for (size_t i = 0; i < n; i++)
        guard_rules_add(&guard->rules.tables, tables[i]);
}

/* What SQLite says about an expression that it will not prepare or run, in our words. */
static bool guard_refuse(Guard *guard, const char *where, int status, Err *err)
{
    const char *reason = guard->rules.denied_reason;

    if ((status & 0xff) == SQLITE_INTERRUPT)
        return err_set(err, ERR_REFUSED,
                       _("%s: the expression takes too long or too much memory"), where);
    if ((status & 0xff) == SQLITE_TOOBIG)
        return err_set(err, ERR_REFUSED, _("%s: the expression makes too long a text"), where);
    if (reason)
        return err_set(err, ERR_REFUSED, "%s: %s (%s)", where, _(reason), guard->rules.denied);
    return err_set(err, ERR_INPUT, _("%s: the expression cannot be understood: %s"), where,
                   sqlite3_errmsg(guard->db));
}

/* After the statement only blanks, comments and semicolons may stand. */
static bool guard_tail_empty(Guard *guard, const char *tail)
{
    while (tail && *tail) {
        sqlite3_stmt *more = NULL;
        const char *rest = NULL;
        int status = sqlite3_prepare_v2(guard->db, tail, -1, &more, &rest);
        bool empty = status == SQLITE_OK && !more;
        sqlite3_finalize(more);
        if (!empty)
            return false;
        tail = rest;
    }
    return true;
}

static bool guard_is_select(sqlite3_stmt *stmt, const GuardRules *rules)
{
    return stmt && rules->selects && sqlite3_stmt_readonly(stmt) &&
           !sqlite3_stmt_isexplain(stmt);
}

bool guard_prepare(Guard *guard, const char *sql, const char *where, GuardQuery **out, Err *err)
{
    sqlite3_stmt *stmt = NULL;
    const char *tail = NULL;
    GuardQuery *query;
    int status;

    *out = NULL;
    guard_rules_reset(&guard->rules);
    guard_start_budget(guard);
    status = sqlite3_prepare_v2(guard->db, sql, -1, &stmt, &tail);
    if (status != SQLITE_OK) {
        sqlite3_finalize(stmt);
        return guard_refuse(guard, where, status, err);
    }
    if (!guard_is_select(stmt, &guard->rules) || !guard_tail_empty(guard, tail)) {
        sqlite3_finalize(stmt);
        return err_set(err, ERR_REFUSED, _("%s: only one expression or SELECT may stand here"),
                       where);
    }
    query = xcalloc(1, sizeof(*query));
    query->guard = guard;
    query->stmt = stmt;
    query->where = xstrdup(where);
    *out = query;
    return true;
}

void guard_on_read(Guard *guard, GuardRead *read, void *ctx)
{
    guard->rules.read = read;
    guard->rules.read_ctx = ctx;
}

void guard_bind(GuardQuery *query, int at, SqlValue value)
{
    int status = guard_bind_value(query->stmt, at, &value);

    if (query->bind_status == SQLITE_OK)
        query->bind_status = status;
}

bool guard_step(GuardQuery *query, bool *row, Err *err)
{
    Guard *guard = query->guard;
    int status = query->bind_status;

    *row = false;
    if (status != SQLITE_OK)
        return guard_refuse(guard, query->where, status, err);
    if (!query->running) {
        guard_rules_reset(&guard->rules);
        guard_start_budget(guard);
        query->running = true;
    }
    status = sqlite3_step(query->stmt);
    *row = status == SQLITE_ROW;
    if (*row)
        return true;
    query->running = false;
    guard_count(guard, query->stmt);
    if (status == SQLITE_DONE)
        return true;
    sqlite3_reset(query->stmt);
    return guard_refuse(guard, query->where, status, err);
}

SqlValue guard_value(const GuardQuery *query, int column)
{
    return sql_value_of(query->stmt, column);
}

void guard_reset(GuardQuery *query)
{
    sqlite3_reset(query->stmt);
    query->running = false;
    query->bind_status = SQLITE_OK;
}

void guard_finish(GuardQuery *query)
{
    if (!query)
        return;
    sqlite3_finalize(query->stmt);
    free(query->where);
    free(query);
}
