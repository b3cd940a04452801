/* Reads numbers as people write them: 30万, 3.5万多, 七万七千元, 十一岁. */
#include "config.h"

#include "rules/language/told.h"

#include <string.h>

#include "base/attr.h"
#include "base/text/text.h"
#include "rules/language/wordlist.h"

static const int64_t MOST = INT64_C(1000000000000000); /* beyond it nothing is a sum */

typedef struct Number {
    int64_t hundredths;
    int64_t unit; /* the largest one that was named: 10, 100, 1000, 10000; 1: none */
    const char *end;
} Number;

static unsigned rune_at(const char *at, size_t *bytes)
{
    enum { FULL_FROM = 0xff01, FULL_TO = 0xff5e, FULL_AWAY = 0xfee0 };
    *bytes = 0;
    if (!*at)
        return 0;
    unsigned rune = text_rune(at, bytes);
    return rune >= FULL_FROM && rune <= FULL_TO ? rune - FULL_AWAY : rune;
}

static int digit_of(unsigned rune)
{
    static const unsigned digits[] = {0x96f6, 0x4e00, 0x4e8c, 0x4e09, 0x56db,
                                      0x4e94, 0x516d, 0x4e03, 0x516b, 0x4e5d};
    enum { TWO = 0x4e24, NOUGHT = 0x3007 };
    if (rune == TWO)
        return 2;
    if (rune == NOUGHT)
        return 0;
    for (int i = 0; i < (int)COUNT_OF(digits); i++) {
        if (digits[i] == rune)
            return i;
    }
    return -1;
}

/* Ten, hundred, thousand; ten thousand, also as w. */
static int64_t unit_of(unsigned rune)
{
    switch (rune) {
    case 0x5341:
        return 10;
    case 0x767e:
        return 100;
    case 0x5343:
        return 1000;
    case 0x4e07:
    case 'w':
    case 'W':
        return 10000;
    default:
        return 0;
    }
}

/* More, odd, or so. */
static bool is_vague(unsigned rune)
{
    return rune == 0x591a || rune == 0x4f59 || rune == 0x6765;
}

static int64_t times(int64_t value, int64_t unit)
{
    return value > MOST / unit ? MOST : value * unit;
}

/* 12,345.67 and what multiplies it. */
static bool plain_number(const char *at, Number *out)
{
    size_t n;
    int64_t value = 0, part = 100;
    bool any = false, fraction = false;
    for (unsigned rune; (rune = rune_at(at, &n)) != 0; at += n) {
        size_t next;
        unsigned after = rune_at(at + n, &next);
        if (rune >= '0' && rune <= '9') {
            any = true;
            part = fraction ? part / 10 : 100;
            value = fraction ? value + (int64_t)(rune - '0') * part
                             : times(value, 10) + (int64_t)(rune - '0') * 100;
        } else if (!any || fraction || (rune != ',' && rune != '.') || after < '0' ||
                   after > '9') {
            break;
        } else {
            fraction = rune == '.';
        }
    }
    *out = (Number){.hundredths = value, .unit = 1};
    for (unsigned rune; any && (rune = rune_at(at, &n)) != 0; at += n) {
        int64_t unit = unit_of(rune);
        if (!unit && !is_vague(rune) && rune != ' ')
            break;
        out->hundredths = unit ? times(out->hundredths, unit) : out->hundredths;
        out->unit = unit > out->unit ? unit : out->unit;
    }
    out->end = at;
    return any;
}

static bool chinese_number(const char *at, Number *out)
{
    size_t n;
    int64_t total = 0, section = 0, last = 1;
    int digit = -1;
    bool any = false;
    *out = (Number){.unit = 1};
    for (unsigned rune; (rune = rune_at(at, &n)) != 0; at += n) {
        int next = digit_of(rune);
        int64_t unit = unit_of(rune);
        if (next >= 0) {
            digit = digit > 0 ? 10 * digit + next : next; /* signs in a row: 一二 */
            digit = digit > 1000000 ? 1000000 : digit;
        } else if (unit == 10000) {
            total = times(total + section + (digit > 0 ? digit : 0), unit);
            section = 0;
            digit = -1;
        } else if (unit) {
            section += (digit < 0 ? 1 : digit) * unit;
            digit = -1;
        } else if (!any || !is_vague(rune)) {
            break;
        }
        any = true;
        last = unit ? unit : last;
        out->unit = unit > out->unit ? unit : out->unit;
    }
    /* 三万五 is thirty-five thousand. */
    if (digit > 0)
        section += digit < 10 && last > 10 ? digit * (last / 10) : digit;
    out->hundredths = times(total + section, 100);
    out->end = at;
    return any;
}

static bool number_at(const char *at, Number *out)
{
    return plain_number(at, out) || chinese_number(at, out);
}

static size_t past_all(const char *text, const char *words)
{
    size_t at = 0, len;
    while ((len = wordlist_begins(text + at, words)) != 0)
        at += len;
    return at;
}

/* ---- sums ---- */

static bool is_sum(const Number *number)
{
    static const char units[] = "元|块|圆";
    return wordlist_begins(number->end, units) || number->unit >= 10000;
}

/* The first sum behind a word. */
static bool sum_behind(const char *at, int reach, int64_t *fen)
{
    static const char ends[] = "。|！|？|；|，|,|\n";
    Number number;
    while (reach-- > 0 && *at && !wordlist_begins(at, ends)) {
        size_t n;
        if (number_at(at, &number)) {
            *fen = number.hundredths;
            return is_sum(&number);
        }
        rune_at(at, &n);
        at += n ? n : 1;
    }
    return false;
}

bool told_sum(const char *text, const char *words, int reach, int64_t *fen)
{
    bool found = false;
    Beginnings beginnings;
    wordlist_beginnings(words, &beginnings);
    for (const char *at = text; *at; at++) {
        size_t len = wordlist_may_begin(&beginnings, at) ? wordlist_begins(at, words) : 0;
        int64_t one;
        if (len && sum_behind(at + len, reach, &one)) {
            *fen = found && *fen > one ? *fen : one;
            found = true;
        }
    }
    return found;
}

/* ---- ages ---- */

static const char *past_years(const char *at)
{
    size_t len = wordlist_begins(at, "岁|周岁");
    return len ? at + len : NULL;
}

static bool age_of(const Number *number, int64_t *years)
{
    enum { OLDEST = 130 };
    *years = number->hundredths / 100;
    return *years <= OLDEST;
}

bool told_age(const char *text, const char *names, const char *fillers, const char *when,
              int64_t *years)
{
    bool in_number = false;
    for (const char *at = text; *at;) {
        Number number;
        const char *end;
        size_t n, len = wordlist_begins(at, names);
        const char *behind = at + len;
        behind += len ? past_all(behind, fillers) : 0;
        if (len && number_at(behind, &number) && (end = past_years(number.end)) &&
            !wordlist_begins(end, when) && age_of(&number, years))
            return true;
        bool is_number = number_at(at, &number);
        if (!in_number && is_number && (end = past_years(number.end)) &&
            (n = wordlist_begins(end, "的")) && wordlist_begins(end + n, names) &&
            age_of(&number, years))
            return true;
        in_number = is_number;
        rune_at(at, &n);
        at += n ? n : 1;
    }
    return false;
}
