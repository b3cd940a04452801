/* Signs each person in without a passphrase, for one step each. */
#include "config.h"

#include "app/way.h"

#include "app/case.h"
#include "app/inner.h"
#include "app/judge.h"
#include "app/move.h"
#include "app/talk.h"
#include "base/buf.h"

/* An approval says something about each warning that wants words of its own, a submission where
 * one is to be spoken to. */
static bool judged_words(Session *session, CaseFile *file, const Step *step, Buf *words,
                         Err *err)
{
    static const char known[] = "两案关系等情况已了解";
    const Judged *judged;
    if (!app_case_judged(session, file, &judged, err))
        return false;
    if (step->comment)
        buf_add(words, step->comment);
    for (size_t i = 0; i < judged->n_findings; i++) {
        const Finding *found = &judged->findings[i];
        if (step->verb == VERB_APPROVE && found->comment && found->severity == SEV_WARN)
            buf_addf(words, "\n%s:%s", found->rule, step->comment);
        else if (step->verb == VERB_SUBMIT && found->told && !words->len)
            buf_add(words, known);
    }
    app_judged_free(judged);
    return true;
}

static bool take_step(Session *session, CaseFile **file, const Step *step, Err *err)
{
    Decision decision = {.reason = step->reason, .comment = step->comment};
    if (step->verb == VERB_ASK || step->verb == VERB_ANSWER)
        return app_case_say(session, file, step->verb, step->comment, err);
    Buf words = BUF_INIT;
    bool done = true;
    if (step->verb == VERB_APPROVE || step->verb == VERB_SUBMIT)
        done = judged_words(session, *file, step, &words, err);
    if (words.len)
        decision.comment = words.data;
    done = done && app_case_move(session, file, step->verb, &decision, err);
    buf_free(&words);
    return done;
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
        !import_case(session, file, GROUP_IMPORT, NULL, id, err))
        return false;
    bool done = take_steps(session, *id, steps, &fault);
    if (whole)
        *whole = done;
    return done || (whole && fault.kind == ERR_REFUSED) ||
           err_set(err, fault.kind, "%s", fault.text);
}
