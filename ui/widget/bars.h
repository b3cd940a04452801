/* Rows of a figure with bars: a label, a bar as long as its value is of the largest, and the
 * value in words at the right. Labels and values are cut by columns, so Chinese ones stand in
 * line; a bar is signs, never colour. */
#ifndef ANJUAN_UI_WIDGET_BARS_H
#define ANJUAN_UI_WIDGET_BARS_H

#include <stdint.h>

#include "ui/model/frame.h"

/* How the columns of all rows are shared. */
typedef struct BarCols {
    int label, value; /* the bar takes the rest, where that is enough to tell anything */
} BarCols;

typedef struct BarRow {
    const char *label, *value;
    int64_t part, most; /* most 0: no bar */
} BarRow;

/* label, value: the widest of the rows; room: columns in all. */
BarCols bars_share(int label, int value, int room);

void bars_draw(const BarRow *row, const BarCols *cols, bool here, Frame *frame, Rect rect);

#endif
