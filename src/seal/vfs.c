/* The file system itself: which files there are, and what is passed on to the usual one. */
#include "config.h"

#include "seal/vfs.h"

#include <sodium.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/mem.h"
#include "seal/vfs_inner.h"

const char seal_vfs_name[] = "anjuan";

static sqlite3_vfs *below(sqlite3_vfs *vfs)
{
    return vfs->pAppData;
}

/* ---- files ---- */

int file_close(sqlite3_file *base)
{
    VfsFile *file = (VfsFile *)base;
    int status = file->inner->pMethods ? file->inner->pMethods->xClose(file->inner) : SQLITE_OK;

    free(file->scratch);
    if (file->page)
        sodium_memzero(file->page, PAGE);
    free(file->page);
    file->scratch = file->page = NULL;
    return status;
}

int file_sync(sqlite3_file *base, int flags)
{
    sqlite3_file *inner = ((VfsFile *)base)->inner;

    return inner->pMethods->xSync(inner, flags);
}

int file_sector(sqlite3_file *base)
{
    sqlite3_file *inner = ((VfsFile *)base)->inner;

    return inner->pMethods->xSectorSize(inner);
}

/* What a page is on the disk is more than one write of SQLite's, so nothing is atomic. */
int file_device(sqlite3_file *base)
{
    sqlite3_file *inner = ((VfsFile *)base)->inner;

    return inner->pMethods->xDeviceCharacteristics(inner) &
           (SQLITE_IOCAP_POWERSAFE_OVERWRITE | SQLITE_IOCAP_UNDELETABLE_WHEN_OPEN);
}

int file_lock(sqlite3_file *base, int lock)
{
    sqlite3_file *inner = ((VfsFile *)base)->inner;

    return inner->pMethods->xLock(inner, lock);
}

int file_unlock(sqlite3_file *base, int lock)
{
    sqlite3_file *inner = ((VfsFile *)base)->inner;

    return inner->pMethods->xUnlock(inner, lock);
}

int file_reserved(sqlite3_file *base, int *out)
{
    sqlite3_file *inner = ((VfsFile *)base)->inner;

    return inner->pMethods->xCheckReservedLock(inner, out);
}

/* ---- opening ---- */

static int open_pages(VfsFile *file, const char *name)
{
    file->ticket = ticket_find(sqlite3_uri_int64(name, ticket_word, 0));
    if (!file->ticket)
        return SQLITE_AUTH;
    file->store = file;
    return vfs_main_begin(file);
}

static int open_log(VfsFile *file, const char *name)
{
    file->store = (VfsFile *)sqlite3_database_file_object(name);
    file->ticket = file->store->ticket;
    memcpy(file->id, file->store->id, SEAL_ID_BYTES);
    return file->ticket->way == SEAL_STILL ? SQLITE_CANTOPEN : SQLITE_OK;
}

/* A store that is being made is thrown away when that fails, so what SQLite would undo goes
 * nowhere. */
static int open_sink(VfsFile *file, const char *name)
{
    const VfsFile *store = (VfsFile *)sqlite3_database_file_object(name);

    if (store->ticket->way != SEAL_MAKING)
        return SQLITE_CANTOPEN;
    file->base.pMethods = &vfs_sink_methods;
    return SQLITE_OK;
}

/* Anything else, rollback journals and what is temporary, would be in clear. */
static int vfs_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *base, int flags, int *got)
{
    VfsFile *file = (VfsFile *)base;
    sqlite3_vfs *usual = below(vfs);
    bool pages = (flags & SQLITE_OPEN_MAIN_DB) != 0;
    int status;

    memset(file, 0, sizeof(*file));
    if (name && flags & SQLITE_OPEN_MAIN_JOURNAL)
        return open_sink(file, name);
    if (!name || !(flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL)))
        return SQLITE_CANTOPEN;
    file->inner = (sqlite3_file *)(file + 1);
    memset(file->inner, 0, (size_t)usual->szOsFile);
    /* A store is made with its header, never by being opened. */
    if (pages)
        flags &= ~SQLITE_OPEN_CREATE;
    status = usual->xOpen(usual, name, file->inner, flags, got);
    if (status != SQLITE_OK)
        return status;
    file->scratch = xmalloc(SEALED_WAL_FRAME + PAGE);
    file->page = xmalloc(PAGE);
    status = pages ? open_pages(file, name) : open_log(file, name);
    if (status == SQLITE_OK)
        base->pMethods = pages ? &vfs_main_methods : &vfs_wal_methods;
    else
        file_close(base);
    return status;
}

/* ---- what has a name ---- */

static bool is_journal(const char *name)
{
    static const char end[] = "-journal";
    size_t n = strlen(name);

    return n >= strlen(end) && strcmp(name + n - strlen(end), end) == 0;
}

/* A journal that lies there is not ours: we make none. */
static int vfs_access(sqlite3_vfs *vfs, const char *name, int flags, int *out)
{
    *out = 0;
    return is_journal(name) ? SQLITE_OK : below(vfs)->xAccess(below(vfs), name, flags, out);
}

static int vfs_delete(sqlite3_vfs *vfs, const char *name, int sync)
{
    return is_journal(name) ? SQLITE_OK : below(vfs)->xDelete(below(vfs), name, sync);
}

static int vfs_full_name(sqlite3_vfs *vfs, const char *name, int n, char *out)
{
    return below(vfs)->xFullPathname(below(vfs), name, n, out);
}

/* ---- the machine ---- */

static int vfs_random(sqlite3_vfs *vfs, int n, char *out)
{
    return below(vfs)->xRandomness(below(vfs), n, out);
}

static int vfs_sleep(sqlite3_vfs *vfs, int microseconds)
{
    return below(vfs)->xSleep(below(vfs), microseconds);
}

static int vfs_time(sqlite3_vfs *vfs, double *out)
{
    return below(vfs)->xCurrentTime(below(vfs), out);
}

static int vfs_time64(sqlite3_vfs *vfs, sqlite3_int64 *out)
{
    return below(vfs)->xCurrentTimeInt64(below(vfs), out);
}

static int vfs_last_error(sqlite3_vfs *vfs, int n, char *out)
{
    return below(vfs)->xGetLastError(below(vfs), n, out);
}

/* Of the process: SQLite keeps the address. */
static sqlite3_vfs vfs_self = {
    .iVersion = 2,
    .zName = seal_vfs_name,
    .xOpen = vfs_open,
    .xDelete = vfs_delete,
    .xAccess = vfs_access,
    .xFullPathname = vfs_full_name,
    .xRandomness = vfs_random,
    .xSleep = vfs_sleep,
    .xCurrentTime = vfs_time,
    .xGetLastError = vfs_last_error,
    .xCurrentTimeInt64 = vfs_time64,
};

bool seal_vfs_start(void)
{
    sqlite3_vfs *usual;

    /* What a statement would undo of itself stays in memory, however much it is. Where SQLite
     * was started by somebody else this is too late; such a file is refused all the same. */
    sqlite3_config(SQLITE_CONFIG_STMTJRNL_SPILL, -1);
    /* One thread alone ever calls SQLite; its locks are a tenth of what reading costs. */
    sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
    if (sodium_init() < 0 || sqlite3_initialize() != SQLITE_OK)
        return false;
    if (sqlite3_vfs_find(seal_vfs_name))
        return true;
    usual = sqlite3_vfs_find(NULL);
    if (!usual || usual->iVersion < 2)
        return false;
    vfs_self.szOsFile = (int)sizeof(VfsFile) + usual->szOsFile;
    vfs_self.mxPathname = usual->mxPathname;
    vfs_self.pAppData = usual;
    return sqlite3_vfs_register(&vfs_self, 0) == SQLITE_OK;
}
