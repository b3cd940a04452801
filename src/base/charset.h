/* The character set of the terminal, where it is another one than UTF-8: GB18030, GBK, Big5.
 * All text inside the program is UTF-8; what comes from the terminal and goes to it is
 * converted here, at the edge. The files that the program keeps are UTF-8 everywhere, and the
 * names of files are bytes that nobody converts; a file of others may be in another set.
 *
 * Chosen once by i18n_start, before anything is read or shown; afterwards one thread at a time.
 */
#ifndef ANJUAN_BASE_CHARSET_H
#define ANJUAN_BASE_CHARSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

enum { CHARSET_RUNE_BYTES = 8 };

/* False when the set is not known or cannot hold Chinese; UTF-8 it is then. NULL is UTF-8. */
bool charset_use(const char *name);
bool charset_is_utf8(void);

/* UTF-8 text for the terminal. What its set cannot hold becomes a likely sign, or ? in as many
 * columns. */
void charset_out(const char *text, size_t len, Buf *out);

/* Text of the terminal in UTF-8; false at the first byte that is none. */
bool charset_in(const char *bytes, size_t len, Buf *out);

/* Text of a file in the set of that name, whatever the terminal's is; false when there is no
 * such set, or something in the text is none of it. */
bool charset_from(const char *name, const char *bytes, size_t len, Buf *out);

/* The same as the two above for one character, for the screens. Out: the number of bytes. In:
 * the bytes it took, 0 when it is not whole yet, -1 when it never will be. */
size_t charset_rune_out(uint32_t rune, char out[CHARSET_RUNE_BYTES]);
int charset_rune_in(const char *bytes, size_t len, uint32_t *rune);

/* Whatever the terminal has: appends UTF-8 text in GB18030, which holds every character. */
void charset_gb18030(const char *text, size_t len, Buf *out);

#endif
