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
