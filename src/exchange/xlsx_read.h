/* Reads the sheets of an xlsx file, streaming, bounded: to find again what was written, and
 * later to take in a platform's reply. Hostile input: sizes, counts and nesting are limited. */
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

typedef struct XlsxCell {
    size_t row, column; /* from 0 */
    char type;          /* 's' text, 'n' number */
    const char *text;   /* the text, or the number as written */
} XlsxCell;

/* Calls sink for each cell of sheet i that has a value, in order; sink returning false stops.
 */
bool xlsx_read(XlsxBook *book, size_t i, bool (*sink)(void *ctx, const XlsxCell *cell),
               void *ctx, Err *err);

/* Whether the file that was just written is whole: every part of it is there, unpacks to what
 * its checksum says and is well-formed, and each sheet, in order, holds what was summed up when
 * it was written. Error otherwise, which says that the disk may be full. */
bool xlsx_check(const char *path, const SheetSum *const *sums, size_t n, Err *err);

#endif
