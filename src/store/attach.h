/* Copies of papers that belong to the store: files in the folder STORE.files beside it, each
 * named by the SHA-256 of its bytes (ab/cdef...), so that a copy cannot change without being
 * found out, and the same paper twice is kept once. Those of a sealed store are sealed, and
 * named by a digest that nobody can make without its key (store/home.h). The records name a
 * copy by its hash (document.file). Nothing here believes a path or a name: only the bytes
 * count.
 *
 * Copies are never changed, and removed only with the case that had them: the history may name
 * them. */
#ifndef ANJUAN_STORE_ATTACH_H
#define ANJUAN_STORE_ATTACH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/progress.h"
#include "store/digest.h"
#include "store/store.h"

enum { ATTACH_MAGIC = 16 };

/* A kind of file that may be attached, told by its bytes. */
typedef struct AttachType {
    const char *name; /* "PDF" */
    unsigned char starts[ATTACH_MAGIC];
    size_t starts_len;
    const char *near_end; /* text among the last 1024 bytes; NULL: none is asked for */
    bool text;            /* instead: valid UTF-8 without control characters */
} AttachType;

typedef struct AttachRules {
    size_t max_bytes;
    const AttachType *types;
    size_t n_types;
} AttachRules;

typedef struct Attached {
    char sha256[DIGEST_HEX + 1];
    size_t bytes;
    size_t type; /* of the rules' types */
} Attached;

/* Copies the file into the store's folder: a regular file only, no symbolic link, not empty,
 * of a known type and size; the copy is for whom the store is (store/group.h), made by
 * temporary file, sync and rename. On failure the store is as it was. */
bool attach_put(Store *store, const char *path, const AttachRules *rules, Attached *out,
                Err *err);

/* Where somebody can look at the copy as it lies; for the caller to free, never written to.
 * NULL: nowhere, for it is sealed. */
bool attach_place(const Store *store, const char *sha256, char **path, Err *err);

/* The copy is there, is a file, and its bytes are those that the name promises. */
bool attach_check(const Store *store, const char *sha256, Err *err);

/* Its bytes, found whole, and which type of the rules they are now; a type that is no longer
 * among them is an error. */
bool attach_read(const Store *store, const char *sha256, const AttachRules *rules, Buf *out,
                 size_t *type, Err *err);

/* Removes the copy, which may be gone already; for the erasure of a case. */
bool attach_remove(const Store *store, const char *sha256, Err *err);

/* attach_check for every copy that a document names; err tells the first that fails, with its
 * case. A copy that this person may not read (ERR_REFUSED from attach_check) is neither missing
 * nor damaged: it is counted, told of when nothing worse is found, and was not verified. */
typedef struct AttachCount {
    int64_t whole, closed;
} AttachCount;
bool attach_verify(Store *store, const Progress *progress, AttachCount *count, Err *err);

/* STORE.files, also for STORE.before-RESTORE.bak; for the caller to free. */
char *attach_folder(const char *store_path);

#endif
