/* Which cases a batch holds, and what was answered about each. */
#include "config.h"

#include "app/batch.h"

#include <stdlib.h>
#include <string.h>

#include "app/batch_ledger.h"
#include "app/inner.h"
#include "base/mem.h"
#include "store/sql.h"

static const char *text_or_null(const Sql *q, int column, Arena *arena)
{
    const char *text = sql_text(q, column);
    return text ? arena_dup(arena, text) : NULL;
}

static bool read_cases(Session *session, int64_t batch, Arena *arena, BatchCase **out,
                       size_t *n, Err *err)
{
    Sql q;
    BatchCase *all = NULL;
    size_t room = 0;
    *n = 0;
    if (!sql_open(&q, session_store(session),
                  "SELECT k.id, k.case_id, k.approval_id, c.no, k.outcome, k.reason,"
                  " k.platform_no, k.answered_at, k.asked, k.agreed, k.declined"
                  " FROM batch_case AS k JOIN case_file AS c ON c.id = k.case_id"
                  " WHERE k.batch_id = ? ORDER BY k.place",
                  err))
        return false;
    sql_bind_int(&q, 1, batch);
    while (sql_row(&q)) {
        if (*n == room)
            all = xreallocarray(all, room = room * 2 + 64, sizeof(BatchCase));
        all[(*n)++] = (BatchCase){.id = sql_int(&q, 0),
                                  .case_id = sql_int(&q, 1),
                                  .approval_id = sql_int(&q, 2),
                                  .no = arena_dup(arena, sql_text(&q, 3)),
                                  .outcome = app_outcome(sql_text(&q, 4)),
                                  .reason = text_or_null(&q, 5, arena),
                                  .platform_no = text_or_null(&q, 6, arena),
                                  .answered_at = text_or_null(&q, 7, arena),
                                  .asked = sql_int(&q, 8),
                                  .agreed = sql_int(&q, 9),
                                  .declined = sql_int(&q, 10)};
    }
    bool done = sql_close(&q, err);
    *out = arena_alloc(arena, (*n + 1) * sizeof(BatchCase));
    if (*n)
        memcpy(*out, all, *n * sizeof(BatchCase));
    free(all);
    return done;
}

bool app_batch_cases(Session *session, const char *no, Arena *arena, BatchCase **out, size_t *n,
                     Err *err)
{
    Batch batch = {0};
    return desk_may(session_user(session), VERB_READ, err) &&
           batch_find(session, no, arena, &batch, err) &&
           read_cases(session, batch.id, arena, out, n, err);
}

bool app_batch_find(Session *session, const char *no, Arena *arena, BatchRow *out, Err *err)
{
    Batch batch = {0};
    if (!desk_may(session_user(session), VERB_READ, err) ||
        !batch_find(session, no, arena, &batch, err))
        return false;
    *out = batch_row(session, &batch, arena);
    return true;
}

int app_batch_silent(const Session *session, const BatchRow *batch)
{
    Day day;
    int hour, minute;
    if (batch->state < BATCH_WRITTEN || batch->state == BATCH_CLOSED ||
        batch->accepted + batch->refused >= batch->asked)
        return -1;
    bool known = batch->uploaded_on ? day_parse(batch->uploaded_on, &day)
                                    : instant_local(batch->at, &day, &hour, &minute);
    int days = known ? day_between(day, session_today(session)) : 0;
    return days > 0 ? days : 0;
}
