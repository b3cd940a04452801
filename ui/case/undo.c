/* Undo and redo in a case: first inside the field, then what was stored last. What was taken
 * back is named, and the focus goes to where it stands. */
#include "config.h"

#include "ui/case/undo.h"

#include <stdlib.h>
#include <string.h>

#include "app/undo.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "ui/case/drafts.h"
#include "ui/case/entry.h"
#include "ui/case/missed.h"
#include "ui/case/screen.h"
#include "ui/case/tab_row.h"
#include "ui/model/tabs.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"

static size_t row_of(const CaseFile *file, const Touched *touched)
{
    size_t row = 0;
    if (!(catalog_record(touched->record)->flags & RF_MANY))
        return 0;
    while (row < case_rows(file, touched->record) &&
           case_row_id(file, touched->record, row) != touched->row_id)
        row++;
    return row;
}

/* A record that has one row has it even while nothing is in it. */
static bool is_there(const CaseFile *file, const Touched *touched)
{
    return !(catalog_record(touched->record)->flags & RF_MANY) ||
           row_of(file, touched) < case_rows(file, touched->record);
}

/* A value before a row's place, a row that is there before one that is gone, then in the order
 * in which they stand. */
static bool comes_first(const CaseFile *file, const Touched *a, const Touched *b)
{
    if ((a->field < FIELD_COUNT) != (b->field < FIELD_COUNT))
        return a->field < FIELD_COUNT;
    if (is_there(file, a) != is_there(file, b))
        return is_there(file, a);
    size_t row_a = row_of(file, a), row_b = row_of(file, b);
    if (a->record == b->record && row_a != row_b)
        return row_a < row_b;
    if (a->record == b->record && a->row_id != b->row_id)
        return a->row_id < b->row_id;
    return a->field < b->field;
}

static const Touched *first_of(const TakenBack *taken, const CaseFile *file)
{
    const Touched *first = taken->n ? &taken->list[0] : NULL;
    for (size_t i = 1; i < taken->n; i++) {
        if (comes_first(file, &taken->list[i], first))
            first = &taken->list[i];
    }
    return first;
}

/* ---- going there ---- */

/* The name of an item and the place of a row have no stop of their own: the row's first will
 * do. */
static bool stands_at(const FormLine *line, const FormStop *stop, const Touched *touched,
                      size_t row)
{
    if (catalog_field(stop->field)->record != touched->record)
        return false;
    if (touched->item)
        return line->item && !strcmp(line->item, touched->item);
    return stop->row == row &&
           (touched->field == FIELD_COUNT || touched->field == F_DISCLOSURE_item ||
            touched->field == stop->field);
}

static bool seek(Form *form, const Touched *touched, size_t row)
{
    for (size_t i = 0; form && i < form->n_stops; i++) {
        const FormStop *stop = &form->stops[i];
        if (stands_at(&form->lines[stop->line], stop, touched, row)) {
            form->focus = i;
            return true;
        }
    }
    return false;
}

static bool is_focus(const Form *form, const TakenBack *taken, const CaseFile *file)
{
    const FormStop *stop = form ? form_stop(form) : NULL;
    for (size_t i = 0; stop && i < taken->n; i++) {
        const Touched *touched = &taken->list[i];
        if (touched->field == stop->field && row_of(file, touched) == stop->row &&
            is_there(file, touched))
            return true;
    }
    return false;
}

static void go(CaseScreen *self, Stage *stage, const TakenBack *taken)
{
    const Touched *first = first_of(taken, work_file(self->work));
    if (!first || is_focus(case_form(self), taken, work_file(self->work)))
        return;
    size_t row = row_of(work_file(self->work), first);
    int tab = first->field < FIELD_COUNT ? tab_of_field(first->field) : tab_of(first->record);
    if (!case_tab_form(self, tab) && !row_shown(self)) {
        case_go(self, stage, first->field < FIELD_COUNT ? first->field : F_DOCUMENT_code, row);
        return;
    }
    if (self->tab != tab || !seek(case_form(self), first, row)) {
        entry_stop(self);
        case_set_tab(self, stage, tab);
        Form *form = case_form(self);
        if (form && !seek(form, first, row)) {
            form_seek_row(form, first->record, row);
            if (is_there(work_file(self->work), first) && first->field < FIELD_COUNT) {
                row_show(self, stage, first->record, row);
                seek(case_form(self), first, row);
            }
        }
    }
    entry_begin(self, stage);
}

/* ---- saying it ---- */

static size_t rows_gone(const CaseFile *file, const TakenBack *taken)
{
    size_t gone = 0;
    for (size_t i = 0; i < taken->n; i++) {
        bool again = false;
        for (size_t j = 0; j < i && !again; j++)
            again = taken->list[j].record == taken->list[i].record &&
                    taken->list[j].row_id == taken->list[i].row_id;
        gone += !again && !is_there(file, &taken->list[i]);
    }
    return gone;
}

static const char *item_title(const Touched *touched, Stage *stage)
{
    const FieldContext *fields = session_fields(stage_session(stage));
    const CodeTable *table =
        codes_table(fields->codes, catalog_field(F_DISCLOSURE_item)->codes);
    const CodeEntry *entry = table ? code_find(table, touched->item) : NULL;
    return entry ? code_text(entry, fields->lang) : touched->item;
}

static const char *title_of(const CaseScreen *self, Stage *stage, const TakenBack *taken,
                            Arena *arena)
{
    const Touched *first = first_of(taken, work_file(self->work));
    const char *label = _(catalog_record(first->record)->label);
    size_t row = row_of(work_file(self->work), first),
           gone = rows_gone(work_file(self->work), taken);
    if (is_there(work_file(self->work), first) && first->field < FIELD_COUNT)
        return case_field_title(self, first->field, row, arena);
    if (is_there(work_file(self->work), first))
        /* TRANSLATORS: a record and the number of a row that moved: "Plan: row 2". */
        return arena_printf(arena, _("%s: row %zu"), label, row + 1);
    if (first->item && gone == 1)
        /* TRANSLATORS: a place in a case, e.g. "Patient: Name". */
        return arena_printf(arena, _("%s: %s"), label, item_title(first, stage));
    /* TRANSLATORS: a record of which so many rows went: "Plan: 2 rows". */
    return arena_printf(arena, ngettext("%s: %zu row", "%s: %zu rows", (unsigned long)gone),
                        label, gone);
}

static void say(const CaseScreen *self, Stage *stage, const TakenBack *taken, const char *what)
{
    Arena *arena = arena_new();
    size_t values = 0;
    for (size_t i = 0; i < taken->n; i++)
        values += taken->list[i].field < FIELD_COUNT &&
                  is_there(work_file(self->work), &taken->list[i]);
    if (!taken->n)
        stage_say(stage, MSG_DONE, "%s", what);
    else if (values > 1)
        stage_say(stage, MSG_DONE,
                  /* TRANSLATORS: "Taken back" or "Done again", a field, how many more. */
                  ngettext("%s: %s and %zu more value", "%s: %s and %zu more values",
                           (unsigned long)(values - 1)),
                  what, title_of(self, stage, taken, arena), values - 1);
    else
        /* TRANSLATORS: "Taken back" or "Done again", and the field. */
        stage_say(stage, MSG_DONE, _("%s: %s"), what, title_of(self, stage, taken, arena));
    arena_free(arena);
}

typedef bool TakeBack(Work *work, Arena *arena, TakenBack *out, Err *err);

static bool take_back(CaseScreen *self, Stage *stage, TakeBack *how, const char *what)
{
    TakenBack taken;
    Arena *arena = arena_new();
    Err err = {0};
    int64_t whole = row_id(self);
    bool done = how(self->work, arena, &taken, &err);
    /* Another row must not take the place of the one that was shown whole. */
    if (row_shown(self) && row_id(self) != whole)
        row_leave(self);
    case_follow(self, stage);
    entry_forgive(self);
    entry_begin(self, stage);
    if (done) {
        go(self, stage, &taken);
        say(self, stage, &taken, what);
    } else {
        stage_say_err(stage, &err);
    }
    arena_free(arena);
    return true;
}

void undo_answer(CaseScreen *self, Stage *stage)
{
    drafts_forget(self);
    take_back(self, stage, work_undo, _("Taken back"));
}

void undo_key(Stage *stage, Buf *out)
{
    keymap_keys(stage_keymap(stage), CMD_UNDO, true, false, out);
}

bool undo_last(CaseScreen *self, Stage *stage)
{
    if (entry_changed(self)) {
        entry_forgive(self);
        if (!lineedit_undo(entry_edit(self))) {
            drafts_forget(self);
            entry_load(self, stage);
        }
        return true;
    }
    if (entry_bring_again(self, stage) || missed_bring(self, stage))
        return true;
    drafts_forget(self);
    return take_back(self, stage, work_undo, _("Taken back"));
}

bool undo_redo(CaseScreen *self, Stage *stage)
{
    if (entry_on(self) && lineedit_redo(entry_edit(self))) {
        entry_forgive(self);
        return true;
    }
    return !entry_commit(self, stage) || take_back(self, stage, work_redo, _("Done again"));
}
