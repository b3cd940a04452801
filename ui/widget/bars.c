/* A bar is whole signs, which may be two columns wide, and one at least when there is anything.
 */
#include "config.h"

#include "ui/widget/bars.h"

enum { MARKER = 3, LABEL_LEAST = 12, BAR_LEAST = 6, GAP = 1 };

BarCols bars_share(int label, int value, int room)
{
    BarCols cols = {label, value};
    int spare = room - MARKER - 2 * GAP - BAR_LEAST - 1;
    int most = spare - value > LABEL_LEAST ? spare - value : LABEL_LEAST;
    cols.label = label > most ? most : label;
    if (cols.label + GAP + value > room - MARKER - 1)
        cols.value = room - MARKER - 1 - GAP - cols.label;
    return cols;
}

static int bar_cols(const BarRow *row, int room, int sign)
{
    if (row->most <= 0 || row->part <= 0 || room < BAR_LEAST)
        return 0;
    int64_t scale = row->most / INT32_MAX + 1; /* no amount of money overflows */
    int cols = (int)(row->part / scale * room / (row->most / scale));
    cols = cols > room ? room : cols;
    cols -= cols % sign;
    return cols < sign ? sign : cols;
}

void bars_draw(const BarRow *row, const BarCols *cols, bool here, Frame *frame, Rect rect)
{
    const char *full = frame_sign(frame, SIGN_FULL);
    int col = rect.col + MARKER, end = rect.col + rect.cols - 1;
    int bar = col + cols->label + GAP, room = end - cols->value - GAP - bar;
    frame_fit(frame, rect.row, col, cols->label, ST_TEXT, row->label, TEXT_LEFT);
    frame_fill(frame, rect.row, bar, bar_cols(row, room, text_cols(full)), ST_VALUE, full);
    frame_fit(frame, rect.row, end - cols->value, cols->value, ST_VALUE, row->value,
              TEXT_RIGHT);
    if (!here)
        return;
    frame_put(frame, rect.row, rect.col + 1, 1, ST_SELECTED, ">");
    frame_style(frame, rect.row, rect.col, rect.cols, ST_SELECTED);
    frame_cursor(frame, rect.row, rect.col + 1);
}
