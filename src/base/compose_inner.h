/* For compose.c and habits.c only: a habit as it is compared with what is typed. */
#ifndef ANJUAN_BASE_COMPOSE_INNER_H
#define ANJUAN_BASE_COMPOSE_INNER_H

#include "base/compose.h"

typedef struct Habit {
    char *text, *reading;
    uint16_t key[WORD_SYLLABLES];
    size_t n;
} Habit;

const Habit *habits_item(const Habits *habits, size_t i); /* the one taken last first */

#endif
