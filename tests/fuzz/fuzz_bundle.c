/* Any bytes as what other stations send; the first says as what: f a file, i what is inside one
 * that is sealed and signed as it has to be, p its parts, c copies, r receipts, k a card, a
 * text. It is refused, or nothing comes out that is more than was promised. */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "app/bundle_inner.h"
#include "base/path.h"
#include "exchange/card.h"
#include "seal/armour.h"
#include "seal/bundle_inner.h"
#include "tests/fuzz/fuzz.h"

static PersonKey *from, *to;

static int file_of(const Buf *bytes)
{
    int fd = memfd_create("bundle", MFD_CLOEXEC);
    if (fd < 0 || !path_write_to(fd, bytes->data, bytes->len) || lseek(fd, 0, SEEK_SET) != 0)
        abort();
    return fd;
}

static bool who(void *ctx, const unsigned char id[BUNDLE_ID], PersonPublic *out)
{
    (void)ctx;
    (void)id;
    *out = *person_key_public(from);
    return true;
}

static bool count(void *ctx, bool raw, const void *bytes, size_t n)
{
    uint64_t *out = ctx;
    (void)bytes;
    out[raw] += n;
    return true;
}

static void open_file(const Buf *file, const uint8_t *inside)
{
    BundleSeen seen;
    int fd = file_of(file);
    uint64_t out[2] = {0};
    if (bundle_check(fd, person_key_public(to), who, NULL, &seen) == BUNDLE_WHOLE) {
        BundleOpen how = {to, person_key_public(from), count, out};
        lseek(fd, 0, SEEK_SET);
        BundleFault fault = bundle_open(fd, &seen, &how);
        if (out[0] > BUNDLE_CLEAR_MAX || (!inside && fault == BUNDLE_WHOLE) ||
            (inside && fault == BUNDLE_WHOLE &&
             (out[0] != bundle_get(inside) || out[1] != bundle_get(inside + 16))))
            abort();
    }
    close(fd);
}

/* Sealed and signed as it has to be. */
static void open_inside(const uint8_t *data, size_t size)
{
    crypto_secretstream_xchacha20poly1305_state stream;
    unsigned char head[BUNDLE_HEAD] = "ANJUANB\n", key[STREAM_KEY], bound[BOUND], body[HASH];
    unsigned char signs[SIGNED], signature[PERSON_SIGNATURE], sealed[CHUNK + EXTRA];
    unsigned long long n;
    Buf file = BUF_INIT;
    if (size > CHUNK)
        return;
    head[AT_MAJOR + 1] = BUNDLE_MAJOR;
    bundle_id(person_key_public(from), head + AT_FROM);
    bundle_id(person_key_public(to), head + AT_TO);
    bundle_put(head + AT_BODY, size + EXTRA);
    crypto_secretstream_xchacha20poly1305_keygen(key);
    person_seal(person_key_public(to), key, STREAM_KEY, head + AT_KEY);
    crypto_secretstream_xchacha20poly1305_init_push(&stream, head + AT_STREAM, key);
    bundle_bind(head, person_key_public(from), person_key_public(to), bound);
    crypto_secretstream_xchacha20poly1305_push(&stream, sealed, &n, data, size, bound, BOUND,
                                               FINAL);
    crypto_generichash(body, HASH, sealed, n, NULL, 0);
    bundle_signs(head, person_key_public(to), body, signs);
    person_key_sign(from, signs, sizeof(signs), signature);
    buf_add_bytes(&file, head, sizeof(head));
    buf_add_bytes(&file, sealed, n);
    buf_add_bytes(&file, signature, sizeof(signature));
    open_file(&file, data);
    buf_free(&file);
}

static bool take_part(void *ctx, char kind, const Buf *bytes)
{
    (void)kind;
    *(size_t *)ctx += bytes->len;
    return true;
}

static bool take_copy(void *ctx, const unsigned char *sha256, const Buf *bytes)
{
    (void)sha256;
    *(size_t *)ctx += bytes->len;
    return true;
}

static void read_parts(bool raw, const uint8_t *data, size_t size)
{
    size_t out = 0;
    PartReader reader = {.part = BUF_INIT,
                         .copy = BUF_INIT,
                         .take = take_part,
                         .take_copy = take_copy,
                         .ctx = &out};
    bool done = true;
    for (size_t at = 0, some; done && at < size; at += some) {
        some = size - at > 7 ? 7 : size - at;
        done = part_bytes(&reader, raw, data + at, some);
    }
    if (out > size || done == reader.wrong)
        abort();
    part_free(&reader);
}

static void read_receipts(const Buf *bytes)
{
    Receipts receipts;
    Buf again = BUF_INIT;
    if (receipts_read(bytes, &receipts)) {
        receipts_write(&receipts, &again);
        if (again.len != bytes->len || memcmp(again.data, bytes->data, again.len) != 0)
            abort();
    }
    buf_free(&again);
}

static void read_card(const Buf *bytes)
{
    Arena *arena = arena_new();
    StationCard card;
    /* Nobody guesses a signature, so none of these is one. */
    card_read(bytes->data, bytes->len, arena, &card, NULL);
    arena_free(arena);
}

static void read_text(const Buf *bytes)
{
    int fd = armour_open(file_of(bytes), "/tmp/anjuan-fuzz", NULL);
    if (fd >= 0 && lseek(fd, 0, SEEK_END) > (off_t)bytes->len)
        abort();
    if (fd >= 0)
        close(fd);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Buf bytes = BUF_INIT;
    if (!size)
        return 0;
    if (!from) {
        from = person_key_new();
        to = person_key_new();
    }
    buf_add_bytes(&bytes, data + 1, size - 1);
    switch (data[0]) {
    case 'f':
        open_file(&bytes, NULL);
        break;
    case 'i':
        open_inside(data + 1, size - 1);
        break;
    case 'p':
    case 'c':
        read_parts(data[0] == 'c', data + 1, size - 1);
        break;
    case 'r':
        read_receipts(&bytes);
        break;
    case 'k':
        read_card(&bytes);
        break;
    default:
        read_text(&bytes);
    }
    buf_free(&bytes);
    return 0;
}
