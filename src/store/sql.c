/* Prepared statements, cached by their text; an error is kept and told when the statement is
 * closed. */
#include "config.h"

#include "store/sql.h"

#include <assert.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/inner.h"

static sqlite3_stmt *sql_stmt(const Sql *q)
{
    return ((const CachedSql *)q->stmt)->stmt;
}

static size_t sql_bucket(const char *text)
{
    uint32_t hash = 2166136261u;

    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * 16777619u;
    return hash % SQL_CACHE_BUCKETS;
}

static CachedSql *sql_find(Store *store, const char *text, size_t bucket)
{
    for (CachedSql *entry = store->cache[bucket]; entry; entry = entry->next) {
        if (strcmp(entry->text, text) == 0)
            return entry;
    }
    return NULL;
}

static CachedSql *sql_prepare(Store *store, const char *text, int *status)
{
    sqlite3_stmt *stmt = NULL;
    CachedSql *entry;

    *status = sqlite3_prepare_v3(store->db, text, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL);
    if (*status != SQLITE_OK)
        return NULL;
    entry = xcalloc(1, sizeof(*entry));
    entry->stmt = stmt;
    return entry;
}

bool sql_open(Sql *q, Store *store, const char *text, Err *err)
{
    size_t bucket = sql_bucket(text);
    CachedSql *entry = sql_find(store, text, bucket);
    bool in_use = entry && entry->busy;
    int status = SQLITE_OK;

    *q = (Sql){.store = store, .status = SQLITE_OK};
    if (!entry || in_use) {
        entry = sql_prepare(store, text, &status);
        if (!entry)
            return store_fail(store->db, store->path, status, err);
        if (!in_use && store->cached < SQL_CACHE_MAX) {
            entry->text = xstrdup(text);
            entry->next = store->cache[bucket];
            store->cache[bucket] = entry;
            store->cached++;
        }
    }
    entry->busy = true;
    q->stmt = entry;
    return true;
}

static void sql_note(Sql *q, int status)
{
    if (q->status == SQLITE_OK && status != SQLITE_OK)
        q->status = status;
}

void sql_bind_int(Sql *q, int at, int64_t value)
{
    sql_note(q, sqlite3_bind_int64(sql_stmt(q), at, value));
    q->bound = at;
}

void sql_bind_text(Sql *q, int at, const char *value)
{
    sql_note(q, sqlite3_bind_text(sql_stmt(q), at, value, -1, SQLITE_TRANSIENT));
    q->bound = at;
}

void sql_bind_blob(Sql *q, int at, const void *bytes, size_t n)
{
    sql_note(q, sqlite3_bind_blob64(sql_stmt(q), at, n ? bytes : "", n, SQLITE_TRANSIENT));
    q->bound = at;
}

void sql_bind_null(Sql *q, int at)
{
    sql_note(q, sqlite3_bind_null(sql_stmt(q), at));
    q->bound = at;
}

void sql_bind_value(Sql *q, int at, const SqlValue *value)
{
    switch (value->type) {
    case SQL_NULL:
        sql_bind_null(q, at);
        break;
    case SQL_INT:
        sql_bind_int(q, at, value->number);
        break;
    case SQL_TEXT:
        sql_note(q, sqlite3_bind_text64(sql_stmt(q), at, value->bytes, value->len,
                                        SQLITE_TRANSIENT, SQLITE_UTF8));
        q->bound = at;
        break;
    case SQL_BLOB:
        sql_bind_blob(q, at, value->bytes, value->len);
        break;
    }
}

/* SQLite itself rolls back on some errors, a full disk for one. What follows inside the
 * transaction of the caller must not then be written by itself. */
static bool sql_lost_transaction(Store *store)
{
    if (store->depth > 0 && sqlite3_get_autocommit(store->db))
        store->broken = true;
    return store->depth > 0 && sqlite3_get_autocommit(store->db);
}

bool sql_row(Sql *q)
{
    int status;

    if (q->status != SQLITE_OK)
        return false;
    if (sql_lost_transaction(q->store)) {
        q->status = SQLITE_ABORT;
        return false;
    }
    status = sqlite3_step(sql_stmt(q));
    if (status == SQLITE_ROW)
        return true;
    if (status != SQLITE_DONE)
        q->status = status;
    return false;
}

static void sql_drop(CachedSql *entry)
{
    sqlite3_finalize(entry->stmt);
    free(entry->text);
    free(entry);
}

bool sql_close(Sql *q, Err *err)
{
    CachedSql *entry = q->stmt;
    bool done;

    assert(entry);
    /* Resetting brings back the message of what failed in the stepping. */
    sqlite3_reset(entry->stmt);
    if ((q->status & 0xff) == SQLITE_CONSTRAINT)
        q->store->wait.held = true;
    done = q->status == SQLITE_OK || store_fail(q->store->db, q->store->path, q->status, err);
    q->store->steps += sqlite3_stmt_status(entry->stmt, SQLITE_STMTSTATUS_VM_STEP, 1);
    sqlite3_clear_bindings(entry->stmt);
    entry->busy = false;
    if (!entry->text)
        sql_drop(entry);
    q->stmt = NULL;
    return done;
}

int64_t sql_steps(const Store *store)
{
    return store->steps;
}

int64_t sql_int(const Sql *q, int column)
{
    return sqlite3_column_int64(sql_stmt(q), column);
}

const char *sql_text(const Sql *q, int column)
{
    return (const char *)sqlite3_column_text(sql_stmt(q), column);
}

const char *sql_said(const Sql *q, int column)
{
    const char *text = sql_text(q, column);

    return text ? text : "";
}

const void *sql_blob(const Sql *q, int column, size_t *n)
{
    const void *bytes = sqlite3_column_blob(sql_stmt(q), column);

    if (n)
        *n = (size_t)sqlite3_column_bytes(sql_stmt(q), column);
    return bytes || sql_is_null(q, column) ? bytes : "";
}

bool sql_uid(const Sql *q, int column, Uid *out)
{
    size_t n;
    const void *bytes = sql_blob(q, column, &n);

    if (!bytes || n != sizeof(out->bytes))
        return false;
    memcpy(out->bytes, bytes, n);
    return true;
}

bool sql_is_null(const Sql *q, int column)
{
    return sqlite3_column_type(sql_stmt(q), column) == SQLITE_NULL;
}

SqlValue sql_value(const Sql *q, int column)
{
    return sql_value_of(sql_stmt(q), column);
}

static void sql_bind_list(Sql *q, const char *bind, va_list args)
{
    for (int at = 1; bind && bind[at - 1]; at++) {
        switch (bind[at - 1]) {
        case 'i':
            sql_bind_int(q, at, va_arg(args, int64_t));
            break;
        case 't':
            sql_bind_text(q, at, va_arg(args, const char *));
            break;
        case 'n':
            sql_bind_null(q, at);
            break;
        default:
            abort();
        }
    }
}

bool sql_do(Store *store, Err *err, const char *text, const char *bind, ...)
{
    va_list args;
    Sql q;

    if (!sql_open(&q, store, text, err))
        return false;
    va_start(args, bind);
    sql_bind_list(&q, bind, args);
    va_end(args);
    while (sql_row(&q))
        continue;
    return sql_close(&q, err);
}

bool sql_get_int(Store *store, Err *err, int64_t *out, const char *text, const char *bind, ...)
{
    va_list args;
    Sql q;

    *out = 0;
    if (!sql_open(&q, store, text, err))
        return false;
    va_start(args, bind);
    sql_bind_list(&q, bind, args);
    va_end(args);
    if (sql_row(&q))
        *out = sql_int(&q, 0);
    return sql_close(&q, err);
}

bool sql_get_text(Store *store, Err *err, char **out, const char *text, const char *bind, ...)
{
    va_list args;
    Sql q;

    *out = NULL;
    if (!sql_open(&q, store, text, err))
        return false;
    va_start(args, bind);
    sql_bind_list(&q, bind, args);
    va_end(args);
    if (sql_row(&q) && !sql_is_null(&q, 0))
        *out = xstrdup(sql_text(&q, 0));
    return sql_close(&q, err);
}

void sql_cache_clear(Store *store)
{
    for (size_t i = 0; i < SQL_CACHE_BUCKETS; i++) {
        while (store->cache[i]) {
            CachedSql *entry = store->cache[i];
            store->cache[i] = entry->next;
            assert(!entry->busy);
            sql_drop(entry);
        }
    }
    store->cached = 0;
}
