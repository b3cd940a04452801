/* Each in a group of its own, about no case: what is about a case that is elsewhere is written
 * there. */
#include "config.h"

#include "app/call.h"

#include <string.h>

#include "app/inner.h"
#include "base/i18n.h"
#include "desk/pen.h"
#include "desk/review.h"
#include "desk/station.h"
#include "store/sql.h"

bool app_calls(Session *session, int64_t case_id, Arena *arena, Call **out, size_t *n, Err *err)
{
    *n = 0;
    return desk_may(session_user(session), VERB_READ, err) &&
           call_list(session_store(session), case_id, arena, out, n, err);
}

typedef bool Does(Session *session, Tx *tx, int64_t case_id, int what, Arena *arena, Err *err);

/* Who may hand a case over may ask for it, and answer who does, wherever it is. */
static bool may(Session *session, int64_t case_id, Err *err)
{
    Store *store = session_store(session);
    const User *user = session_user(session);
    Standing standing;
    return desk_may(user, VERB_BUNDLE, err) &&
           standing_stored(store, case_id, &standing, err) &&
           desk_may_then(store, user, VERB_HAND, standing_for(&standing, VERB_HAND), case_id,
                         err);
}

static bool in_group(Session *session, const char *verb, const char *station, Does *does,
                     int64_t case_id, int what, Err *err)
{
    const GroupHead head = {.kind = GROUP_HOUSE,
                            .user_id = session_user(session)->id,
                            .verb = verb,
                            .message = station};
    Arena *arena = arena_new();
    Tx *tx = NULL;
    bool done = tx_begin(session_store(session), &head, &tx, err);
    if (done) {
        done = session_person_stands(session, err) && prove_case(session, case_id, err) &&
               may(session, case_id, err) && does(session, tx, case_id, what, arena, err);
        if (done)
            done = tx_commit(tx, NULL, err);
        else
            tx_abort(tx);
        prove_tell(session);
    }
    arena_free(arena);
    return done;
}

/* The one of that case that is not answered yet; NULL: there is none. */
static bool find_open(Session *session, int64_t case_id, bool ours, Arena *arena, Call **out,
                      Err *err)
{
    Call *all;
    size_t n;
    *out = NULL;
    if (!call_list(session_store(session), case_id, arena, &all, &n, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (all[i].ours == ours && !*all[i].answered_at)
            *out = &all[i];
    }
    return true;
}

/* ---- asking ---- */

static bool may_ask(Session *session, const Pen *pen, int64_t case_id, Arena *arena, Err *err)
{
    Station station;
    Call *open;
    if (!pen->away)
        return err_set(err, ERR_REFUSED, _("The case is here; nobody has to be asked for it"));
    if (!station_by_code(session_store(session), pen->code, arena, &station, err) ||
        !find_open(session, case_id, true, arena, &open, err))
        return false;
    if (station.distrusted)
        return err_set(err, ERR_REFUSED,
                       _("The station %s is trusted no longer, so nobody there is asked: a "
                         "supervisor takes the case over, “anjuan takeover”"),
                       station.code);
    if (!station.gives)
        return err_set(
            err, ERR_REFUSED,
            _("The station %s is trusted as a sender alone; a supervisor changes that with "
              "“anjuan trust”"),
            station.code);
    return !open ||
           err_set(err, ERR_REFUSED,
                   _("It was asked for already; the next bundle for %s says so"), station.code);
}

static bool read_uid(Session *session, const char *sql, int64_t id, Uid *out, Err *err)
{
    Sql q;
    if (!sql_open(&q, session_store(session), sql, err))
        return false;
    sql_bind_int(&q, 1, id);
    bool found = sql_row(&q) && sql_uid(&q, 0, out);
    if (!sql_close(&q, err))
        return false;
    return found || err_set(err, ERR_STORE, _("The journal is damaged; run “anjuan verify”"));
}

static bool put_call(Session *session, Tx *tx, int64_t case_id, int reason, Arena *arena,
                     Err *err)
{
    Pen pen;
    Call call = {
        .call = uid_new(), .caller = session_station(session), .reason = (CallReason)reason};
    Store *store = session_store(session);
    if (!pen_read(store, case_id, arena, &pen, err) ||
        !may_ask(session, &pen, case_id, arena, err))
        return false;
    call.holder = pen.code;
    call.term = pen.term;
    return read_uid(session, "SELECT uid FROM case_file WHERE id = ?", case_id, &call.case_uid,
                    err) &&
           read_uid(session, "SELECT uid FROM user WHERE id = ?", session_user(session)->id,
                    &call.asker, err) &&
           call_put(tx, &call, err);
}

bool app_call_back(Session *session, int64_t case_id, CallReason reason, Err *err)
{
    Arena *arena = arena_new();
    Pen pen;
    bool done = pen_read(session_store(session), case_id, arena, &pen, err) &&
                in_group(session, call_verb, pen.away ? pen.code : NULL, put_call, case_id,
                         (int)reason, err);
    arena_free(arena);
    return done;
}

/* ---- answering ---- */

static bool put_answer(Session *session, Tx *tx, int64_t case_id, int answer, Arena *arena,
                       Err *err)
{
    Call *open;
    return find_open(session, case_id, false, arena, &open, err) &&
           (open || err_set(err, ERR_REFUSED, _("Nobody asks for this case"))) &&
           call_put_answer(tx, open->id, (CallAnswer)answer, err);
}

bool app_call_answer(Session *session, int64_t case_id, CallAnswer answer, Err *err)
{
    return in_group(session, call_answer_verb, NULL, put_answer, case_id, (int)answer, err);
}
