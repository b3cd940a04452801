/* Keeps, call by call, what was written, renamed and synced under the folder. */
#include "config.h"

#include "tests/faults/disk.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/attr.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/path.h"
#include "tests/faults/disk_inner.h"
#include "tests/support/temp.h"

/* ---- which file is meant ---- */

static bool ends_with_shm(const char *path)
{
    size_t n = strlen(path);
    return n >= 4 && strcmp(path + n - 4, "-shm") == 0;
}

/* A number is given again after its file is gone: the newest node counts. */
static int node_of(const Disk *disk, ino_t ino)
{
    for (size_t i = disk->n_nodes; i > 0; i--)
        if (disk->nodes[i - 1].ino == ino)
            return (int)i - 1;
    return -1;
}

int disk_add_node(Disk *disk, ino_t ino, bool folder)
{
    disk->nodes = xreallocarray(disk->nodes, disk->n_nodes + 1, sizeof(*disk->nodes));
    disk->nodes[disk->n_nodes] = (Node){.ino = ino, .folder = folder};
    return (int)disk->n_nodes++;
}

static bool inside(const Disk *disk, const char *path)
{
    size_t n = strlen(disk->folder);
    return strncmp(path, disk->folder, n) == 0 && (path[n] == '/' || !path[n]) &&
           !ends_with_shm(path);
}

/* The file that is open there, when it lies in the folder. */
static int node_of_fd(const Disk *disk, const Call *call, int fd)
{
    char proc[64], *path = trace_fd(call->pid, fd);
    struct stat info;
    bool ours = inside(disk, path);
    free(path);
    snprintf(proc, sizeof(proc), "/proc/%d/fd/%d", (int)call->pid, fd);
    return ours && stat(proc, &info) == 0 ? node_of(disk, info.st_ino) : -1;
}

/* A name given to a call: the folder it is in, by its own name, and the rest. */
typedef struct Place {
    char *path, *name;
    int folder; /* -1: not in our folder */
    int node;   /* -1: nothing there */
} Place;

static Place place_of(const Disk *disk, const Call *call, int fd, uint64_t text)
{
    char *given = trace_path(call->pid, fd, text), *above = path_folder(given);
    char *real = realpath(above, NULL);
    struct stat info;
    Place place = {.name = path_name(given), .folder = -1, .node = -1};
    place.path = path_join(real ? real : "", place.name);
    if (real && inside(disk, real) && inside(disk, place.path) && stat(real, &info) == 0)
        place.folder = node_of(disk, info.st_ino);
    if (place.folder >= 0 && lstat(place.path, &info) == 0)
        place.node = node_of(disk, info.st_ino);
    free(given);
    free(above);
    free(real);
    return place;
}

static void place_free(Place *place)
{
    free(place->path);
    free(place->name);
}

/* ---- writing down ---- */

static Op *add_op(Disk *disk, OpKind kind, int node)
{
    disk->ops = xreallocarray(disk->ops, disk->n_ops + 1, sizeof(*disk->ops));
    Op *op = &disk->ops[disk->n_ops++];
    *op = (Op){.kind = kind, .node = node, .folder = -1, .folder_to = -1};
    return op;
}

static int64_t position(pid_t pid, int fd)
{
    char path[64], line[128];
    long long at = -1;
    snprintf(path, sizeof(path), "/proc/%d/fdinfo/%d", (int)pid, fd);
    FILE *file = fopen(path, "r");
    while (file && at < 0 && fgets(line, sizeof(line), file))
        sscanf(line, "pos: %lld", &at);
    if (file)
        fclose(file);
    return at;
}

static CallDo unknown(Disk *disk, const char *what)
{
    if (!disk->unknown)
        disk->unknown = what;
    return CALL_GO;
}

static CallDo on_write(Disk *disk, Call *call)
{
    int fd = (int)call->args[0], node = node_of_fd(disk, call, fd);
    if (fd == STDOUT_FILENO && !call->done)
        return CALL_TELL;
    if (fd == STDOUT_FILENO) {
        if (disk->said_at == SIZE_MAX)
            disk->said_at = disk->n_ops;
        return CALL_GO;
    }
    if (node < 0)
        return CALL_GO;
    if (call->nr == SYS_writev)
        return unknown(disk, "writev");
    if (!call->done) {
        disk->at = call->kind == CALL_PWRITE ? (int64_t)call->args[3] : position(call->pid, fd);
        return CALL_TELL;
    }
    if (call->result <= 0)
        return CALL_GO;
    Op *op = add_op(disk, OP_DATA, node);
    op->at = disk->at;
    op->n = (size_t)call->result;
    op->bytes = xmalloc(op->n);
    if (!trace_read(call->pid, call->args[1], op->bytes, op->n))
        unknown(disk, "a write that cannot be read");
    return CALL_GO;
}

static CallDo on_truncate(Disk *disk, Call *call)
{
    int node = node_of_fd(disk, call, (int)call->args[0]);
    if (node < 0 || !call->done)
        return node < 0 ? CALL_GO : CALL_TELL;
    if (call->result == 0)
        add_op(disk, OP_SIZE, node)->n = (size_t)call->args[1];
    return CALL_GO;
}

static CallDo on_sync(Disk *disk, Call *call)
{
    int node = node_of_fd(disk, call, (int)call->args[0]);
    if (node < 0 || !call->done)
        return node < 0 ? CALL_GO : CALL_TELL;
    if (call->result == 0)
        add_op(disk, OP_SYNC, node);
    return CALL_GO;
}

static void add_entry(Disk *disk, const Place *place, int node)
{
    Op *op = add_op(disk, OP_ENTRY, node);
    op->folder = place->folder;
    op->name = xstrdup(place->name);
}

/* Whether it was there is looked at before the call, what it is afterwards. */
static CallDo on_open(Disk *disk, Call *call)
{
    bool at = call->nr == SYS_openat;
    uint64_t flags = call->args[at ? 2 : 1];
    if (!(flags & (O_CREAT | O_TRUNC)) && (flags & O_TMPFILE) != O_TMPFILE)
        return CALL_GO;
    Place place =
        place_of(disk, call, at ? (int)call->args[0] : AT_FDCWD, call->args[at ? 1 : 0]);
    CallDo what = CALL_GO;
    if (place.folder < 0)
        goto out;
    if ((flags & O_TMPFILE) == O_TMPFILE) {
        unknown(disk, "O_TMPFILE");
        goto out;
    }
    if (!call->done) {
        disk->was_there = place.node;
        what = CALL_TELL;
    } else if (call->result >= 0 && disk->was_there < 0) {
        struct stat info;
        if (lstat(place.path, &info) == 0)
            add_entry(disk, &place, disk_add_node(disk, info.st_ino, false));
    } else if (call->result >= 0 && (flags & O_TRUNC)) {
        add_op(disk, OP_SIZE, disk->was_there);
    }
out:
    place_free(&place);
    return what;
}

static CallDo on_rename(Disk *disk, Call *call)
{
    bool at = call->nr != SYS_rename;
    enum { EXCHANGE = 2 };
    if (call->nr == SYS_renameat2 && (call->args[4] & EXCHANGE))
        return unknown(disk, "RENAME_EXCHANGE");
    Place from = place_of(disk, call, at ? (int)call->args[0] : AT_FDCWD, call->args[at]);
    Place to = place_of(disk, call, at ? (int)call->args[2] : AT_FDCWD, call->args[at ? 3 : 1]);
    CallDo what = CALL_GO;
    if (from.folder < 0 && to.folder < 0)
        goto out;
    if (from.folder < 0 || to.folder < 0) {
        unknown(disk, "a rename into or out of the folder");
    } else if (!call->done) {
        disk->was_there = from.node;
        what = CALL_TELL;
    } else if (call->result == 0) {
        Op *op = add_op(disk, OP_MOVE, disk->was_there);
        op->folder = from.folder;
        op->name = xstrdup(from.name);
        op->folder_to = to.folder;
        op->name_to = xstrdup(to.name);
    }
out:
    place_free(&from);
    place_free(&to);
    return what;
}

static CallDo on_link(Disk *disk, Call *call)
{
    bool at = call->nr == SYS_linkat;
    Place to = place_of(disk, call, at ? (int)call->args[2] : AT_FDCWD, call->args[at ? 3 : 1]);
    CallDo what = to.folder >= 0 && !call->done ? CALL_TELL : CALL_GO;
    if (call->done && call->result == 0 && to.node >= 0)
        add_entry(disk, &to, to.node);
    place_free(&to);
    return what;
}

static CallDo on_unlink(Disk *disk, Call *call)
{
    bool at = call->nr == SYS_unlinkat;
    Place place = place_of(disk, call, at ? (int)call->args[0] : AT_FDCWD, call->args[at]);
    CallDo what = place.folder >= 0 && !call->done ? CALL_TELL : CALL_GO;
    if (place.folder >= 0 && call->done && call->result == 0) {
        Op *op = add_op(disk, OP_GONE, -1);
        op->folder = place.folder;
        op->name = xstrdup(place.name);
    }
    place_free(&place);
    return what;
}

static CallDo on_mkdir(Disk *disk, Call *call)
{
    bool at = call->nr == SYS_mkdirat;
    Place place = place_of(disk, call, at ? (int)call->args[0] : AT_FDCWD, call->args[at]);
    CallDo what = place.folder >= 0 && !call->done ? CALL_TELL : CALL_GO;
    struct stat info;
    if (place.folder >= 0 && call->done && call->result == 0 && lstat(place.path, &info) == 0)
        add_entry(disk, &place, disk_add_node(disk, info.st_ino, true));
    place_free(&place);
    return what;
}

static CallDo on_map(Disk *disk, Call *call)
{
    if (!(call->args[2] & PROT_WRITE) || !(call->args[3] & MAP_SHARED) ||
        node_of_fd(disk, call, (int)call->args[4]) < 0)
        return CALL_GO;
    return unknown(disk, "a file written through memory");
}

CallDo disk_on_call(void *ctx, Call *call)
{
    Disk *disk = ctx;
    switch (call->kind) {
    case CALL_WRITE:
    case CALL_PWRITE:
        return on_write(disk, call);
    case CALL_FSYNC:
    case CALL_FDATASYNC:
        return on_sync(disk, call);
    case CALL_RENAME:
        return on_rename(disk, call);
    case CALL_LINK:
        return on_link(disk, call);
    case CALL_OPEN:
        return on_open(disk, call);
    case CALL_TRUNCATE:
        return on_truncate(disk, call);
    case CALL_UNLINK:
        return on_unlink(disk, call);
    case CALL_MKDIR:
        return on_mkdir(disk, call);
    case CALL_MMAP:
        return on_map(disk, call);
    case CALL_CLOSE:
    case CALL_READ:
        return CALL_GO;
    case CALL_OTHER:
        break;
    }
    return unknown(disk, "a call that is not followed");
}

size_t disk_calls(const Disk *disk)
{
    return disk->n_ops;
}

size_t disk_said_at(const Disk *disk)
{
    return disk->said_at == SIZE_MAX ? disk->n_ops : disk->said_at;
}

const char *disk_unknown(const Disk *disk)
{
    return disk->unknown;
}
