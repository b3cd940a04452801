/* The day until which the case was kept, when it was closed, and that a request was there and
 * was granted. Months are of the knowledge. */
#include "config.h"

#include "verify/ground.h"

#include <string.h>

#include "base/day.h"
#include "base/i18n.h"
#include "verify/standing.h"
#include "verify/steps.h"

/* Days that a case is kept once it is closed, where no other day was told. */
enum { KEPT_AT_LEAST = 28, DAY = 10 };

/* Days of the house begin up to a day before those of instants. What is no day says nothing. */
static bool has_come(const char *day, int after, const Group *group)
{
    char now[DAY + 1] = "";
    Day from, to;

    if (group->at.n >= DAY)
        memcpy(now, group->at.at, DAY);
    return !day_parse(day, &from) || !day_parse(now, &to) ||
           day_between(day_add(from, after), to) >= -1;
}

/* The last step that closed it, but for those out of the archive. */
static const char *closed_on(const Kept *head)
{
    const Kept *last = NULL;

    for (const Kept *row = head->of_case; row; row = row->next) {
        if (row->there && strcmp(row->table, "life_step") == 0 &&
            (!last || row->order > last->order) &&
            strcmp(standing_text(row, "life"), "closed") == 0 &&
            strcmp(standing_text(row, "was"), "archived") != 0)
            last = row;
    }
    return standing_text(last, "on_day");
}

static bool day_has_come(const Standing *standing, const Group *group)
{
    const char *until = standing_text(standing->row, "retain_until");

    return until[0] ? has_come(until, 0, group)
                    : has_come(closed_on(standing->row), KEPT_AT_LEAST, group);
}

static bool says(const Row *row, const char *column)
{
    const Value *value = row_became(row, column);

    return value && value->type != VALUE_EMPTY;
}

static const Kept *request_named(const Replay *replay, const Group *group, const Row *row)
{
    const Value *named = row_became(row, "request");
    const Kept *request = named && named->type == VALUE_BYTES && named->bytes.n == UID
                              ? replay_find(replay, "erasure_request", named->bytes.at)
                              : NULL;

    return request && request->there &&
                   standing_is_uid(standing_text(request, "case_id"), group->case_uid.at) &&
                   says(row, "asked_on") && says(row, "answered_on")
               ? request
               : NULL;
}

/* Its words go with the case; how it was answered stays. Of an erasure of before that went too.
 */
static const char *request_refuses(const Replay *replay, const Group *group, const Row *row)
{
    const Kept *request = request_named(replay, group, row);
    const Cell *answer = request ? replay_cell(request, "answer") : NULL;

    if (!request)
        return _("nobody had asked for it");
    return (answer && answer->type == VALUE_ERASED) ||
                   strcmp(standing_text(request, "answer"), "granted") == 0
               ? NULL
               : _("nobody had granted it");
}

const char *ground_refuses(const Replay *replay, const Group *group)
{
    Standing standing = standing_of(replay, group->case_uid.at);
    const char *why;

    for (size_t i = 0; standing.told && i < group->n; i++) {
        const Row *row = &group->rows[i];
        const Value *ground = strcmp(row->table, "erasure") == 0 && strcmp(row->op, "add") == 0
                                  ? row_became(row, "ground")
                                  : NULL;
        if (!ground)
            continue;
        if (!steps_is_over(standing.life))
            return _("the case was not closed");
        if (bytes_are(ground->bytes, "request") &&
            (why = request_refuses(replay, group, row)) != NULL)
            return why;
        if (bytes_are(ground->bytes, "day") && !day_has_come(&standing, group))
            return _("its day had not come");
    }
    return NULL;
}
