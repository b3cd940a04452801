/* Frames onto a curses window: each row erased, then written from left to right in runs of one
 * style, never patched at a column. */
#ifndef ANJUAN_UI_TERM_PAINT_H
#define ANJUAN_UI_TERM_PAINT_H

#include <curses.h>
#include <stdbool.h>

#include "ui/model/frame.h"

typedef struct Paint {
    attr_t attrs[ST_COUNT];
    short pairs[ST_COUNT];
    bool utf8;
} Paint;

/* After the terminal was opened: what it can show of each style. */
void paint_init(Paint *paint, bool mono, bool utf8);

/* Draws the frame and places the cursor; the caller refreshes. */
void paint_frame(const Paint *paint, WINDOW *window, const Frame *frame);

#endif
