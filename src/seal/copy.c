/* The head in clear, the head of libsodium's secretstream, then its chunks. What is inside them
 * is the size, the bytes, and zeros up to a length of few bits (Padmé), which many papers of
 * about that size have. */
#include "config.h"

#include "seal/copy.h"

#include <errno.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/path.h"
#include "seal/pad.h"
#include "seal/sha256.h"
#include "seal/whole.h"

enum {
    MAGIC = 8,
    HEAD = MAGIC + SEAL_ID_BYTES,
    BOUND = HEAD + SEAL_PAPER_BYTES, /* what each chunk is bound to */
    STREAM = crypto_secretstream_xchacha20poly1305_HEADERBYTES,
    EXTRA = crypto_secretstream_xchacha20poly1305_ABYTES,
    SIZE = 8,
    LEAST = 4096, /* inside: small papers are all alike */
    CHUNK = SEAL_COPY_CHUNK,
    FINAL = crypto_secretstream_xchacha20poly1305_TAG_FINAL,
    MESSAGE = crypto_secretstream_xchacha20poly1305_TAG_MESSAGE,
};

static const unsigned char magic[MAGIC] = {'A', 'n', 'j', 'C', 'o', 'p', 'y', '1'};

typedef struct Stream {
    crypto_secretstream_xchacha20poly1305_state state;
} Stream;

void seal_copy_name(const SealKey *key, const unsigned char paper[SEAL_PAPER_BYTES],
                    char name[SEAL_COPY_NAME + 1])
{
    unsigned char digest[SEAL_COPY_NAME / 2];

    crypto_generichash(digest, sizeof(digest), paper, SEAL_PAPER_BYTES,
                       seal_key_for(key, SEAL_USE_NAMES), SEAL_KEY_BYTES);
    sodium_bin2hex(name, SEAL_COPY_NAME + 1, digest, sizeof(digest));
}

static void bind(const SealCopyOf *of, unsigned char bound[BOUND])
{
    memcpy(bound, magic, MAGIC);
    memcpy(bound + MAGIC, of->store, SEAL_ID_BYTES);
    memcpy(bound + HEAD, of->paper, SEAL_PAPER_BYTES);
}

/* ---- writing ---- */

struct SealCopy {
    int fd;
    bool failed;
    int why;
    Stream *stream;
    unsigned char bound[BOUND];
    uint64_t left;  /* of the bytes that were promised */
    uint64_t zeros; /* behind them */
    size_t n;       /* in the chunk */
    unsigned char chunk[CHUNK], sealed[CHUNK + EXTRA];
};

static void write_out(SealCopy *copy, const void *bytes, size_t n)
{
    errno = 0;
    if (copy->failed || path_write_to(copy->fd, bytes, n))
        return;
    copy->failed = true;
    copy->why = errno;
}

static void seal_chunk(SealCopy *copy, bool last)
{
    unsigned long long n;

    crypto_secretstream_xchacha20poly1305_push(&copy->stream->state, copy->sealed, &n,
                                               copy->chunk, copy->n, copy->bound, BOUND,
                                               last ? FINAL : MESSAGE);
    copy->n = 0;
    write_out(copy, copy->sealed, (size_t)n);
}

/* A full chunk waits for what follows it, for it may be the last; bytes NULL: zeros. */
static void fill(SealCopy *copy, const unsigned char *bytes, uint64_t n)
{
    while (n) {
        if (copy->n == CHUNK)
            seal_chunk(copy, false);
        size_t some = CHUNK - copy->n;
        if (some > n)
            some = (size_t)n;
        if (bytes)
            memcpy(copy->chunk + copy->n, bytes, some);
        else
            memset(copy->chunk + copy->n, 0, some);
        bytes = bytes ? bytes + some : NULL;
        copy->n += some;
        n -= some;
    }
}

SealCopy *seal_copy_begin(int fd, const SealCopyOf *of, uint64_t size)
{
    unsigned char head[STREAM], length[SIZE];
    SealCopy *copy = xcalloc(1, sizeof(*copy));

    copy->fd = fd;
    copy->left = size;
    copy->zeros = pad_length(size + SIZE, LEAST) - size - SIZE;
    copy->stream = seal_secret(sizeof(*copy->stream));
    bind(of, copy->bound);
    crypto_secretstream_xchacha20poly1305_init_push(&copy->stream->state, head,
                                                    seal_key_for(of->key, SEAL_USE_COPIES));
    write_out(copy, copy->bound, HEAD);
    write_out(copy, head, STREAM);
    for (size_t i = 0; i < SIZE; i++)
        length[i] = (unsigned char)(size >> (8 * (SIZE - 1 - i)));
    fill(copy, length, SIZE);
    return copy;
}

bool seal_copy_add(SealCopy *copy, const void *bytes, size_t n)
{
    if (n > copy->left)
        copy->failed = true;
    if (!copy->failed) {
        fill(copy, bytes, n);
        copy->left -= n;
    }
    errno = copy->why;
    return !copy->failed;
}

bool seal_copy_end(SealCopy *copy)
{
    if (copy->left)
        copy->failed = true;
    if (!copy->failed) {
        fill(copy, NULL, copy->zeros);
        seal_chunk(copy, true);
    }
    bool done = !copy->failed;
    int why = copy->why;
    seal_secret_free(copy->stream);
    explicit_bzero(copy, sizeof(*copy));
    free(copy);
    errno = why;
    return done;
}

/* ---- reading ---- */

typedef struct Reading {
    int fd;
    Stream *stream;
    Sha256 digest;
    SealCopyTake *take;
    void *ctx;
    uint64_t size, taken, seen; /* of the paper; of it so far; of what is inside so far */
    unsigned char bound[BOUND];
    unsigned char chunk[CHUNK], sealed[CHUNK + EXTRA];
} Reading;

static SealCopyFault read_head(Reading *r, const SealCopyOf *of)
{
    unsigned char head[HEAD + STREAM];
    ssize_t n = seal_read_whole(r->fd, head, sizeof(head));

    if (n < 0)
        return SEAL_COPY_READ;
    if (n < MAGIC || memcmp(head, magic, MAGIC) != 0)
        return SEAL_COPY_FOREIGN;
    if (n >= HEAD && memcmp(head, r->bound, HEAD) != 0)
        return SEAL_COPY_OTHER;
    if (n < (ssize_t)sizeof(head))
        return SEAL_COPY_CUT;
    return crypto_secretstream_xchacha20poly1305_init_pull(
               &r->stream->state, head + HEAD, seal_key_for(of->key, SEAL_USE_COPIES)) == 0
               ? SEAL_COPY_WHOLE
               : SEAL_COPY_DAMAGED;
}

static bool read_size(Reading *r, size_t n)
{
    if (n < SIZE)
        return false;
    for (size_t i = 0; i < SIZE; i++)
        r->size = r->size << 8 | r->chunk[i];
    return r->size <= INT64_MAX;
}

/* What is inside a chunk: of the size, of the paper, and of the zeros behind it. */
static SealCopyFault take_chunk(Reading *r, size_t n)
{
    size_t from = r->seen ? 0 : SIZE, some;

    if (!r->seen && !read_size(r, n))
        return SEAL_COPY_DAMAGED;
    some = n - from;
    if (some > r->size - r->taken)
        some = (size_t)(r->size - r->taken);
    r->taken += some;
    r->seen += n;
    sha256_add(&r->digest, r->chunk + from, some);
    if (r->take && (some || from) && !r->take(r->ctx, r->size, r->chunk + from, some))
        return SEAL_COPY_STOPPED;
    return sodium_is_zero(r->chunk + from + some, n - from - some) ? SEAL_COPY_WHOLE
                                                                   : SEAL_COPY_DAMAGED;
}

static SealCopyFault read_chunk(Reading *r, bool *last)
{
    unsigned long long n = 0;
    unsigned char tag = 0;
    ssize_t got = seal_read_whole(r->fd, r->sealed, sizeof(r->sealed));

    if (got < 0)
        return SEAL_COPY_READ;
    if (got < EXTRA || crypto_secretstream_xchacha20poly1305_pull(
                           &r->stream->state, r->chunk, &n, &tag, r->sealed,
                           (unsigned long long)got, r->bound, BOUND) != 0)
        return got < (ssize_t)sizeof(r->sealed) ? SEAL_COPY_CUT : SEAL_COPY_DAMAGED;
    *last = tag == FINAL;
    return take_chunk(r, (size_t)n);
}

static SealCopyFault read_end(Reading *r, const SealCopyOf *of)
{
    unsigned char digest[SHA256_BYTES], more;
    ssize_t n = seal_read_whole(r->fd, &more, 1);

    if (n != 0)
        return n < 0 ? SEAL_COPY_READ : SEAL_COPY_CUT;
    sha256_end(&r->digest, digest);
    return r->taken == r->size && r->seen == pad_length(r->size + SIZE, LEAST) &&
                   memcmp(digest, of->paper, SEAL_PAPER_BYTES) == 0
               ? SEAL_COPY_WHOLE
               : SEAL_COPY_DAMAGED;
}

SealCopyFault seal_copy_read(int fd, const SealCopyOf *of, SealCopyTake *take, void *ctx,
                             uint64_t *chunk)
{
    Reading *r = xcalloc(1, sizeof(*r));
    bool last = false;
    SealCopyFault fault;
    int why;

    r->fd = fd;
    r->take = take;
    r->ctx = ctx;
    r->stream = seal_secret(sizeof(*r->stream));
    bind(of, r->bound);
    sha256_begin(&r->digest);
    fault = read_head(r, of);
    for (*chunk = 1; fault == SEAL_COPY_WHOLE; ++*chunk) {
        fault = read_chunk(r, &last);
        if (last || fault != SEAL_COPY_WHOLE)
            break;
    }
    if (fault == SEAL_COPY_WHOLE)
        fault = read_end(r, of);
    why = errno;
    seal_secret_free(r->stream);
    explicit_bzero(r, sizeof(*r));
    free(r);
    errno = why;
    return fault;
}

SealCopyIs seal_copy_owner(int fd, unsigned char store[SEAL_ID_BYTES])
{
    unsigned char head[HEAD];
    ssize_t n = seal_read_whole(fd, head, HEAD);

    if (n < 0)
        return SEAL_COPY_UNKNOWN;
    if (n < MAGIC || memcmp(head, magic, MAGIC) != 0)
        return SEAL_COPY_PLAIN;
    memset(store, 0, SEAL_ID_BYTES);
    if (n == HEAD)
        memcpy(store, head + MAGIC, SEAL_ID_BYTES);
    return SEAL_COPY_SEALED;
}
