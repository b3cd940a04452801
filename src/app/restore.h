/* Putting a backup in place of a store, and the station code that a store put back needs. No
 * session is needed: a store that is damaged, and knowledge files that are, must not stand in
 * the way. */
#ifndef ANJUAN_APP_RESTORE_H
#define ANJUAN_APP_RESTORE_H

#include "app/session.h"

/* The person is a supervisor or the administrator of the store at path or, where no store can
 * be opened there, of the backup. options->by and ->user_uid are set here. */
bool app_restore(const char *backup, const char *path, const char *name, const char *passphrase,
                 const RestoreOptions *options, RestoreFacts *out, Err *err);

/* A store that was put back gives no case number before it has a station code of its own, since
 * the original may go on giving them: every change of a case is refused until then. */
bool app_station_asked(Session *session, bool *asked, Err *err);

/* Gives it one: a code that this store has not used yet, or, with same, the one that it has,
 * for an original that is no more. Refused for a store that does not ask. */
bool app_station_set(Session *session, const char *code, bool same, Err *err);

#endif
