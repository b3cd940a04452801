/* Taking back and doing again what a person stored, and what that touched. */
#include "config.h"

#include "app/undo.h"

#include <stdlib.h>
#include <string.h>

#include "app/inner.h"
#include "base/i18n.h"
#include "base/mem.h"
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

typedef bool TakeBack(Store *store, int64_t user_id, int64_t case_id, int64_t *group, Err *err);

/* The journal writes the values; the rest of the store follows in the same transaction. */
static bool follow(Session *session, int64_t id, int64_t group, AlikeCounts *counts,
                   CaseFile **fresh, Arena *arena, TakenBack *out, Err *err)
{
    return case_load(session_store(session), id, fresh, err) &&
           edit_refresh(session, *fresh, err) &&
           alike_counts_after(session, *fresh, counts, err) &&
           (!out || read_touched(session, id, group, arena, out, err));
}

static bool take_back(Session *session, CaseFile **file, TakeBack *how, Arena *arena,
                      TakenBack *out, Err *err)
{
    Store *store = session_store(session);
    CaseFile *fresh = NULL;
    AlikeCounts counts = {0};
    int64_t group, id = case_head_of(*file)->id;
    Status status;
    if (!desk_may(session_user(session), VERB_EDIT, err) ||
        !status_now(session, id, &status, err))
        return false;
    if (!store_begin(store, err))
        return false;
    if (!session_person_stands(session, err) ||
        !alike_counts_before(session, *file, &counts, err) ||
        !how(store, session_user(session)->id, id, &group, err)) {
        store_rollback(store);
        /* The triggers of the schema refused it. */
        if (status != STATUS_DRAFT && status != STATUS_RETURNED && err &&
            err->kind == ERR_REFUSED)
            err_set(
                err, ERR_REFUSED,
                _("The case is no longer open for editing, so its edits stay; this one is: %s"),
                status_label(status));
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
    return take_back(session, file, journal_undo, arena, out, err);
}

bool app_case_redo(Session *session, CaseFile **file, Arena *arena, TakenBack *out, Err *err)
{
    return take_back(session, file, journal_redo, arena, out, err);
}

bool app_can_undo(Session *session, int64_t case_id)
{
    const User *user = session_user(session);
    return desk_may(user, VERB_EDIT, NULL) &&
           journal_can_undo(session_store(session), user->id, case_id);
}

bool app_can_redo(Session *session, int64_t case_id)
{
    const User *user = session_user(session);
    return desk_may(user, VERB_EDIT, NULL) &&
           journal_can_redo(session_store(session), user->id, case_id);
}
