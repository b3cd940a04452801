/* Civil days: year, month, day as on paper, without zone or clock. Instants are UTC text and
 * are for stamps only; nothing about a case is ever computed through time_t. */
#ifndef ANJUAN_BASE_DAY_H
#define ANJUAN_BASE_DAY_H

#include <stdbool.h>

#include "base/err.h"

typedef struct Day {
    int year, month, day;
} Day;

enum { DAY_TEXT = 11, INSTANT_TEXT = 25 }; /* sizes with the NUL */

bool day_valid(Day day);                   /* years 1850 to 2199 */
bool day_parse(const char *iso, Day *out); /* YYYY-MM-DD exactly */
void day_format(Day day, char out[DAY_TEXT]);
int day_compare(Day a, Day b);
int day_between(Day from, Day to); /* days, negative when to is earlier */
Day day_add(Day day, int days);
int day_age(Day born, Day on);    /* whole years; 29 February counts as reached on 1 March */
int day_months(Day born, Day on); /* whole ones since then */
Day day_today(void);              /* the local civil day */

/* Which day is meant where the year or the month is left out. */
typedef enum DayLean {
    DAY_NEAREST, /* the one nearest today; the past when two are as near */
    DAY_PAST,    /* today or the last one before it: what has happened */
    DAY_AHEAD,   /* today or the next one after it: what is planned */
} DayLean;

/* What a person types for a day: 2026-11-21 20261121 2026/11/21 2026年11月21日 11-21 11.21
 * 11月21日 21 t(oday) +3d -2w, full-width digits too. A day written in full or by its distance
 * is taken as it is, whatever the lean. */
bool day_parse_typed(const char *text, Day today, DayLean lean, Day *out, Err *err);

/* YYYY-MM, and as typed: 2026-11 202611 2026年11月 11月 11 t */
bool month_parse_typed(const char *text, Day today, char out[8], Err *err);

/* Now as YYYY-MM-DDTHH:MM:SS.mmmZ */
void instant_now(char out[INSTANT_TEXT]);

/* The one at which the local civil day begins. */
void instant_of_day(Day day, char out[INSTANT_TEXT]);

/* An instant as the local civil day and clock time HH:MM. False when it is not an instant. */
bool instant_local(const char *instant, Day *day, int *hour, int *minute);

#endif
