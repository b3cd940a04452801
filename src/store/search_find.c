/* A search: of a beginning that has blocks they are read, of any other the few terms that begin
 * so. New cases are in no block yet; what they are found by is kept in memory as long as
 * nothing is written. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/inner.h"
#include "store/search_inner.h"
#include "store/sql.h"

struct CaseSet {
    CaseBlock *blocks;
    size_t n;
};

struct SearchHits {
    CaseSet of[SEARCH_KINDS];
    int64_t count[SEARCH_KINDS];
};

/* ---- sets ---- */

CaseSet *set_new(void)
{
    return xcalloc(1, sizeof(CaseSet));
}

void set_free(CaseSet *set)
{
    if (set)
        free(set->blocks);
    free(set);
}

static CaseBlock *set_block(CaseSet *set, int64_t number)
{
    size_t at = (size_t)number;
    if (at >= set->n) {
        size_t n = at + 1 + set->n / 4;
        set->blocks = xreallocarray(set->blocks, n, sizeof *set->blocks);
        memset(set->blocks + set->n, 0, (n - set->n) * sizeof *set->blocks);
        set->n = n;
    }
    return &set->blocks[at];
}

void set_put(CaseSet *set, int64_t case_id, bool has)
{
    if (case_id > 0)
        block_put(set_block(set, case_id >> BLOCK_SHIFT), case_id, has);
}

void set_add(CaseSet *set, int64_t case_id)
{
    set_put(set, case_id, true);
}

static bool set_has(const CaseSet *set, int64_t case_id)
{
    size_t at = (size_t)(case_id >> BLOCK_SHIFT);
    return case_id > 0 && at < set->n && block_has(&set->blocks[at], case_id);
}

static int64_t count_bits(uint64_t word)
{
    return __builtin_popcountll(word);
}

/* ---- hits ---- */

void hits_free(SearchHits *hits)
{
    for (int kind = 0; hits && kind < SEARCH_KINDS; kind++)
        free(hits->of[kind].blocks);
    free(hits);
}

static void count_kind(SearchHits *hits, int kind)
{
    const CaseSet *set = &hits->of[kind];
    hits->count[kind] = 0;
    for (size_t i = 0; i < set->n; i++)
        for (size_t k = 0; k < BLOCK_WORDS; k++)
            hits->count[kind] += count_bits(set->blocks[i].words[k]);
}

void hits_part(SearchHits *hits)
{
    for (int kind = 0; kind < SEARCH_KINDS; kind++) {
        CaseSet *set = &hits->of[kind];
        for (int lower = 0; lower < kind; lower++) {
            const CaseSet *other = &hits->of[lower];
            for (size_t i = 0; hits->count[lower] && i < set->n && i < other->n; i++)
                for (size_t k = 0; k < BLOCK_WORDS; k++)
                    set->blocks[i].words[k] &= ~other->blocks[i].words[k];
        }
        count_kind(hits, kind);
    }
}

int64_t hits_count(const SearchHits *hits, SearchKind kind)
{
    return hits->count[kind];
}

bool hits_have(const SearchHits *hits, SearchKind kind, int64_t case_id)
{
    return set_has(&hits->of[kind], case_id);
}

void hits_drop(SearchHits *hits, SearchKind kind, int64_t case_id)
{
    if (!set_has(&hits->of[kind], case_id))
        return;
    block_put(set_block(&hits->of[kind], case_id >> BLOCK_SHIFT), case_id, false);
    hits->count[kind]--;
}

void hits_keep(SearchHits *hits, SearchKind kind, const CaseSet *set)
{
    CaseSet *of = &hits->of[kind];
    for (size_t i = 0; i < of->n; i++)
        for (size_t k = 0; k < BLOCK_WORDS; k++)
            of->blocks[i].words[k] &= i < set->n ? set->blocks[i].words[k] : 0;
    count_kind(hits, kind);
}

void hits_without(SearchHits *hits, SearchKind kind, const CaseSet *set)
{
    CaseSet *of = &hits->of[kind];
    for (size_t i = 0; i < of->n && i < set->n; i++)
        for (size_t k = 0; k < BLOCK_WORDS; k++)
            of->blocks[i].words[k] &= ~set->blocks[i].words[k];
    count_kind(hits, kind);
}

size_t hits_list(const SearchHits *hits, SearchKind kind, int64_t first, int64_t *ids, size_t n)
{
    const CaseSet *set = &hits->of[kind];
    size_t got = 0;
    for (size_t i = set->n * BLOCK_WORDS; i-- > 0 && got < n;) {
        uint64_t word = set->blocks[i / BLOCK_WORDS].words[i % BLOCK_WORDS];
        if (first >= count_bits(word)) {
            first -= count_bits(word);
            continue;
        }
        for (int bit = 63; bit >= 0 && got < n; bit--) {
            if (!(word >> bit & 1) || first-- > 0)
                continue;
            ids[got++] = (int64_t)(i * 64) + bit;
        }
        first = 0;
    }
    return got;
}

int64_t hits_before(const SearchHits *hits, SearchKind kind, int64_t case_id)
{
    const CaseSet *set = &hits->of[kind];
    size_t at = (size_t)case_id / 64;
    int64_t count = 0;
    if (at >= set->n * BLOCK_WORDS)
        return 0;
    for (size_t i = set->n * BLOCK_WORDS; i-- > at + 1;)
        count += count_bits(set->blocks[i / BLOCK_WORDS].words[i % BLOCK_WORDS]);
    uint64_t word = set->blocks[at / BLOCK_WORDS].words[at % BLOCK_WORDS];
    return count + count_bits(word >> case_id % 64) - (word >> case_id % 64 & 1);
}

/* ---- finding ---- */

static bool takes(const SearchAsk *ask, int64_t kind)
{
    return kind >= 0 && kind < SEARCH_KINDS && !(ask->kinds_not & 1u << kind);
}

static void add_hit(SearchHits *hits, const SearchAsk *ask, const Sql *q)
{
    int64_t kind = sql_int(q, 1);
    if (!takes(ask, kind))
        return;
    set_add(&hits->of[kind], sql_int(q, 0));
    hits->count[kind] = 1; /* some; they are counted at the end */
}

static bool find_terms(Store *store, const SearchAsk *ask, const char *token, SearchHits *hits,
                       Err *err)
{
    Sql q;
    if (!sql_open(&q, store,
                  "SELECT case_id, kind FROM search_term WHERE term >= ?1"
                  " AND term < ?1 || char(1114111)",
                  err))
        return false;
    sql_bind_text(&q, 1, token);
    while (sql_row(&q))
        add_hit(hits, ask, &q);
    return sql_close(&q, err);
}

static bool find_new(Store *store, const SearchAsk *ask, const char *token, int64_t settled,
                     SearchHits *hits, Err *err)
{
    Sql q;
    if (!sql_open(&q, store,
                  "SELECT case_id, kind FROM search_term INDEXED BY search_term_case"
                  " WHERE case_id > ?2 AND term >= ?1 AND term < ?1 || char(1114111)",
                  err))
        return false;
    sql_bind_text(&q, 1, token);
    sql_bind_int(&q, 2, settled);
    while (sql_row(&q))
        add_hit(hits, ask, &q);
    return sql_close(&q, err);
}

static bool find_blocks(Store *store, const SearchAsk *ask, const char *token, int64_t settled,
                        SearchHits *hits, Err *err)
{
    Sql q;
    bool good = true;
    if (!sql_open(&q, store, "SELECT kind, block, cases FROM search_block WHERE token = ?",
                  err))
        return false;
    sql_bind_text(&q, 1, token);
    while (good && sql_row(&q)) {
        int64_t kind = sql_int(&q, 0), number = sql_int(&q, 1);
        size_t n;
        const void *bytes = sql_blob(&q, 2, &n);
        if (!takes(ask, kind))
            continue;
        good = number >= 0 && number <= settled >> BLOCK_SHIFT &&
               block_unpack(set_block(&hits->of[kind], number), bytes, n);
        hits->count[kind] = 1;
    }
    return sql_close(&q, err) &&
           (good || err_set(err, ERR_STORE, _("%s: a block of the search index is damaged"),
                            store_path(store)));
}

static bool find_token(Store *store, const SearchAsk *ask, const char *token, int64_t settled,
                       SearchHits *hits, Err *err)
{
    bool blocks;
    if (!token_has_blocks(store, token, &blocks, err))
        return false;
    if (!blocks)
        return find_terms(store, ask, token, hits, err);
    return find_blocks(store, ask, token, settled, hits, err) &&
           find_new(store, ask, token, settled, hits, err);
}

bool search_find(Store *store, const SearchAsk *ask, SearchHits **out, Err *err)
{
    int64_t settled;
    Buf inside = BUF_INIT;
    *out = NULL;
    if (!blocks_settled(store, &settled, err))
        return false;
    if (settled < 0)
        return true;
    SearchHits *hits = xcalloc(1, sizeof *hits);
    buf_addf(&inside, SEARCH_INSIDE "%s", ask->term);
    bool done = find_token(store, ask, ask->term, settled, hits, err) &&
                (!ask->inside || find_token(store, ask, inside.data, settled, hits, err));
    buf_free(&inside);
    if (done)
        *out = hits;
    else
        hits_free(hits);
    return done;
}

/* ---- what a floor above keeps ---- */

void store_keep(Store *store, void *kept, void (*release)(void *kept))
{
    if (store->lent && store->release)
        store->release(store->lent);
    store->lent = kept;
    store->release = release;
}

void *store_kept(const Store *store)
{
    return store->lent;
}
