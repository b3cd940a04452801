/* Taking in a platform's reply from the screen of batches: the file is asked for, what it says
 * is shown, and only then is it taken in, with a word of why where it contradicts an earlier
 * one. Whoever made it frees it; it lives as long as the screen that it belongs to. */
#ifndef ANJUAN_UI_SCREENS_REPLY_ASK_H
#define ANJUAN_UI_SCREENS_REPLY_ASK_H

#include "ui/stage/screen.h"

typedef struct ReplyAsk ReplyAsk;

/* taken is called when something was written. */
ReplyAsk *reply_ask_new(void (*taken)(Stage *stage, Screen *screen), Screen *screen);
void reply_ask_free(ReplyAsk *self);

void reply_ask(ReplyAsk *self, Stage *stage, const char *batch);

#endif
