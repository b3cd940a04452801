/* What a screen is to the stage: functions that draw and take events, and a row in the table of
 * screens that is handed to the stage from outside (stage_new). The stage knows no screen but
 * by these. */
#ifndef ANJUAN_UI_STAGE_SCREEN_H
#define ANJUAN_UI_STAGE_SCREEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/drafts.h"
#include "base/buf.h"
#include "base/err.h"
#include "ui/cmd/cmd.h"
#include "ui/model/frame.h"
#include "ui/pinyin/typed.h"

typedef struct Stage Stage;
typedef struct Screen Screen;

/* Where a screen stands that no LastPlace tells of; nothing of a case but its id. */
typedef struct ScreenStand {
    int tab;
    int64_t case_id;
} ScreenStand;

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
    /* What a second Esc does now, for the bar of commands; NULL: it goes back. */
    const char *(*back)(const Screen *screen, Stage *stage);
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
    /* A question: the name its text is kept under; while it is open it stands for the focus of
     * the place below. NULL: none. */
    const char *(*question)(const Screen *screen);
    /* Where the person is, to come back to; the texts live until the next call. False:
     * nowhere. */
    bool (*place)(Screen *screen, Stage *stage, LastPlace *out);
    /* On the stack again at a place it gave: asks again the question that was open there. */
    void (*again)(Screen *screen, Stage *stage, const LastPlace *place);
    /* Of a screen without a place: how it stands, and to stand so again after the lock. */
    void (*stand)(const Screen *screen, ScreenStand *out);
    void (*stand_again)(Screen *screen, Stage *stage, const ScreenStand *stand);
    /* A place in that case is gone back to over it: Esc leads to the row of the case. */
    void (*select)(Screen *screen, Stage *stage, int64_t case_id);
    void (*free)(Screen *screen);
} ScreenOps;

/* Screens embed this first. */
struct Screen {
    const ScreenOps *ops;
};

/* A row of the table of screens. One that is about a case has open and back, another one make;
 * after the lock the latter is made anew and the former gone back to. */
typedef struct ScreenKind {
    const char *name; /* as its ScreenOps and a LastPlace have it */
    Screen *(*make)(Stage *stage);
    Screen *(*open)(Stage *stage, int64_t case_id);
    Screen *(*back)(Stage *stage, const LastPlace *place); /* NULL: it is not there any more */
    bool leads; /* a place opened from it is gone back to over it: "review/case" */
} ScreenKind;

/* The rows that the stage opens by itself; all others come after them, and a row without a name
 * ends the table. */
enum { SCREEN_SIGN_IN, SCREEN_FIRST, SCREEN_LOCK, SCREEN_HELP };

#endif
