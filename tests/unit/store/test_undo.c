/* Undo and redo over the journal agree with the two stacks of an editor, whatever others do
 * meanwhile. */
#include "config.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"

static Store *store;

static const GroupHead edit = {.kind = GROUP_EDIT, .user_id = 1, .case_id = 7, .content = true};

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

static int64_t rows(void)
{
    int64_t n;

    ck_done(sql_get_int(store, &help_err, &n, "SELECT count(*) FROM help_note", NULL));
    return n;
}

static void undo(void)
{
    ck_done(journal_undo(store, 1, 7, true, NULL, NULL, &help_err));
}

static void redo(void)
{
    ck_done(journal_redo(store, 1, 7, true, NULL, NULL, &help_err));
}

START_TEST(test_undo_walks_back_and_forth)
{
    int64_t id = help_add(store, 1, "一");

    help_set(store, 1, id, "name", "二");
    help_set(store, 1, id, "name", "三");
    undo();
    ck_assert(help_note_is(store, id, "name", "二"));
    undo();
    ck_assert(help_note_is(store, id, "name", "一"));
    redo();
    ck_assert(help_note_is(store, id, "name", "二"));
    undo();
    ck_assert(help_note_is(store, id, "name", "一"));
    redo();
    redo();
    ck_assert(help_note_is(store, id, "name", "三"));
    ck_assert(!journal_can_redo(store, 1, 7));
    undo();
    undo();
    undo();
    ck_assert_int_eq(rows(), 0);
    ck_assert(!journal_can_undo(store, 1, 7));
    ck_assert(!journal_undo(store, 1, 7, true, NULL, NULL, &help_err));
    ck_assert(help_is_err(ERR_NOT_FOUND, "nothing to undo"));
    for (int i = 0; i < 3; i++)
        redo();
    ck_assert(help_note_is(store, id, "name", "三"));
}
END_TEST

START_TEST(test_undo_new_edit_ends_redo)
{
    int64_t id = help_add(store, 1, "一");

    help_set(store, 1, id, "name", "二");
    undo();
    ck_assert(journal_can_redo(store, 1, 7));
    help_set(store, 1, id, "on", "2026-11-21");
    ck_assert(!journal_can_redo(store, 1, 7));
    ck_assert(!journal_redo(store, 1, 7, true, NULL, NULL, &help_err));
    ck_assert(help_is_err(ERR_NOT_FOUND, "nothing to do again"));
    undo();
    ck_assert(help_note_is(store, id, "on", NULL));
    undo();
    ck_assert_int_eq(rows(), 0);
}
END_TEST

/* Any walk of edits, undos and redos agrees with the two stacks of an editor. */
START_TEST(test_undo_like_an_editor)
{
    char past[64][16] = {"0"}, next[64][16];
    int64_t id = help_add(store, 1, "0");
    int back = 0, forth = 0;

    srand((unsigned)_i + 1);
    for (int step = 0; step < 60; step++) {
        int what = rand() % 4;
        if (what == 1 && back > 0) {
            undo();
            memcpy(next[forth++], past[back--], sizeof(past[0]));
        } else if (what == 2 && forth > 0) {
            redo();
            memcpy(past[++back], next[--forth], sizeof(past[0]));
        } else if (what != 1 && what != 2) {
            snprintf(past[++back], sizeof(past[0]), "%d", step + 1);
            help_set(store, 1, id, "name", past[back]);
            forth = 0;
        }
        ck_assert_msg(help_note_is(store, id, "name", past[back]), "step %d", step);
        ck_assert_int_eq(journal_can_redo(store, 1, 7), forth > 0);
    }
}
END_TEST

START_TEST(test_undo_removed_row_comes_back_whole)
{
    const unsigned char picture[] = {0, 255, 10, 0};
    TxColumn columns[] = {
        {"name", sql_value_text("e\u0301𠮷'\""), 0},
        {"on", sql_value_text(""), 0},
        {"amount", sql_value_int(-9000000000000), 0},
        {"picture", sql_value_blob(picture, sizeof(picture)), 0},
        {"remark", sql_value_null(), 0},
    };
    char *before = NULL, *after = NULL;
    const char *all = "SELECT quote(id) || quote(uid) || quote(name) || quote(\"on\") || "
                      "quote(amount) || quote(picture) || quote(state) || quote(remark) "
                      "FROM help_note";
    int64_t id;
    Tx *tx;

    ck_done(tx_begin(store, &edit, &tx, &help_err));
    ck_done(tx_add(tx, "help_note", columns, COUNT_OF(columns), &id, &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
    ck_done(sql_get_text(store, &help_err, &before, all, NULL));
    ck_done(tx_begin(store, &edit, &tx, &help_err));
    ck_done(tx_remove(tx, "help_note", id, &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
    ck_assert_int_eq(rows(), 0);
    for (int i = 0; i < 2; i++) {
        undo();
        free(after);
        ck_done(sql_get_text(store, &help_err, &after, all, NULL));
        ck_assert_str_eq(before, after);
        redo();
        ck_assert_int_eq(rows(), 0);
    }
    free(before);
    free(after);
}
END_TEST

START_TEST(test_undo_takes_groups_whole)
{
    int64_t id = help_add(store, 1, "一"), other, group, undone;
    Tx *tx;

    ck_done(tx_begin(store, &edit, &tx, &help_err));
    ck_done(tx_set(tx, "help_note", id, "name", sql_value_text("二"), NULL, 0, &help_err));
    ck_done(tx_add(tx, "help_note", NULL, 0, &other, &help_err));
    ck_done(tx_set(tx, "help_note", other, "name", sql_value_text("新"), NULL, 0, &help_err));
    ck_done(tx_set(tx, "help_note", id, "name", sql_value_text("三"), NULL, 0, &help_err));
    ck_done(tx_remove(tx, "help_note", id, &help_err));
    ck_done(tx_commit(tx, &group, &help_err));
    ck_assert(help_note_is(store, other, "name", "新"));
    ck_done(journal_undo(store, 1, 7, true, NULL, &undone, &help_err));
    ck_assert_int_eq(undone, group);
    ck_assert_int_eq(rows(), 1);
    ck_assert(help_note_is(store, id, "name", "一"));
    redo();
    ck_assert_int_eq(rows(), 1);
    ck_assert(help_note_is(store, other, "name", "新"));
}
END_TEST

START_TEST(test_undo_is_of_ones_own)
{
    int64_t id = help_add(store, 1, "一");

    help_set(store, 2, id, "on", "2026-11-21");
    ck_done(journal_undo(store, 2, 7, true, NULL, NULL, &help_err));
    ck_assert(help_note_is(store, id, "on", NULL));
    ck_assert(!journal_can_undo(store, 2, 7));
    ck_assert(!journal_can_undo(store, 1, 8));
    ck_assert(journal_can_undo(store, 1, 7));
}
END_TEST

START_TEST(test_undo_refuses_when_changed_since)
{
    int64_t id = help_add(store, 1, "一");

    help_set(store, 1, id, "name", "二");
    help_set(store, 2, id, "name", "三");
    ck_assert(!journal_undo(store, 1, 7, true, NULL, NULL, &help_err));
    ck_assert(help_is_err(ERR_CONFLICT, "二"));
    ck_assert(help_is_err(ERR_CONFLICT, "三"));
    ck_assert(help_note_is(store, id, "name", "三"));
    ck_assert(!store_in_transaction(store));
}
END_TEST

START_TEST(test_undo_refuses_to_remove_others_work)
{
    int64_t id = help_add(store, 1, "一");

    help_set(store, 2, id, "remark", "督导的话");
    ck_assert(!journal_undo(store, 1, 7, true, NULL, NULL, &help_err));
    ck_assert(help_is_err(ERR_CONFLICT, "督导的话"));
    ck_assert_int_eq(rows(), 1);
}
END_TEST

START_TEST(test_undo_leaves_other_kinds)
{
    GroupHead head = {.kind = GROUP_WORKFLOW, .user_id = 1, .case_id = 7, .verb = "submit"};
    int64_t id = help_add(store, 1, "一");
    Tx *tx;

    ck_done(tx_begin(store, &head, &tx, &help_err));
    ck_done(
        tx_set(tx, "help_note", id, "state", sql_value_text("submitted"), NULL, 0, &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
    ck_assert(!journal_undo(store, 1, 7, true, NULL, NULL, &help_err));
    ck_assert(help_is_err(ERR_CONFLICT, "submitted"));
    ck_assert(help_note_is(store, id, "state", "submitted"));
}
END_TEST

START_TEST(test_undo_not_of_erased_or_secret)
{
    int64_t id = help_add(store, 1, "一");
    Tx *tx;

    ck_done(tx_begin(store, &edit, &tx, &help_err));
    ck_done(tx_set(tx, "help_note", id, "on", sql_value_text("$argon2id$"), NULL, TX_SECRET,
                   &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
    ck_assert(!journal_undo(store, 1, 7, true, NULL, NULL, &help_err));
    ck_assert(help_is_err(ERR_REFUSED, "secret"));
    help_set(store, 1, id, "name", "二");
    ck_done(journal_erase(store, 2, 7, NULL, &help_err));
    ck_assert(!journal_undo(store, 1, 7, true, NULL, NULL, &help_err));
    ck_assert(help_is_err(ERR_REFUSED, "erased"));
    ck_assert(help_note_is(store, id, "name", "二"));
}
END_TEST

START_TEST(test_undo_keeps_the_chain)
{
    JournalCheck check;
    int64_t id = help_add(store, 1, "一");

    help_set(store, 1, id, "name", "二");
    undo();
    redo();
    ck_done(journal_verify(store, NULL, &check, &help_err));
    ck_assert(check.ok);
    ck_assert_int_eq(check.groups, 4);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("undo");
    TCase *tcase = tcase_create("undo");
    const TTest *const tests[] = {
        test_undo_walks_back_and_forth,
        test_undo_new_edit_ends_redo,
        test_undo_removed_row_comes_back_whole,
        test_undo_takes_groups_whole,
        test_undo_is_of_ones_own,
        test_undo_refuses_when_changed_since,
        test_undo_refuses_to_remove_others_work,
        test_undo_leaves_other_kinds,
        test_undo_not_of_erased_or_secret,
        test_undo_keeps_the_chain,
    };

    tcase_add_checked_fixture(tcase, setup, teardown);
    for (size_t i = 0; i < COUNT_OF(tests); i++)
        tcase_add_test(tcase, tests[i]);
    tcase_add_loop_test(tcase, test_undo_like_an_editor, 0, 5);
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}
