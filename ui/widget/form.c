/* Lines of a Form from top to bottom, each by its kind, with the editor in the place of the
 * focus. */
#include "config.h"

#include "ui/widget/form.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "ui/widget/grid.h"
#include "ui/widget/input.h"

enum {
    PROSE_ROWS = 4,     /* of a long text that has not the focus */
    REMARK_ROWS = 3,    /* the most of a remark */
    UNDERSTOOD_AT = 30, /* where what was understood stands, from the value's left */
    UNDERSTOOD_LEAST = 6,
    GAP = 2,
};

typedef struct Draw {
    Form *form;
    const FormView *view;
    Frame *frame;
    Rect rect;
    int label_cols, value_col, value_cols;
    GridLook looks[PARTS_MAX]; /* of the parts that are grids */
    TextLine *wrapped;         /* the long text of the focus, wrapped once for a picture */
    size_t n_wrapped;
} Draw;

static int value_offset(const Form *form, int cols)
{
    return 2 + form_label_cols(form, cols) + GAP;
}

int form_prose_cols(const Form *form, int cols)
{
    int left = cols - value_offset(form, cols) - 1;
    return left > 8 ? left : 8;
}

/* The remark on a stored value, or else the gravest finding about it; empty when all is
 * well. */
static bool form_remark(const FormView *view, const FieldDef *field, size_t row, Buf *remark,
                        bool *blocks)
{
    *blocks = false;
    if (!case_get(view->file, field->id, row))
        return false;
    field_remark_in(view->fields, view->file, field->id, row, remark, blocks);
    /* Findings come gravest first; what is only worth knowing stays on its own tab. */
    for (size_t i = 0; !remark->len && i < view->n_findings; i++) {
        const Finding *finding = &view->findings[i];
        if (finding->field != field->id || finding->row != (int)row ||
            finding->severity == SEV_INFO)
            continue;
        buf_add(remark, finding->message);
        *blocks = finding->severity == SEV_BLOCK;
    }
    return remark->len > 0;
}

static bool is_focus(const Draw *draw, const FormLine *line)
{
    return form_line(draw->form) == line;
}

bool form_hides(const FormView *view, const FieldDef *field)
{
    return view->edit && view->edit->text.len && field_is_masked(view->fields, field) &&
           !lineedit_changed(view->edit);
}

/* The text to draw for a field, and whether it is being typed. */
static bool typed(const Draw *draw, const FormLine *line, const FieldDef *field)
{
    FieldEditor editor = field_editor(field, draw->view->fields->codes);
    return is_focus(draw, line) && draw->view->edit && !form_hides(draw->view, field) &&
           (editor == EDIT_LINE || editor == EDIT_PROSE);
}

static const char *prose_of(const Draw *draw, const FormLine *line, const FieldDef *field)
{
    if (typed(draw, line, field))
        return draw->view->edit->text.data;
    const char *value = case_get(draw->view->file, field->id, line->row);
    return !value ? "" : field_is_masked(draw->view->fields, field) ? "***" : value;
}

/* The remark on a number that is being typed: how many digits are still wanted. */
static bool typed_note(const FormView *view, const FieldDef *field, size_t row, Buf *out,
                       bool *error)
{
    Buf value = BUF_INIT;
    if ((field->type == FT_ID || field->type == FT_PHONE || field->type == FT_CARD) &&
        field_parse(view->fields, field, view->edit->text.data, &value, NULL))
        field_remark(view->fields, field, value.data, field_number_kind(view->file, field, row),
                     out, error);
    *error = false; /* nothing is wrong with what is not finished */
    buf_free(&value);
    return out->len > 0;
}

/* The error of the focus, or the remark on what is stored or, of a number, on what is being
 * typed. */
static bool remark_of(const Draw *draw, const FormLine *line, FieldId id, Buf *out, bool *error)
{
    const FormView *view = draw->view;
    *error = false;
    if (is_focus(draw, line) && view->error) {
        *error = true;
        buf_add(out, view->error);
        return true;
    }
    if (is_focus(draw, line) && view->edit && lineedit_changed(view->edit))
        return typed_note(view, catalog_field(id), line->row, out, error);
    if (form_remark(view, catalog_field(id), line->row, out, error))
        return true;
    const char *whose =
        view->half_typed ? view->half_typed(view->screen, id, line, line->row) : NULL;
    if (!whose || !*whose)
        return false;
    /* TRANSLATORS: under a field; %s is the name of another person. */
    buf_addf(out, _("%s has something half typed here, not stored"), whose);
    return true;
}

/* What stands under a field: what was refused before all else, what reviewers say before what
 * the program says. */
static bool note_of(const Draw *draw, const FormLine *line, FieldId id, Buf *out, bool *error)
{
    const FormView *view = draw->view;
    Buf remark = BUF_INIT;
    bool said = remark_of(draw, line, id, &remark, error);
    if (*error && said)
        buf_add(out, remark.data);
    if (view->said)
        view->said(view->screen, id, line, line->row, out);
    if (!*error && said)
        buf_addf(out, "%s%s", out->len ? "\n" : "", remark.data);
    buf_free(&remark);
    return out->len > 0;
}

static int note_rows(const char *note, int cols)
{
    TextLine *lines = NULL;
    size_t n = text_wrap(note, cols, &lines);
    free(lines);
    return n > REMARK_ROWS ? REMARK_ROWS : (int)n;
}

/* A prose in lines; *own is for the caller to free, NULL when they are kept. */
static size_t prose_lines(const Draw *draw, const FormLine *line, const FieldDef *field,
                          const TextLine **lines, TextLine **own)
{
    *own = NULL;
    *lines = draw->wrapped;
    if (draw->wrapped && is_focus(draw, line))
        return draw->n_wrapped;
    size_t n = text_wrap(prose_of(draw, line, field), draw->value_cols, own);
    *lines = *own;
    return n;
}

static int prose_rows(const Draw *draw, const FormLine *line, const FieldDef *field)
{
    const TextLine *lines;
    TextLine *own;
    size_t n = prose_lines(draw, line, field, &lines, &own);
    free(own);
    int rows = n > 0 ? (int)n : 1;
    if (typed(draw, line, field) && rows < 2)
        rows = 2; /* the second has the count beside it */
    return is_focus(draw, line) || rows <= PROSE_ROWS ? rows : PROSE_ROWS;
}

/* The screen row of the caret within the prose that is typed, and its column. */
static int prose_caret(const Draw *draw, int *col)
{
    return (int)textarea_line(draw->view->edit, draw->wrapped, draw->n_wrapped, col);
}

static int line_height(const Draw *draw, const FormLine *line)
{
    Buf note = BUF_INIT;
    bool error;
    int height = 1;
    if (line->kind == LINE_FIELD) {
        const FieldDef *field = catalog_field(line->field);
        if (field->type == FT_PROSE)
            height = prose_rows(draw, line, field);
        if (note_of(draw, line, line->field, &note, &error))
            height += note_rows(note.data, draw->value_cols - 2);
    } else if (line->kind == LINE_ROW && is_focus(draw, line)) {
        const FormStop *stop = form_stop(draw->form);
        if (draw->view->edit && !draw->looks[line->part].widths[stop->column])
            height++;
        if (note_of(draw, line, stop->field, &note, &error))
            height += note_rows(note.data, draw->rect.cols - GRID_MARGIN - 3);
    }
    buf_free(&note);
    return height;
}

/* Rows above and below the rectangle belong to others. */
static bool seen(const Draw *draw, int row)
{
    return row >= draw->rect.row && row < draw->rect.row + draw->rect.rows;
}

static void draw_note(const Draw *draw, const char *note, bool error, int row, int col,
                      int cols)
{
    TextLine *lines = NULL;
    size_t n = text_wrap(note, cols - 2, &lines);
    Buf text = BUF_INIT;
    for (size_t i = 0; i < n && i < REMARK_ROWS; i++) {
        int at = row + (int)i;
        if (!seen(draw, at))
            continue;
        buf_clear(&text);
        buf_add_bytes(&text, note + lines[i].from, lines[i].to - lines[i].from);
        Style style = error ? ST_ERROR : ST_WARN;
        if (i == 0)
            frame_put(draw->frame, at, col, 2, style, "! ");
        if (i + 1 == REMARK_ROWS && n > REMARK_ROWS)
            buf_add(&text, frame_sign(draw->frame, SIGN_CUT));
        frame_put(draw->frame, at, col + 2, cols - 2, style, text.data);
    }
    buf_free(&text);
    free(lines);
}

static void draw_prose(const Draw *draw, const FormLine *line, const FieldDef *field, int row)
{
    const char *prose = prose_of(draw, line, field);
    bool editing = typed(draw, line, field);
    const TextLine *lines;
    TextLine *own;
    size_t n = prose_lines(draw, line, field, &lines, &own);
    size_t shown = (size_t)prose_rows(draw, line, field);
    Buf text = BUF_INIT;
    for (size_t i = 0; i < shown; i++) {
        int at = row + (int)i;
        if (!seen(draw, at))
            continue;
        buf_clear(&text);
        if (i < n)
            buf_add_bytes(&text, prose + lines[i].from, lines[i].to - lines[i].from);
        if (i + 1 == shown && n > shown)
            buf_add(&text, frame_sign(draw->frame, SIGN_CUT));
        frame_fit(draw->frame, at, draw->value_col, draw->value_cols,
                  editing ? ST_FOCUS : ST_VALUE, text.data, TEXT_LEFT);
    }
    if (editing) {
        int col, at = prose_caret(draw, &col);
        if (seen(draw, row + at))
            frame_cursor(draw->frame, row + at, draw->value_col + col);
        /* The count stands under the label, or where that would be when it is scrolled away. */
        int under = row + 1 > draw->rect.row ? row + 1 : draw->rect.row;
        if (seen(draw, under)) {
            size_t chars = text_chars(prose);
            buf_clear(&text);
            buf_addf(&text, "%zu/%d", chars, field->chars);
            frame_fit(draw->frame, under, draw->rect.col + 2, draw->label_cols,
                      chars < (size_t)field->chars ? ST_DIM : ST_WARN, text.data, TEXT_LEFT);
        }
    }
    buf_free(&text);
    free(own);
}

/* What was understood of the value, typed or kept, in the place right of it. */
static void draw_understood(const Draw *draw, const FormLine *line, const FieldDef *field,
                            int row, int used)
{
    const FormView *view = draw->view;
    Buf text = BUF_INIT;
    bool here = typed(draw, line, field);
    if (field->type == FT_REGION && !here)
        return; /* the value itself says it all */
    if (here && lineedit_changed(view->edit)) {
        field_understood_typed(view->fields, field, view->edit->text.data, &text);
    } else {
        const char *kept = case_get(view->file, field->id, line->row);
        field_understood(view->fields, field, kept, &text);
    }
    if (text.len) {
        Buf shown = BUF_INIT;
        buf_addf(&shown, "%s %s", frame_sign(draw->frame, SIGN_ARROW), text.data);
        int cols = text_cols(shown.data);
        int at = used + GAP > UNDERSTOOD_AT ? used + GAP : UNDERSTOOD_AT;
        if (at + cols > draw->value_cols)
            at = draw->value_cols - cols;
        if (at < used + GAP) { /* the beginning says most */
            at = used + GAP;
            cols = draw->value_cols - at;
        }
        if (cols >= UNDERSTOOD_LEAST)
            frame_fit(draw->frame, row, draw->value_col + at, cols, ST_DIM, shown.data,
                      TEXT_LEFT);
        buf_free(&shown);
    }
    buf_free(&text);
}

/* The line that is typed into; a number is parted as it will be shown. Returns its columns. */
static int draw_typed(const Draw *draw, const FieldDef *field, int row)
{
    enum { EDIT_COLS = 24 };
    LineEdit *edit = draw->view->edit, parted = *edit;
    int cols = field->cols + 2 > EDIT_COLS ? field->cols + 2 : EDIT_COLS;
    buf_init(&parted.text);
    if (!field_group_typed(field, edit->text.data, edit->caret, &parted.text, &parted.caret))
        buf_add(&parted.text, edit->text.data);
    int text = text_cols(parted.text.data) + 1;
    cols = cols > text ? cols : text;
    cols = cols < draw->value_cols ? cols : draw->value_cols;
    input_draw(&parted, draw->frame, (Rect){row, draw->value_col, 1, cols}, true, false);
    edit->scroll = parted.scroll;
    buf_free(&parted.text);
    return cols;
}

void form_offered(const FormView *view, const FieldDef *field, size_t row, Buf *out)
{
    if (!view->offers || case_get(view->file, field->id, row))
        return;
    const Offer *offer = offer_for(view->offers, field->id, row);
    if (!offer)
        return;
    buf_add_char(out, '=');
    field_show(view->fields, field, offer->value, out);
}

/* Over the empty line that would be typed into. */
static int draw_offer(const Draw *draw, const FormLine *line, const FieldDef *field, int row,
                      int used)
{
    Buf text = BUF_INIT;
    if (!draw->view->edit->text.len)
        form_offered(draw->view, field, line->row, &text);
    int cols = text_cols(text.data);
    if (text.len)
        frame_put(draw->frame, row, draw->value_col, draw->value_cols, ST_FOCUS, text.data);
    buf_free(&text);
    return cols > used ? cols : used;
}

/* A value on one line; returns the columns it uses. */
static int draw_value(const Draw *draw, const FormLine *line, const FieldDef *field, int row)
{
    const FormView *view = draw->view;
    bool here = is_focus(draw, line) && view->edit;
    if (typed(draw, line, field))
        return draw_offer(draw, line, field, row, draw_typed(draw, field, row));
    Buf text = BUF_INIT;
    const char *value = case_get(view->file, field->id, line->row);
    if (value)
        field_show(view->fields, field, value, &text);
    else
        form_offered(view, field, line->row, &text);
    int cols = text_cols(text.data);
    if (here) {
        FieldEditor editor = field_editor(field, view->fields->codes);
        if (!text.len && editor == EDIT_YESNO)
            buf_add(&text, _("y yes  n no  u unknown"));
        if (!text.len && editor == EDIT_PICK)
            buf_add(&text, frame_sign(draw->frame, SIGN_MORE));
        cols = text_cols(text.data) > 12 ? text_cols(text.data) : 12;
    }
    cols = cols < draw->value_cols ? cols : draw->value_cols;
    Style style = here ? ST_FOCUS : value ? ST_VALUE : ST_DIM;
    frame_fit(draw->frame, row, draw->value_col, cols, style, text.data, TEXT_LEFT);
    if (here)
        frame_cursor(draw->frame, row,
                     draw->value_col + (form_hides(view, field) ? cols - 1 : 0));
    buf_free(&text);
    return cols;
}

/* A row has no room for what is said of its cells before it has the focus. */
static bool row_is_marked(const Draw *draw, const FormLine *line)
{
    Buf text = BUF_INIT;
    for (int i = 0; line->kind == LINE_ROW && draw->view->said && i < line->stops; i++)
        draw->view->said(draw->view->screen, draw->form->stops[line->stop + (size_t)i].field,
                         line, line->row, &text);
    bool marked = text.len > 0;
    buf_free(&text);
    return marked;
}

/* What was typed and is not stored yet has a sign beside it, and so has a marked row. */
static void draw_draft_sign(const Draw *draw, const FormLine *line, int row, int col)
{
    const FormView *view = draw->view;
    const char *found = NULL;
    if (!view->half_typed)
        return;
    if (line->kind == LINE_FIELD)
        found = view->half_typed(view->screen, line->field, line, line->row);
    for (int i = 0; line->kind == LINE_ROW && !found && i < line->stops; i++)
        found = view->half_typed(view->screen, draw->form->stops[line->stop + (size_t)i].field,
                                 line, line->row);
    if (found || row_is_marked(draw, line))
        frame_put(draw->frame, row, col, 1, ST_WARN, found ? "~" : "!");
}

/* It is needed: by the catalogue, or by a rule that blocks while it is empty. */
static bool is_starred(const FormView *view, const FieldDef *field, size_t row)
{
    if (field->flags & FF_REQUIRED)
        return case_asks(view->file, field->id, row);
    if (case_get(view->file, field->id, row))
        return false;
    for (size_t i = 0; i < view->n_findings; i++) {
        const Finding *finding = &view->findings[i];
        if (finding->severity == SEV_BLOCK && finding->field == field->id &&
            finding->row == (int)row)
            return true;
    }
    return false;
}

static void draw_field(const Draw *draw, const FormLine *line, int row)
{
    const FieldDef *field = catalog_field(line->field);
    bool focus = is_focus(draw, line), error;
    Buf text = BUF_INIT;
    if (seen(draw, row)) {
        field_heading(field, &text);
        bool starred = is_starred(draw->view, field, line->row);
        int room = draw->label_cols - text_cols(text.data);
        if (starred && room >= 2)
            buf_add(&text, " *");
        if (focus)
            frame_put(draw->frame, row, draw->rect.col, 1, ST_SELECTED, ">");
        frame_fit(draw->frame, row, draw->rect.col + 2, draw->label_cols, ST_LABEL, text.data,
                  TEXT_LEFT);
        if (starred && room < 2) /* no room was kept for one that a rule gives */
            frame_put(draw->frame, row, draw->rect.col + 2 + draw->label_cols, 1, ST_LABEL,
                      "*");
        draw_draft_sign(draw, line, row, draw->value_col - GAP);
        if (focus && !draw->view->edit)
            frame_cursor(draw->frame, row, draw->rect.col);
    }
    if (field->type == FT_PROSE) {
        draw_prose(draw, line, field, row);
    } else if (seen(draw, row)) {
        int used = draw_value(draw, line, field, row);
        draw_understood(draw, line, field, row, used);
    }
    buf_clear(&text);
    if (note_of(draw, line, line->field, &text, &error)) {
        int rows = note_rows(text.data, draw->value_cols - 2);
        draw_note(draw, text.data, error, row + line->height - rows, draw->value_col,
                  draw->value_cols);
    }
    buf_free(&text);
}

/* The focus of a grid that is too narrow for its column: the cell stands under its row. */
static void draw_hidden_cell(const Draw *draw, const FormLine *line, int row)
{
    Draw under = *draw;
    const FormStop *stop = form_stop(draw->form);
    const FieldDef *field = catalog_field(stop->field);
    Buf heading = BUF_INIT;
    field_heading(field, &heading);
    under.value_col = draw->rect.col + GRID_MARGIN + text_cols(heading.data) + 2;
    under.value_cols = draw->rect.cols - (under.value_col - draw->rect.col) - 1;
    frame_put(draw->frame, row, draw->rect.col + GRID_MARGIN, -1, ST_LABEL, heading.data);
    if (under.value_cols > 4)
        draw_value(&under, line, field, row);
    buf_free(&heading);
}

static void draw_grid_row(const Draw *draw, const FormLine *line, int row)
{
    const GridLook *look = &draw->looks[line->part];
    const FormStop *stop = is_focus(draw, line) ? form_stop(draw->form) : NULL;
    Rect rect = {row, draw->rect.col, 1, draw->rect.cols};
    Buf note = BUF_INIT;
    bool error;
    int at = row + 1;
    if (seen(draw, row)) {
        grid_draw_row(draw->form, line, look, draw->view, draw->frame, rect,
                      stop ? stop->column : -1);
        draw_draft_sign(draw, line, row, draw->rect.col + GRID_MARGIN - 1);
    }
    if (stop && draw->view->edit && !look->widths[stop->column]) {
        if (seen(draw, at))
            draw_hidden_cell(draw, line, at);
        at++;
    }
    if (stop && note_of(draw, line, stop->field, &note, &error))
        draw_note(draw, note.data, error, at, draw->rect.col + GRID_MARGIN,
                  draw->rect.cols - GRID_MARGIN - 1);
    buf_free(&note);
}

/* What a rule says of a list as a whole, the gravest first. */
static const Finding *finding_of_list(const FormView *view, const TabPart *part)
{
    for (size_t i = 0; part->kind == PART_GRID && i < view->n_findings; i++) {
        const Finding *finding = &view->findings[i];
        if (finding->field < FIELD_COUNT && finding->row < 0 && !finding->document &&
            finding->severity > SEV_INFO &&
            catalog_field(finding->field)->record == part->record)
            return finding;
    }
    return NULL;
}

static void draw_title(const Draw *draw, const FormLine *line, int row)
{
    const TabPart *part = &draw->form->parts[line->part];
    const RecordDef *record = catalog_record(part->record);
    Buf text = BUF_INIT;
    buf_add(&text, _(record->label));
    if (part->kind == PART_FORM && record->flags & RF_MANY)
        buf_addf(&text, "  %zu / %zu", line->row + 1,
                 case_rows(draw->view->file, part->record));
    int used = frame_put(draw->frame, row, draw->rect.col + 1, draw->rect.cols - 2, ST_TITLE,
                         text.data);
    int left = draw->rect.cols - used - 4;
    if (!part_is_form(part->kind) && draw->form->grids[line->part].money) {
        /* TRANSLATORS: at the right above a table with amounts, for all of them. */
        const char *unit = _("in yuan");
        int cols = text_cols(unit);
        left -= cols + 2;
        frame_put(draw->frame, row, draw->rect.col + draw->rect.cols - cols - 1, cols, ST_LABEL,
                  unit);
    }
    /* A row shown whole says how to go on, since its grid is not to be seen. */
    const char *help = part->kind == PART_FORM && record->flags & RF_MANY
                           ? _("Enter goes on, after the last field back to the list")
                           : _(record->help);
    const Finding *said = finding_of_list(draw->view, part);
    if (said) {
        Style style = said->severity == SEV_BLOCK && !finding_lacks(said) ? ST_ERROR : ST_WARN;
        buf_clear(&text);
        buf_addf(&text, "! %s", said->message);
        frame_fit(draw->frame, row, draw->rect.col + used + 3, left, style, text.data,
                  TEXT_LEFT);
    } else {
        frame_fit(draw->frame, row, draw->rect.col + used + 3, left, ST_DIM, help, TEXT_LEFT);
    }
    buf_free(&text);
}

static void draw_line(const Draw *draw, const FormLine *line, int row)
{
    Rect rect = {row, draw->rect.col, 1, draw->rect.cols};
    switch (line->kind) {
    case LINE_BLANK:
        return;
    case LINE_TITLE:
        if (seen(draw, row))
            draw_title(draw, line, row);
        return;
    case LINE_FIELD:
        draw_field(draw, line, row);
        return;
    case LINE_HEADING:
        if (seen(draw, row))
            grid_draw_heading(&draw->form->grids[line->part], &draw->looks[line->part],
                              draw->frame, rect);
        return;
    case LINE_ROW:
        draw_grid_row(draw, line, row);
        return;
    case LINE_TOTAL:
        if (seen(draw, row))
            grid_draw_total(&draw->form->grids[line->part], &draw->looks[line->part],
                            draw->view, draw->frame, rect);
        return;
    }
}

void form_draw(Form *form, const FormView *view, Frame *frame, Rect rect)
{
    form->cols = rect.cols;
    Draw draw = {.form = form, .view = view, .frame = frame, .rect = rect};
    draw.label_cols = form_label_cols(form, rect.cols);
    draw.value_col = rect.col + value_offset(form, rect.cols);
    draw.value_cols = form_prose_cols(form, rect.cols);
    const FormLine *focus = form_line(form);
    bool prose =
        focus && focus->kind == LINE_FIELD && catalog_field(focus->field)->type == FT_PROSE;
    if (prose)
        draw.n_wrapped = text_wrap(prose_of(&draw, focus, catalog_field(focus->field)),
                                   draw.value_cols, &draw.wrapped);
    for (int i = 0; i < form->n_parts; i++) {
        if (!part_is_form(form->parts[i].kind))
            grid_look(&form->grids[i], view, rect.cols, &draw.looks[i]);
    }
    for (size_t i = 0; i < form->n_lines; i++)
        form->lines[i].height = line_height(&draw, &form->lines[i]);
    int caret = view->edit ? 0 : form->peek, col;
    if (prose && view->edit)
        caret = prose_caret(&draw, &col);
    if (focus && caret >= focus->height)
        caret = focus->height - 1;
    form_layout(form, rect.rows, caret);
    frame_cursor(frame, rect.row, rect.col); /* until the focus draws it where it stands */
    for (size_t i = 0; i < form->n_lines; i++) {
        const FormLine *line = &form->lines[i];
        int row = rect.row + line->top - form->scroll;
        if (row + line->height > rect.row && row < rect.row + rect.rows)
            draw_line(&draw, line, row);
    }
    free(draw.wrapped);
}
