/* Checks of what is shown to people: the routes, the papers and the statement, and how places
 * in texts are written. */
#ifndef ANJUAN_RULES_CHECK_TEXTS_H
#define ANJUAN_RULES_CHECK_TEXTS_H

#include "rules/knowledge/knowledge.h"

/* Reads the routes strictly. */
void check_routes(const Knowledge *knowledge, Lint *lint);

/* Makes each paragraph of the papers and the statement for an empty case. */
void check_papers(const Knowledge *knowledge, Lint *lint);

/* Names each place that is written in a form of before, with the one of now. */
void check_places(const Knowledge *knowledge, Lint *lint);

#endif
