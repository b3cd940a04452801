/* What waits for the person signed in: the lines of the home screen, and the lists that they
 * open. */
#ifndef ANJUAN_APP_DUE_H
#define ANJUAN_APP_DUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/queue.h"
#include "app/session.h"
#include "base/arena.h"
#include "desk/due.h"

enum { DUE_SHOWN = 3 };

/* A kind of which something waits. What is not about cases has no rows. */
typedef struct DueLine {
    DueKind kind;
    int64_t count;
    QueueRow *rows; /* the first of its list, in the order of the list */
    size_t n_rows;
} DueLine;

/* The lines in the order of the table; everything in the arena. What waits by a limit of the
 * knowledge is left out while its files are at fault or give none. */
bool app_due(Session *session, Arena *arena, DueLine **out, size_t *n, Err *err);

/* What those lines come to: a case that waits in two ways is two things to do. */
bool app_due_sum(Session *session, int64_t *sum, Err *err);

/* The list of a kind, as the queue asks for it. False where its limit is not known. */
bool app_due_filter(Session *session, DueKind kind, QueueFilter *filter, Err *err);

/* Judges a few cases anew that were last judged by other knowledge than today's, or before it
 * was kept when they are due; *left: there are more, or it failed and is to be tried again.
 * *after is the last case looked at, 0 at first: one that cannot be judged is passed by. Does
 * not wait for another program. */
bool app_due_freshen(Session *session, int64_t *after, bool *left, Err *err);

#endif
