/* Expressions can read what is staged, and nothing else; they end, and neither write nor reach
 * the program. */
#include "config.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/attr.h"
#include "base/buf.h"
#include "store/guard.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"

static Guard *guard;

static void setup(void)
{
    const char *tables[] = {"fact", "plan"};
    SqlValue rows[][3] = {
        {sql_value_int(1), sql_value_text("张小明"), sql_value_int(28000000)},
        {sql_value_int(2), sql_value_text("e\u0301'; DROP TABLE fact; --"), sql_value_int(0)},
        {sql_value_int(3), sql_value_text(""), sql_value_null()},
    };

    ck_done(guard_open(&guard, &help_err));
    ck_done(
        guard_exec(guard,
                   "CREATE TABLE fact (case_id INTEGER, patient_name TEXT, target_fen INTEGER);"
                   "CREATE TABLE plan (case_id INTEGER, item TEXT, self_fen INTEGER);"
                   "CREATE TABLE secret (name TEXT);"
                   "INSERT INTO secret VALUES ('990000201903140013')",
                   &help_err));
    guard_allow(guard, tables, COUNT_OF(tables));
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        ck_done(guard_fill(guard, "INSERT INTO fact VALUES (?,?,?)", rows[i], 3, &help_err));
}

static void teardown(void)
{
    guard_close(guard);
}

/* Prepares and runs to the end; the first column of the first row is kept in text. */
static bool run(const char *sql, Buf *text)
{
    GuardQuery *query = NULL;
    bool row, done, first = true;

    err_clear(&help_err);
    if (!guard_prepare(guard, sql, "rules.ini [R101]", &query, &help_err))
        return false;
    while ((done = guard_step(query, &row, &help_err)) && row) {
        SqlValue value = guard_value(query, 0);
        if (first && value.type == SQL_TEXT)
            buf_add(text, value.bytes);
        else if (first && value.type == SQL_INT)
            buf_addf(text, "%lld", (long long)value.number);
        first = false;
    }
    guard_finish(query);
    return done;
}

static int64_t left(const char *table)
{
    Buf sql = BUF_INIT, text = BUF_INIT;
    int64_t n;

    guard_allow(guard, &table, 1);
    buf_addf(&sql, "SELECT count(*) FROM %s", table);
    ck_done(run(sql.data, &text));
    n = strtoll(text.data, NULL, 10);
    buf_free(&sql);
    buf_free(&text);
    return n;
}

typedef struct Harmless {
    const char *sql, *want;
} Harmless;

static const Harmless harmless[] = {
    {"SELECT count(*) FROM fact", "3"},
    {"SELECT patient_name FROM fact WHERE case_id = 1", "张小明"},
    {"SELECT target_fen / 100 FROM fact WHERE patient_name LIKE '张%'", "280000"},
    {"SELECT coalesce(max(target_fen), 0) FROM fact AS f WHERE EXISTS (SELECT 1 FROM plan)",
     "0"},
    {"WITH big AS (SELECT * FROM fact WHERE target_fen > 5) SELECT count(*) FROM big", "1"},
    {"WITH big AS (SELECT 1 FROM fact) SELECT 'x' FROM big AS b, fact", "x"},
    {"SELECT count(*) FROM main.fact", "3"},
    {"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100) "
     "SELECT sum(i) FROM n",
     "5050"},
    {"SELECT row_number() OVER (ORDER BY case_id) FROM fact;", "1"},
    {"SELECT 1 -- why", "1"},
    {"SELECT 1; /* the end */ ; ", "1"},
    {"SELECT iif(patient_name = '', '空', '有') FROM fact WHERE case_id = 3", "空"},
    {"VALUES (7)", "7"},
};

START_TEST(test_guard_runs)
{
    Buf text = BUF_INIT;

    ck_done(run(harmless[_i].sql, &text));
    ck_assert_str_eq(text.data, harmless[_i].want);
    buf_free(&text);
}
END_TEST

typedef struct Attack {
    const char *sql, *says;
} Attack;

static const Attack attacks[] = {
    /* what is not staged, under any name */
    {"SELECT name FROM secret", "secret"},
    {"SELECT count(*) FROM secret", "secret"},
    {"WITH fact AS (SELECT name FROM secret) SELECT * FROM fact", "secret"},
    {"WITH plan(item) AS (SELECT sql FROM sqlite_schema) SELECT item FROM plan",
     "sqlite_master"},
    {"SELECT sql FROM sqlite_master", "sqlite_master"},
    {"SELECT count(*) FROM sqlite_schema", "sqlite_schema"},
    {"SELECT count(*) FROM main.sqlite_schema", "sqlite_schema"},
    {"SELECT count(*) FROM main.secret", "secret"},
    {"SELECT 1 FROM fact, secret", "secret"},
    /* "may only read" up to SQLite 3.40, which first makes the table; "may not be read"
     * later */
    {"SELECT count(*) FROM json_each('[1]')", " read"},
    {"SELECT count(*) FROM pragma_function_list", " read"},
    {"SELECT count(*) FROM sqlite_stmt", " read"},
    {"SELECT count(*) FROM dbstat", " read"},
    {"SELECT count(*) FROM bytecode('SELECT 1')", "bytecode"},
    {"SELECT * FROM sqlite_temp_schema", "sqlite_temp_master"},
    {"SELECT (SELECT name FROM secret) FROM fact", "secret"},
    {"SELECT 1 FROM fact ORDER BY (SELECT name FROM main.secret)", "secret"},
    {"SELECT * FROM pragma_table_info('fact')", " read"},
    {"SELECT * FROM pragma_database_list", " read"},
    {"SELECT * FROM json_each('[1]')", " read"},
    {"SELECT * FROM sqlite_dbpage", "R101"},
    {"SELECT * FROM dbstat", "R101"},
    {"SELECT * FROM sqlite_stmt", "R101"},
    /* writing */
    {"INSERT INTO fact VALUES (9, '', 0)", "fact"},
    {"UPDATE fact SET target_fen = 0", "fact"},
    {"DELETE FROM fact", "fact"},
    {"REPLACE INTO fact VALUES (1, '', 0)", "fact"},
    {"INSERT INTO fact VALUES (9, '', 0) RETURNING case_id", "fact"},
    {"WITH x AS (SELECT 1) DELETE FROM fact", "fact"},
    {"DROP TABLE fact", "only read"},
    {"CREATE TABLE t (a)", "only read"},
    {"CREATE TEMP TABLE t (a)", "only read"},
    {"CREATE VIEW v AS SELECT * FROM secret", "only read"},
    {"CREATE TRIGGER x AFTER INSERT ON fact BEGIN SELECT 1; END", "only read"},
    {"CREATE VIRTUAL TABLE t USING fts5(a)", "only read"},
    {"ALTER TABLE fact RENAME TO other", "only read"},
    /* the outside */
    {"ATTACH DATABASE '/tmp/anjuan-attack.db' AS a", "only read"},
    {"DETACH main", "only read"},
    {"PRAGMA user_version", "only read"},
    {"PRAGMA writable_schema = 1", "only read"},
    {"VACUUM", "R101"},
    {"VACUUM INTO '/tmp/anjuan-attack.db'", "R101"},
    {"ANALYZE", "R101"},
    {"REINDEX", "R101"},
    {"BEGIN", "only read"},
    {"SAVEPOINT s", "only read"},
    {"EXPLAIN SELECT 1", "only one"},
    {"EXPLAIN QUERY PLAN SELECT 1", "only one"},
    {"SELECT load_extension('/tmp/x.so')", "load_extension"},
    {"SELECT readfile('/etc/passwd')", "R101"},
    {"SELECT writefile('/tmp/anjuan-attack.db', 'x')", "R101"},
    {"SELECT fts3_tokenizer('simple')", "R101"},
    /* what is not the same on every day */
    {"SELECT date('now')", "date"},
    {"SELECT julianday('2026-11-21')", "julianday"},
    {"SELECT strftime('%s')", "strftime"},
    {"SELECT CURRENT_TIMESTAMP", "current_timestamp"},
    {"SELECT CURRENT_DATE", "current_date"},
    {"SELECT random()", "random"},
    {"SELECT sqlite_version()", "sqlite_version"},
    {"SELECT last_insert_rowid()", "last_insert_rowid"},
    {"SELECT changes()", "changes"},
    /* too much */
    {"SELECT zeroblob(2000000000)", "zeroblob"},
    {"SELECT randomblob(2000000000)", "randomblob"},
    {"SELECT replace(printf('%2000d', 1), ' ', printf('%2000d', 1))", "too long"},
    {"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n",
     "too long or too much memory"},
    {"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n ORDER BY "
     "-i",
     "too long or too much memory"},
    {"WITH RECURSIVE n(i, t) AS (SELECT 1, printf('%90000d', 1) UNION SELECT i + 1, "
     "printf('%90000d', i) FROM n) SELECT count(*) FROM n",
     "too long or too much memory"},
    /* more than one, or none */
    {"SELECT 1; SELECT 2", "only one"},
    {"SELECT 1; DROP TABLE fact", "only one"},
    {"SELECT 1; nonsense", "only one"},
    {"", "only one"},
    {"-- nothing", "only one"},
    {";", "only one"},
    /* mistakes */
    {"SELECT patient_nmae FROM fact", "patient_nmae"},
    {"SELECT \"patient_nmae\" FROM fact", "patient_nmae"},
    {"SELECT FROM", "rules.ini [R101]"},
    {"SELECT 张 FROM fact", "张"},
    {"SELECT nosuch(1)", "nosuch"},
};

START_TEST(test_guard_refuses)
{
    Buf text = BUF_INIT;
    struct stat info;

    ck_assert_msg(!run(attacks[_i].sql, &text), "%s", attacks[_i].sql);
    ck_assert_msg(strstr(help_err.text, attacks[_i].says) != NULL, "%s: %s", attacks[_i].sql,
                  help_err.text);
    ck_assert_msg(strstr(help_err.text, "rules.ini [R101]") != NULL, "%s", help_err.text);
    buf_free(&text);
    ck_assert_int_eq(left("fact"), 3);
    ck_assert_int_eq(left("secret"), 1);
    ck_assert_int_ne(stat("/tmp/anjuan-attack.db", &info), 0);
}
END_TEST

START_TEST(test_guard_many_brackets)
{
    Buf sql = BUF_INIT, text = BUF_INIT;

    buf_add(&sql, "SELECT ");
    for (int i = 0; i < 5000; i++)
        buf_add(&sql, "(1+");
    buf_add(&sql, "1");
    for (int i = 0; i < 5000; i++)
        buf_add(&sql, ")");
    ck_assert(!run(sql.data, &text));
    buf_free(&sql);
    buf_free(&text);
}
END_TEST

/* Staging changes the schema under a prepared expression: SQLite prepares it again while
 * stepping, behind the same guard. */
static void note_read(void *ctx, const char *table, const char *column)
{
    buf_addf(ctx, "%s.%s ", table, column);
}

START_TEST(test_guard_tells_what_is_read)
{
    GuardQuery *query = NULL;
    Buf reads = BUF_INIT;
    guard_on_read(guard, note_read, &reads);
    ck_done(guard_prepare(guard, "SELECT p.item, (SELECT count(*) FROM plan) FROM plan AS p",
                          "here", &query, &help_err));
    guard_finish(query);
    guard_on_read(guard, NULL, NULL);
    ck_assert_ptr_nonnull(strstr(reads.data, "plan.item "));
    ck_assert_ptr_nonnull(strstr(reads.data, "plan. "));
    buf_clear(&reads);
    ck_done(guard_prepare(guard, "SELECT item FROM plan", "here", &query, &help_err));
    guard_finish(query);
    ck_assert_uint_eq(reads.len, 0);
    buf_free(&reads);
}
END_TEST

START_TEST(test_guard_prepares_again_guarded)
{
    GuardQuery *query = NULL;
    bool row;

    ck_done(guard_prepare(guard, "SELECT * FROM plan", "here", &query, &help_err));
    ck_done(guard_exec(guard, "DROP TABLE plan; CREATE VIEW plan AS SELECT * FROM secret",
                       &help_err));
    ck_assert(!guard_step(query, &row, &help_err));
    ck_assert(help_is_err(ERR_REFUSED, "secret"));
    guard_finish(query);
}
END_TEST

START_TEST(test_guard_again_after_interruption)
{
    Buf text = BUF_INIT;

    ck_assert(!run("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
                   "SELECT count(*) FROM n",
                   &text));
    ck_assert(help_is_err(ERR_REFUSED, "too long or too much memory"));
    ck_done(run("SELECT count(*) FROM fact", &text));
    ck_assert_str_eq(text.data, "3");
    buf_free(&text);
}
END_TEST

static SqlValue twice(void *ctx UNUSED, const SqlValue *args, int n)
{
    return n == 1 && args[0].type == SQL_INT ? sql_value_int(args[0].number * 2)
                                             : sql_value_null();
}

START_TEST(test_guard_own_function)
{
    GuardFunction function = {.name = "twice", .args = 1, .call = twice};
    GuardQuery *query = NULL;
    bool row;

    ck_done(guard_function(guard, &function, &help_err));
    ck_done(guard_prepare(guard, "SELECT twice(?1), twice('x')", "here", &query, &help_err));
    for (int i = 1; i < 3; i++) {
        guard_bind(query, 1, sql_value_int(i));
        ck_done(guard_step(query, &row, &help_err));
        ck_assert(row);
        ck_assert_int_eq(guard_value(query, 0).number, 2 * i);
        ck_assert_int_eq(guard_value(query, 1).type, SQL_NULL);
        guard_reset(query);
    }
    guard_finish(query);
}
END_TEST

typedef struct Expression {
    const char *text;
    bool good;
} Expression;

static const Expression expressions[] = {
    {"target_fen > 30000000", true},
    {"capacity in ('none', 'limited')", true},
    {"note = 'it''s; -- fine (' and \"on\" is not null", true},
    {"coalesce(a, b, 0) - c", true},
    {"1) FROM secret; --", false},
    {"1) , (2", false},
    {"1, 2", false},
    {"1 -- rest", false},
    {"1 /* rest", false},
    {"'open", false},
    {"(1", false},
    {"?1 > 2", false},
    {":name = 2", false},
    {"1; SELECT 2", false},
    {"[a] = 1", false},
    {"", false},
    {"  \n", false},
};

START_TEST(test_guard_expression)
{
    err_clear(&help_err);
    ck_assert_msg(guard_expression(expressions[_i].text, "checklist.ini [D21]", &help_err) ==
                      expressions[_i].good,
                  "%s", expressions[_i].text);
    if (!expressions[_i].good)
        ck_assert(help_is_err(ERR_INPUT, "checklist.ini [D21]"));
}
END_TEST

static Suite *guard_suite(void)
{
    Suite *suite = suite_create("guard");
    TCase *tcase = tcase_create("guard");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, test_guard_runs, 0, (int)COUNT_OF(harmless));
    tcase_add_loop_test(tcase, test_guard_refuses, 0, (int)COUNT_OF(attacks));
    tcase_add_loop_test(tcase, test_guard_expression, 0, (int)COUNT_OF(expressions));
    tcase_add_test(tcase, test_guard_many_brackets);
    tcase_add_test(tcase, test_guard_prepares_again_guarded);
    tcase_add_test(tcase, test_guard_tells_what_is_read);
    tcase_add_test(tcase, test_guard_again_after_interruption);
    tcase_add_test(tcase, test_guard_own_function);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return suite_finish(guard_suite());
}
