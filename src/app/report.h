/* The figures of the office, as desk/figures.h has them, for whoever may read them:
 * supervisors, auditors and administrators of all cases, social workers and advisers of those
 * they entered. */
#ifndef ANJUAN_APP_REPORT_H
#define ANJUAN_APP_REPORT_H

#include <stdbool.h>

#include "app/session.h"
#include "base/arena.h"
#include "desk/figures.h"

/* From one local day to another, both included. */
bool app_report(Session *session, Day from, Day to, Arena *arena, Report *out, Err *err);

/* The same as a workbook with charts. Unless exact is said, small groups are joined first: a
 * file leaves the house. What is at path is replaced only when that is said. */
bool app_report_write(Session *session, Day from, Day to, bool exact, const char *path,
                      bool replace, Err *err);

#endif
