/* What a person took from the pinyin entry: it comes first the next time. One person's, and no
 * function here gives it to another, for names of patients are among it. No more than
 * HABIT_KEPT of them, none for longer than HABIT_DAYS after it was last taken. Not in the
 * journal, since it is no fact about a case; writing it does not count as a change for
 * store_changed(). */
#ifndef ANJUAN_STORE_HABIT_H
#define ANJUAN_STORE_HABIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "store/store.h"

enum { HABIT_KEPT = 1000, HABIT_DAYS = 180 };

typedef struct HabitRow {
    const char *text, *reading; /* syllables parted by blanks */
} HabitRow;

/* Writes rows, the one taken last at the end, and forgets what is too old or too much. */
bool habit_put(Store *store, int64_t user_id, const HabitRow *rows, size_t n, Err *err);

/* The user's, the one taken last at the end; everything in the arena. */
bool habit_list(Store *store, int64_t user_id, Arena *arena, HabitRow **out, size_t *n,
                Err *err);

#endif
