/* The end of a case, what stops it, and its stages, by one key: what can be done now is a list
 * to pick from; what it needs is asked next. */
#ifndef ANJUAN_UI_CASE_LIFE_H
#define ANJUAN_UI_CASE_LIFE_H

#include "ui/case/tab.h"

struct LifeAsk;
struct LifeAsk *life_ask_new(void);
void life_ask_free(struct LifeAsk *ask);

/* The case has changed: where something stops it now, that is said. */
void life_follow(CaseScreen *self, Stage *stage);

bool life_open(CaseScreen *self, Stage *stage);
/* Asks again what was being answered ("comment.stop"); false: it is no question of these. */
bool life_again(CaseScreen *self, Stage *stage, const char *question);

#endif
