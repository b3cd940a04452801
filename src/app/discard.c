/* Asks the store whether nothing has happened to the case, and removes it in one group with
 * what was derived from it. */
#include "config.h"

#include "app/discard.h"

#include <stdlib.h>
#include <string.h>

#include "app/backup.h"
#include "app/inner.h"
#include "base/i18n.h"
#include "store/search.h"
#include "store/sql.h"

/* Made by hand, the only group of the case, and no later case. A text that is half typed is
 * something too. */
static const char untouched[] =
    "SELECT coalesce(min(c.created_at), '') FROM case_file AS c WHERE c.id = ? AND"
    " c.created_by = ? AND c.status = 'draft'"
    " AND NOT EXISTS (SELECT 1 FROM case_file AS l WHERE l.id > c.id)"
    " AND NOT EXISTS (SELECT 1 FROM draft AS d WHERE d.case_id = c.id"
    " AND d.user_id = c.created_by)"
    " AND (SELECT group_concat(g.kind) FROM journal_group AS g WHERE g.case_id = c.id) = 'new'";

/* A backup has the number already: another case must never have it too. */
static bool in_backup(Session *session, const char *made, bool *in, Err *err)
{
    char *backup = NULL;
    bool done = app_last_backup(session, &backup, err);
    *in = done && backup && strcmp(made, backup) <= 0;
    free(backup);
    return done;
}

static bool find_untouched(Session *session, int64_t case_id, bool *found, Err *err)
{
    char *made = NULL;
    bool in = false;
    const User *user = session_user(session);
    *found = false;
    bool done = !user || (sql_get_text(session_store(session), err, &made, untouched, "ii",
                                       case_id, user->id) &&
                          in_backup(session, made ? made : "", &in, err));
    *found = done && made && *made && !in;
    free(made);
    return done;
}

/* Whoever has the case on their screen, or left it half typed, would type into nothing. */
static bool check_alone(Session *session, int64_t case_id, Err *err)
{
    char *who = NULL;
    bool done = sql_get_text(session_store(session), err, &who,
                             "SELECT u.display FROM user AS u WHERE u.id <> ?1 AND u.id IN"
                             " (SELECT user_id FROM last_place WHERE case_id = ?2"
                             " UNION SELECT user_id FROM draft WHERE case_id = ?2)"
                             " ORDER BY u.id LIMIT 1",
                             "ii", session_user(session)->id, case_id);
    if (done && who)
        done =
            err_set(err, ERR_REFUSED,
                    _("%s is in this case or has something half typed there; let them leave it "
                      "first, or close the case"),
                    who);
    free(who);
    return done;
}

bool app_case_untouched(Session *session, int64_t case_id)
{
    bool found;
    return !store_read_only(session_store(session)) &&
           desk_may(session_user(session), VERB_NEW, NULL) &&
           find_untouched(session, case_id, &found, NULL) && found;
}

bool app_case_written(Session *session, const CaseFile *file, Err *err)
{
    int64_t groups;
    return sql_get_int(session_store(session), err, &groups,
                       "SELECT count(*) FROM journal_group WHERE case_id = ? AND kind <> 'new'",
                       "i", case_head_of(file)->id) &&
           (groups || err_set(err, ERR_REFUSED,
                              _("Nothing is written in case %s yet, and its number may still "
                                "be given to another; fill something in first"),
                              case_head_of(file)->no));
}

bool case_remove_derived(Store *store, int64_t case_id, Err *err)
{
    static const char *const texts[] = {
        "DELETE FROM alike_form WHERE case_id = ?",
        "DELETE FROM case_summary WHERE case_id = ?",
        "DELETE FROM story_band WHERE case_id = ?",
        "DELETE FROM story_print WHERE case_id = ?",
        "DELETE FROM last_place WHERE case_id = ?",
    };
    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
        if (!sql_do(store, err, texts[i], "i", case_id))
            return false;
    }
    return search_put(store, case_id, NULL, 0, err);
}

bool app_case_discard(Session *session, int64_t case_id, Err *err)
{
    Tx *tx = NULL;
    bool found = false;
    if (!desk_may(session_user(session), VERB_NEW, err))
        return false;
    const GroupHead head = {
        .kind = GROUP_NEW, .user_id = session_user(session)->id, .verb = "discard"};
    if (!tx_begin(session_store(session), &head, &tx, err))
        return false;
    bool done =
        session_person_stands(session, err) && prove_case(session, case_id, err) &&
        find_untouched(session, case_id, &found, err) &&
        (found || err_set(err, ERR_REFUSED,
                          _("Only the case made last is taken away, by who made it and before "
                            "anything is written in it; close this one"))) &&
        check_alone(session, case_id, err) &&
        case_remove_derived(session_store(session), case_id, err) &&
        tx_remove(tx, "case_file", case_id, err);
    if (done)
        return tx_commit(tx, NULL, err);
    tx_abort(tx);
    prove_tell(session);
    return false;
}
