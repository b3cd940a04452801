/* All of a sheet but its cases: the rows above them, the sheet of text, the dictionary, the
 * sheet about the batch. */
#include "config.h"

#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "exchange/book.h"

enum {
    LABEL_WIDTH = 22,
    WIDE = 60,
    NOTE_LINES = 2,
    LINE_HEIGHT = 17,
    HINT_LINES = 3,
    SUM_COLUMNS = 4, /* of the table of what each sheet holds */
};

static const char *word(const Book *book, TemplateWord which)
{
    return book->template->words[which];
}

/* Of look 1 the height is the same for each; of look 2 the row measures itself. */
static bool plain_height(Book *book, BookSheet *sheet, int lines, Err *err)
{
    return book_is_grid(book) ||
           book_check(sheet,
                      worksheet_set_row(sheet->sheet, sheet->next, lines * LINE_HEIGHT, NULL),
                      err);
}

bool book_note(Book *book, BookSheet *sheet, const char *note, size_t columns, bool stamp,
               Err *err)
{
    Buf text = BUF_INIT;
    stamp = stamp && book->facts->practice;
    if (stamp)
        buf_addf(&text, "%s%s", word(book, WORD_PRACTICE), note && note[0] ? "  " : "");
    if (note)
        buf_add(&text, note);
    bool done = true;
    if (text.len && columns > 1)
        done = plain_height(book, sheet, NOTE_LINES, err);
    if (text.len)
        done = done && book_wide_text(book, sheet, columns, stamp ? FORMAT_STAMP : FORMAT_NOTE,
                                      text.data, err);
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

void book_column_name(const Book *book, const TemplateColumn *column, Buf *out)
{
    buf_addf(out, "%s%s", column->required && book->template->stars ? "*" : "", column->title);
}

/* Widths of look 2 come from content, and the names are content: they are taken first, so that
 * what stands above them knows how much room there is. */
static bool begin_widths(Book *book, BookSheet *sheet, size_t columns, Err *err)
{
    if (!book_is_grid(book))
        return set_widths(book, sheet, err);
    book_look_begin(sheet, columns);
    for (size_t i = 0; i < sheet->template->n_columns; i++) {
        Buf name = BUF_INIT;
        book_column_name(book, &sheet->template->columns[i], &name);
        book_look_text(sheet, i, FORMAT_HEAD, name.data);
        buf_free(&name);
    }
    sheet->height = 0;
    return true;
}

static void add_batch_value(Book *book, const char *name, Buf *out)
{
    const WorkbookFacts *facts = book->facts;
    const struct {
        const char *name, *text;
    } texts[] = {
        {"batch", facts->batch},
        {"organisation", facts->organisation},
        {"station", facts->station},
        {"exported_by", facts->exported_by},
        {"exported_at", book_local_time(book, facts->exported_at)},
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
    } else if (strcmp(name, "platform") == 0 && book->template->platform) {
        const CodeTable *table = codes_table(knowledge_codes(book->knowledge), "platform");
        const CodeEntry *entry = code_find(table, book->template->platform);
        buf_add(out, code_text(entry, book->template->language));
    }
}

/* ---- the rows of a head ---- */

static bool write_lines(Book *book, BookSheet *sheet, bool stamp, Err *err)
{
    const TemplateSheet *template = sheet->template;
    for (size_t i = 0; i < template->n_lines; i++) {
        Buf text = BUF_INIT;
        buf_add(&text, template->lines[i].text);
        if (template->lines[i].value)
            add_batch_value(book, template->lines[i].value, &text);
        bool done =
            book_note(book, sheet, text.data, template->n_columns, stamp && i == 0, err);
        buf_free(&text);
        if (!done)
            return false;
    }
    return true;
}

static bool write_hints(Book *book, BookSheet *sheet, Err *err)
{
    if (!plain_height(book, sheet, HINT_LINES, err))
        return false;
    for (size_t i = 0; i < sheet->template->n_columns; i++) {
        const char *hint = sheet->template->columns[i].hint;
        if (!book_text(book, sheet, i, FORMAT_HINT, hint, err) ||
            (!hint && book_is_grid(book) && !book_blank(book, sheet, i, FORMAT_HINT, err)))
            return false;
    }
    return book_row_end(book, sheet, err);
}

static bool same_group(const TemplateColumn *a, const TemplateColumn *b)
{
    return a->group && b->group && strcmp(a->group, b->group) == 0;
}

static bool write_groups(Book *book, BookSheet *sheet, Err *err)
{
    const TemplateSheet *template = sheet->template;
    for (size_t i = 0, end; i < template->n_columns; i = end) {
        const TemplateColumn *column = &template->columns[i];
        for (end = i + 1; end < template->n_columns; end++) {
            if (!same_group(column, &template->columns[end]))
                break;
        }
        bool done = column->group ? book_span_text(book, sheet, i, end - i, FORMAT_GROUP,
                                                   column->group, err)
                                  : book_blank(book, sheet, i, FORMAT_GROUP, err);
        if (!done)
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
        book_column_name(book, column, &name);
        done = book_text(book, sheet, i, column->required ? FORMAT_HEAD_REQUIRED : FORMAT_HEAD,
                         name.data, err);
        buf_free(&name);
    }
    sheet->names = sheet->next;
    return done && book_row_end(book, sheet, err);
}

static bool write_example(Book *book, BookSheet *sheet, Err *err)
{
    for (size_t i = 0; i < sheet->template->n_columns; i++) {
        const char *example = sheet->template->columns[i].example;
        if (!(example ? book_text(book, sheet, i, FORMAT_EXAMPLE, example, err)
                      : book_blank(book, sheet, i, FORMAT_EXAMPLE, err)))
            return false;
    }
    return book_row_end(book, sheet, err);
}

static bool write_head_row(Book *book, BookSheet *sheet, HeadRow row, bool stamp, Err *err)
{
    size_t columns = sheet->template->n_columns;
    switch (row) {
    case HEAD_NOTE:
        return book_note(book, sheet, sheet->template->note, columns, stamp, err);
    case HEAD_LINES:
        return write_lines(book, sheet, stamp, err);
    case HEAD_HINTS:
        return write_hints(book, sheet, err);
    case HEAD_GROUPS:
        return write_groups(book, sheet, err);
    case HEAD_NAMES:
        return write_names(book, sheet, err);
    case HEAD_EXAMPLE:
        return write_example(book, sheet, err);
    case HEAD_BLANK:
        return book_note(book, sheet, NULL, columns, stamp, err);
    case HEAD_KINDS:
        break;
    }
    return true;
}

/* Can the row bear the stamp of practice? Where the first one cannot, the stamp has a row of
 * its own above it. */
static bool bears_stamp(const TemplateSheet *template, size_t row)
{
    HeadRow kind = template->head[row];
    return kind == HEAD_NOTE || kind == HEAD_BLANK ||
           (kind == HEAD_LINES && template->n_lines > 0);
}

static bool head_of_data(Book *book, BookSheet *sheet, Err *err)
{
    const TemplateSheet *template = sheet->template;
    if (!begin_widths(book, sheet, template->n_columns, err))
        return false;
    if (book->facts->practice && !bears_stamp(template, 0) &&
        !book_note(book, sheet, NULL, template->n_columns, true, err))
        return false;
    for (size_t i = 0; i < template->n_head; i++) {
        bool stamp = i == 0 && bears_stamp(template, 0);
        if (!write_head_row(book, sheet, template->head[i], stamp, err))
            return false;
    }
    sheet->data_from = sheet->next;
    if (book_is_grid(book))
        return true;
    worksheet_freeze_panes(sheet->sheet, sheet->data_from, 1);
    return book_checks(book, sheet, LXW_ROW_MAX - 1, err) &&
           book_check(sheet, worksheet_repeat_rows(sheet->sheet, 0, sheet->data_from - 1), err);
}

/* ---- the sheet of text ---- */

static bool write_cells(Book *book, BookSheet *sheet, BookFormat format,
                        const char *const *texts, size_t n, Err *err)
{
    for (size_t i = 0; i < n; i++) {
        bool empty = !texts[i] || !texts[i][0];
        if (!book_text(book, sheet, i, format, texts[i], err) ||
            (empty && book_is_grid(book) && !book_blank(book, sheet, i, format, err)))
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
    for (size_t i = 0; i < RULE_COLUMNS && !book_is_grid(book); i++) {
        lxw_error status =
            worksheet_set_column(sheet->sheet, (lxw_col_t)i, (lxw_col_t)i, widths[i], NULL);
        if (!book_check(sheet, status, err))
            return false;
    }
    if (book_is_grid(book)) {
        book_look_begin(sheet, RULE_COLUMNS);
        for (size_t i = 0; i < RULE_COLUMNS; i++)
            sheet->columns[i].longest = (int)widths[i];
    }
    if (!book_note(book, sheet, sheet->template->note, RULE_COLUMNS, true, err))
        return false;
    for (size_t i = 0; i < sheet->template->n_lines; i++) {
        const char *text = sheet->template->lines[i].text;
        if (!(book_is_grid(book)
                  ? book_wide_text(book, sheet, RULE_COLUMNS, FORMAT_NOTE, text, err)
                  : book_text(book, sheet, 0, FORMAT_NOTE, text, err)) ||
            !book_row_end(book, sheet, err))
            return false;
    }
    if (!book_row_end(book, sheet, err))
        return false;
    sheet->names = sheet->next;
    if (!write_cells(book, sheet, FORMAT_HEAD, heads, RULE_COLUMNS, err))
        return false;
    for (size_t i = 0; i < book->template->n_sheets; i++) {
        const TemplateSheet *of = &book->template->sheets[i];
        if (of->kind <= SHEET_ROWS && !write_rules_of(book, sheet, of, err))
            return false;
    }
    return true;
}

/* ---- the dictionary ---- */

static size_t offered(const CodeTable *table)
{
    size_t n = 0;
    for (size_t i = 0; i < code_count(table); i++)
        n += !code_at(table, i)->retired;
    return n;
}

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
    if (book_is_grid(book))
        book_look_begin(sheet, 2 * template->n_tables);
    if (!book_note(book, sheet, sheet->template->note, 2 * template->n_tables, true, err))
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

static bool write_batch_line(Book *book, BookSheet *sheet, const TemplateLine *line, Err *err)
{
    Buf value = BUF_INIT;
    if (line->value)
        add_batch_value(book, line->value, &value);
    bool done = book_text(book, sheet, 0, FORMAT_HEAD, line->text, err) &&
                book_text(book, sheet, 1, FORMAT_TEXT, value.data, err) &&
                book_row_end(book, sheet, err);
    buf_free(&value);
    return done;
}

static bool head_of_batch(Book *book, BookSheet *sheet, Err *err)
{
    size_t columns = book_is_grid(book) ? SUM_COLUMNS : 2;
    if (columns < sheet->template->n_columns)
        columns = sheet->template->n_columns;
    if (!begin_widths(book, sheet, columns, err) ||
        !book_note(book, sheet, sheet->template->note, columns, true, err))
        return false;
    for (size_t i = 0; i < sheet->template->n_lines; i++) {
        if (!write_batch_line(book, sheet, &sheet->template->lines[i], err))
            return false;
    }
    return book_row_end(book, sheet, err) && write_names(book, sheet, err);
}

typedef bool WriteHead(Book *book, BookSheet *sheet, Err *err);

static WriteHead *const heads_of[] = {
    [SHEET_CASES] = head_of_data,  [SHEET_ROWS] = head_of_data,   [SHEET_TEXT] = head_of_text,
    [SHEET_CODES] = head_of_codes, [SHEET_BATCH] = head_of_batch,
};

/* Of look 1. The main sheet is far too wide for one page; the others are made to fit it. */
static bool set_page(Book *book, BookSheet *sheet, Err *err)
{
    Buf header = BUF_INIT;
    bool done = true;
    buf_addf(&header, "&C%s", word(book, WORD_PRACTICE));
    if (book->facts->practice) /* on each printed page too */
        done = book_check(sheet, worksheet_set_header(sheet->sheet, header.data), err);
    if (sheet->template->kind != SHEET_CASES)
        worksheet_fit_to_pages(sheet->sheet, 1, 0);
    buf_free(&header);
    return done;
}

bool book_heads(Book *book, Err *err)
{
    enum { PAPER_A4 = 9 };
    for (size_t i = 0; i < book->template->n_sheets; i++) {
        BookSheet *sheet = &book->sheets[i];
        worksheet_set_paper(sheet->sheet, PAPER_A4);
        worksheet_set_landscape(sheet->sheet);
        if (!book_is_grid(book) && !set_page(book, sheet, err))
            return false;
        if (sheet->template->hidden)
            worksheet_hide(sheet->sheet);
        if (!heads_of[sheet->template->kind](book, sheet, err))
            return false;
    }
    return true;
}
