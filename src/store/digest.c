#include "config.h"

#include "store/digest.h"

#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

enum { DIGEST_BLOCK = 1 << 16 };

/* Without this the library still works, but slowly; it cannot fail in a way that matters unless
 * the kernel gives no random bytes, and then nothing here may go on. */
static void digest_start(void)
{
    if (sodium_init() < 0)
        abort();
}

bool digest_file_sha256(const char *path, char hex[DIGEST_HEX + 1], Err *err)
{
    unsigned char digest[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_state state;
    unsigned char *block = NULL;
    bool done = false;
    size_t n;
    FILE *file = fopen(path, "rbe");

    if (!file)
        return err_set(err, ERR_IO, _("%s cannot be read: %s"), path, i18n_errno(errno));
    digest_start();
    block = xmalloc(DIGEST_BLOCK);
    crypto_hash_sha256_init(&state);
    while ((n = fread(block, 1, DIGEST_BLOCK, file)) > 0)
        crypto_hash_sha256_update(&state, block, n);
    if (ferror(file)) {
        err_set(err, ERR_IO, _("%s cannot be read: %s"), path, i18n_errno(errno));
        goto out;
    }
    crypto_hash_sha256_final(&state, digest);
    digest_hex(digest, hex);
    done = true;
out:
    free(block);
    fclose(file);
    return done;
}

void digest_sha256(const void *bytes, size_t n, char hex[DIGEST_HEX + 1])
{
    static const unsigned char none[1];
    unsigned char digest[crypto_hash_sha256_BYTES];

    digest_start();
    crypto_hash_sha256(digest, n ? bytes : none, n);
    digest_hex(digest, hex);
}

void digest_blake2b(const void *bytes, size_t n, unsigned char out[DIGEST_BYTES])
{
    static const unsigned char none[1];

    digest_start();
    crypto_generichash(out, DIGEST_BYTES, n ? bytes : none, n, NULL, 0);
}

struct Digest {
    crypto_generichash_state state;
};

Digest *digest_begin(void)
{
    /* The library wants its state aligned more strictly than malloc promises. */
    Digest *digest = aligned_alloc(_Alignof(Digest), sizeof(*digest));

    if (!digest)
        abort();
    digest_start();
    crypto_generichash_init(&digest->state, NULL, 0, DIGEST_BYTES);
    return digest;
}

void digest_add(Digest *digest, const void *bytes, size_t n)
{
    crypto_generichash_update(&digest->state, bytes, n);
}

void digest_end(Digest *digest, unsigned char out[DIGEST_BYTES])
{
    crypto_generichash_final(&digest->state, out, DIGEST_BYTES);
    free(digest);
}

void digest_short(const void *bytes, size_t n, const unsigned char key[DIGEST_BYTES],
                  unsigned char out[DIGEST_SHORT])
{
    crypto_shorthash(out, bytes, n, key);
}

void digest_hex(const unsigned char digest[DIGEST_BYTES], char hex[DIGEST_HEX + 1])
{
    sodium_bin2hex(hex, DIGEST_HEX + 1, digest, DIGEST_BYTES);
}

void digest_random(void *bytes, size_t n)
{
    digest_start();
    randombytes_buf(bytes, n);
}
