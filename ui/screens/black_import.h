/* Taking in a list from the screen of the blacklist: file and list are asked for, what it says
 * is shown, and only then is it taken in; with the word why, what the list no longer has is to
 * be lifted. Whoever made it frees it; it lives as long as the screen that it belongs to. */
#ifndef ANJUAN_UI_SCREENS_BLACK_IMPORT_H
#define ANJUAN_UI_SCREENS_BLACK_IMPORT_H

#include "ui/stage/screen.h"

typedef struct BlackImport BlackImport;

/* taken is called when something was written. */
BlackImport *black_import_new(void (*taken)(Stage *stage, Screen *screen), Screen *screen);
void black_import_free(BlackImport *self);

/* source: the list that is meant as a rule. */
void black_import(BlackImport *self, Stage *stage, const char *source);

#endif
