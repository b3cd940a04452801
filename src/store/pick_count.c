/* Rows of the table picked: one more, one less, all of a list. */
#include "config.h"

#include "store/pick_count.h"

#include "base/day.h"
#include "store/sql.h"

bool pick_count_add(Store *store, int64_t user_id, const char *list, const char *value,
                    const char *reading, Err *err)
{
    char now[INSTANT_TEXT];
    instant_now(now);
    return sql_do(store, err,
                  "INSERT INTO picked (list, value, user_id, uses, reading, last_at)"
                  " VALUES (?, ?, ?, 1, ?, ?)"
                  " ON CONFLICT (list, value, user_id) DO UPDATE SET uses = uses + 1,"
                  " reading = excluded.reading, last_at = excluded.last_at",
                  "ttitt", list, value, user_id, reading, now);
}

bool pick_count_drop(Store *store, int64_t user_id, const char *list, const char *value,
                     Err *err)
{
    return sql_do(
               store, err,
               "DELETE FROM picked WHERE list = ? AND value = ? AND user_id = ? AND uses = 1",
               "tti", list, value, user_id) &&
           sql_do(store, err,
                  "UPDATE picked SET uses = uses - 1"
                  " WHERE list = ? AND value = ? AND user_id = ?",
                  "tti", list, value, user_id);
}

bool pick_count_list(Store *store, int64_t user_id, const char *list, Arena *arena,
                     PickCount **out, size_t *n, Err *err)
{
    Sql q;
    *n = 0;
    *out = arena_alloc(arena, PICK_COUNTS_MAX * sizeof **out);
    if (!sql_open(&q, store,
                  "SELECT value, max(reading), sum(uses * (user_id = ?)) AS mine, sum(uses)"
                  " FROM picked WHERE list = ? GROUP BY value"
                  " ORDER BY mine DESC, sum(uses) DESC, max(last_at) DESC LIMIT ?",
                  err))
        return false;
    sql_bind_int(&q, 1, user_id);
    sql_bind_text(&q, 2, list);
    sql_bind_int(&q, 3, PICK_COUNTS_MAX);
    while (sql_row(&q))
        (*out)[(*n)++] = (PickCount){.value = arena_dup(arena, sql_text(&q, 0)),
                                     .reading = arena_dup(arena, sql_text(&q, 1)),
                                     .mine = sql_int(&q, 2),
                                     .all = sql_int(&q, 3)};
    return sql_close(&q, err);
}
