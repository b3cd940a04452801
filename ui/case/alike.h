/* The quiet line about another case that is alike. */
#ifndef ANJUAN_UI_CASE_ALIKE_H
#define ANJUAN_UI_CASE_ALIKE_H

#include "ui/case/tab.h"

typedef struct AlikeLine AlikeLine;

AlikeLine *alike_new(void);
void alike_free(AlikeLine *line);
bool alike_any(const CaseScreen *self);
void alike_follow(CaseScreen *self, Stage *stage); /* asks again when something is different */
void alike_stale(CaseScreen *self);                /* so that it is asked again in any case */
/* Rows used, at the end. */
int alike_draw(CaseScreen *self, Stage *stage, Frame *frame, Rect rect);
bool alike_look(CaseScreen *self, Stage *stage);

#endif
