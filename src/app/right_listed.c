/* The blacklist: who enters a person, confirms it, asks that it end, and ends it. It takes two,
 * each time. */
#include "config.h"

#include "app/right.h"

#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"

static Listed *listed_of(Rights *rights, int64_t row)
{
    for (size_t i = rights->n_listed; i > 0; i--) {
        if (rights->listed[i - 1].row == row)
            return &rights->listed[i - 1];
    }
    if ((rights->n_listed & (rights->n_listed - 1)) == 0)
        rights->listed =
            xreallocarray(rights->listed, rights->n_listed ? 2 * rights->n_listed : 1,
                          sizeof *rights->listed);
    rights->listed[rights->n_listed++] = (Listed){.row = row};
    return &rights->listed[rights->n_listed - 1];
}

static bool has_value(const Deed *deed, const char *column)
{
    SqlValue value;
    return course_value(deed->course, column, COURSE_AFTER, &value) == COURSE_VALUE;
}

static bool hold_entered(Deed *deed, const CourseRow *row, Listed *listed, Err *err)
{
    static const char *const later[] = {"confirmed_by", "lift_by", "ended_by",
                                        "confirmed_at", "lift_at", "ended_at"};
    for (size_t i = 0; i < COUNT_OF(later); i++) {
        if (has_value(deed, later[i]))
            deed_refuse(deed, row, later[i], _("an entry begins with whoever enters it"));
    }
    *listed = (Listed){.row = row->id,
                       .entered_by = deed->group->user_id,
                       .of_list = !course_is(deed->course, "source", COURSE_AFTER, "")};
    return deed_by(deed, row, "entered_by", err);
}

/* By another than whoever began it. */
static void hold_second(Deed *deed, const CourseRow *row, const char *column, int64_t first)
{
    if (first == deed->group->user_id)
        deed_refuse(deed, row, column, _("it takes two, and they began it"));
}

static bool hold_confirmed(Deed *deed, const CourseRow *row, Listed *listed, Err *err)
{
    if (listed->of_list || listed->confirmed)
        deed_refuse(deed, row, "confirmed_by", _("nothing of it was to be confirmed"));
    hold_second(deed, row, "confirmed_by", listed->entered_by);
    listed->confirmed = true;
    return deed_by(deed, row, "confirmed_by", err);
}

static bool hold_ended(Deed *deed, const CourseRow *row, const Listed *listed, Err *err)
{
    if (listed->lift_by)
        hold_second(deed, row, "ended_by", listed->lift_by);
    else if (listed->of_list || listed->confirmed)
        deed_refuse(deed, row, "ended_by", _("nobody had asked that it be lifted"));
    return deed_by(deed, row, "ended_by", err);
}

static bool hold_lift(Deed *deed, const CourseRow *row, Listed *listed, Err *err)
{
    bool asks = has_value(deed, "lift_by");
    if (asks && listed->lift_by)
        deed_refuse(deed, row, "lift_by", _("somebody had asked that already"));
    listed->lift_by = asks ? deed->group->user_id : 0;
    return !asks || deed_by(deed, row, "lift_by", err);
}

bool right_listed(Deed *deed, const CourseRow *row, Err *err)
{
    Listed *listed = listed_of(deed->rights, row->id);
    if (row->op == COURSE_ADD)
        return hold_entered(deed, row, listed, err);
    if (row->op == COURSE_REMOVE)
        return true; /* no kind of event tells of it */
    if (row_has(row, "confirmed_at") != row_has(row, "confirmed_by") ||
        row_has(row, "ended_at") != row_has(row, "ended_by"))
        deed_refuse(deed, row, row->columns[0], _("it does not say who did it"));
    return (!row_has(row, "confirmed_by") || hold_confirmed(deed, row, listed, err)) &&
           (!row_has(row, "ended_by") || hold_ended(deed, row, listed, err)) &&
           (!row_has(row, "lift_by") || hold_lift(deed, row, listed, err));
}
