/* A sealed database made as a store is, and files changed behind SQLite's back. */
#include "config.h"

#include "tests/support/seal_help.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/support/temp.h"

static void connect_with(Sealed *sealed, const char *path, SealKey *key, SealWay way)
{
    sealed->status = seal_connect(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, key, way,
                                  &sealed->db, &sealed->fault);
    if (sealed->status != SQLITE_OK)
        return;
    sqlite3_extended_result_codes(sealed->db, 1);
    sqlite3_busy_timeout(sealed->db, 60000);
}

void sealed_make(const char *path, SealKey *key)
{
    SealHeader *header = seal_header_new();
    Sealed sealed = {0};

    ck_assert(seal_header_write(path, header, key, NULL));
    seal_header_free(header);
    connect_with(&sealed, path, key, SEAL_MAKING);
    ck_assert_int_eq(sealed.status, SQLITE_OK);
    sealed_do(&sealed, "PRAGMA page_size=4096; PRAGMA journal_mode=MEMORY; "
                       "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
                       "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b BLOB);");
    sealed_close(&sealed);
}

Sealed sealed_open(const char *path, SealKey *key, SealWay way)
{
    Sealed sealed = {0};

    connect_with(&sealed, path, key, way);
    if (sealed.status == SQLITE_OK)
        sealed.status = sealed_run(&sealed, "PRAGMA secure_delete=ON; PRAGMA synchronous=FULL; "
                                            "SELECT count(*) FROM sqlite_schema");
    if (sealed.status != SQLITE_OK) {
        sealed_fault(&sealed, NULL);
        sqlite3_close(sealed.db);
        sealed.db = NULL;
    }
    return sealed;
}

SealFault sealed_fault(Sealed *sealed, uint32_t *place)
{
    if (sealed->db)
        sealed->fault = seal_fault_of(sealed->db, &sealed->place);
    if (place)
        *place = sealed->place;
    return sealed->fault;
}

void sealed_close(Sealed *sealed)
{
    ck_assert_int_eq(sqlite3_close(sealed->db), SQLITE_OK);
    *sealed = (Sealed){0};
}

int sealed_run(Sealed *sealed, const char *sql)
{
    return sqlite3_exec(sealed->db, sql, NULL, NULL, NULL);
}

void sealed_do(Sealed *sealed, const char *sql)
{
    int status = sealed_run(sealed, sql);

    ck_assert_msg(status == SQLITE_OK, "%s: %d %s", sql, status, sqlite3_errmsg(sealed->db));
}

int64_t sealed_int(Sealed *sealed, const char *sql)
{
    sqlite3_stmt *stmt = NULL;
    int64_t value = -1;

    if (sqlite3_prepare_v2(sealed->db, sql, -1, &stmt, NULL) == SQLITE_OK &&
        sqlite3_step(stmt) == SQLITE_ROW)
        value = sqlite3_column_int64(stmt, 0);
    sealed->status = sqlite3_finalize(stmt);
    return value;
}

bool sealed_whole(Sealed *sealed)
{
    sqlite3_stmt *stmt = NULL;
    bool whole = sqlite3_prepare_v2(sealed->db, "PRAGMA integrity_check", -1, &stmt, NULL) ==
                     SQLITE_OK &&
                 sqlite3_step(stmt) == SQLITE_ROW &&
                 strcmp((const char *)sqlite3_column_text(stmt, 0), "ok") == 0;

    sqlite3_finalize(stmt);
    return whole;
}

int64_t bytes_size(const char *path)
{
    struct stat info;

    return stat(path, &info) == 0 ? info.st_size : -1;
}

static void bytes_read(const char *path, int64_t at, void *bytes, size_t n)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    ck_assert_int_eq(pread(fd, bytes, n, at), (ssize_t)n);
    close(fd);
}

static void bytes_write(const char *path, int64_t at, const void *bytes, size_t n)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);

    ck_assert_int_eq(pwrite(fd, bytes, n, at), (ssize_t)n);
    close(fd);
}

void bytes_flip(const char *path, int64_t at)
{
    unsigned char byte;

    bytes_read(path, at, &byte, 1);
    byte ^= 0x10;
    bytes_write(path, at, &byte, 1);
}

void bytes_copy(const char *from, int64_t from_at, const char *to, int64_t to_at, size_t n)
{
    char *bytes = malloc(n);

    bytes_read(from, from_at, bytes, n);
    bytes_write(to, to_at, bytes, n);
    free(bytes);
}

void bytes_cut(const char *path, int64_t size)
{
    ck_assert_int_eq(truncate(path, size), 0);
}

void file_copy(const char *from, const char *to)
{
    size_t n;
    char *bytes = temp_read(from, &n);
    int fd = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

    ck_assert_int_eq(write(fd, bytes, n), (ssize_t)n);
    close(fd);
    free(bytes);
}

bool file_has(const char *path, const char *text)
{
    size_t n;
    char *bytes;
    bool has;

    if (bytes_size(path) < 0)
        return false;
    bytes = temp_read(path, &n);
    has = memmem(bytes, n, text, strlen(text)) != NULL;
    free(bytes);
    return has;
}

int64_t page_place(uint32_t number)
{
    return SEAL_HEADER_BYTES + (int64_t)(number - 1) * SEAL_PAGE_BYTES;
}
