/* Where the person is in the case, for the way back. */
#ifndef ANJUAN_UI_CASE_PLACE_H
#define ANJUAN_UI_CASE_PLACE_H

#include "ui/case/tab.h"

typedef struct CasePlace CasePlace;

CasePlace *place_new(void);
void place_free(CasePlace *place);

bool place_go_draft(CaseScreen *self, Stage *stage); /* to the last; false: there is none */
bool case_keep(Screen *screen, Stage *stage, Err *err);
bool case_place(Screen *screen, Stage *stage, LastPlace *out);
void case_again(Screen *screen, Stage *stage, const LastPlace *place);

#endif
