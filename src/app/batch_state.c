/* What people and the platform say of a batch that was written: uploaded, answered, closed, and
 * the answer about each of its cases. */
#include "config.h"

#include <string.h>

#include "app/batch_ledger.h"
#include "app/inner.h"
#include "base/day.h"
#include "base/i18n.h"
#include "store/sql.h"

static const char *const outcome_words[] = {
    [OUTCOME_ACCEPTED] = "accepted", [OUTCOME_REFUSED] = "refused"};

const char *app_outcome_word(Outcome outcome)
{
    return outcome_words[outcome];
}

Outcome app_outcome(const char *word)
{
    for (int i = OUTCOME_ACCEPTED; word && i <= OUTCOME_REFUSED; i++) {
        if (strcmp(outcome_words[i], word) == 0)
            return (Outcome)i;
    }
    return OUTCOME_NONE;
}

const char *app_outcome_label(Outcome outcome)
{
    static const char *const labels[] = {
        /* TRANSLATORS: of a case in a batch: the platform has not answered */
        [OUTCOME_NONE] = N_("no answer yet"),
        /* TRANSLATORS: of a case in a batch: by the platform */
        [OUTCOME_ACCEPTED] = N_("accepted"),
        /* TRANSLATORS: of a case in a batch: by the platform */
        [OUTCOME_REFUSED] = N_("refused")};
    return _(labels[outcome]);
}

/* ---- one step of a batch, in a group of its own ---- */

bool batch_has_file(const Batch *batch, Err *err)
{
    if (batch->state >= BATCH_WRITTEN)
        return true;
    return err_set(
        err, ERR_REFUSED,
        batch->state == BATCH_BEGUN
            ? _("Batch %s is being written; wait until that has ended. Where nobody is "
                "exporting, start the program again: it says what is in the way")
            : _("Batch %s was withdrawn: its export was interrupted, and it has no "
                "file"),
        batch->no);
}

static bool refuse_closed(const Batch *batch, Err *err)
{
    return batch->state != BATCH_CLOSED ||
           err_set(err, ERR_REFUSED, _("Batch %s is closed; open it again first"), batch->no);
}

bool batch_takes_answers(const Batch *batch, Err *err)
{
    return batch_has_file(batch, err) && refuse_closed(batch, err);
}

static bool step_begin(Session *session, const char *no, const char *verb, Arena *arena,
                       Batch *batch, Tx **tx, Err *err)
{
    if (!desk_may(session_user(session), VERB_EXPORT, err))
        return false;
    GroupHead head = {.kind = GROUP_EXPORT,
                      .user_id = session_user(session)->id,
                      .verb = verb,
                      .message = no};
    if (!tx_begin(session_store(session), &head, tx, err))
        return false;
    if (session_person_stands(session, err) && batch_find(session, no, arena, batch, err) &&
        batch_has_file(batch, err) && prove_people(session, err) &&
        prove_batch(session, batch->id, err))
        return true;
    tx_abort(*tx);
    prove_tell(session);
    return false;
}

static bool step_end(Tx *tx, bool done, Err *err)
{
    if (done)
        return tx_commit(tx, NULL, err);
    tx_abort(tx);
    return false;
}

static bool set_column(Tx *tx, const Batch *batch, const char *name, SqlValue value, Err *err)
{
    return tx_set(tx, "batch", batch->id, name, value, NULL, 0, err);
}

/* Nothing is uploaded before it was written, or tomorrow. */
static bool check_day(Session *session, const Batch *batch, const char *day, Err *err)
{
    char today[DAY_TEXT];
    day_format(session_today(session), today);
    if (strcmp(day, today) > 0)
        return err_set(err, ERR_INPUT, _("The day of the upload, %s, has not come yet"), day);
    return strcmp(day, batch->on) >= 0 ||
           err_set(err, ERR_INPUT, _("Batch %s was written on %s, after the day given, %s"),
                   batch->no, batch->on, day);
}

/* By whom stands there whenever the day does. */
static bool set_uploaded(Session *session, Tx *tx, const Batch *batch, const char *day,
                         Err *err)
{
    SqlValue by = day ? sql_value_int(session_user(session)->id) : sql_value_null();
    if (!day)
        return set_column(tx, batch, "uploaded_on", sql_value_null(), err) &&
               set_column(tx, batch, "uploaded_by", by, err);
    return check_day(session, batch, day, err) &&
           set_column(tx, batch, "uploaded_by", by, err) &&
           set_column(tx, batch, "uploaded_on", sql_value_text(day), err);
}

bool app_batch_uploaded(Session *session, const char *no, const char *day, Err *err)
{
    Arena *arena = arena_new();
    Batch batch = {0};
    Tx *tx = NULL;
    bool done = step_begin(session, no, "uploaded", arena, &batch, &tx, err);
    if (done)
        done = step_end(
            tx, refuse_closed(&batch, err) && set_uploaded(session, tx, &batch, day, err), err);
    arena_free(arena);
    return done;
}

bool app_batch_uploaded_typed(Session *session, const char *no, const char *typed, Err *err)
{
    Day day;
    char iso[DAY_TEXT];
    if (!typed[0])
        return app_batch_uploaded(session, no, NULL, err);
    if (!day_parse_typed(typed, session_today(session), DAY_PAST, &day, err))
        return false;
    day_format(day, iso);
    return app_batch_uploaded(session, no, iso, err);
}

static bool set_closed(Session *session, const char *no, bool closed, Err *err)
{
    char now[INSTANT_TEXT];
    Arena *arena = arena_new();
    Batch batch = {0};
    Tx *tx = NULL;
    store_now(session_store(session), now);
    bool done = step_begin(session, no, closed ? "close" : "open", arena, &batch, &tx, err);
    if (done && (batch.state == BATCH_CLOSED) == closed)
        tx_abort(tx); /* it stands so already */
    else if (done)
        done = step_end(tx,
                        set_column(tx, &batch, "closed_at",
                                   closed ? sql_value_text(now) : sql_value_null(), err),
                        err);
    arena_free(arena);
    return done;
}

bool app_batch_close(Session *session, const char *no, Err *err)
{
    return set_closed(session, no, true, err);
}

bool app_batch_open(Session *session, const char *no, Err *err)
{
    return set_closed(session, no, false, err);
}

/* ---- the platform's answer ---- */

static bool set_answer(Tx *tx, const BatchCase *item, const char *name, const char *value,
                       Err *err)
{
    return tx_set(tx, "batch_case", item->id, name, sql_value_text(value), NULL, 0, err);
}

static bool answer_again(const BatchCase *item, Outcome outcome, const char *reason,
                         const char *platform_no)
{
    const char *a[] = {item->reason, item->platform_no}, *b[] = {reason, platform_no};
    bool same = item->outcome == outcome;
    for (int i = 0; i < 2; i++)
        same = same && (a[i] && b[i] ? strcmp(a[i], b[i]) == 0 : a[i] == b[i]);
    return same;
}

/* Answered is a batch when no case of it waits any more, and no tranche. */
static bool follow_answers(Tx *tx, const Batch *batch, const char *now, Err *err)
{
    int64_t all;
    if (!sql_get_int(tx_store(tx), err, &all,
                     "SELECT NOT EXISTS (SELECT 1 FROM batch_case WHERE batch_id = ?"
                     " AND (outcome IS NULL OR agreed + declined < asked))",
                     "i", batch->id))
        return false;
    return (all && batch->state == BATCH_ANSWERED) ||
           set_column(tx, batch, "answered_at", all ? sql_value_text(now) : sql_value_null(),
                      err);
}

bool batch_answer(Tx *tx, const Batch *batch, const BatchCase *item, Outcome outcome,
                  const char *reason, const char *platform_no, Err *err)
{
    char now[INSTANT_TEXT];
    bool none = outcome == OUTCOME_NONE;
    store_now(tx_store(tx), now);
    if (!batch_takes_answers(batch, err))
        return false;
    if (answer_again(item, outcome, reason, platform_no))
        return true; /* and the time of the answer stays */
    /* An answer needs its outcome first, and loses it last. */
    return (none || set_answer(tx, item, "outcome", outcome_words[outcome], err)) &&
           set_answer(tx, item, "reason", none ? NULL : reason, err) &&
           set_answer(tx, item, "platform_no", none ? NULL : platform_no, err) &&
           set_answer(tx, item, "answered_at", none ? NULL : now, err) &&
           (!none || set_answer(tx, item, "outcome", NULL, err)) &&
           follow_answers(tx, batch, now, err);
}

bool batch_answer_tranches(Tx *tx, const Batch *batch, const BatchCase *item, int64_t agreed,
                           int64_t declined, Err *err)
{
    char now[INSTANT_TEXT];
    store_now(tx_store(tx), now);
    if (!batch_takes_answers(batch, err))
        return false;
    return (agreed == item->agreed || tx_set(tx, "batch_case", item->id, "agreed",
                                             sql_value_int(agreed), NULL, 0, err)) &&
           (declined == item->declined || tx_set(tx, "batch_case", item->id, "declined",
                                                 sql_value_int(declined), NULL, 0, err)) &&
           follow_answers(tx, batch, now, err);
}
