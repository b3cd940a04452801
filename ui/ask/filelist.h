/* The files that a path being typed may mean: those of its folder whose names hold what stands
 * behind the last slash, newest first. Reads names and times only. */
#ifndef ANJUAN_UI_ASK_FILELIST_H
#define ANJUAN_UI_ASK_FILELIST_H

#include <stdbool.h>

#include "base/buf.h"
#include "ui/model/frame.h"

typedef struct FileList FileList;

enum { FILELIST_ROWS = 8 };

FileList *filelist_new(void);
void filelist_free(FileList *files);

/* After each change of what is typed; nothing typed is the home folder. */
void filelist_follow(FileList *files, const char *typed);

void filelist_draw(FileList *files, Frame *frame, Rect rect);

/* The next row that is shown, or the one before. */
void filelist_move(FileList *files, int step);

/* The path typed further: to the row that was moved to, else as far as all rows agree. False
 * where that adds nothing. A folder ends with a slash. */
bool filelist_complete(const FileList *files, const char *typed, Buf *out);

/* The path that is meant by Enter: the row that was moved to, else what was typed. *folder: it
 * is one, so there is more to type. */
void filelist_meant(const FileList *files, const char *typed, Buf *out, bool *folder);

#endif
