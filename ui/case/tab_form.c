/* Tabs that are filled in: what is drawn, offered and explained on them. What is typed there is
 * edit.c. */
#include "config.h"

#include "ui/case/tab_form.h"

#include <stdlib.h>
#include <string.h>

#include "app/edit.h"
#include "app/reveal.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "ui/case/alike.h"
#include "ui/case/drafts.h"
#include "ui/case/edit.h"
#include "ui/case/entry.h"
#include "ui/case/known.h"
#include "ui/case/marks.h"
#include "ui/case/missed.h"
#include "ui/case/screen.h"
#include "ui/case/suggest.h"
#include "ui/case/tab_row.h"
#include "ui/stage/stage.h"
#include "ui/widget/form.h"

Tab *form_tab_make(void)
{
    FormTab *self = xcalloc(1, sizeof *self);
    form_init(&self->form);
    return &self->tab;
}

void form_tab_free(Tab *tab)
{
    form_free(form_tab_form(tab));
    free(tab);
}

Form *form_tab_form(Tab *tab)
{
    return &((FormTab *)tab)->form;
}

void form_tab_follow(Tab *tab, Stage *stage)
{
    const CaseScreen *self = tab->screen;
    const TabDef *def = tab->def;
    Session *session = stage_session(stage);
    bool write =
        work_way_in(self->work) != VERB_COUNT ||
        app_case_editable(session, work_file(self->work), def->parts[def->n - 1].record, NULL);
    form_build(form_tab_form(tab), def->parts, def->n, work_file(self->work),
               session_fields(session)->codes, write);
}

/* ---- drawing ---- */

/* What the whole row holds that has no column, for the status line. */
static void rest_of_row(CaseScreen *self, Stage *stage, const FormStop *stop, Buf *out)
{
    FieldId rest[GRID_COLUMNS * 2];
    int n = grid_rest(catalog_field(stop->field)->record, rest, (int)COUNT_OF(rest));
    for (int i = 0; i < n; i++) {
        const char *value = case_get(work_file(self->work), rest[i], stop->row);
        if (!value)
            continue;
        Buf shown = BUF_INIT;
        field_show_alone(app_fields(stage_session(stage), work_file(self->work)),
                         catalog_field(rest[i]), value, &shown);
        buf_add(out, out->len ? "  " : "");
        /* TRANSLATORS: a field and its value. */
        buf_addf(out, _("%s: %s"), _(catalog_field(rest[i])->label), shown.data);
        buf_free(&shown);
    }
}

/* What was understood of a cell that is being typed: the grid has no room beside it. */
static void typed_cell(CaseScreen *self, Stage *stage, const Frame *frame, const FormStop *stop,
                       Buf *out)
{
    Buf text = BUF_INIT;
    if (!entry_edit(self)->fresh && lineedit_changed(entry_edit(self)))
        field_understood_typed(session_fields(stage_session(stage)), catalog_field(stop->field),
                               entry_edit(self)->text.data, &text);
    if (text.len)
        buf_addf(out, "%s %s", frame_sign(frame, SIGN_ARROW), text.data);
    buf_free(&text);
}

/* What is proposed where nothing is typed yet, and why. */
static void offer_status(CaseScreen *self, Stage *stage, const FormStop *stop, Buf *out)
{
    const Offer *offer = entry_offer(self);
    Buf shown = BUF_INIT;
    if (!offer)
        return;
    field_show_alone(app_fields(stage_session(stage), work_file(self->work)),
                     catalog_field(stop->field), offer->value, &shown);
    /* TRANSLATORS: a value that is worked out, and from what: "3,000.00 yuan (amount less
     * insurance)". */
    buf_addf(out, _("Proposed: %s (%s). Enter takes it"), shown.data, offer->why);
    buf_free(&shown);
}

/* The next comma or semicolon in text, from at on, and how long it is; NULL: there is none. */
static const char *phrase_end(const char *at, size_t *sign)
{
    static const char *const ends[] = {", ", "; ", "，", "；"};
    const char *first = NULL;
    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        const char *found = strstr(at, ends[i]);
        if (found && (!first || found < first)) {
            first = found;
            *sign = strlen(ends[i]);
        }
    }
    return first;
}

/* The field and its help, as far as there is room for whole phrases; then with the key that
 * tells the rest. */
static void add_help(CaseScreen *self, Stage *stage, const Frame *frame, const FieldDef *field,
                     Buf *out)
{
    enum { BLANKS = 3 };
    Buf text = BUF_INIT, key = BUF_INIT, more = BUF_INIT, beside = BUF_INIT;
    size_t fits = 0, sign = 0;
    case_tell_stored(self, stage, &beside);
    int cols = frame_cols(frame) - BLANKS - text_cols(beside.data);
    /* TRANSLATORS: field and its help. */
    buf_addf(&text, _("%s: %s"), _(field->label), _(field->help));
    keymap_keys(stage_keymap(stage), CMD_HELP, true, false, &key);
    /* TRANSLATORS: a key, behind a text for the rest of which there is no room. */
    buf_addf(&more, _(" (%s: more)"), key.data);
    for (const char *end = text.data; (end = phrase_end(end, &sign)); end += sign) {
        if (text_cols_n(text.data, (size_t)(end - text.data)) + text_cols(more.data) < cols)
            fits = (size_t)(end - text.data);
    }
    if (text_cols(text.data) > cols && fits) {
        buf_cut(&text, fits);
        buf_add(&text, more.data);
    }
    buf_add(out, text.data);
    buf_free(&text);
    buf_free(&key);
    buf_free(&more);
    buf_free(&beside);
}

/* How what is masked there is seen; in a form alone, for a row has more to say. */
static void masked_status(CaseScreen *self, Stage *stage, const FormStop *stop, Buf *out)
{
    const FieldDef *field = catalog_field(stop->field);
    Buf key = BUF_INIT;
    if (!case_get(work_file(self->work), stop->field, stop->row) || entry_changed(self) ||
        !field_is_masked(app_fields(stage_session(stage), work_file(self->work)), field) ||
        !work_may(self->work, VERB_REVEAL))
        return;
    keymap_keys(stage_keymap(stage), CMD_CASE_MASKS, true, false, &key);
    if (entry_allowed(self, stage))
        /* TRANSLATORS: a field, a key. */
        buf_addf(out, _("%s: masked; %s shows it, and so does typing; it is written down"),
                 _(field->label), key.data);
    else
        /* TRANSLATORS: a field, where nothing can be typed; a key. */
        buf_addf(out, _("%s: masked; %s shows it; it is written down"), _(field->label),
                 key.data);
    buf_free(&key);
}

void form_tab_status(Tab *tab, Stage *stage, const Frame *frame, Buf *out)
{
    CaseScreen *self = tab->screen;
    const Form *form = form_tab_form(tab);
    const FormStop *stop = form_stop(form);
    if (!stop)
        return;
    if (!form_on_grid(form))
        masked_status(self, stage, stop, out);
    if (out->len)
        return;
    offer_status(self, stage, stop, out);
    if (out->len)
        return;
    if (form_on_grid(form))
        typed_cell(self, stage, frame, stop, out);
    if (form_on_grid(form) && !out->len)
        rest_of_row(self, stage, stop, out);
    if (out->len)
        return;
    if (entry_allowed(self, stage))
        add_help(self, stage, frame, catalog_field(stop->field), out);
    else
        /* TRANSLATORS: a field, where nothing can be typed: the case is at another station. */
        buf_addf(out, _("%s: only read here"), _(catalog_field(stop->field)->label));
}

/* The case as it would be with what is typed now, so that sums follow every key; NULL when that
 * says nothing yet, or nothing else than what is stored. */
static CaseFile *trial_of(CaseScreen *self, Stage *stage)
{
    const Form *form = case_form(self);
    const FormStop *stop = form ? form_stop(form) : NULL;
    if (!stop || !entry_on(self) || !lineedit_changed(entry_edit(self)))
        return NULL;
    const FieldDef *field = catalog_field(stop->field);
    CaseFile *trial = NULL;
    Buf value = BUF_INIT;
    if (field->type != FT_PROSE && field_parse(session_fields(stage_session(stage)), field,
                                               entry_edit(self)->text.data, &value, NULL)) {
        trial = case_trial(work_file(self->work));
        const char *item = form_line(form)->item;
        if (item && stop->row == case_rows(work_file(self->work), field->record))
            case_put(trial, catalog_record(field->record)->first, stop->row, item);
        case_put(trial, stop->field, stop->row, value.data);
    }
    buf_free(&value);
    return trial;
}

static void said_at(const void *screen, FieldId field, const FormLine *line, size_t row,
                    Buf *out)
{
    marks_at(screen, field, line, row, out);
    missed_at(screen, field, line, row, out);
}

static FormView view_of(CaseScreen *self, Stage *stage)
{
    return (FormView){.file = work_file(self->work),
                      .trial = work_file(self->work),
                      .fields = app_fields(stage_session(stage), work_file(self->work)),
                      .edit = entry_on(self) ? entry_edit(self) : NULL,
                      .error = entry_refused(self),
                      .findings = work_judged(self->work)->findings,
                      .n_findings = work_judged(self->work)->n_findings,
                      .offers = &work_judged(self->work)->offers,
                      .half_typed = drafts_whose,
                      .said = said_at,
                      .screen = self};
}

void form_tab_draw(Tab *tab, Stage *stage, Frame *frame, Rect rect)
{
    CaseScreen *self = tab->screen;
    CaseFile *trial = trial_of(self, stage);
    FormView view = view_of(self, stage);
    if (trial)
        view.trial = trial;
    if (tab->ops->foot)
        rect.rows -= tab->ops->foot(tab, stage, view.trial, frame, rect);
    alike_follow(self, stage);
    rect.rows -= alike_draw(self, stage, frame, rect);
    form_draw(form_tab_form(tab), &view, frame, rect);
    suggest_draw(self, frame, rect);
    case_free(trial);
}

/* ---- what is possible ---- */

CmdScope form_tab_scope(Tab *tab)
{
    const Form *form = form_tab_form(tab);
    const FormLine *line = form_line(form);
    bool grid = form_on_grid(form);
    if (!entry_on(tab->screen))
        return grid ? SC_GRID : SC_CASE;
    return grid                                                   ? SC_CELL
           : line && catalog_field(line->field)->type == FT_PROSE ? SC_PROSE
                                                                  : SC_FORM;
}

unsigned form_tab_state(Tab *tab, Stage *stage)
{
    const CaseScreen *self = tab->screen;
    const Form *form = form_tab_form(tab);
    const FormStop *stop = form_stop(form);
    unsigned state = 0;
    if (!stop)
        return 0;
    if (form_on_grid(form) && !form_on_new_row(form, work_file(self->work)))
        state |= NEED_ROW;
    if (form_on_grid(form) && !form_line(form)->item)
        state |= NEED_ROWS | NEED_ORDER;
    const FieldDef *field = catalog_field(stop->field);
    if (suggest_offered(field) || (entry_on(self) && field->type == FT_YESNO) ||
        field_code_table(field, session_fields(stage_session(stage))->codes) ||
        (entry_on(self) && known_values(self, stop->field, stop->row, NULL)))
        state |= NEED_CHOICE;
    return state;
}

bool form_tab_key(Tab *tab, Stage *stage, int key)
{
    return edit_key(tab->screen, stage, key);
}

bool form_tab_command(Tab *tab, Stage *stage, CmdId id)
{
    return edit_command(tab->screen, stage, id);
}

/* A field with a list shows the first of it as an example. */
static void help_choice(const FieldDef *field, Stage *stage, Buf *out)
{
    const FieldContext *fields = session_fields(stage_session(stage));
    const CodeTable *table =
        field->type == FT_CODE ? field_code_table(field, fields->codes) : NULL;
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

void form_tab_help(Tab *tab, Stage *stage, Buf *out)
{
    const FormStop *stop = form_stop(form_tab_form(tab));
    if (!stop)
        return;
    const FieldDef *field = catalog_field(stop->field);
    buf_addf(out, "%s\n%s\n", _(field->label), _(field->help));
    field_forms(field, out);
    help_choice(field, stage, out);
    suggest_help(field, out);
    if (field->flags & FF_REQUIRED)
        buf_addf(out, "%s\n", _("To be filled in before the case can be submitted (*)"));
}

/* ---- the focus ---- */

/* A long text is gone to where it waits for words (r610), not to its end. */
static void to_unfinished(CaseScreen *self)
{
    LineEdit *edit = entry_edit(self);
    const char *place = entry_on(self) ? strstr(edit->text.data, "［请补") : NULL;
    if (place && !lineedit_changed(edit))
        lineedit_place(edit, (size_t)(place - edit->text.data));
}

void form_tab_go(Tab *tab, Stage *stage, FieldId field, size_t row)
{
    CaseScreen *self = tab->screen;
    Form *form = form_tab_form(tab);
    RecordId record = catalog_field(field)->record;
    if (!form_seek(form, field, row) && row < case_rows(work_file(self->work), record)) {
        /* No column of the grid: shown with its whole row. */
        form_seek_row(form, record, row);
        row_show(self, stage, record, row);
        form_seek(case_form(self), field, row);
    }
    entry_begin(self, stage);
    to_unfinished(self);
}

void form_tab_focus(Tab *tab, FieldId *field, size_t *row)
{
    const Form *form = form_tab_form(tab);
    const FormStop *stop = form_stop(form);
    *field = stop && entry_on(tab->screen) ? stop->field : FIELD_COUNT;
    *row = form_gap_row(form);
}

const TabOps form_tab = {
    FORM_TAB,
    .make = form_tab_make,
    .free = form_tab_free,
    .follow = form_tab_follow,
    .command = form_tab_command,
    .state = form_tab_state,
};
