/* The moment and the day that a row says, held against those of its event: what is judged again
 * as of a day, and what is kept until one, goes by them. */
#include "config.h"

#include <string.h>

#include "app/right.h"
#include "base/attr.h"
#include "base/day.h"
#include "base/i18n.h"
#include "desk/life.h"
#include "store/sql.h"

/* Days of the house begin up to a day before those of instants, or after. */
enum { MINUTES_BESIDE = 10, DAYS_BESIDE = 1, MINUTES_DAY = 24 * 60 };

static const struct {
    const char *table, *column;
} moments[] = {
    {"approval", "at"},  {"batch", "answered_at"}, {"batch", "closed_at"},
    {"life_step", "at"}, {"review", "at"},         {"stop", "at"},
};

static bool day_of(const char *text, Day *out)
{
    char day[DAY_TEXT];
    memcpy(day, text, sizeof day - 1);
    day[sizeof day - 1] = '\0';
    return day_parse(day, out);
}

/* In UTC, as it is written. */
static bool minutes_of(const char *at, int64_t *out)
{
    static const Day from = {1900, 1, 1};
    enum { HOUR = 11, MINUTE = 14, LEAST = MINUTE + 2 };
    Day day;
    if (strlen(at) < LEAST || !day_of(at, &day))
        return false;
    *out = (int64_t)day_between(from, day) * MINUTES_DAY +
           ((at[HOUR] - '0') * 10 + at[HOUR + 1] - '0') * 60 + (at[MINUTE] - '0') * 10 +
           at[MINUTE + 1] - '0';
    return true;
}

static bool is_then(const char *at, const char *then)
{
    int64_t is, was;
    return !minutes_of(then, &was) ||
           (minutes_of(at, &is) && is - was <= MINUTES_BESIDE && was - is <= MINUTES_BESIDE);
}

static void hold_moments(Deed *deed, const CourseRow *row)
{
    for (size_t i = 0; i < COUNT_OF(moments); i++) {
        char at[COURSE_WORD];
        CourseKnown known;
        if (strcmp(moments[i].table, row->table) != 0)
            continue;
        course_copy(deed->course, moments[i].column, COURSE_AFTER, at, &known);
        if (known == COURSE_VALUE && !is_then(at, deed->group->at))
            deed_refuse(deed, row, moments[i].column,
                        _("it says another time than that of its event"));
    }
}

/* By how many days it is after the event; *told false: it is no day, or says nothing. */
static int days_after(const Deed *deed, const char *column, char text[COURSE_WORD], bool *told)
{
    CourseKnown known;
    Day day, then;
    course_copy(deed->course, column, COURSE_AFTER, text, &known);
    *told = known == COURSE_VALUE && day_parse(text, &day) && day_of(deed->group->at, &then);
    return *told ? day_between(then, day) : 0;
}

static void hold_stage(Deed *deed, const CourseRow *row)
{
    char text[COURSE_WORD];
    bool told;
    int after = days_after(deed, "on_day", text, &told);
    if (told && after > DAYS_BESIDE)
        deed_refuse(deed, row, "on_day", _("that day was still to come"));
    if (told && after < -DAYS_BESIDE && strcmp(deed->group->kind, "workflow") == 0 &&
        course_is(deed->course, "life", COURSE_AFTER, life_word(LIFE_CLOSED)))
        deed_refuse(deed, row, "on_day", _("it is closed on the day on which that is said"));
}

static bool hold_uploaded(Deed *deed, const CourseRow *row, Err *err)
{
    char text[COURSE_WORD];
    bool told;
    int64_t before = 0;
    int after = days_after(deed, "uploaded_on", text, &told);
    if (!told)
        return true;
    if (!sql_get_int(deed->rights->store, err, &before,
                     "SELECT EXISTS (SELECT 1 FROM batch WHERE id = ? AND on_day > ?)", "it",
                     row->id, text))
        return false;
    if (after > DAYS_BESIDE)
        deed_refuse(deed, row, "uploaded_on", _("that day was still to come"));
    if (before)
        deed_refuse(deed, row, "uploaded_on", _("the batch was written later"));
    return true;
}

/* Whose file was written has gone out. */
static void hold_written(Deed *deed, const CourseRow *row)
{
    if (row->op == COURSE_SET && row_has(row, "state") &&
        course_is(deed->course, "state", COURSE_BEFORE, "written"))
        deed_refuse(deed, row, "state", _("a batch that was written stays so"));
}

bool right_when(Deed *deed, const CourseRow *row, Err *err)
{
    if (row->op == COURSE_REMOVE)
        return true;
    hold_moments(deed, row);
    if (strcmp(row->table, "life_step") == 0 && row->op == COURSE_ADD)
        hold_stage(deed, row);
    if (strcmp(row->table, "batch") == 0)
        hold_written(deed, row);
    return strcmp(row->table, "batch") != 0 || hold_uploaded(deed, row, err);
}
