#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/path.h"
#include "store/attach.h"
#include "store/inner.h"

enum { BACKUP_PAGES = 2048 /* copied between two looks at the progress */ };

static bool backup_pages(sqlite3 *from, sqlite3 *to, const char *name, const char *path,
                         const Progress *progress, Err *err)
{
    sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main");
    bool cancelled = false;
    int status;

    if (!backup)
        return store_fail(to, path, sqlite3_errcode(to), err);
    do {
        int total;
        status = sqlite3_backup_step(backup, BACKUP_PAGES);
        total = sqlite3_backup_pagecount(backup);
        cancelled = !progress_step(progress, (size_t)(total - sqlite3_backup_remaining(backup)),
                                   (size_t)total);
    } while (status == SQLITE_OK && !cancelled);
    sqlite3_backup_finish(backup);
    if (cancelled)
        return err_set(err, ERR_CANCELLED, _("The copy of %s was cancelled."), name);
    if (status == SQLITE_DONE)
        return true;
    /* A full disk is the copy's, a damaged page the original's. */
    return store_fail((status & 0xff) == SQLITE_CORRUPT ? from : to,
                      (status & 0xff) == SQLITE_CORRUPT ? name : path, status, err);
}

static bool backup_write(sqlite3 *db, const char *name, const char *temp, const char *path,
                         const Progress *progress, Err *err)
{
    sqlite3 *to = NULL;
    bool done;
    int fd = open(temp, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

    if (fd < 0)
        return err_set(err, ERR_IO, _("%s cannot be written: %s"), path, i18n_errno(errno));
    close(fd);
    done = store_connect(temp, SQLITE_OPEN_READWRITE, &to, err) &&
           backup_pages(db, to, name, path, progress, err) &&
           /* One file that opens anywhere, also on a disk that cannot be written to. */
           store_run(to, path, "PRAGMA journal_mode=DELETE", err);
    sqlite3_close_v2(to);
    return done;
}

bool store_copy(sqlite3 *db, const char *name, const char *path, const Progress *progress,
                Err *err)
{
    char *temp = path_temp_beside(path);
    bool begun = sqlite3_get_autocommit(db) != 0;
    bool done = false;

    /* A read transaction around it all: the copy is of one moment and need not start again when
     * another program writes. */
    if (begun && !store_run(db, name, "BEGIN; SELECT count(*) FROM sqlite_schema;", err)) {
        begun = !sqlite3_get_autocommit(db);
        goto out;
    }
    done = backup_write(db, name, temp, path, progress, err) && path_commit(temp, path, err);
out:
    if (begun)
        sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
    if (!done)
        unlink(temp);
    free(temp);
    return done;
}

static bool backup_refuse_existing(const char *path, Err *err)
{
    char *folder = attach_folder(path);
    const char *there = path_exists(path) ? path : path_exists(folder) ? folder : NULL;

    if (there)
        err_set(err, ERR_IO, _("%s exists already; choose another name for the backup."),
                there);
    free(folder);
    return !there;
}

/* A backup is made all the same where its time cannot be kept. */
static void note_backup(Store *store)
{
    char now[INSTANT_TEXT];

    instant_now(now);
    if (!store_read_only(store))
        sql_do(store, NULL,
               "INSERT INTO meta (name, value) VALUES ('backup.at', ?)"
               " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
               "t", now);
}

bool store_last_backup(Store *store, char **at, Err *err)
{
    return sql_get_text(store, err, at, "SELECT value FROM meta WHERE name = 'backup.at'",
                        NULL);
}

bool store_backup(Store *store, const char *path, const Progress *progress, Err *err)
{
    if (store->depth > 0)
        return err_set(err, ERR_STORE,
                       _("%s: a backup cannot be made in the middle of a change."),
                       store->path);
    if (!backup_refuse_existing(path, err))
        return false;
    /* The attached copies first: a backup that is there is whole. */
    if (attach_copy(store->path, path, progress, err) &&
        store_copy(store->db, store->path, path, progress, err)) {
        note_backup(store);
        return true;
    }
    attach_drop(path);
    return false;
}

/* A backup that is put back must be whole: its pages, its schema, its journal. */
static bool restore_check(Store *backup, Err *err)
{
    JournalCheck check;

    if (!store_integrity(backup, err) || !journal_verify(backup, NULL, &check, err))
        return false;
    if (check.ok)
        return true;
    return err_set(
        err, ERR_STORE,
        _("The backup %s is not put back: its journal does not hold together, first at "
          "group %lld."),
        store_path(backup), (long long)check.first_bad);
}

/* Makes sure that no other program is in the store that is replaced, and that its side files
 * are merged into it. A store too damaged to be opened is taken as it is. */
static bool restore_close_old(const char *path, Err *err)
{
    sqlite3 *db = NULL;
    int status;

    if (!store_connect(path, SQLITE_OPEN_READWRITE, &db, NULL))
        return true;
    sqlite3_busy_timeout(db, 0);
    status = sqlite3_exec(db,
                          "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=DELETE; "
                          "BEGIN EXCLUSIVE; COMMIT;",
                          NULL, NULL, NULL);
    sqlite3_close_v2(db);
    if ((status & 0xff) == SQLITE_BUSY || (status & 0xff) == SQLITE_LOCKED)
        return err_set(err, ERR_STORE,
                       _("%s is in use by another program. Close that first; nothing was "
                         "changed."),
                       path);
    return true;
}

static char *restore_kept_name(const char *path)
{
    Buf name = BUF_INIT;

    for (int n = 1;; n++) {
        buf_clear(&name);
        buf_addf(&name, "%s.before-restore", path);
        if (n > 1)
            buf_addf(&name, "-%d", n);
        buf_add(&name, ".bak");
        if (!path_exists(name.data))
            return buf_take(&name);
    }
}

/* Side files left by a damaged or vanished store go with it: SQLite would play them into the
 * new one. */
static void restore_move_sides(const char *path, const char *kept)
{
    static const char *const sides[] = {"-wal", "-shm", "-journal"};

    for (size_t i = 0; i < COUNT_OF(sides); i++) {
        Buf from = BUF_INIT, to = BUF_INIT;
        buf_addf(&from, "%s%s", path, sides[i]);
        buf_addf(&to, "%s%s", kept, sides[i]);
        rename(from.data, to.data);
        buf_free(&from);
        buf_free(&to);
    }
}

static bool restore_keep_old(const char *path, Err *err)
{
    bool there = path_exists(path), done = false;
    char *kept = NULL;

    if (there && !restore_close_old(path, err))
        return false;
    kept = restore_kept_name(path);
    /* A second name keeps the path filled until the new store takes it; not every disk can do
     * that, USB sticks for one. */
    if (there && link(path, kept) != 0 && rename(path, kept) != 0) {
        err_set(err, ERR_IO, _("%s cannot be kept as %s: %s"), path, kept, i18n_errno(errno));
        goto out;
    }
    restore_move_sides(path, kept);
    done = true;
out:
    free(kept);
    return done;
}

static bool restore_is_folder(const char *path)
{
    struct stat info;

    return stat(path, &info) == 0 && !S_ISREG(info.st_mode);
}

bool store_restore(const char *backup, const char *path, Err *err)
{
    Store *from = NULL;
    char *temp = NULL;
    bool done = false;

    if (restore_is_folder(path))
        return err_set(err, ERR_STORE, _("%s is not a file, so no store can be put there."),
                       path);
    if (!store_open_any(backup, &from, err))
        return false;
    if (!restore_check(from, err))
        goto out;
    temp = path_temp_beside(path);
    if (!store_copy(from->db, backup, temp, NULL, err))
        goto out;
    done = attach_copy(backup, path, NULL, err) && restore_keep_old(path, err) &&
           path_commit(temp, path, err);
    if (!done)
        unlink(temp);
out:
    free(temp);
    store_close(from);
    return done;
}
