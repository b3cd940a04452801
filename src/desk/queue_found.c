/* A search by the blocks of the store: what is found, the lowest kind of each case first, and
 * of one kind those that were changed last; where they are many, those that were entered last,
 * so that nothing has to be looked up for each of them. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "desk/queue_inner.h"

enum {
    SORTED_MOST = 200, /* of a kind, by their last change */
    LOOKED_AT = 500,   /* so many one by one, against what the filter wants */
};

/* All cases of which a filter says one thing; read once, as long as nothing is written. */
typedef struct OneThing {
    const char *sql; /* NULL: none */
    char *value;
    CaseSet *set;
} OneThing;
enum { THINGS = 6 };

struct Found {
    Buf key; /* of what it was found by */
    OneThing things[THINGS];
    int64_t stamp;
    SearchHits *hits;
    int64_t *sorted[SEARCH_KINDS]; /* where there are few */
};

static void found_free(void *kept)
{
    Found *found = kept;
    buf_free(&found->key);
    hits_free(found->hits);
    for (int kind = 0; kind < SEARCH_KINDS; kind++)
        free(found->sorted[kind]);
    for (size_t i = 0; i < THINGS; i++) {
        set_free(found->things[i].set);
        free(found->things[i].value);
    }
    free(found);
}

/* ---- what else the filter wants ---- */

static bool read_set(Store *store, const char *sql, const char *value, CaseSet *set, Err *err)
{
    Sql q;
    if (!sql_open(&q, store, sql, err))
        return false;
    if (value)
        sql_bind_text(&q, 1, value);
    while (sql_row(&q))
        set_add(set, sql_int(&q, 0));
    return sql_close(&q, err);
}

/* Each of these goes over an index alone. A number that is compared as text is one still. */
static bool the_set(Store *store, Found *found, const char *sql, const char *value,
                    const CaseSet **out, Err *err)
{
    size_t i = 0;
    while (
        i < THINGS && found->things[i].sql &&
        (found->things[i].sql != sql || (value && strcmp(found->things[i].value, value) != 0)))
        i++;
    OneThing *thing = &found->things[i < THINGS ? i : THINGS - 1];
    if (i == THINGS) {
        set_free(thing->set);
        free(thing->value);
        *thing = (OneThing){.sql = NULL};
    }
    bool done = thing->sql != NULL;
    if (!done) {
        *thing = (OneThing){sql, value ? xstrdup(value) : NULL, set_new()};
        done = read_set(store, sql, value, thing->set, err);
        if (!done)
            thing->sql = ""; /* never asked for again */
    }
    *out = thing->set;
    return done;
}

static bool apply(Store *store, Found *found, const char *sql, const char *value, bool drops,
                  Err *err)
{
    const CaseSet *set;
    if (!the_set(store, found, sql, value, &set, err))
        return false;
    for (int kind = 0; kind < SEARCH_KINDS; kind++)
        if (drops)
            hits_without(found->hits, (SearchKind)kind, set);
        else
            hits_keep(found->hits, (SearchKind)kind, set);
    return true;
}

static bool looked_at(Store *store, const QueueFilter *filter, SearchHits *hits, Err *err)
{
    Where where;
    Buf text = BUF_INIT;
    int64_t *ids = xreallocarray(NULL, LOOKED_AT, sizeof *ids);
    bool done = true;
    where_make(filter, NARROW_COUNT, &where);
    buf_addf(&text, "SELECT 1%s AND c.id = ?", where.from.data);
    for (int kind = 0; done && kind < SEARCH_KINDS; kind++) {
        size_t n = hits_list(hits, (SearchKind)kind, 0, ids, LOOKED_AT);
        for (size_t i = 0; done && i < n; i++) {
            Sql q;
            if (!(done = sql_open(&q, store, text.data, err)))
                break;
            sql_bind_int(&q, where_bind(&where, &q, 1), ids[i]);
            if (!sql_row(&q))
                hits_drop(hits, (SearchKind)kind, ids[i]);
            done = sql_close(&q, err);
        }
    }
    free(ids);
    buf_free(&text);
    where_free(&where);
    return done;
}

static int64_t count_all(const SearchHits *hits)
{
    int64_t count = 0;
    for (int kind = 0; kind < SEARCH_KINDS; kind++)
        count += hits_count(hits, (SearchKind)kind);
    return count;
}

#define OF_COLUMN(column)                                                                      \
    {                                                                                          \
        "SELECT id FROM case_file WHERE " column " = ?1",                                      \
            "SELECT id FROM case_file WHERE " column " < ?1"                                   \
            " UNION ALL SELECT id FROM case_file WHERE " column " > ?1"                        \
    }
static const char *const of_keeper[] = OF_COLUMN("keeper");
static const char *const of_working[] = OF_COLUMN("working");
static const char *const of_status[] = OF_COLUMN("status");
static const char of_over[] = "SELECT id FROM case_file WHERE life IN ('closed', 'archived')";

static bool filter_keeper(Store *store, Found *found, int64_t keeper, Err *err)
{
    QueueCounts all, own;
    Buf value = BUF_INIT;
    if (!queue_status_counts(store, 0, &all, err) ||
        !queue_status_counts(store, keeper, &own, err))
        return false;
    bool drops = own.cases > all.cases / 2;
    buf_addf(&value, "%lld", (long long)keeper);
    bool done = apply(store, found, of_keeper[drops], value.data, drops, err);
    buf_free(&value);
    return done;
}

/* Those that are over count as closed, whatever their status (queue_where.c). */
static bool filter_status(Store *store, Found *found, const QueueFilter *filter, Err *err)
{
    enum { WORKED_ON = 1u << STATUS_DRAFT | 1u << STATUS_SUBMITTED | 1u << STATUS_RETURNED };
    const QueueFilter plain = {.statuses = filter->statuses, .mine = filter->mine};
    const char *const *of = filter->statuses & WORKED_ON ? of_working : of_status;
    QueueCounts all;
    int status = 0;
    if (filter->statuses == 1u << STATUS_CLOSED)
        return apply(store, found, of_over, NULL, false, err);
    if (!queue_status_counts(store, 0, &all, err))
        return false;
    while (status < STATUS_COUNT - 1 && filter->statuses != 1u << status)
        status++;
    bool drops = all.of[status] > all.cases / 2;
    if (!apply(store, found, of[drops], status_word((Status)status), drops, err))
        return false;
    return count_all(found->hits) <= LOOKED_AT ? looked_at(store, &plain, found->hits, err)
                                               : apply(store, found, of_over, NULL, true, err);
}

/* What is wanted less than the rest is read, or the rest. */
static bool filter_hits(Store *store, const QueueFilter *filter, Found *found, Err *err)
{
    const QueueFilter plain = {.statuses = filter->statuses, .mine = filter->mine};
    if (!filter->mine && !filter->statuses)
        return true;
    if (count_all(found->hits) <= LOOKED_AT)
        return looked_at(store, &plain, found->hits, err);
    return (!filter->mine || filter_keeper(store, found, filter->mine, err)) &&
           (!filter->statuses || filter_status(store, found, filter, err));
}

/* By numbers only one's own cases are found. */
static bool keep_own(Store *store, const QueueFilter *filter, Found *found, Err *err)
{
    const CaseSet *set;
    Buf value = BUF_INIT;
    if (filter->numbers != NUMBERS_OWN || !hits_count(found->hits, SEARCH_NUMBER))
        return true;
    buf_addf(&value, "%lld", (long long)filter->keeper);
    bool done = the_set(store, found, of_keeper[0], value.data, &set, err);
    if (done)
        hits_keep(found->hits, SEARCH_NUMBER, set);
    buf_free(&value);
    return done;
}

/* ---- finding ---- */

/* found->hits stays NULL where the store has no blocks. */
static bool find(Store *store, const Where *where, Found *found, Err *err)
{
    const QueueFilter *filter = where->filter;
    SearchAsk ask = {.term = where->first.data, .inside = where->looks_inside};
    if (filter->no_health)
        ask.kinds_not |= 1u << SEARCH_DISEASE;
    if (filter->numbers == NUMBERS_NONE)
        ask.kinds_not |= 1u << SEARCH_NUMBER;
    if (!search_find(store, &ask, &found->hits, err))
        return false;
    if (!found->hits)
        return true;
    if (!keep_own(store, filter, found, err))
        return false;
    hits_part(found->hits);
    return filter_hits(store, filter, found, err);
}

static bool plain_filter(const Where *where, bool counts)
{
    const QueueFilter *filter = where->filter;
    bool plain =
        where->search && !filter->asked && filter->due == DUE_NONE && (counts || !where->key);
    for (int n = 0; n < NARROW_COUNT; n++)
        plain = plain && !filter->narrow[n];
    return plain;
}

static void make_key(const Where *where, Buf *key)
{
    const QueueFilter *filter = where->filter;
    buf_addf(key, "%u %lld %d %lld %d %s", filter->statuses, (long long)filter->mine,
             (int)filter->numbers, (long long)filter->keeper, filter->no_health,
             where->first.data);
}

bool found_get(Store *store, const Where *where, bool counts, Found **out, Err *err)
{
    Found *kept = store_kept(store), *found;
    Buf key = BUF_INIT;
    int64_t stamp = kept ? kept->stamp : 0;
    *out = NULL;
    if (!plain_filter(where, counts))
        return true;
    make_key(where, &key);
    bool changed = store_changed(store, &stamp);
    if (kept && !changed && strcmp(kept->key.data, key.data) == 0) {
        buf_free(&key);
        *out = kept;
        return true;
    }
    found = xcalloc(1, sizeof *found);
    *found = (Found){.key = key, .stamp = stamp};
    if (kept && !changed) {
        memcpy(found->things, kept->things, sizeof found->things);
        memset(kept->things, 0, sizeof kept->things);
    }
    bool begun, done = store_begin_read(store, &begun, err);
    if (done) {
        done = find(store, where, found, err);
        store_end_read(store, begun);
    }
    if (done && found->hits) {
        store_keep(store, found, found_free);
        *out = found;
    } else {
        found_free(found);
    }
    return done;
}

int64_t found_count(const Found *found)
{
    return count_all(found->hits);
}

/* ---- their order ---- */

/* Few of a kind, by their last change. */
static bool sort_kind(Store *store, Found *found, SearchKind kind, Err *err)
{
    int64_t ids[SORTED_MOST];
    size_t n = (size_t)hits_count(found->hits, kind), got = 0;
    Buf list = BUF_INIT;
    Sql q;
    if (found->sorted[kind] || n == 0 || n > SORTED_MOST)
        return true;
    n = hits_list(found->hits, kind, 0, ids, n);
    for (size_t i = 0; i < n; i++)
        buf_addf(&list, "%s%lld", i ? "," : "[", (long long)ids[i]);
    buf_add(&list, "]");
    bool done = sql_open(&q, store,
                         "SELECT c.id FROM json_each(?) AS w CROSS JOIN case_file AS c"
                         " ON c.id = w.value ORDER BY c.updated_at DESC, c.id DESC",
                         err);
    if (done) {
        int64_t *sorted = xcalloc(n, sizeof *sorted);
        sql_bind_text(&q, 1, list.data);
        while (got < n && sql_row(&q))
            sorted[got++] = sql_int(&q, 0);
        found->sorted[kind] = sorted;
        done = sql_close(&q, err);
    }
    buf_free(&list);
    return done;
}

static size_t list_kind(const Found *found, SearchKind kind, int64_t first, int64_t *ids,
                        size_t n)
{
    const int64_t *sorted = found->sorted[kind];
    size_t got = 0;
    if (!sorted)
        return hits_list(found->hits, kind, first, ids, n);
    for (int64_t i = first; i < hits_count(found->hits, kind) && got < n; i++)
        ids[got++] = sorted[i];
    return got;
}

bool found_list(Store *store, Found *found, int64_t first, FoundCase *out, size_t *n, Err *err)
{
    size_t got = 0;
    int64_t *ids = xreallocarray(NULL, *n + 1, sizeof *ids);
    bool done = true;
    for (int kind = 0; done && kind < SEARCH_KINDS && got < *n; kind++) {
        int64_t count = hits_count(found->hits, (SearchKind)kind);
        if (first >= count) {
            first -= count;
            continue;
        }
        if (!(done = sort_kind(store, found, (SearchKind)kind, err)))
            break;
        size_t more = list_kind(found, (SearchKind)kind, first, ids, *n - got);
        for (size_t i = 0; i < more; i++)
            out[got++] = (FoundCase){ids[i], (SearchKind)kind};
        first = 0;
    }
    free(ids);
    *n = got;
    return done;
}

bool found_place(Store *store, Found *found, int64_t case_id, int64_t *place, Err *err)
{
    int64_t before = 0;
    *place = -1;
    for (int kind = 0; kind < SEARCH_KINDS; kind++) {
        int64_t count = hits_count(found->hits, (SearchKind)kind);
        if (!hits_have(found->hits, (SearchKind)kind, case_id)) {
            before += count;
            continue;
        }
        if (!sort_kind(store, found, (SearchKind)kind, err))
            return false;
        const int64_t *sorted = found->sorted[kind];
        int64_t at = 0;
        if (!sorted)
            at = hits_before(found->hits, (SearchKind)kind, case_id);
        for (int64_t i = 0; sorted && i < count; i++)
            if (sorted[i] == case_id)
                at = i;
        *place = before + at;
        return true;
    }
    return true;
}
