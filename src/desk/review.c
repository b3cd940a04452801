/* Moves of a case are checked again inside the transaction that makes them, and written as rows
 * of the table review. */
#include "config.h"

#include "desk/review.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/day.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "desk/eyes.h"
#include "desk/life.h"
#include "domain/layer.h"
#include "store/sql.h"

static bool status_now(Store *store, int64_t case_id, Status *out, Err *err)
{
    char *word = NULL;
    if (!sql_get_text(store, err, &word, "SELECT status FROM case_file WHERE id = ?", "i",
                      case_id))
        return false;
    bool known = word && status_parse(word, out);
    if (!known)
        err_set(err, word ? ERR_STORE : ERR_NOT_FOUND,
                word ? _("The case has a status this program does not know")
                     : _("There is no such case"));
    free(word);
    return known;
}

bool review_not_begun(Store *store, int64_t case_id, Err *err)
{
    char *no = NULL;
    if (!sql_get_text(store, err, &no,
                      "SELECT b.no FROM batch_case AS k JOIN batch AS b ON b.id = k.batch_id"
                      " WHERE k.case_id = ? AND b.state = 'begun'",
                      "i", case_id))
        return false;
    if (no)
        err_set(
            err, ERR_CONFLICT,
            _("It is being exported in batch %s; wait until that has ended. Where nobody is "
              "exporting, start the program again: it says what is in the way"),
            no);
    bool begun = no != NULL;
    free(no);
    return !begun;
}

/* Checks again inside the transaction, where nobody else can change what was checked. */
static bool check_move(Tx *tx, const User *user, int64_t case_id, Verb verb, Standing *from,
                       Standing *to, Err *err)
{
    if (!standing_stored(tx_store(tx), case_id, from, err) ||
        !desk_may_at(tx_store(tx), user, verb, standing_for(from, verb), case_id, err))
        return false;
    if (!standing_leads(verb, from, to))
        return err_set(err, ERR_REFUSED, _("The workflow has no such step"));
    if (verb == VERB_AMEND && !life_goes_on(tx_store(tx), case_id, err))
        return false;
    return verb != VERB_APPROVE || !from->amended ||
           review_not_begun(tx_store(tx), case_id, err);
}

static int by_name(const void *left, const void *right)
{
    const char *const *a = left, *const *b = right;
    return strcmp(*a, *b);
}

void review_found(const char *const *rules, size_t n, Buf *out)
{
    const char **sorted = xcalloc(n + 1, sizeof *sorted);
    for (size_t i = 0; i < n; i++)
        sorted[i] = rules[i];
    qsort(sorted, n, sizeof *sorted, by_name);
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || strcmp(sorted[i], sorted[i - 1]) != 0)
            buf_addf(out, "%s%s", out->len ? "," : "", sorted[i]);
    }
    free(sorted);
}

/* to: the name of whom the case is handed to; NULL: it is not. */
static bool add_row(Tx *tx, const User *user, int64_t case_id, Verb verb,
                    const Decision *decision, const char *to, Err *err)
{
    char at[INSTANT_TEXT];
    int64_t id;
    store_now(tx_store(tx), at);
    TxColumn columns[] = {
        {"case_id", sql_value_int(case_id), 0},
        {"group_id", sql_value_int(tx_group(tx)), 0},
        {"at", sql_value_text(at), 0},
        {"user_id", sql_value_int(user->id), 0},
        {"verb", sql_value_text(verb_word(verb)), 0},
        {"reason", sql_value_text(decision ? decision->reason : NULL), 0},
        {"comment", sql_value_text(decision ? decision->comment : NULL), 0},
        {"item", sql_value_text(to), 0},
        {"found", sql_value_text(decision ? decision->found : NULL), 0},
    };
    return tx_add(tx, "review", columns, COUNT_OF(columns), &id, err);
}

static bool add_review(Tx *tx, const User *user, int64_t case_id, Verb verb,
                       const Decision *decision, Err *err)
{
    return add_row(tx, user, case_id, verb, decision, NULL, err);
}

static bool set_status(Tx *tx, int64_t case_id, Status to, Err *err)
{
    return tx_set(tx, "case_file", case_id, "status", sql_value_text(status_word(to)), NULL, 0,
                  err);
}

static bool set_amendment(Tx *tx, int64_t case_id, const Standing *to, Err *err)
{
    const char *word = to->amended ? status_word(to->amendment) : NULL;
    return tx_set(tx, "case_file", case_id, "amendment", sql_value_text(word), NULL, 0, err);
}

/* With an amendment that is not approved the application is what it was when it began. One that
 * was submitted is open first, so that it can be given back. */
static bool give_up(Tx *tx, int64_t case_id, Err *err)
{
    const Standing draft = {.amended = true, .amendment = STATUS_DRAFT};
    Standing now;
    int64_t began;
    return standing_stored(tx_store(tx), case_id, &now, err) &&
           (now.amendment != STATUS_SUBMITTED || set_amendment(tx, case_id, &draft, err)) &&
           sql_get_int(
               tx_store(tx), err, &began,
               "SELECT max(id) FROM journal_group WHERE case_id = ? AND kind = 'workflow'"
               " AND verb = ?",
               "it", case_id, verb_word(VERB_AMEND)) &&
           layer_give_back(tx, case_id, began, err);
}

/* An application that is closed or opened again takes the life of the case along: the schema
 * wants a life that is closed before, and one that goes on after it. */
static bool set_status_and_life(Tx *tx, const User *user, int64_t case_id, Status from,
                                Status to, Err *err)
{
    return (to != STATUS_CLOSED || life_follow_status(tx, user->id, case_id, from, to, err)) &&
           set_status(tx, case_id, to, err) &&
           (to == STATUS_CLOSED || life_follow_status(tx, user->id, case_id, from, to, err));
}

/* The status before the amendment: none is left without what was approved. */
static bool set_standing(Tx *tx, const User *user, int64_t case_id, const Standing *from,
                         const Standing *to, Err *err)
{
    return (from->status == to->status ||
            set_status_and_life(tx, user, case_id, from->status, to->status, err)) &&
           set_amendment(tx, case_id, to, err);
}

bool review_move(Tx *tx, const User *user, int64_t case_id, Verb verb, const Decision *decision,
                 Err *err)
{
    Standing from, to;
    return check_move(tx, user, case_id, verb, &from, &to, err) &&
           add_review(tx, user, case_id, verb, decision, err) &&
           (!from.amended || to.amended || give_up(tx, case_id, err)) &&
           set_standing(tx, user, case_id, &from, &to, err);
}

static bool check_takes(Store *store, int64_t case_id, const User *to, Err *err)
{
    int64_t keeper;
    if (!desk_takes_cases(to))
        return err_set(
            err, ERR_REFUSED,
            _("%s may not work on cases; hand it to a social worker, an adviser or a "
              "supervisor who may sign in"),
            to->display);
    return sql_get_int(store, err, &keeper, "SELECT keeper FROM case_file WHERE id = ?", "i",
                       case_id) &&
           (keeper != to->id ||
            err_set(err, ERR_REFUSED, _("%s keeps this case already"), to->display));
}

bool review_hand(Tx *tx, const User *user, int64_t case_id, const char *name,
                 const char *comment, Err *err)
{
    User to;
    const Decision decision = {.comment = comment};
    Arena *arena = arena_new();
    bool done =
        desk_may_stored(tx_store(tx), user, VERB_HAND, case_id, err) &&
        user_find(tx_store(tx), name, arena, &to, err) &&
        check_takes(tx_store(tx), case_id, &to, err) &&
        add_row(tx, user, case_id, VERB_HAND, &decision, to.name, err) &&
        tx_set(tx, "case_file", case_id, "handed_to", sql_value_int(to.id), NULL, 0, err);
    arena_free(arena);
    return done;
}

/* The batch ledger tells of exports; no decision is taken there. */
bool review_exported(Tx *tx, int64_t user_id, int64_t case_id, Err *err)
{
    Status from, to;
    if (!status_now(tx_store(tx), case_id, &from, err))
        return false;
    if (!workflow_next(VERB_EXPORT, from, &to))
        return err_set(err, ERR_REFUSED, _("The workflow has no such step"));
    return set_status(tx, case_id, to, err) && life_sent(tx, user_id, case_id, NULL, err);
}

/* What was in force makes room for the amendment. */
static bool make_room(Tx *tx, int64_t case_id, Err *err)
{
    int64_t id;
    return sql_get_int(tx_store(tx), err, &id,
                       "SELECT id FROM approval WHERE case_id = ? AND active = 1", "i",
                       case_id) &&
           tx_set(tx, "approval", id, "active", sql_value_int(0), NULL, 0, err);
}

bool review_approve_first(Tx *tx, const User *user, int64_t case_id, const Decision *decision,
                          Err *err)
{
    Standing from, to;
    tx_verb(tx, verb_word(VERB_APPROVE_FIRST));
    return check_move(tx, user, case_id, VERB_APPROVE, &from, &to, err) &&
           add_review(tx, user, case_id, VERB_APPROVE_FIRST, decision, err);
}

bool review_approve(Tx *tx, const User *user, int64_t case_id, const Decision *decision,
                    const char *snapshot, const char *knowledge_version, int64_t *approval,
                    Err *err)
{
    char at[INSTANT_TEXT];
    Standing from, to;
    Uid first;
    bool second;
    if (!check_move(tx, user, case_id, VERB_APPROVE, &from, &to, err) ||
        !eyes_first(tx_store(tx), case_id, &first, &second, err) ||
        (from.amended && !make_room(tx, case_id, err)))
        return false;
    store_now(tx_store(tx), at);
    /* The journal keeps the snapshot's digest; its text is in this row and its values are in
     * the case's own groups. */
    TxColumn columns[] = {
        {"case_id", sql_value_int(case_id), 0},
        {"approver", sql_value_int(user->id), 0},
        {"at", sql_value_text(at), 0},
        {"snapshot", sql_value_text(snapshot), TX_SECRET},
        {"knowledge_version", sql_value_text(knowledge_version), 0},
        {"active", sql_value_int(1), 0},
        {"first", second ? sql_value_blob(first.bytes, UID_BYTES) : sql_value_null(), 0},
    };
    /* What came later is taken in with it. */
    return tx_add(tx, "approval", columns, COUNT_OF(columns), approval, err) &&
           (!from.amended || case_take_in_later(tx, case_id, err)) &&
           add_review(tx, user, case_id, VERB_APPROVE, decision, err) &&
           set_standing(tx, user, case_id, &from, &to, err);
}

bool review_accept(Tx *tx, int64_t case_id, int64_t approval, const AcceptedFinding *finding,
                   Err *err)
{
    int64_t id;
    /* Message and facts hold values of the case, of which the journal has its own groups. */
    TxColumn columns[] = {
        {"case_id", sql_value_int(case_id), 0},
        {"approval_id", sql_value_int(approval), 0},
        {"rule", sql_value_text(finding->rule), 0},
        {"version", sql_value_text(finding->version), 0},
        {"severity", sql_value_text(finding->severity), 0},
        {"field", sql_value_text(finding->field), 0},
        {"row_no", finding->row ? sql_value_int(finding->row) : sql_value_null(), 0},
        {"message", sql_value_text(finding->message), TX_SECRET},
        {"facts", sql_value_text(finding->facts), TX_SECRET},
        {"comment", sql_value_text(finding->comment), 0},
    };
    return tx_add(tx, "finding_accepted", columns, COUNT_OF(columns), &id, err);
}

bool review_accepted(Store *store, int64_t case_id, Arena *arena, AcceptedFinding **out,
                     size_t *n, Err *err)
{
    Sql q;
    int64_t count;
    *n = 0;
    if (!sql_get_int(store, err, &count,
                     "SELECT count(*) FROM finding_accepted WHERE case_id = ?", "i", case_id) ||
        !sql_open(
            &q, store,
            "SELECT f.rule, f.version, f.severity, f.field, f.row_no, f.message, f.facts,"
            " f.comment, a.at, u.display, a.knowledge_version FROM finding_accepted AS f"
            " JOIN approval AS a ON a.id = f.approval_id JOIN user AS u ON u.id = a.approver"
            " WHERE f.case_id = ? ORDER BY f.approval_id DESC, f.id",
            err))
        return false;
    *out = arena_alloc(arena, ((size_t)count + 1) * sizeof(AcceptedFinding));
    sql_bind_int(&q, 1, case_id);
    while (*n < (size_t)count && sql_row(&q)) {
        const char *text[11];
        for (int i = 0; i < 11; i++)
            text[i] = sql_text(&q, i) ? arena_dup(arena, sql_text(&q, i)) : NULL;
        (*out)[(*n)++] = (AcceptedFinding){.rule = text[0],
                                           .version = text[1],
                                           .severity = text[2],
                                           .field = text[3],
                                           .row = (int)sql_int(&q, 4),
                                           .message = text[5],
                                           .facts = text[6],
                                           .comment = text[7],
                                           .at = text[8],
                                           .by = text[9],
                                           .knowledge = text[10]};
    }
    return sql_close(&q, err);
}

/* Behind ORIGINS_WITH. Of an approval: the passphrase of whoever entered the case came from the
 * approver, at any time from the entry to the decision: as one given to that person, which is
 * told first, or to somebody who gave it on, as the view passphrase_set follows them. With an
 * enabling (keeps) no passphrase is given. */
#define GIVEN_WITH                                                                             \
    ", given AS MATERIALIZED (SELECT user_id, by_user, group_id, max(added) AS added"          \
    " FROM passphrase_given WHERE keeps = 0 GROUP BY user_id, by_user, group_id),"             \
    " way (to_user, to_group, user_id, by_user, group_id, counts) AS ("                        \
    "SELECT user_id, group_id, user_id, by_user, group_id, 1 FROM given"                       \
    " UNION SELECT w.to_user, w.to_group, n.user_id, n.by_user, n.group_id,"                   \
    " n.added = 0 OR n.by_user <> (SELECT min(id) FROM user)"                                  \
    " FROM way AS w JOIN given AS n ON n.user_id = w.by_user"                                  \
    " WHERE n.group_id = (SELECT max(group_id) FROM given"                                     \
    " WHERE user_id = w.by_user AND group_id < w.group_id)),"                                  \
    " gone AS MATERIALIZED (SELECT * FROM way WHERE counts = 1) "
#define GIVEN_COLUMNS ", ge.display, gg.at, gv.display"
#define GIVEN_JOINED                                                                           \
    " LEFT JOIN case_file AS gc ON gc.id = r.case_id"                                          \
    " LEFT JOIN user AS ge ON ge.id = gc.created_by"                                           \
    " LEFT JOIN journal_group AS gg ON r.verb IN ('approve', 'approve_first') AND gg.id = ("   \
    "SELECT w.group_id FROM gone AS w WHERE w.to_user = gc.created_by"                         \
    " AND w.by_user = r.user_id AND w.to_group < r.group_id AND w.to_group >= ("               \
    "SELECT coalesce(max(group_id), 0) FROM given WHERE user_id = gc.created_by"               \
    " AND group_id < (SELECT min(id) FROM journal_group WHERE case_id = r.case_id))"           \
    " ORDER BY w.user_id <> w.to_user, w.group_id DESC LIMIT 1)"                               \
    " LEFT JOIN user AS gv ON gv.id <> gc.created_by AND gv.id = ("                            \
    "SELECT min(user_id) FROM given WHERE group_id = gg.id AND by_user = r.user_id)"

bool review_list(Store *store, int64_t case_id, Arena *arena, ReviewRow **out, size_t *n,
                 Err *err)
{
    Sql q;
    ReviewRow *rows = NULL;
    size_t got = 0, room = 0;
    *n = 0;
    if (!sql_open(&q, store,
                  ORIGINS_WITH GIVEN_WITH
                  "SELECT r.id, r.group_id, r.at, r.verb, u.display, r.reason, r.comment,"
                  " coalesce(r.field, t.display, r.item), " ORIGINS_COLUMNS GIVEN_COLUMNS
                  ", u.home"
                  " FROM review AS r LEFT JOIN user AS u ON u.id = r.user_id"
                  " LEFT JOIN user AS t ON r.verb = 'hand' AND t.name = r.item" ORIGINS_JOINED
                      GIVEN_JOINED " WHERE r.case_id = ? ORDER BY r.id",
                  err))
        return false;
    sql_bind_int(&q, 1, case_id);
    while (sql_row(&q)) {
        if (got == room)
            rows = xreallocarray(rows, room = room * 2 + 8, sizeof(ReviewRow));
        const char *text[6];
        for (int i = 0; i < 6; i++)
            text[i] = sql_text(&q, i + 2) ? arena_dup(arena, sql_text(&q, i + 2)) : NULL;
        rows[got++] = (ReviewRow){.id = sql_int(&q, 0),
                                  .group = sql_int(&q, 1),
                                  .at = text[0] ? text[0] : "",
                                  .verb = text[1] ? text[1] : "",
                                  .user = text[2],
                                  .reason = text[3],
                                  .comment = text[4],
                                  .place = text[5],
                                  .origins = origins_read(&q, 8, arena)};
        if (sql_text(&q, 16))
            rows[got - 1].home = arena_dup(arena, sql_text(&q, 16));
        if (sql_text(&q, 14)) {
            rows[got - 1].entered_by = arena_text(arena, sql_text(&q, 13));
            rows[got - 1].given_at = arena_dup(arena, sql_text(&q, 14));
            if (sql_text(&q, 15))
                rows[got - 1].given_by_way_of = arena_dup(arena, sql_text(&q, 15));
        }
    }
    bool done = sql_close(&q, err);
    *n = done ? got : 0;
    *out = arena_alloc(arena, (*n + 1) * sizeof(ReviewRow));
    if (*n)
        memcpy(*out, rows, *n * sizeof(ReviewRow));
    free(rows);
    return done;
}

bool review_last_decision(Store *store, int64_t case_id, LastDecision *out, Err *err)
{
    static const Verb decisions[] = {VERB_RETURN, VERB_REJECT, VERB_APPROVE};
    Sql q;
    *out = (LastDecision){0};
    if (!sql_open(&q, store,
                  "SELECT group_id, verb FROM review"
                  " WHERE case_id = ? AND verb IN ('return', 'reject', 'approve')"
                  " ORDER BY id DESC LIMIT 1",
                  err))
        return false;
    sql_bind_int(&q, 1, case_id);
    if (sql_row(&q)) {
        out->group = sql_int(&q, 0);
        for (size_t i = 0; i < COUNT_OF(decisions); i++) {
            if (strcmp(verb_word(decisions[i]), sql_said(&q, 1)) == 0)
                out->verb = decisions[i];
        }
    }
    return sql_close(&q, err);
}

bool review_in_force(Store *store, int64_t case_id, LastDecision *out, Err *err)
{
    *out = (LastDecision){.verb = VERB_APPROVE};
    return sql_get_int(store, err, &out->group,
                       "SELECT r.group_id FROM review AS r WHERE r.case_id = ?1"
                       " AND r.verb = 'approve' AND EXISTS ("
                       "SELECT 1 FROM approval WHERE case_id = ?1 AND active = 1)"
                       " ORDER BY r.id DESC LIMIT 1",
                       "i", case_id);
}

bool review_verify(Store *store, bool *ok, Err *err)
{
    int64_t stray;
    if (!sql_get_int(store, err, &stray,
                     "SELECT count(*) FROM approval AS a WHERE NOT EXISTS ("
                     "SELECT 1 FROM journal_group AS g JOIN journal_row AS c"
                     " ON c.group_id = g.id AND c.tbl = 'approval' AND c.row_uid = a.uid"
                     " AND c.op = 'add'"
                     " WHERE g.case_id = a.case_id AND g.user_id = a.approver)",
                     ""))
        return false;
    *ok = stray == 0;
    if (stray)
        err_set(
            err, ERR_REFUSED,
            ngettext(
                "%lld approval was not written by this program: the history has no trace of "
                "its approver",
                "%lld approvals were not written by this program: the history has no trace "
                "of their approvers",
                (unsigned long)stray),
            (long long)stray);
    return true;
}
