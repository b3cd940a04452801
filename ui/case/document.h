/* What is done with the document that is selected on its tab. */
#ifndef ANJUAN_UI_CASE_DOCUMENT_H
#define ANJUAN_UI_CASE_DOCUMENT_H

#include "ui/case/tab.h"

bool document_command(Tab *tab, Stage *stage, CmdId id);
/* Asks again what was being answered ("waive.D12"), when that document is selected. */
void document_again(Tab *tab, Stage *stage, const char *question);

#endif
