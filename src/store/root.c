/* BLAKE2b of a word, the number, the moment and the root, which the table case_root keeps. */
#include "config.h"

#include "store/root.h"

#include <string.h>

#include "store/inner.h"
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

/* ---- whether it is what events were made of ---- */

typedef struct Rooted {
    int64_t case_id, next, events; /* of this store, about the case */
    const unsigned char *root, *uid;
    const char *at; /* of the newest of them, and its uid */
} Rooted;

static bool is_made(const Rooted *r, int64_t number)
{
    Uid uid;

    root_uid(r->root, number, r->at, &uid);
    return memcmp(uid.bytes, r->uid, UID_BYTES) == 0;
}

/* What next should be: of the event that began it nothing can be told, but that it is made of
 * no number. -1: the root is another. */
static int64_t next_told(const Rooted *r)
{
    if (!r->root || !r->uid || !r->at || r->next < 0)
        return -1;
    if (r->next > 0 && is_made(r, r->next - 1))
        return r->next;
    for (int64_t i = 0; i < r->events; i++) {
        if (is_made(r, i))
            return i + 1;
    }
    return r->next == 0 ? 0 : -1;
}

static const void *blob_of(Sql *q, int column, size_t size)
{
    size_t n;
    const void *bytes = sql_blob(q, column, &n);

    return bytes && n == size ? bytes : NULL;
}

bool root_compare(Store *store, RootFaultSink *sink, void *ctx, Err *err)
{
    bool going = true;
    Sql q;

    if (!sql_open(&q, store,
                  "SELECT r.case_id, r.next, r.root, g.uid, g.at, (SELECT count(*)"
                  " FROM journal_group WHERE case_id = r.case_id AND NOT " GROUP_OF_ELSEWHERE
                  ") FROM case_root AS r LEFT JOIN journal_group AS g ON g.id = (SELECT max(id)"
                  " FROM journal_group WHERE case_id = r.case_id AND NOT " GROUP_OF_ELSEWHERE
                  ")",
                  err))
        return false;
    while (going && sql_row(&q)) {
        Rooted r = {.case_id = sql_int(&q, 0),
                    .next = sql_int(&q, 1),
                    .root = blob_of(&q, 2, ROOT_BYTES),
                    .uid = blob_of(&q, 3, UID_BYTES),
                    .at = sql_said(&q, 4),
                    .events = sql_int(&q, 5)};
        int64_t told = next_told(&r);
        RootFault fault = {.case_id = r.case_id};
        if (told >= 0) {
            fault.told = told;
            fault.stored = r.next;
        }
        going = (told >= 0 && told == r.next) || sink(ctx, &fault);
    }
    return sql_close(&q, going ? err : NULL) && going;
}
