/* What stands on the terminal: a stack of screens over one session. Draws into frames and takes
 * events, so the whole of it runs in tests without a terminal; ui/screens/run.c connects it to
 * ui/term. It owns the screens on it and borrows the session and the table of screens, the only
 * way in which it knows any. */
#ifndef ANJUAN_UI_STAGE_STAGE_H
#define ANJUAN_UI_STAGE_STAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "app/session.h"
#include "ui/cmd/cmd.h"
#include "ui/model/event.h"
#include "ui/model/frame.h"
#include "ui/stage/screen.h"

Stage *stage_new(Session *session, const ScreenKind *screens, int rows, int cols,
                 FrameSigns signs);
void stage_free(Stage *stage);
Session *stage_session(Stage *stage);
Keymap *stage_keymap(Stage *stage);

/* The screen of that name about a case, for who does not know it otherwise. */
Screen *stage_open(Stage *stage, const char *name, int64_t case_id);

/* A screen taken off the stack is freed when the event that did it has been dealt with, so its
 * functions may return in peace; only then the one below is told that it is shown again. */
void stage_push(Stage *stage, Screen *screen); /* the stage owns it from here */
void stage_pop(Stage *stage);                  /* frees the top; the one below is shown */
void stage_replace(Stage *stage, Screen *screen);
Screen *stage_top(Stage *stage);
bool stage_typing(const Stage *stage); /* printable keys are text now */
bool stage_plain(const Stage *stage);  /* printable keys are commands now */
void stage_quit(Stage *stage);         /* asks may_leave of every screen first */
bool stage_quitting(const Stage *stage);

/* Takes one event: focused text first, then commands along the scopes, then raw keys. */
void stage_event(Stage *stage, const Event *event);
/* Draws the stack into the stage's frame and returns it. Below 60x16 one line says so. */
const Frame *stage_draw(Stage *stage);
bool stage_take_redraw(Stage *stage); /* the person asked for a whole new picture, once */

/* From a screen: the focus went on by itself, because what was typed was complete. Who presses
 * Enter all the same, without looking, means that and not the next field: one Enter that
 * follows within STAGE_WENT_ON_MS is let go. After a pause it means what the screen shows. */
enum { STAGE_WENT_ON_MS = 700 };
void stage_went_on(Stage *stage, bool on); /* false: and more was typed since */
bool stage_by_habit(const Stage *stage);   /* the key came at once behind that, unseen */

/* What came of a key so far is waited with so long for its rest, which is no text. */
enum { STAGE_PIECES_MS = 300 };

/* From a screen: its shown() is wanted when the event has been dealt with. */
void stage_show_again(Stage *stage);

#endif
