/* Reads the table waiting, which the schema keeps. */
#include "config.h"

#include "desk/waiting.h"

#include "store/sql.h"

bool waiting_of(Store *store, int64_t case_id, Waiting *out, bool *found, int64_t *place,
                int64_t *all, Err *err)
{
    Sql q;
    *found = false;
    *place = 0;
    *out = (Waiting){.case_id = case_id};
    if (!sql_get_int(store, err, all, "SELECT count(*) FROM waiting", "") ||
        !sql_open(&q, store, "SELECT urgent, since FROM waiting WHERE case_id = ?", err))
        return false;
    sql_bind_int(&q, 1, case_id);
    *found = sql_row(&q);
    if (*found) {
        out->urgent = sql_int(&q, 0) != 0;
        out->since = sql_int(&q, 1);
    }
    if (!sql_close(&q, err))
        return false;
    return !*found ||
           sql_get_int(store, err, place,
                       "SELECT count(*) FROM waiting"
                       " WHERE urgent > ?1 OR (urgent = ?1 AND (since, case_id) < (?2, ?3))",
                       "iii", (int64_t)out->urgent, out->since, case_id);
}

/* Two ranges of the index, one for each half of the order. */
static bool next_after(Store *store, int64_t urgent, int64_t since, int64_t case_id,
                       int64_t *out, Err *err)
{
    if (!sql_get_int(store, err, out,
                     "SELECT case_id FROM waiting"
                     " WHERE urgent = ? AND (since, case_id) > (?, ?)"
                     " ORDER BY urgent DESC, since, case_id LIMIT 1",
                     "iii", urgent, since, case_id))
        return false;
    return *out || !urgent || next_after(store, 0, -1, 0, out, err);
}

bool waiting_next(Store *store, const Waiting *after, int64_t *case_id, Err *err)
{
    bool done =
        !after || next_after(store, after->urgent, after->since, after->case_id, case_id, err);
    if (!after)
        *case_id = 0;
    if (done && !*case_id)
        done = next_after(store, 1, -1, 0, case_id, err);
    if (done && after && *case_id == after->case_id)
        *case_id = 0;
    return done;
}
