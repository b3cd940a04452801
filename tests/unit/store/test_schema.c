/* The schema: what its steps make of a new store, and of one of before. */
#include "config.h"

#include <check.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "store/inner.h"
#include "store/schema.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"

static void run_steps(Buf *sql, int from, int to)
{
    for (size_t i = 0; i < schema_step_count; i++)
        if (schema_steps[i].version >= from && schema_steps[i].version <= to)
            buf_add(sql, schema_steps[i].sql);
    buf_addf(sql, "PRAGMA user_version=%d; ", to);
}

/* A sorted picture of a database: what there is, in the order in which those of a kind were
 * made, and all rows. */
static char *picture(const char *path)
{
    static const char objects[] =
        "SELECT group_concat(line, char(10)) FROM (SELECT type || ' ' || row_number() OVER"
        " (PARTITION BY type ORDER BY rowid) || ' ' || name || ' ' || sql AS line"
        " FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, rowid)";
    Buf all = BUF_INIT;
    sqlite3_stmt *tables = NULL, *stmt = NULL;
    sqlite3 *db = NULL;

    ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
    ck_assert_int_eq(sqlite3_prepare_v2(db, objects, -1, &stmt, NULL), SQLITE_OK);
    ck_assert_int_eq(sqlite3_step(stmt), SQLITE_ROW);
    buf_add(&all, (const char *)sqlite3_column_text(stmt, 0));
    sqlite3_finalize(stmt);
    ck_assert_int_eq(sqlite3_prepare_v2(db,
                                        "SELECT 'SELECT * FROM \"' || name || '\"' FROM"
                                        " sqlite_schema WHERE type = 'table' ORDER BY name",
                                        -1, &tables, NULL),
                     SQLITE_OK);
    while (sqlite3_step(tables) == SQLITE_ROW) {
        const char *sql = (const char *)sqlite3_column_text(tables, 0);
        ck_assert_int_eq(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK);
        while (sqlite3_step(stmt) == SQLITE_ROW) {
            buf_addf(&all, "\n%s:", sql);
            for (int i = 0; i < sqlite3_column_count(stmt); i++) {
                const char *value = (const char *)sqlite3_column_text(stmt, i);
                buf_addf(&all, " %d %s", sqlite3_column_type(stmt, i), value ? value : "");
            }
        }
        sqlite3_finalize(stmt);
    }
    sqlite3_finalize(tables);
    sqlite3_close(db);
    return buf_take(&all);
}

/* A new store is made at once, an old one step by step: they come to the same. */
START_TEST(test_schema_at_once_is_what_the_steps_make)
{
    char *stepped = help_path("stepped.db"), *at_once, *by_steps;
    Buf sql = BUF_INIT;

    run_steps(&sql, 1, store_schema_version());
    ck_assert(help_raw(stepped, sql.data));
    store_close(help_open(STORE_CREATE));
    at_once = picture(help_store_path);
    by_steps = picture(stepped);
    ck_assert_str_eq(at_once, by_steps);
    ck_assert_ptr_nonnull(strstr(at_once, "journal.head"));
    free(at_once);
    free(by_steps);
    free(stepped);
    buf_free(&sql);
}
END_TEST

/* ---- batches of before there was one platform a batch ---- */

/* Batch n of the cases whose snapshots these are, entered as schema 11 took it. */
static void add_batch(Buf *sql, int n, const char *const *snapshots)
{
    buf_addf(sql,
             "INSERT INTO batch (uid, no, template, knowledge_version, at, user_id, by_name,"
             " on_day, organisation, station, practice, file, sha256, cases, rows)"
             " VALUES (randomblob(16), 'B%d', 'neutral', 'k', '2026-01-01T00:00:00.000Z', 2,"
             " '周', '2026-01-01', '院', 'T1', 0, 'a.xlsx', '%064d', 1, 1); ",
             n, n);
    for (int i = 0; snapshots[i]; i++)
        buf_addf(sql,
                 "INSERT INTO case_file (uid, no, created_by, created_at, updated_by,"
                 " updated_at) VALUES (randomblob(16), 'C%d-%d', 1, '2026-01-01', 1,"
                 " '2026-01-01'); "
                 "UPDATE case_file SET status = 'submitted' WHERE no = 'C%d-%d'; "
                 "INSERT INTO approval (uid, case_id, approver, at, snapshot,"
                 " knowledge_version, active) SELECT randomblob(16), max(id), 2, '2026-01-01',"
                 " '%s', 'k', 1 FROM case_file; "
                 "UPDATE case_file SET status = 'approved' WHERE no = 'C%d-%d'; "
                 "INSERT INTO batch_case (uid, batch_id, place, case_id, approval_id)"
                 " SELECT randomblob(16), %d, %d, case_id, id FROM approval"
                 " ORDER BY id DESC LIMIT 1; "
                 "UPDATE case_file SET status = 'exported' WHERE no = 'C%d-%d'; ",
                 n, i, n, i, snapshots[i], n, i, n, i, n, i);
}

#define OF_ONE   "{\"case\":{\"platform\":\"one\"}}"
#define OF_OTHER "{\"case\":{\"platform\":\"other\"}}"
#define OF_NONE  "{\"case\":{}}"

/* What was done by schema 11, brought to that step by the program of then and to now by ours.
 */
START_TEST(test_schema_older_batches_get_their_platform)
{
    enum { BEFORE = 11 };
    const int steps[] = {BEFORE, 20, 24};
    Buf sql = BUF_INIT;
    buf_addf(&sql, "PRAGMA journal_mode=WAL; PRAGMA application_id=%d; ", STORE_APPLICATION_ID);
    run_steps(&sql, 1, BEFORE);
    buf_add(&sql, "INSERT INTO user (uid, name, display, role, passhash) VALUES"
                  " (randomblob(16), 'lin', '林', 'social_worker', 'x'),"
                  " (randomblob(16), 'zhou', '周', 'supervisor', 'x'); "
                  "INSERT INTO knowledge_text VALUES ('k', ''); ");
    add_batch(&sql, 1, (const char *const[]){OF_ONE, OF_ONE, NULL});
    add_batch(&sql, 2, (const char *const[]){OF_ONE, OF_OTHER, NULL});
    add_batch(&sql, 3, (const char *const[]){OF_NONE, NULL});
    add_batch(&sql, 4, (const char *const[]){OF_ONE, OF_NONE, NULL});
    add_batch(&sql, 5, (const char *const[]){"no JSON", OF_ONE, NULL});
    add_batch(&sql, 6, (const char *const[]){OF_OTHER, NULL});
    run_steps(&sql, BEFORE + 1, steps[_i]);
    ck_assert(help_raw(help_store_path, sql.data));
    Store *store = help_open(STORE_OPEN);
    ck_assert(help_text_is(store,
                           "SELECT group_concat(no || coalesce(platform, '-'), ' ')"
                           " FROM (SELECT * FROM batch ORDER BY id)",
                           "B1one B2- B3- B4- B5- B6other"));
    ck_assert_int_eq(help_number(store, "SELECT count(*) FROM batch WHERE purpose = 'launch'"
                                        " AND standing = 'written' AND manifest IS NULL"),
                     6);
    ck_assert_int_eq(help_number(store, "SELECT count(*) FROM batch_case"
                                        " WHERE outcome IS NULL AND content IS NULL"),
                     10);
    ck_done(store_integrity(store, &help_err));
    store_close(store);
    /* Neither is changed afterwards, and what becomes of a batch is told of them too. */
    ck_assert(!help_raw(help_store_path, "UPDATE batch SET platform = 'one' WHERE id = 3"));
    ck_assert(!help_raw(help_store_path, "UPDATE batch SET purpose = 'payment'"));
    ck_assert(help_raw(help_store_path, "UPDATE batch SET uploaded_on = '2026-01-02',"
                                        " uploaded_by = 2 WHERE id = 2"));
    ck_assert(help_raw(help_store_path, "UPDATE batch_case SET outcome = 'accepted'"));
    buf_free(&sql);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("schema");
    TCase *tcase = tcase_create("schema");
    tcase_add_checked_fixture(tcase, help_start, help_stop);
    tcase_add_test(tcase, test_schema_at_once_is_what_the_steps_make);
    tcase_add_loop_test(tcase, test_schema_older_batches_get_their_platform, 0, 3);
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}
