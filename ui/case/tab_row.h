/* All fields of one row of a grid, in place of the tab that has the grid; and which row was
 * made last, whose other fields come after its last cell. */
#ifndef ANJUAN_UI_CASE_TAB_ROW_H
#define ANJUAN_UI_CASE_TAB_ROW_H

#include "ui/case/tab.h"

Tab *row_tab_new(CaseScreen *screen);

bool row_shown(const CaseScreen *self);
RecordId row_record(const CaseScreen *self);
int64_t row_id(const CaseScreen *self);
void row_show(CaseScreen *self, Stage *stage, RecordId record, size_t row);
void row_leave(CaseScreen *self); /* the tab is shown again, when it is followed */

/* Enter goes over its fields that are no cells, then back into the grid. */
void row_show_rest(CaseScreen *self, Stage *stage, RecordId record, size_t row);
bool row_rest_shown(const CaseScreen *self);

void row_made(CaseScreen *self, RecordId record, size_t row);
bool row_made_in(const CaseScreen *self, RecordId record);
bool row_is_made(const CaseScreen *self, RecordId record, size_t row);

#endif
