/* The cipher below SQLite: what is written comes back and stands nowhere in clear, what was
 * changed is found and named, and what would get past it is refused. */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/support/seal_help.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"

static const char marker[] = "石头开花不留行迹";
static SealKey *key;
static char *wal, *copy, *copy_wal;

static void start(void)
{
    help_start();
    key = seal_key_new();
    wal = help_path("store.db-wal");
    copy = help_path("copy.db");
    copy_wal = help_path("copy.db-wal");
    sealed_make(help_store_path, key);
}

static void stop(void)
{
    free(wal);
    free(copy);
    free(copy_wal);
    seal_key_free(key);
    help_stop();
}

static Sealed open_it(void)
{
    Sealed sealed = sealed_open(help_store_path, key, SEAL_USED);

    ck_assert_int_eq(sealed.status, SQLITE_OK);
    return sealed;
}

/* So many rows of some 200 bytes, in one change. */
static void add_rows(Sealed *sealed, int n)
{
    char *sql = sqlite3_mprintf(
        "WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < %d)"
        " INSERT INTO t (a, b) SELECT '%s' || i, zeroblob(150) FROM r",
        n, marker);

    sealed_do(sealed, sql);
    sqlite3_free(sql);
}

static bool stands_in_clear(void)
{
    return file_has(help_store_path, marker) || file_has(wal, marker) ||
           file_has(help_store_path, "SQLite format") || file_has(wal, "CREATE TABLE");
}

START_TEST(test_vfs_round_trip)
{
    Sealed sealed = open_it();

    add_rows(&sealed, 1000);
    ck_assert(bytes_size(wal) > 0);
    ck_assert(!stands_in_clear());
    sealed_do(&sealed, "PRAGMA wal_checkpoint(TRUNCATE)");
    ck_assert(!stands_in_clear());
    sealed_do(&sealed, "DELETE FROM t WHERE id % 3 = 0; VACUUM;");
    sealed_close(&sealed);
    ck_assert(!stands_in_clear());
    ck_assert_int_eq(bytes_size(wal), -1);
    sealed = open_it();
    ck_assert_int_eq(sealed_int(&sealed, "SELECT count(*) FROM t"), 667);
    ck_assert(sealed_whole(&sealed));
    ck_assert_int_eq(sealed_fault(&sealed, NULL), SEAL_FAULT_NONE);
    sealed_close(&sealed);
}
END_TEST

/* Pages go to the log before the end of the change is known, and are written there again. */
START_TEST(test_vfs_spills)
{
    Sealed sealed = open_it(), other = open_it();

    sealed_do(&sealed, "PRAGMA cache_size=10; PRAGMA wal_autocheckpoint=20");
    for (int i = 0; i < 5; i++) {
        add_rows(&sealed, 600);
        sealed_do(&sealed, "BEGIN; UPDATE t SET a = a || 'x', b = zeroblob(300)");
        sealed_do(&sealed, "UPDATE t SET a = a || 'y' WHERE id % 7 = 0");
        sealed_do(&sealed, i % 2 ? "ROLLBACK" : "COMMIT");
        ck_assert_int_eq(sealed_int(&other, "SELECT count(*) FROM t"), (i + 1) * 600);
        add_rows(&other, 1);
        sealed_do(&other, "DELETE FROM t WHERE id = (SELECT max(id) FROM t)");
    }
    ck_assert(sealed_whole(&sealed) && sealed_whole(&other));
    sealed_close(&sealed);
    sealed_close(&other);
    sealed = open_it();
    ck_assert(sealed_whole(&sealed));
    ck_assert_int_eq(sealed_int(&sealed, "SELECT count(*) FROM t"), 3000);
    sealed_close(&sealed);
}
END_TEST

/* A log that ends anywhere, and one whose bytes are damaged anywhere: what was whole before
 * that place is there, whole, and nothing else. */
static void try_torn(int64_t size, int64_t flip, const int64_t *ends, int n)
{
    int whole = 0;
    Sealed sealed;

    file_copy(help_store_path, copy);
    file_copy(wal, copy_wal);
    if (flip >= 0)
        bytes_flip(copy_wal, flip);
    else
        bytes_cut(copy_wal, size);
    while (whole < n && ends[whole] <= (flip >= 0 ? flip : size))
        whole++;
    sealed = sealed_open(copy, key, SEAL_USED);
    ck_assert_int_eq(sealed.status, SQLITE_OK);
    ck_assert_int_eq(sealed_int(&sealed, "SELECT count(*) FROM t"), whole);
    ck_assert(sealed_whole(&sealed));
    sealed_close(&sealed);
}

START_TEST(test_vfs_torn_log)
{
    enum { CHANGES = 8 };
    int64_t ends[CHANGES];
    const char *torture = getenv("SEAL_TORTURE");
    int64_t step = torture ? 7 : 1009;
    Sealed sealed = open_it();

    for (int i = 0; i < CHANGES; i++) {
        add_rows(&sealed, 1);
        ends[i] = bytes_size(wal);
    }
    for (int64_t at = 0; at <= ends[CHANGES - 1]; at += step)
        try_torn(at, -1, ends, CHANGES);
    for (int64_t at = 0; at < ends[CHANGES - 1]; at += step)
        try_torn(0, at, ends, CHANGES);
    for (int i = 0; i < CHANGES; i++) {
        try_torn(ends[i], -1, ends, CHANGES);
        try_torn(ends[i] - 1, -1, ends, CHANGES);
    }
    sealed_close(&sealed);
}
END_TEST

/* ---- what was changed ---- */

/* The copy does not open, or does not read: with that code, fault and place. */
static void expect_fault(int code, SealFault fault, uint32_t place)
{
    uint32_t found = 0;
    Sealed sealed = sealed_open(copy, key, SEAL_USED);

    if (sealed.status == SQLITE_OK)
        sealed_int(&sealed, "SELECT sum(length(a) + length(b)) FROM t");
    ck_assert_int_eq(sealed.status & 0xff, code & 0xff);
    ck_assert_int_eq(sealed_fault(&sealed, &found), fault);
    ck_assert_uint_eq(found, place);
    sealed_close(&sealed);
}

static uint32_t make_pages(void)
{
    Sealed sealed = open_it();
    uint32_t pages;

    add_rows(&sealed, 500);
    pages = (uint32_t)sealed_int(&sealed, "PRAGMA page_count");
    sealed_close(&sealed);
    return pages;
}

START_TEST(test_vfs_flipped)
{
    uint32_t pages = make_pages();

    for (uint32_t page = 1; page <= pages; page += page < 3 ? 1 : 7) {
        for (int at = 0; at < SEAL_PAGE_BYTES; at += 1365) {
            file_copy(help_store_path, copy);
            bytes_flip(copy, page_place(page) + at);
            expect_fault(SQLITE_IOERR_AUTH, SEAL_FAULT_PAGE, page);
        }
    }
}
END_TEST

/* A page that nothing uses is read by nobody but who looks at all of them. */
START_TEST(test_vfs_free_page)
{
    uint32_t pages = make_pages(), place = 0;
    Sealed sealed = open_it();

    sealed_do(&sealed, "DELETE FROM t");
    ck_assert(seal_pages_whole(sealed.db, &place));
    sealed_close(&sealed);
    file_copy(help_store_path, copy);
    bytes_flip(copy, page_place(pages) + 100);
    sealed = sealed_open(copy, key, SEAL_USED);
    ck_assert_int_eq(sealed_int(&sealed, "SELECT count(*) FROM t"), 0);
    ck_assert(!seal_pages_whole(sealed.db, &place));
    ck_assert_uint_eq(place, pages);
    sealed_close(&sealed);
}
END_TEST

static int no_size(sqlite3_file *file, sqlite3_int64 *size)
{
    (void)file;
    *size = 0;
    return SQLITE_IOERR;
}

/* What cannot be looked at is not whole. */
START_TEST(test_vfs_unseen)
{
    uint32_t place = 0;
    sqlite3_file *file = NULL;

    make_pages();
    Sealed sealed = open_it();
    ck_assert_int_eq(sealed_int(&sealed, "SELECT count(*) FROM sqlite_schema"), 1);
    ck_assert_int_eq(sqlite3_file_control(sealed.db, "main", SQLITE_FCNTL_FILE_POINTER, &file),
                     SQLITE_OK);
    const sqlite3_io_methods *own = file->pMethods;
    sqlite3_io_methods blind = *own;
    blind.xFileSize = no_size;
    file->pMethods = &blind;
    ck_assert(!seal_pages_whole(sealed.db, &place));
    file->pMethods = own;
    ck_assert(seal_pages_whole(sealed.db, &place));
    sealed_close(&sealed);
}
END_TEST

START_TEST(test_vfs_swapped)
{
    char *other = help_path("other.db");
    SealKey *other_key = seal_key_new();

    make_pages();
    file_copy(help_store_path, copy);
    bytes_copy(help_store_path, page_place(4), copy, page_place(5), SEAL_PAGE_BYTES);
    expect_fault(SQLITE_IOERR_AUTH, SEAL_FAULT_PAGE, 5);
    /* Zeros are no page. */
    file_copy(help_store_path, copy);
    bytes_cut(copy, page_place(5));
    bytes_cut(copy, bytes_size(help_store_path));
    expect_fault(SQLITE_IOERR_AUTH, SEAL_FAULT_PAGE, 5);
    /* Of another store, under its own key and under this one. */
    sealed_make(other, other_key);
    file_copy(help_store_path, copy);
    bytes_copy(other, page_place(1), copy, page_place(1), SEAL_PAGE_BYTES);
    expect_fault(SQLITE_IOERR_AUTH, SEAL_FAULT_PAGE, 1);
    unlink(other);
    sealed_make(other, key);
    file_copy(help_store_path, copy);
    bytes_copy(other, page_place(2), copy, page_place(2), SEAL_PAGE_BYTES);
    expect_fault(SQLITE_IOERR_AUTH, SEAL_FAULT_PAGE, 2);
    file_copy(other, copy);
    seal_key_free(other_key);
    free(other);
}
END_TEST

/* A wrong key, a file that is none, a damaged header, a damaged page: four answers. */
START_TEST(test_vfs_told_apart)
{
    SealKey *own = key;

    make_pages();
    file_copy(help_store_path, copy);
    key = seal_key_new();
    expect_fault(SQLITE_CORRUPT, SEAL_FAULT_HEADER, 0);
    seal_key_free(key);
    key = own;
    bytes_flip(copy, 100);
    bytes_flip(copy, SEAL_HEADER_BYTES / 2 + 100);
    expect_fault(SQLITE_CORRUPT, SEAL_FAULT_HEADER, 0);
    free(temp_text(help_folder, "copy.db", "something else"));
    expect_fault(SQLITE_NOTADB, SEAL_FAULT_FOREIGN, 0);
}
END_TEST

START_TEST(test_vfs_cut)
{
    uint32_t pages = make_pages();

    for (int i = 0; i < 4; i++) {
        static const int back[] = {0, 1, 4095, 4096};
        file_copy(help_store_path, copy);
        bytes_cut(copy, page_place(1) + (i == 3 ? 0 : back[i]));
        expect_fault(SQLITE_CORRUPT, SEAL_FAULT_CUT, 0);
    }
    for (int cut = 1; cut <= SEAL_PAGE_BYTES; cut += 1365) {
        Sealed sealed;
        file_copy(help_store_path, copy);
        bytes_cut(copy, page_place(pages + 1) - cut);
        sealed = sealed_open(copy, key, SEAL_USED);
        ck_assert_int_eq(sealed.status & 0xff, SQLITE_CORRUPT);
        sealed_close(&sealed);
    }
}
END_TEST

/* A damaged frame of a log that is in use is an error, not a shorter log. */
START_TEST(test_vfs_log_in_use)
{
    Sealed sealed = open_it(), other = {0};
    uint32_t place;

    add_rows(&sealed, 300);
    sealed_do(&sealed, "PRAGMA cache_size=2; PRAGMA shrink_memory");
    bytes_flip(wal, bytes_size(wal) / 2);
    other = open_it();
    sealed_int(&other, "SELECT sum(length(a)) FROM t");
    ck_assert_int_eq(other.status, SQLITE_IOERR_AUTH);
    ck_assert_int_eq(sealed_fault(&other, &place), SEAL_FAULT_LOG);
    ck_assert_uint_gt(place, 0);
    sqlite3_close(other.db);
    sqlite3_close(sealed.db);
}
END_TEST

/* ---- ways past it ---- */

START_TEST(test_vfs_into_plain)
{
    Sealed sealed = open_it(), made;
    SealHeader *header = seal_header_new();
    SealTicket *ticket = seal_ticket_new(key, SEAL_MAKING);
    char *uri = seal_ticket_uri(ticket, copy), *plain = help_path("plain.db");
    char *sql = sqlite3_mprintf("VACUUM INTO %Q", plain);

    add_rows(&sealed, 100);
    ck_assert_int_ne(sealed_run(&sealed, sql), SQLITE_OK);
    sqlite3_free(sql);
    sql = sqlite3_mprintf("VACUUM INTO 'file:%s?vfs=unix'", plain);
    ck_assert_int_ne(sealed_run(&sealed, sql), SQLITE_OK);
    sqlite3_free(sql);
    sql = sqlite3_mprintf("VACUUM INTO 'file:%s?vfs=unix&x=?vfs=anjuan&ticket=1'", plain);
    ck_assert_int_ne(sealed_run(&sealed, sql), SQLITE_OK);
    sqlite3_free(sql);
    sql = sqlite3_mprintf("ATTACH %Q AS other", plain);
    ck_assert_int_ne(sealed_run(&sealed, sql), SQLITE_OK);
    sqlite3_free(sql);
    ck_assert_int_eq(bytes_size(plain), -1);

    ck_assert(seal_header_write(copy, header, key, NULL));
    sql = sqlite3_mprintf("VACUUM INTO %Q", uri);
    sealed_do(&sealed, sql);
    sealed_close(&sealed);
    ck_assert(!file_has(copy, marker));
    made = sealed_open(copy, key, SEAL_USED);
    ck_assert_int_eq(sealed_int(&made, "SELECT count(*) FROM t"), 100);
    ck_assert(sealed_whole(&made));
    sealed_close(&made);
    sqlite3_free(sql);
    free(uri);
    free(plain);
    seal_ticket_free(ticket);
    seal_header_free(header);
}
END_TEST

/* A plain database has no room for nonces and tags; copied page by page it would lose its end.
 */
START_TEST(test_vfs_from_plain)
{
    SealHeader *header = seal_header_new();
    sqlite3 *plain = NULL;
    sqlite3_backup *backup;
    Sealed made;
    SealTicket *ticket;
    int reserve = SEAL_RESERVE, status;
    char *uri, *sql;

    ck_assert_int_eq(
        sqlite3_open_v2(":memory:", &plain, SQLITE_OPEN_READWRITE | SQLITE_OPEN_URI, NULL),
        SQLITE_OK);
    ck_assert_int_eq(
        sqlite3_exec(plain,
                     "CREATE TABLE t (id INTEGER PRIMARY KEY, a, b);"
                     "WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r"
                     " WHERE i < 200) INSERT INTO t (a) SELECT hex(randomblob(100))"
                     " FROM r",
                     NULL, NULL, NULL),
        SQLITE_OK);
    ck_assert(seal_header_write(copy, header, key, NULL));
    made = sealed_open(copy, key, SEAL_MAKING);
    ck_assert_int_eq(made.status, SQLITE_OK);
    sealed_do(&made, "PRAGMA journal_mode=MEMORY");
    backup = sqlite3_backup_init(made.db, "main", plain, "main");
    while ((status = sqlite3_backup_step(backup, 10)) == SQLITE_OK)
        ;
    ck_assert_int_ne(status, SQLITE_DONE);
    sqlite3_backup_finish(backup);
    sealed_close(&made);
    /* This is how it is done. */
    unlink(copy);
    ck_assert(seal_header_write(copy, header, key, NULL));
    ticket = seal_ticket_new(key, SEAL_MAKING);
    uri = seal_ticket_uri(ticket, copy);
    sql = sqlite3_mprintf("VACUUM INTO %Q", uri);
    sqlite3_file_control(plain, "main", SQLITE_FCNTL_RESERVE_BYTES, &reserve);
    ck_assert_msg(sqlite3_exec(plain, sql, NULL, NULL, NULL) == SQLITE_OK, "%s",
                  sqlite3_errmsg(plain));
    sqlite3_free(sql);
    free(uri);
    seal_ticket_free(ticket);
    made = sealed_open(copy, key, SEAL_MAKING);
    sealed_do(&made, "PRAGMA journal_mode=WAL");
    ck_assert(sealed_whole(&made));
    ck_assert_int_eq(sealed_int(&made, "SELECT count(*) FROM t"), 200);
    sealed_close(&made);
    sqlite3_close(plain);
    seal_header_free(header);
}
END_TEST

/* A sealed copy by SQLite's backup, read as a file without a log beside it. */
START_TEST(test_vfs_backup)
{
    SealHeader *header = NULL;
    sqlite3_backup *backup;
    Sealed from, made;

    make_pages();
    from = open_it();
    ck_assert_int_eq(seal_header_read(help_store_path, &header, NULL), SEAL_WHOLE);
    ck_assert(seal_header_write(copy, header, key, NULL));
    seal_header_free(header);
    made = sealed_open(copy, key, SEAL_MAKING);
    sealed_do(&made, "PRAGMA journal_mode=MEMORY");
    backup = sqlite3_backup_init(made.db, "main", from.db, "main");
    ck_assert_ptr_nonnull(backup);
    ck_assert_int_eq(sqlite3_backup_step(backup, -1), SQLITE_DONE);
    sqlite3_backup_finish(backup);
    sealed_close(&made);
    ck_assert_int_eq(bytes_size(copy_wal), -1);
    made = sealed_open(copy, key, SEAL_STILL);
    ck_assert_int_eq(sealed_int(&made, "SELECT count(*) FROM t"), 500);
    ck_assert(sealed_whole(&made));
    ck_assert_int_eq(bytes_size(copy_wal), -1);
    ck_assert_int_ne(sealed_run(&made, "DELETE FROM t"), SQLITE_OK);
    sqlite3_close(made.db);
    made = sealed_open(copy, key, SEAL_USED);
    add_rows(&made, 1);
    ck_assert_int_eq(sealed_int(&made, "SELECT count(*) FROM t"), 501);
    sealed_close(&made);
    sealed_close(&from);
}
END_TEST

START_TEST(test_vfs_refuses)
{
    static const char *const refused[] = {
        "PRAGMA journal_mode=DELETE", "PRAGMA mmap_size=1048576", "PRAGMA page_size=8192",
        "PRAGMA temp_store=FILE",     "PRAGMA key='x'",           "PRAGMA journal_mode=OFF"};
    char *journal = help_path("store.db-journal");
    Sealed sealed = open_it();

    for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++)
        ck_assert_msg(sealed_run(&sealed, refused[i]) != SQLITE_OK, "%s", refused[i]);
    ck_assert_int_eq(sealed_int(&sealed, "PRAGMA mmap_size"), 0);
    sealed_do(&sealed, "PRAGMA journal_mode; PRAGMA journal_mode=WAL");
    /* A great statement that is undone, a great sort, a table of its own: nothing on the disk.
     */
    add_rows(&sealed, 3000);
    ck_assert_int_ne(sealed_run(&sealed,
                                "UPDATE t SET id = CASE id WHEN 2999 THEN 1 ELSE id END,"
                                " b = zeroblob(800)"),
                     SQLITE_OK);
    sealed_do(&sealed, "CREATE TEMP TABLE x AS SELECT * FROM t ORDER BY b, a DESC");
    ck_assert(sealed_whole(&sealed));
    sealed_close(&sealed);
    /* One that somebody left there is not played back. */
    free(temp_text(help_folder, "store.db-journal", "\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"));
    sealed = open_it();
    ck_assert_int_eq(sealed_int(&sealed, "SELECT count(*) FROM t"), 3000);
    sealed_close(&sealed);
    free(journal);
}
END_TEST

/* The page that SQLite leaves out for its locks is passed over, with the store on both sides.
 */
START_TEST(test_vfs_lock_page)
{
    enum { PENDING = 10 * SEAL_PAGE_BYTES, USUAL = 0x40000000 };
    Sealed sealed;

    sqlite3_test_control(SQLITE_TESTCTRL_PENDING_BYTE, PENDING);
    sealed = open_it();
    add_rows(&sealed, 1000);
    sealed_do(&sealed,
              "PRAGMA wal_checkpoint(TRUNCATE); VACUUM; PRAGMA wal_checkpoint(TRUNCATE)");
    sealed_close(&sealed);
    sealed = open_it();
    ck_assert_int_eq(sealed_int(&sealed, "SELECT count(*) FROM t"), 1000);
    ck_assert(sealed_whole(&sealed));
    sealed_close(&sealed);
    sqlite3_test_control(SQLITE_TESTCTRL_PENDING_BYTE, USUAL);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_vfs_round_trip, test_vfs_spills,     test_vfs_torn_log, test_vfs_flipped,
        test_vfs_swapped,    test_vfs_told_apart, test_vfs_cut,      test_vfs_log_in_use,
        test_vfs_into_plain, test_vfs_from_plain, test_vfs_backup,   test_vfs_refuses,
        test_vfs_lock_page,  test_vfs_free_page,  test_vfs_unseen,   NULL,
    };
    return suite_run("vfs", tests, start, stop);
}
