/* BLAKE2b over typed pieces, as ARCHITECTURE has it. */
#include "config.h"

#include "verify/hash.h"

#include <sodium.h>
#include <string.h>

bool bytes_are(Bytes bytes, const char *text)
{
    return bytes.at && bytes.n == strlen(text) && memcmp(bytes.at, text, bytes.n) == 0;
}

const Value *row_became(const Row *row, const char *column)
{
    for (size_t i = 0; row && i < row->n; i++) {
        if (strcmp(row->columns[i].name, column) == 0)
            return &row->columns[i].after;
    }
    return NULL;
}

void hash_of(const void *bytes, size_t n, unsigned char out[HASH])
{
    crypto_generichash(out, HASH, bytes, n, NULL, 0);
}

void hash_salt(const unsigned char *seed, uint64_t number, unsigned char out[SALT])
{
    unsigned char from[SALT + 8], block[64];
    uint64_t of = number / 4;

    memcpy(from, seed, SALT);
    for (int i = 0; i < 8; i++)
        from[SALT + i] = (unsigned char)(of >> 8 * i);
    crypto_generichash(block, sizeof(block), from, sizeof(from), NULL, 0);
    memcpy(out, block + number % 4 * SALT, SALT);
}

void part_number(Buf *out, char type, uint64_t number)
{
    buf_add_char(out, type);
    for (; number >= 0x80; number >>= 7)
        buf_add_char(out, (char)(unsigned char)(number | 0x80));
    buf_add_char(out, (char)(unsigned char)number);
}

void part_bytes(Buf *out, char type, Bytes bytes)
{
    if (!bytes.at) {
        part_number(out, 'n', 0);
        return;
    }
    part_number(out, type, bytes.n);
    buf_add_bytes(out, bytes.at, bytes.n);
}

static void part_value(Buf *out, const Value *value)
{
    switch (value->type) {
    case VALUE_INT:
        part_number(out, 'i', (uint64_t)value->number);
        break;
    case VALUE_TEXT:
        part_bytes(out, 't', value->bytes);
        break;
    case VALUE_BYTES:
        part_bytes(out, 'b', value->bytes);
        break;
    case VALUE_ROW:
        part_bytes(out, 'u', value->bytes);
        break;
    case VALUE_EMPTY:
    case VALUE_SECRET:
    case VALUE_ERASED:
    case VALUE_CLOSED:
        part_number(out, 'n', 0);
        break;
    }
}

static void part_word(Buf *out, const char *word)
{
    part_bytes(out, 't', (Bytes){(const unsigned char *)word, strlen(word)});
}

void hash_value(const Place *place, const Value *value, const unsigned char *salt,
                unsigned char out[HASH])
{
    Buf bytes = BUF_INIT;

    buf_add_bytes(&bytes, salt, SALT);
    part_word(&bytes, place->table);
    buf_add_bytes(&bytes, place->row, UID);
    part_word(&bytes, place->column);
    buf_add_char(&bytes, place->side);
    part_value(&bytes, value);
    hash_of(bytes.data, bytes.len, out);
    buf_free(&bytes);
}

void hash_kept(const Value *value, unsigned char out[HASH])
{
    Buf bytes = BUF_INIT;

    part_value(&bytes, value);
    hash_of(bytes.data, bytes.len, out);
    buf_free(&bytes);
}

void hash_store(const unsigned char before[HASH], const unsigned char g[HASH],
                unsigned char out[HASH])
{
    static const char begins[] = "anjuan store 1";
    unsigned char bytes[sizeof(begins) - 1 + 2 * HASH];

    memcpy(bytes, begins, sizeof(begins) - 1);
    memcpy(bytes + sizeof(begins) - 1, before, HASH);
    memcpy(bytes + sizeof(begins) - 1 + HASH, g, HASH);
    hash_of(bytes, sizeof(bytes), out);
}
