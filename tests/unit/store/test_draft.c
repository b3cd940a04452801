/* Drafts in the store: whose they are, what replaces what, and what survives. */
#include "config.h"

#include <string.h>

#include "base/attr.h"
#include "store/draft.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"

static Store *store;
static Arena *arena;
static Draft *drafts;
static size_t n;

static const DraftKey name_key = {1, "patient.name", 0, ""};

/* Two users and two cases, as bare as the store lets them be. */
static void make_people(void)
{
    static const char *const rows[] = {
        "INSERT INTO user (uid, name, display, role, passhash)"
        " VALUES (zeroblob(16), 'lin', '林', 'social_worker', '')",
        "INSERT INTO user (uid, name, display, role, passhash)"
        " VALUES (randomblob(16), 'zhou', '周', 'supervisor', '')",
        "INSERT INTO case_file (uid, \"no\", status, created_by, created_at, updated_by,"
        " updated_at) VALUES (randomblob(16), 'T1-2026-000001', 'draft', 1, '', 1, '')",
        "INSERT INTO case_file (uid, \"no\", status, created_by, created_at, updated_by,"
        " updated_at) VALUES (randomblob(16), 'T1-2026-000002', 'draft', 1, '', 1, '')",
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        ck_done(sql_do(store, &help_err, rows[i], NULL));
}

static void setup(void)
{
    help_start();
    store = help_store();
    arena = arena_new();
    make_people();
}

static void teardown(void)
{
    arena_free(arena);
    store_close(store);
    help_stop();
}

static void put(int64_t user, const DraftKey *key, const char *text, size_t caret,
                const char *base)
{
    const Draft draft = {.key = *key, .text = text, .caret = caret, .base = base};
    ck_done(draft_put(store, user, &draft, &help_err));
}

static size_t list(int64_t user, int64_t case_id)
{
    ck_done(draft_list(store, user, case_id, arena, &drafts, &n, &help_err));
    return n;
}

START_TEST(test_draft_comes_back_as_it_was)
{
    static const char *const texts[] = {"王小明", "e\xcc\x81 𠮷", "两行\n第二行", "",
                                        "Pneumonoultramicroscopicsilicovolcanoconiosis"};
    const char *text = texts[_i];
    put(1, &name_key, text, strlen(text), _i % 2 ? "以前" : NULL);
    ck_assert_uint_eq(list(1, 1), 1);
    ck_assert(draft_key_equal(&drafts[0].key, &name_key));
    ck_assert_str_eq(drafts[0].text, text);
    ck_assert_uint_eq(drafts[0].caret, strlen(text));
    ck_assert(_i % 2 ? !strcmp(drafts[0].base, "以前") : !drafts[0].base);
    ck_assert_uint_eq(strlen(drafts[0].at), 24);
}
END_TEST

START_TEST(test_draft_one_for_each_place)
{
    const DraftKey keys[] = {{1, "plan.item", 0, ""},
                             {1, "plan.item", 7, ""},
                             {1, "disclosure.detail", 0, "house"},
                             {1, "disclosure.detail", 0, "income"}};
    for (size_t i = 0; i < COUNT_OF(keys); i++)
        put(1, &keys[i], "一", 3, NULL);
    put(1, &keys[1], "二", 3, NULL);
    ck_assert_uint_eq(list(1, 1), COUNT_OF(keys));
    ck_assert_str_eq(drafts[0].text, "二"); /* the one written last comes first */
    ck_assert(draft_key_equal(&drafts[0].key, &keys[1]));
    ck_done(draft_drop(store, 1, &keys[1], &help_err));
    ck_done(draft_drop(store, 1, &keys[1], &help_err)); /* nothing to drop is no error */
    ck_assert_uint_eq(list(1, 1), COUNT_OF(keys) - 1);
    for (size_t i = 0; i < n; i++)
        ck_assert(!draft_key_equal(&drafts[i].key, &keys[1]));
}
END_TEST

START_TEST(test_draft_is_its_users)
{
    put(1, &name_key, "王", 3, NULL);
    put(2, &name_key, "李", 3, NULL);
    ck_assert_uint_eq(list(1, 1), 1);
    ck_assert_str_eq(drafts[0].text, "王");
    ck_assert_uint_eq(list(1, 2), 0);
    ck_done(draft_drop(store, 1, &name_key, &help_err));
    ck_assert_uint_eq(list(2, 1), 1);
    ck_assert_str_eq(drafts[0].text, "李");
}
END_TEST

START_TEST(test_draft_is_no_change_of_a_case)
{
    int64_t stamp = 0, groups = 1;
    store_changed(store, &stamp);
    put(1, &name_key, "王", 3, NULL);
    ck_done(draft_drop(store, 1, &name_key, &help_err));
    ck_assert(!store_changed(store, &stamp));
    ck_done(sql_get_int(store, &help_err, &groups, "SELECT count(*) FROM journal_group", NULL));
    ck_assert_int_eq(groups, 0);
}
END_TEST

START_TEST(test_draft_goes_with_an_erased_case)
{
    const DraftKey other = {2, "patient.name", 0, ""};
    put(1, &name_key, "王", 3, NULL);
    put(1, &other, "李", 3, NULL);
    ck_done(journal_erase(store, 1, 1, "期满", &help_err));
    ck_assert_uint_eq(list(1, 1), 0);
    ck_assert_uint_eq(list(1, 2), 1);
}
END_TEST

START_TEST(test_place_is_found_again)
{
    const LastPlace place = {.screen = "case",
                             .tab = "Plan",
                             .key = {2, "plan.item", 9, ""},
                             .whole_row = true,
                             .typing = true,
                             .caret = 6};
    LastPlace back;
    bool found;
    ck_done(place_take(store, 1, arena, &back, &found, &help_err));
    ck_assert(!found);
    ck_done(place_put(store, 1, &place, &help_err));
    ck_done(place_take(store, 2, arena, &back, &found, &help_err));
    ck_assert(!found); /* another user's */
    ck_done(place_take(store, 1, arena, &back, &found, &help_err));
    ck_assert(found && back.whole_row && back.typing && back.caret == 6);
    ck_assert_str_eq(back.screen, "case");
    ck_assert_str_eq(back.tab, "Plan");
    ck_assert(draft_key_equal(&back.key, &place.key));
    ck_done(place_drop(store, 1, &help_err));
    ck_done(place_take(store, 1, arena, &back, &found, &help_err));
    ck_assert(!found);
}
END_TEST

/* Where the program ends by itself it does not go back to for ever. */
START_TEST(test_place_is_not_tried_for_ever)
{
    const LastPlace place = {"case", "Plan", {1, "", 0, ""}, false, false, -1};
    LastPlace back;
    bool found;
    ck_done(place_put(store, 1, &place, &help_err));
    for (int i = 0; i <= PLACE_TRIES; i++) {
        ck_done(place_take(store, 1, arena, &back, &found, &help_err));
        ck_assert(found == (i < PLACE_TRIES));
    }
    ck_done(place_put(store, 1, &place, &help_err));
    ck_done(place_take(store, 1, arena, &back, &found, &help_err));
    ck_assert(found);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("draft");
    TCase *tcase = tcase_create("draft");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, test_draft_comes_back_as_it_was, 0, 5);
    tcase_add_test(tcase, test_draft_one_for_each_place);
    tcase_add_test(tcase, test_draft_is_its_users);
    tcase_add_test(tcase, test_draft_is_no_change_of_a_case);
    tcase_add_test(tcase, test_draft_goes_with_an_erased_case);
    tcase_add_test(tcase, test_place_is_found_again);
    tcase_add_test(tcase, test_place_is_not_tried_for_ever);
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}
