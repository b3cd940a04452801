/* For the tests of the cipher: a sealed database of one table, opened by SQLite with a key, and
 * the bytes of its files. */
#ifndef ANJUAN_TESTS_SEAL_HELP_H
#define ANJUAN_TESTS_SEAL_HELP_H

#include <check.h>
#include <sqlite3.h>
#include <stdint.h>

#include "seal/header.h"
#include "seal/vfs.h"

typedef struct Sealed {
    sqlite3 *db;
    int status; /* of the opening */
    SealFault fault;
    uint32_t place;
} Sealed;

/* Makes an empty one with a header that the key has, and opens it as a store is opened. */
void sealed_make(const char *path, SealKey *key);
/* As a store is opened; the table is read first. db is NULL where that failed, with status. */
Sealed sealed_open(const char *path, SealKey *key, SealWay way);
void sealed_close(Sealed *sealed);

SealFault sealed_fault(Sealed *sealed, uint32_t *place); /* place may be NULL */

int sealed_run(Sealed *sealed, const char *sql);     /* SQLite's code, the extended one */
void sealed_do(Sealed *sealed, const char *sql);     /* fails the test otherwise */
int64_t sealed_int(Sealed *sealed, const char *sql); /* -1 for an error */
bool sealed_whole(Sealed *sealed);                   /* integrity_check */

/* Bytes of a file: those at a place flipped, those of one copied into another. */
void bytes_flip(const char *path, int64_t at);
void bytes_copy(const char *from, int64_t from_at, const char *to, int64_t to_at, size_t n);
int64_t bytes_size(const char *path);
void bytes_cut(const char *path, int64_t size);
void file_copy(const char *from, const char *to);
bool file_has(const char *path, const char *text); /* false too when it is not there */

int64_t page_place(uint32_t number); /* where it stands in the file */

#endif
