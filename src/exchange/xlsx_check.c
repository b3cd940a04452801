/* Whether a file of our own is whole. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "exchange/xlsx_inner.h"

/* The list of contents names every part; one that is not there was lost. */
static bool part_is_there(const XlsxBook *book, const XML_Char **pairs)
{
    const char *name = xlsx_attribute(pairs, "PartName");
    return name && xlsx_has_part(book, name + (name[0] == '/'));
}

static void part_start(XlsxParse *parse, const char *name, const XML_Char **pairs)
{
    const char *colon = strchr(name, ':');
    if (strcmp(colon ? colon + 1 : name, "Override") == 0 && !part_is_there(parse->book, pairs))
        xlsx_refuse(parse, _("it lists a part that is not there"));
}

static bool is_xml(const char *part)
{
    const char *dot = strrchr(part, '.');
    return dot && (strcmp(dot, ".xml") == 0 || strcmp(dot, ".rels") == 0);
}

static bool is_sheet(const XlsxBook *book, const char *part)
{
    for (size_t i = 0; i < book->n_sheets; i++) {
        if (strcmp(book->sheets[i].part, part) == 0)
            return true;
    }
    return false;
}

/* What is no sheet; the sheets are read when their cells are. */
static bool check_parts(XlsxBook *book, Err *err)
{
    static const XlsxHandlers handlers = {part_start, NULL, NULL};
    zip_int64_t n = zip_get_num_entries(book->zip, 0);
    for (zip_int64_t i = 0; i < n; i++) {
        XlsxParse parse = {.book = book, .handlers = &handlers};
        const char *name = zip_get_name(book->zip, (zip_uint64_t)i, 0);
        if (name && is_sheet(book, name))
            continue;
        if (!name || !is_xml(name))
            return xlsx_damaged(book, err);
        if (!xlsx_parse(&parse, name, XLSX_OWN_MAX, err))
            return false;
    }
    return true;
}
static bool sum_cell(void *ctx, const XlsxCell *cell)
{
    if (cell->type == 'n')
        sheet_sum_number(ctx, cell->row, cell->column, strtod(cell->text, NULL));
    else
        sheet_sum_text(ctx, cell->row, cell->column, cell->text);
    return true;
}

static bool check_sheet(XlsxBook *book, size_t i, const SheetSum *want, Err *err)
{
    SheetSum found;
    sheet_sum_begin(&found, want->title);
    bool done = xlsx_read(book, i, sum_cell, &found, err);
    sheet_sum_end(&found);
    if (done && found.rows != want->rows)
        done = err_set(err, ERR_IO, _("the sheet %s has %zu of %zu rows"), want->title,
                       found.rows, want->rows);
    else if (done && found.cells != want->cells)
        done = err_set(err, ERR_IO, _("the sheet %s has %zu of %zu cells"), want->title,
                       found.cells, want->cells);
    else if (done && !sheet_sum_equal(&found, want))
        done = err_set(err, ERR_IO, _("the sheet %s has other cells than were written"),
                       want->title);
    sheet_sum_free(&found);
    return done;
}

static bool check_names(const XlsxBook *book, const SheetSum *const *sums, size_t n, Err *err)
{
    bool same = book->n_sheets == n;
    for (size_t i = 0; same && i < n; i++)
        same = strcmp(book->sheets[i].name, sums[i]->title) == 0;
    return same || xlsx_damaged(book, err);
}

bool xlsx_check(const char *path, const SheetSum *const *sums, size_t n, Err *err)
{
    XlsxBook *book = NULL;
    bool done = xlsx_open(path, &book, err);
    if (done) {
        book->strict = true;
        done = check_names(book, sums, n, err) && check_parts(book, err);
    }
    for (size_t i = 0; done && i < n; i++)
        done = check_sheet(book, i, sums[i], err);
    xlsx_close(book);
    if (!done && err)
        err->kind = ERR_IO; /* whatever the reader took it for: it was written a moment ago */
    return done ||
           err_wrap(err,
                    _("The finished workbook is not whole, perhaps because the disk is full"));
}
