/* New cases get into the blocks some at a time: their terms sorted, so that each beginning is
 * met once, and beginnings that have become frequent get blocks. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/search_inner.h"
#include "store/sql.h"

/* Of so many new cases one is looked at for beginnings that are frequent by now. */
enum { LOOKED_AT = 256 };

typedef struct NewTerm {
    char *term;
    size_t len;
    int64_t kind, id;
} NewTerm;

typedef struct Take {
    Store *store;
    int64_t newest;
    NewTerm *items;
    size_t n, room;
} Take;

static bool read_new(Take *take, int64_t after, Err *err)
{
    Sql q;
    if (!sql_open(&q, take->store,
                  "SELECT term, kind, case_id FROM search_term"
                  " WHERE case_id > ? AND case_id <= ?",
                  err))
        return false;
    sql_bind_int(&q, 1, after);
    sql_bind_int(&q, 2, take->newest);
    while (sql_row(&q)) {
        const char *term = sql_said(&q, 0);
        if (take->n == take->room) {
            take->room = take->room ? take->room * 2 : 1024;
            take->items = xreallocarray(take->items, take->room, sizeof *take->items);
        }
        take->items[take->n++] =
            (NewTerm){xstrdup(term), strlen(term), sql_int(&q, 1), sql_int(&q, 2)};
    }
    return sql_close(&q, err);
}

static int by_kind_and_case(const NewTerm *a, const NewTerm *b)
{
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    return (a->id > b->id) - (a->id < b->id);
}

static int by_term(const void *a, const void *b)
{
    const NewTerm *left = a, *right = b;
    int order = strcmp(left->term, right->term);
    return order ? order : by_kind_and_case(left, right);
}

/* The cases of the items that are of one kind and block. */
static bool put_block(Take *take, const char *token, int64_t kind, int64_t number,
                      const NewTerm *items, size_t n, Err *err)
{
    CaseBlock block;
    bool any = false;
    if (!block_read(take->store, token, kind, number, &block, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (items[i].kind != kind || items[i].id >> BLOCK_SHIFT != number)
            continue;
        block_put(&block, items[i].id, true);
        any = true;
    }
    return !any || block_write(take->store, token, kind, number, &block, err);
}

static bool put_all(Take *take, const char *token, const NewTerm *items, size_t n, Err *err)
{
    bool done = true;
    for (int64_t kind = 0; done && kind < SEARCH_KINDS; kind++) {
        int64_t first = INT64_MAX, last = -1;
        for (size_t i = 0; i < n; i++) {
            int64_t number = items[i].id >> BLOCK_SHIFT;
            if (items[i].kind != kind)
                continue;
            first = number < first ? number : first;
            last = number > last ? number : last;
        }
        for (int64_t number = first; done && number <= last; number++)
            done = put_block(take, token, kind, number, items, n, err);
    }
    return done;
}

static bool is_frequent(Take *take, const char *token, const NewTerm *items, size_t n,
                        bool *frequent, Err *err)
{
    int64_t rows = 0;
    bool looks = false;
    for (size_t i = 0; i < n && !looks; i++)
        looks = items[i].id % LOOKED_AT == 0;
    *frequent = false;
    if (looks && !sql_get_int(take->store, err, &rows,
                              "SELECT count(*) FROM (SELECT 1 FROM search_term WHERE term >= ?1"
                              " AND term < ?1 || char(1114111) LIMIT ?2)",
                              "ti", token, (int64_t)TOKEN_ROWS + 1))
        return false;
    *frequent = rows > TOKEN_ROWS;
    return true;
}

static bool take_token(Take *take, const char *token, const NewTerm *items, size_t n,
                       bool *kept, Err *err)
{
    if (!token_has_blocks(take->store, token, kept, err))
        return false;
    if (*kept)
        return put_all(take, token, items, n, err);
    return is_frequent(take, token, items, n, kept, err) &&
           (!*kept || token_begin(take->store, token, take->newest, err));
}

/* The items are sorted and all begin with the same `at` bytes: groups that share one character
 * more, and so on as long as such a beginning has blocks. */
static bool take_in(Take *take, const NewTerm *items, size_t n, size_t at, Err *err)
{
    bool done = true;
    for (size_t from = 0, to; done && from < n; from = to) {
        size_t next = token_next(items[from].term, items[from].len, at);
        bool kept;
        to = from + 1;
        if (next == at)
            continue; /* it ends here */
        while (to < n && strncmp(items[to].term, items[from].term, next) == 0)
            to++;
        char *token = xstrndup(items[from].term, next);
        done = take_token(take, token, items + from, to - from, &kept, err) &&
               (!kept || take_in(take, items + from, to - from, next, err));
        free(token);
    }
    return done;
}

bool blocks_take_in(Store *store, int64_t newest, int64_t least, Err *err)
{
    Take take = {.store = store, .newest = newest};
    int64_t settled;
    if (!blocks_settled(store, &settled, err))
        return false;
    if (settled < 0 || newest - settled < least)
        return true;
    bool done = read_new(&take, settled, err);
    if (take.n)
        qsort(take.items, take.n, sizeof *take.items, by_term);
    done = done && take_in(&take, take.items, take.n, 0, err) &&
           blocks_settle_to(store, newest, err);
    for (size_t i = 0; i < take.n; i++)
        free(take.items[i].term);
    free(take.items);
    return done;
}
