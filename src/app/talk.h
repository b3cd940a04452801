/* Questions about a case that is not submitted, and a supervisor's answers. */
#ifndef ANJUAN_APP_TALK_H
#define ANJUAN_APP_TALK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/session.h"
#include "base/arena.h"
#include "desk/talk.h"
#include "domain/casefile.h"

enum { TALK_CHARS = 2000 }; /* the most that a question or an answer may have */

/* A draft shown to a supervisor without submitting it: VERB_ASK, and the comment on it,
 * VERB_ANSWER. file is reloaded. */
bool app_case_say(Session *session, CaseFile **file, Verb verb, const char *text, Err *err);
/* Somebody asked about the case, nobody answered yet, and the person may. */
bool app_talk_waits(Session *session, const CaseFile *file);
bool app_talk(Session *session, int64_t case_id, Arena *arena, Talk *out, Err *err);

#endif
