/* What a person took lately, newest last; few enough to be looked through from the front. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/pinyin/compose_inner.h"

struct Habits {
    Habit *items; /* the one taken last is the last */
    size_t n;
    size_t fresh; /* of the last */
};

Habits *habits_new(void)
{
    Habits *habits = xcalloc(1, sizeof *habits);
    habits->items = xcalloc(HABITS_MAX, sizeof *habits->items);
    return habits;
}

static void forget(Habits *habits, size_t at)
{
    free(habits->items[at].text);
    free(habits->items[at].reading);
    habits->n--;
    if (at >= habits->n + 1 - habits->fresh)
        habits->fresh--;
    memmove(&habits->items[at], &habits->items[at + 1],
            (habits->n - at) * sizeof *habits->items);
}

void habits_free(Habits *habits)
{
    if (!habits)
        return;
    while (habits->n)
        forget(habits, habits->n - 1);
    free(habits->items);
    free(habits);
}

static bool read_key(const WordList *list, const char *reading, Habit *habit)
{
    for (const char *at = reading; *at;) {
        size_t len = strcspn(at, " ");
        SyllableRange syllable = wordlist_syllable(list, at, len);
        if (syllable.from == syllable.to || habit->n == WORD_SYLLABLES)
            return false;
        habit->key[habit->n++] = syllable.from;
        at += len;
        at += *at == ' ';
    }
    return habit->n > 0;
}

bool habits_take(Habits *habits, const WordList *list, const char *text, const char *reading)
{
    Habit habit = {.n = 0};
    if (!*text || !read_key(list, reading, &habit))
        return false;
    habit.text = xstrdup(text);
    habit.reading = xstrdup(reading);
    for (size_t i = 0; i < habits->n; i++) {
        if (strcmp(habits->items[i].text, text) == 0 &&
            strcmp(habits->items[i].reading, reading) == 0) {
            forget(habits, i);
            break;
        }
    }
    if (habits->n == HABITS_MAX)
        forget(habits, 0);
    habits->items[habits->n++] = habit;
    habits->fresh++;
    return true;
}

size_t habits_fresh(const Habits *habits)
{
    return habits->fresh;
}

void habits_kept(Habits *habits)
{
    habits->fresh = 0;
}

size_t habits_count(const Habits *habits)
{
    return habits->n;
}

const Habit *habits_item(const Habits *habits, size_t i)
{
    return &habits->items[habits->n - 1 - i];
}

void habits_at(const Habits *habits, size_t i, const char **text, const char **reading)
{
    *text = habits_item(habits, i)->text;
    *reading = habits_item(habits, i)->reading;
}
