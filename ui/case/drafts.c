/* What is half typed in a case: written while it is typed, there again when its field is
 * entered. The screen has a copy of the person's drafts of the case; the store is brought up to
 * it by drafts_write(), so that a burst of typing is one write. */
#include "config.h"

#include "ui/case/drafts.h"

#include <stdlib.h>
#include <string.h>

#include "app/drafts.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "ui/case/others.h"
#include "ui/case/screen.h"
#include "ui/model/tabs.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"

struct CaseDraft {
    Draft draft; /* its texts are the members below */
    char *place, *item, *base;
    Buf text;
    char at[INSTANT_TEXT];
    bool done; /* stored or given up; goes from the store with the next writing */
};

struct Drafts {
    CaseDraft **list;
    size_t n;
};

Drafts *drafts_new(void)
{
    return xcalloc(1, sizeof(Drafts));
}

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
    self->drafts->list =
        xreallocarray(self->drafts->list, self->drafts->n + 1, sizeof(CaseDraft *));
    CaseDraft *entry = xcalloc(1, sizeof *entry);
    self->drafts->list[self->drafts->n++] = entry;
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
    free_entry(self->drafts->list[at]);
    self->drafts->n--;
    for (size_t i = at; i < self->drafts->n; i++)
        self->drafts->list[i] = self->drafts->list[i + 1];
}

static CaseDraft *find_entry(const CaseScreen *self, const DraftKey *key)
{
    for (size_t i = 0; i < self->drafts->n; i++) {
        if (draft_key_equal(&self->drafts->list[i]->draft.key, key))
            return self->drafts->list[i];
    }
    return NULL;
}

const FieldDef *drafts_field_of(const char *place)
{
    const char *dot = strchr(place, '.');
    char *key = dot ? xstrndup(place, (size_t)(dot - place)) : NULL;
    const RecordDef *record = key ? catalog_find_record(key) : NULL;
    free(key);
    return record ? catalog_find_field(record->id, dot + 1) : NULL;
}

void drafts_load(CaseScreen *self, Stage *stage)
{
    Arena *arena = arena_new();
    Draft *list = NULL;
    size_t n = 0;
    Err err = {0};
    if (!app_drafts(stage_session(stage), case_head_of(work_file(self->work))->id, arena, &list,
                    &n, &err))
        stage_say_err(stage, &err);
    for (size_t i = 0; i < n; i++) {
        if (!drafts_field_of(list[i].key.place)) /* for a question, which asks for it itself */
            continue;
        CaseDraft *entry = add_entry(self, &list[i].key);
        set_text(entry, list[i].text, list[i].caret);
        set_base(entry, list[i].base);
        if (strlen(list[i].at) < INSTANT_TEXT)
            memcpy(entry->at, list[i].at, strlen(list[i].at) + 1);
    }
    arena_free(arena);
}

void drafts_free(Drafts *drafts)
{
    for (size_t i = 0; i < drafts->n; i++)
        free_entry(drafts->list[i]);
    free(drafts->list);
    free(drafts);
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
DraftKey drafts_key_of(const CaseScreen *self, const FormLine *line, FieldId id, size_t row,
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
CaseDraft *drafts_here(CaseScreen *self)
{
    const Form *form = work_file(self->work) ? case_form(self) : NULL;
    const FormStop *stop = form ? form_stop(form) : NULL;
    Buf place = BUF_INIT;
    if (!stop || !self->drafts->n)
        return NULL;
    DraftKey key = drafts_key_of(self, form_line(form), stop->field, stop->row, &place);
    CaseDraft *entry = find_entry(self, &key);
    buf_free(&place);
    return entry && !entry->done ? entry : NULL;
}

const char *drafts_whose(const void *screen, FieldId field, const FormLine *line, size_t row)
{
    const CaseScreen *self = screen;
    if (!self->drafts->n && !others_any(self))
        return NULL;
    Buf place = BUF_INIT;
    DraftKey key = drafts_key_of(self, line, field, row, &place);
    const CaseDraft *entry = find_entry(self, &key);
    const char *whose = entry && !entry->done ? "" : others_name(self, &key);
    buf_free(&place);
    return whose;
}

/* "21:04", or with its day when that is not today. */
bool drafts_when(const CaseDraft *entry, const Stage *stage, Buf *out)
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

bool drafts_tell(CaseScreen *self, const Stage *stage, Buf *out)
{
    const CaseDraft *entry = drafts_here(self);
    Buf clock = BUF_INIT;
    bool kept = entry && drafts_when(entry, stage, &clock);
    if (kept)
        /* TRANSLATORS: beside "saved 21:04:10": what is being typed is kept, but not stored in
         * the case yet. "~" is the sign that stands beside the field. */
        buf_addf(out, _("~ typing, kept %s"), clock.data);
    buf_free(&clock);
    return kept;
}

/* ---- leaving it, coming back to it ---- */

const DraftKey *drafts_key(const CaseDraft *entry)
{
    return entry ? &entry->draft.key : NULL;
}

void drafts_done(CaseDraft *entry)
{
    if (entry)
        entry->done = true;
}

void drafts_forget(CaseScreen *self)
{
    drafts_done(drafts_here(self));
}

/* ---- writing ---- */

bool drafts_drop_done(CaseScreen *self, Stage *stage, Err *err)
{
    for (size_t i = self->drafts->n; i > 0; i--) {
        const CaseDraft *entry = self->drafts->list[i - 1];
        if (!entry->done)
            continue;
        if (!app_draft_drop(stage_session(stage), &entry->draft.key, err))
            return false;
        remove_entry(self, i - 1);
    }
    return true;
}

bool drafts_write(CaseScreen *self, Stage *stage, const char *stored, const char *text,
                  size_t caret, Err *err)
{
    const Form *form = case_form(self);
    const FormStop *stop = form_stop(form);
    Buf place = BUF_INIT;
    DraftKey key = drafts_key_of(self, form_line(form), stop->field, stop->row, &place);
    CaseDraft *entry = find_entry(self, &key);
    bool done = true;
    if (!entry) {
        entry = add_entry(self, &key);
        set_base(entry, stored);
    } else if (!strcmp(entry->draft.text, text) && entry->draft.caret == caret) {
        goto out;
    }
    set_text(entry, text, caret);
    done = app_draft_put(stage_session(stage), &entry->draft, err);
    if (!done) /* so that the next key tries again */
        entry->draft.caret = SIZE_MAX;
out:
    buf_free(&place);
    return done;
}

bool drafts_rebase(CaseScreen *self, Stage *stage, const char *stored, Err *err)
{
    CaseDraft *entry = drafts_here(self);
    if (!entry)
        return true;
    set_base(entry, stored);
    return app_draft_put(stage_session(stage), &entry->draft, err);
}

const Draft *drafts_text(const CaseDraft *entry)
{
    return entry ? &entry->draft : NULL;
}

const Draft *drafts_last(const CaseScreen *self)
{
    return self->drafts->n ? &self->drafts->list[0]->draft : NULL;
}
