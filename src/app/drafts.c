/* Drafts and places of the person signed in. */
#include "config.h"

#include "app/drafts.h"

#include "app/case.h"
#include "app/inner.h"

bool app_keeps_drafts(const Session *session)
{
    Store *store = session_store(session);
    return session_user(session) && store && !store_read_only(store);
}

bool app_draft_put(Session *session, const Draft *draft, Err *err)
{
    return app_case_stands(session, draft->key.case_id, err) &&
           draft_put(session_store(session), session_user(session)->id, draft, err);
}

bool app_draft_drop(Session *session, const DraftKey *key, Err *err)
{
    return draft_drop(session_store(session), session_user(session)->id, key, err);
}

bool app_drafts(Session *session, int64_t case_id, Arena *arena, Draft **out, size_t *n,
                Err *err)
{
    const User *user = session_user(session);
    *n = 0;
    return !user || draft_list(session_store(session), user->id, case_id, arena, out, n, err);
}

bool app_drafts_of_others(Session *session, int64_t case_id, Arena *arena, TypedByOther **out,
                          size_t *n, Err *err)
{
    const User *user = session_user(session);
    OthersDraft *list = NULL;
    size_t found = 0;
    *n = 0;
    if (!user)
        return true;
    if (!draft_others(session_store(session), user->id, case_id, arena, &list, &found, err))
        return false;
    *out = arena_alloc(arena, (found + 1) * sizeof **out);
    for (size_t i = 0; i < found; i++) {
        User other;
        if (user_get(session_store(session), list[i].user_id, arena, &other, NULL))
            (*out)[(*n)++] = (TypedByOther){list[i].key, other.display};
    }
    return true;
}

bool app_place_keep(Session *session, const LastPlace *place, Err *err)
{
    int64_t user = session_user(session)->id;
    if (!place)
        return place_drop(session_store(session), user, err);
    return app_case_stands(session, place->key.case_id, err) &&
           place_put(session_store(session), user, place, err);
}

bool app_place_take(Session *session, Arena *arena, LastPlace *out, bool *found, Err *err)
{
    const User *user = session_user(session);
    *found = false;
    return !user || place_take(session_store(session), user->id, arena, out, found, err);
}
