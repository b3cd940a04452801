/* The names of what was fetched hold the sender, the epoch, the number and a part of the
 * digest: a name that is there is that bundle. Two programs over one folder are kept apart by a
 * lock on the hidden file. */
#include "config.h"

#include "hub/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"

enum { READ_BYTES = 1 << 16 };

const char *spool_fault(HubFault fault)
{
#define HUB_WORD(name, word) [name] = word,
    static const char *const words[HUB_FAULT_COUNT] = {[HUB_FINE] = "", HUB_FAULTS(HUB_WORD)};
#undef HUB_WORD
    return words[fault];
}

void spool_say(json_t *line)
{
    json_dumpf(line, stdout, JSON_COMPACT);
    putchar('\n');
    fflush(stdout);
    json_decref(line);
}

static bool io_error(Err *err, const char *path)
{
    return err_set(err, ERR_IO, _("%s: %s"), path, i18n_errno(errno));
}

/* From the file's beginning; *size: how many bytes it has. */
static bool digest_of(int fd, const char *path, unsigned char digest[HUB_DIGEST], int64_t *size,
                      Err *err)
{
    crypto_hash_sha256_state state;
    unsigned char *bytes = xmalloc(READ_BYTES);
    ssize_t n;
    crypto_hash_sha256_init(&state);
    for (*size = 0; (n = pread(fd, bytes, READ_BYTES, *size)) > 0; *size += n)
        crypto_hash_sha256_update(&state, bytes, (unsigned long long)n);
    crypto_hash_sha256_final(&state, digest);
    free(bytes);
    return n == 0 || io_error(err, path);
}

static json_t *line_of(const HubBundle *bundle)
{
    return json_pack("{s:s,s:I,s:I,s:I}", "peer", bundle->peer, "epoch",
                     (json_int_t)bundle->epoch, "number", (json_int_t)bundle->number, "size",
                     (json_int_t)bundle->size);
}

/* ---- out ---- */

struct SpoolOut {
    const json_t *files;
    size_t next;
    int fd;        /* of the file that is read; -1: none */
    int64_t fd_of; /* its place in files */
};

static const char *path_of(const SpoolOut *out, int64_t at)
{
    const char *path =
        json_string_value(json_object_get(json_array_get(out->files, (size_t)at), "path"));
    return path ? path : "";
}

static bool open_file(SpoolOut *out, int64_t at, Err *err)
{
    if (out->fd >= 0 && out->fd_of == at)
        return true;
    if (out->fd >= 0)
        close(out->fd);
    out->fd = path_open(path_of(out, at), err);
    out->fd_of = at;
    return out->fd >= 0;
}

static bool out_next(void *ctx, HubBundle *bundle, bool *there, Err *err)
{
    SpoolOut *out = ctx;
    const json_t *file = json_array_get(out->files, out->next);
    *there = file != NULL;
    if (!file)
        return true;
    const char *to = json_string_value(json_object_get(file, "to"));
    *bundle = (HubBundle){.epoch = json_integer_value(json_object_get(file, "epoch")),
                          .number = json_integer_value(json_object_get(file, "number")),
                          .id = (int64_t)out->next++};
    if (to && strlen(to) == HUB_ID_HEX) /* else it is nobody's */
        memcpy(bundle->peer, to, HUB_ID_HEX);
    return open_file(out, bundle->id, err) &&
           digest_of(out->fd, path_of(out, bundle->id), bundle->digest, &bundle->size, err);
}

static bool out_read(void *ctx, const HubBundle *bundle, int64_t at, void *bytes, size_t n,
                     Err *err)
{
    SpoolOut *out = ctx;
    size_t done = 0;
    if (!open_file(out, bundle->id, err))
        return false;
    while (done < n) {
        ssize_t some = pread(out->fd, (char *)bytes + done, n - done, at + (int64_t)done);
        if (some <= 0)
            return err_set(err, ERR_IO, "%s changed", path_of(out, bundle->id));
        done += (size_t)some;
    }
    return true;
}

static void out_told(void *ctx, const HubBundle *bundle, const char *state, HubFault fault,
                     const char *text)
{
    json_t *line = line_of(bundle);
    json_object_set_new(line, "file", json_integer(bundle->id));
    json_object_set_new(line, "path", json_string(path_of(ctx, bundle->id)));
    json_object_set_new(line, "state", state ? json_string(state) : json_null());
    if (!state) {
        json_object_set_new(line, "fault", json_string(spool_fault(fault)));
        json_object_set_new(line, "text", json_string(text));
    }
    spool_say(line);
}

static void say_step(void *ctx, const HubBundle *bundle, int64_t done)
{
    (void)ctx;
    json_t *line = line_of(bundle);
    json_object_set_new(line, "done", json_integer(done));
    spool_say(line);
}

SpoolOut *spool_out_new(const json_t *files)
{
    SpoolOut *out = xcalloc(1, sizeof(*out));
    out->files = files;
    out->fd = -1;
    return out;
}

void spool_out_free(SpoolOut *out)
{
    if (out->fd >= 0)
        close(out->fd);
    free(out);
}

HubSource spool_source(SpoolOut *out)
{
    return (HubSource){
        .next = out_next, .read = out_read, .told = out_told, .step = say_step, .ctx = out};
}

/* ---- in ---- */

struct SpoolIn {
    const char *folder;
    int fd; /* of the hidden file; -1: none */
    char *hidden, *path;
    int64_t at;
};

static void close_hidden(SpoolIn *in)
{
    if (in->fd >= 0)
        close(in->fd);
    in->fd = -1;
    free(in->hidden);
    free(in->path);
    in->hidden = in->path = NULL;
}

static void name_it(SpoolIn *in, const HubBundle *bundle)
{
    Buf name = BUF_INIT, hidden = BUF_INIT;
    buf_addf(&name, "%s-%" PRId64 "-%" PRId64 "-", bundle->peer, bundle->epoch, bundle->number);
    for (int i = 0; i < 8; i++)
        buf_addf(&name, "%02x", bundle->digest[i]);
    buf_addf(&hidden, ".%s.part", name.data);
    buf_add(&name, ".anjuan");
    in->path = path_join(in->folder, name.data);
    in->hidden = path_join(in->folder, hidden.data);
    buf_free(&name);
    buf_free(&hidden);
}

static bool in_begin(void *ctx, const HubBundle *bundle, int64_t *at, bool *wanted, Err *err)
{
    SpoolIn *in = ctx;
    struct stat info;
    close_hidden(in);
    name_it(in, bundle);
    *wanted = !path_exists(in->path);
    if (!*wanted)
        return true;
    in->fd = open(in->hidden, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (in->fd < 0 || flock(in->fd, LOCK_EX | LOCK_NB) != 0 || fstat(in->fd, &info) != 0 ||
        (info.st_size > bundle->size && ftruncate(in->fd, 0) != 0))
        return io_error(err, in->hidden);
    in->at = info.st_size > bundle->size ? 0 : info.st_size;
    *at = in->at;
    return true;
}

static bool in_write(void *ctx, const void *bytes, size_t n, Err *err)
{
    SpoolIn *in = ctx;
    for (size_t done = 0; done < n;) {
        ssize_t some = pwrite(in->fd, (const char *)bytes + done, n - done, in->at);
        if (some < 0 && errno == EINTR)
            continue;
        if (some < 0)
            return io_error(err, in->hidden);
        done += (size_t)some;
        in->at += some;
    }
    return true;
}

static bool in_end(void *ctx, const HubBundle *bundle, bool *whole, Err *err)
{
    SpoolIn *in = ctx;
    unsigned char digest[HUB_DIGEST];
    int64_t size;
    if (!digest_of(in->fd, in->hidden, digest, &size, err))
        return false;
    *whole = size == bundle->size && memcmp(digest, bundle->digest, HUB_DIGEST) == 0;
    if (*whole)
        return path_commit(in->hidden, in->path, err);
    return unlink(in->hidden) == 0 || io_error(err, in->hidden);
}

static void in_told(void *ctx, const HubBundle *bundle, HubFault fault)
{
    SpoolIn *in = ctx;
    json_t *line = line_of(bundle);
    json_object_set_new(line, "id", json_integer(bundle->id));
    if (fault == HUB_FINE)
        json_object_set_new(line, "path", json_string(in->path));
    else
        json_object_set_new(line, "fault", json_string(spool_fault(fault)));
    if (fault == HUB_GONE && in->hidden)
        unlink(in->hidden);
    spool_say(line);
}

SpoolIn *spool_in_new(const char *folder)
{
    SpoolIn *in = xcalloc(1, sizeof(*in));
    in->folder = folder;
    in->fd = -1;
    return in;
}

void spool_in_free(SpoolIn *in)
{
    close_hidden(in);
    free(in);
}

HubSink spool_sink(SpoolIn *in, bool take)
{
    return (HubSink){.begin = in_begin,
                     .write = in_write,
                     .end = in_end,
                     .told = in_told,
                     .step = say_step,
                     .take = take,
                     .ctx = in};
}
