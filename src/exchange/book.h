/* A workbook while it is being written: the library's handles, the formats and where each sheet
 * stands. In constant-memory mode a sheet's rows can only be written in order, so all sheets
 * are open at once and each case is written to all of them before the next.
 *
 * The modules around it: workbook.c (from the first case to the finished file), book_file.h
 * (the file itself), book_sheet.c (heads, lines, dictionary), book_cell.c (values and cells).
 * Only they see this header, and papers.c, whose texts are escaped in the same way. */
#ifndef ANJUAN_EXCHANGE_BOOK_H
#define ANJUAN_EXCHANGE_BOOK_H

#include <xlsxwriter.h>

#include "base/buf.h"
#include "exchange/book_file.h"
#include "exchange/template_inner.h"
#include "exchange/workbook.h"
#include "rules/staging/facts.h"

typedef enum BookFormat {
    FORMAT_STAMP,
    FORMAT_NOTE,
    FORMAT_HINT,
    FORMAT_HEAD,
    FORMAT_HEAD_REQUIRED,
    FORMAT_PLAIN, /* text that may break into lines: the help sheet */
    FORMAT_TEXT,
    FORMAT_MONEY,
    FORMAT_DATE,
    FORMAT_COUNT,
    BOOK_FORMATS
} BookFormat;

typedef struct BookSheet {
    const TemplateSheet *template;
    lxw_worksheet *sheet;
    lxw_row_t next; /* the row to be written */
    SheetSum sum;   /* of its cells, to be found again in the file */
    size_t data;    /* rows of cases */
    bool filled;    /* the row next has a cell */
    GuardQuery *query;
} BookSheet;

typedef struct BookCase {
    const CaseFile *file;
    const char *no, *approved_by, *approved_at;
} BookCase;

typedef struct Book {
    const Knowledge *knowledge;
    const Template *template;
    const WorkbookFacts *facts;
    const CaseSource *source;
    BookFile file;
    lxw_format *formats[BOOK_FORMATS];
    BookSheet *sheets; /* as many as the template has */
    Facts *staged;     /* NULL when no column is computed */
    Buf scratch;       /* of the value being written */
} Book;

/* What a cell shows: number for money and counts, text for the rest, nothing when empty. */
typedef struct BookValue {
    const char *text; /* until the next value */
    int64_t number;
    bool empty;
} BookValue;

/* ---- book_cell.c ---- */

/* Writes into the row next; NULL or "" leaves the cell empty. */
bool book_text(Book *book, BookSheet *sheet, size_t column, BookFormat format, const char *text,
               Err *err);

/* The same over the first columns of the row, which become one cell. */
bool book_wide_text(Book *book, BookSheet *sheet, size_t columns, BookFormat format,
                    const char *text, Err *err);
/* To the next row; full sheet: error. */
bool book_row_end(Book *book, BookSheet *sheet, Err *err);

/* The row of a sheet for one row of a case, 0 on a sheet of cases. */
bool book_case_row(Book *book, BookSheet *sheet, const BookCase *item, size_t row, Err *err);

BookFormat book_format_of(CellType type);

/* False and an error unless the library says that all is well. */
bool book_check(const BookSheet *sheet, lxw_error status, Err *err);

/* In the file format _x0041_ means the letter A; a text that looks so is given with its first
 * sign escaped, in scratch. */
const char *book_escaped(Buf *scratch, const char *text);

/* ---- book_sheet.c ---- */

/* Everything above the first case, on every sheet; the sheets of text and codes whole. */
bool book_heads(Book *book, Err *err);

#endif
