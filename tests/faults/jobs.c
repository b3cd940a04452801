/* Workers by fork, their counters in memory that all share, and the main that the drivers have
 * in common. */
#include "config.h"

#include "tests/faults/jobs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WORKERS_MAX = 16, USAGE = 2, SKIPPED = 77 };

size_t jobs_pick(uint64_t *random, size_t below)
{
    *random ^= *random << 13;
    *random ^= *random >> 7;
    *random ^= *random << 17;
    return below ? (size_t)(*random % below) : 0;
}

void jobs_count(Tally *tally, bool done, const char *where, char *fault)
{
    tally->tried++;
    tally->done += done;
    tally->no += !done;
    tally->wrong += fault != NULL;
    if (fault) {
        printf("%s: %s\n", where, fault);
        fflush(stdout);
    }
    free(fault);
}

static int workers_wanted(size_t n)
{
    const char *given = getenv("JOBS");
    long wanted = given && given[0] ? strtol(given, NULL, 10) : sysconf(_SC_NPROCESSORS_ONLN);
    wanted = wanted < 1 ? 1 : wanted > WORKERS_MAX ? WORKERS_MAX : wanted;
    return (size_t)wanted > n ? (int)n : (int)wanted;
}

bool jobs_run(Bench *bench, size_t n, JobWork *work, void *ctx, Tally *tally)
{
    int workers = workers_wanted(n), status;
    bool whole = true;
    Tally *tallies = mmap(NULL, WORKERS_MAX * sizeof(*tallies), PROT_READ | PROT_WRITE,
                          MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (tallies == MAP_FAILED)
        return false;
    fflush(stdout);
    for (int worker = 0; worker < workers; worker++) {
        pid_t pid = fork();
        if (pid < 0)
            return false;
        if (pid > 0)
            continue;
        bench_work(bench, worker + 1);
        for (size_t i = (size_t)worker; i < n; i += (size_t)workers)
            work(ctx, bench, i, &tallies[worker]);
        fflush(stdout);
        _exit(EXIT_SUCCESS);
    }
    while (wait(&status) > 0)
        whole = whole && WIFEXITED(status) && WEXITSTATUS(status) == EXIT_SUCCESS;
    *tally = (Tally){0};
    for (int worker = 0; worker < workers; worker++) {
        tally->tried += tallies[worker].tried;
        tally->no += tallies[worker].no;
        tally->done += tallies[worker].done;
        tally->wrong += tallies[worker].wrong;
    }
    munmap(tallies, WORKERS_MAX * sizeof(*tallies));
    return whole;
}

void jobs_head(const Bench *bench)
{
    printf("%-14s %6s %6s %8s %9s %6s   %s\n", "command", "calls", "tried", "said no",
           "said done", "wrong", bench->sealed ? "sealed" : "plain");
    fflush(stdout);
}

void jobs_line(const char *name, size_t calls, const Tally *tally)
{
    printf("%-14s %6zu %6zu %8zu %9zu %6zu\n", name, calls, tally->tried, tally->no,
           tally->done, tally->wrong);
    fflush(stdout);
}

int jobs_main(const Driver *driver, int argc, char **argv)
{
    int status;
    if (!trace_works())
        return SKIPPED;
    if (argc < 2) {
        fputs(driver->usage, stderr);
        return USAGE;
    }
    Bench *bench = bench_open();
    if (strcmp(argv[1], "self") == 0)
        status = driver->self(bench);
    else if (strcmp(argv[1], "one") == 0 && argc == 2 + driver->one_words)
        status = driver->one(bench, argv + 2);
    else
        status = driver->all(bench, argv[1], argc - 2, argv + 2);
    bench_free(bench);
    return status;
}
