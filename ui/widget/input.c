/* A line scrolled to its caret, and a text wrapped to its rectangle. */
#include "config.h"

#include "ui/widget/input.h"

#include <stdlib.h>
#include <string.h>

#include "base/text/text.h"

static void draw_secret(const LineEdit *edit, Frame *frame, Rect rect, bool focus)
{
    int n = (int)text_chars(edit->text.data);
    int at = n < rect.cols ? n : rect.cols - 1;

    frame_fill(frame, rect.row, rect.col, rect.cols, focus ? ST_FOCUS : ST_VALUE, " ");
    frame_fill(frame, rect.row, rect.col, at, focus ? ST_FOCUS : ST_VALUE, "*");
    if (focus)
        frame_cursor(frame, rect.row, rect.col + at);
}

void input_draw(LineEdit *edit, Frame *frame, Rect rect, bool focus, bool secret)
{
    Style style = focus ? ST_FOCUS : ST_VALUE;
    size_t from;
    int caret;
    Buf shown = BUF_INIT;

    if (secret) {
        edit->caret = edit->text.len; /* stars tell nothing about where a caret stands */
        draw_secret(edit, frame, rect, focus);
        return;
    }
    /* A cut needs a column for its mark; the caret is kept off both. */
    bool wide = rect.cols > 4;
    int inner = wide ? rect.cols - 2 : rect.cols;
    if (text_cols(edit->text.data) < rect.cols)
        inner = rect.cols;
    lineedit_view(edit, inner, &from, &caret);
    frame_fill(frame, rect.row, rect.col, rect.cols, style, " ");
    int left = from > 0 && wide ? 1 : 0;
    size_t fits = text_prefix(edit->text.data + from, edit->text.len - from, rect.cols - left);
    bool cut = from + fits < edit->text.len;
    if (cut && wide)
        fits = text_prefix(edit->text.data + from, edit->text.len - from, rect.cols - left - 1);
    buf_add_bytes(&shown, edit->text.data + from, fits);
    frame_put(frame, rect.row, rect.col + left, rect.cols - left, style, shown.data);
    if (left)
        frame_put(frame, rect.row, rect.col, 1, ST_DIM, "<");
    if (cut && wide)
        frame_put(frame, rect.row, rect.col + rect.cols - 1, 1, ST_DIM, ">");
    if (focus)
        frame_cursor(frame, rect.row, rect.col + left + caret);
    buf_free(&shown);
}

size_t textarea_line(const LineEdit *edit, const TextLine *lines, size_t n, int *col)
{
    size_t line = 0;

    while (line + 1 < n && lines[line + 1].from <= edit->caret)
        line++;
    if (edit->tail && line > 0 && lines[line].from == edit->caret &&
        lines[line - 1].to == edit->caret)
        line--;
    size_t at = edit->caret < lines[line].to ? edit->caret : lines[line].to;
    *col = text_cols_n(edit->text.data + lines[line].from, at - lines[line].from);
    return line;
}

void textarea_draw(LineEdit *edit, Frame *frame, Rect rect, bool focus)
{
    TextLine *lines = NULL;
    int cols = rect.cols > 1 ? rect.cols - 1 : 1; /* the cursor may stand behind a full line */
    size_t n = text_wrap(edit->text.data, cols, &lines);
    int col, at = (int)textarea_line(edit, lines, n, &col);
    Style style = focus ? ST_FOCUS : ST_VALUE;

    if (edit->scroll > (int)n - rect.rows)
        edit->scroll = (int)n - rect.rows;
    if (edit->scroll < 0)
        edit->scroll = 0;
    if (focus && edit->scroll > at)
        edit->scroll = at;
    if (focus && edit->scroll < at - rect.rows + 1)
        edit->scroll = at - rect.rows + 1;
    for (int row = 0; row < rect.rows; row++) {
        size_t line = (size_t)(edit->scroll + row);
        frame_fill(frame, rect.row + row, rect.col, rect.cols, style, " ");
        if (line >= n)
            continue;
        Buf text = BUF_INIT;
        buf_add_bytes(&text, edit->text.data + lines[line].from,
                      lines[line].to - lines[line].from);
        frame_put(frame, rect.row + row, rect.col, rect.cols, style, text.data);
        buf_free(&text);
        if (focus && (int)line == at)
            frame_cursor(frame, rect.row + row, rect.col + col);
    }
    free(lines);
}

/* To a column of a line, or its end when that is nearer. */
static void move_to_line(LineEdit *edit, const TextLine *line, int col)
{
    size_t len = line->to - line->from;

    lineedit_place(edit, line->from + text_prefix(edit->text.data + line->from, len, col));
    edit->tail = edit->caret > line->from;
    edit->goal = col;
}

bool textarea_key(LineEdit *edit, int rows, int cols, int key)
{
    TextLine *lines = NULL;
    int col;
    size_t n = text_wrap(edit->text.data, cols > 1 ? cols - 1 : 1, &lines);
    size_t at = textarea_line(edit, lines, n, &col);
    size_t page = rows > 1 ? (size_t)rows - 1 : 1;
    bool taken = true;

    if (edit->goal >= 0)
        col = edit->goal;
    if (key == K_UP && at > 0) {
        move_to_line(edit, &lines[at - 1], col);
    } else if (key == K_DOWN && at + 1 < n) {
        move_to_line(edit, &lines[at + 1], col);
    } else if (key == K_PGUP) {
        move_to_line(edit, &lines[at > page ? at - page : 0], col);
    } else if (key == K_PGDN) {
        move_to_line(edit, &lines[at + page < n ? at + page : n - 1], col);
    } else if (key == K_HOME || key == K_END) {
        lineedit_place(edit, key == K_HOME ? lines[at].from : lines[at].to);
        edit->tail = key == K_END;
    } else {
        taken = lineedit_key(edit, key);
    }
    free(lines);
    return taken;
}
