/* A program of the build: runs all steps of the schema in memory and writes what they come to
 * as C text, schema_now. A new store is made of that in a tenth of the time, and one that is
 * there is held against schema_objects without making anything. */
#include "config.h"

#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/schema.h"

static void give_up(sqlite3 *db, const char *what)
{
    fprintf(stderr, "schema_fold: %s: %s\n", what, sqlite3_errmsg(db));
    exit(EXIT_FAILURE);
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *stmt = NULL;

    if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK)
        give_up(db, sql);
    return stmt;
}

static bool next_row(sqlite3_stmt *stmt)
{
    int status = sqlite3_step(stmt);

    if (status != SQLITE_ROW && status != SQLITE_DONE)
        give_up(sqlite3_db_handle(stmt), sqlite3_sql(stmt));
    return status == SQLITE_ROW;
}

static const char *text(sqlite3_stmt *stmt, int column)
{
    return (const char *)sqlite3_column_text(stmt, column);
}

/* A statement, a line of C for each of its lines; gives back the bytes that the program has. */
static size_t print_statement(const char *sql)
{
    size_t len = strlen(sql);

    printf("    \"");
    for (; *sql; sql++) {
        if (*sql == '\n')
            printf("\\n\"\n    \"");
        else if (*sql == '"' || *sql == '\\' || *sql == '?')
            printf("\\%c", *sql);
        else
            putchar(*sql);
    }
    printf(";\\n\"\n");
    return len + 2;
}

typedef struct Fold {
    sqlite3 *db;
    size_t at; /* bytes printed of schema_now */
} Fold;

/* In a table beside the others, which is sorted in the end. */
static void note_object(Fold *fold, sqlite3_stmt *object, size_t len)
{
    sqlite3_stmt *note =
        prepare(fold->db, "INSERT INTO temp.object VALUES (?1 || ' ' || ?2, ?3, ?4)");

    sqlite3_bind_value(note, 1, sqlite3_column_value(object, 1));
    sqlite3_bind_value(note, 2, sqlite3_column_value(object, 2));
    sqlite3_bind_int64(note, 3, (sqlite3_int64)fold->at);
    sqlite3_bind_int64(note, 4, (sqlite3_int64)len);
    next_row(note);
    sqlite3_finalize(note);
}

static void print_table(sqlite3 *db)
{
    sqlite3_stmt *stmt = prepare(db, "SELECT label, at, len FROM temp.object ORDER BY label");

    puts("const SchemaObject schema_objects[] = {");
    while (next_row(stmt))
        printf("    {\"%s\", %s, %s},\n", text(stmt, 0), text(stmt, 1), text(stmt, 2));
    puts(
        "};\n"
        "const size_t schema_object_count = sizeof schema_objects / sizeof schema_objects[0];");
    sqlite3_finalize(stmt);
}

/* Those of one kind stand in the order in which the steps made them: SQLite looks through
 * triggers and indexes in that order. */
static void print_objects(Fold *fold, const char *which)
{
    char *sql =
        sqlite3_mprintf("SELECT sql, type, name FROM sqlite_schema WHERE sql IS NOT NULL"
                        " AND name NOT LIKE 'sqlite_%%' AND %s ORDER BY rowid",
                        which);
    sqlite3_stmt *stmt = prepare(fold->db, sql);

    while (next_row(stmt)) {
        size_t len = strlen(text(stmt, 0));
        note_object(fold, stmt, len);
        fold->at += print_statement(text(stmt, 0));
    }
    sqlite3_finalize(stmt);
    sqlite3_free(sql);
}

/* Columns that are computed are left out. */
static void print_rows_of(Fold *fold, const char *table)
{
    sqlite3 *db = fold->db;
    sqlite3_stmt *columns =
        prepare(db, "SELECT group_concat('\"' || name || '\"', ', '),"
                    " group_concat('quote(\"' || name || '\")', ' || '', '' || ')"
                    " FROM pragma_table_xinfo(?) WHERE hidden = 0");
    sqlite3_stmt *rows;
    char *sql;

    sqlite3_bind_text(columns, 1, table, -1, SQLITE_TRANSIENT);
    next_row(columns);
    sql = sqlite3_mprintf("SELECT 'INSERT INTO \"%w\" (' || %Q || ') VALUES (' || %s || ')'"
                          " FROM \"%w\"",
                          table, text(columns, 0), text(columns, 1), table);
    rows = prepare(db, sql);
    while (next_row(rows))
        fold->at += print_statement(text(rows, 0));
    sqlite3_finalize(rows);
    sqlite3_finalize(columns);
    sqlite3_free(sql);
}

static void print_rows(Fold *fold)
{
    sqlite3_stmt *tables =
        prepare(fold->db, "SELECT name FROM sqlite_schema WHERE type = 'table'"
                          " AND name NOT LIKE 'sqlite_%' ORDER BY rowid");

    while (next_row(tables))
        print_rows_of(fold, text(tables, 0));
    sqlite3_finalize(tables);
}

int main(void)
{
    Fold fold = {NULL, 0};
    sqlite3 *db;

    if (sqlite3_open(":memory:", &fold.db) != SQLITE_OK)
        give_up(fold.db, ":memory:");
    db = fold.db;
    for (size_t i = 0; i < schema_step_count; i++) {
        if (sqlite3_exec(db, schema_steps[i].sql, NULL, NULL, NULL) != SQLITE_OK)
            give_up(db, schema_steps[i].name);
    }
    if (sqlite3_exec(db, "CREATE TABLE temp.object (label TEXT, at INTEGER, len INTEGER)", NULL,
                     NULL, NULL) != SQLITE_OK)
        give_up(db, "temp.object");
    puts("/* Made of data/schema by src/store/schema_fold.c; change those files, not this one. "
         "*/\n"
         "#include \"config.h\"\n\n#include \"store/schema.h\"\n\nconst char schema_now[] =");
    /* Rows before the triggers, which would judge them. */
    print_objects(&fold, "type = 'table'");
    print_rows(&fold);
    print_objects(&fold, "type <> 'table'");
    puts("    ;\n");
    print_table(db);
    sqlite3_close(db);
    return fflush(stdout) == 0 && !ferror(stdout) ? EXIT_SUCCESS : EXIT_FAILURE;
}
