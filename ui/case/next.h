/* On from one field to the next. */
#ifndef ANJUAN_UI_CASE_NEXT_H
#define ANJUAN_UI_CASE_NEXT_H

#include "ui/case/tab.h"

/* To the one beside it. */
bool next_step(CaseScreen *self, Stage *stage, bool (*step)(Form *form));
/* Enter: keeps the field and goes on. filled: the field was empty before. */
bool next_go_on(CaseScreen *self, Stage *stage, bool filled);
/* After what was taken without Enter: what is typed next may belong to it, so go() must not end
 * in a text that it would be added to; where it does, the focus stays. */
void next_by_itself(CaseScreen *self, Stage *stage, bool (*go)(CaseScreen *self, Stage *stage));
bool next_accept(CaseScreen *self, Stage *stage); /* of a field that is typed */

#endif
