/* One sheet: what it is about on top, then block after block. A chart lies beside the rows of
 * its block, which is as high as the chart, so that nothing lies over anything. */
#include "config.h"

#include "exchange/report_book.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/path.h"
#include "base/text/text.h"
#include "exchange/book_file.h"
#include "exchange/hush.h"

enum {
    COLUMNS = 4,     /* the label and up to three numbers */
    BLOCK_ROWS = 4,  /* of a block besides its groups: title, note, heads, total */
    CHART_ROWS = 15, /* how many rows a chart covers */
    CHART_BARS = 20, /* what is read at a glance; the rows have all */
    CHART_COLUMN = COLUMNS + 1,
    LABEL_LEAST = 16,
    LABEL_MOST = 40,
    NUMBER_WIDTH = 12,
    GAP_WIDTH = 2,
    ROW_HEIGHT = 18,
    PAGE_ROWS = 40, /* of a page at that scale */
    PAGE_SCALE = 70,
    GB2312 = 134,
    PAPER_A4 = 9,
    HEAD_COLOR = 0xDDE6F0,
    BAR_COLOR = 0x4472A8,
};

/* On every Chinese Windows; elsewhere what stands in for it has the signs too. */
static const char font_name[] = "宋体";

typedef enum CellFormat {
    CELL_TITLE,
    CELL_NOTE,
    CELL_STAMP,
    CELL_BLOCK,
    CELL_HEAD,
    CELL_HEAD_NUMBER,
    CELL_LABEL,
    CELL_COUNT,
    CELL_PERCENT,
    CELL_MONEY,
    CELL_FEW,
    CELL_FORMATS
} CellFormat;

static const struct CellFormatDef {
    double size;
    const char *number;
    bool bold, grid, head, right;
    lxw_color_t color;
} format_defs[CELL_FORMATS] = {
    [CELL_TITLE] = {.size = 16, .bold = true},
    [CELL_NOTE] = {.size = 10, .color = LXW_COLOR_GRAY},
    [CELL_STAMP] = {.size = 12, .bold = true, .color = LXW_COLOR_RED},
    [CELL_BLOCK] = {.size = 13, .bold = true},
    [CELL_HEAD] = {.bold = true, .grid = true, .head = true},
    [CELL_HEAD_NUMBER] = {.bold = true, .grid = true, .head = true, .right = true},
    [CELL_LABEL] = {.number = "@", .grid = true},
    [CELL_COUNT] = {.number = "#,##0", .grid = true},
    [CELL_PERCENT] = {.number = "0.00\"%\"", .grid = true},
    [CELL_MONEY] = {.number = "#,##0.00", .grid = true},
    [CELL_FEW] = {.grid = true, .right = true, .color = LXW_COLOR_GRAY},
};

typedef struct ReportBook {
    const Report *report;
    const ReportFacts *facts;
    BookFile file;
    lxw_format *formats[CELL_FORMATS];
    lxw_worksheet *sheet;
    const char *title; /* of the sheet */
    SheetSum sum;
    lxw_row_t row;
    lxw_row_t breaks[FIGURE_COUNT + 1]; /* rows on which a page begins; ends with 0 */
    size_t n_breaks;
} ReportBook;

/* ---- what stands in the columns, by unit ---- */

static int64_t value_of(const Figure *figure, size_t row)
{
    return figure->rows[row].value;
}

static int64_t cases_of(const Figure *figure, size_t row)
{
    return figure->rows[row].cases;
}

static int64_t slowest_of(const Figure *figure, size_t row)
{
    return figure->rows[row].slowest;
}

static int64_t part_of(const Figure *figure, size_t row)
{
    const int64_t total = figure->total;
    return total ? (figure->rows[row].value * 10000 + total / 2) / total : 0;
}

typedef struct NumberColumn {
    const char *title;
    CellFormat format;
    int64_t (*value)(const Figure *figure, size_t row);
} NumberColumn;

/* The first of them is what the chart shows. */
static const NumberColumn number_columns[][COLUMNS - 1] = {
    [UNIT_CASES] = {{N_("Cases"), CELL_COUNT, value_of}, {N_("Share"), CELL_PERCENT, part_of}},
    [UNIT_TIMES] = {{N_("Times"), CELL_COUNT, value_of}, {N_("Share"), CELL_PERCENT, part_of}},
    [UNIT_SHARE] = {{N_("Cases"), CELL_COUNT, value_of},
                    {N_("Share"), CELL_PERCENT, figure_share}},
    [UNIT_DAYS] = {{N_("Median, days"), CELL_COUNT, value_of},
                   {N_("Slowest, days"), CELL_COUNT, slowest_of},
                   {N_("Cases"), CELL_COUNT, cases_of}},
    [UNIT_MONEY] = {{N_("Yuan"), CELL_MONEY, value_of}, {N_("Cases"), CELL_COUNT, cases_of}},
};

static bool in_hundredths(CellFormat format)
{
    return format == CELL_MONEY || format == CELL_PERCENT;
}

/* ---- cells ---- */

static bool check(lxw_error status, Err *err)
{
    return status == LXW_NO_ERROR ||
           err_set(err, ERR_IO, _("The workbook cannot be written: %s"), lxw_strerror(status));
}

static bool put_text(ReportBook *book, int column, CellFormat format, const char *text,
                     Err *err)
{
    if (!text[0])
        return true;
    sheet_sum_text(&book->sum, book->row, (size_t)column, text);
    return check(worksheet_write_string(book->sheet, book->row, (lxw_col_t)column, text,
                                        book->formats[format]),
                 err);
}

static bool put_number(ReportBook *book, int column, CellFormat format, int64_t value, Err *err)
{
    double number = in_hundredths(format) ? (double)value / 100.0 : (double)value;
    sheet_sum_number(&book->sum, book->row, (size_t)column, number);
    return check(worksheet_write_number(book->sheet, book->row, (lxw_col_t)column, number,
                                        book->formats[format]),
                 err);
}

static bool put_line(ReportBook *book, CellFormat format, const char *text, Err *err)
{
    bool done = put_text(book, 0, format, text, err);
    book->row++;
    return done;
}

/* ---- a block ---- */

static bool put_heads(ReportBook *book, const Figure *figure, Err *err)
{
    const NumberColumn *columns = number_columns[figure_unit(figure->id)];
    bool done = put_text(book, 0, CELL_HEAD, _("Group"), err);
    for (int i = 0; done && i < COLUMNS - 1 && columns[i].title; i++)
        done = put_text(book, i + 1, CELL_HEAD_NUMBER, _(columns[i].title), err);
    book->row++;
    return done;
}

/* What is told in words, in place of the numbers: that there are too few, or no days to tell.
 */
static bool in_words(const Figure *figure, const FigureRow *row)
{
    return row->hidden || (figure_unit(figure->id) == UNIT_DAYS && !row->cases);
}

static bool put_row(ReportBook *book, const Figure *figure, size_t at, Err *err)
{
    const FigureRow *row = &figure->rows[at];
    const NumberColumn *columns = number_columns[figure_unit(figure->id)];
    bool words = in_words(figure, row);
    Buf shown = BUF_INIT;
    bool done = put_text(book, 0, CELL_LABEL, row->label, err);
    figure_show(figure, at, &shown);
    if (words)
        done = done && put_text(book, 1, CELL_FEW, shown.data, err);
    for (int i = 0; done && !words && i < COLUMNS - 1 && columns[i].title; i++)
        done = put_number(book, i + 1, columns[i].format, columns[i].value(figure, at), err);
    book->row++;
    buf_free(&shown);
    return done;
}

static bool put_total(ReportBook *book, const Figure *figure, Err *err)
{
    FigureUnit unit = figure_unit(figure->id);
    Buf few = BUF_INIT;
    if ((unit != UNIT_CASES && unit != UNIT_TIMES) || !figure->n)
        return true;
    bool done = put_text(book, 0, CELL_HEAD, _("Total"), err);
    if (book->report->guarded && figure->total && figure->total < FIGURES_FEW) {
        figure_show_few(&few);
        done = done && put_text(book, 1, CELL_FEW, few.data, err);
    } else {
        done = done && put_number(book, 1, CELL_COUNT, figure->total, err);
    }
    book->row++;
    buf_free(&few);
    return done;
}

/* The library sets no font for what a chart says; without one the signs of another language
 * stand there, or none. */
static void set_fonts(lxw_chart *chart)
{
    lxw_chart_font plain = {.name = (char *)font_name, .size = 9, .charset = GB2312};
    lxw_chart_font title = {
        .name = (char *)font_name, .size = 12, .bold = LXW_TRUE, .charset = GB2312};
    chart_title_set_name_font(chart, &title);
    chart_axis_set_num_font(chart->x_axis, &plain);
    chart_axis_set_num_font(chart->y_axis, &plain);
    chart_legend_set_font(chart, &plain);
}

/* Months go from left to right; groups from above, where there is room for their names. */
static bool put_chart(ReportBook *book, const Figure *figure, lxw_row_t top, lxw_row_t first,
                      Err *err)
{
    bool months = figure->id == FIGURE_MONTH;
    lxw_row_t last = first + (lxw_row_t)(figure->n < CHART_BARS ? figure->n : CHART_BARS) - 1;
    if (figure_most(figure) <= 0)
        return true;
    lxw_chart *chart =
        workbook_add_chart(book->file.workbook, months ? LXW_CHART_COLUMN : LXW_CHART_BAR);
    lxw_chart_series *series = chart ? chart_add_series(chart, NULL, NULL) : NULL;
    if (!series)
        return err_set(err, ERR_IO, _("The workbook cannot be written: %s"), i18n_errno(errno));
    lxw_chart_fill fill = {.color = BAR_COLOR};
    lxw_chart_options options = {.x_scale = 1.15, .y_scale = 1.2, .x_offset = 4, .y_offset = 2};
    chart_series_set_categories(series, book->title, first, 0, last, 0);
    chart_series_set_values(series, book->title, first, 1, last, 1);
    chart_series_set_fill(series, &fill);
    chart_series_set_labels(series);
    lxw_chart_font plain = {.name = (char *)font_name, .size = 9, .charset = GB2312};
    chart_series_set_labels_font(series, &plain);
    chart_title_set_name(chart, figure_title(figure->id));
    chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
    set_fonts(chart);
    if (!months)
        chart_axis_set_reverse(chart->y_axis); /* for the library this one has the groups */
    chart_axis_major_gridlines_set_visible(months ? chart->y_axis : chart->x_axis, LXW_FALSE);
    return check(worksheet_insert_chart_opt(book->sheet, top, CHART_COLUMN, chart, &options),
                 err);
}

/* A block that does not fit on what is left of the page begins a new one. */
static void break_page(ReportBook *book, const Figure *figure)
{
    lxw_row_t page = book->n_breaks ? book->breaks[book->n_breaks - 1] : 0;
    lxw_row_t rows = (lxw_row_t)figure->n + BLOCK_ROWS;
    rows = rows > CHART_ROWS ? rows : CHART_ROWS;
    if (book->row > page && book->row + rows > page + PAGE_ROWS)
        book->breaks[book->n_breaks++] = book->row;
}

static bool put_figure(ReportBook *book, const Figure *figure, Err *err)
{
    break_page(book, figure);
    lxw_row_t top = book->row;
    bool done = put_line(book, CELL_BLOCK, figure_title(figure->id), err) &&
                put_line(book, CELL_NOTE, figure_counts(figure->id), err) &&
                put_heads(book, figure, err);
    lxw_row_t first = book->row;
    for (size_t i = 0; done && i < figure->n; i++)
        done = put_row(book, figure, i, err);
    if (done && !figure->n)
        done = put_line(book, CELL_LABEL, _("none"), err);
    done = done && put_total(book, figure, err) && put_chart(book, figure, top, first, err);
    book->row = (book->row > top + CHART_ROWS ? book->row : top + CHART_ROWS) + 1;
    return done;
}

/* ---- the sheet ---- */

static bool put_head(ReportBook *book, Err *err)
{
    const Report *report = book->report;
    const ReportFacts *facts = book->facts;
    char from[DAY_TEXT], to[DAY_TEXT], made[DAY_TEXT] = "";
    Day day;
    int hour = 0, minute = 0;
    Buf text = BUF_INIT;
    day_format(report->from, from);
    day_format(report->to, to);
    if (instant_local(facts->at, &day, &hour, &minute))
        day_format(day, made);
    buf_addf(&text, _("Figures from %s to %s"), from, to);
    bool done = put_line(book, CELL_TITLE, text.data, err);
    buf_clear(&text);
    buf_addf(&text, _("%s · station %s · made by %s on %s at %02d:%02d"), facts->organisation,
             facts->station, facts->by, made, hour, minute);
    done = done && put_line(book, CELL_NOTE, text.data, err) &&
           put_line(book, CELL_NOTE,
                    report->own ? _("Only the cases that this person entered")
                                : _("All cases of the store"),
                    err) &&
           put_line(book, report->guarded ? CELL_NOTE : CELL_STAMP,
                    report->guarded ? _("Groups of fewer than 3 cases are joined or not told, "
                                        "so that nobody is known by them")
                                    : _("Exact figures: a small group may tell who somebody "
                                        "is; not for outside the house"),
                    err);
    if (done && facts->practice)
        done = put_line(book, CELL_STAMP, _("Practice: invented cases"), err);
    book->row++;
    buf_free(&text);
    return done;
}

static int label_width(const Report *report)
{
    int most = LABEL_LEAST;
    for (int id = 0; id < FIGURE_COUNT; id++) {
        const Figure *figure = &report->figures[id];
        for (size_t i = 0; i < figure->n; i++) {
            int cols = text_cols(figure->rows[i].label) + 2;
            most = cols > most ? cols : most;
        }
    }
    return most < LABEL_MOST ? most : LABEL_MOST;
}

static bool set_up(ReportBook *book, Err *err)
{
    lxw_worksheet *sheet = book->sheet;
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, PAPER_A4);
    worksheet_set_print_scale(sheet, PAGE_SCALE); /* a fit to the width would undo the breaks */
    worksheet_set_margins(sheet, 0.5, 0.5, 0.5, 0.6);
    worksheet_set_default_row(sheet, ROW_HEIGHT, LXW_FALSE);
    worksheet_gridlines(sheet, LXW_HIDE_ALL_GRIDLINES);
    return check(worksheet_set_column(sheet, 0, 0, label_width(book->report), NULL), err) &&
           check(worksheet_set_column(sheet, 1, COLUMNS - 1, NUMBER_WIDTH, NULL), err) &&
           check(worksheet_set_column(sheet, COLUMNS, COLUMNS, GAP_WIDTH, NULL), err) &&
           check(worksheet_set_footer(sheet, "&C&P / &N"), err);
}

static void make_formats(ReportBook *book)
{
    for (int i = 0; i < CELL_FORMATS; i++) {
        const struct CellFormatDef *def = &format_defs[i];
        lxw_format *format = workbook_add_format(book->file.workbook);
        format_set_font_name(format, font_name);
        format_set_font_charset(format, GB2312);
        if (def->size > 0)
            format_set_font_size(format, def->size);
        if (def->bold)
            format_set_bold(format);
        if (def->number)
            format_set_num_format(format, def->number);
        if (def->grid)
            format_set_border(format, LXW_BORDER_HAIR);
        if (def->head)
            format_set_bg_color(format, HEAD_COLOR);
        if (def->right)
            format_set_align(format, LXW_ALIGN_RIGHT);
        if (def->color)
            format_set_font_color(format, def->color);
        book->formats[i] = format;
    }
}

static bool open_book(ReportBook *book, const char *temp, const char *folder, Err *err)
{
    const ReportFacts *facts = book->facts;
    const BookAbout about = {.title = book->title,
                             .organisation = facts->organisation,
                             .by = facts->by,
                             .at = facts->at,
                             .status = facts->practice ? _("Practice: invented cases") : NULL};
    if (!book_file_begin(&book->file, temp, folder, err) ||
        !book_file_about(&book->file, &about, err))
        return false;
    make_formats(book);
    book->sheet = book_file_add(&book->file, book->title, &book->sum, err);
    return book->sheet && book_file_ready(&book->file, folder, err) && set_up(book, err);
}

bool report_book_write(const Report *report, const ReportFacts *facts, const char *temp,
                       Err *err)
{
    ReportBook book = {.report = report, .facts = facts, .title = _("Figures")};
    char *folder = path_folder(temp);
    int saved = hush_begin();
    bool done = open_book(&book, temp, folder, err) && put_head(&book, err);
    for (int id = 0; done && id < FIGURE_COUNT; id++)
        done = put_figure(&book, &report->figures[id], err);
    done = done && check(worksheet_set_h_pagebreaks(book.sheet, book.breaks), err) &&
           book_file_end(&book.file, err);
    book_file_drop(&book.file);
    hush_end(saved);
    done = done && book_file_check(&book.file, temp, err);
    sheet_sum_free(&book.sum);
    book_file_free(&book.file);
    free(folder);
    return done;
}
