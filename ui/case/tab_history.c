/* The history: all that was ever changed in the case, the newest first. */
#include "config.h"

#include "ui/case/screen.h"
#include "ui/case/tab_info.h"

static void history_follow(Tab *tab, Stage *stage)
{
    Err err = {0};
    bool done = info_history(info_tab_begin(tab), stage, work_file(tab->screen->work), &err);
    info_tab_end(tab, stage, done, &err);
}

const TabOps history_tab = {INFO_TAB, .follow = history_follow, .scope = info_tab_scope};
