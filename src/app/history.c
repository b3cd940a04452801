/* The journal and the reviews of a case, for the person signed in. */
#include "config.h"

#include "app/history.h"

#include "app/inner.h"

bool app_history(Session *session, int64_t case_id, int64_t after_group, JournalSink sink,
                 void *ctx, Err *err)
{
    return desk_may(session_user(session), VERB_READ, err) &&
           journal_read(session_store(session), case_id, after_group, sink, ctx, err);
}

bool app_decisions(Session *session, int64_t case_id, Arena *arena, ReviewRow **out, size_t *n,
                   Err *err)
{
    *n = 0;
    return desk_may(session_user(session), VERB_READ, err) &&
           review_list(session_store(session), case_id, arena, out, n, err);
}

bool app_last_decision(Session *session, int64_t case_id, LastDecision *out, Err *err)
{
    *out = (LastDecision){0};
    return desk_may(session_user(session), VERB_READ, err) &&
           review_last_decision(session_store(session), case_id, out, err);
}

bool app_accepted(Session *session, int64_t case_id, Arena *arena, AcceptedFinding **out,
                  size_t *n, Err *err)
{
    *n = 0;
    return desk_may(session_user(session), VERB_READ, err) &&
           review_accepted(session_store(session), case_id, arena, out, n, err);
}
