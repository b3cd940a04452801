/* A string of bytes that grows. data is always NUL-terminated, also when empty.
 * Whoever declares a Buf frees it with buf_free, or takes its bytes with buf_take. */
#ifndef ANJUAN_BASE_BUF_H
#define ANJUAN_BASE_BUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/attr.h"

typedef struct Buf {
    char *data;
    size_t len;
    size_t cap;
} Buf;

extern char buf_empty[1]; /* what data points at before the first byte; never written to */
/* The formatter's releases differ about braces in a macro. */
/* clang-format off */
#define BUF_INIT {.data = buf_empty, .len = 0, .cap = 0}
/* clang-format on */

void buf_init(Buf *buf);
void buf_free(Buf *buf);
void buf_clear(Buf *buf); /* keeps the memory */
void buf_add(Buf *buf, const char *text);
void buf_add_bytes(Buf *buf, const void *bytes, size_t n);
void buf_add_char(Buf *buf, char c);
void buf_add_rune(Buf *buf, unsigned rune); /* a Unicode scalar value, as UTF-8 */
void buf_addf(Buf *buf, const char *fmt, ...) PRINTF_LIKE(2, 3);
void buf_vaddf(Buf *buf, const char *fmt, va_list args) PRINTF_LIKE(2, 0);
void buf_insert(Buf *buf, size_t at, const void *bytes, size_t n);
void buf_remove(Buf *buf, size_t at, size_t n);
void buf_cut(Buf *buf, size_t len); /* shortens to len bytes */
char *buf_take(Buf *buf);           /* the caller frees the result; the buffer is empty again */

#endif
