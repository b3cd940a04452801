/* Everything that can be wrong in knowledge files, and where it stands. On top of all of
 * src/rules: it reads as strictly as can be, runs each expression over an empty case, tries
 * each rule over the case that is to raise it and the one that is not, makes each text.
 * Templates are checked by exchange/template.h. */
#ifndef ANJUAN_RULES_CHECK_CHECK_H
#define ANJUAN_RULES_CHECK_CHECK_H

#include <stddef.h>

#include "rules/files/lint.h"

/* Returns the number of faults. Does not stop at the first. */
size_t check_knowledge(const char *const *folders, size_t n, LintFault fault, void *ctx);

#endif
