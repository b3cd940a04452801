/* A batch on its way: the hidden folder in which its files are made, and how they get their
 * names: the workbook, then at once its manifest, which was made and synced before. */
#include "config.h"

#include "app/batch_ledger.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/inner.h"
#include "base/i18n.h"
#include "base/path.h"
#include "exchange/manifest.h"
#include "store/sql.h"

/* The library makes files of its own while it works, so all of it is in a hidden folder, which
 * goes as a whole. Beside the target, because only there a file is moved into its place at
 * once. */
static bool make_hidden(Making *making, Err *err)
{
    char *folder = path_folder(making->target);
    making->folder = path_temp_folder(making->target, NULL);
    int saved = errno;
    if (!making->folder) {
        err_set(err, ERR_IO, _("%s: files cannot be made in this folder: %s"), folder,
                i18n_errno(saved));
        free(folder);
        return false;
    }
    free(folder);
    making->temp = path_join(making->folder, "book.xlsx");
    int fd = open(making->temp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (fd < 0)
        return err_set(err, ERR_IO, _("The file %s cannot be written: %s"), making->temp,
                       i18n_errno(errno));
    close(fd);
    return true;
}

static bool write_down(Store *store, int64_t copied, Making *out, Err *err)
{
    int64_t before = store_quiet_begin(store);
    bool done =
        sql_do(store, err,
               "INSERT INTO making (folder, target, batch_id, user_id, replace)"
               " VALUES (?, ?, nullif(?, 0), ?, ?)",
               "ttiii", out->folder, out->target, copied, out->user_id, (int64_t)out->replace);
    store_quiet_end(store, before);
    return done && sql_get_int(store, err, &out->id, "SELECT id FROM making WHERE folder = ?",
                               "t", out->folder);
}

bool batch_make(Session *session, const char *path, bool replace, const Batch *copied,
                Making *out, Err *err)
{
    *out = (Making){
        .target = path_whole(path), .user_id = session_user(session)->id, .replace = replace};
    out->manifest = path_beside(out->target, MANIFEST_END);
    if (make_hidden(out, err) &&
        write_down(session_store(session), copied ? copied->id : 0, out, err))
        return true;
    batch_unmake(session, out);
    return false;
}

void batch_leave(Making *making)
{
    free(making->folder);
    free(making->temp);
    free(making->target);
    free(making->manifest);
    free(making->manifest_temp);
    *making = (Making){0};
}

bool batch_reaches(const Making *making)
{
    struct stat info;
    char *folder = path_folder(making->target);
    bool there = stat(folder, &info) == 0 ? S_ISDIR(info.st_mode) != 0
                                          : errno != ENOENT && errno != ENOTDIR;
    free(folder);
    return there;
}

/* Where the entry cannot be taken away, the next start finds that the folder is gone. */
void batch_unmake(Session *session, Making *making)
{
    Err ignored = {0};
    if (making->folder)
        path_drop(making->folder);
    if (making->id)
        sql_do(session_store(session), &ignored, "DELETE FROM making WHERE id = ?", "i",
               making->id);
    batch_leave(making);
}

/* ---- the two names ---- */

bool batch_manifest(Making *making, const char *text, Err *err)
{
    making->manifest_temp = path_join(making->folder, "manifest.json");
    int fd =
        open(making->manifest_temp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    bool done = fd >= 0 && path_write_to(fd, text, strlen(text));
    int saved = errno;
    if (fd >= 0 && close(fd) != 0 && done) {
        saved = errno;
        done = false;
    }
    if (!done)
        return err_set(err, ERR_IO, _("The file %s cannot be written: %s"), making->manifest,
                       i18n_errno(saved));
    return path_sync_file(making->manifest_temp, err);
}

static bool commit(const char *temp, const char *target, bool replace, Err *err)
{
    return replace ? path_commit(temp, target, err) : path_commit_new(temp, target, err);
}

/* Whether the manifest stands there with these bytes. */
static bool manifest_stands(const char *path, const char *text)
{
    Buf found = BUF_INIT;
    size_t len = strlen(text);
    bool same = path_exists(path) && path_read(path, len, &found, NULL) && found.len == len &&
                memcmp(found.data, text, len) == 0;
    buf_free(&found);
    return same;
}

bool batch_put_manifest(const char *path, const char *text, bool replace, Err *err)
{
    if (manifest_stands(path, text))
        return true;
    if (replace)
        return path_may_replace(path, err) && path_write(path, text, strlen(text), err);
    char *temp = path_temp_beside(path);
    int fd = open(temp, O_WRONLY | O_TRUNC | O_CLOEXEC);
    bool written = fd >= 0 && path_write_to(fd, text, strlen(text));
    int saved = errno;
    if (fd >= 0)
        close(fd);
    bool done = written ? path_sync_file(temp, err) && path_commit_new(temp, path, err)
                        : err_set(err, ERR_IO, _("The file %s cannot be written: %s"), path,
                                  i18n_errno(saved));
    if (!done)
        unlink(temp);
    free(temp);
    return done;
}

bool batch_name(const Making *making, Err *err)
{
    bool done = commit(making->temp, making->target, making->replace, err) &&
                commit(making->manifest_temp, making->manifest, making->replace, err);
    /* Empty it goes without being looked into, which may fail on its own; and for good, before
     * the ledger says that all is done. Where the manifest is in it still, it stays: the next
     * start goes on from there. */
    if (rmdir(making->folder) != 0 && done)
        path_drop(making->folder);
    path_sync_folder(making->target, NULL);
    return done;
}
