/* The document checklist as a tab: which line is selected. */
#ifndef ANJUAN_UI_CASE_TAB_DOCUMENTS_H
#define ANJUAN_UI_CASE_TAB_DOCUMENTS_H

#include "rules/judge/checklist.h"
#include "ui/case/tab.h"

/* Of the tab that is shown: NULL when the list is empty. */
const ChecklistItem *documents_selected(const Tab *tab);
void documents_select(Tab *tab, const char *code);

/* How many rows of that code have a copy: a paper of several pages has one each. *rows: which
 * they are, for the caller to free; NULL where that is not asked. */
size_t documents_copies(const Tab *tab, const ChecklistItem *item, size_t **rows);

/* The cell with the focus, by its field; and on to the next one, of the next line after the
 * last, or back. */
FieldId documents_cell(const Tab *tab);
void documents_step(Tab *tab, int by);

/* From anywhere in the case. */
void documents_tab_go(CaseScreen *self, Stage *stage, const char *code);

#endif
