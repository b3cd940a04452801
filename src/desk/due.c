/* The table of kinds, and the days that are kept of each case. */
#include "config.h"

#include "desk/due.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "store/sql.h"

enum {
    MINE = -1,
    LAST_BATCHES = 500, /* looked through: what nobody answered for so long nobody will */
};

#define S(status) (1u << STATUS_##status)
#define OPEN      (S(DRAFT) | S(SUBMITTED) | S(RETURNED) | S(APPROVED) | S(EXPORTED))

/* The last word about the case is of that verb; the index over questions makes this as small
 * as they are few. */
#define NO_ANSWER                                                                              \
    "c.id IN (SELECT r.case_id FROM review AS r WHERE r.verb = 'ask' AND NOT EXISTS ("         \
    "SELECT 1 FROM review AS n WHERE n.case_id = r.case_id AND n.id > r.id"                    \
    " AND n.verb IN ('answer', 'submit')))"
#define AN_ANSWER                                                                              \
    "c.id IN (SELECT r.case_id FROM review AS r WHERE r.verb = 'ask') AND 'answer' = ("        \
    "SELECT n.verb FROM review AS n WHERE n.case_id = c.id"                                    \
    " AND n.verb IN ('ask', 'answer', 'submit') ORDER BY n.id DESC LIMIT 1)"
/* Not at another station, which alone goes on with it. */
#define HERE "NOT EXISTS (SELECT 1 FROM pen_away AS w WHERE w.case_id = c.id) AND "
#define UNTOUCHED                                                                              \
    HERE "NOT EXISTS (SELECT 1 FROM four_eyes AS e WHERE e.case_id = c.id AND (e.user_id = ?"  \
         " OR e.user_id IN (SELECT by_user FROM passphrase_set WHERE user_id = ?)))"
#define NOBODY_FREE HERE "NOT EXISTS (SELECT 1 FROM free_eyes AS f WHERE f.case_id = c.id)"
#define STOPPED     "c.id IN (SELECT o.case_id FROM stop AS o WHERE o.decided_at IS NULL)"
/* Refused in the last batch of its purpose that it went out with. */
#define REFUSED_LAST(purposes)                                                                 \
    "c.id IN (SELECT k.case_id FROM batch_case AS k JOIN batch AS r ON r.id = k.batch_id"      \
    " WHERE k.outcome = 'refused' AND r.purpose " purposes " AND NOT EXISTS ("                 \
    "SELECT 1 FROM batch_case AS n JOIN batch AS b ON b.id = n.batch_id"                       \
    " WHERE n.case_id = k.case_id AND n.id > k.id AND b.state <> 'withdrawn'"                  \
    " AND b.purpose = r.purpose))"
#define STILL_OPEN "c.life NOT IN ('closed', 'archived')"
/* Nobody began to correct it. */
#define A_REFUSAL "c.amendment IS NULL AND " STILL_OPEN " AND " REFUSED_LAST("<> 'payment'")
/* No amendment corrects that: the tranche is asked for again, or given up. */
#define NO_PAYMENT                                                                             \
    STILL_OPEN " AND EXISTS (SELECT 1 FROM tranche AS t WHERE t.case_id = c.id"                \
               " AND t.state = 'refused') AND " REFUSED_LAST("= 'payment'")
#define OVER                                                                                   \
    "c.life IN ('closed', 'archived') AND NOT EXISTS (SELECT 1 FROM erasure AS x"              \
    " WHERE x.case_id = c.id)"
/* By the person, and to be entered. */
#define KEPT                                                                                   \
    "c.id IN (SELECT k.case_id FROM kept_change AS k WHERE k.user_id = ?"                      \
    " AND NOT EXISTS (SELECT 1 FROM pen_away AS p WHERE p.case_id = k.case_id))"
/* From another station, to whoever keeps it, or to all where that is somebody of elsewhere.
 * What is returned to whoever keeps it is told as that. */
#define CAME                                                                                   \
    HERE "c.id IN (SELECT m.case_id FROM case_came AS m) AND CASE WHEN c.keeper = ?"           \
         " THEN c.working <> 'returned' ELSE NOT EXISTS (SELECT 1 FROM user AS u"              \
         " WHERE u.id = c.keeper AND u.home IS NULL) END"
/* By a station that had it before. */
#define ASKED_BACK                                                                             \
    "c.id IN (SELECT o.case_id FROM call_open AS o WHERE o.ours = 0 AND o.answered = 0)"
/* Not answered yet, or granted and still to be done: then the case is gone. */
#define A_REQUEST                                                                              \
    "c.id IN (SELECT r.case_id FROM erasure_request AS r WHERE r.answer IS NULL"               \
    " OR r.answered_on IS NULL OR r.answer = 'granted')"
#define REQUEST_FIRST "(SELECT min(r.\"on\") FROM erasure_request AS r WHERE r.case_id = c.id)"
/* The few of them have an index, which SQLite does not take of itself where it is to sort. */
#define SETTLES                                                                                \
    "c.id IN (SELECT s.id FROM case_file AS s WHERE s.life IN ('raising_ended', 'settling'))"
#define UNCHANGED    "c.updated_at < ?"
#define URGENT_FIRST "((c.urgent IS NOT 'yes') || c.updated_at)"

typedef struct DueDef {
    const char *name, *title;
    int whose; /* MINE or a Verb */
    unsigned statuses;
    const char *day, *known, *limit;
    const char *condition, *key;
    DueAge age;
} DueDef;

#define DUE(ID, ...) [DUE_##ID] = {__VA_ARGS__},
static const DueDef kinds[DUE_END] = {
#include "desk/due.def"
};
#undef DUE

const char *due_name(DueKind kind)
{
    return kinds[kind].name;
}

const char *due_title(DueKind kind)
{
    return _(kinds[kind].title);
}

const char *due_day_fact(DueKind kind)
{
    return kinds[kind].day;
}

const char *due_kept_fact(DueKind kind)
{
    return kinds[kind].day ? kinds[kind].day : kinds[kind].known;
}

const char *due_limit_fact(DueKind kind)
{
    return kinds[kind].limit;
}

DueAge due_age(DueKind kind)
{
    return kinds[kind].age;
}

const char *due_condition(DueKind kind)
{
    return kinds[kind].condition;
}

static bool has_condition(DueKind kind, const char *condition)
{
    return kinds[kind].condition && strcmp(kinds[kind].condition, condition) == 0;
}

bool due_is_over(DueKind kind)
{
    return has_condition(kind, OVER);
}

DueBy due_by(DueKind kind)
{
    const DueDef *def = &kinds[kind];
    if (def->statuses && def->day && (!def->condition || due_is_over(kind)))
        return DUE_BY_DAY;
    if (!def->statuses || def->whose != MINE || def->day)
        return DUE_BY_CASE;
    if (has_condition(kind, UNCHANGED))
        return DUE_BY_AGE;
    return def->condition ? DUE_BY_CASE : DUE_BY_SHELF;
}

const char *due_key(DueKind kind)
{
    return kinds[kind].key;
}

unsigned due_statuses(DueKind kind)
{
    return kinds[kind].statuses;
}

bool due_is_mine(DueKind kind)
{
    return kinds[kind].whose == MINE;
}

bool due_for(DueKind kind, const User *user)
{
    return desk_may(user, due_is_mine(kind) ? VERB_NEW : (Verb)kinds[kind].whose, NULL);
}

bool due_keep(Store *store, int64_t case_id, DueKind kind, const char *day, Err *err)
{
    char *kept = NULL;
    const char *name = kinds[kind].name;
    bool done = sql_get_text(store, err, &kept,
                             "SELECT on_day FROM case_due WHERE case_id = ? AND kind = ?", "it",
                             case_id, name);
    bool same = done && (kept ? day && strcmp(kept, day) == 0 : !day);
    if (done && !same && day)
        done = sql_do(store, err,
                      "INSERT INTO case_due (case_id, kind, on_day) VALUES (?, ?, ?)"
                      " ON CONFLICT (case_id, kind) DO UPDATE SET on_day = excluded.on_day",
                      "itt", case_id, name, day);
    else if (done && !same)
        done = sql_do(store, err, "DELETE FROM case_due WHERE case_id = ? AND kind = ?", "it",
                      case_id, name);
    free(kept);
    return done;
}

bool due_batches(Store *store, const char *before, int64_t *count, Err *err)
{
    return sql_get_int(
        store, err, count,
        "SELECT count(*) FROM (SELECT id FROM batch WHERE state = 'written' AND closed_at IS "
        "NULL"
        " AND on_day < ? ORDER BY id DESC LIMIT ?) AS b WHERE EXISTS ("
        "SELECT 1 FROM batch_case AS k CROSS JOIN case_file AS c ON c.id = k.case_id"
        " WHERE k.batch_id = b.id AND k.outcome IS NULL AND c.status = 'exported'"
        " AND c.life NOT IN ('closed', 'archived') AND NOT "
        "EXISTS ("
        "SELECT 1 FROM case_due AS d WHERE d.case_id = k.case_id AND d.kind = ?))",
        "tit", before, (int64_t)LAST_BATCHES, kinds[DUE_BATCH].name);
}

bool due_bundles(Store *store, const char *before, int64_t *count, Err *err)
{
    return sql_get_int(
        store, err, count,
        "SELECT (SELECT count(*) FROM bundle_out AS b JOIN station AS s ON s.id = b.station_id"
        " WHERE b.acknowledged IS NULL AND b.at < ?1 AND s.distrusted IS NULL)"
        " + (SELECT count(*) FROM station AS s WHERE s.gives = 1 AND s.distrusted IS NULL"
        " AND EXISTS (SELECT 1 FROM bundle_in AS i LEFT JOIN bundle_told AS t"
        " ON t.station_id = s.id WHERE i.station_id = s.id AND i.at < ?1"
        " AND (i.epoch, i.number) > (coalesce(t.epoch, 0), coalesce(t.number, 0))))",
        "t", before);
}

bool due_stale(Store *store, const char *version, int64_t after, int64_t *ids, size_t n,
               size_t *got, Err *err)
{
    Sql q;
    *got = 0;
    if (!sql_open(&q, store,
                  "SELECT case_id FROM case_summary WHERE knowledge_version IS NULL"
                  " AND case_id > ?2"
                  " UNION ALL SELECT case_id FROM case_summary WHERE knowledge_version < ?1"
                  " AND case_id > ?2"
                  " UNION ALL SELECT case_id FROM case_summary WHERE knowledge_version > ?1"
                  " AND case_id > ?2 ORDER BY case_id LIMIT ?3",
                  err))
        return false;
    sql_bind_text(&q, 1, version);
    sql_bind_int(&q, 2, after);
    sql_bind_int(&q, 3, (int64_t)n);
    while (*got < n && sql_row(&q))
        ids[(*got)++] = sql_int(&q, 0);
    return sql_close(&q, err);
}
