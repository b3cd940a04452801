/* All fields of one row of a grid, in place of the tab that has the grid. */
#include "config.h"

#include "ui/case/case.h"
#include "ui/case/tab_form.h"

static void row_follow(Tab *tab, Stage *stage UNUSED)
{
    CaseScreen *self = tab->screen;
    if (self->row_at >= case_rows(work_file(self->work), self->row_record))
        self->whole_row = false;
    else
        form_build_row(form_tab_form(tab), self->row_record, self->row_at);
}

void case_show_row(CaseScreen *self, Stage *stage, RecordId record, size_t row, bool typing)
{
    self->row_record = record;
    self->row_at = row;
    self->whole_row = true;
    self->rest_only = false;
    self->typing = false;
    case_follow(self, stage);
    form_first(case_form(self));
    if (typing)
        case_begin_typing(self, stage, false);
}

static const TabOps row_tab = {
    FORM_TAB,
    .make = form_tab_make,
    .free = form_tab_free,
    .follow = row_follow,
    .command = form_tab_command,
    .state = form_tab_state,
};

Tab *row_tab_new(CaseScreen *screen)
{
    Tab *tab = row_tab.make();
    tab->ops = &row_tab;
    tab->screen = screen;
    return tab;
}
