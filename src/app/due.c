/* Counts by the table of kinds; the limits are facts of no case in particular. */
#include "config.h"

#include "app/due.h"

#include <stdlib.h>

#include "app/accept.h"
#include "app/inner.h"
#include "app/judge.h"
#include "app/reveal.h"
#include "base/i18n.h"
#include "desk/blacklist.h"
#include "domain/casefile.h"

/* How many days a thing may stand so, by a fact that reads no case. */
static bool limit_days(Session *session, DueKind kind, int *days, Err *err)
{
    const char *name = due_limit_fact(kind), *value = NULL;
    *days = 0;
    if (!name)
        return true;
    char *end = NULL;
    CaseFile *none = case_new();
    Arena *arena = arena_new();
    bool done = app_case_facts(session, none, &name, 1, arena, &value, err);
    if (done && value)
        *days = (int)strtol(value, &end, 10);
    if (done && (!end || end == value || *end))
        done =
            err_set(err, ERR_NOT_FOUND,
                    _("The knowledge files do not say after how many days something waits as "
                      "“%s”"),
                    due_title(kind));
    arena_free(arena);
    case_free(none);
    return done;
}

bool app_due_filter(Session *session, DueKind kind, QueueFilter *filter, Err *err)
{
    int days;
    Day today = session_today(session);
    *filter = (QueueFilter){.due = kind,
                            .user = session_user(session)->id,
                            .no_health = app_health_is_masked(session)};
    if (!limit_days(session, kind, &days, err))
        return false;
    day_format(today, filter->today);
    day_format(day_add(today, -days), filter->due_day);
    instant_of_day(day_add(today, -days), filter->due_at);
    return true;
}

/* What is not about cases. */
static bool count_others(Session *session, DueKind kind, const QueueFilter *filter,
                         int64_t *count, Err *err)
{
    Store *store = session_store(session);
    if (kind == DUE_ANSWER)
        return due_bundles(store, filter->due_at, count, err);
    if (kind == DUE_BLACKLIST)
        return black_waiting(store, filter->user, session_today(session), count, err);
    if (kind == DUE_KNOWLEDGE)
        return app_knowledge_waiting(session, count, err);
    return due_batches(store, filter->due_day, count, err);
}

/* known false: by how many days it waits is not known, so nothing does. */
static bool count_line(Session *session, DueKind kind, QueueFilter *filter, int64_t *count,
                       bool *known, Err *err)
{
    Err fault = {0};
    Store *store = session_store(session);
    *count = 0;
    *known = !due_limit_fact(kind) || session_judges(session, NULL);
    if (!*known)
        return true;
    *known = app_due_filter(session, kind, filter, &fault);
    if (!*known)
        return fault.kind == ERR_NOT_FOUND || err_set(err, fault.kind, "%s", fault.text);
    return due_statuses(kind) ? queue_count(store, filter, count, err)
                              : count_others(session, kind, filter, count, err);
}

static bool read_line(Session *session, DueKind kind, Arena *arena, DueLine *line, Err *err)
{
    QueueFilter filter;
    bool known;
    *line = (DueLine){.kind = kind};
    if (!count_line(session, kind, &filter, &line->count, &known, err))
        return false;
    return !known || !line->count || !due_statuses(kind) ||
           queue_window(session_store(session), &filter, 0, DUE_SHOWN, arena, &line->rows,
                        &line->n_rows, err);
}

bool app_due_sum(Session *session, int64_t *sum, Err *err)
{
    const User *user = session_user(session);
    *sum = 0;
    if (!desk_may(user, VERB_READ, err))
        return false;
    for (int kind = DUE_NONE + 1; kind < DUE_END; kind++) {
        QueueFilter filter;
        int64_t count = 0;
        bool known;
        if (due_for((DueKind)kind, user) &&
            !count_line(session, (DueKind)kind, &filter, &count, &known, err))
            return false;
        *sum += count;
    }
    return true;
}

bool app_due(Session *session, Arena *arena, DueLine **out, size_t *n, Err *err)
{
    const User *user = session_user(session);
    *n = 0;
    *out = arena_alloc(arena, DUE_END * sizeof **out);
    if (!desk_may(user, VERB_READ, err))
        return false;
    for (int kind = DUE_NONE + 1; kind < DUE_END; kind++) {
        DueLine *line = &(*out)[*n];
        if (!due_for((DueKind)kind, user))
            continue;
        if (!read_line(session, (DueKind)kind, arena, line, err))
            return false;
        *n += line->count > 0;
    }
    return true;
}

/* ---- what was judged otherwise ---- */

static bool freshen(Session *session, int64_t id, Err *err)
{
    CaseFile *file = NULL;
    bool done =
        case_load(session_store(session), id, &file, err) && edit_refresh(session, file, err);
    if (file)
        judging_stored(session, file, done);
    case_free(file);
    return done;
}

/* All of them or none. */
static bool freshen_some(Session *session, const int64_t *ids, size_t n, Err *err)
{
    Store *store = session_store(session);
    bool done = true;
    if (!store_begin(store, err))
        return false;
    for (size_t i = 0; done && i < n; i++)
        done = freshen(session, ids[i], err);
    if (done)
        return store_commit(store, err);
    store_rollback(store);
    return false;
}

/* Where one of them cannot be judged, each of the others can alone. */
static bool freshen_all(Session *session, const int64_t *ids, size_t n, Err *err)
{
    Err fault = {0};
    bool done = freshen_some(session, ids, n, &fault);
    for (size_t i = 0; !done && !session_was_busy(session) && i < n; i++)
        freshen_some(session, &ids[i], 1, &fault);
    return done || !session_was_busy(session) || err_set(err, fault.kind, "%s", fault.text);
}

bool app_due_freshen(Session *session, int64_t *after, bool *left, Err *err)
{
    enum { AT_ONCE = 10 };
    int64_t ids[AT_ONCE];
    size_t n = 0;
    Store *store = session_store(session);
    *left = false;
    if (!session_judges(session, NULL) || store_read_only(store))
        return true;
    *left = true;
    const char *version = knowledge_version(session_knowledge(session));
    if (!due_stale(store, version, *after, ids, AT_ONCE, &n, err))
        return false;
    bool waits = session_wait(session, false);
    bool done = n == 0 || freshen_all(session, ids, n, err);
    session_wait(session, waits);
    if (done && n)
        *after = ids[n - 1];
    *left = !done || n == AT_ONCE;
    return done;
}
