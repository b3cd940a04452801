/* The store is copied under its new key while it is held alone, the copy is read through, and
 * then it takes the place. */
#include "config.h"

#include "app/seal.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/inner.h"
#include "app/session_inner.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "desk/guess.h"
#include "desk/recovery.h"
#include "desk/workflow.h"
#include "seal/ring.h"
#include "store/attach.h"
#include "store/group.h"
#include "store/home.h"
#include "store/sealed.h"
#include "store/sql.h"

void sealing_free(Sealing *sealing)
{
    free(sealing->kept);
    buf_free(&sealing->guests.names);
    free(sealing->left);
    free(sealing->unsettled);
    explicit_bzero(sealing, sizeof(*sealing));
}

bool app_open_slot(const char *path, const char *name, const char *passphrase,
                   const Progress *waiting, SealKey **key, PassKey **pass, Err *err)
{
    Err fault = {0};
    GuessClosed guess;
    if (!guess_closed_begin(&guess, path, name, waiting, err))
        return false;
    if (store_unlock(path, name, passphrase, key, pass, &fault)) {
        guess_closed_end(&guess, GUESS_RIGHT);
        return true;
    }
    guess_closed_end(&guess, fault.kind == ERR_REFUSED ? GUESS_WRONG : GUESS_NONE);
    return err_set(err, fault.kind, "%s", fault.text);
}

/* A backup has the key of its store. */
static bool is_held(const char *path)
{
    SealHeader *header = NULL;
    bool held =
        seal_header_read(path, &header, NULL) == SEAL_WHOLE && seal_ring_find(header) != NULL;
    seal_header_free(header);
    return held;
}

bool app_unlock(const char *path, const char *name, const char *passphrase, SealKey **key,
                Err *err)
{
    *key = NULL;
    if (!store_is_sealed(path) || is_held(path))
        return true;
    if (!app_open_slot(path, name, passphrase, NULL, key, NULL, err))
        return false;
    seal_ring_add(*key);
    return true;
}

void app_unlock_end(SealKey *key)
{
    seal_ring_remove(key);
    seal_key_free(key);
}

/* ---- the person ---- */

/* Who does it, and by what they open the sealed store: what the store keeps of their
 * passphrase, so that a sign-in needs it once, or one made for the slot where it keeps it in
 * the form of before. */
typedef struct Sealer {
    User user;
    Arena *arena;
    PassKey *pass;
    PassRecord record;
} Sealer;

static void sealer_end(Sealer *sealer)
{
    passkey_free(sealer->pass);
    arena_free(sealer->arena);
}

static bool sealer_begin(Store *store, const char *name, const char *passphrase, Sealer *out,
                         Err *err)
{
    char *text = NULL;
    KdfCost cost = kdf_cost_least();
    *out = (Sealer){.arena = arena_new()};
    bool done =
        user_sign_in(store, name, passphrase, out->arena, &out->user, &out->pass, err) &&
        user_acts(&out->user, err) && desk_may(&out->user, VERB_SEAL, err) &&
        sql_get_text(store, err, &text, "SELECT passhash FROM user WHERE id = ?", "i",
                     out->user.id);
    if (done && !(out->pass && text && pass_record_parse(text, &out->record))) {
        passkey_free(out->pass);
        out->pass = NULL;
        done = passkey_new(passphrase, &cost, &out->record, &out->pass, err);
    }
    free(text);
    if (!done)
        sealer_end(out);
    return done;
}

/* By the station, which is there without anybody. */
static bool note_event(Store *store, const User *user, const char *verb, const char *what,
                       Err *err)
{
    const GroupHead head = {.kind = GROUP_SETUP, .user_id = user->id, .verb = verb};
    char now[INSTANT_TEXT];
    Tx *tx = NULL;
    store_now(store, now);
    if (!tx_begin(store, &head, &tx, err))
        return false;
    if (tx_setting(tx, what, now, err))
        return tx_commit(tx, NULL, err);
    tx_abort(tx);
    return false;
}

/* ---- the copy ---- */

typedef struct Making {
    SealHeader *header;
    SealKey *key;
} Making;

static void making_end(Making *making)
{
    seal_header_free(making->header);
    seal_key_free(making->key);
}

static bool making_begin(Store *store, const Sealer *sealer, Making *out, Sealing *told,
                         Err *err)
{
    bool practice;
    *out = (Making){seal_header_new(), seal_key_new()};
    code_make(told->code);
    if (!session_read_practice(store, &practice, err))
        return false;
    seal_header_set_practice(out->header, practice);
    return seal_header_add(out->header, sealer->user.name, sealer->pass, &sealer->record,
                           out->key, err) &&
           seal_header_set_recovery(out->header, told->code, out->key, err) &&
           guests_invite(store, sealer->user.id, out->header, out->key, &told->guests, err);
}

static bool copy_is_whole(const char *temp, SealKey *key, int64_t users, Err *err)
{
    Store *made = NULL;
    int64_t there = 0;
    seal_ring_add(key);
    bool done =
        store_open_any(temp, &made, err) && store_integrity(made, err) &&
        sql_get_int(made, err, &there, "SELECT count(*) FROM user WHERE disabled = 0", NULL) &&
        (there == users + 1 ||
         err_set(err, ERR_IO,
                 _("%s does not hold what was written into it; is the disk full or "
                   "damaged?"),
                 temp));
    store_close(made);
    seal_ring_remove(key);
    return done;
}

/* The history of the copy says what it is; that of the store it was made of never tells of
 * something that did not come to its end. */
static bool note_in_copy(Store *store, const char *temp, const Sealer *sealer, SealKey *key,
                         Err *err)
{
    const char *verb = store_sealed(store) ? "rekey" : "seal";
    Store *made = NULL;
    seal_ring_add(key);
    bool done = store_open(temp, STORE_OPEN, &made, err) &&
                note_event(made, &sealer->user, verb, "sealed", err);
    if (done)
        done = store_finish(made, err);
    else
        store_close(made);
    seal_ring_remove(key);
    return done;
}

/* Under a hidden name, for whom the store is, and proved. */
static bool make_copy(Store *store, const char *temp, const Sealer *sealer,
                      const Making *making, const Sealing *told, Err *err)
{
    return store_seal_into(store, temp, making->header, making->key, err) &&
           note_in_copy(store, temp, sealer, making->key, err) &&
           store_give(store, temp, err) &&
           copy_is_whole(temp, making->key, told->guests.n + told->guests.shut, err);
}

static bool say_code(const Sealing *told, Err *err)
{
    const CodeTeller *teller = told->teller;
    return !teller || teller->say(teller->to, told->code, err);
}

/* ---- in its place ---- */

/* The copies of papers first, under their new names beside those of before; the store is held
 * alone meanwhile, so none is attached. */
static bool reseal_copies(Store *store, const Making *making, Sealing *told, Err *err)
{
    CopyHome from = {0}, to = {0};
    bool done;

    home_under(store_path(store), making->header, making->key, &to);
    done = home_of(store_path(store), &from, err) && forms_note(store, &from, &to, err) &&
           store_take_alone(store, err) && forms_stands(store, err) &&
           forms_carry(store, &to, store_group(store), NULL, &told->copies, err);
    home_end(&from);
    home_end(&to);
    return done;
}

/* Nothing took its place, so there is nothing of before. */
static void drop_kept(Sealing *told)
{
    if (told->kept)
        unlink(told->kept);
    free(told->kept);
    told->kept = NULL;
}

static bool reseal_here(Store *store, const Sealer *sealer, const Making *making, Sealing *told,
                        Err *err)
{
    const char *path = store_path(store);
    char *temp = path_temp_beside(path);
    bool done = store_keep_before(store, &told->kept, err) &&
                reseal_copies(store, making, told, err) &&
                make_copy(store, temp, sealer, making, told, err) && say_code(told, err);

    if (done) {
        done = path_commit(temp, path, err);
    } else {
        store_remove(temp);
        drop_kept(told);
    }
    if (!done)
        err_rename(err, temp, path);
    free(temp);
    return done;
}

/* Whichever of the two stands there now: the copies that are not of its form go. */
static void settle_here(const char *path, SealKey *key, Sealing *told)
{
    Store *store = NULL;
    Err fault = {0};

    seal_ring_add(key);
    if (!store_open(path, STORE_OPEN, &store, &fault) || !forms_settle(store, &fault)) {
        free(told->unsettled);
        told->unsettled = xstrdup(fault.text);
    }
    store_close(store);
    seal_ring_remove(key);
}

static void tell_left(const char *path, Sealing *told)
{
    Buf left = BUF_INIT;

    forms_left(path, told->kept, &left);
    told->left = left.len ? buf_take(&left) : NULL;
    buf_free(&left);
}

/* ---- elsewhere ---- */

/* A store that is made with its copies under hidden names, which are written down. */
typedef struct Elsewhere {
    const char *out;
    char *temp, *folder, *files;
} Elsewhere;

static bool elsewhere_begin(Store *store, const char *out, Elsewhere *at, Err *err)
{
    *at = (Elsewhere){.out = out, .files = attach_folder(out)};
    /* One that was killed is still written down, and only one has room; what it left goes even
     * where its name stands, and this one is refused. */
    if (!forms_settle(store, err) || !store_check_free(out, err))
        return false;
    if (path_exists(at->files))
        return err_set(err, ERR_REFUSED, _("%s exists already; choose another name"),
                       at->files);
    at->temp = path_temp_beside(out);
    at->folder = path_temp_folder(at->files, err);
    return at->folder && forms_note_aside(store, out, at->temp, at->folder, err);
}

static bool elsewhere_copies(Store *store, const Elsewhere *at, const Making *making,
                             const Progress *progress, FormCount *count, Err *err)
{
    CopyHome to = {0};
    bool done;

    home_under(at->out, making ? making->header : NULL, making ? making->key : NULL, &to);
    free(to.folder);
    to.folder = xstrdup(at->folder);
    done = forms_carry(store, &to, store_group(store), progress, count, err);
    home_end(&to);
    return done;
}

/* The store gets its name last: with it all is there, and nothing else: whoever is killed then
 * says the command again and is refused. */
static bool elsewhere_name(const Elsewhere *at, const FormCount *count, Err *err)
{
    if (!count->copies) {
        path_drop(at->folder);
        return path_commit_new(at->temp, at->out, err);
    }
    if (!path_commit_new(at->folder, at->files, err))
        return false;
    if (path_commit_new(at->temp, at->out, err))
        return true;
    path_drop(at->files);
    return false;
}

static void elsewhere_end(Store *store, Elsewhere *at, bool done, Err *err)
{
    if (!done && at->temp)
        err_rename(err, at->temp, at->out);
    if (!done && at->temp)
        store_remove(at->temp);
    if (at->folder)
        path_drop(at->folder);
    forms_settle(store, NULL);
    free(at->temp);
    free(at->folder);
    free(at->files);
}

static bool reseal_into(Store *store, const char *to, const Sealer *sealer,
                        const Making *making, Sealing *told, Err *err)
{
    Elsewhere at;
    bool done = elsewhere_begin(store, to, &at, err) &&
                make_copy(store, at.temp, sealer, making, told, err) &&
                elsewhere_copies(store, &at, making, NULL, &told->copies, err) &&
                say_code(told, err) && elsewhere_name(&at, &told->copies, err);

    elsewhere_end(store, &at, done, err);
    return done;
}

/* into: NULL where it takes the place of the store itself. */
static bool seal_as(const char *path, const char *into, const char *name,
                    const char *passphrase, Sealing *out, Err *err)
{
    Store *store = NULL;
    Sealer sealer;
    Making making = {0};
    bool done = store_open(path, STORE_OPEN, &store, err) &&
                sealer_begin(store, name, passphrase, &sealer, err);

    if (done) {
        done = making_begin(store, &sealer, &making, out, err) &&
               (into ? reseal_into(store, into, &sealer, &making, out, err)
                     : reseal_here(store, &sealer, &making, out, err));
        sealer_end(&sealer);
        store_close(store);
        store = NULL;
        if (!into)
            settle_here(path, making.key, out);
        tell_left(path, out);
    }
    store_close(store);
    making_end(&making);
    return done;
}

bool app_seal(const char *path, const char *into, const char *name, const char *passphrase,
              const CodeTeller *teller, Sealing *out, Err *err)
{
    *out = (Sealing){.teller = teller};
    if (store_is_sealed(path))
        return err_set(err, ERR_REFUSED,
                       _("%s is sealed already; “anjuan rekey” gives it another key"), path);
    return seal_as(path, into, name, passphrase, out, err);
}

bool app_rekey(const char *path, const char *name, const char *passphrase,
               const CodeTeller *teller, Sealing *out, Err *err)
{
    SealKey *key = NULL;
    bool done;
    *out = (Sealing){.teller = teller};
    if (!store_is_sealed(path))
        return err_set(err, ERR_REFUSED, _("%s is not sealed; “anjuan seal” does that"), path);
    done = app_unlock(path, name, passphrase, &key, err) &&
           seal_as(path, NULL, name, passphrase, out, err);
    app_unlock_end(key);
    return done;
}

/* ---- back ---- */

/* The history tells that it was begun before anything is in clear, and then that it was done.
 */
bool app_unseal(Session *session, const char *out, const Progress *progress, FormCount *count,
                Err *untold, Err *err)
{
    Store *store = session_store(session);
    const User *user = session_user(session);
    Elsewhere at;
    bool done;
    *count = (FormCount){0};
    if (!desk_may(user, VERB_UNSEAL, err))
        return false;
    if (!store_sealed(store))
        return err_set(err, ERR_REFUSED, _("%s is not sealed; “anjuan seal” does that"),
                       session_path(session));
    done = elsewhere_begin(store, out, &at, err) &&
           note_event(store, user, "unseal_begun", "unsealed", err) &&
           store_unseal_into(store, at.temp, progress, err) &&
           elsewhere_copies(store, &at, NULL, progress, count, err) &&
           elsewhere_name(&at, count, err);
    elsewhere_end(store, &at, done, err);
    if (done)
        note_event(store, user, "unseal", "unsealed", untold);
    return done;
}

static bool unlock_by_code(const char *path, const char *code, SealKey **key, Err *err)
{
    SealHeader *header = NULL;
    bool done = seal_header_read(path, &header, err) == SEAL_WHOLE &&
                seal_header_recover(header, code, key, err);
    seal_header_free(header);
    return done;
}

static bool add_supervisor(Session *session, Store *store, const char *name,
                           const char *passphrase, Err *err)
{
    const GroupHead head = {.kind = GROUP_PEOPLE, .verb = RECOVERY_VERB};
    const NewUser user = {
        .name = name, .role = ROLE_SUPERVISOR, .passphrase = passphrase, .own = true};
    const PassphraseRules *rules = session_passphrase_rules(session, err);
    Tx *tx = NULL;
    if (!rules || !tx_begin(store, &head, &tx, err))
        return false;
    if (user_add(tx, &user, rules, NULL, err))
        return tx_commit(tx, NULL, err);
    tx_abort(tx);
    return false;
}

/* After the supervisor is in: whoever is cut off in between still gets in by a passphrase. */
static void renew_code(Store *store, CodeShow *show, void *ctx, Err *kept)
{
    char fresh[CODE_TEXT];
    bool practice = false;
    if (!session_read_practice(store, &practice, kept) || practice)
        return;
    code_make(fresh);
    if (show(ctx, fresh, kept))
        store_set_recovery(store, fresh, kept);
    explicit_bzero(fresh, CODE_TEXT);
}

bool app_recover(const SessionOptions *options, const char *code, const char *name,
                 const char *passphrase, CodeShow *show, void *ctx, Err *kept, Err *err)
{
    Session *session = NULL;
    Store *store = NULL;
    SealKey *key = NULL;
    if (!session_open(options, STORE_OPEN, &session, err))
        return false;
    bool done = unlock_by_code(session_path(session), code, &key, err);
    if (done) {
        seal_ring_add(key);
        done = store_open(session_path(session), STORE_OPEN, &store, err) &&
               add_supervisor(session, store, name, passphrase, err);
        if (done) {
            user_settle_slots(store, NULL);
            renew_code(store, show, ctx, kept);
        }
        store_close(store);
    }
    app_unlock_end(key);
    session_close(session);
    return done;
}
