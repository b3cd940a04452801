/* What was typed into lists and not taken: nothing of it is stored, but undo opens the list
 * with it again, and where it stands in no list it is told under its field until something else
 * stands there. */
#ifndef ANJUAN_UI_CASE_MISSED_H
#define ANJUAN_UI_CASE_MISSED_H

#include "ui/case/tab.h"

typedef struct Missed Missed;

Missed *missed_new(void);
void missed_free(Missed *missed);
void missed_note(CaseScreen *self, const char *text, bool told); /* at the focus */
void missed_stored(CaseScreen *self);     /* something else was done since */
bool missed_last(const CaseScreen *self); /* undo brings it, before all that is stored */
bool missed_bring(CaseScreen *self, Stage *stage); /* false: there is none */

/* Adds what is told under a field of a line, a line each. */
void missed_at(const CaseScreen *self, FieldId field, const FormLine *line, size_t row,
               Buf *out);

#endif
