/* The case file: header, tabs, and which of them is shown. Editing is in case_edit.c, the tabs
 * that are lists in case_lists.c. */
#include "config.h"

#include "ui/screens/case.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "ui/screens/changes.h"
#include "ui/screens/plan.h"
#include "ui/screens/sums.h"

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

FormView case_view(CaseScreen *self, App *app)
{
    return (FormView){.file = self->file,
                      .fields = session_fields(app_session(app)),
                      .edit = self->typing ? &self->edit : NULL,
                      .error = self->error.len ? self->error.data : NULL,
                      .findings = self->findings,
                      .n_findings = self->n_findings,
                      .half_typed = self->n_drafts ? case_half_typed : NULL,
                      .screen = self};
}

/* ---- what follows from the case ---- */

static const struct VerbBit {
    Verb verb;
    unsigned bit;
} verb_bits[] = {
    {VERB_SUBMIT, NEED_SUBMIT},
    {VERB_WITHDRAW, NEED_WITHDRAW},
    {VERB_APPROVE, NEED_APPROVE},
    {VERB_RETURN, NEED_RETURN},
    {VERB_ASK, NEED_ASK},
    {VERB_ANSWER, NEED_ANSWER},
};

static void build_form(CaseScreen *self, App *app)
{
    Session *session = app_session(app);
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

void case_follow(CaseScreen *self, App *app)
{
    Session *session = app_session(app);
    Err err = {0};
    arena_reset(self->arena);
    self->n_findings = self->n_checklist = 0;
    self->n_gaps =
        case_gaps(self->file, session_fields(session)->codes, self->gaps, &self->wanted);
    if (!app_case_findings(session, self->file, self->arena, &self->findings, &self->n_findings,
                           &err))
        app_say_err(app, &err);
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
    build_form(self, app);
    case_list_follow(self, app);
}

/* ---- going places ---- */

static void set_tab(CaseScreen *self, App *app, CaseTabId tab)
{
    if (tab != self->tab)
        list_select(&self->info.view, 0);
    self->tab = tab;
    self->whole_row = false;
    build_form(self, app);
    case_list_follow(self, app);
}

bool case_show_tab(CaseScreen *self, App *app, CaseTabId tab)
{
    bool typing = self->typing;
    if (!case_leave_typing(self, app))
        return false;
    set_tab(self, app, tab);
    if (typing && case_form(self))
        case_begin_typing(self, app, false);
    return true;
}

void case_go(CaseScreen *self, App *app, FieldId field, size_t row)
{
    RecordId record = catalog_field(field)->record;
    if (!case_leave_typing(self, app))
        return;
    set_tab(self, app, case_tab_of(record));
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
        case_show_row(self, app, record, row, false);
        form_seek(&self->row_form, field, row);
    }
    case_begin_typing(self, app, false);
}

static bool on_missing(CaseScreen *self, App *app)
{
    if (!case_commit(self, app))
        return true;
    if (!self->n_gaps) {
        app_say(app, MSG_DONE, _("Nothing is missing"));
        return true;
    }
    const Form *form = case_form(self);
    const FormStop *stop = form ? form_stop(form) : NULL;
    size_t at = case_gap_after(self->gaps, self->n_gaps, self->tab,
                               stop && self->typing ? stop->field : FIELD_COUNT,
                               stop ? form_gap_row(form) : 0);
    case_go(self, app, self->gaps[at].field, self->gaps[at].row);
    return true;
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

/* ---- drawing ---- */

static void header_left(CaseScreen *self, App *app, Buf *out)
{
    const FieldContext *fields = session_fields(app_session(app));
    const CaseHead *head = case_head_of(self->file);
    const char *name = case_get(self->file, F_PATIENT_name, 0);
    const char *sex = case_get(self->file, F_PATIENT_sex, 0);
    const char *born = case_get(self->file, F_PATIENT_born_on, 0);
    const CodeTable *sexes = codes_table(fields->codes, catalog_field(F_PATIENT_sex)->codes);
    const CodeEntry *entry = sex && sexes ? code_find(sexes, sex) : NULL;
    Status status;
    Day day;
    buf_addf(out, "%s  %s", head->no ? head->no : "", name ? name : _("(no name yet)"));
    if (entry)
        buf_addf(out, "  %s", code_text(entry, fields->lang));
    if (born && day_parse(born, &day)) {
        int age = day_age(day, fields->today);
        buf_add(out, entry ? " " : "  ");
        /* TRANSLATORS: the age of a patient, beside name and sex. */
        buf_addf(out, ngettext("%d year", "%d years", (unsigned long)(age < 0 ? 0 : age)), age);
    }
    if (status_parse(head->status, &status))
        buf_addf(out, "   %s", status_label(status));
}

static void header_right(CaseScreen *self, App *app, Buf *out)
{
    Buf keys = BUF_INIT;
    size_t done = self->wanted > self->n_gaps ? self->wanted - self->n_gaps : 0;
    size_t percent = self->wanted ? done * 100 / self->wanted : 100;
    buf_addf(out, _("%zu%% complete"), percent);
    if (self->n_gaps) {
        buf_add(out, "  ");
        buf_addf(out, ngettext("%zu missing", "%zu missing", (unsigned long)self->n_gaps),
                 self->n_gaps);
        keymap_keys(app_keymap(app), CMD_CASE_MISSING, self->typing, false, &keys);
        buf_add(out, "  ");
        /* TRANSLATORS: %s is a key, e.g. "^N next": goes to the next thing missing. */
        buf_addf(out, _("%s next"), keys.data);
    }
    buf_free(&keys);
}

/* One tab as drawn: brackets around the one that is shown, and the worst finding on the
 * findings. */
static void tab_text(const CaseScreen *self, const Frame *frame, CaseTabId id, Buf *out)
{
    const CaseTab *tab = case_tab(id);
    bool here = id == self->tab;
    bool digit = tab->key >= '0' && tab->key <= '9';
    buf_addf(out, "%s%c%s%s", here ? "[" : " ", tab->key, digit ? "" : " ", _(tab->title));
    if (id == TAB_FINDINGS && self->n_findings) {
        size_t blocks = 0, warns = 0;
        for (size_t i = 0; i < self->n_findings; i++) {
            blocks += self->findings[i].severity == SEV_BLOCK;
            warns += self->findings[i].severity == SEV_WARN;
        }
        if (blocks)
            buf_addf(out, "%s%zu", frame_sign(frame, SIGN_BLOCK), blocks);
        else if (warns)
            buf_addf(out, "%s%zu", frame_sign(frame, SIGN_WARN), warns);
    }
    buf_add(out, here ? "]" : " ");
}

static void draw_tabs(CaseScreen *self, Frame *frame, int row, int cols)
{
    Buf texts[TAB_COUNT];
    int widths[TAB_COUNT], first = 0;
    /* TRANSLATORS: stands before the keys of the tabs while text is typed: hold Alt and press
     * the digit. At most four columns. */
    const char *prefix = self->typing ? _("Alt+") : "";
    int col = 1 + text_cols(prefix);
    for (int i = 0; i < TAB_COUNT; i++) {
        buf_init(&texts[i]);
        tab_text(self, frame, (CaseTabId)i, &texts[i]);
        widths[i] = text_cols(texts[i].data);
    }
    /* The strip scrolls so that the tab that is shown is wholly on it, with a mark at a cut
     * end. */
    for (;; first++) {
        int end = col + (first > 0);
        for (int i = first; i <= (int)self->tab; i++)
            end += widths[i];
        if (end + (self->tab + 1 < TAB_COUNT) <= cols || first == (int)self->tab)
            break;
    }
    frame_fit(frame, row, 0, cols, ST_TEXT, "", TEXT_LEFT);
    frame_put(frame, row, 1, -1, ST_KEY, prefix);
    if (first > 0)
        col += frame_put(frame, row, col, 1, ST_DIM, "<");
    int i = first;
    for (; i < TAB_COUNT && col + widths[i] + (i + 1 < TAB_COUNT) <= cols; i++) {
        bool here = i == (int)self->tab;
        frame_put(frame, row, col, widths[i], here ? ST_FOCUS : ST_TEXT, texts[i].data);
        if (!here)
            frame_style(frame, row, col + 1, 1, self->typing ? ST_DIM : ST_KEY);
        col += widths[i];
    }
    if (i < TAB_COUNT)
        frame_put(frame, row, cols - 1, 1, ST_DIM, ">");
    for (i = 0; i < TAB_COUNT; i++)
        buf_free(&texts[i]);
}

/* What the whole row holds that has no column, for the status line. */
static void rest_of_row(CaseScreen *self, App *app, const FormStop *stop, Buf *out)
{
    FieldId rest[GRID_COLUMNS * 2];
    int n = grid_rest(catalog_field(stop->field)->record, rest, (int)COUNT_OF(rest));
    for (int i = 0; i < n; i++) {
        const char *value = case_get(self->file, rest[i], stop->row);
        if (!value)
            continue;
        Buf shown = BUF_INIT;
        field_show(session_fields(app_session(app)), catalog_field(rest[i]), value, &shown);
        buf_add(out, out->len ? "  " : "");
        /* TRANSLATORS: a field and its value. */
        buf_addf(out, _("%s: %s"), _(catalog_field(rest[i])->label), shown.data);
        buf_free(&shown);
    }
}

/* The line above the rule: what the field is for, and that it is stored. */
static void draw_status(CaseScreen *self, App *app, Frame *frame)
{
    Buf left = BUF_INIT, right = BUF_INIT;
    const Form *form = case_form(self);
    const FormStop *stop = form ? form_stop(form) : NULL;
    if (stop && !self->typing && form_on_grid(form))
        rest_of_row(self, app, stop, &left);
    if (stop && !left.len) {
        const FieldDef *field = catalog_field(stop->field);
        /* TRANSLATORS: field and its help. */
        buf_addf(&left, _("%s: %s"), _(field->label), _(field->help));
    }
    if (!form)
        case_list_status(self, &left);
    if (!case_draft_said(self, app, &right) && self->saved_at[0])
        /* TRANSLATORS: the clock time at which the last field was stored by itself. */
        buf_addf(&right, _("saved %s"), self->saved_at);
    app_status(app, frame, left.data, right.data);
    buf_free(&left);
    buf_free(&right);
}

/* What follows from the tab's records stands under them. */
static int draw_foot(CaseScreen *self, App *app, Frame *frame, Rect rect)
{
    switch ((int)self->tab) {
    case TAB_DISCLOSURE:
        return sums_draw_disclosure(app, self->file, frame, rect);
    case TAB_PLAN:
        return plan_draw_gap(app, self->file, frame, rect);
    case TAB_FOLLOW_UP:
        return sums_draw_follow_up(app, self->file, frame, rect);
    default:
        return 0;
    }
}

static void case_draw(Screen *screen, App *app, Frame *frame)
{
    CaseScreen *self = (CaseScreen *)screen;
    Buf left = BUF_INIT, right = BUF_INIT;
    if (self->file) {
        header_left(self, app, &left);
        header_right(self, app, &right);
    }
    Rect head, body = app_chrome_head(app, frame, left.data, right.data, 1, &head);
    buf_free(&left);
    buf_free(&right);
    if (!self->file)
        return;
    draw_tabs(self, frame, head.row, head.cols);
    self->cols = body.cols;
    if (!self->whole_row)
        body.rows -= draw_foot(self, app, frame, body);
    Form *form = case_form(self);
    if (form) {
        FormView view = case_view(self, app);
        form_draw(form, &view, frame, body);
    } else {
        case_list_draw(self, app, frame, body);
    }
    draw_status(self, app, frame);
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

static unsigned case_state(Screen *screen, App *app)
{
    CaseScreen *self = (CaseScreen *)screen;
    if (!self->file)
        return NEED_USER;
    unsigned state = self->verbs;
    if (self->typing && lineedit_changed(&self->edit))
        state |= NEED_UNDO;
    if (case_writable(self, app))
        state |= NEED_WRITE;
    const Form *form = case_form(self);
    const FormStop *stop = form ? form_stop(form) : NULL;
    if (stop) {
        if (form_on_grid(form) && !form_on_new_row(form, self->file))
            state |= NEED_ROW;
        if (field_choices(catalog_field(stop->field), session_fields(app_session(app))->codes))
            state |= NEED_CHOICE;
    } else if (!form && case_list_row(self)) {
        state |= NEED_ROW;
    }
    if (self->tab == TAB_PLAN && !self->whole_row)
        state |= NEED_PLAN;
    return state | case_text_state(self);
}

static void move_case(CaseScreen *self, App *app, Verb verb)
{
    Err err = {0};
    Status status;
    bool done = app_case_move(app_session(app), &self->file, verb, NULL, &err);
    case_follow(self, app);
    if (!done) {
        app_say_err(app, &err);
        return;
    }
    if (status_parse(case_head_of(self->file)->status, &status))
        /* TRANSLATORS: number of the case, its new status. */
        app_say(app, MSG_DONE, _("Case %s is now: %s"), case_head_of(self->file)->no,
                status_label(status));
}

static bool on_submit(CaseScreen *self, App *app)
{
    if (!case_leave_typing(self, app))
        return true;
    size_t blocks = 0;
    for (size_t i = 0; i < self->n_findings; i++)
        blocks += self->findings[i].severity == SEV_BLOCK;
    if (blocks) {
        set_tab(self, app, TAB_FINDINGS);
        list_select(&self->info.view, 0);
        app_say(app, MSG_WARN,
                ngettext("Not submitted: %zu thing is in the way; Enter goes to it",
                         "Not submitted: %zu things are in the way; Enter goes to each",
                         (unsigned long)blocks),
                blocks);
        return true;
    }
    move_case(self, app, VERB_SUBMIT);
    return true;
}

static void withdrawn(App *app, void *ctx, int key)
{
    if (key == 'w')
        move_case(ctx, app, VERB_WITHDRAW);
}

static bool on_withdraw(CaseScreen *self, App *app)
{
    const Answer answers[] = {{'k', _("Keep as it is")}, {'w', _("Withdraw")}};
    if (case_leave_typing(self, app))
        app_ask(app, _("Withdraw"),
                _("A submitted case becomes a draft again; a draft is closed until it is edited again."),
                answers, COUNT_OF(answers), withdrawn, self);
    return true;
}

static bool on_decide(CaseScreen *self, App *app)
{
    int64_t id = case_head_of(self->file)->id;
    if (case_leave_typing(self, app))
        app_replace(app, review_screen_new(app, id));
    return true;
}

static void said(CaseScreen *self, App *app, Verb verb, const char *text)
{
    Err err = {0};
    if (!text)
        return;
    bool done = app_case_say(app_session(app), &self->file, verb, text, &err);
    case_follow(self, app);
    if (!done)
        app_say_err(app, &err);
    else if (verb == VERB_ASK)
        app_say(app, MSG_DONE, _("The supervisors see your question; the answer comes here"));
    else
        app_say(app, MSG_DONE, _("Answered; who asked sees it in the queue"));
}

static void asked(App *app, void *ctx, const char *text)
{
    said(ctx, app, VERB_ASK, text);
}

static void answered(App *app, void *ctx, const char *text)
{
    said(ctx, app, VERB_ANSWER, text);
}

static bool on_talk(CaseScreen *self, App *app, Verb verb)
{
    enum { TALK_LINES = 5 };
    if (!case_leave_typing(self, app))
        return true;
    set_tab(self, app, TAB_REVIEW);
    if (verb == VERB_ASK)
        app_ask_text(app, _("Ask a supervisor"), _("What do you want to know?"), "", TALK_LINES,
                     false, asked, self);
    else
        app_ask_text(app, _("Answer"), _("What is to be done, in your words:"), "", TALK_LINES,
                     false, answered, self);
    app_keep_text(app, case_head_of(self->file)->id,
                  verb == VERB_ASK ? "comment.ask" : "comment.answer");
    return true;
}

static bool take_back(CaseScreen *self, App *app,
                      bool (*how)(Session *session, CaseFile **file, Err *err),
                      const char *said)
{
    Err err = {0};
    Arena *arena = arena_new();
    Change *changes;
    size_t n = 0;
    bool done = how(app_session(app), &self->file, &err);
    case_follow(self, app);
    buf_clear(&self->error);
    if (self->typing)
        case_load_edit(self, app);
    if (done && changes_all(app_session(app), self->file, arena, &changes, &n, &err) && n)
        /* TRANSLATORS: "Taken back" or "Done again", and the field. */
        app_say(app, MSG_DONE, _("%s: %s"), said, changes[0].what);
    else if (done)
        app_say(app, MSG_DONE, "%s", said);
    else
        app_say_err(app, &err);
    arena_free(arena);
    return true;
}

static bool on_undo(CaseScreen *self, App *app)
{
    if (self->typing && lineedit_changed(&self->edit)) {
        buf_clear(&self->error);
        if (!lineedit_undo(&self->edit)) {
            case_draft_forget(self);
            case_load_edit(self, app);
        }
        return true;
    }
    case_draft_forget(self);
    return take_back(self, app, app_case_undo, _("Taken back"));
}

static bool on_redo(CaseScreen *self, App *app)
{
    return !case_commit(self, app) || take_back(self, app, app_case_redo, _("Done again"));
}

/* Esc: first out of the field, then out of the row, then out of the case. */
static bool on_back(CaseScreen *self, App *app)
{
    if (self->typing) {
        if (self->error.len) {
            case_draft_forget(self);
            case_load_edit(self, app);
            app_say(app, MSG_NOTE, _("The value is as it was"));
            return true;
        }
        if (!case_leave_typing(self, app))
            return true;
        if (!self->whole_row)
            return true;
    }
    if (self->whole_row) {
        self->whole_row = false;
        build_form(self, app);
        return true;
    }
    return false;
}

static bool case_command(Screen *screen, App *app, CmdId id)
{
    CaseScreen *self = (CaseScreen *)screen;
    if (!self->file)
        return false;
    if (id >= CMD_CASE_TAB_1 && id <= CMD_CASE_TAB_13) {
        case_show_tab(self, app, (CaseTabId)(id - CMD_CASE_TAB_1));
        return true;
    }
    switch (id) {
    case CMD_CASE_NEXT_TAB:
        case_show_tab(self, app, (CaseTabId)((self->tab + 1) % TAB_COUNT));
        return true;
    case CMD_CASE_PREV_TAB:
        case_show_tab(self, app, (CaseTabId)((self->tab + TAB_COUNT - 1) % TAB_COUNT));
        return true;
    case CMD_CASE_MISSING:
        return on_missing(self, app);
    case CMD_CASE_SUBMIT:
        return on_submit(self, app);
    case CMD_CASE_WITHDRAW:
        return on_withdraw(self, app);
    case CMD_CASE_DECIDE:
        return on_decide(self, app);
    case CMD_CASE_PAPERS:
    case CMD_CASE_DRAFT:
        return case_text_command(self, app, id);
    case CMD_CASE_ASK:
        return on_talk(self, app, VERB_ASK);
    case CMD_CASE_ANSWER:
        return on_talk(self, app, VERB_ANSWER);
    case CMD_UNDO:
        return on_undo(self, app);
    case CMD_REDO:
        return on_redo(self, app);
    case CMD_BACK:
        return on_back(self, app);
    default:
        return case_form(self) ? case_edit_command(self, app, id)
                               : case_list_command(self, app, id);
    }
}

static bool case_key(Screen *screen, App *app, int key)
{
    CaseScreen *self = (CaseScreen *)screen;
    if (!self->file)
        return false;
    if (case_form(self))
        return case_edit_key(self, app, key);
    return case_list_key(self, key);
}

static bool case_text_event(Screen *screen, App *app, const char *text, size_t len, bool paste)
{
    CaseScreen *self = (CaseScreen *)screen;
    return self->file && case_form(self) && case_text(self, app, text, len, paste);
}

static bool case_may_leave(Screen *screen, App *app)
{
    CaseScreen *self = (CaseScreen *)screen;
    size_t caret = self->edit.caret;
    if (!self->file || !case_commit(self, app))
        return !self->file;
    /* Who only looks away finds the caret where it was. */
    if (self->typing && !self->edit.fresh)
        lineedit_place(&self->edit, caret);
    return true;
}

/* Somebody else may have changed the case; an unfinished text keeps what it was read from, so
 * that storing it finds the conflict. */
static void case_shown(Screen *screen, App *app)
{
    CaseScreen *self = (CaseScreen *)screen;
    Err err = {0};
    if (!self->file || case_draft_ask(self, app) || self->waiting ||
        (self->typing && lineedit_changed(&self->edit)))
        return;
    int64_t version = case_head_of(self->file)->version;
    if (!app_case_reload(app_session(app), &self->file, &err))
        app_say_err(app, &err);
    case_follow(self, app);
    /* The caret stays where it is unless there is something new to read. */
    if (self->typing && case_head_of(self->file)->version != version)
        case_read_edit(self, app);
}

static void case_help(Screen *screen, App *app UNUSED, Buf *out)
{
    CaseScreen *self = (CaseScreen *)screen;
    const Form *form = self->file ? case_form(self) : NULL;
    const FormStop *stop = form ? form_stop(form) : NULL;
    if (stop) {
        const FieldDef *field = catalog_field(stop->field);
        buf_addf(out, "%s\n%s\n", _(field->label), _(field->help));
        if (field->flags & FF_REQUIRED)
            buf_addf(out, "%s\n", _("To be filled in before the case can be submitted (*)."));
    } else if (self->file) {
        case_list_help(self, out);
    }
}

/* A verb that is not possible now: the rule that forbids it says so in words. */
static void case_refused(Screen *screen, App *app, CmdId id)
{
    CaseScreen *self = (CaseScreen *)screen;
    static const struct {
        CmdId id;
        Verb verb;
    } verbs[] = {
        {CMD_CASE_SUBMIT, VERB_SUBMIT},
        {CMD_CASE_WITHDRAW, VERB_WITHDRAW},
        {CMD_CASE_DECIDE, VERB_RETURN},
        {CMD_CASE_ASK, VERB_ASK},
        {CMD_CASE_ANSWER, VERB_ANSWER},
    };
    Err err = {0};
    for (size_t i = 0; self->file && i < COUNT_OF(verbs); i++) {
        if (verbs[i].id == id &&
            !app_case_may(app_session(app), self->file, verbs[i].verb, &err))
            app_say_err(app, &err);
    }
    if (id == CMD_CASE_MISSING)
        app_say(app, MSG_DONE, _("Nothing is missing"));
}

static void case_screen_free(Screen *screen)
{
    CaseScreen *self = (CaseScreen *)screen;
    for (int i = 0; i < TAB_COUNT; i++)
        form_free(&self->forms[i]);
    form_free(&self->row_form);
    lineedit_free(&self->edit);
    buf_free(&self->error);
    buf_free(&self->pending);
    buf_free(&self->folder);
    case_drafts_free(self);
    info_free(&self->info);
    arena_free(self->arena);
    case_free(self->file);
    free(self);
}

static const ScreenOps case_ops = {
    .name = "case",
    .draw = case_draw,
    .scope = case_scope,
    .typing = case_typing,
    .state = case_state,
    .text = case_text_event,
    .key = case_key,
    .command = case_command,
    .may_leave = case_may_leave,
    .shown = case_shown,
    .help = case_help,
    .keep = case_keep,
    .place = case_place,
    .refused = case_refused,
    .free = case_screen_free,
};

Screen *case_screen_bare(App *app, int64_t case_id)
{
    CaseScreen *self = xcalloc(1, sizeof *self);
    Err err = {0};
    self->screen.ops = &case_ops;
    self->arena = arena_new();
    info_init(&self->info);
    self->cols = 80;
    lineedit_init(&self->edit, "", 0, false);
    buf_init(&self->error);
    buf_init(&self->pending);
    buf_init(&self->folder);
    buf_init(&self->place);
    self->place_caret = -1;
    self->pending_field = FIELD_COUNT;
    for (int i = 0; i < TAB_COUNT; i++)
        form_init(&self->forms[i]);
    form_init(&self->row_form);
    if (!app_case_open_id(app_session(app), case_id, &self->file, &err)) {
        app_say_err(app, &err);
        return &self->screen;
    }
    case_drafts_load(self, app);
    case_follow(self, app);
    return &self->screen;
}

Screen *case_screen_new(App *app, int64_t case_id)
{
    Screen *screen = case_screen_bare(app, case_id);
    CaseScreen *self = (CaseScreen *)screen;
    if (!self->file || case_go_draft(self, app))
        return screen;
    /* A case that waits to be filled in is open for typing at once, where it goes on. */
    if (app_case_editable(app_session(app), self->file, REC_PATIENT, NULL)) {
        if (self->n_gaps)
            case_go(self, app, self->gaps[0].field, self->gaps[0].row);
        else
            case_begin_typing(self, app, false);
    }
    return screen;
}

Screen *case_screen_at(App *app, int64_t case_id, FieldId field, size_t row)
{
    Screen *screen = case_screen_new(app, case_id);
    CaseScreen *self = (CaseScreen *)screen;
    if (self->file && field < FIELD_COUNT)
        case_go(self, app, field, row);
    return screen;
}
