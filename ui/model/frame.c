/* Cells of a character with its marks, a style and a width; half of a wide character is never
 * left. */
#include "config.h"

#include "ui/model/frame.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/mem.h"

/* A character and the marks drawn over it. ncurses holds five in a cell, so further marks would
 * not be shown anyway. */
enum { CELL_RUNES = 5, CELL_BYTES = CELL_RUNES * 4 + 1 };

typedef struct Cell {
    char text[CELL_BYTES]; /* "" in the second half of a wide one */
    unsigned char cols;    /* 1, 2, or 0 for the second half */
    unsigned char style;
} Cell;

struct Frame {
    int rows, cols;
    FrameSigns signs;
    bool cursor_set;
    int cursor_row, cursor_col;
    int clashes, clash_row, clash_col;
    Cell *cells;
};

static const struct {
    const char *unicode, *ascii;
} signs_table[SIGN_COUNT] = {
    [SIGN_BLOCK] = {"✖", "x"},  [SIGN_WARN] = {"▲", "!"},  [SIGN_INFO] = {"·", "."},
    [SIGN_EMPTY] = {"○", "o"},  [SIGN_DONE] = {"✓", "v"},  [SIGN_MORE] = {"▸", ">"},
    [SIGN_ARROW] = {"→", "->"}, [SIGN_FULL] = {"█", "#"},  [SIGN_LIGHT] = {"▒", ":"},
    [SIGN_CUT] = {"…", "~"},    [SIGN_TIMES] = {"×", "x"}, [SIGN_MARK] = {"◆", "*"},
    [SIGN_UPPER] = {"▀", "^"},  [SIGN_LOWER] = {"▄", "_"},
};

Frame *frame_new(int rows, int cols, FrameSigns signs)
{
    Frame *frame = xcalloc(1, sizeof *frame);

    frame->signs = signs;
    frame_resize(frame, rows, cols);
    return frame;
}

void frame_free(Frame *frame)
{
    if (!frame)
        return;
    free(frame->cells);
    free(frame);
}

void frame_resize(Frame *frame, int rows, int cols)
{
    frame->rows = rows > 0 ? rows : 1;
    frame->cols = cols > 0 ? cols : 1;
    free(frame->cells);
    frame->cells = xcalloc((size_t)frame->rows * (size_t)frame->cols, sizeof(Cell));
    frame_clear(frame);
}

void frame_forget(Frame *frame)
{
    explicit_bzero(frame->cells, (size_t)frame->rows * (size_t)frame->cols * sizeof(Cell));
    frame_clear(frame);
}

static Cell *cell_at(const Frame *frame, int row, int col)
{
    return &frame->cells[(size_t)row * (size_t)frame->cols + (size_t)col];
}

static void cell_blank(Cell *cell)
{
    cell->text[0] = ' ';
    cell->text[1] = '\0';
    cell->cols = 1;
}

void frame_clear(Frame *frame)
{
    for (int row = 0; row < frame->rows; row++)
        for (int col = 0; col < frame->cols; col++) {
            Cell *cell = cell_at(frame, row, col);
            cell_blank(cell);
            cell->style = ST_TEXT;
        }
    frame->cursor_set = false;
    frame->clashes = 0;
}

int frame_rows(const Frame *frame)
{
    return frame->rows;
}

int frame_cols(const Frame *frame)
{
    return frame->cols;
}

static void note_clash(Frame *frame, int row, int col)
{
    frame->clashes++;
    frame->clash_row = row;
    frame->clash_col = col;
}

/* Before cells [col, col + cols) are written over: what reaches into them from outside, or out
 * of them, becomes blank. */
static void split_wide(Frame *frame, int row, int col, int cols)
{
    if (col > 0 && cell_at(frame, row, col)->cols == 0) {
        note_clash(frame, row, col);
        cell_blank(cell_at(frame, row, col - 1));
        cell_blank(cell_at(frame, row, col));
    }
    int after = col + cols;
    if (after < frame->cols && cell_at(frame, row, after)->cols == 0)
        cell_blank(cell_at(frame, row, after));
}

/* The bytes of a character with its marks, as a cell holds them. */
static size_t cell_len(const char *text, size_t len, size_t *shown)
{
    size_t bytes, at = 0;
    int runes = 0;

    *shown = 0;
    while (at < len) {
        uint32_t rune = text_rune(text + at, &bytes);
        if (runes > 0 && text_rune_cols(rune) != 0)
            break;
        at += bytes;
        if (++runes <= CELL_RUNES)
            *shown = at;
    }
    return at;
}

static void put_cell(Frame *frame, int row, int col, int cols, Style style, const char *text,
                     size_t len)
{
    split_wide(frame, row, col, cols);
    Cell *cell = cell_at(frame, row, col);
    if (strcmp(cell->text, " ") != 0 &&
        (strncmp(cell->text, text, len) != 0 || cell->text[len]))
        note_clash(frame, row, col);
    memcpy(cell->text, text, len);
    cell->text[len] = '\0';
    cell->cols = (unsigned char)cols;
    cell->style = (unsigned char)style;
    if (cols == 2) {
        Cell *half = cell_at(frame, row, col + 1);
        half->text[0] = '\0';
        half->cols = 0;
        half->style = (unsigned char)style;
    }
}

int frame_put(Frame *frame, int row, int col, int max, Style style, const char *text)
{
    if (row < 0 || row >= frame->rows || col < 0 || col >= frame->cols || !text)
        return 0;
    if (max < 0 || max > frame->cols - col)
        max = frame->cols - col;

    int used = 0;
    size_t len = strlen(text), shown;
    for (size_t at = 0; at < len;) {
        uint32_t rune = text_rune(text + at, NULL);
        int cols = text_rune_cols(rune);
        size_t bytes = cell_len(text + at, len - at, &shown);
        const char *cluster = text + at;

        at += bytes;
        if (cols == 0) /* a mark with nothing before it would be drawn over the column before */
            continue;
        if (cols < 0 || !text_valid(cluster, shown, NULL)) {
            cluster = rune == '\n' || rune == '\t' ? " " : "?";
            shown = 1;
            cols = 1;
        }
        if (used + cols > max)
            break;
        put_cell(frame, row, col + used, cols, style, cluster, shown);
        used += cols;
    }
    return used;
}

void frame_fit(Frame *frame, int row, int col, int cols, Style style, const char *text,
               TextAlign align)
{
    Buf fitted = BUF_INIT;

    text_fit(&fitted, text ? text : "", cols, align, frame_sign(frame, SIGN_CUT));
    frame_put(frame, row, col, cols, style, fitted.data);
    buf_free(&fitted);
}

void frame_fill(Frame *frame, int row, int col, int cols, Style style, const char *sign)
{
    int step = text_cols(sign);

    if (col < 0) {
        cols += col;
        col = 0;
    }
    if (cols > frame->cols - col)
        cols = frame->cols - col;
    if (step < 1)
        return;
    int used = 0;
    for (; used + step <= cols; used += step)
        frame_put(frame, row, col + used, step, style, sign);
    for (; used < cols; used++)
        frame_put(frame, row, col + used, 1, style, " ");
}

void frame_style(Frame *frame, int row, int col, int cols, Style style)
{
    if (row < 0 || row >= frame->rows)
        return;
    for (int i = col < 0 ? 0 : col; i < col + cols && i < frame->cols; i++)
        cell_at(frame, row, i)->style = (unsigned char)style;
}

/* Lines are of ambiguous width. Where they take two columns no box can be made of them. */
static bool lines_fit(const Frame *frame)
{
    return frame->signs == SIGNS_UNICODE && text_cols("│") == 1;
}

void frame_rule(Frame *frame, int row, int col, int cols)
{
    frame_fill(frame, row, col, cols, ST_FRAME, lines_fit(frame) ? "─" : "-");
}

void frame_cover(Frame *frame, Rect rect)
{
    int clashes = frame->clashes;
    for (int row = rect.row; row < rect.row + rect.rows; row++)
        frame_fill(frame, row, rect.col, rect.cols, ST_TEXT, " ");
    frame->clashes = clashes;
}

int frame_clashes(const Frame *frame, int *row, int *col)
{
    *row = frame->clash_row;
    *col = frame->clash_col;
    return frame->clashes;
}

void frame_box(Frame *frame, Rect rect, const char *title)
{
    bool lines = lines_fit(frame);
    int right = rect.col + rect.cols - 1, bottom = rect.row + rect.rows - 1;

    if (rect.rows < 2 || rect.cols < 2)
        return;
    frame_cover(frame, rect);
    for (int row = rect.row; row <= bottom; row++) {
        bool edge = row == rect.row || row == bottom;
        if (edge)
            frame_rule(frame, row, rect.col + 1, rect.cols - 2);
        const char *left_sign = "│", *right_sign = "│";
        if (row == rect.row)
            left_sign = "┌", right_sign = "┐";
        else if (row == bottom)
            left_sign = "└", right_sign = "┘";
        if (!lines)
            left_sign = right_sign = edge ? "+" : "|";
        frame_put(frame, row, rect.col, 1, ST_FRAME, left_sign);
        frame_put(frame, row, right, 1, ST_FRAME, right_sign);
    }
    if (title && title[0] && rect.cols > 6) {
        int used = text_cols(title);
        if (used > rect.cols - 6)
            used = rect.cols - 6;
        frame_cover(frame, (Rect){rect.row, rect.col + 2, 1, used + 2});
        frame_put(frame, rect.row, rect.col + 2, 1, ST_TITLE, " ");
        frame_fit(frame, rect.row, rect.col + 3, used, ST_TITLE, title, TEXT_LEFT);
        frame_put(frame, rect.row, rect.col + 3 + used, 1, ST_TITLE, " ");
    }
}

const char *frame_sign(const Frame *frame, Sign sign)
{
    return frame->signs == SIGNS_ASCII ? signs_table[sign].ascii : signs_table[sign].unicode;
}

void frame_cursor(Frame *frame, int row, int col)
{
    frame->cursor_set = true;
    frame->cursor_row = row < 0 ? 0 : row < frame->rows ? row : frame->rows - 1;
    frame->cursor_col = col < 0 ? 0 : col < frame->cols ? col : frame->cols - 1;
}

bool frame_cursor_at(const Frame *frame, int *row, int *col)
{
    *row = frame->cursor_set ? frame->cursor_row : 0;
    *col = frame->cursor_set ? frame->cursor_col : 0;
    return frame->cursor_set;
}

const char *frame_cell(const Frame *frame, int row, int col, Style *style, int *cols)
{
    const Cell *cell = cell_at(frame, row, col);

    if (style)
        *style = (Style)cell->style;
    if (cols)
        *cols = cell->cols;
    return cell->text;
}

void frame_row_text(const Frame *frame, int row, Buf *out)
{
    size_t keep = out->len;

    for (int col = 0; col < frame->cols; col++) {
        const char *text = cell_at(frame, row, col)->text;
        buf_add(out, text);
        if (text[0] && text[0] != ' ')
            keep = out->len;
    }
    buf_cut(out, keep);
}

void frame_text(const Frame *frame, Buf *out)
{
    for (int row = 0; row < frame->rows; row++) {
        frame_row_text(frame, row, out);
        buf_add_char(out, '\n');
    }
}
