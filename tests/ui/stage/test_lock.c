/* The lock while another program holds the store: it comes at once, and what was typed is
 * written under it. */
#include "config.h"

#include <sqlite3.h>

#include "app/inner.h"
#include "store/sql.h"
#include "tests/support/screen_help.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "ui/stage/keep.h"
#include "ui/stage/lock.h"
#include "ui/stage/stage.h"

static int64_t id;

static void start_new(void)
{
    id = help_new_case();
    help_open_case(id);
}

static int64_t drafts(void)
{
    int64_t n = -1;
    help_look_behind_the_lock();
    ck_done(sql_get_int(session_store(help_session), &help_err, &n,
                        "SELECT count(*) FROM draft", NULL));
    return n;
}

static sqlite3 *begin_elsewhere(void)
{
    sqlite3 *other = NULL;
    ck_assert_int_eq(sqlite3_open(store_path(session_store(help_session)), &other), SQLITE_OK);
    ck_assert_int_eq(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    return other;
}

static void end_elsewhere(sqlite3 *other)
{
    ck_assert_int_eq(sqlite3_exec(other, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(other);
}

static void tick(void)
{
    stage_event(help_stage, &(Event){.kind = EV_TICK});
    stage_draw(help_stage);
}

/* Another program that writes keeps no screen open: the lock comes first, and what was typed is
 * written under it, by the key stored in the case, by the time kept as a draft. */
START_TEST(test_lock_of_a_busy_store)
{
    start_new();
    help_type("王小明");
    sqlite3 *other = begin_elsewhere();
    if (_i == 0)
        help_keys("^X");
    else
        stage_lock(help_stage);
    ck_assert(stage_locked(help_stage));
    help_expect("is signed in here");
    help_expect_not("王小明");
    tick();
    help_keys("F4"); /* nobody signs out who would lose something */
    ck_assert(stage_locked(help_stage));
    help_expect("cannot be kept at this moment");
    ck_assert_ptr_nonnull(session_store(help_session));
    ck_assert_int_eq(stage_keep(help_stage, 1000), -1);
    end_elsewhere(other);
    tick();
    ck_assert_ptr_null(session_store(help_session));
    help_expect_stored(id, F_PATIENT_name, 0, _i == 0 ? "王小明" : NULL);
    ck_assert_int_eq(drafts(), _i == 0 ? 0 : 1);
    help_type("correct horse");
    help_keys("Enter");
    help_expect("王小明");
}
END_TEST

/* Who is back before it is written finds all as it was. */
START_TEST(test_lock_unlocked_before_it_is_kept)
{
    start_new();
    help_type("王小明");
    help_keys("Left");
    sqlite3 *other = begin_elsewhere();
    stage_lock(help_stage);
    end_elsewhere(other);
    help_type("correct horse");
    help_keys("Enter");
    help_type("大");
    help_expect("王小大明");
    ck_assert_int_ge(stage_keep(help_stage, 1000), 0);
    ck_assert_int_eq(stage_keep(help_stage, 1000 + STAGE_KEEP_MS), -1);
    ck_assert_int_eq(drafts(), 1);
}
END_TEST

/* What lay over the place lies there again, and is about the same field. */
START_TEST(test_lock_leads_back_to_the_help)
{
    start_new();
    help_keys("F1");
    help_expect("As on the certificate");
    stage_lock(help_stage);
    help_expect_not("As on the certificate");
    help_type("correct horse");
    help_keys("Enter");
    help_expect("As on the certificate");
    help_keys("Esc");
    help_expect("> Name");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("lock");
    TCase *tcase = tcase_create("lock");
    tcase_add_checked_fixture(tcase, help_screen_start, help_screen_stop);
    tcase_add_loop_test(tcase, test_lock_of_a_busy_store, 0, 2);
    tcase_add_test(tcase, test_lock_unlocked_before_it_is_kept);
    tcase_add_test(tcase, test_lock_leads_back_to_the_help);
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}
