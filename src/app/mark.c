/* Marks: rights, checks of what was typed, and a journal group for each. */
#include "config.h"

#include "app/mark.h"

#include <string.h>

#include "app/history.h"
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

/* ---- what a return left ---- */

static size_t row_of(const CaseFile *file, RecordId record, int64_t row_id)
{
    for (size_t row = 0; row < case_rows(file, record); row++) {
        if (case_row_id(file, record, row) == row_id)
            return row;
    }
    return SIZE_MAX;
}

/* At the place itself, or in any field of the row or record; of the case as a whole, anywhere.
 */
static bool is_there(const CellChange *change, const MarkPlace *place, const CaseFile *file)
{
    if (place->record == REC_COUNT)
        return true;
    if (change->field->record != place->record)
        return false;
    bool many = catalog_record(place->record)->flags & RF_MANY;
    return (place->field == FIELD_COUNT || place->field == change->field->id) &&
           (!many || row_of(file, place->record, change->row_id) == mark_row(place, file));
}

static bool is_done(const Mark *mark, const CaseFile *file, const CellChange *changes, size_t n)
{
    bool done = *mark->answer;
    for (size_t i = 0; i < n && !done; i++)
        done = is_there(&changes[i], &mark->place, file);
    return done;
}

bool app_return_left(Session *session, const CaseFile *file, ReturnLeft *out, Err *err)
{
    int64_t id = case_head_of(file)->id;
    Arena *arena = arena_new();
    LastDecision last;
    Mark *marks;
    CellChange *changes;
    size_t n_marks, n = 0;
    *out = (ReturnLeft){0};
    bool ok = app_last_decision(session, id, &last, err);
    bool returned = ok && last.group && last.verb == VERB_RETURN;
    if (!returned)
        goto out;
    ok = app_marks(session, id, arena, &marks, &n_marks, err) &&
         app_changes_since(session, id, last.group, arena, &changes, &n, err);
    if (!ok)
        goto out;
    out->untouched = !n;
    for (size_t i = 0; i < n_marks; i++) {
        if (!marks[i].open)
            continue;
        out->untouched = out->untouched && !*marks[i].answer;
        out->marks += !is_done(&marks[i], file, changes, n);
    }
out:
    arena_free(arena);
    return ok;
}

void app_say_left(const ReturnLeft *left, Buf *out)
{
    if (left->untouched)
        buf_add(out, _("Nothing was changed since the return"));
    if (left->untouched && left->marks)
        buf_add_char(out, '\n');
    if (left->marks)
        buf_addf(out,
                 ngettext("%zu mark is not answered yet", "%zu marks are not answered yet",
                          (unsigned long)left->marks),
                 left->marks);
}
