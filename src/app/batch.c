/* Which cases a batch holds, and which wait for the next one. */
#include "config.h"

#include "app/batch.h"

#include <stdlib.h>
#include <string.h>

#include "app/batch_ledger.h"
#include "app/inner.h"
#include "base/mem.h"
#include "store/sql.h"

/* The first column of the rows. */
static bool read_numbers(Session *session, const char *sql, int64_t id, Arena *arena,
                         const char ***numbers, size_t *n, Err *err)
{
    Sql q;
    const char **all = NULL;
    size_t room = 0;
    *n = 0;
    if (!sql_open(&q, session_store(session), sql, err))
        return false;
    if (id)
        sql_bind_int(&q, 1, id);
    while (sql_row(&q)) {
        if (*n == room)
            all = xreallocarray(all, room = room * 2 + 64, sizeof(char *));
        all[(*n)++] = arena_dup(arena, sql_text(&q, 0));
    }
    bool done = sql_close(&q, err);
    *numbers = arena_alloc(arena, (*n + 1) * sizeof(char *));
    if (*n)
        memcpy(*numbers, all, *n * sizeof(char *));
    free(all);
    return done;
}

bool app_batch_cases(Session *session, const char *no, Arena *arena, const char ***numbers,
                     size_t *n, Err *err)
{
    Batch batch = {0};
    return desk_may(session_user(session), VERB_READ, err) &&
           ledger_find(session, no, arena, &batch, err) &&
           read_numbers(
               session,
               "SELECT c.no FROM batch_case AS k JOIN case_file AS c ON c.id = k.case_id"
               " WHERE k.batch_id = ? ORDER BY k.place",
               batch.id, arena, numbers, n, err);
}

bool app_export_waiting(Session *session, Arena *arena, const char ***numbers, size_t *n,
                        Err *err)
{
    return desk_may(session_user(session), VERB_READ, err) &&
           read_numbers(session, "SELECT c.no" LEDGER_WAITING " ORDER BY c.id", 0, arena,
                        numbers, n, err);
}
