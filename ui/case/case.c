/* The case file: which tab is shown, what follows from the case, and where keys go. Drawing is
 * in draw.c, editing in edit.c, verbs in verbs.c, the tabs that are lists in lists.c. */
#include "config.h"

#include "ui/case/case.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"

bool case_tab_is_form(CaseTabId tab)
{
    const CaseTab *def = case_tab(tab);
    return def->n > 0 && def->parts[0].kind != PART_CHECKLIST;
}

Form *case_form(CaseScreen *self)
{
    if (self->whole_row)
        return &self->row_form;
    return case_tab_is_form(self->tab) ? &self->forms[self->tab] : NULL;
}

FormView case_view(CaseScreen *self, Stage *stage)
{
    return (FormView){.file = self->file,
                      .trial = self->file,
                      .fields = session_fields(stage_session(stage)),
                      .edit = self->typing ? &self->edit : NULL,
                      .error = self->error.len ? self->error.data : NULL,
                      .findings = self->findings,
                      .n_findings = self->n_findings,
                      .half_typed = self->n_drafts || self->n_others ? case_half_typed : NULL,
                      .screen = self};
}

/* ---- what follows from the case ---- */

static const struct VerbBit {
    Verb verb;
    unsigned bit;
} verb_bits[] = {
    {VERB_SUBMIT, NEED_SUBMIT}, {VERB_WITHDRAW, NEED_WITHDRAW}, {VERB_APPROVE, NEED_APPROVE},
    {VERB_RETURN, NEED_RETURN}, {VERB_ASK, NEED_ASK},           {VERB_ANSWER, NEED_ANSWER},
};

static void build_form(CaseScreen *self, Stage *stage)
{
    Session *session = stage_session(stage);
    if (self->whole_row && self->row_at >= case_rows(self->file, self->row_record))
        self->whole_row = false;
    if (self->whole_row)
        form_build_row(&self->row_form, self->row_record, self->row_at);
    if (!case_tab_is_form(self->tab))
        return;
    const CaseTab *tab = case_tab(self->tab);
    bool write = self->may_reopen ||
                 app_case_editable(session, self->file, tab->parts[tab->n - 1].record, NULL);
    form_build(&self->forms[self->tab], tab->parts, tab->n, self->file,
               session_fields(session)->codes, write);
}

void case_follow(CaseScreen *self, Stage *stage)
{
    Session *session = stage_session(stage);
    Err err = {0};
    case_alike_stale(self);
    arena_reset(self->arena);
    self->n_findings = self->n_checklist = 0;
    if (!app_case_judge(session, self->file, self->arena, &self->findings, &self->n_findings,
                        &self->checklist, &self->n_checklist, &err))
        stage_say_err(stage, &err);
    self->n_gaps = case_gaps(self->file, session_fields(session)->codes, self->checklist,
                             self->n_checklist, self->gaps, &self->wanted);
    self->verbs = NEED_USER;
    for (size_t i = 0; i < COUNT_OF(verb_bits); i++) {
        if (app_case_may(session, self->file, verb_bits[i].verb, NULL))
            self->verbs |= verb_bits[i].bit;
    }
    self->may_reopen = app_case_may(session, self->file, VERB_REOPEN, NULL);
    bool open = app_case_editable(session, self->file, REC_PATIENT, NULL);
    if (open && app_case_can_undo(session, self->file))
        self->verbs |= NEED_UNDO;
    if (open && app_case_can_redo(session, self->file))
        self->verbs |= NEED_REDO;
    if (self->n_gaps)
        self->verbs |= NEED_MISSING;
    build_form(self, stage);
    case_list_follow(self, stage);
}

/* ---- going places ---- */

void case_set_tab(CaseScreen *self, Stage *stage, CaseTabId tab)
{
    if (tab != self->tab)
        list_select(&self->info.view, 0);
    self->tab = tab;
    self->whole_row = false;
    build_form(self, stage);
    case_list_follow(self, stage);
}

bool case_show_tab(CaseScreen *self, Stage *stage, CaseTabId tab)
{
    bool typing = self->typing;
    if (!case_leave_typing(self, stage))
        return false;
    case_set_tab(self, stage, tab);
    if (typing && case_form(self))
        case_begin_typing(self, stage, false);
    return true;
}

void case_go(CaseScreen *self, Stage *stage, FieldId field, size_t row)
{
    RecordId record = catalog_field(field)->record;
    if (!case_leave_typing(self, stage))
        return;
    case_set_tab(self, stage, case_tab_of(record));
    if (self->tab == TAB_DOCUMENTS) {
        for (size_t i = 0; i < self->n_checklist; i++) {
            if (self->checklist[i].row == (int)row)
                list_select(&self->documents, (int64_t)i);
        }
        return;
    }
    Form *form = case_form(self);
    if (!form)
        return;
    if (!form_seek(form, field, row) && row < case_rows(self->file, record)) {
        /* No column of the grid: shown with its whole row. */
        form_seek_record(form, record);
        case_show_row(self, stage, record, row, false);
        form_seek(&self->row_form, field, row);
    }
    case_begin_typing(self, stage, false);
}

void case_go_document(CaseScreen *self, Stage *stage, const char *code)
{
    char *wanted = xstrdup(code); /* what it stands in may be made anew by leaving */
    if (case_leave_typing(self, stage)) {
        case_set_tab(self, stage, TAB_DOCUMENTS);
        case_list_select(self, wanted);
    }
    free(wanted);
}

void case_go_gap(CaseScreen *self, Stage *stage, const CaseGap *gap)
{
    if (gap->tab == TAB_DOCUMENTS && gap->row < self->n_checklist)
        case_go_document(self, stage, self->checklist[gap->row].code);
    else
        case_go(self, stage, gap->field, gap->row);
}

const char *case_field_title(const CaseScreen *self, FieldId field, size_t row, Arena *arena)
{
    const RecordDef *record = catalog_record(catalog_field(field)->record);
    const char *label = _(record->label), *name = _(catalog_field(field)->label);
    if (record->flags & RF_MANY && row < case_rows(self->file, record->id))
        /* TRANSLATORS: record, number of the row, field, e.g. "Plan 2: Estimate". */
        return arena_printf(arena, _("%s %zu: %s"), label, row + 1, name);
    /* TRANSLATORS: a place in a case, e.g. "Patient: Name". */
    return arena_printf(arena, _("%s: %s"), label, name);
}

/* ---- keys ---- */

static CmdScope case_scope(const Screen *screen)
{
    CaseScreen *self = (CaseScreen *)screen;
    Form *form = self->file ? case_form(self) : NULL;
    if (form) {
        bool grid = form_on_grid(form);
        const FormLine *line = form_line(form);
        if (self->typing)
            return grid                                                   ? SC_CELL
                   : line && catalog_field(line->field)->type == FT_PROSE ? SC_PROSE
                                                                          : SC_FORM;
        return grid && !line->item ? SC_GRID : SC_TABS;
    }
    return self->tab == TAB_DOCUMENTS  ? SC_DOCUMENTS
           : self->tab == TAB_FINDINGS ? SC_FINDINGS
                                       : SC_CASE;
}

static bool case_typing(const Screen *screen)
{
    return ((const CaseScreen *)screen)->typing;
}

static unsigned case_state(Screen *screen, Stage *stage)
{
    CaseScreen *self = (CaseScreen *)screen;
    if (!self->file)
        return NEED_USER;
    unsigned state = self->verbs;
    case_alike_follow(self, stage);
    if (self->n_alike)
        state |= NEED_ALIKE;
    if (self->typing && lineedit_changed(&self->edit))
        state |= NEED_UNDO;
    if (self->typing && lineedit_can_redo(&self->edit))
        state |= NEED_REDO;
    if (case_writable(self, stage))
        state |= NEED_WRITE;
    const Form *form = case_form(self);
    const FormStop *stop = form ? form_stop(form) : NULL;
    if (stop) {
        if (form_on_grid(form) && !form_on_new_row(form, self->file))
            state |= NEED_ROW;
        const FieldDef *field = catalog_field(stop->field);
        if (case_suggest_offered(field) ||
            field_choices(field, session_fields(stage_session(stage))->codes))
            state |= NEED_CHOICE;
        else if (self->typing && case_known(self, stop->field, stop->row, NULL))
            state |= NEED_CHOICE;
    } else if (!form && case_list_row(self)) {
        state |= NEED_ROW;
    }
    if (self->tab == TAB_PLAN && !self->whole_row)
        state |= NEED_PLAN;
    return state | case_text_state(self);
}

/* Esc: first out of the field, then out of the row, then out of the case. */
static bool on_back(CaseScreen *self, Stage *stage)
{
    if (self->typing) {
        if (case_suggest_close(self))
            return true;
        if (self->error.len) {
            case_draft_forget(self);
            case_load_edit(self, stage);
            stage_say(stage, MSG_NOTE, _("The value is as it was"));
            return true;
        }
        if (!case_leave_typing(self, stage))
            return true;
        if (!self->whole_row)
            return true;
    }
    if (self->whole_row) {
        self->whole_row = false;
        build_form(self, stage);
        return true;
    }
    return false;
}

static bool case_command(Screen *screen, Stage *stage, CmdId id)
{
    CaseScreen *self = (CaseScreen *)screen;
    if (!self->file)
        return false;
    if (id >= CMD_CASE_TAB_1 && id <= CMD_CASE_TAB_13) {
        case_show_tab(self, stage, (CaseTabId)(id - CMD_CASE_TAB_1));
        return true;
    }
    switch (id) {
    case CMD_CASE_NEXT_TAB:
        case_show_tab(self, stage, (CaseTabId)((self->tab + 1) % TAB_COUNT));
        return true;
    case CMD_CASE_PREV_TAB:
        case_show_tab(self, stage, (CaseTabId)((self->tab + TAB_COUNT - 1) % TAB_COUNT));
        return true;
    case CMD_BACK:
        return on_back(self, stage);
    default:
        if (case_verb_command(self, stage, id))
            return true;
        return case_form(self) ? case_edit_command(self, stage, id)
                               : case_list_command(self, stage, id);
    }
}

static bool case_key(Screen *screen, Stage *stage, int key)
{
    CaseScreen *self = (CaseScreen *)screen;
    if (!self->file)
        return false;
    if (case_form(self))
        return case_edit_key(self, stage, key);
    return case_list_key(self, key);
}

static bool case_text_event(Screen *screen, Stage *stage, const char *text, size_t len,
                            bool paste)
{
    CaseScreen *self = (CaseScreen *)screen;
    return self->file && case_form(self) && case_text(self, stage, text, len, paste);
}

static bool case_may_leave(Screen *screen, Stage *stage)
{
    CaseScreen *self = (CaseScreen *)screen;
    size_t caret = self->edit.caret;
    if (!self->file || !case_commit(self, stage))
        return !self->file;
    /* Who only looks away finds the caret where it was. */
    if (self->typing && !self->edit.fresh)
        lineedit_place(&self->edit, caret);
    return true;
}

/* Somebody else may have changed the case; an unfinished text keeps what it was read from, so
 * that storing it finds the conflict. */
static void case_shown(Screen *screen, Stage *stage)
{
    CaseScreen *self = (CaseScreen *)screen;
    Err err = {0};
    case_alike_stale(self);
    if (!self->file || case_draft_ask(self, stage) || self->waiting ||
        (self->typing && lineedit_changed(&self->edit)))
        return;
    int64_t version = case_head_of(self->file)->version;
    if (!app_case_reload(stage_session(stage), &self->file, &err))
        stage_say_err(stage, &err);
    case_follow(self, stage);
    /* The caret stays where it is unless there is something new to read. */
    if (self->typing && case_head_of(self->file)->version != version)
        case_read_edit(self, stage);
}

/* A field with a list shows the first of it as an example. */
static void help_choice(const FieldDef *field, Stage *stage, Buf *out)
{
    const FieldContext *fields = session_fields(stage_session(stage));
    const CodeTable *table =
        field->type == FT_CODE ? field_choices(field, fields->codes) : NULL;
    for (size_t i = 0; table && i < code_count(table); i++) {
        const CodeEntry *entry = code_at(table, i);
        if (entry->retired)
            continue;
        Buf shown = BUF_INIT;
        field_show(fields, field, entry->code, &shown);
        /* TRANSLATORS: an example of what may be typed, e.g. "E.g. 01 resident ID card". */
        buf_addf(out, _("E.g. %s"), shown.data);
        buf_add(out, "\n");
        buf_free(&shown);
        return;
    }
}

static void case_help(Screen *screen, Stage *stage, Buf *out)
{
    CaseScreen *self = (CaseScreen *)screen;
    const Form *form = self->file ? case_form(self) : NULL;
    const FormStop *stop = form ? form_stop(form) : NULL;
    if (stop) {
        const FieldDef *field = catalog_field(stop->field);
        buf_addf(out, "%s\n%s\n", _(field->label), _(field->help));
        field_forms(field, out);
        help_choice(field, stage, out);
        case_suggest_help(field, out);
        if (field->flags & FF_REQUIRED)
            buf_addf(out, "%s\n", _("To be filled in before the case can be submitted (*)."));
    } else if (self->file) {
        case_list_help(self, out);
    }
}

static void case_screen_free(Screen *screen)
{
    CaseScreen *self = (CaseScreen *)screen;
    for (int i = 0; i < TAB_COUNT; i++)
        form_free(&self->forms[i]);
    form_free(&self->row_form);
    lineedit_free(&self->edit);
    buf_free(&self->error);
    case_suggest_free(self->suggest);
    buf_free(&self->pending);
    buf_free(&self->folder);
    case_drafts_free(self);
    arena_free(self->others_arena);
    info_free(&self->info);
    arena_free(self->arena);
    arena_free(self->alike_arena);
    buf_free(&self->alike_of);
    case_free(self->file);
    free(self);
}

static const ScreenOps case_ops = {
    .name = "case",
    .draw = case_draw,
    .scope = case_scope,
    .typing = case_typing,
    .typed = case_typed,
    .state = case_state,
    .text = case_text_event,
    .paste = case_paste,
    .key = case_key,
    .command = case_command,
    .may_leave = case_may_leave,
    .shown = case_shown,
    .help = case_help,
    .keep = case_keep,
    .place = case_place,
    .tick = case_others_tick,
    .again = case_again,
    .refused = case_refused,
    .free = case_screen_free,
};

Screen *case_screen_bare(Stage *stage, int64_t case_id)
{
    CaseScreen *self = xcalloc(1, sizeof *self);
    Err err = {0};
    self->screen.ops = &case_ops;
    self->arena = arena_new();
    self->alike_arena = arena_new();
    self->others_arena = arena_new();
    buf_init(&self->alike_of);
    info_init(&self->info);
    self->cols = 80;
    lineedit_init(&self->edit, "", 0, false);
    buf_init(&self->error);
    buf_init(&self->pending);
    buf_init(&self->folder);
    buf_init(&self->place);
    self->place_caret = -1;
    self->pending_field = FIELD_COUNT;
    self->made_record = REC_COUNT;
    for (int i = 0; i < TAB_COUNT; i++)
        form_init(&self->forms[i]);
    form_init(&self->row_form);
    if (!app_case_open_id(stage_session(stage), case_id, &self->file, &err)) {
        stage_say_err(stage, &err);
        return &self->screen;
    }
    case_drafts_load(self, stage);
    case_others_load(self, stage);
    case_follow(self, stage);
    return &self->screen;
}

Screen *case_screen_new(Stage *stage, int64_t case_id)
{
    Screen *screen = case_screen_bare(stage, case_id);
    CaseScreen *self = (CaseScreen *)screen;
    if (!self->file || case_go_draft(self, stage))
        return screen;
    /* A case that waits to be filled in is open for typing at once, where it goes on. */
    if (app_case_editable(stage_session(stage), self->file, REC_PATIENT, NULL)) {
        if (self->n_gaps)
            case_go_gap(self, stage, &self->gaps[0]);
        else
            case_begin_typing(self, stage, false);
    }
    return screen;
}

Screen *case_screen_at(Stage *stage, int64_t case_id, FieldId field, size_t row)
{
    Screen *screen = case_screen_new(stage, case_id);
    CaseScreen *self = (CaseScreen *)screen;
    if (self->file && field < FIELD_COUNT)
        case_go(self, stage, field, row);
    return screen;
}

void case_screen_document(Screen *screen, Stage *stage, const char *code)
{
    CaseScreen *self = (CaseScreen *)screen;
    if (self->file)
        case_go_document(self, stage, code);
}
