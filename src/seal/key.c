/* Sub-keys are BLAKE2b of a context under the key, all made at once: they are few, and a page
 * is sealed every few microseconds. */
#include "config.h"

#include "seal/key.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

struct SealKey {
    int holders;
    unsigned char bytes[SEAL_KEY_BYTES];
    unsigned char uses[SEAL_USES][SEAL_KEY_BYTES];
};

/* Never changed: what was sealed stays sealed under it. */
static const char *const contexts[SEAL_USES] = {
    [SEAL_USE_PAGES] = "anjuan pages",
    [SEAL_USE_HEADER] = "anjuan header",
    [SEAL_USE_COPIES] = "anjuan copies",
    [SEAL_USE_NAMES] = "anjuan names of copies",
};

void *seal_secret(size_t n)
{
    void *secret;

    if (sodium_init() < 0)
        abort();
    secret = sodium_malloc(n);
    if (!secret)
        mem_run_out();
    return secret;
}

void seal_secret_free(void *secret)
{
    sodium_free(secret);
}

static SealKey *key_derive(SealKey *key)
{
    for (size_t i = 0; i < SEAL_USES; i++)
        crypto_generichash(key->uses[i], SEAL_KEY_BYTES, (const unsigned char *)contexts[i],
                           strlen(contexts[i]), key->bytes, SEAL_KEY_BYTES);
    key->holders = 1;
    return key;
}

SealKey *seal_key_new(void)
{
    SealKey *key = seal_secret(sizeof(*key));

    randombytes_buf(key->bytes, SEAL_KEY_BYTES);
    return key_derive(key);
}

SealKey *seal_key_from(const unsigned char bytes[SEAL_KEY_BYTES])
{
    SealKey *key = seal_secret(sizeof(*key));

    memcpy(key->bytes, bytes, SEAL_KEY_BYTES);
    return key_derive(key);
}

SealKey *seal_key_hold(SealKey *key)
{
    if (key)
        key->holders++;
    return key;
}

void seal_key_free(SealKey *key)
{
    if (key && --key->holders == 0)
        seal_secret_free(key);
}

const unsigned char *seal_key_bytes(const SealKey *key)
{
    return key->bytes;
}

const unsigned char *seal_key_for(const SealKey *key, SealUse use)
{
    return key->uses[use];
}
