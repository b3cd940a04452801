/* Marks of reviewers as they are shown: with what was answered and what was changed there. */
#ifndef ANJUAN_UI_PARTS_MARKS_H
#define ANJUAN_UI_PARTS_MARKS_H

#include "app/mark.h"
#include "ui/parts/lines.h"

/* "Patient: Phone", "Plan 2", "D09 bank card"; where the row is gone, that it is. */
const char *mark_title(Session *session, const CaseFile *file, const MarkPlace *place,
                       Arena *arena);

/* "basis of an amount: please add the quote" */
const char *mark_words(Session *session, const Mark *mark, Arena *arena);

/* "Zhou returns: a document is missing: the page of the diagnosis"; "" when the last decision
 * was no return. */
const char *return_words(Session *session, int64_t case_id, Arena *arena);

/* The last return: by whom, when, and why; nothing when it was something else. */
bool info_return(InfoList *list, Stage *stage, const CaseFile *file, Err *err);

/* The marks that are open, each with its answer and what was changed there since the last
 * decision. */
bool info_marks(InfoList *list, Stage *stage, const CaseFile *file, Err *err);

/* Those that a decision has settled, with what was answered. */
bool info_settled_marks(InfoList *list, Stage *stage, const CaseFile *file, Err *err);

#endif
