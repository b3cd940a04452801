/* What the cells of a sheet come to: how many rows and cells, and a digest of where each stands
 * and what it holds. The writer sums up what it hands to the library, the reader what it finds
 * in the finished file; a file whose sums differ has lost something, whatever the library said
 * of it.
 *
 * Cells are given row by row and in the order of their columns. Whoever begins a sum frees it.
 */
#ifndef ANJUAN_EXCHANGE_SHEET_SUM_H
#define ANJUAN_EXCHANGE_SHEET_SUM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "store/digest.h"

typedef struct SheetSum {
    const char *title; /* of the sheet; the caller's */
    size_t rows, cells;
    size_t last_row; /* from 1 */
    Digest *running; /* NULL once ended */
    Buf waiting;     /* bytes for the digest, which likes them in larger pieces */
    unsigned char digest[DIGEST_BYTES];
} SheetSum;

void sheet_sum_begin(SheetSum *sum, const char *title);
void sheet_sum_text(SheetSum *sum, size_t row, size_t column, const char *text);
/* Hundredths are what counts: no cell of ours has smaller parts. */
void sheet_sum_number(SheetSum *sum, size_t row, size_t column, double number);
void sheet_sum_end(SheetSum *sum);  /* may be repeated */
void sheet_sum_free(SheetSum *sum); /* also of one that was never begun */

bool sheet_sum_equal(const SheetSum *a, const SheetSum *b); /* both ended */

#endif
