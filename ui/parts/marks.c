/* Reads marks, decisions and changes, and makes a few lines of each mark. */
#include "config.h"

#include "ui/parts/marks.h"

#include <string.h>

#include "app/history.h"
#include "app/move.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "ui/parts/changes.h"
#include "ui/stage/stage.h"

/* ---- in words ---- */

const char *mark_title(Session *session, const CaseFile *file, const MarkPlace *place,
                       Arena *arena)
{
    if (place->record == REC_COUNT)
        return *place->item ? place->item : _("The case as a whole");
    const RecordDef *record = catalog_record(place->record);
    const char *item = changes_item(session, place->record, place->item, arena);
    size_t row = mark_row(place, file);
    if (*item && place->field < FIELD_COUNT)
        /* TRANSLATORS: a place in a case, e.g. "Patient: Name". */
        return arena_printf(arena, _("%s: %s"), item, _(catalog_field(place->field)->label));
    if (*item)
        return item;
    if (place->field < FIELD_COUNT)
        return changes_place(session, file, catalog_field(place->field), row, arena);
    if (!(record->flags & RF_MANY))
        return _(record->label);
    if (row == SIZE_MAX)
        /* TRANSLATORS: a record of which a row was marked that was deleted since. */
        return arena_printf(arena, _("%s (deleted row)"), _(record->label));
    /* TRANSLATORS: a record and the number of its row: "Plan 2". */
    return arena_printf(arena, _("%s %zu"), _(record->label), row + 1);
}

const char *mark_words(Session *session, const Mark *mark, Arena *arena)
{
    const char *reason = app_reason_words(session, mark->reason);
    if (!*mark->text || !*reason)
        return *reason ? reason : mark->text;
    /* TRANSLATORS: the reason of a mark or a return, and its words. */
    return arena_printf(arena, _("%s: %s"), reason, mark->text);
}

static const char *when_words(Arena *arena, const char *at)
{
    Day day;
    int hour, minute;
    if (!at || !instant_local(at, &day, &hour, &minute))
        return "";
    return arena_printf(arena, "%02d-%02d %02d:%02d", day.month, day.day, hour, minute);
}

/* ---- the return ---- */

/* The last decision when it was a return; NULL when it was none. */
static const ReviewRow *last_return(Session *session, int64_t case_id, Arena *arena, Err *err)
{
    ReviewRow *rows;
    size_t n;
    if (!app_decisions(session, case_id, arena, &rows, &n, err))
        return NULL;
    while (n && strcmp(rows[n - 1].verb, verb_word(VERB_RETURN)) != 0 &&
           strcmp(rows[n - 1].verb, verb_word(VERB_APPROVE)) != 0 &&
           strcmp(rows[n - 1].verb, verb_word(VERB_REJECT)) != 0)
        n--;
    return n && strcmp(rows[n - 1].verb, verb_word(VERB_RETURN)) == 0 ? &rows[n - 1] : NULL;
}

const char *return_words(Session *session, int64_t case_id, Arena *arena)
{
    const ReviewRow *last = last_return(session, case_id, arena, NULL);
    if (!last)
        return "";
    const Mark words = {.reason = last->reason ? last->reason : "",
                        .text = last->comment ? last->comment : ""};
    /* TRANSLATORS: who returned a case, and why. */
    return arena_printf(arena, _("%s returns: %s"), last->user ? last->user : "",
                        mark_words(session, &words, arena));
}

bool info_return(InfoList *list, Stage *stage, const CaseFile *file, Err *err)
{
    Session *session = stage_session(stage);
    Err fault = {0};
    const ReviewRow *last = last_return(session, case_head_of(file)->id, list->arena, &fault);
    if (fault.kind)
        return err_set(err, fault.kind, "%s", fault.text);
    if (!last)
        return true;
    /* TRANSLATORS: who returned a case, and when. */
    info_head(list,
              arena_printf(list->arena, _("Returned by %s, %s"), last->user ? last->user : "",
                           when_words(list->arena, last->at)));
    const InfoLine nowhere = {.kind = INFO_FIELD,
                              .field = FIELD_COUNT,
                              .place = {.record = REC_COUNT, .field = FIELD_COUNT, .item = ""}};
    if (last->reason)
        info_text(list, &nowhere, _("Reason"), app_reason_words(session, last->reason), NULL,
                  0);
    if (last->comment)
        info_text(list, &nowhere, _("Comment"), last->comment, NULL, 0);
    return true;
}

/* ---- marks ---- */

/* What was changed at the place: the field, or any of the row or record. */
static bool is_there(const Change *change, const MarkPlace *place, const CaseFile *file)
{
    if (change->field == FIELD_COUNT || place->record == REC_COUNT ||
        catalog_field(change->field)->record != place->record)
        return false;
    bool many = catalog_record(place->record)->flags & RF_MANY;
    return (place->field == FIELD_COUNT || place->field == change->field) &&
           (!many || change->row == mark_row(place, file));
}

static void add_mark(InfoList *list, Stage *stage, const CaseFile *file, const Mark *mark,
                     const Change *changes, size_t n)
{
    Session *session = stage_session(stage);
    const Codes *codes = session_fields(session)->codes;
    InfoLine *line = info_add(list, INFO_MARK);
    size_t row = mark_row(&mark->place, file);
    if (mark->place.record < REC_COUNT && row < SIZE_MAX)
        info_about(line, file, codes, mark->place.record, mark->place.field, row);
    if (mark->place.record == REC_DOCUMENT && *mark->place.item)
        line->document = mark->place.item;
    line->place = mark->place;
    line->mark = mark->id;
    line->cells[0] = mark_title(session, file, &mark->place, list->arena);
    line->cells[1] = app_reason_words(session, mark->reason);
    line->cells[2] = when_words(list->arena, mark->at);
    line->cells[3] = mark->by;
    InfoLine about = *line;
    if (*mark->text)
        info_text(list, &about, _("Remark"), mark->text, NULL, 0);
    if (*mark->answer)
        info_text(list, &about, _("Reply"),
                  /* TRANSLATORS: an answer, who gave it and when. */
                  arena_printf(list->arena, _("%s (%s, %s)"), mark->answer, mark->answered_by,
                               when_words(list->arena, mark->answered_at)),
                  NULL, 0);
    for (size_t i = 0; i < n; i++) {
        if (is_there(&changes[i], &mark->place, file))
            info_diff(list, &about,
                      mark->place.field == FIELD_COUNT
                          ? _(catalog_field(changes[i].field)->label)
                          : _("Changed"),
                      changes[i].before, changes[i].after, -1);
    }
}

static size_t count_open(const Mark *marks, size_t n, size_t *answered)
{
    size_t open = 0;
    *answered = 0;
    for (size_t i = 0; i < n; i++) {
        open += marks[i].open;
        *answered += marks[i].open && *marks[i].answer;
    }
    return open;
}

bool info_marks(InfoList *list, Stage *stage, const CaseFile *file, Err *err)
{
    Session *session = stage_session(stage);
    LastDecision last;
    Mark *marks;
    Change *changes = NULL;
    size_t n, n_changes = 0, answered;
    if (!app_marks(session, case_head_of(file)->id, list->arena, &marks, &n, err) ||
        !app_last_decision(session, case_head_of(file)->id, &last, err))
        return false;
    size_t open = count_open(marks, n, &answered);
    if (!open)
        return true;
    if (last.group &&
        !changes_since(session, file, last.group, list->arena, &changes, &n_changes, err))
        return false;
    info_head(list, arena_printf(list->arena,
                                 ngettext("%zu mark, %zu answered", "%zu marks, %zu answered",
                                          (unsigned long)open),
                                 open, answered));
    for (size_t i = 0; i < n; i++) {
        if (marks[i].open)
            add_mark(list, stage, file, &marks[i], changes, n_changes);
    }
    return true;
}

bool info_settled_marks(InfoList *list, Stage *stage, const CaseFile *file, Err *err)
{
    Mark *marks;
    size_t n, told = 0;
    if (!app_marks(stage_session(stage), case_head_of(file)->id, list->arena, &marks, &n, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (marks[i].open)
            continue;
        if (!told++)
            info_head(list, _("Marks that a decision has settled"));
        add_mark(list, stage, file, &marks[i], NULL, 0);
    }
    return true;
}
