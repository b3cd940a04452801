/* Each verb asks for the right, then writes one group. */
#include "config.h"

#include "app/people.h"

#include <stdlib.h>
#include <string.h>

#include "app/inner.h"
#include "base/day.h"
#include "base/i18n.h"
#include "base/path.h"
#include "desk/origin.h"
#include "desk/workflow.h"
#include "store/group.h"
#include "store/sql.h"

bool app_people(Session *session, Arena *arena, User **out, size_t *n, Err *err)
{
    *n = 0;
    return desk_may(session_user(session), VERB_READ, err) &&
           user_list(session_store(session), arena, out, n, err);
}

static bool is_self(const Session *session, const char *name)
{
    const User *user = session_user(session);
    return user && strcmp(user->name, name) == 0;
}

static bool people_begin(Session *session, const char *verb, Tx **tx, Err *err)
{
    const GroupHead head = {
        .kind = GROUP_PEOPLE, .user_id = session_user(session)->id, .verb = verb};
    if (!tx_begin(session_store(session), &head, tx, err))
        return false;
    if (session_person_stands(session, err) && prove_people(session, err))
        return true;
    tx_abort(*tx);
    return false;
}

static bool people_end(Tx *tx, bool done, Err *err)
{
    if (done)
        return tx_commit(tx, NULL, err);
    tx_abort(tx);
    return false;
}

bool app_person_check(Session *session, const char *name, const char *display,
                      const char *passphrase, Err *err)
{
    const PassphraseRules *rules = session_passphrase_rules(session, err);
    return rules && passphrase_check(rules, name, display, passphrase, err);
}

bool app_person_name_check(Session *session, const char *name, Err *err)
{
    return user_name_check(session_store(session), name, err);
}

/* It is done by then: what stays of the slots of before, the next sign-in takes away. */
static void settle(Session *session)
{
    Err err = {0};
    if (!user_settle_slots(session_store(session), &err))
        session_note(
            session,
            _("What opened the store before could not be taken out of it: %s. The next "
              "sign-in tries again"),
            err.text);
}

bool app_person_add(Session *session, const NewUser *user, Err *err)
{
    Tx *tx = NULL;
    const PassphraseRules *rules = session_passphrase_rules(session, err);
    return rules && desk_may(session_user(session), VERB_PEOPLE, err) &&
           people_begin(session, "user_add", &tx, err) &&
           people_end(tx, user_add(tx, user, rules, NULL, err), err);
}

const char *people_kept_copy(void)
{
    return _("Whoever kept an older copy of the file can still open what that copy holds; "
             "“anjuan rekey” ends it for what comes after");
}

bool app_person_disable(Session *session, const char *name, Err *err)
{
    Tx *tx = NULL;
    if (!desk_may(session_user(session), VERB_PEOPLE, err))
        return false;
    if (is_self(session, name))
        return err_set(
            err, ERR_REFUSED,
            _("You cannot disable yourself; another supervisor or administrator does "
              "that"));
    bool done = people_begin(session, "user_disable", &tx, err) &&
                people_end(tx, user_disable(tx, name, err), err);
    if (done)
        settle(session);
    return done;
}

bool app_person_enable(Session *session, const char *name, Err *err)
{
    Tx *tx = NULL;
    return desk_may(session_user(session), VERB_PEOPLE, err) &&
           people_begin(session, "user_enable", &tx, err) &&
           people_end(tx, user_enable(tx, name, err), err);
}

bool app_person_role(Session *session, const char *name, Role role, Err *err)
{
    Tx *tx = NULL;
    if (!desk_may(session_user(session), VERB_PEOPLE, err))
        return false;
    if (is_self(session, name))
        return err_set(err, ERR_REFUSED,
                       _("You cannot give yourself a role; another supervisor or administrator "
                         "does that"));
    return people_begin(session, "user_role", &tx, err) &&
           people_end(tx, user_set_role(tx, session_user(session)->id, name, role, err), err);
}

static bool set_passphrase(Session *session, const NewPassphrase *set, bool own, Err *err)
{
    Tx *tx = NULL;
    Signer fresh = {0};
    const PassphraseRules *rules = session_passphrase_rules(session, err);
    /* The group that ends a key is signed by that one. */
    bool done = rules && people_begin(session, "user_passphrase", &tx, err) &&
                people_end(tx, user_set_passphrase(tx, set, rules, &fresh, err), err);
    if (done)
        settle(session);
    if (done && own && fresh.key)
        session_take_keys(session, &fresh);
    else
        signer_close(&fresh);
    return done;
}

bool app_person_passphrase(Session *session, const char *name, const char *passphrase, Err *err)
{
    bool own = is_self(session, name);
    NewPassphrase set = {.name = name, .text = passphrase};
    if (!own && !desk_may(session_user(session), VERB_PEOPLE, err))
        return false;
    set.by = session_user(session)->id;
    if (own)
        set.signer = *session_signer(session);
    return set_passphrase(session, &set, own, err) &&
           (!own || session_person_anew(session, err));
}

char *app_passphrase_giver(Session *session)
{
    char *name = NULL;
    const User *user = session_user(session);
    if (user && user->must_change)
        sql_get_text(session_store(session), NULL, &name,
                     "SELECT u.display FROM passphrase_given AS g JOIN user AS u"
                     " ON u.id = g.by_user WHERE g.user_id = ?"
                     " ORDER BY g.group_id DESC LIMIT 1",
                     "i", user->id);
    return name;
}

bool app_person_fingerprint(Session *session, const char *name, char text[WORDS_TEXT], Err *err)
{
    unsigned char words[WORDS_BYTES];
    PersonPublic public;
    Store *store = session_store(session);
    Arena *arena = arena_new();
    User user;
    bool done = user_find(store, name, arena, &user, err) &&
                signer_public(store, user.id, &public, err) &&
                words_fingerprint(&public, words, err);
    if (done)
        words_show(words, text);
    arena_free(arena);
    return done;
}

void app_people_alone(Session *session, Arena *arena, const char ***out, size_t *n)
{
    Origin *alone;
    *n = 0;
    *out = NULL;
    if (!origin_alone(session_store(session), arena, &alone, n, NULL))
        return;
    *out = arena_alloc(arena, (*n + 1) * sizeof(**out));
    for (size_t i = 0; i < *n; i++) {
        char on[DAY_TEXT] = "?";
        int hour, minute;
        Day day;
        if (instant_local(alone[i].at, &day, &hour, &minute))
            day_format(day, on);
        (*out)[i] = arena_printf(arena,
                                 /* TRANSLATORS: a person, a day. */
                                 _("The key of %s was made on %s without an older one, by the "
                                   "recovery code or whoever has the key of the store"),
                                 alone[i].name, on);
    }
}

bool app_share(Session *session, const char *name, Err *err)
{
    Store *store = session_store(session);
    char *folder = path_folder(store_path(store));
    PathGroup group;
    Tx *tx = NULL;
    bool done = desk_may(session_user(session), VERB_SHARE, err) &&
                group_find(name, &group, err) &&
                group_check_folder(folder, name, &group, err) &&
                people_begin(session, verb_word(VERB_SHARE), &tx, err);
    free(folder);
    /* The files last: nothing is given away that the store cannot be told of, and what cannot
     * be given away is not said to be shared. */
    return done &&
           people_end(tx, tx_setting(tx, "group", name, err) && store_share(store, &group, err),
                      err);
}
