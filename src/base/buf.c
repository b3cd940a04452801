/* Room doubles as it is needed; an empty Buf points to a shared empty text and owns nothing. */
#include "config.h"

#include "base/buf.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { FIRST_CAP = 64 };

char buf_empty[1] = "";

/* Makes room for n more bytes and the NUL. */
static void reserve(Buf *buf, size_t n)
{
    size_t need = n > SIZE_MAX / 2 - buf->len ? SIZE_MAX : buf->len + n + 1;
    if (need <= buf->cap)
        return;
    size_t cap = buf->cap ? buf->cap : FIRST_CAP;
    while (cap < need)
        cap = cap > SIZE_MAX / 2 ? need : cap * 2;
    buf->data = xrealloc(buf->cap ? buf->data : NULL, cap);
    buf->cap = cap;
    buf->data[buf->len] = '\0';
}

void buf_init(Buf *buf)
{
    *buf = (Buf)BUF_INIT;
}

void buf_free(Buf *buf)
{
    if (buf->cap)
        free(buf->data);
    buf_init(buf);
}

void buf_clear(Buf *buf)
{
    buf_cut(buf, 0);
}

void buf_cut(Buf *buf, size_t len)
{
    assert(len <= buf->len);
    buf->len = len;
    if (buf->cap)
        buf->data[len] = '\0';
}

void buf_add(Buf *buf, const char *text)
{
    buf_add_bytes(buf, text, strlen(text));
}

void buf_add_bytes(Buf *buf, const void *bytes, size_t n)
{
    if (!n)
        return;
    reserve(buf, n);
    memcpy(buf->data + buf->len, bytes, n);
    buf->len += n;
    buf->data[buf->len] = '\0';
}

void buf_add_char(Buf *buf, char c)
{
    buf_add_bytes(buf, &c, 1);
}

void buf_add_rune(Buf *buf, unsigned rune)
{
    char bytes[4];
    size_t n;

    assert(rune <= 0x10FFFF && !(rune >= 0xD800 && rune <= 0xDFFF));
    if (rune < 0x80) {
        bytes[0] = (char)rune;
        n = 1;
    } else if (rune < 0x800) {
        bytes[0] = (char)(0xC0 | rune >> 6);
        bytes[1] = (char)(0x80 | (rune & 0x3F));
        n = 2;
    } else if (rune < 0x10000) {
        bytes[0] = (char)(0xE0 | rune >> 12);
        bytes[1] = (char)(0x80 | (rune >> 6 & 0x3F));
        bytes[2] = (char)(0x80 | (rune & 0x3F));
        n = 3;
    } else {
        bytes[0] = (char)(0xF0 | rune >> 18);
        bytes[1] = (char)(0x80 | (rune >> 12 & 0x3F));
        bytes[2] = (char)(0x80 | (rune >> 6 & 0x3F));
        bytes[3] = (char)(0x80 | (rune & 0x3F));
        n = 4;
    }
    buf_add_bytes(buf, bytes, n);
}

void buf_addf(Buf *buf, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    buf_vaddf(buf, fmt, args);
    va_end(args);
}

void buf_vaddf(Buf *buf, const char *fmt, va_list args)
{
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, fmt, args);
    assert(n >= 0);
    if (n > 0) {
        reserve(buf, (size_t)n);
        vsnprintf(buf->data + buf->len, (size_t)n + 1, fmt, again);
        buf->len += (size_t)n;
    }
    va_end(again);
}

void buf_insert(Buf *buf, size_t at, const void *bytes, size_t n)
{
    assert(at <= buf->len);
    if (!n)
        return;
    reserve(buf, n);
    memmove(buf->data + at + n, buf->data + at, buf->len - at + 1);
    memcpy(buf->data + at, bytes, n);
    buf->len += n;
}

void buf_remove(Buf *buf, size_t at, size_t n)
{
    assert(at <= buf->len && n <= buf->len - at);
    if (!n)
        return;
    memmove(buf->data + at, buf->data + at + n, buf->len - at - n + 1);
    buf->len -= n;
}

char *buf_take(Buf *buf)
{
    char *bytes = buf->cap ? buf->data : xstrdup("");
    buf_init(buf);
    return bytes;
}
