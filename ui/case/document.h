/* What is done with the document that is selected on its tab. */
#ifndef ANJUAN_UI_CASE_DOCUMENT_H
#define ANJUAN_UI_CASE_DOCUMENT_H

#include "ui/case/tab.h"

bool document_command(Tab *tab, Stage *stage, CmdId id);
/* Into the cell with the focus; and out of it. */
bool document_text(Tab *tab, Stage *stage, const char *text, size_t len, bool paste);
void document_empty(Tab *tab, Stage *stage);
/* Asks again what was being answered ("waive.D12"), when that document is selected. */
void document_again(Tab *tab, Stage *stage, const char *question);

#endif
