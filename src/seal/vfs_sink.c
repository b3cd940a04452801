/* A file that takes what is written to it and has nothing: the rollback journal of a store that
 * is being made. */
#include "config.h"

#include <string.h>

#include "base/attr.h"
#include "seal/vfs_inner.h"

static int sink_close(sqlite3_file *base UNUSED)
{
    return SQLITE_OK;
}

static int sink_read(sqlite3_file *base UNUSED, void *out, int n, sqlite3_int64 at UNUSED)
{
    memset(out, 0, (size_t)n);
    return SQLITE_IOERR_SHORT_READ;
}

static int sink_write(sqlite3_file *base UNUSED, const void *bytes UNUSED, int n UNUSED,
                      sqlite3_int64 at UNUSED)
{
    return SQLITE_OK;
}

static int sink_truncate(sqlite3_file *base UNUSED, sqlite3_int64 size UNUSED)
{
    return SQLITE_OK;
}

static int sink_sync(sqlite3_file *base UNUSED, int flags UNUSED)
{
    return SQLITE_OK;
}

static int sink_size(sqlite3_file *base UNUSED, sqlite3_int64 *size)
{
    *size = 0;
    return SQLITE_OK;
}

static int sink_lock(sqlite3_file *base UNUSED, int lock UNUSED)
{
    return SQLITE_OK;
}

static int sink_reserved(sqlite3_file *base UNUSED, int *out)
{
    *out = 0;
    return SQLITE_OK;
}

static int sink_told(sqlite3_file *base UNUSED, int what UNUSED, void *arg UNUSED)
{
    return SQLITE_NOTFOUND;
}

static int sink_sector(sqlite3_file *base UNUSED)
{
    return PAGE;
}

static int sink_device(sqlite3_file *base UNUSED)
{
    return 0;
}

const sqlite3_io_methods vfs_sink_methods = {
    .iVersion = 1,
    .xClose = sink_close,
    .xRead = sink_read,
    .xWrite = sink_write,
    .xTruncate = sink_truncate,
    .xSync = sink_sync,
    .xFileSize = sink_size,
    .xLock = sink_lock,
    .xUnlock = sink_lock,
    .xCheckReservedLock = sink_reserved,
    .xFileControl = sink_told,
    .xSectorSize = sink_sector,
    .xDeviceCharacteristics = sink_device,
};
