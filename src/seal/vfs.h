/* The cipher of a sealed store, below SQLite: a file system of SQLite's (a VFS, "anjuan") over
 * the usual one, which seals each page as it goes to the disk and opens it as it comes. Behind
 * the header (seal/header.h) stands page n at its place; the log beside the store is sealed
 * likewise, its frames' headers too. What is bound in: the store, the kind of file, the page,
 * and in the log its generation and the frame. A page that was put back to its own older state
 * is not found here; the history of the store finds it.
 *
 * The index of the log (-shm) stays in clear: it holds numbers of pages and a running checksum.
 * No file of another kind is ever made: no rollback journal, nothing temporary.
 *
 * A connection brings its key by a ticket, a number without meaning elsewhere that stands in
 * the name by which the file is opened; the ticket is given back after the connection is
 * closed. All of it belongs to the thread of the store. */
#ifndef ANJUAN_SEAL_VFS_H
#define ANJUAN_SEAL_VFS_H

#include <stdbool.h>
#include <stdint.h>

#include "seal/header.h"
#include "seal/key.h"

typedef enum SealFault {
    SEAL_FAULT_NONE,
    SEAL_FAULT_FOREIGN, /* not a sealed file, or not the one that the key is of */
    SEAL_FAULT_HEADER,  /* damaged, or changed by somebody without the key */
    SEAL_FAULT_PAGE,    /* a page of the file is damaged, or from elsewhere */
    SEAL_FAULT_LOG,     /* the log is */
    SEAL_FAULT_CUT,     /* the file ends too early */
    SEAL_FAULT_GUARD,   /* something was to be written that does not belong here */
} SealFault;

typedef enum SealWay {
    SEAL_USED,   /* a store as it is */
    SEAL_MAKING, /* one that is being made may have no page yet, nor a log */
    SEAL_STILL,  /* a file that is read without a log beside it, as if it never had one */
} SealWay;

typedef struct SealTicket SealTicket;

/* For VACUUM INTO, and below; seal_connect has one of its own. Holds the key. */
SealTicket *seal_ticket_new(SealKey *key, SealWay way);
void seal_ticket_free(SealTicket *ticket); /* NULL is allowed */

/* What was met last, and at which page of the file or frame of the
 * log: SQLite's own codes are lost on some ways. */
SealFault seal_ticket_fault(const SealTicket *ticket, uint32_t *place);

/* The name by which SQLite opens the file with that ticket, for sqlite3_open_v2 with
 * SQLITE_OPEN_URI or for VACUUM INTO; the caller frees it. */
char *seal_ticket_uri(const SealTicket *ticket, const char *path);

/* Once before the first connection of the process, sealed or not; more often does no harm.
 * False: SQLite cannot be used. */
bool seal_vfs_start(void);

extern const char seal_vfs_name[];

/* Opens a file with SQLite as sqlite3_open_v2 does, by a ticket that ends with the connection,
 * and sees to it that nothing of it comes to the disk but by the cipher: no other file is
 * attached, none is temporary. The code is SQLite's; *db is closed by the caller in any case.
 */
struct sqlite3;
int seal_connect(const char *path, int flags, SealKey *key, SealWay way, struct sqlite3 **db,
                 SealFault *fault);

/* Reads each page of the file, those that nothing uses too, under a lock for reading. False
 * with the first that cannot be opened; true for a plain one. */
bool seal_pages_whole(struct sqlite3 *db, uint32_t *place);

/* What was met last on that connection; none for a plain one. */
SealFault seal_fault_of(struct sqlite3 *db, uint32_t *place);

#endif
