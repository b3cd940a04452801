/* A table pasted into a grid. */
#ifndef ANJUAN_UI_CASE_PASTE_H
#define ANJUAN_UI_CASE_PASTE_H

#include "ui/case/tab.h"

/* False when it is no table: nothing was done then. The focus is on a grid. */
bool paste_table(CaseScreen *self, Stage *stage, const char *text, size_t len);

#endif
