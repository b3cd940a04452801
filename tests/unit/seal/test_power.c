/* The power goes while a sealed store is written: everything that goes to the disk below the
 * cipher is written down, then files are built of what was synced and any part of what was not,
 * by sectors, and each is opened. A plain database goes through the same, as the measure.
 * SEAL_IMAGES says how many. And each of the calls below the cipher fails once. */
#include "config.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "tests/support/seal_help.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"

/* ---- what was done ---- */

typedef enum OpKind { OP_WRITE, OP_CUT, OP_SYNC, OP_SAID } OpKind;

typedef struct Op {
    OpKind kind;
    int file; /* 0: the store, 1: its log; others are not written down */
    int64_t at;
    size_t n;
    char *bytes;
} Op;

enum { FILES = 2, SECTOR = 512 };

static struct {
    Op *ops;
    size_t n, room;
    bool on;
} trace;

static void note(OpKind kind, int file, int64_t at, const void *bytes, size_t n)
{
    if (!trace.on || file >= FILES)
        return;
    if (trace.n == trace.room)
        trace.ops = xreallocarray(trace.ops, trace.room = trace.room * 2 + 1024, sizeof(Op));
    trace.ops[trace.n] = (Op){kind, file, at, n, n ? xmalloc(n) : NULL};
    if (n)
        memcpy(trace.ops[trace.n].bytes, bytes, n);
    trace.n++;
}

static void forget(void)
{
    for (size_t i = 0; i < trace.n; i++)
        free(trace.ops[i].bytes);
    trace.n = 0;
}

/* ---- which call fails ---- */

static long calls_left; /* 0: none does */

static bool fails(void)
{
    return calls_left > 0 && --calls_left == 0;
}

/* ---- a file system that writes down ---- */

typedef struct Watched {
    sqlite3_file base;
    sqlite3_file *inner;
    int file;
} Watched;

static sqlite3_vfs watching;
static sqlite3_io_methods methods;

#define INNER(base) (((Watched *)(base))->inner)

static int watch_close(sqlite3_file *base)
{
    return INNER(base)->pMethods->xClose(INNER(base));
}

static int watch_read(sqlite3_file *base, void *out, int n, sqlite3_int64 at)
{
    if (fails())
        return SQLITE_IOERR_READ;
    return INNER(base)->pMethods->xRead(INNER(base), out, n, at);
}

static int watch_write(sqlite3_file *base, const void *bytes, int n, sqlite3_int64 at)
{
    if (fails())
        return at % 2 ? SQLITE_IOERR_WRITE : SQLITE_FULL;
    note(OP_WRITE, ((Watched *)base)->file, at, bytes, (size_t)n);
    return INNER(base)->pMethods->xWrite(INNER(base), bytes, n, at);
}

static int watch_truncate(sqlite3_file *base, sqlite3_int64 size)
{
    if (fails())
        return SQLITE_IOERR_TRUNCATE;
    note(OP_CUT, ((Watched *)base)->file, size, NULL, 0);
    return INNER(base)->pMethods->xTruncate(INNER(base), size);
}

static int watch_sync(sqlite3_file *base, int flags)
{
    if (fails())
        return SQLITE_IOERR_FSYNC;
    note(OP_SYNC, ((Watched *)base)->file, 0, NULL, 0);
    return INNER(base)->pMethods->xSync(INNER(base), flags);
}

static int watch_size(sqlite3_file *base, sqlite3_int64 *size)
{
    if (fails())
        return SQLITE_IOERR_FSTAT;
    return INNER(base)->pMethods->xFileSize(INNER(base), size);
}

static int watch_lock(sqlite3_file *base, int lock)
{
    if (fails())
        return SQLITE_IOERR_LOCK;
    return INNER(base)->pMethods->xLock(INNER(base), lock);
}

static int watch_unlock(sqlite3_file *base, int lock)
{
    return INNER(base)->pMethods->xUnlock(INNER(base), lock);
}

static int watch_reserved(sqlite3_file *base, int *out)
{
    return INNER(base)->pMethods->xCheckReservedLock(INNER(base), out);
}

static int watch_told(sqlite3_file *base, int what, void *arg)
{
    return INNER(base)->pMethods->xFileControl(INNER(base), what, arg);
}

static int watch_sector(sqlite3_file *base)
{
    return INNER(base)->pMethods->xSectorSize(INNER(base));
}

static int watch_device(sqlite3_file *base)
{
    return INNER(base)->pMethods->xDeviceCharacteristics(INNER(base));
}

static int watch_map(sqlite3_file *base, int region, int size, int extend, void volatile **out)
{
    if (fails())
        return SQLITE_IOERR_SHMMAP;
    return INNER(base)->pMethods->xShmMap(INNER(base), region, size, extend, out);
}

static int watch_shm_lock(sqlite3_file *base, int first, int n, int flags)
{
    return INNER(base)->pMethods->xShmLock(INNER(base), first, n, flags);
}

static void watch_barrier(sqlite3_file *base)
{
    INNER(base)->pMethods->xShmBarrier(INNER(base));
}

static int watch_unmap(sqlite3_file *base, int remove)
{
    return INNER(base)->pMethods->xShmUnmap(INNER(base), remove);
}

static int watch_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *base, int flags,
                      int *got)
{
    sqlite3_vfs *usual = vfs->pAppData;
    Watched *watched = (Watched *)base;
    int status;

    memset(watched, 0, sizeof(*watched));
    watched->inner = (sqlite3_file *)(watched + 1);
    memset(watched->inner, 0, (size_t)usual->szOsFile);
    watched->file = flags & SQLITE_OPEN_MAIN_DB ? 0 : flags & SQLITE_OPEN_WAL ? 1 : FILES;
    if (fails())
        return SQLITE_CANTOPEN;
    status = usual->xOpen(usual, name, watched->inner, flags, got);
    if (status == SQLITE_OK)
        base->pMethods = &methods;
    return status;
}

static void watch(void)
{
    sqlite3_config(SQLITE_CONFIG_STMTJRNL_SPILL, -1);
    sqlite3_initialize();
    watching = *sqlite3_vfs_find(NULL);
    watching.pAppData = sqlite3_vfs_find(NULL);
    watching.pNext = NULL;
    watching.zName = "watching";
    watching.szOsFile += (int)sizeof(Watched);
    watching.xOpen = watch_open;
    methods = (sqlite3_io_methods){2,
                                   watch_close,
                                   watch_read,
                                   watch_write,
                                   watch_truncate,
                                   watch_sync,
                                   watch_size,
                                   watch_lock,
                                   watch_unlock,
                                   watch_reserved,
                                   watch_told,
                                   watch_sector,
                                   watch_device,
                                   watch_map,
                                   watch_shm_lock,
                                   watch_barrier,
                                   watch_unmap,
                                   NULL,
                                   NULL};
    ck_assert_int_eq(sqlite3_vfs_register(&watching, 1), SQLITE_OK);
}

/* ---- what is left ---- */

static uint32_t seed;

static uint32_t pick(uint32_t below)
{
    seed = seed * 1664525u + 1013904223u;
    return (uint32_t)(((uint64_t)seed * below) >> 32);
}

static void put(int fd, const Op *op, bool sure, unsigned keep)
{
    bool whole = sure || pick(2) == 0;

    if (!sure && whole && pick(100) >= keep)
        return;
    if (op->kind == OP_CUT) {
        if (whole)
            ck_assert_int_eq(ftruncate(fd, op->at), 0);
        return;
    }
    for (size_t at = 0; at < op->n;) {
        size_t place = (size_t)op->at + at;
        size_t n = SECTOR - place % SECTOR;
        n = n < op->n - at ? n : op->n - at;
        if (whole || pick(100) < keep)
            ck_assert_int_eq(pwrite(fd, op->bytes + at, n, (off_t)place), (ssize_t)n);
        at += n;
    }
}

/* never_sure: as if nothing were ever synced. */
static void build(const char *path, const char *log, size_t cut, unsigned keep, bool never_sure)
{
    const char *names[FILES] = {path, log};

    for (int file = 0; file < FILES; file++) {
        size_t synced = 0;
        int fd = open(names[file], O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        for (size_t i = 0; i < cut && !never_sure; i++)
            if (trace.ops[i].kind == OP_SYNC && trace.ops[i].file == file)
                synced = i;
        for (size_t i = 0; i < cut; i++)
            if (trace.ops[i].kind < OP_SYNC && trace.ops[i].file == file)
                put(fd, &trace.ops[i], i < synced, keep);
        close(fd);
    }
}

/* ---- the store ---- */

static SealKey *key; /* NULL: a plain one */
static SealHeader *header;

static Sealed open_at(const char *path)
{
    Sealed sealed = {0};

    if (key)
        return sealed_open(path, key, SEAL_USED);
    sealed.status = sqlite3_open(path, &sealed.db);
    if (sealed.status == SQLITE_OK)
        sealed.status = sealed_run(&sealed, "PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
                                            " SELECT count(*) FROM t");
    return sealed;
}

static void make(void)
{
    Sealed sealed;

    if (key) {
        sealed_make(help_store_path, key);
        ck_assert_int_eq(seal_header_read(help_store_path, &header, NULL), SEAL_WHOLE);
        return;
    }
    ck_assert_int_eq(sqlite3_open(help_store_path, &sealed.db), SQLITE_OK);
    sealed_do(&sealed,
              "PRAGMA journal_mode=WAL; CREATE TABLE t (id INTEGER PRIMARY KEY, a, b)");
    sqlite3_close(sealed.db);
}

enum { CHANGES = 40 };

/* Each change adds one to the first row's number; said when it is stored. */
static void write_changes(void)
{
    Sealed sealed = open_at(help_store_path);
    char sql[300];

    ck_assert_int_eq(sealed.status, SQLITE_OK);
    sealed_do(&sealed, "PRAGMA cache_size=6; PRAGMA wal_autocheckpoint=12");
    for (int i = 1; i <= CHANGES; i++) {
        snprintf(sql, sizeof(sql),
                 "BEGIN; UPDATE t SET a = %d WHERE id = 1;"
                 " INSERT INTO t (a, b) VALUES (%d, zeroblob(%u));"
                 " UPDATE t SET b = zeroblob(length(b) %% 2000 + 90) WHERE id %% 3 = 0; COMMIT",
                 i, i, 100 + pick(6000));
        sealed_do(&sealed, sql);
        note(OP_SAID, 0, i, NULL, 0);
        if (i % 16 == 0)
            sealed_do(&sealed, "DELETE FROM t WHERE id % 4 = 2; VACUUM");
        if (key && i % 10 == 0)
            ck_assert(seal_header_write(help_store_path, header, key, NULL));
    }
    trace.on = false;
    sqlite3_close(sealed.db);
}

/* What was said is there, and no more than one change more. */
static bool is_right(const char *path, int64_t said)
{
    Sealed sealed = open_at(path);
    bool right = sealed.status == SQLITE_OK &&
                 sealed_run(&sealed, "PRAGMA synchronous=OFF") == SQLITE_OK &&
                 sealed_whole(&sealed);
    int64_t a = right ? sealed_int(&sealed, "SELECT a FROM t WHERE id = 1") : -1;

    if (right)
        right = (a == said || a == said + 1) &&
                sealed_int(&sealed, "SELECT max(a) FROM t WHERE id > 1") <= a;
    sqlite3_close(sealed.db);
    return right;
}

/* How many of so many images are wrong. */
static int try_images(int images, bool never_sure)
{
    static const unsigned keeps[] = {0, 30, 60, 90};
    char *path = help_path("image.db"), *log = help_path("image.db-wal"),
         *index = help_path("image.db-shm");
    int wrong = 0;
    size_t from = 0;

    while (trace.ops[from].kind != OP_SAID)
        from++;
    for (int i = 0; i < images; i++) {
        size_t cut = from + 1 + pick((uint32_t)(trace.n - from - 1));
        int64_t said = 0;
        for (size_t at = 0; at < cut; at++)
            if (trace.ops[at].kind == OP_SAID)
                said = trace.ops[at].at;
        unlink(index);
        build(path, log, cut, keeps[i % 4], never_sure);
        wrong += !is_right(path, said);
    }
    free(path);
    free(log);
    free(index);
    return wrong;
}

static void record(bool sealed)
{
    help_start();
    seed = 42;
    forget();
    trace.on = true;
    key = sealed ? seal_key_new() : NULL;
    make();
    {
        Sealed first = open_at(help_store_path);
        sealed_do(&first, "INSERT INTO t VALUES (1, 0, NULL)");
        sqlite3_close(first.db);
    }
    write_changes();
}

static void end(void)
{
    forget();
    free(trace.ops);
    trace.ops = NULL;
    trace.room = 0;
    seal_header_free(header);
    seal_key_free(key);
    header = NULL;
    key = NULL;
    help_stop();
}

static int images(void)
{
    const char *given = getenv("SEAL_IMAGES");

    return given ? atoi(given) : 500;
}

START_TEST(test_power_sealed)
{
    record(true);
    ck_assert_int_eq(try_images(images(), false), 0);
    /* A test of the test: losses are found where nothing is ever sure. */
    ck_assert_int_gt(try_images(20, true), 0);
    printf("%d power cuts of a sealed store\n", images());
    end();
}
END_TEST

START_TEST(test_power_plain)
{
    record(false);
    ck_assert_int_eq(try_images(images() / 5, false), 0);
    end();
}
END_TEST

/* ---- every call failing once ---- */

/* What was said to be stored; a change that failed may be stored or not. */
static int64_t change_a_little(const char *path)
{
    Sealed sealed = open_at(path);
    char sql[200];
    int64_t said = 0;

    if (sealed.status == SQLITE_OK)
        sealed_run(&sealed, "PRAGMA cache_size=6; PRAGMA wal_autocheckpoint=6");
    for (int i = 1; sealed.status == SQLITE_OK && i <= 8; i++) {
        snprintf(sql, sizeof(sql),
                 "BEGIN; UPDATE t SET a = %d WHERE id = 1;"
                 " INSERT INTO t (a, b) VALUES (%d, zeroblob(5000)); COMMIT",
                 i, i);
        if (sealed_run(&sealed, sql) == SQLITE_OK)
            said = i;
        else
            sealed_run(&sealed, "ROLLBACK");
        if (i == 4)
            seal_header_write(path, header, key, NULL);
    }
    sqlite3_close(sealed.db);
    return said;
}

static bool holds(const char *path, int64_t said)
{
    SealHeader *now = NULL;
    bool whole =
        seal_header_read(path, &now, NULL) == SEAL_WHOLE && seal_header_proves(now, key);
    Sealed sealed = open_at(path);

    seal_header_free(now);
    whole = whole && sealed.status == SQLITE_OK && sealed_whole(&sealed) &&
            sealed_int(&sealed, "SELECT a FROM t WHERE id = 1") >= said &&
            sealed_int(&sealed, "SELECT max(a) FROM t") ==
                sealed_int(&sealed, "SELECT a FROM t WHERE id = 1");
    sqlite3_close(sealed.db);
    return whole;
}

START_TEST(test_power_each_call_fails)
{
    char *path, *log, *index;
    long n = 0;
    bool more = true;

    help_start();
    key = seal_key_new();
    make();
    {
        Sealed first = open_at(help_store_path);
        sealed_do(&first, "INSERT INTO t VALUES (1, 0, NULL)");
        sqlite3_close(first.db);
    }
    path = help_path("image.db");
    log = help_path("image.db-wal");
    index = help_path("image.db-shm");
    while (more) {
        unlink(log);
        unlink(index);
        file_copy(help_store_path, path);
        calls_left = ++n;
        int64_t said = change_a_little(path);
        more = calls_left == 0;
        calls_left = 0;
        ck_assert_msg(holds(path, said), "call %ld fails", n);
    }
    printf("%ld calls of a sealed store that failed, each once\n", n - 1);
    free(path);
    free(log);
    free(index);
    end();
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_power_sealed, test_power_plain,
                                  test_power_each_call_fails, NULL};
    return suite_run("power", tests, watch, NULL);
}
