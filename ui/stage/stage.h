/* The program on the screen: a stack of screens over one session, and what they share: the
 * message line, the keymap, the lock, the way to other screens. Draws into frames and takes
 * events, so the whole of it runs in tests without a terminal; ui/stage/run.c connects it to
 * ui/term. */
#ifndef ANJUAN_UI_STAGE_STAGE_H
#define ANJUAN_UI_STAGE_STAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "app/session.h"
#include "base/progress.h"
#include "domain/picklist.h"
#include "store/draft.h"
#include "ui/cmd/cmd.h"
#include "ui/model/event.h"
#include "ui/model/frame.h"

typedef struct Stage Stage;
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
    void (*draw)(Screen *screen, Stage *stage, Frame *frame);
    CmdScope (*scope)(const Screen *screen); /* of the focus now */
    bool (*typing)(const Screen *screen);    /* printable keys are text now; NULL: never */
    TypedKind (*typed)(Screen *screen, Stage *stage); /* while typing; NULL: plain */
    unsigned (*state)(Screen *screen, Stage *stage);  /* NEED_ bits that hold; NULL: none */
    bool (*text)(Screen *screen, Stage *stage, const char *text, size_t len, bool paste);
    /* Pasted while nothing is typed; NULL or false: there is no place for it here. */
    bool (*paste)(Screen *screen, Stage *stage, const char *text, size_t len);
    bool (*key)(Screen *screen, Stage *stage, int key); /* keys no command took; NULL: none */
    bool (*command)(Screen *screen, Stage *stage, CmdId id); /* false: not handled here */
    bool (*may_leave)(Screen *screen,
                      Stage *stage); /* stores what is in the field; false: stay */
    /* On top again, or the store was changed by others. */
    void (*shown)(Screen *screen, Stage *stage);
    void (*tick)(Screen *screen, Stage *stage);
    void (*help)(Screen *screen, Stage *stage,
                 Buf *out); /* text for the focus, above the keys */
    /* A command whose needs do not hold was asked for: say why not (stage_say). NULL: the stage
     * does. */
    void (*refused)(Screen *screen, Stage *stage, CmdId id);
    /* Writes what is half typed, as a draft. */
    bool (*keep)(Screen *screen, Stage *stage, Err *err);
    /* Where the person is, to come back to; the texts live until the next call. False:
     * nowhere. */
    bool (*place)(Screen *screen, Stage *stage, LastPlace *out);
    /* On the stack again at a place it gave: asks again the question that was open there. */
    void (*again)(Screen *screen, Stage *stage, const LastPlace *place);
    void (*free)(Screen *screen);
} ScreenOps;

/* Screens embed this first. */
struct Screen {
    const ScreenOps *ops;
};

Stage *stage_new(Session *session, int rows, int cols, FrameSigns signs);
void stage_free(Stage *stage);
Session *stage_session(Stage *stage);
Keymap *stage_keymap(Stage *stage);

/* A screen taken off the stack is freed when the event that did it has been dealt with, so its
 * functions may return in peace; only then the one below is told that it is shown again. */
void stage_push(Stage *stage, Screen *screen); /* stage owns it from here */
void stage_pop(Stage *stage);                  /* frees the top; the one below is shown */
void stage_replace(Stage *stage, Screen *screen);
void stage_pop_to(Stage *stage, const char *name); /* frees screens above the named one */
Screen *stage_top(Stage *stage);
void stage_quit(Stage *stage); /* asks may_leave of every screen first */
bool stage_quitting(const Stage *stage);
/* Asks as stage_quit does; then nothing is left but the sign-in screen. */
void stage_sign_out(Stage *stage);
/* Covers everything at once, until the person is back; then, as soon as what was typed is
 * written, which is tried again at each tick and never waited for, closes the store and forgets
 * what was read from it. Nothing without a user. */
void stage_lock(Stage *stage);
bool stage_locked(const Stage *stage);
void stage_come_back(
    Stage *stage); /* from the lock, after the passphrase: to where the person was */
bool stage_take_wipe(Stage *stage);   /* nothing of the last picture may stay in memory, once */
bool stage_take_redraw(Stage *stage); /* the person asked for a whole new picture, once */

/* Takes one event: focused text first, then commands along the scopes, then raw keys. */
void stage_event(Stage *stage, const Event *event);
/* Draws the stack into the stage's frame and returns it. Below 60x16 one line says so. */
const Frame *stage_draw(Stage *stage);

/* Drafts. A burst of typing is one write, STAGE_KEEP_MS after its first key: what is written is
 * to be at most 50 ms behind, however long the burst, and the writing itself takes its part.
 * The loop calls stage_keep with its clock, in milliseconds, after every event and when the
 * time is up: it writes what is due, and says how long the loop may wait at most, -1 when all
 * is written. Where another program is writing it tries again later, and says so.
 * stage_keep_now writes at once and waits for that; stage_keep_try does not wait, and says
 * whether it wrote. */
enum { STAGE_KEEP_MS = 20 };
bool stage_keep_try(Stage *stage);
int stage_keep(Stage *stage, int64_t now);
void stage_keep_now(Stage *stage);
/* After a person has signed in, over the queue: back to where they were, with what they
 * typed. */
void stage_continue(Stage *stage);
/* From a screen: the focus went on by itself, because what was typed was complete. Who presses
 * Enter all the same means that, and not the next field: one Enter that follows at once is let
 * go. */
void stage_went_on(Stage *stage, bool on); /* false: and more was typed since */
/* From a screen: its shown() is wanted when the event has been dealt with. */
void stage_show_again(Stage *stage);

/* The message line: one at a time, until the next key. */
typedef enum MessageKind { MSG_NOTE, MSG_DONE, MSG_WARN, MSG_ERROR } MessageKind;
void stage_say(Stage *stage, MessageKind kind, const char *fmt, ...) PRINTF_LIKE(3, 4);
void stage_say_err(Stage *stage, const Err *err);

/* What every full screen draws the same way: title row with a rule under it, the rule, status
 * line and key bar at the bottom. Returns the rectangle between for the screen itself. */
Rect stage_chrome(Stage *stage, Frame *frame, const char *left, const char *right);
/* The same with rows more rows (tabs) between title and rule; *head is where they are. */
Rect stage_chrome_head(Stage *stage, Frame *frame, const char *left, const char *right,
                       int rows, Rect *head);
/* The line above the key bar, a message hides it. right may be NULL. */
void stage_status(Stage *stage, Frame *frame, const char *left, const char *right);

/* Questions: an overlay with up to three answers, letters far apart, the safe one first and on
 * Esc. These overlays copy all they are given (texts, answers, items); ctx is the caller's
 * screen, which lies below and lives longer. */
typedef struct Answer {
    int key;           /* ASCII letter */
    const char *label; /* translated, without the letter */
} Answer;
typedef void (*AnswerFn)(Stage *stage, void *ctx, int key); /* key of the answer chosen */
void ask_question(Stage *stage, const char *title, const char *text, const Answer *answers,
                  size_t n, AnswerFn done, void *ctx);

/* Tells what the program mended by itself (session_notes), when there is something. */
void ask_tell_notes(Stage *stage);

/* One line or several lines of text asked for in an overlay; NULL text: cancelled. A secret
 * line shows no characters. */
typedef void (*TextFn)(Stage *stage, void *ctx, const char *text);
void ask_for_text(Stage *stage, const char *title, const char *label, const char *initial,
                  int lines, bool secret, TextFn done, void *ctx);
/* Right after ask_for_text: what is typed there. Without it several lines are words, one line
 * is letters. */
void ask_text_is(Stage *stage, TypedKind kind);
/* Right after ask_for_text: what is typed there is a draft of that case ("comment.return"), and
 * begins with what was left the last time. */
void ask_keep_text(Stage *stage, int64_t case_id, const char *place);

/* Pick from a list with type-ahead (code, pinyin initials, fragment). */
typedef struct ChoiceItem {
    const char *code, *text; /* shown as "code text" when code is not NULL */
} ChoiceItem;
typedef void (*ChoiceFn)(Stage *stage, void *ctx, const ChoiceItem *item); /* NULL: cancelled */
void ask_choice(Stage *stage, const char *title, const ChoiceItem *items, size_t n,
                size_t selected, ChoiceFn done, void *ctx);

/* The same from rows that say how they are read and how often they were used; copied. done gets
 * the value of the row and is not called when cancelled: what is asked may vanish with the
 * whole Stage. selected: a place among the rows, picklist_count() for none. */
typedef void (*RowFn)(Stage *stage, void *ctx, const char *value);
void ask_row(Stage *stage, const char *title, const Picklist *rows, size_t selected, RowFn done,
             void *ctx);

/* Long work with a bar: run is called with a Progress that draws (at most ten times a second)
 * and polls for Esc or Ctrl-C. */
bool stage_work(Stage *stage, const char *title,
                bool (*run)(const Progress *progress, void *ctx, Err *err), void *ctx,
                Err *err);

/* How the outside (ui/stage/run.c or a test) lets stage_work show itself and hear a cancel. */
typedef struct StageHost {
    void (*paint)(void *ctx, const Frame *frame);
    bool (*cancelled)(void *ctx);
    void *ctx;
    /* The same while the store is waited for, of Ctrl-C alone: what else is typed waits too. */
    bool (*given_up)(void *ctx);
} StageHost;
void stage_set_host(Stage *stage, const StageHost *host);

/* Screens. */
Screen *signin_screen_new(Stage *stage);
Screen *queue_screen_new(Stage *stage);
void queue_screen_select(Screen *screen, Stage *stage,
                         int64_t case_id); /* of a queue, when it lists it */
Screen *case_screen_new(Stage *stage, int64_t case_id);
Screen *case_screen_back(Stage *stage,
                         const LastPlace *place); /* NULL: nothing to go back to */
Screen *review_screen_new(Stage *stage, int64_t case_id);
Screen *review_screen_back(Stage *stage,
                           const LastPlace *place); /* NULL: nothing to go back to */
Screen *batches_screen_new(Stage *stage);
Screen *people_screen_new(Stage *stage);
Screen *help_screen_new(Stage *stage,
                        const char *about); /* about: text for the focus, or NULL */
Screen *lock_screen_new(Stage *stage);

/* Runs on the terminal until quit. The session may have nobody signed in. */
typedef struct RunOptions {
    bool ascii, mono;
    int ambiguous;    /* 0: ask the terminal; 1 or 2 */
    int lock_minutes; /* idle minutes before the lock; 0: 10 */
} RunOptions;
bool ui_run(Session *session, const RunOptions *options, Err *err);

#endif
