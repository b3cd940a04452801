/* Of the view key_origin, and up to which row of it each supervisor was told. */
#include "config.h"

#include "desk/origin.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static OriginHow how_of(const char *word)
{
    if (!word)
        return ORIGIN_NONE;
    if (strcmp(word, "added") == 0)
        return ORIGIN_ADDED;
    return strcmp(word, "reset") == 0 ? ORIGIN_RESET : ORIGIN_ALONE;
}

static const char *keep(Arena *arena, const char *text)
{
    return text ? arena_dup(arena, text) : NULL;
}

KeyOrigins origins_read(const Sql *q, int column, Arena *arena)
{
    KeyOrigins out = {.added = {.how = ORIGIN_NONE}};
    if (sql_text(q, column))
        out.added = (Origin){.how = ORIGIN_ADDED,
                             .at = keep(arena, sql_text(q, column)),
                             .by = keep(arena, sql_text(q, column + 1))};
    if (sql_text(q, column + 2))
        out.last = (Origin){.how = how_of(sql_text(q, column + 2)),
                            .at = keep(arena, sql_text(q, column + 3)),
                            .by = keep(arena, sql_text(q, column + 4))};
    return out;
}

/* last: the greatest id of them; NULL where nobody asks. */
static bool read_rows(Sql *q, Arena *arena, Origin **out, size_t *n, int64_t *last, Err *err)
{
    Origin *rows = NULL;
    size_t got = 0, room = 0;
    while (sql_row(q)) {
        if (got == room)
            rows = xreallocarray(rows, room = room * 2 + 8, sizeof(*rows));
        rows[got++] = (Origin){.how = how_of(sql_text(q, 4)),
                               .name = arena_dup(arena, sql_text(q, 0)),
                               .by = keep(arena, sql_text(q, 1)),
                               .at = arena_dup(arena, sql_text(q, 2)),
                               .approves = strcmp(sql_text(q, 5), "supervisor") == 0};
        if (last)
            *last = sql_int(q, 3);
    }
    bool done = sql_close(q, err);
    *n = done ? got : 0;
    *out = arena_alloc(arena, (*n + 1) * sizeof(*rows));
    if (*n)
        memcpy(*out, rows, *n * sizeof(*rows));
    free(rows);
    return done;
}

#define ORIGINS                                                                                \
    "SELECT u.display, m.display, z.at, z.id, z.how, u.role FROM key_origin AS z"              \
    " JOIN user AS u ON u.id = z.user_id LEFT JOIN user AS m ON m.id = z.by_user"

/* Of those who were added or came in alone, whoever decides or lets people in matters. Who was
 * told of a key that there never was, as another program may have written it, was told of none.
 */
static bool read_origins(Store *store, int64_t user_id, Arena *arena, Origin **out, size_t *n,
                         int64_t *last, Err *err)
{
    Sql q;
    if (!sql_open(&q, store,
                  ORIGINS " WHERE z.by_user IS NOT ?1 AND z.user_id <> ?1 AND z.id >"
                          " coalesce((SELECT key_id FROM reset_told WHERE user_id = ?1"
                          " AND key_id <= (SELECT max(id) FROM person_key)), 0)"
                          " AND (z.how = 'reset' OR u.role IN ('supervisor', 'administrator'))"
                          " ORDER BY z.id",
                  err))
        return false;
    sql_bind_int(&q, 1, user_id);
    return read_rows(&q, arena, out, n, last, err);
}

bool origin_alone(Store *store, Arena *arena, Origin **out, size_t *n, Err *err)
{
    Sql q;
    *n = 0;
    return sql_open(&q, store, ORIGINS " WHERE z.how = 'alone' ORDER BY z.id", err) &&
           read_rows(&q, arena, out, n, NULL, err);
}

bool origin_tell(Store *store, int64_t user_id, Arena *arena, Origin **out, size_t *n, Err *err)
{
    int64_t last = 0;
    *n = 0;
    if (!read_origins(store, user_id, arena, out, n, &last, err))
        return false;
    return *n == 0 || sql_do(store, err,
                             "INSERT OR REPLACE INTO reset_told (user_id, key_id)"
                             " VALUES (?, ?)",
                             "ii", user_id, last);
}
