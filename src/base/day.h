/* Civil days: year, month, day as on paper, without zone or clock. Instants are UTC text and are
 * for stamps only; nothing about a case is ever computed through time_t. */
#ifndef ANJUAN_BASE_DAY_H
#define ANJUAN_BASE_DAY_H

#include <stdbool.h>

#include "base/err.h"

typedef struct Day {
    int year, month, day;
} Day;

enum { DAY_TEXT = 11, INSTANT_TEXT = 25 }; /* sizes with the NUL */

bool day_valid(Day day); /* years 1850 to 2199 */
bool day_parse(const char *iso, Day *out);  /* YYYY-MM-DD exactly */
void day_format(Day day, char out[DAY_TEXT]);
int day_compare(Day a, Day b);
int day_between(Day from, Day to); /* days, negative when to is earlier */
Day day_add(Day day, int days);
int day_age(Day born, Day on); /* whole years; 29 February counts as reached on 1 March */
Day day_today(void);           /* the local civil day */

/* What a person types for a day: 2026-11-21 20261121 2026/11/21 2026年11月21日 11-21 11.21 11月21日
 * 21 t(oday) +3d -2w, full-width digits too. Without a year: the one that puts it nearest today. */
bool day_parse_typed(const char *text, Day today, Day *out, Err *err);

/* YYYY-MM, and as typed: 2026-11 202611 2026年11月 */
bool month_parse_typed(const char *text, Day today, char out[8], Err *err);

/* Now as YYYY-MM-DDTHH:MM:SS.mmmZ */
void instant_now(char out[INSTANT_TEXT]);

/* An instant as the local civil day and clock time HH:MM. False when it is not an instant. */
bool instant_local(const char *instant, Day *day, int *hour, int *minute);

#endif
