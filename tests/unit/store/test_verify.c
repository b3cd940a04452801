/* Every way to forge a journal behind the program's back is found, at its place. */
#include "config.h"

#include <check.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/buf.h"
#include "store/change.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"

/* A small journal with everything in it that a group can have; each test damages it behind the
 * program's back and asks where the damage is found. */

enum { GROUPS = 9, ERASED_GROUP = 7, ERASURE = 8 };

static void secret_group(Store *store, int64_t id)
{
    GroupHead head = {.kind = GROUP_PEOPLE, .user_id = 3, .message = "初始密码"};
    const unsigned char picture[] = {1, 0, 2};
    TxColumn columns[] = {{"name", sql_value_text("林社工"), 0},
                          {"remark", sql_value_text("$argon2id$v=19$"), TX_SECRET},
                          {"picture", sql_value_blob(picture, sizeof(picture)), 0}};
    int64_t other;
    Tx *tx;

    ck_done(tx_begin(store, &head, &tx, &help_err));
    ck_done(tx_add(tx, "help_note", columns, COUNT_OF(columns), &other, &help_err));
    ck_done(tx_set(tx, "help_note", id, "amount", sql_value_int(28000000), NULL, 0, &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
}

static void erased_groups(Store *store, int64_t id)
{
    GroupHead head = {.kind = GROUP_EDIT, .user_id = 1, .case_id = 8, .message = "电话里说的"};
    Tx *tx;

    ck_done(tx_begin(store, &head, &tx, &help_err));
    ck_done(
        tx_set(tx, "help_note", id, "remark", sql_value_text("张小明"), NULL, 0, &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
    ck_done(journal_erase(store, 2, 8, "应家属要求", &help_err));
}

static char *template;
static size_t template_size;

/* Made once: every damage is done to a copy. */
static void make_template(void)
{
    Store *store;
    int64_t id;

    help_start();
    store = help_store();
    ck_done(store_put_setting(store, "station", "T1", &help_err));
    id = help_add(store, 1, "张小明");
    help_set(store, 1, id, "name", "张晓明");
    help_set(store, 2, id, "name", "e\u0301𠮷");
    help_set(store, 2, id, "on", "");
    ck_done(journal_undo(store, 2, 7, true, NULL, NULL, &help_err));
    secret_group(store, id);
    erased_groups(store, id);
    help_set(store, 1, id, "name", "张大明");
    store_close(store);
    template = temp_read(help_store_path, &template_size);
    help_stop();
}

static void free_template(void)
{
    free(template);
}

static void setup(void)
{
    help_start();
    free(temp_file(help_folder, "store.db", template, template_size));
}

static int64_t first_bad(void)
{
    JournalCheck check;
    Store *store = help_open(STORE_READ);

    ck_done(journal_verify(store, NULL, &check, &help_err));
    store_close(store);
    ck_assert_int_eq(check.ok, check.first_bad == 0);
    return check.first_bad;
}

/* Whether groups alone hold, as a part of the journal. */
static int64_t first_bad_of(int64_t after, int64_t groups)
{
    JournalCheck check;
    Store *store = help_open(STORE_READ);

    ck_done(journal_verify_part(store, after, groups, &check, &help_err));
    store_close(store);
    ck_assert_int_eq(check.ok, check.first_bad == 0);
    return check.first_bad;
}

#define GROUP_TRIGGERS                                                                         \
    "DROP TRIGGER journal_group_append; DROP TRIGGER journal_group_keep; "                     \
    "DROP TRIGGER journal_group_stay; DROP TRIGGER journal_change_append; "                    \
    "DROP TRIGGER journal_change_keep; DROP TRIGGER journal_change_stay; "                     \
    "DROP TRIGGER journal_group_touch; DROP TRIGGER case_file_version; "                       \
    "DROP TRIGGER journal_who_keep; DROP TRIGGER journal_who_append; "                         \
    "DROP TRIGGER journal_who_stay; DROP TRIGGER journal_shape_keep; "                         \
    "DROP TRIGGER journal_shape_append; DROP TRIGGER journal_shape_stay; "                     \
    "PRAGMA synchronous=OFF; PRAGMA foreign_keys=OFF; PRAGMA ignore_check_constraints=ON; "

static void damage(const char *sql)
{
    Buf all = BUF_INIT;

    buf_add(&all, GROUP_TRIGGERS);
    buf_add(&all, sql);
    ck_assert_msg(help_raw(help_store_path, all.data), "%s", sql);
    buf_free(&all);
}

START_TEST(test_verify_sound)
{
    JournalCheck check;
    Store *store = help_open(STORE_READ);

    ck_done(journal_verify(store, NULL, &check, &help_err));
    ck_assert(check.ok);
    ck_assert_int_eq(check.groups, GROUPS);
    store_close(store);
}
END_TEST

static Buf flip_sql = BUF_INIT;

/* A statement that turns one bit of the column's value, whatever its type is; an empty one gets
 * a value, which is as much of a forgery. */
static const char *flip(const char *table, const char *where, const char *column)
{
    buf_clear(&flip_sql);
    buf_addf(
        &flip_sql,
        "UPDATE OR IGNORE %s SET \"%s\" = CASE typeof(\"%s\") "
        "WHEN 'integer' THEN \"%s\" + 1 "
        "WHEN 'text' THEN CASE \"%s\" WHEN '' THEN 'x' ELSE "
        "char(unicode(\"%s\") + 1) || substr(\"%s\", 2) END "
        "WHEN 'blob' THEN CAST(unhexed(\"%s\") AS BLOB) ELSE forged('%s', '%s') END WHERE %s",
        table, column, column, column, column, column, column, column, table, column, where);
    return flip_sql.data;
}

static void forge_blob(sqlite3_context *context, int n UNUSED, sqlite3_value **values)
{
    int size = sqlite3_value_bytes(values[0]);
    unsigned char *copy = malloc((size_t)size + 1);

    memcpy(copy, sqlite3_value_blob(values[0]), (size_t)size);
    copy[size / 2] ^= 1;
    sqlite3_result_blob(context, copy, size, free);
}

/* A value of a type that the STRICT column takes. */
static void forge_new(sqlite3_context *context, int n UNUSED, sqlite3_value **values)
{
    const char *column = (const char *)sqlite3_value_text(values[1]);

    if (strstr(column, "salt") || strstr(column, "digest") || strstr(column, "uid") ||
        strcmp(column, "undoes") == 0 || strcmp(column, "seed") == 0)
        sqlite3_result_blob(context, "0123456789abcdef", 16, SQLITE_STATIC);
    else if (strcmp(column, "who") == 0)
        sqlite3_result_int(context, 1);
    else
        sqlite3_result_text(context, "forged", -1, SQLITE_STATIC);
}

/* Runs the statement; true when it changed a row. */
static bool forge(const char *sql)
{
    sqlite3 *db = NULL;
    bool changed;

    ck_assert_int_eq(sqlite3_open(help_store_path, &db), SQLITE_OK);
    sqlite3_create_function(db, "unhexed", 1, SQLITE_UTF8, NULL, forge_blob, NULL, NULL);
    sqlite3_create_function(db, "forged", 2, SQLITE_UTF8, NULL, forge_new, NULL, NULL);
    ck_assert_int_eq(sqlite3_exec(db, GROUP_TRIGGERS, NULL, NULL, NULL), SQLITE_OK);
    ck_assert_msg(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK, "%s: %s", sql,
                  sqlite3_errmsg(db));
    changed = sqlite3_changes(db) == 1;
    sqlite3_close(db);
    return changed;
}

static const char *const group_columns[] = {
    "uid",     "at",           "station",        "kind",    "verb",
    "message", "message_salt", "message_digest", "user_id", "who",
    "case_id", "case_uid",     "content",        "undoes",  "seed",
    "g",       "hash",         "seal",
};

/* Without its erasure, the group whose values are gone is the first that is wrong. */
static bool hides_erasure(int group, const char *column)
{
    return group == ERASURE && (strcmp(column, "kind") == 0 || strcmp(column, "case_id") == 0);
}

/* Every column of every group, each in a store of its own; the loop counts the columns. */
START_TEST(test_verify_group_column)
{
    const char *column = group_columns[_i];

    for (int group = 1; group <= GROUPS; group++) {
        char where[32];
        snprintf(where, sizeof(where), "id = %d", group);
        ck_assert_msg(forge(flip("journal_group", where, column)), "%s of %d", column, group);
        ck_assert_msg(first_bad() == (hides_erasure(group, column) ? ERASED_GROUP : group),
                      "%s of %d found in %lld", column, group, (long long)first_bad());
        help_stop();
        setup();
    }
    buf_free(&flip_sql);
}
END_TEST

static const char *const change_columns[] = {
    "seq", "shape", "row_id", "row_uid", "body",
};

START_TEST(test_verify_change_column)
{
    const char *column = change_columns[_i];

    for (int group = 1; group <= GROUPS; group++) {
        char where[160];
        snprintf(where, sizeof(where),
                 "group_id = %d AND seq = (SELECT max(seq) FROM "
                 "journal_change WHERE group_id = %d)",
                 group, group);
        if (group == ERASURE) /* has no changes of its own */
            continue;
        ck_assert_msg(forge(flip("journal_change", where, column)), "%s of %d", column, group);
        ck_assert_msg(first_bad() == group, "%s of %d found in %lld", column, group,
                      (long long)first_bad());
        help_stop();
        setup();
    }
    buf_free(&flip_sql);
}
END_TEST

typedef struct Damage {
    const char *sql;
    int64_t found;
} Damage;

static const Damage damages[] = {
    {"DELETE FROM journal_group WHERE id = 1", 1},
    {"DELETE FROM journal_group WHERE id = 4", 4},
    {"DELETE FROM journal_change WHERE group_id = 4", 4},
    {"DELETE FROM journal_change WHERE group_id = 6 AND seq = 2", 6},
    /* cut off at the end */
    {"DELETE FROM journal_group WHERE id = 9; DELETE FROM journal_change WHERE group_id = 9",
     9},
    {"DELETE FROM journal_group; DELETE FROM journal_change", 1},
    /* the head */
    {"UPDATE meta SET value = replace(value, '9 ', '8 ')", 9},
    {"UPDATE meta SET value = substr(value, 1, length(value) - 2) || '00'", 9},
    {"UPDATE meta SET value = 'x'", 9},
    {"DELETE FROM meta", 9},
    {"UPDATE meta SET value = '0'", 1},
    /* order */
    {"UPDATE journal_group SET id = -3 WHERE id = 3; UPDATE journal_group SET id = 3 WHERE id "
     "= 2; "
     "UPDATE journal_group SET id = 2 WHERE id = -3; "
     "UPDATE journal_change SET group_id = -3 WHERE group_id = 3; "
     "UPDATE journal_change SET group_id = 3 WHERE group_id = 2; "
     "UPDATE journal_change SET group_id = 2 WHERE group_id = -3",
     2},
    {"UPDATE journal_change SET seq = -1 WHERE group_id = 6 AND seq = 1; "
     "UPDATE journal_change SET seq = 1 WHERE group_id = 6 AND seq = 2; "
     "UPDATE journal_change SET seq = 2 WHERE group_id = 6 AND seq = -1",
     6},
    {"UPDATE journal_change SET group_id = 3, seq = 2 WHERE group_id = 2", 2},
    {"UPDATE journal_change SET group_id = 99 WHERE group_id = 9", 9},
    {"UPDATE journal_change SET group_id = 0 WHERE group_id = 5", 5},
    /* one more, which belongs to nothing */
    {"INSERT INTO journal_change SELECT 99, 1, shape, row_id, row_uid, body FROM "
     "journal_change "
     "WHERE group_id = 9",
     10},
    {"INSERT INTO journal_change SELECT 0, 1, shape, row_id, row_uid, body FROM journal_change "
     "WHERE group_id = 9",
     10},
    {"INSERT INTO journal_group SELECT 10, randomblob(16), at, station, kind, verb, message, "
     "message_salt, message_digest, user_id, who, case_id, case_uid, content, undoes, seed, g, "
     "hash, seal, signer, signature, signed_at FROM journal_group WHERE id = 9",
     10},
    /* values taken away without an erasure of their case */
    {"UPDATE journal_group SET seed = NULL WHERE id = 3", 3},
    {"UPDATE journal_group SET seed = NULL WHERE id = 3; "
     "UPDATE journal_group SET case_id = 8 WHERE id = 3",
     3},
    {"UPDATE journal_group SET message = NULL WHERE id = 6", 6},
    {"UPDATE journal_change SET body = x'00' WHERE group_id = 2", 2},
    {"UPDATE journal_change SET body = x'' WHERE group_id = 2", 2},
    {"UPDATE journal_change SET body = CAST(body || x'00' AS BLOB) WHERE group_id = 2", 2},
    /* another value: 28000000 is 1AB3F00 */
    {"UPDATE journal_change SET body = x'002401AB3F01' WHERE group_id = 6 AND seq = 2", 6},
    {"UPDATE journal_change SET body = x'00423238303030303030' WHERE group_id = 6 AND seq = 2",
     6},
    /* other words for the same numbers */
    {"UPDATE journal_shape SET op = 'add' WHERE op = 'set'", 2},
    {"UPDATE journal_shape SET tbl = 'patient'", 1},
    {"UPDATE journal_shape SET cols = 'picture' WHERE cols = 'on'", 4},
    {"DELETE FROM journal_shape", 1},
    {"DELETE FROM journal_shape WHERE cols = 'amount'", 6},
};

START_TEST(test_verify_damage)
{
    damage(damages[_i].sql);
    ck_assert_msg(first_bad() == damages[_i].found, "%s: %lld", damages[_i].sql,
                  (long long)first_bad());
}
END_TEST

/* Nothing is added to a journal whose end is not what the settings say. */
START_TEST(test_verify_broken_end_takes_nothing)
{
    GroupHead head = {.kind = GROUP_EDIT, .user_id = 1, .case_id = 7};
    Store *store = NULL;
    Tx *tx;

    damage("DELETE FROM journal_group WHERE id = 9; DELETE FROM journal_change WHERE group_id "
           "= 9");
    store = help_open(STORE_OPEN);
    ck_assert(!tx_begin(store, &head, &tx, &help_err));
    ck_assert(help_is_err(ERR_STORE, "anjuan verify"));
    ck_assert(!store_in_transaction(store));
    store_close(store);
}
END_TEST

/* What the triggers hold against other programs. */
static const char *const forbidden[] = {
    "UPDATE journal_group SET message = 'x' WHERE id = 1",
    "UPDATE journal_group SET message = NULL, message_digest = randomblob(32) WHERE id = 6",
    "UPDATE journal_group SET user_id = 9",
    "DELETE FROM journal_group",
    "UPDATE journal_group SET seed = NULL WHERE id = 6",
    "UPDATE journal_group SET seed = randomblob(16) WHERE id = 7",
    "UPDATE journal_group SET message = 'x' WHERE id = 7",
    "UPDATE journal_group SET signature = randomblob(64), signer = randomblob(16)",
    "UPDATE journal_change SET body = x'00' WHERE group_id = 1",
    "UPDATE journal_change SET row_id = 2 WHERE group_id = 7",
    "DELETE FROM journal_change",
    "INSERT OR REPLACE INTO journal_change SELECT * FROM journal_change WHERE group_id = 1",
    "INSERT OR REPLACE INTO journal_group SELECT * FROM journal_group WHERE id = 1",
    "INSERT OR REPLACE INTO journal_group SELECT 10, uid, at, station, kind, verb, message, "
    "message_salt, message_digest, user_id, who, case_id, case_uid, content, undoes, seed, g, "
    "hash, seal, signer, signature, signed_at FROM journal_group WHERE id = 9",
    "INSERT INTO journal_group SELECT 99, randomblob(16), at, station, kind, verb, message, "
    "message_salt, message_digest, user_id, who, case_id, case_uid, content, undoes, seed, g, "
    "hash, seal, signer, signature, signed_at FROM journal_group WHERE id = 9",
    "UPDATE journal_shape SET cols = 'remark' WHERE cols = 'name'",
    "DELETE FROM journal_shape",
    "INSERT OR REPLACE INTO journal_shape SELECT * FROM journal_shape",
    "INSERT INTO journal_shape VALUES (99, 'set', 'patient', 'name')",
    "INSERT INTO journal_who VALUES (99, NULL, 'x')",
    "UPDATE case_touch SET user_id = 9 WHERE user_id = 2",
    "DELETE FROM case_touch",
    "INSERT INTO case_touch VALUES (7, 9, 1)",
    "INSERT OR REPLACE INTO case_touch VALUES (7, 1, 1)",
};

START_TEST(test_verify_triggers)
{
    ck_assert_msg(!help_raw(help_store_path, forbidden[_i]), "%s", forbidden[_i]);
    ck_assert_int_eq(first_bad(), 0);
}
END_TEST

START_TEST(test_verify_touch)
{
    ck_assert_int_eq(help_raw_int(help_store_path, "SELECT count(*) FROM case_touch"), 2);
    ck_assert_int_eq(
        help_raw_int(help_store_path,
                     "SELECT count(*) FROM case_touch WHERE case_id = 7 AND "
                     "(user_id = 1 AND first_group = 1 OR user_id = 2 AND first_group = 3)"),
        2);
}
END_TEST

typedef struct Seen {
    int rows, erased;
    int64_t last_group;
    bool in_order;
    Buf values;
} Seen;

static bool see(void *ctx, const JournalRow *row)
{
    Seen *seen = ctx;

    seen->rows++;
    seen->erased += row->erased;
    seen->in_order = seen->in_order && row->group >= seen->last_group;
    seen->last_group = row->group;
    buf_addf(&seen->values, "%s|%s|%s|%s;", row->verb, row->column ? row->column : "-",
             row->before ? row->before : "-", row->after ? row->after : "-");
    return seen->rows < 100;
}

START_TEST(test_verify_history)
{
    Seen seen = {.in_order = true, .values = BUF_INIT};
    Store *store = help_open(STORE_READ);

    ck_done(journal_read(store, 7, 1, see, &seen, &help_err));
    ck_assert_str_eq(seen.values.data, "edit|name|张小明|张晓明;edit|name|张晓明|e\u0301𠮷;"
                                       "edit|on|-|;undo|on||-;edit|name|e\u0301𠮷|张大明;");
    ck_assert_int_eq(seen.erased, 0);
    buf_clear(&seen.values);
    seen.last_group = 0;
    seen.rows = 0;
    ck_done(journal_read(store, 0, 5, see, &seen, &help_err));
    ck_assert(seen.in_order);
    ck_assert_int_eq(seen.erased, 1);
    ck_assert(strstr(seen.values.data, "people|picture|-|010002;") != NULL);
    ck_assert(strstr(seen.values.data, "argon2id") == NULL);
    ck_assert(strstr(seen.values.data, "erase|-|-|-;") != NULL);
    buf_free(&seen.values);
    store_close(store);
}
END_TEST

static bool contains(const char *file, const char *text)
{
    char *name = help_path(file);
    FILE *in = fopen(name, "rb");
    size_t at = 0, n = strlen(text);
    bool found = false;
    int c;

    while (in && !found && (c = fgetc(in)) != EOF) {
        at = c == (unsigned char)text[at] ? at + 1 : c == (unsigned char)text[0];
        found = at == n;
    }
    if (in)
        fclose(in);
    free(name);
    return found;
}

START_TEST(test_verify_erasure_leaves_no_bytes)
{
    Store *store = NULL;
    int64_t id;

    store = help_open(STORE_OPEN);
    id = help_add(store, 1, "ToBeErasedQZ");
    help_set(store, 1, id, "name", NULL);
    ck_assert(contains("store.db-wal", "ToBeErasedQZ"));
    ck_done(journal_erase(store, 2, 7, NULL, &help_err));
    ck_assert(!contains("store.db", "ToBeErasedQZ"));
    ck_assert(!contains("store.db-wal", "ToBeErasedQZ"));
    store_close(store);
    ck_assert_int_eq(first_bad(), 0);
}
END_TEST

/* One value of one row, in every group that had it; what stood beside it stays. */
START_TEST(test_verify_erases_one_value)
{
    static const char remark[] = "住院第三天，家属在旁";
    Store *store = help_open(STORE_OPEN);
    int64_t id = help_add(store, 1, "ToBeErasedQZ"), other = help_add(store, 1, "StaysQZ");
    RowImage row;
    JournalPlace place = {.table = "help_note", .column = "name"};

    help_set(store, 1, id, "remark", remark);
    help_set(store, 1, id, "name", "e\u0301𠮷ErasedTooQZ");
    help_set(store, 1, id, "name", NULL);
    ck_done(change_read(store, "help_note", id, &row, &help_err));
    place.row = row.uid;
    change_free(&row);
    ck_done(journal_erase_value(store, 2, 7, &place, "写错了人", &help_err));
    ck_assert(!contains("store.db", "ErasedQZ") && !contains("store.db-wal", "ErasedQZ"));
    ck_assert(!contains("store.db", "ErasedTooQZ") && !contains("store.db-wal", "ErasedTooQZ"));
    ck_assert(contains("store.db", remark) || contains("store.db-wal", remark));
    ck_assert(contains("store.db", "StaysQZ") || contains("store.db-wal", "StaysQZ"));
    help_set(store, 1, other, "name", "仍可改");
    store_close(store);
    ck_assert_int_eq(first_bad(), 0);
}
END_TEST

static bool cancel(void *ctx UNUSED, size_t done UNUSED, size_t total UNUSED)
{
    return false;
}

START_TEST(test_verify_cancelled)
{
    Progress progress = {.step = cancel};
    JournalCheck check;
    Store *store = help_open(STORE_READ);

    /* Too short to be asked in between: it ends by itself. */
    ck_done(journal_verify(store, &progress, &check, &help_err));
    ck_assert(check.ok);
    store_close(store);
}
END_TEST

/* What a seed or a salt is taken for is not read beyond what is there. */
START_TEST(test_verify_hostile_salts)
{
    static const char *const hostile[] = {
        "UPDATE journal_group SET seed = NULL WHERE id = 2",
        "UPDATE journal_group SET seed = x'01' WHERE id = 2",
        "UPDATE journal_group SET seed = NULL, message_salt = x'01' WHERE id = 2",
        "UPDATE journal_group SET message_salt = x'' WHERE id = 2"};
    Store *store;
    Buf sql = BUF_INIT;

    buf_addf(&sql, "UPDATE journal_group SET case_id = 7, message = 'm' WHERE id = 2; %s",
             hostile[_i]);
    damage(sql.data);
    buf_free(&sql);
    ck_assert_int_eq(first_bad(), 2);
    store = help_open(STORE_OPEN);
    ck_assert(!journal_erase(store, 2, 7, NULL, &help_err));
    ck_assert(help_is_err(ERR_STORE, "anjuan verify"));
    store_close(store);
}
END_TEST

/* Each cut of the journal holds; one that has the changed group, or ends before the end that
 * was kept, does not. */
START_TEST(test_verify_part)
{
    for (int64_t after = 0; after < GROUPS; after++)
        for (int64_t n = 1; n <= GROUPS + 1; n++)
            ck_assert_int_eq(first_bad_of(after, n), 0);
    damage("UPDATE journal_group SET message = 'x' WHERE id = 5");
    for (int64_t after = 0; after < GROUPS; after++)
        ck_assert_int_eq(first_bad_of(after, 3), after < 5 && after + 3 >= 5 ? 5 : 0);
    ck_assert(help_raw(help_store_path, "DELETE FROM journal_change WHERE group_id = 9;"
                                        "DELETE FROM journal_group WHERE id = 9"));
    ck_assert_int_eq(first_bad_of(5, 3), 0);
    ck_assert_int_ne(first_bad_of(5, 4), 0);
    ck_assert_int_ne(first_bad_of(7, 300), 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("verify");
    TCase *tcase = tcase_create("verify");

    tcase_add_unchecked_fixture(tcase, make_template, free_template);
    tcase_add_checked_fixture(tcase, setup, help_stop);
    tcase_add_test(tcase, test_verify_sound);
    tcase_add_test(tcase, test_verify_part);
    tcase_add_loop_test(tcase, test_verify_group_column, 0, (int)COUNT_OF(group_columns));
    tcase_add_loop_test(tcase, test_verify_change_column, 0, (int)COUNT_OF(change_columns));
    tcase_add_loop_test(tcase, test_verify_damage, 0, (int)COUNT_OF(damages));
    tcase_add_loop_test(tcase, test_verify_triggers, 0, (int)COUNT_OF(forbidden));
    tcase_add_test(tcase, test_verify_broken_end_takes_nothing);
    tcase_add_test(tcase, test_verify_touch);
    tcase_add_test(tcase, test_verify_history);
    tcase_add_test(tcase, test_verify_erasure_leaves_no_bytes);
    tcase_add_test(tcase, test_verify_erases_one_value);
    tcase_add_test(tcase, test_verify_cancelled);
    tcase_add_loop_test(tcase, test_verify_hostile_salts, 0, 4);
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}
