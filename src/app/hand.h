/* Handing a case over: another person keeps it from then on, and works on it as on one of their
 * own. Whoever kept it before stands in the history as before. */
#ifndef ANJUAN_APP_HAND_H
#define ANJUAN_APP_HAND_H

#include <stdbool.h>
#include <stddef.h>

#include "app/session.h"
#include "base/arena.h"
#include "domain/casefile.h"

/* To the user of that name; file is reloaded. comment may be NULL. */
bool app_case_hand(Session *session, CaseFile **file, const char *name, const char *comment,
                   Err *err);

/* Whom the case could be handed to: who may work on it and does not keep it. */
bool app_hand_people(Session *session, const CaseFile *file, Arena *arena, User **out,
                     size_t *n, Err *err);

#endif
