/* Below the cases: the row of sums, and on the sheet of the batch what each sheet holds. */
#include "config.h"

#include <string.h>

#include "base/i18n.h"
#include "exchange/book.h"

enum {
    ROWS_BELOW = 200
}; /* that may still be filled in by hand: ranges to the end of a sheet
    * stall programs that expand them cell by cell */

static bool write_sum(Book *book, BookSheet *sheet, size_t column, CellType type, int64_t sum,
                      Err *err)
{
    bool money = type == CELL_MONEY;
    return book_number(book, sheet, column, money ? FORMAT_TOTAL_MONEY : FORMAT_TOTAL_COUNT,
                       money ? (double)sum / 100.0 : (double)sum, err);
}

/* Where the word of the sums stands. */
static size_t word_column(const Book *book, const TemplateSheet *template)
{
    size_t first = 0;
    if (book->template->look < LOOK_TOTAL)
        return 0;
    while (first < template->n_columns && !template->columns[first].total)
        first++;
    return first && first < template->n_columns ? first - 1 : 0;
}

static bool write_total(Book *book, BookSheet *sheet, Err *err)
{
    const TemplateSheet *template = sheet->template;
    if (!template->total || sheet->data == 0)
        return true;
    size_t word = word_column(book, template);
    for (size_t i = 0; i < template->n_columns; i++) {
        const TemplateColumn *column = &template->columns[i];
        bool done = column->total ? write_sum(book, sheet, i, column->type, sheet->sums[i], err)
                    : i == word ? book_text(book, sheet, i, FORMAT_TOTAL, template->total, err)
                                : book_blank(book, sheet, i, FORMAT_TOTAL, err);
        if (!done)
            return false;
    }
    return book_row_end(book, sheet, err);
}

/* One line of the table: texts, then a number of this type in the column at. */
static bool write_sum_line(Book *book, BookSheet *sheet, const char *title, size_t rows,
                           const TemplateColumn *column, int64_t sum, Err *err)
{
    enum { TITLE, ROWS, COLUMN, SUM };
    bool money = column && column->type == CELL_MONEY;
    return book_text(book, sheet, TITLE, FORMAT_PLAIN, title, err) &&
           book_number(book, sheet, ROWS, FORMAT_COUNT, (double)rows, err) &&
           (column ? book_text(book, sheet, COLUMN, FORMAT_PLAIN, column->title, err)
                   : book_blank(book, sheet, COLUMN, FORMAT_PLAIN, err)) &&
           (column ? book_number(book, sheet, SUM, money ? FORMAT_MONEY : FORMAT_COUNT,
                                 money ? (double)sum / 100.0 : (double)sum, err)
                   : book_blank(book, sheet, SUM, FORMAT_PLAIN, err)) &&
           book_row_end(book, sheet, err);
}

static bool write_sums_of(Book *book, BookSheet *sheet, const BookSheet *of, Err *err)
{
    bool any = false;
    for (size_t i = 0; i < of->template->n_columns; i++) {
        const TemplateColumn *column = &of->template->columns[i];
        if (!column->total)
            continue;
        any = true;
        if (!write_sum_line(book, sheet, of->template->title, of->data, column, of->sums[i],
                            err))
            return false;
    }
    return any || write_sum_line(book, sheet, of->template->title, of->data, NULL, 0, err);
}

static bool write_sums(Book *book, BookSheet *sheet, Err *err)
{
    static const TemplateWord heads[] = {WORD_SUM_SHEET, WORD_SUM_ROWS, WORD_SUM_COLUMN,
                                         WORD_SUM_MONEY};
    if (!book_row_end(book, sheet, err))
        return false;
    for (size_t i = 0; i < COUNT_OF(heads); i++) {
        if (!book_text(book, sheet, i, FORMAT_HEAD, book->template->words[heads[i]], err))
            return false;
    }
    if (!book_row_end(book, sheet, err))
        return false;
    for (size_t i = 0; i < book->template->n_sheets; i++) {
        const BookSheet *of = &book->sheets[i];
        if (of->template->kind <= SHEET_ROWS && !write_sums_of(book, sheet, of, err))
            return false;
    }
    return !book->whole.sheet || write_sums_of(book, sheet, &book->whole, err);
}

bool book_foot(Book *book, BookSheet *sheet, Err *err)
{
    SheetKind kind = sheet->template->kind;
    if (!book_is_grid(book))
        return true;
    if (kind == SHEET_BATCH && !write_sums(book, sheet, err))
        return false;
    if (kind <= SHEET_ROWS) {
        lxw_row_t last = sheet->next + ROWS_BELOW - 1;
        if (!write_total(book, sheet, err) ||
            !book_checks(book, sheet, last < LXW_ROW_MAX ? last : LXW_ROW_MAX - 1, err))
            return false;
    }
    return book_look_end(book, sheet, err);
}
