/* A store that is sealed does everything that a plain one does, and stands nowhere in clear. */
#include "config.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/path.h"
#include "seal/ring.h"
#include "store/schema.h"
#include "store/sealed.h"
#include "tests/support/seal_help.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"

static const char marker[] = "石头开花不留行迹";
static SealKey *key;
static SealHeader *header;

static void start(void)
{
    help_start();
    key = seal_key_new();
    header = seal_header_new();
    seal_ring_add(key);
}

static void stop(void)
{
    seal_ring_remove(key);
    seal_key_free(key);
    seal_header_free(header);
    help_stop();
}

static Store *make(void)
{
    Store *store = NULL;

    ck_done(store_create_sealed(help_store_path, header, key, &store, &help_err));
    ck_done(store_put_setting(store, "a", marker, &help_err));
    return store;
}

static bool has_marker(Store *store)
{
    return help_text_is(store, "SELECT value FROM setting WHERE name = 'a'", marker);
}

/* In no file of the folder, by its first bytes or its last. */
static bool stands_in_clear(void)
{
    DIR *dir = opendir(help_folder);
    struct dirent *entry;
    bool found = false;

    while ((entry = readdir(dir))) {
        char *path = help_path(entry->d_name);
        found = found || (entry->d_type == DT_REG && file_has(path, marker));
        free(path);
    }
    closedir(dir);
    return found;
}

START_TEST(test_sealed_store)
{
    Store *store = make(), *other = NULL;

    ck_assert(store_is_sealed(help_store_path));
    ck_assert(!stands_in_clear());
    ck_done(store_integrity(store, &help_err));
    store_open_beside(store, &other);
    ck_assert_ptr_nonnull(other);
    ck_assert(has_marker(other));
    store_close(other);
    store_close(store);
    ck_assert(!stands_in_clear());
    store = help_open(STORE_READ);
    ck_assert(has_marker(store));
    store_close(store);
}
END_TEST

START_TEST(test_sealed_needs_its_key)
{
    SealKey *other = seal_key_new();
    Store *store = make();

    store_close(store);
    seal_ring_remove(key);
    ck_assert(!store_open(help_store_path, STORE_OPEN, &store, &help_err));
    ck_assert(help_is_err(ERR_REFUSED, "opens with a name and a passphrase"));
    seal_ring_add(other);
    ck_assert(!store_open(help_store_path, STORE_READ, &store, &help_err));
    ck_assert(help_is_err(ERR_REFUSED, "opens with a name and a passphrase"));
    seal_ring_add(key);
    store = help_open(STORE_OPEN);
    ck_assert(has_marker(store));
    store_close(store);
    seal_ring_remove(other);
    seal_key_free(other);
}
END_TEST

/* What is damaged is told, and which page. */
START_TEST(test_sealed_damage)
{
    Store *store = make();
    uint32_t last = (uint32_t)help_number(store, "PRAGMA page_count");
    store_close(store);
    bytes_flip(help_store_path, page_place(1) + 700);
    ck_assert(!store_open(help_store_path, STORE_OPEN, &store, &help_err));
    ck_assert(help_is_err(ERR_STORE, "page 1 of the sealed store is damaged"));
    bytes_flip(help_store_path, page_place(1) + 700);
    bytes_flip(help_store_path, page_place(last) + 700);
    ck_assert(!store_open(help_store_path, STORE_OPEN, &store, &help_err) ||
              !store_integrity(store, &help_err));
    ck_assert(strstr(help_err.text, "damaged"));
    store_close(store);
    bytes_cut(help_store_path, SEAL_HEADER_BYTES);
    ck_assert(!store_open(help_store_path, STORE_OPEN, &store, &help_err));
    ck_assert(help_is_err(ERR_STORE, "ends too early"));
    bytes_flip(help_store_path, 99);
    bytes_flip(help_store_path, SEAL_HEADER_BYTES / 2 + 99);
    ck_assert(!store_open(help_store_path, STORE_OPEN, &store, &help_err));
    ck_assert(help_is_err(ERR_STORE, "header of the sealed store is damaged"));
    ck_assert(store_is_lost(help_store_path));
}
END_TEST

/* Whoever may only read the folder reads the store as it lies there, or a sealed copy of it. */
START_TEST(test_sealed_read_only)
{
    Store *store = make(), *reader = NULL;
    char *wal = help_path("store.db-wal");

    if (geteuid() != 0) {
        store_close(store);
        ck_assert_int_eq(chmod(help_folder, 0500), 0);
        store = help_open(STORE_READ);
        ck_assert(has_marker(store));
        ck_assert(!path_exists(wal));
        store_close(store);
        ck_assert_int_eq(chmod(help_folder, 0700), 0);
        store = help_open(STORE_OPEN);
        ck_done(store_put_setting(store, "b", "later", &help_err));
        ck_assert(path_exists(wal));
        ck_assert_int_eq(chmod(help_folder, 0500), 0);
        reader = help_open(STORE_READ);
        ck_assert(help_text_is(reader, "SELECT value FROM setting WHERE name = 'b'", "later"));
        store_close(reader);
        ck_assert_int_eq(chmod(help_folder, 0700), 0);
    }
    store_close(store);
    free(wal);
}
END_TEST

START_TEST(test_sealed_backup)
{
    const RestoreOptions options = {
        .by = "周督导", .older = true, .changed = true, .same_station = true};
    const BackupOptions taking = {.changed = true}; /* a setting that no journal tells of */
    char *backup = help_path("backup.db");
    BackupFacts facts;
    RestoreFacts done;
    Store *store = make();

    ck_done(store_backup(store, backup, &taking, NULL, &facts, &help_err));
    ck_assert(store_is_sealed(backup) && !stands_in_clear());
    ck_done(store_put_setting(store, "a", "other", &help_err));
    ck_assert_int_eq(facts.changed, 1);
    ck_assert(!store_backup_check(backup, NULL, &facts, &help_err));
    ck_assert(help_is_err(ERR_STORE, "setting"));
    ck_assert(!store_restore(backup, help_store_path, &options, &done, &help_err));
    ck_assert(help_is_err(ERR_STORE, "in use by another program"));
    free(done.notice);
    store_close(store);
    ck_done(store_restore(backup, help_store_path, &options, &done, &help_err));
    free(done.kept);
    free(done.notice);
    ck_assert(!stands_in_clear());
    store = help_open(STORE_OPEN);
    ck_assert(has_marker(store));
    store_close(store);
    store = NULL;
    ck_done(store_open_any(backup, &store, &help_err));
    ck_assert(has_marker(store));
    store_close(store);
    ck_assert(!path_exists("backup.db-wal"));
    free(backup);
}
END_TEST

/* There and back: plain, sealed, under another key, plain. */
START_TEST(test_sealed_of_plain)
{
    SealHeader *second_header = seal_header_new();
    SealKey *second = seal_key_new();
    char *sealed = help_path("sealed.db"), *again = help_path("again.db"),
         *plain = help_path("plain.db");
    Store *store = help_open(STORE_CREATE), *got = NULL;

    ck_done(store_put_setting(store, "a", "first", &help_err));
    ck_done(store_seal_into(store, sealed, header, key, &help_err));
    store_close(store);
    ck_assert(store_is_sealed(sealed));
    ck_done(store_open(sealed, STORE_OPEN, &got, &help_err));
    ck_done(store_integrity(got, &help_err));
    ck_done(store_put_setting(got, "a", marker, &help_err));
    ck_done(store_seal_into(got, again, second_header, second, &help_err));
    store_close(got);
    ck_assert(!stands_in_clear());
    seal_ring_add(second);
    ck_done(store_open(again, STORE_READ, &got, &help_err));
    ck_assert(has_marker(got));
    ck_done(store_integrity(got, &help_err));
    ck_done(store_unseal_into(got, plain, NULL, &help_err));
    store_close(got);
    seal_ring_remove(second);
    ck_assert(!store_is_sealed(plain) && file_has(plain, marker));
    ck_done(store_open(plain, STORE_OPEN, &got, &help_err));
    ck_assert(has_marker(got));
    ck_done(store_integrity(got, &help_err));
    store_close(got);
    seal_key_free(second);
    seal_header_free(second_header);
    free(sealed);
    free(again);
    free(plain);
}
END_TEST

/* One of an earlier version is brought up to date, with a sealed backup beside it. */
START_TEST(test_sealed_older)
{
    enum { BEFORE = 3 };
    char *kept = NULL, pragma[80];
    int last = schema_steps[schema_step_count - 1].version;
    Sealed sealed;
    Store *store = NULL;

    sealed_make(help_store_path, key);
    sealed = sealed_open(help_store_path, key, SEAL_USED);
    sealed_do(&sealed, "DROP TABLE t");
    for (size_t i = 0; i + BEFORE < schema_step_count; i++)
        sealed_do(&sealed, schema_steps[i].sql);
    snprintf(pragma, sizeof(pragma), "PRAGMA application_id=%d; PRAGMA user_version=%d",
             0x414E4A55, last - BEFORE);
    sealed_do(&sealed, pragma);
    sealed_close(&sealed);
    store = help_open(STORE_READ);
    ck_assert_int_eq(help_number(store, "PRAGMA user_version"), last);
    store_close(store);
    store = help_open(STORE_OPEN);
    ck_assert_int_eq(help_number(store, "PRAGMA user_version"), last);
    ck_done(store_integrity(store, &help_err));
    store_close(store);
    snprintf(pragma, sizeof(pragma), "store.db.before-%d.bak", last);
    kept = help_path(pragma);
    ck_assert(store_is_sealed(kept));
    ck_done(store_open_any(kept, &store, &help_err));
    ck_assert_int_eq(help_number(store, "PRAGMA user_version"), last - BEFORE);
    store_close(store);
    free(kept);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_sealed_store,  test_sealed_needs_its_key,
                                  test_sealed_damage, test_sealed_read_only,
                                  test_sealed_backup, test_sealed_of_plain,
                                  test_sealed_older,  NULL};
    return suite_run("sealed", tests, start, stop);
}
