/* What cases are found by (search terms, forms that are alike) is made of their values when
 * they are written. Where an older program wrote them it is made anew, once, when a store is
 * opened by a program that may write; until then a store that is only read finds less. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/inner.h"
#include "app/session_inner.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "rules/staging/alike.h"
#include "store/search.h"
#include "store/sql.h"

/* A number that grows when terms or forms are made otherwise; as the schema writes it into a
 * new store. */
static const char forms_now[] = "4";

static bool is_now(Store *store, bool *now, Err *err)
{
    char *kept = NULL;
    bool done = sql_get_text(store, err, &kept,
                             "SELECT value FROM meta WHERE name = 'found.forms'", NULL);
    *now = kept && strcmp(kept, forms_now) == 0;
    free(kept);
    return done;
}

static bool make_case(Session *session, int64_t id, Err *err)
{
    CaseFile *file = NULL;
    Store *store = session_store(session);
    bool done = case_load(store, id, &file, err) &&
                case_index(store, file, session_pinyin(session), err) &&
                alike_keep(store, file, err);
    case_free(file);
    return done;
}

static bool make_all(Session *session, Err *err)
{
    Store *store = session_store(session);
    int64_t id = 0;
    bool done = true;
    while (done) {
        done = sql_get_int(store, err, &id,
                           "SELECT coalesce((SELECT min(id) FROM case_file WHERE id > ?), 0)",
                           "i", id);
        if (!done || !id)
            break;
        done = make_case(session, id, err);
    }
    return done && sql_do(store, err,
                          "INSERT INTO meta (name, value) VALUES ('found.forms', ?)"
                          " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                          "t", forms_now);
}

/* Both kinds of what cases are found by: terms and forms, and the blocks of the terms. */
static bool is_made(Store *store, bool *now, bool *built, Err *err)
{
    return is_now(store, now, err) && search_built(store, built, err);
}

void found_heal(Session *session)
{
    Store *store = session_store(session);
    Err err = {0};
    bool now = true, built = true;
    if (store_read_only(store) || (is_made(store, &now, &built, &err) && now && built))
        return;
    bool done = err.kind == ERR_NONE && store_begin(store, &err);
    if (done) {
        /* Another program may have done it meanwhile. */
        done = is_made(store, &now, &built, &err) && (now || make_all(session, &err)) &&
               (built || search_build(store, NULL, &err)) && store_commit(store, &err);
        if (!done)
            store_rollback(store);
    }
    if (!done)
        session_note(session, _("Searching does not find all cases yet: %s"), err.text);
}
