/* The body a chunk at a time: opened, unpacked no further than it said, and handed on. A file
 * that lies on a stick may change between two readings, so what was opened counts only once it
 * is known to be what was read when the signature was checked. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#define ZLIB_CONST
#include <zlib.h>

#include "base/mem.h"
#include "seal/bundle_inner.h"
#include "seal/key.h"
#include "seal/pad.h"
#include "seal/whole.h"

typedef struct Opening {
    const BundleOpen *open;
    crypto_secretstream_xchacha20poly1305_state *stream;
    crypto_onetimeauth_state mark;
    z_stream z;
    bool ended;                         /* the packed part says that it is over */
    uint64_t clear, packed, raw, zeros; /* still to come of each */
    uint64_t seen;                      /* inside so far, with the lengths */
    unsigned char lengths[LENGTHS];
    unsigned char sealed[CHUNK + EXTRA], chunk[CHUNK], out[CHUNK];
} Opening;

static BundleFault take_lengths(Opening *o, uint64_t inside)
{
    o->clear = bundle_get(o->lengths);
    o->packed = bundle_get(o->lengths + 8);
    o->raw = bundle_get(o->lengths + 16);
    if (!o->packed || o->clear > BUNDLE_CLEAR_MAX || o->packed > BUNDLE_PACKED_MAX ||
        o->raw > BUNDLE_FILE_MAX || inside != pad_length(LENGTHS + o->packed + o->raw, LEAST))
        return BUNDLE_CONTENT;
    o->zeros = inside - LENGTHS - o->packed - o->raw;
    return BUNDLE_WHOLE;
}

static bool hand(Opening *o, bool raw, const void *bytes, size_t n)
{
    return n == 0 || o->open->take(o->open->ctx, raw, bytes, n);
}

/* Never more than was promised, whatever the packed bytes would come to. */
static BundleFault unpack(Opening *o, const unsigned char *bytes, size_t n)
{
    o->z.next_in = bytes;
    o->z.avail_in = (uInt)n;
    do {
        o->z.next_out = o->out;
        o->z.avail_out = CHUNK;
        int is = inflate(&o->z, Z_NO_FLUSH);
        size_t some = CHUNK - o->z.avail_out;
        if ((is != Z_OK && is != Z_STREAM_END && is != Z_BUF_ERROR) || some > o->clear)
            return BUNDLE_CONTENT;
        o->clear -= some;
        o->ended = is == Z_STREAM_END;
        if (!hand(o, false, o->out, some))
            return BUNDLE_STOPPED;
        if (is == Z_BUF_ERROR)
            break;
    } while (!o->ended && (o->z.avail_in || o->z.avail_out == 0));
    return o->ended && o->z.avail_in ? BUNDLE_CONTENT : BUNDLE_WHOLE;
}

static size_t some_of(uint64_t left, size_t n)
{
    return left < n ? (size_t)left : n;
}

/* What is inside a chunk: of the lengths, of both parts, and of the zeros behind them. */
static BundleFault take_chunk(Opening *o, const unsigned char *bytes, size_t n, uint64_t inside)
{
    BundleFault fault = BUNDLE_WHOLE;

    if (o->seen == 0) {
        if (n < LENGTHS)
            return BUNDLE_CONTENT;
        memcpy(o->lengths, bytes, LENGTHS);
        fault = take_lengths(o, inside);
        bytes += LENGTHS;
        n -= LENGTHS;
        o->seen = LENGTHS;
    }
    size_t some = some_of(o->packed, n);
    if (fault == BUNDLE_WHOLE && some) {
        fault = o->ended ? BUNDLE_CONTENT : unpack(o, bytes, some);
        o->packed -= some;
        if (fault == BUNDLE_WHOLE && !o->packed && (!o->ended || o->clear))
            fault = BUNDLE_CONTENT;
    }
    bytes += some;
    n -= some;
    some = some_of(o->raw, n);
    if (fault == BUNDLE_WHOLE && !hand(o, true, bytes, some))
        fault = BUNDLE_STOPPED;
    o->raw -= some;
    bytes += some;
    n -= some;
    o->zeros -= some_of(o->zeros, n);
    return fault == BUNDLE_WHOLE && !sodium_is_zero(bytes, n) ? BUNDLE_CONTENT : fault;
}

static BundleFault take_body(Opening *o, int fd, uint64_t left,
                             const unsigned char bound[BOUND])
{
    uint64_t chunks = (left + CHUNK + EXTRA - 1) / (CHUNK + EXTRA);
    uint64_t inside = left - chunks * EXTRA;
    bool first = true;
    BundleFault fault = left > chunks * EXTRA ? BUNDLE_WHOLE : BUNDLE_BODY;

    while (left && fault == BUNDLE_WHOLE) {
        unsigned long long clear;
        unsigned char tag;
        size_t some = some_of(left, CHUNK + EXTRA);
        ssize_t n = seal_read_whole(fd, o->sealed, some);
        if (n != (long)some)
            return n < 0 ? BUNDLE_READ : BUNDLE_BODY;
        left -= some;
        crypto_onetimeauth_update(&o->mark, o->sealed, some);
        if (some <= EXTRA ||
            crypto_secretstream_xchacha20poly1305_pull(o->stream, o->chunk, &clear, &tag,
                                                       o->sealed, some, first ? bound : NULL,
                                                       first ? BOUND : 0) != 0 ||
            tag != (left ? MESSAGE : FINAL))
            return BUNDLE_BODY;
        first = false;
        fault = take_chunk(o, o->chunk, (size_t)clear, inside);
    }
    return fault;
}

static BundleFault open_stream(Opening *o, int fd, const BundleSeen *seen,
                               unsigned char bound[BOUND])
{
    unsigned char head[BUNDLE_HEAD], sender[BUNDLE_ID];
    unsigned char *key;
    BundleFault fault = BUNDLE_KEY;
    ssize_t n = seal_read_whole(fd, head, BUNDLE_HEAD);

    if (n != BUNDLE_HEAD)
        return n < 0 ? BUNDLE_READ : BUNDLE_BODY;
    bundle_id(o->open->sender, sender);
    if (memcmp(sender, head + AT_FROM, BUNDLE_ID) != 0 ||
        bundle_get(head + AT_BODY) != seen->head.body ||
        memcmp(sender, seen->head.from, BUNDLE_ID) != 0)
        return BUNDLE_BODY;
    bundle_bind(head, o->open->sender, person_key_public(o->open->me), bound);
    key = seal_secret(STREAM_KEY);
    if (person_key_unseal(o->open->me, head + AT_KEY, STREAM_KEY + PERSON_SEAL, key) &&
        crypto_secretstream_xchacha20poly1305_init_pull(o->stream, head + AT_STREAM, key) == 0)
        fault = BUNDLE_WHOLE;
    seal_secret_free(key);
    return fault;
}

BundleFault bundle_open(int fd, const BundleSeen *seen, const BundleOpen *open)
{
    unsigned char bound[BOUND], mark[sizeof(seen->mark)];
    Opening *o = xcalloc(1, sizeof(*o));
    BundleFault fault;

    o->open = open;
    o->stream = seal_secret(sizeof(*o->stream));
    crypto_onetimeauth_init(&o->mark, seen->key);
    if (inflateInit(&o->z) != Z_OK)
        mem_run_out();
    fault = open_stream(o, fd, seen, bound);
    if (fault == BUNDLE_WHOLE)
        fault = take_body(o, fd, seen->head.body, bound);
    crypto_onetimeauth_final(&o->mark, mark);
    if (fault == BUNDLE_WHOLE && sodium_memcmp(mark, seen->mark, sizeof(mark)) != 0)
        fault = BUNDLE_BODY;
    inflateEnd(&o->z);
    seal_secret_free(o->stream);
    explicit_bzero(o, sizeof(*o));
    free(o);
    return fault;
}
