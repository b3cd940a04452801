/* Draws the lines of a grid inside a form: heading, rows, the empty row, the totals, and the
 * cell that is being typed into. */
#ifndef ANJUAN_UI_WIDGET_GRID_H
#define ANJUAN_UI_WIDGET_GRID_H

#include "ui/widget/form.h"

enum { GRID_MARGIN = 3 }; /* columns for the marker of the selected row */

/* How a grid is drawn at a width: made once for all its rows, since every cell has a say. */
typedef struct GridLook {
    TableColumn columns[GRID_COLUMNS];
    int widths[GRID_COLUMNS]; /* 0: hidden; the focus is then drawn under its row */
    bool whole;               /* no amount has jiao or fen: they are left out */
} GridLook;

void grid_look(const Grid *grid, const FormView *view, int cols, GridLook *out);

void grid_draw_heading(const Grid *grid, const GridLook *look, Frame *frame, Rect rect);
void grid_draw_total(const Grid *grid, const GridLook *look, const FormView *view, Frame *frame,
                     Rect rect);

/* One row. focus: the column with the focus, -1: not in this row. Sets the cursor when it is.
 */
void grid_draw_row(const Form *form, const FormLine *line, const GridLook *look,
                   const FormView *view, Frame *frame, Rect rect, int focus);

#endif
