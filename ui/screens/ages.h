/* Instants as people say them in a list: how long ago. Pure. */
#ifndef ANJUAN_UI_SCREENS_AGES_H
#define ANJUAN_UI_SCREENS_AGES_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/day.h"

typedef struct Moment {
    Day day;
    int minute; /* of the day */
    bool known;
} Moment;

Moment moment_now(void);

/* How long ago, in words: what matters in a queue is the age, not the date. */
void age_add(const char *instant, const Moment *now, Buf *out);

int age_cols(void); /* the most it takes */

#endif
