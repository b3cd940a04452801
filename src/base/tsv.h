/* Knowledge in tables of thousands of rows, where an INI file would be too slow and too long:
 * UTF-8 text, a row a line, a tab between two cells. Lines that begin with # and empty lines
 * are skipped; the first other line names the columns (small ASCII letters, digits and _,
 * perhaps [zh_CN] after them). Cells hold no quotes to be undone and no tabs. A row may end
 * early, then the rest of it is empty; a column named twice, a row with too many cells, a
 * control character, bad UTF-8, a BOM: each is an error naming file and line.
 *
 * A Tsv owns a copy of its text; the cells point into it. */
#ifndef ANJUAN_BASE_TSV_H
#define ANJUAN_BASE_TSV_H

#include <stddef.h>

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"

enum { TSV_MAX_BYTES = 1 << 20, TSV_MAX_COLUMNS = 16 };

typedef struct Tsv Tsv;

bool tsv_load_text(const char *name, const char *text, size_t len, Tsv **out, Err *err);
void tsv_free(Tsv *tsv);

size_t tsv_rows(const Tsv *tsv);
size_t tsv_columns(const Tsv *tsv);
const char *tsv_column_name(const Tsv *tsv, size_t column);
/* False when there is none. */
bool tsv_column(const Tsv *tsv, const char *name, size_t *column);

/* NULL for an empty cell. */
const char *tsv_cell(const Tsv *tsv, size_t row, size_t column);

/* "file:line: column" for messages; column may be NULL. */
void tsv_place(const Tsv *tsv, size_t row, const char *column, Buf *out);

#endif
