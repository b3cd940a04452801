/* What the files of the xlsx reader share: the book, and one run over one part of it. Only they
 * include this. */
#ifndef ANJUAN_EXCHANGE_XLSX_INNER_H
#define ANJUAN_EXCHANGE_XLSX_INNER_H

#include <expat.h>
#include <stdint.h>
#include <zip.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/buf.h"
#include "exchange/xlsx_read.h"

enum {
    XLSX_SHEETS_MAX = 255,
    XLSX_DEPTH_MAX = 64,
    XLSX_TEXT_MAX = 4 * 32767, /* bytes of one cell */
    XLSX_ROWS_MAX = 1048576,
    XLSX_COLUMNS_MAX = 16384,
    XLSX_SMALL_MAX = 4 << 20,     /* bytes of a part that lists others */
    XLSX_STRINGS_MAX = 128 << 20, /* bytes of the shared texts or of the styles, unpacked */
};
#define XLSX_SHEET_MAX (INT64_C(512) << 20) /* one sheet, unpacked */
#define XLSX_OWN_MAX   (INT64_C(8) << 30)   /* one that was just written here */

typedef struct XlsxSheet {
    const char *name, *relation;
    const char *part; /* xl/worksheets/sheet1.xml */
    bool hidden, worksheet;
} XlsxSheet;

struct XlsxBook {
    char *path;
    zip_t *zip;
    Arena *arena;
    const char *part, *strings_part, *styles_part; /* NULL: it has none of these */
    XlsxSheet sheets[XLSX_SHEETS_MAX];
    size_t n_sheets;
    const char **ids; /* of the list of parts that is read */
    size_t n_ids, ids_room;
    Buf strings; /* the shared texts, each with its NUL; read when the first sheet is */
    size_t *string_at, n_strings, strings_room;
    bool *is_day;         /* of each style of a cell */
    unsigned char *zeros; /* as well: how many digits it fills up with zeros */
    size_t n_styles;
    bool ready;    /* texts and styles were read */
    bool from1904; /* its days are counted from 1904 */
    bool strict;   /* our own file: what it says of itself must be so */
};

/* ---- xlsx_part.c: a part of the file, in pieces ---- */

typedef struct XlsxParse XlsxParse;

/* Names come without their prefix, and only those of the namespace that the part's first
 * element is in: what others add for themselves has others. */
typedef struct XlsxHandlers {
    void (*start)(XlsxParse *parse, const char *name, const XML_Char **pairs);
    void (*end)(XlsxParse *parse, const char *name); /* this and the next may be NULL */
    void (*text)(XlsxParse *parse, const char *bytes, size_t n);
} XlsxHandlers;

struct XlsxParse {
    XlsxBook *book;
    const XlsxHandlers *handlers;
    void *ctx;         /* of the handlers */
    const char *sheet; /* whose cells they are; NULL: of none */
    size_t row;        /* the last one, from 1 */
    XML_Parser parser; /* from here on for xlsx_part.c alone */
    const char *part;
    char *space; /* the namespace with its |, "" without one */
    int depth;
    bool stop, refused;
    Err why;
    /* In a file of our own: how many children each open element has and, from 1, says it has.
     */
    size_t children[XLSX_DEPTH_MAX + 1], declared[XLSX_DEPTH_MAX + 1];
};

/* Runs over a part of at most max bytes, until its end or until a handler stops it. */
bool xlsx_parse(XlsxParse *parse, const char *part, int64_t max, Err *err);
void xlsx_stop(XlsxParse *parse); /* enough was seen */
/* What is wrong here, for the person. */
void xlsx_refuse(XlsxParse *parse, const char *fmt, ...) PRINTF_LIKE(2, 3);

bool xlsx_has_part(const XlsxBook *book, const char *part);
bool xlsx_damaged(const XlsxBook *book, Err *err);

/* NULL when there is none. The second: one of a namespace, whatever its prefix. */
const char *xlsx_attribute(const XML_Char **pairs, const char *name);
const char *xlsx_relation(const XML_Char **pairs);
bool xlsx_attribute_true(const XML_Char **pairs, const char *name);

/* ---- xlsx_text.c: texts of cells ---- */

/* Text of <t> elements, without the reading aids of <rPh>. */
typedef struct XlsxText {
    bool in_text, in_phonetic;
    Buf text;
} XlsxText;

void xlsx_text_start(XlsxText *text, const char *name);
void xlsx_text_end(XlsxText *text, const char *name);
void xlsx_text_add(XlsxParse *parse, XlsxText *text, const char *bytes, size_t n);
void xlsx_unescape(Buf *text); /* _x0041_ stands for the letter A */
bool xlsx_read_strings(XlsxBook *book, Err *err);

/* ---- xlsx_style.c: which numbers are days ---- */

bool xlsx_read_styles(XlsxBook *book, Err *err);
/* False when the number is out of what the calendar of the file can say. */
bool xlsx_day(double number, bool from1904, char *out, size_t room);
enum { XLSX_DAY_TEXT = 24 };

#endif
