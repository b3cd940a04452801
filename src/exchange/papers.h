/* Papers to print and sign, from texts that are filled in (rules/judge/paper.h): as plain text
 * and as a workbook, one sheet a paper, set up for A4. Both show the same lines, broken at 72
 * columns.
 *
 * The same papers give the same bytes: the workbook's time of creation is the day given. The
 * workbook gets its name only when it was read back whole. */
#ifndef ANJUAN_EXCHANGE_PAPERS_H
#define ANJUAN_EXCHANGE_PAPERS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/day.h"
#include "base/err.h"
#include "rules/judge/paper.h"

enum { PAPER_COLS = 72 };

/* The text of the first paragraph of that style; "" where there is none. */
const char *paper_style_text(const Paper *paper, PaperStyle style);

/* stamp: stands above the title where the case is invented; NULL: none. */
void paper_text(const Paper *paper, const char *stamp, Buf *out);

typedef struct PaperBook {
    const Paper *papers;
    size_t n;
    const char *stamp;
    const char *footer; /* at the left of each page: the case */
    const char *organisation;
    Day on;
} PaperBook;

/* Replaces what is at path. */
bool paper_book(const PaperBook *book, const char *path, Err *err);

#endif
