/* The document checklist as a tab: which line is selected. */
#ifndef ANJUAN_UI_CASE_TAB_DOCUMENTS_H
#define ANJUAN_UI_CASE_TAB_DOCUMENTS_H

#include "rules/judge/checklist.h"
#include "ui/case/tab.h"

/* Of the tab that is shown: NULL when the list is empty. */
const ChecklistItem *documents_selected(const Tab *tab);
void documents_select(Tab *tab, const char *code);

/* From anywhere in the case. */
void documents_tab_go(CaseScreen *self, Stage *stage, const char *code);

#endif
