/* A question that is open: what its three kinds (answers.c, rows.c, text.c) share, and who
 * makes each, for ask.c. */
#ifndef ANJUAN_UI_ASK_ASKED_H
#define ANJUAN_UI_ASK_ASKED_H

#include "base/arena.h"
#include "ui/ask/question.h"
#include "ui/model/lineedit.h"

/* The beginning of each: asked.question is a copy, its texts are in the arena. */
typedef struct Asked {
    Screen screen;
    Arena *arena;
    Question question;
} Asked;

/* A line or text that is a draft while it is typed. key.place NULL: it is not kept. */
typedef struct Kept {
    DraftKey key;
    Buf text; /* as the store has it */
    size_t caret;
} Kept;

/* The key of the question's, over its own copies; and what was left there the last time. */
void kept_init(Kept *kept, const Asked *asked);
void kept_resume(Kept *kept, Stage *stage, LineEdit *edit);
void kept_free(Kept *kept);
bool kept_write(Kept *kept, Stage *stage, const LineEdit *edit, Err *err);
bool kept_drop(const Kept *kept, Stage *stage, Err *err);

void asked_init(Asked *asked, const ScreenOps *ops, const Question *question);
void asked_free(Asked *asked); /* what asked_init made */
void asked_reply(Asked *asked, Stage *stage, const Reply *reply);

enum { BOX_COLS = 64, BOX_EDGES = 4 };

CmdScope asked_scope(const Screen *screen); /* of a dialog */
bool asked_typing(const Screen *screen);    /* letters belong to the question */
void asked_help(Screen *screen, Stage *stage, Buf *out);
/* Draws the box in the middle of the frame with title and text, and rows more lines below; what
 * it returns is these lines. */
Rect asked_draw(const Asked *asked, Frame *frame, int rows);

Screen *answers_new(const Question *question);
Screen *rows_new(Stage *stage, const Question *question);
Screen *text_new(Stage *stage, const Question *question);

#endif
