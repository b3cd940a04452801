/* Opening, making, migrating and copying a store in the states in which one may lie there;
 * statements, search terms and digests too. */
#include "config.h"

#include <check.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/attr.h"
#include "base/buf.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "store/digest.h"
#include "store/inner.h"
#include "store/schema.h"
#include "store/search.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"

static bool refused(const char *file, StoreMode mode, const char *part)
{
    Store *store = NULL;
    bool open;

    err_clear(&help_err);
    open = store_open(file, mode, &store, &help_err);
    ck_assert_ptr_null(store);
    return !open && help_is_err(ERR_STORE, part) &&
           (!file[0] || strstr(help_err.text, file) != NULL);
}

START_TEST(test_store_create)
{
    Store *store = help_open(STORE_CREATE);
    struct stat info;

    ck_assert_int_eq(stat(help_store_path, &info), 0);
    ck_assert_int_eq(info.st_mode & 0777, 0600);
    ck_assert_str_eq(store_path(store), help_store_path);
    ck_assert(help_text_is(store, "PRAGMA journal_mode", "wal"));
    ck_assert_int_eq(help_number(store, "PRAGMA synchronous"), 2);
    ck_assert_int_eq(help_number(store, "PRAGMA foreign_keys"), 1);
    ck_assert_int_eq(help_number(store, "PRAGMA user_version"), store_schema_version());
    ck_done(store_integrity(store, &help_err));
    store_close(store);
    ck_assert(refused(help_store_path, STORE_CREATE, "exists already"));
    store_close(help_open(STORE_OPEN));
}
END_TEST

/* SQLite would take these for something other than a file. */
START_TEST(test_store_odd_names)
{
    const char *names[] = {"file:x.db?mode=memory", ":memory:", "案卷 é\u0301.db", "-x",
                           "a%20b?c#d"};
    Store *store;

    ck_assert_int_eq(chdir(help_folder), 0);
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        ck_done(store_open(names[i], STORE_CREATE, &store, &help_err));
        store_close(store);
        ck_assert_int_eq(access(names[i], F_OK), 0);
        ck_done(store_open(names[i], STORE_OPEN, &store, &help_err));
        store_close(store);
    }
    ck_assert_int_eq(chdir("/"), 0);
}
END_TEST

START_TEST(test_store_refuses)
{
    char *missing = help_path("missing.db"), *deep = help_path("no/such/store.db");
    char *empty = temp_text(help_folder, "empty.db", "");
    char *text =
        temp_text(help_folder, "text.db", "SQLite format 3, but no more than that, 案卷");
    char *pipe = help_path("pipe.db"), *other = help_path("other.db");

    ck_assert_int_eq(mkfifo(pipe, 0600), 0);
    ck_assert(help_raw(other, "CREATE TABLE t (a)"));
    for (int mode = STORE_OPEN; mode <= STORE_READ; mode++) {
        ck_assert(refused(missing, (StoreMode)mode, "There is no store at"));
        ck_assert_int_ne(access(missing, F_OK), 0);
        ck_assert(refused(deep, (StoreMode)mode, "There is no store at"));
        ck_assert(refused(help_folder, (StoreMode)mode, "is a folder"));
        ck_assert(refused(empty, (StoreMode)mode, "is empty"));
        ck_assert(refused(text, (StoreMode)mode, "not a store"));
        ck_assert(refused(pipe, (StoreMode)mode, "is not a file"));
        ck_assert(refused(other, (StoreMode)mode, "not a store of Anjuan"));
        ck_assert(refused("", (StoreMode)mode, "name of the store is empty"));
    }
    ck_assert(refused(deep, STORE_CREATE, "cannot be made"));
    ck_assert(refused(help_folder, STORE_CREATE, "exists already"));
    free(missing);
    free(deep);
    free(empty);
    free(text);
    free(pipe);
    free(other);
}
END_TEST

START_TEST(test_store_newer_is_refused)
{
    char *before, *after;
    size_t n, m;

    store_close(help_open(STORE_CREATE));
    ck_assert(help_raw(help_store_path, "PRAGMA user_version = 9999"));
    before = temp_read(help_store_path, &n);
    ck_assert(refused(help_store_path, STORE_OPEN, "newer"));
    ck_assert(refused(help_store_path, STORE_READ, "newer"));
    after = temp_read(help_store_path, &m);
    ck_assert(n == m && memcmp(before, after, n) == 0);
    free(before);
    free(after);
}
END_TEST

/* A store as the first step of the schema left it. */
static void make_old(void)
{
    Buf sql = BUF_INIT;

    buf_addf(&sql, "PRAGMA journal_mode=WAL; PRAGMA application_id=%d; PRAGMA user_version=1; ",
             STORE_APPLICATION_ID);
    buf_add(&sql, schema_steps[0].sql);
    buf_add(&sql,
            "INSERT INTO setting (uid, name, value) VALUES (zeroblob(16), 'station', '一');");
    ck_assert(help_raw(help_store_path, sql.data));
    buf_free(&sql);
}

START_TEST(test_store_older_is_migrated_after_a_backup)
{
    Buf name = BUF_INIT;
    Store *store;

    if (store_schema_version() < 2)
        return;
    make_old();
    store = help_open(STORE_OPEN);
    ck_assert_int_eq(help_number(store, "PRAGMA user_version"), store_schema_version());
    ck_assert(help_text_is(store, "SELECT value FROM setting", "一"));
    ck_done(store_integrity(store, &help_err));
    store_close(store);
    buf_addf(&name, "%s.before-%d.bak", help_store_path, store_schema_version());
    ck_assert_int_eq(help_raw_int(name.data, "PRAGMA user_version"), 1);
    ck_assert_int_eq(help_raw_int(name.data, "SELECT count(*) FROM setting"), 1);
    store_close(help_open(STORE_OPEN));
    buf_free(&name);
}
END_TEST

/* After the program is renewed, an auditor looks first: nothing of the store may change by
 * that. */
START_TEST(test_store_older_is_read_through_a_copy)
{
    Buf name = BUF_INIT;
    Store *store;

    if (store_schema_version() < 2)
        return;
    make_old();
    store = help_open(STORE_READ);
    ck_assert_int_eq(help_number(store, "PRAGMA user_version"), store_schema_version());
    ck_assert(help_text_is(store, "SELECT value FROM setting", "一"));
    ck_assert(!store_begin(store, &help_err) ||
              !store_put_setting(store, "station", "二", &help_err));
    store_close(store);
    ck_assert_int_eq(help_raw_int(help_store_path, "PRAGMA user_version"), 1);
    buf_addf(&name, "%s.before-%d.bak", help_store_path, store_schema_version());
    ck_assert(!path_exists(name.data));
    buf_free(&name);
}
END_TEST

START_TEST(test_store_failed_migration_changes_nothing)
{
    Buf name = BUF_INIT;
    Store *store = NULL;

    if (store_schema_version() < 2)
        return;
    make_old();
    ck_assert(help_raw(help_store_path, "CREATE TABLE case_file (a)"));
    ck_assert(!store_open(help_store_path, STORE_OPEN, &store, &help_err));
    ck_assert(help_is_err(ERR_STORE, "Step 2"));
    ck_assert_int_eq(help_raw_int(help_store_path, "PRAGMA user_version"), 1);
    ck_assert_int_eq(help_raw_int(help_store_path,
                                  "SELECT count(*) FROM sqlite_schema WHERE name='patient'"),
                     0);
    buf_addf(&name, "%s.before-%d.bak", help_store_path, store_schema_version());
    ck_assert(!path_exists(name.data));
    buf_free(&name);
}
END_TEST

START_TEST(test_store_damaged)
{
    Store *store = help_store();
    char *bytes;
    size_t n;

    for (int i = 0; i < 200; i++)
        help_add(store, 1, "张小明，一个很长很长很长很长很长很长很长很长很长很长的名字");
    store_close(store);
    bytes = temp_read(help_store_path, &n);
    memset(bytes + 4096, 0x5a, n - 4096);
    free(temp_file(help_folder, "store.db", bytes, n));
    free(bytes);
    ck_assert(!store_open(help_store_path, STORE_OPEN, &store, &help_err) ||
              !store_integrity(store, &help_err));
    ck_assert(help_is_err(ERR_STORE, "damaged"));
    store_close(store);
}
END_TEST

START_TEST(test_store_integrity_of_the_schema)
{
    static const char *const changes[][2] = {
        {"DROP TRIGGER journal_group_keep", "journal_group_keep"},
        {"CREATE TRIGGER spy AFTER INSERT ON setting BEGIN SELECT 1; END", "spy"},
        {"CREATE TABLE extra (a)", "extra"},
        {"DROP TRIGGER case_touch_stay; CREATE TRIGGER case_touch_stay BEFORE DELETE ON "
         "case_touch "
         "BEGIN SELECT 1; END",
         "case_touch_stay"},
        {"ALTER TABLE setting ADD COLUMN more TEXT", "setting"},
        {"DROP INDEX search_term_case", "search_term_case"},
    };
    Store *store;

    for (size_t i = 0; i < COUNT_OF(changes); i++) {
        store_close(help_open(STORE_CREATE));
        ck_assert(help_raw(help_store_path, changes[i][0]));
        store = help_open(STORE_OPEN);
        ck_assert(!store_integrity(store, &help_err));
        ck_assert(help_is_err(ERR_STORE, changes[i][1]));
        store_close(store);
        unlink(help_store_path);
    }
}
END_TEST

/* A full disk in the middle of a change: SQLite rolls back by itself, and what follows in the
 * same change must not be written alone. */
START_TEST(test_store_full_disk)
{
    GroupHead head = {.kind = GROUP_EDIT, .user_id = 1, .case_id = 7};
    char *big = calloc(1, 300001);
    Store *store = help_store();
    int64_t id = help_add(store, 1, "一");
    Tx *tx;

    memset(big, 'x', 300000);
    ck_done(sql_do(store, &help_err, "PRAGMA max_page_count=100", NULL));
    ck_done(tx_begin(store, &head, &tx, &help_err));
    ck_done(tx_set(tx, "help_note", id, "name", sql_value_text("二"), NULL, 0, &help_err));
    ck_assert(!tx_set(tx, "help_note", id, "remark", sql_value_text(big), NULL, 0, &help_err));
    ck_assert(help_is_err(ERR_STORE, "no room left"));
    tx_set(tx, "help_note", id, "on", sql_value_text("三"), NULL, 0, NULL);
    ck_assert(!tx_commit(tx, NULL, &help_err));
    ck_assert_int_eq(help_number(store,
                                 "SELECT count(*) FROM help_note WHERE name='一' AND \"on\" IS "
                                 "NULL AND remark='none'"),
                     1);
    ck_assert_int_eq(help_number(store, "SELECT count(*) FROM journal_group"), 1);
    store_close(store);
    free(big);
}
END_TEST

START_TEST(test_store_transactions_nest)
{
    Store *store = help_open(STORE_CREATE);

    ck_done(store_begin(store, &help_err));
    ck_done(store_put_setting(store, "a", "1", &help_err));
    ck_done(store_begin(store, &help_err));
    ck_done(store_put_setting(store, "b", "2", &help_err));
    ck_done(store_commit(store, &help_err));
    ck_assert(store_in_transaction(store));
    ck_done(store_commit(store, &help_err));
    ck_assert_int_eq(help_number(store, "SELECT count(*) FROM setting"), 2);

    ck_done(store_begin(store, &help_err));
    ck_done(store_begin(store, &help_err));
    ck_done(store_put_setting(store, "a", "3", &help_err));
    store_rollback(store);
    ck_assert(store_in_transaction(store));
    ck_done(store_put_setting(store, "b", "3", &help_err));
    ck_assert(!store_commit(store, &help_err));
    ck_assert(help_is_err(ERR_STORE, "nothing was changed"));
    ck_assert_int_eq(help_number(store, "SELECT count(*) FROM setting WHERE value='3'"), 0);
    ck_done(store_begin(store, &help_err));
    ck_done(store_commit(store, &help_err));
    store_close(store);
}
END_TEST

/* One text of the trigger, from where it begins in its SQL; NULL: there is none. */
static char *next_text(const char **sql)
{
    static const char begins[] = "RAISE(ABORT, '";
    const char *raise = strstr(*sql, "RAISE(");
    if (!raise || strncmp(raise, "RAISE(IGNORE)", strlen("RAISE(IGNORE)")) == 0)
        return NULL;
    ck_assert_msg(strncmp(raise, begins, strlen(begins)) == 0, "%.80s", raise);
    const char *text = raise + strlen(begins), *end = strchr(text, '\'');
    ck_assert_ptr_nonnull(end);
    *sql = end;
    return xstrndup(text, (size_t)(end - text));
}

/* What a trigger refuses is said to the person in their language. */
START_TEST(test_store_triggers_speak_the_language)
{
    const char *top = getenv("top_builddir");
    char *share = path_join(top ? top : ".", "share/locale"), *text;
    Store *store = help_open(STORE_CREATE);
    size_t said = 0;
    Sql q;
    ck_assert(i18n_start("zh_CN", share));
    ck_done(
        sql_open(&q, store, "SELECT sql FROM sqlite_schema WHERE type = 'trigger'", &help_err));
    while (sql_row(&q)) {
        const char *sql = sql_text(&q, 0);
        while ((text = next_text(&sql))) {
            ck_assert_msg(strcmp(i18n_text(text), text) != 0, "in no catalogue: %s", text);
            free(text);
            said++;
        }
    }
    ck_done(sql_close(&q, &help_err));
    ck_assert_uint_gt(said, 100);
    ck_assert(i18n_start("en", share));
    store_close(store);
    free(share);
}
END_TEST

START_TEST(test_store_settings)
{
    GroupHead head = {.kind = GROUP_PEOPLE};
    Store *store = help_open(STORE_CREATE);
    char *value = NULL;
    Tx *tx;

    ck_done(store_setting(store, "organisation", &value, &help_err));
    ck_assert_ptr_null(value);
    ck_done(store_put_setting(store, "organisation", "某医院社工部", &help_err));
    ck_done(tx_begin(store, &head, &tx, &help_err));
    ck_done(tx_setting(tx, "organisation", "新名", &help_err));
    ck_done(tx_setting(tx, "station", "T1", &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
    ck_done(store_setting(store, "organisation", &value, &help_err));
    ck_assert_str_eq(value, "新名");
    free(value);
    ck_assert_int_eq(help_number(store, "SELECT count(*) FROM journal_change"
                                        " WHERE instr(body, CAST('某医院社工部' AS BLOB))"),
                     1);
    store_close(store);
}
END_TEST

START_TEST(test_store_changed)
{
    Store *one = help_open(STORE_CREATE), *two = help_open(STORE_OPEN),
          *three = help_open(STORE_READ);
    int64_t first = 0, second = 0, third = 0;

    ck_assert(store_changed(one, &first));
    ck_assert(store_changed(two, &second));
    ck_assert(store_changed(three, &third));
    ck_assert(!store_changed(one, &first));
    ck_done(store_put_setting(one, "a", "1", &help_err));
    ck_assert(store_changed(one, &first));
    ck_assert(store_changed(two, &second));
    ck_assert(store_changed(three, &third));
    ck_assert(!store_changed(one, &first));
    ck_assert(!store_changed(two, &second));
    ck_assert(!store_changed(three, &third));
    store_close(one);
    store_close(two);
    store_close(three);
}
END_TEST

START_TEST(test_store_read_only)
{
    Store *store;

    store_close(help_open(STORE_CREATE));
    store = help_open(STORE_READ);
    ck_assert(store_read_only(store));
    ck_assert(!store_begin(store, &help_err));
    ck_assert(help_is_err(ERR_REFUSED, "reading only"));
    ck_assert(!store_put_setting(store, "a", "b", &help_err));
    ck_assert_int_eq(help_number(store, "SELECT count(*) FROM setting"), 0);
    store_close(store);
}
END_TEST

static void write_beside(Store *store, const char *value)
{
    Store *beside = NULL;

    store_open_beside(store, &beside);
    ck_assert_ptr_nonnull(beside);
    ck_done(store_begin(beside, &help_err));
    ck_done(store_put_setting(beside, "a", value, &help_err));
    ck_done(store_commit(beside, &help_err));
    store_close(beside);
    ck_assert(!store_put_setting(store, "a", "by a reader", &help_err));
    ck_assert(!store_begin(store, &help_err));
    ck_assert(help_text_is(store, "SELECT value FROM setting", value));
}

/* What is written beside is seen by whoever reads, and by others; whoever reads writes nothing
 * afterwards either. */
START_TEST(test_store_beside)
{
    Store *store, *second = NULL, *third = NULL;
    bool begun;
    Sql q;

    store_close(help_open(STORE_CREATE));
    store = help_open(STORE_READ);
    write_beside(store, "first");
    write_beside(store, "again");
    ck_assert_int_eq(help_raw_int(help_store_path, "SELECT value = 'again' FROM setting"), 1);
    ck_assert(help_raw(help_store_path, "UPDATE setting SET value = 'of another'"));
    write_beside(store, "after another");

    /* Two at once, and over what is being read. */
    store_open_beside(store, &second);
    store_open_beside(store, &third);
    ck_done(store_put_setting(second, "a", "second", &help_err));
    ck_done(store_put_setting(third, "a", "third", &help_err));
    store_close(second);
    store_close(third);
    ck_done(sql_open(&q, store, "SELECT value FROM setting", &help_err));
    ck_assert(sql_row(&q));
    ck_assert(help_raw(help_store_path, "UPDATE setting SET value = 'meanwhile'"));
    store_open_beside(store, &second);
    ck_done(store_put_setting(second, "a", "over a row", &help_err));
    store_close(second);
    ck_done(sql_close(&q, &help_err));
    ck_done(store_begin_read(store, &begun, &help_err));
    store_open_beside(store, &second);
    ck_done(store_put_setting(second, "a", "over a read", &help_err));
    store_close(second);
    store_end_read(store, begun);
    write_beside(store, "last");
    store_close(store);
    ck_assert_int_eq(help_raw_int(help_store_path, "SELECT value = 'last' FROM setting"), 1);
}
END_TEST

/* A backup that was put back has no log; reading leaves it none that holds anything. */
START_TEST(test_store_beside_one_without_a_log)
{
    char *log = help_path("store.db-wal");
    Store *store = help_open(STORE_CREATE);
    struct stat info;

    ck_done(store_finish(store, &help_err));
    store = help_open(STORE_READ);
    write_beside(store, "first");
    store_close(store);
    ck_assert(stat(log, &info) != 0 || info.st_size == 0);
    free(log);
}
END_TEST

/* In a process of its own, as a person who may write nothing there. */
static int read_as_nobody(void)
{
    Store *store = NULL;
    char *value = NULL;

    if (geteuid() == 0 && setresuid(65534, 65534, 65534) != 0)
        return 2;
    if (store_open(help_store_path, STORE_OPEN, &store, &help_err))
        return 3;
    fprintf(stderr, "%s\n", help_err.text);
    if (!strstr(help_err.text, "may not be written by you") ||
        !strstr(help_err.text, "share GROUP"))
        return 4;
    if (!store_open(help_store_path, STORE_READ, &store, &help_err)) {
        fprintf(stderr, "%s\n", help_err.text);
        return 5;
    }
    if (!store_setting(store, "a", &value, &help_err) || !value || strcmp(value, "后来") != 0)
        return 6;
    if (store_put_setting(store, "a", "x", NULL) || !store_integrity(store, &help_err))
        return 7;
    free(value);
    store_close(store);
    return 0;
}

/* What was not yet written back from the side file is read too, and nothing is left behind. */
START_TEST(test_store_read_in_a_closed_folder)
{
    char *temp = help_path("temp"), *side = help_path("store.db-wal");
    char *bytes, *side_bytes;
    Store *store = help_open(STORE_CREATE);
    size_t n, m;
    int status;

    ck_done(store_put_setting(store, "a", "后来", &help_err));
    bytes = temp_read(help_store_path, &n);
    side_bytes = temp_read(side, &m);
    store_close(store);
    unlink(help_store_path);
    free(temp_file(help_folder, "store.db", bytes, n));
    free(temp_file(help_folder, "store.db-wal", side_bytes, m));
    ck_assert_int_eq(mkdir(temp, 0777), 0);
    ck_assert_int_eq(chmod(temp, 0777), 0);
    ck_assert_int_eq(chmod(help_store_path, 0444), 0);
    ck_assert_int_eq(chmod(side, 0444), 0);
    ck_assert_int_eq(chmod(help_folder, 0555), 0);
    setenv("TMPDIR", temp, 1);
    fflush(NULL);
    if (fork() == 0)
        _exit(read_as_nobody());
    wait(&status);
    ck_assert_int_eq(chmod(help_folder, 0755), 0);
    ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 0, "%d", WEXITSTATUS(status));
    ck_assert_int_eq(rmdir(temp), 0);
    free(temp);
    free(side);
    free(bytes);
    free(side_bytes);
}
END_TEST

static bool cancel(void *ctx UNUSED, size_t done UNUSED, size_t total UNUSED)
{
    return false;
}

START_TEST(test_store_backup_cancelled)
{
    Progress progress = {.step = cancel};
    BackupFacts facts;
    char *backup = help_path("backup.db");
    Store *store = help_open(STORE_CREATE);

    ck_assert(!store_backup(store, backup, NULL, &progress, &facts, &help_err));
    ck_assert(help_is_err(ERR_CANCELLED, "cancelled"));
    ck_assert(!path_exists(backup));
    store_close(store);
    free(backup);
}
END_TEST

START_TEST(test_sql_nested_use)
{
    const char *text = "SELECT value FROM setting WHERE name >= ? ORDER BY name";
    Store *store = help_open(STORE_CREATE);
    int outer = 0, inner = 0;
    Sql a, b;

    ck_done(store_put_setting(store, "a", "一", &help_err));
    ck_done(store_put_setting(store, "b", "二", &help_err));
    ck_done(sql_open(&a, store, text, &help_err));
    sql_bind_text(&a, 1, "a");
    while (sql_row(&a)) {
        ck_done(sql_open(&b, store, text, &help_err));
        sql_bind_text(&b, 1, "b");
        while (sql_row(&b)) {
            ck_assert_str_eq(sql_text(&b, 0), "二");
            inner++;
        }
        ck_done(sql_close(&b, &help_err));
        ck_assert_str_eq(sql_text(&a, 0), outer++ == 0 ? "一" : "二");
    }
    ck_done(sql_close(&a, &help_err));
    ck_assert_int_eq(outer, 2);
    ck_assert_int_eq(inner, 2);
    store_close(store);
}
END_TEST

START_TEST(test_sql_values)
{
    Store *store = help_open(STORE_CREATE);
    size_t n = 9;
    Sql q;

    ck_done(sql_open(&q, store, "SELECT ?1, ?2, ?3, ?4, ?5", &help_err));
    sql_bind_int(&q, 1, INT64_MIN);
    sql_bind_text(&q, 2, NULL);
    sql_bind_text(&q, 3, "");
    sql_bind_blob(&q, 4, NULL, 0);
    sql_bind_null(&q, 5);
    ck_assert(sql_row(&q));
    ck_assert(sql_int(&q, 0) == INT64_MIN);
    ck_assert(sql_is_null(&q, 1));
    ck_assert_ptr_null(sql_text(&q, 1));
    ck_assert_str_eq(sql_text(&q, 2), "");
    ck_assert(sql_blob(&q, 3, &n) != NULL && n == 0);
    ck_assert_ptr_null(sql_blob(&q, 4, &n));
    ck_assert(!sql_row(&q));
    ck_done(sql_close(&q, &help_err));
    store_close(store);
}
END_TEST

START_TEST(test_sql_errors_wait_for_close)
{
    Store *store = help_open(STORE_CREATE);
    char *text = NULL;
    Sql q;

    ck_assert(!sql_open(&q, store, "SELECT a FROM nowhere", &help_err));
    ck_assert(help_is_err(ERR_STORE, "nowhere"));
    ck_done(sql_open(&q, store, "SELECT 1", &help_err));
    sql_bind_int(&q, 7, 1);
    ck_assert(!sql_row(&q));
    ck_assert(!sql_close(&q, &help_err));
    ck_assert(!sql_do(store, &help_err, "DELETE FROM case_touch WHERE case_id=?", "n") ||
              help_number(store, "SELECT 1") == 1);
    ck_assert(!sql_do(store, &help_err, "INSERT INTO case_touch VALUES (?,?,?)", "iii",
                      (int64_t)1, (int64_t)1, (int64_t)1));
    ck_assert(help_is_err(ERR_REFUSED, "who touched a case"));
    ck_done(sql_get_text(store, &help_err, &text, "SELECT value FROM setting WHERE name=?", "t",
                         "none"));
    ck_assert_ptr_null(text);
    ck_done(sql_open(&q, store, "SELECT 1", &help_err));
    ck_assert(sql_row(&q));
    ck_done(sql_close(&q, &help_err));
    store_close(store);
}
END_TEST

START_TEST(test_sql_more_texts_than_the_cache_holds)
{
    Store *store = help_open(STORE_CREATE);
    Buf text = BUF_INIT;
    int64_t n;

    for (int i = 0; i < SQL_CACHE_MAX + 200; i++) {
        buf_clear(&text);
        buf_addf(&text, "SELECT %d", i);
        ck_done(sql_get_int(store, &help_err, &n, text.data, NULL));
        ck_assert_int_eq(n, i);
    }
    buf_free(&text);
    store_close(store);
}
END_TEST

START_TEST(test_search_put_replaces)
{
    SearchTerm first[] = {{SEARCH_NAME, "张小明"},
                          {SEARCH_INITIALS, "zxm"},
                          {SEARCH_PINYIN, ""},
                          {SEARCH_NUMBER, "0013"},
                          {SEARCH_NAME, "张小明"}};
    SearchTerm second[] = {{SEARCH_NAME, "张小明"}, {SEARCH_INITIALS, "zhxm"}};
    Store *store = help_open(STORE_CREATE);

    ck_done(store_begin(store, &help_err));
    ck_done(search_put(store, 7, first, COUNT_OF(first), &help_err));
    ck_done(search_put(store, 8, first, COUNT_OF(first), &help_err));
    ck_assert_int_eq(help_number(store, "SELECT count(*) FROM search_term"), 6);
    ck_done(search_put(store, 7, second, COUNT_OF(second), &help_err));
    ck_done(store_commit(store, &help_err));
    ck_assert(help_text_is(store,
                           "SELECT group_concat(term, ' ') FROM (SELECT term FROM search_term "
                           "WHERE case_id=7 ORDER BY term)",
                           "zhxm 张小明"));
    ck_assert_int_eq(help_number(store, "SELECT count(*) FROM search_term WHERE case_id=8"), 3);
    ck_done(store_begin(store, &help_err));
    ck_done(search_put(store, 7, NULL, 0, &help_err));
    ck_done(store_commit(store, &help_err));
    ck_assert_int_eq(help_number(store, "SELECT count(*) FROM search_term"), 3);
    store_close(store);
}
END_TEST

START_TEST(test_digest)
{
    char *file = temp_text(help_folder, "file", "abc"), *missing = help_path("missing");
    unsigned char digest[DIGEST_BYTES];
    char hex[DIGEST_HEX + 1];

    ck_done(digest_file_sha256(file, hex, &help_err));
    ck_assert_str_eq(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    ck_assert(!digest_file_sha256(missing, hex, &help_err));
    ck_assert(help_is_err(ERR_IO, missing));
    ck_assert(!digest_file_sha256(help_folder, hex, &help_err));
    /* Nothing that has no end is waited for. */
    ck_assert(!digest_file_sha256("/dev/zero", hex, &help_err));
    ck_assert_int_eq(mkfifo(missing, 0600), 0);
    ck_assert(!digest_file_sha256(missing, hex, &help_err));
    ck_assert(help_is_err(ERR_IO, missing));
    digest_blake2b("", 0, digest);
    digest_hex(digest, hex);
    ck_assert_str_eq(hex, "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
    free(file);
    free(missing);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_store_create,
                                  test_store_odd_names,
                                  test_store_refuses,
                                  test_store_newer_is_refused,
                                  test_store_older_is_migrated_after_a_backup,
                                  test_store_older_is_read_through_a_copy,
                                  test_store_failed_migration_changes_nothing,
                                  test_store_damaged,
                                  test_store_integrity_of_the_schema,
                                  test_store_full_disk,
                                  test_store_transactions_nest,
                                  test_store_triggers_speak_the_language,
                                  test_store_settings,
                                  test_store_changed,
                                  test_store_read_only,
                                  test_store_beside,
                                  test_store_beside_one_without_a_log,
                                  test_store_read_in_a_closed_folder,
                                  test_store_backup_cancelled,
                                  test_sql_nested_use,
                                  test_sql_values,
                                  test_sql_errors_wait_for_close,
                                  test_sql_more_texts_than_the_cache_holds,
                                  test_search_put_replaces,
                                  test_digest,
                                  NULL};

    Suite *suite = suite_create("store");
    TCase *tcase = tcase_create("store");
    tcase_add_checked_fixture(tcase, help_start, help_stop);
    for (size_t i = 0; tests[i]; i++)
        tcase_add_test(tcase, tests[i]);
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}
