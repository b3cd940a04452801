/* Each piece goes into a hash with its type and length, so that no two different histories give
 * the same bytes. */
#include "config.h"

#include "store/chain.h"

#include <string.h>

#include "base/attr.h"

enum { CHAIN_NUMBER_MAX = 11 /* a type and 64 bits, seven to a byte */ };

/* One for each use, so that no bytes of one can stand for another. */
static const char chain_of_group[] = "anjuan group 1";
static const char chain_of_store[] = "anjuan store 1";
static const char chain_to_sign[16] = "anjuan signs 1";

static void chain_number(Buf *out, char type, uint64_t number)
{
    char bytes[CHAIN_NUMBER_MAX];
    size_t n = 0;

    bytes[n++] = type;
    for (; number >= 0x80; number >>= 7)
        bytes[n++] = (char)(unsigned char)(number | 0x80);
    bytes[n++] = (char)(unsigned char)number;
    buf_add_bytes(out, bytes, n);
}

static void chain_bytes(Buf *out, char type, const void *bytes, size_t n)
{
    chain_number(out, type, n);
    buf_add_bytes(out, bytes, n);
}

static void chain_word(Buf *out, const char *word)
{
    chain_bytes(out, 't', word, strlen(word));
}

static void chain_value(Buf *out, const SqlValue *value)
{
    switch (value->type) {
    case SQL_NULL:
        chain_number(out, 'n', 0);
        break;
    case SQL_INT:
        chain_number(out, 'i', (uint64_t)value->number);
        break;
    case SQL_TEXT:
        chain_bytes(out, 't', value->bytes, value->len);
        break;
    case SQL_BLOB:
        chain_bytes(out, 'b', value->bytes, value->len);
        break;
    }
}

static void chain_digest_or_none(Buf *out, const unsigned char *digest)
{
    if (digest)
        chain_bytes(out, 'b', digest, DIGEST_BYTES);
    else
        chain_number(out, 'n', 0);
}

void chain_salts(ChainSalts *salts, const unsigned char seed[CHAIN_SEED])
{
    *salts = (ChainSalts){.seed = seed};
}

const unsigned char *chain_salt(ChainSalts *salts, uint64_t number)
{
    enum { IN_BLOCK = CHAIN_SALTS_BLOCK / CHAIN_SALT };
    uint64_t block = number / IN_BLOCK;
    unsigned char bytes[CHAIN_SEED + 8];

    if (salts->block != block + 1) {
        memcpy(bytes, salts->seed, CHAIN_SEED);
        for (int i = 0; i < 8; i++)
            bytes[CHAIN_SEED + i] = (unsigned char)(block >> 8 * i);
        digest_blake2b_wide(bytes, sizeof(bytes), salts->bytes);
        salts->block = block + 1;
    }
    return salts->bytes + number % IN_BLOCK * CHAIN_SALT;
}

void chain_digest(Buf *scratch, const ChainPlace *place, const ChainValue *value,
                  const unsigned char salt[CHAIN_SALT], unsigned char out[DIGEST_BYTES])
{
    buf_clear(scratch);
    buf_add_bytes(scratch, salt, CHAIN_SALT);
    chain_word(scratch, place->table);
    buf_add_bytes(scratch, place->row, UID_BYTES);
    chain_word(scratch, place->column);
    buf_add_char(scratch, place->side);
    if (value->points)
        chain_bytes(scratch, 'u', value->value.bytes, value->value.len);
    else
        chain_value(scratch, &value->value);
    digest_blake2b(scratch->data, scratch->len, out);
}

void chain_start(Buf *out, const unsigned char before[DIGEST_BYTES], const ChainGroup *group)
{
    buf_clear(out);
    chain_word(out, chain_of_group);
    buf_add_bytes(out, before, DIGEST_BYTES);
    chain_value(out, &group->uid);
    chain_value(out, &group->at);
    chain_value(out, &group->station);
    chain_value(out, &group->kind);
    chain_value(out, &group->verb);
    chain_digest_or_none(out, group->message);
    chain_value(out, &group->user_uid);
    chain_value(out, &group->user_name);
    chain_value(out, &group->case_uid);
    chain_number(out, 'i', (uint64_t)group->content);
    chain_value(out, &group->undoes);
}

void chain_row(Buf *out, const char *op, const char *table, const unsigned char row[UID_BYTES],
               size_t columns)
{
    chain_word(out, op);
    chain_word(out, table);
    chain_bytes(out, 'b', row, UID_BYTES);
    chain_number(out, 'i', columns);
}

void chain_column(Buf *out, const char *name, bool secret, const unsigned char *before,
                  const unsigned char *after)
{
    chain_word(out, name);
    chain_number(out, 'i', secret);
    chain_digest_or_none(out, before);
    chain_digest_or_none(out, after);
}

void chain_end(Buf *out, size_t rows, unsigned char g[DIGEST_BYTES])
{
    chain_number(out, 'i', rows);
    digest_blake2b(out->data, out->len, g);
}

void chain_store(const unsigned char before[DIGEST_BYTES], const unsigned char g[DIGEST_BYTES],
                 unsigned char out[DIGEST_BYTES])
{
    unsigned char bytes[sizeof(chain_of_store) - 1 + 2 * DIGEST_BYTES], *at = bytes;

    memcpy(at, chain_of_store, sizeof(chain_of_store) - 1);
    at += sizeof(chain_of_store) - 1;
    memcpy(at, before, DIGEST_BYTES);
    memcpy(at + DIGEST_BYTES, g, DIGEST_BYTES);
    digest_blake2b(bytes, sizeof(bytes), out);
}

void chain_signed_bytes(const ChainSigned *what, unsigned char out[CHAIN_SIGNED_BYTES])
{
    unsigned char *at = out + sizeof(chain_to_sign);

    memcpy(out, chain_to_sign, sizeof(chain_to_sign));
    for (int shift = 56; shift >= 0; shift -= 8)
        *at++ = (unsigned char)((uint64_t)what->position >> shift);
    memcpy(at, what->g, DIGEST_BYTES);
    memcpy(at + DIGEST_BYTES, what->before, DIGEST_BYTES);
    memcpy(at + 2 * DIGEST_BYTES, what->people, DIGEST_BYTES);
}

void chain_signed_elsewhere(const unsigned char g[DIGEST_BYTES],
                            const unsigned char signed_at[CHAIN_SIGNED_AT],
                            unsigned char out[CHAIN_SIGNED_BYTES])
{
    unsigned char *at = out + sizeof(chain_to_sign) + 8;

    memcpy(out, chain_to_sign, sizeof(chain_to_sign));
    memcpy(out + sizeof(chain_to_sign), signed_at, 8);
    memcpy(at, g, DIGEST_BYTES);
    memcpy(at + DIGEST_BYTES, signed_at + 8, 2 * DIGEST_BYTES);
}

void chain_local(Buf *out, int64_t number)
{
    chain_number(out, 'i', (uint64_t)number);
}

void chain_seal(const Buf *local, const unsigned char g[DIGEST_BYTES],
                unsigned char seal[DIGEST_SHORT])
{
    digest_short(local->data, local->len, g, seal);
}
