/* kills TIMES COMMAND...: kills each command ("all") so many times with SIGKILL, each time
 * before another of its system calls, spread over all of them; the folder must be as before or
 * as after, and the same command must work when it is said again. kills self: the toys. kills
 * one COMMAND CALL repeats one. SIGNAL=INT in the environment: with Ctrl-C instead, to which a
 * command may also answer with words. */
#include "config.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/faults/commands.h"
#include "tests/faults/jobs.h"
#include "tests/support/temp.h"

typedef struct Kills {
    const Command *command;
    size_t times, calls, at, seen;
    bool asks; /* by Ctrl-C */
} Kills;

/* What only reads is no moment of its own. */
static CallDo on_call(void *ctx, Call *call)
{
    Kills *kills = ctx;
    if (call->kind == CALL_OPEN || call->kind == CALL_MMAP || call->kind == CALL_CLOSE ||
        call->kind == CALL_READ)
        return CALL_GO;
    if (++kills->seen != kills->at)
        return CALL_GO;
    if (!kills->asks)
        return CALL_KILL;
    kill(call->pid, SIGINT);
    return CALL_GO;
}

/* Spread over all of them, from the first to the last; a single one is another for each
 * command. */
static size_t call_of(const Kills *kills, size_t item)
{
    enum { SPREAD = 7919 };
    if (kills->at)
        return kills->at;
    if (kills->times == 1)
        return 1 + SPREAD * (size_t)(kills->command - commands + 1) % kills->calls;
    return 1 + item * (kills->calls - 1) / (kills->times - 1);
}

static void try_kill(void *ctx, Bench *bench, size_t item, Tally *tally)
{
    const Kills *kills = ctx;
    Kills now = {.command = kills->command, .asks = kills->asks};
    char where[128], *fault = NULL;
    bool stood = false;
    now.at = call_of(kills, item);
    bench_start(bench, kills->command);
    TraceEnd end = bench_run(bench, kills->command, on_call, &now);
    snprintf(where, sizeof(where), "%s %s before call %zu of %zu", kills->command->name,
             now.asks ? "interrupted" : "killed", now.at, kills->calls);
    fault = end.signal == (kills->asks ? SIGINT : SIGKILL) && !end.hung
                ? bench_judge(bench, kills->command, SAID_NOTHING, &stood)
                : bench_judge_end(bench, kills->command, &end, &stood);
    jobs_count(tally, stood, where, fault);
}

/* Whoever started this in the background may have had Ctrl-C ignored, which is inherited. */
static bool by_ctrl_c(void)
{
    const char *given = getenv("SIGNAL");
    bool asks = given && strcmp(given, "INT") == 0;
    if (asks)
        signal(SIGINT, SIG_DFL);
    return asks;
}

static bool try_command(Bench *bench, const Command *command, size_t times, size_t *wrong)
{
    Kills kills = {.command = command, .asks = by_ctrl_c()};
    Tally tally = {0};
    bench_refer(bench, command);
    bench_start(bench, command);
    bench_run(bench, command, on_call, &kills);
    kills.calls = kills.seen;
    kills.times = command->toy && times > kills.calls ? kills.calls : times;
    bool whole = jobs_run(bench, kills.times, try_kill, &kills, &tally);
    jobs_line(command->name, kills.calls, &tally);
    *wrong += tally.wrong;
    return whole;
}

static int try_self(Bench *bench)
{
    enum { MANY = 100 };
    size_t right = 0, wrong = 0;
    bool whole = try_command(bench, bench_command("toy-right"), MANY, &right) &&
                 try_command(bench, bench_command("toy-two-steps"), MANY, &wrong);
    return whole && right == 0 && wrong > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

static int try_all(Bench *bench, size_t times, int n, char **names)
{
    const Command *command;
    size_t wrong = 0, at = 0;
    bool whole = true;
    times = (times + bench->share - 1) / bench->share;
    jobs_head(bench);
    while ((command = bench_next(&at, n, names)))
        whole = try_command(bench, command, times, &wrong) && whole;
    return wrong == 0 && whole ? EXIT_SUCCESS : EXIT_FAILURE;
}

static int repeat(Bench *bench, const char *name, size_t call)
{
    Kills kills = {.command = bench_command(name),
                   .times = 1,
                   .calls = call,
                   .at = call,
                   .asks = by_ctrl_c()};
    Tally tally = {0};
    bench_refer(bench, kills.command);
    try_kill(&kills, bench, 0, &tally);
    return tally.wrong ? EXIT_FAILURE : EXIT_SUCCESS;
}

static int one(Bench *bench, char **words)
{
    return repeat(bench, words[0], strtoul(words[1], NULL, 10));
}

static int all(Bench *bench, const char *times, int n, char **names)
{
    return try_all(bench, strtoul(times, NULL, 10), n, names);
}

int main(int argc, char **argv)
{
    static const Driver driver = {
        .usage = "usage: kills TIMES COMMAND...\n"
                 "       kills self\n"
                 "       kills one COMMAND CALL\n",
        .one_words = 2,
        .self = try_self,
        .one = one,
        .all = all,
    };
    return jobs_main(&driver, argc, argv);
}
