/* What becomes of a message: made harmless, cut to its room, a reason put before it, a path in
 * it replaced. */
#include "config.h"

#include "base/err.h"

#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/text/text.h"

/* Makes the text harmless and as long as fits, cut at a character. */
static void store_text(Err *err, const char *text)
{
    Buf safe = BUF_INIT;
    text_add_safe(&safe, text);
    size_t len = safe.len;
    if (len >= ERR_TEXT_MAX) {
        len = ERR_TEXT_MAX - 1;
        while (len > 0 && ((unsigned char)safe.data[len] & 0xC0) == 0x80)
            len--;
    }
    memcpy(err->text, safe.data, len);
    err->text[len] = '\0';
    buf_free(&safe);
}

bool err_set(Err *err, ErrKind kind, const char *fmt, ...)
{
    if (!err)
        return false;
    Buf text = BUF_INIT;
    va_list args;
    va_start(args, fmt);
    buf_vaddf(&text, fmt, args);
    va_end(args);
    err->kind = kind;
    store_text(err, text.data);
    buf_free(&text);
    return false;
}

bool err_wrap(Err *err, const char *fmt, ...)
{
    if (!err)
        return false;
    Buf text = BUF_INIT;
    va_list args;
    va_start(args, fmt);
    buf_vaddf(&text, fmt, args);
    va_end(args);
    /* A path that the text names already would only push the rest out of a line. */
    if (strchr(text.data, '/') && strstr(err->text, text.data)) {
        buf_free(&text);
        return false;
    }
    if (err->text[0]) {
        buf_add(&text, C_("between a place and what is wrong", ": "));
        buf_add(&text, err->text);
    }
    store_text(err, text.data);
    buf_free(&text);
    return false;
}

void err_rename(Err *err, const char *from, const char *to)
{
    char text[ERR_TEXT_MAX];
    const char *at = text, *next;
    Buf out = BUF_INIT;

    if (!err || !from[0] || !strstr(err->text, from))
        return;
    memcpy(text, err->text, sizeof(text));
    for (; (next = strstr(at, from)); at = next + strlen(from)) {
        buf_add_bytes(&out, at, (size_t)(next - at));
        buf_add(&out, to);
    }
    buf_add(&out, at);
    err_set(err, err->kind, "%s", out.data);
    buf_free(&out);
}

void err_clear(Err *err)
{
    if (!err)
        return;
    err->kind = ERR_NONE;
    err->text[0] = '\0';
}

int err_exit_status(ErrKind kind)
{
    static const int statuses[] = {
        [ERR_NONE] = 0,      [ERR_INPUT] = 1,    [ERR_REFUSED] = 1,
        [ERR_NOT_FOUND] = 1, [ERR_CONFLICT] = 1, [ERR_CANCELLED] = 1,
        [ERR_USAGE] = 2,     [ERR_STORE] = 3,    [ERR_IO] = 1,
    };
    return statuses[kind];
}
