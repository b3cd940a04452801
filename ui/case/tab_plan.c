/* The plan: the gap stands under it, and the tranches are made from it. */
#include "config.h"

#include "app/money.h"
#include "base/i18n.h"
#include "ui/case/entry.h"
#include "ui/case/screen.h"
#include "ui/case/tab_form.h"
#include "ui/case/undo.h"
#include "ui/parts/plan.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"

/* The schedule is a proposal: it can be edited like all rows, and one undo takes it back. */
static bool make_tranches(CaseScreen *self, Stage *stage)
{
    size_t n = 0;
    Err err = {0};
    if (!entry_commit(self, stage))
        return true;
    bool done = app_case_make_tranches(stage_session(stage), work_file(self->work), &n, &err);
    if (entry_stored(self, stage, done, &err)) {
        Buf key = BUF_INIT;
        form_seek(case_form(self), F_TRANCHE_seq, 0);
        entry_begin(self, stage);
        undo_key(stage, &key);
        stage_say(stage, MSG_DONE,
                  /* TRANSLATORS: how many, and the key that undoes it. */
                  ngettext("%zu tranche made from the plan; %s takes it back",
                           "%zu tranches made from the plan; %s takes them back",
                           (unsigned long)n),
                  n, key.data);
        buf_free(&key);
    }
    return true;
}

static int plan_foot(Tab *tab, Stage *stage, const CaseFile *file, Frame *frame, Rect rect)
{
    return plan_draw_gap(stage, file, form_record(form_tab_form(tab)), frame, rect);
}

static bool plan_command(Tab *tab, Stage *stage, CmdId id)
{
    if (id == CMD_GRID_TRANCHES)
        return make_tranches(tab->screen, stage);
    return form_tab_command(tab, stage, id);
}

static unsigned plan_state(Tab *tab, Stage *stage)
{
    return form_tab_state(tab, stage) | NEED_PLAN;
}

const TabOps plan_tab = {
    FORM_TAB,
    .make = form_tab_make,
    .free = form_tab_free,
    .follow = form_tab_follow,
    .foot = plan_foot,
    .command = plan_command,
    .state = plan_state,
};
