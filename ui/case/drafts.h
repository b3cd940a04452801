/* What is half typed in a case and not stored yet: a copy of the person's drafts of it, which
 * the store follows. */
#ifndef ANJUAN_UI_CASE_DRAFTS_H
#define ANJUAN_UI_CASE_DRAFTS_H

#include "store/draft.h"
#include "ui/case/tab.h"

typedef struct Drafts Drafts;
typedef struct CaseDraft CaseDraft;

Drafts *drafts_new(void);
void drafts_free(Drafts *drafts);
void drafts_load(CaseScreen *self, Stage *stage);

CaseDraft *drafts_here(CaseScreen *self);         /* of the focus; NULL: none */
const Draft *drafts_last(const CaseScreen *self); /* written last; NULL: none */
/* These give NULL for NULL. */
const Draft *drafts_text(const CaseDraft *draft);
const DraftKey *drafts_key(const CaseDraft *draft);
/* "21:04", or with its day when that is not today. */
bool drafts_when(const CaseDraft *draft, const Stage *stage, Buf *out);
bool drafts_tell(CaseScreen *self, const Stage *stage, Buf *out); /* of the focus, if any */
/* Whose text waits in a field of a line: NULL: nobody's, "": the person's own. */
const char *drafts_whose(const void *screen, FieldId field, const FormLine *line, size_t row);

/* The key of a field in a row, whose line may be NULL; place gets its name. */
DraftKey drafts_key_of(const CaseScreen *self, const FormLine *line, FieldId id, size_t row,
                       Buf *place);
const FieldDef *drafts_field_of(const char *place); /* NULL: it is a question */

/* Of the focus: its text as it is typed; over another stored value, if it has one. */
bool drafts_write(CaseScreen *self, Stage *stage, const char *stored, const char *text,
                  size_t caret, Err *err);
bool drafts_rebase(CaseScreen *self, Stage *stage, const char *stored, Err *err);
/* It was stored, or given up, and goes from the store with drafts_drop_done. */
void drafts_done(CaseDraft *draft); /* NULL is allowed */
void drafts_forget(CaseScreen *self);
bool drafts_drop_done(CaseScreen *self, Stage *stage, Err *err);

#endif
