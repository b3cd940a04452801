/* The store: one SQLite file with everything. This module opens it, brings its schema up to
 * date, and runs transactions. One function opens it, so that a page cipher can slip under
 * later; nothing else touches its files.
 *
 * WAL, synchronous=FULL, foreign keys on. Several programs may have one store open; who writes
 * waits in turn for the others, up to 30 s; who reads never waits. A store newer than the program is refused; an older one is backed up beside itself
 * (NAME.before-VERSION.bak) and migrated in one transaction. A Store belongs to one thread. */
#ifndef ANJUAN_STORE_STORE_H
#define ANJUAN_STORE_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/progress.h"

typedef struct Store Store;

typedef enum StoreMode {
    STORE_CREATE, /* must not exist yet; the file is 0600 */
    STORE_OPEN,   /* must exist */
    STORE_READ,   /* must exist; nothing is written. An older store, and one in a folder that
                   * cannot be written to, is read through a private copy, migrated there. */
} StoreMode;

bool store_open(const char *path, StoreMode mode, Store **out, Err *err);

/* The same file once more, to write something small while store is open for reading only: *out is
 * NULL where that cannot be (not writable by this person, older than the program, a private copy). */
void store_open_beside(const Store *store, Store **out);
void store_close(Store *store); /* NULL is allowed */
const char *store_path(const Store *store);
bool store_read_only(const Store *store);

/* Transactions nest by counting; the outermost begins IMMEDIATE and commits. A rollback at any
 * depth undoes all of it, and the outer commit then fails. */
bool store_begin(Store *store, Err *err);
bool store_commit(Store *store, Err *err);
void store_rollback(Store *store);
bool store_in_transaction(const Store *store);

/* While another program writes: told hears of the waiting, in milliseconds out of at most so many,
 * and gives it up with false; borrowed until it is replaced, NULL for none. Without the waiting
 * what finds the store in use fails at once, and store_was_busy says so after a store_begin. */
void store_on_wait(Store *store, const Progress *told);
void store_wait_limit(Store *store, bool at_all);
bool store_was_busy(const Store *store);

/* What is read between these two is one state of the store, whatever other programs write
 * meanwhile, and costs one look at its locks. *begun is false inside another transaction, which
 * sees one state anyway; it is handed to the end. Keep it short: while it lasts, SQLite's log
 * grows with what others write. */
bool store_begin_read(Store *store, bool *begun, Err *err);
void store_end_read(Store *store, bool begun);

/* Named settings of the store (organisation, station, practice, ...); the caller frees the
 * value, which is NULL when not set. Setting happens in journal groups (tx_setting) or at
 * creation. */
bool store_setting(Store *store, const char *name, char **value, Err *err);
bool store_put_setting(Store *store, const char *name, const char *value, Err *err);

/* Changes whenever any program wrote to the store since the last call: screens reload then. */
bool store_changed(Store *store, int64_t *stamp);

/* A whole, consistent copy at path (by temporary name and rename), and the attached copies in
 * PATH.files beside it; neither may exist. */
bool store_backup(Store *store, const char *path, const Progress *progress, Err *err);

/* When the last backup was made from this store: an instant, for the caller to free; NULL when
 * there is none. */
bool store_last_backup(Store *store, char **at, Err *err);

/* Checks the backup (integrity, schema version, journal chain) and puts it in place of path
 * through a temporary file; an existing store is first kept as path.before-restore.bak. The
 * attached copies of BACKUP.files join those of the store; none is taken away. */
bool store_restore(const char *backup, const char *path, Err *err);

/* SQLite's own integrity and foreign key checks, and the triggers and tables that the
 * migrations made, compared with what is there. False with the first fault in err. */
bool store_integrity(Store *store, Err *err);

#endif
