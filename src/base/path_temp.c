/* How a file is made: beside its name, synced, renamed; and what a killed program left of that.
 */
#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"

enum {
    NAME_BYTES = 100, /* of the target's name in that of the temporary file */
    TAG_HEX = 8,
    RANDOM_SIGNS = 6,
    START_FIELD = 22, /* of /proc/PID/stat: when the process began */
    STRANGER_SECONDS = 24 * 60 * 60,
    DROP_DEPTH = 8,
};

static const char mark[] = ".anj-";

static bool write_error(const char *path, Err *err)
{
    return err_set(err, ERR_IO, _("The file %s cannot be written: %s"), path,
                   i18n_errno(errno));
}

bool path_write_to(int fd, const void *bytes, size_t n)
{
    const char *at = bytes;
    while (n > 0) {
        ssize_t written = write(fd, at, n);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        at += written;
        n -= (size_t)written;
    }
    return true;
}

/* ---- who made it ---- */

static uint32_t mix(uint32_t sum, const char *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        sum = (sum ^ (unsigned char)bytes[i]) * UINT32_C(16777619);
    return sum;
}

/* This machine and, in a container, this numbering of processes: process numbers mean nothing
 * elsewhere. */
static uint32_t machine_tag(void)
{
    struct utsname names;
    char text[256];
    uint32_t sum = UINT32_C(2166136261);
    ssize_t n = readlink("/proc/self/ns/pid", text, sizeof(text));
    int fd = open("/etc/machine-id", O_RDONLY | O_CLOEXEC);
    if (uname(&names) == 0)
        sum = mix(sum, names.nodename, strlen(names.nodename));
    if (n > 0)
        sum = mix(sum, text, (size_t)n);
    if (fd >= 0) {
        n = read(fd, text, sizeof(text));
        if (n > 0)
            sum = mix(sum, text, (size_t)n);
        close(fd);
    }
    return sum;
}

/* When the process began, in ticks of the machine; 0 where that cannot be told. A number is
 * given again to another process, after a start of the machine to be sure, but not with this.
 */
static uint64_t process_start(long pid)
{
    char path[64], text[1024], *at;
    ssize_t n = -1;
    int fd;
    snprintf(path, sizeof(path), "/proc/%ld/stat", pid);
    fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd >= 0) {
        n = read(fd, text, sizeof(text) - 1);
        close(fd);
    }
    if (n <= 0)
        return 0;
    text[n] = '\0';
    at = strrchr(text, ')'); /* the program's name may hold anything */
    for (int field = 2; at && field < START_FIELD; field++) {
        at = strchr(at, ' ');
        at = at ? at + 1 : NULL;
    }
    return at ? strtoull(at, NULL, 10) : 0;
}

typedef struct Maker {
    uint32_t tag;
    long pid;
    uint64_t start;
} Maker;

static bool maker_runs(const Maker *maker)
{
    uint64_t start = process_start(maker->pid);
    if (start)
        return start == maker->start || !maker->start;
    return maker->pid > 0 && (kill((pid_t)maker->pid, 0) == 0 || errno != ESRCH);
}

/* Of a long name only the first bytes stand in that of the temporary file. */
static size_t kept_bytes(const char *name)
{
    size_t len = strlen(name);
    return len < NAME_BYTES ? len : NAME_BYTES;
}

/* ".NAME.anj-TAG-PID-START-RANDOM", perhaps with what SQLite puts behind. */
static bool is_ours(const char *name, const char *begins, Maker *out)
{
    const char *at = NULL;
    int used = 0;
    for (const char *next = name; (next = strstr(next, mark)); next += sizeof(mark) - 1)
        at = next;
    if (name[0] != '.' || !at || strncmp(name + 1, begins, kept_bytes(begins)) != 0 ||
        sscanf(at, ".anj-%8" SCNx32 "-%ld-%" SCNu64 "-%n", &out->tag, &out->pid, &out->start,
               &used) != 3 ||
        !used)
        return false;
    at += used;
    if (strnlen(at, RANDOM_SIGNS) < RANDOM_SIGNS)
        return false;
    bool is = at[RANDOM_SIGNS] == '\0';
    for (size_t i = 0; i < SIDES && !is; i++)
        is = strcmp(at + RANDOM_SIGNS, path_sides[i]) == 0;
    return is;
}

/* ---- making ---- */

/* A name that mkostemp or mkdtemp fills in. */
static char *temp_pattern(const char *path)
{
    Buf temp = BUF_INIT;
    char *folder = path_folder(path), *name = path_name(path);
    char *hidden = path_join(folder, ".");
    long pid = (long)getpid();
    /* What is hidden itself is made for the same target. */
    const char *target = name[0] == '.' && strstr(name, mark) ? name + 1 : name;
    const char *end = strstr(target, mark);
    size_t len = end ? (size_t)(end - target) : strlen(target);
    buf_add(&temp, hidden);
    buf_add_bytes(&temp, target, len < NAME_BYTES ? len : NAME_BYTES);
    buf_addf(&temp, "%s%08" PRIx32 "-%ld-%" PRIu64 "-XXXXXX", mark, machine_tag(), pid,
             process_start(pid));
    free(hidden);
    free(name);
    free(folder);
    return buf_take(&temp);
}

char *path_temp_beside(const char *path)
{
    char *temp = temp_pattern(path);
    int fd = mkostemp(temp, O_CLOEXEC);
    /* Where no file can be made, the writer's own opening of the name fails and says why. */
    if (fd >= 0)
        close(fd);
    return temp;
}

char *path_temp_folder(const char *path, Err *err)
{
    char *temp = temp_pattern(path);
    if (mkdtemp(temp))
        return temp;
    int saved = errno;
    err_set(err, ERR_IO, _("The folder %s cannot be made: %s"), path, i18n_errno(saved));
    free(temp);
    errno = saved; /* for who says it in words of their own */
    return NULL;
}

static bool sync_path(const char *path, int flags)
{
    int fd, status;
    do
        fd = open(path, flags | O_CLOEXEC);
    while (fd < 0 && errno == EINTR);
    if (fd < 0)
        return false;
    do
        status = fsync(fd);
    while (status != 0 && errno == EINTR);
    /* Some network file systems cannot sync a folder and say so by EINVAL. */
    bool ok = status == 0 || errno == EINVAL;
    int saved = errno;
    close(fd);
    errno = saved;
    return ok;
}

static bool sync_entry(const char *path)
{
    char *folder = path_folder(path);
    bool ok = sync_path(folder, O_RDONLY | O_DIRECTORY);
    int saved = errno;
    free(folder);
    errno = saved;
    return ok;
}

bool path_sync_file(const char *path, Err *err)
{
    return sync_path(path, O_RDONLY) || write_error(path, err);
}

bool path_sync_folder(const char *path, Err *err)
{
    char *folder = path_folder(path);
    bool ok = sync_path(folder, O_RDONLY | O_DIRECTORY) ||
              err_set(err, ERR_IO, _("The folder %s cannot be written: %s"), folder,
                      i18n_errno(errno));
    free(folder);
    return ok;
}

static bool not_confirmed(const char *path, Err *err)
{
    return err_set(err, ERR_IO,
                   _("%s stands in its place, but the disk did not confirm it: %s. Look at the "
                     "disk, and do it again"),
                   path, i18n_errno(errno));
}

bool path_commit(const char *temp, const char *path, Err *err)
{
    if (!sync_path(temp, O_RDONLY) || rename(temp, path) != 0) {
        write_error(path, err);
        unlink(temp);
        return false;
    }
    return sync_entry(path) || not_confirmed(path, err);
}

/* Not every file system can promise to replace nothing; the second best is a second name, which
 * is never given twice, the third is to look first. */
static bool move_new(const char *temp, const char *path)
{
    struct stat info;
    if (renameat2(AT_FDCWD, temp, AT_FDCWD, path, RENAME_NOREPLACE) == 0)
        return true;
    if (errno != EINVAL && errno != ENOSYS)
        return false;
    if (lstat(temp, &info) == 0 && S_ISREG(info.st_mode) && link(temp, path) == 0)
        return unlink(temp) == 0 || true;
    if (lstat(path, &info) == 0)
        errno = EEXIST;
    else
        return rename(temp, path) == 0;
    return false;
}

bool path_commit_new(const char *temp, const char *path, Err *err)
{
    if (!sync_path(temp, O_RDONLY) || !move_new(temp, path)) {
        if (errno == EEXIST || errno == ENOTEMPTY)
            err_set(err, ERR_REFUSED, _("%s exists already; choose another name"), path);
        else
            write_error(path, err);
        path_drop(temp);
        return false;
    }
    if (sync_entry(path))
        return true;
    int saved = errno;
    write_error(path, err);
    path_drop(path);
    errno = saved; /* of the disk, not of taking away */
    return path_exists(path) ? not_confirmed(path, err) : false;
}

bool path_write(const char *path, const void *bytes, size_t n, Err *err)
{
    return path_write_by(path, path, bytes, n, NULL, err);
}

bool path_write_by(const char *beside, const char *path, const void *bytes, size_t n,
                   const PathGroup *group, Err *err)
{
    char *temp = temp_pattern(beside);
    int fd = mkostemp(temp, O_CLOEXEC);
    bool ok = fd >= 0 && path_write_to(fd, bytes, n);

    if (!ok)
        write_error(path, err);
    if (fd >= 0 && close(fd) != 0 && ok)
        ok = write_error(path, err);
    ok = ok && (!group || path_give(temp, group, err));
    if (ok)
        ok = path_commit(temp, path, err);
    else if (fd >= 0)
        unlink(temp);
    free(temp);
    return ok;
}

/* ---- taking away ---- */

static void drop(const char *path, int depth)
{
    DIR *dir;
    struct dirent *entry;
    int fd;
    /* An empty folder is gone without a look into it, for which a descriptor may be lacking. */
    if (unlink(path) == 0 || rmdir(path) == 0 || depth == 0)
        return;
    fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    dir = fd >= 0 ? fdopendir(fd) : NULL;
    if (!dir) {
        if (fd >= 0)
            close(fd);
        return;
    }
    while ((entry = readdir(dir))) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        char *inside = path_join(path, entry->d_name);
        drop(inside, depth - 1);
        free(inside);
    }
    closedir(dir);
    rmdir(path);
}

void path_drop(const char *path)
{
    drop(path, DROP_DEPTH);
}

/* What another machine writes on a disk that both share may be still under way; nobody writes
 * one file for a day. */
static bool is_left(const char *path, const Maker *maker, uint32_t here)
{
    struct stat info;
    if (maker->tag == here)
        return !maker_runs(maker);
    return lstat(path, &info) == 0 && time(NULL) - info.st_mtime > STRANGER_SECONDS;
}

/* Counts those of our hidden files that are left or, with take, takes them away; *held: there
 * is one that somebody writes. */
static size_t look(const char *folder, const char *begins, bool take, bool *held)
{
    DIR *dir = opendir(folder);
    struct dirent *entry;
    uint32_t here = machine_tag();
    struct stat info;
    size_t gone = 0;
    *held = false;
    if (!dir)
        return 0;
    /* In a folder for everybody such as /tmp each account clears up after itself. */
    bool own = fstat(dirfd(dir), &info) != 0 || info.st_mode & S_ISVTX;
    while ((entry = readdir(dir))) {
        Maker maker;
        if (!is_ours(entry->d_name, begins, &maker) ||
            (own && (fstatat(dirfd(dir), entry->d_name, &info, AT_SYMLINK_NOFOLLOW) != 0 ||
                     info.st_uid != geteuid())))
            continue;
        char *path = path_join(folder, entry->d_name);
        bool left = is_left(path, &maker, here);
        *held = *held || !left;
        if (left && take)
            path_drop(path);
        gone += left;
        free(path);
    }
    closedir(dir);
    return gone;
}

size_t path_sweep(const char *folder, const char *begins)
{
    bool held;
    return look(folder, begins, true, &held);
}

bool path_held(const char *folder, const char *begins)
{
    bool held;
    look(folder, begins, false, &held);
    return held;
}

bool path_temp_of(const char *temp, const char *path)
{
    Maker maker;
    char *folder = path_folder(path), *name = path_name(path);
    char *temp_folder = path_folder(temp), *temp_name = path_name(temp);
    size_t len = kept_bytes(name);
    bool of = strcmp(folder, temp_folder) == 0 && is_ours(temp_name, name, &maker) &&
              strncmp(temp_name + 1 + len, mark, sizeof(mark) - 1) == 0;
    free(temp_name);
    free(temp_folder);
    free(name);
    free(folder);
    return of;
}

bool path_temp_runs(const char *temp)
{
    struct stat info;
    Maker maker;
    uint32_t here = machine_tag();
    char *name = path_name(temp);
    bool runs = is_ours(name, "", &maker) && (maker.tag != here || maker.pid != getpid());
    if (runs && maker.tag != here)
        runs =
            lstat(temp, &info) == 0; /* what is not on this disk is not made there any more */
    runs = runs && !is_left(temp, &maker, here);
    free(name);
    return runs;
}
