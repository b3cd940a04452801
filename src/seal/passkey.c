/* Argon2id by libsodium; what is made of a half for one purpose is a keyed digest of that
 * purpose's name. */
#include "config.h"

#include "seal/passkey.h"

#include <errno.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/i18n.h"
#include "base/mem.h"

enum {
    WANTED_MS = 300,
    PASSES_MAX = 64,
};
static const uint64_t memory_max = UINT64_C(1) << 30;

struct PassKey {
    unsigned char slot[PASSKEY_HALF], person[PASSKEY_HALF];
};

/* Without random numbers nothing here may go on. */
static void start(void)
{
    if (sodium_init() < 0)
        abort();
}

/* ---- what it costs ---- */

KdfCost kdf_cost_least(void)
{
    return (KdfCost){crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE};
}

KdfCost kdf_cost_public(void)
{
    return (KdfCost){crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN};
}

KdfCost kdf_cost_at_least(KdfCost cost, KdfCost least)
{
    return (KdfCost){cost.passes > least.passes ? cost.passes : least.passes,
                     cost.memory > least.memory ? cost.memory : least.memory};
}

/* Of this thread: a machine that is busy with something else gives the same number. */
static int64_t nanoseconds(void)
{
    struct timespec now = {0, 0};

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

KdfCost kdf_cost_measure(void)
{
    static const unsigned char salt[PASSKEY_SALT];
    KdfCost cost = kdf_cost_least();
    int64_t wanted = INT64_C(1000000) * WANTED_MS, begun = nanoseconds(), took;
    PassKey *key = NULL;

    if (!passkey_make("", &cost, salt, &key, NULL))
        return cost;
    passkey_free(key);
    took = nanoseconds() - begun;
    if (took > 0 && took < wanted)
        cost.passes = cost.passes * (uint64_t)wanted / (uint64_t)took;
    if (cost.passes > PASSES_MAX)
        cost.passes = PASSES_MAX;
    return cost;
}

void kdf_cost_format(KdfCost cost, char text[KDF_COST_TEXT])
{
    snprintf(text, KDF_COST_TEXT, "%" PRIu64 " %" PRIu64, cost.passes, cost.memory);
}

bool kdf_cost_sane(KdfCost cost)
{
    return cost.passes >= crypto_pwhash_OPSLIMIT_MIN && cost.passes <= PASSES_MAX &&
           cost.memory >= crypto_pwhash_MEMLIMIT_MIN && cost.memory <= memory_max;
}

bool kdf_cost_parse(const char *text, KdfCost *out)
{
    char again[KDF_COST_TEXT];

    if (!text || sscanf(text, "%" SCNu64 " %" SCNu64, &out->passes, &out->memory) != 2 ||
        !kdf_cost_sane(*out))
        return false;
    kdf_cost_format(*out, again);
    return strcmp(again, text) == 0;
}

/* ---- the key ---- */

bool passkey_make(const char *passphrase, const KdfCost *cost,
                  const unsigned char salt[PASSKEY_SALT], PassKey **out, Err *err)
{
    *out = NULL;
    start();
    if (!kdf_cost_sane(*cost))
        return err_set(err, ERR_STORE,
                       _("What the store says of its passphrases is damaged; put back a "
                         "backup"));
    PassKey *key = sodium_malloc(sizeof *key);
    if (!key)
        mem_run_out();
    if (crypto_pwhash((unsigned char *)key, sizeof *key, passphrase, strlen(passphrase), salt,
                      cost->passes, (size_t)cost->memory, crypto_pwhash_ALG_ARGON2ID13) != 0) {
        sodium_free(key);
        return err_set(err, ERR_IO,
                       _("There is not enough memory to try the passphrase; close other "
                         "programs and try again"));
    }
    sodium_mprotect_readonly(key);
    *out = key;
    return true;
}

void passkey_free(PassKey *key)
{
    if (key)
        sodium_free(key);
}

const unsigned char *passkey_slot(const PassKey *key)
{
    return key->slot;
}

const unsigned char *passkey_person(const PassKey *key)
{
    return key->person;
}

/* ---- what is kept ---- */

static void verifier_of(const PassKey *key, unsigned char out[PASSKEY_VERIFIER])
{
    static const char purpose[] = "anjuan passphrase verifier";

    crypto_generichash(out, PASSKEY_VERIFIER, (const unsigned char *)purpose, sizeof purpose,
                       key->person, PASSKEY_HALF);
}

bool passkey_new(const char *passphrase, const KdfCost *cost, PassRecord *record, PassKey **out,
                 Err *err)
{
    start();
    record->cost = *cost;
    randombytes_buf(record->salt, sizeof record->salt);
    if (!passkey_make(passphrase, cost, record->salt, out, err))
        return false;
    verifier_of(*out, record->verifier);
    return true;
}

bool passkey_is(const PassKey *key, const PassRecord *record)
{
    unsigned char right[PASSKEY_VERIFIER];

    verifier_of(key, right);
    return sodium_memcmp(right, record->verifier, sizeof right) == 0;
}

void pass_record_format(const PassRecord *record, char text[PASS_RECORD_TEXT])
{
    char cost[KDF_COST_TEXT], salt[2 * PASSKEY_SALT + 1], verifier[2 * PASSKEY_VERIFIER + 1];

    kdf_cost_format(record->cost, cost);
    sodium_bin2hex(salt, sizeof salt, record->salt, sizeof record->salt);
    sodium_bin2hex(verifier, sizeof verifier, record->verifier, sizeof record->verifier);
    snprintf(text, PASS_RECORD_TEXT, "passkey %s %s %s", cost, salt, verifier);
}

/* All of the hex up to a sign that is none. */
static const char *read_hex(const char *from, unsigned char *out, size_t n)
{
    const char *end = NULL;
    size_t got = 0;

    return sodium_hex2bin(out, n, from, strlen(from), NULL, &got, &end) == 0 && got == n ? end
                                                                                         : NULL;
}

bool pass_record_parse(const char *text, PassRecord *out)
{
    char again[PASS_RECORD_TEXT];
    int at = 0;

    if (sscanf(text, "passkey %" SCNu64 " %" SCNu64 " %n", &out->cost.passes, &out->cost.memory,
               &at) != 2 ||
        !at || !kdf_cost_sane(out->cost))
        return false;
    const char *rest = read_hex(text + at, out->salt, sizeof out->salt);
    if (!rest || *rest != ' ' || !read_hex(rest + 1, out->verifier, sizeof out->verifier))
        return false;
    pass_record_format(out, again);
    return strcmp(again, text) == 0;
}
