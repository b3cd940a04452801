/* The built-in pinyin entry, for every text that a screen has typed into: between the events
 * and the screens, so that no screen has code for it beyond saying what is typed
 * (ScreenOps.typed). Switched on by a person for their time at the screen; the lock and signing
 * out end it. What is being composed is drawn under the cursor, in here as well; the cursor
 * stays where it is.
 *
 * For stage.c, chrome.c and keep.c only. */
#ifndef ANJUAN_UI_PINYIN_PINYIN_H
#define ANJUAN_UI_PINYIN_PINYIN_H

#include "ui/stage/screen.h"

typedef struct PinyinEntry PinyinEntry;

PinyinEntry *pinyin_entry_new(void);
void pinyin_entry_free(PinyinEntry *entry);

bool pinyin_possible(Stage *stage); /* text is typed that may be Chinese, and can be shown */
bool pinyin_on(Stage *stage);       /* it is on for what is typed now */
bool pinyin_composing(Stage *stage);

/* The command: on or off; for a search or a list that understands letters by itself, only until
 * it is left. */
void pinyin_switch(Stage *stage);
/* Off, for good: the letters go into their field as they are. */
void pinyin_end(Stage *stage);
/* The same, but nothing is written and nothing forgotten. */
void pinyin_leave(Stage *stage);
/* What is being composed goes into its field as it is marked: something else comes now. */
void pinyin_settle(Stage *stage);

/* False: the event is not for it. Of a key it may have put text before. */
bool pinyin_text(Stage *stage, const char *text, size_t len);
bool pinyin_key(Stage *stage, int key);

/* Writes what the person took from it since the last time. */
bool pinyin_keep(Stage *stage, Err *err);

void pinyin_draw(Stage *stage, Frame *frame);
/* In place of the key bar while something is composed. */
void pinyin_draw_keys(Stage *stage, Frame *frame);
/* At the end of the key bar while it is on; returns its columns. */
int pinyin_draw_mark(Stage *stage, Frame *frame);

#endif
