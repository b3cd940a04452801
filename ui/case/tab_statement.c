/* The statement: a draft of it is made from what the case says. */
#include "config.h"

#include "app/papers.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "ui/ask/ask.h"
#include "ui/case/entry.h"
#include "ui/case/screen.h"
#include "ui/case/tab_form.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"

static void put_draft(CaseScreen *self, Stage *stage)
{
    Err err = {0};
    size_t before = work_counts(self->work)->blocks;
    bool done = app_statement_draft(stage_session(stage), work_file(self->work), &err);
    if (!entry_stored(self, stage, done, &err))
        return;
    /* It names who the case names, which a consent may not cover, and has places to fill. */
    size_t after = work_counts(self->work)->blocks;
    if (after > before)
        stage_say(stage, MSG_NOTE,
                  /* TRANSLATORS: how many. */
                  ngettext("Made from what the case says: read it with the family and change "
                           "it. It brings %zu finding that blocks, such as a place to fill or "
                           "a name that no consent covers",
                           "Made from what the case says: read it with the family and change "
                           "it. It brings %zu findings that block, such as a place to fill or "
                           "a name that no consent covers",
                           after - before),
                  after - before);
    else
        stage_say(stage, MSG_DONE,
                  _("Made from what the case says: read it with the family and change it"));
}

static void appended(Stage *stage, void *ctx, const Reply *reply)
{
    if (reply->key == 'a')
        put_draft(ctx, stage);
}

static bool draft_statement(CaseScreen *self, Stage *stage)
{
    if (!entry_leave(self, stage))
        return true;
    if (case_get(work_file(self->work), F_STATEMENT_story, 0))
        ask(stage,
            &(Question){
                .title = _("Draft"),
                .text = _("There is a story already. The proposed text would stand after it"),
                .answers = {{'k', _("Keep as it is")}, {'a', _("Append")}},
                .done = appended,
                .ctx = self});
    else
        put_draft(self, stage);
    return true;
}

static bool statement_command(Tab *tab, Stage *stage, CmdId id)
{
    if (id == CMD_CASE_DRAFT)
        return draft_statement(tab->screen, stage);
    return form_tab_command(tab, stage, id);
}

static unsigned statement_state(Tab *tab, Stage *stage)
{
    return form_tab_state(tab, stage) | NEED_DRAFT;
}

const TabOps statement_tab = {
    FORM_TAB,
    .make = form_tab_make,
    .free = form_tab_free,
    .follow = form_tab_follow,
    .command = statement_command,
    .state = statement_state,
};
