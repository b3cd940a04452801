/* What was done, held against what the history tells of that moment, since what was changed
 * behind the program's back may have been put back: the text of each approval against the
 * fields of the case then, and who did each step against their role then and their hands in the
 * case before, or those of whoever could be signed in as them. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/backup.h"
#include "app/behind.h"
#include "app/inner.h"
#include "app/later.h"
#include "app/reveal.h"
#include "app/right.h"
#include "app/then_text.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text/text_same.h"
#include "desk/eyes.h"
#include "domain/field.h"
#include "store/sql.h"

typedef struct Moments {
    Session *session;
    Store *store;
    Verified *out;
    const Givings *givings;
} Moments;

static char *number_of(const Moments *m, int64_t case_id)
{
    char *no = NULL;
    sql_get_text(m->store, NULL, &no, "SELECT no FROM case_file WHERE id = ?", "i", case_id);
    return no;
}

/* ---- what was approved ---- */

/* Which field a line is of, its key says; of several of that name the masked one counts. */
static bool line_is_masked(const FieldContext *fields, const char *line)
{
    size_t n = line[0] == '"' ? strcspn(line + 1, "\"") : 0;
    for (int id = 0; id < FIELD_COUNT; id++) {
        const FieldDef *field = catalog_field((FieldId)id);
        if (field_is_masked(fields, field) && strlen(field->key) == n &&
            strncmp(field->key, line + 1, n) == 0)
            return true;
    }
    return false;
}

/* As records_value of the value in it. */
static char *seen(const Moments *m, int64_t case_id, char *line)
{
    Buf shown = BUF_INIT;
    if (records_may_reveal(m->session, case_id) ||
        (session_user(m->session) && !line_is_masked(app_fields(m->session, NULL), line)))
        return line;
    if (line[0] == '"')
        buf_addf(&shown, "%.*s: ", (int)strcspn(line + 1, "\"") + 2, line);
    buf_add(&shown, MASK_WHOLE);
    free(line);
    return buf_take(&shown);
}

/* A text that is not what was signed is told of already. */
static bool is_known(const Verified *out, int64_t approval)
{
    for (size_t i = 0; i < out->change_count; i++) {
        const RecordChange *change = &out->changes[i];
        if (change->row == approval && change->column &&
            strcmp(change->table, "approval") == 0 && strcmp(change->column, "snapshot") == 0)
            return true;
    }
    return false;
}

static void tell_approved(const Moments *m, int64_t case_id, int64_t group, int64_t approval,
                          const char *told, const char *stored)
{
    char *then, *now;
    Buf words = BUF_INIT;
    RecordChange *change = is_known(m->out, approval) ? NULL : records_add(m->out);
    if (!change)
        return;
    then_difference(told, stored, &then, &now);
    then = seen(m, case_id, then);
    now = seen(m, case_id, now);
    *change = (RecordChange){.kind = "value",
                             .table = xstrdup("approval"),
                             .column = xstrdup("snapshot"),
                             .no = number_of(m, case_id),
                             .label = xstrdup(_("Approval of a case")),
                             .told = then,
                             .stored = now,
                             .row = approval,
                             .event = group};
    /* TRANSLATORS: a case, the number of an event; lines of the text that was approved. */
    buf_addf(&words,
             _("%s: what was approved with event %lld is not what the case was then: the "
               "history tells “%s”, and the approval has “%s”"),
             change->no ? change->no : "?", (long long)group, then, now);
    change->words = buf_take(&words);
}

typedef struct OfCase {
    const Moments *moments;
    int64_t case_id;
} OfCase;

static bool hold_approval(void *ctx, const Then *then, Err *err)
{
    const OfCase *of = ctx;
    Buf told = BUF_INIT;
    Sql q;
    if (then->erased)
        return true;
    if (!sql_open(&q, of->moments->store,
                  "SELECT a.id, a.snapshot FROM journal_row AS r"
                  " JOIN approval AS a ON a.uid = r.row_uid"
                  " WHERE r.group_id = ? AND r.tbl = 'approval' AND r.op = 'add'",
                  err))
        return false;
    sql_bind_int(&q, 1, then->group);
    if (sql_row(&q)) {
        const char *stored = sql_text(&q, 1);
        then_text(then, false, &told);
        if (stored && strcmp(told.data, stored) != 0)
            tell_approved(of->moments, of->case_id, then->group, sql_int(&q, 0), told.data,
                          stored);
    }
    buf_free(&told);
    return sql_close(&q, err);
}

/* Of one case, from the list on; *next: of the next case. Of an erased one there is none. */
static bool hold_case_approvals(const Moments *m, const Approvals *all, size_t from,
                                size_t *next, Err *err)
{
    const OfCase of = {m, all->list[from].case_id};
    int64_t erased = 0;
    size_t n = 0, to = from;
    while (to < all->n && all->list[to].case_id == of.case_id)
        to++;
    int64_t *groups = xcalloc(to - from, sizeof *groups);
    for (size_t at = from; at < to; at++) {
        if (all->list[at].text)
            groups[n++] = all->list[at].group;
    }
    *next = to;
    bool done =
        sql_get_int(m->store, err, &erased,
                    "SELECT EXISTS (SELECT 1 FROM erasure WHERE case_id = ?)", "i",
                    of.case_id) &&
        (erased || journal_then(m->store, of.case_id, &(ThenAt){.groups = groups, .n = n},
                                hold_approval, (void *)&of, err));
    free(groups);
    return done;
}

static bool hold_approvals(const Moments *m, const Approvals *all, const Progress *progress,
                           Err *err)
{
    enum { STEP = 64 };
    size_t done = 0;
    for (size_t at = 0; at < all->n;) {
        if (!hold_case_approvals(m, all, at, &at, err))
            return false;
        if (++done % STEP == 0 && !progress_step(progress, at, all->n))
            return err_set(err, ERR_CANCELLED, _("The verification was cancelled"));
    }
    return true;
}

/* ---- what was given up ---- */

static void tell_given_up(const Moments *m, const GivenUp *up, char *was, char *is)
{
    Buf words = BUF_INIT;
    RecordChange *change = records_add(m->out);
    if (!change) {
        free(was);
        free(is);
        return;
    }
    *change = (RecordChange){.kind = "right",
                             .table = xstrdup("journal_group"),
                             .no = number_of(m, up->case_id),
                             .label = xstrdup(_("Event of the history")),
                             .told = seen(m, up->case_id, was),
                             .stored = seen(m, up->case_id, is),
                             .row = up->group,
                             .event = up->group};
    /* TRANSLATORS: a case, the number of an event; lines of the text that was approved. */
    buf_addf(&words,
             _("%s: with event %lld an amendment was given up, and the case is not what it was "
               "before: it was “%s”, and is “%s”"),
             change->no ? change->no : "?", (long long)up->group, change->told, change->stored);
    change->words = buf_take(&words);
}

static bool hold_given_up(const Moments *m, const Approvals *all, Err *err)
{
    bool done = true;
    for (size_t i = 0; done && i < all->n_ups; i++) {
        char *was, *is;
        done = then_given_up(m->store, &all->ups[i], &was, &is, err);
        if (done && was)
            tell_given_up(m, &all->ups[i], was, is);
    }
    return done;
}

/* ---- who did it ---- */

static void tell_step(const Moments *m, int64_t group, int64_t case_id, const char *who,
                      const char *verb, const char *why)
{
    const Rights rights = {.session = m->session, .store = m->store, .out = m->out};
    right_tell(&rights, group, case_id, who, verb, NULL, why);
}

/* ---- what was erased ---- */

/* An erasure is two groups one after the other: the first has its row and takes the records
 * away, the second takes the history. A journal of before had the second alone. */
static const char erased_alone[] =
    "SELECT g.id, g.case_id, w.name FROM journal_group AS g"
    " LEFT JOIN journal_who AS w ON w.id = g.who WHERE g.kind = 'erase'"
    " AND NOT EXISTS (SELECT 1 FROM journal_row AS r JOIN journal_group AS b ON b.id = "
    "r.group_id"
    " WHERE r.group_id IN (g.id - 1, g.id) AND r.op = 'add' AND r.tbl = 'erasure'"
    " AND b.kind = 'erase' AND b.case_id = g.case_id AND b.who IS g.who)"
    " AND g.id > (SELECT coalesce(max(id), 0) FROM journal_group WHERE kind = 'setup'"
    " AND verb = 'migrate' AND signer IS NULL)";

static bool hold_erased(const Moments *m, const char *asked, const char *why, Err *err)
{
    Sql q;
    if (!sql_open(&q, m->store, asked, err))
        return false;
    while (sql_row(&q))
        tell_step(m, sql_int(&q, 0), sql_int(&q, 1), sql_text(&q, 2), verb_word(VERB_ERASE),
                  why);
    return sql_close(&q, err);
}

static bool hold_erasures(const Moments *m, Err *err)
{
    bool done =
        hold_erased(m, erased_alone, _("nothing of the case was taken away with it"), err);
    for (int record = REC_CASE + 1; done && record < REC_COUNT; record++) {
        Buf asked = BUF_INIT;
        buf_addf(&asked,
                 "SELECT g.id, g.case_id, w.name FROM erasure AS e JOIN journal_group AS g"
                 " ON g.kind = 'erase' AND g.case_id = e.case_id LEFT JOIN journal_who AS w"
                 " ON w.id = g.who WHERE e.case_id IN (SELECT case_id FROM \"%s\")"
                 " GROUP BY g.case_id",
                 catalog_record((RecordId)record)->table);
        done = hold_erased(m, asked.data, _("records of the case are still there"), err);
        buf_free(&asked);
    }
    return done;
}

/* ---- whose hands were in it ---- */

/* Somebody who had a hand in the case before it was approved. */
typedef struct Hand {
    int64_t group, case_id, approver, hand;
    const char *verb, *who, *name; /* who approved; whose hand */
} Hand;

static bool is_in_way(const Moments *m, const Hand *hand)
{
    return hand->hand == hand->approver ||
           stood_behind(m->givings, hand->approver, hand->hand, hand->group);
}

static void tell_hand(const Moments *m, const Hand *hand)
{
    Buf why = BUF_INIT;
    if (hand->approver == hand->hand)
        buf_add(&why, _("they had a hand in the case before"));
    else
        /* TRANSLATORS: a person. */
        buf_addf(&why,
                 _("%s, who had added them or set their passphrase, had a hand in the case "
                   "before"),
                 hand->name ? hand->name : "?");
    tell_step(m, hand->group, hand->case_id, hand->who, hand->verb, why.data);
    buf_free(&why);
}

/* Approvals, each with everybody who entered, changed or submitted the case before it, or wrote
 * what came later and is taken in. */
static const char hands[] =
    "SELECT DISTINCT g.id, g.case_id, g.verb, w.name, g.user_id, t.user_id, u.display"
    " FROM journal_group AS g LEFT JOIN journal_who AS w ON w.id = g.who"
    " JOIN journal_group AS t ON t.case_id = g.case_id AND t.id < g.id"
    " LEFT JOIN user AS u ON u.id = t.user_id"
    " WHERE g.kind = 'workflow' AND g.verb IN ('approve', 'approve_first') AND t.user_id > 0"
    " AND (t.content = 1 OR t.verb = 'submit'"
    " OR EXISTS (SELECT 1 FROM journal_row AS r JOIN journal_group AS h JOIN journal_row AS n"
    " WHERE " LATER_TAKEN_IN " AND h.id <= g.id))"
    " ORDER BY g.id, t.user_id <> g.user_id, t.user_id";

static bool hold_hands(const Moments *m, Approvals *all, Err *err)
{
    int64_t told = 0;
    Buf later = BUF_INIT;
    Sql q;
    if (!sql_open(&q, m->store, hands, err))
        return false;
    later_tables(&later);
    sql_bind_text(&q, 1, later.data);
    while (sql_row(&q)) {
        const Hand hand = {sql_int(&q, 0),  sql_int(&q, 1),  sql_int(&q, 4), sql_int(&q, 5),
                           sql_text(&q, 2), sql_text(&q, 3), sql_text(&q, 6)};
        if (hand.group == told || !is_in_way(m, &hand))
            continue;
        told = hand.group;
        tell_hand(m, &hand);
        for (size_t i = 0; i < all->n; i++) {
            if (all->list[i].group == told)
                all->list[i].first_by = 0;
        }
    }
    buf_free(&later);
    return sql_close(&q, err);
}

/* Whoever gave the first of two gives no second, as long as two are asked for. */
static bool hold_first(const Moments *m, const Approved *approved, Err *err)
{
    Hand hand = {.group = approved->group,
                 .case_id = approved->case_id,
                 .approver = approved->approver,
                 .hand = approved->first_by,
                 .verb = verb_word(approved->verb),
                 .who = approved->who};
    char *name = NULL;
    bool is = is_in_way(m, &hand),
         done = !is || sql_get_text(m->store, err, &name,
                                    "SELECT display FROM user WHERE id = ?", "i", hand.hand);
    hand.name = name;
    if (done && is)
        tell_hand(m, &hand);
    free(name);
    return done;
}

static bool hold_firsts(const Moments *m, const Approvals *all, Err *err)
{
    bool done = true;
    for (size_t i = 0; done && i < all->n; i++)
        done = !all->list[i].first_by || hold_first(m, &all->list[i], err);
    return done;
}

/* Whom the case names as its adviser does not approve it, nor whoever they could be. */
static bool hold_named_one(const Moments *m, const Approved *approved, Err *err)
{
    Sql q;
    if (!sql_open(&q, m->store, "SELECT id, display, name FROM user", err))
        return false;
    while (sql_row(&q)) {
        Buf why = BUF_INIT;
        if (!text_is_of_person(approved->adviser, sql_said(&q, 1)) &&
            !text_is_of_person(approved->adviser, sql_said(&q, 2)))
            continue;
        if (sql_int(&q, 0) == approved->approver)
            buf_add(&why, _("the case names them as its adviser"));
        else if (stood_behind(m->givings, approved->approver, sql_int(&q, 0), approved->group))
            /* TRANSLATORS: a person. */
            buf_addf(&why,
                     _("%s, who had added them or set their passphrase, is named in the case "
                       "as its adviser"),
                     sql_text(&q, 1));
        if (why.len)
            tell_step(m, approved->group, approved->case_id, approved->who,
                      verb_word(approved->verb), why.data);
        buf_free(&why);
    }
    return sql_close(&q, err);
}

static bool hold_named(const Moments *m, const Approvals *all, Err *err)
{
    bool done = true;
    for (size_t i = 0; done && i < all->n; i++)
        done = !all->list[i].adviser || hold_named_one(m, &all->list[i], err);
    return done;
}

bool moments_verify(Session *session, const Progress *progress, Verified *out, Err *err)
{
    Givings givings = {0};
    const Moments m = {session, session_store(session), out, &givings};
    Approvals approvals = {0};
    bool begun;
    if (!store_begin_read(m.store, &begun, err))
        return false;
    bool done = givings_read(m.store, &givings, err) &&
                rights_verify(session, &givings, progress, out, &approvals, err) &&
                hold_approvals(&m, &approvals, progress, err) &&
                hold_given_up(&m, &approvals, err) && hold_erasures(&m, err) &&
                hold_hands(&m, &approvals, err) && hold_firsts(&m, &approvals, err) &&
                hold_named(&m, &approvals, err) && answers_hold(session, out, err);
    store_end_read(m.store, begun);
    approvals_free(&approvals);
    givings_free(&givings);
    return done;
}
