/* The file of pages: page n of SQLite's stands behind the header, at its place. */
#include "config.h"

#include <sodium.h>
#include <string.h>

#include "base/attr.h"
#include "seal/vfs_inner.h"

enum { RECOVER_LOCK = 2 /* of the locks on the log's index, see SQLite's wal.c */ };

static VfsFile *as_file(sqlite3_file *base)
{
    return (VfsFile *)base;
}

static bool makes(const VfsFile *file)
{
    return file->ticket->way == SEAL_MAKING;
}

PieceKey file_key(const VfsFile *file)
{
    return (PieceKey){seal_key_for(file->ticket->key, SEAL_USE_PAGES), file->id};
}

/* ---- how long it is ---- */

/* Of the pages that are there whole; without the first it would pass for an empty database. */
static int main_size(sqlite3_file *base, sqlite3_int64 *size)
{
    VfsFile *file = as_file(base);
    int status = file->inner->pMethods->xFileSize(file->inner, size);

    if (status != SQLITE_OK)
        return status;
    *size = *size > SEAL_HEADER_BYTES ? (*size - SEAL_HEADER_BYTES) / PAGE * PAGE : 0;
    return *size || makes(file) ? SQLITE_OK : ticket_fault(file->ticket, SEAL_FAULT_CUT, 1);
}

static int main_truncate(sqlite3_file *base, sqlite3_int64 size)
{
    VfsFile *file = as_file(base);

    if (file->ticket->way == SEAL_STILL || size % PAGE || (!size && !makes(file)))
        return ticket_fault(file->ticket, SEAL_FAULT_GUARD, 0);
    return file->inner->pMethods->xTruncate(file->inner, SEAL_HEADER_BYTES + size);
}

/* ---- reading ---- */

static sqlite3_int64 page_at(uint32_t number)
{
    return SEAL_HEADER_BYTES + (sqlite3_int64)(number - 1) * PAGE;
}

/* A store that is read without a log beside it says that it never had one. */
static void hide_log(const VfsFile *file, uint32_t number, unsigned char *page)
{
    enum { WRITE_AT = 18, READ_AT = 19, WITHOUT = 1 };

    if (file->ticket->way == SEAL_STILL && number == 1)
        page[WRITE_AT] = page[READ_AT] = WITHOUT;
}

static int read_page(VfsFile *file, uint32_t number, unsigned char *out)
{
    const PiecePlace place = {.kind = 'P', .page = number};
    PieceKey with = file_key(file);
    int status =
        file->inner->pMethods->xRead(file->inner, file->scratch, PAGE, page_at(number));

    if (status == SQLITE_IOERR_SHORT_READ) {
        sqlite3_int64 size = 0;
        int known = main_size(&file->base, &size);
        memset(out, 0, PAGE);
        /* Only where a database is being made may pages be missing. */
        if (makes(file) && known == SQLITE_OK && size <= (sqlite3_int64)(number - 1) * PAGE)
            return status;
        return ticket_fault(file->ticket, SEAL_FAULT_CUT, number);
    }
    if (status != SQLITE_OK)
        return status;
    if (!piece_open(&with, &place, file->scratch, PAGE_USED, out)) {
        memset(out, 0, PAGE);
        return ticket_fault(file->ticket, SEAL_FAULT_PAGE, number);
    }
    memset(out + PAGE_USED, 0, SEAL_RESERVE);
    hide_log(file, number, out);
    return SQLITE_OK;
}

/* What SQLite reads when it opens a file, before it has any lock: another program may be
 * writing that page, and it may be torn with a whole one in the log. It only wants to know the
 * size of a page, which is always the same; damage shows at the first read under a lock. */
static int read_beginning(VfsFile *file, void *out, int n)
{
    static const unsigned char beginning[] = {
        'S', 'Q', 'L', 'i',  't',       'e',         ' ', 'f', 'o',          'r', 'm', 'a',
        't', ' ', '3', '\0', PAGE >> 8, PAGE & 0xff, 2,   2,   SEAL_RESERVE, 64,  32,  32};
    sqlite3_int64 size = 0;
    int status = main_size(&file->base, &size);

    memset(out, 0, (size_t)n);
    if (status != SQLITE_OK)
        return status;
    if (!size)
        return SQLITE_IOERR_SHORT_READ;
    memcpy(out, beginning, sizeof(beginning));
    return SQLITE_OK;
}

static int main_read(sqlite3_file *base, void *out, int n, sqlite3_int64 at)
{
    enum { BEGINNING = 100 };
    VfsFile *file = as_file(base);
    uint32_t number = (uint32_t)(at / PAGE + 1);
    sqlite3_int64 within = at % PAGE;
    int status;

    if (at == 0 && n == BEGINNING)
        return read_beginning(file, out, n);
    if (within == 0 && n == PAGE)
        return read_page(file, number, out);
    if (within + n > PAGE)
        return SQLITE_IOERR_READ;
    status = read_page(file, number, file->page);
    memcpy(out, file->page + within, (size_t)n);
    sodium_memzero(file->page, PAGE);
    return status;
}

/* ---- writing ---- */

static int write_page(VfsFile *file, uint32_t number, const void *page)
{
    const PiecePlace place = {.kind = 'P', .page = number};
    PieceKey with = file_key(file);

    piece_close(&with, &place, page, PAGE_USED, file->scratch);
    return file->inner->pMethods->xWrite(file->inner, file->scratch, PAGE, page_at(number));
}

/* SQLite writes behind the end before it fills what is between; that would be pages of zeros,
 * which nobody sealed. */
static int fill_up_to(VfsFile *file, uint32_t number)
{
    sqlite3_int64 size = 0;
    int status = main_size(&file->base, &size);
    uint32_t next = (uint32_t)(size / PAGE) + 1;

    if (status != SQLITE_OK || next >= number)
        return status;
    memset(file->page, 0, PAGE);
    for (; status == SQLITE_OK && next < number; next++)
        status = write_page(file, next, file->page);
    return status;
}

static int main_write(sqlite3_file *base, const void *page, int n, sqlite3_int64 at)
{
    VfsFile *file = as_file(base);
    uint32_t number = (uint32_t)(at / PAGE + 1);
    int status;

    if (n != PAGE || at % PAGE || file->ticket->way == SEAL_STILL || !page_fits(number, page))
        return ticket_fault(file->ticket, SEAL_FAULT_GUARD, number);
    status = fill_up_to(file, number);
    return status == SQLITE_OK ? write_page(file, number, page) : status;
}

/* ---- what belongs to the log's index ---- */

static int main_lock(sqlite3_file *base, int lock)
{
    VfsFile *file = as_file(base);

    file->locks++;
    return file->inner->pMethods->xLock(file->inner, lock);
}

static int main_shm_map(sqlite3_file *base, int region, int size, int extend,
                        void volatile **out)
{
    VfsFile *file = as_file(base);

    file->shared = true;
    return file->inner->pMethods->xShmMap(file->inner, region, size, extend, out);
}

static int main_shm_lock(sqlite3_file *base, int first, int n, int flags)
{
    VfsFile *file = as_file(base);
    int status = file->inner->pMethods->xShmLock(file->inner, first, n, flags);
    bool recover = first <= RECOVER_LOCK && RECOVER_LOCK < first + n;

    if (status != SQLITE_OK)
        return status;
    if (flags & SQLITE_SHM_LOCK)
        file->locks++;
    if (recover && flags & SQLITE_SHM_EXCLUSIVE)
        file->recovering = (flags & SQLITE_SHM_LOCK) != 0;
    return SQLITE_OK;
}

static void main_shm_barrier(sqlite3_file *base)
{
    VfsFile *file = as_file(base);

    file->inner->pMethods->xShmBarrier(file->inner);
}

static int main_shm_unmap(sqlite3_file *base, int remove)
{
    VfsFile *file = as_file(base);

    return file->inner->pMethods->xShmUnmap(file->inner, remove);
}

/* ---- opening ---- */

int vfs_main_begin(VfsFile *file)
{
    SealHeader *header = seal_header_new();
    sqlite3_int64 size = 0;
    SealFound found = header_read_from(file->inner, header);
    SealFault fault = SEAL_FAULT_NONE;

    if (found == SEAL_FOREIGN || found == SEAL_ABSENT)
        fault = SEAL_FAULT_FOREIGN;
    else if (found != SEAL_WHOLE || !seal_header_proves(header, file->ticket->key))
        fault = SEAL_FAULT_HEADER;
    memcpy(file->id, seal_header_id(header), SEAL_ID_BYTES);
    seal_header_free(header);
    if (fault != SEAL_FAULT_NONE)
        return ticket_fault(file->ticket, fault, 0);
    return main_size(&file->base, &size);
}

/* The second version of the interface: pages are never mapped. */
const sqlite3_io_methods vfs_main_methods = {
    .iVersion = 2,
    .xClose = file_close,
    .xRead = main_read,
    .xWrite = main_write,
    .xTruncate = main_truncate,
    .xSync = file_sync,
    .xFileSize = main_size,
    .xLock = main_lock,
    .xUnlock = file_unlock,
    .xCheckReservedLock = file_reserved,
    .xFileControl = vfs_told,
    .xSectorSize = file_sector,
    .xDeviceCharacteristics = file_device,
    .xShmMap = main_shm_map,
    .xShmLock = main_shm_lock,
    .xShmBarrier = main_shm_barrier,
    .xShmUnmap = main_shm_unmap,
};
