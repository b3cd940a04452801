/* The case file that is being worked on: the case as it is stored, what follows from it, and
 * what changes it. Knows no key and no frame. Edits that keep the CaseFile in step are made by
 * the verbs of app/edit.h on work_file; what replaces it stands here. After any of them
 * work_follow is called, so that a change is judged once. */
#ifndef ANJUAN_UI_CASE_WORK_H
#define ANJUAN_UI_CASE_WORK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/hands.h"
#include "app/judge.h"
#include "app/undo.h"
#include "desk/life.h"
#include "desk/workflow.h"
#include "store/draft.h"
#include "ui/model/gaps.h"

typedef struct Work Work;

/* Where the case still lacks something. */
typedef struct Gaps {
    Gap list[GAPS_MAX];
    size_t n;
} Gaps;

/* work_file is NULL when the case could not be read. */
Work *work_open(Session *session, int64_t case_id, Err *err);
void work_free(Work *work);

CaseFile *work_file(const Work *work);

/* What follows from the case, as of work_follow; nothing when it could not be judged. */
const Judged *work_judged(const Work *work);
const FindingCounts *work_counts(const Work *work);
const Gaps *work_gaps(const Work *work);
bool work_may(const Work *work, Verb verb);
bool work_may_life(const Work *work); /* something is open to them in ui/case/life.h */
bool work_can_undo(const Work *work);
bool work_can_redo(const Work *work);
bool work_follow(Work *work, Err *err);

/* The clock time at which something was stored last; "" before that. */
const char *work_saved(const Work *work);
void work_note_saved(Work *work);

/* Stores what was typed and ends its draft, which may be NULL. A value for a row that is not
 * there makes the row; item is the line that stands for the row, or NULL. */
bool work_set(Work *work, const DraftKey *draft, FieldId field, size_t row, const char *item,
              const char *typed, Err *err);

/* The file is another one after these. */
bool work_reload(Work *work, Err *err);
bool work_move(Work *work, Verb verb, const char *words, Err *err);
/* The last move was a submission or the beginning of an amendment, and nothing came after it:
 * undo takes that back. */
bool work_move_undoes(const Work *work);
/* Why the person is asked before they type into it. */
HandsOff work_hands_off(const Work *work);
/* What would open the case for editing, if the person may do it; VERB_COUNT: nothing.
 * VERB_EDIT: it is open, once the person was asked (app/hands.h). */
Verb work_way_in(const Work *work);
/* The verbs of app/life.h; reason and words as the verb wants them. */
bool work_stage(Work *work, Life to, Err *err);
/* reason: of a decision "hold" or "go-on". */
bool work_life(Work *work, Verb verb, const char *reason, const char *words, Err *err);
bool work_hand(Work *work, const char *name, Err *err); /* to the user of that name */
bool work_say(Work *work, Verb verb, const char *text, Err *err);
bool work_undo(Work *work, Arena *arena, TakenBack *out, Err *err);
bool work_redo(Work *work, Arena *arena, TakenBack *out, Err *err);

#endif
