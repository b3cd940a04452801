/* What others send as a table, whether it is a workbook or a text with separators: sheets of
 * rows of texts, each with its place. What a number, a day or a formula comes to is a text here
 * too; of merged cells the first has the value, and the others have none.
 *
 * A workbook is known by its bytes, whatever its name; everything else is read as CSV: UTF-8,
 * UTF-16 with its mark, or GB18030; the separator is the comma, the semicolon or the tab, by
 * which the first line has most of. Texts are as the file has them, so they are hostile still.
 *
 * Who reads a table frees it; rows and texts belong to it. It never holds more than TABLE_ROWS
 * rows with something in them; what is larger is refused with words. */
#ifndef ANJUAN_EXCHANGE_TABLE_H
#define ANJUAN_EXCHANGE_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

enum { TABLE_ROWS = 100000 };

typedef struct TableCell {
    size_t column; /* from 0 */
    const char *text;
    bool error;   /* #N/A, or a formula whose value the file does not hold */
    bool formula; /* the text is what it came to when the file was written */
    bool rounded; /* a number of so many digits that a workbook has lost the last ones */
} TableCell;

typedef struct TableRow {
    size_t number;          /* from 1, as a spreadsheet program counts */
    bool hidden;            /* it, or one of its cells */
    const TableCell *cells; /* those that are not empty, by column */
    size_t n;
} TableRow;

typedef struct TableSheet {
    const char *name; /* NULL: the text of a CSV file has none */
    bool hidden;
    TableRow *rows; /* those that are not empty */
    size_t n;
} TableSheet;

typedef struct Table Table;

/* Whether a spreadsheet program would run the text of a cell: it begins with a sign of formulas
 * and is no plain number. What we write of it begins with ' more, and so do texts that begin so
 * themselves; the CSV we read loses one again. */
bool table_is_formula(const char *text);

bool table_read(const char *path, Table **out, Err *err);
void table_free(Table *table);

size_t table_sheets(const Table *table);
const TableSheet *table_sheet(const Table *table, size_t i);

/* NULL when it is empty. */
const TableCell *table_cell(const TableRow *row, size_t column);

/* "D", "AA": as a spreadsheet program calls it. */
void table_letters(size_t column, Buf *out);

/* "sheet 结果, D7", or "row 7, column D" of a text. */
void table_where(const TableSheet *sheet, const TableRow *row, size_t column, Buf *out);

#endif
