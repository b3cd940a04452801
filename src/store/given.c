/* Numbers that were given: of cases and batches, each a prefix and digits. What a restore takes
 * out of the store takes them along; another one under the same prefix would be the same number
 * for something else. */
#include "config.h"

#include <stdlib.h>

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
            given_add(out, sql_text(&q, 0), sql_int(&q, 1));
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
