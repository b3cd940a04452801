/* The pen goes along in a group of its own, the last of those that are given; what is erased
 * needs none. What is given is proven first, whoever holds the pen. */
#include "config.h"

#include "app/pen.h"

#include <string.h>

#include "app/inner.h"
#include "app/move.h"
#include "base/i18n.h"
#include "base/text/text.h"
#include "desk/pen.h"
#include "desk/review.h"
#include "store/sql.h"

bool app_pen_may_pass(Session *session, int64_t case_id, Err *err)
{
    Store *store = session_store(session);
    return desk_may_stored(store, session_user(session), VERB_HAND, case_id, err) &&
           review_not_begun(store, case_id, err);
}

static bool pass(Session *session, int64_t case_id, const char *to, Err *err)
{
    Store *store = session_store(session);
    const User *user = session_user(session);
    const GroupHead head = {
        .kind = GROUP_WORKFLOW, .user_id = user->id, .case_id = case_id, .verb = pen_verb};
    Tx *tx = NULL;
    if (!tx_begin(store, &head, &tx, err))
        return false;
    if (session_person_stands(session, err) && prove_case(session, case_id, err) &&
        app_pen_may_pass(session, case_id, err) && pen_pass(tx, case_id, to, err))
        return tx_commit(tx, NULL, err);
    tx_abort(tx);
    return false;
}

bool app_pen(Session *session, int64_t case_id, Arena *arena, Pen *out, Err *err)
{
    return desk_may(session_user(session), VERB_READ, err) &&
           pen_read(session_store(session), case_id, arena, out, err);
}

static bool may_take_over(Session *session, int64_t case_id, Err *err)
{
    Store *store = session_store(session);
    Standing standing;
    return standing_stored(store, case_id, &standing, err) &&
           desk_may_then(store, session_user(session), VERB_PAIR, standing.status, case_id,
                         err);
}

bool app_take_over(Session *session, int64_t case_id, const char *words, Err *err)
{
    const GroupHead head = {.kind = GROUP_WORKFLOW,
                            .user_id = session_user(session)->id,
                            .case_id = case_id,
                            .verb = pen_lost_verb,
                            .message = words};
    Tx *tx = NULL;
    if (!words || !*words)
        return err_set(err, ERR_REFUSED,
                       _("Taking a case over needs words: why, for whoever reads the history"));
    if (!text_check(words, strlen(words), true, COMMENT_CHARS, _("comment"), err) ||
        !tx_begin(session_store(session), &head, &tx, err))
        return false;
    if (session_person_stands(session, err) && prove_case(session, case_id, err) &&
        may_take_over(session, case_id, err) && pen_take_over(tx, case_id, err))
        return tx_commit(tx, NULL, err);
    tx_abort(tx);
    prove_tell(session);
    return false;
}

/* Of a case that was erased only that is told. */
static bool is_erased(Session *session, int64_t case_id)
{
    int64_t erased;
    return sql_get_int(session_store(session), NULL, &erased,
                       "SELECT EXISTS (SELECT 1 FROM erasure WHERE case_id = ?)", "i",
                       case_id) &&
           erased;
}

bool app_pen_pass(Session *session, int64_t case_id, const char *to, Err *err)
{
    Arena *arena = arena_new();
    Pen pen;
    bool done = pen_read(session_store(session), case_id, arena, &pen, err) &&
                (is_erased(session, case_id) || (pen.away && strcmp(pen.code, to) == 0)
                     ? prove_case(session, case_id, err)
                     : pass(session, case_id, to, err));
    arena_free(arena);
    return done;
}
