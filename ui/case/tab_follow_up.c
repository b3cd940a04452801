/* The follow-up: the sums of the ledger stand under the records. */
#include "config.h"

#include "base/attr.h"
#include "ui/case/tab_form.h"
#include "ui/parts/ledger.h"

static int follow_up_foot(Tab *tab UNUSED, Stage *stage, const CaseFile *file, Frame *frame,
                          Rect rect)
{
    return ledger_draw(stage, file, frame, rect);
}

const TabOps follow_up_tab = {
    FORM_TAB,
    .make = form_tab_make,
    .free = form_tab_free,
    .follow = form_tab_follow,
    .foot = follow_up_foot,
    .command = form_tab_command,
    .state = form_tab_state,
};
