/* SQLite's status as a sentence for the person: what is wrong with the store, and what to
 * do. */
#include "config.h"

#include "store/inner.h"

#include <errno.h>
#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"

typedef struct FailText {
    int status; /* SQLite's primary code */
    ErrKind kind;
    const char *text;
} FailText;

static const FailText fail_texts[] = {
    {SQLITE_BUSY, ERR_STORE,
     N_("the store is in use by another program. Wait a moment and try again")},
    {SQLITE_LOCKED, ERR_STORE,
     N_("the store is in use by another program. Wait a moment and try again")},
    {SQLITE_FULL, ERR_STORE,
     N_("there is no room left on the disk. Nothing was changed; make room and try again")},
    {SQLITE_READONLY, ERR_STORE,
     N_("the store cannot be written to. Ask for the right to write to the file and its "
        "folder")},
    {SQLITE_PERM, ERR_STORE,
     N_("the store may not be opened. Ask for the right to read and write the file")},
    {SQLITE_CANTOPEN, ERR_STORE,
     N_("the store cannot be opened. Check that its folder exists and may be written to")},
    {SQLITE_CORRUPT, ERR_STORE,
     N_("the store is damaged. Put back a backup with “anjuan restore”")},
    {SQLITE_NOTADB, ERR_STORE,
     N_("this is not a store of Anjuan, or it is damaged. Put back a backup with "
        "“anjuan restore”")},
    {SQLITE_TOOBIG, ERR_INPUT, N_("a value is too large for the store")},
    {SQLITE_INTERRUPT, ERR_CANCELLED, N_("the work on the store was interrupted")},
};

bool store_fail_sealed(const char *path, SealFault fault, uint32_t place, Err *err)
{
    switch (fault) {
    case SEAL_FAULT_NONE:
        break;
    case SEAL_FAULT_FOREIGN:
        return err_set(err, ERR_STORE, _("%s is not a sealed store of Anjuan"), path);
    case SEAL_FAULT_HEADER:
        return err_set(err, ERR_STORE,
                       _("%s: the header of the sealed store is damaged, so no passphrase can "
                         "open it. Put back a backup with “anjuan restore”"),
                       path);
    case SEAL_FAULT_PAGE:
        return err_set(err, ERR_STORE,
                       _("%s: page %u of the sealed store is damaged or does not belong there. "
                         "Put back a backup with “anjuan restore”"),
                       path, (unsigned)place);
    case SEAL_FAULT_LOG:
        return err_set(err, ERR_STORE,
                       _("%s: frame %u of the log of the sealed store is damaged or does not "
                         "belong there. Put back a backup with “anjuan restore”"),
                       path, (unsigned)place);
    case SEAL_FAULT_CUT:
        return err_set(err, ERR_STORE,
                       _("%s: the sealed store ends too early, as if it had not been copied "
                         "whole. Put back a backup with “anjuan restore”"),
                       path);
    case SEAL_FAULT_GUARD:
        return err_set(err, ERR_STORE,
                       _("%s: something was to be written that does not belong into a sealed "
                         "store; nothing was changed"),
                       path);
    }
    return false;
}

/* Codes under which SQLite passes on what the cipher met. */
static bool fail_may_be_sealed(int primary)
{
    return primary == SQLITE_IOERR || primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB;
}

/* The disk can be full in ways for which SQLite has another code, e.g. on fsync. */
static int fail_primary(sqlite3 *db, int status)
{
    int primary = status & 0xff;

    if (primary == SQLITE_IOERR && db) {
        int system = sqlite3_system_errno(db);
        if (system == ENOSPC || system == EDQUOT)
            return SQLITE_FULL;
    }
    return primary;
}

/* SQLite says of a table that has given its last number that the disk is full. */
static bool fail_has_no_number(sqlite3 *db)
{
    sqlite3_stmt *stmt = NULL;
    bool none = db &&
                sqlite3_prepare_v2(db, "SELECT 1 FROM sqlite_sequence WHERE seq = ?", -1, &stmt,
                                   NULL) == SQLITE_OK &&
                sqlite3_bind_int64(stmt, 1, INT64_MAX) == SQLITE_OK &&
                sqlite3_step(stmt) == SQLITE_ROW;

    sqlite3_finalize(stmt);
    return none;
}

bool store_fail(sqlite3 *db, const char *path, int status, Err *err)
{
    int primary = fail_primary(db, status);
    uint32_t place = 0;
    SealFault fault =
        db && fail_may_be_sealed(primary) ? seal_fault_of(db, &place) : SEAL_FAULT_NONE;

    if (fault != SEAL_FAULT_NONE)
        return store_fail_sealed(path, fault, place, err);
    if (status == SQLITE_CONSTRAINT_TRIGGER && db)
        return err_set(err, ERR_REFUSED, "%s", _(sqlite3_errmsg(db)));
    if (status == SQLITE_CONSTRAINT_FOREIGNKEY)
        return err_set(err, ERR_REFUSED, _("%s: other records still refer to this one"), path);
    if (primary == SQLITE_FULL && fail_has_no_number(db))
        return err_set(err, ERR_STORE,
                       _("%s: a table of the store says that it has given its last number, so "
                         "nothing can be added. Put back a backup with “anjuan restore”"),
                       path);
    for (size_t i = 0; i < COUNT_OF(fail_texts); i++) {
        if (fail_texts[i].status == primary)
            return err_set(err, fail_texts[i].kind, _("%s: %s"), path, _(fail_texts[i].text));
    }
    if (primary == SQLITE_IOERR && db && sqlite3_system_errno(db) != 0)
        return err_set(err, ERR_STORE, _("%s: reading or writing the store failed: %s"), path,
                       i18n_errno(sqlite3_system_errno(db)));
    if (primary == SQLITE_IOERR)
        return err_set(err, ERR_STORE,
                       _("%s: reading or writing the store failed. Is the disk full or broken, "
                         "or the size of files limited (ulimit -f)?"),
                       path);
    return err_set(err, ERR_STORE, _("%s: the store refused this: %s"), path,
                   db ? sqlite3_errmsg(db) : sqlite3_errstr(status));
}
