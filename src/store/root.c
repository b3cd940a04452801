/* BLAKE2b of a word, the number, the moment and the root, which the table case_root keeps. */
#include "config.h"

#include "store/root.h"

#include <string.h>

#include "store/sql.h"

static void derive(const char *what, const unsigned char root[ROOT_BYTES], int64_t number,
                   const char *at, unsigned char out[ROOT_BYTES])
{
    unsigned char digest[DIGEST_BYTES];
    Buf bytes = BUF_INIT;

    buf_addf(&bytes, "anjuan %s %lld %s ", what, (long long)number, at);
    buf_add_bytes(&bytes, root, ROOT_BYTES);
    digest_blake2b(bytes.data, bytes.len, digest);
    memcpy(out, digest, ROOT_BYTES);
    buf_free(&bytes);
}

void root_uid(const unsigned char root[ROOT_BYTES], int64_t number, const char *at, Uid *out)
{
    derive("uid", root, number, at, out->bytes);
}

void root_seed(const unsigned char root[ROOT_BYTES], int64_t number, const char *at,
               unsigned char out[CHAIN_SEED])
{
    derive("seed", root, number, at, out);
}

void root_row(const unsigned char group[UID_BYTES], int64_t number, Uid *out)
{
    derive("row", group, number, "", out->bytes);
}

bool root_read(Store *store, int64_t case_id, CaseRoot *out, Err *err)
{
    Sql q;

    *out = (CaseRoot){.there = false};
    if (!sql_open(&q, store, "SELECT root, next FROM case_root WHERE case_id = ?", err))
        return false;
    sql_bind_int(&q, 1, case_id);
    if (sql_row(&q)) {
        size_t n;
        const void *bytes = sql_blob(&q, 0, &n);
        out->there = n == ROOT_BYTES;
        if (out->there)
            memcpy(out->bytes, bytes, n);
        out->next = sql_int(&q, 1);
    }
    return sql_close(&q, err);
}

bool root_used(Store *store, int64_t case_id, const CaseRoot *root, Err *err)
{
    unsigned char fresh[ROOT_BYTES];
    Sql q;

    if (root->there)
        return sql_do(store, err, "UPDATE case_root SET next = ?2 WHERE case_id = ?1", "ii",
                      case_id, root->next + 1);
    digest_random(fresh, sizeof fresh);
    if (!sql_open(&q, store, "INSERT OR IGNORE INTO case_root VALUES (?, ?, 0)", err))
        return false;
    sql_bind_int(&q, 1, case_id);
    sql_bind_blob(&q, 2, fresh, sizeof fresh);
    sql_row(&q);
    return sql_close(&q, err);
}

bool root_forget(Store *store, int64_t case_id, Err *err)
{
    return sql_do(store, err, "DELETE FROM case_root WHERE case_id = ?", "i", case_id);
}
