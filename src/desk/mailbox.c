/* RFC 5802 and 7677, with the iterations that PostgreSQL takes by itself. */
#include "config.h"

#include "desk/mailbox.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "store/secret.h"

enum { ROUNDS = 4096, SALT = 16, KEY = crypto_auth_hmacsha256_BYTES, BASE64_MAX = 48 };

static const char begin[] = "SCRAM-SHA-256$4096:";

bool mailbox_secret(Store *store, char secret[DIGEST_HEX + 1], Err *err)
{
    unsigned char bytes[DIGEST_BYTES];
    bool done = store_secret(store, "anjuan secret at a hub", bytes, err);
    if (done)
        digest_hex(bytes, secret);
    explicit_bzero(bytes, sizeof(bytes));
    return done;
}

static void hmac(const void *key, size_t n, const void *bytes, size_t len,
                 unsigned char out[KEY])
{
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, key, n);
    crypto_auth_hmacsha256_update(&state, bytes, len);
    crypto_auth_hmacsha256_final(&state, out);
    explicit_bzero(&state, sizeof(state));
}

/* PBKDF2 of one block. */
static void salted(const char *secret, const unsigned char salt[SALT], unsigned char out[KEY])
{
    unsigned char block[SALT + 4] = {0}, one[KEY];
    memcpy(block, salt, SALT);
    block[SALT + 3] = 1;
    hmac(secret, strlen(secret), block, sizeof(block), one);
    memcpy(out, one, KEY);
    for (int i = 1; i < ROUNDS; i++) {
        hmac(secret, strlen(secret), one, KEY, one);
        for (int k = 0; k < KEY; k++)
            out[k] ^= one[k];
    }
    explicit_bzero(one, sizeof(one));
}

static const char *base64(const unsigned char *bytes, size_t n, char out[BASE64_MAX])
{
    return sodium_bin2base64(out, BASE64_MAX, bytes, n, sodium_base64_VARIANT_ORIGINAL);
}

void mailbox_verifier(const char *secret, char out[MAILBOX_VERIFIER])
{
    unsigned char salt[SALT], key[KEY], client[KEY], stored[KEY], server[KEY];
    char salt64[BASE64_MAX], stored64[BASE64_MAX], server64[BASE64_MAX];
    digest_random(salt, SALT);
    salted(secret, salt, key);
    hmac(key, KEY, "Client Key", 10, client);
    crypto_hash_sha256(stored, client, KEY);
    hmac(key, KEY, "Server Key", 10, server);
    snprintf(out, MAILBOX_VERIFIER, "%s%s$%s:%s", begin, base64(salt, SALT, salt64),
             base64(stored, KEY, stored64), base64(server, KEY, server64));
    explicit_bzero(key, sizeof(key));
    explicit_bzero(client, sizeof(client));
}

/* So many bytes, and then that sign. */
static bool part(const char **at, size_t bytes, char end)
{
    static const char alphabet[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";
    size_t n = strspn(*at, alphabet);
    bool whole = n == (bytes + 2) / 3 * 4 && (*at)[n] == end;
    *at += n + (whole && end);
    return whole;
}

bool mailbox_is_verifier(const char *text)
{
    const char *at = text + strlen(begin);
    return strncmp(text, begin, strlen(begin)) == 0 && part(&at, SALT, '$') &&
           part(&at, KEY, ':') && part(&at, KEY, '\0');
}
