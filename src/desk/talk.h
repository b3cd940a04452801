/* Asking: a draft that is stuck, or a hard one, is shown to a supervisor, who reads it and
 * comments, without its being submitted. Questions and answers stand among the decisions (table
 * review) and in the journal; they are no content, so who answers may still approve the case.
 */
#ifndef ANJUAN_DESK_TALK_H
#define ANJUAN_DESK_TALK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "desk/workflow.h"

typedef enum TalkState {
    TALK_NONE,
    TALK_ASKED,    /* a question waits for a supervisor */
    TALK_ANSWERED, /* the last word is a supervisor's */
} TalkState;

/* The state that follows from the last of these words; NULL: none. A submission ends the talk.
 */
TalkState talk_state(const char *verb);

typedef struct Talk {
    TalkState state;
    const char *who, *at, *text; /* of the last word; "" when there is none */
} Talk;

bool talk_last(Store *store, int64_t case_id, Arena *arena, Talk *out, Err *err);

/* VERB_ASK or VERB_ANSWER, inside tx, whose head names user and case; checks the rights again.
 */
bool talk_add(Tx *tx, const User *user, int64_t case_id, Verb verb, const char *text, Err *err);

#endif
