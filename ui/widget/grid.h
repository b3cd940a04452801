/* Draws the lines of a grid inside a form: heading, rows, the empty row, the totals, and the
 * cell that is being typed into. */
#ifndef ANJUAN_UI_WIDGET_GRID_H
#define ANJUAN_UI_WIDGET_GRID_H

#include "ui/widget/form.h"

enum { GRID_MARGIN = 3 }; /* columns for the marker of the selected row */

void grid_draw_heading(const Grid *grid, const CaseFile *file, Frame *frame, Rect rect);
void grid_draw_total(const Grid *grid, const FormView *view, Frame *frame, Rect rect);

/* One row. focus: the column with the focus, -1: not in this row. Sets the cursor when it is.
 */
void grid_draw_row(const Form *form, const FormLine *line, const FormView *view, Frame *frame,
                   Rect rect, int focus);

/* True when the column has no place at this width: the focus is then drawn under its row. */
bool grid_hidden(const Grid *grid, const CaseFile *file, int cols, int column);

#endif
