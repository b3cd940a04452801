/* A table of rows drawn into a frame: heading, rows from a callback, marker > on the selected
 * row. */
#ifndef ANJUAN_UI_WIDGET_TABLE_H
#define ANJUAN_UI_WIDGET_TABLE_H

#include "ui/model/columns.h"
#include "ui/model/frame.h"
#include "ui/model/list.h"

typedef struct TableCell {
    const char *text; /* NULL: empty */
    Style style;
} TableCell;

typedef struct Table {
    const TableColumn *columns;
    int n;
    /* Fills the cells of a row; false: the row is not there. Texts live until the next call. */
    bool (*row)(void *ctx, int64_t row, TableCell *cells);
    void *ctx;
    bool heading;
    int focus; /* the cell of the selected row that is typed into, from 1; 0: the row is whole
                */
} Table;

/* Draws into rect, sets list->rows, puts the frame's cursor on the selected row's marker. */
void table_draw(const Table *table, ListView *list, Frame *frame, Rect rect);

#endif
