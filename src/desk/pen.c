/* One row of the table pen a case; none: the station that entered it goes on with it. */
#include "config.h"

#include "desk/pen.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "store/follow.h"
#include "store/sql.h"

const char pen_verb[] = "pass", pen_lost_verb[] = "take_over";

/* One that came without being passed is still where it was entered. */
bool pen_read(Store *store, int64_t case_id, Arena *arena, Pen *out, Err *err)
{
    Sql q;
    *out = (Pen){.away = false};
    if (!sql_open(&q, store,
                  "SELECT w.holder, s.name, w.at, w.term, s.distrusted IS NOT NULL FROM "
                  "(SELECT holder, at, term FROM pen_away"
                  " WHERE case_id = ?1 UNION ALL SELECT coalesce(g.station, '?'), g.at, 0"
                  " FROM journal_group AS g WHERE g.id = (SELECT min(id) FROM journal_group"
                  " WHERE case_id = ?1) AND (g.signed_at IS NOT NULL OR (g.signer IS NOT NULL"
                  " AND g.signature IS NULL)) AND NOT EXISTS (SELECT 1 FROM pen"
                  " WHERE case_id = ?1)) AS w LEFT JOIN station AS s ON s.code = w.holder",
                  err))
        return false;
    sql_bind_int(&q, 1, case_id);
    if (sql_row(&q))
        *out = (Pen){.away = true,
                     .code = arena_text(arena, sql_text(&q, 0)),
                     .name = arena_text(arena, sql_text(&q, 1)),
                     .since = arena_text(arena, sql_text(&q, 2)),
                     .term = sql_int(&q, 3),
                     .lost = sql_int(&q, 4) != 0};
    return sql_close(&q, err);
}

/* What changes nothing of the case, though the store may note who looked. */
static bool while_away(Verb verb)
{
    static const Verb verbs[] = {VERB_READ, VERB_REVEAL, VERB_PAPERS, VERB_DOSSIER};
    for (size_t i = 0; i < COUNT_OF(verbs); i++) {
        if (verbs[i] == verb)
            return true;
    }
    return false;
}

static const char *name_of(const Pen *pen)
{
    return pen->name[0] ? pen->name : pen->code;
}

bool pen_allows(Store *store, Verb verb, int64_t case_id, Err *err)
{
    Arena *arena;
    Pen pen;
    bool done;
    if (while_away(verb))
        return true;
    arena = arena_new();
    done = pen_read(store, case_id, arena, &pen, err) &&
           (!pen.away ||
            /* TRANSLATORS: the name of another station, and its code. */
            err_set(err, ERR_REFUSED,
                    _("This case is at %s (%s), which works on it; here it is read until it "
                      "comes back"),
                    name_of(&pen), pen.code));
    arena_free(arena);
    return done;
}

static bool give_to(Tx *tx, int64_t case_id, const char *to, Err *err)
{
    char now[INSTANT_TEXT];
    int64_t id, term;
    Store *store = tx_store(tx);
    store_now(store, now);
    if (!sql_get_int(store, err, &id, "SELECT id FROM pen WHERE case_id = ?", "i", case_id) ||
        !sql_get_int(store, err, &term, "SELECT term FROM pen WHERE case_id = ?", "i", case_id))
        return false;
    const TxColumn columns[] = {{"case_id", sql_value_int(case_id), 0},
                                {"holder", sql_value_text(to), 0},
                                {"term", sql_value_int(1), 0},
                                {"at", sql_value_text(now), 0}};
    if (!id)
        return tx_add(tx, "pen", columns, COUNT_OF(columns), &id, err);
    /* The holder last: from then on nothing of it is ours to change. */
    return tx_set(tx, "pen", id, "term", sql_value_int(term + 1), NULL, 0, err) &&
           tx_set(tx, "pen", id, "at", sql_value_text(now), NULL, 0, err) &&
           tx_set(tx, "pen", id, "holder", sql_value_text(to), NULL, 0, err);
}

bool pen_pass(Tx *tx, int64_t case_id, const char *to, Err *err)
{
    return pen_allows(tx_store(tx), VERB_HAND, case_id, err) && give_to(tx, case_id, to, err);
}

bool pen_came(Store *store, int64_t case_id, Err *err)
{
    return sql_do(store, err,
                  "INSERT OR IGNORE INTO case_came (case_id)"
                  " SELECT c.id FROM case_file AS c JOIN pen AS p ON p.case_id = c.id"
                  " WHERE c.id = ? AND c.working <> 'submitted'"
                  " AND NOT EXISTS (SELECT 1 FROM pen_away AS a WHERE a.case_id = c.id)",
                  "i", case_id);
}

bool pen_opened(Store *store, int64_t user_id, int64_t case_id, Err *err)
{
    int64_t there = 0;
    if (!sql_get_int(store, err, &there,
                     "SELECT EXISTS (SELECT 1 FROM case_came AS m"
                     " JOIN case_file AS c ON c.id = m.case_id WHERE m.case_id = ?1"
                     " AND (c.keeper = ?2 OR NOT EXISTS (SELECT 1 FROM user AS u"
                     " WHERE u.id = c.keeper AND u.home IS NULL)))",
                     "ii", case_id, user_id))
        return false;
    int64_t before = store_quiet_begin(store);
    bool done = !there || store_read_only(store) ||
                sql_do(store, err, "DELETE FROM case_came WHERE case_id = ?", "i", case_id);
    store_quiet_end(store, before);
    return done;
}

static bool is_lost(Store *store, int64_t case_id, bool *lost, Err *err)
{
    int64_t is;
    bool done =
        sql_get_int(store, err, &is, "SELECT EXISTS (SELECT 1 FROM pen_lost WHERE case_id = ?)",
                    "i", case_id);
    *lost = done && is;
    return done;
}

bool pen_take_over(Tx *tx, int64_t case_id, Err *err)
{
    Store *store = tx_store(tx);
    Arena *arena = arena_new();
    char *us = NULL;
    Pen pen;
    bool lost, done = pen_read(store, case_id, arena, &pen, err) &&
                      is_lost(store, case_id, &lost, err);
    if (done && !pen.away)
        done = err_set(err, ERR_REFUSED, _("The case is here; nothing has to be taken over"));
    done = done &&
           (lost || err_set(err, ERR_REFUSED,
                            _("The station %s is trusted, so it is asked for the case: "
                              "“anjuan callback”. Only where it is lost a supervisor trusts it "
                              "no longer, “anjuan distrust %s”, and takes over what it had"),
                            name_of(&pen), pen.code)) &&
           sql_get_text(store, err, &us, "SELECT value FROM setting WHERE name = 'station'",
                        NULL) &&
           give_to(tx, case_id, us, err);
    free(us);
    arena_free(arena);
    return done;
}

/* Who takes over does so from a station that is trusted here no longer either, or two would go
 * on with the case. */
static bool may_take_over(Store *store, const TravelGroup *group, bool *may, Err *err)
{
    const BodyColumn *holder = travel_tells(group, "pen", "holder");
    if (*may || strcmp(group->verb, pen_lost_verb) != 0)
        return true; /* who has it may say so, as programs of before had it */
    if (!is_lost(store, group->case_id, may, err))
        return false;
    if (!*may)
        return err_set(err, ERR_REFUSED,
                       _("The station %s took over a case from one that is trusted here; where "
                         "that one is lost, trust it no longer and have the case handed over "
                         "again"),
                       group->station ? group->station : "?");
    *may = group->station && holder && travel_is_text(&holder->after, group->station);
    return true;
}

bool pen_was_theirs(Store *store, const TravelGroup *group, Err *err)
{
    char *holder = NULL, *first = NULL;
    bool may = false;
    bool done =
        !group->case_id ||
        (sql_get_text(store, err, &holder, "SELECT holder FROM pen WHERE case_id = ?", "i",
                      group->case_id) &&
         sql_get_text(store, err, &first,
                      "SELECT station FROM journal_group WHERE case_id = ? ORDER BY id LIMIT 1",
                      "i", group->case_id));
    if (done && group->case_id) {
        may = follow_may_write(holder, first, group->station);
        done = may_take_over(store, group, &may, err) &&
               (may || err_set(err, ERR_REFUSED,
                               _("The station %s went on with a case that was not there; "
                                 "nothing of it was taken; tell them on the telephone"),
                               group->station ? group->station : "?"));
    }
    free(holder);
    free(first);
    return done;
}

const char *pen_words(const Pen *pen, Day today, Arena *arena)
{
    Day since;
    int hour, minute;
    int64_t days =
        instant_local(pen->since, &since, &hour, &minute) ? day_between(since, today) : 0;
    if (days < 1)
        /* TRANSLATORS: where a case is: a station, to which it went today. */
        return arena_printf(arena, _("at %s since today"), name_of(pen));
    return arena_printf(arena,
                        /* TRANSLATORS: where a case is: a station, and for how many days. */
                        ngettext("at %s for %d day", "at %s for %d days", (unsigned long)days),
                        name_of(pen), (int)days);
}
