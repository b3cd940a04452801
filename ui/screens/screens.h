/* The screens there are: one table, handed to the stage that shows them, and who makes each.
 * Adding a screen is a row here and its file. */
#ifndef ANJUAN_UI_SCREENS_SCREENS_H
#define ANJUAN_UI_SCREENS_SCREENS_H

#include "ui/stage/screen.h"

extern const ScreenKind ui_screens[];

Screen *signin_screen_new(Stage *stage);
Screen *queue_screen_new(Stage *stage);
Screen *lock_screen_new(Stage *stage);
Screen *help_screen_new(Stage *stage); /* about the focus of the screen on top */
Screen *people_screen_new(Stage *stage);
Screen *batches_screen_new(Stage *stage);
Screen *review_screen_new(Stage *stage, int64_t case_id);
Screen *review_screen_back(Stage *stage, const LastPlace *place);

#endif
