/* The one row of the table secret, and what follows from it for a context. */
#include "config.h"

#include "store/secret.h"

#include <string.h>

#include "base/i18n.h"
#include "store/sql.h"

static bool read_root(Store *store, unsigned char out[DIGEST_BYTES], bool *there, Err *err)
{
    Sql q;
    size_t n = 0;
    if (!sql_open(&q, store, "SELECT bytes FROM secret WHERE id = 1", err))
        return false;
    const void *bytes = sql_row(&q) ? sql_blob(&q, 0, &n) : NULL;
    *there = n == DIGEST_BYTES;
    if (*there)
        memcpy(out, bytes, DIGEST_BYTES);
    return sql_close(&q, err);
}

static bool make_root(Store *store, unsigned char out[DIGEST_BYTES], Err *err)
{
    Sql q;
    digest_random(out, DIGEST_BYTES);
    if (!sql_open(&q, store, "INSERT INTO secret (id, bytes) VALUES (1, ?)", err))
        return false;
    sql_bind_blob(&q, 1, out, DIGEST_BYTES);
    sql_row(&q);
    return sql_close(&q, err);
}

bool store_secret(Store *store, const char *context, unsigned char out[DIGEST_BYTES], Err *err)
{
    unsigned char root[DIGEST_BYTES] = {0};
    bool there = false, done = read_root(store, root, &there, err);
    if (done && !there && !store_in_transaction(store))
        done = err_set(err, ERR_NOT_FOUND, _("The store has no secret yet"));
    else if (done && !there)
        done = make_root(store, root, err);
    if (done)
        digest_keyed(context, strlen(context), root, out);
    explicit_bzero(root, sizeof(root));
    return done;
}
