/* What waits for the person signed in, over the queue. */
#ifndef ANJUAN_UI_SCREENS_HOME_H
#define ANJUAN_UI_SCREENS_HOME_H

#include "ui/stage/screen.h"

/* The first screens of somebody who has just signed in: the queue, and over it where they were,
 * or what waits for them. */
void home_begin(Stage *stage);

/* The same in place of the screen on top, with what has to be said to who comes in. Somebody
 * who has to choose a passphrase does that first, and comes in then. */
void home_come_in(Stage *stage);

#endif
