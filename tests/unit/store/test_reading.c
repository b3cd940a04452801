/* Who read which case: once a day, told to the journal with the next day, and never taken back.
 */
#include "config.h"

#include <check.h>
#include <stdlib.h>

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
               "INSERT INTO case_read VALUES (?1, '2026-11-20', ?2), (?1, '2026-11-20', ?3),"
               " (?1, '2026-11-21', ?2)",
               "iii", lin, cases[0], cases[1]));
    for (int i = 0; i < 3; i++)
        ck_done(reading_note(store, lin, cases[0], &help_err));
    ck_assert_int_eq(help_number(store, "SELECT count(*) FROM case_read"), 4);
    ck_assert_int_eq(help_number(store, "SELECT count(*) FROM read_day"), 2);
    ck_assert_int_eq(help_number(store, "SELECT cases FROM read_day WHERE day = '2026-11-20'"),
                     2);
    ck_assert_int_eq(
        help_number(store, "SELECT count(*) FROM journal_group WHERE verb = 'read'"), 2);
    ck_done(reading_list(store, cases[0], see, &days, &help_err));
    ck_assert_int_eq(days, 3);
    ck_assert(!help_raw(path, "DELETE FROM case_read"));
    ck_assert(!help_raw(path, "DELETE FROM read_day"));
    ck_assert(!help_raw(path, "UPDATE case_read SET user_id = 9"));
    ck_assert(!help_raw(path, "INSERT INTO case_read VALUES (1, '2026-11-20', 77)"));
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
    tcase_add_test(tcase, test_reading_beside);
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}
