/* Names and folders, and reading a file within bounds; path_temp.c makes files. */
#include "config.h"

#include "base/path.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"

enum { READ_BYTES = 1 << 16 };

char *path_join(const char *folder, const char *name)
{
    Buf path = BUF_INIT;
    buf_add(&path, folder);
    if (path.len && path.data[path.len - 1] != '/')
        buf_add_char(&path, '/');
    buf_add(&path, name);
    return buf_take(&path);
}

/* The length without slashes at the end, but for the root itself. */
static size_t trimmed(const char *path)
{
    size_t len = strlen(path);
    while (len > 1 && path[len - 1] == '/')
        len--;
    return len;
}

char *path_folder(const char *path)
{
    size_t len = trimmed(path);
    while (len > 0 && path[len - 1] != '/')
        len--;
    if (!len)
        return xstrdup(".");
    while (len > 1 && path[len - 1] == '/')
        len--;
    return xstrndup(path, len);
}

char *path_name(const char *path)
{
    size_t end = trimmed(path), from = end;
    while (from > 0 && path[from - 1] != '/')
        from--;
    return from == end ? xstrdup("/") : xstrndup(path + from, end - from);
}

const char *const path_sides[SIDES] = {"-wal", "-shm", "-journal"};

char *path_beside(const char *path, const char *end)
{
    Buf beside = BUF_INIT;
    buf_add(&beside, path);
    buf_add(&beside, end);
    return buf_take(&beside);
}

bool path_check_sides(const char *path, Err *err)
{
    bool done = true;

    for (size_t i = 0; done && i < SIDES; i++) {
        char *side = path_beside(path, path_sides[i]);
        struct stat st;
        if (stat(side, &st) == 0 && !S_ISREG(st.st_mode))
            done = err_set(err, ERR_STORE,
                           _("%s is not a file, and lies where the log of a store belongs; "
                             "move it away"),
                           side);
        free(side);
    }
    return done;
}

char *path_typed(const char *typed)
{
    const char *home = getenv("HOME");
    bool at_home = typed[0] == '~' && (typed[1] == '/' || !typed[1]) && home && *home;

    if (at_home)
        return typed[1] && typed[2] ? path_join(home, typed + 2) : xstrdup(home);
    return typed[0] == '/' ? xstrdup(typed) : path_whole(typed);
}

char *path_whole(const char *path)
{
    char *folder = path_folder(path), *name = path_name(path), *real = realpath(folder, NULL);
    char *whole = real ? path_join(real, name) : xstrdup(path);
    free(real);
    free(name);
    free(folder);
    return whole;
}

/* $variable/anjuan, else fallback below the home folder. The XDG rules have a relative value
 * ignored. */
static char *user_folder(const char *variable, const char *fallback)
{
    const char *set = getenv(variable);
    if (set && set[0] == '/')
        return path_join(set, "anjuan");
    const char *home = getenv("HOME");
    return path_join(home && home[0] ? home : "/", fallback);
}

char *path_data_home(void)
{
    return user_folder("XDG_DATA_HOME", ".local/share/anjuan");
}

char *path_config_home(void)
{
    return user_folder("XDG_CONFIG_HOME", ".config/anjuan");
}

/* The folder of the running program; NULL where the kernel does not tell. */
static char *program_folder(void)
{
    char *path = NULL;
    size_t size = 256;
    for (;;) {
        path = xrealloc(path, size);
        ssize_t n = readlink("/proc/self/exe", path, size);
        if (n < 0) {
            free(path);
            return NULL;
        }
        if ((size_t)n < size) {
            path[n] = '\0';
            break;
        }
        size *= 2;
    }
    char *folder = path_folder(path);
    free(path);
    return folder;
}

char *path_share(const char *sub)
{
    static const char *const beside[] = {"share", "../share"};
    char *found = NULL;
    char *folder = program_folder();

    for (size_t i = 0; folder && i < COUNT_OF(beside) && !found; i++) {
        char *share = path_join(folder, beside[i]);
        found = path_join(share, sub);
        free(share);
        if (!path_exists(found)) {
            free(found);
            found = NULL;
        }
    }
    free(folder);
    if (!found)
        found = xstrdup(strcmp(sub, "locale") == 0 ? LOCALEDIR : PKGDATADIR);
    return found;
}

char *path_helper(const char *name)
{
    char *folder = program_folder(), *found = folder ? path_join(folder, name) : NULL;

    if (found && access(found, X_OK) != 0) {
        free(found);
        found = NULL;
    }
    free(folder);
    return found ? found : path_join(PKGLIBEXECDIR, name);
}

char *path_machine(void)
{
    char *folder = program_folder(), *share = NULL, *found = NULL;

    if (folder) {
        share = path_join(folder, "share/anjuan");
        found = path_exists(share) ? path_join(folder, "etc/anjuan") : NULL;
    }
    free(share);
    free(folder);
    return found ? found : xstrdup(SYSCONFDIR "/anjuan");
}

bool path_give(const char *path, const PathGroup *group, Err *err)
{
    struct stat st;
    mode_t mode;
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    bool ok = fd >= 0 && fstat(fd, &st) == 0;

    mode = ok && S_ISDIR(st.st_mode) ? S_ISGID | S_IRWXU | S_IRWXG
                                     : S_IRUSR | S_IWUSR | S_IRGRP | S_IWGRP;
    /* The group first: changing it may take the mode's bits away. */
    ok = ok && (st.st_gid == group->id || fchown(fd, (uid_t)-1, group->id) == 0) &&
         fstat(fd, &st) == 0 && ((st.st_mode & 07777) == mode || fchmod(fd, mode) == 0);
    if (!ok)
        err_set(err, ERR_IO, _("%s cannot be given to the group %u: %s"), path,
                (unsigned)group->id, i18n_errno(errno));
    if (fd >= 0)
        close(fd);
    return ok;
}

bool path_make_folder(const char *path, Err *err)
{
    return path_make_folder_for(path, NULL, err);
}

bool path_make_folder_for(const char *path, const PathGroup *group, Err *err)
{
    char *copy = xstrdup(path);
    bool ok = true;

    for (char *at = copy + 1; ok && copy[0]; at++) {
        if (*at && *at != '/')
            continue;
        char end = *at;
        *at = '\0';
        if (mkdir(copy, 0700) == 0)
            ok = (!group || path_give(copy, group, err)) && path_sync_folder(copy, err);
        else if (errno != EEXIST)
            ok = err_set(err, ERR_IO, _("The folder %s cannot be made: %s"), copy,
                         i18n_errno(errno));
        *at = end;
        if (!end)
            break;
    }
    struct stat st;
    if (ok && (stat(path, &st) != 0 || !S_ISDIR(st.st_mode)))
        ok = err_set(err, ERR_IO, _("%s is not a folder. Move it away or choose another place"),
                     path);
    free(copy);
    return ok;
}

bool path_alone(const char *path, Err *err)
{
    struct stat st;
    return (lstat(path, &st) == 0 && S_ISDIR(st.st_mode) && st.st_uid == geteuid() &&
            (st.st_mode & (S_IRWXG | S_IRWXO)) == 0) ||
           err_set(err, ERR_REFUSED,
                   _("%s is not yours alone: a link, somebody else's, or open to others. Move "
                     "it away, or close it with: chmod 700"),
                   path);
}

bool path_exists(const char *path)
{
    struct stat st;
    return lstat(path, &st) == 0;
}

bool path_may_replace(const char *path, Err *err)
{
    struct stat st;
    if (lstat(path, &st) != 0 || S_ISREG(st.st_mode))
        return true;
    if (S_ISLNK(st.st_mode))
        return err_set(err, ERR_REFUSED, _("%s is a symbolic link; name the file itself"),
                       path);
    return err_set(err, ERR_REFUSED,
                   _("%s is not a file, so nothing is put in its place; choose another name"),
                   path);
}

static bool read_error(const char *path, Err *err)
{
    if (errno == EACCES)
        return err_set(err, ERR_IO,
                       _("%s may not be read by you; ask whoever it belongs to, or the "
                         "administrator of this machine"),
                       path);
    return err_set(err, errno == ENOENT ? ERR_NOT_FOUND : ERR_IO,
                   _("The file %s cannot be read: %s"), path, i18n_errno(errno));
}

/* Reads on to the end; a file that grows meanwhile is still held to max. */
static bool read_all(int fd, const char *path, size_t max, Buf *out, Err *err)
{
    char *bytes = xmalloc(READ_BYTES);
    size_t start = out->len;
    bool ok = true;

    for (;;) {
        ssize_t n = read(fd, bytes, READ_BYTES);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            ok = read_error(path, err);
        if (n <= 0)
            break;
        if ((size_t)n > max - (out->len - start)) {
            ok = err_set(err, ERR_INPUT, _("The file %s is too large: at most %zu bytes"), path,
                         max);
            break;
        }
        buf_add_bytes(out, bytes, (size_t)n);
    }
    free(bytes);
    if (!ok)
        buf_cut(out, start);
    return ok;
}

static int open_file(const char *path, int flags, Err *err)
{
    struct stat st;
    /* Without O_NONBLOCK, a named pipe put where a file belongs would hold the program for
     * ever. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | flags);

    if (fd < 0 && flags && errno == ELOOP)
        err_set(err, ERR_INPUT, _("%s is a symbolic link; name the file itself"), path);
    else if (fd < 0 || fstat(fd, &st) != 0)
        read_error(path, err);
    else if (!S_ISREG(st.st_mode))
        err_set(err, ERR_INPUT, _("%s is not a file"), path);
    else
        return fd;
    if (fd >= 0)
        close(fd);
    return -1;
}

int path_open(const char *path, Err *err)
{
    return open_file(path, 0, err);
}

bool path_read_head(const char *path, void *head, size_t max, size_t *n, Err *err)
{
    int fd = path_open(path, err);
    ssize_t got = fd < 0 ? 0 : pread(fd, head, max, 0);
    bool ok = fd >= 0 && (got >= 0 || read_error(path, err));

    *n = got > 0 ? (size_t)got : 0;
    if (fd >= 0)
        close(fd);
    return ok;
}

static bool read_file(const char *path, int flags, size_t max, Buf *out, Err *err)
{
    int fd = open_file(path, flags, err);
    bool ok = fd >= 0 && read_all(fd, path, max, out, err);

    if (fd >= 0)
        close(fd);
    return ok;
}

bool path_read(const char *path, size_t max, Buf *out, Err *err)
{
    return read_file(path, 0, max, out, err);
}

bool path_read_input(const char *path, size_t max, Buf *out, Err *err)
{
    return strcmp(path, "-") == 0 ? read_all(STDIN_FILENO, _("standard input"), max, out, err)
                                  : path_read(path, max, out, err);
}

/* What others can read is no secret. A pipe is between two programs and has no mode that says
 * anything. */
static bool check_secret(int fd, const char *path, Err *err)
{
    struct stat st;
    if (fstat(fd, &st) != 0)
        return read_error(path, err);
    if (S_ISFIFO(st.st_mode))
        return true;
    if (!S_ISREG(st.st_mode))
        return err_set(err, ERR_INPUT, _("%s is not a file"), path);
    if (st.st_uid != geteuid() && st.st_uid != 0)
        return err_set(
            err, ERR_REFUSED,
            _("%s belongs to somebody else; a passphrase is read from a file of your "
              "own only"),
            path);
    if (st.st_mode & (S_IRWXG | S_IRWXO))
        return err_set(
            err, ERR_REFUSED,
            _("%s holds a passphrase and is open to others; close it with: chmod 600 "
              "%s"),
            path, path);
    return true;
}

bool path_read_secret(const char *path, size_t max, Buf *out, Err *err)
{
    bool ok = false;
    /* A pipe without anybody at its other end shall not hold the program either: it is empty.
     * What somebody has open for writing is waited for. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return read_error(path, err);
    ok = check_secret(fd, path, err);
    if (ok && fcntl(fd, F_SETFL, 0) != 0)
        ok = read_error(path, err);
    ok = ok && read_all(fd, path, max, out, err);
    close(fd);
    return ok;
}

bool path_read_itself(const char *path, size_t max, Buf *out, Err *err)
{
    return read_file(path, O_NOFOLLOW, max, out, err);
}
