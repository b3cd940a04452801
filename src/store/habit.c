/* Rows of the table pinyin_habit, the newest of one person; each writing forgets what is too
 * old or too many. */
#include "config.h"

#include "store/habit.h"

#include "base/day.h"
#include "store/inner.h"

static bool forget(Store *store, int64_t user_id, Err *err)
{
    char oldest[DAY_TEXT];

    day_format(day_add(day_today(), -HABIT_DAYS), oldest);
    return sql_do(store, err, "DELETE FROM pinyin_habit WHERE user_id = ? AND at < ?", "it",
                  user_id, oldest) &&
           sql_do(store, err,
                  "DELETE FROM pinyin_habit WHERE user_id = ?1 AND id <="
                  " (SELECT id FROM pinyin_habit WHERE user_id = ?1"
                  " ORDER BY id DESC LIMIT 1 OFFSET ?2)",
                  "ii", user_id, (int64_t)HABIT_KEPT);
}

static bool put_rows(Store *store, int64_t user_id, const HabitRow *rows, size_t n, Err *err)
{
    char now[INSTANT_TEXT];

    instant_now(now);
    for (size_t i = 0; i < n; i++)
        if (!sql_do(store, err,
                    "INSERT OR REPLACE INTO pinyin_habit (user_id, reading, text, at)"
                    " VALUES (?, ?, ?, ?)",
                    "ittt", user_id, rows[i].reading, rows[i].text, now))
            return false;
    return forget(store, user_id, err);
}

bool habit_put(Store *store, int64_t user_id, const HabitRow *rows, size_t n, Err *err)
{
    int64_t before = store_quiet_begin(store);

    if (!store_begin(store, err))
        return false;
    bool done = put_rows(store, user_id, rows, n, err);
    if (!done)
        store_rollback(store);
    else
        done = store_commit(store, err);
    store_quiet_end(store, before);
    return done;
}

bool habit_list(Store *store, int64_t user_id, Arena *arena, HabitRow **out, size_t *n,
                Err *err)
{
    Sql q;

    *n = 0;
    *out = arena_alloc(arena, HABIT_KEPT * sizeof **out);
    if (!sql_open(&q, store,
                  "SELECT text, reading FROM (SELECT id, text, reading FROM pinyin_habit"
                  " WHERE user_id = ? ORDER BY id DESC LIMIT ?) ORDER BY id",
                  err))
        return false;
    sql_bind_int(&q, 1, user_id);
    sql_bind_int(&q, 2, HABIT_KEPT);
    while (*n < HABIT_KEPT && sql_row(&q)) {
        (*out)[*n].text = arena_dup(arena, sql_text(&q, 0));
        (*out)[*n].reading = arena_dup(arena, sql_text(&q, 1));
        (*n)++;
    }
    return sql_close(&q, err);
}
