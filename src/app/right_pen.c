/* Stations that were trusted or lost when the pen of a case went from one to another. What
 * another station passes on goes where its own people knew to. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/right_case.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "desk/pen.h"

/* ---- stations as of then ---- */

static bool hear_station(void *ctx, const JournalRow *row)
{
    Rights *rights = ctx;
    bool code = row->column && strcmp(row->column, "code") == 0,
         lost = row->column && strcmp(row->column, "distrusted") == 0;
    if (!code && !lost)
        return true;
    rights->stations =
        xreallocarray(rights->stations, rights->n_stations + 1, sizeof *rights->stations);
    rights->stations[rights->n_stations++] =
        (StationTurn){row->group, row->row_id, code && row->after ? xstrdup(row->after) : NULL,
                      lost && row->after};
    return true;
}

bool right_stations(Rights *rights, Err *err)
{
    return journal_read_people(rights->store, "station", hear_station, rights, err);
}

void right_stations_free(Rights *rights)
{
    for (size_t i = 0; i < rights->n_stations; i++)
        free(rights->stations[i].code);
    free(rights->stations);
}

typedef enum Trust { TRUST_NONE, TRUST_IS, TRUST_LOST } Trust;

static Trust trust_of(const Rights *rights, const char *code, int64_t group)
{
    int64_t station = 0;
    for (size_t i = 0; i < rights->n_stations; i++) {
        const StationTurn *turn = &rights->stations[i];
        if (turn->group < group && turn->code && strcmp(turn->code, code) == 0)
            station = turn->station;
    }
    for (size_t i = 0; station && i < rights->n_stations; i++) {
        const StationTurn *turn = &rights->stations[i];
        if (turn->group < group && turn->station == station && !turn->code)
            return turn->lost ? TRUST_LOST : TRUST_IS;
    }
    return station ? TRUST_IS : TRUST_NONE;
}

/* ---- the pen ---- */

/* One step at a time; who takes over what a lost station wrote may have it. */
static bool goes_on(CaseDeed *d, const CourseRow *row)
{
    SqlValue was, now;
    CourseKnown before = course_value(d->deed.course, "term", COURSE_BEFORE, &was),
                after = course_value(d->deed.course, "term", COURSE_AFTER, &now);
    return after == COURSE_HIDDEN || before == COURSE_HIDDEN ||
           ((row_has(row, "holder") || strcmp(d->deed.group->verb, pen_lost_verb) == 0) &&
            after == COURSE_VALUE && now.type == SQL_INT &&
            now.number == (before == COURSE_VALUE ? was.number : 0) + 1);
}

static void hold_passed(CaseDeed *d, const CourseRow *row, const char *to)
{
    const CourseGroup *group = d->deed.group;
    const char *from = d->was.holder;
    if (from[0] && strcmp(from, group->station) != 0)
        deed_refuse(&d->deed, row, "holder", _("the case was not here"));
    if (trust_of(d->deed.rights, to, group->id) != TRUST_IS)
        deed_refuse(&d->deed, row, "holder", _("no station of that code was trusted then"));
}

static void hold_taken_over(CaseDeed *d, const CourseRow *row, const char *to)
{
    const CourseGroup *group = d->deed.group;
    if (strcmp(to, group->station) != 0)
        deed_refuse(&d->deed, row, "holder", _("a case is taken over by who does so"));
    if (trust_of(d->deed.rights, d->was.holder, group->id) != TRUST_LOST)
        deed_refuse(&d->deed, row, "holder", _("the station that had it was not lost then"));
}

void right_pen(CaseDeed *d, const CourseRow *row)
{
    const CourseGroup *group = d->deed.group;
    char to[COURSE_WORD];
    CourseKnown known;
    if (row->op == COURSE_REMOVE)
        return;
    if (!goes_on(d, row))
        deed_refuse(&d->deed, row, "term", _("the pen goes on one step at a time"));
    course_copy(d->deed.course, "holder", COURSE_AFTER, to, &known);
    if (known != COURSE_VALUE || group->elsewhere)
        return;
    if (strcmp(group->verb, pen_verb) == 0)
        hold_passed(d, row, to);
    else if (strcmp(group->verb, pen_lost_verb) == 0)
        hold_taken_over(d, row, to);
}

void right_pen_take(CaseDeed *d, const CourseRow *row)
{
    char to[COURSE_WORD];
    CourseKnown known;
    const CourseGroup *group = d->deed.group;
    if (strcmp(row->table, "case_file") == 0 && row->op == COURSE_ADD && group->elsewhere)
        memcpy(d->now->holder, group->station, sizeof to);
    if (strcmp(row->table, "pen") != 0 || row->op == COURSE_REMOVE)
        return;
    course_copy(d->deed.course, "holder", COURSE_AFTER, to, &known);
    if (known == COURSE_VALUE)
        memcpy(d->now->holder, to, sizeof to);
}
