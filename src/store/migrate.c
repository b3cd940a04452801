/* Brings an older store up to date: a backup beside it first, then all steps in one
 * transaction. */
#include "config.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/path.h"
#include "store/group.h"
#include "store/inner.h"
#include "store/past.h"
#include "store/schema.h"

int store_schema_version(void)
{
    return schema_step_count ? schema_steps[schema_step_count - 1].version : 0;
}

static bool schema_run_steps(sqlite3 *db, const char *path, int from, int to, Err *err)
{
    bool done = true;

    for (size_t i = 0; done && i < schema_step_count; i++) {
        if (schema_steps[i].version <= from || schema_steps[i].version > to)
            continue;
        done = store_run(db, path, schema_steps[i].sql, err) ||
               err_wrap(err, _("Step %d (%s) of the store's schema"), schema_steps[i].version,
                        schema_steps[i].name);
    }
    return done;
}

/* Of nothing, the newest is made at once: the steps rebuild what steps before them made. */
bool schema_run(sqlite3 *db, const char *path, int from, int to, Err *err)
{
    Buf pragma = BUF_INIT;
    bool done = from == 0 && to == store_schema_version()
                    ? store_run(db, path, schema_now, err)
                    : schema_run_steps(db, path, from, to, err);

    buf_addf(&pragma, "PRAGMA application_id=%d; PRAGMA user_version=%d;", STORE_APPLICATION_ID,
             to);
    done = done && store_run(db, path, pragma.data, err);
    buf_free(&pragma);
    return done;
}

/* NAME.before-VERSION.bak, or with a number when that is there from an earlier time. */
static char *migrate_backup_name(const char *path, int version)
{
    Buf name = BUF_INIT;

    for (int n = 1;; n++) {
        buf_clear(&name);
        buf_addf(&name, "%s.before-%d", path, version);
        if (n > 1)
            buf_addf(&name, "-%d", n);
        buf_add(&name, ".bak");
        if (store_name_free(name.data))
            return buf_take(&name);
    }
}

/* Through a second connection, since the first holds the right to write meanwhile. */
static bool migrate_backup(const Store *store, const char *to, Err *err)
{
    sqlite3 *db = NULL;
    bool done = store_connect(store->path, SQLITE_OPEN_READONLY, &db, err) &&
                store_copy(db, store->path, to, NULL, err) && store_give(store, to, err);

    sqlite3_close_v2(db);
    return done || err_wrap(err, _("Making a backup before the store is brought up to date"));
}

static bool migrate_references(Store *store, Err *err)
{
    sqlite3_stmt *stmt = NULL;
    int status = sqlite3_prepare_v2(store->db, "PRAGMA foreign_key_check", -1, &stmt, NULL);

    if (status == SQLITE_OK)
        status = sqlite3_step(stmt);
    if (status == SQLITE_ROW)
        err_set(err, ERR_STORE, _("%s: a row of %s refers to one that is not there"),
                store->path, (const char *)sqlite3_column_text(stmt, 0));
    else if (status != SQLITE_DONE)
        store_fail(store->db, store->path, status, err);
    sqlite3_finalize(stmt);
    return status == SQLITE_DONE;
}

/* The journal of before is moved by the program, between two steps. */
static bool migrate_steps(Store *store, int version, Err *err)
{
    if (version >= PAST_UNTIL || version == 0)
        return schema_run(store->db, store->path, version, store_schema_version(), err);
    return past_prove(store, err) &&
           schema_run(store->db, store->path, version, PAST_UNTIL, err) &&
           past_move(store, err) &&
           schema_run(store->db, store->path, PAST_UNTIL, store_schema_version(), err);
}

static bool migrate_locked(Store *store, bool fresh, Err *err)
{
    char *backup = NULL;
    int64_t version = 0;
    bool done = false;

    /* Another program may have done it while this one waited. */
    if (!store_pragma(store->db, store->path, "PRAGMA user_version", &version, err))
        return false;
    if (version >= store_schema_version())
        return true;
    if (!fresh) {
        backup = migrate_backup_name(store->path, store_schema_version());
        if (!migrate_backup(store, backup, err))
            goto out;
    }
    done = migrate_steps(store, (int)version, err) && migrate_references(store, err);
    if (!done && backup)
        unlink(backup);
out:
    free(backup);
    return done;
}

bool store_migrate(Store *store, bool fresh, Err *err)
{
    int64_t version = 0;
    bool done;

    if (!store_pragma(store->db, store->path, "PRAGMA user_version", &version, err))
        return false;
    if (version >= store_schema_version())
        return true;
    /* Steps may rebuild tables, which needs references unchecked; they are checked at the end.
     */
    if (!store_run(store->db, store->path, "PRAGMA foreign_keys=OFF; BEGIN IMMEDIATE;", err))
        return false;
    done =
        migrate_locked(store, fresh, err) && store_run(store->db, store->path, "COMMIT", err);
    if (!done && !sqlite3_get_autocommit(store->db))
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    return done && store_run(store->db, store->path, "PRAGMA foreign_keys=ON", err);
}
