/* Marks at places of a case and the answers to them (desk/mark.h), for the person signed in.
 * Each is a journal group of its own; the content of the case stays as it is. */
#ifndef ANJUAN_APP_MARK_H
#define ANJUAN_APP_MARK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/session.h"
#include "base/arena.h"
#include "base/buf.h"
#include "desk/mark.h"
#include "domain/casefile.h"

enum { MARK_CHARS = 1000 }; /* the most that words and answers may have */

/* reason: a code of return_reason or NULL; words may be left out where there is a reason. */
bool app_mark(Session *session, const CaseFile *file, const MarkPlace *place,
              const char *reason, const char *text, Err *err);
/* Several for one reason, all or none. */
typedef struct NewMark {
    MarkPlace place;
    const char *text;
} NewMark;
bool app_mark_all(Session *session, const CaseFile *file, const NewMark *marks, size_t n,
                  const char *reason, Err *err);
bool app_mark_reply(Session *session, const CaseFile *file, int64_t mark, const char *text,
                    Err *err);
bool app_mark_drop(Session *session, const CaseFile *file, int64_t mark, Err *err);

/* Those of the case in the order in which they were made, also those that are not open. */
bool app_marks(Session *session, int64_t case_id, Arena *arena, Mark **out, size_t *n,
               Err *err);

/* What the last return asked for and nobody did. Nothing for a case whose last decision was
 * none. */
typedef struct ReturnLeft {
    bool untouched; /* nothing was changed since, and no mark answered */
    size_t marks;   /* that are neither answered nor changed at their place */
} ReturnLeft;
bool app_return_left(Session *session, const CaseFile *file, ReturnLeft *out, Err *err);

/* A line for each; nothing when there is nothing. */
void app_say_left(const ReturnLeft *left, Buf *out);

#endif
