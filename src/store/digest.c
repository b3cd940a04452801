/* The hashes of libraries behind plain functions, and a file digested as it is read. */
#include "config.h"

#include "store/digest.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "seal/sha256.h"

enum { DIGEST_BLOCK = 1 << 16 };

/* Without this the library still works, but slowly; it cannot fail in a way that matters unless
 * the kernel gives no random bytes, and then nothing here may go on. */
static void digest_start(void)
{
    if (sodium_init() < 0)
        abort();
}

static bool digest_unread(const char *path, Err *err)
{
    return err_set(err, ERR_IO, _("%s cannot be read: %s"), path, i18n_errno(errno));
}

static bool digest_open_sha256(int fd, const char *path, char hex[DIGEST_HEX + 1], Err *err)
{
    unsigned char digest[SHA256_BYTES];
    Sha256 state;
    unsigned char *block = NULL;
    struct stat info;
    ssize_t n = 0;

    if (fstat(fd, &info) != 0)
        return digest_unread(path, err);
    /* A pipe or a device need have no end. */
    if (!S_ISREG(info.st_mode))
        return err_set(err, ERR_IO, _("%s is not a file"), path);
    block = xmalloc(DIGEST_BLOCK);
    sha256_begin(&state);
    while ((n = read(fd, block, DIGEST_BLOCK)) > 0 || (n < 0 && errno == EINTR)) {
        if (n > 0)
            sha256_add(&state, block, (size_t)n);
    }
    if (n < 0)
        digest_unread(path, err);
    free(block);
    sha256_end(&state, digest);
    digest_hex(digest, hex);
    return n == 0;
}

bool digest_file_sha256(const char *path, char hex[DIGEST_HEX + 1], Err *err)
{
    /* Otherwise a named pipe would be waited for. */
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    bool done;

    if (fd < 0)
        return digest_unread(path, err);
    done = digest_open_sha256(fd, path, hex, err);
    close(fd);
    return done;
}

void digest_sha256(const void *bytes, size_t n, char hex[DIGEST_HEX + 1])
{
    unsigned char digest[SHA256_BYTES];
    Sha256 state;

    sha256_begin(&state);
    if (n)
        sha256_add(&state, bytes, n);
    sha256_end(&state, digest);
    digest_hex(digest, hex);
}

void digest_keyed(const void *bytes, size_t n, const unsigned char key[DIGEST_BYTES],
                  unsigned char out[DIGEST_BYTES])
{
    static const unsigned char none[1];

    digest_start();
    crypto_generichash(out, DIGEST_BYTES, n ? bytes : none, n, key, DIGEST_BYTES);
}

void digest_blake2b(const void *bytes, size_t n, unsigned char out[DIGEST_BYTES])
{
    static const unsigned char none[1];

    digest_start();
    crypto_generichash(out, DIGEST_BYTES, n ? bytes : none, n, NULL, 0);
}

void digest_blake2b_wide(const void *bytes, size_t n, unsigned char out[DIGEST_WIDE])
{
    digest_start();
    crypto_generichash(out, DIGEST_WIDE, bytes, n, NULL, 0);
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
