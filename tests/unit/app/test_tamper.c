/* What was changed behind the program's back is found and named: every column of every table
 * that the journal tells of, rows too many and missing. */
#include "config.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/backup.h"
#include "app/case.h"
#include "app/edit.h"
#include "app/inner.h"
#include "app/people.h"
#include "base/attr.h"
#include "base/mem.h"
#include "store/journal.h"
#include "store/sql.h"
#include "tests/support/app_help.h"
#include "tests/support/people.h"
#include "tests/support/suite.h"

static Store *store;

typedef struct Found {
    const char *table, *column; /* looked for; column NULL: a row */
    bool named;
    int faults;
} Found;

static bool find(void *ctx, const RecordFault *fault)
{
    Found *found = ctx;
    bool same = found->column ? fault->column && strcmp(fault->column, found->column) == 0
                              : !fault->column;

    found->faults++;
    found->named = found->named || (strcmp(fault->table, found->table) == 0 && same);
    return true;
}

static Found compared(const char *table, const char *column)
{
    Found found = {.table = table, .column = column};
    int64_t records;

    ck_done(journal_compare(store, NULL, find, &found, &records, &help_err));
    return found;
}

/* Without triggers, checks, unique indexes and references: as somebody who is at home in the
 * file. */
static void open_bare(void)
{
    Buf drop = BUF_INIT;
    Sql q;

    store = session_store(zhou);
    ck_done(sql_do(store, &help_err, "PRAGMA foreign_keys = OFF", NULL));
    ck_done(sql_do(store, &help_err, "PRAGMA ignore_check_constraints = ON", NULL));
    for (bool more = true; more;) {
        buf_clear(&drop);
        ck_done(sql_open(&q, store,
                         "SELECT 'DROP ' || type || ' \"' || name || '\"' FROM sqlite_schema"
                         " WHERE type = 'trigger' OR sql LIKE 'CREATE UNIQUE INDEX%' LIMIT 1",
                         &help_err));
        more = sql_row(&q);
        if (more)
            buf_add(&drop, sql_text(&q, 0));
        ck_done(sql_close(&q, &help_err));
        if (more)
            ck_done(sql_do(store, &help_err, drop.data, NULL));
    }
    buf_free(&drop);
}

/* Values of each type; the first that the column takes and that is another than it has. */
static void put_value(Buf *sql, int nth, const char *column)
{
    if (nth == 0)
        buf_addf(sql,
                 "CASE typeof(\"%s\") WHEN 'integer' THEN \"%s\" + 1"
                 " WHEN 'text' THEN \"%s\" || 'x'"
                 " WHEN 'blob' THEN randomblob(length(\"%s\")) ELSE 'x' END",
                 column, column, column, column);
    else
        buf_add(sql, nth == 1 ? "7" : "x'0102'");
}

static bool damage(const char *table, const char *column)
{
    Buf sql = BUF_INIT;
    bool done = false;

    for (int nth = 0; !done && nth < 3; nth++) {
        int64_t rows = 0;
        buf_clear(&sql);
        buf_addf(&sql, "UPDATE \"%s\" SET \"%s\" = ", table, column);
        put_value(&sql, nth, column);
        buf_addf(&sql, " WHERE rowid = (SELECT max(rowid) FROM \"%s\")", table);
        done = sql_do(store, NULL, sql.data, NULL) &&
               sql_get_int(store, NULL, &rows, "SELECT changes()", NULL) && rows == 1;
    }
    buf_free(&sql);
    return done;
}

typedef struct Names {
    char *names[128];
    size_t n;
} Names;

static Names names_of(const char *sql, const char *table)
{
    Names names = {.n = 0};
    Sql q;

    ck_done(sql_open(&q, store, sql, &help_err));
    if (table)
        sql_bind_text(&q, 1, table);
    while (sql_row(&q))
        names.names[names.n++] = xstrdup(sql_text(&q, 0));
    ck_done(sql_close(&q, &help_err));
    return names;
}

static void names_free(Names *names)
{
    for (size_t i = 0; i < names->n; i++)
        free(names->names[i]);
}

static const char all_tables[] =
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    " AND name NOT LIKE 'journal%'";
static const char all_columns[] = "SELECT name FROM pragma_table_info(?)";

static bool has_rows(const char *table)
{
    Buf sql = BUF_INIT;
    int64_t n = 0;

    buf_addf(&sql, "SELECT count(*) FROM \"%s\"", table);
    ck_done(sql_get_int(store, &help_err, &n, sql.data, NULL));
    buf_free(&sql);
    return n > 0;
}

static bool told_of(const char *table)
{
    int64_t n;

    ck_done(sql_get_int(store, &help_err, &n,
                        "SELECT count(*) FROM pragma_table_info(?) WHERE name IN ('id', 'uid')",
                        "t", table));
    return n == 2;
}

/* Each in a transaction of its own that is given up. */
static int tamper_columns(const char *table)
{
    Names columns = names_of(all_columns, table);
    int made = 0;

    for (size_t i = 0; i < columns.n; i++) {
        const char *column = columns.names[i];
        bool key = strcmp(column, "id") == 0 || strcmp(column, "uid") == 0;
        ck_done(store_begin(store, &help_err));
        if (damage(table, column)) {
            Found found = compared(table, key ? NULL : column);
            ck_assert_msg(found.named, "%s.%s: %d others", table, column, found.faults);
            made++;
        }
        store_rollback(store);
    }
    names_free(&columns);
    return made;
}

static int tamper_rows(const char *table)
{
    Buf sql = BUF_INIT;

    ck_done(store_begin(store, &help_err));
    buf_addf(&sql, "DELETE FROM \"%s\" WHERE id = (SELECT max(id) FROM \"%s\")", table, table);
    ck_done(sql_do(store, &help_err, sql.data, NULL));
    ck_assert_msg(compared(table, NULL).named, "%s", sql.data);
    store_rollback(store);

    /* Another one under the identity of a row that the journal does not know. */
    ck_done(store_begin(store, &help_err));
    buf_clear(&sql);
    buf_addf(&sql,
             "UPDATE \"%s\" SET uid = randomblob(16) WHERE id = (SELECT min(id) FROM \"%s\")",
             table, table);
    ck_done(sql_do(store, &help_err, sql.data, NULL));
    ck_assert_int_ge(compared(table, NULL).faults, 2);
    store_rollback(store);
    buf_free(&sql);
    return 2;
}

/* A row too many under the uid of a row of another table; its other values are unlike those of
 * the row that it is made from, so that nothing unique is in its way. */
static int tamper_borrowed(const char *table)
{
    const char *from = strcmp(table, "patient") == 0 ? "user" : "patient";
    Names columns = names_of(all_columns, table);
    Buf sql = BUF_INIT;

    ck_done(store_begin(store, &help_err));
    buf_addf(&sql, "INSERT INTO \"%s\" SELECT ", table);
    for (size_t i = 0; i < columns.n; i++) {
        const char *column = columns.names[i];
        buf_add(&sql, i ? ", " : "");
        if (strcmp(column, "id") == 0)
            buf_add(&sql, "1000000");
        else if (strcmp(column, "uid") == 0)
            buf_addf(&sql, "(SELECT uid FROM \"%s\" ORDER BY id LIMIT 1)", from);
        else
            buf_addf(&sql,
                     "CASE typeof(\"%s\") WHEN 'integer' THEN \"%s\" + 1000"
                     " WHEN 'text' THEN \"%s\" || 'x'"
                     " WHEN 'blob' THEN randomblob(length(\"%s\")) ELSE \"%s\" END",
                     column, column, column, column, column);
    }
    buf_addf(&sql, " FROM \"%s\" LIMIT 1", table);
    ck_done(sql_do(store, &help_err, sql.data, NULL));
    ck_assert_msg(compared(table, NULL).named, "%s", sql.data);
    store_rollback(store);
    buf_free(&sql);
    names_free(&columns);
    return 1;
}

START_TEST(test_every_change_is_named)
{
    Names tables;
    int made = 0;
    char *file = help_path("a.xlsx");
    BatchRow batch;

    help_approved_case(1);
    ck_done(help_export(zhou, NULL, 0, file, false, NULL, &batch));
    free(file);
    open_bare();
    ck_assert_int_eq(compared("", "").faults, 0);
    tables = names_of(all_tables, NULL);
    for (size_t i = 0; i < tables.n; i++) {
        if (told_of(tables.names[i]) && has_rows(tables.names[i]))
            made += tamper_columns(tables.names[i]) + tamper_rows(tables.names[i]) +
                    tamper_borrowed(tables.names[i]);
    }
    names_free(&tables);
    printf("tamperings made and named: %d\n", made);
    ck_assert_int_ge(made, 200);
    ck_assert_int_eq(compared("", "").faults, 0);
}
END_TEST

static bool stop_at_once(void *ctx, const RecordFault *fault UNUSED)
{
    ++*(int *)ctx;
    return false;
}

/* Also where several things are wrong that triggers derive. */
START_TEST(test_comparing_ends_when_told)
{
    int64_t records;
    int heard = 0;

    help_whole_case(lin, 1);
    open_bare();
    ck_done(sql_do(store, &help_err,
                   "UPDATE case_file SET version = version + 5, updated_at = 'x'", NULL));
    ck_assert_int_eq(compared("case_file", "version").faults, 2);
    ck_assert(!journal_compare(store, NULL, stop_at_once, &heard, &records, &help_err));
    ck_assert_int_eq(heard, 1);
}
END_TEST

/* A table is told of by the journal, or somebody has said why not. */
START_TEST(test_every_table_is_told_of_or_beside)
{
    size_t beside;
    const JournalBeside *list = journal_beside_all(&beside);
    Names tables;

    store = session_store(zhou);
    tables = names_of(all_tables, NULL);
    for (size_t i = 0; i < tables.n; i++) {
        bool listed = false;
        for (size_t j = 0; j < beside; j++)
            listed = listed || strcmp(list[j].table, tables.names[i]) == 0;
        ck_assert_msg(listed != told_of(tables.names[i]), "%s", tables.names[i]);
    }
    names_free(&tables);
}
END_TEST

START_TEST(test_what_is_named_for_a_person)
{
    Verified found = {0};

    help_whole_case(lin, 1);
    open_bare();
    ck_done(sql_do(store, &help_err, "UPDATE payee SET account = '6222000000000000001'", NULL));
    ck_done(app_verify_records(zhou, NULL, &found, &help_err));
    ck_assert_int_eq(found.changed, 1);
    ck_assert_str_eq(found.changes[0].no, "T1-2026-000001");
    ck_assert_str_eq(found.changes[0].column, "account");
    ck_assert_str_eq(found.changes[0].stored, "6222000000000000001");
    ck_assert_ptr_nonnull(strstr(found.fault.text, found.changes[0].told));
    ck_assert_int_eq(found.fault.kind, ERR_REFUSED);
    app_verified_free(&found);
}
END_TEST

static Session *another_supervisor(void)
{
    static const char chosen[] = "a kettle of my own now";
    const NewUser sun = {"sun", ROLE_SUPERVISOR, "孙督导", chosen, true, &people_cost};
    Session *session = NULL;

    ck_done(app_person_add(zhou, &sun, &help_err));
    ck_done(session_open(&help_options, STORE_OPEN, &session, &help_err));
    ck_done(session_sign_in(session, "sun", chosen, &help_err));
    return session;
}

/* Who wrote a row that came later is among those who may not decide, once it was taken in. */
START_TEST(test_who_wrote_what_was_taken_in_is_compared)
{
    const char *no = help_approved_case(1);
    CaseFile *file;
    Session *sun = another_supervisor();

    ck_done(app_case_open(sun, no, &file, &help_err));
    ck_done(app_case_set_paths(sun, file, (char *[]){(char[]){"document[+].code=D16"}}, 1,
                               &help_err));
    case_free(file);
    help_move(lin, no, VERB_AMEND);
    help_move(lin, no, VERB_SUBMIT);
    help_move(zhou, no, VERB_APPROVE);
    open_bare();
    ck_assert_int_eq(compared("", "").faults, 0);
    ck_done(sql_do(store, &help_err,
                   "DELETE FROM case_touch WHERE user_id ="
                   " (SELECT id FROM user WHERE name = 'sun')",
                   NULL));
    ck_assert(compared("case_touch", "user_id").named);
    session_close(sun);
}
END_TEST

/* Whoever sets it knows the seeds of the events to come. */
START_TEST(test_what_events_are_made_of_is_compared)
{
    static const struct {
        const char *change, *column;
    } all[] = {{"UPDATE case_root SET root = randomblob(16)", "root"},
               {"UPDATE case_root SET next = next + 1", "next"},
               {"UPDATE case_root SET next = 0", "next"}};

    help_move(lin, help_whole_case(lin, 2), VERB_SUBMIT);
    open_bare();
    ck_assert_int_eq(compared("", "").faults, 0);
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        ck_done(sql_do(store, &help_err, "SAVEPOINT before", NULL));
        ck_done(sql_do(store, &help_err, all[i].change, NULL));
        ck_assert(compared("case_root", all[i].column).named);
        ck_done(sql_do(store, &help_err, "ROLLBACK TO before", NULL));
    }
}
END_TEST

/* A table of somebody else's is no table of the store: it is named with the schema. */
START_TEST(test_a_strange_table_ends_no_verification)
{
    Verified found = {0};

    ck_assert(
        help_raw(help_store_file,
                 "CREATE TABLE \"a\"\"b\" (id INTEGER PRIMARY KEY AUTOINCREMENT, uid BLOB);"
                 "CREATE TABLE other (x INTEGER PRIMARY KEY AUTOINCREMENT)"));
    ck_done(app_verify_records(zhou, NULL, &found, &help_err));
    ck_assert_int_eq(found.changed, 0);
    app_verified_free(&found);
}
END_TEST

/* What no history tells of is held against the records it is made from. */
START_TEST(test_what_is_derived_is_compared)
{
    static const struct {
        const char *sql, *table, *says;
    } made[] = {
        {"UPDATE alike_form SET form = form || 'X'", "alike_form", "Compared values of"},
        {"INSERT INTO alike_form VALUES ('patient.phone', '1', 99)", "alike_form", "case 99"},
        {"DELETE FROM search_term WHERE kind = 1", "search_term",
         "Search index of T1-2026-0000"},
        {"UPDATE search_term SET term = term || 'x'", "search_term", "Search index of"},
        {"INSERT INTO search_term VALUES ('别人', 1, 1)", "search_term", "“别人”"},
        {"INSERT INTO search_term VALUES ('13900000042', 1, 1)", "search_term", "“***”"},
        {"INSERT INTO search_term VALUES ('别人', 1, 99)", "search_term", "case 99"},
        {"INSERT INTO search_token VALUES ('z')", "search_block", "Search index"},
        {"INSERT INTO search_block VALUES ('z', 1, 0, x'0100')", "search_block",
         "Search index"},
        {"DELETE FROM story_band", "story_print", "Print of the story"},
        {"DELETE FROM story_print", "story_print", "Print of the story"},
        {"UPDATE story_print SET print = randomblob(length(print))", "story_print", "Print"},
        {"UPDATE case_summary SET blocks = blocks + 1", "case_summary", "Summary of"},
        {"DELETE FROM case_summary", "case_summary", "Summary of"},
        {"INSERT INTO case_due VALUES (1, 'consent', '2026-01-01')", "case_due", "Days of"},
        {"DELETE FROM waiting", "waiting", "Order of review"},
        {"UPDATE waiting SET since = since + 1", "waiting", "Order of review"},
        {"UPDATE waiting SET urgent = 1 - urgent", "waiting", "Order of review"},
        {"UPDATE queue_count SET cases = cases + 1", "queue_count", "Counts of the queue"},
        {"INSERT INTO queue_count VALUES (9, '', 1)", "queue_count", "Counts of the queue"},
        {"DELETE FROM queue_count", "queue_count", "Counts of the queue"},
        {"UPDATE queue_span SET cases = cases + 1", "queue_span", "Counts of the queue"},
        {"UPDATE queue_span SET at = '2100'", "queue_span", "Counts of the queue"},
        {"DELETE FROM queue_span", "queue_span", "Counts of the queue"},
        {"INSERT INTO queue_span VALUES ('', 9, '2030', 1)", "queue_span",
         "Counts of the queue"},
        {"UPDATE due_count SET cases = cases + 1", "due_count", "Counts of the queue"},
        {"DELETE FROM due_count", "due_count", "Counts of the queue"},
        {"INSERT INTO waiting VALUES (1, 0, 1)", "waiting", "T1-2026-000001"},
        {"UPDATE sqlite_sequence SET seq = 0 WHERE name = 'patient'", "sqlite_sequence",
         "Table patient"},
        {"UPDATE sqlite_sequence SET seq = 9223372036854775807 WHERE name = 'patient'",
         "sqlite_sequence", "none is left"},
        {"DELETE FROM sqlite_sequence", "sqlite_sequence", "last number given is 0"},
    };

    help_whole_case(lin, 1);
    help_move(lin, help_whole_case(lin, 2), VERB_SUBMIT);
    open_bare();
    for (size_t i = 0; i < sizeof made / sizeof *made; i++) {
        Verified found = {0};
        bool named = false;
        ck_done(app_verify_records(zhou, NULL, &found, &help_err));
        ck_assert_msg(found.changed == 0, "%s", found.fault.text);
        ck_done(store_begin(store, &help_err));
        ck_done(sql_do(store, &help_err, made[i].sql, NULL));
        ck_done(app_verify_records(zhou, NULL, &found, &help_err));
        for (size_t j = 0; j < found.change_count; j++)
            named = named || (strcmp(found.changes[j].kind, "derived") == 0 &&
                              strcmp(found.changes[j].table, made[i].table) == 0 &&
                              strstr(found.changes[j].words, made[i].says));
        ck_assert_msg(named, "%s: %s", made[i].sql, found.fault.text);
        ck_assert_int_eq(found.fault.kind, ERR_REFUSED);
        app_verified_free(&found);
        store_rollback(store);
    }
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_every_change_is_named,
        test_every_table_is_told_of_or_beside,
        test_comparing_ends_when_told,
        test_what_is_named_for_a_person,
        test_a_strange_table_ends_no_verification,
        test_what_is_derived_is_compared,
        test_who_wrote_what_was_taken_in_is_compared,
        test_what_events_are_made_of_is_compared,
        NULL,
    };
    return suite_run("tamper", tests, help_app_start, help_app_stop);
}
