/* Why a case was erased, held against what the history still tells: the day until which it was
 * kept, when it was closed, and that there was a request which was granted. */
#include "config.h"

#include <string.h>

#include "app/right_case.h"
#include "base/day.h"
#include "base/i18n.h"
#include "desk/due.h"

/* Days of the house begin up to a day before those of instants. */
static bool has_come(const char *day, int after, const char *at)
{
    char now[DAY_TEXT];
    Day from, to;
    memcpy(now, at, sizeof now - 1);
    now[sizeof now - 1] = '\0';
    return !day_parse(day, &from) || !day_parse(now, &to) ||
           day_between(day_add(from, after), to) >= -1;
}

/* Without a day that was told the months are of the knowledge, which says at least one. */
static bool day_has_come(const CaseDeed *d)
{
    const CaseThen *was = &d->was;
    const char *at = d->deed.group->at;
    return was->retain[0] ? has_come(was->retain, 0, at)
                          : has_come(was->closed_on, DUE_ERASE_LEAST, at);
}

static const RowThen *request_named(const CaseDeed *d)
{
    SqlValue uid, day;
    const Course *course = d->deed.course;
    const RowThen *row = course_value(course, "request", COURSE_AFTER, &uid) == COURSE_VALUE &&
                                 uid.type == SQL_BLOB && uid.len == UID_BYTES
                             ? case_row_then(d->now, (const unsigned char *)uid.bytes)
                             : NULL;
    return row && row->request && row->there &&
                   course_value(course, "asked_on", COURSE_AFTER, &day) == COURSE_VALUE &&
                   course_value(course, "answered_on", COURSE_AFTER, &day) == COURSE_VALUE
               ? row
               : NULL;
}

/* Its words go with the case; how it was answered stays. */
static void hold_request(CaseDeed *d, const CourseRow *row)
{
    const RowThen *request = request_named(d);
    if (!request)
        deed_refuse(&d->deed, row, "request", _("nobody had asked for it"));
    else if (request->denied)
        deed_refuse(&d->deed, row, "request", _("nobody had granted it"));
}

void right_erased(CaseDeed *d, const CourseRow *row)
{
    Life life;
    if (row->op != COURSE_ADD || strcmp(d->deed.group->kind, "erase") != 0)
        return;
    if (d->was.known && life_parse(d->was.life, &life) && !life_is_over(life))
        deed_refuse(&d->deed, row, NULL, _("the case was not closed"));
    if (course_is(d->deed.course, "ground", COURSE_AFTER, "request"))
        hold_request(d, row);
    if (course_is(d->deed.course, "ground", COURSE_AFTER, "day") && !day_has_come(d))
        deed_refuse(&d->deed, row, "ground", _("its day had not come"));
}
