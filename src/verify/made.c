/* A step that is not the newest is made by all that led to it. */
#include "config.h"

#include "verify/made.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "base/mem.h"
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

/* ---- columns ---- */

typedef struct MadeColumn {
    const char *called, *literal;
} MadeColumn;

struct MadeColumns {
    Arena *arena;
    MadeColumn *list; /* in the order of their bytes */
    size_t n, room;
};

static int by_name(const void *a, const void *b)
{
    return strcmp(((const MadeColumn *)a)->called, ((const MadeColumn *)b)->called);
}

static void add_column(MadeColumns *columns, sqlite3_stmt *stmt)
{
    const char *called = (const char *)sqlite3_column_text(stmt, 0),
               *literal = (const char *)sqlite3_column_text(stmt, 1);

    if (columns->n == columns->room)
        columns->list = xreallocarray(columns->list, columns->room = 2 * columns->room + 512,
                                      sizeof(MadeColumn));
    columns->list[columns->n++] =
        (MadeColumn){arena_dup(columns->arena, called ? called : ""),
                     literal ? arena_dup(columns->arena, literal) : NULL};
}

MadeColumns *made_columns(Err *err)
{
    static const char all[] =
        "SELECT s.name || '.' || t.name, t.dflt_value FROM sqlite_schema AS s,"
        " pragma_table_info(s.name) AS t WHERE s.type = 'table'";
    MadeColumns *columns = xcalloc(1, sizeof(*columns));
    sqlite3_stmt *stmt = NULL;
    sqlite3 *db = NULL;
    bool done = made_schema(made_step(), &db, err) &&
                (sqlite3_prepare_v2(db, all, -1, &stmt, NULL) == SQLITE_OK ||
                 err_set(err, ERR_STORE, _("SQLite cannot be used here")));

    columns->arena = arena_new();
    while (done && sqlite3_step(stmt) == SQLITE_ROW)
        add_column(columns, stmt);
    sqlite3_finalize(stmt);
    sqlite3_close(db);
    if (columns->n > 0)
        qsort(columns->list, columns->n, sizeof(MadeColumn), by_name);
    if (done)
        return columns;
    made_columns_free(columns);
    return NULL;
}

void made_columns_free(MadeColumns *columns)
{
    if (!columns)
        return;
    arena_free(columns->arena);
    free(columns->list);
    free(columns);
}

bool made_column(const MadeColumns *columns, const char *called, const char **literal)
{
    const MadeColumn one = {called, NULL};
    const MadeColumn *found =
        bsearch(&one, columns->list, columns->n, sizeof(MadeColumn), by_name);

    *literal = found ? found->literal : NULL;
    return found != NULL;
}
