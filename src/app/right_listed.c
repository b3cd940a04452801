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

static void hold_entered(Deed *deed, const CourseRow *row, Listed *listed)
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
}

/* By another than whoever began it; two are two where neither could be signed in as the other,
 * as the view blacklist_second has it of now. */
static void hold_second(Deed *deed, const CourseRow *row, const char *column, int64_t first)
{
    const Givings *givings = deed->rights->givings;
    int64_t second = deed->group->user_id, group = deed->group->id;
    if (first == second)
        deed_refuse(deed, row, column, _("it takes two, and they began it"));
    else if (stood_behind(givings, first, second, group) ||
             stood_behind(givings, second, first, group))
        deed_refuse(deed, row, column,
                    _("it takes two, of whom neither set the passphrase of the other"));
}

static void hold_confirmed(Deed *deed, const CourseRow *row, Listed *listed)
{
    if (listed->of_list || listed->confirmed || listed->ended)
        deed_refuse(deed, row, "confirmed_by", _("nothing of it was to be confirmed"));
    hold_second(deed, row, "confirmed_by", listed->entered_by);
    listed->confirmed = true;
}

static void hold_ended(Deed *deed, const CourseRow *row, Listed *listed)
{
    if (listed->lift_by)
        hold_second(deed, row, "ended_by", listed->lift_by);
    else if (listed->of_list || listed->confirmed || listed->ended)
        deed_refuse(deed, row, "ended_by", _("nobody had asked that it be lifted"));
    listed->ended = true;
}

static void hold_lift(Deed *deed, const CourseRow *row, Listed *listed)
{
    bool asks = has_value(deed, "lift_by");
    if (asks && listed->lift_by)
        deed_refuse(deed, row, "lift_by", _("somebody had asked that already"));
    listed->lift_by = asks ? deed->group->user_id : 0;
}

static bool says_who(const Deed *deed, const CourseRow *row, const char *at, const char *by)
{
    return row_has(row, at) == row_has(row, by) &&
           (!row_has(row, by) || (has_value(deed, at) && has_value(deed, by)));
}

void right_listed(Deed *deed, const CourseRow *row)
{
    Listed *listed = listed_of(deed->rights, row->id);
    if (row->op == COURSE_ADD) {
        hold_entered(deed, row, listed);
        return;
    }
    if (row->op == COURSE_REMOVE)
        return; /* no kind of event tells of it */
    if (!says_who(deed, row, "confirmed_at", "confirmed_by") ||
        !says_who(deed, row, "ended_at", "ended_by"))
        deed_refuse(deed, row, row->columns[0], _("it does not say who did it"));
    if (row_has(row, "confirmed_by"))
        hold_confirmed(deed, row, listed);
    if (row_has(row, "ended_by"))
        hold_ended(deed, row, listed);
    if (row_has(row, "lift_by"))
        hold_lift(deed, row, listed);
}
