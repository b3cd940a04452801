/* What the files of the cipher share: a file as SQLite sees it, the ticket it came by, and how
 * a piece is sealed. */
#ifndef ANJUAN_SEAL_VFS_INNER_H
#define ANJUAN_SEAL_VFS_INNER_H

#include <sqlite3.h>
#include <stddef.h>

#include "seal/header_inner.h"
#include "seal/vfs.h"

struct SealTicket {
    SealTicket *next;
    int64_t number;
    SealKey *key;
    SealWay way;
    SealFault fault;
    uint32_t place;
};

/* NULL: nobody has one of that number. */
SealTicket *ticket_find(int64_t number);

/* Notes what was met and gives the code for SQLite. */
int ticket_fault(SealTicket *ticket, SealFault fault, uint32_t place);

/* The parameter of a file's name that holds its ticket. */
extern const char ticket_word[];

/* ---- a piece ---- */

enum {
    PIECE_NONCE = 24,
    PIECE_TAG = 16,
    PIECE_MORE = PIECE_NONCE + PIECE_TAG,
    WAL_HEADER = 32, /* as SQLite writes it */
    WAL_FRAME = 24,
    WAL_SALTS = 8,
    SEALED_WAL_HEADER = WAL_HEADER + PIECE_MORE,
    SEALED_WAL_FRAME = WAL_FRAME + PIECE_MORE,
    PAGE = SEAL_PAGE_BYTES,
    PAGE_USED = PAGE - SEAL_RESERVE,
};
_Static_assert((int)PIECE_MORE == (int)SEAL_RESERVE, "a page has room for its nonce and tag");

/* Where a piece stands; all of it is bound in. */
typedef struct PiecePlace {
    char kind; /* 'P' page, 'W' header of the log, 'F' of a frame, 'D' its page */
    uint32_t page, frame;
    const unsigned char *salts; /* of the log's header; NULL: none */
} PiecePlace;

typedef struct PieceKey {
    const unsigned char *key, *id;
} PieceKey;

/* n bytes become n + PIECE_MORE, nonce and tag last. */
void piece_close(const PieceKey *with, const PiecePlace *place, const void *plain, size_t n,
                 unsigned char *out);
bool piece_open(const PieceKey *with, const PiecePlace *place, const unsigned char *sealed,
                size_t n, void *plain);

uint32_t piece_number(const unsigned char *at); /* four bytes, the highest first */

/* May this be a page of a sealed store? */
bool page_fits(uint32_t number, const unsigned char *page);

/* ---- files ---- */

typedef struct VfsFile {
    sqlite3_file base; /* SQLite's view; must come first */
    sqlite3_file *inner;
    struct VfsFile *store; /* of a log: the file of pages that it belongs to */
    SealTicket *ticket;
    unsigned char id[SEAL_ID_BYTES];
    unsigned char *scratch; /* a frame, sealed */
    unsigned char *page;    /* in clear, for what is asked for in part */

    /* Of the file of pages: how often a lock was taken, so that the log looks at its header
     * again; whether its index is in shared memory, and just being made from the log. */
    uint64_t locks;
    bool shared, recovering;

    /* Of a log: its generation, as of so many locks, and which frame was begun last. */
    unsigned char salts[WAL_SALTS];
    uint64_t salts_of;
    bool salts_known, written;
    uint32_t frame, frame_page;
} VfsFile;

PieceKey file_key(const VfsFile *file);

extern const sqlite3_io_methods vfs_main_methods, vfs_wal_methods, vfs_sink_methods;

/* Is it what its name says? inner is open. */
int vfs_main_begin(VfsFile *file);

/* What a file of either kind passes on, or answers the same. */
int file_close(sqlite3_file *base);
int file_sync(sqlite3_file *base, int flags);
int file_sector(sqlite3_file *base);
int file_device(sqlite3_file *base);
int file_lock(sqlite3_file *base, int lock);
int file_unlock(sqlite3_file *base, int lock);
int file_reserved(sqlite3_file *base, int *out);

/* What SQLite tells and asks a file about (xFileControl). */
int vfs_told(sqlite3_file *base, int what, void *arg);

#endif
