/* On from one field to the next. Tab goes to the next one, whatever it is, but for one that is
 * empty and nobody is asked for in this case (case_asks). Enter goes to the next thing that is
 * to be typed: after an empty field was filled in, what the program has filled in beside it is
 * passed over; after the last cell of a row just made come the fields of the row that are no
 * cells, and then the next row. */
#include "config.h"

#include "ui/case/next.h"

#include "ui/case/entry.h"
#include "ui/case/screen.h"
#include "ui/case/tab_row.h"

/* After the last field of a tab comes the first of the next one. */
static void next_tab(CaseScreen *self, Stage *stage)
{
    int next = (self->tab + 1) % TABS;
    Form *form = case_tab_form(self, next);
    if (form)
        form_first(form);
    case_show_tab(self, stage, next);
}

/* Back in the grid, on the row that was shown whole. */
static void leave_whole_row(CaseScreen *self, Stage *stage)
{
    row_leave(self);
    case_follow(self, stage);
    entry_begin(self, stage);
}

static bool is_column(FieldId field)
{
    return (catalog_field(field)->flags & FF_LIST) != 0;
}

/* On to a field of the whole row that is no cell and that is asked for; empty: only one without
 * a value. */
static bool next_of_rest(CaseScreen *self, bool empty)
{
    Form *form = case_form(self);
    const CaseFile *file = work_file(self->work);
    size_t was = form->focus;
    while (form_next(form)) {
        bool asked = empty ? form_stop_open(form, file) : !form_stop_unasked(form, file);
        if (!is_column(form_stop(form)->field) && asked)
            return true;
    }
    form->focus = was;
    return false;
}

/* The fields of a row just made that are no cells; false: it has none, or was there before. */
static bool show_rest(CaseScreen *self, Stage *stage, bool filled)
{
    const FormStop *stop = form_stop(case_form(self));
    RecordId record = catalog_field(stop->field)->record;
    FieldId rest[GRID_COLUMNS * 2];
    if (!row_is_made(self, record, stop->row) ||
        grid_rest(record, rest, (int)COUNT_OF(rest)) == 0)
        return false;
    row_show_rest(self, stage, record, stop->row);
    Form *form = case_form(self);
    form_first(form);
    if (is_column(form_stop(form)->field) ||
        (filled && !form_stop_open(form, work_file(self->work)))) {
        if (!next_of_rest(self, filled) && !next_of_rest(self, false))
            form_first(form);
    }
    entry_begin(self, stage);
    return true;
}

/* Forward past what this case asks nobody; back to any field. */
static bool take_step(CaseScreen *self, bool (*step)(Form *form))
{
    Form *form = case_form(self);
    bool there = step(form);
    while (there && step == form_next && form_stop_unasked(form, work_file(self->work)))
        there = step(form);
    return there;
}

static void step_on(CaseScreen *self, Stage *stage, bool (*step)(Form *form))
{
    if (take_step(self, step))
        entry_load(self, stage);
    else if (step == form_next && row_shown(self))
        leave_whole_row(self, stage);
    else if (step == form_next)
        next_tab(self, stage);
}

static void next_row(CaseScreen *self, Stage *stage)
{
    if (form_next_row(case_form(self)))
        entry_load(self, stage);
    else
        step_on(self, stage, form_next);
}

static void on_from_rest(CaseScreen *self, Stage *stage, bool filled)
{
    if (next_of_rest(self, filled)) {
        entry_load(self, stage);
        return;
    }
    leave_whole_row(self, stage);
    if (entry_on(self))
        next_row(self, stage);
}

static bool in_rest(const CaseScreen *self)
{
    return row_rest_shown(self);
}

bool next_step(CaseScreen *self, Stage *stage, bool (*step)(Form *form))
{
    if (!entry_commit(self, stage))
        return true;
    if (step == form_next && in_rest(self))
        on_from_rest(self, stage, false);
    else
        step_on(self, stage, step);
    return true;
}

bool next_go_on(CaseScreen *self, Stage *stage, bool filled)
{
    if (!entry_commit(self, stage))
        return true;
    Form *form = case_form(self);
    if (in_rest(self))
        on_from_rest(self, stage, filled);
    else if (filled && form_next_open(form, work_file(self->work)))
        entry_load(self, stage);
    else if (!form_on_grid(form) || (!filled && !form_on_last_cell(form)))
        step_on(self, stage, form_next);
    else if (!show_rest(self, stage, filled))
        next_row(self, stage);
    return true;
}

/* In a cell, what is typed first takes the place of the text; what a row just made has, as by
 * copying, is there to be typed over. */
static bool in_filled_text(const CaseScreen *self, Stage *stage)
{
    const Form *form = case_form(self);
    const FormStop *stop = form ? form_stop(form) : NULL;
    return stop && entry_words(self, stage, stop) && !entry_edit(self)->fresh &&
           !in_rest(self) && case_get(work_file(self->work), stop->field, stop->row);
}

void next_by_itself(CaseScreen *self, Stage *stage, bool (*go)(CaseScreen *self, Stage *stage))
{
    FieldId field = form_stop(case_form(self))->field;
    size_t row = form_gap_row(case_form(self));
    if (go(self, stage) && in_filled_text(self, stage))
        case_go(self, stage, field, row);
}

bool next_accept(CaseScreen *self, Stage *stage)
{
    const FormStop *stop = form_stop(case_form(self));
    return next_go_on(self, stage, !case_get(work_file(self->work), stop->field, stop->row));
}
