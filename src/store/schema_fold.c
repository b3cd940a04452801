/* A program of the build: runs all steps of the schema in memory and writes what they come to
 * as C text, schema_now. A new store is made of that in a tenth of the time. */
#include "config.h"

#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

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

/* A statement, a line of C for each of its lines. */
static void print_statement(const char *sql)
{
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
}

/* Those of one kind stand in the order in which the steps made them: SQLite looks through
 * triggers and indexes in that order. */
static void print_objects(sqlite3 *db, const char *which)
{
    char *sql = sqlite3_mprintf("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL"
                                " AND name NOT LIKE 'sqlite_%%' AND %s ORDER BY rowid",
                                which);
    sqlite3_stmt *stmt = prepare(db, sql);

    while (next_row(stmt))
        print_statement(text(stmt, 0));
    sqlite3_finalize(stmt);
    sqlite3_free(sql);
}

/* Columns that are computed are left out. */
static void print_rows_of(sqlite3 *db, const char *table)
{
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
        print_statement(text(rows, 0));
    sqlite3_finalize(rows);
    sqlite3_finalize(columns);
    sqlite3_free(sql);
}

static void print_rows(sqlite3 *db)
{
    sqlite3_stmt *tables = prepare(db, "SELECT name FROM sqlite_schema WHERE type = 'table'"
                                       " AND name NOT LIKE 'sqlite_%' ORDER BY rowid");

    while (next_row(tables))
        print_rows_of(db, text(tables, 0));
    sqlite3_finalize(tables);
}

int main(void)
{
    sqlite3 *db = NULL;

    if (sqlite3_open(":memory:", &db) != SQLITE_OK)
        give_up(db, ":memory:");
    for (size_t i = 0; i < schema_step_count; i++) {
        if (sqlite3_exec(db, schema_steps[i].sql, NULL, NULL, NULL) != SQLITE_OK)
            give_up(db, schema_steps[i].name);
    }
    puts("/* Made of data/schema by src/store/schema_fold.c; change those files, not this one. "
         "*/\n"
         "#include \"config.h\"\n\n#include \"store/schema.h\"\n\nconst char schema_now[] =");
    /* Rows before the triggers, which would judge them. */
    print_objects(db, "type = 'table'");
    print_rows(db);
    print_objects(db, "type <> 'table'");
    puts("    ;");
    sqlite3_close(db);
    return fflush(stdout) == 0 && !ferror(stdout) ? EXIT_SUCCESS : EXIT_FAILURE;
}
