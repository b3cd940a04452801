/* A workbook as a table. */
#include "config.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "exchange/table_inner.h"
#include "exchange/xlsx_read.h"

/* Cells that are merged do not lie over each other in a whole file, so all of them together
 * touch each row once a column at most. */
enum { COVERED_MAX = 20 << 20, NUMBER_TEXT = XLSX_ZEROS_MAX + 24 };

typedef struct Reading {
    TableBuild *build;
    XlsxMerge *merges;
    size_t n, room;
    bool failed;
    Err *err;
} Reading;

/* A number as a person would type it: 12345678901 and not 1.2345678901E+10, with the zeros
 * before it that its style shows. Beyond 15 digits a workbook has lost them, and what it wrote
 * is shown. */
static const char *plain_number(const XlsxCell *cell, char out[NUMBER_TEXT], bool *rounded)
{
    static const double most = 1e15;
    char *end;
    double number = strtod(cell->text, &end);
    *rounded = !*end && !(fabs(number) < most);
    if (*end || *rounded)
        return cell->text;
    if (floor(number) == number)
        snprintf(out, NUMBER_TEXT, "%0*.0f", number < 0 ? 0 : cell->zeros, number);
    else
        snprintf(out, NUMBER_TEXT, "%.15g", number);
    return out;
}

static bool take_cell(void *ctx, const XlsxCell *cell)
{
    Reading *reading = ctx;
    char number[NUMBER_TEXT];
    TableCell taken = {.column = cell->column,
                       .text = cell->text,
                       .error = cell->type == XLSX_ERROR,
                       .formula = cell->formula};
    if (cell->day)
        taken.text = cell->day;
    else if (cell->type == XLSX_NUMBER)
        taken.text = plain_number(cell, number, &taken.rounded);
    if (!*taken.text && !taken.error)
        return true;
    reading->failed =
        !table_add(reading->build, cell->row + 1, &taken, cell->hidden, reading->err);
    return !reading->failed;
}

static bool take_merge(void *ctx, const XlsxMerge *merge)
{
    Reading *reading = ctx;
    if (reading->n == reading->room) {
        reading->room = 2 * reading->room + 16;
        reading->merges =
            xreallocarray(reading->merges, reading->room, sizeof(*reading->merges));
    }
    reading->merges[reading->n++] = *merge;
    return true;
}

static bool is_covered(const XlsxMerge *merge, size_t row, size_t column)
{
    return column >= merge->column && column <= merge->last_column &&
           (row != merge->row || column != merge->column);
}

static void uncover(TableRow *row, const XlsxMerge *merge)
{
    TableCell *cells = (TableCell *)row->cells; /* of our own arena */
    size_t kept = 0;
    for (size_t i = 0; i < row->n; i++)
        if (!is_covered(merge, row->number - 1, cells[i].column))
            cells[kept++] = cells[i];
    row->n = kept;
}

static size_t first_row(const TableSheet *sheet, size_t number)
{
    size_t from = 0, to = sheet->n;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (sheet->rows[middle].number < number)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

/* Programs leave values under the cell that covers them, where nobody sees them. */
static bool uncover_all(const Reading *reading, TableSheet *sheet, Err *err)
{
    size_t work = 0, kept = 0;
    for (size_t i = 0; i < reading->n; i++) {
        const XlsxMerge *merge = &reading->merges[i];
        for (size_t at = first_row(sheet, merge->row + 1);
             at < sheet->n && sheet->rows[at].number <= merge->last_row + 1; at++) {
            work += sheet->rows[at].n;
            if (work > COVERED_MAX)
                return err_set(err, ERR_INPUT, _("%s cannot be read. %s: %s"),
                               reading->build->path, sheet->name,
                               _("its merged cells lie over each other"));
            uncover(&sheet->rows[at], merge);
        }
    }
    for (size_t i = 0; i < sheet->n; i++)
        if (sheet->rows[i].n)
            sheet->rows[kept++] = sheet->rows[i];
    sheet->n = kept;
    return true;
}

static bool read_sheet(TableBuild *build, XlsxBook *book, size_t i, Err *err)
{
    Reading reading = {.build = build, .err = err};
    const XlsxSink sink = {take_cell, take_merge, &reading};
    table_begin_sheet(build, xlsx_sheet_name(book, i), xlsx_sheet_hidden(book, i));
    bool done = xlsx_read_sheet(book, i, &sink, err) && !reading.failed;
    table_end_sheet(build);
    done = done && uncover_all(&reading, &build->sheets[build->n_sheets - 1], err);
    free(reading.merges);
    return done;
}

bool table_read_xlsx(TableBuild *build, Err *err)
{
    XlsxBook *book = NULL;
    bool done = xlsx_open(build->path, &book, err);
    for (size_t i = 0; done && i < xlsx_sheets(book); i++)
        done = read_sheet(build, book, i, err);
    xlsx_close(book);
    return done;
}
