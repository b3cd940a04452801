/* What people took from the pinyin entry, in the store: whose it is, what is forgotten. */
#include "config.h"

#include <string.h>

#include "base/attr.h"
#include "store/habit.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"

static Store *store;
static Arena *arena;
static HabitRow *rows;
static size_t n;

static void setup(void)
{
    static const char *const people[] = {
        "INSERT INTO user (uid, name, display, role, passhash)"
        " VALUES (zeroblob(16), 'lin', '林', 'social_worker', '')",
        "INSERT INTO user (uid, name, display, role, passhash)"
        " VALUES (randomblob(16), 'wang', '王', 'social_worker', '')",
    };
    help_start();
    store = help_store();
    arena = arena_new();
    for (size_t i = 0; i < COUNT_OF(people); i++)
        ck_done(sql_do(store, &help_err, people[i], NULL));
}

static void teardown(void)
{
    arena_free(arena);
    store_close(store);
    help_stop();
}

static void put(int64_t user, const char *text, const char *reading)
{
    ck_done(habit_put(store, user, &(HabitRow){text, reading}, 1, &help_err));
}

static size_t list(int64_t user)
{
    ck_done(habit_list(store, user, arena, &rows, &n, &help_err));
    return n;
}

START_TEST(test_habit_of_one_person)
{
    const HabitRow several[] = {{"小敏", "xiao min"}, {"𠮷", "ji"}, {"e\xcc\x81", "e"}};
    int64_t stamp = 0;
    store_changed(store, &stamp);
    ck_done(habit_put(store, 1, several, COUNT_OF(several), &help_err));
    put(2, "邱", "qiu");
    ck_assert_msg(!store_changed(store, &stamp), "others have nothing to read anew");
    ck_assert_uint_eq(list(1), 3);
    ck_assert_str_eq(rows[0].text, "小敏");
    ck_assert_str_eq(rows[2].text, "e\xcc\x81");
    put(1, "小敏", "xiao min"); /* taken again: once, and last */
    ck_assert_uint_eq(list(1), 3);
    ck_assert_str_eq(rows[2].text, "小敏");
    ck_assert_str_eq(rows[2].reading, "xiao min");
    ck_assert_uint_eq(list(2), 1);
    ck_assert_uint_eq(list(3), 0);
    put(1, "长", "chang");
    put(1, "长", "zhang");
    ck_assert_uint_eq(list(1), 5);
}
END_TEST

START_TEST(test_habit_forgets)
{
    HabitRow *many = arena_alloc(arena, (HABIT_KEPT + 3) * sizeof *many);
    put(1, "旧", "jiu");
    put(2, "旧", "jiu");
    ck_done(
        sql_do(store, &help_err, "UPDATE pinyin_habit SET at = '2001-01-01T00:00:00Z'", NULL));
    put(1, "新", "xin");
    ck_assert_uint_eq(list(1), 1);
    ck_assert_uint_eq(list(2), 1);
    for (int i = 0; i < HABIT_KEPT + 3; i++)
        many[i] = (HabitRow){arena_printf(arena, "%d", i), "jia"};
    ck_done(habit_put(store, 1, many, HABIT_KEPT + 3, &help_err));
    ck_assert_uint_eq(list(1), HABIT_KEPT);
    ck_assert_str_eq(rows[0].text, "3");
    int64_t left;
    ck_done(sql_get_int(store, &help_err, &left, "SELECT count(*) FROM pinyin_habit", NULL));
    ck_assert_int_eq(left, HABIT_KEPT + 1);
}
END_TEST

/* All rows of a writing or none. */
START_TEST(test_habit_all_or_none)
{
    const HabitRow two[] = {{"好", "hao"}, {NULL, "hao"}};
    ck_assert(!habit_put(store, 1, two, COUNT_OF(two), &help_err));
    ck_assert_uint_eq(list(1), 0);
    put(1, "好", "hao");
    ck_assert_uint_eq(list(1), 1);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_habit_of_one_person, test_habit_forgets,
                                  test_habit_all_or_none, NULL};
    return suite_run("habit", tests, setup, teardown);
}
