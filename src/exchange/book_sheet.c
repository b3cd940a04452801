/* All of a sheet but its cases: note, hints, names, widths, choices offered in cells, the
 * dictionary, the sheet about the batch. */
#include "config.h"

#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "exchange/book.h"

enum {
    HEAD_ROWS = 3, /* note, hints, names: above the first row of cases */
    DICTIONARY_HEAD_ROWS = 2,
    LABEL_WIDTH = 22,
    WIDE = 60,
    NOTE_LINES = 2,
    LINE_HEIGHT = 17,
    HINT_LINES = 3,
};

static const char *word(const Book *book, TemplateWord which)
{
    return book->template->words[which];
}

/* Row 0 of every sheet: the stamp of practice and the note, over all columns. */
static bool write_note(Book *book, BookSheet *sheet, const char *note, size_t columns, Err *err)
{
    Buf text = BUF_INIT;
    BookFormat format = book->facts->practice ? FORMAT_STAMP : FORMAT_NOTE;
    if (book->facts->practice)
        buf_addf(&text, "%s%s", word(book, WORD_PRACTICE), note && note[0] ? "  " : "");
    if (note)
        buf_add(&text, note);
    bool done = true;
    if (text.len && columns > 1)
        done = book_check(
            sheet, worksheet_set_row(sheet->sheet, 0, NOTE_LINES * LINE_HEIGHT, NULL), err);
    if (text.len)
        done = done && book_wide_text(book, sheet, columns, format, text.data, err);
    buf_free(&text);
    return done && book_row_end(book, sheet, err);
}

static bool set_widths(Book *book, BookSheet *sheet, Err *err)
{
    for (size_t i = 0; i < sheet->template->n_columns; i++) {
        const TemplateColumn *column = &sheet->template->columns[i];
        lxw_error status =
            worksheet_set_column(sheet->sheet, (lxw_col_t)i, (lxw_col_t)i, column->width,
                                 book->formats[book_format_of(column->type)]);
        if (!book_check(sheet, status, err))
            return false;
    }
    return true;
}

static bool write_hints(Book *book, BookSheet *sheet, Err *err)
{
    lxw_error status =
        worksheet_set_row(sheet->sheet, sheet->next, HINT_LINES * LINE_HEIGHT, NULL);
    if (!book_check(sheet, status, err))
        return false;
    for (size_t i = 0; i < sheet->template->n_columns; i++) {
        if (!book_text(book, sheet, i, FORMAT_HINT, sheet->template->columns[i].hint, err))
            return false;
    }
    return book_row_end(book, sheet, err);
}

static bool write_names(Book *book, BookSheet *sheet, Err *err)
{
    bool done = true;
    for (size_t i = 0; done && i < sheet->template->n_columns; i++) {
        const TemplateColumn *column = &sheet->template->columns[i];
        Buf name = BUF_INIT;
        buf_addf(&name, "%s%s", column->required ? "*" : "", column->title);
        done = book_text(book, sheet, i, column->required ? FORMAT_HEAD_REQUIRED : FORMAT_HEAD,
                         name.data, err);
        buf_free(&name);
    }
    return done && book_row_end(book, sheet, err);
}

/* ---- choices ---- */

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

/* A list in the cell itself may have 255 characters, so the choices are a range of the
 * dictionary. */
static bool add_choice(Book *book, BookSheet *sheet, size_t at, Err *err)
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
    lxw_data_validation choice = {
        .validate = LXW_VALIDATION_TYPE_CUSTOM_FORMULA,
        .value_formula = formula,
        .error_type = LXW_VALIDATION_ERROR_TYPE_WARNING,
        .error_message = (char *)word(book, WORD_CHOOSE),
    };
    return book_check(sheet,
                      worksheet_data_validation_range(sheet->sheet, HEAD_ROWS, (lxw_col_t)at,
                                                      LXW_ROW_MAX - 1, (lxw_col_t)at, &choice),
                      err);
}

/* The library copies the formula of a list twice and loses one copy. So each list is made as a
 * custom formula, which is copied once, and called a list afterwards. */
static bool add_choices(Book *book, BookSheet *sheet, Err *err)
{
    lxw_data_val_obj *choice;
    for (size_t i = 0; i < sheet->template->n_columns; i++) {
        if (!add_choice(book, sheet, i, err))
            return false;
    }
    STAILQ_FOREACH(choice, sheet->sheet->data_validations, list_pointers)
    {
        choice->validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
    }
    return true;
}

static bool head_of_data(Book *book, BookSheet *sheet, Err *err)
{
    if (!set_widths(book, sheet, err) ||
        !write_note(book, sheet, sheet->template->note, sheet->template->n_columns, err) ||
        !write_hints(book, sheet, err) || !write_names(book, sheet, err) ||
        !add_choices(book, sheet, err))
        return false;
    worksheet_freeze_panes(sheet->sheet, HEAD_ROWS, 1);
    return book_check(sheet, worksheet_repeat_rows(sheet->sheet, 0, HEAD_ROWS - 1), err);
}

/* ---- the sheet of text ---- */

static bool write_cells(Book *book, BookSheet *sheet, BookFormat format,
                        const char *const *texts, size_t n, Err *err)
{
    for (size_t i = 0; i < n; i++) {
        if (!book_text(book, sheet, i, format, texts[i], err))
            return false;
    }
    return book_row_end(book, sheet, err);
}

static const char *type_word(const Book *book, const TemplateColumn *column)
{
    static const TemplateWord words[CELL_TYPES] = {[CELL_TEXT] = WORD_TEXT,
                                                   [CELL_MONEY] = WORD_MONEY,
                                                   [CELL_DATE] = WORD_DATE,
                                                   [CELL_COUNT] = WORD_COUNT};
    return column->codes ? code_table_title(column->codes, book->template->language)
                         : word(book, words[column->type]);
}

static bool write_rules_of(Book *book, BookSheet *sheet, const TemplateSheet *of, Err *err)
{
    for (size_t i = 0; i < of->n_columns; i++) {
        const TemplateColumn *column = &of->columns[i];
        const char *const texts[] = {
            of->title,
            column->title,
            word(book, column->required ? WORD_YES : WORD_NO),
            type_word(book, column),
            column->hint,
        };
        if (!write_cells(book, sheet, FORMAT_PLAIN, texts, COUNT_OF(texts), err))
            return false;
    }
    return true;
}

static bool head_of_text(Book *book, BookSheet *sheet, Err *err)
{
    enum { RULE_COLUMNS = 5 };
    static const double widths[RULE_COLUMNS] = {16, 24, 10, 24, WIDE};
    const char *const heads[RULE_COLUMNS] = {
        word(book, WORD_RULE_SHEET),    word(book, WORD_RULE_COLUMN),
        word(book, WORD_RULE_REQUIRED), word(book, WORD_RULE_TYPE),
        word(book, WORD_RULE_HINT),
    };
    for (size_t i = 0; i < RULE_COLUMNS; i++) {
        lxw_error status =
            worksheet_set_column(sheet->sheet, (lxw_col_t)i, (lxw_col_t)i, widths[i], NULL);
        if (!book_check(sheet, status, err))
            return false;
    }
    if (!write_note(book, sheet, sheet->template->note, RULE_COLUMNS, err))
        return false;
    for (size_t i = 0; i < sheet->template->n_lines; i++) {
        if (!book_text(book, sheet, 0, FORMAT_NOTE, sheet->template->lines[i].text, err) ||
            !book_row_end(book, sheet, err))
            return false;
    }
    if (!book_row_end(book, sheet, err) ||
        !write_cells(book, sheet, FORMAT_HEAD, heads, RULE_COLUMNS, err))
        return false;
    for (size_t i = 0; i < book->template->n_sheets; i++) {
        const TemplateSheet *of = &book->template->sheets[i];
        if (of->kind <= SHEET_ROWS && !write_rules_of(book, sheet, of, err))
            return false;
    }
    return true;
}

/* ---- the dictionary ---- */

/* The entry that is offered at this place, or NULL. */
static const CodeEntry *offered_at(const CodeTable *table, size_t place)
{
    for (size_t i = 0; i < code_count(table); i++) {
        const CodeEntry *entry = code_at(table, i);
        if (!entry->retired && place-- == 0)
            return entry;
    }
    return NULL;
}

static bool write_codes_row(Book *book, BookSheet *sheet, size_t place, Err *err)
{
    const Template *template = book->template;
    for (size_t i = 0; i < template->n_tables; i++) {
        const CodeEntry *entry = offered_at(template->tables[i], place);
        if (entry && (!book_text(book, sheet, 2 * i, FORMAT_TEXT,
                                 code_text(entry, template->language), err) ||
                      !book_text(book, sheet, 2 * i + 1, FORMAT_TEXT, entry->code, err)))
            return false;
    }
    return book_row_end(book, sheet, err);
}

static bool head_of_codes(Book *book, BookSheet *sheet, Err *err)
{
    const Template *template = book->template;
    size_t rows = 0;
    if (!write_note(book, sheet, sheet->template->note, 2 * template->n_tables, err))
        return false;
    for (size_t i = 0; i < template->n_tables; i++) {
        const CodeTable *table = template->tables[i];
        if (!book_text(book, sheet, 2 * i, FORMAT_HEAD,
                       code_table_title(table, template->language), err) ||
            !book_text(book, sheet, 2 * i + 1, FORMAT_HEAD, word(book, WORD_CODE), err))
            return false;
        if (offered(table) > rows)
            rows = offered(table);
    }
    if (!book_row_end(book, sheet, err))
        return false;
    for (size_t i = 0; i < rows; i++) {
        if (!write_codes_row(book, sheet, i, err))
            return false;
    }
    return true;
}

/* ---- the sheet about the batch ---- */

static void add_batch_value(const Book *book, const char *name, Buf *out)
{
    const WorkbookFacts *facts = book->facts;
    const struct {
        const char *name, *text;
    } texts[] = {
        {"batch", facts->batch},
        {"organisation", facts->organisation},
        {"station", facts->station},
        {"exported_by", facts->exported_by},
        {"exported_at", facts->exported_at},
        {"knowledge", facts->knowledge},
    };
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        if (strcmp(texts[i].name, name) == 0 && texts[i].text)
            buf_add(out, texts[i].text);
    }
    if (strcmp(name, "on") == 0) {
        char day[DAY_TEXT];
        day_format(facts->on, day);
        buf_add(out, day);
    } else if (strcmp(name, "cases") == 0) {
        buf_addf(out, "%zu", book->source->count);
    } else if (strcmp(name, "template") == 0) {
        buf_addf(out, "%s %s", book->template->name, book->template->version);
    }
}

static bool head_of_batch(Book *book, BookSheet *sheet, Err *err)
{
    size_t columns = sheet->template->n_columns > 2 ? sheet->template->n_columns : 2;
    if (!set_widths(book, sheet, err) ||
        !write_note(book, sheet, sheet->template->note, columns, err))
        return false;
    for (size_t i = 0; i < sheet->template->n_lines; i++) {
        const TemplateLine *line = &sheet->template->lines[i];
        Buf value = BUF_INIT;
        if (line->value)
            add_batch_value(book, line->value, &value);
        bool done = book_text(book, sheet, 0, FORMAT_HEAD, line->text, err) &&
                    book_text(book, sheet, 1, FORMAT_TEXT, value.data, err) &&
                    book_row_end(book, sheet, err);
        buf_free(&value);
        if (!done)
            return false;
    }
    return book_row_end(book, sheet, err) && write_names(book, sheet, err);
}

typedef bool WriteHead(Book *book, BookSheet *sheet, Err *err);

static WriteHead *const heads_of[] = {
    [SHEET_CASES] = head_of_data,  [SHEET_ROWS] = head_of_data,   [SHEET_TEXT] = head_of_text,
    [SHEET_CODES] = head_of_codes, [SHEET_BATCH] = head_of_batch,
};

/* The main sheet is far too wide for one page; the others are made to fit it. */
static void set_page(BookSheet *sheet)
{
    enum { PAPER_A4 = 9 };
    worksheet_set_paper(sheet->sheet, PAPER_A4);
    worksheet_set_landscape(sheet->sheet);
    if (sheet->template->kind != SHEET_CASES)
        worksheet_fit_to_pages(sheet->sheet, 1, 0);
}

bool book_heads(Book *book, Err *err)
{
    Buf header = BUF_INIT;
    bool done = true;
    buf_addf(&header, "&C%s", word(book, WORD_PRACTICE));
    for (size_t i = 0; done && i < book->template->n_sheets; i++) {
        BookSheet *sheet = &book->sheets[i];
        if (book->facts->practice) /* on each printed page too */
            done = book_check(sheet, worksheet_set_header(sheet->sheet, header.data), err);
        set_page(sheet);
        if (sheet->template->hidden)
            worksheet_hide(sheet->sheet);
        done = done && heads_of[sheet->template->kind](book, sheet, err);
    }
    buf_free(&header);
    return done;
}
