/* The disclosure: what follows for the publication stands under the items. */
#include "config.h"

#include "base/attr.h"
#include "ui/case/tab_form.h"
#include "ui/parts/sums.h"

static int disclosure_foot(Tab *tab UNUSED, Stage *stage, const CaseFile *file, Frame *frame,
                           Rect rect)
{
    return sums_draw_disclosure(stage, file, frame, rect);
}

const TabOps disclosure_tab = {
    FORM_TAB,
    .make = form_tab_make,
    .free = form_tab_free,
    .follow = form_tab_follow,
    .foot = disclosure_foot,
    .command = form_tab_command,
    .state = form_tab_state,
};
