/* The store: one SQLite file with everything, plain or sealed (src/seal). This module opens it,
 * brings its schema up to date, and runs transactions. One function opens it, and the cipher is
 * below that; nothing else touches its files.
 *
 * WAL, synchronous=FULL, foreign keys on. Several programs may have one store open; who writes
 * waits in turn for the others, up to 30 s; who reads never waits. A store newer than the
 * program is refused; an older one is backed up beside itself (NAME.before-VERSION.bak) and
 * migrated in one transaction. A Store belongs to one thread. */
#ifndef ANJUAN_STORE_STORE_H
#define ANJUAN_STORE_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/day.h"
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

/* Told by the first bytes of the file. A sealed store opens while the program holds its key
 * (seal/ring.h); backups of it and copies are sealed in the same form. */
bool store_is_sealed(const char *path);

/* The same file once more, to write something small while store is open for reading only: *out
 * is NULL where that cannot be (not writable by this person, older than the program, a private
 * copy). To be closed before store is, whose connection it may have. */
void store_open_beside(Store *store, Store **out);
void store_close(Store *store); /* NULL is allowed */
const char *store_path(const Store *store);
bool store_read_only(const Store *store);

/* Transactions nest by counting; the outermost begins IMMEDIATE and commits. A rollback at any
 * depth undoes all of it, and the outer commit then fails. */
bool store_begin(Store *store, Err *err);
bool store_commit(Store *store, Err *err);
void store_rollback(Store *store);
bool store_in_transaction(const Store *store);

/* While another program writes: told hears of the waiting, in milliseconds out of at most so
 * many, and gives it up with false; borrowed until it is replaced, NULL for none. Without the
 * waiting what finds the store in use fails at once, and store_was_busy says so after a
 * store_begin; store_wait_limit gives what held before, to be put back. */
void store_on_wait(Store *store, const Progress *told);
const Progress *store_told(const Store *store); /* who hears of it now */
bool store_wait_limit(Store *store, bool at_all);
/* The same words for a waiting of a floor above, in seconds; false with its error: given up. */
bool store_tell_waiting(const Progress *told, int64_t waited, int64_t limit, Err *err);
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
/* What is written between the two is nothing that a screen shows to others, and about no case,
 * so it is not told. */
int64_t store_quiet_begin(Store *store);
void store_quiet_end(Store *store, int64_t before);
/* The same of others alone; inside a transaction that writes, up to its beginning. */
bool store_others_wrote(Store *store, int64_t *stamp);

/* What a backup holds: events of its journal, attached copies, of those the ones that had to be
 * written because no other backup at that place has them, the ones that the store itself did
 * not have whole, and places where its records are not what the journal tells. */
typedef struct BackupFacts {
    int64_t events, copies, written, missing, changed;
} BackupFacts;

/* What is taken along although it is at fault. */
typedef struct BackupOptions {
    bool incomplete; /* copies that the store does not have whole are left out */
    bool changed;    /* records may be other than the journal tells: for evidence, or for want
                      * of a better one */
    bool moves;      /* it is carried to another machine (store/retired.h) */
} BackupOptions;

/* A whole, consistent copy at path, which must not exist, and the attached copies in the folder
 * anjuan-copies beside it, which all backups of that place share. It is read again from the
 * disk and checked like a backup that is put back, and gets its name only then: a backup is
 * whole or is not there. What an earlier one that was killed left is taken away. options may be
 * NULL. */
bool store_backup(Store *store, const char *path, const BackupOptions *options,
                  const Progress *progress, BackupFacts *out, Err *err);

/* Whether a backup can get that name; store_backup asks it too. */
bool store_backup_place(const char *path, Err *err);

/* An event of the history, ahead of the backup, so that it has it too: somebody takes all of
 * the store with them. *told: a store that cannot be written, or has no room, is backed up
 * nevertheless. */
void store_tell_backup(Store *store, int64_t user_id, bool *told);

/* Reads the whole backup: pages, schema, journal, records, every copy. False with what is
 * wrong. */
bool store_backup_check(const char *path, const Progress *progress, BackupFacts *out, Err *err);

/* When the last backup was made from this store: an instant, for the caller to free; NULL when
 * there is none. */
bool store_last_backup(Store *store, char **at, Err *err);

typedef struct RestoreOptions {
    const char *by;       /* who does it, for the journal */
    const char *user_uid; /* the same as a row of users, in capital hex; NULL: of no store */
    bool older;           /* also over a store that has events which the backup does not have */
    bool changed;         /* also where its records are not what its journal tells */
    bool same_station;    /* it goes on under the station code that it has */
    bool moved;           /* it comes from another machine, where it is written to no more */
    const char *station;  /* or under this one; NULL: it asks for one before it is written to */
    const Progress *progress;
    /* What the floors above have to look at and settle in the new store, in the transaction
     * that makes it: false ends the restore. NULL: nothing. */
    bool (*settle)(void *ctx, Store *made, Err *err);
    void *ctx;
} RestoreOptions;

typedef struct RestoreFacts {
    int64_t events, copies, missing, changed;
    int64_t lost;              /* events of the store that was replaced which this one lacks */
    bool asks_station, shared; /* with a group of the machine */
    char *kept;                /* the store that was replaced; NULL: there was none */
    char *erase_again;         /* numbers of cases that it had erased and this one has whole,
                                  with blanks between them; NULL: none */
    char
        *notice; /* what an earlier one that was cut off left, and how it was mended; or NULL */
} RestoreFacts;  /* kept, erase_again and notice are for restore_facts_end to free */
void restore_facts_end(RestoreFacts *facts);

/* Checks the backup and all of its copies, makes the new store beside path, writes into it an
 * event that names the end of the journal that is replaced, and moves it into place in one
 * step; the store that was there is kept as path.before-restore.bak. Until that step everything
 * is as it was, but for copies that were missing and are there now. Where another program wrote
 * to the store since its end was read, nothing is moved (ERR_CONFLICT); during the move others
 * are kept out. No copy of the store that was there is taken away. Who may do this is for the
 * floors above. */
bool store_restore(const char *backup, const char *path, const RestoreOptions *options,
                   RestoreFacts *out, Err *err);

/* Raises *last to the highest number with that prefix that a store gave in whose place this one
 * came. */
bool store_given(Store *store, const char *prefix, int64_t *last, Err *err);

/* Was this one put back, or is it what moves, and asks for a station code before a case is
 * changed in it? */
bool store_asks_station(Store *store, bool *asks, Err *err);
bool store_has_station(Store *store, Err *err); /* ERR_REFUSED: it asks */

/* Mends what a restore that was killed left at path, where another program is not at it just
 * now: the store gets its name back. Every opening does this first; what was done is added to
 * notice. */
bool store_heal(const char *path, Buf *notice, Err *err);

/* What was mended when this one was opened, for the person; NULL: nothing. */
const char *store_notice(const Store *store);

/* Takes away hidden files beside the store and its copies that a killed program left, and
 * gives back how many. Opening does this. */
size_t store_sweep(const char *path);

/* A new store may have that name: what a restore that was killed left there is mended first,
 * then neither a store stands there, nor what SQLite kept beside one that is gone and would
 * play into the new one. */
bool store_check_free(const char *path, Err *err);

/* Takes away a store that was being made, with the files that SQLite keeps beside it. */
void store_remove(const char *path);

/* Only those, of a store that is whole in its one file and about to get its name: SQLite says
 * nothing when it could not take them away. */
void store_remove_sides(const char *path);

/* Closes a store that is to be moved into its place: everything is in its one file afterwards,
 * and the next opening sets it up again. Closed also on an error. */
bool store_finish(Store *store, Err *err);

/* Each page of a sealed file, those that nothing uses too; true for a plain one. The page is
 * named, as what meets it on the way to something else cannot always do. */
bool store_pages(Store *store, Err *err);

/* The same, SQLite's own integrity and foreign key checks, and the triggers and tables that the
 * migrations made, compared with what is there. False with the first fault in err. */
bool store_integrity(Store *store, Err *err);

/* For reading, of whatever version, as it is: a backup. Nothing is written to it or beside
 * it. */
bool store_open_any(const char *path, Store **out, Err *err);

/* Is nothing at path that could be opened as a store, now or later? What another program holds,
 * or what cannot be read just now, is a store all the same. */
bool store_is_lost(const char *path);

/* May a file be written at path? Not in the place of this store or another, of their side
 * files, of attached copies or of a backup, whatever is asked for; the error says so. */
bool store_spares(const Store *store, const char *path, Err *err);

/* The instant that is written for what happens now. While a practice store is made it may be
 * set back by days, so that it has things that happened long ago; never in a real one. */
void store_now(const Store *store, char out[INSTANT_TEXT]);
void store_set_back(Store *store, int days);

#endif
