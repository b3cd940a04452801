/* Which triggers refuse is one condition over their names: a new one is met here as well. */
#include "config.h"

#include "tests/support/bare.h"

#define REFUSING                                                                               \
    " FROM sqlite_schema WHERE type = 'trigger'"                                               \
    " AND (name IN ('journal_group_right', 'journal_group_away', 'journal_group_erased')"      \
    " OR (name NOT LIKE 'journal%' AND name <> 'case_file_version'))"

bool bare_run(sqlite3 *db, const char *sql, Err *err)
{
    return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK ||
           err_set(err, ERR_STORE, "%s: %s", sql, sqlite3_errmsg(db));
}

bool bare_gather(sqlite3 *db, const char *query, Buf *out, Err *err)
{
    sqlite3_stmt *stmt;

    if (sqlite3_prepare_v2(db, query, -1, &stmt, NULL) != SQLITE_OK)
        return err_set(err, ERR_STORE, "%s", sqlite3_errmsg(db));
    while (sqlite3_step(stmt) == SQLITE_ROW)
        buf_addf(out, "%s;", (const char *)sqlite3_column_text(stmt, 0));
    sqlite3_finalize(stmt);
    return true;
}

bool bare_triggers(sqlite3 *db, Buf *triggers, Err *err)
{
    Buf drops = BUF_INIT;
    bool done =
        bare_gather(db, "SELECT sql" REFUSING, triggers, err) &&
        bare_gather(db, "SELECT 'DROP TRIGGER \"' || name || '\"'" REFUSING, &drops, err) &&
        bare_run(db, drops.data, err);

    buf_free(&drops);
    return done;
}
