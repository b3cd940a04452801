/* Where a copy lies, how it is opened there, and how it gets there; the two forms differ in its
 * name, in what reads it and in what writes it. */
#include "config.h"

#include "store/home.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "seal/copy.h"
#include "seal/sha256.h"
#include "store/attach.h"
#include "store/copies.h"
#include "store/digest.h"
#include "store/inner.h"

enum {
    SHARD_HEX = 2, /* a folder has at most 256 others in it */
    BLOCK = 64 << 10,
};

bool home_in(const char *folder, const char *file, CopyHome *out, Err *err)
{
    SealHeader *header = NULL;
    SealKey *key = NULL;

    *out = (CopyHome){0};
    if (store_is_sealed(file)) {
        header = store_header(file, &key, err);
        if (!header)
            return false;
        out->key = seal_key_hold(key);
        memcpy(out->store, seal_header_id(header), SEAL_ID_BYTES);
        seal_header_free(header);
    }
    out->folder = xstrdup(folder);
    return true;
}

bool home_of(const char *file, CopyHome *out, Err *err)
{
    char *folder = attach_folder(file);
    bool done = home_in(folder, file, out, err);

    free(folder);
    return done;
}

void home_under(const char *file, const SealHeader *header, SealKey *key, CopyHome *out)
{
    *out = (CopyHome){.folder = attach_folder(file), .key = seal_key_hold(key)};
    if (key)
        memcpy(out->store, seal_header_id(header), SEAL_ID_BYTES);
}

void home_end(CopyHome *home)
{
    free(home->folder);
    seal_key_free(home->key);
    *home = (CopyHome){0};
}

static void paper_of(const char *sha256, unsigned char paper[SEAL_PAPER_BYTES])
{
    size_t n = 0;

    if (sodium_hex2bin(paper, SEAL_PAPER_BYTES, sha256, strlen(sha256), NULL, &n, NULL) != 0 ||
        n != SEAL_PAPER_BYTES)
        memset(paper, 0, SEAL_PAPER_BYTES); /* which nothing is a copy of */
}

char *home_place(const CopyHome *home, const char *sha256)
{
    unsigned char paper[SEAL_PAPER_BYTES];
    char keyed[SEAL_COPY_NAME + 1];
    const char *name = sha256;
    Buf path = BUF_INIT;

    if (home->key) {
        paper_of(sha256, paper);
        seal_copy_name(home->key, paper, keyed);
        name = keyed;
    }
    buf_addf(&path, "%s/%.*s/%s", home->folder, SHARD_HEX, name, name + SHARD_HEX);
    return buf_take(&path);
}

/* ---- reading ---- */

/* Whether it is whole is not known then: ERR_REFUSED, so that it counts as neither missing nor
 * damaged. */
static bool refuse_closed(const char *path, Err *err)
{
    return err_set(err, ERR_REFUSED,
                   _("the copy %s may not be read by you, so it was not verified; ask whoever "
                     "made it, or the administrator of this machine"),
                   path);
}

/* A folder below an open one, never by way of a link. */
static int below(int folder, const char *name)
{
    int fd = openat(folder, name, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    int saved = errno;
    if (folder != AT_FDCWD)
        close(folder);
    errno = saved;
    return fd;
}

/* Step by step, so that what is read lies in that folder itself: a copy that a link leads to is
 * not there any more on the day when the other place is not. -1, and *astray where a folder on
 * the way is none; a pipe is not waited for. */
static int open_itself(const char *path, bool *astray)
{
    char *shard = path_folder(path), *folder = path_folder(shard);
    char *shard_name = path_name(shard), *name = path_name(path);
    int fd = below(AT_FDCWD, folder), file = -1;
    if (fd >= 0)
        fd = below(fd, shard_name);
    *astray = fd < 0 && (errno == ENOTDIR || errno == ELOOP);
    if (fd >= 0)
        file = openat(fd, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    int saved = errno;
    if (fd >= 0)
        close(fd);
    free(name);
    free(shard_name);
    free(folder);
    free(shard);
    errno = saved;
    return file;
}

static bool refuse_missing(const char *path, Err *err)
{
    return err_set(err, ERR_NOT_FOUND,
                   _("the copy %s is missing; attach the paper again, or put back a backup"),
                   path);
}

static bool unread(const char *path, Err *err)
{
    return err_set(err, ERR_IO, _("%s cannot be read: %s"), path, i18n_errno(errno));
}

static int open_copy(const char *path, Err *err)
{
    struct stat info;
    bool astray;
    int fd = open_itself(path, &astray);

    if (fd < 0 && errno == EACCES)
        refuse_closed(path, err);
    else if (astray)
        err_set(err, ERR_NOT_FOUND,
                _("the copy %s does not lie where it belongs: a folder on the way is a "
                  "link, or none; put a real folder with the copies there"),
                path);
    else if (fd < 0 && (errno == ENOENT || errno == ELOOP || errno == ENXIO))
        refuse_missing(path, err);
    else if (fd < 0)
        unread(path, err);
    if (fd < 0 || (fstat(fd, &info) == 0 && S_ISREG(info.st_mode)))
        return fd;
    close(fd);
    refuse_missing(path, err);
    return -1;
}

static bool refuse(const char *path, SealCopyFault fault, uint64_t chunk, Err *err)
{
    switch (fault) {
    case SEAL_COPY_READ:
        return unread(path, err);
    case SEAL_COPY_FOREIGN:
        return err_set(err, ERR_STORE,
                       _("the copy %s is not sealed, so this program did not write it; attach "
                         "the paper again, or put back a backup"),
                       path);
    case SEAL_COPY_OTHER:
        return err_set(err, ERR_STORE,
                       _("the copy %s belongs to another store, or to this one before it got "
                         "another key; attach the paper again, or put back a backup"),
                       path);
    case SEAL_COPY_DAMAGED:
        return err_set(err, ERR_STORE,
                       _("the copy %s is damaged in its part %llu, or was put there from "
                         "elsewhere; attach the paper again, or put back a backup"),
                       path, (unsigned long long)chunk);
    case SEAL_COPY_CUT:
        return err_set(
            err, ERR_STORE,
            _("the copy %s does not end as it was written, in its part %llu: it was "
              "cut off, or is damaged; attach the paper again, or put back a backup"),
            path, (unsigned long long)chunk);
    case SEAL_COPY_WHOLE:
    case SEAL_COPY_STOPPED: /* whoever stopped said why */
        break;
    }
    return fault == SEAL_COPY_WHOLE;
}

/* As it is, in blocks, with its digest; what is taken may turn out to be damaged at the end. */
static bool read_plain(int fd, const char *path, const char *sha256, CopyTake *take, void *ctx,
                       Err *err)
{
    Sha256 state;
    unsigned char digest[SHA256_BYTES];
    char hex[DIGEST_HEX + 1], *block = xmalloc(BLOCK);
    struct stat info;
    ssize_t n = 0;
    bool done = fstat(fd, &info) == 0;

    sha256_begin(&state);
    while (done && ((n = read(fd, block, BLOCK)) > 0 || (n < 0 && errno == EINTR))) {
        if (n < 0)
            continue;
        sha256_add(&state, block, (size_t)n);
        if (take && !take(ctx, (uint64_t)info.st_size, block, (size_t)n)) {
            free(block);
            return false;
        }
    }
    if (!done || n < 0)
        done = unread(path, err);
    free(block);
    sha256_end(&state, digest);
    digest_hex(digest, hex);
    return done && (strcmp(hex, sha256) == 0 ||
                    err_set(err, ERR_STORE,
                            _("the copy %s is not what was attached: it was changed, or the "
                              "disk is damaged; attach the paper again, or put back a backup"),
                            path));
}

bool home_read(const CopyHome *home, const char *sha256, CopyTake *take, void *ctx, Err *err)
{
    char *path = home_place(home, sha256);
    int fd = open_copy(path, err);
    bool done = fd >= 0;

    if (done && home->key) {
        unsigned char paper[SEAL_PAPER_BYTES];
        uint64_t chunk = 0;
        paper_of(sha256, paper);
        const SealCopyOf of = {home->key, home->store, paper};
        SealCopyFault fault = seal_copy_read(fd, &of, take, ctx, &chunk);
        done = refuse(path, fault, chunk, err);
    } else if (done) {
        done = read_plain(fd, path, sha256, take, ctx, err);
    }
    if (fd >= 0)
        close(fd);
    free(path);
    return done;
}

bool home_check(const CopyHome *home, const char *sha256, Err *err)
{
    return home_read(home, sha256, NULL, NULL, err);
}

bool home_has(const CopyHome *home, const char *sha256)
{
    char *path = home_place(home, sha256);
    bool there = path_exists(path);

    free(path);
    return there;
}

/* ---- writing ---- */

/* A folder that is ours: made for us and the store's group, never a link that leads elsewhere.
 * One that was not given to the group, because its maker was killed, is given by its owner. */
static bool own_folder(const char *path, const PathGroup *group, Err *err)
{
    struct stat info;
    bool done = true;
    if (mkdir(path, 0700) == 0)
        done = (!group || path_give(path, group, err)) && path_sync_folder(path, err);
    else if (errno != EEXIST)
        done = err_set(err, ERR_IO, _("The folder %s cannot be made: %s"), path,
                       i18n_errno(errno));
    else if (lstat(path, &info) != 0 || !S_ISDIR(info.st_mode))
        done = err_set(err, ERR_IO, _("%s is not a folder. Move it away"), path);
    else if (group && info.st_uid == geteuid())
        done = path_give(path, group, err);
    return done;
}

/* One on its way to its place: made at the first bytes, which tell how many there are. */
typedef struct Coming {
    const CopyHome *home;
    const char *sha256;
    const PathGroup *group;
    char *path, *temp;
    int fd;
    SealCopy *sealed;
    Err *err;
} Coming;

static bool unwritten(const Coming *coming)
{
    return err_set(coming->err, ERR_IO, _("%s cannot be written: %s"), coming->path,
                   i18n_errno(errno));
}

/* Hidden files of all copies lie in one folder, where the next start looks for them. */
static bool coming_begin(Coming *coming, uint64_t size)
{
    const CopyHome *home = coming->home;
    char *shard = path_folder(coming->path), *beside = path_join(home->folder, "copy");
    bool done = own_folder(home->folder, coming->group, coming->err) &&
                own_folder(shard, coming->group, coming->err);

    if (done) {
        coming->temp = path_temp_beside(beside);
        coming->fd = open(coming->temp, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
        done = coming->fd >= 0 || unwritten(coming);
    }
    if (done && home->key) {
        unsigned char paper[SEAL_PAPER_BYTES];
        paper_of(coming->sha256, paper);
        const SealCopyOf of = {home->key, home->store, paper};
        coming->sealed = seal_copy_begin(coming->fd, &of, size);
    }
    free(beside);
    free(shard);
    return done;
}

static bool coming_take(void *ctx, uint64_t size, const void *bytes, size_t n)
{
    Coming *coming = ctx;

    if (coming->fd < 0 && !coming_begin(coming, size))
        return false;
    errno = 0;
    return (coming->sealed ? seal_copy_add(coming->sealed, bytes, n)
                           : path_write_to(coming->fd, bytes, n)) ||
           unwritten(coming);
}

/* It gets its name when all of it was good. */
static bool coming_end(Coming *coming, bool good)
{
    errno = 0;
    if (coming->sealed && !seal_copy_end(coming->sealed) && good)
        good = unwritten(coming);
    if (coming->fd >= 0 && close(coming->fd) != 0 && good)
        good = unwritten(coming);
    good = good && coming->temp &&
           (!coming->group || path_give(coming->temp, coming->group, coming->err));
    if (good)
        good = path_commit(coming->temp, coming->path, coming->err);
    else if (coming->temp)
        unlink(coming->temp);
    free(coming->temp);
    free(coming->path);
    return good;
}

static Coming coming_new(const CopyHome *home, const char *sha256, const PathGroup *group,
                         Err *err)
{
    return (Coming){.home = home,
                    .sha256 = sha256,
                    .group = group,
                    .path = home_place(home, sha256),
                    .fd = -1,
                    .err = err};
}

bool home_write(const CopyHome *home, const char *sha256, const Buf *bytes,
                const PathGroup *group, Err *err)
{
    Coming coming = coming_new(home, sha256, group, err);

    return coming_end(&coming, coming_take(&coming, bytes->len, bytes->data, bytes->len));
}

static void home_forget(const CopyHome *home, const char *sha256)
{
    char *path = home_place(home, sha256);

    copies_forget(path);
    free(path);
}

bool home_carry(const CopyHome *from, const CopyHome *to, const char *sha256,
                const PathGroup *group, Err *err)
{
    Coming coming = coming_new(to, sha256, group, err);

    if (!coming_end(&coming, home_read(from, sha256, coming_take, &coming, err)))
        return false;
    home_forget(to, sha256);
    return home_check(to, sha256, err);
}

bool home_remove(const CopyHome *home, const char *sha256, Err *err)
{
    char *path = home_place(home, sha256);
    bool done =
        unlink(path) == 0 || errno == ENOENT ||
        err_set(err, ERR_STORE, _("%s: cannot be removed: %s"), path, i18n_errno(errno));

    free(path);
    return done;
}
