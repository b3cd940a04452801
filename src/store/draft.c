/* Rows of the tables draft and last_place; of other people's drafts the text is never read. */
#include "config.h"

#include "store/draft.h"

#include <string.h>

#include "base/day.h"
#include "store/inner.h"

bool draft_key_equal(const DraftKey *a, const DraftKey *b)
{
    return a->case_id == b->case_id && a->row_id == b->row_id && !strcmp(a->place, b->place) &&
           !strcmp(a->item, b->item);
}

bool draft_put(Store *store, int64_t user_id, const Draft *draft, Err *err)
{
    const DraftKey *key = &draft->key;
    char now[INSTANT_TEXT];
    int64_t before = store_quiet_begin(store);

    instant_now(now);
    bool done = sql_do(store, err,
                       "INSERT OR REPLACE INTO draft"
                       " (user_id, case_id, place, row_id, item, text, caret, base, at)"
                       " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                       "iitittitt", user_id, key->case_id, key->place, key->row_id, key->item,
                       draft->text, (int64_t)draft->caret, draft->base, now);
    store_quiet_end(store, before);
    return done;
}

bool draft_drop(Store *store, int64_t user_id, const DraftKey *key, Err *err)
{
    int64_t before = store_quiet_begin(store);
    bool done = sql_do(store, err,
                       "DELETE FROM draft WHERE user_id = ? AND case_id = ? AND place = ?"
                       " AND row_id = ? AND item = ?",
                       "iitit", user_id, key->case_id, key->place, key->row_id, key->item);

    store_quiet_end(store, before);
    return done;
}

static void read_draft(const Sql *q, int64_t case_id, Arena *arena, Draft *out)
{
    const char *base = sql_text(q, 5);
    int64_t caret = sql_int(q, 4);

    *out = (Draft){.key = {.case_id = case_id,
                           .place = arena_dup(arena, sql_text(q, 0)),
                           .row_id = sql_int(q, 1),
                           .item = arena_dup(arena, sql_text(q, 2))},
                   .text = arena_dup(arena, sql_text(q, 3)),
                   .base = base ? arena_dup(arena, base) : NULL,
                   .at = arena_dup(arena, sql_text(q, 6))};
    out->caret = (size_t)caret < strlen(out->text) ? (size_t)caret : strlen(out->text);
}

bool draft_list(Store *store, int64_t user_id, int64_t case_id, Arena *arena, Draft **out,
                size_t *n, Err *err)
{
    int64_t count = 0;
    Sql q;

    *out = NULL;
    *n = 0;
    if (!sql_get_int(store, err, &count,
                     "SELECT count(*) FROM draft WHERE user_id = ? AND case_id = ?", "ii",
                     user_id, case_id))
        return false;
    if (!sql_open(&q, store,
                  "SELECT place, row_id, item, text, caret, base, at FROM draft"
                  " WHERE user_id = ? AND case_id = ? ORDER BY id DESC LIMIT ?",
                  err))
        return false;
    *out = arena_alloc(arena, ((size_t)count + 1) * sizeof **out);
    sql_bind_int(&q, 1, user_id);
    sql_bind_int(&q, 2, case_id);
    sql_bind_int(&q, 3, count);
    while (sql_row(&q))
        read_draft(&q, case_id, arena, &(*out)[(*n)++]);
    return sql_close(&q, err);
}

bool draft_others(Store *store, int64_t user_id, int64_t case_id, Arena *arena,
                  OthersDraft **out, size_t *n, Err *err)
{
    int64_t count = 0;
    Sql q;

    *out = NULL;
    *n = 0;
    if (!sql_get_int(store, err, &count,
                     "SELECT count(*) FROM draft WHERE case_id = ? AND user_id <> ?", "ii",
                     case_id, user_id))
        return false;
    if (!count)
        return true;
    if (!sql_open(&q, store,
                  "SELECT user_id, place, row_id, item, at FROM draft"
                  " WHERE case_id = ? AND user_id <> ? ORDER BY id LIMIT ?",
                  err))
        return false;
    *out = arena_alloc(arena, (size_t)count * sizeof **out);
    sql_bind_int(&q, 1, case_id);
    sql_bind_int(&q, 2, user_id);
    sql_bind_int(&q, 3, count);
    while (sql_row(&q))
        (*out)[(*n)++] = (OthersDraft){.user_id = sql_int(&q, 0),
                                       .key = {.case_id = case_id,
                                               .place = arena_dup(arena, sql_text(&q, 1)),
                                               .row_id = sql_int(&q, 2),
                                               .item = arena_dup(arena, sql_text(&q, 3))},
                                       .at = arena_dup(arena, sql_text(&q, 4))};
    return sql_close(&q, err);
}

bool place_put(Store *store, int64_t user_id, const LastPlace *place, Err *err)
{
    int64_t before = store_quiet_begin(store);
    bool done = sql_do(
        store, err,
        "INSERT OR REPLACE INTO last_place (user_id, screen, tab, case_id, place, row_id,"
        " item, whole_row, typing, caret) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        "ittititiii", user_id, place->screen, place->tab, place->key.case_id, place->key.place,
        place->key.row_id, place->key.item, (int64_t)place->whole_row, (int64_t)place->typing,
        place->caret);

    store_quiet_end(store, before);
    return done;
}

bool place_drop(Store *store, int64_t user_id, Err *err)
{
    int64_t before = store_quiet_begin(store);
    bool done = sql_do(store, err, "DELETE FROM last_place WHERE user_id = ?", "i", user_id);

    store_quiet_end(store, before);
    return done;
}

static bool read_place(Store *store, int64_t user_id, Arena *arena, LastPlace *out, bool *found,
                       Err *err)
{
    Sql q;

    *found = false;
    if (!sql_open(&q, store,
                  "SELECT screen, tab, case_id, place, row_id, item, whole_row, typing, caret"
                  " FROM last_place WHERE user_id = ? AND tries < ?",
                  err))
        return false;
    sql_bind_int(&q, 1, user_id);
    sql_bind_int(&q, 2, PLACE_TRIES);
    if (sql_row(&q)) {
        *found = true;
        *out = (LastPlace){.screen = arena_dup(arena, sql_text(&q, 0)),
                           .tab = arena_dup(arena, sql_text(&q, 1)),
                           .key = {.case_id = sql_int(&q, 2),
                                   .place = arena_dup(arena, sql_text(&q, 3)),
                                   .row_id = sql_int(&q, 4),
                                   .item = arena_dup(arena, sql_text(&q, 5))},
                           .whole_row = sql_int(&q, 6) != 0,
                           .typing = sql_int(&q, 7) != 0,
                           .caret = sql_int(&q, 8)};
    }
    return sql_close(&q, err);
}

bool place_take(Store *store, int64_t user_id, Arena *arena, LastPlace *out, bool *found,
                Err *err)
{
    if (!read_place(store, user_id, arena, out, found, err))
        return false;
    if (!*found || store_read_only(store))
        return true;
    int64_t before = store_quiet_begin(store);
    bool done = sql_do(store, err, "UPDATE last_place SET tries = tries + 1 WHERE user_id = ?",
                       "i", user_id);
    store_quiet_end(store, before);
    return done;
}
