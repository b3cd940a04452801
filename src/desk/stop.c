/* What stops a case, in which order, and the rows of it. */
#include "config.h"

#include "desk/stop.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/day.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text/text.h"
#include "base/uid.h"
#include "desk/life.h"
#include "desk/workflow.h"
#include "store/sql.h"

#define EVENT(kind) "SELECT t.uid FROM event AS t WHERE t.case_id = ?1 AND t.kind = '" kind "'"
#define UNTOLD                                                                                 \
    " AND NOT EXISTS (SELECT 1 FROM stop AS s WHERE s.case_id = ?1 AND s.reason = ?2"          \
    " AND s.cause = t.uid AND s.taken_back = 0) ORDER BY t.id LIMIT 1"

/* raises: the row that raises it by itself and has not yet; NULL: only a person does. */
static const struct StopDef {
    const char *word, *label, *raises;
} stops[] = {
    /* TRANSLATORS: why a case is stopped */
    [STOP_DEATH] = {"death", N_("the patient died"), EVENT("death") UNTOLD},
    [STOP_TREATMENT_STOPPED] = {"treatment_stopped", N_("treatment was stopped"),
                                EVENT("treatment_stopped") UNTOLD},
    [STOP_THIRD_PARTY_PAID] = {"third_party_paid", N_("a third party paid"),
                               EVENT("third_party_paid") UNTOLD},
    [STOP_CONSENT_WITHDRAWN] = {"consent_withdrawn", N_("a consent was withdrawn"),
                                "SELECT t.uid FROM consent AS t WHERE t.case_id = ?1"
                                " AND t.withdrawn_on IS NOT NULL" UNTOLD},
    [STOP_FRAUD] = {"fraud", N_("fraud is suspected"), NULL},
    [STOP_OTHER] = {"other", N_("another reason"), NULL},
};

const char *stop_word(StopReason reason)
{
    return stops[reason].word;
}

const char *stop_label(StopReason reason)
{
    return _(stops[reason].label);
}

bool stop_parse(const char *word, StopReason *out)
{
    for (size_t i = 0; i < COUNT_OF(stops); i++) {
        if (strcmp(stops[i].word, word) == 0) {
            *out = (StopReason)i;
            return true;
        }
    }
    return false;
}

/* ---- reading ---- */

/* Who raised it by hand has said what happened; what was raised by a row goes by the row. */
static const char *words_of(const Sql *q)
{
    bool gone = !sql_is_null(q, 6) && !sql_int(q, 10);
    return gone ? _("what raised it has been taken back") : sql_text(q, 5);
}

static Stop read_stop(const Sql *q, Arena *arena)
{
    Stop stop = {.id = sql_int(q, 0),
                 .group = sql_int(q, 1),
                 .reason = STOP_OTHER,
                 .open = sql_is_null(q, 7),
                 .by_itself = !sql_is_null(q, 6),
                 .at = arena_text(arena, sql_text(q, 3)),
                 .by = arena_text(arena, sql_text(q, 4)),
                 .words = arena_text(arena, words_of(q)),
                 .decided_at = arena_text(arena, sql_text(q, 7)),
                 .decided_by = arena_text(arena, sql_text(q, 8)),
                 .decision = arena_text(arena, sql_text(q, 9)),
                 .ends = sql_int(q, 11) != 0};
    stop_parse(arena_text(arena, sql_text(q, 2)), &stop.reason);
    return stop;
}

/* What raised the stop still says so. */
#define STANDS                                                                                 \
    "EXISTS (SELECT 1 FROM stop_cause AS e WHERE e.case_id = s.case_id AND e.uid = s.cause"    \
    " AND e.reason = s.reason)"

#define STOPS                                                                                  \
    "SELECT s.id, s.group_id, s.reason, s.at, u.display, s.words, s.cause, s.decided_at,"      \
    " d.display, s.decision, s.taken_back = 0 AND " STANDS ", s.ends"                          \
    " FROM stop AS s LEFT JOIN user AS u ON u.id = s.user_id"                                  \
    " LEFT JOIN user AS d ON d.id = s.decided_by WHERE s.case_id = ?"

bool stop_list(Store *store, int64_t case_id, Arena *arena, Stop **out, size_t *n, Err *err)
{
    Sql q;
    Stop *rows = NULL;
    size_t got = 0, room = 0;
    *n = 0;
    if (!sql_open(&q, store, STOPS " ORDER BY s.id", err))
        return false;
    sql_bind_int(&q, 1, case_id);
    while (sql_row(&q)) {
        if (got == room)
            rows = xreallocarray(rows, room = room * 2 + 4, sizeof *rows);
        rows[got++] = read_stop(&q, arena);
    }
    bool done = sql_close(&q, err);
    *out = arena_alloc(arena, (got + 1) * sizeof **out);
    if (got)
        memcpy(*out, rows, got * sizeof **out);
    *n = done ? got : 0;
    free(rows);
    return done;
}

#define OPEN  STOPS " AND s.decided_at IS NULL"
#define HOLDS STOPS " AND s.id IN (SELECT id FROM stop_holds WHERE case_id = s.case_id)"

static bool find_stop(Store *store, const char *sql, int64_t case_id, Arena *arena, Stop *out,
                      bool *found, Err *err)
{
    Sql q;
    *found = false;
    if (!sql_open(&q, store, sql, err))
        return false;
    sql_bind_int(&q, 1, case_id);
    *found = sql_row(&q);
    if (*found)
        *out = read_stop(&q, arena);
    return sql_close(&q, err);
}

static bool say_stopped(const Stop *stop, Err *err)
{
    char on[DAY_TEXT] = "";
    Day day;
    int hour, minute;
    if (instant_local(stop->open ? stop->at : stop->decided_at, &day, &hour, &minute))
        day_format(day, on);
    if (!stop->open)
        return err_set(err, ERR_REFUSED,
                       /* TRANSLATORS: day, "the patient died", the words of the decision */
                       _("It was decided on %s that the case stays held: %s (%s); a supervisor "
                         "may decide otherwise"),
                       on, stop_label(stop->reason), stop->decision);
    if (!*stop->words)
        /* TRANSLATORS: day, "the patient died" */
        return err_set(err, ERR_REFUSED,
                       _("The case is stopped since %s: %s; a supervisor has to decide first"),
                       on, stop_label(stop->reason));
    return err_set(err, ERR_REFUSED,
                   /* TRANSLATORS: day, "fraud is suspected", the words of who stopped it */
                   _("The case is stopped since %s: %s (%s); a supervisor has to decide first"),
                   on, stop_label(stop->reason), stop->words);
}

static bool none_of(Store *store, const char *sql, int64_t case_id, Err *err)
{
    Stop stop;
    bool found = false;
    Arena *arena = arena_new();
    bool done = find_stop(store, sql, case_id, arena, &stop, &found, err);
    if (done && found)
        done = say_stopped(&stop, err);
    arena_free(arena);
    return done;
}

bool stop_none(Store *store, int64_t case_id, Err *err)
{
    return none_of(store, HOLDS " ORDER BY s.decided_at IS NOT NULL, s.id", case_id, err);
}

/* ---- writing ---- */

typedef struct Raised {
    StopReason reason;
    const char *words;
    const Uid *cause;
} Raised;

static bool add_stop(Tx *tx, int64_t user_id, int64_t case_id, const Raised *raised, Err *err)
{
    char at[INSTANT_TEXT];
    int64_t id;
    store_now(tx_store(tx), at);
    TxColumn columns[] = {
        {"case_id", sql_value_int(case_id), 0},
        {"group_id", sql_value_int(tx_group(tx)), 0},
        {"at", sql_value_text(at), 0},
        {"user_id", sql_value_int(user_id), 0},
        {"reason", sql_value_text(stop_word(raised->reason)), 0},
        {"words", sql_value_text(raised->words), 0},
        {"cause",
         raised->cause ? sql_value_blob(raised->cause->bytes, UID_BYTES) : sql_value_null(), 0},
    };
    return tx_add(tx, "stop", columns, COUNT_OF(columns), &id, err);
}

bool stop_raise(Tx *tx, const User *user, int64_t case_id, StopReason reason, const char *words,
                Err *err)
{
    return desk_may_stored(tx_store(tx), user, VERB_STOP, case_id, err) &&
           life_goes_on(tx_store(tx), case_id, err) &&
           none_of(tx_store(tx), OPEN, case_id, err) &&
           (!text_blank(words) ||
            err_set(err, ERR_INPUT, _("Say what happened: who decides has to know it"))) &&
           add_stop(tx, user->id, case_id, &(Raised){.reason = reason, .words = words}, err);
}

/* The row that stops the case and has not been told of yet. */
static bool find_cause(Store *store, int64_t case_id, StopReason reason, Uid *cause,
                       bool *found, Err *err)
{
    Sql q;
    size_t n = 0;
    *found = false;
    if (!stops[reason].raises)
        return true;
    if (!sql_open(&q, store, stops[reason].raises, err))
        return false;
    sql_bind_int(&q, 1, case_id);
    sql_bind_text(&q, 2, stop_word(reason));
    const void *bytes = sql_row(&q) ? sql_blob(&q, 0, &n) : NULL;
    *found = n == UID_BYTES;
    if (*found)
        memcpy(cause->bytes, bytes, UID_BYTES);
    return sql_close(&q, err);
}

/* Somebody has decided about what raised it: no other than who may decide takes that back. */
static bool may_take_back(Store *store, int64_t user_id, Err *err)
{
    User user;
    Arena *arena = arena_new();
    bool done = user_get(store, user_id, arena, &user, err) &&
                (desk_may(&user, VERB_DECIDE, NULL) ||
                 err_set(err, ERR_REFUSED,
                         _("A supervisor has decided about the stop that this raised; only a "
                           "supervisor takes it back")));
    arena_free(arena);
    return done;
}

/* Stops that were decided, whose cause has been taken back since. */
static bool take_back(Tx *tx, int64_t user_id, int64_t case_id, Err *err)
{
    Store *store = tx_store(tx);
    int64_t id = -1;
    bool done = true;
    while (done && id) {
        done = sql_get_int(store, err, &id,
                           "SELECT s.id FROM stop AS s WHERE s.case_id = ? AND s.cause IS NOT"
                           " NULL AND s.decided_at IS NOT NULL AND s.taken_back = 0 AND NOT"
                           " " STANDS " LIMIT 1",
                           "i", case_id) &&
               (!id || (may_take_back(store, user_id, err) &&
                        tx_set(tx, "stop", id, "taken_back", sql_value_int(1), NULL, 0, err)));
    }
    return done;
}

bool stop_follow(Tx *tx, int64_t user_id, int64_t case_id, Err *err)
{
    Store *store = tx_store(tx);
    int64_t held;
    if (!take_back(tx, user_id, case_id, err) ||
        !sql_get_int(store, err, &held,
                     "SELECT count(*) FROM case_file AS c WHERE id = ?1 AND"
                     " (life IN ('closed', 'archived') OR EXISTS"
                     "  (SELECT 1 FROM stop WHERE case_id = ?1 AND decided_at IS NULL))",
                     "i", case_id))
        return false;
    for (int reason = 0; !held && reason < STOP_COUNT; reason++) {
        Uid cause;
        bool found;
        if (!find_cause(store, case_id, (StopReason)reason, &cause, &found, err))
            return false;
        if (found)
            return add_stop(tx, user_id, case_id,
                            &(Raised){.reason = (StopReason)reason, .cause = &cause}, err);
    }
    return true;
}

/* The stop that the group raised goes with what raised it, while nobody has decided. */
static bool follow_undo(Tx *tx, int64_t user_id, int64_t case_id, int64_t taken, Err *err)
{
    int64_t id;
    return sql_get_int(tx_store(tx), err, &id,
                       "SELECT s.id FROM stop AS s WHERE s.case_id = ? AND s.group_id = ?"
                       " AND s.cause IS NOT NULL AND s.decided_at IS NULL AND NOT " STANDS,
                       "ii", case_id, taken) &&
           (!id || tx_remove(tx, "stop", id, err)) && stop_follow(tx, user_id, case_id, err);
}

const JournalFollow stop_follows = {follow_undo, "stop"};

/* The stop that is decided about: the open one; or one more of the reason that holds the case.
 */
static bool take_stop(Tx *tx, const User *user, int64_t case_id, Arena *arena, Stop *stop,
                      Err *err)
{
    Store *store = tx_store(tx);
    bool found;
    if (!find_stop(store, OPEN, case_id, arena, stop, &found, err))
        return false;
    if (found)
        return true;
    if (!find_stop(store, HOLDS " ORDER BY s.id", case_id, arena, stop, &found, err))
        return false;
    if (!found)
        return err_set(err, ERR_REFUSED, _("Nothing stops the case"));
    const Raised again = {.reason = stop->reason, .words = stop->decision};
    return add_stop(tx, user->id, case_id, &again, err) &&
           find_stop(store, OPEN, case_id, arena, stop, &found, err);
}

/* What nobody may send by leaving something unsaid. */
static bool check_fate(StopReason reason, StopFate fate, Err *err)
{
    return fate != STOP_UNSAID || (reason != STOP_DEATH && reason != STOP_CONSENT_WITHDRAWN) ||
           err_set(err, ERR_INPUT,
                   _("Say what becomes of the case: it stays held (--hold), or it goes on "
                     "(--go-on)"));
}

/* Nobody decides alone about what they accuse somebody of; the trigger stop_second has the
 * same. */
static bool check_suspected(Store *store, const User *user, int64_t id, Err *err)
{
    char *name = NULL;
    int64_t self = 0;
    bool done =
        sql_get_int(store, err, &self,
                    "SELECT count(*) FROM stop_suspected WHERE stop_id = ? AND user_id = ?",
                    "ii", id, user->id);
    if (done && self)
        return err_set(
            err, ERR_REFUSED,
            _("You suspected this fraud yourself; another supervisor decides about it"));
    done = done && sql_get_text(store, err, &name,
                                "SELECT u.display FROM stop_suspected AS s JOIN user AS u"
                                " ON u.id = s.user_id WHERE s.stop_id = ?1 AND s.user_id IN"
                                " (SELECT by_user FROM passphrase_set WHERE user_id = ?2)",
                                "ii", id, user->id);
    if (done && name)
        done =
            err_set(err, ERR_REFUSED,
                    _("%s, who added you or set your passphrase, suspected this fraud; another "
                      "supervisor decides about it"),
                    name);
    free(name);
    return done;
}

static bool write_decision(Tx *tx, const User *user, int64_t id, StopFate fate,
                           const char *decision, Err *err)
{
    char at[INSTANT_TEXT];
    store_now(tx_store(tx), at);
    return (fate != STOP_ENDS ||
            tx_set(tx, "stop", id, "ends", sql_value_int(1), NULL, 0, err)) &&
           tx_set(tx, "stop", id, "decision", sql_value_text(decision), NULL, 0, err) &&
           tx_set(tx, "stop", id, "decided_by", sql_value_int(user->id), NULL, 0, err) &&
           tx_set(tx, "stop", id, "decided_at", sql_value_text(at), NULL, 0, err);
}

bool stop_decide(Tx *tx, const User *user, int64_t case_id, StopFate fate, const char *decision,
                 Err *err)
{
    Stop stop;
    Arena *arena = arena_new();
    bool done =
        desk_may_stored(tx_store(tx), user, VERB_DECIDE, case_id, err) &&
        take_stop(tx, user, case_id, arena, &stop, err) && check_fate(stop.reason, fate, err) &&
        (!text_blank(decision) || err_set(err, ERR_INPUT, _("Say what was decided and why"))) &&
        check_suspected(tx_store(tx), user, stop.id, err) &&
        write_decision(tx, user, stop.id, fate, decision, err) &&
        stop_follow(tx, user->id, case_id, err);
    arena_free(arena);
    return done;
}
