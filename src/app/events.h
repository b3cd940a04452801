/* What was done that belongs to no case: people, settings, batches, keys, what was put back
 * from a backup, and failed sign-ins. For those who look after the store: the history of a case
 * tells nothing of it. Nothing here writes. */
#ifndef ANJUAN_APP_EVENTS_H
#define ANJUAN_APP_EVENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/session.h"
#include "base/arena.h"

typedef struct StoreEvent {
    int64_t group;     /* of the journal; 0: it is not there yet */
    const char *at;    /* an instant */
    const char *who;   /* NULL: the program */
    const char *verb;  /* the word of the store: "user_add" */
    const char *what;  /* the same for people; translated */
    const char *about; /* whom or what, and how; translated, may be empty */
} StoreEvent;

/* The newest first. */
bool app_events(Session *session, Arena *arena, StoreEvent **out, size_t *n, Err *err);

#endif
