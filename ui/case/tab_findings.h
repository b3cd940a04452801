/* The way to the findings, from the first on. */
#ifndef ANJUAN_UI_CASE_TAB_FINDINGS_H
#define ANJUAN_UI_CASE_TAB_FINDINGS_H

#include "ui/case/tab.h"

void findings_tab_show(CaseScreen *self, Stage *stage);

#endif
