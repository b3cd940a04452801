/* Cases that come into the store: made empty, or read from portable files. */
#ifndef ANJUAN_APP_IMPORT_H
#define ANJUAN_APP_IMPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "app/session.h"
#include "base/arena.h"
#include "domain/casefile.h"

bool app_case_new(Session *session, CaseFile **out, Err *err);

/* Portable files; "-" is standard input. numbers: the new case numbers, in the arena. All files
 * or none. */
bool app_import(Session *session, const char *const *paths, size_t n_paths, Arena *arena,
                const char ***numbers, size_t *n, Err *err);

#endif
