/* Blocks of a whole store, made or held against the terms: one walk over them in their order,
 * with a set of cases for each beginning that is open just then. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/inner.h"
#include "store/search_inner.h"
#include "store/sql.h"

enum { DEEPEST = 256, STEP = 4096, FEW = TOKEN_ROWS + 1 };

typedef struct Hit {
    int64_t id;
    int64_t kind;
} Hit;

/* A beginning that the terms just read have. */
typedef struct Open {
    size_t len; /* of it, in bytes */
    size_t rows;
    Hit *few;                        /* as long as they are few */
    CaseBlock *blocks[SEARCH_KINDS]; /* from then on */
} Open;

typedef struct Walk {
    Store *store;
    int64_t until;
    size_t n_blocks;
    Buf term; /* of the row before */
    Open open[DEEPEST];
    size_t depth;
    size_t refused; /* of the term before, in bytes: a beginning without blocks; 0: none */
    bool compares;  /* in place of making them */
    int64_t tokens; /* that were met */
    bool differs;
} Walk;

static void put_hit(Walk *walk, Open *open, const Hit *hit)
{
    CaseBlock **blocks = &open->blocks[hit->kind];
    if (!*blocks)
        *blocks = xcalloc(walk->n_blocks, sizeof **blocks);
    block_put(&(*blocks)[hit->id >> BLOCK_SHIFT], hit->id, true);
}

static void unfold(Walk *walk, Open *open)
{
    for (size_t i = 0; i < open->rows && i < FEW; i++)
        put_hit(walk, open, &open->few[i]);
}

static void add_hit(Walk *walk, Open *open, const Hit *hit)
{
    if (!open->few)
        open->few = xreallocarray(NULL, FEW, sizeof *open->few);
    if (open->rows < FEW)
        open->few[open->rows] = *hit;
    else
        put_hit(walk, open, hit);
    if (++open->rows == FEW)
        unfold(walk, open);
}

static void forget(Open *open)
{
    for (int kind = 0; kind < SEARCH_KINDS; kind++) {
        free(open->blocks[kind]);
        open->blocks[kind] = NULL;
    }
    open->rows = 0;
}

static bool write_token(Walk *walk, const Open *open, const char *token, Err *err)
{
    bool done =
        sql_do(walk->store, err, "INSERT INTO search_token (token) VALUES (?)", "t", token);
    for (int kind = 0; done && kind < SEARCH_KINDS; kind++) {
        for (size_t i = 0; done && open->blocks[kind] && i < walk->n_blocks; i++)
            done =
                block_empty(&open->blocks[kind][i]) ||
                block_write(walk->store, token, kind, (int64_t)i, &open->blocks[kind][i], err);
    }
    return done;
}

/* What is stored, taken out of what there should be, leaves nothing. */
static bool compare_token(Walk *walk, Open *open, const char *token, Err *err)
{
    Sql q;
    if (!sql_open(&q, walk->store,
                  "SELECT kind, block, cases FROM search_block WHERE token = ?", err))
        return false;
    if (open->rows < FEW)
        unfold(walk, open);
    sql_bind_text(&q, 1, token);
    while (!walk->differs && sql_row(&q)) {
        CaseBlock stored = {.words = {0}};
        size_t n;
        int64_t kind = sql_int(&q, 0), number = sql_int(&q, 1);
        const void *bytes = sql_blob(&q, 2, &n);
        walk->differs = !block_unpack(&stored, bytes, n) || kind < 0 || kind >= SEARCH_KINDS ||
                        number < 0 || (size_t)number >= walk->n_blocks || !open->blocks[kind] ||
                        memcmp(&stored, &open->blocks[kind][number], sizeof stored) != 0;
        if (!walk->differs)
            open->blocks[kind][number] = (CaseBlock){.words = {0}};
    }
    for (int kind = 0; kind < SEARCH_KINDS; kind++)
        for (size_t i = 0; !walk->differs && open->blocks[kind] && i < walk->n_blocks; i++)
            walk->differs = !block_empty(&open->blocks[kind][i]);
    return sql_close(&q, err);
}

/* Closes the beginnings that are longer than the one shared with the next term. */
static bool close_to(Walk *walk, size_t shared, Err *err)
{
    bool done = true;
    while (done && walk->depth && walk->open[walk->depth - 1].len > shared) {
        Open *open = &walk->open[--walk->depth];
        char *token = xstrndup(walk->term.data, open->len);
        if (walk->compares)
            done = compare_token(walk, open, token, err);
        else if (open->rows > TOKEN_ROWS)
            done = write_token(walk, open, token, err);
        free(token);
        forget(open);
    }
    return done;
}

/* In comparing only those that have blocks; no longer one has them where a shorter has not. */
static bool open_to(Walk *walk, const char *term, size_t len, Err *err)
{
    size_t at = walk->depth ? walk->open[walk->depth - 1].len : 0;
    bool done = true, wanted = true;
    walk->refused = 0;
    while (done && wanted && at < len && walk->depth < DEEPEST) {
        at = token_next(term, len, at);
        if (walk->compares) {
            char *token = xstrndup(term, at);
            done = token_has_blocks(walk->store, token, &wanted, err);
            free(token);
        }
        if (!wanted)
            walk->refused = at;
        if (!done || !wanted)
            break;
        walk->open[walk->depth++].len = at;
        walk->tokens++;
    }
    return done;
}

static size_t shared_with(const Walk *walk, const char *term, size_t len)
{
    size_t same = 0;
    while (same < len && same < walk->term.len && walk->term.data[same] == term[same])
        same++;
    return same;
}

static bool walk_row(Walk *walk, const char *term, const Hit *hit, Err *err)
{
    size_t len = strlen(term), shared = shared_with(walk, term, len);
    bool again = shared == len && walk->term.len == len;
    if (!again) {
        if (!close_to(walk, shared, err))
            return false;
        buf_clear(&walk->term);
        buf_add(&walk->term, term);
        if ((!walk->refused || shared < walk->refused) && !open_to(walk, term, len, err))
            return false;
    }
    for (size_t i = 0; i < walk->depth; i++)
        add_hit(walk, &walk->open[i], hit);
    return true;
}

static bool walk_all(Walk *walk, const Progress *progress, Err *err)
{
    int64_t all = 0;
    size_t rows = 0;
    bool going = sql_get_int(walk->store, err, &all, "SELECT count(*) FROM search_term", NULL);
    Sql q;
    if (!going || !sql_open(&q, walk->store,
                            "SELECT term, kind, case_id FROM search_term"
                            " ORDER BY term, kind, case_id",
                            err))
        return false;
    while (going && !walk->differs && sql_row(&q)) {
        Hit hit = {sql_int(&q, 2), sql_int(&q, 1)};
        if (hit.id > 0 && hit.id <= walk->until && hit.kind >= 0 && hit.kind < SEARCH_KINDS)
            going = walk_row(walk, sql_said(&q, 0), &hit, err);
        if (going && ++rows % STEP == 1 && !progress_step(progress, rows, (size_t)all))
            going = err_set(err, ERR_CANCELLED, _("Making the search index was cancelled"));
    }
    going = sql_close(&q, going ? err : NULL) && going;
    return going && close_to(walk, 0, err);
}

static Walk *walk_new(Store *store, int64_t until, bool compares)
{
    Walk *walk = xcalloc(1, sizeof *walk);
    walk->store = store;
    walk->until = until;
    walk->compares = compares;
    walk->n_blocks = (size_t)(until >> BLOCK_SHIFT) + 1;
    buf_init(&walk->term);
    return walk;
}

static void walk_free(Walk *walk)
{
    for (size_t i = 0; i < DEEPEST; i++) {
        forget(&walk->open[i]);
        free(walk->open[i].few);
    }
    buf_free(&walk->term);
    free(walk);
}

bool search_build(Store *store, const Progress *progress, Err *err)
{
    int64_t until;
    if (!sql_do(store, err, "DELETE FROM search_token", NULL) ||
        !sql_do(store, err, "DELETE FROM search_block", NULL) ||
        !sql_get_int(store, err, &until, "SELECT coalesce(max(id), 0) FROM case_file", NULL))
        return false;
    Walk *walk = walk_new(store, until, false);
    bool done = walk_all(walk, progress, err) && blocks_settle_to(store, until, err);
    walk_free(walk);
    return done;
}

bool search_built(Store *store, bool *built, Err *err)
{
    int64_t until = -1;
    bool done = blocks_settled(store, &until, err);
    *built = done && until >= 0;
    return done;
}

bool search_blocks_differ(Store *store, const Progress *progress, bool *differ, Err *err)
{
    int64_t until, tokens, strays;
    *differ = false;
    if (!blocks_settled(store, &until, err) ||
        !sql_get_int(store, err, &tokens, "SELECT count(*) FROM search_token", NULL) ||
        !sql_get_int(store, err, &strays,
                     "SELECT count(*) FROM (SELECT DISTINCT token FROM search_block)"
                     " WHERE token NOT IN (SELECT token FROM search_token)",
                     NULL))
        return false;
    if (until < 0) {
        *differ = tokens || strays;
        return true;
    }
    Walk *walk = walk_new(store, until, true);
    bool done = walk_all(walk, progress, err);
    *differ = done && (walk->differs || strays || walk->tokens != tokens);
    walk_free(walk);
    return done;
}
