/* Finds the line of heads by its words, and takes each row below it for what it says. */
#include "config.h"

#include "exchange/blacklist.h"

#include <ctype.h>
#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/text/text.h"

enum { HEAD_ROWS = 40, TEXT_CHARS = 500, ID_LENGTH = 18, YEAR_AT = 6, YEAR = 4, TAIL = 4 };

typedef enum Column {
    COL_NAME,
    COL_ID,
    COL_TAIL,
    COL_BORN,
    COL_PHONE,
    COL_CARD,
    COL_REASON,
    COL_SINCE,
    COL_UNTIL,
    COLUMNS
} Column;

/* Words of heads, folded, parted by |. */
static const char *const heads_of[COLUMNS] = {
    [COL_NAME] = "|姓名|名字|失信人|失信人姓名|求助人|筹款人|患者姓名|name|",
    [COL_ID] = "|身份证号|身份证号码|身份证|证件号|证件号码|公民身份号码|id|id number|",
    [COL_TAIL] = "|身份证后四位|证件后四位|身份证尾号|证件尾号|id tail|",
    [COL_BORN] = "|出生日期|出生年份|出生年|出生年月|born|born on|year of birth|",
    [COL_PHONE] = "|手机|手机号|手机号码|电话|联系电话|phone|mobile|",
    [COL_CARD] = "|银行卡|银行卡号|卡号|账号|银行账号|收款账号|card|account|",
    [COL_REASON] = "|原因|失信原因|列入原因|事由|理由|reason|",
    [COL_SINCE] = "|日期|列入日期|列入时间|发布日期|生效日期|since|date|from|",
    [COL_UNTIL] = "|到期日|到期日期|有效期至|截止日期|失效日期|until|expires|",
};

typedef struct Heads {
    const TableSheet *sheet;
    size_t row;
    bool has[COLUMNS];
    size_t column[COLUMNS];
} Heads;

typedef struct Reader {
    const FieldContext *fields;
    Arena *arena;
    const Heads *heads;
    const TableRow *from;
    BlackRow *row;
} Reader;

/* ---- heads ---- */

static int column_of(const char *text)
{
    Buf word = BUF_INIT, folded = BUF_INIT;
    int found = COLUMNS;
    text_fold(&folded, text);
    buf_addf(&word, "|%s|", folded.data + strspn(folded.data, "*"));
    for (int i = 0; i < COLUMNS && word.len > 2; i++) {
        if (strstr(heads_of[i], word.data))
            found = i;
    }
    buf_free(&folded);
    buf_free(&word);
    return found;
}

/* False where a head stands there twice: nobody could say which column counts. */
static bool read_heads(const TableSheet *sheet, size_t at, Heads *out)
{
    const TableRow *row = &sheet->rows[at];
    bool once = true;
    *out = (Heads){.sheet = sheet, .row = at};
    for (size_t i = 0; i < row->n; i++) {
        int column = column_of(row->cells[i].text);
        if (column == COLUMNS)
            continue;
        once = once && !out->has[column];
        out->has[column] = true;
        out->column[column] = row->cells[i].column;
    }
    return once;
}

static bool find_heads(const Table *table, const char *path, Heads *out, Err *err)
{
    for (size_t s = 0; s < table_sheets(table); s++) {
        const TableSheet *sheet = table_sheet(table, s);
        for (size_t at = 0; !sheet->hidden && at < sheet->n && at < HEAD_ROWS; at++) {
            bool once = read_heads(sheet, at, out);
            if (!out->has[COL_REASON] || !(out->has[COL_NAME] || out->has[COL_ID] ||
                                           out->has[COL_PHONE] || out->has[COL_CARD]))
                continue;
            return once ||
                   err_set(err, ERR_INPUT,
                           _("%s has a head twice; nothing tells which column counts"), path);
        }
    }
    return err_set(err, ERR_INPUT,
                   _("%s has no line of heads: a list needs 原因 (reason), and at least one of "
                     "姓名 (name), 身份证号 (ID), 手机号 (phone) and 银行卡号 (card)"),
                   path);
}

/* ---- cells ---- */

/* Said of the first column that is at fault, at its place. */
static const char *trouble(Reader *reader, Column column, const char *what)
{
    Buf place = BUF_INIT;
    if (!reader->row->trouble) {
        table_where(reader->heads->sheet, reader->from, reader->heads->column[column], &place);
        reader->row->place = arena_dup(reader->arena, place.data);
        reader->row->trouble = arena_dup(reader->arena, what);
    }
    buf_free(&place);
    return NULL;
}

/* 1.23457E+17: digits are lost. */
static bool is_scientific(const char *text)
{
    const char *at = text + strspn(text, "0123456789.");
    return at > text && (*at == 'e' || *at == 'E') && at[1] == '+' &&
           isdigit((unsigned char)at[2]);
}

/* NULL for none, without blanks at its ends. */
static const char *text_at(Reader *reader, Column column)
{
    Err err = {0};
    const TableCell *cell = reader->heads->has[column]
                                ? table_cell(reader->from, reader->heads->column[column])
                                : NULL;
    bool number = column == COL_ID || column == COL_PHONE || column == COL_CARD;
    if (!cell || text_blank(cell->text))
        return NULL;
    if (cell->error)
        return trouble(reader, column, _("a cell holds an error instead of a value"));
    if (number && (cell->rounded || is_scientific(cell->text)))
        return trouble(reader, column,
                       _("the number has lost digits: the column must be text, ask for the "
                         "whole number"));
    if (!text_check(cell->text, strlen(cell->text), true, TEXT_CHARS, _("the cell"), &err))
        return trouble(reader, column, err.text);
    Buf plain = BUF_INIT;
    text_fold_width(&plain, cell->text);
    size_t from = strspn(plain.data, " \t\r\n"), to = plain.len;
    while (to > from && strchr(" \t\r\n", plain.data[to - 1]))
        to--;
    const char *kept = arena_dup_n(reader->arena, plain.data + from, to - from);
    buf_free(&plain);
    return *kept ? kept : NULL;
}

static bool is_covered(const char *text)
{
    return strchr(text, '*') || strstr(text, "×") || strstr(text, "●") || strstr(text, "○") ||
           strstr(text, "某");
}

/* As a case would have it. */
static const char *value_at(Reader *reader, Column column, FieldId field, const char *text)
{
    Err err = {0};
    Buf value = BUF_INIT;
    const char *kept = NULL;
    if (!field_parse(reader->fields, catalog_field(field), text, &value, &err))
        /* The error quotes what stands there, and is shown to people only. */
        trouble(reader, column, err.text);
    else if (value.len)
        kept = arena_dup(reader->arena, value.data);
    buf_free(&value);
    return kept;
}

/* Of an ID that is covered, what stands open: 1101**********1234, 110101199003******. */
static void take_covered(Reader *reader, const char *id)
{
    BlackRow *row = reader->row;
    size_t len = strlen(id), tail = 0, year = 0;
    while (tail < TAIL && tail < len && isalnum((unsigned char)id[len - 1 - tail]))
        tail++;
    if (tail == TAIL)
        row->tail = arena_dup(reader->arena, id + len - TAIL);
    while (len == ID_LENGTH && year < YEAR && isdigit((unsigned char)id[YEAR_AT + year]))
        year++;
    if (year == YEAR && !row->born)
        row->born = arena_dup_n(reader->arena, id + YEAR_AT, YEAR);
}

static void take_numbers(Reader *reader)
{
    BlackRow *row = reader->row;
    const char *id = text_at(reader, COL_ID), *phone = text_at(reader, COL_PHONE);
    const char *card = text_at(reader, COL_CARD);
    if (id && is_covered(id))
        take_covered(reader, id);
    else if (id)
        row->tail = row->id_number = value_at(reader, COL_ID, F_PATIENT_id_number, id);
    if (phone && !is_covered(phone))
        row->phone = value_at(reader, COL_PHONE, F_PATIENT_phone, phone);
    if (card && !is_covered(card))
        row->card = value_at(reader, COL_CARD, F_PAYEE_account, card);
    /* A resident ID has the year of birth in it. */
    if (row->id_number && !row->born && strlen(row->id_number) == ID_LENGTH &&
        isdigit((unsigned char)row->id_number[0]))
        row->born = arena_dup_n(reader->arena, row->id_number + YEAR_AT, YEAR);
}

static void take_name(Reader *reader)
{
    BlackRow *row = reader->row;
    const char *name = text_at(reader, COL_NAME), *born = text_at(reader, COL_BORN);
    const char *tail = text_at(reader, COL_TAIL);
    if (name && !is_covered(name))
        row->name = value_at(reader, COL_NAME, F_PATIENT_name, name);
    if (born && strspn(born, "0123456789") >= YEAR && (born[0] == '1' || born[0] == '2'))
        row->born = arena_dup_n(reader->arena, born, YEAR);
    else if (born)
        trouble(reader, COL_BORN, _("a year of birth is four digits, e.g. 1986"));
    if (tail && strlen(tail) == TAIL && strspn(tail, "0123456789Xx") == TAIL)
        row->tail = tail;
    else if (tail)
        trouble(reader, COL_TAIL, _("the end of an ID is its last four signs"));
}

static const char *day_at(Reader *reader, Column column)
{
    Day day;
    Err err = {0};
    char iso[DAY_TEXT];
    const char *text = text_at(reader, column);
    if (!text)
        return NULL;
    /* Of a moment the day. */
    size_t digits = strlen(text) >= DAY_TEXT && text[4] == '-' ? DAY_TEXT - 1 : strlen(text);
    text = arena_dup_n(reader->arena, text, digits);
    if (!day_parse(text, &day) &&
        !day_parse_typed(text, reader->fields->today,
                         column == COL_SINCE ? DAY_PAST : DAY_AHEAD, &day, &err))
        return trouble(reader, column, err.text);
    day_format(day, iso);
    return arena_dup(reader->arena, iso);
}

/* The words are kept in clear: whoever is meant must not stand in them. */
static void take_reason(Reader *reader)
{
    BlackRow *row = reader->row;
    row->reason = text_at(reader, COL_REASON);
    if (!row->reason)
        trouble(reader, COL_REASON, _("the reason is missing"));
    else if (row->name && strstr(row->reason, row->name))
        trouble(reader, COL_REASON,
                _("the reason names the person; it is kept in clear, so take the name out"));
}

/* A line of sums or notes below the rows is about nobody. */
static bool is_row(const Reader *reader)
{
    bool any = false;
    for (int i = COL_NAME; i <= COL_CARD; i++)
        any = any || (reader->heads->has[i] &&
                      table_cell(reader->from, reader->heads->column[i]) != NULL);
    return any;
}

static void take_row(Reader *reader)
{
    BlackRow *row = reader->row;
    Buf place = BUF_INIT;
    *row = (BlackRow){0};
    take_name(reader);
    take_numbers(reader);
    take_reason(reader);
    row->since = day_at(reader, COL_SINCE);
    row->until = day_at(reader, COL_UNTIL);
    if (!row->place) {
        table_where(reader->heads->sheet, reader->from, 0, &place);
        row->place = arena_dup(reader->arena, place.data);
    }
    buf_free(&place);
}

bool blacklist_read(const char *path, const FieldContext *fields, Arena *arena, BlackFile *out,
                    Err *err)
{
    Heads heads;
    Table *table = NULL;
    *out = (BlackFile){0};
    bool done = table_read(path, &table, err) && find_heads(table, path, &heads, err);
    if (done) {
        out->rows = arena_alloc(arena, (heads.sheet->n - heads.row) * sizeof(*out->rows));
        for (size_t at = heads.row + 1; at < heads.sheet->n; at++) {
            Reader reader = {fields, arena, &heads, &heads.sheet->rows[at], &out->rows[out->n]};
            if (!is_row(&reader))
                continue;
            take_row(&reader);
            out->hidden += reader.from->hidden;
            out->n++;
        }
        done = out->n || err_set(err, ERR_INPUT, _("%s has no rows below its heads"), path);
    }
    table_free(table);
    return done;
}
