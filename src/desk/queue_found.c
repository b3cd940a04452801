/* A search by the blocks of the store: what is found, the lowest kind of each case first, and
 * of one kind those that were changed last; where they are many, those that were entered last,
 * so that nothing has to be looked up for each of them. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "desk/queue_inner.h"

enum {
    SORTED_MOST = 60, /* of a kind, by their last change: a screen of them */
    LOOKED_AT = 500,  /* so many one by one, against what the filter wants */
    LOOK_COSTS = 16,  /* as many of a set can be read in that time */
    WANTED_MOST = 3,
    INT_TEXT = 24,
};

/* What a filter says of a case: a column with that value, or with none but that. */
typedef enum Says {
    SAYS_KEEPER,
    SAYS_WORKING,
    SAYS_STATUS,
    SAYS_OVER, /* as closed or archived */
} Says;

/* All cases of which it says so. They are read once, over an index alone, and kept: of what is
 * written later the journal tells which cases are to be looked at again. */
typedef struct OneThing {
    bool there, others; /* all that have another value */
    Says says;
    char *value; /* a number that is compared as text is one still */
    CaseSet *set;
} OneThing;
enum { THINGS = 6, CHANGED_MOST = 2000 };

struct Found {
    Buf key; /* of what it was found by */
    OneThing things[THINGS];
    int64_t told; /* the last group that the things know of */
    int64_t stamp;
    SearchHits *hits;
    int64_t *sorted[SEARCH_KINDS]; /* where there are few */
};

static void thing_forget(OneThing *thing)
{
    set_free(thing->set);
    free(thing->value);
    *thing = (OneThing){.there = false};
}

static void found_free(void *kept)
{
    Found *found = kept;
    buf_free(&found->key);
    hits_free(found->hits);
    for (int kind = 0; kind < SEARCH_KINDS; kind++)
        free(found->sorted[kind]);
    for (size_t i = 0; i < THINGS; i++)
        thing_forget(&found->things[i]);
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

#define OF_COLUMN(column)                                                                      \
    {                                                                                          \
        "SELECT id FROM case_file WHERE " column " = ?1",                                      \
            "SELECT id FROM case_file WHERE " column " < ?1"                                   \
            " UNION ALL SELECT id FROM case_file WHERE " column " > ?1"                        \
    }
static const struct {
    const char *read[2]; /* what has the value, what has another */
} things[] = {
    [SAYS_KEEPER] = {OF_COLUMN("keeper")},
    [SAYS_WORKING] = {OF_COLUMN("working")},
    [SAYS_STATUS] = {OF_COLUMN("status")},
    [SAYS_OVER] = {{"SELECT id FROM case_file WHERE life IN ('closed', 'archived')", NULL}},
};

static bool same_thing(const OneThing *thing, Says says, const char *value, bool others)
{
    return thing->there && thing->says == says && thing->others == others &&
           (!value || strcmp(thing->value, value) == 0);
}

static bool has_thing(const Found *found, Says says, const char *value, bool others)
{
    for (size_t i = 0; i < THINGS; i++)
        if (same_thing(&found->things[i], says, value, others))
            return true;
    return false;
}

/* The last of them gives way. */
static bool the_set(Store *store, Found *found, Says says, const char *value, bool others,
                    const CaseSet **out, Err *err)
{
    size_t i = 0;
    while (i < THINGS && found->things[i].there &&
           !same_thing(&found->things[i], says, value, others))
        i++;
    OneThing *thing = &found->things[i < THINGS ? i : THINGS - 1];
    if (i == THINGS)
        thing_forget(thing);
    bool done = thing->there;
    if (!done) {
        *thing = (OneThing){true, others, says, value ? xstrdup(value) : NULL, set_new()};
        done = read_set(store, things[says].read[others], value, thing->set, err);
    }
    *out = thing->set;
    if (!done)
        thing_forget(thing);
    return done;
}

/* One thing that is wanted, by the set of those that are kept, or of those that are dropped. */
typedef struct Wanted {
    Says says;
    const char *value;
    bool others, drops;
    int64_t cases; /* in the set */
} Wanted;

static bool apply(Store *store, Found *found, const Wanted *wanted, Err *err)
{
    const CaseSet *set;
    if (!the_set(store, found, wanted->says, wanted->value, wanted->others, &set, err))
        return false;
    for (int kind = 0; kind < SEARCH_KINDS; kind++)
        if (wanted->drops)
            hits_without(found->hits, (SearchKind)kind, set);
        else
            hits_keep(found->hits, (SearchKind)kind, set);
    return true;
}

/* A row of keeper, working, status, life (q, from its first column on); false where there is
 * no such case any more. */
static bool says_so(const OneThing *thing, const Sql *q, bool row)
{
    if (!row)
        return false;
    if (thing->says == SAYS_OVER)
        return strcmp(sql_said(q, 3), "closed") == 0 || strcmp(sql_said(q, 3), "archived") == 0;
    /* What is no value is neither the value nor another, as read_set() has it. */
    return !sql_is_null(q, (int)thing->says) &&
           (strcmp(sql_text(q, (int)thing->says), thing->value) == 0) != thing->others;
}

static bool look_again(Store *store, Found *found, int64_t case_id, Err *err)
{
    Sql q;
    if (!sql_open(&q, store, "SELECT keeper, working, status, life FROM case_file WHERE id = ?",
                  err))
        return false;
    sql_bind_int(&q, 1, case_id);
    bool row = sql_row(&q);
    for (size_t i = 0; i < THINGS; i++)
        if (found->things[i].there)
            set_put(found->things[i].set, case_id, says_so(&found->things[i], &q, row));
    return sql_close(&q, err);
}

/* After something was written: of the cases that groups of the journal tell of since, or where
 * these are many or fewer than before nothing is kept. */
static bool things_follow(Store *store, Found *found, Err *err)
{
    int64_t last, ids[CHANGED_MOST];
    size_t n = 0;
    bool done =
        sql_get_int(store, err, &last, "SELECT coalesce(max(id), 0) FROM journal_group", NULL);
    bool keeps = done && last >= found->told && last - found->told <= CHANGED_MOST;
    Sql q;
    if (keeps && last > found->told) {
        done = sql_open(&q, store,
                        "SELECT DISTINCT case_id FROM journal_group WHERE id > ?"
                        " AND case_id > 0",
                        err);
        if (done) {
            sql_bind_int(&q, 1, found->told);
            while (n < CHANGED_MOST && sql_row(&q))
                ids[n++] = sql_int(&q, 0);
            done = sql_close(&q, err);
        }
    }
    for (size_t i = 0; done && i < n; i++)
        done = look_again(store, found, ids[i], err);
    for (size_t i = 0; (!done || !keeps) && i < THINGS; i++)
        thing_forget(&found->things[i]);
    found->told = last;
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

static Wanted less_of(Says says, const char *value, int64_t cases, int64_t all)
{
    bool others = cases > all / 2;
    return (Wanted){says, value, others, others, others ? all - cases : cases};
}

/* What the filter wants: of two sets, what has it and what has not, the smaller. Those that are
 * over count as closed, whatever their status (queue_where.c). */
static bool wants(Store *store, const QueueFilter *filter, char keeper[INT_TEXT],
                  Wanted out[WANTED_MOST], size_t *n, Err *err)
{
    enum { WORKED_ON = 1u << STATUS_DRAFT | 1u << STATUS_SUBMITTED | 1u << STATUS_RETURNED };
    QueueCounts all, own;
    int status = 0;
    *n = 0;
    if (!queue_status_counts(store, 0, &all, err) ||
        (filter->mine && !queue_status_counts(store, filter->mine, &own, err)))
        return false;
    snprintf(keeper, INT_TEXT, "%lld", (long long)filter->mine);
    if (filter->mine)
        out[(*n)++] = less_of(SAYS_KEEPER, keeper, own.cases, all.cases);
    if (!filter->statuses)
        return true;
    while (filter->statuses != 1u << status)
        status++;
    bool closed = status == STATUS_CLOSED;
    if (!closed)
        out[(*n)++] = less_of(filter->statuses & WORKED_ON ? SAYS_WORKING : SAYS_STATUS,
                              status_word((Status)status), all.of[status], all.cases);
    out[(*n)++] = (Wanted){SAYS_OVER, NULL, false, !closed, all.of[STATUS_CLOSED]};
    return true;
}

/* The sets are read, unless looking at the few that were found costs less. */
static bool filter_hits(Store *store, const QueueFilter *filter, Found *found, Err *err)
{
    const QueueFilter plain = {.statuses = filter->statuses, .mine = filter->mine};
    Wanted wanted[WANTED_MOST];
    char keeper[INT_TEXT];
    size_t n;
    int64_t read = 0, hits = count_all(found->hits);
    if ((!filter->mine && !filter->statuses) || !hits)
        return true;
    if (!wants(store, filter, keeper, wanted, &n, err))
        return false;
    for (size_t i = 0; i < n; i++)
        if (!has_thing(found, wanted[i].says, wanted[i].value, wanted[i].others))
            read += wanted[i].cases;
    if (hits <= LOOKED_AT && read > hits * LOOK_COSTS)
        return looked_at(store, &plain, found->hits, err);
    for (size_t i = 0; i < n; i++)
        if (!apply(store, found, &wanted[i], err))
            return false;
    return true;
}

/* By numbers only one's own cases are found. */
static bool keep_own(Store *store, const QueueFilter *filter, Found *found, Err *err)
{
    const CaseSet *set;
    Buf value = BUF_INIT;
    if (filter->numbers != NUMBERS_OWN || !hits_count(found->hits, SEARCH_NUMBER))
        return true;
    buf_addf(&value, "%lld", (long long)filter->keeper);
    bool done = the_set(store, found, SAYS_KEEPER, value.data, false, &set, err);
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
    bool one =
        filter->statuses < 1u << STATUS_COUNT && !(filter->statuses & (filter->statuses - 1));
    bool plain = one && where->search && !filter->asked && filter->due == DUE_NONE &&
                 (counts || !where->key);
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
    if (kept) {
        memcpy(found->things, kept->things, sizeof found->things);
        memset(kept->things, 0, sizeof kept->things);
        found->told = kept->told;
    }
    bool begun, done = store_begin_read(store, &begun, err);
    if (done) {
        done = ((kept && !changed) || things_follow(store, found, err)) &&
               find(store, where, found, err);
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
