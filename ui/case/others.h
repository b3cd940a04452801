/* What others have half typed in the case: where, and who, never what. */
#ifndef ANJUAN_UI_CASE_OTHERS_H
#define ANJUAN_UI_CASE_OTHERS_H

#include "store/draft.h"
#include "ui/case/tab.h"

typedef struct Others Others;

Others *others_new(void);
void others_free(Others *others);
void others_load(CaseScreen *self, Stage *stage);
void others_tick(Screen *screen, Stage *stage);
bool others_any(const CaseScreen *self);
const char *others_name(const CaseScreen *self, const DraftKey *key); /* NULL: nobody */

#endif
