/* Whether the database is whole: SQLite's own checks, and the schema against the one that the
 * steps make, which of the newest the build has worked out (schema_objects). */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "store/inner.h"
#include "store/schema.h"

/* Runs a check that says nothing, or "ok", when all is well; otherwise gives its first line.
 * What SQLite says of a sealed page that does not open is a code; which page it was, the cipher
 * knows. */
static bool integrity_pragma(Store *store, const char *pragma, const char *fault, Err *err)
{
    Buf text = BUF_INIT;
    uint32_t place = 0;
    SealFault sealed;
    bool closed;
    Sql q;

    if (!sql_open(&q, store, pragma, err))
        return false;
    if (sql_row(&q)) {
        const char *first = sql_text(&q, 0);
        buf_add(&text, first ? first : "?");
    }
    closed = sql_close(&q, err);
    sealed = seal_fault_of(store->db, &place);
    if (closed && text.len > 0 && strcmp(text.data, "ok") != 0 && sealed != SEAL_FAULT_NONE)
        closed = store_fail_sealed(store->path, sealed, place, err);
    else if (closed && text.len > 0 && strcmp(text.data, "ok") != 0)
        closed = err_set(err, ERR_STORE, "%s: %s (%s)", store->path, fault, text.data);
    buf_free(&text);
    return closed;
}

/* Everything that the migrations make; what SQLite keeps for itself has no text or its own
 * prefix. */
static const char integrity_objects[] =
    "SELECT type || ' ' || name, sql FROM sqlite_schema "
    "WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type, name";

/* Of two lists in the same order, "TYPE NAME" and the text of each. */
typedef struct Object {
    const char *label, *sql;
    size_t len;
} Object;

static bool integrity_same(Store *store, const Object *made, const Object *there, Err *err)
{
    int order = !made->label ? 1 : !there->label ? -1 : strcmp(made->label, there->label);

    if (order < 0)
        return err_set(err, ERR_STORE, _("%s: “%s” is missing from the store"), store->path,
                       made->label);
    if (order > 0)
        return err_set(err, ERR_STORE, _("%s: “%s” was put into the store by something else"),
                       store->path, there->label);
    return (made->len == there->len && memcmp(made->sql, there->sql, made->len) == 0) ||
           err_set(err, ERR_STORE, _("%s: “%s” is not as the program made it"), store->path,
                   made->label);
}

static Object integrity_row(sqlite3_stmt *stmt, int *status)
{
    *status = sqlite3_step(stmt);
    if (*status != SQLITE_ROW)
        return (Object){NULL, NULL, 0};
    const char *label = (const char *)sqlite3_column_text(stmt, 0);
    const char *sql = (const char *)sqlite3_column_text(stmt, 1);
    return (Object){label, sql, (size_t)sqlite3_column_bytes(stmt, 1)};
}

static Object integrity_now(size_t i)
{
    if (i >= schema_object_count)
        return (Object){NULL, NULL, 0};
    const SchemaObject *object = &schema_objects[i];
    return (Object){object->label, schema_now + object->at, object->len};
}

/* made: NULL for the schema of now, which the build has worked out. */
static bool integrity_compare(Store *store, sqlite3_stmt *made, sqlite3_stmt *there, Err *err)
{
    int ended = SQLITE_DONE, status;
    Object a, b;
    size_t i = 0;

    do {
        a = made ? integrity_row(made, &ended) : integrity_now(i++);
        b = integrity_row(there, &status);
        if ((a.label || b.label) && !integrity_same(store, &a, &b, err))
            return false;
    } while (a.label || b.label);
    if (ended != SQLITE_DONE)
        return store_fail(sqlite3_db_handle(made), store->path, ended, err);
    return status == SQLITE_DONE || store_fail(store->db, store->path, status, err);
}

/* Of a store that was not brought up to date: its own steps are run. */
static bool integrity_make(Store *store, int version, sqlite3 **fresh, sqlite3_stmt **made,
                           Err *err)
{
    int status =
        sqlite3_open_v2(":memory:", fresh, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);

    if (status != SQLITE_OK)
        return store_fail(*fresh, store->path, status, err);
    if (!schema_run(*fresh, store->path, 0, version, err))
        return false;
    status = sqlite3_prepare_v2(*fresh, integrity_objects, -1, made, NULL);
    return status == SQLITE_OK || store_fail(*fresh, store->path, status, err);
}

static bool integrity_schema(Store *store, Err *err)
{
    sqlite3_stmt *made = NULL, *there = NULL;
    sqlite3 *fresh = NULL;
    int64_t version = 0;
    bool done = false;
    int status;

    if (!store_pragma(store->db, store->path, "PRAGMA user_version", &version, err))
        return false;
    if (version != store_schema_version() &&
        !integrity_make(store, (int)version, &fresh, &made, err))
        goto out;
    status = sqlite3_prepare_v2(store->db, integrity_objects, -1, &there, NULL);
    done = status == SQLITE_OK ? integrity_compare(store, made, there, err)
                               : store_fail(store->db, store->path, status, err);
out:
    sqlite3_finalize(made);
    sqlite3_finalize(there);
    sqlite3_close_v2(fresh);
    return done;
}

bool store_pages(Store *store, Err *err)
{
    uint32_t place;
    bool begun, whole;

    if (!store_begin_read(store, &begun, err))
        return false;
    whole = seal_pages_whole(store->db, &place);
    store_end_read(store, begun);
    return whole || store_fail_sealed(store->path, SEAL_FAULT_PAGE, place, err);
}

bool store_integrity(Store *store, Err *err)
{
    return store_pages(store, err) &&
           integrity_pragma(store, "PRAGMA integrity_check(1)",
                            _("the file is damaged; put back a backup"), err) &&
           integrity_pragma(store, "PRAGMA foreign_key_check",
                            _("a row refers to one that is not there; put back a backup"),
                            err) &&
           integrity_schema(store, err);
}
