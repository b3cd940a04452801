/* Faults in knowledge files: where they are and what they are. Loading takes the first one as
 * its error, the lint reports them all; both go through here. */
#ifndef ANJUAN_RULES_FILES_LINT_H
#define ANJUAN_RULES_FILES_LINT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attr.h"
#include "base/err.h"
#include "base/ini.h"

/* A fault: where it is ("file:line: [section] key") and what it is. */
typedef void (*LintFault)(void *ctx, const char *where, const char *what);

typedef struct Lint {
    LintFault fault; /* may be NULL: only counted */
    void *ctx;
    size_t count;
} Lint;

void lint_fault(Lint *lint, const char *where, const char *fmt, ...) PRINTF_LIKE(3, 4);

/* At a section and key of a file; key may be NULL. */
void lint_at(Lint *lint, const Ini *ini, const char *section, const char *key, const char *fmt,
             ...) PRINTF_LIKE(5, 6);

/* The same for an error whose text may begin with the place already. */
void lint_fault_of(Lint *lint, const Ini *ini, const char *section, const char *key,
                   const char *text);

/* The section has only these keys. */
void lint_only(Lint *lint, const Ini *ini, const char *section, const char *const *names);

/* The key is there and not empty, in English and in Chinese. */
void lint_both(Lint *lint, const Ini *ini, const char *section, const char *key);

/* The key is there and not empty. */
void lint_needs(Lint *lint, const Ini *ini, const char *section, const char *key);

/* grade, where given, is one of A B C D M R (DOMAIN's scale: official text to recommendation).
 */
void lint_grade(Lint *lint, const Ini *ini, const char *section);

/* A Lint that keeps its first fault as an error: for loading. */
typedef struct LintFirst {
    Lint lint;
    Err *err;
} LintFirst;

void lint_first(LintFirst *first, Err *err);

#endif
