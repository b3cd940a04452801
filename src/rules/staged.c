/* The records of cases as staged tables, and the table of values that are judged alike wherever
 * they stand. Of a case that is staged again, as after each edit, only the rows that changed
 * are written: what was staged is remembered beside the tables. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "rules/inner.h"

enum {
    KEPT_WRITES = 20000 /* rows remembered before all is forgotten, with what they replaced */
};

/* What one table holds of the case, row by row. */
typedef struct Kept {
    const char **values; /* rows times fields, in the arena */
    size_t rows, room;
} Kept;

struct Staged {
    Guard *guard;
    char *insert[REC_COUNT]; /* one statement a staged table */
    char *cut[REC_COUNT];    /* takes the rows after one away; of lists */
    char *clear;
    Kept kept[REC_COUNT];
    Arena *arena;
    size_t writes;
    int64_t of; /* the case of the store that is remembered, 0: none */
};

static bool is_list(const RecordDef *record)
{
    return record->flags & RF_MANY;
}

/* By what rules look from one row of a list for others: without an index each of two thousand
 * rows would walk through all of them. */
static const struct {
    RecordId record;
    const char *columns;
} indexes[] = {
    {REC_EXPENSE, "case_id, invoice_no, category"},
    {REC_PLAN, "case_id, hospital"},
    {REC_CONSENT, "case_id, kind, withdrawn_on, expires_on, signed_on"},
};

static void add_indexes(Buf *create, const RecordDef *record)
{
    for (size_t i = 0; i < COUNT_OF(indexes); i++) {
        if (indexes[i].record == record->id)
            buf_addf(create, "; CREATE INDEX %s_%zu ON %s (%s)", record->table, i,
                     record->table, indexes[i].columns);
    }
}

static bool make_record_table(Staged *staged, const RecordDef *record, Err *err)
{
    Buf create = BUF_INIT, insert = BUF_INIT;
    buf_addf(&create, "CREATE TABLE %s (case_id INTEGER%s", record->table,
             is_list(record) ? " NOT NULL, row_no INTEGER NOT NULL" : " PRIMARY KEY");
    buf_addf(&insert, "INSERT OR REPLACE INTO %s VALUES (?%s", record->table,
             is_list(record) ? ", ?" : "");
    for (int i = 0; i < record->fields; i++) {
        const FieldDef *field = catalog_field((FieldId)((int)record->first + i));
        buf_addf(&create, ", [%s] %s", field->key, field_is_number(field) ? "INTEGER" : "TEXT");
        buf_add(&insert, ", ?");
    }
    buf_add(&create, is_list(record) ? ", PRIMARY KEY (case_id, row_no)) WITHOUT ROWID" : ")");
    buf_add(&insert, ")");
    add_indexes(&create, record);
    bool done = guard_exec(staged->guard, create.data, err);
    staged->insert[record->id] = buf_take(&insert);
    buf_free(&create);
    if (is_list(record)) {
        Buf cut = BUF_INIT;
        buf_addf(&cut, "DELETE FROM %s WHERE case_id = ? AND row_no > ?", record->table);
        staged->cut[record->id] = buf_take(&cut);
    }
    return done;
}

bool staged_open(Guard *guard, Staged **out, Err *err)
{
    Staged *staged = *out = xcalloc(1, sizeof(*staged));
    Buf clear = BUF_INIT;
    bool done = guard_exec(
        guard,
        "CREATE TABLE value (case_id INTEGER NOT NULL, row_no INTEGER NOT NULL,"
        " type TEXT, path TEXT, text TEXT, beside TEXT, at_field INTEGER, at_row INTEGER,"
        " PRIMARY KEY (case_id, row_no)) WITHOUT ROWID",
        err);
    staged->guard = guard;
    staged->arena = arena_new();
    for (int id = 0; done && id < REC_COUNT; id++) {
        const RecordDef *record = catalog_record((RecordId)id);
        done = make_record_table(staged, record, err);
        buf_addf(&clear, "DELETE FROM %s; ", record->table);
    }
    buf_add(&clear, "DELETE FROM value");
    staged->clear = buf_take(&clear);
    return done;
}

void staged_free(Staged *staged)
{
    if (!staged)
        return;
    for (int id = 0; id < REC_COUNT; id++) {
        free(staged->insert[id]);
        free(staged->cut[id]);
        free(staged->kept[id].values);
    }
    free(staged->clear);
    arena_free(staged->arena);
    free(staged);
}

/* ---- the values of a row ---- */

/* What stands beside a number and says how it is to be read: the certificate, the kind of
 * payee. */
static const char *beside(const CaseFile *file, const FieldDef *field, size_t row)
{
    const FieldDef *other =
        catalog_find_field(field->record, field->type == FT_CARD ? "kind" : "certificate");
    return other ? case_get(file, other->id, row) : NULL;
}

static const char *value_type(const FieldDef *field)
{
    static const char *const words[FT_COUNT_OF_TYPES] = {
        [FT_ID] = "id",     [FT_PHONE] = "phone",   [FT_CARD] = "card",
        [FT_DATE] = "date", [FT_REGION] = "region",
    };
    return field->record == REC_STATEMENT && field->type != FT_YESNO ? "story"
                                                                     : words[field->type];
}

/* A place of its own for each cell, so that a row that comes or goes moves no others; in the
 * order of the fields. */
static int64_t value_place(const FieldDef *field, size_t row)
{
    return (int64_t)field->id << 32 | (int64_t)(row + 1);
}

static bool stage_value(Staged *staged, const CaseFile *file, int64_t case_id,
                        const FieldDef *field, size_t row, bool was, Err *err)
{
    const char *text = case_get(file, field->id, row);
    if (!text || !text[0]) {
        const SqlValue place[] = {sql_value_int(case_id),
                                  sql_value_int(value_place(field, row))};
        return !was ||
               guard_fill(staged->guard, "DELETE FROM value WHERE case_id = ? AND row_no = ?",
                          place, COUNT_OF(place), err);
    }
    Buf path = BUF_INIT;
    buf_addf(&path, "%s.%s", catalog_record(field->record)->key, field->key);
    SqlValue values[] = {
        sql_value_int(case_id),
        sql_value_int(value_place(field, row)),
        sql_value_text(value_type(field)),
        sql_value_text(path.data),
        sql_value_text(text),
        sql_value_text(beside(file, field, row)),
        sql_value_int(field->id),
        sql_value_int((int64_t)row),
    };
    bool done = guard_fill(staged->guard,
                           "INSERT OR REPLACE INTO value VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                           values, COUNT_OF(values), err);
    buf_free(&path);
    return done;
}

/* ---- the rows ---- */

static SqlValue staged_value(const CaseFile *file, const FieldDef *field, size_t row)
{
    const char *value = case_get(file, field->id, row);
    if (!value || !value[0])
        return sql_value_null();
    return field_is_number(field) ? sql_value_int(strtoll(value, NULL, 10))
                                  : sql_value_text(value);
}

static const char **kept_row(Staged *staged, const RecordDef *record, size_t row)
{
    Kept *kept = &staged->kept[record->id];
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

static bool row_stands(Staged *staged, const RecordDef *record, const CaseFile *file,
                       size_t row)
{
    if (row >= staged->kept[record->id].rows)
        return false;
    const char **kept = kept_row(staged, record, row);
    for (int i = 0; i < record->fields; i++) {
        if (!same_text(kept[i], case_get(file, (FieldId)((int)record->first + i), row)))
            return false;
    }
    return true;
}

/* case_id 1 alone is remembered; of several cases each is written whole. */
static bool stage_row(Staged *staged, const RecordDef *record, const CaseFile *file,
                      int64_t case_id, size_t row, Err *err)
{
    SqlValue values[FIELD_COUNT + 2];
    size_t n = 0;
    bool was = row < staged->kept[record->id].rows;
    const char **kept = staged->of ? kept_row(staged, record, row) : NULL;
    values[n++] = sql_value_int(case_id);
    if (is_list(record))
        values[n++] = sql_value_int((int64_t)row + 1);
    for (int i = 0; i < record->fields; i++) {
        const FieldDef *field = catalog_field((FieldId)((int)record->first + i));
        const char *value = case_get(file, field->id, row);
        values[n++] = staged_value(file, field, row);
        if (kept)
            kept[i] = value ? arena_dup(staged->arena, value) : NULL;
        if (value_type(field) && !stage_value(staged, file, case_id, field, row, was, err))
            return false;
    }
    staged->writes++;
    return guard_fill(staged->guard, staged->insert[record->id], values, n, err);
}

/* The rows of the list, and their values, after the first so many. */
static bool cut_rows(Staged *staged, const RecordDef *record, int64_t case_id, size_t rows,
                     Err *err)
{
    const SqlValue after[] = {sql_value_int(case_id), sql_value_int((int64_t)rows)};
    for (int i = 0; i < record->fields; i++) {
        const FieldDef *field = catalog_field((FieldId)((int)record->first + i));
        const SqlValue places[] = {
            sql_value_int(case_id), sql_value_int(value_place(field, rows)),
            sql_value_int(value_place(field, staged->kept[record->id].rows))};
        if (value_type(field) &&
            !guard_fill(staged->guard,
                        "DELETE FROM value WHERE case_id = ? AND row_no BETWEEN ? AND ?",
                        places, COUNT_OF(places), err))
            return false;
    }
    return guard_fill(staged->guard, staged->cut[record->id], after, COUNT_OF(after), err);
}

static bool stage_record(Staged *staged, const RecordDef *record, const CaseFile *file,
                         int64_t case_id, Err *err)
{
    Kept *kept = &staged->kept[record->id];
    size_t rows = is_list(record) ? case_rows(file, record->id) : 1;
    for (size_t row = 0; row < rows; row++) {
        if (!row_stands(staged, record, file, row) &&
            !stage_row(staged, record, file, case_id, row, err))
            return false;
    }
    if (rows < kept->rows && !cut_rows(staged, record, case_id, rows, err))
        return false;
    if (staged->of)
        kept->rows = rows;
    return true;
}

static bool forget(Staged *staged, Err *err)
{
    for (int id = 0; id < REC_COUNT; id++)
        staged->kept[id].rows = 0;
    arena_reset(staged->arena);
    staged->writes = 0;
    staged->of = 0;
    return guard_exec(staged->guard, staged->clear, err);
}

bool staged_put(Staged *staged, const CaseFile *const *files, size_t n, Err *err)
{
    int64_t of = n == 1 ? case_head_of(files[0])->id : 0;
    bool done =
        (staged->of && staged->of == of && staged->writes < KEPT_WRITES) || forget(staged, err);
    staged->of = of;
    for (size_t i = 0; i < n; i++) {
        for (int id = 0; done && id < REC_COUNT; id++)
            done = stage_record(staged, catalog_record((RecordId)id), files[i], (int64_t)i + 1,
                                err);
    }
    /* Half staged: the next begins from nothing. */
    if (!done)
        staged->of = 0;
    return done;
}
