/* The queue of the desk, for the person signed in. */
#include "config.h"

#include "app/queue.h"

#include "app/inner.h"
#include "app/reveal.h"
#include "store/view.h"

/* Who may not see a class neither searches by it nor narrows or sorts to it: the ward says what
 * somebody has. */
static QueueFilter for_person(const Session *session, const QueueFilter *filter)
{
    const User *user = session_user(session);
    QueueFilter own = *filter;
    if (!app_searches_numbers(session))
        own.numbers = NUMBERS_NONE;
    else if (desk_only_own(user, VERB_REVEAL))
        own.numbers = NUMBERS_OWN;
    own.keeper = user ? user->id : 0;
    own.no_health = app_health_is_masked(session);
    if (own.no_health) {
        own.narrow[NARROW_WARD] = NULL;
        if (own.sort == SORT_WARD || own.sort == SORT_BED)
            own.sort = SORT_CHANGED;
    }
    return own;
}

bool app_searches_numbers(const Session *session)
{
    return desk_may(session_user(session), VERB_REVEAL, NULL);
}

bool app_queue_count(Session *session, const QueueFilter *filter, int64_t *count, Err *err)
{
    const QueueFilter own = for_person(session, filter);
    return desk_may(session_user(session), VERB_READ, err) &&
           queue_count(session_store(session), &own, count, err);
}

bool app_queue_window(Session *session, const QueueFilter *filter, int64_t first, size_t n,
                      Arena *arena, QueueRow **rows, size_t *got, Err *err)
{
    const QueueFilter own = for_person(session, filter);
    *got = 0;
    return desk_may(session_user(session), VERB_READ, err) &&
           queue_window(session_store(session), &own, first, n, arena, rows, got, err);
}

bool app_queue_counts(Session *session, QueueCounts *all, QueueCounts *mine, Err *err)
{
    const User *user = session_user(session);
    return desk_may(user, VERB_READ, err) &&
           queue_status_counts(session_store(session), 0, all, err) &&
           queue_status_counts(session_store(session), user->id, mine, err);
}

bool app_queue_place(Session *session, const QueueFilter *filter, int64_t case_id,
                     int64_t *place, Err *err)
{
    const QueueFilter own = for_person(session, filter);
    *place = -1;
    return desk_may(session_user(session), VERB_READ, err) &&
           queue_place(session_store(session), &own, case_id, place, err);
}

bool app_waiting_of(Session *session, int64_t case_id, Waiting *out, bool *found,
                    int64_t *place, int64_t *all, Err *err)
{
    return desk_may(session_user(session), VERB_READ, err) &&
           waiting_of(session_store(session), case_id, out, found, place, all, err);
}

bool app_waiting_next(Session *session, const Waiting *after, int64_t *case_id, Err *err)
{
    *case_id = 0;
    return desk_may(session_user(session), VERB_READ, err) &&
           waiting_next(session_store(session), after, case_id, err);
}

bool app_queue_values(Session *session, const QueueFilter *filter, QueueNarrow narrow,
                      Arena *arena, QueueValue **out, size_t *n, Err *err)
{
    const QueueFilter own = for_person(session, filter);
    *n = 0;
    *out = NULL;
    return desk_may(session_user(session), VERB_READ, err) &&
           ((narrow == NARROW_WARD && own.no_health) ||
            queue_values(session_store(session), &own, narrow, arena, out, n, err));
}

bool app_queue_view_keep(Session *session, const char *view, Err *err)
{
    Store *store = session_store(session);
    return store_read_only(store) || view_put(store, session_user(session)->id, view, err);
}

bool app_queue_view(Session *session, char **view, Err *err)
{
    return view_get(session_store(session), session_user(session)->id, view, err);
}
