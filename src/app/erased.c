/* What is said of a case that was erased: by the row of its erasure alone, for nothing else is
 * left. */
#include "config.h"

#include "app/case.h"
#include "app/erase.h"
#include "app/inner.h"
#include "base/i18n.h"
#include "desk/workflow.h"
#include "domain/codes.h"
#include "domain/field.h"
#include "store/sql.h"

bool app_case_erased(Session *session, const char *no, Arena *arena, Erased *out, Err *err)
{
    int64_t id;
    bool found;
    Sql q;
    *out = (Erased){0};
    if (!desk_may(session_user(session), VERB_READ, err) ||
        !app_case_find(session, no, &id, err) ||
        !sql_open(&q, session_store(session),
                  "SELECT c.no, e.at, u.display, e.reason, e.ground = 'request',"
                  " (SELECT count(*) FROM batch_case AS k JOIN batch AS b ON b.id = k.batch_id"
                  " WHERE k.case_id = c.id AND b.state <> 'withdrawn'),"
                  " e.asked_on, e.asked_as, e.asked_how, e.answered_on, e.others"
                  " FROM erasure AS e JOIN case_file AS c ON c.id = e.case_id"
                  " JOIN user AS u ON u.id = e.user_id WHERE c.id = ?",
                  err))
        return false;
    sql_bind_int(&q, 1, id);
    found = sql_row(&q);
    if (found)
        *out = (Erased){.no = arena_dup(arena, sql_text(&q, 0)),
                        .at = arena_dup(arena, sql_text(&q, 1)),
                        .by = arena_dup(arena, sql_text(&q, 2)),
                        .reason = arena_dup(arena, sql_text(&q, 3)),
                        .requested = sql_int(&q, 4) != 0,
                        .batches = sql_int(&q, 5),
                        .asked_on = arena_text(arena, sql_text(&q, 6)),
                        .asked_as = arena_text(arena, sql_text(&q, 7)),
                        .asked_how = arena_text(arena, sql_text(&q, 8)),
                        .answered_on = arena_text(arena, sql_text(&q, 9)),
                        .others = arena_text(arena, sql_text(&q, 10))};
    return sql_close(&q, err) &&
           (found || err_set(err, ERR_NOT_FOUND, _("Case %s was not erased"), no));
}

static const char *word_of(const Session *session, const char *table, const char *code,
                           const char *lang)
{
    const CodeTable *codes = codes_table(session_fields(session)->codes, table);
    const CodeEntry *entry = codes ? code_find(codes, code) : NULL;
    return entry ? code_text(entry, lang) : code;
}

const char *app_erased_as(const Session *session, const Erased *erased, const char *lang)
{
    if (!erased->asked_on || !*erased->asked_on)
        return "";
    return *erased->asked_as ? word_of(session, "relation", erased->asked_as, lang)
                             : word_of(session, "paper_word", "no_relation", lang);
}

const char *app_erased_how(const Session *session, const Erased *erased, const char *lang)
{
    return word_of(session, "request_way", erased->asked_how ? erased->asked_how : "", lang);
}
