/* A group of its own for each hand-over; who may is looked at again inside it. */
#include "config.h"

#include "app/hand.h"

#include <string.h>

#include "app/case.h"
#include "app/inner.h"
#include "app/move.h"
#include "base/i18n.h"
#include "base/text/text.h"

bool app_case_hand(Session *session, CaseFile **file, const char *name, const char *comment,
                   Err *err)
{
    Tx *tx = NULL;
    const int64_t id = case_head_of(*file)->id;
    if (!app_case_may(session, *file, VERB_HAND, err) ||
        (comment &&
         !text_check(comment, strlen(comment), true, COMMENT_CHARS, _("comment"), err)))
        return false;
    const GroupHead head = {.kind = GROUP_WORKFLOW,
                            .user_id = session_user(session)->id,
                            .case_id = id,
                            .verb = verb_word(VERB_HAND),
                            .message = comment};
    if (!tx_begin(session_store(session), &head, &tx, err))
        return false;
    if (!session_person_stands(session, err) || !prove_case(session, id, err) ||
        !app_case_stands(session, id, err) ||
        !review_hand(tx, session_user(session), id, name, comment, err)) {
        tx_abort(tx);
        prove_tell(session);
        return false;
    }
    return tx_commit(tx, NULL, err) && app_case_reload(session, file, err);
}

bool app_hand_people(Session *session, const CaseFile *file, Arena *arena, User **out,
                     size_t *n, Err *err)
{
    User *all;
    size_t count;
    *n = 0;
    if (!desk_may(session_user(session), VERB_HAND, err) ||
        !user_list(session_store(session), arena, &all, &count, err))
        return false;
    *out = arena_alloc(arena, (count + 1) * sizeof **out);
    for (size_t i = 0; i < count; i++) {
        if (all[i].id != case_head_of(file)->keeper && desk_takes_cases(&all[i]))
            (*out)[(*n)++] = all[i];
    }
    return true;
}
