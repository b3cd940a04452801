/* A frame: what one screenful will be, as a grid of cells, before any terminal is involved.
 * Screens and widgets draw into a frame; ui/term paints it. So everything a person sees can be
 * tested without a terminal (frame_text).
 *
 * A cell holds one grapheme cluster; one of two columns owns the cell after it. Writing over
 * half of a wide cluster blanks the other half, so no row is ever shifted. */
#ifndef ANJUAN_UI_MODEL_FRAME_H
#define ANJUAN_UI_MODEL_FRAME_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/text/text.h"

/* Roles, not colours: ui/term has a table from role to attributes for colour, mono and none. */
typedef enum Style {
    ST_TEXT,
    ST_TITLE,
    ST_LABEL,
    ST_VALUE,
    ST_DIM,      /* what is said quietly: hints, empty fields */
    ST_FOCUS,    /* the field or button with the cursor */
    ST_SELECTED, /* the row with the cursor; it also carries a > */
    ST_MARK,     /* the matched part, a marked cell */
    ST_KEY,
    ST_OK,
    ST_WARN,
    ST_ERROR,
    ST_FRAME,
    ST_PRACTICE,
    ST_CODE, /* for a camera: black on white, whatever the terminal has */
    ST_COUNT
} Style;

typedef struct Rect {
    int row, col, rows, cols;
} Rect;

typedef struct Frame Frame;

/* Signs for marks and frames, by what the terminal can show. */
typedef enum FrameSigns { SIGNS_UNICODE, SIGNS_ASCII } FrameSigns;

Frame *frame_new(int rows, int cols, FrameSigns signs);
void frame_free(Frame *frame);
void frame_resize(Frame *frame, int rows, int cols); /* also clears */
void frame_clear(Frame *frame);
void frame_forget(Frame *frame); /* clears so that nothing of it stays in memory */
int frame_rows(const Frame *frame);
int frame_cols(const Frame *frame);

/* Draws text from a column, at most max columns (-1: to the row's end), cut without a mark;
 * control characters become ?. Returns the columns used. Outside of the frame nothing
 * happens. */
int frame_put(Frame *frame, int row, int col, int max, Style style, const char *text);

/* Exactly cols columns: cut with … or padded. */
void frame_fit(Frame *frame, int row, int col, int cols, Style style, const char *text,
               TextAlign align);
void frame_fill(Frame *frame, int row, int col, int cols, Style style, const char *sign);
/* Restyle what is there. */
void frame_style(Frame *frame, int row, int col, int cols, Style style);
void frame_rule(Frame *frame, int row, int col, int cols);  /* ─ or - */
void frame_box(Frame *frame, Rect rect, const char *title); /* clears its inside */
void frame_cover(Frame *frame, Rect rect); /* blanks it, for what lies over the screen below */

/* Signs by terminal: what is asked for in Unicode, or its ASCII stand-in. */
typedef enum Sign {
    SIGN_BLOCK, /* ✖ x  what blocks */
    SIGN_WARN,  /* ▲ !  what warns */
    SIGN_INFO,  /* · .  a remark */
    SIGN_EMPTY, /* ○ o  what is missing */
    SIGN_DONE,  /* ✓ v */
    SIGN_MORE,  /* ▸ > */
    SIGN_ARROW, /* → -> */
    SIGN_FULL,  /* █ # */
    SIGN_LIGHT, /* ▒ : */
    SIGN_CUT,   /* … ~ */
    SIGN_TIMES, /* × x */
    SIGN_MARK,  /* ◆ * what a reviewer marked */
    SIGN_UPPER, /* ▀ ^ the upper half of a cell */
    SIGN_LOWER, /* ▄ _ */
    SIGN_COUNT
} Sign;
const char *frame_sign(const Frame *frame, Sign sign);

/* Where the terminal's cursor stands after painting; every draw must place it on the focus. */
void frame_cursor(Frame *frame, int row, int col);
bool frame_cursor_at(const Frame *frame, int *row, int *col);

/* For tests: how many cells with a sign in them were written over with another since the frame
 * was cleared, but for frame_cover and frame_box; and the last of them. None is as it should
 * be. */
int frame_clashes(const Frame *frame, int *row, int *col);

/* For painting and for tests. The cluster of a cell ("" for the second half of a wide one). */
const char *frame_cell(const Frame *frame, int row, int col, Style *style, int *cols);
void frame_row_text(const Frame *frame, int row, Buf *out); /* trailing blanks removed */
void frame_text(const Frame *frame, Buf *out);              /* all rows, a newline after each */

#endif
