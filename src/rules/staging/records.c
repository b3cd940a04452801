/* Writes the rows of the records that differ from those that are staged. */
#include "config.h"

#include "rules/staging/records.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/text/text_like.h"
#include "domain/resident.h"
#include "rules/language/tables.h"

enum {
    KEPT_WRITES = 20000, /* rows remembered before all is forgotten, with what they replaced */
};

/* What one table holds of the case, row by row. */
typedef struct Kept {
    const char **values; /* rows times fields, in the arena */
    size_t rows, room;
} Kept;

/* How the cells of a field stand in the table value. */
typedef struct Valued {
    const char *type; /* NULL: they do not */
    const FieldDef *beside;
    char *path;
} Valued;

struct Records {
    Guard *guard;
    Changes *changes;
    char *insert[REC_COUNT]; /* one statement a staged table */
    char *cut[REC_COUNT];    /* takes the rows after one away; of lists */
    char *clear[REC_COUNT];
    char *insert_value;
    Valued valued[FIELD_COUNT];
    bool filled[REC_COUNT]; /* something may stand in it */
    Kept kept[REC_COUNT];
    Arena *arena;
    size_t writes;
    bool remembers; /* one case is staged, and beside it what of it was */
};

static bool is_list(const RecordDef *record)
{
    return record->flags & RF_MANY;
}

static char *cut_statement(const RecordDef *record)
{
    Buf cut = BUF_INIT;
    buf_addf(&cut, "DELETE FROM %s WHERE case_id = ? AND row_no > ?", record->table);
    return buf_take(&cut);
}

static char *clear_statement(const RecordDef *record)
{
    Buf clear = BUF_INIT;
    buf_addf(&clear, "DELETE FROM %s", record->table);
    return buf_take(&clear);
}

static char *insert_statement(int table)
{
    Buf insert = BUF_INIT;
    table_insert(table, &insert);
    return buf_take(&insert);
}

/* ---- how values are told ---- */

/* What stands beside a number and says how it is to be read: the certificate, the kind of
 * payee. NULL when nothing does. */
static const FieldDef *beside(const FieldDef *field)
{
    return catalog_find_field(field->record, field->type == FT_CARD ? "kind" : "certificate");
}

/* Names of persons, and numbers that are no certificate's: they tell by their signs. */
static const char *type_of_text(FieldId field)
{
    static const FieldId names[] = {
        F_CASE_adviser,  F_PATIENT_name, F_INITIATOR_name, F_PAYEE_name,     F_PAYEE_holder,
        F_GUARDIAN_name, F_MEMBER_name,  F_CONSENT_signer, F_ILLNESS_doctor, F_DOCUMENT_person};
    static const FieldId numbers[] = {F_CASE_adviser_no, F_ILLNESS_inpatient_no,
                                      F_EXPENSE_invoice_no, F_DOCUMENT_number};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        if (names[i] == field)
            return "name";
    }
    for (size_t i = 0; i < COUNT_OF(numbers); i++) {
        if (numbers[i] == field)
            return "number";
    }
    return NULL;
}

static const char *value_type(const FieldDef *field)
{
    static const char *const words[FT_COUNT_OF_TYPES] = {
        [FT_ID] = "id",     [FT_PHONE] = "phone",   [FT_CARD] = "card",
        [FT_DATE] = "date", [FT_REGION] = "region",
    };
    if (field->record == REC_STATEMENT && field->type != FT_YESNO)
        return "story";
    return field->type == FT_TEXT ? type_of_text(field->id) : words[field->type];
}

static Valued value_of(const FieldDef *field)
{
    Buf path = BUF_INIT;
    buf_addf(&path, "%s.%s", catalog_record(field->record)->key, field->key);
    return (Valued){value_type(field), beside(field), buf_take(&path)};
}

/* ---- making it ---- */

Records *records_new(Guard *guard, Changes *changes)
{
    Records *records = xcalloc(1, sizeof(*records));
    records->guard = guard;
    records->changes = changes;
    records->arena = arena_new();
    for (int id = 0; id < REC_COUNT; id++) {
        const RecordDef *record = catalog_record((RecordId)id);
        records->insert[id] = insert_statement(id);
        if (is_list(record))
            records->cut[id] = cut_statement(record);
        records->clear[id] = clear_statement(record);
    }
    records->insert_value = insert_statement(TABLE_VALUE);
    for (int id = 0; id < FIELD_COUNT; id++)
        records->valued[id] = value_of(catalog_field((FieldId)id));
    return records;
}

void records_free(Records *records)
{
    if (!records)
        return;
    for (int id = 0; id < REC_COUNT; id++) {
        free(records->insert[id]);
        free(records->cut[id]);
        free(records->clear[id]);
        free(records->kept[id].values);
    }
    free(records->insert_value);
    for (int id = 0; id < FIELD_COUNT; id++)
        free(records->valued[id].path);
    arena_free(records->arena);
    free(records);
}

/* ---- the values of a row ---- */

/* A place of its own for each cell, so that a row that comes or goes moves no others; in the
 * order of the fields. */
static int64_t value_place(const FieldDef *field, size_t row)
{
    return (int64_t)field->id << 32 | (int64_t)(row + 1);
}

/* The number of an ID card as the card has it, however it was typed. */
static const char *card_number(Records *records, const FieldDef *field, const char *text)
{
    Buf form = BUF_INIT;
    if (field->type != FT_ID)
        return text;
    text_like_number(&form, text);
    ResidentFault fault = form.len ? resident_check(form.data) : RESIDENT_LENGTH;
    if (fault != RESIDENT_LENGTH && fault != RESIDENT_SIGNS && strcmp(form.data, text) != 0)
        text = arena_dup(records->arena, form.data);
    buf_free(&form);
    return text;
}

static bool stage_value(Records *records, const CaseFile *file, int64_t case_id,
                        const FieldDef *field, size_t row, bool was, Err *err)
{
    const char *text = case_get(file, field->id, row);
    if (!text || !text[0]) {
        const SqlValue place[] = {sql_value_int(case_id),
                                  sql_value_int(value_place(field, row))};
        return !was ||
               guard_fill(records->guard, "DELETE FROM value WHERE case_id = ? AND row_no = ?",
                          place, COUNT_OF(place), err);
    }
    const Valued *valued = &records->valued[field->id];
    const FieldDef *mark = valued->beside;
    SqlValue values[] = {
        sql_value_int(case_id),
        sql_value_int(value_place(field, row)),
        sql_value_text(valued->type),
        sql_value_text(valued->path),
        sql_value_text(card_number(records, field, text)),
        sql_value_text(mark ? case_get(file, mark->id, row) : NULL),
        sql_value_int(field->id),
        sql_value_int((int64_t)row),
    };
    return guard_fill(records->guard, records->insert_value, values, COUNT_OF(values), err);
}

/* ---- the rows ---- */

static SqlValue staged_value(Records *records, const CaseFile *file, const FieldDef *field,
                             size_t row)
{
    const char *value = case_get(file, field->id, row);
    if (!value || !value[0])
        return sql_value_null();
    return field_is_number(field) ? sql_value_int(strtoll(value, NULL, 10))
                                  : sql_value_text(card_number(records, field, value));
}

static const char **kept_row(Records *records, const RecordDef *record, size_t row)
{
    Kept *kept = &records->kept[record->id];
    size_t fields = (size_t)record->fields;
    if (row >= kept->room) {
        kept->room = 2 * row + 4;
        kept->values = xreallocarray(kept->values, kept->room * fields, sizeof(char *));
    }
    return kept->values + row * fields;
}

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

/* Whether any cell of the row differs from what is staged; moved says which, by field. */
static bool row_moved(Records *records, const RecordDef *record, const CaseFile *file,
                      size_t row, bool moved[FIELD_COUNT])
{
    bool was = row < records->kept[record->id].rows, any = !was;
    const char **kept = was ? kept_row(records, record, row) : NULL;
    for (int i = 0; i < record->fields; i++) {
        FieldId field = (FieldId)((int)record->first + i);
        moved[field] = !was || !same_text(kept[i], case_get(file, field, row));
        any = any || moved[field];
    }
    return any;
}

static bool value_moved(const Valued *valued, FieldId field, const bool moved[FIELD_COUNT])
{
    const FieldDef *mark = valued->beside;
    return valued->type && (moved[field] || (mark && moved[mark->id]));
}

static void note_row(Records *records, const RecordDef *record, size_t row,
                     const bool moved[FIELD_COUNT])
{
    changes_note_row(records->changes, record->id, row);
    if (row >= records->kept[record->id].rows)
        changes_note_table(records->changes, (int)record->id);
    for (int i = 0; i < record->fields; i++) {
        FieldId field = (FieldId)((int)record->first + i);
        if (moved[field])
            changes_note(records->changes, (int)record->id, (size_t)i);
        if (value_moved(&records->valued[field], field, moved))
            changes_note_table(records->changes, TABLE_VALUE);
    }
}

/* case_id 1 alone is remembered; of several cases each is written whole. */
static bool stage_row(Records *records, const RecordDef *record, const CaseFile *file,
                      int64_t case_id, size_t row, const bool moved[FIELD_COUNT], Err *err)
{
    SqlValue values[FIELD_COUNT + 2];
    size_t n = 0;
    bool was = row < records->kept[record->id].rows;
    const char **kept = records->remembers ? kept_row(records, record, row) : NULL;
    values[n++] = sql_value_int(case_id);
    if (is_list(record))
        values[n++] = sql_value_int((int64_t)row + 1);
    for (int i = 0; i < record->fields; i++) {
        const FieldDef *field = catalog_field((FieldId)((int)record->first + i));
        const char *value = case_get(file, field->id, row);
        values[n++] = staged_value(records, file, field, row);
        if (kept)
            kept[i] = value ? arena_dup(records->arena, value) : NULL;
        if (value_moved(&records->valued[field->id], field->id, moved) &&
            !stage_value(records, file, case_id, field, row, was, err))
            return false;
    }
    records->writes++;
    records->filled[record->id] = true;
    return guard_fill(records->guard, records->insert[record->id], values, n, err);
}

/* The rows of the list, and their values, after the first so many. */
static bool cut_rows(Records *records, const RecordDef *record, int64_t case_id, size_t rows,
                     Err *err)
{
    const SqlValue after[] = {sql_value_int(case_id), sql_value_int((int64_t)rows)};
    for (int i = 0; i < record->fields; i++) {
        const FieldDef *field = catalog_field((FieldId)((int)record->first + i));
        const SqlValue places[] = {
            sql_value_int(case_id), sql_value_int(value_place(field, rows)),
            sql_value_int(value_place(field, records->kept[record->id].rows))};
        if (records->valued[field->id].type &&
            !guard_fill(records->guard,
                        "DELETE FROM value WHERE case_id = ? AND row_no BETWEEN ? AND ?",
                        places, COUNT_OF(places), err))
            return false;
    }
    return guard_fill(records->guard, records->cut[record->id], after, COUNT_OF(after), err);
}

static bool stage_record(Records *records, const RecordDef *record, const CaseFile *file,
                         int64_t case_id, Err *err)
{
    Kept *kept = &records->kept[record->id];
    size_t rows = is_list(record) ? case_rows(file, record->id) : 1;
    bool moved[FIELD_COUNT];
    for (size_t row = 0; row < rows; row++) {
        if (!row_moved(records, record, file, row, moved))
            continue;
        note_row(records, record, row, moved);
        if (!stage_row(records, record, file, case_id, row, moved, err))
            return false;
    }
    for (size_t row = rows; row < kept->rows; row++)
        changes_note_row(records->changes, record->id, row);
    if (rows < kept->rows) {
        changes_note_table(records->changes, (int)record->id);
        changes_note_table(records->changes, TABLE_VALUE);
        if (!cut_rows(records, record, case_id, rows, err))
            return false;
    }
    if (records->remembers)
        kept->rows = rows;
    return true;
}

static bool forget(Records *records, Err *err)
{
    for (int id = 0; id < REC_COUNT; id++)
        records->kept[id].rows = 0;
    arena_reset(records->arena);
    records->writes = 0;
    changes_forget(records->changes);
    for (int id = 0; id < REC_COUNT; id++) {
        if (records->filled[id] &&
            !guard_fill(records->guard, records->clear[id], NULL, 0, err))
            return false;
        records->filled[id] = false;
    }
    return guard_fill(records->guard, "DELETE FROM value", NULL, 0, err);
}

void records_drop(Records *records)
{
    records->remembers = false;
}

bool records_put(Records *records, const CaseFile *const *files, size_t n, Err *err)
{
    bool follows = records->remembers && n == 1 && records->writes < KEPT_WRITES;
    bool done = follows || forget(records, err);
    records->remembers = n == 1;
    for (size_t i = 0; i < n; i++) {
        for (int id = 0; done && id < REC_COUNT; id++)
            done = stage_record(records, catalog_record((RecordId)id), files[i], (int64_t)i + 1,
                                err);
    }
    /* Half staged: the next begins from nothing. */
    if (!done)
        records->remembers = false;
    return done;
}

bool records_remember(const Records *records)
{
    return records->remembers;
}

/* Where a list has a value, and how often. */
static size_t value_rows(const Records *records)
{
    size_t n = 0;
    for (int id = 0; id < FIELD_COUNT; id++) {
        const FieldDef *field = catalog_field((FieldId)id);
        n += records->valued[id].type ? records->kept[field->record].rows : 0;
    }
    return n;
}

size_t records_rows(const Records *records, int table)
{
    return table == TABLE_VALUE ? value_rows(records) : records->kept[table].rows;
}

/* The places of the values of each row that changed. */
static bool each_value(const Records *records, uint64_t since, RowVisit *visit, void *ctx,
                       Err *err)
{
    for (int id = 0; id < FIELD_COUNT; id++) {
        const FieldDef *field = catalog_field((FieldId)id);
        for (size_t row = 0; records->valued[id].type &&
                             changes_next_row(records->changes, field->record, since, &row);
             row++) {
            if (!visit(ctx, value_place(field, row), err))
                return false;
        }
    }
    return true;
}

bool records_each_change(const Records *records, int table, uint64_t since, RowVisit *visit,
                         void *ctx, Err *err)
{
    if (table == TABLE_VALUE)
        return each_value(records, since, visit, ctx, err);
    for (size_t row = 0; changes_next_row(records->changes, (RecordId)table, since, &row);
         row++) {
        if (!visit(ctx, (int64_t)row + 1, err))
            return false;
    }
    return true;
}
