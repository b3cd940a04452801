/* Signs each person in without a passphrase, for one step each. */
#include "config.h"

#include "app/way.h"

#include "app/case.h"
#include "app/inner.h"
#include "app/move.h"
#include "app/talk.h"

static bool take_step(Session *session, CaseFile **file, const Step *step, Err *err)
{
    Decision decision = {.reason = step->reason, .comment = step->comment};
    if (step->verb == VERB_ASK || step->verb == VERB_ANSWER)
        return app_case_say(session, file, step->verb, step->comment, err);
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
