#include "config.h"

#include "store/chain.h"

#include <string.h>

/* Every field is a type byte, its length or number in eight bytes, and its bytes, so that no two
 * different records have the same encoding. */
static void chain_put_number(Buf *out, char type, uint64_t number)
{
    char bytes[9] = {type};

    for (int i = 0; i < 8; i++)
        bytes[i + 1] = (char)(unsigned char)(number >> (8 * i));
    buf_add_bytes(out, bytes, sizeof(bytes));
}

static void chain_put(Buf *out, const SqlValue *value)
{
    static const char types[] = {
        [SQL_NULL] = 'n', [SQL_INT] = 'i', [SQL_TEXT] = 't', [SQL_BLOB] = 'b'};

    if (value->type == SQL_NULL || value->type == SQL_INT) {
        chain_put_number(out, types[value->type], (uint64_t)value->number);
        return;
    }
    chain_put_number(out, types[value->type], value->len);
    buf_add_bytes(out, value->bytes, value->len);
}

static void chain_put_text(Buf *out, const char *text)
{
    SqlValue value = sql_value_text(text);

    chain_put(out, &value);
}

void chain_init(Chain *chain)
{
    memset(chain->running, 0, sizeof(chain->running));
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
    memmove(chain->running, before, DIGEST_BYTES);
    buf_clear(&chain->local);
}

static void chain_begin_record(Chain *chain, char type)
{
    buf_clear(&chain->bytes);
    buf_add_bytes(&chain->bytes, chain->running, DIGEST_BYTES);
    buf_add_char(&chain->bytes, type);
}

void chain_add(Chain *chain, const ChainChange *change)
{
    Buf *out = &chain->bytes;

    chain_begin_record(chain, 'c');
    chain_put_text(out, change->op);
    chain_put_text(out, change->table);
    chain_put(out, &change->row_uid);
    chain_put_text(out, change->column);
    chain_put_number(out, 'i', (uint64_t)change->secret);
    chain_put(out, &change->before.digest);
    chain_put(out, &change->after.digest);
    digest_blake2b(out->data, out->len, chain->running);
    chain_put_number(&chain->local, 'i', (uint64_t)change->row_id);
}

void chain_end(Chain *chain, const ChainGroup *group, unsigned char hash[DIGEST_BYTES],
               unsigned char seal[DIGEST_BYTES])
{
    Buf *out = &chain->bytes;

    chain_begin_record(chain, 'g');
    chain_put(out, &group->uid);
    chain_put_text(out, group->at);
    chain_put_text(out, group->station);
    chain_put_text(out, group->kind);
    chain_put_text(out, group->verb);
    chain_put(out, &group->message.digest);
    chain_put(out, &group->user_uid);
    chain_put_text(out, group->user_name);
    chain_put(out, &group->case_uid);
    chain_put_number(out, 'i', (uint64_t)group->content);
    chain_put(out, &group->undoes);
    digest_blake2b(out->data, out->len, hash);

    buf_clear(out);
    buf_add_bytes(out, hash, DIGEST_BYTES);
    chain_put_number(out, 'i', (uint64_t)group->id);
    chain_put_number(out, 'i', (uint64_t)group->user_id);
    chain_put_number(out, 'i', (uint64_t)group->case_id);
    buf_add_bytes(out, chain->local.data, chain->local.len);
    digest_blake2b(out->data, out->len, seal);
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
