/* Users, roles and passphrases. Of a passphrase the store keeps what tells it from others
 * (seal/passkey.h); what it becomes opens the keys of its person (store/sign.h). */
#ifndef ANJUAN_DESK_PEOPLE_H
#define ANJUAN_DESK_PEOPLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "desk/passphrase.h"
#include "store/journal.h"
#include "store/sign.h"

typedef enum Role {
    ROLE_SOCIAL_WORKER,
    ROLE_ADVISER,
    ROLE_SUPERVISOR,
    ROLE_AUDITOR,
    ROLE_ADMINISTRATOR,
    ROLE_COUNT
} Role;

const char *role_word(Role role); /* "social_worker", as on the command line and in the store */
const char *role_label(Role role); /* translated */
const char *role_about(Role role); /* what it is there for, in a few words; translated */
bool role_parse(const char *word, Role *out);

typedef struct User {
    int64_t id;
    const char *name; /* signs in with it; lower-case letters, digits, . _ -; may be Chinese */
    const char *display; /* 林社工 */
    Role role;
    bool disabled;
    bool must_change; /* somebody else set the passphrase, so another is chosen first of all */
    int64_t reset_by; /* who last set the passphrase of a user who had one; 0: nobody did */
} User;

/* "disabled", "passphrase due" or nothing; translated. */
const char *user_state(const User *user);

/* What user_add checks first, for asking again at once: a name that nobody has yet. */
bool user_name_check(Store *store, const char *name, Err *err);

typedef struct NewUser {
    const char *name;
    Role role;
    const char *display; /* NULL or empty: the name is shown */
    const char *passphrase;
    bool own;            /* the person typed it, and nobody else knows it */
    const KdfCost *cost; /* of the passphrase; NULL: that of the store */
} NewUser;

/* rules as passphrase_check() takes them: NULL for the users that a practice store comes
 * with. The keys of the person are made too: signer has them; NULL: nobody needs them now. */
bool user_add(Tx *tx, const NewUser *user, const PassphraseRules *rules, Signer *signer,
              Err *err);
bool user_add_first(Tx *tx, const NewUser *user, Err *err); /* the first of a store */
/* Not of the last supervisor; ends the person's key as well. */
bool user_disable(Tx *tx, const char *name, Err *err);
bool user_enable(Tx *tx, const char *name, Err *err);
/* by: another user, who is kept as who gave the role. The last supervisor stays one. */
bool user_set_role(Tx *tx, int64_t by, const char *name, Role role, Err *err);

typedef struct NewPassphrase {
    const char *name, *text;
    int64_t by;    /* who sets it */
    Signer signer; /* that person's own key, where they set it for themselves */
} NewPassphrase;

/* One's own has to be another than before, and keeps the key; one that somebody else sets has
 * to be changed by its person, begins a new key, and who set it is kept. So does the change of
 * one that somebody else had set: fresh has the new key then. Ends the waiting after failed
 * sign-ins too. */
bool user_set_passphrase(Tx *tx, const NewPassphrase *set, const PassphraseRules *rules,
                         Signer *fresh, Err *err);
bool user_find(Store *store, const char *name, Arena *arena, User *out, Err *err);
bool user_get(Store *store, int64_t id, Arena *arena, User *out, Err *err);
bool user_list(Store *store, Arena *arena, User **out, size_t *n, Err *err);

/* Whether the person may do anything at all: neither disabled nor with a passphrase that
 * somebody else set, which is good for choosing another and nothing else. */
bool user_acts(const User *user, Err *err);

/* Checks the passphrase. A wrong name and a wrong passphrase get the same message and cost the
 * same time, and from the fifth that fails on, the next has to wait (desk/guess.h). *pass is
 * what the passphrase became, for the caller to free: NULL where the store keeps it in the form
 * of before; what it is known to become already is given there, or NULL. pass may be NULL. */
bool user_sign_in(Store *store, const char *name, const char *passphrase, Arena *arena,
                  User *out, PassKey **pass, Err *err);

/* What the store keeps of a new passphrase, at the cost of this store, and what it becomes. */
bool user_new_passphrase(Store *store, const char *passphrase, char text[PASS_RECORD_TEXT],
                         PassKey **pass, Err *err);

/* Of a sealed store: the passphrase that text is about opens it too from now on; and no other
 * than those that count, none at all of users who are disabled. The second is for after the
 * commit, and for the next start after a program that was killed between the two. */
bool user_let_in(Tx *tx, const char *name, const PassKey *pass, const char *text, Err *err);
bool user_settle_slots(Store *store, Err *err);

/* The setting with the cost (kdf_cost_format); where it is not there, the least. */
#define COST_SETTING "passphrase_cost"

#endif
