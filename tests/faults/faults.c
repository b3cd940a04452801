/* faults EACH COMMAND...: runs each command with exactly one system call that fails, for EACH
 * calls of every kind (spread over all of them, one error each), or, when EACH is
 * "all", for every call and every error. After each the message must be true, the exit status
 * right, every store whole, and the command must do its work when it is said again. COMMAND may
 * be "all". faults self: the toys that do it wrong are found, and the right one passes.
 *
 * faults one COMMAND KIND N ERROR repeats one, and shows what was said. KINDS=write,fsync in
 * the environment takes calls of these kinds only, ERRORS=EIO,ENOSPC only these errors. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/buf.h"
#include "base/mem.h"
#include "tests/faults/commands.h"
#include "tests/faults/jobs.h"
#include "tests/support/temp.h"

enum { SPREAD = 7919 };

typedef struct Fault {
    CallKind kind;
    size_t n; /* from 1 */
    int error;
} Fault;

typedef struct Run {
    const Command *command;
    size_t counts[CALL_KINDS];
    Fault fault; /* kind CALL_KINDS: none, calls are counted only */
    Fault *faults;
    size_t n;
} Run;

static CallDo on_call(void *ctx, Call *call)
{
    Run *run = ctx;
    if (call->kind >= CALL_KINDS || call->done)
        return CALL_GO;
    run->counts[call->kind]++;
    if (call->kind != run->fault.kind || run->counts[call->kind] != run->fault.n)
        return CALL_GO;
    call->error = run->fault.error;
    return CALL_FAIL;
}

static TraceEnd run_with(Bench *bench, const Run *run, Fault fault, size_t counts[CALL_KINDS])
{
    Run now = {.command = run->command, .fault = fault};
    bench_start(bench, run->command);
    TraceEnd end = bench_run(bench, run->command, on_call, &now);
    if (counts)
        memcpy(counts, now.counts, sizeof(now.counts));
    return end;
}

static void where_is(const Run *run, const Fault *fault, char *text, size_t size)
{
    snprintf(text, size, "%s %s %zu %s", run->command->name, trace_calls[fault->kind].name,
             fault->n, trace_error_name(fault->error));
}

static void try_one(void *ctx, Bench *bench, size_t item, Tally *tally)
{
    const Run *run = ctx;
    char where[128];
    bool stood;
    TraceEnd end = run_with(bench, run, run->faults[item], NULL);
    char *fault = bench_judge_end(bench, run->command, &end, &stood);
    where_is(run, &run->faults[item], where, sizeof(where));
    jobs_count(tally, end.status == 0, where, fault);
}

static void add_fault(Run *run, size_t *room, Fault fault)
{
    if (run->n == *room)
        run->faults = xreallocarray(run->faults, *room = *room * 2 + 64, sizeof(*run->faults));
    run->faults[run->n++] = fault;
}

/* Whether a list of the environment names it; one that is not there names all. */
static bool is_named(const char *variable, const char *name)
{
    const char *given = getenv(variable);
    Buf list = BUF_INIT, item = BUF_INIT;
    buf_addf(&list, ",%s,", given ? given : name);
    buf_addf(&item, ",%s,", name);
    bool named = strstr(list.data, item.data) != NULL;
    buf_free(&list);
    buf_free(&item);
    return named;
}

static size_t errors_of(CallKind kind, int errors[CALL_ERRORS_MAX])
{
    const int *all = trace_calls[kind].errors;
    size_t n = 0;
    for (size_t i = 0; i < CALL_ERRORS_MAX && all[i]; i++)
        if (is_named("ERRORS", trace_error_name(all[i])))
            errors[n++] = all[i];
    return n;
}

/* Some calls of a kind, spread over all of them, with the errors in turn. */
static void choose_some(Run *run, CallKind kind, size_t each, size_t *room)
{
    int errors[CALL_ERRORS_MAX];
    size_t n_errors = errors_of(kind, errors), count = run->counts[kind],
           wanted = each < count ? each : count;
    for (size_t i = 0; n_errors && i < wanted; i++) {
        size_t n =
            wanted == 1 ? 1 + SPREAD * (kind + 1) % count : 1 + i * (count - 1) / (wanted - 1);
        add_fault(run, room, (Fault){kind, n, errors[(run->n + i) % n_errors]});
    }
}

static void choose_all(Run *run, CallKind kind, size_t *room)
{
    int errors[CALL_ERRORS_MAX];
    size_t n_errors = errors_of(kind, errors);
    for (size_t n = 1; n <= run->counts[kind]; n++)
        for (size_t i = 0; i < n_errors; i++)
            add_fault(run, room, (Fault){kind, n, errors[i]});
}

/* Every share-th, beginning with another one for each command, so that all kinds have their
 * turn. */
static void choose_share(Run *run, size_t share)
{
    size_t n = 0;
    for (size_t i = (size_t)(run->command - commands) % share; i < run->n; i += share)
        run->faults[n++] = run->faults[i];
    run->n = n;
}

static bool is_wanted(const Bench *bench, CallKind kind)
{
    /* A sanitizer asks for memory of its own, and ends without it. */
    return is_named("KINDS", trace_calls[kind].name) &&
           !(kind == CALL_MMAP && bench->sanitized);
}

/* Gives back how many were wrong; each 0: all. */
static size_t try_command(Bench *bench, const Command *command, size_t each, bool *whole)
{
    Run run = {.command = command};
    Tally tally;
    size_t calls = 0, room = 0;
    bench_refer(bench, command);
    run_with(bench, &run, (Fault){.kind = CALL_KINDS}, run.counts);
    for (CallKind kind = 0; kind < CALL_KINDS; kind++) {
        calls += run.counts[kind];
        if (!is_wanted(bench, kind))
            continue;
        if (each)
            choose_some(&run, kind, each, &room);
        else
            choose_all(&run, kind, &room);
    }
    if (!command->toy)
        choose_share(&run, bench->share);
    *whole = jobs_run(bench, run.n, try_one, &run, &tally) && *whole;
    jobs_line(command->name, calls, &tally);
    free(run.faults);
    return tally.wrong;
}

static int try_toys(Bench *bench)
{
    bool right, whole = true;
    right = try_command(bench, bench_command("toy-right"), 0, &whole) == 0;
    printf("These are wrong on purpose:\n");
    right = try_command(bench, bench_command("toy-unchecked"), 0, &whole) > 0 && right;
    right = try_command(bench, bench_command("toy-two-steps"), 0, &whole) > 0 && right;
    return right && whole ? EXIT_SUCCESS : EXIT_FAILURE;
}

static int repeat(Bench *bench, char **argv)
{
    enum { ERRORS = 134 };
    Fault fault = {.n = strtoul(argv[2], NULL, 10), .error = CALL_SHORT};
    Run run = {.command = bench_command(argv[0])};
    bool stood;
    for (CallKind kind = 0; kind < CALL_KINDS; kind++)
        if (strcmp(trace_calls[kind].name, argv[1]) == 0)
            fault.kind = kind;
    for (int error = 1; error < ERRORS; error++)
        if (strerrorname_np(error) && strcmp(strerrorname_np(error), argv[3]) == 0)
            fault.error = error;
    bench_refer(bench, run.command);
    TraceEnd end = run_with(bench, &run, fault, NULL);
    char *out = temp_read(bench->out, NULL), *err = temp_read(bench->err, NULL);
    char *what = bench_judge_end(bench, run.command, &end, &stood);
    printf("status %d, signal %d\n%s%s%s; %s\n", end.status, end.signal, out, err,
           stood ? "done" : "not done", what ? what : "right");
    free(out);
    free(err);
    free(what);
    return what ? EXIT_FAILURE : EXIT_SUCCESS;
}

static int try_all(Bench *bench, size_t each, int n, char **names)
{
    const Command *command;
    size_t wrong = 0, at = 0;
    bool whole = true;
    jobs_head(bench);
    while ((command = bench_next(&at, n, names)))
        wrong += try_command(bench, command, each, &whole);
    return wrong == 0 && whole ? EXIT_SUCCESS : EXIT_FAILURE;
}

static int one(Bench *bench, char **words)
{
    return repeat(bench, words);
}

static int all(Bench *bench, const char *each, int n, char **names)
{
    return try_all(bench, strcmp(each, "all") == 0 ? 0 : strtoul(each, NULL, 10), n, names);
}

int main(int argc, char **argv)
{
    static const Driver driver = {
        .usage = "usage: faults EACH|all COMMAND...\n"
                 "       faults self\n"
                 "       faults one COMMAND KIND N ERROR\n",
        .one_words = 4,
        .self = try_toys,
        .one = one,
        .all = all,
    };
    return jobs_main(&driver, argc, argv);
}
