/* The bytes of one header, all numbers with the highest byte first:
 *
 *      0  what it is, 16         16  format, 4       20  bytes of a page, 4
 *     24  reserved of them, 4    28  slots, 4        32  store, 16
 *     48  generation, 8          56  1: practice, 8  64  slots, 112 each
 *
 * A slot is digest 16, salt 16, passes 4, memory in KiB 4, nonce 24, wrapped key 48. The last
 * 64 bytes are the keyed digest of all before them, and the digest of all before it. */
#include "config.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "seal/header_inner.h"

enum {
    MAGIC = 16,
    FORMAT = 1,
    FORMAT_AT = 16,
    PAGE_AT = 20,
    RESERVE_AT = 24,
    COUNT_AT = 28,
    ID_AT = 32,
    GENERATION_AT = 48,
    PRACTICE_AT = 56,
    SLOTS_AT = 64,
    SLOT_BYTES = 112,
    MAC_AT = HEADER_COPY - HEADER_MAC - HEADER_DIGEST,
    DIGEST_AT = HEADER_COPY - HEADER_DIGEST,
    KIB = 1024
};

_Static_assert(SLOTS_AT + SEAL_SLOTS_MAX * SLOT_BYTES <= MAC_AT, "the slots have room");

/* A program that sends it as a text would change the line ends. */
static const unsigned char magic[MAGIC] = "Anjuan sealed\r\n\x1a";

static void put(unsigned char *at, uint64_t value, int bytes)
{
    for (int i = bytes; i-- > 0; value >>= 8)
        at[i] = (unsigned char)value;
}

static uint64_t get(const unsigned char *at, int bytes)
{
    uint64_t value = 0;

    for (int i = 0; i < bytes; i++)
        value = value << 8 | at[i];
    return value;
}

static void put_slot(unsigned char *at, const Slot *slot)
{
    memcpy(at, slot->digest, SLOT_DIGEST);
    memcpy(at + 16, slot->salt, PASSKEY_SALT);
    put(at + 32, slot->cost.passes, 4);
    put(at + 36, slot->cost.memory / KIB, 4);
    memcpy(at + 40, slot->nonce, SLOT_NONCE);
    memcpy(at + 64, slot->box, SLOT_BOX);
}

static void get_slot(const unsigned char *at, Slot *slot)
{
    memcpy(slot->digest, at, SLOT_DIGEST);
    memcpy(slot->salt, at + 16, PASSKEY_SALT);
    slot->cost = (KdfCost){get(at + 32, 4), get(at + 36, 4) * KIB};
    memcpy(slot->nonce, at + 40, SLOT_NONCE);
    memcpy(slot->box, at + 64, SLOT_BOX);
}

static void put_head(const SealHeader *header, unsigned char *bytes)
{
    memset(bytes, 0, HEADER_COPY);
    memcpy(bytes, magic, MAGIC);
    put(bytes + FORMAT_AT, FORMAT, 4);
    put(bytes + PAGE_AT, SEAL_PAGE_BYTES, 4);
    put(bytes + RESERVE_AT, SEAL_RESERVE, 4);
    put(bytes + COUNT_AT, header->n, 4);
    memcpy(bytes + ID_AT, header->id, SEAL_ID_BYTES);
    put(bytes + GENERATION_AT, header->generation, 8);
    put(bytes + PRACTICE_AT, header->practice, 8);
    for (size_t i = 0; i < header->n; i++)
        put_slot(bytes + SLOTS_AT + i * SLOT_BYTES, &header->slots[i]);
}

static void mac_of(const unsigned char *bytes, const SealKey *key,
                   unsigned char out[HEADER_MAC])
{
    crypto_generichash(out, HEADER_MAC, bytes, MAC_AT, seal_key_for(key, SEAL_USE_HEADER),
                       SEAL_KEY_BYTES);
}

static void digest_of(const unsigned char *bytes, unsigned char out[HEADER_DIGEST])
{
    crypto_generichash(out, HEADER_DIGEST, bytes, DIGEST_AT, NULL, 0);
}

void header_mac(const SealHeader *header, const SealKey *key, unsigned char out[HEADER_MAC])
{
    unsigned char *bytes = xmalloc(HEADER_COPY);

    put_head(header, bytes);
    mac_of(bytes, key, out);
    free(bytes);
}

void header_encode(SealHeader *header, const SealKey *key, unsigned char *bytes)
{
    put_head(header, bytes);
    mac_of(bytes, key, header->mac);
    memcpy(bytes + MAC_AT, header->mac, HEADER_MAC);
    digest_of(bytes, bytes + DIGEST_AT);
}

bool header_begins(const unsigned char *bytes)
{
    return memcmp(bytes, magic, MAGIC) == 0;
}

SealFound header_decode(const unsigned char *bytes, SealHeader *out)
{
    unsigned char digest[HEADER_DIGEST];

    if (!header_begins(bytes))
        return SEAL_FOREIGN;
    digest_of(bytes, digest);
    if (memcmp(digest, bytes + DIGEST_AT, HEADER_DIGEST) != 0)
        return SEAL_DAMAGED;
    if (get(bytes + FORMAT_AT, 4) > FORMAT || get(bytes + PRACTICE_AT, 8) > 1)
        return SEAL_NEWER;
    out->n = (size_t)get(bytes + COUNT_AT, 4);
    if (get(bytes + FORMAT_AT, 4) != FORMAT || get(bytes + PAGE_AT, 4) != SEAL_PAGE_BYTES ||
        get(bytes + RESERVE_AT, 4) != SEAL_RESERVE || out->n > SEAL_SLOTS_MAX)
        return SEAL_DAMAGED;
    memcpy(out->id, bytes + ID_AT, SEAL_ID_BYTES);
    out->generation = get(bytes + GENERATION_AT, 8);
    out->practice = get(bytes + PRACTICE_AT, 8) == 1;
    for (size_t i = 0; i < out->n; i++)
        get_slot(bytes + SLOTS_AT + i * SLOT_BYTES, &out->slots[i]);
    memcpy(out->mac, bytes + MAC_AT, HEADER_MAC);
    return SEAL_WHOLE;
}
