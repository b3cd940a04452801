/* What is judged again as of a day, and what is kept until one, goes by what rows say of it. */
#include "config.h"

#include "verify/when.h"

#include <string.h>

#include "base/attr.h"
#include "base/day.h"
#include "base/i18n.h"
#include "verify/clock.h"
#include "verify/standing.h"

/* Days of the house begin up to a day before those of instants, or after. */
enum { MINUTES_BESIDE = 10, DAYS_BESIDE = 1 };

static const struct {
    const char *table, *column;
} moments[] = {
    {"approval", "at"},  {"batch", "answered_at"}, {"batch", "closed_at"},
    {"life_step", "at"}, {"review", "at"},         {"stop", "at"},
};

static const Value *text_in(const Row *row, const char *column)
{
    const Value *value = strcmp(row->op, "remove") != 0 ? row_became(row, column) : NULL;

    return value && value->type == VALUE_TEXT ? value : NULL;
}

static bool is_then(Bytes at, Bytes then)
{
    int64_t is, was;

    return !clock_minutes(then, &was) ||
           (clock_minutes(at, &is) && is - was <= MINUTES_BESIDE && was - is <= MINUTES_BESIDE);
}

static bool says_another_time(const Group *group, const Row *row)
{
    for (size_t i = 0; i < COUNT_OF(moments); i++) {
        const Value *at =
            strcmp(moments[i].table, row->table) == 0 ? text_in(row, moments[i].column) : NULL;
        if (at && !is_then(at->bytes, group->at))
            return true;
    }
    return false;
}

static bool day_of(Bytes bytes, char text[DAY_TEXT], Day *out)
{
    if (bytes.n < DAY_TEXT - 1)
        return false;
    memcpy(text, bytes.at, DAY_TEXT - 1);
    text[DAY_TEXT - 1] = '\0';
    return day_parse(text, out);
}

/* By how many days it is after the event; *told false: it is no day, or says nothing. */
static int days_after(const Group *group, const Row *row, const char *column,
                      char text[DAY_TEXT], bool *told)
{
    const Value *value = text_in(row, column);
    char at[DAY_TEXT];
    Day day, then;

    *told = value && day_of(value->bytes, text, &day) && day_of(group->at, at, &then);
    return *told ? day_between(then, day) : 0;
}

static const char *stage_refuses(const Group *group, const Row *row)
{
    const Value *life = row_became(row, "life");
    char text[DAY_TEXT];
    bool told;
    int after = days_after(group, row, "on_day", text, &told);

    if (told && after > DAYS_BESIDE)
        return _("that day was still to come");
    return told && after < -DAYS_BESIDE && bytes_are(group->kind, "workflow") && life &&
                   bytes_are(life->bytes, "closed")
               ? _("it is closed on the day on which that is said")
               : NULL;
}

static const char *upload_refuses(const Replay *replay, const Group *group, const Row *row)
{
    const char *written = standing_text(replay_find(replay, row->table, row->uid), "on_day");
    char text[DAY_TEXT];
    bool told;
    int after = days_after(group, row, "uploaded_on", text, &told);

    if (told && after > DAYS_BESIDE)
        return _("that day was still to come");
    return told && strcmp(text, written) < 0 ? _("the batch was written later") : NULL;
}

/* Whose file was written has gone out. */
static bool unwrites(const Replay *replay, const Row *row)
{
    return strcmp(row->op, "set") == 0 && row_became(row, "state") &&
           strcmp(standing_text(replay_find(replay, row->table, row->uid), "state"),
                  "written") == 0;
}

const char *when_refuses(const Replay *replay, const Group *group)
{
    const char *why = NULL;

    for (size_t i = 0; !why && i < group->n; i++) {
        const Row *row = &group->rows[i];
        if (says_another_time(group, row))
            why = _("it says another time than that of its event");
        else if (strcmp(row->table, "life_step") == 0 && strcmp(row->op, "add") == 0)
            why = stage_refuses(group, row);
        else if (strcmp(row->table, "batch") == 0 && unwrites(replay, row))
            why = _("a batch that was written stays so");
        else if (strcmp(row->table, "batch") == 0)
            why = upload_refuses(replay, group, row);
    }
    return why;
}
