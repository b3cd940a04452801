/* Civil days: arithmetic, and what a person types for one. */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/day.h"
#include "tests/support/suite.h"

static const Day today = {2026, 11, 21};

START_TEST(test_day_arithmetic_over_the_whole_range)
{
    Day day = {1850, 1, 1}, first = day;
    char text[DAY_TEXT];
    int number = 0;
    while (day.year < 2200) {
        Day read;
        day_format(day, text);
        if (!day_valid(day) || !day_parse(text, &read) || day_compare(day, read) != 0 ||
            day_between(first, day) != number)
            ck_abort_msg("day %d: %s", number, text);
        Day next = day_add(day, 1);
        if (day_compare(day, next) >= 0 || day_compare(day_add(next, -1), day) != 0)
            ck_abort_msg("after %s", text);
        day = next;
        number++;
    }
    ck_assert_int_eq(number, 127835); /* 350 years, 85 of them leap years */
}
END_TEST

START_TEST(test_day_knows_the_calendar)
{
    ck_assert(day_valid((Day){2024, 2, 29}));
    ck_assert(day_valid((Day){2000, 2, 29}));
    ck_assert(!day_valid((Day){1900, 2, 29}));
    ck_assert(!day_valid((Day){2026, 2, 29}));
    ck_assert(!day_valid((Day){2026, 4, 31}));
    ck_assert(!day_valid((Day){2026, 0, 1}));
    ck_assert(!day_valid((Day){2026, 13, 1}));
    ck_assert(!day_valid((Day){2026, 1, 0}));
    ck_assert(!day_valid((Day){1849, 12, 31}));
    ck_assert(!day_valid((Day){2200, 1, 1}));
    ck_assert_int_eq(day_between((Day){1970, 1, 1}, (Day){2026, 11, 21}), 20778);
    ck_assert_int_eq(day_between((Day){2026, 3, 1}, (Day){2026, 2, 28}), -1);
}
END_TEST

START_TEST(test_day_parse_is_strict)
{
    static const char *const wrong[] = {
        "",           "2026-11-2",   "2026-1-02",   "2026-11-211",
        "2026-02-29", "2026/11/21",  " 2026-11-21", "2026-11-21 ",
        "+026-11-21", "2026-1１-21", "20261121",    "二〇二六年",
    };
    Day day = {1, 2, 3};
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        ck_assert_msg(!day_parse(wrong[i], &day), "%s was taken", wrong[i]);
    ck_assert_int_eq(day.year, 1); /* untouched */
}
END_TEST

START_TEST(test_day_age)
{
    ck_assert_int_eq(day_age((Day){2019, 3, 14}, (Day){2026, 3, 13}), 6);
    ck_assert_int_eq(day_age((Day){2019, 3, 14}, (Day){2026, 3, 14}), 7);
    ck_assert_int_eq(day_age((Day){2008, 2, 29}, (Day){2026, 2, 28}), 17);
    ck_assert_int_eq(day_age((Day){2008, 2, 29}, (Day){2026, 3, 1}), 18);
    ck_assert_int_eq(day_age((Day){2026, 11, 21}, (Day){2026, 11, 21}), 0);
}
END_TEST

START_TEST(test_day_typed)
{
    static const struct {
        const char *text, *day;
    } cases[] = {
        {"2026-11-21", "2026-11-21"},
        {"20261121", "2026-11-21"},
        {"2026/11/21", "2026-11-21"},
        {"2026.1.2", "2026-01-02"},
        {"2026年11月21日", "2026-11-21"},
        {"2026年1月2", "2026-01-02"},
        {"2026 年 11 月 21 日", "2026-11-21"},
        {"2026-1-2", "2026-01-02"},
        {"11-21", "2026-11-21"},
        {"11.21", "2026-11-21"},
        {"11/2", "2026-11-02"},
        {"11月21日", "2026-11-21"},
        {"11月21号", "2026-11-21"},
        {"11月21", "2026-11-21"},
        {"21", "2026-11-21"},
        {"21日", "2026-11-21"},
        {"5", "2026-12-05"},
        {"6", "2026-11-06"}, /* 6 December is as near: the past counts */
        {"31", "2026-10-31"},
        {"30", "2026-11-30"},
        {"t", "2026-11-21"},
        {"T", "2026-11-21"},
        {"today", "2026-11-21"},
        {"今天", "2026-11-21"},
        {"昨天", "2026-11-20"},
        {"明天", "2026-11-22"},
        {"+3d", "2026-11-24"},
        {"-2w", "2026-11-07"},
        {"+0d", "2026-11-21"},
        {"-1D", "2026-11-20"},
        {"+10天", "2026-12-01"},
        {"+ 3 d", "2026-11-24"},
        {"１１－２１", "2026-11-21"},
        {"２０２６１１２１", "2026-11-21"},
        {"＋３ｄ", "2026-11-24"},
        {"11。21", "2026-11-21"},
        {"　11-21　", "2026-11-21"},
        {"1-3", "2027-01-03"},
        {"12-31", "2026-12-31"},
        {"2-29", "2028-02-29"},
        {"5-23", "2026-05-23"},
        {"5-22", "2027-05-22"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Day day;
        Err err = {0};
        char text[DAY_TEXT];
        ck_assert_msg(day_parse_typed(cases[i].text, today, DAY_NEAREST, &day, &err), "%s",
                      err.text);
        day_format(day, text);
        ck_assert_msg(strcmp(text, cases[i].day) == 0, "%s was read as %s", cases[i].text,
                      text);
    }
}
END_TEST

START_TEST(test_day_typed_wrong)
{
    static const char *const wrong[] = {
        "",
        " ",
        "x",
        "tt",
        "2026",
        "202611",
        "2026-11",
        "2026-13-01",
        "2026-02-29",
        "2026-11-31",
        "26-11-21",
        "11-32",
        "2-30",
        "0",
        "32",
        "11-",
        "-",
        "+",
        "+3",
        "3d",
        "+d",
        "+3m",
        "+999999999d",
        "-99999w",
        "2026-11/",
        "2026年11-21",
        "11-21日",
        "11日21月",
        "2026-11-21 10:30",
        "二十一",
        "1e1",
        "11-21-2026",
        "20261321",
        "00000000",
        "99999999999999999999",
        "e\u0301",
        "1 1",
        "2026--1-1",
        "2026-11-21-",
        "\xFF",
    };
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        Day day = {1, 2, 3};
        Err err = {0};
        ck_assert_msg(!day_parse_typed(wrong[i], today, DAY_NEAREST, &day, &err),
                      "%s was taken as %d-%d-%d", wrong[i], day.year, day.month, day.day);
        ck_assert_int_eq(err.kind, ERR_INPUT);
        ck_assert_ptr_nonnull(strstr(err.text, "2026-11-21")); /* says what is expected */
        ck_assert_int_eq(day.year, 1);
    }
}
END_TEST

/* A birthday as the family keeps it is no civil day, and is told so. */
START_TEST(test_day_typed_lunar)
{
    static const char *const lunar[] = {"农历八月十五", "腊月初八",  "正月十五",
                                        "闰四月三",     "農曆 8-15", "初五"};
    for (size_t i = 0; i < COUNT_OF(lunar); i++) {
        Day day;
        Err err = {0};
        ck_assert(!day_parse_typed(lunar[i], today, DAY_PAST, &day, &err));
        ck_assert_msg(strstr(err.text, "lunar calendar") != NULL, "%s: %s", lunar[i], err.text);
    }
}
END_TEST

START_TEST(test_day_typed_quotes_only_the_start_of_a_long_word)
{
    char word[5000];
    Err err;
    memset(word, 'z', sizeof(word) - 1);
    word[sizeof(word) - 1] = '\0';
    ck_assert(!day_parse_typed(word, today, DAY_NEAREST, &(Day){0}, &err));
    ck_assert_uint_lt(strlen(err.text), 200);
}
END_TEST

START_TEST(test_month_typed)
{
    static const struct {
        const char *text, *month;
    } cases[] = {
        {"2026-11", "2026-11"},      {"202611", "2026-11"}, {"2026年11月", "2026-11"},
        {"2026/1", "2026-01"},       {"2026.1", "2026-01"}, {"２０２６年１月", "2026-01"},
        {"2026 年 1 月", "2026-01"}, {"11", "2026-11"},     {"11月", "2026-11"},
        {"2月", "2027-02"},          {"6", "2026-06"},      {"t", "2026-11"},
    };
    static const char *const wrong[] = {
        "",           "2026",       "202613",   "2026-00", "2026-13", "13",
        "0",          "2026-11-21", "20261121", "x",       "十一月",  "26-11",
        "2026-",      "1849-12",    "2200-01",  "+1",      "2026年",  "月",
        "2026年13月", "e\u0301",    "0月",      "去年",
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char month[8];
        ck_assert(month_parse_typed(cases[i].text, today, month, NULL));
        ck_assert_str_eq(month, cases[i].month);
    }
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        char month[8] = "before";
        Err err = {0};
        ck_assert_msg(!month_parse_typed(wrong[i], today, month, &err), "%s was taken",
                      wrong[i]);
        ck_assert_ptr_nonnull(strstr(err.text, "2026-11"));
        ck_assert_str_eq(month, "before");
    }
}
END_TEST

START_TEST(test_instants_are_utc_and_shown_local)
{
    char now[INSTANT_TEXT];
    Day day;
    int hour, minute;

    setenv("TZ", "Asia/Shanghai", 1);
    tzset();
    instant_now(now);
    ck_assert(instant_local(now, &day, &hour, &minute));
    ck_assert(instant_local("2026-11-21T18:30:00.000Z", &day, &hour, &minute));
    ck_assert_int_eq(day.day, 22);
    ck_assert_int_eq(hour, 2);
    ck_assert_int_eq(minute, 30);
    ck_assert(day_valid(day_today()));
    setenv("TZ", "America/New_York", 1);
    tzset();
    ck_assert(instant_local("1969-12-31T23:59:59.999Z", &day, &hour, &minute));
    ck_assert_int_eq(day.year, 1969);
    ck_assert_int_eq(hour, 18);
}
END_TEST

START_TEST(test_instants_at_which_days_begin)
{
    static const struct {
        const char *zone, *instant;
        Day day;
    } days[] = {{"UTC", "2026-11-07T00:00:00.000Z", {2026, 11, 7}},
                {"Asia/Shanghai", "2026-11-06T16:00:00.000Z", {2026, 11, 7}},
                {"America/New_York", "2026-07-07T04:00:00.000Z", {2026, 7, 7}},
                {"America/New_York", "2026-12-01T05:00:00.000Z", {2026, 12, 1}}};
    char instant[INSTANT_TEXT];
    for (size_t i = 0; i < COUNT_OF(days); i++) {
        setenv("TZ", days[i].zone, 1);
        tzset();
        instant_of_day(days[i].day, instant);
        ck_assert_str_eq(instant, days[i].instant);
    }
}
END_TEST

START_TEST(test_instants_are_strict)
{
    static const char *const wrong[] = {"",
                                        "2026-11-21",
                                        "2026-11-21T18:30:00Z",
                                        "2026-11-21T24:30:00.000Z",
                                        "2026-11-21T18:60:00.000Z",
                                        "2026-02-30T18:30:00.000Z",
                                        "2026-11-21 18:30:00.000Z",
                                        "2026-11-21T18:30:00.000+",
                                        "2026-11-21T18:30:0x.000Z"};
    Day day;
    int hour, minute;
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        ck_assert_msg(!instant_local(wrong[i], &day, &hour, &minute), "%s was taken", wrong[i]);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_day_arithmetic_over_the_whole_range,
        test_day_knows_the_calendar,
        test_day_parse_is_strict,
        test_day_age,
        test_day_typed,
        test_day_typed_wrong,
        test_day_typed_lunar,
        test_day_typed_quotes_only_the_start_of_a_long_word,
        test_month_typed,
        test_instants_are_utc_and_shown_local,
        test_instants_at_which_days_begin,
        test_instants_are_strict,
        NULL,
    };
    return suite_run("day", tests, NULL, NULL);
}
