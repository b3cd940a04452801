/* Putting a backup back, alone and while another program is at the store. */
#include "config.h"

#include <check.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/attr.h"
#include "base/path.h"
#include "store/attach.h"
#include "store/copies.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"

static bool backed_up(Store *store, const char *to)
{
    const BackupOptions options = {.changed = true}; /* settings that no journal tells of */
    BackupFacts facts;

    return store_backup(store, to, &options, NULL, &facts, &help_err);
}

/* With what is given by options, or as nobody needs to be asked. */
static bool put_back(const char *backup, const char *to, const RestoreOptions *options)
{
    const RestoreOptions plain = {
        .by = "周督导", .older = true, .changed = true, .same_station = true};
    RestoreFacts facts;
    bool done = store_restore(backup, to, options ? options : &plain, &facts, &help_err);

    free(facts.kept);
    free(facts.notice);
    return done;
}

START_TEST(test_store_backup_and_restore)
{
    char *backup = help_path("backup 案卷.db"),
         *kept = help_path("store.db.before-restore.bak");
    char *again = help_path("store.db.before-restore-2.bak");
    Store *store = help_open(STORE_CREATE), *copy = NULL;
    char *at = NULL;
    struct stat info;

    ck_done(store_put_setting(store, "a", "早", &help_err));
    ck_done(backed_up(store, backup));
    ck_assert_int_eq(stat(backup, &info), 0);
    ck_assert_int_eq(info.st_mode & 0777, 0600);
    ck_assert(!backed_up(store, backup));
    ck_assert(help_is_err(ERR_IO, "exists already"));
    ck_assert(!backed_up(store, "/nowhere/at/all.db"));
    ck_assert(help_is_err(ERR_IO, "/nowhere/at/all.db cannot be written"));
    ck_done(store_put_setting(store, "a", "晚", &help_err));
    ck_assert(!put_back(backup, help_store_path, NULL));
    ck_assert(help_is_err(ERR_STORE, "in use by another program"));
    store_close(store);

    ck_done(put_back(backup, help_store_path, NULL));
    store = help_open(STORE_OPEN);
    ck_assert(help_text_is(store, "SELECT value FROM setting", "早"));
    /* What it holds is in a backup, though it was copied before that was noted. */
    ck_done(store_last_backup(store, &at, &help_err));
    ck_assert_ptr_nonnull(at);
    free(at);
    store_close(store);
    ck_done(store_open(kept, STORE_READ, &copy, &help_err));
    ck_assert(help_text_is(copy, "SELECT value FROM setting", "晚"));
    store_close(copy);
    ck_done(put_back(backup, help_store_path, NULL));
    ck_assert(path_exists(again));

    unlink(help_store_path);
    ck_done(put_back(backup, help_store_path, NULL));
    store_close(help_open(STORE_OPEN));
    free(backup);
    free(kept);
    free(again);
}
END_TEST

START_TEST(test_store_restore_refuses)
{
    char *backup = help_path("backup.db"), *missing = help_path("missing.db"), *before, *after;
    Store *store = help_store();
    size_t n, m;

    ck_done(sql_do(store, &help_err, "DROP TABLE help_note", NULL));
    store_close(store);
    before = temp_read(help_store_path, &n);
    ck_assert(!put_back(missing, help_store_path, NULL));
    ck_assert(help_is_err(ERR_STORE, "There is no backup at"));

    store = help_open(STORE_OPEN);
    ck_done(backed_up(store, backup));
    store_close(store);
    free(before); /* the time of the backup is kept in it */
    before = temp_read(help_store_path, &n);
    ck_assert(help_raw(backup, "UPDATE meta SET value = 'x'"));
    ck_assert(!put_back(backup, help_store_path, NULL));
    ck_assert(help_is_err(ERR_STORE, "journal"));
    ck_assert(help_raw(backup, "DROP TRIGGER case_touch_keep"));
    ck_assert(!put_back(backup, help_store_path, NULL));
    ck_assert(help_is_err(ERR_STORE, "case_touch_keep"));
    ck_assert(!put_back(backup, help_folder, NULL));
    ck_assert(help_is_err(ERR_STORE, "is not a file"));
    after = temp_read(help_store_path, &m);
    ck_assert(n == m && memcmp(before, after, n) == 0);
    free(before);
    free(after);
    free(backup);
    free(missing);
}
END_TEST

/* A store too damaged to open is still replaced, and its side file does not leak into the
 * new. */
START_TEST(test_store_restore_over_rubbish)
{
    char *backup = help_path("backup.db"), *side = help_path("store.db-wal");
    Store *store = help_open(STORE_CREATE);

    ck_done(store_put_setting(store, "a", "早", &help_err));
    ck_done(backed_up(store, backup));
    store_close(store);
    free(temp_text(help_folder, "store.db", "rubbish"));
    free(temp_text(help_folder, "store.db-wal", "rubbish"));
    ck_done(put_back(backup, help_store_path, NULL));
    ck_assert(!path_exists(side));
    store = help_open(STORE_OPEN);
    ck_assert(help_text_is(store, "SELECT value FROM setting", "早"));
    store_close(store);
    free(backup);
    free(side);
}
END_TEST

/* Another program that comes while a store is put back: when, judging by a file that is
 * there. */
typedef struct Meanwhile {
    const char *copy; /* once this copy is back; NULL: once the new store is being made */
    const char *value;
    Store *store; /* that it keeps open */
    bool done;
} Meanwhile;

/* One event. */
static void set_in_journal(Store *store, const char *value)
{
    const GroupHead head = {.kind = GROUP_SETUP, .verb = "test"};
    Tx *tx = NULL;

    ck_done(tx_begin(store, &head, &tx, &help_err));
    ck_done(tx_setting(tx, "a", value, &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
}

static bool restore_is_making(void)
{
    char *hidden = path_join(help_folder, ".store.db*");
    glob_t found = {0};
    bool making = glob(hidden, 0, NULL, &found) == 0;

    globfree(&found);
    free(hidden);
    return making;
}

static bool meanwhile(void *ctx, size_t done UNUSED, size_t total UNUSED)
{
    Meanwhile *at = ctx;

    if (at->done || !(at->copy ? path_exists(at->copy) : restore_is_making()))
        return true;
    at->done = true;
    at->store = help_open(STORE_OPEN);
    if (at->copy)
        return true;
    set_in_journal(at->store, at->value);
    store_close(at->store);
    at->store = NULL;
    return true;
}

START_TEST(test_store_restore_meanwhile_written)
{
    char *backup = help_path("backup.db"), *kept = help_path("store.db.before-restore.bak");
    Meanwhile at = {.value = "其间"};
    const Progress progress = {.step = meanwhile, .ctx = &at};
    RestoreOptions options = {
        .by = "周督导", .changed = true, .same_station = true, .progress = &progress};
    Store *store = help_open(STORE_CREATE);

    set_in_journal(store, "早");
    ck_done(backed_up(store, backup));
    store_close(store);
    for (int older = 0; older < 2; older++) {
        options.older = older;
        at.done = false;
        ck_assert(!put_back(backup, help_store_path, &options));
        ck_assert(help_is_err(ERR_CONFLICT, "wrote to"));
        ck_assert(at.done && !path_exists(kept));
        err_clear(&help_err);
        store = help_open(STORE_OPEN);
        ck_assert(help_text_is(store, "SELECT value FROM setting WHERE name = 'a'", "其间"));
        store_close(store);
        if (!older)
            ck_done(put_back(backup, help_store_path, NULL));
        unlink(kept);
    }
    free(backup);
    free(kept);
}
END_TEST

/* A case with a document that has that copy. */
static void name_copy(const char *sha256)
{
    Buf sql = BUF_INIT;
    buf_addf(&sql,
             "INSERT INTO case_file (uid, no, created_by, created_at, updated_by, updated_at)"
             " VALUES (randomblob(16), 'T1-2026-000001', 1, '', 1, '');"
             " INSERT INTO document (uid, case_id, place, file)"
             " VALUES (randomblob(16), last_insert_rowid(), 0, '%s');",
             sha256);
    ck_assert(help_raw(help_store_path, sql.data));
    buf_free(&sql);
}

START_TEST(test_store_restore_meanwhile_attached)
{
    static const AttachType text = {.name = "text", .text = true};
    const AttachRules rules = {.max_bytes = 1000, .types = &text, .n_types = 1};
    char *backup = help_path("backup.db"), *paper = temp_text(help_folder, "paper", "纸"),
         *copy;
    Meanwhile at = {0};
    const Progress progress = {.step = meanwhile, .ctx = &at};
    const RestoreOptions options = {
        .by = "周督导", .changed = true, .same_station = true, .progress = &progress};
    Store *store = help_open(STORE_CREATE);
    Attached attached;

    ck_done(attach_put(store, paper, &rules, &attached, &help_err));
    ck_done(attach_place(store, attached.sha256, &copy, &help_err));
    name_copy(attached.sha256);
    ck_done(backed_up(store, backup));
    store_close(store);
    unlink(copy);
    at.copy = copy;
    ck_assert(!put_back(backup, help_store_path, &options));
    ck_assert(help_is_err(ERR_STORE, "in use by another program"));
    ck_assert_ptr_nonnull(at.store);
    ck_assert(path_exists(copy));
    store_close(at.store);
    free(backup);
    free(paper);
    free(copy);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_store_backup_and_restore,         test_store_restore_refuses,
        test_store_restore_over_rubbish,       test_store_restore_meanwhile_written,
        test_store_restore_meanwhile_attached, NULL};

    return suite_run("restore", tests, help_start, help_stop);
}
