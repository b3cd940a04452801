/* Each piece goes into the hash with its type and length, so that no two different histories
 * give the same bytes. */
#include "config.h"

#include "store/chain.h"

#include <string.h>

enum {
    CHAIN_SHORT = 112, /* a field that is put together on the stack */
    CHAIN_FOLD =
        1 << 16, /* bytes of changes after which they are hashed, so that a group may be long */
    CHAIN_NUMBER_MAX = 11, /* a type and 64 bits, seven to a byte */
};

static size_t chain_number(char *out, char type, uint64_t number)
{
    size_t n = 0;

    out[n++] = type;
    for (; number >= 0x80; number >>= 7)
        out[n++] = (char)(unsigned char)(number | 0x80);
    out[n++] = (char)(unsigned char)number;
    return n;
}

static void chain_put_number(Buf *out, char type, uint64_t number)
{
    char bytes[CHAIN_NUMBER_MAX];

    buf_add_bytes(out, bytes, chain_number(bytes, type, number));
}

/* Every field is a type byte, its number or its length, and its bytes, so that no two different
 * records have the same encoding. */
static void chain_put(Buf *out, const SqlValue *value)
{
    static const char types[] = {
        [SQL_NULL] = 'n', [SQL_INT] = 'i', [SQL_TEXT] = 't', [SQL_BLOB] = 'b'};
    char bytes[CHAIN_NUMBER_MAX + CHAIN_SHORT];
    size_t n;

    if (value->type == SQL_NULL || value->type == SQL_INT) {
        chain_put_number(out, types[value->type], (uint64_t)value->number);
        return;
    }
    n = chain_number(bytes, types[value->type], value->len);
    if (value->len <= CHAIN_SHORT) {
        memcpy(bytes + n, value->bytes, value->len);
        buf_add_bytes(out, bytes, n + value->len);
        return;
    }
    buf_add_bytes(out, bytes, n);
    buf_add_bytes(out, value->bytes, value->len);
}

void chain_init(Chain *chain)
{
    buf_init(&chain->bytes);
    buf_init(&chain->local);
}

void chain_free(Chain *chain)
{
    buf_free(&chain->bytes);
    buf_free(&chain->local);
}

void chain_start(Chain *chain, const unsigned char before[DIGEST_BYTES])
{
    buf_clear(&chain->bytes);
    buf_add_bytes(&chain->bytes, before, DIGEST_BYTES);
    buf_clear(&chain->local);
}

static void chain_fold(Buf *bytes)
{
    unsigned char digest[DIGEST_BYTES];

    digest_blake2b(bytes->data, bytes->len, digest);
    buf_clear(bytes);
    buf_add_bytes(bytes, digest, DIGEST_BYTES);
}

void chain_add(Chain *chain, const ChainChange *change)
{
    Buf *out = &chain->bytes;

    buf_add_char(out, 'c');
    chain_put(out, &change->op);
    chain_put(out, &change->table);
    chain_put(out, &change->row_uid);
    chain_put(out, &change->column);
    chain_put_number(out, 'i', (uint64_t)change->secret);
    chain_put(out, &change->before.digest);
    chain_put(out, &change->after.digest);
    if (out->len > CHAIN_FOLD)
        chain_fold(out);
    chain_put_number(&chain->local, 'i', (uint64_t)change->row_id);
}

void chain_end(Chain *chain, const ChainGroup *group, unsigned char hash[DIGEST_BYTES],
               unsigned char seal[DIGEST_SHORT])
{
    Buf *out = &chain->bytes;

    buf_add_char(out, 'g');
    chain_put(out, &group->uid);
    chain_put(out, &group->at);
    chain_put(out, &group->station);
    chain_put(out, &group->kind);
    chain_put(out, &group->verb);
    chain_put(out, &group->message.digest);
    chain_put(out, &group->user_uid);
    chain_put(out, &group->user_name);
    chain_put(out, &group->case_uid);
    chain_put_number(out, 'i', (uint64_t)group->content);
    chain_put(out, &group->undoes);
    digest_blake2b(out->data, out->len, hash);

    out = &chain->local;
    chain_put_number(out, 'i', (uint64_t)group->id);
    chain_put_number(out, 'i', (uint64_t)group->user_id);
    chain_put_number(out, 'i', (uint64_t)group->case_id);
    digest_short(out->data, out->len, hash, seal);
}

void chain_digest(Buf *scratch, const SqlValue *value, const void *salt,
                  unsigned char out[DIGEST_BYTES])
{
    buf_clear(scratch);
    buf_add_bytes(scratch, salt, CHAIN_SALT);
    chain_put(scratch, value);
    digest_blake2b(scratch->data, scratch->len, out);
}

ChainState chain_check(Buf *scratch, const ChainValue *value)
{
    unsigned char digest[DIGEST_BYTES];

    if (value->digest.type == SQL_NULL) {
        bool empty = value->value.type == SQL_NULL && value->salt.type == SQL_NULL;
        return empty ? CHAIN_EMPTY : CHAIN_WRONG;
    }
    if (value->value.type == SQL_NULL && value->salt.type == SQL_NULL)
        return CHAIN_ERASED;
    if (value->value.type == SQL_NULL || value->salt.type != SQL_BLOB ||
        value->salt.len != CHAIN_SALT || value->digest.type != SQL_BLOB ||
        value->digest.len != DIGEST_BYTES)
        return CHAIN_WRONG;
    chain_digest(scratch, &value->value, value->salt.bytes, digest);
    return memcmp(digest, value->digest.bytes, DIGEST_BYTES) == 0 ? CHAIN_KEPT : CHAIN_WRONG;
}
