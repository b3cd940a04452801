/* Opening cases, by number or one after the other. */
#include "config.h"

#include "app/case.h"

#include <stdlib.h>

#include "app/inner.h"
#include "base/i18n.h"
#include "store/sql.h"

/* Its rows went, but the journal tells who did it. */
static bool say_gone(Session *session, int64_t id, Err *err)
{
    char *who = NULL;
    if (!sql_get_text(session_store(session), err, &who,
                      "SELECT u.display FROM journal_group AS g"
                      " JOIN journal_row AS c ON c.group_id = g.id"
                      " JOIN user AS u ON u.id = g.user_id"
                      " WHERE g.verb = 'discard' AND c.tbl = 'case_file' AND c.row_id = ?",
                      "i", id))
        return false;
    if (who)
        err_set(err, ERR_NOT_FOUND,
                _("This case was taken away by %s; its number may be another's by now"), who);
    else
        err_set(err, ERR_NOT_FOUND, _("This case is not in the store any more"));
    free(who);
    return false;
}

bool app_case_stands(Session *session, int64_t id, Err *err)
{
    int64_t found;
    return sql_get_int(session_store(session), err, &found,
                       "SELECT count(*) FROM case_file WHERE id = ?", "i", id) &&
           (found || say_gone(session, id, err));
}

bool app_case_open_id(Session *session, int64_t id, CaseFile **out, Err *err)
{
    return desk_may(session_user(session), VERB_READ, err) &&
           app_case_stands(session, id, err) && case_load(session_store(session), id, out, err);
}

bool app_case_find(Session *session, const char *no, int64_t *id, Err *err)
{
    return desk_may(session_user(session), VERB_READ, err) &&
           case_find_no(session_store(session), no, id, err);
}

bool app_case_open(Session *session, const char *no, CaseFile **out, Err *err)
{
    int64_t id;
    return app_case_find(session, no, &id, err) && app_case_open_id(session, id, out, err);
}

bool app_case_reload(Session *session, CaseFile **file, Err *err)
{
    CaseFile *fresh;
    if (!app_case_open_id(session, case_head_of(*file)->id, &fresh, err))
        return false;
    case_free(*file);
    *file = fresh;
    return true;
}

static bool visit_case(Session *session, int64_t id, CaseVisit *visit, void *ctx, Err *err)
{
    Store *store = session_store(session);
    CaseFile *file = NULL;
    bool begun;
    if (!store_begin_read(store, &begun, err))
        return false;
    bool done = app_case_open_id(session, id, &file, err) && visit(ctx, file, err);
    store_end_read(store, begun);
    case_free(file);
    return done;
}

bool app_each_case(Session *session, CaseVisit *visit, void *ctx, Err *err)
{
    Store *store = session_store(session);
    int64_t id = 0;
    bool done = desk_may(session_user(session), VERB_READ, err);
    while (done) {
        done =
            sql_get_int(store, err, &id,
                        "SELECT id FROM case_file WHERE id > ? ORDER BY id LIMIT 1", "i", id);
        if (!done || !id)
            break;
        done = visit_case(session, id, visit, ctx, err);
    }
    return done;
}

bool status_now(Session *session, int64_t id, Status *out, Err *err)
{
    char *word = NULL;
    if (!sql_get_text(session_store(session), err, &word,
                      "SELECT status FROM case_file WHERE id = ?", "i", id))
        return false;
    if (!word)
        return say_gone(session, id, err);
    bool known = status_parse(word, out);
    free(word);
    return known ||
           err_set(err, ERR_STORE, _("The case has a status this program does not know"));
}
