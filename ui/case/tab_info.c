/* Tabs that list what there is to say about a case. */
#include "config.h"

#include "ui/case/tab_info.h"

#include <stdlib.h>

#include "base/attr.h"
#include "base/mem.h"
#include "ui/case/screen.h"
#include "ui/case/tab_documents.h"
#include "ui/stage/message.h"

typedef struct InfoTab {
    Tab tab;
    InfoList list;
} InfoTab;

InfoList *info_tab_list(Tab *tab)
{
    return &((InfoTab *)tab)->list;
}

Tab *info_tab_make(void)
{
    InfoTab *self = xcalloc(1, sizeof *self);
    info_init(&self->list);
    return &self->tab;
}

void info_tab_free(Tab *tab)
{
    info_free(info_tab_list(tab));
    free(tab);
}

void info_tab_enter(Tab *tab)
{
    list_select(&info_tab_list(tab)->view, 0);
}

InfoList *info_tab_begin(Tab *tab)
{
    info_clear(info_tab_list(tab));
    return info_tab_list(tab);
}

void info_tab_end(Tab *tab, Stage *stage, bool done, const Err *err)
{
    if (!done)
        stage_say_err(stage, err);
    info_close(info_tab_list(tab));
}

void info_tab_draw(Tab *tab, Stage *stage, Frame *frame, Rect rect)
{
    if (info_set_cols(info_tab_list(tab), rect.cols))
        tab->ops->follow(tab, stage);
    info_draw(info_tab_list(tab), frame, rect);
}

bool info_tab_key(Tab *tab, Stage *stage UNUSED, int key)
{
    return list_key(&info_tab_list(tab)->view, key);
}

CmdScope info_tab_goes(Tab *tab UNUSED)
{
    return SC_FINDINGS;
}

bool info_tab_go(Tab *tab, Stage *stage, CmdId id)
{
    const InfoLine *line = info_selected(info_tab_list(tab));
    if (id != CMD_FINDING_GO || !line || (line->field == FIELD_COUNT && !line->document))
        return false;
    if (line->document)
        documents_tab_go(tab->screen, stage, line->document);
    else
        case_go(tab->screen, stage, line->field, line->row);
    return true;
}

unsigned info_tab_state(Tab *tab, Stage *stage UNUSED)
{
    const InfoLine *line = info_selected(info_tab_list(tab));
    return line && line->field < FIELD_COUNT ? NEED_ROW : 0;
}

void info_tab_help(Tab *tab, Stage *stage UNUSED, Buf *out)
{
    info_help(info_tab_list(tab), out);
}

ListView *info_tab_view(Tab *tab)
{
    return &info_tab_list(tab)->view;
}

void info_tab_place(Tab *tab, LastPlace *out)
{
    out->caret = info_tab_list(tab)->view.selected;
}

void info_tab_back(Tab *tab, const LastPlace *place)
{
    if (place->caret >= 0)
        list_select(&info_tab_list(tab)->view, place->caret);
}
