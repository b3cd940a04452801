/* Who is signed in, and what a passphrase must be. */
#include "config.h"

#include <stdlib.h>

#include "app/session_inner.h"
#include "base/i18n.h"
#include "store/sql.h"

/* Files that were at fault may be mended by now. */
static void read_mended(Session *session)
{
    const char *folders[PLACE_COUNT];
    Knowledge *now = NULL;
    Err fault = {0};
    if (!knowledge_load_anyway(folders, session_folders(session, folders), &now, &fault, NULL))
        return;
    session->fault = fault;
    if (fault.kind != ERR_NONE) {
        knowledge_free(now);
        return;
    }
    session->former = session->knowledge;
    session->knowledge = now;
    session->fields.codes = knowledge_codes(now);
    free(session->packed);
    session->packed = NULL;
    judging_forget(session->judging);
}

/* The passphrase opens the store again where it was closed, which is a start like any other; a
 * wrong one leaves it closed. The person is as the store has them now. */
bool session_sign_in(Session *session, const char *name, const char *passphrase, Err *err)
{
    User user;
    Arena *person = arena_new();
    bool suspended = !session->store;
    if (!session_resume(session, err) ||
        !user_sign_in(session->store, name, passphrase, person, &user, err)) {
        arena_free(person);
        if (suspended)
            session_suspend(session);
        return false;
    }
    arena_free(session->person);
    session->person = person;
    session->user = user;
    session->signed_in = true;
    if (session->greeted && session->fault.kind != ERR_NONE)
        read_mended(session);
    session->greeted = true;
    if (suspended)
        session_heal(session);
    return true;
}

void session_sign_out(Session *session)
{
    session->signed_in = false;
    session->user = (User){0};
    arena_reset(session->person);
}

const User *session_user(const Session *session)
{
    return session->signed_in ? &session->user : NULL;
}

bool session_person_stands(Session *session, Err *err)
{
    const User *was = &session->user;
    Arena *arena = arena_new();
    User now = {0};
    bool done = session->signed_in ? user_get(session->store, was->id, arena, &now, err)
                                   : err_set(err, ERR_REFUSED, _("Nobody is signed in"));
    if (done && now.disabled)
        done =
            err_set(err, ERR_REFUSED,
                    _("User %s is disabled; ask a supervisor or the administrator"), was->name);
    else if (done && (now.role != was->role || now.must_change != was->must_change))
        done = err_set(err, ERR_REFUSED,
                       _("Somebody gave user %s another role or passphrase meanwhile; sign out "
                         "and in again"),
                       was->name);
    arena_free(arena);
    return done;
}

bool session_person_anew(Session *session, Err *err)
{
    return user_get(session->store, session->user.id, session->person, &session->user, err);
}

bool session_act_as(Session *session, const char *name, Err *err)
{
    session_sign_out(session);
    session->signed_in = user_find(session->store, name, session->person, &session->user, err);
    return session->signed_in;
}

bool session_check_passphrase(Session *session, const char *passphrase, Err *err)
{
    if (!session->signed_in)
        return err_set(err, ERR_REFUSED, _("Nobody is signed in"));
    return session_sign_in(session, session->user.name, passphrase, err);
}

const PassphraseRules *session_passphrase_rules(Session *session, Err *err)
{
    const char *folders[PLACE_COUNT];
    if (!session->rules && !passphrase_rules_load(folders, session_folders(session, folders),
                                                  &session->rules, err))
        return NULL;
    return session->rules;
}
