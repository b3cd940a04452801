/* Signs each person in without a passphrase, for one step each. */
#include "config.h"

#include "app/way.h"

#include "app/case.h"
#include "app/inner.h"
#include "app/judge.h"
#include "app/move.h"
#include "app/talk.h"
#include "base/buf.h"

/* An approval says something about each warning that wants words of its own. */
static bool approve(Session *session, CaseFile **file, const char *comment, Err *err)
{
    const Judged *judged;
    Buf words = BUF_INIT;
    if (!app_case_judged(session, *file, &judged, err))
        return false;
    buf_add(&words, comment);
    for (size_t i = 0; i < judged->n_findings; i++) {
        const Finding *found = &judged->findings[i];
        if (found->comment && found->severity == SEV_WARN)
            buf_addf(&words, "\n%s:%s", found->rule, comment);
    }
    app_judged_free(judged);
    bool done =
        app_case_move(session, file, VERB_APPROVE, &(Decision){.comment = words.data}, err);
    buf_free(&words);
    return done;
}

static bool take_step(Session *session, CaseFile **file, const Step *step, Err *err)
{
    Decision decision = {.reason = step->reason, .comment = step->comment};
    if (step->verb == VERB_ASK || step->verb == VERB_ANSWER)
        return app_case_say(session, file, step->verb, step->comment, err);
    if (step->verb == VERB_APPROVE)
        return approve(session, file, step->comment, err);
    return app_case_move(session, file, step->verb, &decision, err);
}

static bool take_steps(Session *session, int64_t id, const Step *steps, Err *err)
{
    CaseFile *file = NULL;
    bool done = true;
    for (size_t i = 0; done && i < STEPS_MAX && steps[i].user; i++) {
        done = session_act_as(session, steps[i].user, err) &&
               (file || app_case_open_id(session, id, &file, err)) &&
               take_step(session, &file, &steps[i], err);
    }
    case_free(file);
    return done;
}

bool way_take(Session *session, const CaseFile *file, const char *author, const Step *steps,
              int64_t *id, bool *whole, Err *err)
{
    Err fault = {0};
    if (!session_act_as(session, author, err) ||
        !import_case(session, file, GROUP_IMPORT, id, err))
        return false;
    bool done = take_steps(session, *id, steps, &fault);
    if (whole)
        *whole = done;
    return done || (whole && fault.kind == ERR_REFUSED) ||
           err_set(err, fault.kind, "%s", fault.text);
}
