/* The marks of reviewers in the case that is open: at their fields, one after the other, and
 * the answers to them. */
#ifndef ANJUAN_UI_CASE_MARKS_H
#define ANJUAN_UI_CASE_MARKS_H

#include "app/mark.h"
#include "store/draft.h"
#include "ui/case/tab.h"

typedef struct CaseMarks CaseMarks;

CaseMarks *marks_new(CaseScreen *self);
void marks_free(CaseMarks *marks);
void marks_load(CaseScreen *self, Stage *stage); /* anew, when the case has changed */
bool marks_any(const CaseScreen *self);          /* open ones */

/* Adds what is said about a field of a line, or about its row: for FormView. */
void marks_at(const void *screen, FieldId field, const FormLine *line, size_t row, Buf *out);
/* Whether something is said about a paper, by its code and the row that it has, or SIZE_MAX. */
bool marks_on_paper(const CaseScreen *self, const char *code, size_t row);
/* The same of the focus, for the line above the rule. */
void marks_tell(const CaseScreen *self, Buf *out);

bool marks_next(CaseScreen *self, Stage *stage);   /* to the next one after the focus */
bool marks_answer(CaseScreen *self, Stage *stage); /* that at the focus */
bool marks_make(CaseScreen *self, Stage *stage);   /* at the focus, by who reviews */
/* Asks again what was being typed; false: the question is another. */
bool marks_again(CaseScreen *self, Stage *stage, const DraftKey *key);

#endif
