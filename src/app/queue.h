/* The cases by status with live search, for whoever may read them; read in windows, never as a
 * whole (desk/queue.h). */
#ifndef ANJUAN_APP_QUEUE_H
#define ANJUAN_APP_QUEUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/session.h"
#include "base/arena.h"
#include "desk/queue.h"
#include "desk/waiting.h"

/* Whether the person finds cases by numbers too (desk/queue.h); an adviser their own. */
bool app_searches_numbers(const Session *session);

bool app_queue_count(Session *session, const QueueFilter *filter, int64_t *count, Err *err);
bool app_queue_window(Session *session, const QueueFilter *filter, int64_t first, size_t n,
                      Arena *arena, QueueRow **rows, size_t *got, Err *err);

/* How many there are in each status, of everybody and of the person signed in. */
bool app_queue_counts(Session *session, QueueCounts *all, QueueCounts *mine, Err *err);

/* The place of a case in the filtered list, -1 when it is not in it. */
bool app_queue_place(Session *session, const QueueFilter *filter, int64_t case_id,
                     int64_t *place, Err *err);

/* The order of review (desk/waiting.h). */
bool app_waiting_of(Session *session, int64_t case_id, Waiting *out, bool *found,
                    int64_t *place, int64_t *all, Err *err);
bool app_waiting_next(Session *session, const Waiting *after, int64_t *case_id, Err *err);

/* The values of the cases of the list, to narrow it. */
bool app_queue_values(Session *session, const QueueFilter *filter, QueueNarrow narrow,
                      Arena *arena, QueueValue **out, size_t *n, Err *err);

/* How the person signed in left the queue, in words of who shows it; *view is for the caller to
 * free, NULL: they never did. A store that is only read keeps nothing. */
bool app_queue_view_keep(Session *session, const char *view, Err *err);
bool app_queue_view(Session *session, char **view, Err *err);

#endif
