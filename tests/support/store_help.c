/* A store with one table of notes, changed by the program's ways and behind its back. */
#include "config.h"

#include "tests/support/store_help.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "tests/support/spare.h"
#include "tests/support/temp.h"

Err help_err;
char *help_folder;
char *help_store_path;

void help_start(void)
{
    help_folder = temp_new();
    help_store_path = help_path("store.db");
}

void help_stop(void)
{
    free(help_store_path);
    temp_free(help_folder);
    help_store_path = help_folder = NULL;
}

char *help_path(const char *name)
{
    return temp_path(help_folder, name);
}

Store *help_open(StoreMode mode)
{
    Store *store = NULL;

    ck_done(store_open(help_store_path, mode, &store, &help_err));
    return store;
}

int64_t help_number(Store *store, const char *sql)
{
    int64_t value;

    ck_done(sql_get_int(store, &help_err, &value, sql, NULL));
    return value;
}

bool help_text_is(Store *store, const char *sql, const char *want)
{
    char *value = NULL;

    ck_done(sql_get_text(store, &help_err, &value, sql, NULL));
    bool same = value && strcmp(value, want) == 0;
    free(value);
    return same;
}

Store *help_new(const char *path)
{
    enum { FILE_MAX = 1 << 24 };
    static const char name[] = "new_store";
    Store *store = NULL;
    Buf bytes = BUF_INIT;

    if (spare_read(name, &bytes)) {
        ck_done(path_write(path, bytes.data, bytes.len, &help_err));
    } else {
        ck_done(store_open(path, STORE_CREATE, &store, &help_err));
        store_close(store);
        ck_done(path_read(path, FILE_MAX, &bytes, &help_err));
        spare_write(name, &bytes);
    }
    buf_free(&bytes);
    ck_done(store_open(path, STORE_OPEN, &store, &help_err));
    return store;
}

Store *help_store(void)
{
    Store *store = help_new(help_store_path);

    ck_done(sql_do(store, &help_err,
                   "CREATE TABLE help_note ("
                   " id INTEGER PRIMARY KEY AUTOINCREMENT,"
                   " uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),"
                   " name TEXT, \"on\" TEXT, amount INTEGER, picture BLOB,"
                   " state TEXT NOT NULL DEFAULT 'new', remark TEXT DEFAULT 'none') STRICT",
                   NULL));
    return store;
}

static const GroupHead help_head = {.kind = GROUP_EDIT, .case_id = 7, .content = true};

void help_set(Store *store, int64_t user, int64_t id, const char *column, const char *value)
{
    GroupHead head = help_head;
    Tx *tx;

    head.user_id = user;
    ck_done(tx_begin(store, &head, &tx, &help_err));
    ck_done(tx_set(tx, "help_note", id, column, sql_value_text(value), NULL, 0, &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
}

int64_t help_add(Store *store, int64_t user, const char *name)
{
    TxColumn columns[] = {{"name", sql_value_text(name), 0}};
    GroupHead head = help_head;
    int64_t id = 0;
    Tx *tx;

    head.user_id = user;
    ck_done(tx_begin(store, &head, &tx, &help_err));
    ck_done(tx_add(tx, "help_note", columns, 1, &id, &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
    return id;
}

char *help_name(Store *store, int64_t id, const char *column)
{
    char text[128], *value = NULL;

    snprintf(text, sizeof(text), "SELECT \"%s\" FROM help_note WHERE id=?", column);
    ck_done(sql_get_text(store, &help_err, &value, text, "i", id));
    return value;
}

bool help_note_is(Store *store, int64_t id, const char *column, const char *value)
{
    char *stored = help_name(store, id, column);
    bool same = value ? stored && strcmp(stored, value) == 0 : !stored;

    free(stored);
    return same;
}

bool help_raw(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    int status;

    ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
    status = sqlite3_exec(db, sql, NULL, NULL, NULL);
    sqlite3_close(db);
    return status == SQLITE_OK;
}

int64_t help_raw_int(const char *path, const char *sql)
{
    sqlite3_stmt *stmt = NULL;
    sqlite3 *db = NULL;
    int64_t value;

    ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
    ck_assert_int_eq(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK);
    ck_assert_int_eq(sqlite3_step(stmt), SQLITE_ROW);
    value = sqlite3_column_int64(stmt, 0);
    sqlite3_finalize(stmt);
    sqlite3_close(db);
    return value;
}

bool help_is_err(ErrKind kind, const char *part)
{
    if (help_err.kind == kind && strstr(help_err.text, part))
        return true;
    fprintf(stderr, "kind %d: %s\n", (int)help_err.kind, help_err.text);
    return false;
}
