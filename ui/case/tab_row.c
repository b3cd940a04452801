/* Shows one row whole, and remembers which was made last. */
#include "config.h"

#include "ui/case/tab_row.h"

#include <stdlib.h>

#include "base/attr.h"
#include "base/mem.h"
#include "ui/case/entry.h"
#include "ui/case/screen.h"
#include "ui/case/tab_form.h"

typedef struct RowTab {
    FormTab form;
    bool shown;
    RecordId record;
    size_t at;
    bool rest_only;
    RecordId made_record;
    size_t made_row;
} RowTab;

static RowTab *of(const CaseScreen *self)
{
    return (RowTab *)self->row;
}

bool row_shown(const CaseScreen *self)
{
    return of(self)->shown;
}

RecordId row_record(const CaseScreen *self)
{
    return of(self)->record;
}

int64_t row_id(const CaseScreen *self)
{
    return case_row_id(work_file(self->work), of(self)->record, of(self)->at);
}

void row_show(CaseScreen *self, Stage *stage, RecordId record, size_t row)
{
    RowTab *tab = of(self);
    tab->record = record;
    tab->at = row;
    tab->shown = true;
    tab->rest_only = false;
    entry_stop(self);
    case_follow(self, stage);
    form_first(case_form(self));
    entry_begin(self, stage);
}

void row_leave(CaseScreen *self)
{
    of(self)->shown = of(self)->rest_only = false;
}

void row_show_rest(CaseScreen *self, Stage *stage, RecordId record, size_t row)
{
    row_show(self, stage, record, row);
    of(self)->rest_only = true;
    of(self)->made_record = REC_COUNT;
}

bool row_rest_shown(const CaseScreen *self)
{
    return of(self)->shown && of(self)->rest_only;
}

void row_made(CaseScreen *self, RecordId record, size_t row)
{
    of(self)->made_record = record;
    of(self)->made_row = row;
}

bool row_made_in(const CaseScreen *self, RecordId record)
{
    return of(self)->made_record == record;
}

bool row_is_made(const CaseScreen *self, RecordId record, size_t row)
{
    return row_made_in(self, record) && of(self)->made_row == row;
}

static Tab *row_make(void)
{
    RowTab *self = xcalloc(1, sizeof *self);
    form_init(&self->form.form);
    self->made_record = REC_COUNT;
    return &self->form.tab;
}

static void row_follow(Tab *tab, Stage *stage UNUSED)
{
    RowTab *self = (RowTab *)tab;
    if (self->at >= case_rows(work_file(tab->screen->work), self->record))
        self->shown = false;
    else
        form_build_row(&self->form.form, self->record, self->at);
}

static const TabOps row_tab = {
    FORM_TAB,
    .make = row_make,
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
