/* For compose.c, compose_letters.c and habits.c only: the graph that the letters are, and a
 * habit as it is compared with what is typed. */
#ifndef ANJUAN_BASE_PINYIN_COMPOSE_INNER_H
#define ANJUAN_BASE_PINYIN_COMPOSE_INNER_H

#include "base/arena.h"
#include "base/pinyin/compose.h"

typedef struct Habit {
    char *text, *reading;
    uint16_t key[WORD_SYLLABLES];
    size_t n;
} Habit;

const Habit *habits_item(const Habits *habits, size_t i); /* the one taken last first */

enum {
    SEGMENTS = 12, /* from one place */
    WAYS = 8, /* the cheapest that are kept of each place: what follows tells which it is */
    WAYS_ALIKE =
        2, /* of them, with the same last word from one place: the whole texts differ */
    WAYS_WHOLE = 3,        /* of the last place, offered as whole texts */
    WORDS_LAID = 16,       /* of one reading, the most used */
    WORDS_BY_INITIALS = 1, /* the same, when it was typed by initials */
    /* What is added to a word's cost, in sixteenths of a bit. */
    COST_INITIAL = 112, /* a syllable by its initial alone */
    COST_BEGUN = 32,    /* the last syllable, not typed to its end */
    COST_HABIT = 96,    /* a habit in the midst of a text; at its start it comes first anyway */
    COST_NAME = -144,   /* a name where one is wanted */
    GAIN_MOST = 256,    /* what a word can save another, as a rule */
    COST_PART = 40,     /* each word of a way: few long words rather than many short ones */
    NODE_WORDS = 8,     /* of one reading, when it was typed by initials */
    STEPS_MAX = 200000, /* over the tree, for one input */
    SLACK = 2 * COST_INITIAL, /* what parts the letters so much worse is not looked at */
    NONE = -1,
    BEFORE = 4, /* characters of what stands before, as its last word may have */
};

typedef struct Segment {
    size_t to;
    SyllableRange range;
    int cost;
    bool inside; /* not for the first syllable of a word */
} Segment;

/* A word laid over the letters. */
typedef struct Span {
    size_t from, to;
    uint64_t edges; /* the places at which its syllables end */
    int cost;       /* of its segments */
} Span;

typedef struct Way {
    int cost;
    int from_way; /* which way of the place before */
    size_t from;
    uint64_t edges;
    int32_t word; /* NONE: the habit */
    int32_t habit;
    uint32_t last; /* the hash of the word, or of the habit */
} Way;

typedef struct Place {
    Segment segments[SEGMENTS];
    size_t n_segments;
    Way ways[WAYS];
    size_t n_ways;
} Place;

typedef struct Found {
    Candidate candidate;
    size_t to, order; /* order: equal ones stay as they were found */
    int cost;
    bool habit;
} Found;

typedef struct Step {
    uint32_t node;
    Span span;
} Step;

struct Compose {
    const WordList *list;
    const Habits *habits;
    bool names;
    uint32_t before[BEFORE]; /* hashes of what may be the word before */
    size_t n_before;
    char letters[COMPOSE_LETTERS + 1]; /* without apostrophes */
    size_t n;
    size_t typed[COMPOSE_LETTERS + 1]; /* letters and apostrophes that lead to a place */
    bool parted[COMPOSE_LETTERS + 1];  /* an apostrophe stands before the letter */
    Place places[COMPOSE_LETTERS + 1];
    uint64_t way_edges; /* where the syllables of the best ways end */
    Arena *arena;
    Found *found;
    size_t n_found, cap_found;
    Candidate *candidates;
    size_t n_candidates;
    Candidate pieces[COMPOSE_LETTERS];
    size_t n_pieces;
    Step *steps;
    size_t n_steps, cap_steps;
    size_t steps_done;
};

/* Takes the letters, and finds the segments from each of their places; no ways yet. */
void compose_graph(Compose *compose, const char *letters);

#endif
