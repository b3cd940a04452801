/* Taking away a case that was begun by mistake: the last number given, made by hand by this
 * very person, and nothing was ever written in it. Its number is then given again, as if it had
 * never been. That it was made and taken away stands in the journal, and the chain verifies.
 * Where somebody else is in it, or has something half typed there, it stays, and they are
 * named. Any other case is closed, never removed; the store refuses it too. */
#ifndef ANJUAN_APP_DISCARD_H
#define ANJUAN_APP_DISCARD_H

#include <stdbool.h>
#include <stdint.h>

#include "app/session.h"
#include "domain/casefile.h"

bool app_case_untouched(Session *session, int64_t case_id); /* it can be taken away */
bool app_case_discard(Session *session, int64_t case_id, Err *err);

/* Before its number goes out on paper or in a file: something was written in it, so that it is
 * never taken away. */
bool app_case_written(Session *session, const CaseFile *file, Err *err);

#endif
