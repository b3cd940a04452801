/* Each verb asks for the right, then writes one group. What the rules say of cases may be
 * different afterwards, so those that go on are judged anew as time allows (app/due.h). */
#include "config.h"

#include "app/blacklist.h"

#include <string.h>

#include "app/blacklist_inner.h"
#include "app/inner.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "desk/workflow.h"
#include "store/sql.h"

bool app_black_list(Session *session, bool ended, Arena *arena, BlackEntry **out, size_t *n,
                    Err *err)
{
    *n = 0;
    return desk_may(session_user(session), VERB_BLACKLIST_READ, err) &&
           black_list(session_store(session), session_today(session), ended, arena, out, n,
                      err);
}

const char *app_black_source(const char *source)
{
    return *source ? source : _("our own");
}

void app_black_marks(const BlackEntry *entry, Buf *out)
{
    static const char *const labels[LISTED_MARKS] = {
        [LISTED_ID] = N_("ID"),
        [LISTED_PHONE] = N_("phone"),
        [LISTED_CARD] = N_("card"),
        [LISTED_NAME_YEAR] = N_("name and year of birth"),
        [LISTED_NAME_TAIL] = N_("name and end of the ID"),
    };
    for (int i = 0; i < LISTED_MARKS; i++) {
        if (entry->marks[i])
            buf_addf(out, "%s%s", out->len ? _(", ") : "", _(labels[i]));
    }
}

/* ---- groups ---- */

/* A group of its own, since the lists are of no person's doing that others rest on. */
static bool bind_key(Session *session, Err *err)
{
    const GroupHead head = {
        .kind = GROUP_PEOPLE, .user_id = session_user(session)->id, .verb = "blacklist_key"};
    bool bound;
    Tx *tx = NULL;
    if (!listed_is_bound(session_store(session), &bound, err))
        return false;
    if (bound)
        return true;
    if (!tx_begin(session_store(session), &head, &tx, err))
        return false;
    if (session_person_stands(session, err) && listed_bind(tx, err))
        return tx_commit(tx, NULL, err);
    tx_abort(tx);
    return false;
}

bool black_begin(Session *session, const char *verb, const char *message, Tx **tx, Err *err)
{
    const GroupHead head = {.kind = GROUP_HOUSE,
                            .user_id = session_user(session)->id,
                            .verb = verb,
                            .message = message};
    if (!desk_may(session_user(session), VERB_BLACKLIST, err) || !bind_key(session, err) ||
        !tx_begin(session_store(session), &head, tx, err))
        return false;
    if (session_person_stands(session, err))
        return true;
    tx_abort(*tx);
    return false;
}

bool black_commit(Tx *tx, bool done, Err *err)
{
    done = done &&
           sql_do(tx_store(tx), err, "UPDATE case_summary SET knowledge_version = NULL", NULL);
    if (done)
        return tx_commit(tx, NULL, err);
    tx_abort(tx);
    return false;
}

typedef bool Does(Tx *tx, const User *user, const BlackEntry *entry, const char *reason,
                  Err *err);

static bool on_entry(Session *session, const char *verb, int64_t id, const char *reason,
                     Does *does, Err *err)
{
    Tx *tx = NULL;
    BlackEntry entry;
    Arena *arena = arena_new();
    bool done = black_begin(session, verb, NULL, &tx, err);
    if (done)
        done = black_commit(
            tx,
            black_get(session_store(session), id, session_today(session), arena, &entry, err) &&
                does(tx, session_user(session), &entry, reason, err),
            err);
    arena_free(arena);
    return done;
}

static bool confirm(Tx *tx, const User *user, const BlackEntry *entry,
                    const char *reason UNUSED, Err *err)
{
    return black_confirm(tx, user, entry, err);
}

bool app_black_confirm(Session *session, int64_t id, Err *err)
{
    return on_entry(session, "blacklist_confirm", id, NULL, confirm, err);
}

bool app_black_decline(Session *session, int64_t id, const char *reason, Err *err)
{
    return on_entry(session, "blacklist_decline", id, reason, black_decline, err);
}

bool app_black_lift(Session *session, int64_t id, const char *reason, Err *err)
{
    return on_entry(session, "blacklist_lift", id, reason, black_lift, err);
}
