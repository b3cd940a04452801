/* Who is signed in, and what a passphrase must be. */
#include "config.h"

#include <stdlib.h>

#include "app/clock.h"
#include "app/look.h"
#include "app/session_inner.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "desk/guess.h"
#include "desk/guests.h"
#include "desk/origin.h"
#include "desk/recovery.h"
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

void session_forget_keys(Session *session)
{
    if (session->store)
        store_sign_with(session->store, NULL);
    signer_close(&session->signer);
}

void session_take_keys(Session *session, Signer *signer)
{
    signer_close(&session->signer);
    session->signer = *signer;
    store_sign_with(session->store, &session->signer);
}

static bool keep_passphrase(Tx *tx, const User *user, const char *passphrase, PassKey **pass,
                            Err *err)
{
    char text[PASS_RECORD_TEXT];
    return user_new_passphrase(tx_store(tx), passphrase, text, pass, err) &&
           tx_set(tx, "user", user->id, "passhash", sql_value_text(text), NULL, TX_SECRET,
                  err) &&
           user_let_in(tx, user->name, *pass, text, err);
}

static bool has_station_key(Store *store, bool *has, Err *err)
{
    Signer station;
    bool done = signer_open(store, 0, NULL, &station, err);
    *has = done && station.key;
    signer_close(&station);
    return done;
}

static bool make_station_key(Tx *tx, Err *err)
{
    bool has;
    Signer made = {0};
    bool done = has_station_key(tx_store(tx), &has, err) &&
                (has || signer_make(tx, 0, 0, NULL, &made, err));
    signer_close(&made);
    return done;
}

/* Whether the store has what was tried still: another program may have turned the hash of
 * before, or changed the passphrase, since it was read. */
static bool is_as_tried(Session *session, const User *user, const PassKey *pass, bool *same,
                        Err *err)
{
    char *text = NULL;
    PassRecord record;
    bool done = sql_get_text(session->store, err, &text,
                             "SELECT passhash FROM user WHERE id = ?", "i", user->id);
    bool turned = text && pass_record_parse(text, &record);
    *same = !done || (pass ? turned && passkey_is(pass, &record) : !turned);
    free(text);
    return done;
}

/* Or whoever has the store would make a key of their own for somebody who was let in again. */
static bool may_begin(Tx *tx, const User *user, const PassKey *pass, Err *err)
{
    bool follows;
    return signer_follows(tx_store(tx), user->id, pass, &follows, err) &&
           (follows || err_set(err, ERR_REFUSED,
                               _("Your key has ended, and this passphrase does not open it for "
                                 "a new one to follow: ask a supervisor or the administrator "
                                 "for a new passphrase, by “anjuan user passphrase %s”"),
                               user->name));
}

/* Inside the transaction, so that of several programs one makes them. */
static bool make_lacking(Tx *tx, const User *user, const char *passphrase, PassKey **pass,
                         Signer *out, Err *err)
{
    return (*pass || keep_passphrase(tx, user, passphrase, pass, err)) &&
           may_begin(tx, user, *pass, err) &&
           signer_make(tx, user->id, user->must_change ? user->reset_by : 0, *pass, out, err) &&
           make_station_key(tx, err);
}

/* What a store of before the keys lacks: the person's, wrapped by the passphrase that is known
 * at this moment, and the station's. By the person, and signed with what it makes. */
static bool make_keys(Session *session, const User *user, const char *passphrase,
                      PassKey **pass, Signer *out, bool *same, Err *err)
{
    const GroupHead head = {.kind = GROUP_PEOPLE, .user_id = user->id, .verb = "keys"};
    Tx *tx = NULL;
    *out = (Signer){0};
    if (!tx_begin(session->store, &head, &tx, err))
        return false;
    bool done = is_as_tried(session, user, *pass, same, err) && *same &&
                (!*pass || signer_open(session->store, user->id, *pass, out, err));
    if (done && out->key) { /* somebody else has made them by now */
        tx_abort(tx);
        return true;
    }
    done = done && make_lacking(tx, user, passphrase, pass, out, err);
    store_sign_with(session->store, out);
    if (done)
        done = tx_commit(tx, NULL, err);
    else
        tx_abort(tx);
    store_sign_with(session->store, session->signer.key ? &session->signer : NULL);
    if (!done)
        signer_close(out);
    return done;
}

/* Whoever only reads signs nothing. Not *same: what was tried counts no more. */
static bool open_keys(Session *session, const User *user, const char *passphrase,
                      PassKey **pass, Signer *out, bool *same, Err *err)
{
    *out = (Signer){0};
    *same = true;
    if (session->mode == STORE_READ || store_read_only(session->store))
        return true;
    if (*pass && !signer_open(session->store, user->id, *pass, out, err)) {
        Err now = {0}; /* of not knowing, which is told ahead of the key that did not open */
        if (!is_as_tried(session, user, *pass, same, &now))
            *err = now;
        return false;
    }
    return out->key || make_keys(session, user, passphrase, pass, out, same, err);
}

/* From the beginning again when the passphrase was changed in the middle of it. */
static bool let_in(Session *session, const char *name, const char *passphrase, PassKey **pass,
                   User *user, Signer *signer, Arena *person, Err *err)
{
    bool same = true, done;
    do {
        if (!same) {
            passkey_free(*pass);
            *pass = NULL;
            err_clear(err);
        }
        same = true;
        done = user_sign_in(session->store, name, passphrase, person, user, pass, err) &&
               open_keys(session, user, passphrase, pass, signer, &same, err);
    } while (!done && !same);
    return done;
}

static void tell_origin(Session *session, const Origin *origin)
{
    char on[DAY_TEXT];
    int hour, minute;
    Day day;
    Buf words = BUF_INIT;
    if (!instant_local(origin->at, &day, &hour, &minute))
        return;
    day_format(day, on);
    if (origin->how == ORIGIN_ALONE)
        /* TRANSLATORS: a person, a day. */
        buf_addf(&words,
                 _("The key of %s was made on %s without an older one, by the recovery code "
                   "or whoever has the key of the store: ask whether you know of it"),
                 origin->name, on);
    else
        buf_addf(&words,
                 origin->how == ORIGIN_ADDED
                     /* TRANSLATORS: two persons, a day. */
                     ? _("%s was added by %s on %s")
                     /* TRANSLATORS: two persons, a day. */
                     : _("The passphrase of %s was set by %s on %s"),
                 origin->name, origin->by, on);
    if (origin->approves)
        /* TRANSLATORS: behind "somebody was added by somebody on that day". */
        buf_add(&words, _(". Approvals by them from then on say so"));
    session_note(session, "%s", words.data);
    buf_free(&words);
}

/* Each supervisor hears once of a passphrase that somebody set for another, and of whoever came
 * to decide. What cannot be written down now is told again. */
static void tell_origins(Session *session)
{
    Origin *origins;
    size_t n;
    Arena *arena = arena_new();
    if (session->user.role == ROLE_SUPERVISOR && !store_read_only(session->store))
        origin_tell(session->store, session->user.id, arena, &origins, &n, NULL);
    else
        n = 0;
    for (size_t i = 0; i < n; i++)
        tell_origin(session, &origins[i]);
    arena_free(arena);
}

/* What was left undone of who can open the store, and what happened while it was closed. */
static void settle_sealed(Session *session)
{
    prove_header(session);
    if (!store_read_only(session->store))
        user_settle_slots(session->store, NULL);
    guess_closed_tell(session->store);
}

/* Everybody hears of it at each sign-in for a while: who made themselves a supervisor by the
 * code may be nobody whom the others know. */
static void tell_recoveries(Session *session)
{
    Recovery *recoveries;
    size_t n;
    Err err = {0};
    Arena *arena = arena_new();
    if (!recovery_list(session->store, arena, &recoveries, &n, &err)) {
        session_note(session, _("The history of this store could not be looked at: %s"),
                     err.text);
        n = 0;
    }
    for (size_t i = 0; i < n; i++) {
        char on[DAY_TEXT];
        int hour, minute;
        Day day;
        if (!instant_local(recoveries[i].at, &day, &hour, &minute) ||
            day_between(day, session->fields.today) > RECOVERY_DAYS)
            continue;
        day_format(day, on);
        /* TRANSLATORS: a day, a user name. */
        session_note(session,
                     _("On %s the recovery code made %s a supervisor. If nobody knows of that, "
                       "disable them and change the key: “anjuan rekey”"),
                     on, recoveries[i].name);
    }
    arena_free(arena);
}

/* The passphrase opens the store again where it was closed, which is a start like any other; a
 * wrong one leaves it closed. The person is as the store has them now. */
bool session_sign_in(Session *session, const char *name, const char *passphrase, Err *err)
{
    User user;
    Signer signer;
    PassKey *pass = NULL;
    Arena *person = arena_new();
    bool suspended = !session->store;
    bool done = session_unlock(session, name, passphrase, &pass, err) &&
                session_resume(session, err) && prove_person(session, name, err) &&
                let_in(session, name, passphrase, &pass, &user, &signer, person, err);
    /* What fails is done at the next sign-in. */
    if (done && suspended && session->key && session->mode == STORE_OPEN)
        guest_take_slot(session->store, name, pass, NULL);
    passkey_free(pass);
    if (!done) {
        arena_free(person);
        if (session->store)
            prove_tell(session);
        if (suspended)
            session_suspend(session);
        return false;
    }
    session_take_keys(session, &signer);
    arena_free(session->person);
    session->person = person;
    session->user = user;
    session->signed_in = true;
    if (session->greeted && session->fault.kind != ERR_NONE)
        read_mended(session);
    session->greeted = true;
    if (suspended && session->key)
        settle_sealed(session);
    if (suspended)
        session_heal(session);
    tell_origins(session);
    tell_recoveries(session);
    app_clock_signed_in(session);
    return true;
}

void session_sign_out(Session *session)
{
    app_look_end(session);
    session_tell_read(session);
    session->signed_in = false;
    session->user = (User){0};
    session_conceal(session);
    arena_reset(session->person);
    session_forget_keys(session);
}

const Signer *session_signer(const Session *session)
{
    return &session->signer;
}

const User *session_user(const Session *session)
{
    return session->signed_in ? &session->user : NULL;
}

/* What an ended key signs is worth nothing. */
static bool key_stands(Session *session, bool *stands, Err *err)
{
    *stands = true;
    return !session->signer.key || signer_stands(session->store, &session->signer, stands, err);
}

bool session_person_stands(Session *session, Err *err)
{
    const User *was = &session->user;
    Arena *arena = arena_new();
    User now = {0};
    bool same = true;
    bool done = session->signed_in ? user_get(session->store, was->id, arena, &now, err)
                                   : err_set(err, ERR_REFUSED, _("Nobody is signed in"));
    if (done && now.disabled)
        done =
            err_set(err, ERR_REFUSED,
                    _("User %s is disabled; ask a supervisor or the administrator"), was->name);
    else if (done)
        done =
            key_stands(session, &same, err) &&
            ((same && now.role == was->role && now.must_change == was->must_change) ||
             err_set(err, ERR_REFUSED,
                     _("Somebody gave user %s another role or passphrase meanwhile; sign out "
                       "and in again"),
                     was->name));
    arena_free(arena);
    return done;
}

bool session_person_anew(Session *session, Err *err)
{
    return user_get(session->store, session->user.id, session->person, &session->user, err);
}

void session_know(Session *session, const Signer *signer)
{
    session->known = xreallocarray(session->known, session->n_known + 1, sizeof(Signer));
    session->known[session->n_known++] = *signer;
}

bool session_act_as(Session *session, const char *name, Err *err)
{
    session_sign_out(session);
    if (!user_find(session->store, name, session->person, &session->user, err))
        return false;
    for (size_t i = 0; i < session->n_known; i++) {
        const Signer *one = &session->known[i];
        if (one->user == session->user.id)
            session_take_keys(session,
                              &(Signer){one->user, one->uid, person_key_copy(one->key)});
    }
    session->signed_in = true;
    return true;
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
