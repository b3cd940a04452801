/* Folded line by line, then character by character. */
#include "config.h"

#include "base/text/text_sought.h"

#include <string.h>
#include <unicode/uchar.h>

#include "base/text/text.h"
#include "base/text/text_same.h"

enum { BETWEEN_MAX = 4 /* signs put between two characters of a word */ };

int text_digit(uint32_t rune)
{
    double value = u_getNumericValue((UChar32)rune);
    return value >= 0 && value <= 9 && value == (int)value ? (int)value : -1;
}

bool text_is_letter(uint32_t rune)
{
    return u_isalpha((UChar32)rune);
}

static bool is_han(uint32_t rune)
{
    enum { FIRST = 0x2E80 };
    return rune >= FIRST && u_hasBinaryProperty((UChar32)rune, UCHAR_IDEOGRAPHIC);
}

/* Blanks, strokes (also that which is a character), dots and pictures; not what ends or parts a
 * sentence. */
static bool is_put_between(uint32_t rune)
{
    static const char signs[] = " -_.*/\\|~^#+=`'\"<>@&$";
    if (rune < 0x80)
        return rune && strchr(signs, (int)rune);
    return U_GET_GC_MASK((UChar32)rune) &
               (U_GC_S_MASK | U_GC_PD_MASK | U_GC_PC_MASK | U_GC_PI_MASK | U_GC_PF_MASK) ||
           rune == 0x4E36 || rune == 0xB7 || rune == 0x2022 || rune == 0x2027 || rune == 0x30FB;
}

/* Where the text goes on after what stands between two Chinese characters. */
static size_t past_between(const char *text)
{
    size_t at = 0, bytes;
    for (int n = 0; n < BETWEEN_MAX; n++) {
        uint32_t rune = text_rune(text + at, &bytes);
        if (!is_put_between(rune))
            break;
        at += bytes;
    }
    return text[at] && is_han(text_rune(text + at, &bytes)) ? at : 0;
}

static void add_line(Buf *out, const char *line)
{
    Buf folded = BUF_INIT;
    text_fold(&folded, line);
    for (size_t at = 0, bytes; at < folded.len;) {
        uint32_t rune = text_standard(text_rune(folded.data + at, &bytes));
        at += bytes;
        if (text_unseen(rune))
            continue;
        buf_add_rune(out, rune);
        if (at < folded.len && is_han(rune))
            at += past_between(folded.data + at);
    }
    buf_free(&folded);
}

void text_sought(Buf *out, const char *text)
{
    Buf line = BUF_INIT;
    for (;;) {
        size_t len = strcspn(text, "\n");
        buf_clear(&line);
        buf_add_bytes(&line, text, len);
        if (line.len)
            add_line(out, line.data);
        if (!text[len])
            break;
        buf_add_char(out, '\n');
        text += len + 1;
    }
    buf_free(&line);
}
