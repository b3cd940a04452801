/* Tries the rules: each over its base case with the changes that raise it, and over the twin
 * with those that do not. Base cases are data/cases/NAME.ini: a section a record or row,
 * [plan.1]. */
#ifndef ANJUAN_RULES_CHECK_TRIALS_H
#define ANJUAN_RULES_CHECK_TRIALS_H

#include "rules/knowledge/knowledge.h"

/* Rules that a site took over from shipped as they are were tried there: by the site's limits
 * they may judge otherwise. shipped may be NULL. */
void trials_run(const Knowledge *knowledge, const Knowledge *shipped, Lint *lint);

#endif
