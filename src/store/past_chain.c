/* Each piece goes into the hash with its type and length, so that no two different histories
 * give the same bytes. */
#include "config.h"

#include "store/past_chain.h"

#include <string.h>

enum {
    PAST_SHORT = 112, /* a field that is put together on the stack */
    PAST_FOLD =
        1 << 16, /* bytes of changes after which they are hashed, so that a group may be long */
    PAST_NUMBER_MAX = 11, /* a type and 64 bits, seven to a byte */
};

static size_t past_number(char *out, char type, uint64_t number)
{
    size_t n = 0;

    out[n++] = type;
    for (; number >= 0x80; number >>= 7)
        out[n++] = (char)(unsigned char)(number | 0x80);
    out[n++] = (char)(unsigned char)number;
    return n;
}

static void past_put_number(Buf *out, char type, uint64_t number)
{
    char bytes[PAST_NUMBER_MAX];

    buf_add_bytes(out, bytes, past_number(bytes, type, number));
}

/* Every field is a type byte, its number or its length, and its bytes, so that no two different
 * records have the same encoding. */
static void past_put(Buf *out, const SqlValue *value)
{
    static const char types[] = {
        [SQL_NULL] = 'n', [SQL_INT] = 'i', [SQL_TEXT] = 't', [SQL_BLOB] = 'b'};
    char bytes[PAST_NUMBER_MAX + PAST_SHORT];
    size_t n;

    if (value->type == SQL_NULL || value->type == SQL_INT) {
        past_put_number(out, types[value->type], (uint64_t)value->number);
        return;
    }
    n = past_number(bytes, types[value->type], value->len);
    if (value->len <= PAST_SHORT) {
        memcpy(bytes + n, value->bytes, value->len);
        buf_add_bytes(out, bytes, n + value->len);
        return;
    }
    buf_add_bytes(out, bytes, n);
    buf_add_bytes(out, value->bytes, value->len);
}

void past_init(PastChain *chain)
{
    buf_init(&chain->bytes);
    buf_init(&chain->local);
}

void past_free(PastChain *chain)
{
    buf_free(&chain->bytes);
    buf_free(&chain->local);
}

void past_start(PastChain *chain, const unsigned char before[DIGEST_BYTES])
{
    buf_clear(&chain->bytes);
    buf_add_bytes(&chain->bytes, before, DIGEST_BYTES);
    buf_clear(&chain->local);
}

static void past_fold(Buf *bytes)
{
    unsigned char digest[DIGEST_BYTES];

    digest_blake2b(bytes->data, bytes->len, digest);
    buf_clear(bytes);
    buf_add_bytes(bytes, digest, DIGEST_BYTES);
}

void past_add(PastChain *chain, const PastChange *change)
{
    Buf *out = &chain->bytes;

    buf_add_char(out, 'c');
    past_put(out, &change->op);
    past_put(out, &change->table);
    past_put(out, &change->row_uid);
    past_put(out, &change->column);
    past_put_number(out, 'i', (uint64_t)change->secret);
    past_put(out, &change->before.digest);
    past_put(out, &change->after.digest);
    if (out->len > PAST_FOLD)
        past_fold(out);
    past_put_number(&chain->local, 'i', (uint64_t)change->row_id);
}

void past_end(PastChain *chain, const PastGroup *group, unsigned char hash[DIGEST_BYTES],
              unsigned char seal[DIGEST_SHORT])
{
    Buf *out = &chain->bytes;

    buf_add_char(out, 'g');
    past_put(out, &group->uid);
    past_put(out, &group->at);
    past_put(out, &group->station);
    past_put(out, &group->kind);
    past_put(out, &group->verb);
    past_put(out, &group->message.digest);
    past_put(out, &group->user_uid);
    past_put(out, &group->user_name);
    past_put(out, &group->case_uid);
    past_put_number(out, 'i', (uint64_t)group->content);
    past_put(out, &group->undoes);
    digest_blake2b(out->data, out->len, hash);

    out = &chain->local;
    past_put_number(out, 'i', (uint64_t)group->id);
    past_put_number(out, 'i', (uint64_t)group->user_id);
    past_put_number(out, 'i', (uint64_t)group->case_id);
    digest_short(out->data, out->len, hash, seal);
}

/* The digest of a value that is not empty. scratch is cleared and used. */
static void past_digest(Buf *scratch, const SqlValue *value, const void *salt,
                        unsigned char out[DIGEST_BYTES])
{
    buf_clear(scratch);
    buf_add_bytes(scratch, salt, PAST_SALT);
    past_put(scratch, value);
    digest_blake2b(scratch->data, scratch->len, out);
}

PastState past_check(Buf *scratch, const PastValue *value)
{
    unsigned char digest[DIGEST_BYTES];

    if (value->digest.type == SQL_NULL) {
        bool empty = value->value.type == SQL_NULL && value->salt.type == SQL_NULL;
        return empty ? PAST_EMPTY : PAST_WRONG;
    }
    if (value->value.type == SQL_NULL && value->salt.type == SQL_NULL)
        return PAST_ERASED;
    if (value->value.type == SQL_NULL || value->salt.type != SQL_BLOB ||
        value->salt.len != PAST_SALT || value->digest.type != SQL_BLOB ||
        value->digest.len != DIGEST_BYTES)
        return PAST_WRONG;
    past_digest(scratch, &value->value, value->salt.bytes, digest);
    return memcmp(digest, value->digest.bytes, DIGEST_BYTES) == 0 ? PAST_KEPT : PAST_WRONG;
}
