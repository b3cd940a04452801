/* Taking back and doing again what a person stored, and what that touched. */
#include "config.h"

#include "app/undo.h"

#include <stdlib.h>
#include <string.h>

#include "app/case.h"
#include "app/inner.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "desk/stop.h"
#include "store/journal.h"

/* ---- what was touched ---- */

/* While the journal is read: of the group that was read last. */
typedef struct Reading {
    Arena *arena;
    int64_t group;
    TakenBack *out;
    size_t room;
} Reading;

static RecordId record_of(const char *table)
{
    int id = 0;
    while (id < REC_COUNT && strcmp(catalog_record((RecordId)id)->table, table) != 0)
        id++;
    return (RecordId)id;
}

static bool have(const TakenBack *taken, const Touched *new)
{
    for (size_t i = 0; i < taken->n; i++) {
        const Touched *old = &taken->list[i];
        if (old->record == new->record && old->field == new->field &&
            old->row_id == new->row_id)
            return true;
    }
    return false;
}

static bool read_row(void *ctx, const JournalRow *row)
{
    Reading *reading = ctx;
    TakenBack *out = reading->out;
    if (!row->table)
        return true;
    if (row->group != reading->group)
        out->n = 0;
    reading->group = row->group;
    const FieldDef *field = row->column ? catalog_find_column(row->table, row->column) : NULL;
    Touched new = {.record = record_of(row->table),
                   .field = field ? field->id : FIELD_COUNT,
                   .row_id = row->row_id};
    if (new.record == REC_COUNT || have(out, &new))
        return true;
    if (new.field == F_DISCLOSURE_item && row->before)
        new.item = arena_dup(reading->arena, row->before);
    if (out->n == reading->room)
        out->list =
            xreallocarray(out->list, reading->room = 2 * reading->room + 16, sizeof *out->list);
    out->list[out->n++] = new;
    return true;
}

/* The group that was just written is the last of the case. */
static bool read_touched(Session *session, int64_t case_id, int64_t after, Arena *arena,
                         TakenBack *out, Err *err)
{
    TakenBack taken = {0};
    Reading reading = {.arena = arena, .out = &taken};
    bool done = journal_read(session_store(session), case_id, after, read_row, &reading, err);
    *out = (TakenBack){arena_alloc(arena, (taken.n + 1) * sizeof *out->list), taken.n};
    if (taken.n)
        memcpy(out->list, taken.list, taken.n * sizeof *out->list);
    free(taken.list);
    return done;
}

/* ---- taking back ---- */

/* While the group that is to be taken back is read: whether the person may write all that is in
 * it, and whether any of it is of the application. */
typedef struct Taking {
    Session *session;
    const CaseFile *file; /* as the store has it */
    int64_t group;
    bool may, content, any;
    bool apart; /* what is frozen was moved: by itself, or to make room for what came later */
    EditPlace moved; /* such a row */
    Err *err;
} Taking;

static size_t row_with(const CaseFile *file, RecordId record, int64_t id)
{
    size_t row = 0;
    while (row < case_rows(file, record) && case_row_id(file, record, row) != id)
        row++;
    return row;
}

/* A row that is gone comes back into the layer that it was of. */
static Layer layer_back(const CaseFile *file, const EditPlace *place, const JournalRow *row)
{
    unsigned flags = catalog_record(place->record)->flags;
    bool gone = place->row >= case_rows(file, place->record);
    bool later =
        strcmp(row->column, "later") == 0 && row->before && strcmp(row->before, "1") == 0;
    if (gone && (flags & RF_BOTH) && !(flags & RF_ANEW) && !later)
        return LAYER_APPLICATION;
    return edit_layer(file, place);
}

/* Of a row that came or went one column tells, which it always has. */
static bool says_row(const JournalRow *row, RecordId record)
{
    unsigned flags = catalog_record(record)->flags;
    const char *column = flags & RF_BOTH ? "later" : "case_id";
    return strcmp(row->op, "set") == 0 || strcmp(row->column, column) == 0;
}

static bool check_row(void *ctx, const JournalRow *row)
{
    Taking *taking = ctx;
    if (row->group != taking->group)
        return false;
    if (!row->table || !row->column)
        return true;
    EditPlace place = {.record = record_of(row->table), .field = FIELD_COUNT};
    if (place.record == REC_COUNT || !says_row(row, place.record))
        return true;
    bool set = strcmp(row->op, "set") == 0;
    const FieldDef *field = set ? catalog_find_column(row->table, row->column) : NULL;
    if (field)
        place.field = field->id;
    place.row = row_with(taking->file, place.record, row->row_id);
    Layer layer = layer_back(taking->file, &place, row);
    if (set && strcmp(row->column, "place") == 0 &&
        layer_frozen_row(taking->file, place.record, place.row)) {
        taking->apart = true;
        taking->moved = place;
        return true;
    }
    taking->any = true;
    taking->content = taking->content || layer == LAYER_APPLICATION;
    taking->may = edit_may_layer(taking->session, taking->file, &place, layer, taking->err);
    return taking->may;
}

/* Undo is no way round the layers: what was approved meanwhile stays as it is. */
static bool check_group(Session *session, const CaseFile *file, bool redo, bool *content,
                        Err *err)
{
    int64_t id = case_head_of(file)->id;
    Taking taking = {.session = session, .file = file, .may = true, .err = err};
    if (!journal_undoes(session_store(session), session_user(session)->id, id, redo,
                        &taking.group, err))
        return false;
    if (taking.group &&
        !journal_read(session_store(session), id, taking.group - 1, check_row, &taking, err))
        return false;
    if (taking.may && taking.apart && !taking.any)
        taking.may = edit_may_layer(session, file, &taking.moved, LAYER_APPLICATION, err);
    *content = taking.content || !taking.any;
    return taking.may;
}

/* The journal writes the values; the rest of the store follows in the same transaction. */
static bool follow(Session *session, int64_t id, int64_t group, AlikeCounts *counts,
                   CaseFile **fresh, Arena *arena, TakenBack *out, Err *err)
{
    return case_load(session_store(session), id, fresh, err) &&
           edit_refresh(session, *fresh, err) &&
           alike_counts_after(session, *fresh, counts, err) &&
           (!out || read_touched(session, id, group, arena, out, err));
}

static bool take_in(Session *session, const CaseFile *file, bool redo, int64_t *group,
                    AlikeCounts *counts, Err *err)
{
    Store *store = session_store(session);
    CaseFile *now = NULL;
    bool content;
    int64_t user = session_user(session)->id, id = case_head_of(file)->id;
    bool done = session_person_stands(session, err) && app_case_stands(session, id, err) &&
                case_load(store, id, &now, err) &&
                check_group(session, now, redo, &content, err) &&
                alike_counts_before(session, file, counts, err) &&
                (redo ? journal_redo(store, user, id, content, &stop_follows, group, err)
                      : journal_undo(store, user, id, content, &stop_follows, group, err));
    case_free(now);
    return done;
}

static bool take_back(Session *session, CaseFile **file, bool redo, Arena *arena,
                      TakenBack *out, Err *err)
{
    Store *store = session_store(session);
    CaseFile *fresh = NULL;
    AlikeCounts counts = {0};
    int64_t group, id = case_head_of(*file)->id;
    if (!desk_may(session_user(session), VERB_EDIT, err) || !store_begin(store, err))
        return false;
    if (!take_in(session, *file, redo, &group, &counts, err)) {
        store_rollback(store);
        return false;
    }
    bool done = follow(session, id, group, &counts, &fresh, arena, out, err);
    if (done)
        done = store_commit(store, err);
    else
        store_rollback(store);
    judging_stored(session, fresh, done);
    if (!done) {
        case_free(fresh);
        return false;
    }
    case_free(*file);
    *file = fresh;
    return true;
}

bool app_case_undo(Session *session, CaseFile **file, Arena *arena, TakenBack *out, Err *err)
{
    return take_back(session, file, false, arena, out, err);
}

bool app_case_redo(Session *session, CaseFile **file, Arena *arena, TakenBack *out, Err *err)
{
    return take_back(session, file, true, arena, out, err);
}

/* Something to take back, and nothing of it stands in what is approved. */
static bool can(Session *session, const CaseFile *file, bool redo)
{
    bool content;
    int64_t id = case_head_of(file)->id;
    const User *user = session_user(session);
    return desk_may(user, VERB_EDIT, NULL) &&
           (redo ? journal_can_redo(session_store(session), user->id, id)
                 : journal_can_undo(session_store(session), user->id, id)) &&
           check_group(session, file, redo, &content, NULL);
}

bool app_can_undo(Session *session, const CaseFile *file)
{
    return can(session, file, false);
}

bool app_can_redo(Session *session, const CaseFile *file)
{
    return can(session, file, true);
}
