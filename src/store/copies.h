/* Copies of papers inside this floor: one copy in a folder, and the copies of a backup.
 *
 * The backups of one place share one folder for their copies, BACKUP-FOLDER/anjuan-copies: each
 * lies there under its hash, so that a second backup writes only what is new. Which of them are
 * part of a backup stands in the backup itself (meta, backup.copies), so that moving the
 * backup's file into its place is what makes the backup. Copies are never removed from there:
 * another backup may name them. Backups of earlier versions have theirs in BACKUP.files and are
 * read there. */
#ifndef ANJUAN_STORE_COPIES_H
#define ANJUAN_STORE_COPIES_H

#include "base/buf.h"
#include "base/path.h"
#include "store/attach.h"
#include "store/home.h"

/* Calls visit for every copy in the folder; what else lies there is none of ours. */
typedef bool AttachVisit(void *ctx, const char *path, const char *sha256, Err *err);
bool attach_walk(const char *folder, AttachVisit *visit, void *ctx, Err *err);

/* ---- those of a backup ---- */

/* Hashes, sorted, each once. */
typedef struct CopySet {
    char (*hashes)[DIGEST_HEX + 1];
    size_t n, room;
} CopySet;
void copies_free(CopySet *set);
bool copies_has(const CopySet *set, const char *sha256);

/* Those that documents name, and with them those that the history names and that are there. */
bool copies_wanted(Store *store, const CopyHome *from, CopySet *named, CopySet *all, Err *err);

/* What a backup made at that path is to hold: the copies that its documents name, and those of
 * the store's folder that its history names and that are whole; what nothing names, as a killed
 * attach leaves it, is no part of it. Copies what is not there yet into the folder of the place
 * and reads each one again. A copy that a document names and that the store does not have whole
 * is an error; with incomplete it goes into missing. group: whom the copies are for, as in
 * base/path.h. *written counts new ones. */
bool copies_take(Store *copy, const char *store_path, const char *backup, bool incomplete,
                 const PathGroup *group, const Progress *progress, CopySet *taken,
                 CopySet *missing, int64_t *written, Err *err);

/* Writes both sets into the copy of the store that becomes the backup. */
bool copies_note(Store *copy, const CopySet *taken, const CopySet *missing, Err *err);

/* Reads every copy of the open backup; err names the first that is not whole. */
bool copies_check(Store *backup, const char *path, const Progress *progress, CopySet *all,
                  CopySet *missing, Err *err);

/* Puts these copies of the backup into the folder of the store. They stay there when the rest
 * fails: somebody may have attached the same paper meanwhile. */
bool copies_put_back(const CopySet *all, const char *backup, const char *store_path,
                     const PathGroup *group, const Progress *progress, Err *err);

/* Hidden files in the folder for copies that a killed backup to this place left. */
void copies_sweep(const char *backup);

/* Makes the next reading of the file come from the disk, as far as the system can. */
void copies_forget(const char *path);

/* Is that the folder of copies of some backups, or a file in it? */
bool copies_hold(const char *path);

#endif
