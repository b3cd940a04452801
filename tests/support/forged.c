/* By the bytes of ARCHITECTURE, "Between machines", as far as each test wants it. */
#include "config.h"

#include "tests/support/forged.h"

#include <stdlib.h>
#include <string.h>

#define ZLIB_CONST
#include <zlib.h>

#include "base/path.h"
#include "seal/pad.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"

Forge forge_honest(const PersonKey *sender, const PersonPublic *recipient)
{
    return (Forge){.bound = sender,
                   .signs = sender,
                   .recipient = recipient,
                   .sealed = recipient,
                   .epoch = 5,
                   .number = 1,
                   .last = FINAL};
}

void forge_put(const char *path, const Buf *file)
{
    char *folder = path_folder(path);
    free(temp_file(folder, path + strlen(folder) + 1, file->data, file->len));
    free(folder);
}

static void seal_inside(crypto_secretstream_xchacha20poly1305_state *stream, const Buf *inside,
                        const unsigned char *bound, int last, Buf *out)
{
    static unsigned char sealed[CHUNK + EXTRA];
    for (size_t at = 0, some; at < inside->len; at += some) {
        unsigned long long n;
        some = inside->len - at > CHUNK ? CHUNK : inside->len - at;
        crypto_secretstream_xchacha20poly1305_push(
            stream, sealed, &n, (unsigned char *)inside->data + at, some, at ? NULL : bound,
            at ? 0 : BOUND, at + some == inside->len ? (unsigned char)last : MESSAGE);
        buf_add_bytes(out, sealed, n);
    }
}

void forge_sign(const PersonKey *by, const PersonPublic *recipient, Buf *file)
{
    unsigned char signs[SIGNED], body[HASH], signature[PERSON_SIGNATURE];

    crypto_generichash(body, HASH, (unsigned char *)file->data + BUNDLE_HEAD,
                       file->len - BUNDLE_HEAD, NULL, 0);
    bundle_signs((unsigned char *)file->data, recipient, body, signs);
    person_key_sign(by, signs, sizeof(signs), signature);
    buf_add_bytes(file, signature, sizeof(signature));
}

void forge_file(const char *path, const Forge *f, const Buf *inside)
{
    crypto_secretstream_xchacha20poly1305_state stream;
    unsigned char head[BUNDLE_HEAD] = "ANJUANB\n", key[STREAM_KEY], bound[BOUND];
    uint64_t chunks = (inside->len + CHUNK - 1) / CHUNK;
    Buf file = BUF_INIT;

    head[AT_MAJOR + 1] = BUNDLE_MAJOR;
    bundle_id(person_key_public(f->signs), head + AT_FROM);
    bundle_id(f->recipient, head + AT_TO);
    bundle_put(head + AT_EPOCH, f->epoch);
    bundle_put(head + AT_NUMBER, f->number);
    if (f->previous)
        memcpy(head + AT_PREVIOUS, f->previous, BUNDLE_DIGEST);
    bundle_put(head + AT_BODY, f->body ? f->body : inside->len + chunks * EXTRA);
    crypto_secretstream_xchacha20poly1305_keygen(key);
    person_seal(f->sealed, key, STREAM_KEY, head + AT_KEY);
    crypto_secretstream_xchacha20poly1305_init_push(&stream, head + AT_STREAM, key);
    bundle_bind(head, person_key_public(f->bound), f->recipient, bound);
    buf_add_bytes(&file, head, BUNDLE_HEAD);
    seal_inside(&stream, inside, bound, f->last, &file);
    forge_sign(f->signs, f->recipient, &file);
    forge_put(path, &file);
    buf_free(&file);
}

void forge_inside(Buf *out, const uint64_t says[3], const Buf *packed)
{
    unsigned char lengths[LENGTHS];

    for (int i = 0; i < 3; i++)
        bundle_put(lengths + 8 * i, says[i]);
    buf_clear(out);
    buf_add_bytes(out, lengths, LENGTHS);
    buf_add_bytes(out, packed->data, packed->len);
    while (out->len < pad_length(LENGTHS + packed->len, LEAST))
        buf_add_char(out, 0);
}

void forge_deflated(Buf *out, const void *clear, size_t n)
{
    uLongf size = compressBound(n);
    unsigned char *zeros = clear ? NULL : calloc(1, n + 1), *packed = malloc(size);

    ck_assert_int_eq(compress(packed, &size, clear ? clear : zeros, n), Z_OK);
    buf_clear(out);
    buf_add_bytes(out, packed, size);
    free(zeros);
    free(packed);
}
