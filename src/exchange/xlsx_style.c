/* A day in a workbook is a number, and only the style of its cell tells: by the number of its
 * format, or by what the format is made of. So are the zeros before 000123. */
#include "config.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "exchange/xlsx_inner.h"

enum { STYLES_MAX = 65536, SECONDS_OF_DAY = 86400 };

typedef struct Format { /* a custom one that shows days or zeros */
    unsigned long id;
    size_t zeros; /* 0: it shows days */
} Format;

typedef struct Style {
    bool in_cells; /* the styles that cells name, not those that these are made from */
    Format *formats;
    size_t n_formats;
} Style;

/* The formats that every program knows by number. 27 to 36 and 50 to 58 are those of Chinese,
 * Japanese and Korean editions, 71 to 81 of Thai ones; 46 is a span of hours, no time of a
 * day. */
static bool is_day_number(unsigned long id)
{
    return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || id == 45 || id == 47 ||
           (id >= 50 && id <= 58) || (id >= 71 && id <= 81);
}

/* One part of a format code that is no sign of its own: a text in quotes, what stands behind a
 * backslash, a width or a fill, something in brackets. Returns its bytes, 0 for none. */
static size_t skip_literal(const char *at)
{
    size_t len = 0;
    if (*at == '"')
        len = strcspn(at + 1, "\"") + 2;
    else if (*at == '[')
        len = strcspn(at, "]") + 1;
    else if (*at == '\\' || *at == '_' || *at == '*')
        len = 2;
    size_t left = strlen(at);
    return len < left ? len : left;
}

/* Of the first of its sections, which is that of positive numbers. [h] and its like count
 * hours beyond a day: a span, which stays a number. */
static bool is_day_code(const char *code)
{
    bool day = false;
    for (const char *at = code; *at && *at != ';';) {
        size_t skip = skip_literal(at);
        if (*at == '[' && strchr("hHmMsS", at[1]) && at[1] && strcspn(at, "]") <= 3)
            return false;
        if (!skip && strncmp(at, "General", 7) == 0)
            skip = 7;
        day = day || (!skip && strchr("yYmMdDhHsS", *at));
        at += skip ? skip : 1;
    }
    return day;
}

/* 000000 shows 123 as 000123; what else a format is made of is no part of the number. */
static size_t zeros_of(const char *code)
{
    size_t n = strspn(code, "0");
    return n > 1 && n <= XLSX_ZEROS_MAX && (!code[n] || code[n] == ';' || code[n] == '_') ? n
                                                                                          : 0;
}

static void add_style(XlsxParse *parse, const Style *style, const XML_Char **pairs)
{
    XlsxBook *book = parse->book;
    const char *text = xlsx_attribute(pairs, "numFmtId");
    unsigned long id = text ? strtoul(text, NULL, 10) : 0;
    bool day = is_day_number(id);
    size_t zeros = 0;
    if (book->n_styles == STYLES_MAX) {
        xlsx_refuse(parse, _("it has more than %d styles"), STYLES_MAX);
        return;
    }
    for (size_t i = 0; !day && i < style->n_formats; i++) {
        day = style->formats[i].id == id && !style->formats[i].zeros;
        if (style->formats[i].id == id)
            zeros = style->formats[i].zeros;
    }
    if ((book->n_styles & (book->n_styles - 1)) == 0) {
        size_t room = book->n_styles ? 2 * book->n_styles : 1;
        book->is_day = xreallocarray(book->is_day, room, sizeof(*book->is_day));
        book->zeros = xreallocarray(book->zeros, room, sizeof(*book->zeros));
    }
    book->zeros[book->n_styles] = (unsigned char)zeros;
    book->is_day[book->n_styles++] = day;
}

static void add_format(XlsxParse *parse, Style *style, const XML_Char **pairs)
{
    const char *id = xlsx_attribute(pairs, "numFmtId"),
               *code = xlsx_attribute(pairs, "formatCode");
    size_t zeros = code ? zeros_of(code) : 0;
    if (!id || !code || (!zeros && !is_day_code(code)))
        return;
    if (style->n_formats == STYLES_MAX) {
        xlsx_refuse(parse, _("it has more than %d styles"), STYLES_MAX);
        return;
    }
    style->formats =
        xreallocarray(style->formats, style->n_formats + 1, sizeof(*style->formats));
    style->formats[style->n_formats++] = (Format){strtoul(id, NULL, 10), zeros};
}

static void styles_start(XlsxParse *parse, const char *name, const XML_Char **pairs)
{
    Style *style = parse->ctx;
    if (strcmp(name, "cellXfs") == 0)
        style->in_cells = true;
    else if (strcmp(name, "numFmt") == 0)
        add_format(parse, style, pairs);
    else if (style->in_cells && strcmp(name, "xf") == 0)
        add_style(parse, style, pairs);
}

static void styles_end(XlsxParse *parse, const char *name)
{
    Style *style = parse->ctx;
    if (strcmp(name, "cellXfs") == 0)
        style->in_cells = false;
}

bool xlsx_read_styles(XlsxBook *book, Err *err)
{
    static const XlsxHandlers handlers = {styles_start, styles_end, NULL};
    Style style = {0};
    XlsxParse parse = {.book = book, .handlers = &handlers, .ctx = &style};
    bool done =
        !book->styles_part || xlsx_parse(&parse, book->styles_part, XLSX_STRINGS_MAX, err);
    free(style.formats);
    if (!done)
        book->n_styles = 0;
    return done;
}

/* ---- the number of a day ---- */

/* Day 60 of the older count is 29 February 1900, which never was: before it the count is one
 * behind. */
static bool civil_day(int whole, bool from1904, Day *day)
{
    if (from1904)
        *day = day_add((Day){1904, 1, 1}, whole);
    else if (whole == 60)
        return false;
    else
        *day = day_add((Day){1899, 12, whole < 60 ? 31 : 30}, whole);
    return day_valid(*day);
}

bool xlsx_day(double number, bool from1904, char *out, size_t room)
{
    static const double most = 200000; /* the year 2447: past all days that are valid */
    Day day;
    char date[DAY_TEXT];
    if (!(number >= 0 && number < most))
        return false;
    int whole = (int)number;
    int seconds = (int)floor((number - whole) * SECONDS_OF_DAY + 0.5);
    whole += seconds / SECONDS_OF_DAY;
    seconds %= SECONDS_OF_DAY;
    if (whole == 0 && !from1904) {
        snprintf(out, room, "%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
        return true;
    }
    if (!civil_day(whole, from1904, &day))
        return false;
    day_format(day, date);
    if (seconds)
        snprintf(out, room, "%s %02d:%02d:%02d", date, seconds / 3600, seconds / 60 % 60,
                 seconds % 60);
    else
        snprintf(out, room, "%s", date);
    return true;
}
