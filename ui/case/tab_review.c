/* The review as the social worker sees it: decisions, what was changed since, what is open. */
#include "config.h"

#include "base/i18n.h"
#include "ui/case/screen.h"
#include "ui/case/tab_info.h"
#include "ui/parts/life.h"
#include "ui/parts/marks.h"

static void review_follow(Tab *tab, Stage *stage)
{
    const CaseFile *file = work_file(tab->screen->work);
    InfoList *list = info_tab_begin(tab);
    Err err = {0};
    bool done =
        info_stop(list, stage, file, &err) && info_return(list, stage, file, &err) &&
        info_marks(list, stage, file, &err) && info_decisions(list, stage, file, &err) &&
        info_changes(list, stage, file, &err) && info_open_documents(list, stage, file, &err) &&
        info_accepted(list, stage, file, &err) && info_settled_marks(list, stage, file, &err);
    if (!list->n)
        info_say(list, _("Not submitted yet: no decisions"));
    info_tab_end(tab, stage, done, &err);
}

const TabOps review_tab = {INFO_TAB, .follow = review_follow, .scope = info_tab_goes,
                           .command = info_tab_go};
