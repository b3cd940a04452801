/* Widths by ui/model/columns.h, rows as the caller fills them. */
#include "config.h"

#include "ui/widget/table.h"

#include <string.h>

/* Columns of the marker before the first cell: a blank, >, a blank. */
enum { MARKER = 3 };

static void rect_widths(const Table *table, Rect rect, int *widths)
{
    table_widths(table->columns, table->n, rect.cols - MARKER - 1, widths);
}

static void draw_heading(const Table *table, const int *widths, Frame *frame, Rect rect)
{
    int col = rect.col + MARKER;

    for (int i = 0; i < table->n; i++) {
        if (!widths[i])
            continue;
        frame_fit(frame, rect.row, col, widths[i], ST_LABEL, table->columns[i].title,
                  table->columns[i].align);
        col += widths[i] + 1;
    }
}

static void draw_row(const Table *table, const int *widths, Frame *frame, Rect rect, int row,
                     const TableCell *cells, bool selected)
{
    int col = rect.col + MARKER;

    for (int i = 0; i < table->n; i++) {
        if (!widths[i])
            continue;
        frame_fit(frame, row, col, widths[i], cells[i].style, cells[i].text,
                  table->columns[i].align);
        col += widths[i] + 1;
    }
    if (!selected)
        return;
    frame_put(frame, row, rect.col + 1, 1, ST_SELECTED, ">");
    frame_cursor(frame, row, rect.col + 1);
    if (!table->focus || !widths[table->focus - 1]) {
        frame_style(frame, row, rect.col, rect.cols, ST_SELECTED);
        return;
    }
    col = rect.col + MARKER;
    for (int i = 0; i < table->focus - 1; i++)
        col += widths[i] ? widths[i] + 1 : 0;
    frame_style(frame, row, col, widths[table->focus - 1], ST_FOCUS);
    frame_cursor(frame, row, col);
}

void table_draw(const Table *table, ListView *list, Frame *frame, Rect rect)
{
    int widths[TABLE_COLUMNS];

    rect_widths(table, rect, widths);
    if (table->heading && rect.rows > 1) {
        draw_heading(table, widths, frame, rect);
        rect.row++;
        rect.rows--;
    }
    list_set_rows(list, rect.rows);
    frame_cursor(frame, rect.row, rect.col + 1);
    for (int i = 0; i < rect.rows && list->first + i < list->count; i++) {
        TableCell cells[TABLE_COLUMNS];
        memset(cells, 0, sizeof cells);
        int64_t at = list->first + i;
        if (table->row(table->ctx, at, cells))
            draw_row(table, widths, frame, rect, rect.row + i, cells, at == list->selected);
    }
}
