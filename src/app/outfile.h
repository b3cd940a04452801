/* A file that a person asks for: where it may be written. */
#ifndef ANJUAN_APP_OUTFILE_H
#define ANJUAN_APP_OUTFILE_H

#include <stdbool.h>

#include "app/session.h"

/* Not where something is already, unless it is a plain file and its replacement was asked for;
 * and never in the place of the store, of another store or backup, or of attached copies. */
bool app_may_write(Session *session, const char *path, bool replace, Err *err);

/* Takes away what a killed program left beside that name, of a file that needs no writing down.
 */
void app_sweep_beside(const char *path);

#endif
