/* What is still open in a case before it is closed, each with what to do about it: the same
 * lines tell on screen how a case is taken to its end. */
#ifndef ANJUAN_APP_OPEN_ENDS_H
#define ANJUAN_APP_OPEN_ENDS_H

#include <stdbool.h>
#include <stddef.h>

#include "app/session.h"
#include "base/arena.h"
#include "domain/casefile.h"

typedef struct OpenEnd {
    const char *text; /* a sentence */
    bool holds;       /* the case is not closed before it is settled; else with a comment */
} OpenEnd;

/* In the order in which they are best settled. Nothing about a case whose application was never
 * approved, but a stop and its batch. */
bool app_open_ends(Session *session, const CaseFile *file, Arena *arena, OpenEnd **out,
                   size_t *n, Err *err);

#endif
