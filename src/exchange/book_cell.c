/* One value into one cell: its type, its text as the file is to have it, and the row of a case
 * from its query. */
#include "config.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/money.h"
#include "base/text/text.h"
#include "domain/field.h"
#include "exchange/book.h"

enum {
    TEXT_MAX = 32767,  /* UTF-16 units in a cell, Excel's limit */
    FIRST_YEAR = 1900, /* of Excel's calendar; an earlier day stays text */
    DIGEST_SHOWN = 16, /* hex digits */
    INSTANT_SECONDS = 19,
    DAY_MINUTES = 24 * 60,
};

static const BookFormat type_formats[CELL_TYPES] = {[CELL_TEXT] = FORMAT_TEXT,
                                                    [CELL_MONEY] = FORMAT_MONEY,
                                                    [CELL_DATE] = FORMAT_DATE,
                                                    [CELL_COUNT] = FORMAT_COUNT};

BookFormat book_format_of(CellType type)
{
    return type_formats[type];
}

bool book_check(const BookSheet *sheet, lxw_error status, Err *err)
{
    if (status == LXW_NO_ERROR)
        return true;
    return err_set(err, ERR_IO, _("The sheet %s cannot be written: %s"), sheet->template->title,
                   lxw_strerror(status));
}

static bool is_escape(const char *text)
{
    if (strncmp(text, "_x", 2) != 0)
        return false;
    for (int i = 2; i < 6; i++) {
        if (!isxdigit((unsigned char)text[i]))
            return false;
    }
    return text[6] == '_';
}

const char *book_escaped(Buf *scratch, const char *text)
{
    Buf out = BUF_INIT;
    if (!strstr(text, "_x"))
        return text;
    for (const char *at = text; *at; at++) {
        if (is_escape(at))
            buf_add(&out, "_x005F_");
        else
            buf_add_char(&out, *at);
    }
    buf_clear(scratch);
    buf_add(scratch, out.data);
    buf_free(&out);
    return scratch->data;
}

/* Characters beyond the first 65,536 count twice. */
static bool fits_cell(const char *text)
{
    size_t units = 0, bytes;
    if (strlen(text) <= TEXT_MAX)
        return true;
    for (; *text; text += bytes)
        units += text_rune(text, &bytes) > 0xFFFF ? 2 : 1;
    return units <= TEXT_MAX;
}

/* The text as the file is to have it, counted among what must be found there; NULL: too long.
 */
static const char *take_text(Book *book, BookSheet *sheet, size_t column, const char *text,
                             Err *err)
{
    /* The sum first: scratch may be where the text stands. */
    sheet_sum_text(&sheet->sum, sheet->next, column, text);
    const char *cell = book_escaped(&book->scratch, text);
    if (!fits_cell(cell)) {
        err_set(err, ERR_REFUSED,
                _("the text is longer than the %d characters a cell can hold"), TEXT_MAX);
        return NULL;
    }
    sheet->filled = true;
    return cell;
}

bool book_text(Book *book, BookSheet *sheet, size_t column, BookFormat format, const char *text,
               Err *err)
{
    if (!text || !text[0])
        return true;
    book_look_text(sheet, column, format, text);
    const char *cell = take_text(book, sheet, column, text, err);
    return cell &&
           book_check(sheet,
                      worksheet_write_string(sheet->sheet, sheet->next, (lxw_col_t)column, cell,
                                             book->formats[format]),
                      err);
}

bool book_span_text(Book *book, BookSheet *sheet, size_t from, size_t columns,
                    BookFormat format, const char *text, Err *err)
{
    if (columns < 2)
        return book_text(book, sheet, from, format, text, err);
    book_look_wide(sheet, from, columns, text);
    const char *cell = take_text(book, sheet, from, text, err);
    return cell && book_check(sheet,
                              worksheet_merge_range(
                                  sheet->sheet, sheet->next, (lxw_col_t)from, sheet->next,
                                  (lxw_col_t)(from + columns - 1), cell, book->formats[format]),
                              err);
}

bool book_wide_text(Book *book, BookSheet *sheet, size_t columns, BookFormat format,
                    const char *text, Err *err)
{
    return book_span_text(book, sheet, 0, columns, format, text, err);
}

bool book_blank(Book *book, BookSheet *sheet, size_t column, BookFormat format, Err *err)
{
    return book_check(sheet,
                      worksheet_write_blank(sheet->sheet, sheet->next, (lxw_col_t)column,
                                            book->formats[format]),
                      err);
}

bool book_row_end(Book *book UNUSED, BookSheet *sheet, Err *err)
{
    if (!book_look_row(sheet, err))
        return false;
    sheet->filled = false;
    if (++sheet->next >= LXW_ROW_MAX)
        return err_set(err, ERR_REFUSED,
                       _("The sheet %s is full: a workbook holds %d rows; export fewer cases"),
                       sheet->template->title, LXW_ROW_MAX);
    return true;
}

/* ---- values ---- */

static const char *digest_of(Book *book, const CaseFile *file)
{
    unsigned char digest[DIGEST_BYTES];
    char hex[DIGEST_HEX + 1];
    buf_clear(&book->scratch);
    for (int id = 0; id < FIELD_COUNT; id++) {
        const FieldDef *field = catalog_field((FieldId)id);
        for (size_t row = 0; row < case_rows(file, field->record); row++) {
            const char *value = case_get(file, field->id, row);
            if (value && !(field->flags & FF_GIVEN))
                buf_addf(&book->scratch, "%s.%s %zu %zu:%s\n",
                         catalog_record(field->record)->key, field->key, row, strlen(value),
                         value);
        }
    }
    digest_blake2b(book->scratch.data, book->scratch.len, digest);
    digest_hex(digest, hex);
    buf_clear(&book->scratch);
    buf_add_bytes(&book->scratch, hex, DIGEST_SHOWN);
    return book->scratch.data;
}

static BookValue text_value(const char *text)
{
    return (BookValue){.text = text, .empty = !text || !text[0]};
}

static BookValue field_value(const TemplateColumn *column, const CaseFile *file, size_t row)
{
    const FieldDef *field = column->field;
    bool many = catalog_record(field->record)->flags & RF_MANY;
    BookValue value = text_value(case_get(file, field->id, many ? row : 0));
    if (!value.empty && field_is_number(field))
        value.number = strtoll(value.text, NULL, 10);
    return value;
}

static bool sql_value(const TemplateColumn *column, const GuardQuery *query, BookValue *out,
                      Err *err)
{
    SqlValue value = guard_value(query, column->result);
    bool number = column->type == CELL_MONEY || column->type == CELL_COUNT;
    *out = (BookValue){.empty = value.type == SQL_NULL};
    if (out->empty)
        return true;
    if (number ? value.type != SQL_INT : value.type != SQL_TEXT)
        return err_set(err, ERR_INPUT,
                       number ? _("the template computes no whole number here")
                              : _("the template computes no text here"));
    if (number)
        out->number = value.number;
    else
        *out = text_value(value.bytes);
    return true;
}

/* Such a day is midnight at the beginning of the zone's own day. */
static void local_day(const char *instant, int zone, Day *day, int *minutes)
{
    char text[DAY_TEXT] = "";
    unsigned hour = 0, minute = 0;
    memcpy(text, instant, DAY_TEXT - 1);
    day_parse(text, day);
    sscanf(instant + DAY_TEXT - 1, "T%2u:%2u", &hour, &minute);
    *minutes = (int)(hour * 60 + minute) + zone;
    if (*minutes < 0 || *minutes >= DAY_MINUTES)
        *day = day_add(*day, *minutes < 0 ? -1 : 1);
    *minutes = (*minutes + DAY_MINUTES) % DAY_MINUTES;
}

const char *book_local_time(Book *book, const char *instant)
{
    char text[DAY_TEXT];
    Day day = {0};
    int minutes;
    if (!book_is_grid(book) || !instant || strlen(instant) < INSTANT_SECONDS)
        return instant;
    local_day(instant, book->template->zone, &day, &minutes);
    day_format(day, text);
    buf_clear(&book->scratch);
    buf_addf(&book->scratch, "%s %02d:%02d%.3s", text, minutes / 60, minutes % 60,
             instant + INSTANT_SECONDS - 3);
    return book->scratch.data;
}

static bool value_of(Book *book, const BookSheet *sheet, const TemplateColumn *column,
                     const BookCase *item, size_t row, BookValue *out, Err *err)
{
    switch (column->source) {
    case VALUE_FIELD:
        *out = field_value(column, item->file, row);
        return true;
    case VALUE_NO:
        *out = text_value(item->no);
        return true;
    case VALUE_ROW:
        *out = (BookValue){.number = (int64_t)row + 1};
        return true;
    case VALUE_LINE:
        *out = (BookValue){.number = (int64_t)sheet->data + 1};
        return true;
    case VALUE_APPROVED_BY:
        *out = text_value(item->approved_by);
        return true;
    case VALUE_APPROVED_AT:
        *out = text_value(book_local_time(book, item->approved_at));
        return true;
    case VALUE_DIGEST:
        *out = text_value(digest_of(book, item->file));
        return true;
    case VALUE_SINCE:
        *out = text_value(item->since);
        return true;
    case VALUE_PLATFORM_NO:
        *out = text_value(item->platform_no);
        return true;
    case VALUE_NONE:
        *out = (BookValue){.empty = true};
        return true;
    case VALUE_SQL:
        return sql_value(column, sheet->query, out, err);
    }
    abort();
}

/* A code that is in no table any more is shown as it is. */
static void show_code(const Book *book, const TemplateColumn *column, BookValue *value)
{
    const CodeEntry *entry = column->codes ? code_find(column->codes, value->text) : NULL;
    if (entry)
        value->text = code_text(entry, book->template->language);
}

static void mask(Book *book, const TemplateColumn *column, BookValue *value)
{
    Buf masked = BUF_INIT;
    field_mask_as(column->mask, value->text, &masked);
    buf_clear(&book->scratch);
    buf_add(&book->scratch, masked.data);
    buf_free(&masked);
    value->text = book->scratch.data;
}

bool book_value(Book *book, BookSheet *sheet, const TemplateColumn *column,
                const BookCase *item, size_t row, BookValue *out, Err *err)
{
    if (!value_of(book, sheet, column, item, row, out, err))
        return false;
    if (out->empty || column->type == CELL_MONEY || column->type == CELL_COUNT)
        return true;
    show_code(book, column, out);
    if (column->masks)
        mask(book, column, out);
    return true;
}

void book_show(const TemplateColumn *column, const BookValue *value, Buf *out)
{
    buf_clear(out);
    if (value->empty)
        return;
    if (column->type == CELL_MONEY)
        money_format_plain(out, value->number);
    else if (column->type == CELL_COUNT)
        buf_addf(out, "%" PRId64, value->number);
    else
        buf_add(out, value->text);
}

bool book_add_up(BookSheet *sheet, size_t at, const BookValue *value, Err *err)
{
    const TemplateColumn *column = &sheet->template->columns[at];
    /* All money is added up: the manifest of a batch tells it. */
    if (value->empty || (!column->total && column->type != CELL_MONEY))
        return true;
    int64_t *sum = &sheet->sums[at];
    return !__builtin_add_overflow(*sum, value->number, sum) ||
           err_set(err, ERR_REFUSED, _("the sum of this column is too large"));
}

/* ---- cells by type ---- */

typedef bool WriteCell(Book *book, BookSheet *sheet, size_t column, const BookValue *value,
                       Err *err);

static bool write_text(Book *book, BookSheet *sheet, size_t column, const BookValue *value,
                       Err *err)
{
    if (book_look_cuts(book, sheet, column, value->text))
        return book_whole_text(book, sheet, column, value->text, err);
    return book_text(book, sheet, column, FORMAT_TEXT, value->text, err);
}

bool book_number(Book *book, BookSheet *sheet, size_t column, BookFormat format, double number,
                 Err *err)
{
    sheet->filled = true;
    sheet_sum_number(&sheet->sum, sheet->next, column, number);
    return book_check(sheet,
                      worksheet_write_number(sheet->sheet, sheet->next, (lxw_col_t)column,
                                             number, book->formats[format]),
                      err);
}

/* The only place where money becomes a floating number: the file format knows no other. */
static bool write_money(Book *book, BookSheet *sheet, size_t column, const BookValue *value,
                        Err *err)
{
    return book_number(book, sheet, column, FORMAT_MONEY, (double)value->number / 100.0, err);
}

static bool write_count(Book *book, BookSheet *sheet, size_t column, const BookValue *value,
                        Err *err)
{
    return book_number(book, sheet, column, FORMAT_COUNT, (double)value->number, err);
}

/* How the file has a day: counted from 1900, by a calendar in which that year was a leap year.
 */
static double calendar_number(Day day)
{
    static const Day start = {1899, 12, 31};
    int days = day_between(start, day);
    return days > 59 ? days + 1 : days;
}

static bool write_date(Book *book, BookSheet *sheet, size_t column, const BookValue *value,
                       Err *err)
{
    Day day;
    if (!day_parse(value->text, &day) || day.year < FIRST_YEAR)
        return book_text(book, sheet, column, FORMAT_TEXT, value->text, err);
    lxw_datetime date = {.year = day.year, .month = day.month, .day = day.day};
    sheet->filled = true;
    sheet_sum_number(&sheet->sum, sheet->next, column, calendar_number(day));
    return book_check(sheet,
                      worksheet_write_datetime(sheet->sheet, sheet->next, (lxw_col_t)column,
                                               &date, book->formats[FORMAT_DATE]),
                      err);
}

static WriteCell *const writers[CELL_TYPES] = {[CELL_TEXT] = write_text,
                                               [CELL_MONEY] = write_money,
                                               [CELL_DATE] = write_date,
                                               [CELL_COUNT] = write_count};

/* The columns that are on each page tell the row elsewhere too; at least the first does. */
static void call_row(Book *book, const BookSheet *sheet, size_t at, const BookValue *value)
{
    Buf shown = BUF_INIT;
    if (at == 0)
        buf_clear(&book->row);
    if (at > 0 && at >= sheet->template->fixed)
        return;
    book_show(&sheet->template->columns[at], value, &shown);
    if (shown.len)
        buf_addf(&book->row, "%s%s", book->row.len ? " " : "", shown.data);
    buf_free(&shown);
}

static bool write_column(Book *book, BookSheet *sheet, size_t at, const BookCase *item,
                         size_t row, Err *err)
{
    const TemplateColumn *column = &sheet->template->columns[at];
    BookValue value;
    if (!book_value(book, sheet, column, item, row, &value, err) ||
        !book_add_up(sheet, at, &value, err))
        return false;
    call_row(book, sheet, at, &value);
    bool shown = !value.empty &&
                 (column->type == CELL_MONEY || column->type == CELL_COUNT || value.text[0]);
    if (!shown)
        return !book_is_grid(book) ||
               book_blank(book, sheet, at, book_format_of(column->type), err);
    return writers[column->type](book, sheet, at, &value, err);
}

static bool run_query(BookSheet *sheet, size_t row, Err *err)
{
    bool found = false;
    const RecordDef *record = sheet->template->record;
    if (!sheet->query)
        return true;
    guard_reset(sheet->query);
    guard_bind(sheet->query, 1, sql_value_int(1));
    if (record && (record->flags & RF_MANY))
        guard_bind(sheet->query, 2, sql_value_int((int64_t)row + 1));
    if (!guard_step(sheet->query, &found, err))
        return false;
    return found || err_set(err, ERR_STORE, _("the computed columns have no values"));
}

/* In all that the store does not give. */
static bool is_same_row(const RecordDef *record, const CaseFile *a, size_t row_a,
                        const CaseFile *b, size_t row_b)
{
    for (int i = 0; i < record->fields; i++) {
        const FieldDef *field = catalog_field((FieldId)((int)record->first + i));
        const char *was = case_get(a, field->id, row_a), *now = case_get(b, field->id, row_b);
        if (!(field->flags & FF_GIVEN) && strcmp(was ? was : "", now ? now : "") != 0)
            return false;
    }
    return true;
}

/* Of several rows that are the same, as many were there as the last batch held. */
static bool was_there(const RecordDef *record, const BookCase *item, size_t row)
{
    size_t now = 0, before = 0;
    for (size_t i = 0; i <= row; i++)
        now += is_same_row(record, item->file, i, item->file, row);
    for (size_t i = 0; i < case_rows(item->before, record->id) && before < now; i++)
        before += is_same_row(record, item->before, i, item->file, row);
    return before >= now;
}

/* By what the last batch held: what is entered late is dated before it. Of a batch that did not
 * keep that by the day; a row without one is shown: better twice than never. */
static bool is_since(const TemplateSheet *template, const BookCase *item, size_t row)
{
    if (!template->since)
        return true;
    if (item->before)
        return !was_there(template->record, item, row);
    const char *day = case_get(item->file, template->since->id, row);
    return !day || !item->since || strcmp(day, item->since) >= 0;
}

bool book_row_shown(BookSheet *sheet, const BookCase *item, size_t row, bool *shown, Err *err)
{
    *shown = false;
    if (!run_query(sheet, row, err))
        return false;
    *shown = is_since(sheet->template, item, row);
    if (*shown && sheet->template->where) {
        SqlValue value = guard_value(sheet->query, sheet->template->where_result);
        *shown = value.type == SQL_INT && value.number != 0;
    }
    return true;
}

bool book_case_row(Book *book, BookSheet *sheet, const BookCase *item, size_t row, Err *err)
{
    bool shown;
    if (!book_row_shown(sheet, item, row, &shown, err))
        return false;
    for (size_t i = 0; shown && i < sheet->template->n_columns; i++) {
        if (!write_column(book, sheet, i, item, row, err)) {
            err_wrap(err, _("case %s, sheet %s, column %s"), item->no, sheet->template->title,
                     sheet->template->columns[i].title);
            return false;
        }
    }
    sheet->data += sheet->filled;
    return !shown || book_row_end(book, sheet, err);
}
