/* Reads xlsx files, streaming and bounded: to find again what was written, and to take in what
 * others made, a platform's reply or its empty form.
 *
 * The file is hostile. What it packs, unpacks to, nests, and how long its texts are is limited,
 * and an error names the part, or the sheet and the row, where it stopped. Nothing in it is
 * ever worked out: of a formula the value counts that stood there when the file was written.
 *
 * Sheets come in the order in which the workbook shows them. A sheet that is a chart has no
 * cells and is left out. Texts belong to the book, or hold until the sink returns. */
#ifndef ANJUAN_EXCHANGE_XLSX_READ_H
#define ANJUAN_EXCHANGE_XLSX_READ_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "exchange/sheet_sum.h"

typedef struct XlsxBook XlsxBook;

bool xlsx_open(const char *path, XlsxBook **out, Err *err);
void xlsx_close(XlsxBook *book);
size_t xlsx_sheets(const XlsxBook *book);
const char *xlsx_sheet_name(const XlsxBook *book, size_t i);
bool xlsx_sheet_hidden(const XlsxBook *book, size_t i);

/* XLSX_NUMBER: the number as the file has it; day tells what its style shows it as, where that
 * is a day, a time or both. XLSX_YESNO: TRUE or FALSE. XLSX_ERROR: #N/A and its like; empty for
 * a formula whose value the file does not hold. */
enum { XLSX_ZEROS_MAX = 40 };
enum { XLSX_TEXT = 's', XLSX_NUMBER = 'n', XLSX_YESNO = 'b', XLSX_ERROR = 'e' };

typedef struct XlsxCell {
    size_t row, column; /* from 0 */
    char type;
    bool formula, hidden; /* hidden: its row or its column is */
    const char *text;
    int zeros;       /* of a number: its style fills it up to so many digits with zeros; or 0 */
    const char *day; /* 2026-11-21, 2026-11-21 09:30:00 or 09:30:00; NULL: no date */
} XlsxCell;

/* The cells that one cell covers: all but the first, which has the value, count as empty. */
typedef struct XlsxMerge {
    size_t row, column, last_row, last_column;
} XlsxMerge;

typedef struct XlsxSink {
    bool (*cell)(void *ctx, const XlsxCell *cell);    /* in order; false: enough */
    bool (*merge)(void *ctx, const XlsxMerge *merge); /* after the last cell; NULL: not told */
    void *ctx;
} XlsxSink;

/* Each cell of sheet i that has a value. */
bool xlsx_read(XlsxBook *book, size_t i, bool (*cell)(void *ctx, const XlsxCell *cell),
               void *ctx, Err *err);
bool xlsx_read_sheet(XlsxBook *book, size_t i, const XlsxSink *sink, Err *err);

/* Whether the file that was just written is whole: every part of it is there, unpacks to what
 * its checksum says and is well-formed, and each sheet, in order, holds what was summed up when
 * it was written. Error otherwise, which says that the disk may be full. */
bool xlsx_check(const char *path, const SheetSum *const *sums, size_t n, Err *err);

#endif
