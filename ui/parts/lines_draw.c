/* Draws the lines, each by its kind, and the wrapped text of the selected one. */
#include "config.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "ui/parts/lines.h"

enum { FULL_ROWS = 3, ROWS_FOR_FULL = 10, MARGIN = 3 };

/* How the cells of a kind share the row: columns when negative, the rest in percent; 0 ends. */
static const int shares[][INFO_CELLS] = {
    [INFO_HEAD] = {100},
    [INFO_FINDING] = {-6, 100, -12},
    [INFO_DOCUMENT] = {-4, 55, 45},
    [INFO_CHANGE] = {38, 31, 31, -12, -8},
    [INFO_DECISION] = {-12, -10, 20, 30, 50},
    [INFO_MARK] = {55, 45, -12, -8},
    [INFO_FIELD] = {-INFO_LABEL_COLS, 100},
    [INFO_WIDE] = {-1, 100},
    [INFO_ROW] = {34, 16, 17, 17, 16},
    [INFO_SENT] = {50, -11, -9, -20, 50},
    [INFO_NONE] = {100},
};

static Style severity_style(Severity severity)
{
    return severity == SEV_BLOCK ? ST_ERROR : severity == SEV_WARN ? ST_WARN : ST_TEXT;
}

static Style line_style(const InfoLine *line)
{
    switch (line->kind) {
    case INFO_HEAD:
        return ST_TITLE;
    case INFO_FINDING:
        return line->lacks ? ST_TEXT : severity_style(line->severity);
    case INFO_NONE:
        return ST_DIM;
    case INFO_MARK:
        return ST_WARN;
    case INFO_DOCUMENT:
    case INFO_CHANGE:
    case INFO_DECISION:
    case INFO_FIELD:
    case INFO_WIDE:
    case INFO_ROW:
    case INFO_SENT:
        break;
    }
    return ST_TEXT;
}

static Sign line_sign(const InfoLine *line)
{
    return line->kind == INFO_MARK       ? SIGN_MARK
           : line->lacks                 ? SIGN_EMPTY
           : line->severity == SEV_BLOCK ? SIGN_BLOCK
           : line->severity == SEV_WARN  ? SIGN_WARN
                                         : SIGN_INFO;
}

static Style cell_style(const InfoLine *line, int cell, Style style)
{
    return line->kind == INFO_FIELD && cell == 0 && style == ST_TEXT ? ST_LABEL : style;
}

static void draw_spans(const InfoLine *line, Frame *frame, int row, int col, int cols)
{
    for (size_t i = 0; i < line->n_spans; i++) {
        const InfoSpan *span = &line->spans[i];
        int from = text_cols_n(line->cells[1], span->from);
        int wide = text_cols_n(line->cells[1] + span->from, span->to - span->from);
        if (from + wide <= cols)
            frame_style(frame, row, col + from, wide, span->style);
    }
}

/* Of what was empty before nothing stands there: its room goes to what it is, and became. */
static bool is_fresh(const InfoLine *line)
{
    return line->kind == INFO_CHANGE && !*line->cells[1];
}

/* How many columns each cell has of so many. */
static void share_out(const InfoLine *line, int all, int cols[INFO_CELLS])
{
    const int *share = shares[line->kind];
    int room = all, last = 0;
    for (int i = 0; i < INFO_CELLS; i++) {
        room += share[i] < 0 ? share[i] : 0;
        last = share[i] ? i : last;
    }
    for (int i = 0; i < INFO_CELLS; i++) {
        cols[i] = i == last ? all : share[i] < 0 ? -share[i] : room * share[i] / 100;
        all -= cols[i];
    }
    if (is_fresh(line)) {
        cols[0] += cols[1] / 2;
        cols[2] += cols[1] - cols[1] / 2;
        cols[1] = 0;
    }
}

static const char *cell_text(const InfoLine *line, int cell, const Frame *frame, Buf *out)
{
    const char *text = line->cells[cell];
    buf_clear(out);
    if (line->kind != INFO_CHANGE || line->field == FIELD_COUNT || (cell != 1 && cell != 2))
        return text;
    if (cell == 2 && is_fresh(line))
        buf_addf(out, "%s ", frame_sign(frame, SIGN_ARROW));
    buf_add(out, *text ? text : _("(empty)"));
    return out->data;
}

static void draw_line(const InfoLine *line, bool here, Frame *frame, Rect rect)
{
    Style style = here ? ST_SELECTED : line_style(line);
    int col = rect.col + MARGIN, end = rect.col + rect.cols - 1, cols[INFO_CELLS];
    Buf text = BUF_INIT;
    frame_fit(frame, rect.row, rect.col, rect.cols, here ? ST_SELECTED : ST_TEXT, "",
              TEXT_LEFT);
    frame_put(frame, rect.row, rect.col, 2, style, here ? " >" : "");
    if (line->kind == INFO_FINDING || line->kind == INFO_MARK)
        col +=
            frame_put(frame, rect.row, col, 2, style, frame_sign(frame, line_sign(line))) + 1;
    if (line->kind == INFO_HEAD)
        col = rect.col + 2;
    share_out(line, end - col, cols);
    for (int i = 0; i < INFO_CELLS && shares[line->kind][i]; i++) {
        bool last = i + 1 == INFO_CELLS || !shares[line->kind][i + 1];
        if (cols[i] > 1)
            frame_fit(frame, rect.row, col, cols[i] - !last, cell_style(line, i, style),
                      cell_text(line, i, frame, &text), TEXT_LEFT);
        if (i == 1 && !here)
            draw_spans(line, frame, rect.row, col, cols[i]);
        col += cols[i];
    }
    buf_free(&text);
}

void info_wrap(Frame *frame, Rect rect, Style style, const char *text)
{
    TextLine *lines = NULL;
    size_t n = text_wrap(text, rect.cols - 2, &lines);
    Buf row = BUF_INIT;
    for (size_t i = 0; i < n && (int)i < rect.rows; i++) {
        buf_clear(&row);
        buf_add_bytes(&row, text + lines[i].from, lines[i].to - lines[i].from);
        if ((int)i + 1 == rect.rows && i + 1 < n)
            buf_add(&row, frame_sign(frame, SIGN_CUT));
        frame_fit(frame, rect.row + (int)i, rect.col + 1, rect.cols - 2, style, row.data,
                  TEXT_LEFT);
    }
    buf_free(&row);
    free(lines);
}

/* The selected line in full: what a row had to cut. */
static void draw_full(const InfoLine *line, Frame *frame, Rect rect)
{
    Buf text = BUF_INIT;
    bool change = line->kind == INFO_CHANGE && line->field < FIELD_COUNT;
    for (int i = 0; i < INFO_CELLS; i++) {
        const char *cell = line->cells[i];
        if (change && i == 2)
            buf_addf(&text, " %s ", frame_sign(frame, SIGN_ARROW));
        else if (text.len && (*cell || (change && i == 1)))
            buf_add(&text, "  ");
        if (change && (i == 1 || i == 2) && !*cell)
            cell = _("(empty)");
        buf_add(&text, cell);
    }
    for (size_t i = 0; i < text.len; i++) {
        if (text.data[i] == '\n')
            text.data[i] = ' ';
    }
    info_wrap(frame, rect, ST_DIM, text.data);
    buf_free(&text);
}

void info_draw_below(const InfoList *list, Frame *frame, Rect rect)
{
    int64_t below = list_below(&list->view);
    Buf text = BUF_INIT;
    if (below <= 0 || rect.rows < ROWS_FOR_FULL)
        return;
    /* TRANSLATORS: rows of a list below the edge of the screen. */
    buf_addf(&text, ngettext("%lld more", "%lld more", (unsigned long)below), (long long)below);
    frame_fit(frame, rect.row + rect.rows - FULL_ROWS - 1, rect.col, rect.cols - 1, ST_DIM,
              text.data, TEXT_RIGHT);
    buf_free(&text);
}

void info_draw(InfoList *list, Frame *frame, Rect rect)
{
    const InfoLine *selected = info_selected(list);
    int rows = rect.rows;
    bool full = selected && selected->kind != INFO_HEAD && selected->kind != INFO_NONE &&
                rect.rows >= ROWS_FOR_FULL;
    if (rect.rows >= ROWS_FOR_FULL)
        rows -= FULL_ROWS + 1;
    list_set_rows(&list->view, rows);
    if (list->view.first <= list->seen && list->view.first + rows > list->seen)
        list->seen = list->view.first + rows;
    for (int i = 0; i < rows && list->view.first + i < (int64_t)list->n; i++) {
        int64_t at = list->view.first + i;
        draw_line(&list->lines[at], at == list->view.selected, frame,
                  (Rect){rect.row + i, rect.col, 1, rect.cols});
    }
    frame_cursor(frame, rect.row + (int)(list->view.selected - list->view.first), rect.col + 1);
    if (full)
        draw_full(selected, frame, (Rect){rect.row + rows + 1, rect.col, FULL_ROWS, rect.cols});
}
