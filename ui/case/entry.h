/* The text that is typed into the field with the focus: as long as a field may be changed, what
 * is typed goes into it. Leaving a field stores it; there is no other way to save. */
#ifndef ANJUAN_UI_CASE_ENTRY_H
#define ANJUAN_UI_CASE_ENTRY_H

#include "rules/judge/findings.h"
#include "ui/case/tab.h"
#include "ui/model/lineedit.h"

typedef struct Entry Entry;

Entry *entry_new(void);
void entry_free(Entry *entry);

bool entry_on(const CaseScreen *self);
bool entry_changed(const CaseScreen *self); /* on, and another text than is stored */
/* On, in a field that takes text. */
bool entry_words(const CaseScreen *self, Stage *stage, const FormStop *stop);
bool entry_waiting(const CaseScreen *self); /* for an answer about it */
LineEdit *entry_edit(const CaseScreen *self);
const char *entry_refused(const CaseScreen *self); /* why it was, or NULL */
void entry_forgive(CaseScreen *self);              /* it is no longer what was refused */

/* The focus may be changed, perhaps after asking. */
bool entry_allowed(CaseScreen *self, Stage *stage);
void entry_begin(CaseScreen *self, Stage *stage);  /* the focus has moved: on where it may be */
void entry_follow(CaseScreen *self, Stage *stage); /* as the case is now: on, or off */
/* Asks whether to amend or reopen a case that cannot be typed into, or says why it cannot be.
 */
void entry_unlock(CaseScreen *self, Stage *stage);
void entry_say_locked(CaseScreen *self, Stage *stage);
/* Before what is masked there is typed into: it is shown, and that is written down
 * (app/reveal.h). False: it could not be, so nothing is typed. */
bool entry_uncover(CaseScreen *self, Stage *stage);
/* The text of the focus anew: the stored value, or the draft of it. */
void entry_load(CaseScreen *self, Stage *stage);
/* The same; the caret stays in the same text. */
void entry_load_again(CaseScreen *self, Stage *stage);
/* Esc: what was typed goes, and can be brought again as long as the field is not left. */
bool entry_take_back(CaseScreen *self, Stage *stage);   /* false: nothing was typed */
bool entry_bring_again(CaseScreen *self, Stage *stage); /* false: nothing was taken back */
bool entry_taken_back(const CaseScreen *self);
bool entry_commit(CaseScreen *self, Stage *stage); /* false: refused, the text stays */
bool entry_leave(CaseScreen *self, Stage *stage);
void entry_stop(CaseScreen *self);    /* without storing */
void entry_give_up(CaseScreen *self); /* what was taken back is not brought again */

/* The digit that was taken for an answer by the last key, which the next may show to be none;
 * 0: there is none. text: what the answer was. */
void entry_answered(CaseScreen *self, const char *text);
char entry_answer(const CaseScreen *self);

/* What is proposed for the field with the focus, as long as nothing is typed there; NULL:
 * nothing. Taking it stores it like what is typed; false: it was refused, or there is none. */
const Offer *entry_offer(const CaseScreen *self);
bool entry_take_offer(CaseScreen *self, Stage *stage);

/* Stores a value; false when it was refused, and said so or asked what to do. */
bool entry_store(CaseScreen *self, Stage *stage, FieldId field, size_t row, const char *typed);
/* After an edit of rows: what follows, and the message when it was refused. */
bool entry_stored(CaseScreen *self, Stage *stage, bool done, const Err *err);
bool entry_pasted(CaseScreen *self, Stage *stage, bool done, const Err *err);

/* Whose value stays, when both changed it; false: there is nothing to ask. */
bool entry_ask_clash(CaseScreen *self, Stage *stage);
bool entry_keep(CaseScreen *self, Stage *stage, Err *err); /* as a draft */

#endif
