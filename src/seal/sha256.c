/* Around libcrypto's. */
#include "config.h"

#include "seal/sha256.h"

#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>

_Static_assert(sizeof(SHA256_CTX) <= sizeof(Sha256), "there is room for it");
_Static_assert(_Alignof(SHA256_CTX) <= _Alignof(Sha256), "and it may stand there");

static SHA256_CTX *inside(Sha256 *sum)
{
    return (SHA256_CTX *)(void *)sum;
}

void sha256_begin(Sha256 *sum)
{
    SHA256_Init(inside(sum));
}

void sha256_add(Sha256 *sum, const void *bytes, size_t n)
{
    SHA256_Update(inside(sum), bytes, n);
}

void sha256_end(Sha256 *sum, unsigned char out[SHA256_BYTES])
{
    SHA256_Final(out, inside(sum));
}
