/* Undo and redo in a case. */
#ifndef ANJUAN_UI_CASE_UNDO_H
#define ANJUAN_UI_CASE_UNDO_H

#include "ui/case/tab.h"

bool undo_last(CaseScreen *self, Stage *stage);
bool undo_redo(CaseScreen *self, Stage *stage);
/* Of what was just stored by a digit that was no answer. */
void undo_answer(CaseScreen *self, Stage *stage);
void undo_key(Stage *stage, Buf *out); /* the name of its key, for who says what was done */

#endif
