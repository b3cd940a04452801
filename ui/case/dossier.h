/* The dossier of the case on the screen, written to a file that is asked for. */
#ifndef ANJUAN_UI_CASE_DOSSIER_H
#define ANJUAN_UI_CASE_DOSSIER_H

#include "ui/case/tab.h"

void dossier_ask(CaseScreen *self, Stage *stage);

#endif
