/* Making a store, under a hidden name until it is whole. */
#include "config.h"

#include "app/init.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/seal.h"
#include "app/session_inner.h"
#include "base/i18n.h"
#include "base/path.h"
#include "base/text/text.h"
#include "desk/station.h"
#include "seal/ring.h"
#include "store/group.h"
#include "store/sealed.h"
#include "store/sql.h"

enum { ORGANISATION_CHARS = 80 };

bool station_check(const char *code, Err *err)
{
    return station_code_is(code) ||
           err_set(err, ERR_INPUT,
                   _("A station code has 1 to %d capital letters and digits, e.g. T1"),
                   STATION_CODE_CHARS);
}

static bool check_init(const InitOptions *init, Err *err)
{
    if (text_blank(init->organisation))
        return err_set(err, ERR_INPUT, _("The name of the organisation is empty"));
    if (!text_check(init->organisation, strlen(init->organisation), false, ORGANISATION_CHARS,
                    _("organisation"), err))
        return false;
    return station_check(init->station, err);
}

/* Before anything is made: the first of a practice store everybody may see. */
static bool check_first_passphrase(const SessionOptions *options, const InitOptions *init,
                                   Err *err)
{
    PassphraseRules *rules = NULL;
    Session *session = session_new(options);
    const char *folders[PLACE_COUNT];
    char *path = session_store_path(options);
    sources_find(session->data, path, init->practice, &session->sources);
    bool done =
        init->practice ||
        (passphrase_rules_load(folders, session_folders(session, folders), &rules, err) &&
         passphrase_check(rules, init->supervisor, init->display, init->passphrase, err));
    passphrase_rules_free(rules);
    session_close(session);
    free(path);
    return done;
}

static KdfCost cost_of(const InitOptions *init)
{
    if (init->practice)
        return kdf_cost_least();
    return init->cost ? *init->cost : kdf_cost_measure();
}

static bool add_first(Tx *tx, const InitOptions *init, const char *cost, Err *err)
{
    const NewUser first = {.name = init->supervisor,
                           .role = ROLE_SUPERVISOR,
                           .display = init->display,
                           .passphrase = init->passphrase,
                           .own = true,
                           .cost = init->cost};
    Signer station = {0};
    bool done = tx_setting(tx, "organisation", init->organisation, err) &&
                tx_setting(tx, "station", init->station, err) &&
                (!init->practice || tx_setting(tx, "practice", "yes", err)) &&
                signer_make(tx, 0, 0, NULL, &station, err) &&
                tx_setting(tx, COST_SETTING, cost, err) &&
                (!init->group || tx_setting(tx, "group", init->group, err)) &&
                user_add_first(tx, &first, err);
    signer_close(&station);
    return done;
}

static bool fill_store(Store *store, const InitOptions *init, Err *err)
{
    GroupHead head = {.kind = GROUP_SETUP, .verb = init->practice ? "practice" : "init"};
    char cost[KDF_COST_TEXT];
    Tx *tx = NULL;
    kdf_cost_format(cost_of(init), cost);
    if (!tx_begin(store, &head, &tx, err))
        return false;
    if (add_first(tx, init, cost, err))
        return tx_commit(tx, NULL, err);
    tx_abort(tx);
    return false;
}

/* Who can open it is told to its header by whoever adds them; the code is there from the
 * beginning. */
static bool create(const char *temp, const InitOptions *init, SealKey *key, Store **store,
                   Err *err)
{
    if (!key)
        return store_open(temp, STORE_CREATE, store, err);
    SealHeader *header = seal_header_new();
    seal_header_set_practice(header, init->practice);
    bool done = seal_header_set_recovery(header, init->code, key, err) &&
                store_create_sealed(temp, header, key, store, err);
    seal_header_free(header);
    return done;
}

static bool fill_and_finish(const char *temp, const InitOptions *init, SealKey *key,
                            const PathGroup *group, Err *err)
{
    Store *store = NULL;
    if (!create(temp, init, key, &store, err))
        return false;
    if (fill_store(store, init, err) && (!group || store_share(store, group, err)))
        return store_finish(store, err);
    store_close(store);
    return false;
}

bool session_prove(const char *temp, int64_t users, int64_t cases, Err *err)
{
    Store *store = NULL;
    int64_t n = 0, m = 0;
    bool done = store_open(temp, STORE_READ, &store, err) && store_integrity(store, err) &&
                sql_get_int(store, err, &n, "SELECT count(*) FROM user", NULL) &&
                sql_get_int(store, err, &m, "SELECT count(*) FROM case_file", NULL);
    store_close(store);
    return done && ((n == users && m == cases) ||
                    err_set(err, ERR_IO,
                            _("%s does not hold what was written into it; is the disk full or "
                              "damaged?"),
                            temp));
}

bool session_place(const char *temp, const char *path, bool made, Err *err)
{
    if (made) {
        store_remove_sides(temp); /* whole without, and nobody would know whose they are */
        return path_commit_new(temp, path, err);
    }
    err_rename(err, temp, path);
    store_remove(temp);
    return false;
}

/* A store that stands opens by no other code, so whoever is cut off before has made nothing. */
static bool say_code(const InitOptions *init, Err *err)
{
    const CodeTeller *teller = init->code ? init->teller : NULL;
    return !teller || teller->say(teller->to, init->code, err);
}

/* Made under a hidden name, read again, and moved into its place: killed at any moment, there
 * is no store, and the same command works again. */
static bool make_store(const char *path, const InitOptions *init, SealKey *key,
                       const PathGroup *group, Err *err)
{
    char *temp = path_temp_beside(path);
    unlink(temp); /* the store makes its file itself */
    bool done = fill_and_finish(temp, init, key, group, err) &&
                session_prove(temp, 1, 0, err) && say_code(init, err);
    done = session_place(temp, path, done, err);
    free(temp);
    return done;
}

static bool open_made(const SessionOptions *options, SealKey *key, Session **out, Err *err)
{
    Session *session = NULL;
    if (!session_open(options, STORE_OPEN, &session, err))
        return false;
    session_hold(session, key);
    if (session_resume(session, err)) {
        *out = session;
        return true;
    }
    session_close(session);
    return false;
}

/* The store at that path, and its session unless out is NULL. */
static bool make_and_open(const SessionOptions *options, const char *path,
                          const InitOptions *init, const PathGroup *group, Session **out,
                          Err *err)
{
    SealKey *key = init->code ? seal_key_new() : NULL;
    if (key)
        seal_ring_add(key);
    bool done = make_store(path, init, key, group, err);
    if (done && out && !open_made(options, key, out, err))
        done = err_wrap(err, _("The store %s is made, but could not be opened"), path);
    app_unlock_end(key);
    return done;
}

bool app_init(const SessionOptions *options, const InitOptions *init, Session **out, Err *err)
{
    char *path = NULL, *folder = NULL;
    PathGroup found;
    const PathGroup *group = init->group ? &found : NULL;
    bool done;
    if (!check_init(init, err) || !check_first_passphrase(options, init, err) ||
        (group && !group_find(init->group, &found, err)))
        return false;
    path = session_store_path(options);
    folder = path_folder(path);
    done = (!group || group_check_folder(folder, init->group, group, err)) &&
           path_make_folder_for(folder, group, err);
    /* Also where it is refused: a store that stands may be of one that was killed at its end.
     */
    if (done)
        store_sweep(path);
    done = done && store_check_free(path, err) &&
           make_and_open(options, path, init, group, out, err);
    free(path);
    free(folder);
    return done;
}

bool session_finish(Session *session, Err *err)
{
    judging_forget(session->judging);
    bool done = store_finish(session->store, err);
    session->store = NULL;
    session_close(session);
    return done;
}
