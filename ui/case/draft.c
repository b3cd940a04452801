/* What is half typed in a case: written while it is typed, there again when its field is
 * entered. The screen has a copy of the person's drafts of the case; the store is brought up to
 * it by case_keep(), so that a burst of typing is one write. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "ui/ask/ask.h"
#include "ui/case/case.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"

struct CaseDraft {
    Draft draft; /* its texts are the members below */
    char *place, *item, *base;
    Buf text;
    char at[INSTANT_TEXT];
    bool done; /* stored or given up; goes from the store with the next writing */
};

static const char case_name[] = "case";

/* ---- the copy ---- */

static void set_text(CaseDraft *entry, const char *text, size_t caret)
{
    Buf copy = BUF_INIT;
    buf_add(&copy, text);
    buf_free(&entry->text);
    entry->text = copy;
    entry->draft.text = entry->text.data;
    entry->draft.caret = caret;
    instant_now(entry->at);
    entry->draft.at = entry->at;
    entry->done = false;
}

static void set_base(CaseDraft *entry, const char *base)
{
    char *copy = base ? xstrdup(base) : NULL;
    free(entry->base);
    entry->base = copy;
    entry->draft.base = copy;
}

static CaseDraft *add_entry(CaseScreen *self, const DraftKey *key)
{
    self->drafts = xreallocarray(self->drafts, self->n_drafts + 1, sizeof(CaseDraft *));
    CaseDraft *entry = xcalloc(1, sizeof *entry);
    self->drafts[self->n_drafts++] = entry;
    buf_init(&entry->text);
    entry->place = xstrdup(key->place);
    entry->item = xstrdup(key->item);
    entry->draft.key = (DraftKey){key->case_id, entry->place, key->row_id, entry->item};
    return entry;
}

static void free_entry(CaseDraft *entry)
{
    buf_free(&entry->text);
    free(entry->place);
    free(entry->item);
    free(entry->base);
    free(entry);
}

static void remove_entry(CaseScreen *self, size_t at)
{
    free_entry(self->drafts[at]);
    self->n_drafts--;
    for (size_t i = at; i < self->n_drafts; i++)
        self->drafts[i] = self->drafts[i + 1];
}

static CaseDraft *find_entry(const CaseScreen *self, const DraftKey *key)
{
    for (size_t i = 0; i < self->n_drafts; i++) {
        if (draft_key_equal(&self->drafts[i]->draft.key, key))
            return self->drafts[i];
    }
    return NULL;
}

static const FieldDef *field_of(const char *place)
{
    const char *dot = strchr(place, '.');
    char *key = dot ? xstrndup(place, (size_t)(dot - place)) : NULL;
    const RecordDef *record = key ? catalog_find_record(key) : NULL;
    free(key);
    return record ? catalog_find_field(record->id, dot + 1) : NULL;
}

void case_drafts_load(CaseScreen *self, Stage *stage)
{
    Arena *arena = arena_new();
    Draft *list = NULL;
    size_t n = 0;
    Err err = {0};
    if (!app_drafts(stage_session(stage), case_head_of(work_file(self->work))->id, arena, &list,
                    &n, &err))
        stage_say_err(stage, &err);
    for (size_t i = 0; i < n; i++) {
        if (!field_of(list[i].key.place)) /* for a question, which asks for it itself */
            continue;
        CaseDraft *entry = add_entry(self, &list[i].key);
        set_text(entry, list[i].text, list[i].caret);
        set_base(entry, list[i].base);
        if (strlen(list[i].at) < INSTANT_TEXT)
            memcpy(entry->at, list[i].at, strlen(list[i].at) + 1);
    }
    arena_free(arena);
}

void case_drafts_free(CaseScreen *self)
{
    for (size_t i = 0; i < self->n_drafts; i++)
        free_entry(self->drafts[i]);
    free(self->drafts);
    buf_free(&self->place);
}

/* ---- which text ---- */

static bool has_items(RecordId record)
{
    const TabDef *tab = tab_def(tab_of(record));
    for (int i = 0; i < tab->n; i++) {
        if (tab->parts[i].record == record)
            return tab->parts[i].kind == PART_ITEMS;
    }
    return false;
}

/* The key of a field in a row. A fixed line is known by its code, since its row comes with its
 * first value; place gets the name. */
static DraftKey key_of(const CaseScreen *self, const FormLine *line, FieldId id, size_t row,
                       Buf *place)
{
    const FieldDef *field = catalog_field(id);
    const RecordDef *record = catalog_record(field->record);
    DraftKey key = {.case_id = case_head_of(work_file(self->work))->id, .item = ""};
    buf_clear(place);
    buf_addf(place, "%s.%s", record->key, field->key);
    key.place = place->data;
    if (line && line->item)
        key.item = line->item;
    else if (has_items(record->id))
        key.item = case_get(work_file(self->work), record->first, row);
    if (!key.item)
        key.item = "";
    if (record->flags & RF_MANY && !key.item[0] &&
        row < case_rows(work_file(self->work), record->id))
        key.row_id = case_row_id(work_file(self->work), record->id, row);
    return key;
}

/* The entry of the focus; NULL when nothing is half typed there. */
CaseDraft *case_draft_here(CaseScreen *self)
{
    const Form *form = work_file(self->work) ? case_form(self) : NULL;
    const FormStop *stop = form ? form_stop(form) : NULL;
    Buf place = BUF_INIT;
    if (!stop || !self->n_drafts)
        return NULL;
    DraftKey key = key_of(self, form_line(form), stop->field, stop->row, &place);
    CaseDraft *entry = find_entry(self, &key);
    buf_free(&place);
    return entry && !entry->done ? entry : NULL;
}

const char *case_half_typed(const void *screen, FieldId field, const FormLine *line, size_t row)
{
    const CaseScreen *self = screen;
    Buf place = BUF_INIT;
    DraftKey key = key_of(self, line, field, row, &place);
    const CaseDraft *entry = find_entry(self, &key);
    const char *whose = entry && !entry->done ? "" : case_others_name(self, &key);
    buf_free(&place);
    return whose;
}

/* "21:04", or with its day when that is not today. */
static bool when(const CaseDraft *entry, const Stage *stage, Buf *out)
{
    Day day, today = session_today(stage_session((Stage *)stage));
    int hour, minute;
    if (!instant_local(entry->at, &day, &hour, &minute))
        return false;
    if (day_between(day, today) != 0)
        buf_addf(out, "%04d-%02d-%02d ", day.year, day.month, day.day);
    buf_addf(out, "%02d:%02d", hour, minute);
    return true;
}

bool case_draft_said(CaseScreen *self, const Stage *stage, Buf *out)
{
    const CaseDraft *entry = case_draft_here(self);
    Buf clock = BUF_INIT;
    bool kept = entry && when(entry, stage, &clock);
    if (kept)
        /* TRANSLATORS: beside "saved 21:04:10": what is being typed is kept, but not stored in
         * the case yet. "~" is the sign that stands beside the field. */
        buf_addf(out, _("~ draft %s"), clock.data);
    buf_free(&clock);
    return kept;
}

/* ---- leaving it, coming back to it ---- */

const DraftKey *case_draft_key(const CaseDraft *entry)
{
    return entry ? &entry->draft.key : NULL;
}

void case_draft_done(CaseDraft *entry)
{
    if (entry)
        entry->done = true;
}

void case_draft_forget(CaseScreen *self)
{
    case_draft_done(case_draft_here(self));
}

static bool same(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : !a && !b;
}

static bool typed_text(CaseScreen *self, Stage *stage, const FormStop *stop)
{
    FieldEditor editor =
        field_editor(catalog_field(stop->field), session_fields(stage_session(stage))->codes);
    return self->typing && (editor == EDIT_LINE || editor == EDIT_PROSE);
}

void case_draft_resume(CaseScreen *self, Stage *stage)
{
    const FormStop *stop = form_stop(case_form(self));
    const CaseDraft *entry = case_draft_here(self);
    self->clash = false;
    if (!entry || !typed_text(self, stage, stop))
        return;
    lineedit_resume(&self->edit, entry->draft.text, entry->draft.caret);
    if (lineedit_changed(&self->edit) &&
        !same(entry->draft.base, case_get(work_file(self->work), stop->field, stop->row))) {
        self->clash = true;
        stage_show_again(stage);
    }
}

static void clash_answered(Stage *stage, void *ctx, const Reply *reply)
{
    CaseScreen *self = ctx;
    CaseDraft *entry = case_draft_here(self);
    const FormStop *stop = form_stop(case_form(self));
    Err err = {0};
    self->waiting = false;
    if (reply->key == 't') {
        case_draft_forget(self);
        case_load_edit(self, stage);
    } else if (entry && stop) {
        set_base(entry, case_get(work_file(self->work), stop->field, stop->row));
        if (!app_draft_put(stage_session(stage), &entry->draft, &err))
            stage_say_err(stage, &err);
    }
}

/* Esc keeps what was typed: it is still a draft then, and nothing of the other's is gone. */
bool case_draft_ask(CaseScreen *self, Stage *stage)
{
    const FormStop *stop = case_form(self) ? form_stop(case_form(self)) : NULL;
    Err err = {0};
    if (!self->clash || self->waiting || !stop || !self->typing)
        return false;
    self->clash = false;
    self->waiting = true;
    app_case_say_meanwhile(stage_session(stage), work_file(self->work), stop->field, stop->row,
                           self->edit.text.data, &err);
    ask(stage, &(Question){.title = _("Changed by somebody else"),
                           .text = err.text,
                           .answers = {{'m', _("Keep mine")}, {'t', _("Keep theirs")}},
                           .done = clash_answered,
                           .ctx = self});
    return true;
}

/* ---- writing ---- */

static bool drop_done(CaseScreen *self, Session *session, Err *err)
{
    for (size_t i = self->n_drafts; i > 0; i--) {
        const CaseDraft *entry = self->drafts[i - 1];
        if (!entry->done)
            continue;
        if (!app_draft_drop(session, &entry->draft.key, err))
            return false;
        remove_entry(self, i - 1);
    }
    return true;
}

static bool write_here(CaseScreen *self, Stage *stage, Err *err)
{
    Session *session = stage_session(stage);
    const Form *form = case_form(self);
    const FormStop *stop = form ? form_stop(form) : NULL;
    Buf place = BUF_INIT;
    bool done = true;
    if (!stop || !typed_text(self, stage, stop))
        return true;
    DraftKey key = key_of(self, form_line(form), stop->field, stop->row, &place);
    CaseDraft *entry = find_entry(self, &key);
    if (!lineedit_changed(&self->edit)) {
        if (entry)
            entry->done = true;
        done = drop_done(self, session, err);
    } else if (!entry || strcmp(entry->draft.text, self->edit.text.data) != 0 ||
               entry->draft.caret != self->edit.caret) {
        if (!entry) {
            entry = add_entry(self, &key);
            set_base(entry, case_get(work_file(self->work), stop->field, stop->row));
        }
        set_text(entry, self->edit.text.data, self->edit.caret);
        done = app_draft_put(session, &entry->draft, err);
        if (!done) /* so that the next key tries again */
            entry->draft.caret = SIZE_MAX;
    }
    buf_free(&place);
    return done;
}

bool case_keep(Screen *screen, Stage *stage, Err *err)
{
    CaseScreen *self = (CaseScreen *)screen;
    return !work_file(self->work) ||
           (drop_done(self, stage_session(stage), err) && write_here(self, stage, err));
}

/* ---- the place ---- */

bool case_place(Screen *screen, Stage *stage, LastPlace *out)
{
    CaseScreen *self = (CaseScreen *)screen;
    const Form *form = work_file(self->work) ? case_form(self) : NULL;
    const FormStop *stop = form ? form_stop(form) : NULL;
    if (!work_file(self->work))
        return false;
    *out = (LastPlace){.screen = case_name,
                       .tab = tab_def(self->tab)->title,
                       .key = {case_head_of(work_file(self->work))->id, "", 0, ""},
                       .whole_row = self->whole_row,
                       .typing = self->typing && stop};
    if (stop)
        out->key = key_of(self, form_line(form), stop->field, stop->row, &self->place);
    else if (shown_tab(self)->ops->place)
        shown_tab(self)->ops->place(shown_tab(self), out);
    /* A text that is changed has its caret with its draft. */
    if (stop && !lineedit_changed(&self->edit))
        self->place_caret =
            typed_text(self, stage, stop) && !self->edit.fresh ? (int64_t)self->edit.caret : -1;
    if (stop || form)
        out->caret = self->place_caret;
    return true;
}

static bool seek(CaseScreen *self, Form *form, const DraftKey *key, FieldId id)
{
    Buf place = BUF_INIT;
    bool found = false;
    for (size_t i = 0; form && !found && i < form->n_stops; i++) {
        const FormStop *stop = &form->stops[i];
        if (stop->field != id)
            continue;
        DraftKey here = key_of(self, &form->lines[stop->line], id, stop->row, &place);
        found = draft_key_equal(&here, key);
        if (found)
            form->focus = i;
    }
    buf_free(&place);
    return found;
}

/* The row of a record that a key means; false when it is not there (any more). */
static bool row_of(const CaseScreen *self, const FieldDef *field, const DraftKey *key,
                   size_t *row)
{
    Buf place = BUF_INIT;
    bool found = false;
    for (*row = 0; !found && *row < case_rows(work_file(self->work), field->record);
         *row += !found) {
        DraftKey here = key_of(self, NULL, field->id, *row, &place);
        found = draft_key_equal(&here, key);
    }
    buf_free(&place);
    return found;
}

static void go(CaseScreen *self, Stage *stage, int tab, const LastPlace *place)
{
    const FieldDef *field = field_of(place->key.place);
    size_t row;
    case_show_tab(self, stage, tab);
    if (shown_tab(self)->ops->back)
        shown_tab(self)->ops->back(shown_tab(self), place);
    if (!field)
        return;
    bool found = !place->whole_row && seek(self, case_form(self), &place->key, field->id);
    if (!found && catalog_record(field->record)->flags & RF_MANY &&
        row_of(self, field, &place->key, &row)) {
        if (case_form(self))
            form_seek_record(case_form(self), field->record);
        case_show_row(self, stage, field->record, row, false);
        found = seek(self, case_form(self), &place->key, field->id);
    }
    if (!found || !place->typing)
        return;
    case_begin_typing(self, stage, false);
    if (self->typing && !lineedit_changed(&self->edit) && place->caret >= 0)
        lineedit_place(&self->edit, (size_t)place->caret);
}

bool case_go_draft(CaseScreen *self, Stage *stage)
{
    const FieldDef *field = self->n_drafts ? field_of(self->drafts[0]->place) : NULL;
    if (!field)
        return false;
    const LastPlace place = {.key = self->drafts[0]->draft.key, .typing = true, .caret = -1};
    go(self, stage, tab_of(field->record), &place);
    return true;
}

Screen *case_screen_back(Stage *stage, const LastPlace *place)
{
    Screen *screen = case_screen_bare(stage, place->key.case_id);
    CaseScreen *self = (CaseScreen *)screen;
    Buf clock = BUF_INIT;
    if (!work_file(self->work)) {
        screen->ops->free(screen);
        return NULL;
    }
    int tab = 0;
    while (tab + 1 < TABS && strcmp(tab_def(tab)->title, place->tab) != 0)
        tab++;
    go(self, stage, tab, place);
    const CaseDraft *entry = case_draft_here(self);
    if (entry && when(entry, stage, &clock))
        /* TRANSLATORS: %s is a clock time, with its day when that is not today. */
        stage_say(stage, MSG_NOTE, _("Continued where you were: draft of %s"), clock.data);
    else
        stage_say(stage, MSG_NOTE, _("Continued where you were"));
    buf_free(&clock);
    return screen;
}

void case_again(Screen *screen, Stage *stage, const LastPlace *place)
{
    CaseScreen *self = (CaseScreen *)screen;
    Tab *tab = shown_tab(self);
    if (!case_verb_again(self, stage, place->key.place) && tab->ops->again)
        tab->ops->again(tab, stage, place->key.place);
}
