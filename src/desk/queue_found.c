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
    LOOKED_AT = 2000,  /* so many one by one, against what the filter wants */
};

typedef struct Aged {
    int64_t id;
    char at[INSTANT_TEXT];
} Aged;

struct Found {
    Buf key; /* of what it was found by */
    int64_t stamp;
    SearchHits *hits;
    Aged *sorted[SEARCH_KINDS];
};

static void found_free(void *kept)
{
    Found *found = kept;
    buf_free(&found->key);
    hits_free(found->hits);
    for (int kind = 0; kind < SEARCH_KINDS; kind++)
        free(found->sorted[kind]);
    free(found);
}

/* ---- what else the filter wants ---- */

/* All cases that a filter without a search holds, as a set. */
static bool set_of(Store *store, const QueueFilter *filter, CaseSet *set, Err *err)
{
    Where where;
    Buf text = BUF_INIT;
    Sql q;
    where_make(filter, NARROW_COUNT, &where);
    buf_addf(&text, "SELECT c.id%s", where.from.data);
    bool done = sql_open(&q, store, text.data, err);
    if (done) {
        where_bind(&where, &q, 1);
        while (sql_row(&q))
            set_add(set, sql_int(&q, 0));
        done = sql_close(&q, err);
    }
    buf_free(&text);
    where_free(&where);
    return done;
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

static bool filter_hits(Store *store, const QueueFilter *filter, SearchHits *hits, Err *err)
{
    QueueFilter plain = {.statuses = filter->statuses, .mine = filter->mine};
    if (!filter->mine && !filter->statuses)
        return true;
    if (count_all(hits) <= LOOKED_AT)
        return looked_at(store, &plain, hits, err);
    CaseSet *set = set_new();
    bool done = set_of(store, &plain, set, err);
    for (int kind = 0; kind < SEARCH_KINDS; kind++)
        hits_keep(hits, (SearchKind)kind, set);
    set_free(set);
    return done;
}

/* By numbers only one's own cases are found. */
static bool keep_own(Store *store, const QueueFilter *filter, SearchHits *hits, Err *err)
{
    const QueueFilter own = {.mine = filter->keeper};
    if (filter->numbers != NUMBERS_OWN || !hits_count(hits, SEARCH_NUMBER))
        return true;
    CaseSet *set = set_new();
    bool done = !filter->keeper || set_of(store, &own, set, err);
    hits_keep(hits, SEARCH_NUMBER, set);
    set_free(set);
    return done;
}

/* ---- finding ---- */

static bool find(Store *store, const Where *where, SearchHits **out, Err *err)
{
    const QueueFilter *filter = where->filter;
    SearchAsk ask = {.term = where->first.data, .inside = where->looks_inside};
    if (filter->no_health)
        ask.kinds_not |= 1u << SEARCH_DISEASE;
    if (filter->numbers == NUMBERS_NONE)
        ask.kinds_not |= 1u << SEARCH_NUMBER;
    if (!search_find(store, &ask, out, err) || !*out)
        return *out != NULL || !err || err->kind == ERR_NONE;
    if (keep_own(store, filter, *out, err)) {
        hits_part(*out);
        if (filter_hits(store, filter, *out, err))
            return true;
    }
    hits_free(*out);
    *out = NULL;
    return false;
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
    Found *kept = store_kept(store);
    SearchHits *hits;
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
    if (!find(store, where, &hits, err) || !hits) {
        buf_free(&key);
        return hits == NULL && (!err || err->kind == ERR_NONE);
    }
    Found *found = xcalloc(1, sizeof *found);
    *found = (Found){.key = key, .stamp = stamp, .hits = hits};
    store_keep(store, found, found_free);
    *out = found;
    return true;
}

int64_t found_count(const Found *found)
{
    return count_all(found->hits);
}

/* ---- their order ---- */

static int by_age(const void *a, const void *b)
{
    const Aged *left = a, *right = b;
    int order = strcmp(right->at, left->at);
    return order ? order : (left->id < right->id) - (left->id > right->id);
}

/* Few of a kind, by their last change. */
static bool sort_kind(Store *store, Found *found, SearchKind kind, Err *err)
{
    int64_t ids[SORTED_MOST];
    bool done = true;
    size_t n = (size_t)hits_count(found->hits, kind);
    if (found->sorted[kind] || n == 0 || n > SORTED_MOST)
        return true;
    Aged *sorted = xcalloc(n, sizeof *sorted);
    n = hits_list(found->hits, kind, 0, ids, n);
    for (size_t i = 0; done && i < n; i++) {
        Sql q;
        if (!(done = sql_open(&q, store, "SELECT updated_at FROM case_file WHERE id = ?", err)))
            break;
        sql_bind_int(&q, 1, ids[i]);
        sorted[i].id = ids[i];
        if (sql_row(&q) && sql_text(&q, 0))
            strncpy(sorted[i].at, sql_text(&q, 0), sizeof sorted[i].at - 1);
        done = sql_close(&q, err);
    }
    qsort(sorted, n, sizeof *sorted, by_age);
    found->sorted[kind] = sorted;
    return done;
}

static size_t list_kind(const Found *found, SearchKind kind, int64_t first, int64_t *ids,
                        size_t n)
{
    const Aged *sorted = found->sorted[kind];
    size_t got = 0;
    if (!sorted)
        return hits_list(found->hits, kind, first, ids, n);
    for (int64_t i = first; i < hits_count(found->hits, kind) && got < n; i++)
        ids[got++] = sorted[i].id;
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
        const Aged *sorted = found->sorted[kind];
        int64_t at = 0;
        if (!sorted)
            at = hits_before(found->hits, (SearchKind)kind, case_id);
        for (int64_t i = 0; sorted && i < count; i++)
            if (sorted[i].id == case_id)
                at = i;
        *place = before + at;
        return true;
    }
    return true;
}
