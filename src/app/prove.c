/* What is acted on is proven first: the records of a case, and who may do what, are held
 * against the history in the transaction that would act on them, and what lets a person in
 * before they come in. What differs is refused, and told to the history, so that putting it
 * back later hides nothing. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/backup.h"
#include "app/session_inner.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/sql.h"

static const char verb_different[] = "different";

/* What is to be written down once the transaction that found it is over. */
static void keep_for_later(Session *session, int64_t case_id, const char *words)
{
    free(session->different);
    session->different = xstrdup(words);
    session->different_case = case_id;
}

/* The first place in words, and how many more there are. */
static void say_found(const Verified *found, Buf *out)
{
    buf_add(out, found->changes[0].words);
    if (found->changed > 1)
        buf_addf(out,
                 ngettext(" (and in %lld more place)", " (and in %lld more places)",
                          (unsigned long)found->changed - 1),
                 (long long)found->changed - 1);
}

static bool refuse(Session *session, int64_t case_id, const Verified *found, Err *err)
{
    Buf words = BUF_INIT;
    say_found(found, &words);
    keep_for_later(session, case_id, words.data);
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

bool prove_case(Session *session, int64_t case_id, Err *err)
{
    return prove_people(session, err) && prove_records(session, case_id, err);
}

static bool refuse_person(Session *session, const char *name, const Verified *found, Err *err)
{
    Buf words = BUF_INIT;
    say_found(found, &words);
    keep_for_later(session, 0, words.data);
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

/* The same is told once in a while, however often somebody tries. */
static bool is_told(Session *session, bool *told, Err *err)
{
    int64_t n;
    bool done =
        sql_get_int(session->store, err, &n,
                    "SELECT count(*) FROM journal_group WHERE verb = ?2 AND message = ?3"
                    " AND id = (SELECT max(id) FROM journal_group WHERE case_id = ?1)",
                    "itt", session->different_case, verb_different, session->different);
    *told = done && n;
    return done;
}

static bool tell(Session *session, Err *err)
{
    Tx *tx = NULL;
    bool told;
    bool of_case = session->different_case != 0;
    GroupHead head = {.kind = of_case ? GROUP_WORKFLOW : GROUP_HOUSE,
                      .user_id = of_case ? session->user.id : 0,
                      .case_id = session->different_case,
                      .verb = verb_different,
                      .message = session->different};
    if (!is_told(session, &told, err) || told || !tx_begin(session->store, &head, &tx, err))
        return told;
    tx_stands(tx);
    return tx_commit(tx, NULL, err);
}

void prove_tell(Session *session)
{
    Err err = {0};
    if (!session->different)
        return;
    if (session->mode != STORE_READ && !store_read_only(session->store) && !tell(session, &err))
        session_note(session, _("What was found could not be told to the history: %s"),
                     err.text);
    free(session->different);
    session->different = NULL;
}
