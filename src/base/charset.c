/* Converts single characters and whole texts by ICU's tables, but UTF-8 by hand, since nearly
 * every terminal has it. */
#include "config.h"

#include "base/charset.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unicode/ucnv.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include "base/attr.h"
#include "base/mem.h"
#include "base/text/text.h"
#include "base/text/text_rune.h"

/* Set by charset_use; NULL is UTF-8. */
static UConverter *converter;

/* Signs of the screens that older sets lack, and what is shown for them there. */
static const struct {
    uint32_t rune, shown;
} stand_ins[] = {
    {0x2713, 0x221a}, /* a tick: the root sign */
    {0x2714, 0x221a}, {0x2716, 0xd7}, {0x2717, 0xd7},   {0x203a, '>'},    {0x2039, '<'},
    {0xb7, 0x30fb},   {0x30fb, 0xb7}, {0x2014, 0x2015}, {0x2015, 0x2014}, {0x2013, '-'},
    {0x2212, '-'},    {0xa5, 0xffe5}, {0xffe5, 0xa5},   {0x25b2, '^'},    {0x25bc, 'v'},
    {0x25cf, '*'},    {0x2588, '#'},  {0x2591, '.'},    {0x2500, '-'},    {0x2026, '.'},
};

static bool from_rune(uint32_t rune, char *out, size_t room, size_t *len)
{
    UChar units[2];
    int32_t n = 0;
    UErrorCode status = U_ZERO_ERROR;

    U16_APPEND_UNSAFE(units, n, rune);
    int32_t made = ucnv_fromUChars(converter, out, (int32_t)room, units, n, &status);
    *len = made > 0 ? (size_t)made : 0;
    return U_SUCCESS(status) && made > 0 && (size_t)made <= room;
}

bool charset_use(const char *name)
{
    UErrorCode status = U_ZERO_ERROR;
    char bytes[CHARSET_RUNE_BYTES];
    size_t len;

    if (converter)
        ucnv_close(converter);
    converter = NULL;
    if (!name || strcasecmp(name, "UTF-8") == 0 || strcasecmp(name, "UTF8") == 0)
        return true;
    converter = ucnv_open(name, &status);
    if (U_SUCCESS(status)) {
        ucnv_setFromUCallBack(converter, UCNV_FROM_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
        ucnv_setToUCallBack(converter, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
        ucnv_setFallback(converter, true);
        if (U_SUCCESS(status) &&
            ucnv_getType(converter) == UCNV_MBCS && /* no ISO 2022, no UTF-7 */
            from_rune('A', bytes, sizeof bytes, &len) && bytes[0] == 'A' &&
            from_rune(0x6587, bytes, sizeof bytes, &len)) /* 文 */
            return true;
    }
    if (converter)
        ucnv_close(converter);
    converter = NULL;
    return false;
}

bool charset_is_utf8(void)
{
    return !converter;
}

static size_t utf8_out(uint32_t rune, char *out)
{
    size_t len = 0;
    U8_APPEND_UNSAFE(out, len, rune);
    return len;
}

size_t charset_rune_out(uint32_t rune, char out[CHARSET_RUNE_BYTES])
{
    size_t len;

    if (rune > 0x10ffff || U_IS_SURROGATE(rune))
        rune = '?';
    if (rune < 0x80 || !converter)
        return utf8_out(rune, out);
    if (from_rune(rune, out, CHARSET_RUNE_BYTES, &len))
        return len;
    int cols = text_rune_cols(rune);
    for (size_t i = 0; i < COUNT_OF(stand_ins); i++)
        if (stand_ins[i].rune == rune && text_rune_cols(stand_ins[i].shown) == cols &&
            from_rune(stand_ins[i].shown, out, CHARSET_RUNE_BYTES, &len))
            return len;
    for (len = 0; len < (size_t)(cols > 0 ? cols : 0); len++)
        out[len] = '?';
    return len;
}

static int utf8_in(const char *bytes, size_t len, uint32_t *rune)
{
    size_t at = 0;
    uint32_t c = rune_next(bytes, len, &at);

    if (c == TEXT_BAD) { /* the beginning of one? */
        size_t whole = U8_COUNT_TRAIL_BYTES((uint8_t)bytes[0]) + 1u;
        char filled[U8_MAX_LENGTH];
        size_t filler = 0;
        if (whole == 1 || len >= whole)
            return -1;
        for (size_t i = 0; i < whole; i++) /* E0 and F0 want more than the least that follows */
            filled[i] = i < len                                 ? bytes[i]
                        : i == 1 && (uint8_t)bytes[0] % 16 == 0 ? '\xa0'
                                                                : '\x80';
        return rune_next(filled, whole, &filler) == TEXT_BAD ? -1 : 0;
    }
    *rune = c;
    return (int)at;
}

int charset_rune_in(const char *bytes, size_t len, uint32_t *rune)
{
    if (len == 0)
        return 0;
    if (!converter)
        return utf8_in(bytes, len, rune);
    for (size_t n = 1; n <= len && n <= CHARSET_RUNE_BYTES; n++) {
        UChar units[4], *to = units;
        const char *from = bytes;
        UErrorCode status = U_ZERO_ERROR;
        int32_t at = 0;
        UChar32 c;

        ucnv_resetToUnicode(converter);
        ucnv_toUnicode(converter, &to, units + COUNT_OF(units), &from, bytes + n, NULL, false,
                       &status);
        if (U_FAILURE(status))
            return -1;
        if (to == units)
            continue;
        U16_NEXT(units, at, to - units, c);
        *rune = (uint32_t)c;
        return (int)n;
    }
    return len < CHARSET_RUNE_BYTES ? 0 : -1;
}

void charset_out(const char *text, size_t len, Buf *out)
{
    char bytes[CHARSET_RUNE_BYTES];

    if (!converter) {
        buf_add_bytes(out, text, len);
        return;
    }
    for (size_t at = 0; at < len;) {
        size_t from = at;
        uint32_t rune = rune_next(text, len, &at);
        if (rune == TEXT_BAD) /* as it is: perhaps a file's name, in the terminal's own set */
            buf_add_char(out, text[from]);
        else
            buf_add_bytes(out, bytes, charset_rune_out(rune, bytes));
    }
}

bool charset_in(const char *bytes, size_t len, Buf *out)
{
    for (size_t at = 0; at < len;) {
        uint32_t rune;
        int n = charset_rune_in(bytes + at, len - at, &rune);
        if (n <= 0)
            return false;
        buf_add_rune(out, rune);
        at += (size_t)n;
    }
    return true;
}

bool charset_from(const char *name, const char *bytes, size_t len, Buf *out)
{
    UErrorCode status = U_ZERO_ERROR;
    UConverter *from = ucnv_open(name, &status);
    const char *at = bytes, *end = bytes + len;
    if (U_FAILURE(status))
        return false;
    ucnv_setToUCallBack(from, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
    for (;;) {
        UChar32 rune = ucnv_getNextUChar(from, &at, end, &status);
        if (U_FAILURE(status))
            break;
        buf_add_rune(out, (unsigned)rune);
    }
    ucnv_close(from);
    return status == U_INDEX_OUTOFBOUNDS_ERROR; /* its end */
}

void charset_gb18030(const char *text, size_t len, Buf *out)
{
    enum { BYTES_OF_A_SIGN = 4 };
    UErrorCode status = U_ZERO_ERROR;
    size_t room = BYTES_OF_A_SIGN * len + 1;
    char *bytes = xcalloc(room, 1);
    int32_t n =
        ucnv_convert("GB18030", "UTF-8", bytes, (int32_t)room, text, (int32_t)len, &status);
    if (U_SUCCESS(status) && n > 0)
        buf_add_bytes(out, bytes, (size_t)n);
    free(bytes);
}
