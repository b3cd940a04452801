/* Text: UTF-8 in, columns out. The only place that knows how wide a character is, where a
 * grapheme cluster, a word or a line ends, and what may be shown on a terminal.
 *
 * Offsets and lengths are bytes and always at a character's edge; widths are terminal columns.
 * Signs of ambiguous width (· … “ ” ─ █ ▲) take what text_set_ambiguous() said, 1 until then:
 * the terminal library asks wcwidth(), which has no context argument, so this one setting is
 * the process's. */
#ifndef ANJUAN_BASE_TEXT_TEXT_H
#define ANJUAN_BASE_TEXT_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

/* True for well-formed UTF-8 without NUL, surrogates and overlong forms; else *bad is the
 * offset. */
bool text_valid(const char *text, size_t len, size_t *bad);

/* Refuses what must not enter a field: bad UTF-8, control characters (newline and tab pass when
 * lines is true), more than max_chars characters (0: no limit). what names the place.
 *
 * Control characters here and below are those of ASCII and C1, and what else could deceive or
 * break a reader: the line and paragraph separators, the directional overrides and isolates,
 * and the noncharacters, which no workbook may hold. */
bool text_check(const char *text, size_t len, bool lines, size_t max_chars, const char *what,
                Err *err);

/* Nothing in it can be seen: only blanks, of whatever script, and characters without a form,
 * such as joiners and marks of direction. No text (NULL) is blank too. */
bool text_blank(const char *text);
bool text_blank_n(const char *text, size_t bytes);

/* Without a picture of its own: joiners, marks of direction, soft hyphen, byte order, fillers.
 */
bool text_unseen(uint32_t rune);

size_t text_chars(const char *text); /* Unicode characters */
/* The same as programs count it that keep text in UTF-16, as Excel does. */
size_t text_units(const char *text);
uint32_t text_rune(const char *text, size_t *bytes); /* the first character and its length */

void text_set_ambiguous(int cols); /* 1 or 2 */
int text_rune_cols(uint32_t rune); /* 0, 1 or 2; -1 for a control character */
int text_cols(const char *text);   /* control characters count 1 (shown as ?) */
int text_cols_n(const char *text, size_t bytes);

/* Edges of grapheme clusters and words, after/before the edge at; 0 and len are edges. Blanks
 * belong to the word that they stand before on the way there. */
size_t text_next(const char *text, size_t len, size_t at);
size_t text_prev(const char *text, size_t len, size_t at);
size_t text_next_word(const char *text, size_t len, size_t at);
size_t text_prev_word(const char *text, size_t len, size_t at);

typedef enum TextAlign { TEXT_LEFT, TEXT_RIGHT, TEXT_CENTRE } TextAlign;

/* Appends text cut or padded to exactly cols columns; a cut is marked with the mark (… or >),
 * which is part of the columns; a wide character that does not fit leaves a blank. Control
 * characters become ?, tab and newline a blank; a combining mark that would stand first is left
 * out, since it would be drawn over the column before. */
void text_fit(Buf *out, const char *text, int cols, TextAlign align, const char *mark);

/* The bytes of the longest prefix of whole clusters that fits cols columns. */
size_t text_prefix(const char *text, size_t len, int cols);

/* As much of what was typed as a message quotes, in bytes: for a %.*s. */
int text_quote(const char *text);

/* One line of a wrapped text: bytes [from, to) of it; a newline at to is not part of the
 * line. */
typedef struct TextLine {
    size_t from, to;
} TextLine;

/* Wraps by the line-breaking rules for Chinese (no closing punctuation at a line's start), hard
 * breaks at newlines, a word longer than cols is broken at a cluster. Returns the count; *lines
 * is for the caller to free. An empty text has one empty line, and so has the end of a text
 * that ends in a newline. Blanks that do not fit at a soft break hang over: they are on no
 * line. */
size_t text_wrap(const char *text, int cols, TextLine **lines);

/* Full-width letters, digits and signs as their half-width forms; the ideographic space as a
 * blank. */
void text_fold_width(Buf *out, const char *text);

/* The form searched and compared: NFKC, case folded, blanks collapsed and none at the ends. */
void text_fold(Buf *out, const char *text);

/* Appends text with what could drive a terminal made harmless: control characters, directional
 * marks and bad bytes become ?. For everything printed that came from outside. */
void text_add_safe(Buf *out, const char *text);

/* Appends JSON with the same characters escaped in it, so that its values stay what they are.
 * Those of ASCII are escaped already, but for DEL. */
void text_add_json(Buf *out, const char *json);

/* For ASCII-only display: what has an ASCII likeness becomes it, the rest ?, in as many columns
 * as it took. Fit first, then do this. */
void text_to_ascii(Buf *out, const char *text);

#endif
