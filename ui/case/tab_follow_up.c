/* The follow-up opens with the life of the case, and what is to be done next; the sums of the
 * ledger stand under the records. */
#include "config.h"

#include "base/attr.h"
#include "base/mem.h"
#include "ui/case/screen.h"
#include "ui/case/tab_form.h"
#include "ui/parts/ledger.h"
#include "ui/parts/life.h"

#include <stdlib.h>

typedef struct FollowUpTab {
    FormTab form;
    SumLines life; /* as of the last change */
} FollowUpTab;

static Tab *follow_up_make(void)
{
    FollowUpTab *self = xcalloc(1, sizeof *self);
    form_init(&self->form.form);
    sums_begin(&self->life);
    return &self->form.tab;
}

static void follow_up_free(Tab *tab)
{
    sums_end(&((FollowUpTab *)tab)->life);
    form_tab_free(tab);
}

static void follow_up_follow(Tab *tab, Stage *stage)
{
    form_tab_follow(tab, stage);
    life_read(stage, work_file(tab->screen->work), &((FollowUpTab *)tab)->life);
}

static void follow_up_draw(Tab *tab, Stage *stage, Frame *frame, Rect rect)
{
    int taken = life_draw(&((FollowUpTab *)tab)->life, frame, rect);
    rect.row += taken;
    rect.rows -= taken;
    form_tab_draw(tab, stage, frame, rect);
}

static int follow_up_foot(Tab *tab UNUSED, Stage *stage, const CaseFile *file, Frame *frame,
                          Rect rect)
{
    return ledger_draw(stage, file, frame, rect);
}

const TabOps follow_up_tab = {
    .form = form_tab_form,
    .key = form_tab_key,
    .scope = form_tab_scope,
    .status = form_tab_status,
    .help = form_tab_help,
    .go = form_tab_go,
    .focus = form_tab_focus,
    .make = follow_up_make,
    .free = follow_up_free,
    .follow = follow_up_follow,
    .draw = follow_up_draw,
    .foot = follow_up_foot,
    .command = form_tab_command,
    .state = form_tab_state,
};
