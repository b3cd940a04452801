/* What went wrong, in words for the person at the screen.
 *
 * A fallible function returns bool and takes an Err last: true means done, false means that
 * err->text says what failed, on which record, and what to do now, already translated.
 * The caller owns the Err (usually on its stack). A NULL Err is allowed and drops the text.
 * Nothing here prints. */
#ifndef ANJUAN_BASE_ERR_H
#define ANJUAN_BASE_ERR_H

#include <stdbool.h>

#include "base/attr.h"

typedef enum ErrKind {
    ERR_NONE,
    ERR_INPUT,     /* what was typed or imported cannot be taken */
    ERR_REFUSED,   /* a rule, a role or the state of the case forbids it */
    ERR_NOT_FOUND, /* no such case, user, batch, file */
    ERR_CONFLICT,  /* somebody else changed it since it was read */
    ERR_CANCELLED, /* the person cancelled */
    ERR_USAGE,     /* wrong words on the command line */
    ERR_STORE,     /* the store cannot be used: missing, newer, damaged, locked, full */
    ERR_IO,        /* a file or the disk */
} ErrKind;

enum { ERR_TEXT_MAX = 1024 };

typedef struct Err {
    ErrKind kind;
    char text[ERR_TEXT_MAX]; /* UTF-8, cut at a character, control characters replaced */
} Err;

/* Sets the error and returns false, so that a function can end with: return err_set(...). */
bool err_set(Err *err, ErrKind kind, const char *fmt, ...) PRINTF_LIKE(3, 4);

/* Puts "prefix: " before the text that is there, keeping its kind; not a path that stands in
 * the text already. Returns false. */
bool err_wrap(Err *err, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* Puts a name that the person knows in place of another one in the text: of a hidden file, for
 * which an error below spoke. */
void err_rename(Err *err, const char *from, const char *to);

void err_clear(Err *err);

/* The exit status of the command line for this kind: 1, 2 or 3 as the manual names them. */
int err_exit_status(ErrKind kind);

#endif
