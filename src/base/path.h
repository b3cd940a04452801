/* Where files live, and how a file is made: beside its final name, synced, renamed. */
#ifndef ANJUAN_BASE_PATH_H
#define ANJUAN_BASE_PATH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

/* All results are for the caller to free. */
char *path_join(const char *folder, const char *name);
char *path_folder(const char *path); /* "." when there is none */
char *path_name(const char *path);

char *path_data_home(void);   /* $XDG_DATA_HOME/anjuan or ~/.local/share/anjuan */
char *path_config_home(void); /* $XDG_CONFIG_HOME/anjuan or ~/.config/anjuan */

/* Installed files, found beside the program first: <exe>/share/anjuan (build tree),
 * <exe>/../share/anjuan, then the configured folder. sub is "anjuan" or "locale". */
char *path_share(const char *sub);

bool path_make_folder(const char *path, Err *err); /* with parents, mode 0700 */
bool path_exists(const char *path);

/* Reads a whole file of at most max bytes; more is an error that names the file. */
bool path_read(const char *path, size_t max, Buf *out, Err *err);

/* The same, but a symbolic link is refused too: what is read is the file of that name itself. */
bool path_read_itself(const char *path, size_t max, Buf *out, Err *err);

/* Writes by temporary file, fsync, rename and fsync of the folder. */
bool path_write(const char *path, const void *bytes, size_t n, Err *err);

/* The two halves of that for writers that need the file themselves: a fresh, empty, hidden file in
 * the folder of path (the caller frees the name, and unlinks the file when giving up), then its
 * sync and move into place. A commit that fails has removed the temporary file. */
char *path_temp_beside(const char *path);
bool path_commit(const char *temp, const char *path, Err *err);

#endif
