/* Shares work among processes, as many as there are processors: item I is done by worker
 * I modulo their number. Results are counters in memory that all of them see. */
#ifndef ANJUAN_TESTS_JOBS_H
#define ANJUAN_TESTS_JOBS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tests/faults/commands.h"

typedef struct Tally {
    size_t tried, no, done, wrong;
} Tally;

/* A random number below that; the same seed gives the same ones. */
size_t jobs_pick(uint64_t *random, size_t below);

/* What happened to one item: counts it, and prints where and what when fault is not NULL, which
 * it frees. */
void jobs_count(Tally *tally, bool done, const char *where, char *fault);

/* Calls work for the items 0 to n - 1; fills in the tally of them all. False when a worker
 * broke down. */
typedef void JobWork(void *ctx, Bench *bench, size_t item, Tally *tally);
bool jobs_run(Bench *bench, size_t n, JobWork *work, void *ctx, Tally *tally);

/* One line of the report; jobs_head prints what its columns are, and of which stores (loops.sh
 * adds up those of sealed ones). */
void jobs_head(const Bench *bench);
void jobs_line(const char *name, size_t calls, const Tally *tally);

/* A driver's main: NAME self, NAME one with so many words after it, or NAME TIMES COMMAND...;
 * each gives the status to end with. Skipped where programs cannot be followed. */
typedef struct Driver {
    const char *usage;
    int one_words;
    int (*self)(Bench *bench);
    int (*one)(Bench *bench, char **words);
    int (*all)(Bench *bench, const char *times, int n, char **names);
} Driver;
int jobs_main(const Driver *driver, int argc, char **argv);

#endif
