/* Where a person is in a case, and the way back there: tab, field, row of a list, and the caret
 * in a text. */
#include "config.h"

#include "ui/case/place.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "ui/case/case.h"
#include "ui/case/drafts.h"
#include "ui/case/entry.h"
#include "ui/case/marks.h"
#include "ui/case/screen.h"
#include "ui/case/tab_row.h"
#include "ui/case/verbs.h"
#include "ui/model/tabs.h"
#include "ui/stage/message.h"

static const char case_name[] = "case";

struct CasePlace {
    Buf field; /* its name, as case_place gave it last */
    int64_t caret;
};

CasePlace *place_new(void)
{
    CasePlace *place = xcalloc(1, sizeof *place);
    buf_init(&place->field);
    place->caret = -1;
    return place;
}

void place_free(CasePlace *place)
{
    buf_free(&place->field);
    free(place);
}

bool case_keep(Screen *screen, Stage *stage, Err *err)
{
    CaseScreen *self = (CaseScreen *)screen;
    return !work_file(self->work) ||
           (drafts_drop_done(self, stage, err) && entry_keep(self, stage, err));
}

bool case_place(Screen *screen, Stage *stage, LastPlace *out)
{
    CaseScreen *self = (CaseScreen *)screen;
    const Form *form = work_file(self->work) ? case_form(self) : NULL;
    const FormStop *stop = form ? form_stop(form) : NULL;
    if (!work_file(self->work))
        return false;
    *out = (LastPlace){.screen = case_name,
                       .tab = tab_def(self->tab)->name,
                       .key = {case_head_of(work_file(self->work))->id, "", 0, ""},
                       .whole_row = row_shown(self),
                       .typing = entry_on(self) && stop};
    if (stop)
        out->key =
            drafts_key_of(self, form_line(form), stop->field, stop->row, &self->place->field);
    else if (shown_tab(self)->ops->place)
        shown_tab(self)->ops->place(shown_tab(self), out);
    /* A text that is changed has its caret with its draft. */
    if (stop && !lineedit_changed(entry_edit(self)))
        self->place->caret = entry_words(self, stage, stop) && !entry_edit(self)->fresh
                                 ? (int64_t)entry_edit(self)->caret
                                 : -1;
    if (stop || form)
        out->caret = self->place->caret;
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
        DraftKey here = drafts_key_of(self, &form->lines[stop->line], id, stop->row, &place);
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
        DraftKey here = drafts_key_of(self, NULL, field->id, *row, &place);
        found = draft_key_equal(&here, key);
    }
    buf_free(&place);
    return found;
}

static void go(CaseScreen *self, Stage *stage, int tab, const LastPlace *place)
{
    const FieldDef *field = drafts_field_of(place->key.place);
    size_t row;
    entry_stop(self); /* a draft in the first field is not left by that */
    case_set_tab(self, stage, tab);
    if (shown_tab(self)->ops->back)
        shown_tab(self)->ops->back(shown_tab(self), place);
    if (!field)
        return;
    bool found = !place->whole_row && seek(self, case_form(self), &place->key, field->id);
    if (!found && catalog_record(field->record)->flags & RF_MANY &&
        row_of(self, field, &place->key, &row)) {
        if (case_form(self))
            form_seek_row(case_form(self), field->record, row);
        row_show(self, stage, field->record, row);
        found = seek(self, case_form(self), &place->key, field->id);
    }
    entry_begin(self, stage);
    if (found && entry_on(self) && !lineedit_changed(entry_edit(self)) && place->caret >= 0)
        lineedit_place(entry_edit(self), (size_t)place->caret);
}

bool place_go_draft(CaseScreen *self, Stage *stage)
{
    const Draft *draft = drafts_last(self);
    const FieldDef *field = draft ? drafts_field_of(draft->key.place) : NULL;
    if (!field)
        return false;
    const LastPlace place = {.key = draft->key, .typing = true, .caret = -1};
    go(self, stage, tab_of_field(field->id), &place);
    return true;
}

/* A name that no tab has any more: the tab of the field, and the first when there is no field.
 */
static int tab_of_place(const LastPlace *place)
{
    const FieldDef *field = drafts_field_of(place->key.place);
    int tab = tab_named(place->tab);
    if (tab >= 0)
        return tab;
    return field ? tab_of_field(field->id) : 0;
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
    go(self, stage, tab_of_place(place), place);
    const CaseDraft *entry = drafts_here(self);
    if (entry && drafts_when(entry, stage, &clock))
        /* TRANSLATORS: %s is a clock time, with its day when that is not today. */
        stage_say(stage, MSG_NOTE, _("Continued where you were: half typed at %s"), clock.data);
    else
        stage_say(stage, MSG_NOTE, _("Continued where you were"));
    buf_free(&clock);
    return screen;
}

void case_again(Screen *screen, Stage *stage, const LastPlace *place)
{
    CaseScreen *self = (CaseScreen *)screen;
    Tab *tab = shown_tab(self);
    if (!verbs_again(self, stage, place->key.place) && !marks_again(self, stage, &place->key) &&
        tab->ops->again)
        tab->ops->again(tab, stage, place->key.place);
}
