/* Erasing the case on the screen: the ground, the reason, and its number typed, since it never
 * comes back. */
#ifndef ANJUAN_UI_CASE_ERASE_H
#define ANJUAN_UI_CASE_ERASE_H

#include "ui/case/tab.h"

struct EraseAsk;
struct EraseAsk *erase_ask_new(void);
void erase_ask_free(struct EraseAsk *ask);

void erase_begin(CaseScreen *self, Stage *stage);

#endif
