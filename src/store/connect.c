/* A connection to a file of SQLite's, plain or sealed, set up as every connection of this
 * program is, and what is run on one before there is a Store around it. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "seal/header.h"
#include "seal/ring.h"
#include "store/inner.h"

bool store_run(sqlite3 *db, const char *path, const char *sql, Err *err)
{
    int status = sqlite3_exec(db, sql, NULL, NULL, NULL);

    return status == SQLITE_OK || store_fail(db, path, status, err);
}

bool store_pragma(sqlite3 *db, const char *path, const char *pragma, int64_t *out, Err *err)
{
    sqlite3_stmt *stmt = NULL;
    int status = sqlite3_prepare_v2(db, pragma, -1, &stmt, NULL);

    *out = 0;
    if (status == SQLITE_OK)
        status = sqlite3_step(stmt);
    if (status == SQLITE_ROW) {
        *out = sqlite3_column_int64(stmt, 0);
        status = SQLITE_OK;
    } else if (status == SQLITE_DONE) {
        status = SQLITE_OK;
    }
    if (status != SQLITE_OK)
        store_fail(db, path, status, err);
    sqlite3_finalize(stmt);
    return status == SQLITE_OK;
}

bool store_is_sealed(const char *path)
{
    return seal_is_sealed(path);
}

static bool refuse_fault(const char *path, SealFault fault, int status, Err *err)
{
    return fault == SEAL_FAULT_NONE ? store_fail(NULL, path, status, err)
                                    : store_fail_sealed(path, fault, 0, err);
}

static bool connect_sealed(const char *path, const char *plain, const StoreConnect *how,
                           sqlite3 **out, int *status, Err *err)
{
    SealHeader *header = NULL;
    SealFault fault;
    SealKey *key;

    *status = SQLITE_AUTH;
    if (seal_header_read(plain, &header, err) != SEAL_WHOLE)
        return false;
    key = seal_ring_find(header);
    seal_header_free(header);
    if (!key)
        return err_set(err, ERR_REFUSED,
                       _("The store %s is sealed: it opens with a name and a passphrase"),
                       path);
    *status = seal_connect(plain, how->flags, key, how->way, out, &fault);
    return *status == SQLITE_OK || refuse_fault(path, fault, *status, err);
}

static bool connect_file(const char *path, const StoreConnect *how, sqlite3 **out, int *status,
                         Err *err)
{
    /* A name that begins with file: is a URI, for VACUUM INTO a sealed store, and some other
     * names are special too; none of them begins with a dot and a slash. */
    char *plain = path[0] == '/' ? xstrdup(path) : path_join(".", path);
    StoreConnect as = *how;
    bool done;

    *status = SQLITE_AUTH;
    if (!path_check_sides(plain, err)) {
        free(plain);
        return false;
    }
    as.flags |= SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_URI;
    if (seal_is_sealed(plain)) {
        done = connect_sealed(path, plain, &as, out, status, err);
    } else {
        *status = sqlite3_open_v2(plain, out, as.flags, NULL);
        done = *status == SQLITE_OK || store_fail(*out, path, *status, err);
    }
    free(plain);
    return done;
}

/* The pragmas read the store already. *status_out is SQLite's code. */
bool store_connect_as(const char *path, const StoreConnect *how, sqlite3 **out, int *status_out,
                      Err *err)
{
    sqlite3 *db = NULL;

    *out = NULL;
    if (!seal_vfs_start())
        abort();
    if (!connect_file(path, how, &db, status_out, err)) {
        sqlite3_close_v2(db);
        return false;
    }
    sqlite3_extended_result_codes(db, 1);
    if (!how->at_once)
        store_wait_plainly(db);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
    if (how->alone)
        sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    if ((how->alone && !store_run(db, path, "PRAGMA locking_mode=EXCLUSIVE", err)) ||
        !store_run(db, path,
                   "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
                   "PRAGMA recursive_triggers=ON; PRAGMA secure_delete=ON; "
                   "PRAGMA cell_size_check=ON; PRAGMA cache_size=-8000; "
                   "PRAGMA journal_size_limit=16777216;",
                   err)) {
        *status_out = sqlite3_extended_errcode(db);
        sqlite3_close_v2(db);
        return false;
    }
    *out = db;
    return true;
}

bool store_connect(const char *path, int flags, sqlite3 **out, Err *err)
{
    const StoreConnect how = {.flags = flags};
    int status;

    return store_connect_as(path, &how, out, &status, err);
}
