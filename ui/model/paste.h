/* What was pasted, read as a table the way spreadsheets put one on the clipboard: rows by
 * newline, cells by tab, quotes around a cell that holds either. Bounded; what it gives lives
 * in the caller's arena. Knows no fields. Pure. */
#ifndef ANJUAN_UI_MODEL_PASTE_H
#define ANJUAN_UI_MODEL_PASTE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

enum { PASTE_ROWS = 500, PASTE_CELLS = 64 };

typedef struct PasteRow {
    size_t line; /* its place in what was pasted, from 1 */
    size_t n;    /* cells up to the last that is not empty */
    const char **cells;
} PasteRow;

typedef struct PasteTable {
    PasteRow *rows; /* without the empty ones */
    size_t n;
} PasteTable;

/* False when there is more than a grid takes; err says how much that is. */
bool paste_read(const char *text, size_t len, Arena *arena, PasteTable *out, Err *err);

/* What was pasted as the text of one field: a newline at its end, which came with the copying
 * of a cell or a line, goes, and so do the quotes around a single cell. */
void paste_plain(const char *text, size_t len, Buf *out);

#endif
