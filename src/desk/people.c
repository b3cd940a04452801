/* The roles, the names that may be given, and the rows of users; a sign-in takes the same time
 * whether or not the name is there. */
#include "config.h"

#include "desk/people.h"

#include <errno.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text/text.h"
#include "base/text/text_same.h"
#include "desk/guess.h"
#include "store/sealed.h"
#include "store/sql.h"

enum { NAME_CHARS = 32, DISPLAY_CHARS = 40 };

static const struct RoleDef {
    const char *word, *label, *about;
} roles[] = {
    [ROLE_SOCIAL_WORKER] = {"social_worker", N_("social worker"),
                            N_("enters cases and hands them in")},
    [ROLE_ADVISER] = {"adviser", N_("adviser"), N_("the same, for cases of their own")},
    [ROLE_SUPERVISOR] = {"supervisor", N_("supervisor"),
                         N_("decides cases, exports, manages users")},
    [ROLE_AUDITOR] = {"auditor", N_("auditor"),
                      N_("reads, verifies, prints papers and dossiers")},
    [ROLE_ADMINISTRATOR] = {"administrator", N_("administrator"),
                            N_("manages users and backups, decides nothing")},
};

const char *role_word(Role role)
{
    return roles[role].word;
}

const char *role_label(Role role)
{
    return _(roles[role].label);
}

const char *role_about(Role role)
{
    return _(roles[role].about);
}

bool role_parse(const char *word, Role *out)
{
    for (size_t i = 0; i < COUNT_OF(roles); i++) {
        if (strcmp(roles[i].word, word) == 0) {
            *out = (Role)i;
            return true;
        }
    }
    return false;
}

/* Lower-case ASCII letters, digits and . _ - and Chinese characters: what can be typed the same
 * way again on any machine. */
static bool name_sign(uint32_t rune)
{
    if (rune < 0x80)
        return (rune >= 'a' && rune <= 'z') || (rune >= '0' && rune <= '9') ||
               strchr("._-", (int)rune) != NULL;
    return (rune >= 0x3400 && rune <= 0x9fff) || (rune >= 0x20000 && rune <= 0x3ffff);
}

static bool name_check(const char *name, Err *err)
{
    size_t bytes, bad;
    bool fine =
        name[0] && text_valid(name, strlen(name), &bad) && text_chars(name) <= NAME_CHARS;
    for (const char *p = name; fine && *p; p += bytes)
        fine = name_sign(text_rune(p, &bytes));
    if (!fine)
        return err_set(
            err, ERR_INPUT,
            _("A user name has 1 to %d lower-case letters, digits, Chinese characters "
              "or the signs . _ -"),
            NAME_CHARS);
    return true;
}

bool user_name_check(Store *store, const char *name, Err *err)
{
    int64_t there = 0;
    if (!name_check(name, err) ||
        !sql_get_int(store, err, &there, "SELECT count(*) FROM user WHERE name = ?", "t", name))
        return false;
    return !there || err_set(err, ERR_REFUSED,
                             _("There is a user %s already; choose another name"), name);
}

/* As the first session measured it, or somebody wrote it there since: never under what the
 * program takes for enough. */
static bool read_cost(Store *store, KdfCost *out, Err *err)
{
    char *text = NULL;
    KdfCost cost;
    if (!store_setting(store, COST_SETTING, &text, err))
        return false;
    *out = kdf_cost_least();
    if (kdf_cost_parse(text, &cost))
        *out = kdf_cost_at_least(cost, *out);
    free(text);
    return true;
}

static bool new_passphrase_at(const char *passphrase, const KdfCost *cost,
                              char text[PASS_RECORD_TEXT], PassKey **pass, Err *err)
{
    PassRecord record;
    if (!passkey_new(passphrase, cost, &record, pass, err))
        return false;
    pass_record_format(&record, text);
    return true;
}

bool user_new_passphrase(Store *store, const char *passphrase, char text[PASS_RECORD_TEXT],
                         PassKey **pass, Err *err)
{
    KdfCost cost;
    return read_cost(store, &cost, err) &&
           new_passphrase_at(passphrase, &cost, text, pass, err);
}

bool user_let_in(Tx *tx, const char *name, const PassKey *pass, const char *text, Err *err)
{
    PassRecord record;
    return !pass_record_parse(text, &record) ||
           store_let_in(tx_store(tx), name, pass, &record, err);
}

/* Who may open the store: those who are let in, by the passphrase that counts. */
typedef struct Owners {
    SealOwner *list;
    size_t n, room;
} Owners;

static void add_owner(Owners *owners, const Sql *q, Arena *arena)
{
    const char *text = sql_text(q, 1);
    PassRecord record;
    SealOwner owner = {arena_dup(arena, sql_text(q, 0)), NULL};
    /* One in the form of before tells of no slot. */
    if (text && pass_record_parse(text, &record)) {
        unsigned char *salt = arena_alloc(arena, PASSKEY_SALT);
        memcpy(salt, record.salt, PASSKEY_SALT);
        owner.salt = salt;
    }
    if (owners->n == owners->room)
        owners->list = xreallocarray(owners->list, owners->room = owners->room * 2 + 16,
                                     sizeof(*owners->list));
    owners->list[owners->n++] = owner;
}

static bool read_owners(Store *store, Arena *arena, Owners *out, Err *err)
{
    Sql q;
    out->n = 0;
    if (!sql_open(&q, store, "SELECT name, passhash FROM user WHERE disabled = 0", err))
        return false;
    while (sql_row(&q))
        add_owner(out, &q, arena);
    return sql_close(&q, err);
}

static bool drop_strays(Store *store, Arena *arena, Owners *owners, Err *err)
{
    if (!store_begin(store, err))
        return false;
    bool done = read_owners(store, arena, owners, err) &&
                store_keep_slots(store, owners->list, owners->n, err);
    store_rollback(store);
    return done;
}

/* One that somebody is just being given is a stray one until the commit, so what is found is
 * looked at again when nobody else writes. */
bool user_settle_slots(Store *store, Err *err)
{
    bool strays;
    Arena *arena = arena_new();
    Owners owners = {0};
    bool done =
        !store_sealed(store) || (read_owners(store, arena, &owners, err) &&
                                 store_has_strays(store, owners.list, owners.n, &strays, err) &&
                                 (!strays || drop_strays(store, arena, &owners, err)));
    free(owners.list);
    arena_free(arena);
    return done;
}

/* Who decided is read by their names, so no two people of this store have one that is the same
 * but for how it is written. */
static bool check_called(Store *store, const NewUser *user, const char *display, Err *err)
{
    Sql q;
    bool free = true;
    if (!sql_open(&q, store, "SELECT name, display FROM user WHERE home IS NULL", err))
        return false;
    while (free && sql_row(&q)) {
        for (int i = 0; free && i < 2; i++) {
            const char *other = sql_said(&q, i);
            free =
                (!text_is_same_name(other, display) && !text_is_same_name(other, user->name)) ||
                err_set(err, ERR_REFUSED,
                        _("Somebody is called “%s” already; add to the name what tells them "
                          "apart"),
                        other);
        }
    }
    return sql_close(&q, free ? err : NULL) && free;
}

static bool check_new(Tx *tx, const NewUser *user, const char *display,
                      const PassphraseRules *rules, Err *err)
{
    return user_name_check(tx_store(tx), user->name, err) &&
           text_check(display, strlen(display), false, DISPLAY_CHARS, _("display name"), err) &&
           check_called(tx_store(tx), user, display, err) &&
           passphrase_check(rules, user->name, display, user->passphrase, err);
}

bool user_add(Tx *tx, const NewUser *user, const PassphraseRules *rules, Signer *signer,
              Err *err)
{
    char hash[PASS_RECORD_TEXT];
    int64_t id = 0;
    PassKey *pass = NULL;
    Signer made = {0};
    const char *display = user->display && user->display[0] ? user->display : user->name;
    if (!check_new(tx, user, display, rules, err) ||
        !(user->cost ? new_passphrase_at(user->passphrase, user->cost, hash, &pass, err)
                     : user_new_passphrase(tx_store(tx), user->passphrase, hash, &pass, err)))
        return false;
    TxColumn columns[] = {
        {"name", sql_value_text(user->name), 0},
        {"display", sql_value_text(display), 0},
        {"role", sql_value_text(roles[user->role].word), 0},
        {"passhash", sql_value_text(hash), TX_SECRET},
        {"disabled", sql_value_int(0), 0},
        {"must_change", sql_value_int(!user->own), 0},
    };
    bool done = tx_add(tx, "user", columns, COUNT_OF(columns), &id, err) &&
                signer_make(tx, id, user->own ? 0 : tx_user(tx), pass, &made, err) &&
                user_let_in(tx, user->name, pass, hash, err);
    passkey_free(pass);
    if (signer)
        *signer = made;
    else
        signer_close(&made);
    return done;
}

bool user_add_first(Tx *tx, const NewUser *user, Err *err)
{
    return user_add(tx, user, NULL, NULL, err);
}

static bool find_id(Store *store, const char *name, int64_t *id, Err *err)
{
    if (!sql_get_int(store, err, id, "SELECT id FROM user WHERE name = ?", "t", name))
        return false;
    if (*id)
        return true;
    Buf shown = BUF_INIT;
    text_add_safe(&shown, name);
    err_set(err, ERR_NOT_FOUND, _("There is no user %s; “anjuan user list” shows all"),
            shown.data);
    buf_free(&shown);
    return false;
}

/* There is always a supervisor: without one no case is decided, and nobody could make another.
 */
static bool is_needed(Store *store, const User *user, Err *err)
{
    int64_t others = 0;
    if (user->role != ROLE_SUPERVISOR || user->disabled)
        return false;
    if (!sql_get_int(store, err, &others,
                     "SELECT count(*) FROM user WHERE disabled = 0 AND id <> ?"
                     " AND role = 'supervisor'",
                     "i", user->id))
        return true;
    if (!others)
        err_set(err, ERR_REFUSED, _("%s is the last supervisor; add another one first"),
                user->name);
    return !others;
}

static bool set_disabled(Tx *tx, const User *user, bool disabled, Err *err)
{
    if (user->disabled == disabled)
        return err_set(err, ERR_REFUSED,
                       disabled ? _("User %s is disabled already")
                                : _("User %s is not disabled"),
                       user->name);
    return tx_set(tx, "user", user->id, "disabled", sql_value_int(disabled), NULL, 0, err);
}

bool user_disable(Tx *tx, const char *name, Err *err)
{
    Arena *arena = arena_new();
    User user;
    bool done = user_find(tx_store(tx), name, arena, &user, err) &&
                !is_needed(tx_store(tx), &user, err) && set_disabled(tx, &user, true, err) &&
                signer_end(tx, user.id, err);
    arena_free(arena);
    return done;
}

bool user_enable(Tx *tx, const char *name, Err *err)
{
    Arena *arena = arena_new();
    User user;
    bool done =
        user_find(tx_store(tx), name, arena, &user, err) && set_disabled(tx, &user, false, err);
    arena_free(arena);
    return done;
}

static bool give_role(Tx *tx, int64_t by, const User *user, Role role, Err *err)
{
    const SqlValue word = sql_value_text(roles[role].word);
    const TxColumn columns[] = {{"user_id", sql_value_int(user->id), 0},
                                {"role", word, 0},
                                {"by_user", sql_value_int(by), 0}};
    int64_t id;
    if (user->role == role)
        /* TRANSLATORS: a user name and a role. */
        return err_set(err, ERR_REFUSED, _("%s has this role already: %s"), user->name,
                       role_label(role));
    return tx_add(tx, "role_change", columns, COUNT_OF(columns), &id, err) &&
           tx_set(tx, "user", user->id, "role", word, NULL, 0, err);
}

bool user_set_role(Tx *tx, int64_t by, const char *name, Role role, Err *err)
{
    Arena *arena = arena_new();
    User user;
    bool done = user_find(tx_store(tx), name, arena, &user, err) &&
                (role == ROLE_SUPERVISOR || !is_needed(tx_store(tx), &user, err)) &&
                give_role(tx, by, &user, role, err);
    arena_free(arena);
    return done;
}

static bool read_user(const Sql *q, Arena *arena, User *out, Err *err)
{
    out->id = sql_int(q, 0);
    out->name = arena_dup(arena, sql_text(q, 1));
    out->display = arena_dup(arena, sql_text(q, 2));
    out->disabled = sql_int(q, 4) != 0;
    out->must_change = sql_int(q, 5) != 0;
    out->reset_by = sql_int(q, 6);
    if (!role_parse(sql_said(q, 3), &out->role))
        return err_set(err, ERR_STORE,
                       _("User %s has a role this program does not know; use a newer program"),
                       out->name);
    return true;
}

const char *user_state(const User *user)
{
    if (user->disabled)
        return _("disabled");
    /* TRANSLATORS: of a user who has yet to choose a passphrase in place of the one that
     * somebody else set; short. */
    return user->must_change ? _("passphrase due") : "";
}

#define USER_COLUMNS "SELECT id, name, display, role, disabled, must_change, reset_by"

bool user_find(Store *store, const char *name, Arena *arena, User *out, Err *err)
{
    int64_t id;
    return find_id(store, name, &id, err) && user_get(store, id, arena, out, err);
}

bool user_get(Store *store, int64_t id, Arena *arena, User *out, Err *err)
{
    Sql q;
    if (!sql_open(&q, store, USER_COLUMNS " FROM user WHERE id = ?", err))
        return false;
    sql_bind_int(&q, 1, id);
    bool there = sql_row(&q);
    bool done = there && read_user(&q, arena, out, err);
    if (!sql_close(&q, there ? NULL : err))
        return false;
    if (!there)
        err_set(err, ERR_NOT_FOUND, _("There is no such user"));
    return done;
}

bool user_list(Store *store, Arena *arena, User **out, size_t *n, Err *err)
{
    Sql q;
    User *users = NULL;
    size_t got = 0, room = 0;
    bool done = true;
    if (!sql_open(&q, store,
                  USER_COLUMNS " FROM user WHERE home IS NULL ORDER BY disabled, name", err))
        return false;
    while (done && sql_row(&q)) {
        if (got == room)
            users = xreallocarray(users, room = room * 2 + 8, sizeof(User));
        done = read_user(&q, arena, &users[got++], err);
    }
    done = sql_close(&q, done ? err : NULL) && done;
    *n = done ? got : 0;
    *out = arena_alloc(arena, (*n + 1) * sizeof(User));
    if (*n)
        memcpy(*out, users, *n * sizeof(User));
    free(users);
    return done;
}

/* What is tried for a name that nobody has, so that it takes the time of one that somebody has:
 * the record of no passphrase. */
static bool record_of_nobody(Store *store, Arena *arena, char **out, Err *err)
{
    char text[PASS_RECORD_TEXT];
    PassRecord record = {.salt = {0}};
    if (!read_cost(store, &record.cost, err))
        return false;
    pass_record_format(&record, text);
    *out = arena_dup(arena, text);
    return true;
}

static bool read_sign_in(Store *store, const char *name, Arena *arena, User *out, char **hash,
                         Err *err)
{
    Sql q;
    *out = (User){0};
    if (!record_of_nobody(store, arena, hash, err) ||
        !sql_open(&q, store, USER_COLUMNS ", passhash FROM user WHERE name = ?", err))
        return false;
    sql_bind_text(&q, 1, name);
    bool there = sql_row(&q);
    bool done = !there || read_user(&q, arena, out, err);
    if (there)
        *hash = arena_dup(arena, sql_text(&q, 7));
    return sql_close(&q, done ? err : NULL) && done;
}

/* What opened a sealed store is what the record is about, unless the two were changed apart. */
static GuessEnd try_record(const PassRecord *record, const char *passphrase, PassKey **pass)
{
    if (*pass && passkey_is(*pass, record))
        return GUESS_RIGHT;
    passkey_free(*pass);
    *pass = NULL;
    if (!passkey_make(passphrase, &record->cost, record->salt, pass, NULL))
        return GUESS_NONE;
    if (passkey_is(*pass, record))
        return GUESS_RIGHT;
    passkey_free(*pass);
    *pass = NULL;
    return GUESS_WRONG;
}

/* As stores kept it before there were keys. The library says no to a wrong passphrase and to a
 * lack of memory alike. */
static GuessEnd try_hash(const char *hash, const char *passphrase)
{
    errno = 0;
    if (sodium_init() >= 0 &&
        crypto_pwhash_str_verify(hash, passphrase, strlen(passphrase)) == 0)
        return GUESS_RIGHT;
    return errno == ENOMEM ? GUESS_NONE : GUESS_WRONG;
}

/* *pass: before, what it is known to become, or NULL; after, what the right one becomes; NULL
 * where the store has only its hash. */
static GuessEnd try_passphrase(const char *hash, const char *passphrase, PassKey **pass)
{
    PassRecord record;
    if (strlen(passphrase) <= PASSPHRASE_MAX && pass_record_parse(hash, &record))
        return try_record(&record, passphrase, pass);
    passkey_free(*pass);
    *pass = NULL;
    return strlen(passphrase) > PASSPHRASE_MAX ? GUESS_WRONG : try_hash(hash, passphrase);
}

static bool is_another(Store *store, const char *name, const char *passphrase, Arena *arena,
                       Err *err)
{
    char *hash;
    User user;
    PassKey *pass = NULL;
    bool done =
        read_sign_in(store, name, arena, &user, &hash, err) &&
        (try_passphrase(hash, passphrase, &pass) != GUESS_RIGHT ||
         err_set(err, ERR_INPUT, _("This is the passphrase of before; choose another")));
    passkey_free(pass);
    return done;
}

static bool note_who_set(Tx *tx, int64_t by, const User *user, Err *err)
{
    bool own = by == user->id;
    return tx_set(tx, "user", user->id, "must_change", sql_value_int(!own), NULL, 0, err) &&
           (own || tx_set(tx, "user", user->id, "reset_by", sql_value_int(by), NULL, 0, err));
}

/* A passphrase that only its person knows keeps the key; one that was known to two, or is set
 * by another, begins a new one. */
static bool set_keys(Tx *tx, int64_t by, const User *user, const PassKey *pass,
                     const Signer *signer, Signer *fresh, Err *err)
{
    bool own = by == user->id;
    if (own && !user->must_change && signer->key)
        return signer_rewrap(tx, signer, pass, err);
    return signer_make(tx, user->id, own ? 0 : by, pass, fresh, err);
}

/* Whoever is disabled has no key, and who sets a passphrase gives one with it. */
static bool may_have_one(const User *user, Err *err)
{
    return !user->disabled ||
           err_set(
               err, ERR_REFUSED,
               _("User %s is disabled; let them in again first, by “anjuan user enable %s”"),
               user->name, user->name);
}

bool user_set_passphrase(Tx *tx, const NewPassphrase *set, const PassphraseRules *rules,
                         Signer *fresh, Err *err)
{
    char hash[PASS_RECORD_TEXT];
    Arena *arena = arena_new();
    PassKey *pass = NULL;
    Store *store = tx_store(tx);
    User user;
    *fresh = (Signer){0};
    /* Whoever sets it for another is not told whether it is what the other has. */
    bool done =
        user_find(store, set->name, arena, &user, err) && may_have_one(&user, err) &&
        passphrase_check(rules, set->name, user.display, set->text, err) &&
        (set->by != user.id || is_another(store, set->name, set->text, arena, err)) &&
        user_new_passphrase(store, set->text, hash, &pass, err) &&
        tx_set(tx, "user", user.id, "passhash", sql_value_text(hash), NULL, TX_SECRET, err) &&
        set_keys(tx, set->by, &user, pass, &set->signer, fresh, err) &&
        user_let_in(tx, user.name, pass, hash, err) && note_who_set(tx, set->by, &user, err) &&
        guess_forgive(tx, user.id, err);
    passkey_free(pass);
    arena_free(arena);
    return done;
}

static bool is_enabled(const User *user, Err *err)
{
    return !user->disabled ||
           err_set(err, ERR_REFUSED,
                   _("User %s is disabled; ask a supervisor or the administrator"), user->name);
}

bool user_acts(const User *user, Err *err)
{
    return is_enabled(user, err) &&
           (!user->must_change ||
            err_set(err, ERR_REFUSED,
                    _("Somebody else set your passphrase: choose one of your own first, by "
                      "“anjuan user passphrase %s” or at the sign-in on the screens"),
                    user->name));
}

static bool is_right(GuessEnd how, Err *err)
{
    if (how == GUESS_NONE)
        return err_set(err, ERR_IO,
                       _("There is not enough memory to try the passphrase; close other "
                         "programs and try again"));
    return how == GUESS_RIGHT ||
           err_set(err, ERR_REFUSED,
                   _("This name and passphrase do not belong together; try again, or ask a "
                     "supervisor for a new passphrase"));
}

bool user_sign_in(Store *store, const char *name, const char *passphrase, Arena *arena,
                  User *out, PassKey **pass, Err *err)
{
    char *hash;
    Guess guess;
    PassKey *made = pass ? *pass : NULL;
    if (pass)
        *pass = NULL;
    if (!read_sign_in(store, name, arena, out, &hash, err) ||
        !guess_begin(&guess, store, out->id, name, err)) {
        passkey_free(made);
        return false;
    }
    GuessEnd how = try_passphrase(hash, passphrase, &made);
    if (how == GUESS_RIGHT && !out->id)
        how = GUESS_WRONG;
    guess_end(&guess, how);
    bool done = is_right(how, err) && is_enabled(out, err);
    if (done && pass)
        *pass = made;
    else
        passkey_free(made);
    return done;
}
