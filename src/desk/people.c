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
#include "desk/guess.h"
#include "store/sql.h"

enum { NAME_CHARS = 32, DISPLAY_CHARS = 40 };

static const struct RoleDef {
    const char *word;
    const char *label;
} roles[] = {
    [ROLE_SOCIAL_WORKER] = {"social_worker", N_("social worker")},
    [ROLE_ADVISER] = {"adviser", N_("adviser")},
    [ROLE_SUPERVISOR] = {"supervisor", N_("supervisor")},
    [ROLE_AUDITOR] = {"auditor", N_("auditor")},
    [ROLE_ADMINISTRATOR] = {"administrator", N_("administrator")},
};

/* The hash of a passphrase nobody has: checking a name that is not there takes the time of one
 * that is. */
static const char nobody[] = "$argon2id$v=19$m=65536,t=2,p=1$96mD1dOP5toBqPA/QvzNXw$"
                             "nYAbmV+DaDWDA9c4lHa+/gzCiMKIg5dSr164PSSLJ/0";

const char *role_word(Role role)
{
    return roles[role].word;
}

const char *role_label(Role role)
{
    return _(roles[role].label);
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

static bool passphrase_hash(const char *passphrase, char hash[crypto_pwhash_STRBYTES], Err *err)
{
    if (sodium_init() < 0 || crypto_pwhash_str(hash, passphrase, strlen(passphrase),
                                               crypto_pwhash_OPSLIMIT_INTERACTIVE,
                                               crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
        return err_set(
            err, ERR_IO,
            _("The passphrase could not be hashed: there is too little free memory"));
    return true;
}

bool user_add(Tx *tx, const NewUser *user, const PassphraseRules *rules, int64_t *id, Err *err)
{
    char hash[crypto_pwhash_STRBYTES];
    int64_t new_id = 0;
    const char *display = user->display && user->display[0] ? user->display : user->name;
    if (!user_name_check(tx_store(tx), user->name, err) ||
        !text_check(display, strlen(display), false, DISPLAY_CHARS, _("display name"), err) ||
        !passphrase_check(rules, user->name, display, user->passphrase, err) ||
        !passphrase_hash(user->passphrase, hash, err))
        return false;
    TxColumn columns[] = {
        {"name", sql_value_text(user->name), 0},
        {"display", sql_value_text(display), 0},
        {"role", sql_value_text(roles[user->role].word), 0},
        {"passhash", sql_value_text(hash), TX_SECRET},
        {"disabled", sql_value_int(0), 0},
        {"must_change", sql_value_int(!user->own), 0},
    };
    return tx_add(tx, "user", columns, COUNT_OF(columns), id ? id : &new_id, err);
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

bool user_disable(Tx *tx, const char *name, Err *err)
{
    int64_t id, others = 0;
    if (!find_id(tx_store(tx), name, &id, err) ||
        !sql_get_int(tx_store(tx), err, &others,
                     "SELECT count(*) FROM user WHERE disabled = 0 AND id <> ?"
                     " AND role IN ('supervisor', 'administrator')",
                     "i", id))
        return false;
    if (!others)
        return err_set(err, ERR_REFUSED,
                       _("%s is the last one who can add users; add another supervisor or "
                         "administrator first"),
                       name);
    return tx_set(tx, "user", id, "disabled", sql_value_int(1), NULL, 0, err);
}

static bool read_user(const Sql *q, Arena *arena, User *out, Err *err)
{
    out->id = sql_int(q, 0);
    out->name = arena_dup(arena, sql_text(q, 1));
    out->display = arena_dup(arena, sql_text(q, 2));
    out->disabled = sql_int(q, 4) != 0;
    out->must_change = sql_int(q, 5) != 0;
    out->reset_by = sql_int(q, 6);
    if (!role_parse(sql_text(q, 3), &out->role))
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
    if (!sql_open(&q, store, USER_COLUMNS " FROM user ORDER BY disabled, name", err))
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

/* The row of the name, or the hash of a passphrase nobody has. */
static bool read_sign_in(Store *store, const char *name, Arena *arena, User *out, char **hash,
                         Err *err)
{
    Sql q;
    *out = (User){0};
    if (!sql_open(&q, store, USER_COLUMNS ", passhash FROM user WHERE name = ?", err))
        return false;
    sql_bind_text(&q, 1, name);
    bool there = sql_row(&q);
    bool done = !there || read_user(&q, arena, out, err);
    *hash = arena_dup(arena, there ? sql_text(&q, 7) : nobody);
    return sql_close(&q, done ? err : NULL) && done;
}

/* The library says no to a wrong passphrase and to a lack of memory alike. */
static GuessEnd try_passphrase(const char *hash, const char *passphrase)
{
    size_t len = strlen(passphrase);
    if (len > PASSPHRASE_MAX)
        return GUESS_WRONG;
    errno = 0;
    if (sodium_init() >= 0 && crypto_pwhash_str_verify(hash, passphrase, len) == 0)
        return GUESS_RIGHT;
    return errno == ENOMEM ? GUESS_NONE : GUESS_WRONG;
}

static bool is_another(Store *store, const char *name, const char *passphrase, Arena *arena,
                       Err *err)
{
    char *hash;
    User user;
    return read_sign_in(store, name, arena, &user, &hash, err) &&
           (try_passphrase(hash, passphrase) != GUESS_RIGHT ||
            err_set(err, ERR_INPUT, _("This is the passphrase of before; choose another")));
}

static bool note_who_set(Tx *tx, int64_t by, const User *user, Err *err)
{
    bool own = by == user->id;
    return tx_set(tx, "user", user->id, "must_change", sql_value_int(!own), NULL, 0, err) &&
           (own || tx_set(tx, "user", user->id, "reset_by", sql_value_int(by), NULL, 0, err));
}

bool user_set_passphrase(Tx *tx, int64_t by, const char *name, const PassphraseRules *rules,
                         const char *passphrase, Err *err)
{
    char hash[crypto_pwhash_STRBYTES];
    Arena *arena = arena_new();
    User user;
    /* Whoever sets it for another is not told whether it is what the other has. */
    bool done =
        user_find(tx_store(tx), name, arena, &user, err) &&
        passphrase_check(rules, name, user.display, passphrase, err) &&
        (by != user.id || is_another(tx_store(tx), name, passphrase, arena, err)) &&
        passphrase_hash(passphrase, hash, err) &&
        tx_set(tx, "user", user.id, "passhash", sql_value_text(hash), NULL, TX_SECRET, err) &&
        note_who_set(tx, by, &user, err) && guess_forgive(tx, user.id, err);
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

bool user_sign_in(Store *store, const char *name, const char *passphrase, Arena *arena,
                  User *out, Err *err)
{
    char *hash;
    Guess guess;
    if (!read_sign_in(store, name, arena, out, &hash, err) ||
        !guess_begin(&guess, store, out->id, name, err))
        return false;
    GuessEnd how = try_passphrase(hash, passphrase);
    if (how == GUESS_RIGHT && !out->id)
        how = GUESS_WRONG;
    guess_end(&guess, how);
    if (how == GUESS_NONE)
        return err_set(err, ERR_IO,
                       _("There is not enough memory to try the passphrase; close other "
                         "programs and try again"));
    if (how != GUESS_RIGHT)
        return err_set(err, ERR_REFUSED,
                       _("This name and passphrase do not belong together; try again, or ask a "
                         "supervisor for a new passphrase"));
    return is_enabled(out, err);
}
