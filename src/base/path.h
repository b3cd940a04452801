/* Where files live, and how a file is made: beside its final name, synced, renamed. */
#ifndef ANJUAN_BASE_PATH_H
#define ANJUAN_BASE_PATH_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/buf.h"
#include "base/err.h"

/* All results are for the caller to free. */
char *path_join(const char *folder, const char *name);
char *path_folder(const char *path); /* "." when there is none */
char *path_name(const char *path);
/* As a person types it: ~/ is the home folder, a name alone lies where the program was started.
 */
char *path_typed(const char *typed);
char *path_whole(const char *path); /* from the root; as it is where that cannot be told */

/* The path with end behind its name: what lies beside a store and belongs to it. */
char *path_beside(const char *path, const char *end);

/* The ends of the files that SQLite keeps beside a database. */
enum { SIDE_WAL, SIDE_SHM, SIDE_JOURNAL, SIDES };
extern const char *const path_sides[SIDES];

/* Whether what lies beside the database is files or nothing: SQLite waits for ever at a named
 * pipe or a device that somebody put there. */
bool path_check_sides(const char *path, Err *err);

char *path_data_home(void);   /* $XDG_DATA_HOME/anjuan or ~/.local/share/anjuan */
char *path_config_home(void); /* $XDG_CONFIG_HOME/anjuan or ~/.config/anjuan */

/* Installed files, found beside the program first: <exe>/share/anjuan (build tree),
 * <exe>/../share/anjuan, then the configured folder. sub is "anjuan" or "locale". */
char *path_share(const char *sub);

/* A program of ours that is not on PATH: beside the running one, as in a build, else where it
 * was installed. It need not be there. */
char *path_helper(const char *name);

/* What is set for all people and stores of this machine: SYSCONFDIR/anjuan. A program that
 * carries its share folder beside it (build tree, a stick) carries this one too, as
 * etc/anjuan. */
char *path_machine(void);

/* Who may open what is made besides its owner. NULL where one is asked for: nobody, files have
 * mode 0600 and folders 0700; else the people of a group, 0660 and 2770. The umask never
 * counts. */
typedef struct PathGroup {
    gid_t id;
} PathGroup;

/* Gives a file or folder that is there to the group; what is right already needs no right
 * to. */
bool path_give(const char *path, const PathGroup *group, Err *err);

bool path_make_folder(const char *path, Err *err); /* with parents, mode 0700 */
bool path_make_folder_for(const char *path, const PathGroup *group, Err *err);

/* Whether the folder is the person's alone: no link, theirs, and open to nobody else. */
bool path_alone(const char *path, Err *err);

/* Is there anything of that name? A link is something, also one that leads nowhere. */
bool path_exists(const char *path);

/* Whether a new file may be put there: in the place of nothing or of a file, never of a link, a
 * folder, a pipe or a device. */
bool path_may_replace(const char *path, Err *err);

/* Opens a file that comes from outside for reading; what is no file, such as a pipe that would
 * hold the program for ever, is refused. -1 is a failure; the caller closes. */
int path_open(const char *path, Err *err);

/* The first bytes of such a file, at most max of them; *n says how many there are. */
bool path_read_head(const char *path, void *head, size_t max, size_t *n, Err *err);

/* Reads a whole file of at most max bytes; more is an error that names the file. */
bool path_read(const char *path, size_t max, Buf *out, Err *err);

/* The same, but a symbolic link is refused too: what is read is the file of that name
 * itself. */
bool path_read_itself(const char *path, size_t max, Buf *out, Err *err);

/* The same, but "-" is standard input. */
bool path_read_input(const char *path, size_t max, Buf *out, Err *err);

/* The same for a passphrase: a file that others than its owner may read or write, or that
 * belongs to neither the person nor root, is refused; a pipe is read to its end. */
bool path_read_secret(const char *path, size_t max, Buf *out, Err *err);

/* The bytes of a file reach the disk; the entry of path in its folder does. */
bool path_sync_file(const char *path, Err *err);
bool path_sync_folder(const char *path, Err *err);

/* All of them, however little the system takes at once; errno tells why not. */
bool path_write_to(int fd, const void *bytes, size_t n);

/* Writes by temporary file, fsync, rename and fsync of the folder. */
bool path_write(const char *path, const void *bytes, size_t n, Err *err);

/* The same, with the temporary file beside another name of that file system: where many folders
 * are written to, what a killed program left is then looked for in one. */
bool path_write_by(const char *beside, const char *path, const void *bytes, size_t n,
                   const PathGroup *group, Err *err);

/* The two halves of that for writers that need the file themselves: a fresh, empty, hidden file
 * in the folder of path (the caller frees the name, and unlinks the file when giving up), then
 * its sync and move into place. A commit that fails has removed the temporary file; where the
 * move was done and only the disk did not confirm it, the error says that.
 *
 * path_commit_new never takes the place of what is there already (ERR_REFUSED), and takes back
 * a move that the disk did not confirm: false means that nothing stands at path that was not
 * there before, unless the error says so. It moves folders too. */
char *path_temp_beside(const char *path);
/* Whether temp is a name that path_temp_beside gives for path: only then may a program take
 * away what it finds under a name that was written down somewhere. Whether another program that
 * is making it runs still; this one is not asked about itself. */
bool path_temp_of(const char *temp, const char *path);
bool path_temp_runs(const char *temp);
/* A folder, 0700; NULL and errno on an error. */
char *path_temp_folder(const char *path, Err *err);
bool path_commit(const char *temp, const char *path, Err *err);
bool path_commit_new(const char *temp, const char *path, Err *err);

/* Takes away a file, or a folder with all that is in it; a link goes, not what it leads to. */
void path_drop(const char *path);

/* Takes away what a killed program left in the folder: temporary files and folders of the
 * functions above whose name says that they are ours, for a target whose name begins with so
 * ("": any), and whose maker does not run any more. The name holds the process, when it began,
 * and the machine; what another machine made on a shared disk goes after a day. Side files of
 * SQLite go along. Returns how many went; a folder that cannot be read has none. */
size_t path_sweep(const char *folder, const char *begins);

/* Is there one whose maker is still at it? */
bool path_held(const char *folder, const char *begins);

#endif
