/* The command line: the same verbs as the screens, for scripts, tests and auditors. A table of
 * commands with their options feeds parsing, usage lines, --help and the manual. Answers go to
 * standard output, everything else to standard error; the exit status is 0 done, 1 refused or
 * problems found, 2 wrong usage, 3 the store cannot be used. */
#ifndef ANJUAN_CLI_CLI_H
#define ANJUAN_CLI_CLI_H

#include <stdbool.h>

#include "app/session.h"
#include "base/buf.h"
#include "base/err.h"

typedef struct CliScreens {
    bool ascii, mono;
    int ambiguous;    /* columns of signs of ambiguous width; 0: the terminal is asked */
    int lock_minutes; /* 0: as usual */
} CliScreens;

/* What main lends: the screens and the documentation of their keys. Members may be NULL. */
typedef struct CliHost {
    bool (*screens)(Session *session, const CliScreens *options, Err *err);
    bool (*keys)(const char *format, Buf *out); /* "md", "man", "ini"; false: no such format */
} CliHost;

/* The language asked for by --lang, before anything is shown; NULL when it is not there. */
const char *cli_lang(int argc, char **argv);

/* Returns the exit status. Without a command it opens the screens. */
int cli_run(int argc, char **argv, const CliHost *host);

#endif
