/* Wrapped by XChaCha20-Poly1305 with a random nonce, bound to the public halves, so that no
 * secret is taken for that of somebody else. */
#include "config.h"

#include "seal/person.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum {
    NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
    TAG = crypto_aead_xchacha20poly1305_ietf_ABYTES,
};

/* What is wrapped: the seed gives the whole of the signing pair. */
typedef struct Secrets {
    unsigned char seed[crypto_sign_SEEDBYTES], receive[crypto_box_SECRETKEYBYTES];
} Secrets;

_Static_assert(PERSON_WRAPPED == NONCE + sizeof(Secrets) + TAG, "what is wrapped has its room");
_Static_assert(PERSON_PUBLIC == crypto_sign_PUBLICKEYBYTES &&
                   PERSON_PUBLIC == crypto_box_PUBLICKEYBYTES,
               "public halves have their room");
_Static_assert(PERSON_SIGNATURE == crypto_sign_BYTES, "a signature has its room");
_Static_assert(PERSON_SEAL == crypto_box_SEALBYTES, "what is sealed has its room");

struct PersonKey {
    Secrets secrets;
    unsigned char sign[crypto_sign_SECRETKEYBYTES];
    PersonPublic public;
};

static void *locked(size_t size)
{
    if (sodium_init() < 0)
        abort();
    void *memory = sodium_malloc(size);
    if (!memory)
        mem_run_out();
    return memory;
}

/* The rest follows from the secrets. */
static void complete(PersonKey *key)
{
    crypto_sign_seed_keypair(key->public.sign, key->sign, key->secrets.seed);
    crypto_scalarmult_base(key->public.receive, key->secrets.receive);
    sodium_mprotect_readonly(key);
}

PersonKey *person_key_new(void)
{
    PersonKey *key = locked(sizeof *key);

    randombytes_buf(&key->secrets, sizeof key->secrets);
    complete(key);
    return key;
}

PersonKey *person_key_copy(const PersonKey *key)
{
    PersonKey *copy = locked(sizeof *copy);

    copy->secrets = key->secrets;
    complete(copy);
    return copy;
}

void person_key_free(PersonKey *key)
{
    if (key)
        sodium_free(key);
}

const PersonPublic *person_key_public(const PersonKey *key)
{
    return &key->public;
}

/* In locked memory, as all that opens something. */
static unsigned char *wrapping_key(const unsigned char *half)
{
    static const char purpose[] = "anjuan keys of a person";
    unsigned char *key = locked(crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

    crypto_generichash(key, crypto_aead_xchacha20poly1305_ietf_KEYBYTES,
                       (const unsigned char *)purpose, sizeof purpose, half, PASSKEY_HALF);
    return key;
}

void person_key_wrap(const PersonKey *key, const unsigned char *half,
                     unsigned char out[PERSON_WRAPPED])
{
    unsigned char *with = wrapping_key(half);

    randombytes_buf(out, NONCE);
    crypto_aead_xchacha20poly1305_ietf_encrypt(
        out + NONCE, NULL, (const unsigned char *)&key->secrets, sizeof key->secrets,
        (const unsigned char *)&key->public, sizeof key->public, NULL, out, with);
    sodium_free(with);
}

bool person_key_unwrap(const void *wrapped, size_t n, const unsigned char *half,
                       const PersonPublic *public, PersonKey **out)
{
    const unsigned char *bytes = wrapped;

    *out = NULL;
    if (n != PERSON_WRAPPED)
        return false;
    unsigned char *with = wrapping_key(half);
    PersonKey *key = locked(sizeof *key);
    bool right = crypto_aead_xchacha20poly1305_ietf_decrypt(
                     (unsigned char *)&key->secrets, NULL, NULL, bytes + NONCE, n - NONCE,
                     (const unsigned char *)public, sizeof *public, bytes, with) == 0;
    sodium_free(with);
    if (right) {
        complete(key);
        right = memcmp(&key->public, public, sizeof *public) == 0;
    }
    if (right)
        *out = key;
    else
        person_key_free(key);
    return right;
}

void person_key_sign(const PersonKey *key, const void *bytes, size_t n,
                     unsigned char out[PERSON_SIGNATURE])
{
    crypto_sign_detached(out, NULL, bytes, n, key->sign);
}

bool person_check(const unsigned char sign[PERSON_PUBLIC], const void *bytes, size_t n,
                  const unsigned char signature[PERSON_SIGNATURE])
{
    return crypto_sign_verify_detached(signature, bytes, n, sign) == 0;
}

void person_seal(const PersonPublic *to, const void *bytes, size_t n, unsigned char *out)
{
    if (crypto_box_seal(out, bytes, n, to->receive) != 0)
        randombytes_buf(out, n + PERSON_SEAL); /* a key that is none: nobody opens that */
}

bool person_key_unseal(const PersonKey *key, const void *sealed, size_t n, unsigned char *out)
{
    return n >= PERSON_SEAL &&
           crypto_box_seal_open(out, sealed, n, key->public.receive, key->secrets.receive) == 0;
}
