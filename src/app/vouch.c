/* Sets of people by their ids: the hands in the case, and for each of the two approvals those
 * who stand for it. */
#include "config.h"

#include "app/vouch.h"

#include <stdlib.h>
#include <string.h>

#include "app/inner.h"
#include "app/later.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text/text_same.h"
#include "store/sql.h"

typedef struct People {
    int64_t *list;
    size_t n, room;
} People;

static void add_person(People *people, int64_t id)
{
    if (people->n == people->room)
        people->list = xreallocarray(people->list, people->room = 2 * people->room + 8,
                                     sizeof *people->list);
    people->list[people->n++] = id;
}

/* Each row of the statement is one. */
static bool read_people(Sql *q, People *out, Err *err)
{
    while (sql_row(q))
        add_person(out, sql_int(q, 0));
    return sql_close(q, err);
}

/* ---- hands ---- */

static const char hands[] =
    "SELECT DISTINCT t.user_id FROM journal_group AS t"
    " WHERE t.case_id = ?2 AND t.id < ?3 AND t.user_id > 0"
    " AND (t.content = 1 OR t.verb = 'submit'"
    " OR EXISTS (SELECT 1 FROM journal_row AS r JOIN journal_group AS h JOIN journal_row AS n"
    " WHERE " LATER_TAKEN_IN " AND h.id < ?3))";

static bool add_named(Store *store, const char *adviser, People *out, Err *err)
{
    Sql q;
    if (!adviser || !adviser[0])
        return true;
    if (!sql_open(&q, store, "SELECT id, display, name FROM user", err))
        return false;
    while (sql_row(&q)) {
        if (text_is_of_person(adviser, sql_said(&q, 1)) ||
            text_is_of_person(adviser, sql_said(&q, 2)))
            add_person(out, sql_int(&q, 0));
    }
    return sql_close(&q, err);
}

static bool read_hands(Store *store, const VouchAsk *ask, People *out, Err *err)
{
    Sql q;
    Buf tables = BUF_INIT;
    bool done = sql_open(&q, store, hands, err);
    if (done) {
        later_tables(&tables);
        sql_bind_text(&q, 1, tables.data);
        sql_bind_int(&q, 2, ask->case_id);
        sql_bind_int(&q, 3, ask->before);
        done = read_people(&q, out, err) && add_named(store, ask->adviser, out, err);
    }
    buf_free(&tables);
    return done;
}

/* ---- who stands for an approval ---- */

static bool is_or_stood_behind(const VouchAsk *ask, int64_t user, int64_t by)
{
    return user == by || stood_behind(ask->givings, user, by, ask->before);
}

static bool is_free(const VouchAsk *ask, const People *hands_in, int64_t user)
{
    for (size_t i = 0; i < hands_in->n; i++) {
        if (is_or_stood_behind(ask, user, hands_in->list[i]))
            return false;
    }
    return true;
}

/* The group with which the approval came to stand here. */
#define ARRIVED                                                                                \
    "(SELECT max(g.id) FROM approval AS a JOIN journal_group AS g ON g.case_id = a.case_id"    \
    " JOIN journal_row AS r ON r.group_id = g.id AND r.tbl = 'approval' AND r.op = 'add'"      \
    " AND r.row_id = a.id WHERE a.id = ?)"

static bool arrived(Store *store, int64_t approval_id, int64_t *group, Err *err)
{
    return sql_get_int(store, err, group, "SELECT coalesce(" ARRIVED ", 0)", "i", approval_id);
}

/* Whoever is of here stands for themselves; their hands were asked about as they approved. */
static bool read_standing(Store *store, const VouchAsk *ask, int64_t user,
                          const People *hands_in, People *out, Err *err)
{
    char *home = NULL;
    int64_t came = 0;
    Sql q;
    People all = {0};
    if (!arrived(store, ask->approval_id, &came, err) ||
        !sql_get_text(store, err, &home, "SELECT home FROM user WHERE id = ?", "i", user))
        return false;
    if (!home) {
        add_person(out, user);
        return true;
    }
    bool done = sql_open(&q, store,
                         "SELECT DISTINCT v.user_id FROM station AS s"
                         " JOIN station_voucher AS v ON v.station_id = s.id"
                         " WHERE s.code = ?1 AND v.group_id < ?2 AND v.until > ?3",
                         err);
    if (done) {
        sql_bind_text(&q, 1, home);
        sql_bind_int(&q, 2, ask->before);
        sql_bind_int(&q, 3, came);
        done = read_people(&q, &all, err);
    }
    for (size_t i = 0; done && i < all.n; i++) {
        if (is_free(ask, hands_in, all.list[i]))
            add_person(out, all.list[i]);
    }
    free(all.list);
    free(home);
    return done;
}

static bool are_two(const VouchAsk *ask, const People *first, const People *second)
{
    for (size_t i = 0; i < first->n; i++) {
        for (size_t j = 0; j < second->n; j++) {
            if (!is_or_stood_behind(ask, first->list[i], second->list[j]) &&
                !is_or_stood_behind(ask, second->list[j], first->list[i]))
                return true;
        }
    }
    return false;
}

/* By its amount, or by a finding that was accepted with it. */
static bool asks_two(Store *store, const VouchAsk *ask, bool *two, Err *err)
{
    int64_t named = 0;
    *two = ask->rule.above >= 0 && ask->target > ask->rule.above;
    if (*two || !ask->rule.findings[0])
        return true;
    bool done = sql_get_int(store, err, &named,
                            "SELECT count(*) FROM finding_accepted WHERE approval_id = ?"
                            " AND instr(',' || ? || ',', ',' || rule || ',') > 0",
                            "it", ask->approval_id, ask->rule.findings);
    *two = named > 0;
    return done;
}

/* Who approved it, and who gave the first of two; 0: nobody. */
#define APPROVERS                                                                              \
    " FROM approval AS a JOIN user AS u ON u.id = a.approver"                                  \
    " LEFT JOIN review AS r ON r.uid = a.first LEFT JOIN user AS f ON f.id = r.user_id"        \
    " WHERE a.id = ?"

bool vouch_asks(Store *store, int64_t approval_id, bool *asks, Err *err)
{
    int64_t n = 0;
    bool done =
        sql_get_int(store, err, &n,
                    "SELECT u.home IS NOT NULL OR coalesce(f.home IS NOT NULL, 0)" APPROVERS,
                    "i", approval_id);
    *asks = n != 0;
    return done;
}

static bool read_approvers(Store *store, const VouchAsk *ask, int64_t *last, int64_t *first,
                           Err *err)
{
    Sql q;
    *last = *first = 0;
    if (!sql_open(&q, store, "SELECT u.id, coalesce(f.id, 0)" APPROVERS, err))
        return false;
    sql_bind_int(&q, 1, ask->approval_id);
    if (sql_row(&q)) {
        *last = sql_int(&q, 0);
        *first = sql_int(&q, 1);
    }
    return sql_close(&q, err);
}

bool vouch_of(Store *store, const VouchAsk *ask, Vouch *out, Err *err)
{
    People hands_in = {0}, for_last = {0}, for_first = {0};
    int64_t last, first;
    bool two = false;
    bool done = read_approvers(store, ask, &last, &first, err) &&
                asks_two(store, ask, &two, err) && read_hands(store, ask, &hands_in, err) &&
                read_standing(store, ask, last, &hands_in, &for_last, err) &&
                (!first || read_standing(store, ask, first, &hands_in, &for_first, err));
    *out = !for_last.n                                   ? VOUCH_HANDS
           : two && !are_two(ask, &for_first, &for_last) ? VOUCH_ONE
                                                         : VOUCH_COUNTS;
    free(hands_in.list);
    free(for_last.list);
    free(for_first.list);
    return done;
}

/* ---- of now ---- */

static bool ask_now(Session *session, Arena *arena, VouchAsk *ask, Givings *givings, Err *err)
{
    Store *store = session_store(session);
    char *adviser = NULL;
    int64_t submitted = 0;
    bool done = givings_read(store, givings, err) &&
                eyes_submitted(store, ask->case_id, true, &submitted, err) &&
                eyes_second_since(store, arena, submitted, &ask->rule, err) &&
                sql_get_int(store, err, &ask->target,
                            "SELECT coalesce(target_fen, 0) FROM case_file WHERE id = ?", "i",
                            ask->case_id) &&
                sql_get_text(store, err, &adviser, "SELECT adviser FROM case_file WHERE id = ?",
                             "i", ask->case_id);
    ask->adviser = arena_dup(arena, adviser);
    ask->givings = givings;
    free(adviser);
    return done;
}

static bool refuse(Store *store, const VouchAsk *ask, Vouch why, Arena *arena, Err *err)
{
    char *code = NULL;
    int64_t came = 0;
    Vouchers vouchers = {0};
    Buf names = BUF_INIT;
    if (!arrived(store, ask->approval_id, &came, err) ||
        !sql_get_text(store, err, &code, "SELECT coalesce(u.home, f.home)" APPROVERS, "i",
                      ask->approval_id) ||
        !vouchers_of(store, code ? code : "", came, arena, &vouchers, err)) {
        free(code);
        return false;
    }
    vouchers_say(&vouchers, &names);
    if (why == VOUCH_HANDS)
        err_set(err, ERR_REFUSED,
                /* TRANSLATORS: code of a station; who trusted it: "sun alone" */
                _("It was approved at %s, a station trusted by %s, with a hand in the case: it "
                  "goes out here only once another supervisor compared the card of that "
                  "station and took it in too (“anjuan trust FILE”)"),
                code, names.data ? names.data : "?");
    else
        err_set(err, ERR_REFUSED,
                _("Two approvals are asked for here, and it was approved at %s, a station "
                  "trusted by %s: it takes two approvals there, and two supervisors here who "
                  "compared its card and took it in (“anjuan trust FILE”); or amend it, and "
                  "two approve it here"),
                code, names.data ? names.data : "?");
    buf_free(&names);
    free(code);
    return false;
}

bool vouch_holds(Session *session, int64_t case_id, int64_t approval_id, Err *err)
{
    Store *store = session_store(session);
    VouchAsk ask = {.case_id = case_id, .approval_id = approval_id, .before = INT64_MAX};
    Givings givings = {0};
    Vouch vouch = VOUCH_COUNTS;
    bool asks = false;
    if (!vouch_asks(store, approval_id, &asks, err))
        return false;
    if (!asks)
        return true;
    Arena *arena = arena_new();
    bool done = ask_now(session, arena, &ask, &givings, err) &&
                vouch_of(store, &ask, &vouch, err) &&
                (vouch == VOUCH_COUNTS || refuse(store, &ask, vouch, arena, err));
    givings_free(&givings);
    arena_free(arena);
    return done;
}

/* ---- what was decided about a fraud ---- */

bool vouch_lifts(Store *store, const VouchLift *lift, bool *counts, Err *err)
{
    int64_t asks = 0;
    Sql q;
    *counts = true;
    if (!sql_get_int(store, err, &asks,
                     "SELECT d.home IS NOT NULL AND r.home IS NULL FROM user AS d, user AS r"
                     " WHERE d.id = ? AND r.id = ?",
                     "ii", lift->decided_by, lift->raised_by))
        return false;
    if (!asks)
        return true;
    if (!sql_open(
            &q, store,
            "SELECT DISTINCT v.user_id FROM user AS u JOIN station AS s ON s.code = u.home"
            " JOIN station_voucher AS v ON v.station_id = s.id"
            " WHERE u.id = ?1 AND v.group_id < ?2 AND v.until > ?3",
            err))
        return false;
    sql_bind_int(&q, 1, lift->decided_by);
    sql_bind_int(&q, 2, lift->before);
    sql_bind_int(&q, 3, lift->group);
    *counts = false;
    while (sql_row(&q)) {
        int64_t by = sql_int(&q, 0);
        *counts = *counts || !(by == lift->raised_by ||
                               stood_behind(lift->givings, by, lift->raised_by, lift->before));
    }
    return sql_close(&q, err);
}

static bool read_lift(Store *store, int64_t case_id, VouchLift *out, Err *err)
{
    Sql q;
    if (!sql_open(&q, store,
                  "SELECT s.user_id, s.decided_by, (SELECT max(r.group_id)"
                  " FROM journal_group AS g JOIN journal_row AS r ON r.group_id = g.id"
                  " WHERE g.case_id = s.case_id AND r.tbl = 'stop' AND r.row_id = s.id"
                  " AND instr(',' || r.cols || ',', ',decided_by,') > 0)"
                  " FROM stop AS s WHERE s.case_id = ? AND s.reason = 'fraud'"
                  " AND s.decided_at IS NOT NULL AND s.ends = 0 ORDER BY s.id DESC LIMIT 1",
                  err))
        return false;
    sql_bind_int(&q, 1, case_id);
    if (sql_row(&q)) {
        out->raised_by = sql_int(&q, 0);
        out->decided_by = sql_int(&q, 1);
        out->group = sql_int(&q, 2);
    }
    return sql_close(&q, err);
}

bool vouch_lifted(Session *session, int64_t case_id, Err *err)
{
    Store *store = session_store(session);
    Givings givings = {0};
    VouchLift lift = {.before = INT64_MAX, .givings = &givings};
    bool counts = true;
    bool done = read_lift(store, case_id, &lift, err) &&
                (!lift.decided_by || (givings_read(store, &givings, err) &&
                                      vouch_lifts(store, &lift, &counts, err)));
    givings_free(&givings);
    return done &&
           (counts ||
            err_set(err, ERR_REFUSED,
                    _("That no fraud is suspected any more was decided at another station, "
                      "which nobody but who suspected it vouched for: have it stopped again, "
                      "and another supervisor decides it here")));
}

/* ---- who approved what their own station entered ---- */

#define ALONE(which)                                                                           \
    "WITH v AS MATERIALIZED (SELECT * FROM station_voucher)"                                   \
    " SELECT r.id, c.no, min(h.home), u.display FROM journal_group AS t"                       \
    " JOIN user AS h ON h.id = t.user_id AND h.home IS NOT NULL"                               \
    " JOIN station AS s ON s.code = h.home"                                                    \
    " JOIN review AS r ON r.case_id = t.case_id AND r.group_id > t.id"                         \
    " AND r.verb IN ('approve', 'approve_first')"                                              \
    " JOIN case_file AS c ON c.id = r.case_id JOIN user AS u ON u.id = r.user_id"              \
    " WHERE (t.content = 1 OR t.verb = 'submit') AND " which                                   \
    " AND EXISTS (SELECT 1 FROM v WHERE v.station_id = s.id AND v.until > t.id"                \
    " AND v.group_id < r.group_id AND v.user_id = r.user_id)"                                  \
    " AND NOT EXISTS (SELECT 1 FROM v WHERE v.station_id = s.id AND v.until > t.id"            \
    " AND v.group_id < r.group_id AND v.user_id <> r.user_id)"                                 \
    " GROUP BY r.id ORDER BY min(h.home), u.display, c.no, r.id"

static const char alone_of_case[] = ALONE("t.case_id = ?1"),
                  alone_of_all[] =
                      ALONE("?1 = 0 AND EXISTS (SELECT 1 FROM approval AS a"
                            " WHERE a.case_id = r.case_id AND a.active = 1 AND (a.first = r.uid"
                            " OR r.id = (SELECT max(id) FROM review WHERE case_id = r.case_id"
                            " AND verb = 'approve')))");

bool vouch_alone(Store *store, int64_t case_id, Arena *arena, VouchAlone **out, size_t *n,
                 Err *err)
{
    Sql q;
    size_t room = 0;
    *n = 0;
    *out = NULL;
    if (!sql_open(&q, store, case_id ? alone_of_case : alone_of_all, err))
        return false;
    sql_bind_int(&q, 1, case_id);
    while (sql_row(&q)) {
        if (*n == room) {
            VouchAlone *more = arena_alloc(arena, (2 * room + 8) * sizeof **out);
            if (room)
                memcpy(more, *out, room * sizeof **out);
            room = 2 * room + 8;
            *out = more;
        }
        (*out)[(*n)++] = (VouchAlone){.review = sql_int(&q, 0),
                                      .no = arena_text(arena, sql_text(&q, 1)),
                                      .code = arena_text(arena, sql_text(&q, 2)),
                                      .by = arena_text(arena, sql_text(&q, 3))};
    }
    return sql_close(&q, err);
}

/* How many from the first on are of that station and that approver. */
static size_t alike(const VouchAlone *list, size_t n)
{
    size_t same = 1;
    while (same < n && strcmp(list[same].code, list[0].code) == 0 &&
           strcmp(list[same].by, list[0].by) == 0)
        same++;
    return same;
}

/* Each case once, the first of them. */
static const char *say_cases(const VouchAlone *list, size_t n, Arena *arena)
{
    enum { SHOWN = 10 };
    Buf names = BUF_INIT;
    size_t cases = 0;
    for (size_t i = 0; i < n; i++) {
        bool again = i > 0 && strcmp(list[i].no, list[i - 1].no) == 0;
        cases += !again;
        if (!again && cases <= SHOWN)
            buf_addf(&names, "%s%s", names.len ? _(", ") : "", list[i].no);
    }
    if (cases > SHOWN)
        /* TRANSLATORS: behind numbers of cases. */
        buf_addf(&names, ngettext(" and %zu more", " and %zu more", cases - SHOWN),
                 cases - SHOWN);
    /* TRANSLATORS: a station's code, a person, numbers of cases. */
    const char *said = arena_printf(
        arena,
        _("Entered or changed at %s, a station that nobody but %s had trusted, and "
          "approved here by that person: %s"),
        list->code, list->by, names.data);
    buf_free(&names);
    return said;
}

bool app_vouched_alone(Session *session, Arena *arena, const char ***out, size_t *n, Err *err)
{
    VouchAlone *alone;
    size_t found;
    *n = 0;
    *out = NULL;
    if (!vouch_alone(session_store(session), 0, arena, &alone, &found, err))
        return false;
    *out = arena_alloc(arena, (found + 1) * sizeof **out);
    for (size_t at = 0; at < found;) {
        size_t same = alike(alone + at, found - at);
        (*out)[(*n)++] = say_cases(alone + at, same, arena);
        at += same;
    }
    return true;
}

/* ---- who vouched ---- */

bool vouchers_of(Store *store, const char *code, int64_t after, Arena *arena, Vouchers *out,
                 Err *err)
{
    int64_t n = 0;
    Sql q;
    *out = (Vouchers){0};
    if (!sql_get_int(store, err, &n, "SELECT count(*) FROM user", NULL))
        return false;
    out->names = arena_alloc(arena, ((size_t)n + 1) * sizeof *out->names);
    if (!sql_open(&q, store,
                  "SELECT u.display FROM station AS s JOIN station_voucher AS v"
                  " ON v.station_id = s.id JOIN user AS u ON u.id = v.user_id"
                  " WHERE s.code = ?1 AND v.until > ?2"
                  " GROUP BY u.id, u.display ORDER BY min(v.group_id)",
                  err))
        return false;
    sql_bind_text(&q, 1, code);
    sql_bind_int(&q, 2, after);
    while (out->n < (size_t)n && sql_row(&q))
        out->names[out->n++] = arena_text(arena, sql_text(&q, 0));
    return sql_close(&q, err);
}

void vouchers_say(const Vouchers *vouchers, Buf *out)
{
    if (vouchers->n == 1) {
        /* TRANSLATORS: a person, who trusts a station and nobody else does */
        buf_addf(out, _("%s alone"), vouchers->names[0]);
        return;
    }
    for (size_t i = 0; i < vouchers->n; i++)
        buf_addf(out, "%s%s", i ? _(", ") : "", vouchers->names[i]);
}
