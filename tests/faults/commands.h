/* The commands that the drivers of faults, power cuts and kills run, in one table: from what
 * they start, how they are called, and how what they did is judged.
 *
 * A command is run twice without any fault first. That gives what the folder holds before it,
 * after it, and after it was said again, and the status of both; whatever is done to a run must
 * then leave the folder as it was before or as it is after, as the program said, and saying the
 * command again must end as it did without a fault. So nothing about a command needs to be
 * known here but its arguments.
 *
 * Bench makes the folders the commands start from, in a place of its own; who opened it frees
 * it. Where several drivers follow each other, the folder that BENCH names keeps for the next
 * what commands start from and what they are compared with. Each worker process has its own
 * folder to run in (bench_work). */
#ifndef ANJUAN_TESTS_COMMANDS_H
#define ANJUAN_TESTS_COMMANDS_H

#include <stdbool.h>
#include <stddef.h>

#include "tests/faults/trace.h"

enum { COMMAND_ARGS = 16, COMMAND_SAYS = 3 };

/* What a folder holds that commands start from. */
typedef enum BaseId {
    BASE_EMPTY,
    BASE_PEOPLE,
    BASE_DRAFT,
    BASE_SUBMITTED,
    BASE_APPROVED,
    BASE_BATCH,
    BASE_BACKUP,
    BASE_MOVING, /* the file for another machine is made, and nothing was written since */
    BASE_SEALED, /* the same as approved, whatever form the others have */
    BASE_PLAIN,
    BASE_COUNT
} BaseId;

typedef struct Command {
    const char *name;
    BaseId base;
    const char *as;                 /* who signs in, or NULL */
    const char *args[COMMAND_ARGS]; /* {no} the case, {data} the folder of cases; and the
                                     * files {secret}, {other} of passphrases and {code} */
    /* What it may say, besides failing, when it has done its work nevertheless. */
    const char *done_though[COMMAND_SAYS];
    bool toy; /* not of the program: does it wrong on purpose, to be found */
} Command;

extern const Command commands[];
extern const size_t command_count;

typedef struct Reference {
    char *before, *after, *again; /* what the folder holds */
    int status, status_again;
} Reference;

typedef struct Bench {
    char *root, *program, *toy, *data;
    bool kept; /* the root outlives this program: BENCH=FOLDER in the environment */
    char *run; /* the folder that commands run in */
    char *out, *err;
    char *no;
    Reference *references; /* of each command */
    int patience;
    bool sealed; /* the stores; STORES=plain in the environment: they are plain */
    bool sanitized;
    size_t share; /* one in so many is to be tried: 1, or under sanitizers SANITIZED_SHARE */
} Bench;

Bench *bench_open(void);
void bench_free(Bench *bench);

/* By its name; ends the program when there is none. */
const Command *bench_command(const char *name);

/* The next command from *at on that is among the names, "all" for all that are no toys; NULL at
 * the end. */
const Command *bench_next(size_t *at, int n, char *const *names);

/* Makes the folder that this worker runs in; after a fork, with numbers of their own. */
void bench_work(Bench *bench, int worker);

/* Runs the command without a fault, for what it is to be compared with; before anything else is
 * done with it, and before the workers begin. */
void bench_refer(Bench *bench, const Command *command);

/* Takes the folder away; puts what the command starts from into it; runs it there, where hook
 * may be NULL. */
void bench_clear(Bench *bench);
void bench_start(Bench *bench, const Command *command);
TraceEnd bench_run(Bench *bench, const Command *command, CallHook *hook, void *ctx);

/* What it had said when it ended or was ended. */
typedef enum Said { SAID_DONE, SAID_NO, SAID_NOTHING } Said;

/* Looks at the folder and says the command again. NULL when all is right, else what is wrong,
 * for the caller to free. *stood tells whether the command's work was found done. */
char *bench_judge(Bench *bench, const Command *command, Said said, bool *stood);

/* The same after a run that was not killed: its status and message count. */
char *bench_judge_end(Bench *bench, const Command *command, const TraceEnd *end, bool *stood);

#endif
