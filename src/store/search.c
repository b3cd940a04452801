/* Writes only the difference between the terms that a case has and those it is to have, or
 * tells of it. */
#include "config.h"

#include "store/search.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/sql.h"

/* A form is saved at every field, so most terms are there already: only the difference is
 * written. */
static bool search_known(const SearchTerm *terms, size_t n, bool *seen, int64_t kind,
                         const char *term)
{
    for (size_t i = 0; i < n; i++) {
        if ((int64_t)terms[i].kind == kind && strcmp(terms[i].term, term) == 0) {
            seen[i] = true;
            return true;
        }
    }
    return false;
}

static bool search_drop(Store *store, int64_t case_id, const SearchTerm *terms, size_t n,
                        bool *seen, Err *err)
{
    Sql q;
    bool done = true;

    if (!sql_open(&q, store, "SELECT kind, term FROM search_term WHERE case_id=?", err))
        return false;
    sql_bind_int(&q, 1, case_id);
    while (done && sql_row(&q)) {
        int64_t kind = sql_int(&q, 0);
        const char *term = sql_text(&q, 1);
        if (!search_known(terms, n, seen, kind, term))
            done = sql_do(store, err,
                          "DELETE FROM search_term WHERE term=? AND kind=? AND case_id=?",
                          "tii", term, kind, case_id);
    }
    return sql_close(&q, done ? err : NULL) && done;
}

bool search_put(Store *store, int64_t case_id, const SearchTerm *terms, size_t n, Err *err)
{
    bool *seen = xcalloc(n + 1, sizeof(*seen));
    bool done;

    assert(store_in_transaction(store));
    done = search_drop(store, case_id, terms, n, seen, err);
    for (size_t i = 0; done && i < n; i++) {
        if (seen[i] || !terms[i].term || !terms[i].term[0])
            continue;
        done = sql_do(store, err,
                      "INSERT INTO search_term (term, kind, case_id) VALUES (?,?,?) "
                      "ON CONFLICT DO NOTHING",
                      "tii", terms[i].term, (int64_t)terms[i].kind, case_id);
    }
    free(seen);
    return done;
}

bool search_differs(Store *store, int64_t case_id, const SearchTerm *terms, size_t n,
                    char **term, bool *missing, Err *err)
{
    bool *seen = xcalloc(n + 1, sizeof(*seen));
    Sql q;

    *term = NULL;
    *missing = false;
    if (!sql_open(&q, store, "SELECT kind, term FROM search_term WHERE case_id=?", err)) {
        free(seen);
        return false;
    }
    sql_bind_int(&q, 1, case_id);
    while (!*term && sql_row(&q)) {
        const char *stored = sql_text(&q, 1);
        if (!search_known(terms, n, seen, sql_int(&q, 0), stored))
            *term = xstrdup(stored);
    }
    for (size_t i = 0; !*term && i < n; i++) {
        if (seen[i] || !terms[i].term || !terms[i].term[0])
            continue;
        *term = xstrdup(terms[i].term);
        *missing = true;
    }
    free(seen);
    return sql_close(&q, err);
}
