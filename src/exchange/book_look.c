/* How a workbook looks: the formats of each look, widths and heights from what was written, the
 * page. In constant-memory mode a row's height must be known when the row ends, and a column's
 * width only when the sheet does. So a text is broken where its column is as wide as it may
 * become: where it stays narrower, no line of it was as long. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text/text.h"
#include "exchange/book.h"
#include "rules/language/placeholder.h"

enum {
    MARGIN = 2, /* columns that a cell has beside its text */
    LINE_POINTS = 16,
    HINT_POINTS = 13,
    HEIGHT_MAX = 409, /* points; Excel's limit */
    HINT_WIDTH = 12,  /* the least that a column with a hint takes */
    NOTE_WIDTH = 110, /* what a note is broken at: a screen */
    PAGE_WIDTH = 107, /* columns of text on a landscape A4 page as it is */
    SCALE_MIN = 65,   /* percent; what is smaller is hard to read */
    PERCENT = 100,
    FONT_CHARSET = 134, /* GB 2312: every Chinese Windows and WPS takes 宋体 for it */
    WIDE_FROM = 0x80,   /* 宋体 draws what is not ASCII in two columns */
};

#define FONT        "宋体"
#define HEAD_COLOR  0xDDEBF7
#define GROUP_COLOR 0xBDD7EE
#define TOTAL_COLOR 0xF2F2F2
#define GRID_COLOR  0xA6A6A6
#define CUT_COLOR   0xFFE699 /* a grey that is seen on a black and white print */
#define NOTE_COLOR  0x595959

typedef struct FormatDef {
    const char *number;
    lxw_color_t color, fill; /* 0: black, none */
    double size;             /* 0: as usual */
    bool bold, italic, wrap, underline, grid, center;
    uint8_t align; /* up and down */
} FormatDef;

static const FormatDef plain_defs[BOOK_FORMATS_PLAIN] = {
    [FORMAT_STAMP] = {.bold = true,
                      .wrap = true,
                      .color = LXW_COLOR_RED,
                      .align = LXW_ALIGN_VERTICAL_CENTER},
    [FORMAT_NOTE] = {.align = LXW_ALIGN_VERTICAL_CENTER},
    [FORMAT_HINT] = {.wrap = true,
                     .color = LXW_COLOR_GRAY,
                     .size = 9,
                     .align = LXW_ALIGN_VERTICAL_TOP},
    [FORMAT_HEAD] = {.bold = true, .underline = true},
    [FORMAT_HEAD_REQUIRED] = {.bold = true, .underline = true, .color = LXW_COLOR_RED},
    [FORMAT_TEXT] = {.number = "@"},
    [FORMAT_MONEY] = {.number = "#,##0.00"},
    [FORMAT_DATE] = {.number = "yyyy-mm-dd"},
    [FORMAT_COUNT] = {.number = "0"},
};

#define GRID_HEAD                                                                              \
    .bold = true, .wrap = true, .grid = true, .center = true, .fill = HEAD_COLOR,              \
    .align = LXW_ALIGN_VERTICAL_CENTER
#define GRID_TOTAL                                                                             \
    .bold = true, .grid = true, .fill = TOTAL_COLOR, .align = LXW_ALIGN_VERTICAL_CENTER

static const FormatDef grid_defs[BOOK_FORMATS] = {
    [FORMAT_STAMP] = {.bold = true,
                      .wrap = true,
                      .color = LXW_COLOR_RED,
                      .align = LXW_ALIGN_VERTICAL_CENTER},
    [FORMAT_NOTE] = {.wrap = true, .color = NOTE_COLOR, .align = LXW_ALIGN_VERTICAL_CENTER},
    [FORMAT_HINT] = {.wrap = true,
                     .grid = true,
                     .color = NOTE_COLOR,
                     .size = 9,
                     .align = LXW_ALIGN_VERTICAL_CENTER},
    [FORMAT_HEAD] = {GRID_HEAD},
    [FORMAT_HEAD_REQUIRED] = {GRID_HEAD, .color = 0xC00000},
    [FORMAT_PLAIN] = {.wrap = true, .grid = true, .align = LXW_ALIGN_VERTICAL_TOP},
    [FORMAT_TEXT] = {.number = "@",
                     .wrap = true,
                     .grid = true,
                     .align = LXW_ALIGN_VERTICAL_TOP},
    [FORMAT_MONEY] = {.number = "#,##0.00_ ", .grid = true, .align = LXW_ALIGN_VERTICAL_TOP},
    [FORMAT_DATE] = {.number = "yyyy-mm-dd",
                     .grid = true,
                     .center = true,
                     .align = LXW_ALIGN_VERTICAL_TOP},
    [FORMAT_COUNT] = {.number = "0_ ", .grid = true, .align = LXW_ALIGN_VERTICAL_TOP},
    [FORMAT_GROUP] = {.bold = true,
                      .wrap = true,
                      .grid = true,
                      .center = true,
                      .fill = GROUP_COLOR,
                      .align = LXW_ALIGN_VERTICAL_CENTER},
    [FORMAT_EXAMPLE] = {.number = "@",
                        .italic = true,
                        .wrap = true,
                        .grid = true,
                        .color = NOTE_COLOR,
                        .align = LXW_ALIGN_VERTICAL_TOP},
    [FORMAT_TOTAL] = {GRID_TOTAL},
    [FORMAT_TOTAL_MONEY] = {GRID_TOTAL, .number = "#,##0.00_ "},
    [FORMAT_TOTAL_COUNT] = {GRID_TOTAL, .number = "0_ "},
    [FORMAT_BELOW_TEXT] = {.number = "@", .wrap = true},
    [FORMAT_BELOW_MONEY] = {.number = "#,##0.00_ "},
    [FORMAT_BELOW_DATE] = {.number = "yyyy-mm-dd"},
    [FORMAT_BELOW_COUNT] = {.number = "0_ "},
    [FORMAT_CUT] = {.number = "@",
                    .wrap = true,
                    .grid = true,
                    .fill = CUT_COLOR,
                    .align = LXW_ALIGN_VERTICAL_TOP},
};

/* ---- formats ---- */

static void set_font(lxw_format *format)
{
    format_set_font_name(format, FONT);
    format_set_font_charset(format, FONT_CHARSET);
}

static void set_format(lxw_format *format, const FormatDef *def)
{
    if (def->number)
        format_set_num_format(format, def->number);
    if (def->color)
        format_set_font_color(format, def->color);
    if (def->fill)
        format_set_bg_color(format, def->fill);
    if (def->size > 0)
        format_set_font_size(format, def->size);
    if (def->bold)
        format_set_bold(format);
    if (def->italic)
        format_set_italic(format);
    if (def->wrap)
        format_set_text_wrap(format);
    if (def->underline)
        format_set_bottom(format, LXW_BORDER_THIN);
    if (def->align)
        format_set_align(format, def->align);
    if (def->center)
        format_set_align(format, LXW_ALIGN_CENTER);
    if (def->grid) {
        format_set_border(format, LXW_BORDER_THIN);
        format_set_border_color(format, GRID_COLOR);
    }
}

void book_look_formats(Book *book)
{
    bool grid = book_is_grid(book);
    const FormatDef *defs = grid ? grid_defs : plain_defs;
    /* The first is that of cells without one: the file measures widths by it. */
    if (grid)
        set_font(STAILQ_FIRST(book->file.workbook->formats));
    static const int formats_of[] = {[LOOK_PLAIN] = BOOK_FORMATS_PLAIN,
                                     [LOOK_GRID] = BOOK_FORMATS_GRID,
                                     [LOOK_PRINT] = BOOK_FORMATS,
                                     [LOOK_TOTAL] = BOOK_FORMATS};
    for (int i = 0; i < formats_of[book->template->look]; i++) {
        book->formats[i] = workbook_add_format(book->file.workbook);
        if (grid)
            set_font(book->formats[i]);
        set_format(book->formats[i], &defs[i]);
    }
}

/* ---- measuring ---- */

static int rune_width(uint32_t rune)
{
    if (rune < WIDE_FROM)
        return 1;
    return text_rune_cols(rune) == 0 ? 0 : 2;
}

/* How many lines the text has at this width, and the columns of its longest one. The width of
 * signs is not asked of the terminal: the same batch is the same file everywhere. */
static int measure(const char *text, int width, int *longest)
{
    int lines = 1, cols = 0;
    size_t bytes;
    *longest = 0;
    for (; *text; text += bytes) {
        uint32_t rune = text_rune(text, &bytes);
        int wide = rune == '\n' ? 0 : rune_width(rune);
        if (rune == '\n' || cols + wide > width) {
            lines++;
            cols = 0;
        }
        cols += wide;
        if (cols > *longest)
            *longest = cols;
    }
    return lines;
}

void book_look_begin(BookSheet *sheet, size_t columns)
{
    const TemplateSheet *template = sheet->template;
    sheet->n_columns = columns;
    sheet->columns = xcalloc(columns + 1, sizeof(BookColumn));
    for (size_t i = 0; i < columns; i++) {
        bool own = i < template->n_columns && template->columns[i].type == CELL_TEXT;
        sheet->columns[i].cap = own ? (int)template->columns[i].width : WIDTH_MAX;
    }
}

static void take_height(BookSheet *sheet, int lines, int points)
{
    int height = lines * points + MARGIN;
    if (lines > 1 && height > sheet->height)
        sheet->height = height;
}

/* A hint takes what room there is, and is small. */
static void take_hint(BookSheet *sheet, BookColumn *of, const char *text)
{
    int longest, least = (of->cap < HINT_WIDTH ? of->cap : HINT_WIDTH) - MARGIN;
    if (of->longest < least)
        of->longest = least;
    take_height(sheet, measure(text, of->longest, &longest), HINT_POINTS);
}

void book_look_text(BookSheet *sheet, size_t column, BookFormat format, const char *text)
{
    int longest;
    if (column >= sheet->n_columns)
        return;
    BookColumn *of = &sheet->columns[column];
    if (format == FORMAT_HINT) {
        take_hint(sheet, of, text);
        return;
    }
    take_height(sheet, measure(text, of->cap - MARGIN, &longest), LINE_POINTS);
    if (longest > of->longest)
        of->longest = longest;
}

/* Over several columns: their widths are not known yet, so what the names above or below ask
 * for counts, and a note is broken as if it had no more. */
void book_look_wide(BookSheet *sheet, size_t from, size_t columns, const char *text)
{
    int longest, width = 0;
    for (size_t i = from; i < from + columns && i < sheet->n_columns; i++)
        width +=
            (sheet->columns[i].longest > WIDTH_MIN ? sheet->columns[i].longest : WIDTH_MIN) +
            MARGIN;
    int lines = measure(text, width > MARGIN ? width - MARGIN : NOTE_WIDTH, &longest);
    take_height(sheet, lines, LINE_POINTS);
}

bool book_look_cuts(const Book *book, const BookSheet *sheet, size_t column, const char *text)
{
    int longest;
    return book->template->look >= LOOK_PRINT && sheet->template->kind <= SHEET_ROWS &&
           column < sheet->n_columns &&
           measure(text, sheet->columns[column].cap - MARGIN, &longest) * LINE_POINTS + MARGIN >
               HEIGHT_MAX;
}

/* Breaks where measure does. */
size_t book_look_lines(const char *text, int column_width, int lines)
{
    int cols = 0;
    size_t bytes;
    for (const char *at = text; *at; at += bytes) {
        uint32_t rune = text_rune(at, &bytes);
        int wide = rune == '\n' ? 0 : rune_width(rune);
        if (rune == '\n' || cols + wide > column_width - MARGIN) {
            if (--lines == 0)
                return (size_t)(at - text);
            cols = 0;
        }
        cols += wide;
    }
    return strlen(text);
}

bool book_look_row(BookSheet *sheet, Err *err)
{
    int height = sheet->height < HEIGHT_MAX ? sheet->height : HEIGHT_MAX;
    sheet->height = 0;
    return !sheet->columns || height == 0 ||
           book_check(sheet, worksheet_set_row(sheet->sheet, sheet->next, height, NULL), err);
}

/* ---- the end of a sheet ---- */

static int final_width(const BookColumn *column)
{
    int width = column->longest + MARGIN;
    return width < WIDTH_MIN ? WIDTH_MIN : width > column->cap ? column->cap : width;
}

static bool set_widths(Book *book, BookSheet *sheet, Err *err)
{
    static const BookFormat below[CELL_TYPES] = {[CELL_TEXT] = FORMAT_BELOW_TEXT,
                                                 [CELL_MONEY] = FORMAT_BELOW_MONEY,
                                                 [CELL_DATE] = FORMAT_BELOW_DATE,
                                                 [CELL_COUNT] = FORMAT_BELOW_COUNT};
    for (size_t i = 0; i < sheet->n_columns; i++) {
        bool own = sheet->template->kind <= SHEET_ROWS;
        lxw_error status = worksheet_set_column(
            sheet->sheet, (lxw_col_t)i, (lxw_col_t)i, final_width(&sheet->columns[i]),
            own ? book->formats[below[sheet->template->columns[i].type]] : NULL);
        if (!book_check(sheet, status, err))
            return false;
    }
    return true;
}

/* In a header or footer & begins a command. */
static void add_header_text(Buf *out, const char *text)
{
    for (; text && *text; text++) {
        buf_add_char(out, *text);
        if (*text == '&')
            buf_add_char(out, '&');
    }
}

/* "第 {@page} 页，共 {@pages} 页", in the commands of a footer. */
static void add_page_word(Buf *out, const char *word)
{
    Placeholder one;
    Arena *arena = arena_new();
    for (; placeholder_next(word, arena, &one); word = one.end) {
        Buf before = BUF_INIT;
        buf_add_bytes(&before, word, (size_t)(one.open - word));
        add_header_text(out, before.data);
        buf_free(&before);
        buf_add(out, strcmp(one.value, "pages") == 0 ? "&N" : "&P");
    }
    add_header_text(out, word);
    arena_free(arena);
}

/* What a page has to say of what it does not show. Not in a cell: those are the platform's. */
static void add_notice(const Book *book, const BookSheet *sheet, Buf *out)
{
    const Template *template = book->template;
    if (template->look < LOOK_PRINT || sheet->template->kind > SHEET_ROWS ||
        (sheet->data && !sheet->cut))
        return;
    if (book->facts->practice)
        buf_add(out, "  ");
    if (!sheet->data) {
        add_header_text(out, template->words[WORD_EMPTY]);
        return;
    }
    add_header_text(out, template->words[template->continued ? WORD_GOES_ON : WORD_CUT]);
    add_header_text(out, template->continued);
}

static bool set_header_and_footer(Book *book, BookSheet *sheet, Err *err)
{
    Buf header = BUF_INIT, footer = BUF_INIT;
    buf_add(&header, "&L&A&C");
    if (book->facts->practice)
        add_header_text(&header, book->template->words[WORD_PRACTICE]);
    add_notice(book, sheet, &header);
    buf_add(&header, "&R");
    add_header_text(&header, book->facts->batch);
    buf_add(&footer, "&C");
    add_page_word(&footer, book->template->words[WORD_PAGE]);
    bool done = book_check(sheet, worksheet_set_header(sheet->sheet, header.data), err) &&
                book_check(sheet, worksheet_set_footer(sheet->sheet, footer.data), err);
    buf_free(&header);
    buf_free(&footer);
    return done;
}

/* ---- the page ---- */

/* A group above the names is repeated with them; notes and hints are read on the screen. */
static lxw_row_t printed_from(const BookSheet *sheet)
{
    const TemplateSheet *template = sheet->template;
    for (size_t i = 0; i + 1 < template->n_head; i++) {
        if (template->head[i] == HEAD_GROUPS && template->head[i + 1] == HEAD_NAMES)
            return sheet->names - 1;
    }
    return sheet->names;
}

static bool same_group(const BookSheet *sheet, size_t a, size_t b)
{
    const TemplateColumn *columns = sheet->template->columns;
    return columns[a].group && columns[b].group &&
           strcmp(columns[a].group, columns[b].group) == 0;
}

/* The columns that one group covers, from this one on: they are kept on one page. */
static size_t group_end(const BookSheet *sheet, size_t from, int *width)
{
    size_t end = from;
    *width = 0;
    do {
        *width += final_width(&sheet->columns[end++]);
    } while (end < sheet->n_columns && same_group(sheet, from, end));
    return end;
}

/* Where pages that bear so many columns of text end, the fixed columns being on each. A group
 * that is wider than a page is broken where the page is full. */
static size_t page_breaks(const BookSheet *sheet, int page, lxw_col_t *breaks)
{
    size_t n = 0, fixed = sheet->template->fixed, end;
    int repeated = 0, used, width;
    for (size_t i = 0; i < fixed; i++)
        repeated += final_width(&sheet->columns[i]);
    used = repeated;
    for (size_t i = fixed; i < sheet->n_columns; i = end) {
        end = group_end(sheet, i, &width);
        if (used + width > page && used > repeated) {
            breaks[n++] = (lxw_col_t)i;
            used = repeated;
        }
        for (; i < end; i++) {
            width = final_width(&sheet->columns[i]);
            if (used + width > page && used > repeated) {
                breaks[n++] = (lxw_col_t)i;
                used = repeated;
            }
            used += width;
        }
    }
    breaks[n] = 0;
    return n;
}

static bool set_scale(BookSheet *sheet, Err *err)
{
    int total = 0;
    for (size_t i = 0; i < sheet->n_columns; i++)
        total += final_width(&sheet->columns[i]);
    int scale = total > PAGE_WIDTH ? PAGE_WIDTH * PERCENT / total : PERCENT;
    bool breaks = scale < SCALE_MIN && sheet->template->kind <= SHEET_ROWS;
    if (scale < SCALE_MIN)
        scale = SCALE_MIN;
    if (!breaks) {
        if (total > PAGE_WIDTH)
            worksheet_fit_to_pages(sheet->sheet, 1, 0);
        return true;
    }
    lxw_col_t *at = xcalloc(sheet->n_columns + 1, sizeof(lxw_col_t));
    worksheet_set_print_scale(sheet->sheet, (uint16_t)scale);
    size_t n = page_breaks(sheet, PAGE_WIDTH * PERCENT / SCALE_MIN, at);
    bool done = n == 0 || book_check(sheet, worksheet_set_v_pagebreaks(sheet->sheet, at), err);
    free(at);
    return done;
}

static bool set_repeats(BookSheet *sheet, Err *err)
{
    size_t fixed = sheet->template->fixed;
    if (sheet->template->kind == SHEET_TEXT)
        return book_check(sheet,
                          worksheet_repeat_rows(sheet->sheet, sheet->names, sheet->names), err);
    if (sheet->template->kind > SHEET_ROWS)
        return true;
    lxw_row_t from = printed_from(sheet), last = sheet->next > from ? sheet->next - 1 : from;
    worksheet_freeze_panes(sheet->sheet, sheet->data_from, (lxw_col_t)fixed);
    return book_check(sheet, worksheet_repeat_rows(sheet->sheet, from, sheet->names), err) &&
           book_check(sheet,
                      worksheet_print_area(sheet->sheet, from, 0, last,
                                           (lxw_col_t)(sheet->n_columns - 1)),
                      err) &&
           (fixed == 0 ||
            book_check(sheet, worksheet_repeat_columns(sheet->sheet, 0, (lxw_col_t)(fixed - 1)),
                       err));
}

bool book_look_end(Book *book, BookSheet *sheet, Err *err)
{
    static const double side = 0.4, end = 0.6; /* inches */
    worksheet_set_margins(sheet->sheet, side, side, end, end);
    return set_widths(book, sheet, err) && set_repeats(sheet, err) && set_scale(sheet, err) &&
           set_header_and_footer(book, sheet, err);
}
