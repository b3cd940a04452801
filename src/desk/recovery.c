/* The groups about people are few and have an index of their own. */
#include "config.h"

#include "desk/recovery.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/sql.h"

bool recovery_list(Store *store, Arena *arena, Recovery **out, size_t *n, Err *err)
{
    Sql q;
    Recovery *rows = NULL;
    size_t got = 0, room = 0;
    if (!sql_open(&q, store,
                  "SELECT u.name, g.at FROM journal_group AS g"
                  " JOIN journal_change AS c ON c.group_id = g.id"
                  " JOIN journal_shape AS s ON s.id = c.shape AND s.op = 'add'"
                  " AND s.tbl = 'user'"
                  " JOIN user AS u ON u.id = c.row_id"
                  " WHERE (g.kind = 'people' OR g.kind = 'setup') AND g.verb = ?"
                  " ORDER BY g.id",
                  err))
        return false;
    sql_bind_text(&q, 1, RECOVERY_VERB);
    while (sql_row(&q)) {
        if (got == room)
            rows = xreallocarray(rows, room = room * 2 + 4, sizeof(*rows));
        rows[got++] =
            (Recovery){arena_dup(arena, sql_text(&q, 0)), arena_dup(arena, sql_text(&q, 1))};
    }
    bool done = sql_close(&q, err);
    *n = done ? got : 0;
    *out = arena_alloc(arena, (*n + 1) * sizeof(*rows));
    if (*n)
        memcpy(*out, rows, *n * sizeof(*rows));
    free(rows);
    return done;
}
