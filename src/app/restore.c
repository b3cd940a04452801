/* Who decides over a restore is asked of the store that is replaced; the station code of the
 * copy comes with it or later. */
#include "config.h"

#include "app/restore.h"

#include <stdlib.h>
#include <string.h>

#include "app/batch_ledger.h"
#include "app/inner.h"
#include "app/moving.h"
#include "app/seal.h"
#include "base/i18n.h"
#include "base/path.h"
#include "desk/workflow.h"
#include "seal/words.h"
#include "store/journal.h"
#include "store/retired.h"
#include "store/sql.h"

/* The people of the store that is replaced decide, as long as there are any: where it is only
 * busy, or may not be read, nobody else does. */
static bool open_for_people(const char *backup, const char *path, Store **out, Err *err)
{
    if (store_is_lost(path))
        return store_open_any(backup, out, err);
    return store_open(path, STORE_READ, out, err);
}

static bool sign_in(Store *store, const char *name, const char *passphrase, Arena *arena,
                    Verb verb, const char **by, char **uid, Err *err)
{
    User user;
    if (!user_sign_in(store, name, passphrase, arena, &user, NULL, err) ||
        !desk_may(&user, verb, err))
        return false;
    *by = user.display;
    return sql_get_text(store, err, uid, "SELECT hex(uid) FROM user WHERE id = ?", "i",
                        user.id);
}

static bool is_new(Store *store, const char *code, Err *err)
{
    int64_t used;
    if (!sql_get_int(store, err, &used,
                     "SELECT EXISTS (SELECT 1 FROM journal_group WHERE station = ?1)"
                     " OR EXISTS (SELECT 1 FROM case_file WHERE no LIKE ?1 || '-%')",
                     "t", code))
        return false;
    return !used || err_set(err, ERR_INPUT,
                            _("The station code %s was used in this store before; choose one "
                              "that no other store has"),
                            code);
}

typedef struct Settle {
    const char *station;
    Buf notice;
} Settle;

static bool settle(void *ctx, Store *made, Err *err)
{
    Settle *as = ctx;
    return (!as->station || is_new(made, as->station, err)) &&
           batch_settle(made, &as->notice, err);
}

/* What was settled in the new store, after what was mended of the old one. */
static void add_notice(RestoreFacts *out, const Buf *notice)
{
    Buf all = BUF_INIT;
    buf_addf(&all, "%s%s%s", out->notice ? out->notice : "", out->notice ? "\n" : "",
             notice->data);
    free(out->notice);
    out->notice = buf_take(&all);
}

/* What was sealed would lie there in clear. */
static bool check_form(const char *backup, const char *path, Err *err)
{
    return !store_is_sealed(path) || store_is_sealed(backup) || !path_exists(backup) ||
           err_set(err, ERR_REFUSED,
                   _("%s is not sealed, and the store is: everybody could read it then. Seal "
                     "the backup first, “anjuan seal %s --into FILE”, and put FILE back"),
                   backup, backup);
}

/* The other machine says its characters once nothing is written there any more. */
static bool is_moved(const char *file, const char *words, Err *err)
{
    unsigned char wanted[WORDS_BYTES], is[WORDS_BYTES];
    char *sentence = NULL;
    Store *store = NULL;
    bool done = words_read(words, wanted, err) && store_open_any(file, &store, err) &&
                store_retired(store, &sentence, err) &&
                (!sentence ||
                 err_set(err, ERR_REFUSED, _("%s is of a store that had moved already: %s"),
                         file, sentence)) &&
                moved_words(store, is, err);
    store_close(store);
    free(sentence);
    if (done && memcmp(is, wanted, sizeof is) != 0)
        done = err_set(err, ERR_REFUSED,
                       _("The characters are not those of %s: the store went on over there "
                         "after it was made, or it is another file. “anjuan move” says them on "
                         "the old machine; nothing was changed"),
                       file);
    return done;
}

/* words: of a store that moves here; NULL: a backup. */
static bool put_back(const char *backup, const char *words, const char *path, const char *name,
                     const char *passphrase, const RestoreOptions *options, RestoreFacts *out,
                     Err *err)
{
    RestoreOptions as = *options;
    Settle settling = {.station = options->station, .notice = BUF_INIT};
    Arena *arena = arena_new();
    Store *store = NULL;
    SealKey *key = NULL, *backup_key = NULL;
    char *uid = NULL;
    bool done;
    *out = (RestoreFacts){0};
    done = (!as.station || station_check(as.station, err)) && check_form(backup, path, err) &&
           (store_is_lost(path) || app_unlock(path, name, passphrase, &key, err)) &&
           app_unlock(backup, name, passphrase, &backup_key, err) &&
           open_for_people(backup, path, &store, err) &&
           sign_in(store, name, passphrase, arena, words ? VERB_MOVE : VERB_RESTORE, &as.by,
                   &uid, err) &&
           (!words || is_moved(backup, words, err));
    as.user_uid = uid;
    as.settle = settle;
    as.ctx = &settling;
    /* The store must be free for its replacement. */
    store_close(store);
    done = done && store_restore(backup, path, &as, out, err);
    if (done && settling.notice.len)
        add_notice(out, &settling.notice);
    app_unlock_end(backup_key);
    app_unlock_end(key);
    buf_free(&settling.notice);
    free(uid);
    arena_free(arena);
    return done;
}

bool app_restore(const char *backup, const char *path, const char *name, const char *passphrase,
                 const RestoreOptions *options, RestoreFacts *out, Err *err)
{
    return put_back(backup, NULL, path, name, passphrase, options, out, err);
}

bool app_move_in(const char *file, const char *words, const char *path, const char *name,
                 const char *passphrase, const Progress *progress, RestoreFacts *out, Err *err)
{
    const RestoreOptions options = {.moved = true, .same_station = true, .progress = progress};
    return put_back(file, words, path, name, passphrase, &options, out, err);
}

/* ---- the station code of a copy ---- */

/* The store that a file was made of to be carried elsewhere is retired, not gone. */
static bool may_keep(Session *session, const char *code, Err *err)
{
    bool moves;
    if (strcmp(code, session_station(session)) != 0)
        return err_set(err, ERR_INPUT, _("The station code of this store is %s"),
                       session_station(session));
    return store_moves(session_store(session), &moves, err) &&
           (!moves ||
            err_set(err, ERR_REFUSED,
                    _("This store comes from a file that was made for another machine: such a "
                      "file keeps its station code only by “anjuan move --in FILE --head "
                      "WORDS”, where no store is yet. Where nobody has its characters any "
                      "more, give this one a code of its own")));
}

bool app_station_asked(Session *session, bool *asked, Err *err)
{
    return store_asks_station(session_store(session), asked, err);
}

bool app_station_set(Session *session, const char *code, bool same, Err *err)
{
    bool asked;
    Store *store = session_store(session);
    GroupHead head = {.kind = GROUP_PEOPLE, .verb = verb_word(VERB_STATION)};
    Tx *tx = NULL;
    if (!desk_may(session_user(session), VERB_STATION, err) ||
        !app_station_asked(session, &asked, err))
        return false;
    if (!asked)
        return err_set(err, ERR_REFUSED,
                       _("The station code is %s; only a store that was put back from a backup "
                         "gets another one"),
                       session_station(session));
    if (same && !may_keep(session, code, err))
        return false;
    if (!same && (!station_check(code, err) || !is_new(store, code, err)))
        return false;
    head.user_id = session_user(session)->id;
    if (!tx_begin(store, &head, &tx, err))
        return false;
    if (!session_person_stands(session, err) || !tx_station(tx, code, err)) {
        tx_abort(tx);
        return false;
    }
    return tx_commit(tx, NULL, err) && session_read_station(session, err);
}
