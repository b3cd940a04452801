/* powercut IMAGES COMMAND...: the power goes while a command runs. Makes so many images of what
 * the disk may hold then, spread over the commands ("all"), and looks at each: what the program
 * had said is there, what it had not said is there or is not, and never between; every store is
 * whole, and the command works when it is said again.
 *
 * powercut self: the driver finds losses where fsync is taken to do nothing, in the toy that
 * does without, and none in the toy that does it right. powercut one COMMAND IMAGE repeats one.
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/mem.h"
#include "tests/faults/commands.h"
#include "tests/faults/disk.h"
#include "tests/faults/jobs.h"
#include "tests/support/temp.h"

enum { AFTER_IN = 4 };

typedef struct Power {
    const Command *command;
    Disk *disk;
    char *run; /* the folder that was recorded in */
    bool never_sure;
    bool talkative;
} Power;

/* The same image has the same number for ever, as long as the program makes the same calls. */
static void cut_of(const Power *power, size_t image, uint64_t *random, Cut *cut)
{
    static const unsigned keeps[] = {0, 50, 90, 100};
    *random = (image + 1) * 0x9e3779b97f4a7c15u;
    for (int i = 0; i < 8; i++)
        jobs_pick(random, 2);
    /* One in so many after the program has ended, where everything was promised. */
    cut->at = image % AFTER_IN == 0 ? disk_calls(power->disk)
                                    : jobs_pick(random, disk_calls(power->disk) + 1);
    cut->keep = keeps[jobs_pick(random, COUNT_OF(keeps))];
    cut->never_sure = power->never_sure;
    cut->random = random;
}

static bool record(Bench *bench, Power *power)
{
    disk_free(power->disk);
    free(power->run);
    bench_start(bench, power->command);
    power->disk = disk_new(bench->run);
    power->run = xstrdup(bench->run);
    TraceEnd end = bench_run(bench, power->command, disk_on_call, power->disk);
    if (end.status == 0 && !disk_unknown(power->disk))
        return true;
    fprintf(stderr, "%s cannot be followed: status %d, %s\n", power->command->name, end.status,
            disk_unknown(power->disk) ? disk_unknown(power->disk) : "");
    return false;
}

static void forget(Power *power)
{
    disk_free(power->disk);
    free(power->run);
}

static void try_image(void *ctx, Bench *bench, size_t image, Tally *tally)
{
    Power *power = ctx;
    char where[160];
    uint64_t random;
    Cut cut;
    bool stood;
    /* A store knows by its whole path what it wrote, so each worker looks at its own run. */
    if (strcmp(power->run, bench->run) != 0 && !record(bench, power))
        exit(EXIT_FAILURE);
    cut_of(power, image, &random, &cut);
    bool said = cut.at > disk_said_at(power->disk) || cut.at == disk_calls(power->disk);
    snprintf(where, sizeof(where), "%s image %zu (cut after %zu of %zu calls, %u %% kept)",
             power->command->name, image, cut.at, disk_calls(power->disk), cut.keep);
    bench_clear(bench);
    disk_build(power->disk, &cut, bench->run);
    if (power->talkative) {
        disk_print(power->disk, cut.at);
        printf("%s\n", said ? "it had answered" : "it had not answered");
    }
    char *fault = bench_judge(bench, power->command, said ? SAID_DONE : SAID_NOTHING, &stood);
    jobs_count(tally, stood, where, fault);
}

static bool try_command(Bench *bench, const Command *command, size_t images, bool never_sure,
                        size_t *wrong)
{
    Power power = {.command = command, .never_sure = never_sure};
    Tally tally = {0};
    bench_refer(bench, command);
    bool whole = record(bench, &power) && jobs_run(bench, images, try_image, &power, &tally);
    jobs_line(command->name, disk_calls(power.disk), &tally);
    forget(&power);
    *wrong += tally.wrong;
    return whole;
}

static bool find_wrong(Bench *bench, const char *name, bool never_sure, bool good)
{
    enum { IMAGES = 24 };
    size_t wrong = 0;
    if (!try_command(bench, bench_command(name), IMAGES, never_sure, &wrong))
        return false;
    if ((wrong == 0) == good)
        return true;
    printf("%s: %s\n", name, good ? "is right, and was found wrong" : "was not found out");
    return false;
}

static int try_self(Bench *bench)
{
    printf("These are wrong on purpose, or without fsync:\n");
    bool right = find_wrong(bench, "toy-right", false, true);
    right = find_wrong(bench, "toy-right", true, false) && right;
    right = find_wrong(bench, "toy-unsynced", false, false) && right;
    right = find_wrong(bench, "toy-two-steps", false, false) && right;
    if (bench->share == 1)
        right = find_wrong(bench, "import", true, false) && right;
    return right ? EXIT_SUCCESS : EXIT_FAILURE;
}

static int try_all(Bench *bench, size_t images, int n, char **names)
{
    const Command *command;
    size_t count = 0, wrong = 0, at = 0, done = 0;
    bool whole = true;
    images /= bench->share;
    while (bench_next(&at, n, names))
        count++;
    jobs_head(bench);
    for (at = 0; (command = bench_next(&at, n, names)); done++)
        whole = try_command(bench, command, images * (done + 1) / count - images * done / count,
                            false, &wrong) &&
                whole;
    return wrong == 0 && whole ? EXIT_SUCCESS : EXIT_FAILURE;
}

static int repeat(Bench *bench, const char *name, size_t image)
{
    Power power = {.command = bench_command(name), .talkative = true};
    Tally tally = {0};
    bench_refer(bench, power.command);
    if (!record(bench, &power))
        return EXIT_FAILURE;
    try_image(&power, bench, image, &tally);
    forget(&power);
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
        .usage = "usage: powercut IMAGES COMMAND...\n"
                 "       powercut self\n"
                 "       powercut one COMMAND IMAGE\n",
        .one_words = 2,
        .self = try_self,
        .one = one,
        .all = all,
    };
    return jobs_main(&driver, argc, argv);
}
