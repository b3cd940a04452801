/* Of the view key_reset, and up to which row of it each supervisor was told. */
#include "config.h"

#include "desk/reset.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/sql.h"

/* last: the greatest id of them. */
static bool read_resets(Store *store, int64_t user_id, Arena *arena, Reset **out, size_t *n,
                        int64_t *last, Err *err)
{
    Sql q;
    Reset *rows = NULL;
    size_t got = 0, room = 0;
    if (!sql_open(&q, store,
                  "SELECT u.display, m.display, z.at, z.id FROM key_reset AS z"
                  " JOIN user AS u ON u.id = z.user_id JOIN user AS m ON m.id = z.made_by"
                  " WHERE z.made_by <> ?1 AND z.id >"
                  " coalesce((SELECT key_id FROM reset_told WHERE user_id = ?1), 0)"
                  " ORDER BY z.id",
                  err))
        return false;
    sql_bind_int(&q, 1, user_id);
    while (sql_row(&q)) {
        if (got == room)
            rows = xreallocarray(rows, room = room * 2 + 8, sizeof(*rows));
        rows[got++] = (Reset){.name = arena_dup(arena, sql_text(&q, 0)),
                              .by = arena_dup(arena, sql_text(&q, 1)),
                              .at = arena_dup(arena, sql_text(&q, 2))};
        *last = sql_int(&q, 3);
    }
    bool done = sql_close(&q, err);
    *n = done ? got : 0;
    *out = arena_alloc(arena, (*n + 1) * sizeof(*rows));
    if (*n)
        memcpy(*out, rows, *n * sizeof(*rows));
    free(rows);
    return done;
}

bool reset_tell(Store *store, int64_t user_id, Arena *arena, Reset **out, size_t *n, Err *err)
{
    int64_t last = 0;
    *n = 0;
    if (!read_resets(store, user_id, arena, out, n, &last, err))
        return false;
    return *n == 0 || sql_do(store, err,
                             "INSERT OR REPLACE INTO reset_told (user_id, key_id)"
                             " VALUES (?, ?)",
                             "ii", user_id, last);
}
