/* Looks for numbers and addresses among the digits of a text, in whatever digits they stand. */
#include "config.h"

#include "rules/language/private.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/text/text.h"
#include "base/text/text_sought.h"
#include "domain/resident.h"

enum {
    ID_SIGNS = 18,
    ID_OLD_SIGNS = 15,
    MOBILE_SIGNS = 11,
    LANDLINE_MIN = 10,
    LANDLINE_MAX = 12,
    CARD_MIN = 13,
    GROUP_MIN =
        3, /* digits on each side of a blank or hyphen, so that two dates are not joined */
    PLACE_REACH = 12, /* characters from the street to the number of the house */
};

/* Nothing that is not seen hides a number: 139, U+200B, 00000101. */
static PrivateSigns runes_of(const char *text)
{
    enum { KEYCAP = 0x20e3 }; /* the frame around the digit before it */
    PrivateSigns runes = {.at = xreallocarray(NULL, strlen(text) + 1, sizeof(unsigned))};
    while (*text) {
        size_t bytes;
        unsigned rune = text_rune(text, &bytes);
        if (rune != KEYCAP && !text_unseen(rune))
            runes.at[runes.n++] = rune;
        text += bytes;
    }
    return runes;
}

/* The digit that a rune stands for, as ASCII; X as itself; 0 for others. */
static char digit_of(unsigned rune)
{
    /* How digits are called on the line, and two. */
    static const struct {
        unsigned rune;
        char digit;
    } called[] = {{0x6d1e, '0'}, {0x62d0, '7'}, {0x52fe, '9'}};
    if (rune == 'X' || rune == 'x' || rune == 0xff38 || rune == 0xff58)
        return 'X';
    for (size_t i = 0; i < COUNT_OF(called); i++) {
        if (called[i].rune == rune)
            return called[i].digit;
    }
    int digit = text_digit(rune);
    return digit < 0 ? 0 : (char)('0' + digit);
}

/* The digit that a letter looks like; 0: like none. */
static char looks_like(unsigned rune)
{
    static const struct {
        unsigned rune;
        char digit;
    } likes[] = {{'O', '0'},    {'o', '0'},    {0x39f, '0'},  {0x3bf, '0'},  {0x41e, '0'},
                 {0x43e, '0'},  {0x25cb, '0'}, {0x25ef, '0'}, {0xff2f, '0'}, {0xff4f, '0'},
                 {'l', '1'},    {'I', '1'},    {'i', '1'},    {'|', '1'},    {0xff4c, '1'},
                 {0xff29, '1'}, {0xff5c, '1'}};
    for (size_t i = 0; i < COUNT_OF(likes); i++) {
        if (likes[i].rune == rune)
            return likes[i].digit;
    }
    return 0;
}

static bool one_of(unsigned rune, const unsigned *runes)
{
    for (; *runes; runes++) {
        if (*runes == rune)
            return true;
    }
    return false;
}

static bool is_gap(unsigned rune)
{
    /* Blanks, dashes, dots (of names, in the middle, wide), underscores. */
    static const unsigned gaps[] = {' ',    '-',    '.',    '_',    0x00b7, 0x2013,
                                    0x2014, 0x2022, 0x2027, 0x3000, 0x3002, 0x30fb,
                                    0xff0d, 0xff0e, 0xff3f, 0};
    return one_of(rune, gaps);
}

static bool is_latin(unsigned rune)
{
    return (rune | 0x20) >= 'a' && (rune | 0x20) <= 'z';
}

/* Letters that stand for digits among true ones, by as many again: l39OOOO1111. A stretch that
 * is part of a word or has few digits is left as it is. */
static void read_alike(PrivateSigns *runes)
{
    enum { TRUE_MIN = 5 };
    for (size_t at = 0, end; at < runes->n; at = end + 1) {
        size_t digits = 0, alike = 0;
        for (end = at; end < runes->n; end++) {
            bool digit = digit_of(runes->at[end]) && digit_of(runes->at[end]) != 'X';
            bool like = looks_like(runes->at[end]);
            if (!digit && !like && !is_gap(runes->at[end]))
                break;
            digits += digit;
            alike += like;
        }
        bool word =
            (at && is_latin(runes->at[at - 1])) || (end < runes->n && is_latin(runes->at[end]));
        if (!alike || word || digits < TRUE_MIN || digits < alike)
            continue;
        for (size_t i = at; i < end; i++)
            runes->at[i] =
                looks_like(runes->at[i]) ? (unsigned)looks_like(runes->at[i]) : runes->at[i];
    }
}

static size_t digits_from(const PrivateSigns *runes, size_t at)
{
    size_t n = 0;
    while (at + n < runes->n && digit_of(runes->at[at + n]))
        n++;
    return n;
}

/* The run of digits at this place without its gaps; returns the place after it. */
static size_t take_run(const PrivateSigns *runes, size_t at, Buf *run)
{
    buf_clear(run);
    for (;;) {
        size_t n = digits_from(runes, at);
        for (size_t i = 0; i < n; i++)
            buf_add_char(run, digit_of(runes->at[at + i]));
        at += n;
        if (n < GROUP_MIN || at >= runes->n || !is_gap(runes->at[at]) ||
            digits_from(runes, at + 1) < GROUP_MIN)
            return at;
        at++;
    }
}

/* What parts digits that are spelled one by one: besides gaps the marks of lists, strokes and
 * stars. */
static bool is_spelling(unsigned rune)
{
    static const unsigned marks[] = {',',    '/',    '*',    '|',    '~',
                                     0x3001, 0xff0c, 0xff0f, 0xff5e, 0};
    return is_gap(rune) || one_of(rune, marks);
}

/* 1.3.9.0 and so on, by one digit or two: the run that begins here, parted by one sign all
 * along. A list of results is parted by blanks, too, so two digits are none then. */
static void take_spelled(const PrivateSigns *runes, size_t at, Buf *run)
{
    unsigned mark = 0;
    buf_clear(run);
    for (;;) {
        size_t n = digits_from(runes, at);
        if (!n || n > (mark == ' ' ? 1 : 2))
            return;
        for (size_t i = 0; i < n; i++)
            buf_add_char(run, digit_of(runes->at[at + i]));
        at += n;
        if (at >= runes->n || !is_spelling(runes->at[at]) || (mark && runes->at[at] != mark))
            return;
        mark = runes->at[at++];
    }
}

static bool is_mobile(const char *run, size_t len)
{
    static const char *const codes[] = {"", "86", "0086"};
    for (size_t i = 0; i < COUNT_OF(codes); i++) {
        size_t skip = strlen(codes[i]);
        if (len == MOBILE_SIGNS + skip && strncmp(run, codes[i], skip) == 0 &&
            mobile_valid(run + skip))
            return true;
    }
    return false;
}

static bool is_phone(const char *run, size_t len)
{
    return is_mobile(run, len) || (run[0] == '0' && len >= LANDLINE_MIN && len <= LANDLINE_MAX);
}

/* One with a wrong check digit is still somebody's ID with a slip in it. */
static bool is_id(const char *run, size_t len)
{
    Day born;
    return (len == ID_SIGNS && resident_born(run, &born)) ||
           (len == ID_OLD_SIGNS && resident_check(run) == RESIDENT_OLD);
}

static bool is_card(const char *run, size_t len)
{
    return len >= CARD_MIN && !is_id(run, len) && !is_phone(run, len);
}

/* 139、0000、0101 and (139)0000(0101): in the groups of a mobile number, parted by signs that
 * are neither letters nor digits. */
static bool mobile_in_groups(const PrivateSigns *runes, size_t at)
{
    static const size_t groups[] = {3, 4, 4};
    enum { PARTS_MAX = 3 };
    char run[MOBILE_SIGNS + 1] = "";
    size_t len = 0;
    for (size_t group = 0; group < COUNT_OF(groups); group++) {
        size_t n = digits_from(runes, at), parts = 0;
        if (n != groups[group])
            return false;
        for (size_t i = 0; i < n; i++)
            run[len++] = digit_of(runes->at[at + i]);
        at += n;
        while (at < runes->n && parts < PARTS_MAX && !digit_of(runes->at[at]) &&
               !text_is_letter(runes->at[at])) {
            at++;
            parts++;
        }
    }
    return mobile_valid(run);
}

static bool number_in(const PrivateSigns *runes, bool (*is)(const char *run, size_t len))
{
    Buf run = BUF_INIT;
    bool found = false;
    for (size_t at = 0; at < runes->n && !found;) {
        if (!digit_of(runes->at[at])) {
            at++;
            continue;
        }
        take_spelled(runes, at, &run);
        found = (run.len && is(run.data, run.len)) ||
                (is == is_phone && mobile_in_groups(runes, at));
        at = take_run(runes, at, &run);
        found = found || is(run.data, run.len);
    }
    buf_free(&run);
    return found;
}

/* A street, village or estate, and soon after it the number of a house, door or group. */
static bool address_in(const PrivateSigns *runes)
{
    /* village, road, street, alley (three), avenue, town, estate, hamlet */
    static const unsigned place[] = {0x6751, 0x8def, 0x8857, 0x5df7, 0x5f04, 0x80e1,
                                     0x9053, 0x9547, 0x533a, 0x5c6f, 0};
    /* number, room, building (two), unit, group */
    static const unsigned door[] = {0x53f7, 0x5ba4, 0x680b, 0x5e62, 0x5355, 0x7ec4, 0};
    size_t last = 0;
    bool seen = false;
    for (size_t i = 0; i < runes->n; i++) {
        if (one_of(runes->at[i], place)) {
            seen = true;
            last = i;
        } else if (seen && i - last <= PLACE_REACH && i - last > 1 &&
                   one_of(runes->at[i], door) && digit_of(runes->at[i - 1])) {
            return true;
        }
    }
    return false;
}

PrivateSigns private_signs(const char *text)
{
    PrivateSigns runes = runes_of(text);
    read_alike(&runes);
    return runes;
}

void private_signs_free(PrivateSigns *signs)
{
    free(signs->at);
    *signs = (PrivateSigns){.at = NULL};
}

bool private_among(const PrivateSigns *signs, const char *kind)
{
    static const struct {
        const char *kind;
        bool (*is)(const char *run, size_t len);
    } numbers[] = {{"id", is_id}, {"phone", is_phone}, {"card", is_card}};
    for (size_t i = 0; i < COUNT_OF(numbers); i++) {
        if (strcmp(kind, numbers[i].kind) == 0)
            return number_in(signs, numbers[i].is);
    }
    return strcmp(kind, "address") == 0 && address_in(signs);
}

bool private_in(const char *text, const char *kind)
{
    PrivateSigns signs = private_signs(text);
    bool found = private_among(&signs, kind);
    private_signs_free(&signs);
    return found;
}
