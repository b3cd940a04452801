/* The functions that expressions in knowledge files may call, besides SQLite's own harmless
 * ones; rules/staging/facts.h lists them. */
#ifndef ANJUAN_RULES_LANGUAGE_FUNCTIONS_H
#define ANJUAN_RULES_LANGUAGE_FUNCTIONS_H

#include <stdbool.h>

#include "domain/codes.h"
#include "store/guard.h"

/* *state is freed by functions_free() after the guard is closed. */
bool functions_register(Guard *guard, const Codes *codes, void **state, Err *err);
void functions_free(void *state); /* NULL is allowed */

#endif
