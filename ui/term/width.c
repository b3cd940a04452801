/* What ncurses asks the C library about characters, and is told here: libncursesw takes these
 * functions from the program first.
 *
 * ncurses keeps its own cursor by wcwidth(), so what it believes and what screens are laid out
 * by must be one thing. And the characters of the screens are Unicode while those of the
 * terminal may be of GB18030 or Big5; converted here, one by one, no locale of that set need be
 * generated. */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <wchar.h>

#include "base/attr.h"
#include "base/charset.h"
#include "base/text/text.h"
#include "ui/term/decode.h"
#include "ui/term/tty.h"

int wcwidth(wchar_t c)
{
    return c == L'\0' ? 0 : text_rune_cols((uint32_t)c);
}

void width_set_ambiguous(int cols)
{
    text_set_ambiguous(cols);
}

static int decode(wchar_t *out, const char *bytes, size_t len)
{
    uint32_t rune = 0;
    int n = charset_rune_in(bytes, len, &rune);

    if (n < 0) {
        rune = NO_CHARACTER;
        n = 1;
    }
    if (n > 0 && out)
        *out = (wchar_t)rune;
    return n > 0 && rune == 0 ? 0 : n > 0 ? n : -1;
}

/* -1 while it is not whole, as ncurses expects of a character still coming in. */
int mblen(const char *bytes, size_t len)
{
    return bytes ? decode(NULL, bytes, len) : 0;
}

int mbtowc(wchar_t *restrict out, const char *restrict bytes, size_t len)
{
    return bytes ? decode(out, bytes, len) : 0;
}

size_t wcrtomb(char *restrict out, wchar_t c, mbstate_t *restrict state UNUSED)
{
    if (!out)
        return 1;
    if (c == L'\0') {
        *out = '\0';
        return 1;
    }
    return charset_rune_out((uint32_t)c, out);
}
