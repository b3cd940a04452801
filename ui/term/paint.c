/* Styles as colours and attributes, and the runs of a row. */
#include "config.h"

#include "ui/term/paint.h"

#include <stdlib.h>
#include <wchar.h>

#include "base/mem.h"

/* One row a style; -1 is the terminal's own colour, and black lies on white. Yellow is never a
 * text's colour, since it cannot be read on white. */
static const struct StyleLook {
    short fg;
    attr_t colour, mono;
} looks[ST_COUNT] = {
    [ST_TEXT] = {-1, A_NORMAL, A_NORMAL},
    [ST_TITLE] = {-1, A_BOLD, A_BOLD},
    [ST_LABEL] = {COLOR_CYAN, A_NORMAL, A_NORMAL},
    [ST_VALUE] = {-1, A_NORMAL, A_NORMAL},
    [ST_DIM] = {-1, A_DIM, A_NORMAL},
    [ST_FOCUS] = {-1, A_REVERSE, A_REVERSE},
    [ST_SELECTED] = {-1, A_REVERSE, A_REVERSE},
    [ST_MARK] = {-1, A_BOLD | A_UNDERLINE, A_BOLD | A_UNDERLINE},
    [ST_KEY] = {-1, A_BOLD, A_BOLD},
    [ST_OK] = {COLOR_GREEN, A_NORMAL, A_NORMAL},
    [ST_WARN] = {COLOR_MAGENTA, A_NORMAL, A_BOLD},
    [ST_ERROR] = {COLOR_RED, A_BOLD, A_BOLD},
    [ST_FRAME] = {-1, A_DIM, A_NORMAL},
    [ST_PRACTICE] = {COLOR_MAGENTA, A_REVERSE | A_BOLD, A_REVERSE | A_BOLD},
    [ST_CODE] = {COLOR_BLACK, A_NORMAL, A_REVERSE},
};

void paint_init(Paint *paint, bool mono, bool utf8)
{
    bool colour = !mono && has_colors() && start_color() == OK;
    attr_t can = termattrs();

    paint->utf8 = utf8;
    bool own = colour && use_default_colors() == OK;
    for (int style = 0; style < ST_COUNT; style++) {
        const struct StyleLook *look = &looks[style];
        paint->attrs[style] = (colour ? look->colour : look->mono) & can;
        paint->pairs[style] = 0;
        short ground = look->fg == COLOR_BLACK ? COLOR_WHITE : own ? -1 : COLOR_BLACK;
        if (colour && look->fg >= 0 && init_pair((short)(style + 1), look->fg, ground) == OK)
            paint->pairs[style] = (short)(style + 1);
    }
}

/* Text for the window; what the locale cannot carry becomes ?, in as many columns. */
static size_t add_wide(const Paint *paint, const char *text, wchar_t *out)
{
    Buf ascii = BUF_INIT;
    size_t n = 0, bytes;

    if (!paint->utf8) {
        text_to_ascii(&ascii, text);
        text = ascii.data;
    }
    while (*text) {
        out[n++] = (wchar_t)text_rune(text, &bytes);
        text += bytes;
    }
    buf_free(&ascii);
    return n;
}

static void paint_row(const Paint *paint, WINDOW *window, const Frame *frame, int row,
                      wchar_t *run, int cols)
{
    wmove(window, row, 0);
    wclrtoeol(window);
    for (int col = 0; col < cols;) {
        Style style, next;
        int wide;
        size_t n = 0;
        frame_cell(frame, row, col, &style, NULL);
        do {
            n += add_wide(paint, frame_cell(frame, row, col, NULL, &wide), run + n);
            col += wide > 0 ? wide : 1;
            next = style;
            if (col < cols)
                frame_cell(frame, row, col, &next, NULL);
        } while (col < cols && next == style);
        wattr_set(window, paint->attrs[style], paint->pairs[style], NULL);
        /* The last cell of the last row answers ERR because the cursor cannot move on. */
        waddnwstr(window, run, (int)n);
    }
    wattr_set(window, A_NORMAL, 0, NULL);
}

void paint_frame(const Paint *paint, WINDOW *window, const Frame *frame)
{
    enum { RUNES_IN_CELL = 8 };
    int rows = frame_rows(frame), cols = frame_cols(frame), cursor_row, cursor_col;
    wchar_t *run = xcalloc((size_t)cols * RUNES_IN_CELL + 1, sizeof *run);

    if (rows > getmaxy(window))
        rows = getmaxy(window);
    if (cols > getmaxx(window))
        cols = getmaxx(window);
    for (int row = 0; row < rows; row++)
        paint_row(paint, window, frame, row, run, cols);
    free(run);
    frame_cursor_at(frame, &cursor_row, &cursor_col);
    wmove(window, cursor_row, cursor_col);
}
