/* What the files of the command line share: the table of commands, and how answers
 * are written. */
#ifndef ANJUAN_CLI_INNER_H
#define ANJUAN_CLI_INNER_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/bundle.h"
#include "app/session.h"
#include "base/arena.h"
#include "cli/cli.h"
#include "desk/workflow.h"
#include "domain/casefile.h"

enum { CLI_OPTIONS_MAX = 9 };

typedef struct CliOption {
    const char *name; /* "--role"; NULL ends the list */
    const char *arg;  /* "ROLE"; NULL for an option without one */
    const char *help; /* N_() */
} CliOption;

enum {                       /* CliCommand.flags */
       CLI_STORE = 1u << 0,  /* opens the store */
       CLI_READ = 1u << 1,   /* for reading only */
       CLI_PERSON = 1u << 2, /* somebody signs in first */
       CLI_OWN = 1u << 4,    /* also who has to choose a passphrase first */
       CLI_MAKES = 1u << 3,  /* makes something, though it opens no store to write to it */
};

typedef struct Cli Cli;

typedef struct CliCommand {
    const char *name;  /* "list", "user add" */
    const char *usage; /* what follows the name, with the required options */
    const char *help;  /* N_(), one sentence */
    CliOption options[CLI_OPTIONS_MAX];
    int args_min, args_max; /* -1: any number */
    unsigned flags;
    bool (*run)(Cli *cli, Err *err);
} CliCommand;

extern const CliCommand *const cli_commands[]; /* in the order of the help; NULL-ended */
extern const CliOption *const cli_globals;
extern const size_t cli_global_count;

struct Cli {
    const CliHost *host;
    const CliCommand *command;
    const char *group;  /* "user", when that stands alone */
    const char **words; /* all that is no option */
    const char **args;  /* those after the command's name */
    size_t n_args;
    const char
        *values[CLI_OPTIONS_MAX]; /* of the command's options; "" for one without argument */
    SessionOptions options;
    const char *as, *passphrase_file;
    bool json, help, version;
    CliScreens screens;
    const char *lock_minutes; /* as given, or NULL */
    Session *session;         /* open when the command says CLI_STORE */
    Arena *arena;             /* for whatever the command reads */
    Buf out;                  /* the answer; written when full and at the end */
    int lost;                 /* errno of the answer's first write that failed; 0: none */
    int status;       /* what a command that worked ends with: 0, or 1 for problems found */
    Progress waiting; /* for the store while another program writes */
    bool said_waiting;
};

/* The value of an option of the command, NULL when it was not given. */
const char *cli_value(const Cli *cli, const char *name);

/* ERR_USAGE with this text. */
bool cli_usage(Err *err, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* A number of at most max, given to the option. */
bool cli_number(const char *text, const char *option, int64_t max, int64_t *out, Err *err);

/* The command that the words begin with, the longest name first; *used: how many words it
 * takes. NULL: none. */
const CliCommand *cli_find_command(const char *const *words, size_t n, size_t *used);

/* ---- help: to the answer ---- */

void cli_usage_line(const CliCommand *command, Buf *out);
void cli_help_all(Cli *cli);
void cli_help_command(Cli *cli, const CliCommand *command);

/* "user": do commands begin with this word and a second one? Which? */
bool cli_is_group(const char *word);
void cli_help_group(Cli *cli, const char *word);
void cli_group_names(const char *word, Buf *out);

/* ---- answers ---- */

void cli_flush(Cli *cli);                 /* writes what is in out; a failure is kept in lost */
void cli_add(Cli *cli, const char *text); /* text of the program */
void cli_printf(Cli *cli, const char *fmt, ...)
    PRINTF_LIKE(2, 3); /* made harmless, with a newline */

/* To standard error, as one line of JSON where answers are JSON: something to know, and a fault
 * with what to do about wrong usage. */
void cli_note(const Cli *cli, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* That a file was written which the seal of the store does not reach. */
void cli_note_clear(const Cli *cli);
void cli_tell_notes(Cli *cli); /* what the session found and mended by itself */
void cli_fault_line(const Cli *cli, const Err *err, int status, Buf *out);
void cli_complain(Cli *cli, const Err *err, int status);

/* A table row: text in so many columns, cut or padded; negative: to the right; 0: as it is. */
typedef struct CliCell {
    const char *text;
    int cols;
} CliCell;
void cli_row(Cli *cli, const CliCell *cells, size_t n);
/* The same for the names of the columns: only where a person reads, on a terminal, so that what
 * counts or cuts lines has the rows alone. */
void cli_head(Cli *cli, const CliCell *cells, size_t n);

json_t *cli_json_text(const char *text);      /* null for NULL; bad bytes become ? */
void cli_json_line(Cli *cli, json_t *object); /* takes the reference */

/* An instant as local day and time, for people. */
const char *cli_when(Cli *cli, const char *instant);
/* For a CodeTeller: at once, and false where it could not be written; counts: from when on it
 * opens the store. */
bool cli_say_code(Cli *cli, const char *code, const char *counts, Err *err);

/* What became of a bundle that was made. */
bool cli_packed(Cli *cli, const Packed *made, const char *file);

/* ---- people ---- */

/* The new passphrase for --new-passphrase-file, or asked for twice on the terminal. */
bool cli_new_passphrase(const char *file, Buf *out, Err *err);
bool cli_sign_in(Cli *cli, Err *err);

/* A line that is typed on the terminal; false where there is none. */
bool cli_ask(const char *label, Buf *out);

/* Who acts, asked for where the options do not say it; for commands that open no session. */
bool cli_person(Cli *cli, Buf *name, Buf *passphrase, Err *err);

/* What CliCommand.flags have done before the command runs, for one that finds out itself. */
bool cli_open(Cli *cli, unsigned flags, Err *err);

/* Opens the screens over the session; returns when the person leaves them. */
bool cli_screens(Cli *cli, Err *err);

/* ---- progress: a line on standard error when that is a terminal; ^C asks the work to stop
 * ---- */

typedef struct CliProgress {
    Progress progress;
    const char *title;
    bool shown;
    int percent;
} CliProgress;
const Progress *cli_progress_begin(CliProgress *progress, const char *title);
void cli_progress_end(CliProgress *progress);

/* Says once that the store keeps the command waiting. */
void cli_tell_waiting(Cli *cli);

/* Opens the case named by the first argument. */
bool cli_open_case(Cli *cli, CaseFile **file, Err *err);

/* What is masked of it (app/reveal.h): with --reveal it is shown, and that written down; else
 * a note says behind the answer that something is. The value of a field for JSON, masked or as
 * it is; in the arena where it is masked. */
bool cli_reveal(Cli *cli, const CaseFile *file, Err *err);
void cli_say_masked(Cli *cli, const CaseFile *file);
const char *cli_value_shown(Cli *cli, const CaseFile *file, const FieldDef *field,
                            const char *value);

/* The marks of a case: for people those that are open, as JSON all. */
bool cli_marks(Cli *cli, const CaseFile *file, Err *err);

/* A fault of a knowledge file, as the checks report it (LintFault); ctx is the Cli. */
void cli_fault(void *ctx, const char *where, const char *what);

/* Unless done, puts the case's number before an error that does not name it. */
void cli_about(bool done, const char *no, Err *err);

/* "plan[2].item": how the command line names a field. */
const char *cli_path(Cli *cli, FieldId field, int row);

/* "draft", or "exported · being changed", for people in their language; and the number with
 * status and amendment for scripts. */
const char *cli_status(const char *word);
const char *cli_standing(Cli *cli, const CaseFile *file);
json_t *cli_json_standing(const CaseFile *file);

#endif
