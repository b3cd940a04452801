/* The screens there are, and who makes each; that of a case is in ui/case. Adding one is a line
 * here, a row in the table (table.h) and its file. */
#ifndef ANJUAN_UI_SCREENS_SCREENS_H
#define ANJUAN_UI_SCREENS_SCREENS_H

#include "desk/due.h"
#include "ui/stage/screen.h"

Screen *signin_screen_new(Stage *stage);
Screen *queue_screen_new(Stage *stage);
Screen *due_screen_new(Stage *stage); /* a list of the queue, of one kind of what waits */
Screen *due_screen_of(Stage *stage, DueKind kind);
Screen *home_screen_new(Stage *stage);
Screen *lock_screen_new(Stage *stage);
Screen *help_screen_new(Stage *stage); /* about the focus of the screen on top */
Screen *people_screen_new(Stage *stage);
Screen *blacklist_screen_new(Stage *stage);
void blacklist_open(Stage *stage); /* for whom it is; others are told why not */
Screen *stations_screen_new(Stage *stage);
Screen *card_screen_new(Stage *stage); /* our own, for cameras */
Screen *events_screen_new(Stage *stage);
Screen *knowledge_screen_new(Stage *stage); /* what the site changed in it */
Screen *verify_screen_new(Stage *stage);
void verify_open(Stage *stage);              /* and begins at once */
void events_open(Stage *stage);              /* for whom they are; others are told why not */
Screen *passphrase_screen_new(Stage *stage); /* of the person signed in */
Screen *batches_screen_new(Stage *stage);
Screen *report_screen_new(Stage *stage);
Screen *review_screen_new(Stage *stage, int64_t case_id);
Screen *review_screen_back(Stage *stage, const LastPlace *place);

#endif
