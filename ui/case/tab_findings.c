/* The findings: what the rules say about the case, the gravest first; Enter goes there. */
#include "config.h"

#include "ui/case/tab_findings.h"

#include "ui/case/screen.h"
#include "ui/case/tab_info.h"

static void findings_follow(Tab *tab, Stage *stage)
{
    Err err = {0};
    bool done =
        info_findings(info_tab_begin(tab), stage, work_file(tab->screen->work), true, &err);
    info_tab_end(tab, stage, done, &err);
}

/* The worst of them; what is missing is counted in the header. */
static void findings_mark(Tab *tab, const Frame *frame, Buf *out)
{
    const FindingCounts *counts = work_counts(tab->screen->work);
    if (counts->blocks)
        buf_addf(out, "%s%zu", frame_sign(frame, SIGN_BLOCK), counts->blocks);
    else if (counts->warns)
        buf_addf(out, "%s%zu", frame_sign(frame, SIGN_WARN), counts->warns);
}

void findings_tab_show(CaseScreen *self, Stage *stage)
{
    case_set_tab(self, stage, tab_with(&findings_tab));
    info_tab_enter(shown_tab(self));
}

const TabOps findings_tab = {
    INFO_TAB,
    .follow = findings_follow,
    .mark = findings_mark,
    .scope = info_tab_goes,
    .command = info_tab_go,
};
