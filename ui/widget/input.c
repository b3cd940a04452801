#include "config.h"

#include "ui/widget/input.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

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

/* The line with the caret. At a soft break the caret belongs to the line that begins there. */
static size_t caret_line(const LineEdit *edit, const TextLine *lines, size_t n)
{
    size_t line = 0;

    while (line + 1 < n && lines[line + 1].from <= edit->caret)
        line++;
    return line;
}

static int caret_column(const LineEdit *edit, const TextLine *line)
{
    size_t at = edit->caret < line->to ? edit->caret : line->to;

    return text_cols_n(edit->text.data + line->from, at - line->from);
}

void textarea_draw(LineEdit *edit, Frame *frame, Rect rect, bool focus)
{
    TextLine *lines = NULL;
    int cols = rect.cols > 1 ? rect.cols - 1 : 1; /* the cursor may stand behind a full line */
    size_t n = text_wrap(edit->text.data, cols, &lines);
    int at = (int)caret_line(edit, lines, n);
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
            frame_cursor(frame, rect.row + row, rect.col + caret_column(edit, &lines[line]));
    }
    free(lines);
}

static void move_to_line(LineEdit *edit, const TextLine *line, int col)
{
    size_t len = line->to - line->from;

    edit->caret = line->from + text_prefix(edit->text.data + line->from, len, col);
    edit->fresh = false;
}

bool textarea_key(LineEdit *edit, int rows, int cols, int key)
{
    TextLine *lines = NULL;
    size_t n = text_wrap(edit->text.data, cols > 1 ? cols - 1 : 1, &lines);
    size_t at = caret_line(edit, lines, n);
    int col = caret_column(edit, &lines[at]);
    size_t page = rows > 1 ? (size_t)rows - 1 : 1;
    bool taken = true;

    if (key == K_UP && at > 0)
        move_to_line(edit, &lines[at - 1], col);
    else if (key == K_DOWN && at + 1 < n)
        move_to_line(edit, &lines[at + 1], col);
    else if (key == K_PGUP)
        move_to_line(edit, &lines[at > page ? at - page : 0], col);
    else if (key == K_PGDN)
        move_to_line(edit, &lines[at + page < n ? at + page : n - 1], col);
    else if (key == K_HOME)
        edit->caret = lines[at].from;
    else if (key == K_END)
        edit->caret = lines[at].to;
    else
        taken = lineedit_key(edit, key);
    free(lines);
    return taken;
}
