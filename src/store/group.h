/* Whom the files of a store are for. Its owner alone (files 0600, folders 0700), unless the
 * setting "group" of the store names a group of this machine: then files are 0660, folders
 * 2770, and all belong to that group. Neither the umask nor the groups of whoever opens the
 * store first count.
 *
 * SQLite gives its side files the mode of the store, and the folder its group (2770).
 * Everything else that is made beside a store (copies of papers, temporary files, locks,
 * backups) goes through store_give() before it gets its name, or is written with
 * path_write_by(). */
#ifndef ANJUAN_STORE_GROUP_H
#define ANJUAN_STORE_GROUP_H

#include <stdbool.h>

#include "base/err.h"
#include "base/path.h"
#include "store/store.h"

/* The store's group; NULL: it is its owner's alone. Lives with the store. */
const PathGroup *store_group(const Store *store);

/* The group that the setting names, when it is one of this machine and the person is in it: for
 * a store that is put somewhere new. */
bool store_wanted_group(Store *store, PathGroup *out);

/* Gives a file or folder that was just made to the store's group, if it has one. */
bool store_give(const Store *store, const char *path, Err *err);

/* By name or number; refuses one that is not there, and one that the person is not in. */
bool group_find(const char *name, PathGroup *out, Err *err);

/* Refuses a folder that is there and in which the group could not work: what is a person's own
 * folder perhaps, is not opened to others by the program; and one to which the group could not
 * get. */
bool group_check_folder(const char *folder, const char *name, const PathGroup *group, Err *err);

/* Gives the store with all that is beside it to the group; the setting is the caller's. From
 * here on store_group() is that group. */
bool store_share(Store *store, const PathGroup *group, Err *err);

/* Says why this person may not read, or write, the store at path, and who can change that.
 * Always false. */
bool group_refuse(const char *path, bool write, Err *err);

#endif
