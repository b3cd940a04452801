/* The cells of a sheet, as they come. A row or a cell may leave out where it is; then it
 * follows the one before. */
#include "config.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "exchange/xlsx_inner.h"

enum {
    MERGES_MAX = 100000,
    TYPE_FORMULA = 'f',
    TYPE_INLINE = 'i',
    TYPE_SHARED = 's',
    TYPE_DAY = 'd'
};

typedef struct SheetParse {
    XlsxText text;
    const XlsxSink *sink;
    size_t column; /* of the cell that is open; its row is that of the parse, less one */
    size_t next_row, next_column;
    size_t style, merges;
    char type; /* of the cell: n s(hared) i(nline) f(ormula text) b e d */
    bool in_value, formula, row_hidden, rows_hidden;
    bool column_hidden[XLSX_COLUMNS_MAX];
} SheetParse;

/* "BC17" to row 16 and column 54; false when it is no such thing or out of bounds. */
static bool parse_place(const char *place, size_t *row, size_t *column)
{
    size_t letters = 0, number = 0;
    for (*column = 0; *place >= 'A' && *place <= 'Z' && letters < 4; place++, letters++)
        *column = *column * 26 + (size_t)(*place - 'A' + 1);
    for (; isdigit((unsigned char)*place) && number <= XLSX_ROWS_MAX; place++)
        number = number * 10 + (size_t)(*place - '0');
    if (*place || !letters || *column > XLSX_COLUMNS_MAX || number < 1 ||
        number > XLSX_ROWS_MAX)
        return false;
    *row = number - 1;
    *column -= 1;
    return true;
}

static char cell_type(const char *word)
{
    if (!word)
        return XLSX_NUMBER;
    if (strcmp(word, "inlineStr") == 0)
        return TYPE_INLINE;
    if (strcmp(word, "str") == 0)
        return TYPE_FORMULA;
    return word[0];
}

static void start_row(XlsxParse *parse, SheetParse *sheet, const XML_Char **pairs)
{
    const char *number = xlsx_attribute(pairs, "r");
    size_t row = number ? strtoul(number, NULL, 10) : sheet->next_row + 1;
    if (row < 1 || row > XLSX_ROWS_MAX) {
        xlsx_refuse(parse, _("a row has a number that no sheet has"));
        return;
    }
    /* Rows that go back would be read as if they followed. */
    if (row <= sheet->next_row) {
        xlsx_refuse(parse, _("its rows are not in order"));
        return;
    }
    parse->row = sheet->next_row = row;
    sheet->next_column = 0;
    sheet->row_hidden = xlsx_attribute(pairs, "hidden") ? xlsx_attribute_true(pairs, "hidden")
                                                        : sheet->rows_hidden;
}

static void start_cell(XlsxParse *parse, SheetParse *sheet, const XML_Char **pairs)
{
    const char *place = xlsx_attribute(pairs, "r"), *style = xlsx_attribute(pairs, "s");
    size_t row;
    sheet->column = sheet->next_column;
    if (place && (!parse_place(place, &row, &sheet->column) || row + 1 != parse->row ||
                  sheet->column < sheet->next_column)) {
        xlsx_refuse(parse, _("a cell is not where it says"));
        return;
    }
    if (sheet->column >= XLSX_COLUMNS_MAX) {
        xlsx_refuse(parse, _("it has more columns than a sheet can have"));
        return;
    }
    sheet->next_column = sheet->column + 1;
    sheet->type = cell_type(xlsx_attribute(pairs, "t"));
    sheet->style = style ? strtoul(style, NULL, 10) : 0;
    sheet->formula = false;
    buf_clear(&sheet->text.text);
}

static void hide_columns(SheetParse *sheet, const XML_Char **pairs)
{
    const char *from = xlsx_attribute(pairs, "min"), *to = xlsx_attribute(pairs, "max");
    if (!from || !to || !xlsx_attribute_true(pairs, "hidden"))
        return;
    size_t first = strtoul(from, NULL, 10), last = strtoul(to, NULL, 10);
    for (size_t i = first ? first : 1; i <= last && i <= XLSX_COLUMNS_MAX; i++)
        sheet->column_hidden[i - 1] = true;
}

static void add_merge(XlsxParse *parse, SheetParse *sheet, const XML_Char **pairs)
{
    const char *cells = xlsx_attribute(pairs, "ref");
    const char *colon = cells ? strchr(cells, ':') : NULL;
    XlsxMerge merge;
    if (!colon || !sheet->sink->merge)
        return;
    Buf first = BUF_INIT;
    buf_add_bytes(&first, cells, (size_t)(colon - cells));
    parse->row = 0;
    if (++sheet->merges > MERGES_MAX)
        xlsx_refuse(parse, _("more than %d places are merged"), MERGES_MAX);
    else if (!parse_place(first.data, &merge.row, &merge.column) ||
             !parse_place(colon + 1, &merge.last_row, &merge.last_column))
        xlsx_refuse(parse, _("cells are merged that no sheet has"));
    else if (!sheet->sink->merge(sheet->sink->ctx, &merge))
        xlsx_stop(parse);
    buf_free(&first);
}

static void sheet_start(XlsxParse *parse, const char *name, const XML_Char **pairs)
{
    SheetParse *sheet = parse->ctx;
    if (strcmp(name, "row") == 0)
        start_row(parse, sheet, pairs);
    else if (strcmp(name, "c") == 0)
        start_cell(parse, sheet, pairs);
    else if (strcmp(name, "v") == 0)
        sheet->in_value = true;
    else if (strcmp(name, "f") == 0)
        sheet->formula = true;
    else if (strcmp(name, "col") == 0)
        hide_columns(sheet, pairs);
    else if (strcmp(name, "sheetFormatPr") == 0)
        sheet->rows_hidden = xlsx_attribute_true(pairs, "zeroHeight");
    else if (strcmp(name, "mergeCell") == 0)
        add_merge(parse, sheet, pairs);
    else
        xlsx_text_start(&sheet->text, name);
}

/* ---- what a cell says ---- */

static void tell_number(const XlsxParse *parse, const SheetParse *sheet, XlsxCell *cell,
                        char day[XLSX_DAY_TEXT])
{
    const XlsxBook *book = parse->book;
    cell->type = XLSX_NUMBER;
    cell->zeros = sheet->style < book->n_styles ? book->zeros[sheet->style] : 0;
    if (sheet->style < book->n_styles && book->is_day[sheet->style] &&
        xlsx_day(strtod(cell->text, NULL), book->from1904, day, XLSX_DAY_TEXT))
        cell->day = day;
}

/* A day may be written as one: 2026-11-21T00:00:00.000Z. */
static void tell_written_day(XlsxCell *cell, char text[XLSX_DAY_TEXT])
{
    enum { TIME_AT = DAY_TEXT, TIME_CHARS = 8 };
    Day day;
    char date[DAY_TEXT];
    snprintf(date, sizeof(date), "%s", cell->text);
    if (!day_parse(date, &day))
        return;
    const char *time = strlen(cell->text) >= TIME_AT + TIME_CHARS ? cell->text + TIME_AT : "";
    bool midnight = strncmp(time, "00:00:00", TIME_CHARS) == 0;
    snprintf(text, XLSX_DAY_TEXT, "%s%s%.*s", date, *time && !midnight ? " " : "",
             midnight ? 0 : TIME_CHARS, time);
    cell->day = text;
}

static bool tell_shared(XlsxParse *parse, XlsxCell *cell)
{
    const XlsxBook *book = parse->book;
    char *end;
    size_t index = strtoul(cell->text, &end, 10);
    if (*end || index >= book->n_strings) {
        xlsx_refuse(parse, _("a cell has a text that is not in the file"));
        return false;
    }
    cell->text = book->strings.data + book->string_at[index];
    return true;
}

static void give_cell(XlsxParse *parse, SheetParse *sheet)
{
    char day[XLSX_DAY_TEXT];
    XlsxCell cell = {.row = parse->row - 1,
                     .column = sheet->column,
                     .type = XLSX_TEXT,
                     .formula = sheet->formula,
                     .hidden = sheet->row_hidden || sheet->column_hidden[sheet->column],
                     .text = sheet->text.text.data};
    if (sheet->formula && !sheet->text.text.len && sheet->type != TYPE_FORMULA) {
        cell.type = XLSX_ERROR; /* nobody worked it out */
    } else if (sheet->type == TYPE_SHARED) {
        if (!tell_shared(parse, &cell))
            return;
    } else if (sheet->type == XLSX_NUMBER) {
        tell_number(parse, sheet, &cell, day);
    } else if (sheet->type == XLSX_YESNO) {
        cell.type = XLSX_YESNO;
        cell.text =
            strcmp(cell.text, "0") == 0 || strcmp(cell.text, "false") == 0 ? "FALSE" : "TRUE";
    } else {
        cell.type = sheet->type == XLSX_ERROR ? XLSX_ERROR : XLSX_TEXT;
        xlsx_unescape(&sheet->text.text);
        cell.text = sheet->text.text.data;
        if (sheet->type == TYPE_DAY)
            tell_written_day(&cell, day);
    }
    if (!sheet->sink->cell(sheet->sink->ctx, &cell))
        xlsx_stop(parse);
}

static void sheet_end(XlsxParse *parse, const char *name)
{
    SheetParse *sheet = parse->ctx;
    if (strcmp(name, "v") == 0)
        sheet->in_value = false;
    else if (strcmp(name, "c") != 0)
        xlsx_text_end(&sheet->text, name);
    else if (sheet->text.text.len || sheet->formula)
        give_cell(parse, sheet);
}

static void sheet_text(XlsxParse *parse, const char *bytes, size_t n)
{
    SheetParse *sheet = parse->ctx;
    if (!sheet->in_value) {
        xlsx_text_add(parse, &sheet->text, bytes, n);
        return;
    }
    buf_add_bytes(&sheet->text.text, bytes, n);
    if (sheet->text.text.len > XLSX_TEXT_MAX)
        xlsx_refuse(parse, _("a text has more than %d bytes"), XLSX_TEXT_MAX);
}

static bool make_ready(XlsxBook *book, Err *err)
{
    book->ready = book->ready || (xlsx_read_strings(book, err) &&
                                  (book->strict || xlsx_read_styles(book, err)));
    return book->ready;
}

bool xlsx_read_sheet(XlsxBook *book, size_t i, const XlsxSink *sink, Err *err)
{
    static const XlsxHandlers handlers = {sheet_start, sheet_end, sheet_text};
    if (i >= book->n_sheets)
        return err_set(err, ERR_INPUT, _("%s has only %zu sheets"), book->path, book->n_sheets);
    if (!make_ready(book, err))
        return false;
    SheetParse *sheet = xcalloc(1, sizeof(*sheet));
    sheet->text.text = (Buf)BUF_INIT;
    sheet->sink = sink;
    XlsxParse parse = {
        .book = book, .handlers = &handlers, .ctx = sheet, .sheet = book->sheets[i].name};
    bool done = xlsx_parse(&parse, book->sheets[i].part,
                           book->strict ? XLSX_OWN_MAX : XLSX_SHEET_MAX, err);
    buf_free(&sheet->text.text);
    free(sheet);
    return done;
}

bool xlsx_read(XlsxBook *book, size_t i, bool (*cell)(void *ctx, const XlsxCell *cell),
               void *ctx, Err *err)
{
    return xlsx_read_sheet(book, i, &(XlsxSink){.cell = cell, .ctx = ctx}, err);
}
