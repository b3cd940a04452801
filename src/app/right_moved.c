/* Nothing is written in a store that moved, but that it is in charge again, or was put back,
 * and the end of a day ahead of these. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/right.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/retired.h"
#include "store/sql.h"

/* From which event on it was retired, or in charge; the newest first. */
typedef struct Turning {
    int64_t group;
    bool away;
} Turning;

typedef struct Turnings {
    int64_t setting;
    Turning *list;
    size_t n;
} Turnings;

static bool hear_turning(void *ctx, const JournalRow *row)
{
    Turnings *turnings = ctx;
    if (row->row_id != turnings->setting || !row->column || strcmp(row->column, "value") != 0)
        return true;
    turnings->list = xreallocarray(turnings->list, turnings->n + 1, sizeof *turnings->list);
    turnings->list[turnings->n++] =
        (Turning){row->group, row->after != NULL && row->after[0] != '\0'};
    return true;
}

#define ITEM(verb) ", '" verb "'"

/* until 0: to the end. */
static bool tell_first(const Rights *rights, int64_t after, int64_t until, Err *err)
{
    Sql q;
    if (!sql_open(&q, rights->store,
                  "SELECT g.id, g.case_id, w.name, g.verb FROM journal_group AS g"
                  " LEFT JOIN journal_who AS w ON w.id = g.who"
                  " WHERE g.id > ?1 AND (?2 = 0 OR g.id < ?2)"
                  " AND g.verb NOT IN (' '" RETIRED_LETS(ITEM) ") ORDER BY g.id LIMIT 1",
                  err))
        return false;
    sql_bind_int(&q, 1, after);
    sql_bind_int(&q, 2, until);
    if (sql_row(&q))
        right_tell(rights, sql_int(&q, 0), sql_int(&q, 1), sql_text(&q, 2), sql_said(&q, 3),
                   NULL, _("the store had moved to another machine"));
    return sql_close(&q, err);
}

bool right_after_moves(const Rights *rights, Err *err)
{
    Turnings turnings = {.n = 0};
    bool done = sql_get_int(rights->store, err, &turnings.setting,
                            "SELECT coalesce(max(id), 0) FROM setting WHERE name = ?", "t",
                            retired_setting) &&
                (!turnings.setting ||
                 journal_read_people(rights->store, "setting", hear_turning, &turnings, err));
    for (size_t i = 0; done && i < turnings.n; i++) {
        if (turnings.list[i].away)
            done = tell_first(rights, turnings.list[i].group,
                              i > 0 ? turnings.list[i - 1].group : 0, err);
    }
    free(turnings.list);
    return done;
}
