/* Writes only the difference between the terms that a case has and those it is to have, or
 * tells of it. */
#include "config.h"

#include "store/search.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/inner.h"
#include "store/search_inner.h"
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

static void list_add(TermList *list, int64_t kind, const char *term)
{
    list->items = xreallocarray(list->items, list->n + 1, sizeof *list->items);
    list->items[list->n++] = (SearchTerm){(SearchKind)kind, xstrdup(term)};
}

static void list_free(TermList *list)
{
    for (size_t i = 0; i < list->n; i++)
        free((char *)list->items[i].term);
    free(list->items);
}

/* What is kept of the case and is not among its terms. */
static bool search_gone(Store *store, int64_t case_id, const SearchTerm *terms, size_t n,
                        bool *seen, TermList *gone, Err *err)
{
    Sql q;

    if (!sql_open(&q, store, "SELECT kind, term FROM search_term WHERE case_id=?", err))
        return false;
    sql_bind_int(&q, 1, case_id);
    while (sql_row(&q)) {
        if (!search_known(terms, n, seen, sql_int(&q, 0), sql_said(&q, 1)))
            list_add(gone, sql_int(&q, 0), sql_said(&q, 1));
    }
    return sql_close(&q, err);
}

static bool search_write(Store *store, int64_t case_id, const TermList *gone,
                         const TermList *come, Err *err)
{
    bool done = true;

    for (size_t i = 0; done && i < gone->n; i++)
        done =
            sql_do(store, err, "DELETE FROM search_term WHERE term=? AND kind=? AND case_id=?",
                   "tii", gone->items[i].term, (int64_t)gone->items[i].kind, case_id);
    for (size_t i = 0; done && i < come->n; i++)
        done = sql_do(store, err,
                      "INSERT INTO search_term (term, kind, case_id) VALUES (?,?,?) "
                      "ON CONFLICT DO NOTHING",
                      "tii", come->items[i].term, (int64_t)come->items[i].kind, case_id);
    return done;
}

/* New cases wait for the blocks, in a long transaction for more of them. */
enum { NEW_CASES = 64, NEW_CASES_LONG = 1024 };

static bool search_follow(Store *store, int64_t case_id, const TermList *gone,
                          const TermList *come, const SearchTerm *terms, size_t n, Err *err)
{
    int64_t settled;

    if (!gone->n && !come->n)
        return true;
    if (!blocks_settled(store, &settled, err))
        return false;
    if (settled < 0 || case_id <= settled)
        return settled < 0 || blocks_follow(store, case_id, gone, come, terms, n, err);
    return case_id - settled < NEW_CASES ||
           blocks_take_in(store, case_id, store->depth > 1 ? NEW_CASES_LONG : NEW_CASES, err);
}

bool search_put(Store *store, int64_t case_id, const SearchTerm *terms, size_t n, Err *err)
{
    bool *seen = xcalloc(n + 1, sizeof(*seen));
    TermList gone = {.n = 0}, come = {.n = 0};
    bool done;

    assert(store_in_transaction(store));
    done = search_gone(store, case_id, terms, n, seen, &gone, err);
    for (size_t i = 0; i < n; i++) {
        if (!seen[i] && terms[i].term && terms[i].term[0])
            list_add(&come, terms[i].kind, terms[i].term);
    }
    done = done && search_write(store, case_id, &gone, &come, err) &&
           search_follow(store, case_id, &gone, &come, terms, n, err);
    list_free(&gone);
    list_free(&come);
    free(seen);
    return done;
}

bool search_settle(Store *store, Err *err)
{
    int64_t newest;

    return sql_get_int(store, err, &newest, "SELECT coalesce(max(id), 0) FROM case_file",
                       NULL) &&
           blocks_take_in(store, newest, NEW_CASES, err);
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
        const char *stored = sql_said(&q, 1);
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
