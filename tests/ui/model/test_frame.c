/* Frames: what a screen will be, as cells. */
#include "config.h"

#include <string.h>

#include "tests/support/suite.h"
#include "ui/model/frame.h"
#include "ui/widget/input.h"
#include "ui/widget/table.h"

static Frame *frame;

static void setup(void)
{
    text_set_ambiguous(1);
    frame = frame_new(6, 20, SIGNS_UNICODE);
}

static void teardown(void)
{
    frame_free(frame);
    text_set_ambiguous(1);
}

static void check_row(int row, const char *want)
{
    Buf text = BUF_INIT;
    frame_row_text(frame, row, &text);
    ck_assert_str_eq(text.data, want);
    buf_free(&text);
}

/* Every row is exactly as wide as the frame, whatever was drawn: no half of a wide cluster is
 * left alone. */
static void check_whole(void)
{
    for (int row = 0; row < frame_rows(frame); row++) {
        int used = 0, cols;
        for (int col = 0; col < frame_cols(frame); col++) {
            const char *cell = frame_cell(frame, row, col, NULL, &cols);
            ck_assert_int_eq(text_cols(cell), cols);
            ck_assert(cols != 0 || used == col + 1);
            used += cols;
        }
        ck_assert_int_eq(used, frame_cols(frame));
    }
}

START_TEST(test_frame_put_cuts_at_columns)
{
    ck_assert_int_eq(frame_put(frame, 0, 0, 5, ST_TEXT, "王小明"), 4);
    check_row(0, "王小");
    ck_assert_int_eq(frame_put(frame, 1, 17, -1, ST_TEXT, "王小明"), 2);
    ck_assert_int_eq(frame_put(frame, 2, 19, -1, ST_TEXT, "王"), 0);
    ck_assert_int_eq(frame_put(frame, 9, 0, -1, ST_TEXT, "x"), 0);
    ck_assert_int_eq(frame_put(frame, 0, 20, -1, ST_TEXT, "x"), 0);
    ck_assert_int_eq(frame_put(frame, 0, -1, -1, ST_TEXT, "x"), 0);
    ck_assert_int_eq(frame_put(frame, 3, 0, -1, ST_TEXT, ""), 0);
    check_whole();
}
END_TEST

START_TEST(test_frame_half_of_a_wide_sign)
{
    frame_put(frame, 0, 0, -1, ST_TEXT, "王小明");
    frame_put(frame, 0, 3, -1, ST_TEXT, "x");
    check_row(0, "王 x明");
    frame_put(frame, 0, 4, -1, ST_TEXT, "y");
    check_row(0, "王 xy");
    frame_put(frame, 1, 0, -1, ST_TEXT, "王小明");
    frame_put(frame, 1, 1, -1, ST_TEXT, "李李");
    check_row(1, " 李李");
    check_whole();
}
END_TEST

START_TEST(test_frame_marks_and_controls)
{
    /* A mark stays with its letter and takes no column; alone at the start it is left out. */
    ck_assert_int_eq(frame_put(frame, 0, 0, -1, ST_TEXT, "e\xCC\x81s"), 2);
    check_row(0, "e\xCC\x81s");
    ck_assert_int_eq(frame_put(frame, 1, 0, -1, ST_TEXT, "\xCC\x81s"), 1);
    check_row(1, "s");
    /* Escape sequences and bad bytes cannot reach the terminal. */
    frame_put(frame, 2, 0, -1, ST_TEXT, "a\033[2Jb\xFFz");
    check_row(2, "a?[2Jb?z");
    frame_put(frame, 3, 0, -1, ST_TEXT, "a\tb\nc");
    check_row(3, "a b c");
    /* More marks than a cell can hold. */
    Buf many = BUF_INIT;
    buf_add(&many, "o");
    for (int i = 0; i < 30; i++)
        buf_add(&many, "\xCC\x82");
    ck_assert_int_eq(frame_put(frame, 4, 0, -1, ST_TEXT, many.data), 1);
    buf_free(&many);
    check_whole();
}
END_TEST

START_TEST(test_frame_ambiguous_signs)
{
    frame_put(frame, 0, 0, -1, ST_TEXT, "买·吐");
    ck_assert_int_eq(text_cols("买·吐"), 5);
    text_set_ambiguous(2);
    frame_clear(frame);
    ck_assert_int_eq(frame_put(frame, 0, 0, -1, ST_TEXT, "买·吐"), 6);
    frame_fill(frame, 1, 0, 5, ST_TEXT, "█");
    check_row(1, "██");
    frame_rule(frame, 2, 0, 20);
    check_row(2, "--------------------");
    frame_box(frame, (Rect){3, 0, 3, 10}, NULL);
    check_row(3, "+--------+");
    check_row(4, "|        |");
    frame_fit(frame, 0, 0, 7, ST_TEXT, "王小明王小明", TEXT_LEFT);
    check_row(0, "王小…");
    check_whole();
}
END_TEST

/* Writing over something is noticed, unless it is covered first. */
START_TEST(test_frame_clashes)
{
    int row, col;
    frame_put(frame, 1, 0, -1, ST_TEXT, "王小明");
    frame_put(frame, 1, 8, -1, ST_TEXT, "ab");
    frame_put(frame, 1, 8, -1, ST_KEY, "a");
    ck_assert_int_eq(frame_clashes(frame, &row, &col), 0);
    frame_fit(frame, 1, 9, 4, ST_TEXT, "", TEXT_LEFT);
    ck_assert_int_eq(frame_clashes(frame, &row, &col), 1);
    ck_assert(row == 1 && col == 9);
    frame_put(frame, 1, 3, -1, ST_TEXT, "x");
    ck_assert_int_gt(frame_clashes(frame, &row, &col), 1);
    frame_clear(frame);
    frame_put(frame, 2, 0, -1, ST_TEXT, "王小明e\xCC\x81");
    frame_cover(frame, (Rect){2, 1, 1, 4});
    frame_put(frame, 2, 1, 4, ST_TEXT, "1234");
    frame_box(frame, (Rect){1, 0, 4, 12}, "王");
    ck_assert_int_eq(frame_clashes(frame, &row, &col), 0);
    check_whole();
}
END_TEST

START_TEST(test_frame_fit_and_box)
{
    frame_fill(frame, 0, 0, 20, ST_TEXT, "#");
    frame_fit(frame, 0, 2, 7, ST_TEXT, "王小明陈", TEXT_LEFT);
    check_row(0, "##王小明…###########");
    frame_fit(frame, 0, 2, 7, ST_TEXT, "12", TEXT_RIGHT);
    check_row(0, "##     12###########");
    frame_fit(frame, 0, 2, 7, ST_TEXT, NULL, TEXT_LEFT);
    check_row(0, "##       ###########");
    frame_put(frame, 2, 0, -1, ST_TEXT, "王小明王小明王小明王");
    frame_box(frame, (Rect){1, 1, 3, 9}, "题");
    check_row(1, " ┌─ 题 ──┐");
    check_row(2, " │       │明王小明王");
    check_row(3, " └───────┘");
    check_whole();
}
END_TEST

START_TEST(test_frame_ascii)
{
    Frame *ascii = frame_new(2, 10, SIGNS_ASCII);
    for (Sign sign = 0; sign < SIGN_COUNT; sign++)
        for (const char *c = frame_sign(ascii, sign); *c; c++)
            ck_assert_int_lt((unsigned char)*c, 0x80);
    frame_rule(ascii, 0, 0, 10);
    Buf text = BUF_INIT;
    frame_row_text(ascii, 0, &text);
    ck_assert_str_eq(text.data, "----------");
    buf_free(&text);
    frame_free(ascii);
}
END_TEST

START_TEST(test_frame_cursor)
{
    int row, col;
    ck_assert(!frame_cursor_at(frame, &row, &col));
    frame_cursor(frame, 2, 99);
    ck_assert(frame_cursor_at(frame, &row, &col));
    ck_assert_int_eq(row, 2);
    ck_assert_int_eq(col, 19);
    frame_resize(frame, 3, 8);
    ck_assert(!frame_cursor_at(frame, &row, &col));
}
END_TEST

static const TableColumn columns[] = {
    {"案卷号", 6, 14, 0, TEXT_LEFT},
    {"患者", 4, 8, 0, TEXT_LEFT},
    {"疾病", 6, 24, 1, TEXT_LEFT},
    {"缺", 2, 3, 2, TEXT_RIGHT},
};
enum { COLUMNS = sizeof columns / sizeof columns[0] };

START_TEST(test_table_widths)
{
    for (int total = 0; total < 120; total++) {
        int widths[COLUMNS], used = 0, shown = 0;
        table_widths(columns, COLUMNS, total, widths);
        for (int i = 0; i < COLUMNS; i++) {
            ck_assert_int_ge(widths[i], 0);
            used += widths[i];
            shown += widths[i] > 0;
        }
        used += shown > 1 ? shown - 1 : 0;
        ck_assert_int_le(used, total);
        if (total >= 6 + 1 + 4 + 1 + 6 + 1 + 2) {
            ck_assert_int_eq(shown, COLUMNS);
            ck_assert_int_eq(used, total);
        }
    }
    int widths[COLUMNS];
    table_widths(columns, COLUMNS, 20, widths); /* the last priority goes first */
    ck_assert_int_eq(widths[3], 0);
    ck_assert_int_eq(widths[0] + widths[1] + widths[2] + 2, 20);
    table_widths(columns, COLUMNS, 52, widths); /* all get what they want */
    ck_assert_int_eq(widths[0], 14);
    ck_assert_int_eq(widths[1], 8);
    ck_assert_int_eq(widths[2], 24);
    ck_assert_int_eq(widths[3], 3);
}
END_TEST

static bool row_of(void *ctx, int64_t row, TableCell *cells)
{
    static const char *const names[] = {"张小明", "", "买买提·吐尔逊江", "o\xCC\x82"};
    if (row >= *(int64_t *)ctx)
        return false;
    cells[0] = (TableCell){"T1-2026-000128", ST_TEXT};
    cells[1] = (TableCell){names[row % 4], ST_VALUE};
    cells[2] = (TableCell){"急性淋巴细胞白血病", ST_TEXT};
    cells[3] = (TableCell){NULL, ST_TEXT};
    return true;
}

START_TEST(test_table_draw)
{
    int64_t rows = 30;
    ListView list = {0};
    const Table table = {columns, COLUMNS, row_of, &rows, true, 0};
    int row, col;

    frame_resize(frame, 6, 60);
    list_set_count(&list, rows);
    table_draw(&table, &list, frame, (Rect){0, 0, 6, 60});
    check_row(0, "   案卷号          患者      疾病                        缺");
    check_row(1, " > T1-2026-000128  张小明    急性淋巴细胞白血病");
    check_row(3, "   T1-2026-000128  买买提·…  急性淋巴细胞白血病");
    ck_assert(frame_cursor_at(frame, &row, &col));
    ck_assert_int_eq(row, 1);
    ck_assert_int_eq(col, 1);
    list_select(&list, 29);
    frame_clear(frame);
    table_draw(&table, &list, frame, (Rect){0, 0, 6, 60});
    ck_assert(frame_cursor_at(frame, &row, &col));
    ck_assert_int_eq(row, 5);
    check_whole();
}
END_TEST

START_TEST(test_input_draw)
{
    LineEdit edit;
    int row, col;

    lineedit_init(&edit, "王小明陈小明李小明", 0, false);
    input_draw(&edit, frame, (Rect){0, 0, 1, 10}, true, false);
    check_row(0, "<李小明");
    ck_assert(frame_cursor_at(frame, &row, &col));
    ck_assert_int_le(col, 9);
    lineedit_key(&edit, K_HOME);
    input_draw(&edit, frame, (Rect){1, 0, 1, 10}, true, false);
    check_row(1, "王小明陈 >");
    ck_assert(frame_cursor_at(frame, &row, &col));
    ck_assert_int_eq(col, 0);
    input_draw(&edit, frame, (Rect){2, 0, 1, 10}, true, true);
    check_row(2, "*********");
    lineedit_free(&edit);
    check_whole();
}
END_TEST

START_TEST(test_textarea)
{
    LineEdit edit;
    int row, col;
    Rect rect = {0, 0, 3, 9};

    lineedit_init(&edit, "王小明住院了。\n第二行", 0, true);
    textarea_draw(&edit, frame, rect, true);
    check_row(0, "王小明住");
    check_row(1, "院了。");
    check_row(2, "第二行");
    ck_assert(frame_cursor_at(frame, &row, &col));
    ck_assert_int_eq(row, 2);
    ck_assert_int_eq(col, 6);
    ck_assert(!textarea_key(&edit, 3, 9, K_DOWN));
    ck_assert(textarea_key(&edit, 3, 9, K_UP));
    textarea_draw(&edit, frame, rect, true);
    ck_assert(frame_cursor_at(frame, &row, &col));
    ck_assert_int_eq(row, 1);
    ck_assert_int_eq(col, 6);
    ck_assert(textarea_key(&edit, 3, 9, K_ENTER));
    ck_assert_str_eq(edit.text.data, "王小明住院了。\n\n第二行");
    textarea_draw(&edit, frame, rect, true); /* scrolled to the caret */
    ck_assert(frame_cursor_at(frame, &row, &col));
    ck_assert_int_eq(row, 2);
    ck_assert_int_eq(col, 0);
    lineedit_free(&edit);
    check_whole();
}
END_TEST

/* Up and Down go by what is seen, and keep their column over shorter lines. */
START_TEST(test_textarea_moves_by_what_is_seen)
{
    /* Nine columns hold four characters and the cursor. */
    static const struct {
        int key, row, col;
    } steps[] = {
        {K_HOME, 4, 0}, {K_UP, 3, 0},   {K_END, 3, 8},   {K_UP, 2, 2},   {K_UP, 1, 6},
        {K_UP, 0, 8},   {K_DOWN, 1, 6}, {K_DOWN, 2, 2},  {K_DOWN, 3, 8}, {K_LEFT, 3, 6},
        {K_UP, 2, 2},   {K_UP, 1, 6},   {K_RIGHT, 2, 0}, {K_UP, 1, 0},
    };
    LineEdit edit;
    int row, col;
    Rect rect = {0, 0, 6, 9};
    /* 王小明住 / 院了。 / 第 / 三四五六 / 七 */
    lineedit_init(&edit, "王小明住院了。\n第\n三四五六七", 0, true);
    for (size_t i = 0; i < COUNT_OF(steps); i++) {
        ck_assert(textarea_key(&edit, 6, 9, steps[i].key));
        textarea_draw(&edit, frame, rect, true);
        ck_assert(frame_cursor_at(frame, &row, &col));
        ck_assert_msg(row == steps[i].row && col == steps[i].col, "step %zu: %d,%d", i, row,
                      col);
    }
    lineedit_free(&edit);
    check_whole();
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_frame_put_cuts_at_columns,
        test_frame_half_of_a_wide_sign,
        test_frame_marks_and_controls,
        test_frame_ambiguous_signs,
        test_frame_clashes,
        test_frame_fit_and_box,
        test_frame_ascii,
        test_frame_cursor,
        test_table_widths,
        test_table_draw,
        test_input_draw,
        test_textarea,
        test_textarea_moves_by_what_is_seen,
        NULL,
    };
    return suite_run("frame", tests, setup, teardown);
}
