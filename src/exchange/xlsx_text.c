/* The texts of cells, whole or in pieces with looks of their own, and the list of those that
 * cells share. */
#include "config.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "exchange/xlsx_inner.h"

enum { STRINGS_COUNT_MAX = 4 << 20 };

static int hex_value(char c)
{
    return isdigit((unsigned char)c) ? c - '0' : tolower((unsigned char)c) - 'a' + 10;
}

/* What would be NUL or half a character stays as it is. */
void xlsx_unescape(Buf *text)
{
    if (!strstr(text->data, "_x"))
        return;
    Buf out = BUF_INIT;
    for (size_t i = 0; i < text->len;) {
        const char *at = text->data + i;
        unsigned rune = 0;
        bool escape = text->len - i >= 7 && at[0] == '_' && at[1] == 'x' && at[6] == '_';
        for (int d = 2; escape && d < 6; d++) {
            escape = isxdigit((unsigned char)at[d]);
            rune = rune * 16 + (unsigned)(escape ? hex_value(at[d]) : 0);
        }
        if (escape && rune != 0 && (rune < 0xD800 || rune > 0xDFFF)) {
            buf_add_rune(&out, rune);
            i += 7;
        } else {
            buf_add_char(&out, *at);
            i++;
        }
    }
    buf_clear(text);
    buf_add_bytes(text, out.data, out.len);
    buf_free(&out);
}

void xlsx_text_start(XlsxText *text, const char *name)
{
    if (strcmp(name, "t") == 0)
        text->in_text = true;
    else if (strcmp(name, "rPh") == 0)
        text->in_phonetic = true;
}

void xlsx_text_end(XlsxText *text, const char *name)
{
    if (strcmp(name, "t") == 0)
        text->in_text = false;
    else if (strcmp(name, "rPh") == 0)
        text->in_phonetic = false;
}

void xlsx_text_add(XlsxParse *parse, XlsxText *text, const char *bytes, size_t n)
{
    if (!text->in_text || text->in_phonetic)
        return;
    buf_add_bytes(&text->text, bytes, n);
    if (text->text.len > XLSX_TEXT_MAX)
        xlsx_refuse(parse, _("a text has more than %d bytes"), XLSX_TEXT_MAX);
}

/* ---- shared texts ---- */

static void strings_start(XlsxParse *parse, const char *name, const XML_Char **pairs UNUSED)
{
    xlsx_text_start(parse->ctx, name);
}

static void strings_end(XlsxParse *parse, const char *name)
{
    XlsxText *text = parse->ctx;
    XlsxBook *book = parse->book;
    xlsx_text_end(text, name);
    if (strcmp(name, "si") != 0)
        return;
    if (book->n_strings == STRINGS_COUNT_MAX) {
        xlsx_refuse(parse, _("it has more than %d texts"), STRINGS_COUNT_MAX);
        return;
    }
    if (book->n_strings == book->strings_room) {
        book->strings_room = book->strings_room ? 2 * book->strings_room : 256;
        book->string_at =
            xreallocarray(book->string_at, book->strings_room, sizeof(*book->string_at));
    }
    xlsx_unescape(&text->text);
    book->string_at[book->n_strings++] = book->strings.len;
    buf_add_bytes(&book->strings, text->text.data, text->text.len + 1);
    buf_clear(&text->text);
}

static void strings_text(XlsxParse *parse, const char *bytes, size_t n)
{
    xlsx_text_add(parse, parse->ctx, bytes, n);
}

bool xlsx_read_strings(XlsxBook *book, Err *err)
{
    static const XlsxHandlers handlers = {strings_start, strings_end, strings_text};
    XlsxText text = {.text = BUF_INIT};
    XlsxParse parse = {.book = book, .handlers = &handlers, .ctx = &text};
    bool done =
        !book->strings_part || xlsx_parse(&parse, book->strings_part, XLSX_STRINGS_MAX, err);
    buf_free(&text.text);
    if (!done) {
        book->n_strings = 0;
        buf_clear(&book->strings);
    }
    return done;
}
