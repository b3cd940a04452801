/* Other forms of a text: folded for comparing, made safe or plain for showing. */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "base/attr.h"
#include "base/mem.h"
#include "base/text/text.h"
#include "base/text/text_rune.h"

enum {
    IDEOGRAPHIC_SPACE = 0x3000,
    FULLWIDTH_FIRST = 0xFF01,
    FULLWIDTH_LAST = 0xFF5E,
    FULLWIDTH_OFFSET = 0xFF01 - '!'
};

static uint32_t half_width(uint32_t rune)
{
    static const struct {
        uint32_t full, half;
    } signs[] = {{IDEOGRAPHIC_SPACE, ' '}, {0xFFE0, 0xA2}, {0xFFE1, 0xA3}, {0xFFE5, 0xA5}};

    if (rune >= FULLWIDTH_FIRST && rune <= FULLWIDTH_LAST)
        return rune - FULLWIDTH_OFFSET;
    for (size_t i = 0; i < COUNT_OF(signs); i++)
        if (rune == signs[i].full)
            return signs[i].half;
    return rune;
}

void text_fold_width(Buf *out, const char *text)
{
    size_t len = strlen(text);
    for (size_t at = 0; at < len;) {
        size_t from = at;
        uint32_t rune = rune_next(text, len, &at);
        uint32_t half = rune == TEXT_BAD ? rune : half_width(rune);
        if (half == rune)
            buf_add_bytes(out, text + from, at - from);
        else
            buf_add_rune(out, half);
    }
}

void text_add_safe(Buf *out, const char *text)
{
    size_t len = strlen(text);
    for (size_t at = 0; at < len;) {
        size_t from = at;
        uint32_t rune = rune_next(text, len, &at);
        if (rune == TEXT_BAD || rune_is_unsafe(rune))
            buf_add_char(out, '?');
        else
            buf_add_bytes(out, text + from, at - from);
    }
}

static void add_escape(Buf *out, uint32_t rune)
{
    if (rune > 0xFFFF)
        buf_addf(out, "\\u%04x\\u%04x", (unsigned)U16_LEAD(rune), (unsigned)U16_TRAIL(rune));
    else
        buf_addf(out, "\\u%04x", (unsigned)rune);
}

void text_add_json(Buf *out, const char *json)
{
    size_t len = strlen(json);
    for (size_t at = 0; at < len;) {
        size_t from = at;
        uint32_t rune = rune_next(json, len, &at);
        if (rune >= 0x7F && rune != TEXT_BAD && rune_is_unsafe(rune))
            add_escape(out, rune);
        else
            buf_add_bytes(out, json + from, at - from);
    }
}

/* What stands for a character where only ASCII can be shown; 0 when nothing does. */
static char likeness(uint32_t rune)
{
    static const struct {
        uint32_t rune;
        char ascii;
    } likes[] = {
        {0xA0, ' '},   {0xB7, '.'},   {0xD7, 'x'},    {0x2010, '-'},  {0x2011, '-'},
        {0x2013, '-'}, {0x2014, '-'}, {0x2018, '\''}, {0x2019, '\''}, {0x201C, '"'},
        {0x201D, '"'}, {0x2022, '*'}, {0x2026, '>'},  {0x2212, '-'},  {0x2192, '>'},
        {0x2500, '-'}, {0x2502, '|'}, {0x2588, '#'},  {0x2591, '.'},  {0x2592, '='},
        {0x2593, '#'}, {0x25B2, '^'}, {0x2713, 'v'},  {0x2716, 'x'},  {0x3001, ','},
        {0x3002, '.'},
    };

    uint32_t half = half_width(rune);
    if (half < 0x7F)
        return (char)half;
    for (size_t i = 0; i < COUNT_OF(likes); i++)
        if (likes[i].rune == rune)
            return likes[i].ascii;
    return 0;
}

void text_to_ascii(Buf *out, const char *text)
{
    size_t len = strlen(text);
    for (size_t at = 0; at < len;) {
        uint32_t rune = rune_next(text, len, &at);
        if (rune < 0x80) {
            buf_add_char(out, (char)rune);
            continue;
        }
        char like = rune == TEXT_BAD ? 0 : likeness(rune);
        for (int col = 0, cols = rune_cols_shown(rune); col < cols; col++)
            buf_add_char(out, !like ? '?' : col == 0 ? like : ' ');
    }
}

/* --- the form searched and compared --- */

/* Appends text with its runs of blanks as one and none at the ends. */
static void add_collapsed(Buf *out, const char *text, size_t len)
{
    bool blank = false, any = false;
    for (size_t at = 0; at < len;) {
        size_t from = at;
        uint32_t rune = rune_next(text, len, &at);
        if (rune != TEXT_BAD && u_isUWhiteSpace((UChar32)rune)) {
            blank = true;
            continue;
        }
        if (blank && any)
            buf_add_char(out, ' ');
        blank = false;
        any = true;
        buf_add_bytes(out, text + from, at - from);
    }
}

static bool is_ascii(const char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text >= 0x80)
            return false;
    return true;
}

static void add_lower(Buf *out, const char *text)
{
    for (; *text; text++)
        buf_add_char(out, *text >= 'A' && *text <= 'Z' ? (char)(*text - 'A' + 'a') : *text);
}

/* Appends the text in NFKC with case folded; bad bytes become U+FFFD. */
static void add_nfkc(Buf *out, const char *text)
{
    enum { GROWTH = 18 }; /* the most that NFKC lengthens a UTF-16 text: U+FDFA, to 18 units */
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *form = unorm2_getNFKCCasefoldInstance(&status);
    int32_t units = 0, len = 0, bytes = 0;
    size_t given = strlen(text);
    UChar *from = xreallocarray(NULL, given + 1, sizeof(UChar));

    u_strFromUTF8WithSub(from, (int32_t)given + 1, &units, text, (int32_t)given, 0xFFFD, NULL,
                         &status);
    size_t room = (size_t)units * GROWTH + 1;
    UChar *to = xreallocarray(NULL, room, sizeof(UChar));
    len = unorm2_normalize(form, from, units, to, (int32_t)room, &status);
    if (U_SUCCESS(status)) {
        char *folded = xreallocarray(NULL, (size_t)len + 1, U8_MAX_LENGTH);
        u_strToUTF8(folded, len * U8_MAX_LENGTH + 1, &bytes, to, len, &status);
        buf_add_bytes(out, folded, (size_t)bytes);
        free(folded);
    } else {
        buf_add_bytes(out, text, given);
    }
    free(to);
    free(from);
}

void text_fold(Buf *out, const char *text)
{
    Buf folded = BUF_INIT;
    if (is_ascii(text))
        add_lower(&folded, text);
    else
        add_nfkc(&folded, text);
    add_collapsed(out, folded.data, folded.len);
    buf_free(&folded);
}
