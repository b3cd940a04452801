/* What a restore takes along of the store that it replaces. Numbers that were given, of cases
 * and batches, each a prefix and digits: another one under the same prefix would be the same
 * number for something else. And cases that were erased: an older backup has them whole again.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/inner.h"
#include "store/sql.h"

#define GIVEN_NAME "given."

void given_free(Given *given)
{
    for (size_t i = 0; i < given->n; i++)
        free(given->numbers[i].prefix);
    free(given->numbers);
    *given = (Given){0};
}

static void given_add(Given *given, const char *prefix, int64_t last)
{
    given->numbers = xreallocarray(given->numbers, given->n + 1, sizeof(*given->numbers));
    given->numbers[given->n++] = (GivenNumber){xstrdup(prefix), last};
}

void given_read(Store *store, Given *out)
{
    /* A store of an earlier version or a damaged one may lack one of them. */
    static const char *const queries[] = {
        "SELECT rtrim(no, '0123456789') AS prefix,"
        " max(CAST(substr(no, length(rtrim(no, '0123456789')) + 1) AS INTEGER))"
        " FROM case_file GROUP BY prefix",
        "SELECT rtrim(no, '0123456789') AS prefix,"
        " max(CAST(substr(no, length(rtrim(no, '0123456789')) + 1) AS INTEGER))"
        " FROM batch GROUP BY prefix",
        "SELECT substr(name, length('" GIVEN_NAME "') + 1), CAST(value AS INTEGER)"
        " FROM meta WHERE name GLOB '" GIVEN_NAME "*'",
    };
    for (size_t i = 0; i < sizeof(queries) / sizeof(*queries); i++) {
        Sql q;
        if (!sql_open(&q, store, queries[i], NULL))
            continue;
        while (sql_row(&q))
            given_add(out, sql_said(&q, 0), sql_int(&q, 1));
        sql_close(&q, NULL);
    }
}

bool given_keep(Store *store, const Given *given, Err *err)
{
    bool done = true;
    for (size_t i = 0; done && i < given->n; i++)
        done = sql_do(store, err,
                      "INSERT INTO meta (name, value) VALUES ('" GIVEN_NAME "' || ?1, ?2)"
                      " ON CONFLICT (name) DO UPDATE SET value ="
                      " max(CAST(value AS INTEGER), CAST(excluded.value AS INTEGER))",
                      "ti", given->numbers[i].prefix, given->numbers[i].last);
    return done;
}

bool store_given(Store *store, const char *prefix, int64_t *last, Err *err)
{
    int64_t given;
    if (!sql_get_int(store, err, &given,
                     "SELECT coalesce(max(CAST(value AS INTEGER)), 0) FROM meta"
                     " WHERE name = '" GIVEN_NAME "' || ?1",
                     "t", prefix))
        return false;
    *last = given > *last ? given : *last;
    return true;
}

void erasures_free(Erasures *erasures)
{
    for (size_t i = 0; i < erasures->n; i++)
        free(erasures->cases[i].no);
    free(erasures->cases);
    *erasures = (Erasures){0};
}

void erasures_read(Store *store, Erasures *out)
{
    Sql q;
    /* A store of an earlier version or a damaged one may tell of none. */
    if (!sql_open(&q, store,
                  "SELECT c.uid, c.no FROM erasure AS e JOIN case_file AS c ON c.id = e.case_id"
                  " ORDER BY c.id",
                  NULL))
        return;
    while (sql_row(&q)) {
        size_t len;
        const void *uid = sql_blob(&q, 0, &len);
        if (!uid || len != UID_BYTES || !sql_text(&q, 1))
            continue;
        out->cases = xreallocarray(out->cases, out->n + 1, sizeof(*out->cases));
        memcpy(out->cases[out->n].uid.bytes, uid, UID_BYTES);
        out->cases[out->n++].no = xstrdup(sql_text(&q, 1));
    }
    sql_close(&q, NULL);
}

static bool is_whole_again(Store *store, const WasErased *erased, bool *whole, Err *err)
{
    Sql q;

    *whole = false;
    if (!sql_open(&q, store,
                  "SELECT 1 FROM case_file AS c WHERE c.uid = ?"
                  " AND NOT EXISTS (SELECT 1 FROM erasure AS e WHERE e.case_id = c.id)",
                  err))
        return false;
    sql_bind_blob(&q, 1, erased->uid.bytes, UID_BYTES);
    *whole = sql_row(&q);
    return sql_close(&q, err);
}

bool erasures_keep(Store *store, Erasures *erasures, Err *err)
{
    size_t kept = 0;

    for (size_t i = 0; i < erasures->n; i++) {
        bool whole;
        if (!is_whole_again(store, &erasures->cases[i], &whole, err))
            return false;
        if (!whole)
            continue;
        WasErased moved = erasures->cases[kept];
        erasures->cases[kept++] = erasures->cases[i];
        erasures->cases[i] = moved;
    }
    for (size_t i = kept; i < erasures->n; i++)
        free(erasures->cases[i].no);
    erasures->n = kept;
    return true;
}
