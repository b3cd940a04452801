/* For the text modules only: characters one by one out of bytes that may be bad.
 * A bad byte reads as TEXT_BAD and is one byte long, so that a walk always goes on. */
#ifndef ANJUAN_BASE_TEXT_TEXT_RUNE_H
#define ANJUAN_BASE_TEXT_TEXT_RUNE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <unicode/utf8.h>

#define TEXT_BAD UINT32_MAX

/* The character at *at, which must be before len; *at moves behind it. */
static inline uint32_t rune_next(const char *text, size_t len, size_t *at)
{
    size_t i = *at;
    UChar32 c;
    U8_NEXT(text, i, len, c);
    if (c < 0)
        i = *at + 1;
    *at = i;
    return c < 0 ? TEXT_BAD : (uint32_t)c;
}

/* The character before *at, which must not be 0; *at moves to its start. */
static inline uint32_t rune_prev(const char *text, size_t *at)
{
    size_t end = *at, from = end - 1;
    while (from > 0 && end - from < 4 && U8_IS_TRAIL((uint8_t)text[from]))
        from--;
    size_t next = from;
    uint32_t rune = rune_next(text, end, &next);
    if (next != end) {
        from = end - 1;
        rune = TEXT_BAD;
    }
    *at = from;
    return rune;
}

/* What must not reach a terminal, a field or a workbook (see text.h), and the directional
 * marks, which a field may hold but which reorder a line of output. */
bool rune_is_unsafe(uint32_t rune);

/* Columns where it is shown: a control character or bad byte is one question mark. */
int rune_cols_shown(uint32_t rune);

#endif
