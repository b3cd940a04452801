/* Marks: rights, checks of what was typed, and a journal group for each. */
#include "config.h"

#include "app/mark.h"

#include <string.h>

#include "app/inner.h"
#include "app/move.h"
#include "base/i18n.h"
#include "base/text/text.h"

static bool check_text(const char *text, Err *err)
{
    return !text || text_check(text, strlen(text), true, MARK_CHARS, _("comment"), err);
}

/* What is said, inside its transaction. */
typedef struct Saying {
    Verb verb;
    const MarkPlace *place;
    int64_t mark;
    const char *reason, *text;
} Saying;

static bool say_in(Tx *tx, const User *user, int64_t case_id, const Saying *saying, Err *err)
{
    if (saying->verb == VERB_MARK)
        return mark_add(tx, user, case_id, saying->place, saying->reason, saying->text, err);
    if (saying->verb == VERB_REPLY)
        return mark_reply(tx, user, case_id, saying->mark, saying->text, err);
    return mark_drop(tx, user, case_id, saying->mark, err);
}

/* No content: who marks or answers has not touched the case by that. */
static bool say(Session *session, const CaseFile *file, const Saying *saying, Err *err)
{
    Tx *tx = NULL;
    int64_t id = case_head_of(file)->id;
    GroupHead head = {.kind = GROUP_WORKFLOW,
                      .user_id = session_user(session)->id,
                      .case_id = id,
                      .verb = verb_word(saying->verb),
                      .message = text_blank(saying->text) ? NULL : saying->text};
    if (!tx_begin(session_store(session), &head, &tx, err))
        return false;
    if (!session_person_stands(session, err) || !session_drop_ended(session, err) ||
        !say_in(tx, session_user(session), id, saying, err)) {
        tx_abort(tx);
        return false;
    }
    return tx_commit(tx, NULL, err);
}

bool app_mark(Session *session, const CaseFile *file, const MarkPlace *place,
              const char *reason, const char *text, Err *err)
{
    if (!app_case_may(session, file, VERB_MARK, err) ||
        !app_check_reason(session, reason, err) || !check_text(text, err))
        return false;
    if (!reason && text_blank(text))
        return err_set(
            err, ERR_INPUT,
            _("Say what is wrong there: a reason or words are needed, so that others "
              "know what to do"));
    return say(session, file,
               &(Saying){.verb = VERB_MARK,
                         .place = place,
                         .reason = reason,
                         .text = text_blank(text) ? NULL : text},
               err);
}

bool app_mark_all(Session *session, const CaseFile *file, const NewMark *marks, size_t n,
                  const char *reason, Err *err)
{
    Store *store = session_store(session);
    if (!store_begin(store, err))
        return false;
    bool done = true;
    for (size_t i = 0; done && i < n; i++)
        done = app_mark(session, file, &marks[i].place, reason, marks[i].text, err);
    if (done)
        return store_commit(store, err);
    store_rollback(store);
    return false;
}

bool app_mark_reply(Session *session, const CaseFile *file, int64_t mark, const char *text,
                    Err *err)
{
    if (!app_case_may(session, file, VERB_REPLY, err) || !check_text(text, err))
        return false;
    if (text_blank(text))
        return err_set(err, ERR_INPUT, _("Nothing answered: say what was done"));
    return say(session, file, &(Saying){.verb = VERB_REPLY, .mark = mark, .text = text}, err);
}

bool app_mark_drop(Session *session, const CaseFile *file, int64_t mark, Err *err)
{
    return app_case_may(session, file, VERB_UNMARK, err) &&
           say(session, file, &(Saying){.verb = VERB_UNMARK, .mark = mark}, err);
}

bool app_marks(Session *session, int64_t case_id, Arena *arena, Mark **out, size_t *n, Err *err)
{
    *n = 0;
    return desk_may(session_user(session), VERB_READ, err) &&
           mark_list(session_store(session), case_id, arena, out, n, err);
}
