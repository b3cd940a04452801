/* The findings: what the rules say about the case, the gravest first; Enter goes there. */
#include "config.h"

#include "ui/case/tab_findings.h"

#include "ui/case/screen.h"
#include "ui/case/tab_documents.h"
#include "ui/case/tab_info.h"

static void findings_follow(Tab *tab, Stage *stage)
{
    Err err = {0};
    bool done =
        info_findings(info_tab_begin(tab), stage, work_file(tab->screen->work), false, &err);
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

static CmdScope findings_scope(Tab *tab UNUSED)
{
    return SC_FINDINGS;
}

static bool findings_command(Tab *tab, Stage *stage, CmdId id)
{
    const InfoLine *line = info_selected(info_tab_list(tab));
    if (id != CMD_FINDING_GO || !line || line->field == FIELD_COUNT)
        return false;
    if (line->document)
        documents_tab_go(tab->screen, stage, line->document);
    else
        case_go(tab->screen, stage, line->field, line->row);
    return true;
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
    .scope = findings_scope,
    .command = findings_command,
};
