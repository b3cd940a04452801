/* Who read which case: once a day, told to the journal with a later day, and never taken back.
 */
#include "config.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "store/journal.h"
#include "store/reading.h"
#include "store/sql.h"
#include "tests/support/people.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"

static Store *store;
static char *path;
static int64_t lin, cases[2];

static int64_t add_case(const char *no)
{
    const GroupHead head = {.kind = GROUP_SETUP};
    const TxColumn columns[] = {
        {"no", sql_value_text(no), 0},         {"status", sql_value_text("draft"), 0},
        {"created_by", sql_value_int(lin), 0}, {"created_at", sql_value_text(""), 0},
        {"updated_by", sql_value_int(lin), 0}, {"updated_at", sql_value_text(""), 0}};
    int64_t id;
    Tx *tx;

    ck_done(tx_begin(store, &head, &tx, &help_err));
    ck_done(tx_add(tx, "case_file", columns, COUNT_OF(columns), &id, &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
    return id;
}

static void setup(void)
{
    help_start();
    path = help_path("reading.db");
    store = help_new(path);
    ck_done(store_put_setting(store, "station", "T1", &help_err));
    ck_done(people_put(store, &(Person){"lin", "林社工é", "social_worker", NULL}, &help_err));
    lin = help_number(store, "SELECT id FROM user");
    cases[0] = add_case("T1-1");
    cases[1] = add_case("T1-2");
}

static void stop(void)
{
    store_close(store);
    free(path);
    help_stop();
}

static bool see(void *ctx, const ReadingRow *row)
{
    int *days = ctx;

    ck_assert_str_eq(row->user, "林社工é");
    *days = (int)row->days;
    return true;
}

START_TEST(test_reading)
{
    int days = 0;

    ck_done(
        sql_do(store, &help_err,
               "INSERT INTO case_read (user_id, day, case_id) VALUES (?1, '2020-11-20', ?2),"
               " (?1, '2020-11-20', ?3), (?1, '2020-11-21', ?2)",
               "iii", lin, cases[0], cases[1]));
    for (int i = 0; i < 3; i++)
        ck_done(reading_note(store, lin, cases[0], &help_err));
    ck_assert_int_eq(help_number(store, "SELECT count(*) FROM case_read"), 4);
    ck_assert_int_eq(help_number(store, "SELECT count(*) FROM read_day"), 2);
    ck_assert_int_eq(help_number(store, "SELECT cases FROM read_day WHERE day = '2020-11-20'"),
                     2);
    ck_assert_int_eq(
        help_number(store, "SELECT count(*) FROM journal_group WHERE verb = 'read'"), 2);
    ck_done(reading_list(store, cases[0], see, &days, &help_err));
    ck_assert_int_eq(days, 3);
    ck_assert(!help_raw(path, "DELETE FROM case_read"));
    ck_assert(!help_raw(path, "DELETE FROM read_day"));
    ck_assert(!help_raw(path, "UPDATE case_read SET user_id = 9"));
    ck_assert(!help_raw(path, "INSERT INTO case_read VALUES (1, '2020-11-20', 77, 0)"));
}
END_TEST

static bool count_fault(void *ctx, const RecordFault *fault)
{
    *(int *)ctx += strcmp(fault->table, "read_day") == 0;
    return true;
}

static int faults(void)
{
    int64_t records;
    int n = 0;

    ck_done(journal_compare(store, NULL, count_fault, &n, &records, &help_err));
    return n;
}

static void read_on(const char *day, int64_t case_id, int64_t telling)
{
    ck_done(sql_do(store, &help_err, "INSERT INTO case_read VALUES (?, ?, ?, ?)", "itii", lin,
                   day, case_id, telling));
}

static int64_t told_of(const char *day)
{
    int64_t n;

    ck_done(sql_get_int(store, &help_err, &n, "SELECT count(*) FROM read_day WHERE day = ?",
                        "t", day));
    return n;
}

/* As they leave, or with some rows, so that nothing of today goes unseen. */
START_TEST(test_reading_is_told_on_leaving)
{
    ck_done(reading_note(store, lin, cases[0], &help_err));
    ck_assert_int_eq(help_number(store, "SELECT count(*) FROM read_day"), 0);
    ck_done(reading_left(store, lin, &help_err));
    ck_done(reading_left(store, lin, &help_err));
    ck_assert_int_eq(help_number(store, "SELECT count(*) FROM read_day"), 1);
    ck_done(reading_note(store, lin, cases[0], &help_err)); /* known */
    ck_done(reading_note(store, lin, cases[1], &help_err));
    ck_done(reading_left(store, lin, &help_err));
    ck_assert_int_eq(help_number(store, "SELECT count(*) FROM read_day"), 2);
    for (int i = 0; i < 8; i++) {
        char no[] = "T1-10";
        no[4] = (char)('0' + i);
        ck_done(reading_note(store, lin, add_case(no), &help_err));
    }
    ck_assert_int_eq(help_number(store, "SELECT sum(cases) FROM read_day"), 10);
    ck_assert_int_eq(faults(), 0);
    ck_assert(help_raw(path, "DROP TRIGGER case_read_stay; DELETE FROM case_read"
                             " WHERE case_id = (SELECT id FROM case_file WHERE no = 'T1-2')"));
    ck_assert_int_eq(faults(), 1);
}
END_TEST

/* So that the journal has a group about the case, as any that a person made. */
static void edit(int64_t case_id)
{
    const GroupHead head = {.kind = GROUP_EDIT, .user_id = lin, .case_id = case_id};
    Tx *tx;

    ck_done(tx_begin(store, &head, &tx, &help_err));
    ck_done(tx_set(tx, "case_file", case_id, "platform", sql_value_text("neutral"), NULL, 0,
                   &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
}

/* A row taken away, put in or exchanged; a case that was discarded is none of these. */
START_TEST(test_told_is_compared)
{
    static const char *const changes[] = {
        "DELETE FROM case_read WHERE case_id = 2",
        "INSERT INTO case_read VALUES (1, '2020-11-20', 77, 0)",
        "UPDATE case_read SET case_id = 1 WHERE day = '2020-11-21'",
        "UPDATE case_read SET telling = 1 WHERE day = '2020-11-21'"};

    ck_assert_int_eq(cases[1], 2);
    edit(cases[1]);
    read_on("2020-11-20", cases[0], 0);
    read_on("2020-11-21", cases[1], 0);
    ck_done(reading_note(store, lin, cases[0], &help_err));
    ck_assert_int_eq(told_of("2020-11-20") + told_of("2020-11-21"), 2);
    ck_assert_int_eq(faults(), 0);
    ck_assert(help_raw(path, "DROP TRIGGER case_read_append; DROP TRIGGER case_read_keep;"
                             " DROP TRIGGER case_read_stay"));
    for (size_t i = 0; i < COUNT_OF(changes); i++) {
        ck_done(store_begin(store, &help_err));
        ck_done(sql_do(store, &help_err, changes[i], NULL));
        ck_assert_int_eq(faults(), 1);
        store_rollback(store);
    }
    ck_done(store_begin(store, &help_err));
    ck_done(sql_do(store, &help_err, "DROP TRIGGER case_file_stay", NULL));
    ck_done(sql_do(store, &help_err, "DELETE FROM case_file WHERE id = 2", NULL));
    ck_assert_int_eq(faults(), 0);
    store_rollback(store);
}
END_TEST

/* A day that is not over is not told of, and one that was told of is once more. */
START_TEST(test_clock_set_back)
{
    read_on("2999-01-01", cases[0], 0);
    read_on("2020-11-20", cases[0], 0);
    ck_done(reading_note(store, lin, cases[0], &help_err));
    ck_assert_int_eq(told_of("2999-01-01"), 0);
    ck_assert_int_eq(told_of("2020-11-20"), 1);
    ck_assert(!sql_do(store, NULL, "INSERT INTO case_read VALUES (?, '2020-11-20', ?, 0)", "ii",
                      lin, cases[1]));
    read_on("2020-11-20", cases[1], 1);
    ck_done(reading_note(store, lin, cases[1], &help_err));
    ck_assert_int_eq(told_of("2020-11-20"), 2);
    ck_assert_int_eq(faults(), 0);
}
END_TEST

/* The program itself, on a day that was told of when the clock was somewhere else. */
START_TEST(test_read_on_a_told_day)
{
    ck_done(reading_note(store, lin, cases[0], &help_err));
    ck_assert(help_raw(path, "INSERT INTO read_day (uid, user_id, day, cases, digest)"
                             " SELECT randomblob(16), user_id, day, 1, randomblob(32)"
                             " FROM case_read"));
    ck_done(reading_note(store, lin, cases[1], &help_err));
    ck_assert_int_eq(help_number(store, "SELECT count(*) FROM case_read"), 2);
}
END_TEST

/* A store that is open for reading only is written to beside. */
START_TEST(test_reading_beside)
{
    Store *reader = NULL;

    ck_done(store_open(path, STORE_READ, &reader, &help_err));
    ck_done(reading_note(reader, lin, cases[1], &help_err));
    store_close(reader);
    ck_assert_int_eq(help_number(store, "SELECT count(*) FROM case_read"), 1);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("reading");
    TCase *tcase = tcase_create("reading");

    tcase_add_checked_fixture(tcase, setup, stop);
    tcase_add_test(tcase, test_reading);
    tcase_add_test(tcase, test_told_is_compared);
    tcase_add_test(tcase, test_clock_set_back);
    tcase_add_test(tcase, test_read_on_a_told_day);
    tcase_add_test(tcase, test_reading_beside);
    tcase_add_test(tcase, test_reading_is_told_on_leaving);
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}
