/* Heads of days: kept ahead of the first group of a later day, found by their characters, and
 * not in an older copy. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "store/anchor.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"

static Store *store;
static int64_t note;

static void setup(void)
{
    help_start();
    store = help_store();
    store_set_back(store, 9);
    note = help_add(store, 1, "朝");
}

static void teardown(void)
{
    store_close(store);
    help_stop();
}

/* A group so many days ago. */
static void on(int days, const char *name)
{
    store_set_back(store, days);
    help_set(store, 1, note, "name", name);
}

static int64_t rows(void)
{
    return help_number(store, "SELECT count(*) FROM day_head");
}

static Anchor latest(void)
{
    Anchor anchor = {0};
    bool has = false;
    ck_done(anchor_latest(store, &has, &anchor, &help_err));
    ck_assert(has);
    return anchor;
}

static bool find(Store *in, const Anchor *anchor, Anchor *out)
{
    bool has = false;
    ck_done(anchor_find(in, anchor->words, &has, out, &help_err));
    return has;
}

START_TEST(test_first_day_has_no_head)
{
    Anchor anchor;
    bool has = true;
    on(9, "夕");
    ck_done(anchor_latest(store, &has, &anchor, &help_err));
    ck_assert(!has);
    ck_assert_int_eq(rows(), 0);
}
END_TEST

START_TEST(test_head_is_kept_ahead_of_the_next_day)
{
    on(9, "夕");
    int64_t last = help_number(store, "SELECT max(id) FROM journal_group");
    store_set_back(store, 7);
    Anchor before = latest(); /* printed in the morning, before anything is written */
    ck_assert_int_eq(before.group, last);
    on(7, "晨");
    on(7, "午");
    Anchor after = latest();
    ck_assert_int_eq(rows(), 1);
    ck_assert_int_eq(after.group, last);
    ck_assert_int_eq(day_compare(before.day, after.day), 0);
    ck_assert_mem_eq(before.words, after.words, sizeof before.words);
    ck_assert_int_eq(help_number(store, "SELECT count(*) FROM journal_group WHERE verb = 'day'"
                                        " AND kind = 'setup' AND user_id = 0"),
                     1);
    ck_assert_int_eq(help_number(store, "SELECT max(id) FROM journal_group"), last + 3);
}
END_TEST

START_TEST(test_every_day_is_found_again)
{
    Anchor heads[3], found;
    for (int i = 0; i < 3; i++) {
        on(8 - i, i % 2 ? "晨" : "午");
        store_set_back(store, 7 - i);
        heads[i] = latest();
    }
    on(1, "夜");
    for (int i = 0; i < 3; i++) {
        ck_assert(find(store, &heads[i], &found));
        ck_assert_int_eq(day_compare(found.day, heads[i].day), 0);
        ck_assert_int_eq(found.group, heads[i].group);
    }
    heads[0].words[0] ^= 1;
    ck_assert(!find(store, &heads[0], &found));
}
END_TEST

START_TEST(test_older_copy_does_not_have_it)
{
    char *path = help_path("older.db"), copy[512];
    Store *older = NULL;
    Anchor anchor, found;
    on(7, "晨");
    snprintf(copy, sizeof copy, "VACUUM INTO '%s'", path);
    ck_assert(help_raw(help_store_path, copy));
    on(7, "午");
    on(6, "晨");
    anchor = latest();
    ck_done(store_open(path, STORE_OPEN, &older, &help_err));
    ck_assert(!find(older, &anchor, &found));
    ck_assert(find(store, &anchor, &found));
    store_close(older);
    free(path);
}
END_TEST

START_TEST(test_clock_that_was_set_back_keeps_no_day_twice)
{
    on(5, "晨");
    on(4, "午");
    on(6, "夜");
    on(5, "晨");
    on(2, "午");
    ck_assert_int_eq(help_number(store, "SELECT count(*) - count(DISTINCT day) FROM day_head"),
                     0);
    Anchor anchor = latest(), found;
    ck_assert(find(store, &anchor, &found));
    ck_done(anchor_verify(store, &help_err));
}
END_TEST

START_TEST(test_what_is_given_up_leaves_no_head)
{
    const GroupHead head = {.kind = GROUP_EDIT, .user_id = 1};
    Tx *tx = NULL;
    store_set_back(store, 3);
    ck_done(tx_begin(store, &head, &tx, &help_err));
    tx_abort(tx);
    ck_assert_int_eq(rows(), 0);
    on(3, "晨");
    ck_assert_int_eq(rows(), 1);
}
END_TEST

START_TEST(test_triggers_hold_heads_as_they_are)
{
    static const char *const wrong[] = {
        "DELETE FROM day_head",
        "UPDATE day_head SET words = zeroblob(10)",
        "UPDATE day_head SET day = '2000-01-01'",
        "INSERT OR REPLACE INTO day_head SELECT * FROM day_head",
        "INSERT INTO day_head (uid, day, last, head, words) SELECT randomblob(16), "
        "'2190-01-01',"
        " uid, hash, zeroblob(10) FROM journal_group WHERE id = 1",
    };
    on(3, "晨");
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        ck_assert_msg(!sql_do(store, &help_err, wrong[i], NULL), "%s", wrong[i]);
}
END_TEST

START_TEST(test_head_that_was_changed_is_told)
{
    bool has;
    Anchor anchor;
    on(3, "晨");
    ck_assert(help_raw(help_store_path, "DROP TRIGGER day_head_keep;"
                                        " UPDATE day_head SET head = randomblob(32)"));
    ck_assert(!anchor_latest(store, &has, &anchor, &help_err));
    ck_assert(help_is_err(ERR_STORE, "end of a day"));
    ck_assert(!anchor_verify(store, &help_err));
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_first_day_has_no_head,
        test_head_is_kept_ahead_of_the_next_day,
        test_every_day_is_found_again,
        test_older_copy_does_not_have_it,
        test_clock_that_was_set_back_keeps_no_day_twice,
        test_what_is_given_up_leaves_no_head,
        test_triggers_hold_heads_as_they_are,
        test_head_that_was_changed_is_told,
        NULL,
    };
    return suite_run("anchor", tests, setup, teardown);
}
