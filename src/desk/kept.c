/* Rows of kept_change. */
#include "config.h"

#include "desk/kept.h"

#include <string.h>

#include "base/day.h"
#include "store/sql.h"

static bool read_field(const char *path, FieldId *out)
{
    const char *dot = path ? strchr(path, '.') : NULL;
    char record[64];
    if (!dot || (size_t)(dot - path) >= sizeof record)
        return false;
    memcpy(record, path, (size_t)(dot - path));
    record[dot - path] = '\0';
    const RecordDef *of = catalog_find_record(record);
    const FieldDef *field = of ? catalog_find_field(of->id, dot + 1) : NULL;
    if (field)
        *out = field->id;
    return field != NULL;
}

bool kept_list(Store *store, int64_t user_id, int64_t case_id, Arena *arena, Kept **out,
               size_t *n, Err *err)
{
    size_t room = 0;
    Sql q;
    *out = NULL;
    *n = 0;
    if (!sql_open(&q, store,
                  "SELECT k.id, k.case_id, c.no, k.field, k.row_id, k.fresh, k.base, k.value,"
                  " k.at FROM kept_change AS k JOIN case_file AS c ON c.id = k.case_id"
                  " WHERE k.user_id = ?1 AND (?2 = 0 OR k.case_id = ?2)"
                  " ORDER BY k.case_id, k.fresh, k.id",
                  err))
        return false;
    sql_bind_int(&q, 1, user_id);
    sql_bind_int(&q, 2, case_id);
    while (sql_row(&q)) {
        FieldId field = FIELD_COUNT;
        if (!read_field(sql_text(&q, 3), &field))
            continue; /* of a newer program */
        if (*n == room) {
            Kept *more = arena_alloc(arena, (room = 2 * room + 16) * sizeof **out);
            if (*n)
                memcpy(more, *out, *n * sizeof **out);
            *out = more;
        }
        (*out)[(*n)++] = (Kept){.id = sql_int(&q, 0),
                                .case_id = sql_int(&q, 1),
                                .no = arena_text(arena, sql_text(&q, 2)),
                                .field = field,
                                .row_id = sql_int(&q, 4),
                                .fresh = sql_int(&q, 5),
                                .base = arena_dup(arena, sql_text(&q, 6)),
                                .value = arena_dup(arena, sql_text(&q, 7)),
                                .at = arena_text(arena, sql_text(&q, 8))};
    }
    return sql_close(&q, err);
}

bool kept_fresh(Store *store, int64_t user_id, int64_t case_id, int64_t *out, Err *err)
{
    return sql_get_int(store, err, out,
                       "SELECT coalesce(max(fresh), 0) + 1 FROM kept_change WHERE user_id = ?"
                       " AND case_id = ?",
                       "ii", user_id, case_id);
}

bool kept_put(Store *store, int64_t user_id, const Kept *kept, Err *err)
{
    const FieldDef *field = catalog_field(kept->field);
    char now[INSTANT_TEXT];
    Buf path = BUF_INIT;
    store_now(store, now);
    buf_addf(&path, "%s.%s", catalog_record(field->record)->key, field->key);
    bool done = sql_do(
        store, err,
        "INSERT INTO kept_change (case_id, user_id, field, row_id, fresh, base, value, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET value = excluded.value, at = excluded.at",
        "iitiittt", kept->case_id, user_id, path.data, kept->row_id, kept->fresh, kept->base,
        kept->value, now);
    buf_free(&path);
    return done;
}

bool kept_forget(Store *store, int64_t id, Err *err)
{
    return sql_do(store, err, "DELETE FROM kept_change WHERE id = ?", "i", id);
}
