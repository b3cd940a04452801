/* Days are counted from 1 March, so that the leap day ends a year; below that, the forms in
 * which a person types a day, as shapes of numbers and signs. */
#include "config.h"

#include "base/day.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/text/text.h"

enum { FIRST_YEAR = 1850, LAST_YEAR = 2199 };

static int days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month == 2 && leap ? 29 : days[month - 1];
}

/* Days since 0000-03-01: years are counted from March, so that the leap day is a year's last.
 */
static int day_number(Day day)
{
    int year = day.month > 2 ? day.year : day.year - 1;
    int month = (day.month + 9) % 12;
    return year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day.day -
           1;
}

static Day day_of_number(int number)
{
    int era = number / 146097, rest = number % 146097; /* days in 400 years */
    int year = (rest - rest / 1460 + rest / 36524 - rest / 146096) / 365;
    rest -= year * 365 + year / 4 - year / 100;
    int month = (5 * rest + 2) / 153;
    Day day = {
        .year = era * 400 + year + (month >= 10),
        .month = month < 10 ? month + 3 : month - 9,
        .day = rest - (153 * month + 2) / 5 + 1,
    };
    return day;
}

bool day_valid(Day day)
{
    return day.year >= FIRST_YEAR && day.year <= LAST_YEAR && day.month >= 1 &&
           day.month <= 12 && day.day >= 1 && day.day <= days_in_month(day.year, day.month);
}

/* Reads exactly n digits; -1 when there is anything else. */
static int read_digits(const char *text, int n)
{
    int value = 0;
    for (int i = 0; i < n; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

static bool read_iso(const char *text, Day *out)
{
    if (strnlen(text, DAY_TEXT - 1) < DAY_TEXT - 1 || text[4] != '-' || text[7] != '-')
        return false;
    Day day = {read_digits(text, 4), read_digits(text + 5, 2), read_digits(text + 8, 2)};
    if (!day_valid(day))
        return false;
    *out = day;
    return true;
}

bool day_parse(const char *iso, Day *out)
{
    return strlen(iso) == DAY_TEXT - 1 && read_iso(iso, out);
}

static void put_digits(char *out, int value, int n)
{
    for (int i = n; i > 0; i--, value /= 10)
        out[i - 1] = (char)('0' + value % 10);
}

void day_format(Day day, char out[DAY_TEXT])
{
    put_digits(out, day.year, 4);
    put_digits(out + 5, day.month, 2);
    put_digits(out + 8, day.day, 2);
    out[4] = out[7] = '-';
    out[DAY_TEXT - 1] = '\0';
}

int day_compare(Day a, Day b)
{
    if (a.year != b.year)
        return a.year < b.year ? -1 : 1;
    if (a.month != b.month)
        return a.month < b.month ? -1 : 1;
    return (a.day > b.day) - (a.day < b.day);
}

int day_between(Day from, Day to)
{
    return day_number(to) - day_number(from);
}

Day day_add(Day day, int days)
{
    return day_of_number(day_number(day) + days);
}

int day_age(Day born, Day on)
{
    bool reached = on.month > born.month || (on.month == born.month && on.day >= born.day);
    return on.year - born.year - !reached;
}

int day_months(Day born, Day on)
{
    return 12 * (on.year - born.year) + on.month - born.month - (on.day < born.day);
}

Day day_today(void)
{
    time_t now = time(NULL);
    struct tm tm;
    localtime_r(&now, &tm);
    return (Day){tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday};
}

/* --- what a person types --- */

enum { PARTS_MAX = 3, DIGITS_MAX = 8, OFFSET_DIGITS_MAX = 5 };

/* Numbers with the sign that follows each, 0 for none: "11月21日" is {11 M} {21 D}. */
typedef struct Parts {
    int count;
    struct {
        int value, digits;
        char sign;
    } part[PARTS_MAX];
} Parts;

/* Signs that separate or end a number, as a person's keyboard or input method gives them. */
static const struct {
    const char *text;
    char sign;
} signs[] = {
    {"-", '-'}, {"/", '-'},  {".", '-'},  {"。", '-'}, {"、", '-'}, {"—", '-'},
    {"–", '-'}, {"年", 'Y'}, {"月", 'M'}, {"日", 'D'}, {"号", 'D'}, {"號", 'D'},
};

static const char *skip_blanks(const char *text)
{
    while (*text == ' ')
        text++;
    return text;
}

static bool starts(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

/* Splits text that is folded to half width. */
static bool split_parts(const char *text, Parts *parts)
{
    *parts = (Parts){0};
    while (*text) {
        if (parts->count == PARTS_MAX || !isdigit((unsigned char)*text))
            return false;
        int value = 0, digits = 0;
        for (; isdigit((unsigned char)*text); text++) {
            if (++digits > DIGITS_MAX)
                return false;
            value = value * 10 + (*text - '0');
        }
        text = skip_blanks(text);
        char sign = 0;
        for (size_t i = 0; i < COUNT_OF(signs) && !sign; i++) {
            if (starts(text, signs[i].text)) {
                sign = signs[i].sign;
                text = skip_blanks(text + strlen(signs[i].text));
            }
        }
        if (!sign && *text)
            return false;
        parts->part[parts->count].value = value;
        parts->part[parts->count].digits = digits;
        parts->part[parts->count++].sign = sign;
    }
    return parts->count > 0;
}

/* Whether the parts have these numbers of digits and signs: "4-2-2", "4Y2M2D". A digit count is
 * the most that may be given, but for 4, 6 and 8, which are exact; the last sign may be left
 * out where the shape ends with one in brackets, as in "2M2(D)". */
static bool has_shape(const Parts *parts, const char *shape)
{
    for (int i = 0; i < parts->count; i++) {
        int digits = *shape ? *shape++ - '0' : 0;
        bool exact = digits >= 4;
        if (exact ? parts->part[i].digits != digits : parts->part[i].digits > digits)
            return false;
        char sign = parts->part[i].sign;
        if (*shape == '(') {
            if (sign && sign != shape[1])
                return false;
            shape += 3;
        } else if (*shape && !isdigit((unsigned char)*shape)) {
            if (sign != *shape++)
                return false;
        } else if (sign) {
            return false;
        }
    }
    return !*shape;
}

/* Whether a day may be meant; of two that are as near, the past one comes first, since papers
 * are dated before they are entered. */
static bool nearer(Day day, Day today, DayLean lean, bool found, Day best)
{
    int days = day_between(today, day);
    if ((lean == DAY_PAST && days > 0) || (lean == DAY_AHEAD && days < 0))
        return false;
    return !found || abs(days) < abs(day_between(today, best));
}

/* Without a year: of the years in which the day exists, the nearest that way. */
static bool nearest_year(int month, int day, Day today, DayLean lean, Day *out)
{
    enum { REACH = 8 }; /* 29 February is missing for up to eight years, around 1900 and 2100 */
    bool found = false;
    for (int year = today.year - REACH; year <= today.year + REACH; year++) {
        Day d = {year, month, day};
        if (!day_valid(d) || !nearer(d, today, lean, found, *out))
            continue;
        *out = d;
        found = true;
    }
    return found;
}

/* A day alone: of the months that have it, the nearest that way. */
static bool nearest_month(int day, Day today, DayLean lean, Day *out)
{
    enum { REACH = 2 };
    bool found = false;
    for (int i = -REACH; i <= REACH; i++) {
        int months = today.year * 12 + today.month - 1 + i;
        Day d = {months / 12, months % 12 + 1, day};
        if (!day_valid(d) || !nearer(d, today, lean, found, *out))
            continue;
        *out = d;
        found = true;
    }
    return found;
}

/* +3d, -2w, also with 天 and 周. */
static bool read_offset(const char *text, Day today, Day *out)
{
    static const struct {
        const char *text;
        int days;
    } units[] = {{"d", 1}, {"天", 1}, {"日", 1}, {"w", 7}, {"周", 7}, {"星期", 7}, {"礼拜", 7}};

    if (*text != '+' && *text != '-')
        return false;
    int sign = *text++ == '-' ? -1 : 1, value = 0, digits = 0;
    for (text = skip_blanks(text); isdigit((unsigned char)*text); text++) {
        if (++digits > OFFSET_DIGITS_MAX)
            return false;
        value = value * 10 + (*text - '0');
    }
    text = skip_blanks(text);
    for (size_t i = 0; i < COUNT_OF(units) && digits; i++) {
        if (strcmp(text, units[i].text) == 0) {
            *out = day_add(today, sign * value * units[i].days);
            return day_valid(*out);
        }
    }
    return false;
}

static bool read_word(const char *text, Day today, Day *out)
{
    static const struct {
        const char *text;
        int days;
    } words[] = {{"t", 0},     {"today", 0}, {"今天", 0},  {"今日", 0},  {"昨天", -1},
                 {"昨日", -1}, {"前天", -2}, {"明天", +1}, {"明日", +1}, {"后天", +2}};

    for (size_t i = 0; i < COUNT_OF(words); i++) {
        if (strcmp(text, words[i].text) == 0) {
            *out = day_add(today, words[i].days);
            return day_valid(*out);
        }
    }
    return false;
}

static bool read_parts(const Parts *parts, Day today, DayLean lean, Day *out)
{
    int a = parts->part[0].value, b = parts->part[1].value, c = parts->part[2].value;

    if (has_shape(parts, "8")) {
        *out = (Day){a / 10000, a / 100 % 100, a % 100};
        return day_valid(*out);
    }
    if (has_shape(parts, "4-2-2") || has_shape(parts, "4Y2M2(D)")) {
        *out = (Day){a, b, c};
        return day_valid(*out);
    }
    if (has_shape(parts, "2-2") || has_shape(parts, "2M2(D)"))
        return nearest_year(a, b, today, lean, out);
    if (has_shape(parts, "2(D)"))
        return nearest_month(a, today, lean, out);
    return false;
}

/* Half width, lower case, no blanks around. */
static void tidy(Buf *out, const char *text)
{
    text_fold_width(out, text);
    size_t from = 0;
    while (out->data[from] == ' ')
        from++;
    buf_remove(out, 0, from);
    while (out->len && out->data[out->len - 1] == ' ')
        buf_cut(out, out->len - 1);
    for (size_t i = 0; i < out->len; i++)
        if (out->data[i] >= 'A' && out->data[i] <= 'Z')
            out->data[i] = (char)(out->data[i] - 'A' + 'a');
}

/* Families keep birthdays by it; none is worked out here, since a leap month would be guessed.
 */
static bool is_lunar(const char *text)
{
    static const char *const words[] = {"农历", "農曆", "阴历", "陰曆", "旧历", "舊曆", "正月",
                                        "冬月", "腊月", "臘月", "闰",   "閏",   "初"};

    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (strstr(text, words[i]))
            return true;
    return false;
}

bool day_parse_typed(const char *text, Day today, DayLean lean, Day *out, Err *err)
{
    Buf tidied = BUF_INIT;
    Parts parts;
    Day day;

    tidy(&tidied, text);
    bool ok = read_word(tidied.data, today, &day) || read_offset(tidied.data, today, &day) ||
              (split_parts(tidied.data, &parts) && read_parts(&parts, today, lean, &day));
    buf_free(&tidied);
    if (!ok && is_lunar(text))
        return err_set(
            err, ERR_INPUT,
            _("“%.*s” is a day of the lunar calendar. Type the civil day, as it stands "
              "on a certificate"),
            text_quote(text), text);
    if (!ok)
        return err_set(
            err, ERR_INPUT,
            _("“%.*s” is not a day. Type a day such as 2026-11-21, 20261121, 11-21, 21, "
              "t for today, +3d or -2w"),
            text_quote(text), text);
    *out = day;
    return true;
}

/* The month of the nearest first day; a month is as near as its first day is. */
static bool read_month(const Parts *parts, Day today, Day *out)
{
    int a = parts->part[0].value, b = parts->part[1].value;

    if (has_shape(parts, "6")) {
        *out = (Day){a / 100, a % 100, 1};
        return day_valid(*out);
    }
    if (has_shape(parts, "4-2") || has_shape(parts, "4Y2(M)")) {
        *out = (Day){a, b, 1};
        return day_valid(*out);
    }
    if (has_shape(parts, "2(M)"))
        return nearest_year(a, 1, (Day){today.year, today.month, 1}, DAY_NEAREST, out);
    return false;
}

bool month_parse_typed(const char *text, Day today, char out[8], Err *err)
{
    Buf tidied = BUF_INIT;
    Parts parts;
    Day day = today;

    tidy(&tidied, text);
    bool ok = strcmp(tidied.data, "t") == 0 ||
              (split_parts(tidied.data, &parts) && read_month(&parts, today, &day));
    buf_free(&tidied);
    if (!ok)
        return err_set(err, ERR_INPUT,
                       _("“%.*s” is not a month. Type a month such as 2026-11, 202611 or 11"),
                       text_quote(text), text);
    char full[DAY_TEXT];
    day_format(day, full);
    memcpy(out, full, 7);
    out[7] = '\0';
    return true;
}

/* --- instants --- */

static void put_instant(time_t seconds, int millis, char out[INSTANT_TEXT])
{
    struct tm tm;

    gmtime_r(&seconds, &tm);
    memcpy(out, "YYYY-MM-DDTHH:MM:SS.mmmZ", INSTANT_TEXT);
    day_format((Day){tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday}, out);
    out[10] = 'T';
    put_digits(out + 11, tm.tm_hour, 2);
    put_digits(out + 14, tm.tm_min, 2);
    put_digits(out + 17, tm.tm_sec, 2);
    put_digits(out + 20, millis, 3);
}

void instant_now(char out[INSTANT_TEXT])
{
    struct timespec now;

    clock_gettime(CLOCK_REALTIME, &now);
    put_instant(now.tv_sec, (int)(now.tv_nsec / 1000000), out);
}

void instant_of_day(Day day, char out[INSTANT_TEXT])
{
    struct tm tm = {.tm_year = day.year - 1900,
                    .tm_mon = day.month - 1,
                    .tm_mday = day.day,
                    .tm_isdst = -1};

    put_instant(mktime(&tm), 0, out);
}

bool instant_local(const char *instant, Day *day, int *hour, int *minute)
{
    Day utc;
    if (!instant || strlen(instant) != INSTANT_TEXT - 1 || !read_iso(instant, &utc) ||
        instant[10] != 'T' || instant[13] != ':' || instant[16] != ':' || instant[19] != '.' ||
        instant[23] != 'Z')
        return false;
    int hours = read_digits(instant + 11, 2), minutes = read_digits(instant + 14, 2);
    int seconds = read_digits(instant + 17, 2), millis = read_digits(instant + 20, 3);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59 || seconds < 0 || seconds > 60 ||
        millis < 0)
        return false;

    static const Day epoch = {1970, 1, 1};
    time_t when =
        (time_t)day_between(epoch, utc) * 86400 + hours * 3600 + minutes * 60 + seconds;
    struct tm tm;
    if (!localtime_r(&when, &tm))
        return false;
    *day = (Day){tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday};
    *hour = tm.tm_hour;
    *minute = tm.tm_min;
    return true;
}
