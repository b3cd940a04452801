/* How the files that replay keep the rows, for those that look at them as they stand between
 * two groups. */
#ifndef ANJUAN_VERIFY_REPLAY_INNER_H
#define ANJUAN_VERIFY_REPLAY_INNER_H

#include "base/arena.h"
#include "verify/replay.h"

typedef struct Cell {
    const char *column;
    ValueType type;
    char *said;  /* cut short where it is long */
    char *whole; /* of what is read again: an adviser, what was found; else NULL */
    unsigned char digest[HASH], salt[SALT];
    int64_t event;     /* that said so */
    bool salted, told; /* told: by the record that is being read */
} Cell;

typedef struct Kept {
    const char *table;
    unsigned char uid[UID];
    bool there, seen;
    int64_t event; /* the last that changed it */
    int64_t id;    /* its number on this machine; 0: not told */
    Cell *cells;
    size_t n, room;
    size_t order;         /* in which the rows came */
    bool joined;          /* to its case */
    struct Kept *next;    /* of the same case */
    struct Kept *of_case; /* of a case_file: the first of its rows */
} Kept;

struct Replay {
    Arena *arena;
    const char **words; /* names of tables and columns, each once */
    size_t n_words, words_room;
    const char **tables;
    size_t n_tables, tables_room;
    Kept **rows; /* a power of two of slots */
    size_t n, slots;
    bool erased;  /* a case was, so that salts may be missing */
    int64_t past; /* the last event of a journal of before, which erased by itself */
    Kept *now;    /* the record that is being read */
    const char *now_table;
    unsigned char now_uid[UID];
};

/* NULL: the groups so far tell of no such row. */
const Kept *replay_find(const Replay *replay, const char *table, const unsigned char *uid);
/* NULL: nothing told of the column. */
const Cell *replay_cell(const Kept *row, const char *column);

#endif
