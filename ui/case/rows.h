/* The rows of a grid, on the one with the focus. */
#ifndef ANJUAN_UI_CASE_ROWS_H
#define ANJUAN_UI_CASE_ROWS_H

#include "ui/case/tab.h"

bool rows_add(CaseScreen *self, Stage *stage);
bool rows_show(CaseScreen *self, Stage *stage);             /* all its fields */
bool rows_change(CaseScreen *self, Stage *stage, CmdId id); /* out, up or down */
/* The row again, under it, or on an empty one the row above; on in the copy. */
bool rows_copy(CaseScreen *self, Stage *stage);

#endif
