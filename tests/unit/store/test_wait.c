/* Several programs that write to one store. */
#include "config.h"

#include <check.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/sql.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"

START_TEST(test_wait_busy)
{
    Store *store = help_open(STORE_CREATE);
    sqlite3 *other = NULL;

    ck_assert_int_eq(sqlite3_open(help_store_path, &other), SQLITE_OK);
    ck_assert_int_eq(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    store_wait_limit(store, false);
    ck_assert(!store_begin(store, &help_err));
    ck_assert(help_is_err(ERR_STORE, "in use by another program"));
    ck_assert(!store_in_transaction(store));
    sqlite3_exec(other, "ROLLBACK", NULL, NULL, NULL);
    sqlite3_close(other);
    ck_done(store_begin(store, &help_err));
    ck_done(store_commit(store, &help_err));
    store_close(store);
}
END_TEST

static bool told_waiting(void *ctx, size_t done, size_t total)
{
    ck_assert_uint_lt(done, total);
    return ++*(int *)ctx < 3;
}

/* Who waits hears of it, and may give up. */
START_TEST(test_wait_told)
{
    int asked = 0;
    const Progress told = {told_waiting, &asked};
    Store *store = help_open(STORE_CREATE), *other = help_open(STORE_OPEN);

    ck_done(store_begin(other, &help_err));
    store_on_wait(store, &told);
    ck_assert(!store_begin(store, &help_err));
    ck_assert(help_is_err(ERR_CANCELLED, "given up"));
    ck_assert_int_eq(asked, 3);
    ck_assert(store_was_busy(store));
    err_clear(&help_err);
    ck_done(store_put_setting(other, "organisation", "练习医院", &help_err));
    ck_done(store_commit(other, &help_err));
    ck_done(store_begin(store, &help_err));
    ck_assert(!store_was_busy(store));
    ck_done(store_commit(store, &help_err));
    store_close(store);
    store_close(other);
}
END_TEST

enum { WRITERS = 20, WRITES = 10 };

static int write_often(void)
{
    Store *store = NULL;
    bool done = store_open(help_store_path, STORE_OPEN, &store, &help_err);

    for (int i = 0; done && i < WRITES; i++)
        done = help_add(store, 1, "一") > 0;
    store_close(store);
    return done ? 0 : 1;
}

/* Two and twenty programs on one store: each comes to write, and the chain is whole. */
START_TEST(test_wait_many_writers)
{
    pid_t children[WRITERS];
    JournalCheck check = {0};
    Store *store = help_store();
    int64_t before = help_number(store, "SELECT count(*) FROM journal_group");
    int status;

    store_close(store);
    for (int i = 0; i < WRITERS; i++) {
        children[i] = fork();
        ck_assert_int_ge(children[i], 0);
        if (children[i] == 0)
            _exit(write_often());
    }
    for (int i = 0; i < WRITERS; i++) {
        ck_assert_int_eq(waitpid(children[i], &status, 0), children[i]);
        ck_assert_int_eq(status, 0);
    }
    store = help_open(STORE_OPEN);
    ck_assert_int_eq(help_number(store, "SELECT count(*) FROM help_note"), WRITERS * WRITES);
    ck_assert_int_eq(help_number(store, "SELECT count(*) FROM journal_group"),
                     before + WRITERS * WRITES);
    ck_done(journal_verify(store, NULL, &check, &help_err));
    ck_assert(check.ok);
    store_close(store);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_wait_busy, test_wait_told, test_wait_many_writers, NULL};

    return suite_run("wait", tests, help_start, help_stop);
}
