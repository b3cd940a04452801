/* Painting on a curses screen without a terminal: what ncurses believes is what the frame says.
 */
#include "config.h"

#include <curses.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "tests/support/suite.h"
#include "ui/model/event.h"
#include "ui/term/paint.h"
#include "ui/term/tty.h"

enum { ROWS = 6, WIDTH = 20 };

static SCREEN *screen;
static FILE *null_out, *null_in;
static Frame *frame;
static Paint paint;

static void setup(void)
{
    setlocale(LC_ALL, "C.UTF-8");
    setenv("LINES", "6", 1);
    setenv("COLUMNS", "20", 1);
    null_out = fopen("/dev/null", "w");
    null_in = fopen("/dev/null", "r");
    screen = newterm("xterm-256color", null_out, null_in);
    ck_assert_ptr_nonnull(screen);
    frame = frame_new(ROWS, WIDTH, SIGNS_UNICODE);
    width_set_ambiguous(1);
    paint_init(&paint, false, true);
}

static void teardown(void)
{
    endwin();
    delscreen(screen);
    fclose(null_out);
    fclose(null_in);
    frame_free(frame);
    width_set_ambiguous(1);
}

/* A row of the window as text; the cursor is put back. */
static void check_row(int row, const char *want)
{
    Buf text = BUF_INIT;
    int was_row, was_col;
    wchar_t cells[WIDTH * 8 + 1];

    getyx(stdscr, was_row, was_col);
    ck_assert_int_ne(mvinnwstr(row, 0, cells, WIDTH * 8), ERR);
    for (size_t i = 0; cells[i]; i++)
        buf_add_rune(&text, (unsigned)cells[i]);
    while (text.len && text.data[text.len - 1] == ' ')
        buf_cut(&text, text.len - 1);
    ck_assert_str_eq(text.data, want);
    move(was_row, was_col);
    buf_free(&text);
}

START_TEST(test_paint_rows)
{
    int row, col;

    frame_put(frame, 0, 0, -1, ST_TITLE, "王小明陈a");
    frame_put(frame, 1, 0, -1, ST_TEXT, "e\xCC\x81s 买·吐");
    frame_put(frame, ROWS - 1, 0, -1, ST_TEXT, "一二三四五六七八九十");
    frame_cursor(frame, 1, 7);
    paint_frame(&paint, stdscr, frame);
    getyx(stdscr, row, col);
    ck_assert_int_eq(row, 1);
    ck_assert_int_eq(col, 7);
    check_row(0, "王小明陈a");
    check_row(1, "e\xCC\x81s 买·吐");
    check_row(ROWS - 1, "一二三四五六七八九十");
    ck_assert_int_eq(refresh(), OK);
}
END_TEST

START_TEST(test_paint_over_old_halves)
{
    for (int shift = 0; shift < 4; shift++) { /* each picture cuts into the one before */
        frame_clear(frame);
        for (int row = 0; row < ROWS; row++)
            frame_put(frame, row, (row + shift) % 4, -1, row % 2 ? ST_TEXT : ST_SELECTED,
                      "王a小明b陈");
        paint_frame(&paint, stdscr, frame);
        ck_assert_int_eq(refresh(), OK);
        for (int row = 0; row < ROWS; row++) {
            Buf want = BUF_INIT;
            frame_row_text(frame, row, &want);
            check_row(row, want.data);
            buf_free(&want);
        }
    }
}
END_TEST

START_TEST(test_paint_ambiguous_width)
{
    int row, col;

    ck_assert_int_eq(wcwidth(L'·'), 1);
    width_set_ambiguous(2);
    ck_assert_int_eq(wcwidth(L'·'), 2);
    /* ncurses itself counts two columns now, so it took our wcwidth. */
    erase();
    mvaddwstr(0, 0, L"·");
    getyx(stdscr, row, col);
    ck_assert_int_eq(row, 0);
    ck_assert_int_eq(col, 2);
    frame_put(frame, 0, 0, -1, ST_TEXT, "买·吐");
    frame_rule(frame, 1, 0, WIDTH);
    frame_cursor(frame, 0, 6);
    paint_frame(&paint, stdscr, frame);
    check_row(0, "买·吐");
    check_row(1, "--------------------");
}
END_TEST

START_TEST(test_paint_ascii_only)
{
    paint.utf8 = false;
    frame_put(frame, 0, 0, -1, ST_TEXT, "王a…éx");
    paint_frame(&paint, stdscr, frame);
    wchar_t cells[WIDTH + 1];
    ck_assert_int_ne(mvinnwstr(0, 0, cells, WIDTH), ERR);
    for (int col = 0; col < WIDTH; col++)
        ck_assert_int_lt((int)cells[col], 0x80);
    ck_assert_int_eq((int)cells[2], 'a');
    ck_assert_int_eq((int)cells[5], 'x');
}
END_TEST

START_TEST(test_paint_styles)
{
    attr_t attrs;
    short pair;
    cchar_t cell;
    wchar_t text[CCHARW_MAX + 1];

    frame_put(frame, 0, 0, -1, ST_ERROR, "x");
    paint_frame(&paint, stdscr, frame);
    mvin_wch(0, 0, &cell);
    getcchar(&cell, text, &attrs, &pair, NULL);
    ck_assert_int_ne(pair, 0);
    paint_init(&paint, true, true);
    for (Style style = 0; style < ST_COUNT; style++)
        ck_assert_int_eq(paint.pairs[style], 0);
    /* Without colour the focus and the marked row are still seen. */
    ck_assert(paint.attrs[ST_FOCUS] & A_REVERSE);
    ck_assert(paint.attrs[ST_SELECTED] & A_REVERSE);
    ck_assert(paint.attrs[ST_ERROR] != A_NORMAL);
}
END_TEST

START_TEST(test_paint_smaller_window)
{
    Frame *large = frame_new(ROWS + 4, WIDTH + 10, SIGNS_UNICODE);
    for (int row = 0; row < ROWS + 4; row++)
        frame_put(large, row, 1, -1, ST_TEXT, "王小明王小明王小明王小明");
    paint_frame(&paint, stdscr, large); /* the terminal shrank and has not said so yet */
    ck_assert_int_eq(refresh(), OK);
    frame_free(large);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_paint_rows,
        test_paint_over_old_halves,
        test_paint_ambiguous_width,
        test_paint_ascii_only,
        test_paint_styles,
        test_paint_smaller_window,
        NULL,
    };
    return suite_run("paint", tests, setup, teardown);
}
