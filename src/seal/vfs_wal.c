/* The log: SQLite's header and frames, each with its nonce and tag, so that all stands further
 * on than SQLite thinks. A frame is bound to the generation of the log that stands in the log's
 * header, never to what its own header says: SQLite leaves that empty when it has to write
 * pages before it knows where the change ends, and fills it in later.
 *
 * The program that finds a log that was left behind reads it through as far as it is good, and
 * what is torn at its end is no fault: then, and only then, what cannot be opened reads as
 * zeros. */
#include "config.h"

#include <sodium.h>
#include <string.h>

#include "base/attr.h"
#include "seal/vfs_inner.h"

enum { FRAME = WAL_FRAME + PAGE, SEALED_FRAME = SEALED_WAL_FRAME + PAGE, SALTS_AT = 16 };

static VfsFile *as_file(sqlite3_file *base)
{
    return (VfsFile *)base;
}

/* Whole frames are read when a log is gone through, and when its sums are made anew. */
static bool forgives(const VfsFile *file)
{
    return file->store->recovering || (!file->store->shared && !file->written);
}

/* ---- places ---- */

/* Which frame, from 1, and where in it; false for the log's header. */
static bool frame_of(sqlite3_int64 at, uint32_t *frame, int *within)
{
    if (at < WAL_HEADER)
        return false;
    *frame = (uint32_t)((at - WAL_HEADER) / FRAME) + 1;
    *within = (int)((at - WAL_HEADER) % FRAME);
    return true;
}

static sqlite3_int64 frame_at(uint32_t frame)
{
    return SEALED_WAL_HEADER + (sqlite3_int64)(frame - 1) * SEALED_FRAME;
}

static sqlite3_int64 sealed_size(sqlite3_int64 size)
{
    return size < WAL_HEADER ? 0 : frame_at((uint32_t)((size - WAL_HEADER) / FRAME) + 1);
}

static int wal_size(sqlite3_file *base, sqlite3_int64 *size)
{
    VfsFile *file = as_file(base);
    int status = file->inner->pMethods->xFileSize(file->inner, size);

    if (status == SQLITE_OK)
        *size = *size < SEALED_WAL_HEADER
                    ? 0
                    : WAL_HEADER + (*size - SEALED_WAL_HEADER) / SEALED_FRAME * FRAME;
    return status;
}

static int wal_truncate(sqlite3_file *base, sqlite3_int64 size)
{
    VfsFile *file = as_file(base);

    return file->inner->pMethods->xTruncate(file->inner, sealed_size(size));
}

/* ---- the log's header, and its generation ---- */

static void keep_salts(VfsFile *file, const unsigned char *header)
{
    memcpy(file->salts, header + SALTS_AT, WAL_SALTS);
    file->salts_of = file->store->locks;
    file->salts_known = true;
}

static int read_header(VfsFile *file, unsigned char *out)
{
    static const PiecePlace place = {.kind = 'W'};
    PieceKey with = file_key(file->store);
    int status = file->inner->pMethods->xRead(file->inner, file->scratch, SEALED_WAL_HEADER, 0);

    file->salts_known = false;
    file->frame = 0;
    if (status != SQLITE_OK && status != SQLITE_IOERR_SHORT_READ)
        return status;
    if (status == SQLITE_OK && piece_open(&with, &place, file->scratch, WAL_HEADER, out)) {
        keep_salts(file, out);
        return SQLITE_OK;
    }
    memset(out, 0, WAL_HEADER);
    return forgives(file) ? status : ticket_fault(file->ticket, SEAL_FAULT_LOG, 0);
}

/* Another program may have begun the log anew since the last lock was taken. */
static int look_at_header(VfsFile *file)
{
    unsigned char header[WAL_HEADER];

    if (file->salts_known && file->salts_of == file->store->locks)
        return SQLITE_OK;
    return read_header(file, header);
}

static int write_header(VfsFile *file, const unsigned char *header)
{
    static const PiecePlace place = {.kind = 'W'};
    PieceKey with = file_key(file->store);
    int status;

    piece_close(&with, &place, header, WAL_HEADER, file->scratch);
    status = file->inner->pMethods->xWrite(file->inner, file->scratch, SEALED_WAL_HEADER, 0);
    file->salts_known = false;
    file->frame = 0;
    if (status == SQLITE_OK)
        keep_salts(file, header);
    return status;
}

/* ---- reading frames ---- */

/* The header of the frame whose sealed bytes begin the scratch. */
static bool open_frame_header(VfsFile *file, uint32_t frame, unsigned char *out)
{
    const PiecePlace place = {.kind = 'F', .frame = frame, .salts = file->salts};
    PieceKey with = file_key(file->store);

    return file->salts_known && piece_open(&with, &place, file->scratch, WAL_FRAME, out);
}

static bool open_frame_page(VfsFile *file, uint32_t frame, uint32_t number, unsigned char *out)
{
    const PiecePlace place = {
        .kind = 'D', .page = number, .frame = frame, .salts = file->salts};
    PieceKey with = file_key(file->store);

    if (!piece_open(&with, &place, file->scratch + SEALED_WAL_FRAME, PAGE_USED, out))
        return false;
    memset(out + PAGE_USED, 0, SEAL_RESERVE);
    return true;
}

/* Any of the two may be NULL: not asked for. The page is never opened without its header, which
 * says what page it is. */
static int read_frame(VfsFile *file, uint32_t frame, unsigned char *header, unsigned char *page)
{
    unsigned char own[WAL_FRAME];
    unsigned char *head = header ? header : own;
    int n = page ? SEALED_FRAME : SEALED_WAL_FRAME;
    int status = look_at_header(file);

    if (status == SQLITE_OK)
        status = file->inner->pMethods->xRead(file->inner, file->scratch, n, frame_at(frame));
    if (status == SQLITE_OK && open_frame_header(file, frame, head) &&
        (!page || open_frame_page(file, frame, piece_number(head), page)))
        return SQLITE_OK;
    memset(head, 0, WAL_FRAME);
    if (page)
        memset(page, 0, PAGE);
    if (status != SQLITE_OK && status != SQLITE_IOERR_SHORT_READ)
        return status;
    if (header && page && forgives(file))
        return status;
    return ticket_fault(file->ticket, SEAL_FAULT_LOG, frame);
}

/* The sums that a header ends with are asked for alone where those behind it are made anew. */
static int read_part(VfsFile *file, uint32_t frame, int within, void *out, int n)
{
    unsigned char header[WAL_HEADER];
    int status = frame ? read_frame(file, frame, header, NULL) : read_header(file, header);

    memcpy(out, header + within, (size_t)n);
    return status;
}

static int wal_read(sqlite3_file *base, void *out, int n, sqlite3_int64 at)
{
    VfsFile *file = as_file(base);
    unsigned char *bytes = out;
    uint32_t frame;
    int within;

    if (!frame_of(at, &frame, &within))
        return at + n <= WAL_HEADER ? read_part(file, 0, (int)at, out, n) : SQLITE_IOERR_READ;
    if (within == 0 && n == FRAME)
        return read_frame(file, frame, bytes, bytes + WAL_FRAME);
    if (within == WAL_FRAME && n == PAGE)
        return read_frame(file, frame, NULL, bytes);
    if (within + n <= WAL_FRAME)
        return read_part(file, frame, within, out, n);
    return SQLITE_IOERR_READ;
}

/* ---- writing frames ---- */

static int write_frame_header(VfsFile *file, uint32_t frame, const unsigned char *header)
{
    const PiecePlace place = {.kind = 'F', .frame = frame, .salts = file->salts};
    PieceKey with = file_key(file->store);

    piece_close(&with, &place, header, WAL_FRAME, file->scratch);
    file->frame = frame;
    file->frame_page = piece_number(header);
    return file->inner->pMethods->xWrite(file->inner, file->scratch, SEALED_WAL_FRAME,
                                         frame_at(frame));
}

/* Of a frame that was begun before the last one, or before a lock, the disk says which page it
 * is. */
static int know_page(VfsFile *file, uint32_t frame, uint32_t *number)
{
    unsigned char header[WAL_FRAME];
    int status = SQLITE_OK;

    if (file->frame != frame) {
        status = read_frame(file, frame, header, NULL);
        file->frame = status == SQLITE_OK ? frame : 0;
        file->frame_page = piece_number(header);
    }
    *number = file->frame_page;
    return status;
}

static int write_frame_page(VfsFile *file, uint32_t frame, const unsigned char *page)
{
    PiecePlace place = {.kind = 'D', .frame = frame, .salts = file->salts};
    PieceKey with = file_key(file->store);
    int status = know_page(file, frame, &place.page);

    if (status != SQLITE_OK)
        return status;
    if (!page_fits(place.page, page))
        return ticket_fault(file->ticket, SEAL_FAULT_GUARD, place.page);
    piece_close(&with, &place, page, PAGE_USED, file->scratch);
    return file->inner->pMethods->xWrite(file->inner, file->scratch, PAGE,
                                         frame_at(frame) + SEALED_WAL_FRAME);
}

static int wal_write(sqlite3_file *base, const void *bytes, int n, sqlite3_int64 at)
{
    VfsFile *file = as_file(base);
    uint32_t frame;
    int within, status;

    file->written = true;
    if (!frame_of(at, &frame, &within))
        return at == 0 && n == WAL_HEADER ? write_header(file, bytes)
                                          : ticket_fault(file->ticket, SEAL_FAULT_GUARD, 0);
    status = look_at_header(file);
    if (status != SQLITE_OK)
        return status;
    if (within == 0 && n == WAL_FRAME)
        return write_frame_header(file, frame, bytes);
    if (within == WAL_FRAME && n == PAGE)
        return write_frame_page(file, frame, bytes);
    return ticket_fault(file->ticket, SEAL_FAULT_GUARD, 0);
}

const sqlite3_io_methods vfs_wal_methods = {
    .iVersion = 1,
    .xClose = file_close,
    .xRead = wal_read,
    .xWrite = wal_write,
    .xTruncate = wal_truncate,
    .xSync = file_sync,
    .xFileSize = wal_size,
    .xLock = file_lock,
    .xUnlock = file_unlock,
    .xCheckReservedLock = file_reserved,
    .xFileControl = vfs_told,
    .xSectorSize = file_sector,
    .xDeviceCharacteristics = file_device,
};
