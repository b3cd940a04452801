/* Tables, triggers and views against those that the steps of the schema make (data/schema), for
 * the step that the store says it has. Triggers say what other programs may not do; a view that
 * is another one lets them. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "verify/made.h"
#include "verify/store_inner.h"

/* What SQLite keeps for itself has no text, or its own prefix. */
static const char objects[] =
    "SELECT name, sql, type FROM sqlite_schema WHERE sql IS NOT NULL"
    " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name COLLATE BINARY";

static const char *text_of(sqlite3_stmt *stmt, int column)
{
    const char *text = (const char *)sqlite3_column_text(stmt, column);

    return text ? text : "";
}

static void tell(Reading *r, sqlite3_stmt *stmt, const char *fault)
{
    /* TRANSLATORS: "trigger", "view", "table" or "index", its name, and what is wrong. */
    report_fault(r->report, 0, _("The schema, %s %s: %s"), text_of(stmt, 2), text_of(stmt, 0),
                 fault);
}

/* A view in place of a table may have rows without end, a virtual table too, and a column that
 * is made of others values without measure. */
static bool makes_rows(sqlite3_stmt *stmt)
{
    static const char *const begins[] = {"CREATE VIEW", "CREATE VIRTUAL", "CREATE TEMP"};
    const char *sql = text_of(stmt, 1), *type = text_of(stmt, 2);

    for (size_t i = 0; i < COUNT_OF(begins); i++) {
        if (sqlite3_strnicmp(sql, begins[i], (int)strlen(begins[i])) == 0)
            return true;
    }
    return strcmp(type, "table") == 0 && sqlite3_strlike("%as%(%", sql, 0) == 0;
}

/* Two lists in order, side by side. */
static void compare(Reading *r, sqlite3_stmt *made, sqlite3_stmt *there)
{
    int a = sqlite3_step(made), b = sqlite3_step(there);

    while (a == SQLITE_ROW || b == SQLITE_ROW) {
        bool strange = false;
        int order = a != SQLITE_ROW   ? 1
                    : b != SQLITE_ROW ? -1
                                      : strcmp(text_of(made, 0), text_of(there, 0));
        if (order < 0)
            tell(r, made, _("it is missing"));
        else if (order > 0)
            tell(r, there, _("it was put there by something else"));
        else if ((strange = strcmp(text_of(made, 1), text_of(there, 1)) != 0))
            tell(r, made, _("it is not as the program made it"));
        if (order > 0 || strange)
            r->endless = r->endless || makes_rows(there);
        if (order <= 0)
            a = sqlite3_step(made);
        if (order >= 0)
            b = sqlite3_step(there);
    }
}

bool reading_schema(Reading *r, Err *err)
{
    int64_t newest = made_step(), step = r->step, faults = r->report->faults;
    sqlite3_stmt *made = NULL, *there;
    sqlite3 *fresh = NULL;
    bool done;

    if (step > newest) {
        report_fault(r->report, 0,
                     _("The store says that it is of step %lld of the schema, and this program "
                       "knows %lld of them"),
                     (long long)step, (long long)newest);
        return true;
    }
    there = reading_ask(r, objects, err);
    done = there && made_schema(step, &fresh, err);
    if (done && sqlite3_prepare_v2(fresh, objects, -1, &made, NULL) == SQLITE_OK)
        compare(r, made, there);
    r->altered = r->report->faults > faults;
    sqlite3_finalize(made);
    sqlite3_close(fresh);
    return there && reading_end(r, there, done ? err : NULL) && done;
}
