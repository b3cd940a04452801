/* A workbook while it is being written: the library's handles, the formats and where each sheet
 * stands. In constant-memory mode a sheet's rows can only be written in order, so all sheets
 * are open at once and each case is written to all of them before the next.
 *
 * The modules around it: workbook.c (from the first case to the finished file), book_file.h
 * (the file itself), book_sheet.c (heads, lines, dictionary), book_cell.c (values and cells),
 * book_look.c (how it all looks), book_whole.c (texts that are longer than a row), book_check.c
 * (what an entry may be), book_foot.c (sums), book_csv.c (the other kind of file), book_tell.c
 * (what would stand in it). Only they see this header, and papers.c, whose texts are escaped in
 * the same way. */
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
    BOOK_FORMATS_PLAIN,                /* those of LOOK_PLAIN */
    FORMAT_GROUP = BOOK_FORMATS_PLAIN, /* over the names of several columns */
    FORMAT_EXAMPLE,
    FORMAT_TOTAL, /* of the last row: its label, and where it has no sum */
    FORMAT_TOTAL_MONEY,
    FORMAT_TOTAL_COUNT,
    FORMAT_BELOW_TEXT, /* of a column, for what is entered below the last row: no grid */
    FORMAT_BELOW_MONEY,
    FORMAT_BELOW_DATE,
    FORMAT_BELOW_COUNT,
    BOOK_FORMATS_GRID,              /* those of LOOK_GRID */
    FORMAT_CUT = BOOK_FORMATS_GRID, /* a text of which print shows the beginning */
    BOOK_FORMATS
} BookFormat;

typedef struct BookColumn {
    int longest; /* columns of the longest line in it, up to its cap */
    int cap;
} BookColumn;

typedef struct BookSheet {
    const TemplateSheet *template;
    lxw_worksheet *sheet;
    lxw_row_t next;      /* the row to be written */
    lxw_row_t names;     /* the row of the columns' names, once it is written */
    lxw_row_t data_from; /* the first row of cases */
    SheetSum sum;        /* of its cells, to be found again in the file */
    size_t data;         /* rows of cases */
    bool filled;         /* the row next has a cell */
    bool cut;            /* some row is too low for its text */
    int height;          /* of the row next in points; 0: as usual */
    BookColumn *columns; /* of LOOK_GRID; NULL before book_look_begin */
    int64_t *sums;       /* by column: of money, and where the template adds it up */
    size_t n_columns;
    GuardQuery *query;
} BookSheet;

typedef CaseItem BookCase;

typedef struct Csv Csv;

typedef struct Book {
    const Knowledge *knowledge;
    const Template *template;
    const WorkbookFacts *facts;
    const CaseSource *source;
    BookFile file;
    const char *folder; /* of its temporary files */
    lxw_format *formats[BOOK_FORMATS];
    BookSheet *sheets; /* as many as the template has */
    Facts *staged;     /* NULL when no column is computed */
    TemplateSheet whole_template;
    BookSheet whole; /* the last one, of texts that are cut in print; begun by the first */
    Buf row;         /* how the row that is written is called: its fixed columns */
    Csv *csv;        /* of a CSV file, which has neither file nor formats; else NULL */
    Buf scratch;     /* of the value being written */
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
/* Over columns from the one given on. */
bool book_span_text(Book *book, BookSheet *sheet, size_t from, size_t columns,
                    BookFormat format, const char *text, Err *err);

/* A cell with nothing in it but its format. */
bool book_blank(Book *book, BookSheet *sheet, size_t column, BookFormat format, Err *err);

bool book_number(Book *book, BookSheet *sheet, size_t column, BookFormat format, double number,
                 Err *err);

/* To the next row; full sheet: error. */
bool book_row_end(Book *book, BookSheet *sheet, Err *err);

/* Whether the sheet shows this row of the case; the expressions of the sheet have been run. */
bool book_row_shown(BookSheet *sheet, const BookCase *item, size_t row, bool *shown, Err *err);

/* What a column shows of it, as text where that is its type. */
bool book_value(Book *book, BookSheet *sheet, const TemplateColumn *column,
                const BookCase *item, size_t row, BookValue *out, Err *err);

/* As a text: money with two decimals, nothing for an empty value. In place of what out has. */
void book_show(const TemplateColumn *column, const BookValue *value, Buf *out);

/* Adds the value to the sum of its column; too large: error. */
bool book_add_up(BookSheet *sheet, size_t at, const BookValue *value, Err *err);

/* Instant as day and clock time in the zone of the template; in scratch. */
const char *book_local_time(Book *book, const char *instant);

/* The row of a sheet for one row of a case, 0 on a sheet of cases. */
bool book_case_row(Book *book, BookSheet *sheet, const BookCase *item, size_t row, Err *err);

BookFormat book_format_of(CellType type);

/* False and an error unless the library says that all is well. */
bool book_check(const BookSheet *sheet, lxw_error status, Err *err);

/* In the file format _x0041_ means the letter A; a text that looks so is given with its first
 * sign escaped, in scratch. */
const char *book_escaped(Buf *scratch, const char *text);

/* ---- workbook.c ---- */

/* What the expressions of the template read; and the case put there before its rows. */
bool book_facts_open(Book *book, Err *err);
void book_facts_close(Book *book);
bool book_stage(Book *book, const BookCase *item, Err *err);

/* ---- book_sheet.c ---- */

/* Everything above the first case, on every sheet; the sheets of text and codes whole. */
bool book_heads(Book *book, Err *err);

/* Of look 2: the title with a star where it is required and the template has stars. */
void book_column_name(const Book *book, const TemplateColumn *column, Buf *out);

/* A row of text over so many columns; with the stamp of practice where that is due. */
bool book_note(Book *book, BookSheet *sheet, const char *note, size_t columns, bool stamp,
               Err *err);

/* ---- book_whole.c ---- */

/* A text that its row cannot show whole: in its cell as always, marked, and where the template
 * has a sheet for such texts there too. */
bool book_whole_text(Book *book, BookSheet *sheet, size_t column, const char *text, Err *err);

/* ---- book_look.c ---- */

static inline bool book_is_grid(const Book *book)
{
    return book->template->look >= LOOK_GRID;
}

void book_look_formats(Book *book);

/* The sheet has so many columns; nothing is known of them yet. */
void book_look_begin(BookSheet *sheet, size_t columns);

/* Takes a text into account for the width of its column and the height of its row. */
void book_look_text(BookSheet *sheet, size_t column, BookFormat format, const char *text);
void book_look_wide(BookSheet *sheet, size_t from, size_t columns, const char *text);

/* Of look 3: whether no row is high enough for the text in this column. */
bool book_look_cuts(const Book *book, const BookSheet *sheet, size_t column, const char *text);

/* How many bytes of it stand in its first lines in a column of this width. */
size_t book_look_lines(const char *text, int column_width, int lines);

/* The height of the row that ends. */
bool book_look_row(BookSheet *sheet, Err *err);

/* Widths, and the page that it is printed on. */
bool book_look_end(Book *book, BookSheet *sheet, Err *err);

/* ---- book_check.c ---- */

/* What may be entered below the names: choices, and of look 2 numbers, days and lengths; up to
 * the last row given. */
bool book_checks(Book *book, BookSheet *sheet, lxw_row_t last, Err *err);

/* ---- book_foot.c ---- */

/* Of look 2, below the cases: sums, and on the sheet of the batch what each sheet holds. */
bool book_foot(Book *book, BookSheet *sheet, Err *err);

/* ---- book_csv.c ---- */

/* begin, a row for each that the sheet shows, end; free in any case. */
bool book_csv_begin(Book *book, const char *path, Err *err);
BookSheet *book_csv_sheet(Book *book);
bool book_csv_row(Book *book, BookSheet *sheet, const BookCase *item, size_t row, Err *err);
bool book_csv_end(Book *book, WorkbookResult *out, Err *err);
void book_csv_free(Book *book);

#endif
