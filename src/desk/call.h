/* Calling a case back: a station asks the one that holds the pen of a case (desk/pen.h) for it,
 * and that one answers by handing it over, or says why it stays for now. Both have a row of
 * case_call about it. A call takes nothing: whoever holds the pen decides.
 *
 * Writes through the journal, in the caller's group; decides nothing about who may. */
#ifndef ANJUAN_DESK_CALL_H
#define ANJUAN_DESK_CALL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/uid.h"
#include "store/journal.h"

extern const char call_verb[], call_answer_verb[]; /* of the groups */

typedef enum CallReason {
    CALL_NEEDED,
    CALL_NEWS,
    CALL_MISTAKE,
    CALL_QUIET,
    CALL_REASONS
} CallReason;
/* Soon: it comes when they are through; elsewhere is said by the program alone. */
typedef enum CallAnswer {
    CALL_SOON,
    CALL_WORKING,
    CALL_REVIEW,
    CALL_ELSEWHERE,
    CALL_ANSWERS
} CallAnswer;

const char *call_reason_word(CallReason reason);
const char *call_reason_label(CallReason reason); /* translated */
bool call_reason_parse(const char *word, CallReason *out);
const char *call_answer_word(CallAnswer answer);
const char *call_answer_label(CallAnswer answer);
bool call_answer_parse(const char *word, CallAnswer *out);

typedef struct Call {
    int64_t id, case_id; /* case_id 0: it is not here */
    Uid call, case_uid, asker;
    const char *no, *caller, *holder; /* no "": it is not here */
    const char *with;                 /* what the other station is called */
    const char *who;                  /* who asked; "" where nobody is known by that uid */
    int64_t term; /* of the pen, as this station had it when it asked or heard */
    CallReason reason;
    const char *at, *answered_at; /* "" while it is open */
    CallAnswer answer;
    bool ours; /* we asked */
} Call;

/* Those that count still, the oldest first; case_id 0: of all cases. */
bool call_list(Store *store, int64_t case_id, Arena *arena, Call **out, size_t *n, Err *err);
/* What is to be said to that station: what we ask of it still, and what we answered it, whether
 * the pen moved since or not. */
bool call_told(Store *store, const char *station, Arena *arena, Call **out, size_t *n,
               Err *err);
/* What that station asked for and was not answered, and what went on to another one since. */
bool call_gone_on(Store *store, const char *caller, Arena *arena, Call **out, size_t *n,
                  Err *err);
/* By its call, for the arena; *out is NULL where there is none. */
bool call_find(Store *store, const Uid *call, Arena *arena, Call **out, Err *err);

/* Inside a group of call_verb and call_answer_verb; at is now. */
bool call_put(Tx *tx, const Call *call, Err *err);
bool call_put_answer(Tx *tx, int64_t id, CallAnswer answer, Err *err);

/* "Asked for since ...: reason", with the answer where there is one; for the arena. */
const char *call_words(const Call *call, Arena *arena);

#endif
