/* A step that is not the newest is made by all that led to it. */
#include "config.h"

#include "verify/made.h"

#include "base/i18n.h"
#include "store/schema.h"

static bool run(sqlite3 *db, const char *sql, Err *err)
{
    return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK ||
           err_set(err, ERR_STORE, _("The schema cannot be made: %s"), sqlite3_errmsg(db));
}

int64_t made_step(void)
{
    return schema_steps[schema_step_count - 1].version;
}

bool made_schema(int64_t step, sqlite3 **out, Err *err)
{
    bool done = sqlite3_open(":memory:", out) == SQLITE_OK ||
                err_set(err, ERR_STORE, _("SQLite cannot be used here"));

    if (done && step == made_step())
        return run(*out, schema_now, err);
    for (size_t i = 0; done && i < schema_step_count; i++) {
        if (schema_steps[i].version <= step)
            done = run(*out, schema_steps[i].sql, err);
    }
    return done;
}
