/* Which cases two supervisors approve (desk/eyes.h): a setting of the store. */
#ifndef ANJUAN_APP_SECOND_H
#define ANJUAN_APP_SECOND_H

#include <stdbool.h>

#include "app/session.h"
#include "desk/eyes.h"

bool app_second(Session *session, Arena *arena, SecondRule *out, Err *err);

/* Whether two of today's supervisors could give both approvals: while nobody can, such a case
 * waits. */
bool app_second_can(Session *session, bool *can, Err *err);
const char *second_warning(void); /* what to do where nobody can */

/* A part that is NULL stays as it is. above: an amount as it is typed, findings: rules parted
 * by commas; "none" for neither. */
bool app_second_set(Session *session, const char *above, const char *findings, Err *err);

#endif
