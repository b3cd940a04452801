/* By indexes alone, from the few cases that may: who holds a pen, who asks, what was submitted.
 */
#include "config.h"

#include "desk/bound.h"

#include <string.h>

#include "store/sql.h"

#define FIRST_STATION(id)                                                                      \
    "(SELECT b.station FROM journal_group AS b WHERE b.id ="                                   \
    " (SELECT min(f.id) FROM journal_group AS f WHERE f.case_id = " id "))"
#define LAST_STATION(id)                                                                       \
    "(SELECT b.station FROM journal_group AS b WHERE b.id ="                                   \
    " (SELECT max(f.id) FROM journal_group AS f WHERE f.case_id = " id "))"
#define PASSED_BY(id)                                                                          \
    "(SELECT b.station FROM journal_group AS b WHERE b.case_id = " id " AND b.verb = 'pass'"   \
    " ORDER BY b.id DESC LIMIT 1)"

/* What we did last was no passing, or the pen would be elsewhere; so the last event is ours
 * only where something was done since it came. */
static const char text[] =
    "WITH us (code) AS (SELECT value FROM setting WHERE name = 'station')"
    " SELECT o.case_id FROM call_open AS o WHERE o.ours = 0 AND o.other = ?1"
    " UNION SELECT p.case_id FROM us CROSS JOIN pen AS p ON p.holder = us.code"
    " JOIN case_file AS c ON c.id = p.case_id"
    " WHERE c.working IN ('returned', 'approved', 'rejected', 'exported', 'closed')"
    " AND " PASSED_BY("c.id") " = ?1 AND " LAST_STATION(
        "c.id") " = us.code"
                " UNION SELECT c.id FROM us CROSS JOIN case_file AS c"
                " WHERE c.working = 'submitted' AND " FIRST_STATION(
                    "c.id") " = us.code"
                            " AND NOT EXISTS (SELECT 1 FROM pen_away AS a WHERE a.case_id = "
                            "c.id)"
                            " AND EXISTS (SELECT 1 FROM station AS s JOIN station_person AS p "
                            "ON p.station_id = s.id"
                            " WHERE s.code = ?1 AND p.role = 'supervisor' AND p.disabled = 0)"
                            " AND EXISTS (SELECT 1 FROM pen AS q WHERE (q.holder = ?1 OR "
                            "(q.holder = us.code"
                            " AND " PASSED_BY("q.case_id") " = ?1)) AND " FIRST_STATION(
                                "q.case_id") " = us.code)"
                                             " ORDER BY 1";

bool bound_for(Store *store, const char *code, Arena *arena, int64_t **out, size_t *n, Err *err)
{
    size_t room = 0;
    Sql q;
    *out = NULL;
    *n = 0;
    if (!sql_open(&q, store, text, err))
        return false;
    sql_bind_text(&q, 1, code);
    while (sql_row(&q)) {
        if (*n == room) {
            int64_t *more = arena_alloc(arena, (room = 2 * room + 64) * sizeof **out);
            if (*n)
                memcpy(more, *out, *n * sizeof **out);
            *out = more;
        }
        (*out)[(*n)++] = sql_int(&q, 0);
    }
    return sql_close(&q, err);
}
