/* Reads the groups of a case from the journal and puts each change into words. */
#include "config.h"

#include "ui/parts/changes.h"

#include <stdlib.h>
#include <string.h>

#include "app/history.h"
#include "app/mark.h"
#include "app/reveal.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "desk/life.h"
#include "desk/pen.h"
#include "domain/field.h"
#include "ui/model/tabs.h"

/* One change as kept while reading; values are as stored. */
typedef struct Raw {
    const char *at, *who, *kind, *verb, *message, *op;
    const FieldDef *field; /* NULL: a group without a field to show */
    int64_t row_id;
    const char *before, *after;
    const char *marked; /* of a mark: its place, "patient.phone"; NULL: it is none */
    const char *item;   /* and what its row stands for, "D09"; or a rule */
    const char *life;   /* of a step of the life of the case: to where; NULL: it is none */
} Raw;

typedef struct Reading {
    Arena *arena;
    Raw *rows;
    size_t n, room;
    int64_t step; /* the group of the last decision: one line each, whatever it wrote */
} Reading;

static const char *keep(Arena *arena, const char *text)
{
    return text ? arena_dup(arena, text) : NULL;
}

/* The place of a mark, or the stage of a step, is in other rows of its group than the first,
 * which is kept. */
static void note_more(Reading *reading, const JournalRow *row)
{
    Raw *raw = reading->n ? &reading->rows[reading->n - 1] : NULL;
    if (!raw || reading->step != row->group || !row->table || !row->column || !row->after ||
        strcmp(row->op, "remove") == 0)
        return;
    if (!strcmp(row->table, "case_file") && !strcmp(row->column, "life"))
        raw->life = keep(reading->arena, row->after);
    if (strcmp(row->table, "review") != 0)
        return;
    if (!strcmp(row->column, "field"))
        raw->marked = keep(reading->arena, row->after);
    if (!strcmp(row->column, "item"))
        raw->item = keep(reading->arena, row->after);
}

static bool read_row(void *ctx, const JournalRow *row)
{
    Reading *reading = ctx;
    const FieldDef *field =
        row->table && row->column ? catalog_find_column(row->table, row->column) : NULL;
    bool step = !strcmp(row->kind, group_kind_word(GROUP_WORKFLOW)) ||
                !strcmp(row->kind, group_kind_word(GROUP_EXPORT)) ||
                !strcmp(row->kind, group_kind_word(GROUP_NEW)) ||
                !strcmp(row->kind, group_kind_word(GROUP_IMPORT));
    if (!field || (field->flags & FF_GIVEN)) {
        note_more(reading, row);
        if (!step || reading->step == row->group)
            return true;
        reading->step = row->group;
        field = NULL;
    }
    if (reading->n == reading->room) {
        reading->room = reading->room ? reading->room * 2 : 64;
        reading->rows = xreallocarray(reading->rows, reading->room, sizeof *reading->rows);
    }
    reading->rows[reading->n] = (Raw){
        .at = keep(reading->arena, row->at),
        .who = keep(reading->arena, row->user_name),
        .kind = keep(reading->arena, row->kind),
        .verb = keep(reading->arena, row->verb),
        .message = keep(reading->arena, row->message),
        .op = keep(reading->arena, row->op),
        .field = field,
        .row_id = field ? row->row_id : row->group,
        .before = keep(reading->arena, row->before),
        .after = keep(reading->arena, row->after),
    };
    reading->n++;
    return true;
}

static const char *show(const FieldContext *fields, Arena *arena, const FieldDef *field,
                        const char *value)
{
    Buf text = BUF_INIT;
    if (value && *value)
        field_show_alone(fields, field, value, &text);
    const char *shown =
        text.len && field->type == FT_FILE
            /* TRANSLATORS: an attached copy, by the first signs of its digest. */
            ? arena_printf(arena, _("copy %s"), text.data)
            : arena_dup(arena, text.data);
    buf_free(&text);
    return shown;
}

static size_t row_of(const CaseFile *file, RecordId record, int64_t row_id)
{
    for (size_t row = 0; row < case_rows(file, record); row++) {
        if (case_row_id(file, record, row) == row_id)
            return row;
    }
    return SIZE_MAX;
}

static const char *code_words(const FieldContext *fields, FieldId field, const char *code)
{
    const CodeTable *table = codes_table(fields->codes, catalog_field(field)->codes);
    const CodeEntry *entry = table && *code ? code_find(table, code) : NULL;
    return entry ? code_text(entry, fields->lang) : code;
}

const char *changes_item(Session *session, RecordId record, const char *code, Arena *arena)
{
    const FieldContext *fields = session_fields(session);
    if (record == REC_DISCLOSURE)
        return code_words(fields, F_DISCLOSURE_item, code);
    if (record == REC_DOCUMENT && *code)
        return arena_printf(arena, "%s %s", code, code_words(fields, F_DOCUMENT_code, code));
    return "";
}

const char *changes_place(Session *session, const CaseFile *file, const FieldDef *field,
                          size_t row, Arena *arena)
{
    const RecordDef *record = catalog_record(field->record);
    const char *label = _(record->label), *name = _(field->label);
    const char *item =
        row < SIZE_MAX ? mark_place(file, field->record, FIELD_COUNT, row, NULL).item : "";
    item = changes_item(session, field->record, item, arena);
    if (*item)
        label = item;
    if (*item || !(record->flags & RF_MANY))
        /* TRANSLATORS: a place in a case, e.g. "Patient: Name". */
        return arena_printf(arena, _("%s: %s"), label, name);
    if (row == SIZE_MAX)
        /* TRANSLATORS: record and field, e.g. "Plan (deleted row): Estimate". */
        return arena_printf(arena, _("%s (deleted row): %s"), label, name);
    /* TRANSLATORS: record, number of the row, field, e.g. "Plan 2: Estimate". */
    return arena_printf(arena, _("%s %zu: %s"), label, row + 1, name);
}

static const char *clock_text(Arena *arena, const char *at)
{
    Day day;
    int hour, minute;
    if (!at || !instant_local(at, &day, &hour, &minute))
        return "";
    return arena_printf(arena, "%02d-%02d %02d:%02d", day.month, day.day, hour, minute);
}

static const char *verb_of(Arena *arena, const Raw *raw)
{
    const char *label = raw->verb ? raw->verb : raw->kind;
    for (int verb = 0; raw->verb && verb < VERB_COUNT; verb++) {
        if (!strcmp(verb_word((Verb)verb), raw->verb))
            label = verb_label((Verb)verb);
    }
    if (!strcmp(raw->kind, group_kind_word(GROUP_NEW)))
        label = _("New case");
    else if (!strcmp(raw->kind, group_kind_word(GROUP_IMPORT)))
        label = _("Read from a file");
    else if (!strcmp(label, pen_verb))
        label = _("hand over to another station");
    else if (!strcmp(label, pen_lost_verb))
        label = _("take over from a station");
    return arena_dup(arena, label);
}

/* Which row it was is not told by the path, but by what it stands for. */
static const char *mark_place_words(Session *session, Arena *arena, const Raw *raw)
{
    const char *path = raw->marked, *item = raw->item ? raw->item : "";
    if (!path)
        return item;
    const char *dot = strchr(path, '.');
    const RecordDef *record = catalog_find_record(
        arena_printf(arena, "%.*s", dot ? (int)(dot - path) : (int)strlen(path), path));
    if (!record)
        return path;
    const FieldDef *field = dot ? catalog_find_field(record->id, dot + 1) : NULL;
    const char *words = changes_item(session, record->id, item, arena);
    if (!*words)
        words = _(record->label);
    /* TRANSLATORS: a place in a case, e.g. "Patient: Name". */
    return field ? arena_printf(arena, _("%s: %s"), words, _(field->label)) : words;
}

static Change change_of(Session *session, const CaseFile *file, Arena *arena, const Raw *raw)
{
    Life life;
    Change change = {.when = clock_text(arena, raw->at),
                     .who = raw->who ? raw->who : "",
                     .before = "",
                     .after = "",
                     .field = FIELD_COUNT,
                     .row = SIZE_MAX};
    if (!raw->field) {
        change.what = verb_of(arena, raw);
        change.before = raw->life && life_parse(raw->life, &life)
                            ? life_label(life)
                            : mark_place_words(session, arena, raw);
        change.after = raw->message ? raw->message : "";
        return change;
    }
    change.field = raw->field->id;
    change.row = row_of(file, raw->field->record, raw->row_id);
    change.what = changes_place(session, file, raw->field, change.row, arena);
    change.before = show(app_fields(session, file), arena, raw->field, raw->before);
    change.after = show(app_fields(session, file), arena, raw->field, raw->after);
    return change;
}

bool changes_all(Session *session, const CaseFile *file, Arena *arena, Change **out, size_t *n,
                 Err *err)
{
    Reading reading = {.arena = arena};
    bool ok = app_history(session, case_head_of(file)->id, 0, read_row, &reading, err);
    *n = ok ? reading.n : 0;
    *out = arena_alloc(arena, (*n + 1) * sizeof **out);
    for (size_t i = 0; i < *n; i++)
        (*out)[i] = change_of(session, file, arena, &reading.rows[*n - 1 - i]);
    free(reading.rows);
    return ok;
}

/* As the fields stand in the form; of rows that are gone after those that are there. */
static int by_place(const void *left, const void *right)
{
    const Change *a = left, *b = right;
    const int places[2][2] = {{tab_of_field(a->field), tab_part_of_field(a->field)},
                              {tab_of_field(b->field), tab_part_of_field(b->field)}};
    for (int i = 0; i < 2; i++) {
        if (places[0][i] != places[1][i])
            return places[0][i] < places[1][i] ? -1 : 1;
    }
    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    return (a->field > b->field) - (a->field < b->field);
}

bool changes_since(Session *session, const CaseFile *file, int64_t group, Arena *arena,
                   Change **out, size_t *n, Err *err)
{
    CellChange *cells = NULL;
    bool ok = app_changes_since(session, case_head_of(file)->id, group, arena, &cells, n, err);
    *out = arena_alloc(arena, (*n + 1) * sizeof **out);
    for (size_t i = 0; i < *n; i++) {
        const Raw raw = {.at = cells[i].at,
                         .who = cells[i].who,
                         .field = cells[i].field,
                         .row_id = cells[i].row_id,
                         .before = cells[i].before,
                         .after = cells[i].after};
        (*out)[i] = change_of(session, file, arena, &raw);
    }
    if (*n)
        qsort(*out, *n, sizeof **out, by_place);
    return ok;
}

bool changes_to_decide(Session *session, const CaseFile *file, Arena *arena,
                       LastDecision *since, Change **out, size_t *n, Err *err)
{
    *n = 0;
    if (!app_compared_with(session, file, since, err))
        return false;
    if (!since->group)
        return true;
    if (!changes_since(session, file, since->group, arena, out, n, err))
        return false;
    size_t all = *n;
    *n = 0;
    for (size_t i = 0; i < all; i++) {
        FieldId id = (*out)[i].field;
        bool follows = id < FIELD_COUNT && field_follows_up(catalog_field(id));
        if (!case_head_of(file)->amendment || !follows)
            (*out)[(*n)++] = (*out)[i];
    }
    return true;
}

const char *changes_taken_back(Session *session, const CaseFile *file, const TakenBack *taken,
                               Arena *arena)
{
    const char *what = "";
    for (size_t i = 0; i < taken->n; i++) {
        const Touched *touched = &taken->list[i];
        const FieldDef *field =
            touched->field < FIELD_COUNT ? catalog_field(touched->field) : NULL;
        if (field && !(field->flags & FF_GIVEN))
            what = changes_place(session, file, field,
                                 row_of(file, touched->record, touched->row_id), arena);
    }
    return what;
}
