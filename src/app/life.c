/* Each verb of the life of a case: what stands in its way, and one group of the journal. */
#include "config.h"

#include "app/life.h"

#include <stdlib.h>
#include <string.h>

#include "app/case.h"
#include "app/inner.h"
#include "app/move.h"
#include "app/open_ends.h"
#include "base/i18n.h"
#include "base/text/text.h"

bool app_case_life(Session *session, int64_t case_id, Arena *arena, CaseLife *out, Err *err)
{
    Store *store = session_store(session);
    *out = (CaseLife){.since = ""};
    if (!desk_may(session_user(session), VERB_READ, err) ||
        !life_now(store, case_id, &out->now, err) ||
        !life_file(store, case_id, &out->file, err) ||
        !life_list(store, case_id, arena, &out->steps, &out->n_steps, err) ||
        !stop_list(store, case_id, arena, &out->stops, &out->n_stops, err))
        return false;
    if (out->n_steps)
        out->since = out->steps[out->n_steps - 1].on;
    for (size_t i = 0; i < out->n_stops; i++) {
        if (out->stops[i].open)
            out->stop = &out->stops[i];
    }
    return true;
}

bool app_case_file(Session *session, int64_t case_id, LifeFile *out, Err *err)
{
    return desk_may(session_user(session), VERB_READ, err) &&
           life_file(session_store(session), case_id, out, err);
}

static bool check_comment(const char *comment, Err *err)
{
    return !comment ||
           text_check(comment, strlen(comment), true, COMMENT_CHARS, _("comment"), err);
}

/* ---- one verb in a group of its own ---- */

typedef struct Doing {
    Verb verb;
    LifeStep step;
    StopReason stop;
    StopFate fate;
} Doing;

typedef bool Does(Session *session, Tx *tx, const CaseFile *file, const Doing *doing, Err *err);

static bool in_group(Session *session, CaseFile **file, const Doing *doing, Does *does,
                     Err *err)
{
    Tx *tx = NULL;
    CaseFile *now = NULL;
    int64_t id = case_head_of(*file)->id;
    GroupHead head = {.kind = GROUP_WORKFLOW,
                      .user_id = session_user(session)->id,
                      .case_id = id,
                      .verb = verb_word(doing->verb),
                      .message = doing->step.comment};
    if (!tx_begin(session_store(session), &head, &tx, err))
        return false;
    bool done = session_person_stands(session, err) && prove_case(session, id, err) &&
                case_load(session_store(session), id, &now, err) &&
                does(session, tx, now, doing, err);
    /* From which days on it waits follows from where it stands after the step. */
    if (done)
        done = case_stands_now(session_store(session), now, err) &&
               summary_make(session, now, err);
    case_free(now);
    if (!done) {
        tx_abort(tx);
        prove_tell(session);
        return false;
    }
    return tx_commit(tx, NULL, err) && app_case_reload(session, file, err);
}

/* ---- stages ---- */

size_t app_stages_open(Session *session, const CaseFile *file, Life out[LIFE_COUNT])
{
    Life now;
    size_t n = 0;
    if (!life_parse(case_head_of(file)->life, &now) ||
        !app_case_may(session, file, VERB_STAGE, NULL))
        return 0;
    for (int to = 0; to < LIFE_COUNT; to++) {
        bool sent = to != LIFE_PREPARED && !life_is_over((Life)to);
        if (to != LIFE_CLOSED && (!sent || case_head_of(file)->in_force) &&
            life_may(session_user(session), now, (Life)to, NULL))
            out[n++] = (Life)to;
    }
    return n;
}

static bool does_stage(Session *session, Tx *tx, const CaseFile *file, const Doing *doing,
                       Err *err)
{
    return life_move(tx, session_user(session), case_head_of(file)->id, &doing->step, err);
}

/* Nothing came about tomorrow. */
static bool read_day(Session *session, const char *typed, char out[DAY_TEXT], Err *err)
{
    Day day, today = session_today(session);
    if (!day_parse_typed(typed, today, DAY_PAST, &day, err))
        return false;
    day_format(day, out);
    return day_compare(day, today) <= 0 ||
           err_set(err, ERR_INPUT, _("The day %s is still to come"), out);
}

bool app_case_stage(Session *session, CaseFile **file, Life to, const char *on,
                    const char *comment, Err *err)
{
    char day[DAY_TEXT];
    if (to == LIFE_CLOSED)
        return err_set(err, ERR_INPUT, _("A case is closed with a reason: “anjuan close NO”"));
    if (!app_case_may(session, *file, VERB_STAGE, err) || !check_comment(comment, err) ||
        (on && !read_day(session, on, day, err)))
        return false;
    Doing doing = {.verb = VERB_STAGE,
                   .step = {.life = to, .on = on ? day : NULL, .comment = comment}};
    return in_group(session, file, &doing, does_stage, err);
}

/* ---- the end ---- */

const CodeTable *app_close_reasons(const Session *session)
{
    return codes_table(session_fields(session)->codes, "close_reason");
}

static bool check_close_reason(Session *session, const char *reason, Err *err)
{
    const CodeTable *reasons = app_close_reasons(session);
    Buf words = BUF_INIT;
    if (reason && reasons && code_find(reasons, reason))
        return true;
    for (size_t i = 0; reasons && i < code_count(reasons); i++)
        buf_addf(&words, "%s%s", i ? _(", ") : "", code_at(reasons, i)->code);
    err_set(err, ERR_INPUT, _("A case is closed with one of these reasons: %s"),
            words.len ? words.data : "codes/close_reason.ini");
    buf_free(&words);
    return false;
}

static void say_ends(const OpenEnd *ends, size_t n, bool holds, Buf *out)
{
    for (size_t i = 0; i < n; i++) {
        if (!holds || ends[i].holds)
            buf_addf(out, "%s%s", out->len ? _("; ") : "", ends[i].text);
    }
}

/* What nobody may leave so, and what takes words to be left so. */
static bool check_ends(Session *session, const CaseFile *file, const char *comment, Err *err)
{
    OpenEnd *ends;
    size_t n, held = 0;
    Arena *arena = arena_new();
    Buf said = BUF_INIT;
    bool done = app_open_ends(session, file, arena, &ends, &n, err);
    for (size_t i = 0; done && i < n; i++)
        held += ends[i].holds;
    if (done && n)
        say_ends(ends, n, held > 0, &said);
    if (done && held)
        done = err_set(err, ERR_REFUSED, _("Case %s is not closed yet: %s"),
                       case_head_of(file)->no, said.data);
    else if (done && n && text_blank(comment))
        done =
            err_set(err, ERR_INPUT,
                    _("Something is still open in case %s: %s. Closing it all the same needs "
                      "a comment that says why"),
                    case_head_of(file)->no, said.data);
    buf_free(&said);
    arena_free(arena);
    return done;
}

static bool does_close(Session *session, Tx *tx, const CaseFile *file, const Doing *doing,
                       Err *err)
{
    Status status, to;
    const User *user = session_user(session);
    int64_t id = case_head_of(file)->id;
    /* The reason is one of closing, not of a return: it stands with the step. */
    const Decision decision = {.comment = doing->step.comment};
    if (!check_ends(session, file, doing->step.comment, err) ||
        !life_move(tx, user, id, &doing->step, err) || !status_now(session, id, &status, err))
        return false;
    return !workflow_next(VERB_CLOSE, status, &to) ||
           review_move(tx, user, id, VERB_CLOSE, &decision, err);
}

bool app_case_close(Session *session, CaseFile **file, const char *reason, const char *comment,
                    Err *err)
{
    Doing doing = {.verb = VERB_CLOSE,
                   .step = {.life = LIFE_CLOSED, .reason = reason, .comment = comment}};
    return app_case_may(session, *file, VERB_CLOSE, err) &&
           check_close_reason(session, reason, err) && check_comment(comment, err) &&
           in_group(session, file, &doing, does_close, err);
}

static bool does_reopen(Session *session, Tx *tx, const CaseFile *file, const Doing *doing,
                        Err *err)
{
    return life_reopen(tx, session_user(session), case_head_of(file)->id, &doing->step, err) &&
           stop_follow(tx, session_user(session)->id, case_head_of(file)->id, err);
}

/* A closed application is opened by its own verb, which takes the life along. */
static bool opens_application(const CaseHead *head)
{
    Life now;
    return !life_parse(head->life, &now) || !life_is_over(now) ||
           (now == LIFE_CLOSED && strcmp(head->status, status_word(STATUS_CLOSED)) == 0);
}

bool app_case_may_reopen(Session *session, const CaseFile *file, Err *err)
{
    Life now;
    const CaseHead *head = case_head_of(file);
    if (opens_application(head))
        return app_case_may(session, file, VERB_REOPEN, err);
    return app_case_may(session, file, VERB_CLOSE, err) &&
           (!life_parse(head->life, &now) || now != LIFE_ARCHIVED ||
            life_may(session_user(session), now, LIFE_CLOSED, err));
}

bool app_case_reopen(Session *session, CaseFile **file, const char *reason, const char *comment,
                     Err *err)
{
    const Decision decision = {.reason = reason, .comment = comment};
    Doing doing = {.verb = VERB_REOPEN, .step = {.reason = reason, .comment = comment}};
    if (opens_application(case_head_of(*file)))
        return app_case_move(session, file, VERB_REOPEN, &decision, err);
    return app_check_reason(session, reason, err) && check_comment(comment, err) &&
           in_group(session, file, &doing, does_reopen, err);
}

/* ---- stops ---- */

static bool does_stop(Session *session, Tx *tx, const CaseFile *file, const Doing *doing,
                      Err *err)
{
    return stop_raise(tx, session_user(session), case_head_of(file)->id, doing->stop,
                      doing->step.comment, err);
}

bool app_case_stop(Session *session, CaseFile **file, StopReason reason, const char *words,
                   Err *err)
{
    Doing doing = {.verb = VERB_STOP, .stop = reason, .step = {.comment = words}};
    return app_case_may(session, *file, VERB_STOP, err) && check_comment(words, err) &&
           in_group(session, file, &doing, does_stop, err);
}

static bool does_decide(Session *session, Tx *tx, const CaseFile *file, const Doing *doing,
                        Err *err)
{
    return stop_decide(tx, session_user(session), case_head_of(file)->id, doing->fate,
                       doing->step.comment, err);
}

bool app_case_held(Session *session, const CaseFile *file)
{
    return !stop_none(session_store(session), case_head_of(file)->id, NULL);
}

bool app_case_decide_stop(Session *session, CaseFile **file, StopFate fate, const char *words,
                          Err *err)
{
    Doing doing = {.verb = VERB_DECIDE, .fate = fate, .step = {.comment = words}};
    return app_case_may(session, *file, VERB_DECIDE, err) && check_comment(words, err) &&
           in_group(session, file, &doing, does_decide, err);
}
