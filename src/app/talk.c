/* Questions about a case and a supervisor's answers. */
#include "config.h"

#include "app/talk.h"

#include <string.h>

#include "app/case.h"
#include "app/inner.h"
#include "app/move.h"
#include "base/i18n.h"
#include "base/text/text.h"

bool app_talk(Session *session, int64_t case_id, Arena *arena, Talk *out, Err *err)
{
    return desk_may(session_user(session), VERB_READ, err) &&
           talk_last(session_store(session), case_id, arena, out, err);
}

bool app_case_say(Session *session, CaseFile **file, Verb verb, const char *text, Err *err)
{
    Tx *tx = NULL;
    int64_t id = case_head_of(*file)->id;
    if (!app_case_may(session, *file, verb, err))
        return false;
    if (text_blank(text))
        return err_set(err, ERR_INPUT,
                       verb == VERB_ASK ? _("Nothing asked: say what you want to know")
                                        : _("Nothing answered: say what is to be done"));
    if (!text_check(text, strlen(text), true, TALK_CHARS, _("comment"), err))
        return false;
    /* No content: who comments has not touched the case. */
    GroupHead head = {.kind = GROUP_WORKFLOW,
                      .user_id = session_user(session)->id,
                      .case_id = id,
                      .verb = verb_word(verb),
                      .message = text};
    if (!tx_begin(session_store(session), &head, &tx, err))
        return false;
    if (!talk_add(tx, session_user(session), id, verb, text, err)) {
        tx_abort(tx);
        return false;
    }
    return tx_commit(tx, NULL, err) && app_case_reload(session, file, err);
}

bool app_talk_waits(Session *session, const CaseFile *file)
{
    Arena *arena = arena_new();
    Talk talk;
    bool waits = app_case_may(session, file, VERB_ANSWER, NULL) &&
                 app_talk(session, case_head_of(file)->id, arena, &talk, NULL) &&
                 talk.state == TALK_ASKED;
    arena_free(arena);
    return waits;
}
