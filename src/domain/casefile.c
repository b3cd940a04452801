/* The rows of a case in one array for each record type, and their values by field. */
#include "config.h"

#include "domain/casefile.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "domain/casefile_inner.h"

CaseFile *case_new(void)
{
    CaseFile *file = xcalloc(1, sizeof *file);
    file->arena = arena_new();
    return file;
}

void case_rows_clear(CaseFile *file)
{
    for (int i = 0; i < REC_COUNT; i++) {
        free(file->records[i].items);
        file->records[i] = (CaseRows){0};
    }
    arena_reset(file->arena);
}

void case_free(CaseFile *file)
{
    if (!file)
        return;
    case_rows_clear(file);
    arena_free(file->arena);
    free(file);
}

CaseRow *case_rows_insert(CaseFile *file, RecordId record, size_t at)
{
    CaseRows *rows = &file->records[record];
    assert(at <= rows->n);
    if (rows->n == rows->room) {
        rows->room = rows->room ? 2 * rows->room : 4;
        rows->items = xreallocarray(rows->items, rows->room, sizeof *rows->items);
    }
    CaseRow *row = arena_alloc(file->arena, sizeof *row);
    size_t fields = (size_t)catalog_record(record)->fields;
    row->values = arena_alloc(file->arena, fields * sizeof *row->values);
    memmove(rows->items + at + 1, rows->items + at, (rows->n - at) * sizeof *rows->items);
    rows->items[at] = row;
    rows->n++;
    return row;
}

void case_rows_remove(CaseFile *file, RecordId record, size_t at)
{
    CaseRows *rows = &file->records[record];
    assert(at < rows->n);
    rows->n--;
    memmove(rows->items + at, rows->items + at + 1, (rows->n - at) * sizeof *rows->items);
}

void case_leave_out(CaseFile *file, RecordId record, size_t row)
{
    case_rows_remove(file, record, row);
}

void case_rows_move(CaseFile *file, RecordId record, size_t from, size_t to)
{
    CaseRows *rows = &file->records[record];
    assert(from < rows->n && to < rows->n);
    CaseRow *row = rows->items[from];
    case_rows_remove(file, record, from);
    memmove(rows->items + to + 1, rows->items + to, (rows->n - to) * sizeof *rows->items);
    rows->items[to] = row;
    rows->n++;
}

bool case_row_empty(const CaseFile *file, RecordId record, size_t row)
{
    const CaseRow *held = file->records[record].items[row];
    for (int i = 0; i < catalog_record(record)->fields; i++) {
        if (held->values[i])
            return false;
    }
    return true;
}

const CaseHead *case_head_of(const CaseFile *file)
{
    return &file->head;
}

void case_stored(CaseFile *file)
{
    file->head.version++;
}

size_t case_rows(const CaseFile *file, RecordId record)
{
    return file->records[record].n;
}

int64_t case_row_id(const CaseFile *file, RecordId record, size_t row)
{
    const CaseRows *rows = &file->records[record];
    return row < rows->n ? rows->items[row]->id : 0;
}

bool case_row_later(const CaseFile *file, RecordId record, size_t row)
{
    const CaseRows *rows = &file->records[record];
    return row < rows->n && rows->items[row]->later;
}

const char *case_get(const CaseFile *file, FieldId field, size_t row)
{
    const FieldDef *def = catalog_field(field);
    const CaseRows *rows = &file->records[def->record];
    return row < rows->n ? rows->items[row]->values[field_index(def)] : NULL;
}

Fen case_fen(const CaseFile *file, FieldId field, size_t row)
{
    const char *value = case_get(file, field, row);
    return value ? (Fen)strtoll(value, NULL, 10) : 0;
}

bool case_is(const CaseFile *file, FieldId field, size_t row, const char *value)
{
    const char *held = case_get(file, field, row);
    return held && strcmp(held, value) == 0;
}

size_t case_item_row(const CaseFile *file, FieldId key, const char *code)
{
    size_t rows = case_rows(file, catalog_field(key)->record);
    for (size_t row = 0; row < rows; row++) {
        if (case_is(file, key, row, code))
            return row;
    }
    return rows;
}

void case_put(CaseFile *file, FieldId field, size_t row, const char *value)
{
    const FieldDef *def = catalog_field(field);
    CaseRows *rows = &file->records[def->record];
    assert(row == 0 || (catalog_record(def->record)->flags & RF_MANY));
    while (rows->n <= row)
        case_rows_insert(file, def->record, rows->n);
    rows->items[row]->values[field_index(def)] =
        value && value[0] ? arena_dup(file->arena, value) : NULL;
}

CaseFile *case_trial(const CaseFile *file)
{
    CaseFile *trial = case_new();
    trial->head = file->head;
    for (int id = 0; id < REC_COUNT; id++) {
        const CaseRows *rows = &file->records[id];
        size_t bytes = (size_t)catalog_record((RecordId)id)->fields * sizeof(char *);
        for (size_t i = 0; i < rows->n; i++) {
            CaseRow *row = case_rows_insert(trial, (RecordId)id, i);
            row->id = rows->items[i]->id;
            row->place = rows->items[i]->place;
            row->later = rows->items[i]->later;
            memcpy(row->values, rows->items[i]->values, bytes);
        }
    }
    return trial;
}
