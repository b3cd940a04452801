/* Programs of the machine that may be there: a viewer, a printer. They are found along PATH and
 * started with their arguments as they are, never through a shell. */
#ifndef ANJUAN_BASE_PROGRAM_H
#define ANJUAN_BASE_PROGRAM_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/progress.h"

/* The path of the program; for the caller to free. NULL: there is none. */
char *program_find(const char *name);

/* Starts it and lets it go: it outlives us, has no terminal, and what becomes of it is not
 * known. args: after the program's own name, NULL at the end. */
bool program_start(const char *path, const char *const *args, Err *err);

/* Runs it over a file as its input, waits a moment for its end, and lets it go: false where it
 * has ended by then, and not well. *patience: how many milliseconds there are to wait; those
 * that were needed are taken off, so that several have no more than one. */
bool program_feed(const char *path, const char *const *args, const char *input, int *patience,
                  Err *err);

/* Runs a program with bytes as its input and gathers what it gives. False where it could not be
 * started, gave more than most bytes, or had not ended after seconds: it is ended then. Else
 * *status is what it ended with, -1 where a signal ended it; what that means is the caller's.
 */
bool program_ask(const char *path, const char *input, size_t n, size_t most, int seconds,
                 Buf *out, int *status, Err *err);

/* The same for one that says lines while it works: each is handed on as it comes, without its
 * end. False from line ends the program, and so do seconds without one, or a line over most
 * bytes. Whoever waits may stop: progress is asked at each line and several times a second,
 * with nothing to tell. */
typedef bool ProgramLine(void *ctx, const char *text, size_t n);
bool program_follow(const char *path, const char *input, size_t n, size_t most, int seconds,
                    ProgramLine *line, void *ctx, const Progress *progress, int *status,
                    Err *err);

#endif
