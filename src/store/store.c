/* An open store: transactions within transactions, settings, and the last merge before it is
 * one file again. */
#include "config.h"

#include "store/store.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/uid.h"
#include "store/inner.h"
#include "store/read.h"
#include "store/search.h"

const char *store_path(const Store *store)
{
    return store->path;
}

bool store_read_only(const Store *store)
{
    return store->mode == STORE_READ;
}

void store_close(Store *store)
{
    if (!store)
        return;
    assert(!store->tx);
    if (store->depth > 0)
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    store_keep(store, NULL, NULL);
    sql_cache_clear(store);
    sql_shapes_clear(store);
    store_wait_end(store);
    if (store->lender)
        store_give_back(store);
    else
        sqlite3_close_v2(store->db);
    buf_free(&store->notice);
    free(store->path);
    free(store);
}

const char *store_notice(const Store *store)
{
    return store->notice.len ? store->notice.data : NULL;
}

void store_rename(Store *store, const char *path)
{
    free(store->path);
    store->path = xstrdup(path);
}

/* The answer is the mode that is in force afterwards: SQLite keeps the log, and says so, where
 * it cannot be merged. */
static bool finish_merge(Store *store, Err *err)
{
    sqlite3_stmt *stmt = NULL;
    int status = sqlite3_prepare_v2(store->db, "PRAGMA journal_mode=DELETE", -1, &stmt, NULL);
    bool merged = false;

    if (status == SQLITE_OK)
        status = sqlite3_step(stmt);
    if (status == SQLITE_ROW) {
        const char *mode = (const char *)sqlite3_column_text(stmt, 0);
        merged = mode && strcmp(mode, "delete") == 0;
        /* The mode is told before it is written to the disk. */
        status = sqlite3_step(stmt);
        merged = merged && status == SQLITE_DONE;
        status = status == SQLITE_DONE ? SQLITE_BUSY : status;
    }
    if (!merged)
        store_fail(store->db, store->path, status, err);
    sqlite3_finalize(stmt);
    return merged;
}

/* A sealed store has a log as long as it is open, and is one file when that is empty. */
bool store_merge_log(sqlite3 *db, const char *path, Err *err)
{
    int left = 0, merged = 0;
    int status =
        sqlite3_wal_checkpoint_v2(db, "main", SQLITE_CHECKPOINT_TRUNCATE, &left, &merged);

    return status == SQLITE_OK || store_fail(db, path, status, err);
}

bool store_finish(Store *store, Err *err)
{
    bool done;

    sql_cache_clear(store);
    done =
        store->sealed ? store_merge_log(store->db, store->path, err) : finish_merge(store, err);
    for (size_t i = 0; done && i < SIDES; i++) {
        char *side = path_beside(sqlite3_db_filename(store->db, "main"), path_sides[i]);
        if (i != SIDE_SHM && !store->sealed && path_exists(side))
            done = err_set(err, ERR_STORE,
                           _("%s: the store could not be written into one file"), store->path);
        free(side);
    }
    store_close(store);
    return done;
}

bool store_begin(Store *store, Err *err)
{
    if (store->mode == STORE_READ)
        return err_set(err, ERR_REFUSED,
                       _("%s is open for reading only; nothing can be changed in it"),
                       store->path);
    if (store->depth == 0) {
        if (!store_wait_begin(store, err))
            return false;
        store->broken = false;
    }
    store->depth++;
    return true;
}

static void store_undo_all(Store *store)
{
    if (!sqlite3_get_autocommit(store->db))
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    store->broken = false;
    store_keep(store, NULL, NULL);
    reader_forget(store);
}

bool store_commit(Store *store, Err *err)
{
    int status;

    assert(store->depth > 0);
    if (sqlite3_get_autocommit(store->db))
        store->broken = true;
    store->depth--;
    if (store->broken) {
        if (store->depth == 0)
            store_undo_all(store);
        return err_set(err, ERR_STORE,
                       _("%s: nothing was changed, because a part of the change failed"),
                       store->path);
    }
    if (store->depth > 0)
        return true;
    status = sqlite3_exec(store->db, "COMMIT", NULL, NULL, NULL);
    if (status == SQLITE_OK)
        return true;
    store_fail(store->db, store->path, status, err);
    store_undo_all(store);
    return false;
}

/* Only the outermost really rolls back: statements of the transactions around this one would
 * otherwise be written each by itself. */
void store_rollback(Store *store)
{
    assert(store->depth > 0);
    store->depth--;
    store->broken = true;
    if (store->depth == 0)
        store_undo_all(store);
}

bool store_in_transaction(const Store *store)
{
    return store->depth > 0;
}

bool store_begin_read(Store *store, bool *begun, Err *err)
{
    int status;

    *begun = sqlite3_get_autocommit(store->db) != 0;
    if (!*begun)
        return true;
    status = sqlite3_exec(store->db, "BEGIN", NULL, NULL, NULL);
    return status == SQLITE_OK || store_fail(store->db, store->path, status, err);
}

void store_end_read(Store *store, bool begun)
{
    if (begun)
        sqlite3_exec(store->db, "COMMIT", NULL, NULL, NULL);
}

bool store_setting(Store *store, const char *name, char **value, Err *err)
{
    return sql_get_text(store, err, value, "SELECT value FROM setting WHERE name=?", "t", name);
}

bool store_put_setting(Store *store, const char *name, const char *value, Err *err)
{
    Uid uid = uid_new();
    Sql q;

    if (!sql_open(&q, store,
                  "INSERT INTO setting (uid, name, value) VALUES (?, ?, ?) "
                  "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                  err))
        return false;
    sql_bind_blob(&q, 1, uid.bytes, sizeof(uid.bytes));
    sql_bind_text(&q, 2, name);
    sql_bind_text(&q, 3, value);
    sql_row(&q);
    return sql_close(&q, err);
}

int64_t store_quiet_begin(Store *store)
{
    return sqlite3_total_changes64(store->db);
}

void store_quiet_end(Store *store, int64_t before)
{
    store->quiet_changes += sqlite3_total_changes64(store->db) - before;
}

bool store_others_wrote(Store *store, int64_t *stamp)
{
    int64_t now = 0;
    bool same = sql_get_int(store, NULL, &now, "PRAGMA data_version", NULL) && now == *stamp;

    *stamp = now;
    return !same;
}

bool store_changed(Store *store, int64_t *stamp)
{
    int64_t others = 0, own, now;

    /* data_version moves with the commits of others, total_changes with our own statements. */
    if (!sql_get_int(store, NULL, &others, "PRAGMA data_version", NULL))
        return false;
    own = sqlite3_total_changes64(store->db) - store->quiet_changes;
    now = (int64_t)((uint64_t)others << 40 ^ (uint64_t)own);
    if (now == *stamp)
        return false;
    *stamp = now;
    return true;
}

void store_now(const Store *store, char out[INSTANT_TEXT])
{
    Day day;
    char iso[DAY_TEXT];
    instant_now(out);
    memcpy(iso, out, DAY_TEXT - 1);
    iso[DAY_TEXT - 1] = '\0';
    if (!store->days_back || !day_parse(iso, &day))
        return;
    day_format(day_add(day, -store->days_back), iso);
    memcpy(out, iso, DAY_TEXT - 1);
}

void store_set_back(Store *store, int days)
{
    store->days_back = days;
}
