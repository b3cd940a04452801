/* What is acted on is proven first: the records of a case are held against its history in the
 * transaction that would act on them. What differs is refused, and told to the history, so that
 * putting it back later hides nothing. */
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

static bool refuse(Session *session, int64_t case_id, const Verified *found, Err *err)
{
    Buf words = BUF_INIT;
    buf_add(&words, found->changes[0].words);
    if (found->changed > 1)
        buf_addf(&words,
                 ngettext(" (and in %lld more place)", " (and in %lld more places)",
                          (unsigned long)found->changed - 1),
                 (long long)found->changed - 1);
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

bool prove_case(Session *session, int64_t case_id, Err *err)
{
    Verified found = {0};
    bool done = records_of_case(session, case_id, &found, err) &&
                (!found.changed || refuse(session, case_id, &found, err));
    app_verified_free(&found);
    return done;
}

/* The same is told once, however often somebody tries. */
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
    GroupHead head = {.kind = GROUP_WORKFLOW,
                      .user_id = session->user.id,
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
    if (!store_read_only(session->store) && !tell(session, &err))
        session_note(session, _("What was found could not be told to the history: %s"),
                     err.text);
    free(session->different);
    session->different = NULL;
}
