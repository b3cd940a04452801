/* The list under a field that is typed in. */
#ifndef ANJUAN_UI_CASE_SUGGEST_H
#define ANJUAN_UI_CASE_SUGGEST_H

#include "ui/case/tab.h"

typedef struct Suggest Suggest;

void suggest_free(Suggest *suggest);                 /* NULL is allowed */
bool suggest_offered(const FieldDef *field);         /* the field has such a list */
void suggest_follow(CaseScreen *self, Stage *stage); /* what is typed has changed */
bool suggest_all(CaseScreen *self, Stage *stage);    /* the whole list */
bool suggest_key(CaseScreen *self, int key);         /* Up and Down, while it is open */
void suggest_take(CaseScreen *self);                 /* the row chosen is what was typed */
bool suggest_open(const CaseScreen *self);           /* what is typed may be chosen there */
bool suggest_close(CaseScreen *self);                /* false: it was not open */
void suggest_forget(CaseScreen *self);               /* it has to be read again */
void suggest_help(const FieldDef *field, Buf *out);
void suggest_draw(CaseScreen *self, Frame *frame, Rect area); /* after the form */

#endif
