/* The history: what the person wrote while the case was elsewhere, which is none of it yet,
 * with which batches it went out, and all that was ever changed in it, the newest first. Enter
 * on a batch shows what went out with it. */
#include "config.h"

#include "base/attr.h"
#include "base/i18n.h"
#include "ui/case/screen.h"
#include "ui/case/tab_info.h"

static void history_follow(Tab *tab, Stage *stage)
{
    Err err = {0};
    const CaseFile *file = work_file(tab->screen->work);
    InfoList *list = info_tab_begin(tab);
    bool done = info_kept(list, stage, file, &err) && info_sent(list, stage, file, &err);
    if (done && list->n)
        info_head(list, _("Changes"));
    done =
        done && info_history(list, stage, file, &err) && info_readers(list, stage, file, &err);
    info_tab_end(tab, stage, done, &err);
}

static CmdScope history_scope(Tab *tab UNUSED)
{
    return SC_HISTORY;
}

static unsigned history_state(Tab *tab, Stage *stage UNUSED)
{
    const InfoLine *line = info_selected(info_tab_list(tab));
    return line && line->batch ? NEED_ROW : 0;
}

static bool history_command(Tab *tab, Stage *stage, CmdId id)
{
    if (id != CMD_HISTORY_VALUES || !info_open_batch(info_tab_list(tab)))
        return false;
    history_follow(tab, stage);
    return true;
}

const TabOps history_tab = {
    .make = info_tab_make,
    .free = info_tab_free,
    .enter = info_tab_enter,
    .draw = info_tab_draw,
    .key = info_tab_key,
    .help = info_tab_help,
    .list = info_tab_view,
    .place = info_tab_place,
    .back = info_tab_back,
    .follow = history_follow,
    .scope = history_scope,
    .state = history_state,
    .command = history_command,
};
