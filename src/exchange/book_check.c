/* What may be entered in the cells of a column: a choice of its code table, a number, a day, a
 * text of some length. What is refused is told in words of the template. */
#include "config.h"

#include <string.h>

#include "base/i18n.h"
#include "exchange/book.h"

enum {
    DICTIONARY_HEAD_ROWS = 2,
    FIRST_YEAR = 1900, /* of Excel's calendar */
    LAST_YEAR = 2199,
    LAST_MONTH = 12,
    LAST_DAY = 31,
};
static const double amount_max = 1e12; /* yuan; a count too */

static const char *word(const Book *book, TemplateWord which)
{
    return book->template->words[which];
}

static const TemplateSheet *dictionary(const Template *template)
{
    for (size_t i = 0; i < template->n_sheets; i++) {
        if (template->sheets[i].kind == SHEET_CODES)
            return &template->sheets[i];
    }
    return NULL;
}

static size_t offered(const CodeTable *table)
{
    size_t n = 0;
    for (size_t i = 0; i < code_count(table); i++)
        n += !code_at(table, i)->retired;
    return n;
}

static size_t table_place(const Template *template, const CodeTable *table)
{
    size_t i = 0;
    while (template->tables[i] != table)
        i++;
    return i;
}

static bool add_check(BookSheet *sheet, size_t at, lxw_row_t last, lxw_data_validation *check,
                      Err *err)
{
    return book_check(sheet,
                      worksheet_data_validation_range(sheet->sheet, sheet->data_from,
                                                      (lxw_col_t)at, last, (lxw_col_t)at,
                                                      check),
                      err);
}

/* A list in the cell itself may have 255 characters, so the choices are a range of the
 * dictionary. */
static bool add_choice(Book *book, BookSheet *sheet, size_t at, lxw_row_t last, Err *err)
{
    const CodeTable *table = sheet->template->columns[at].codes;
    const TemplateSheet *codes = dictionary(book->template);
    size_t n = table ? offered(table) : 0;
    if (n == 0 || !codes)
        return true;
    char formula[LXW_MAX_FORMULA_RANGE_LENGTH];
    lxw_col_t from = (lxw_col_t)(2 * table_place(book->template, table));
    lxw_rowcol_to_formula_abs(formula, codes->title, DICTIONARY_HEAD_ROWS, from,
                              (lxw_row_t)(DICTIONARY_HEAD_ROWS + n - 1), from);
    const char *error = sheet->template->columns[at].error;
    lxw_data_validation choice = {
        .validate = LXW_VALIDATION_TYPE_CUSTOM_FORMULA,
        .value_formula = formula,
        .error_type = LXW_VALIDATION_ERROR_TYPE_WARNING,
        .error_message = (char *)(error ? error : word(book, WORD_CHOOSE)),
    };
    return add_check(sheet, at, last, &choice, err);
}

static lxw_data_validation number_check(const TemplateColumn *column)
{
    lxw_data_validation check = {.validate = LXW_VALIDATION_TYPE_DECIMAL,
                                 .criteria = LXW_VALIDATION_CRITERIA_BETWEEN,
                                 .minimum_number = column->has_min ? column->min : 0,
                                 .maximum_number = column->has_max ? column->max : amount_max};
    if (column->type == CELL_COUNT)
        check.validate = LXW_VALIDATION_TYPE_INTEGER;
    else if (column->type == CELL_TEXT)
        check.validate = LXW_VALIDATION_TYPE_LENGTH;
    return check;
}

static bool add_number(Book *book, BookSheet *sheet, size_t at, lxw_row_t last, Err *err)
{
    static const TemplateWord words[CELL_TYPES] = {[CELL_TEXT] = WORD_BAD_TEXT,
                                                   [CELL_MONEY] = WORD_BAD_MONEY,
                                                   [CELL_DATE] = WORD_BAD_DATE,
                                                   [CELL_COUNT] = WORD_BAD_COUNT};
    const TemplateColumn *column = &sheet->template->columns[at];
    if (column->codes || (column->type == CELL_TEXT && !column->has_min && !column->has_max))
        return true;
    lxw_data_validation check = number_check(column);
    if (column->type == CELL_DATE) {
        check.validate = LXW_VALIDATION_TYPE_DATE;
        check.minimum_datetime = (lxw_datetime){.year = FIRST_YEAR, .month = 1, .day = 1};
        check.maximum_datetime =
            (lxw_datetime){.year = LAST_YEAR, .month = LAST_MONTH, .day = LAST_DAY};
    }
    check.error_title = (char *)word(book, WORD_WRONG);
    check.error_message =
        (char *)(column->error ? column->error : word(book, words[column->type]));
    return add_check(sheet, at, last, &check, err);
}

/* The library copies the formula of a list twice and loses one copy. So each list is made as a
 * custom formula, which is copied once, and called a list afterwards. */
bool book_checks(Book *book, BookSheet *sheet, lxw_row_t last, Err *err)
{
    lxw_data_val_obj *check;
    for (size_t i = 0; i < sheet->template->n_columns; i++) {
        if (!add_choice(book, sheet, i, last, err) ||
            (book_is_grid(book) && !add_number(book, sheet, i, last, err)))
            return false;
    }
    STAILQ_FOREACH(check, sheet->sheet->data_validations, list_pointers)
    {
        if (check->validate == LXW_VALIDATION_TYPE_CUSTOM_FORMULA)
            check->validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
    }
    return true;
}
