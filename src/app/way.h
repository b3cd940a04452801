/* The way of a practice case through the workflow: who enters it, and what is done to it by
 * whom afterwards, each step by the same verbs as on the screens, so that rights, journal and
 * triggers are those of real work. Never for a real store: nobody signs in for it. */
#ifndef ANJUAN_APP_WAY_H
#define ANJUAN_APP_WAY_H

#include <stdbool.h>
#include <stdint.h>

#include "app/session.h"
#include "desk/workflow.h"
#include "domain/casefile.h"

typedef struct Step {
    const char *user;
    Verb verb;
    const char *reason, *comment;
} Step;

enum { STEPS_MAX = 4 };

/* Enters the case and takes the steps up to the first without user. *whole (may be NULL): all
 * of them were taken; where it is given, a case that may not go on, because of what it happens
 * to share with others, stays where it is and is no error. */
bool way_take(Session *session, const CaseFile *file, const char *author, const Step *steps,
              int64_t *id, bool *whole, Err *err);

#endif
