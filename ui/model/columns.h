/* The columns of a table and the widths they get: every column its least, then its heading
 * where there is room, then what it wants by priority, then a share of the rest; a column that
 * wants no more than its least (a day, a state) takes no share. Pure. */
#ifndef ANJUAN_UI_MODEL_COLUMNS_H
#define ANJUAN_UI_MODEL_COLUMNS_H

#include "base/text/text.h"

typedef struct TableColumn {
    const char *title; /* translated */
    int least, want;
    int priority; /* 0 first; columns that do not fit at their least vanish, last priority first
                   */
    TextAlign align;
} TableColumn;

enum { TABLE_COLUMNS = 24 };

/* Exact widths for total columns; 0: hidden. One blank between columns is accounted for. */
void table_widths(const TableColumn *columns, int n, int total, int *widths);

#endif
