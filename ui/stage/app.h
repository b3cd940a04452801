/* The program on the screen: a stack of screens over one session, and what they share: the
 * message line, the keymap, the lock, the way to other screens. Draws into frames and takes
 * events, so the whole of it runs in tests without a terminal; ui/stage/run.c connects it to
 * ui/term. */
#ifndef ANJUAN_UI_STAGE_APP_H
#define ANJUAN_UI_STAGE_APP_H

#include <stdbool.h>
#include <stddef.h>

#include "app/session.h"
#include "base/progress.h"
#include "domain/picklist.h"
#include "store/draft.h"
#include "ui/cmd/cmd.h"
#include "ui/model/event.h"
#include "ui/model/frame.h"

typedef struct App App;
typedef struct Screen Screen;

/* What is typed now, for the pinyin entry. */
typedef enum TypedKind {
    TYPED_PLAIN,   /* numbers, days, answers, passphrases: letters stay what they are */
    TYPED_WORDS,   /* Chinese, as a rule */
    TYPED_NAME,    /* the same, of a person or an organisation */
    TYPED_LETTERS, /* a search or a list, which understands letters as pinyin by itself, or a
                      path: the pinyin entry serves when it is asked for there */
} TypedKind;

typedef struct ScreenOps {
    const char *name;
    bool overlay; /* a dialog: the screen below stays visible */
    /* Any time, any size; places the cursor. */
    void (*draw)(Screen *screen, App *app, Frame *frame);
    CmdScope (*scope)(const Screen *screen);      /* of the focus now */
    bool (*typing)(const Screen *screen);         /* printable keys are text now; NULL: never */
    TypedKind (*typed)(Screen *screen, App *app); /* while typing; NULL: plain */
    unsigned (*state)(Screen *screen, App *app);  /* NEED_ bits that hold; NULL: none */
    bool (*text)(Screen *screen, App *app, const char *text, size_t len, bool paste);
    /* Pasted while nothing is typed; NULL or false: there is no place for it here. */
    bool (*paste)(Screen *screen, App *app, const char *text, size_t len);
    bool (*key)(Screen *screen, App *app, int key);      /* keys no command took; NULL: none */
    bool (*command)(Screen *screen, App *app, CmdId id); /* false: not handled here */
    bool (*may_leave)(Screen *screen, App *app); /* stores what is in the field; false: stay */
    /* On top again, or the store was changed by others. */
    void (*shown)(Screen *screen, App *app);
    void (*tick)(Screen *screen, App *app);
    void (*help)(Screen *screen, App *app, Buf *out); /* text for the focus, above the keys */
    /* A command whose needs do not hold was asked for: say why not (app_say). NULL: the app
     * does. */
    void (*refused)(Screen *screen, App *app, CmdId id);
    /* Writes what is half typed, as a draft. */
    bool (*keep)(Screen *screen, App *app, Err *err);
    /* Where the person is, to come back to; the texts live until the next call. False:
     * nowhere. */
    bool (*place)(Screen *screen, App *app, LastPlace *out);
    /* On the stack again at a place it gave: asks again the question that was open there. */
    void (*again)(Screen *screen, App *app, const LastPlace *place);
    void (*free)(Screen *screen);
} ScreenOps;

/* Screens embed this first. */
struct Screen {
    const ScreenOps *ops;
};

App *app_new(Session *session, int rows, int cols, FrameSigns signs);
void app_free(App *app);
Session *app_session(App *app);
Keymap *app_keymap(App *app);

/* A screen taken off the stack is freed when the event that did it has been dealt with, so its
 * functions may return in peace; only then the one below is told that it is shown again. */
void app_push(App *app, Screen *screen); /* app owns it from here */
void app_pop(App *app);                  /* frees the top; the one below is shown */
void app_replace(App *app, Screen *screen);
void app_pop_to(App *app, const char *name); /* frees screens above the named one */
Screen *app_top(App *app);
void app_quit(App *app); /* asks may_leave of every screen first */
bool app_quitting(const App *app);
/* Asks as app_quit does; then nothing is left but the sign-in screen. */
void app_sign_out(App *app);
/* Covers everything at once, until the person is back; then, as soon as what was typed is
 * written, which is tried again at each tick and never waited for, closes the store and forgets
 * what was read from it. Nothing without a user. */
void app_lock(App *app);
bool app_locked(const App *app);
void app_come_back(App *app); /* from the lock, after the passphrase: to where the person was */
bool app_take_wipe(App *app); /* nothing of the last picture may stay in memory, once */
bool app_take_redraw(App *app); /* the person asked for a whole new picture, once */

/* Takes one event: focused text first, then commands along the scopes, then raw keys. */
void app_event(App *app, const Event *event);
/* Draws the stack into the app's frame and returns it. Below 60x16 one line says so. */
const Frame *app_draw(App *app);

/* Drafts. A burst of typing is one write, APP_KEEP_MS after its first key: what is written is
 * to be at most 50 ms behind, however long the burst, and the writing itself takes its part.
 * The loop calls app_keep with its clock, in milliseconds, after every event and when the time
 * is up: it writes what is due, and says how long the loop may wait at most, -1 when all is
 * written. Where another program is writing it tries again later, and says so. app_keep_now
 * writes at once and waits for that; app_keep_try does not wait, and says whether it wrote. */
enum { APP_KEEP_MS = 20 };
bool app_keep_try(App *app);
int app_keep(App *app, int64_t now);
void app_keep_now(App *app);
/* After a person has signed in, over the queue: back to where they were, with what they
 * typed. */
void app_continue(App *app);
/* From a screen: the focus went on by itself, because what was typed was complete. Who presses
 * Enter all the same means that, and not the next field: one Enter that follows at once is let
 * go. */
void app_went_on(App *app, bool on); /* false: and more was typed since */
/* From a screen: its shown() is wanted when the event has been dealt with. */
void app_show_again(App *app);

/* The message line: one at a time, until the next key. */
typedef enum MessageKind { MSG_NOTE, MSG_DONE, MSG_WARN, MSG_ERROR } MessageKind;
void app_say(App *app, MessageKind kind, const char *fmt, ...) PRINTF_LIKE(3, 4);
void app_say_err(App *app, const Err *err);

/* What every full screen draws the same way: title row with a rule under it, the rule, status
 * line and key bar at the bottom. Returns the rectangle between for the screen itself. */
Rect app_chrome(App *app, Frame *frame, const char *left, const char *right);
/* The same with rows more rows (tabs) between title and rule; *head is where they are. */
Rect app_chrome_head(App *app, Frame *frame, const char *left, const char *right, int rows,
                     Rect *head);
/* The line above the key bar, a message hides it. right may be NULL. */
void app_status(App *app, Frame *frame, const char *left, const char *right);

/* Questions: an overlay with up to three answers, letters far apart, the safe one first and on
 * Esc. These overlays copy all they are given (texts, answers, items); ctx is the caller's
 * screen, which lies below and lives longer. */
typedef struct Answer {
    int key;           /* ASCII letter */
    const char *label; /* translated, without the letter */
} Answer;
typedef void (*AnswerFn)(App *app, void *ctx, int key); /* key of the answer chosen */
void app_ask(App *app, const char *title, const char *text, const Answer *answers, size_t n,
             AnswerFn done, void *ctx);

/* Tells what the program mended by itself (session_notes), when there is something. */
void app_tell_notes(App *app);

/* One line or several lines of text asked for in an overlay; NULL text: cancelled. A secret
 * line shows no characters. */
typedef void (*TextFn)(App *app, void *ctx, const char *text);
void app_ask_text(App *app, const char *title, const char *label, const char *initial,
                  int lines, bool secret, TextFn done, void *ctx);
/* Right after app_ask_text: what is typed there. Without it several lines are words, one line
 * is letters. */
void app_text_is(App *app, TypedKind kind);
/* Right after app_ask_text: what is typed there is a draft of that case ("comment.return"), and
 * begins with what was left the last time. */
void app_keep_text(App *app, int64_t case_id, const char *place);

/* Pick from a list with type-ahead (code, pinyin initials, fragment). */
typedef struct ChoiceItem {
    const char *code, *text; /* shown as "code text" when code is not NULL */
} ChoiceItem;
typedef void (*ChoiceFn)(App *app, void *ctx, const ChoiceItem *item); /* NULL: cancelled */
void app_ask_choice(App *app, const char *title, const ChoiceItem *items, size_t n,
                    size_t selected, ChoiceFn done, void *ctx);

/* The same from rows that say how they are read and how often they were used; copied. done gets
 * the value of the row and is not called when cancelled: what is asked may vanish with the
 * whole App. selected: a place among the rows, picklist_count() for none. */
typedef void (*RowFn)(App *app, void *ctx, const char *value);
void app_ask_row(App *app, const char *title, const Picklist *rows, size_t selected, RowFn done,
                 void *ctx);

/* Long work with a bar: run is called with a Progress that draws (at most ten times a second)
 * and polls for Esc or Ctrl-C. */
bool app_work(App *app, const char *title,
              bool (*run)(const Progress *progress, void *ctx, Err *err), void *ctx, Err *err);

/* How the outside (ui/stage/run.c or a test) lets app_work show itself and hear a cancel. */
typedef struct AppHost {
    void (*paint)(void *ctx, const Frame *frame);
    bool (*cancelled)(void *ctx);
    void *ctx;
    /* The same while the store is waited for, of Ctrl-C alone: what else is typed waits too. */
    bool (*given_up)(void *ctx);
} AppHost;
void app_set_host(App *app, const AppHost *host);

/* Screens. */
Screen *signin_screen_new(App *app);
Screen *queue_screen_new(App *app);
void queue_screen_select(Screen *screen, App *app,
                         int64_t case_id); /* of a queue, when it lists it */
Screen *case_screen_new(App *app, int64_t case_id);
Screen *case_screen_back(App *app, const LastPlace *place); /* NULL: nothing to go back to */
Screen *review_screen_new(App *app, int64_t case_id);
Screen *review_screen_back(App *app, const LastPlace *place); /* NULL: nothing to go back to */
Screen *batches_screen_new(App *app);
Screen *people_screen_new(App *app);
Screen *help_screen_new(App *app, const char *about); /* about: text for the focus, or NULL */
Screen *lock_screen_new(App *app);

/* Runs on the terminal until quit. The session may have nobody signed in. */
typedef struct RunOptions {
    bool ascii, mono;
    int ambiguous;    /* 0: ask the terminal; 1 or 2 */
    int lock_minutes; /* idle minutes before the lock; 0: 10 */
} RunOptions;
bool ui_run(Session *session, const RunOptions *options, Err *err);

#endif
