/* What letters typed as pinyin may mean: words that begin with them, and the likeliest whole
 * text. Full syllables, initials (zxm) and a mixture of both (zhangxm); the apostrophe parts
 * syllables (xi'an); ü is typed v. A long input is parted by the frequency of the words.
 *
 * Habits are what a person took before: they come first the next time. A Habits belongs to one
 * person; the floor above keeps it. Nothing here knows of keys or screens, and no input takes
 * more than a bounded number of steps. */
#ifndef ANJUAN_BASE_PINYIN_COMPOSE_H
#define ANJUAN_BASE_PINYIN_COMPOSE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/pinyin/wordlist.h"

enum {
    COMPOSE_LETTERS = 60, /* the most that are looked at */
    COMPOSE_MOST = 600,   /* candidates */
    HABITS_MAX = 1000,    /* of one person; the one taken longest ago goes first */
};

typedef struct Habits Habits;

Habits *habits_new(void);
void habits_free(Habits *habits); /* NULL is allowed */

/* The text was taken for the reading ("xiao ming"): it is the first of its reading from now on.
 * False: nothing that could be taken for it again. */
bool habits_take(Habits *habits, const WordList *list, const char *text, const char *reading);
size_t habits_count(const Habits *habits);
/* How many of the first were taken since the last habits_kept: what its keeper has to write. */
size_t habits_fresh(const Habits *habits);
void habits_kept(Habits *habits);
/* The i-th, the one taken last first. */
void habits_at(const Habits *habits, size_t i, const char **text, const char **reading);

typedef struct Candidate {
    const char *text, *reading; /* syllables parted by blanks */
    size_t letters;             /* how many of the letters it takes, apostrophes included */
} Candidate;

typedef struct Compose Compose;

Compose *compose_new(const WordList *list); /* the list must live as long */
void compose_free(Compose *compose);        /* NULL is allowed */

/* Names are wanted from now on: they come before other words. */
void compose_names(Compose *compose, bool names);

/* The text that stands before what is typed from now on, which tells how it goes on; its end is
 * enough. NULL: nothing that goes with it. */
void compose_before(Compose *compose, const char *text);

/* Looks at letters (a to z and apostrophes; other bytes end them) and returns how many
 * candidates there are, the best first. habits may be NULL. */
size_t compose_read(Compose *compose, const Habits *habits, const char *letters);
const Candidate *compose_candidate(const Compose *compose, size_t i);

/* The words of the likeliest whole text, in their order; what cannot be read is in none. */
size_t compose_pieces(const Compose *compose);
const Candidate *compose_piece(const Compose *compose, size_t i);

/* The letters as they were understood: syllables parted by apostrophes. */
void compose_parted(const Compose *compose, Buf *out);

#endif
