/* The case file: which tab is shown, what follows from the case, and where keys go. Drawing is
 * in draw.c, editing in edit.c, verbs in verbs.c, what each tab does in its tab_*.c. */
#include "config.h"

#include "ui/case/case.h"

#include <stdlib.h>
#include <string.h>

#include "app/case.h"
#include "app/edit.h"
#include "app/move.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "ui/ask/ask.h"
#include "ui/case/alike.h"
#include "ui/case/drafts.h"
#include "ui/case/edit.h"
#include "ui/case/entry.h"
#include "ui/case/erase.h"
#include "ui/case/life.h"
#include "ui/case/marks.h"
#include "ui/case/missed.h"
#include "ui/case/others.h"
#include "ui/case/place.h"
#include "ui/case/screen.h"
#include "ui/case/suggest.h"
#include "ui/case/tab_documents.h"
#include "ui/case/tab_row.h"
#include "ui/case/verbs.h"
#include "ui/model/tabs.h"
#include "ui/parts/masks.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"

Tab *shown_tab(const CaseScreen *self)
{
    return row_shown(self) ? self->row : self->tabs[self->tab];
}

static Form *form_of(Tab *tab)
{
    return tab->ops->form ? tab->ops->form(tab) : NULL;
}

Form *case_form(const CaseScreen *self)
{
    return form_of(shown_tab(self));
}

Form *case_tab_form(const CaseScreen *self, int tab)
{
    return form_of(self->tabs[tab]);
}

/* ---- what follows from the case ---- */

/* What is shown, from the case as it is now; and whether it can be typed into. */
static void refresh(CaseScreen *self, Stage *stage)
{
    Tab *tabs[] = {self->row, self->tabs[self->tab]};
    for (size_t i = row_shown(self) ? 0 : 1; i < COUNT_OF(tabs); i++) {
        if (tabs[i]->ops->follow)
            tabs[i]->ops->follow(tabs[i], stage);
    }
    entry_follow(self, stage);
}

void case_follow(CaseScreen *self, Stage *stage)
{
    Err err = {0};
    alike_stale(self);
    if (!work_follow(self->work, &err))
        stage_say_err(stage, &err);
    life_follow(self, stage);
    marks_load(self, stage);
    refresh(self, stage);
}

/* ---- going places ---- */

void case_set_tab(CaseScreen *self, Stage *stage, int tab)
{
    Tab *to = self->tabs[tab];
    if (tab != self->tab && to->ops->enter)
        to->ops->enter(to);
    self->tab = tab;
    row_leave(self);
    refresh(self, stage);
}

bool case_show_tab(CaseScreen *self, Stage *stage, int tab)
{
    if (!entry_leave(self, stage))
        return false;
    case_set_tab(self, stage, tab);
    return true;
}

void case_go(CaseScreen *self, Stage *stage, FieldId field, size_t row)
{
    if (!entry_leave(self, stage))
        return;
    case_set_tab(self, stage, tab_of_field(field));
    Tab *tab = shown_tab(self);
    if (tab->ops->go)
        tab->ops->go(tab, stage, field, row);
}

void case_go_gap(CaseScreen *self, Stage *stage, const Gap *gap)
{
    if (catalog_field(gap->field)->record == REC_DOCUMENT &&
        gap->row < work_judged(self->work)->n_documents)
        documents_tab_go(self, stage, work_judged(self->work)->documents[gap->row].code);
    else
        case_go(self, stage, gap->field, gap->row);
}

const char *case_field_title(const CaseScreen *self, FieldId field, size_t row, Arena *arena)
{
    const RecordDef *record = catalog_record(catalog_field(field)->record);
    const char *label = _(record->label), *name = _(catalog_field(field)->label);
    if (record->flags & RF_MANY && row < case_rows(work_file(self->work), record->id))
        /* TRANSLATORS: record, number of the row, field, e.g. "Plan 2: Estimate". */
        return arena_printf(arena, _("%s %zu: %s"), label, row + 1, name);
    /* TRANSLATORS: a place in a case, e.g. "Patient: Name". */
    return arena_printf(arena, _("%s: %s"), label, name);
}

/* ---- keys ---- */

static CmdScope case_scope(const Screen *screen)
{
    const CaseScreen *self = (const CaseScreen *)screen;
    return work_file(self->work) ? shown_tab(self)->ops->scope(shown_tab(self)) : SC_CASE;
}

static bool case_typing(const Screen *screen)
{
    const CaseScreen *self = (const CaseScreen *)screen;
    Tab *tab = shown_tab(self);
    return entry_on(self) ||
           (work_file(self->work) && tab->ops->typing && tab->ops->typing(tab));
}

static const struct VerbBit {
    Verb verb;
    unsigned bit;
} verb_bits[] = {
    {VERB_SUBMIT, NEED_SUBMIT}, {VERB_WITHDRAW, NEED_WITHDRAW}, {VERB_APPROVE, NEED_APPROVE},
    {VERB_REVIEW, NEED_RETURN}, {VERB_ASK, NEED_ASK},           {VERB_ANSWER, NEED_ANSWER},
    {VERB_MARK, NEED_MARK},     {VERB_REPLY, NEED_REPLY},
};

static unsigned case_state(Screen *screen, Stage *stage)
{
    CaseScreen *self = (CaseScreen *)screen;
    if (!work_file(self->work))
        return NEED_USER;
    const Work *work = self->work;
    unsigned state =
        NEED_USER | (work_can_undo(work) || work_move_undoes(work) ? NEED_UNDO : 0) |
        (work_may_life(work) ? NEED_LIFE : 0) | (work_can_redo(work) ? NEED_REDO : 0) |
        (work_gaps(work)->n ? NEED_MISSING : 0);
    for (size_t i = 0; i < COUNT_OF(verb_bits); i++)
        state |= work_may(work, verb_bits[i].verb) ? verb_bits[i].bit : 0;
    alike_follow(self, stage);
    if (alike_any(self))
        state |= NEED_ALIKE;
    if (marks_any(self))
        state |= NEED_MARKED;
    if (entry_changed(self) || entry_taken_back(self) || missed_last(self))
        state |= NEED_UNDO;
    if (work_way_in(work) != VERB_COUNT && !(case_form(self) && entry_on(self)))
        state |= NEED_LOCKED;
    if (masks_turn_to(stage_session(stage), work_file(work)))
        state |= NEED_MASKS;
    if (entry_on(self) && lineedit_can_redo(entry_edit(self)))
        state |= NEED_REDO;
    if (entry_allowed(self, stage))
        state |= NEED_WRITE;
    Tab *tab = shown_tab(self);
    return tab->ops->state ? state | tab->ops->state(tab, stage) : state;
}

/* The second Esc: out of a list, back in the field, out of the row, out of the case. */
static bool on_back(CaseScreen *self, Stage *stage)
{
    if (suggest_close(self) || entry_take_back(self, stage) || !entry_commit(self, stage))
        return true;
    if (!row_shown(self))
        return false;
    row_leave(self);
    refresh(self, stage);
    entry_begin(self, stage);
    return true;
}

static const char *case_back(const Screen *screen, Stage *stage UNUSED)
{
    const CaseScreen *self = (const CaseScreen *)screen;
    if (suggest_open(self))
        return _("closes the list");
    if (entry_changed(self))
        return _("takes back the text");
    return row_shown(self) ? _("goes to the rows") : _("leaves the case");
}

static void left(Stage *stage, void *ctx UNUSED, const Reply *reply)
{
    if (reply->key == 'l')
        stage_quit(stage);
}

/* Its key stands beside others, and a text that is half typed may not be meant as it stands. */
static bool on_quit(CaseScreen *self, Stage *stage)
{
    if (!entry_changed(self))
        return false;
    ask(stage, &(Question){.title = _("Leave the program?"),
                           .text = _("The text in this field is half typed; leaving stores it "
                                     "as it stands"),
                           .answers = {{'s', _("Stay")}, {'l', _("Leave")}},
                           .done = left,
                           .ctx = self});
    return true;
}

/* What was taken back is brought again by the next key, or not at all: behind whatever else was
 * done, undo takes back what was stored. */
static void give_up(CaseScreen *self)
{
    entry_give_up(self);
    missed_stored(self);
}

static bool is_aside(CmdId id)
{
    return id == CMD_UNDO || id == CMD_BACK || id == CMD_COMMANDS || id == CMD_HELP;
}

static bool case_command(Screen *screen, Stage *stage, CmdId id)
{
    CaseScreen *self = (CaseScreen *)screen;
    if (!work_file(self->work))
        return false;
    if (!is_aside(id))
        give_up(self);
    int to = tab_of_command(id);
    if (to >= 0) {
        case_show_tab(self, stage, to);
        return true;
    }
    Tab *tab = shown_tab(self);
    switch (id) {
    case CMD_CASE_NEXT_TAB:
        case_show_tab(self, stage, (self->tab + 1) % TABS);
        return true;
    case CMD_CASE_PREV_TAB:
        case_show_tab(self, stage, (self->tab + TABS - 1) % TABS);
        return true;
    case CMD_BACK:
        return on_back(self, stage);
    case CMD_QUIT:
        return on_quit(self, stage);
    default:
        return verbs_command(self, stage, id) ||
               (tab->ops->command && tab->ops->command(tab, stage, id));
    }
}

static bool case_key(Screen *screen, Stage *stage, int key)
{
    CaseScreen *self = (CaseScreen *)screen;
    Tab *tab = shown_tab(self);
    give_up(self);
    return work_file(self->work) && tab->ops->key && tab->ops->key(tab, stage, key);
}

static bool case_text_event(Screen *screen, Stage *stage, const char *text, size_t len,
                            bool paste)
{
    CaseScreen *self = (CaseScreen *)screen;
    Tab *tab = shown_tab(self);
    if (!work_file(self->work))
        return false;
    give_up(self);
    return tab->ops->text ? tab->ops->text(tab, stage, text, len, paste)
                          : case_form(self) && edit_text(self, stage, text, len, paste);
}

static bool case_may_leave(Screen *screen, Stage *stage)
{
    CaseScreen *self = (CaseScreen *)screen;
    size_t caret = entry_edit(self)->caret;
    if (!work_file(self->work) || !entry_commit(self, stage))
        return !work_file(self->work);
    /* Who only looks away finds the caret where it was. */
    if (entry_on(self) && !entry_edit(self)->fresh)
        lineedit_place(entry_edit(self), caret);
    return true;
}

/* Nothing can be written any more, not even what is half typed. */
static bool is_gone(CaseScreen *self, Stage *stage)
{
    Err err = {0};
    if (app_case_stands(stage_session(stage), case_head_of(work_file(self->work))->id, &err) ||
        err.kind != ERR_NOT_FOUND)
        return false;
    stage_pop(stage);
    stage_say_err(stage, &err);
    return true;
}

/* Somebody else may have changed the case; an unfinished text keeps what it was read from, so
 * that storing it finds the conflict. */
static void case_shown(Screen *screen, Stage *stage)
{
    CaseScreen *self = (CaseScreen *)screen;
    Err err = {0};
    alike_stale(self);
    if (!work_file(self->work) || is_gone(self, stage) || entry_ask_clash(self, stage) ||
        entry_waiting(self) || entry_changed(self))
        return;
    int64_t version = case_head_of(work_file(self->work))->version;
    if (!work_reload(self->work, &err))
        stage_say_err(stage, &err);
    case_follow(self, stage);
    /* The caret stays where it is unless there is something new to read. */
    if (entry_on(self) && case_head_of(work_file(self->work))->version != version)
        entry_load_again(self, stage);
}

static void case_help(Screen *screen, Stage *stage, Buf *out)
{
    CaseScreen *self = (CaseScreen *)screen;
    Tab *tab = shown_tab(self);
    if (work_file(self->work) && tab->ops->help)
        tab->ops->help(tab, stage, out);
}

static void case_screen_free(Screen *screen)
{
    CaseScreen *self = (CaseScreen *)screen;
    for (int i = 0; i < TABS; i++)
        tab_free(self->tabs[i]);
    tab_free(self->row);
    entry_free(self->entry);
    suggest_free(self->suggest);
    drafts_free(self->drafts);
    place_free(self->place);
    life_ask_free(self->life);
    erase_ask_free(self->erase);
    others_free(self->others);
    marks_free(self->marks);
    missed_free(self->missed);
    alike_free(self->alike);
    work_free(self->work);
    free(self);
}

static const ScreenOps case_ops = {
    .name = "case",
    .draw = case_draw,
    .scope = case_scope,
    .typing = case_typing,
    .typed = edit_typed,
    .state = case_state,
    .text = case_text_event,
    .key = case_key,
    .command = case_command,
    .back = case_back,
    .may_leave = case_may_leave,
    .shown = case_shown,
    .help = case_help,
    .keep = case_keep,
    .place = case_place,
    .tick = others_tick,
    .again = case_again,
    .refused = verbs_refused,
    .free = case_screen_free,
};

Screen *case_screen_bare(Stage *stage, int64_t case_id)
{
    CaseScreen *self = xcalloc(1, sizeof *self);
    Err err = {0};
    self->screen.ops = &case_ops;
    self->entry = entry_new();
    self->drafts = drafts_new();
    self->place = place_new();
    self->life = life_ask_new();
    self->erase = erase_ask_new();
    self->alike = alike_new();
    self->others = others_new();
    self->marks = marks_new(self);
    self->missed = missed_new();
    for (int i = 0; i < TABS; i++)
        self->tabs[i] = tab_new(i, self);
    self->row = row_tab_new(self);
    self->work = work_open(stage_session(stage), case_id, &err);
    if (!work_file(self->work)) {
        stage_say_err(stage, &err);
        return &self->screen;
    }
    drafts_load(self, stage);
    others_load(self, stage);
    case_follow(self, stage);
    return &self->screen;
}

static bool is_returned(const CaseScreen *self)
{
    Standing standing;
    return app_case_standing(work_file(self->work), &standing, NULL) &&
           standing.amendment == STATUS_RETURNED;
}

Screen *case_screen_new(Stage *stage, int64_t case_id)
{
    Screen *screen = case_screen_bare(stage, case_id);
    CaseScreen *self = (CaseScreen *)screen;
    if (!work_file(self->work) || place_go_draft(self, stage))
        return screen;
    /* A case that was returned says why first. */
    if (is_returned(self)) {
        case_set_tab(self, stage, tab_with(&review_tab));
        return screen;
    }
    /* A case that waits to be filled in is opened where it goes on. */
    if (work_gaps(self->work)->n &&
        app_case_editable(stage_session(stage), work_file(self->work), REC_PATIENT, NULL))
        case_go_gap(self, stage, &work_gaps(self->work)->list[0]);
    return screen;
}

Screen *case_screen_at(Stage *stage, int64_t case_id, FieldId field, size_t row)
{
    Screen *screen = case_screen_new(stage, case_id);
    CaseScreen *self = (CaseScreen *)screen;
    if (work_file(self->work) && field < FIELD_COUNT)
        case_go(self, stage, field, row);
    return screen;
}

void case_screen_document(Screen *screen, Stage *stage, const char *code)
{
    CaseScreen *self = (CaseScreen *)screen;
    if (work_file(self->work))
        documents_tab_go(self, stage, code);
}
