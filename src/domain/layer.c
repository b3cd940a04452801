/* One rule for rows, one for the fields in them, over the flags of the catalogue. */
#include "config.h"

#include "domain/layer.h"

#include <stdlib.h>
#include <string.h>

#include "store/sql.h"

static Layer follows(bool follows)
{
    return follows ? LAYER_FOLLOW_UP : LAYER_APPLICATION;
}

static unsigned flags_of(RecordId record)
{
    return catalog_record(record)->flags;
}

bool layer_anew(const CaseFile *file, RecordId record)
{
    return case_head_of(file)->in_force && (flags_of(record) & RF_ANEW);
}

static Layer of_new(const CaseFile *file, RecordId record)
{
    return follows((flags_of(record) & RF_FOLLOW_UP) ||
                   (case_head_of(file)->in_force && (flags_of(record) & RF_BOTH)));
}

/* A row that is as many as there are is about to be added. */
Layer layer_of_row(const CaseFile *file, RecordId record, size_t row)
{
    if (row >= case_rows(file, record))
        return of_new(file, record);
    return follows((flags_of(record) & RF_FOLLOW_UP) || case_row_later(file, record, row) ||
                   layer_anew(file, record));
}

Layer layer_of_field(const CaseFile *file, FieldId id, size_t row)
{
    const FieldDef *field = catalog_field(id);
    return follows(field_follows_up(field) ||
                   (case_head_of(file)->in_force && (field->flags & FF_BOTH)) ||
                   layer_of_row(file, field->record, row) == LAYER_FOLLOW_UP);
}

/* An amendment that was submitted waits as a case does. */
static bool is_frozen(const CaseFile *file, Layer layer)
{
    const CaseHead *head = case_head_of(file);
    bool written = head->amendment && strcmp(head->amendment, "submitted") != 0;
    return layer == LAYER_APPLICATION && head->in_force && !written;
}

bool layer_frozen(const CaseFile *file, FieldId field, size_t row)
{
    return is_frozen(file, layer_of_field(file, field, row));
}

bool layer_frozen_row(const CaseFile *file, RecordId record, size_t row)
{
    return is_frozen(file, layer_of_row(file, record, row));
}

/* ---- as a step tells of it ---- */

const RecordDef *layer_record(const char *table)
{
    for (int id = 0; id < REC_COUNT; id++) {
        const RecordDef *record = catalog_record((RecordId)id);
        if (strcmp(record->table, table) == 0)
            return record;
    }
    return NULL;
}

static bool is_anew(const LayerRow *row)
{
    return row->in_force && (row->record->flags & RF_ANEW);
}

/* As layer_of_row. */
static bool row_follows(const LayerRow *row)
{
    if ((row->record->flags & RF_FOLLOW_UP) || is_anew(row))
        return true;
    return row->later &&
           (row->op != LAYER_ADDS || (row->in_force && (row->record->flags & RF_BOTH)));
}

static void touch(LayerTouch *out, const char *column, bool follows)
{
    if (follows && !out->follow_up)
        out->follows = column;
    if (!follows && !out->application)
        out->at = column;
    out->follow_up = out->follow_up || follows;
    out->application = out->application || !follows;
}

/* Before anything is approved nothing makes room for what came later. */
static void touch_place(const LayerRow *row, bool follows, LayerTouch *out)
{
    out->moved = true;
    out->moved_later = out->moved_later || follows;
    if (!follows && !row->in_force)
        touch(out, "place", false);
}

static void touch_column(const LayerRow *row, const char *column, LayerTouch *out)
{
    const FieldDef *field = catalog_find_column(row->record->table, column);
    bool of_life = field && field_follows_up(field), follows = row_follows(row);
    if (strcmp(column, "place") == 0) {
        touch_place(row, follows, out);
        return;
    }
    if (strcmp(column, "later") == 0) {
        out->taken_in = true;
        return;
    }
    if (row->record->id == REC_CASE && (!field || (field->flags & FF_GIVEN)))
        return;
    out->recut = out->recut || (!of_life && is_anew(row));
    touch(out, column,
          follows || of_life || (field && row->in_force && (field->flags & FF_BOTH)));
}

void layer_touch(const LayerRow *row, LayerTouch *out)
{
    out->early = out->early || (row->op == LAYER_ADDS && row->later && !row->in_force);
    if (row->op != LAYER_SETS) {
        out->recut = out->recut || is_anew(row);
        touch(out, NULL, row_follows(row));
    }
    for (size_t i = 0; row->op == LAYER_SETS && i < row->n; i++)
        touch_column(row, row->columns[i], out);
}

bool layer_touches(const LayerTouch *touch, Layer layer)
{
    bool any = touch->application || touch->follow_up;
    if (layer == LAYER_APPLICATION)
        return touch->application || (!any && touch->moved && !touch->moved_later);
    return touch->follow_up || (!any && touch->moved_later);
}

/* ---- what is given back ---- */

bool layer_gives_back(const char *table, const char *column)
{
    enum { NEVER = RF_FOLLOW_UP | RF_ANEW };
    const RecordDef *record = layer_record(table);
    if (!record || (record->flags & NEVER))
        return false;
    if (!column || strcmp(column, "place") == 0)
        return true;
    const FieldDef *field = catalog_find_column(table, column);
    return field && !field_follows_up(field) && !(field->flags & (FF_BOTH | FF_GIVEN));
}

/* What a change of the application does to a row that came later: it is set further apart from
 * the next one, and a form keeps the platform that the case named when it was signed. What
 * somebody said of the row itself is of the follow-up. */
static bool is_along(const void *platform, const char *table, const char *column,
                     const SqlValue *before, const SqlValue *after)
{
    const FieldDef *field = catalog_find_column(table, column);
    const SqlValue named = sql_value_text(platform);
    return strcmp(column, "place") == 0 ||
           (field && field->id == F_CONSENT_recipient && before->type == SQL_NULL &&
            sql_value_equal(after, &named));
}

bool layer_give_back(Tx *tx, int64_t case_id, int64_t group, Err *err)
{
    char *platform = NULL;
    bool done = sql_get_text(tx_store(tx), err, &platform,
                             "SELECT json_extract(snapshot, '$.case.platform') FROM approval"
                             " WHERE case_id = ? AND active = 1",
                             "i", case_id) &&
                journal_bring_back(tx, group,
                                   &(JournalBack){.takes = layer_gives_back,
                                                  .apart = "later",
                                                  .along = is_along,
                                                  .ctx = platform},
                                   err);
    free(platform);
    return done;
}
