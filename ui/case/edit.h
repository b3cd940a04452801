/* What keys, text and commands do in the fields of a form. */
#ifndef ANJUAN_UI_CASE_EDIT_H
#define ANJUAN_UI_CASE_EDIT_H

#include "ui/case/tab.h"

TypedKind edit_typed(Screen *screen, Stage *stage); /* into the field with the focus */
bool edit_text(CaseScreen *self, Stage *stage, const char *text, size_t len, bool paste);
bool edit_key(CaseScreen *self, Stage *stage, int key);
bool edit_command(CaseScreen *self, Stage *stage, CmdId id);

#endif
