/* Groups of changes: what is written with them, what is refused, and two programs at one
 * row. */
#include "config.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/mem.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"

static Store *store;

static void setup(void)
{
    help_start();
    store = help_store();
}

static void teardown(void)
{
    store_close(store);
    help_stop();
}

static const GroupHead edit = {.kind = GROUP_EDIT, .user_id = 1, .case_id = 7, .content = true};

static int64_t groups(void)
{
    int64_t n;

    ck_done(sql_get_int(store, &help_err, &n, "SELECT count(*) FROM journal_group", NULL));
    return n;
}

static bool verified(void)
{
    JournalCheck check;

    ck_done(journal_verify(store, NULL, &check, &help_err));
    return check.ok && check.groups == groups();
}

static const char *const values[] = {
    "张小明",
    "",
    "e\u0301 and 𠮷",
    "'; DROP TABLE help_note; --",
    "  spaces\tand\nlines ",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
};

START_TEST(test_journal_set_and_read)
{
    int64_t id = help_add(store, 1, values[_i]);

    ck_assert(help_note_is(store, id, "name", values[_i]));
    help_set(store, 1, id, "on", values[_i]);
    ck_assert(help_note_is(store, id, "on", values[_i]));
    ck_assert(verified());
}
END_TEST

START_TEST(test_journal_empty_group_leaves_no_trace)
{
    int64_t id = help_add(store, 1, "张小明"), before = groups(), group = -1;
    Tx *tx;

    ck_done(tx_begin(store, &edit, &tx, &help_err));
    ck_done(tx_set(tx, "help_note", id, "name", sql_value_text("张小明"), NULL, 0, &help_err));
    ck_done(tx_commit(tx, &group, &help_err));
    ck_assert_int_eq(group, 0);
    ck_assert_int_eq(groups(), before);
    ck_assert(verified());
}
END_TEST

START_TEST(test_journal_conflict_says_both_values)
{
    int64_t id = help_add(store, 1, "张小明");
    SqlValue read = sql_value_text("张晓明"), empty = sql_value_null();
    Tx *tx;

    ck_done(tx_begin(store, &edit, &tx, &help_err));
    ck_assert(
        !tx_set(tx, "help_note", id, "name", sql_value_text("张大明"), &read, 0, &help_err));
    ck_assert(help_is_err(ERR_CONFLICT, "张晓明"));
    ck_assert(help_is_err(ERR_CONFLICT, "张小明"));
    ck_assert(
        !tx_set(tx, "help_note", id, "name", sql_value_text("张大明"), &empty, 0, &help_err));
    ck_assert(help_is_err(ERR_CONFLICT, "张小明"));
    ck_done(tx_commit(tx, NULL, &help_err));
    ck_assert(help_note_is(store, id, "name", "张小明"));
}
END_TEST

START_TEST(test_journal_abort_leaves_nothing)
{
    TxColumn columns[] = {{"name", sql_value_text("李"), 0}};
    int64_t before = groups(), id, rows;
    Tx *tx;

    ck_done(tx_begin(store, &edit, &tx, &help_err));
    ck_done(tx_add(tx, "help_note", columns, 1, &id, &help_err));
    tx_abort(tx);
    ck_done(sql_get_int(store, &help_err, &rows, "SELECT count(*) FROM help_note", NULL));
    ck_assert_int_eq(rows, 0);
    ck_assert_int_eq(groups(), before);
    ck_assert(!store_in_transaction(store));
}
END_TEST

/* Two programs on one store: what the other has saved meanwhile is never overwritten in
 * silence. */
START_TEST(test_journal_two_programs)
{
    int64_t id = help_add(store, 1, "张小明");
    SqlValue read = sql_value_text("张小明");
    Store *other = NULL;
    Tx *tx;

    ck_done(store_open(store_path(store), STORE_OPEN, &other, &help_err));
    help_set(other, 2, id, "name", "张晓明");
    ck_done(tx_begin(store, &edit, &tx, &help_err));
    ck_assert(
        !tx_set(tx, "help_note", id, "name", sql_value_text("张大明"), &read, 0, &help_err));
    ck_assert(help_is_err(ERR_CONFLICT, "张晓明"));
    tx_abort(tx);
    ck_done(tx_begin(other, &edit, &tx, &help_err));
    ck_done(tx_remove(tx, "help_note", id, &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
    ck_done(tx_begin(store, &edit, &tx, &help_err));
    ck_assert(
        !tx_set(tx, "help_note", id, "name", sql_value_text("张大明"), &read, 0, &help_err));
    ck_assert(help_is_err(ERR_CONFLICT, "removed this record"));
    tx_abort(tx);
    ck_assert(verified());
    store_close(other);
}
END_TEST

START_TEST(test_journal_refuses_what_is_not_there)
{
    static const char *const names[][2] = {
        {"help_note", "nothing"},    {"nowhere", "name"},      {"help_note\"; --", "name"},
        {"help_note", "name\"=1--"}, {"help_note", "uid"},     {"help_note", "id"},
        {"meta", "value"},           {"sqlite_schema", "sql"}, {"", ""},
    };
    int64_t id = help_add(store, 1, "张小明");
    Tx *tx;

    ck_done(tx_begin(store, &edit, &tx, &help_err));
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        ck_assert(
            !tx_set(tx, names[i][0], id, names[i][1], sql_value_text("x"), NULL, 0, &help_err));
        ck_assert_int_eq(help_err.kind, ERR_STORE);
    }
    ck_assert(!tx_set(tx, "help_note", 99, "name", sql_value_text("x"), NULL, 0, &help_err));
    ck_assert_int_eq(help_err.kind, ERR_NOT_FOUND);
    ck_assert(!tx_remove(tx, "help_note", 99, &help_err));
    ck_assert_int_eq(help_err.kind, ERR_NOT_FOUND);
    ck_assert(
        !tx_set(tx, "help_note", id, "amount", sql_value_text("十二"), NULL, 0, &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
    ck_assert(help_note_is(store, id, "name", "张小明"));
    ck_assert(verified());
}
END_TEST

static Suite *journal_suite(void)
{
    Suite *suite = suite_create("journal");
    TCase *tcase = tcase_create("writing");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, test_journal_set_and_read, 0, (int)COUNT_OF(values));
    tcase_add_test(tcase, test_journal_empty_group_leaves_no_trace);
    tcase_add_test(tcase, test_journal_conflict_says_both_values);
    tcase_add_test(tcase, test_journal_abort_leaves_nothing);
    tcase_add_test(tcase, test_journal_two_programs);
    tcase_add_test(tcase, test_journal_refuses_what_is_not_there);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return suite_finish(journal_suite());
}
