/* What is done with the case as a whole. */
#ifndef ANJUAN_UI_CASE_VERBS_H
#define ANJUAN_UI_CASE_VERBS_H

#include "ui/case/tab.h"

bool verbs_command(CaseScreen *self, Stage *stage, CmdId id);
/* Says why a verb is not possible now. */
void verbs_refused(Screen *screen, Stage *stage, CmdId id);
/* Asks again what was being answered ("comment.ask"); false: it is no question of these. */
bool verbs_again(CaseScreen *self, Stage *stage, const char *question);

#endif
