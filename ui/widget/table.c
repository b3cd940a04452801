#include "config.h"

#include "ui/widget/table.h"

#include <assert.h>
#include <string.h>

/* Columns of the marker before the first cell: a blank, >, a blank. */
enum { MARKER = 3 };

static int shown_total(const int *widths, int n)
{
    int total = 0;

    for (int i = 0; i < n; i++)
        if (widths[i])
            total += widths[i] + (total ? 1 : 0);
    return total;
}

/* The last of the shown columns with the highest priority number. */
static int least_needed(const TableColumn *columns, const int *widths, int n)
{
    int worst = -1;

    for (int i = 0; i < n; i++)
        if (widths[i] && (worst < 0 || columns[i].priority >= columns[worst].priority))
            worst = i;
    return worst;
}

static int highest_priority(const TableColumn *columns, int n)
{
    int highest = 0;

    for (int i = 0; i < n; i++)
        if (columns[i].priority > highest)
            highest = columns[i].priority;
    return highest;
}

void table_widths(const TableColumn *columns, int n, int total, int *widths)
{
    assert(n <= TABLE_COLUMNS);
    for (int i = 0; i < n; i++)
        widths[i] = columns[i].least > 0 ? columns[i].least : 1;
    while (shown_total(widths, n) > total) {
        int worst = least_needed(columns, widths, n);
        if (shown_total(widths, n) == widths[worst]) { /* the only one left is cut, not hidden */
            widths[worst] = total > 0 ? total : 0;
            return;
        }
        widths[worst] = 0;
    }

    int spare = total - shown_total(widths, n);
    int highest = highest_priority(columns, n);
    for (int priority = 0; priority <= highest; priority++)
        for (int i = 0; i < n; i++) {
            if (!widths[i] || columns[i].priority != priority || columns[i].want <= widths[i])
                continue;
            int more = columns[i].want - widths[i];
            more = more < spare ? more : spare;
            widths[i] += more;
            spare -= more;
        }

    /* What is left goes to the texts, in equal shares; numbers stay as narrow as they want. */
    int texts = 0;
    for (int i = 0; i < n; i++)
        texts += widths[i] && columns[i].align == TEXT_LEFT;
    for (int i = 0; i < n && texts; i++)
        if (widths[i] && columns[i].align == TEXT_LEFT) {
            int share = spare / texts--;
            widths[i] += share;
            spare -= share;
        }
}

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
    frame_style(frame, row, rect.col, rect.cols, ST_SELECTED);
    frame_cursor(frame, row, rect.col + 1);
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

bool table_cell_rect(const Table *table, const ListView *list, Rect rect, int64_t row, int column,
                     Rect *out)
{
    int widths[TABLE_COLUMNS];
    int col = rect.col + MARKER;

    rect_widths(table, rect, widths);
    if (table->heading && rect.rows > 1) {
        rect.row++;
        rect.rows--;
    }
    if (column < 0 || column >= table->n || !widths[column] || row < list->first ||
        row >= list->first + rect.rows)
        return false;
    for (int i = 0; i < column; i++)
        if (widths[i])
            col += widths[i] + 1;
    *out = (Rect){rect.row + (int)(row - list->first), col, 1, widths[column]};
    return true;
}
