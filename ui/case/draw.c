/* How the case file is drawn: header with the completeness, tabs, the tab's body with what
 * follows from it, and the line above the rule. */
#include "config.h"

#include "ui/case/case.h"

#include "base/i18n.h"
#include "ui/parts/plan.h"
#include "ui/parts/sums.h"
#include "ui/stage/chrome.h"
#include "ui/stage/stage.h"

static void header_left(CaseScreen *self, Stage *stage, Buf *out)
{
    const FieldContext *fields = session_fields(stage_session(stage));
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

static void header_right(CaseScreen *self, Stage *stage, Buf *out)
{
    Buf keys = BUF_INIT;
    size_t done = self->wanted > self->n_gaps ? self->wanted - self->n_gaps : 0;
    size_t percent = self->wanted ? done * 100 / self->wanted : 100;
    buf_addf(out, _("%zu%% complete"), percent);
    if (self->n_gaps) {
        buf_add(out, "  ");
        buf_addf(out, ngettext("%zu missing", "%zu missing", (unsigned long)self->n_gaps),
                 self->n_gaps);
        keymap_keys(stage_keymap(stage), CMD_CASE_MISSING, self->typing, false, &keys);
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
static void rest_of_row(CaseScreen *self, Stage *stage, const FormStop *stop, Buf *out)
{
    FieldId rest[GRID_COLUMNS * 2];
    int n = grid_rest(catalog_field(stop->field)->record, rest, (int)COUNT_OF(rest));
    for (int i = 0; i < n; i++) {
        const char *value = case_get(self->file, rest[i], stop->row);
        if (!value)
            continue;
        Buf shown = BUF_INIT;
        field_show_alone(session_fields(stage_session(stage)), catalog_field(rest[i]), value,
                         &shown);
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
    if (!self->edit.fresh && lineedit_changed(&self->edit))
        field_understood_typed(session_fields(stage_session(stage)), catalog_field(stop->field),
                               self->edit.text.data, &text);
    if (text.len)
        buf_addf(out, "%s %s", frame_sign(frame, SIGN_ARROW), text.data);
    buf_free(&text);
}

/* The line above the rule: what the field is for, and that it is stored. */
static void draw_status(CaseScreen *self, Stage *stage, Frame *frame)
{
    Buf left = BUF_INIT, right = BUF_INIT;
    const Form *form = case_form(self);
    const FormStop *stop = form ? form_stop(form) : NULL;
    if (stop && !self->typing && form_on_grid(form))
        rest_of_row(self, stage, stop, &left);
    if (stop && self->typing && form_on_grid(form))
        typed_cell(self, stage, frame, stop, &left);
    if (stop && !left.len) {
        const FieldDef *field = catalog_field(stop->field);
        /* TRANSLATORS: field and its help. */
        buf_addf(&left, _("%s: %s"), _(field->label), _(field->help));
    }
    if (!form)
        case_list_status(self, &left);
    if (!case_draft_said(self, stage, &right) && self->saved_at[0])
        /* TRANSLATORS: the clock time at which the last field was stored by itself. */
        buf_addf(&right, _("saved %s"), self->saved_at);
    stage_status(stage, frame, left.data, right.data);
    buf_free(&left);
    buf_free(&right);
}

/* The case as it would be with what is typed now, so that sums follow every key; NULL when that
 * says nothing yet, or nothing else than what is stored. */
static CaseFile *trial_of(CaseScreen *self, Stage *stage)
{
    const Form *form = case_form(self);
    const FormStop *stop = form ? form_stop(form) : NULL;
    if (!stop || !self->typing || !lineedit_changed(&self->edit))
        return NULL;
    const FieldDef *field = catalog_field(stop->field);
    CaseFile *trial = NULL;
    Buf value = BUF_INIT;
    if (field->type != FT_PROSE && field_parse(session_fields(stage_session(stage)), field,
                                               self->edit.text.data, &value, NULL)) {
        trial = case_trial(self->file);
        const char *item = form_line(form)->item;
        if (item && stop->row == case_rows(self->file, field->record))
            case_put(trial, catalog_record(field->record)->first, stop->row, item);
        case_put(trial, stop->field, stop->row, value.data);
    }
    buf_free(&value);
    return trial;
}

/* What follows from the tab's records stands under them. */
static int draw_foot(CaseScreen *self, Stage *stage, const CaseFile *file, Frame *frame,
                     Rect rect)
{
    switch ((int)self->tab) {
    case TAB_DISCLOSURE:
        return sums_draw_disclosure(stage, file, frame, rect);
    case TAB_PLAN:
        return plan_draw_gap(stage, file,
                             case_form(self) ? form_record(case_form(self)) : REC_PLAN, frame,
                             rect);
    case TAB_FOLLOW_UP:
        return sums_draw_follow_up(stage, file, frame, rect);
    default:
        return 0;
    }
}

void case_draw(Screen *screen, Stage *stage, Frame *frame)
{
    CaseScreen *self = (CaseScreen *)screen;
    Buf left = BUF_INIT, right = BUF_INIT;
    if (self->file) {
        header_left(self, stage, &left);
        header_right(self, stage, &right);
    }
    Rect head, body = stage_chrome_head(stage, frame, left.data, right.data, 1, &head);
    buf_free(&left);
    buf_free(&right);
    if (!self->file)
        return;
    draw_tabs(self, frame, head.row, head.cols);
    self->cols = body.cols;
    CaseFile *trial = trial_of(self, stage);
    const CaseFile *file = trial ? trial : self->file;
    if (!self->whole_row)
        body.rows -= draw_foot(self, stage, file, frame, body);
    Form *form = case_form(self);
    case_alike_follow(self, stage);
    if (form)
        body.rows -= case_alike_draw(self, stage, frame, body);
    if (form) {
        FormView view = case_view(self, stage);
        view.trial = file;
        form_draw(form, &view, frame, body);
        case_suggest_draw(self, frame, body);
    } else {
        case_list_draw(self, stage, frame, body);
    }
    draw_status(self, stage, frame);
    case_free(trial);
}
