/* What is acted on is proven first: the records of a case or a batch, and who may do what, are
 * held against the history in the transaction that would act on them, and what lets a person in
 * before they come in. What differs is refused, and told to the history, so that putting it
 * back later hides nothing. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/backup.h"
#include "app/batch_ledger.h"
#include "app/session_inner.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/sealed.h"
#include "store/sql.h"

static const char verb_different[] = "different";

/* Each place is told once, in whatever language, so that nobody makes the history grow by
 * trying. */
static bool was_told(Session *session, int64_t case_id, const RecordChange *change)
{
    int64_t n = 0;
    char *place = records_place(change);
    bool done = sql_get_int(session->store, NULL, &n,
                            "SELECT EXISTS (SELECT 1 FROM journal_group WHERE case_id = ?"
                            " AND verb = ? AND instr(message, ?))",
                            "itt", case_id, verb_different, place);
    free(place);
    return done && n;
}

/* That place, and how many more there are. What the values were stays out of it: it is read by
 * people for whom they are masked, and by whoever has no passphrase. */
static void say_found(const Verified *found, size_t at, Buf *out)
{
    buf_add(out, found->changes[at].bare);
    if (found->changed > 1)
        buf_addf(out,
                 ngettext(" (and in %lld more place)", " (and in %lld more places)",
                          (unsigned long)found->changed - 1),
                 (long long)found->changed - 1);
}

/* What is to be written down once the transaction that found it is over. */
static void keep_for_later(Session *session, int64_t case_id, const Verified *found, size_t at)
{
    Buf words = BUF_INIT;
    say_found(found, at, &words);
    free(session->different);
    session->different = buf_take(&words);
    session->different_case = case_id;
}

/* The first place that was not told of. */
static void keep_untold(Session *session, int64_t case_id, const Verified *found)
{
    size_t at = 0;
    while (at < found->change_count && was_told(session, case_id, &found->changes[at]))
        at++;
    if (at < found->change_count)
        keep_for_later(session, case_id, found, at);
}

static bool refuse(Session *session, int64_t case_id, const Verified *found, Err *err)
{
    Buf words = BUF_INIT;
    say_found(found, 0, &words);
    keep_untold(session, case_id, found);
    err_set(
        err, ERR_REFUSED,
        /* TRANSLATORS: where the store differs from the history, in words. */
        _("%s. Something other than this program changed it, so nothing is done by it; have "
          "a supervisor run “anjuan verify” and compare with a backup"),
        words.data);
    buf_free(&words);
    return false;
}

bool prove_people(Session *session, Err *err)
{
    Verified found = {0};
    bool done = records_of_people(session, 0, &found, err) &&
                (!found.changed || refuse(session, 0, &found, err));
    app_verified_free(&found);
    return done;
}

bool prove_records(Session *session, int64_t case_id, Err *err)
{
    Verified found = {0};
    bool done = records_of_case(session, case_id, &found, err) &&
                (!found.changed || refuse(session, case_id, &found, err));
    app_verified_free(&found);
    return done;
}

/* Whoever else writes is seen by the number that SQLite keeps of their commits. */
bool prove_edit(Session *session, int64_t case_id, Err *err)
{
    bool others = store_others_wrote(session->store, &session->proven_at);
    if (!others && session->proven_case == case_id)
        return true;
    session->proven_case = 0;
    if (!prove_records(session, case_id, err))
        return false;
    session->proven_case = case_id;
    return true;
}

bool prove_batch(Session *session, int64_t batch, Err *err)
{
    Verified found = {0};
    bool done = records_of_batch(session, batch, &found, err) &&
                (!found.changed || refuse(session, 0, &found, err)) &&
                batch_contents_are(session, batch, err);
    app_verified_free(&found);
    return done;
}

bool prove_anyway(Session *session, int64_t case_id, Err *err)
{
    Verified found = {0};
    bool done = prove_people(session, err) && records_of_case(session, case_id, &found, err);
    /* Of no case: an erased one takes no more, and loses what was told before. */
    if (done && found.changed)
        keep_for_later(session, 0, &found, 0);
    app_verified_free(&found);
    return done;
}

bool prove_case(Session *session, int64_t case_id, Err *err)
{
    return prove_people(session, err) && prove_records(session, case_id, err);
}

static bool refuse_person(Session *session, const char *name, const Verified *found, Err *err)
{
    Buf words = BUF_INIT;
    say_found(found, 0, &words);
    keep_untold(session, 0, found);
    err_set(err, ERR_REFUSED,
            /* TRANSLATORS: where the store differs from the history, in words; a user. */
            _("%s. Something other than this program changed it, so nobody signs in as %s; "
              "somebody else runs “anjuan verify”, and a supervisor puts back a backup"),
            words.data, name);
    buf_free(&words);
    return false;
}

bool prove_person(Session *session, const char *name, Err *err)
{
    int64_t user;
    Verified found = {0};
    bool done = sql_get_int(session->store, err, &user, "SELECT id FROM user WHERE name = ?",
                            "t", name) &&
                (!user || records_of_people(session, user, &found, err)) &&
                (!found.changed || refuse_person(session, name, &found, err));
    app_verified_free(&found);
    return done;
}

/* A case that is at another station has a chain that goes on there. */
static bool is_here(Store *store, int64_t case_id)
{
    int64_t away;
    return sql_get_int(store, NULL, &away, "SELECT count(*) FROM pen_away WHERE case_id = ?",
                       "i", case_id) &&
           !away;
}

/* Whoever only reads has no key open: there the station signs. */
static bool tell_in(Session *session, Store *store, bool signs, Err *err)
{
    Tx *tx = NULL;
    bool of_case = session->different_case != 0 && is_here(store, session->different_case);
    GroupHead head = {.kind = of_case ? GROUP_WORKFLOW : GROUP_HOUSE,
                      .user_id = of_case && signs ? session->user.id : 0,
                      .case_id = of_case ? session->different_case : 0,
                      .verb = verb_different,
                      .message = session->different};
    if (!tx_begin(store, &head, &tx, err))
        return false;
    tx_stands(tx);
    return tx_commit(tx, NULL, err);
}

static bool tell_beside(Session *session, Err *err)
{
    Store *beside = NULL;
    store_open_beside(session->store, &beside);
    bool done = !beside || tell_in(session, beside, false, err);
    store_close(beside);
    return done;
}

static bool tell(Session *session, Err *err)
{
    bool done =
        !session->different || (session->mode == STORE_READ || store_read_only(session->store)
                                    ? tell_beside(session, err)
                                    : tell_in(session, session->store, true, err));
    free(session->different);
    session->different = NULL;
    return done;
}

void prove_tell(Session *session)
{
    Err err = {0};
    if (!tell(session, &err))
        session_note(session, _("What was found could not be told to the history: %s"),
                     err.text);
}

void prove_header(Session *session)
{
    bool behind = false;
    Err err = {0};
    if (!store_header_behind(session->store, &behind, &err))
        session_note(session, "%s", err.text);
    if (!behind)
        return;
    session_note(
        session,
        _("Who can open this store stands in its header, and that is older than the "
          "history: somebody put it back, and with it whoever had been shut out since. "
          "Change the key of the store with “anjuan rekey”"));
    if (session->mode == STORE_READ || store_read_only(session->store))
        return;
    free(session->different);
    session->different =
        xstrdup(_("The header of the store (who can open it) was an older one"));
    session->different_case = 0;
    if (!tell(session, &err) || !store_header_raise(session->store, &err))
        session_note(session, _("What was found could not be told to the history: %s"),
                     err.text);
}

bool prove_told(Session *session, Err *err)
{
    return tell(session, err);
}
