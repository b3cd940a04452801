/* A sealed file that is no database: the copy of a paper that belongs to a sealed store. Its
 * name is a digest of what it is a copy of, keyed with the store, and its size is padded, so
 * that neither tells which paper it is; what whoever has the folder still learns is how many
 * papers there are, when each came, and its size to within an eighth.
 *
 * It is sealed and opened in chunks, so memory does not grow with the paper. Bound into every
 * chunk are the store and the paper that the name stands for; the chunks hold each other's
 * order, and the last one says that it is the last. Nothing of a copy may be used before all of
 * it was read: what was cut off shows at the end. Files are the caller's, by their descriptors.
 */
#ifndef ANJUAN_SEAL_COPY_H
#define ANJUAN_SEAL_COPY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "seal/header.h"
#include "seal/key.h"

enum { SEAL_PAPER_BYTES = 32, SEAL_COPY_NAME = 64, SEAL_COPY_CHUNK = 64 << 10 };

/* Whose a copy is; borrows all. paper: the SHA-256 of its bytes. */
typedef struct SealCopyOf {
    const SealKey *key;
    const unsigned char *store; /* seal_header_id */
    const unsigned char *paper;
} SealCopyOf;

void seal_copy_name(const SealKey *key, const unsigned char paper[SEAL_PAPER_BYTES],
                    char name[SEAL_COPY_NAME + 1]);

/* One that is being written, for size bytes in all; the end frees it, also of one that is given
 * up. False: the file could not be written, errno says why, or other bytes came than were
 * promised (errno 0). */
typedef struct SealCopy SealCopy;
SealCopy *seal_copy_begin(int fd, const SealCopyOf *of, uint64_t size);
bool seal_copy_add(SealCopy *copy, const void *bytes, size_t n);
bool seal_copy_end(SealCopy *copy);

typedef enum SealCopyFault {
    SEAL_COPY_WHOLE,
    SEAL_COPY_READ,    /* the system did not give it; errno */
    SEAL_COPY_FOREIGN, /* not a sealed copy */
    SEAL_COPY_OTHER,   /* of another store */
    SEAL_COPY_DAMAGED, /* in that chunk; or another paper's, or put there from elsewhere */
    SEAL_COPY_CUT,     /* that chunk is not its end: cut off, damaged, or more behind it */
    SEAL_COPY_STOPPED, /* by whoever takes it */
} SealCopyFault;

/* Takes what was opened, in order; at least once. size: of all. False stops. */
typedef bool SealCopyTake(void *ctx, uint64_t size, const void *bytes, size_t n);

/* Reads the file from where it stands. *chunk: from 1, where the fault is. take: NULL where it
 * is only looked at. */
SealCopyFault seal_copy_read(int fd, const SealCopyOf *of, SealCopyTake *take, void *ctx,
                             uint64_t *chunk);

/* Whose is the file, by its beginning alone? One that was cut off there is of the store of no
 * bytes but zeros, which is nobody's. */
typedef enum SealCopyIs {
    SEAL_COPY_UNKNOWN, /* the system did not give it; errno */
    SEAL_COPY_PLAIN,
    SEAL_COPY_SEALED, /* of that store */
} SealCopyIs;
SealCopyIs seal_copy_owner(int fd, unsigned char store[SEAL_ID_BYTES]);

#endif
