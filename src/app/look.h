/* Looking at the copy of a paper, and printing: by programs of the machine, where it has them
 * (base/program.h). What is handed over leaves the store, so it is only done when somebody asks
 * for it. */
#ifndef ANJUAN_APP_LOOK_H
#define ANJUAN_APP_LOOK_H

#include <stdbool.h>
#include <stddef.h>

#include "app/session.h"
#include "base/buf.h"

/* Is there a desktop with a viewer? */
bool app_can_look(void);

/* Shows the copy of that hash with the desktop's viewer: under that name, in a folder of the
 * person alone that is in memory and goes with app_look_end. Only a file that could be attached
 * today is handed over. name: of the case and the paper, "T1-2026-000128-D11", never of a
 * person. */
bool app_look(Session *session, const char *name, const char *sha256, Err *err);

/* Takes away what was shown: when the case is left, at the lock, when the person leaves, and at
 * the end. When the viewer is done nobody is told, since what was started hands over to another
 * program and ends. */
void app_look_end(Session *session);

/* The same for what killed programs left; at each start. */
void app_look_sweep(void);

/* A new folder of the person alone that is in memory, for what must not be left on a disk; for
 * the caller to take away (path_drop) and free. NULL: there is no such place, or what stands
 * there under its name may be somebody else's. */
char *look_memory(Err *err);

/* Does the machine keep that folder in memory? Else what is taken away may be found on its disk
 * for some time. */
bool app_look_leaves_nothing(void);

/* Writes it into a folder instead; out: its path. What is there is not replaced. */
bool app_copy_out(Session *session, const char *name, const char *sha256, const char *folder,
                  Buf *out, Err *err);

/* Can be printed here; and handing files one after the other to the usual printer, named by the
 * number of the case alone. What refuses at once is heard; nobody waits for what does not. */
bool app_can_print(void);
bool app_print(const char *no, const char *const *files, size_t n, Err *err);

#endif
