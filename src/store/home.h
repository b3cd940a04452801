/* Where copies of papers lie, and in which form: a folder, and for a sealed store the key under
 * which each is sealed there (seal/copy.h). Everything that reads or writes a copy goes through
 * here, with the SHA-256 by which the records name the paper; whether the store is sealed is
 * asked nowhere else.
 *
 * Files are read and written in blocks. Nothing here believes a path or a name: no link is
 * followed, and only bytes that are what the name promises are a copy. */
#ifndef ANJUAN_STORE_HOME_H
#define ANJUAN_STORE_HOME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"
#include "seal/header.h"

typedef struct CopyHome {
    char *folder;
    SealKey *key; /* NULL: copies are as they are */
    unsigned char store[SEAL_ID_BYTES];
} CopyHome;

/* STORE.files of the store or backup at file, in the form that it has; or another folder, in
 * that form. A sealed one needs its key in the ring. home_end frees both. */
bool home_of(const char *file, CopyHome *out, Err *err);
bool home_in(const char *folder, const char *file, CopyHome *out, Err *err);
/* STORE.files of one that is to have that header and key (NULL: to be plain). */
void home_under(const char *file, const SealHeader *header, SealKey *key, CopyHome *out);
void home_end(CopyHome *home);

char *home_place(const CopyHome *home, const char *sha256); /* for the caller to free */
bool home_has(const CopyHome *home, const char *sha256);    /* something of its name */

/* The copy is there, and is what the hash promises. ERR_REFUSED: it may not be read. */
bool home_check(const CopyHome *home, const char *sha256, Err *err);

/* The same, handing over its bytes in blocks; size: of all. None of them may be used before
 * true is returned. take returns false to stop, and says why. */
typedef bool CopyTake(void *ctx, uint64_t size, const void *bytes, size_t n);
bool home_read(const CopyHome *home, const char *sha256, CopyTake *take, void *ctx, Err *err);

/* Through a temporary file in the folder, which is made when it is not there; group: whom it is
 * for, as in base/path.h. */
bool home_write(const CopyHome *home, const char *sha256, const Buf *bytes,
                const PathGroup *group, Err *err);

/* From one to the other, whatever their forms, and read again from the disk. */
bool home_carry(const CopyHome *from, const CopyHome *to, const char *sha256,
                const PathGroup *group, Err *err);

bool home_remove(const CopyHome *home, const char *sha256, Err *err); /* gone already is none */

#endif
