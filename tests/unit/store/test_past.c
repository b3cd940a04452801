/* A store as an earlier program made it is brought up to date: its history goes on. */
#include "config.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/path.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"

enum { EVENTS = 18, LIN = 2, EDITED = 2, ERASED = 3 };

static char *past;

static void read_past(void)
{
    const char *top = getenv("top_srcdir");
    char *name = path_join(top ? top : ".", "tests/unit/store/past.sql");
    size_t n;

    past = temp_read(name, &n);
    free(name);
}

static void free_past(void)
{
    free(past);
}

static void setup(void)
{
    help_start();
    ck_assert(help_raw(help_store_path, past));
}

static char *head(const char *path)
{
    Store *store = NULL;
    char *value = NULL;

    ck_done(store_open(path, STORE_OPEN, &store, &help_err));
    ck_done(sql_get_text(store, &help_err, &value,
                         "SELECT value FROM meta WHERE name = 'journal.head'", ""));
    store_close(store);
    return value;
}

START_TEST(test_past_moved_and_whole)
{
    char *before = NULL;
    JournalCheck check;
    Store *store = NULL;

    ck_done(store_open_any(help_store_path, &store, &help_err));
    ck_done(journal_verify(store, NULL, &check, &help_err));
    ck_assert(check.ok);
    ck_assert_int_eq(check.groups, EVENTS);
    ck_done(sql_get_text(store, &help_err, &before,
                         "SELECT value FROM meta WHERE name = 'journal.head'", ""));
    store_close(store);

    store = help_open(STORE_OPEN);
    ck_done(journal_verify(store, NULL, &check, &help_err));
    ck_assert(check.ok);
    ck_assert_int_eq(check.groups, EVENTS + 1);
    ck_done(store_integrity(store, &help_err));
    ck_assert(
        help_text_is(store, "SELECT value FROM setting WHERE name = 'journal.past'", before));
    ck_assert_int_eq(
        help_number(store, "SELECT version FROM case_file WHERE id = 2"),
        help_number(store, "SELECT count(*) FROM journal_group WHERE case_id = 2"));
    store_close(store);
    free(before);
}
END_TEST

typedef struct Told {
    Buf text;
    int erased;
} Told;

static bool tell(void *ctx, const JournalRow *row)
{
    Told *told = ctx;

    told->erased += row->erased;
    if (row->column && strcmp(row->column, "name") == 0)
        buf_addf(&told->text, "%s %s>%s;", row->verb, row->before ? row->before : "-",
                 row->after ? row->after : "-");
    return true;
}

START_TEST(test_past_history_and_undo)
{
    Told told = {.text = BUF_INIT};
    JournalCheck check;
    Store *store = help_open(STORE_OPEN);

    ck_done(journal_read(store, EDITED, 0, tell, &told, &help_err));
    ck_assert_str_eq(told.text.data, "edit ->张晓明;edit 张晓明>张大明;");
    ck_assert_int_eq(told.erased, 0);
    ck_done(journal_read(store, ERASED, 0, tell, &told, &help_err));
    ck_assert_int_gt(told.erased, 0);
    ck_assert_ptr_null(strstr(told.text.data, "被抹去的人"));
    buf_free(&told.text);

    /* The row that was removed is back already; then come the name and the first edit. */
    ck_assert_int_eq(help_number(store, "SELECT count(*) FROM expense WHERE case_id = 2"), 1);
    ck_done(journal_undo(store, LIN, EDITED, true, NULL, NULL, &help_err));
    ck_assert(help_text_is(store, "SELECT name FROM patient WHERE case_id = 2", "张晓明"));
    ck_done(journal_undo(store, LIN, EDITED, true, NULL, NULL, &help_err));
    ck_assert_int_eq(help_number(store, "SELECT count(*) FROM expense WHERE case_id = 2"), 0);
    ck_assert(!journal_can_undo(store, LIN, EDITED));
    for (int i = 0; i < 3; i++)
        ck_done(journal_redo(store, LIN, EDITED, true, NULL, NULL, &help_err));
    ck_assert(help_text_is(store, "SELECT name FROM patient WHERE case_id = 2", "张大明"));
    ck_assert_int_eq(help_number(store, "SELECT count(*) FROM expense WHERE case_id = 2"), 0);
    ck_assert(!journal_undo(store, LIN, ERASED, true, NULL, NULL, &help_err));
    ck_assert(help_is_err(ERR_REFUSED, "erased"));
    ck_done(journal_verify(store, NULL, &check, &help_err));
    ck_assert(check.ok);
    store_close(store);
}
END_TEST

static bool differs(void *ctx, const RecordFault *fault)
{
    int *count = ctx;

    fprintf(stderr, "%s.%s\n", fault->table, fault->column ? fault->column : "-");
    ++*count;
    return true;
}

/* What steps wrote past the journal in those days is told of; what somebody else wrote is not.
 */
START_TEST(test_past_records)
{
    int64_t records;
    int count = 0;
    Store *store;

    ck_assert(
        help_raw(help_store_path, "UPDATE patient SET address = '别处' WHERE case_id = 2"));
    store = help_open(STORE_OPEN);
    ck_done(journal_compare(store, NULL, differs, &count, &records, &help_err));
    ck_assert_int_eq(count, 1);
    ck_assert_int_gt(records, 50);
    store_close(store);
}
END_TEST

/* Nothing in it is by chance. */
START_TEST(test_past_twice_the_same)
{
    char *other = help_path("other.db"), *a, *b;

    ck_assert(help_raw(other, past));
    a = head(help_store_path);
    b = head(other);
    ck_assert_str_eq(a, b);
    ck_assert_int_eq(strncmp(a, "19 ", 3), 0);
    free(a);
    free(b);
    free(other);
}
END_TEST

/* What does not hold together is not made to look as if it did. */
START_TEST(test_past_damaged_stays)
{
    Store *store = NULL;

    ck_assert(help_raw(help_store_path,
                       "DROP TRIGGER journal_change_keep; UPDATE journal_change"
                       " SET after = '张小明' WHERE after = '张晓明'"));
    ck_assert(!store_open(help_store_path, STORE_OPEN, &store, &help_err));
    ck_assert(help_is_err(ERR_STORE, "first at event 12"));
    ck_assert_int_eq(help_raw_int(help_store_path, "PRAGMA user_version"), 31);
    ck_assert_int_eq(help_raw_int(help_store_path, "SELECT count(*) FROM journal_group"),
                     EVENTS);
}
END_TEST

START_TEST(test_past_backup_as_it_is)
{
    BackupFacts facts;

    ck_done(store_backup_check(help_store_path, NULL, &facts, &help_err));
    ck_assert_int_eq(facts.events, EVENTS);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("past");
    TCase *tcase = tcase_create("past");

    tcase_add_unchecked_fixture(tcase, read_past, free_past);
    tcase_add_checked_fixture(tcase, setup, help_stop);
    tcase_add_test(tcase, test_past_moved_and_whole);
    tcase_add_test(tcase, test_past_history_and_undo);
    tcase_add_test(tcase, test_past_records);
    tcase_add_test(tcase, test_past_twice_the_same);
    tcase_add_test(tcase, test_past_damaged_stays);
    tcase_add_test(tcase, test_past_backup_as_it_is);
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}
