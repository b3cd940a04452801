/* An event counts where its moment follows the newest that counts; after "clock_right", which
 * somebody said, whatever the clock was before. */
#include "config.h"

#include "verify/clock.h"

#include <string.h>

#include "base/day.h"
#include "base/i18n.h"
#include "verify/keys.h"

enum { MINUTES_BACK = 10, DAYS_AHEAD = 400, MINUTES_DAY = 24 * 60 };
enum { HOUR_AT = 11, MINUTE_AT = 14, LEAST = MINUTE_AT + 2 };

static int two_digits(const unsigned char *at)
{
    return (at[0] - '0') * 10 + at[1] - '0';
}

bool clock_minutes(Bytes at, int64_t *out)
{
    static const Day from = {1900, 1, 1};
    char text[DAY_TEXT];
    Day day;

    if (at.n < LEAST)
        return false;
    memcpy(text, at.at, DAY_TEXT - 1);
    text[DAY_TEXT - 1] = '\0';
    if (!day_parse(text, &day))
        return false;
    *out = (int64_t)day_between(from, day) * MINUTES_DAY + two_digits(at.at + HOUR_AT) * 60 +
           two_digits(at.at + MINUTE_AT);
    return true;
}

/* The first group says that the store is one to practise in. */
static bool is_practice(const Group *group)
{
    for (size_t i = 0; group->position == 1 && i < group->n; i++) {
        const Row *row = &group->rows[i];
        bool name = false, yes = false;
        for (size_t j = 0; j < row->n; j++) {
            name = name || bytes_are(row->columns[j].after.bytes, "practice");
            yes = yes || bytes_are(row->columns[j].after.bytes, "yes");
        }
        if (strcmp(row->table, "setting") == 0 && name && yes)
            return true;
    }
    return false;
}

void clock_group(VerifyClock *clock, const Group *group)
{
    bool right = bytes_are(group->verb, "clock_right"), behind, ahead;
    int64_t now;

    clock->invented = clock->invented || is_practice(group);
    if (keys_elsewhere(group) || !clock_minutes(group->at, &now))
        return;
    behind = clock->entry && !right && now < clock->newest - MINUTES_BACK;
    ahead = clock->entry && !right && now > clock->newest + (int64_t)DAYS_AHEAD * MINUTES_DAY;
    if ((behind || ahead) && clock->doubts++ == 0) {
        clock->first = group->position;
        clock->first_before = clock->entry;
        clock->behind = behind;
    }
    if (behind || ahead || (now < clock->newest && !right))
        return;
    clock->newest = now;
    clock->entry = group->position;
}

void clock_over(const VerifyClock *clock, Report *report)
{
    if (clock->doubts && !clock->invented)
        report_remark(
            report,
            clock->behind ? _("By their dates %lld events do not follow each other: event "
                              "%lld says that it is older than event %lld; the clock of the "
                              "machine may have been wrong")
                          : _("By their dates %lld events do not follow each other: event "
                              "%lld says that it is more than a year after event %lld; the "
                              "clock of the machine may have been wrong"),
            (long long)clock->doubts, (long long)clock->first, (long long)clock->first_before);
}
