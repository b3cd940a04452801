/* The packed part is made first, in memory, since what the first chunk is bound to has the
 * length of all; then all of it goes through the stream into the file, a chunk at a time. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ZLIB_CONST
#include <zlib.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "seal/bundle_inner.h"
#include "seal/key.h"
#include "seal/pad.h"

/* ---- the packed part ---- */

struct BundlePack {
    z_stream z;
    Buf packed;
    uint64_t clear;
    bool over;
    unsigned char out[CHUNK];
};

BundlePack *bundle_pack_new(void)
{
    BundlePack *pack = xcalloc(1, sizeof(*pack));

    buf_init(&pack->packed);
    if (deflateInit(&pack->z, Z_DEFAULT_COMPRESSION) != Z_OK)
        mem_run_out();
    return pack;
}

static void deflate_some(BundlePack *pack, const void *bytes, size_t n, int how)
{
    int is;

    pack->z.next_in = bytes;
    pack->z.avail_in = (uInt)n;
    do {
        pack->z.next_out = pack->out;
        pack->z.avail_out = CHUNK;
        is = deflate(&pack->z, how);
        buf_add_bytes(&pack->packed, pack->out, CHUNK - pack->z.avail_out);
    } while (pack->z.avail_out == 0 && is != Z_STREAM_END);
}

bool bundle_pack_add(BundlePack *pack, const void *bytes, size_t n, Err *err)
{
    pack->over = pack->over || n > BUNDLE_CLEAR_MAX - pack->clear;
    if (!pack->over) {
        pack->clear += n;
        deflate_some(pack, bytes, n, Z_NO_FLUSH);
        pack->over = pack->packed.len > BUNDLE_PACKED_MAX - CHUNK;
    }
    return !pack->over ||
           err_set(err, ERR_REFUSED,
                   _("This is too much for one bundle; hand over fewer cases at once"));
}

void bundle_pack_free(BundlePack *pack)
{
    if (!pack)
        return;
    deflateEnd(&pack->z);
    explicit_bzero(pack->packed.data, pack->packed.len);
    buf_free(&pack->packed);
    explicit_bzero(pack, sizeof(*pack));
    free(pack);
}

/* ---- the file ---- */

struct BundleWriter {
    int fd, why;
    bool failed;
    uint64_t left; /* of the part as it is */
    crypto_secretstream_xchacha20poly1305_state *stream;
    crypto_generichash_state *hash;
    unsigned char bound[BOUND];
    bool begun; /* the first chunk is out */
    size_t n;   /* in the chunk */
    unsigned char chunk[CHUNK], sealed[CHUNK + EXTRA];
};

static void write_out(BundleWriter *writer, const void *bytes, size_t n)
{
    errno = 0;
    if (writer->failed || path_write_to(writer->fd, bytes, n))
        return;
    writer->failed = true;
    writer->why = errno;
}

static void seal_chunk(BundleWriter *writer, bool last)
{
    unsigned long long n;

    crypto_secretstream_xchacha20poly1305_push(
        writer->stream, writer->sealed, &n, writer->chunk, writer->n,
        writer->begun ? NULL : writer->bound, writer->begun ? 0 : BOUND,
        last ? FINAL : MESSAGE);
    writer->begun = true;
    writer->n = 0;
    crypto_generichash_update(writer->hash, writer->sealed, n);
    write_out(writer, writer->sealed, (size_t)n);
}

/* A full chunk waits for what follows it, for it may be the last; bytes NULL: zeros. */
static void fill(BundleWriter *writer, const unsigned char *bytes, uint64_t n)
{
    while (n) {
        if (writer->n == CHUNK)
            seal_chunk(writer, false);
        size_t some = CHUNK - writer->n;
        if (some > n)
            some = (size_t)n;
        if (bytes)
            memcpy(writer->chunk + writer->n, bytes, some);
        else
            memset(writer->chunk + writer->n, 0, some);
        bytes = bytes ? bytes + some : NULL;
        writer->n += some;
        n -= some;
    }
}

bool bundle_add(BundleWriter *writer, const void *bytes, size_t n)
{
    if (n > writer->left)
        writer->failed = true;
    if (!writer->failed) {
        writer->left -= n;
        fill(writer, bytes, n);
    }
    return !writer->failed;
}

typedef struct Lengths {
    uint64_t clear, packed, raw, inside, body;
} Lengths;

static bool measure(BundlePack *pack, const BundleRaw *raw, Lengths *out, Err *err)
{
    deflate_some(pack, "", 0, Z_FINISH);
    *out = (Lengths){pack->clear, pack->packed.len, raw ? raw->size : 0, 0, 0};
    if (out->raw <= BUNDLE_FILE_MAX) {
        out->inside = pad_length(LENGTHS + out->packed + out->raw, LEAST);
        out->body = out->inside + (out->inside + CHUNK - 1) / CHUNK * EXTRA;
    }
    return (out->inside && out->body <= BUNDLE_FILE_MAX - BUNDLE_HEAD - PERSON_SIGNATURE) ||
           err_set(err, ERR_REFUSED,
                   _("This is too much for one bundle; hand over fewer cases at once"));
}

static void make_head(const BundleTo *to, const Lengths *lengths, BundleWriter *writer,
                      unsigned char head[BUNDLE_HEAD])
{
    static const unsigned char begins[] = {'A', 'N',  'J', 'U',          'A', 'N',
                                           'B', '\n', 0,   BUNDLE_MAJOR, 0,   BUNDLE_MINOR};
    unsigned char *key = seal_secret(STREAM_KEY);

    memcpy(head, begins, sizeof(begins));
    bundle_id(person_key_public(to->sender), head + AT_FROM);
    bundle_id(to->recipient, head + AT_TO);
    bundle_put(head + AT_EPOCH, to->epoch);
    bundle_put(head + AT_NUMBER, to->number);
    memcpy(head + AT_PREVIOUS, to->previous, BUNDLE_DIGEST);
    bundle_put(head + AT_BODY, lengths->body);
    crypto_secretstream_xchacha20poly1305_keygen(key);
    person_seal(to->recipient, key, STREAM_KEY, head + AT_KEY);
    crypto_secretstream_xchacha20poly1305_init_push(writer->stream, head + AT_STREAM, key);
    seal_secret_free(key);
    bundle_bind(head, person_key_public(to->sender), to->recipient, writer->bound);
}

static void write_inside(BundleWriter *writer, const BundlePack *pack, const Lengths *lengths)
{
    unsigned char first[LENGTHS];

    bundle_put(first, lengths->clear);
    bundle_put(first + 8, lengths->packed);
    bundle_put(first + 16, lengths->raw);
    fill(writer, first, LENGTHS);
    fill(writer, (const unsigned char *)pack->packed.data, pack->packed.len);
    writer->left = lengths->raw;
}

static bool write_all(BundleWriter *writer, const BundleTo *to, const BundlePack *pack,
                      const BundleRaw *raw, const Lengths *lengths,
                      unsigned char digest[BUNDLE_DIGEST], Err *err)
{
    unsigned char head[BUNDLE_HEAD], body[HASH], signs[SIGNED], signature[PERSON_SIGNATURE];

    make_head(to, lengths, writer, head);
    crypto_generichash_init(writer->hash, NULL, 0, HASH);
    write_out(writer, head, BUNDLE_HEAD);
    write_inside(writer, pack, lengths);
    if (lengths->raw && !raw->give(raw->ctx, writer, err))
        return false;
    if (writer->left)
        writer->failed = true; /* fewer bytes came than were promised */
    fill(writer, NULL, lengths->inside - LENGTHS - lengths->packed - lengths->raw);
    seal_chunk(writer, true);
    crypto_generichash_final(writer->hash, body, HASH);
    bundle_signs(head, to->recipient, body, signs);
    person_key_sign(to->sender, signs, sizeof(signs), signature);
    write_out(writer, signature, sizeof(signature));
    bundle_digest(head, body, signature, digest);
    return !writer->failed ||
           err_set(err, ERR_IO, _("The bundle could not be written: %s"),
                   writer->why ? i18n_errno(writer->why) : _("a copy changed meanwhile"));
}

static bool write_file(const char *temp, const BundleTo *to, const BundlePack *pack,
                       const BundleRaw *raw, const Lengths *lengths,
                       unsigned char digest[BUNDLE_DIGEST], Err *err)
{
    crypto_generichash_state hash;
    BundleWriter *writer = xcalloc(1, sizeof(*writer));
    bool done;

    writer->fd = open(temp, O_WRONLY | O_CLOEXEC);
    writer->failed = writer->fd < 0;
    writer->why = errno;
    writer->hash = &hash;
    writer->stream = seal_secret(sizeof(*writer->stream));
    done = write_all(writer, to, pack, raw, lengths, digest, err);
    if (writer->fd >= 0)
        close(writer->fd);
    seal_secret_free(writer->stream);
    explicit_bzero(writer, sizeof(*writer));
    free(writer);
    return done;
}

bool bundle_write(const char *path, const BundleTo *to, BundlePack *pack, const BundleRaw *raw,
                  unsigned char digest[BUNDLE_DIGEST], uint64_t *size, Err *err)
{
    Lengths lengths;
    char *temp;
    bool done;

    if (!measure(pack, raw, &lengths, err))
        return false;
    temp = path_temp_beside(path);
    done = write_file(temp, to, pack, raw, &lengths, digest, err) &&
           (!to->group || path_give(temp, to->group, err));
    if (!done) {
        err_rename(err, temp, path);
        unlink(temp);
    } else {
        done = path_commit(temp, path, err);
    }
    *size = BUNDLE_HEAD + lengths.body + PERSON_SIGNATURE;
    free(temp);
    return done;
}
