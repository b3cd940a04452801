/* The journal and the reviews of a case, for the person signed in. */
#include "config.h"

#include "app/history.h"

#include <stdlib.h>
#include <string.h>

#include "app/inner.h"
#include "app/vouch.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "desk/pen.h"
#include "desk/workflow.h"
#include "store/reading.h"

bool app_history(Session *session, int64_t case_id, int64_t after_group, JournalSink sink,
                 void *ctx, Err *err)
{
    return desk_may(session_user(session), VERB_READ, err) &&
           journal_read(session_store(session), case_id, after_group, sink, ctx, err);
}

/* What is told of a case beside its fields; what else a group writes says no more than its
 * first line. */
static const struct Told {
    const char *table, *column, *label;
} told[] = {
    {"case_file", "status", N_("Status of the case")},
    {"case_file", "amendment", N_("Change of what was approved")},
    {"case_file", "life", N_("Stage of the case")},
    {"pen", "holder", N_("Station that works on the case")},
    {"life_step", "reason", N_("Reason of the closing")},
    {"stop", "reason", N_("Reason of the stop")},
    {"batch_case", "outcome", N_("Answer of the platform")},
    {"batch_case", "reason", N_("Reason of the platform")},
    {"batch_case", "platform_no", N_("Number at the platform")},
};

const char *app_history_label(const char *table, const char *column)
{
    const FieldDef *field = catalog_find_column(table, column);
    for (size_t i = 0; !field && i < COUNT_OF(told); i++) {
        if (strcmp(told[i].table, table) == 0 && strcmp(told[i].column, column) == 0)
            return _(told[i].label);
    }
    return field ? _(field->label) : NULL;
}

static const RecordDef *record_of(const char *table)
{
    int id = 0;
    while (id < REC_COUNT && strcmp(catalog_record((RecordId)id)->table, table) != 0)
        id++;
    return id < REC_COUNT ? catalog_record((RecordId)id) : NULL;
}

bool app_history_name(const void *ctx UNUSED, const char *table, const char *column, Buf *out)
{
    const RecordDef *record = record_of(table);
    const char *label = column ? app_history_label(table, column) : NULL;
    if (record && column && !label && strcmp(column, "place") == 0)
        label = _("order of the rows");
    if (column ? !label : !record)
        return false;
    buf_addf(out, "%s%s%s", record ? _(record->label) : "",
             record && column ? C_("between record and field", ", ") : "", label ? label : "");
    return true;
}

bool app_history_value(const void *ctx, const char *table, const char *column,
                       const char *value, Buf *out)
{
    const FieldDef *field = catalog_find_column(table, column);
    if (field)
        field_show_alone(ctx, field, value, out);
    return field != NULL;
}

/* ---- what was changed in the end ---- */

typedef struct Cell {
    CellChange change;
    size_t order;
} Cell;

typedef struct Cells {
    Arena *arena;
    Cell *list;
    size_t n, room;
} Cells;

static const char *keep(Arena *arena, const char *text)
{
    return text ? arena_dup(arena, text) : NULL;
}

static bool read_cell(void *ctx, const JournalRow *row)
{
    Cells *cells = ctx;
    const FieldDef *field =
        row->table && row->column ? catalog_find_column(row->table, row->column) : NULL;
    if (!field || (field->flags & FF_GIVEN))
        return true;
    if (cells->n == cells->room) {
        cells->room = cells->room ? cells->room * 2 : 64;
        cells->list = xreallocarray(cells->list, cells->room, sizeof *cells->list);
    }
    cells->list[cells->n] = (Cell){.change = {.field = field,
                                              .row_id = row->row_id,
                                              .at = keep(cells->arena, row->at),
                                              .who = keep(cells->arena, row->user_name),
                                              .before = keep(cells->arena, row->before),
                                              .after = keep(cells->arena, row->after)},
                                   .order = cells->n};
    cells->n++;
    return true;
}

static bool same_cell(const CellChange *a, const CellChange *b)
{
    return a->field == b->field && a->row_id == b->row_id;
}

/* By cell, oldest first, so that the first and the last value of a cell stand at the ends. */
static int by_cell(const void *left, const void *right)
{
    const Cell *a = left, *b = right;
    if (a->change.field->id != b->change.field->id)
        return a->change.field->id < b->change.field->id ? -1 : 1;
    if (a->change.row_id != b->change.row_id)
        return a->change.row_id < b->change.row_id ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}

static bool same_value(const char *a, const char *b)
{
    return !strcmp(a ? a : "", b ? b : "");
}

bool app_changes_since(Session *session, int64_t case_id, int64_t group, Arena *arena,
                       CellChange **out, size_t *n, Err *err)
{
    Cells cells = {.arena = arena};
    bool ok = app_history(session, case_id, group, read_cell, &cells, err);
    size_t found = ok ? cells.n : 0;
    *n = 0;
    *out = arena_alloc(arena, (found + 1) * sizeof **out);
    if (found)
        qsort(cells.list, found, sizeof *cells.list, by_cell);
    for (size_t from = 0, to; from < found; from = to) {
        CellChange net = cells.list[from].change;
        for (to = from; to < found && same_cell(&cells.list[to].change, &net);)
            to++;
        const char *before = net.before;
        net = cells.list[to - 1].change;
        net.before = before;
        if (!same_value(net.before, net.after))
            (*out)[(*n)++] = net;
    }
    free(cells.list);
    return ok;
}

/* ---- decisions ---- */

/* Of whoever decided at another station, so that it is seen whose word that rests on. */
static bool name_vouchers(Store *store, Arena *arena, ReviewRow *rows, size_t n, Err *err)
{
    bool done = true;
    for (size_t i = 0; done && i < n; i++) {
        Vouchers vouchers;
        Buf names = BUF_INIT;
        if (!rows[i].home)
            continue;
        done = vouchers_of(store, rows[i].home, rows[i].group, arena, &vouchers, err);
        if (done)
            vouchers_say(&vouchers, &names);
        rows[i].vouched = names.len ? arena_dup(arena, names.data) : NULL;
        buf_free(&names);
    }
    return done;
}

static const char *say_vouched(const ReviewRow *row, Arena *arena)
{
    /* TRANSLATORS: of an approval; code of a station, who trusts it: "sun alone" */
    return row->vouched ? arena_printf(arena, _("given at %s, a station trusted by %s"),
                                       row->home, row->vouched)
                        : "";
}

static const char *say_alone(const ReviewRow *row, Arena *arena)
{
    /* TRANSLATORS: of an approval; code of a station. */
    return row->alone ? arena_printf(arena,
                                     _("this case was entered or changed at %s, a station that "
                                       "nobody but the approver had trusted"),
                                     row->alone)
                      : "";
}

static bool name_alone(Store *store, int64_t case_id, Arena *arena, ReviewRow *rows, size_t n,
                       Err *err)
{
    VouchAlone *alone;
    size_t found;
    if (!vouch_alone(store, case_id, arena, &alone, &found, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < found; j++) {
            if (alone[j].review == rows[i].id)
                rows[i].alone = alone[j].code;
        }
    }
    return true;
}

bool app_decisions(Session *session, int64_t case_id, Arena *arena, ReviewRow **out, size_t *n,
                   Err *err)
{
    *n = 0;
    return desk_may(session_user(session), VERB_READ, err) &&
           review_list(session_store(session), case_id, arena, out, n, err) &&
           name_vouchers(session_store(session), arena, *out, *n, err) &&
           name_alone(session_store(session), case_id, arena, *out, *n, err);
}

static const char *say_origin(const Origin *origin, Arena *arena)
{
    char on[DAY_TEXT];
    int hour, minute;
    Day day;
    if (origin->how == ORIGIN_NONE || !instant_local(origin->at, &day, &hour, &minute))
        return "";
    day_format(day, on);
    if (origin->how == ORIGIN_ALONE)
        /* TRANSLATORS: of an approval; a day. */
        return arena_printf(arena,
                            _("made with a key since %s that came from no older one "
                              "(station, recovery code)"),
                            on);
    return arena_printf(arena,
                        origin->how == ORIGIN_ADDED
                            /* TRANSLATORS: of an approval: its approver; a day, a person. */
                            ? _("the approver was added on %s by %s")
                            /* TRANSLATORS: of an approval; a day, a person. */
                            : _("made with a key since %s, set by %s"),
                        on, origin->by ? origin->by : "?");
}

static const char *say_given(const ReviewRow *row, Arena *arena)
{
    char on[DAY_TEXT];
    int hour, minute;
    Day day;
    if (!row->given_at || !instant_local(row->given_at, &day, &hour, &minute))
        return "";
    day_format(day, on);
    if (row->given_by_way_of)
        /* TRANSLATORS: of an approval; a person, another, a day. */
        return arena_printf(arena,
                            _("the passphrase of %s, who entered this case, goes back to %s, "
                              "whose passphrase was given by the approver on %s"),
                            row->entered_by, row->given_by_way_of, on);
    /* TRANSLATORS: of an approval; a person, a day. */
    return arena_printf(arena,
                        _("the passphrase of %s, who entered this case, was given by the "
                          "approver on %s"),
                        row->entered_by, on);
}

const char *app_decision_key(const ReviewRow *row, Arena *arena)
{
    if (strcmp(row->verb, verb_word(VERB_APPROVE)) != 0 &&
        strcmp(row->verb, verb_word(VERB_APPROVE_FIRST)) != 0)
        return NULL;
    const char *const remarks[] = {say_origin(&row->origins.added, arena),
                                   say_origin(&row->origins.last, arena), say_given(row, arena),
                                   say_vouched(row, arena), say_alone(row, arena)};
    const char *all = NULL;
    for (size_t i = 0; i < COUNT_OF(remarks); i++) {
        if (all && *remarks[i])
            /* TRANSLATORS: two remarks about the same approval. */
            all = arena_printf(arena, _("%s; %s"), all, remarks[i]);
        else if (*remarks[i])
            all = remarks[i];
    }
    return all;
}

bool app_last_decision(Session *session, int64_t case_id, LastDecision *out, Err *err)
{
    *out = (LastDecision){0};
    return desk_may(session_user(session), VERB_READ, err) &&
           review_last_decision(session_store(session), case_id, out, err);
}

bool app_compared_with(Session *session, const CaseFile *file, LastDecision *out, Err *err)
{
    const CaseHead *head = case_head_of(file);
    if (!head->amendment)
        return app_last_decision(session, head->id, out, err);
    *out = (LastDecision){0};
    return desk_may(session_user(session), VERB_READ, err) &&
           review_in_force(session_store(session), head->id, out, err);
}

bool app_accepted(Session *session, int64_t case_id, Arena *arena, AcceptedFinding **out,
                  size_t *n, Err *err)
{
    *n = 0;
    return desk_may(session_user(session), VERB_READ, err) &&
           review_accepted(session_store(session), case_id, arena, out, n, err);
}

/* ---- who read it ---- */

void app_case_was_read(Session *session, int64_t case_id)
{
    const User *user = session_user(session);
    if (!user || !desk_may(user, VERB_READ, NULL) || !session_store(session))
        return;
    bool waits = session_wait(session, false);
    Err err = {0};
    if (!reading_note(session_store(session), user->id, case_id, &err) &&
        !store_was_busy(session_store(session)))
        session_note(session, _("That you read this case could not be written down: %s"),
                     err.text);
    /* Where that cannot be, it is told once more. */
    if (desk_may(user, VERB_NEW, NULL))
        pen_opened(session_store(session), user->id, case_id, NULL);
    session_wait(session, waits);
}

/* Where that cannot be, it is told with what they read next. */
void session_tell_read(Session *session)
{
    const User *user = session_user(session);
    if (!user || !session_store(session) || store_in_transaction(session_store(session)))
        return;
    bool waits = session_wait(session, false);
    reading_left(session_store(session), user->id, NULL);
    session_wait(session, waits);
}

typedef struct Readers {
    Arena *arena;
    CaseReader *list;
    size_t n, room;
} Readers;

static bool add_reader(void *ctx, const ReadingRow *row)
{
    Readers *readers = ctx;
    if (readers->n == readers->room)
        readers->list = xreallocarray(readers->list, readers->room = readers->room * 2 + 8,
                                      sizeof *readers->list);
    readers->list[readers->n++] = (CaseReader){.who = arena_dup(readers->arena, row->user),
                                               .first = arena_dup(readers->arena, row->first),
                                               .last = arena_dup(readers->arena, row->last),
                                               .days = row->days};
    return true;
}

bool app_case_readers(Session *session, int64_t case_id, Arena *arena, CaseReader **out,
                      size_t *n, Err *err)
{
    Readers readers = {.arena = arena};
    bool may = desk_may(session_user(session), VERB_EVENTS, NULL);
    bool done =
        !may || reading_list(session_store(session), case_id, add_reader, &readers, err);
    *n = done ? readers.n : 0;
    *out = arena_alloc(arena, (*n + 1) * sizeof **out);
    for (size_t i = 0; i < *n; i++)
        (*out)[i] = readers.list[i];
    free(readers.list);
    return done;
}
