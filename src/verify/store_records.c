/* Every row of every table that the journal tells of, or has to, held against what it comes to;
 * the knowledge by its versions. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/path.h"
#include "verify/hash.h"
#include "verify/store_inner.h"
#include "verify/texts.h"

typedef struct Named {
    const char *name, *points, *literal; /* what its id is of; its default */
    sqlite3_stmt *uid;                   /* asks for the uid of a row of points */
} Named;

typedef struct Table {
    const char *name;
    Named *columns;
    size_t n;
    sqlite3_stmt *rows;
} Table;

/* Ids that the schema does not call foreign keys. */
static const char *points_unsaid(const char *column)
{
    if (strcmp(column, "created_by") == 0 || strcmp(column, "updated_by") == 0)
        return "user";
    return strcmp(column, "group_id") == 0 ? "journal_group" : NULL;
}

static bool name_points(Reading *r, Table *table, Err *err)
{
    sqlite3_stmt *stmt =
        reading_ask(r,
                    "SELECT \"from\", \"table\" FROM pragma_foreign_key_list(?)"
                    " WHERE coalesce(\"to\", 'id') = 'id'",
                    err);

    if (!stmt)
        return false;
    sqlite3_bind_text(stmt, 1, table->name, -1, SQLITE_STATIC);
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        for (size_t i = 0; i < table->n; i++) {
            if (bytes_are(reading_bytes(stmt, 0), table->columns[i].name))
                table->columns[i].points = (const char *)reading_keep(r, stmt, 1).at;
        }
    }
    return reading_end(r, stmt, err);
}

static bool name_columns(Reading *r, Table *table, Err *err)
{
    enum { COLUMNS_MAX = 200 };
    sqlite3_stmt *stmt =
        reading_ask(r, "SELECT name, dflt_value FROM pragma_table_info(?) ORDER BY cid", err);

    if (!stmt)
        return false;
    sqlite3_bind_text(stmt, 1, table->name, -1, SQLITE_STATIC);
    table->columns = arena_alloc(r->arena, COLUMNS_MAX * sizeof(Named));
    while (table->n < COLUMNS_MAX && sqlite3_step(stmt) == SQLITE_ROW) {
        const char *name = (const char *)reading_keep(r, stmt, 0).at;
        if (strcmp(name, "id") == 0 || strcmp(name, "uid") == 0)
            continue;
        table->columns[table->n++] =
            (Named){.name = name,
                    .points = points_unsaid(name),
                    .literal = (const char *)reading_keep(r, stmt, 1).at};
    }
    return reading_end(r, stmt, err) && name_points(r, table, err);
}

static void add_name(Buf *text, const char *name)
{
    buf_add_char(text, '"');
    for (; *name; name++) {
        if (*name == '"')
            buf_add_char(text, '"');
        buf_add_char(text, *name);
    }
    buf_add_char(text, '"');
}

static bool prepare(Reading *r, Table *table, Err *err)
{
    Buf text = BUF_INIT;

    buf_add(&text, "SELECT uid, id");
    for (size_t i = 0; i < table->n; i++) {
        buf_add(&text, ", ");
        add_name(&text, table->columns[i].name);
    }
    buf_add(&text, " FROM ");
    add_name(&text, table->name);
    table->rows = reading_ask(r, text.data, err);
    for (size_t i = 0; table->rows && i < table->n; i++) {
        Named *column = &table->columns[i];
        if (!column->points)
            continue;
        buf_clear(&text);
        buf_add(&text, "SELECT uid FROM ");
        add_name(&text, column->points);
        buf_add(&text, " WHERE id = ?");
        column->uid = reading_ask(r, text.data, NULL);
    }
    buf_free(&text);
    return table->rows != NULL;
}

static Value value_of(const Table *table, size_t at, bool points)
{
    const Named *column = &table->columns[at];
    int i = (int)at + 2, type = sqlite3_column_type(table->rows, i);

    if (type == SQLITE_NULL)
        return (Value){.type = VALUE_EMPTY};
    if (type != SQLITE_INTEGER)
        return (Value){.type = type == SQLITE_BLOB ? VALUE_BYTES : VALUE_TEXT,
                       .bytes = reading_bytes(table->rows, i)};
    if (points && column->uid) {
        sqlite3_reset(column->uid);
        sqlite3_bind_int64(column->uid, 1, sqlite3_column_int64(table->rows, i));
        if (sqlite3_step(column->uid) == SQLITE_ROW)
            return (Value){.type = VALUE_ROW, .bytes = reading_bytes(column->uid, 0)};
    }
    return (Value){.type = VALUE_INT, .number = sqlite3_column_int64(table->rows, i)};
}

/* A case from another store whose number was taken here has two digits of its uid behind it. */
static void strip_apart(const Table *table, const Named *column, Bytes uid, Value *value)
{
    enum { APART = 5 };
    char apart[APART + 1];

    if (strcmp(table->name, "case_file") != 0 || strcmp(column->name, "no") != 0 ||
        value->type != VALUE_TEXT || value->bytes.n <= APART)
        return;
    snprintf(apart, sizeof apart, "~%02x%02x", uid.at[0], uid.at[1]);
    if (memcmp(value->bytes.at + value->bytes.n - APART, apart, APART) == 0)
        value->bytes.n -= APART;
}

static void check_record(Reading *r, Table *table)
{
    Replay *replay = check_replay(r->check);
    Bytes uid = reading_bytes(table->rows, 0);

    if (uid.n != UID) {
        report_fault(r->report, 0, _("A record of %s has no uid"), table->name);
        return;
    }
    replay_record(replay, table->name, uid.at, sqlite3_column_int64(table->rows, 1), r->report);
    for (size_t i = 0; i < table->n; i++) {
        const Named *column = &table->columns[i];
        Value value = value_of(table, i, replay_type(replay, column->name) == VALUE_ROW);
        strip_apart(table, column, uid, &value);
        replay_column(replay, column->name, &value, column->literal, r->report);
    }
    replay_record_end(replay, r->report);
}

static bool check_table(Reading *r, const char *name, Err *err)
{
    Table table = {.name = name};
    bool done = name_columns(r, &table, err);

    if (done && table.n == 0) {
        report_fault(r->report, 0, _("The table %s is missing"), name);
        arena_reset(r->arena);
        return true;
    }
    done = done && prepare(r, &table, err);
    while (done && sqlite3_step(table.rows) == SQLITE_ROW)
        check_record(r, &table);
    for (size_t i = 0; i < table.n; i++)
        sqlite3_finalize(table.columns[i].uid);
    done = (!table.rows || reading_end(r, table.rows, done ? err : NULL)) && done;
    arena_reset(r->arena);
    return done;
}

static bool is_named(const Replay *replay, const char *table)
{
    const char *name;

    for (size_t i = 0; (name = replay_table(replay, i)) != NULL; i++) {
        if (strcmp(name, table) == 0)
            return true;
    }
    return false;
}

/* A table of records has an id and a uid, and so have the two of the journal itself; one that
 * the journal does not name yet is empty. */
static bool check_unnamed(Reading *r, Err *err)
{
    sqlite3_stmt *stmt = reading_ask(
        r,
        "SELECT name FROM sqlite_schema AS s WHERE type = 'table'"
        " AND name NOT IN ('journal_group', 'journal_who')"
        " AND 2 = (SELECT count(*) FROM pragma_table_info(s.name) WHERE name IN ('id', 'uid'))",
        err);
    bool done = stmt != NULL;

    while (done && sqlite3_step(stmt) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(stmt, 0);
        done = is_named(check_replay(r->check), name) || check_table(r, name, err);
    }
    return stmt && reading_end(r, stmt, done ? err : NULL) && done;
}

bool reading_records(Reading *r, Err *err)
{
    Replay *replay = check_replay(r->check);
    const char *name;

    for (size_t i = 0; (name = replay_table(replay, i)) != NULL; i++) {
        if (!check_table(r, name, err))
            return false;
    }
    if (!check_unnamed(r, err))
        return false;
    replay_end(replay, r->report);
    return true;
}

/* Those that an approval or a batch names, and that are not there. */
static const char rules_gone[] =
    "SELECT knowledge_version FROM approval UNION SELECT knowledge_version FROM batch"
    " EXCEPT SELECT version FROM knowledge_text";

static bool tell_rules_gone(Reading *r, Err *err)
{
    sqlite3_stmt *stmt = reading_ask(r, rules_gone, err);

    if (!stmt)
        return false;
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        Bytes version = reading_bytes(stmt, 0);
        if (version.n)
            report_fault(r->report, 0, _("The rules of version %.*s are not there any more"),
                         (int)version.n, (const char *)version.at);
    }
    return reading_end(r, stmt, err);
}

bool reading_knowledge(Reading *r, Err *err)
{
    sqlite3_stmt *stmt = reading_ask(r, "SELECT version, packed FROM knowledge_text", err);

    if (!stmt)
        return false;
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        Bytes version = reading_bytes(stmt, 0), packed = reading_bytes(stmt, 1);
        if (!texts_are(packed, version))
            report_fault(r->report, 0, _("The rules of version %.*s are not what they were"),
                         (int)version.n, (const char *)version.at);
    }
    return reading_end(r, stmt, err) && tell_rules_gone(r, err);
}
