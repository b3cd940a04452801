/* The table of tabs: the command that goes to each, and what it does. */
#include "config.h"

#include "base/attr.h"
#include "ui/case/tab.h"
#include "ui/model/tabs.h"

#define TAB(ID, name, keys, title, help, ops, ...) {CMD_TAB_##ID, &ops##_tab},
#define LIST_TAB(ID, name, keys, title, help, ops) {CMD_TAB_##ID, &ops##_tab},
static const struct TabRow {
    CmdId command;
    const TabOps *ops;
} rows[TABS] = {
#include "ui/model/tabs.def"
};

Tab *tab_new(int tab, CaseScreen *screen)
{
    Tab *made = rows[tab].ops->make();
    made->ops = rows[tab].ops;
    made->def = tab_def(tab);
    made->screen = screen;
    return made;
}

void tab_free(Tab *tab)
{
    if (tab)
        tab->ops->free(tab);
}

int tab_of_command(CmdId id)
{
    int tab = TABS - 1;
    while (tab >= 0 && rows[tab].command != id)
        tab--;
    return tab;
}

int tab_with(const TabOps *ops)
{
    int tab = TABS - 1;
    while (tab > 0 && rows[tab].ops != ops)
        tab--;
    return tab;
}
