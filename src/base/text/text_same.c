/* Folded first, then character by character. */
#include "config.h"

#include "base/text/text_same.h"

#include <stdlib.h>
#include <string.h>
#include <uchar.h>
#include <unicode/uchar.h>

#include "base/attr.h"
#include "base/text/text.h"

typedef struct Writing {
    char32_t written, standard;
} Writing;

#define X(written, standard) {written, standard},
static const Writing writings[] = {
#include "base/text/same.def"
};
#undef X

enum { FIRST = 0x2E80 /* of the blocks with such characters */ };

static int by_written(const void *key, const void *row)
{
    char32_t rune = *(const char32_t *)key, written = ((const Writing *)row)->written;
    return rune < written ? -1 : rune > written;
}

uint32_t text_standard(uint32_t rune)
{
    char32_t key = rune;
    const Writing *found = rune < FIRST ? NULL
                                        : bsearch(&key, writings, COUNT_OF(writings),
                                                  sizeof(writings[0]), by_written);
    return found ? found->standard : rune;
}

static bool is_hyphen(uint32_t rune)
{
    enum { FIRST_OF_SIX = 0x2010, LAST_OF_SIX = 0x2015, BULLET = 0x2043, MINUS = 0x2212 };
    return rune == '-' || (rune >= FIRST_OF_SIX && rune <= LAST_OF_SIX) || rune == BULLET ||
           rune == MINUS;
}

/* What stands between the parts of a name. The dot has no key, so every input method, font and
 * form has another one. */
static bool is_between(uint32_t rune)
{
    static const uint32_t signs[] = {' ',    '.',    ',',    0xB7,   0x2022, 0x2027, 0x2219,
                                     0x22C5, 0x25CF, 0x2E31, 0x3001, 0x3002, 0x30FB, 0xA78F};
    for (size_t i = 0; i < COUNT_OF(signs); i++) {
        if (signs[i] == rune)
            return true;
    }
    return is_hyphen(rune);
}

static bool is_apostrophe(uint32_t rune)
{
    static const uint32_t signs[] = {'\'', '`', 0x02BC, 0x2018, 0x2019};
    for (size_t i = 0; i < COUNT_OF(signs); i++) {
        if (signs[i] == rune)
            return true;
    }
    return false;
}

/* A sign of which words are made. */
static bool is_letter(uint32_t rune)
{
    return u_isalnum((UChar32)rune) && !u_hasBinaryProperty((UChar32)rune, UCHAR_IDEOGRAPHIC);
}

void text_same_name(Buf *out, const char *name)
{
    Buf folded = BUF_INIT;
    bool after_letter = false, parted = false;
    text_fold(&folded, name);
    for (size_t at = 0, bytes; at < folded.len; at += bytes) {
        uint32_t rune = text_standard(text_rune(folded.data + at, &bytes));
        bool letter = is_letter(rune);
        if (is_between(rune)) {
            parted = true;
            continue;
        }
        if (is_apostrophe(rune))
            continue;
        if (parted && after_letter && letter)
            buf_add_char(out, ' ');
        buf_add_rune(out, rune);
        after_letter = letter;
        parted = false;
    }
    buf_free(&folded);
}

void text_same_number(Buf *out, const char *number)
{
    enum { TIMES = 0xD7 };
    Buf folded = BUF_INIT;
    text_fold(&folded, number);
    for (size_t at = 0, bytes; at < folded.len; at += bytes) {
        uint32_t rune = text_standard(text_rune(folded.data + at, &bytes));
        if (rune == ' ' || is_hyphen(rune))
            continue;
        buf_add_rune(out, rune == TIMES ? 'X' : (uint32_t)u_toupper((UChar32)rune));
    }
    buf_free(&folded);
}

static bool are_same(void (*form)(Buf *out, const char *text), const char *a, const char *b)
{
    Buf one = BUF_INIT, other = BUF_INIT;
    form(&one, a);
    form(&other, b);
    bool same =
        one.len == other.len && (!one.len || memcmp(one.data, other.data, one.len) == 0);
    buf_free(&one);
    buf_free(&other);
    return same;
}

bool text_is_same_name(const char *a, const char *b)
{
    return are_same(text_same_name, a, b);
}

bool text_is_same_number(const char *a, const char *b)
{
    return are_same(text_same_number, a, b);
}

static bool stands_in(void (*form)(Buf *out, const char *text), const char *text,
                      const char *what)
{
    Buf in = BUF_INIT, of = BUF_INIT;
    form(&in, text);
    form(&of, what);
    bool found = of.len && strstr(in.data, of.data);
    buf_free(&in);
    buf_free(&of);
    return found;
}

bool text_has_name(const char *text, const char *name)
{
    return stands_in(text_same_name, text, name);
}

bool text_has_number(const char *text, const char *number)
{
    return stands_in(text_same_number, text, number);
}

/* ---- a person within words ---- */

static const char *const addressed[] = {"先生", "女士",   "医生", "医师", "大夫",
                                        "老师", "主任",   "护士", "社工", "督导",
                                        "顾问", "志愿者", "同志"};

static bool is_addressed(const char *after)
{
    for (size_t i = 0; i < COUNT_OF(addressed); i++) {
        if (strncmp(after, addressed[i], strlen(addressed[i])) == 0)
            return true;
    }
    return false;
}

static bool is_ideograph(uint32_t rune)
{
    return u_hasBinaryProperty((UChar32)rune, UCHAR_IDEOGRAPHIC);
}

static uint32_t rune_before(const char *from, const char *at)
{
    size_t bytes;
    if (at == from)
        return 0;
    do
        at--;
    while (at > from && ((unsigned char)*at & 0xC0) == 0x80);
    return text_rune(at, &bytes);
}

/* One sign goes on to the other, in one word. */
static bool goes_on(uint32_t left, uint32_t right, bool is_short)
{
    return (is_letter(left) && is_letter(right)) ||
           (is_short && is_ideograph(left) && is_ideograph(right));
}

static bool stands_alone(const char *text, const char *at, const Buf *name, bool is_short)
{
    size_t bytes;
    const char *after = at + name->len;
    uint32_t next = *after ? text_rune(after, &bytes) : 0;
    return !goes_on(rune_before(text, at), text_rune(name->data, &bytes), is_short) &&
           (is_addressed(after) || !goes_on(rune_before(at, after), next, is_short));
}

/* Several may be named; no sign between them is left in the form. */
static bool is_one_of(const char *text, const char *name)
{
    Buf part = BUF_INIT;
    bool found = false;
    for (size_t at = 0, bytes; !found && text[at]; at += bytes) {
        uint32_t rune = text_rune(text + at, &bytes);
        bool ends = rune == ',' || rune == 0xFF0C || rune == 0x3001;
        if (!ends)
            buf_add_bytes(&part, text + at, bytes);
        if (ends || !text[at + bytes]) {
            found = part.len && text_is_same_name(part.data, name);
            buf_clear(&part);
        }
    }
    buf_free(&part);
    return found;
}

bool text_is_of_person(const char *text, const char *name)
{
    enum { SHORT = 2 };
    Buf in = BUF_INIT, of = BUF_INIT;
    size_t n = 0;
    bool found = false;
    text_same_name(&in, text);
    text_same_name(&of, name);
    for (size_t at = 0, bytes; at < of.len; at += bytes, n++)
        text_rune(of.data + at, &bytes);
    for (const char *at = of.len && in.len ? strstr(in.data, of.data) : NULL; at && !found;
         at = strstr(at + 1, of.data))
        found = stands_alone(in.data, at, &of, n <= SHORT);
    found = found || (of.len && is_one_of(text, name));
    buf_free(&in);
    buf_free(&of);
    return found;
}
