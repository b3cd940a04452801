/* A line or a text to type, kept as a draft while it is typed when the question says so. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/session.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "ui/ask/asked.h"
#include "ui/ask/filelist.h"
#include "ui/model/lineedit.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"
#include "ui/widget/input.h"

enum { TEXT_CHARS = 4000 };

typedef struct Text {
    Asked asked;
    LineEdit edit;
    FileList *files; /* of a path; else NULL */
    int lines, cols; /* cols: of the text area as drawn last */
    Kept kept;
} Text;

static void text_draw(Screen *screen, Stage *stage UNUSED, Frame *frame)
{
    Text *self = (Text *)screen;
    Rect field =
        asked_draw(&self->asked, frame, self->lines + (self->files ? FILELIST_ROWS : 0));

    self->cols = field.cols;
    if (self->files) {
        Rect list = {field.row + self->lines, field.col, field.rows - self->lines, field.cols};
        filelist_draw(self->files, frame, list);
        field.rows = self->lines;
    }
    if (self->lines > 1)
        textarea_draw(&self->edit, frame, field, true);
    else
        input_draw(&self->edit, frame, field, true, self->asked.question.secret);
}

static TypedKind text_typed(Screen *screen, Stage *stage UNUSED)
{
    return ((Asked *)screen)->question.typed;
}

static unsigned text_state(Screen *screen, Stage *stage UNUSED)
{
    return ((Text *)screen)->lines > 1 ? NEED_LINES : 0;
}

static void say_full(Stage *stage)
{
    stage_say(stage, MSG_WARN, _("The text is as long as it may be; the rest was not taken"));
}

static void text_changed(Text *self)
{
    if (self->files)
        filelist_follow(self->files, self->edit.text.data);
}

static bool text_text(Screen *screen, Stage *stage, const char *text, size_t len,
                      bool paste UNUSED)
{
    Text *self = (Text *)screen;

    if (!lineedit_insert(&self->edit, text, len))
        say_full(stage);
    text_changed(self);
    return true;
}

static bool text_keep(Screen *screen, Stage *stage, Err *err)
{
    Text *self = (Text *)screen;

    return kept_write(&self->kept, stage, &self->edit, err);
}

static Text *text_make(const Question *question);

/* The question once more, over whoever asked, with the text as it was left. */
static void text_again(const Text *self, Stage *stage)
{
    Text *again = text_make(&self->asked.question);

    lineedit_resume(&again->edit, self->edit.text.data, self->edit.caret);
    buf_add(&again->kept.text, self->kept.text.data);
    again->kept.caret = self->kept.caret;
    text_changed(again);
    stage_push(stage, &again->asked.screen);
}

/* The draft goes with what is stored of the answer, or after it: never before. */
static TextFate text_store(const Text *self, Stage *stage)
{
    const Question *question = &self->asked.question;

    app_draft_ends(stage_session(stage), &self->kept.key);
    TextFate fate = question->store(stage, question->ctx, self->edit.text.data);
    app_draft_ends(stage_session(stage), NULL);
    return fate;
}

/* Who takes an answer back may want its text again; who gave it does not. What storing has
 * brought up, such as whether to edit the case again, is to be answered before the text. */
static void text_settle(Text *self, Stage *stage, bool taken)
{
    Err err = {0};
    const Screen *below = stage_top(stage);
    TextFate fate = taken ? text_store(self, stage) : TEXT_DRAFT;

    if (fate == TEXT_STAYS && stage_top(stage) == below)
        text_again(self, stage);
    else if (fate == TEXT_STORED ? !kept_drop(&self->kept, stage, &err)
                                 : !kept_write(&self->kept, stage, &self->edit, &err))
        stage_say_err(stage, &err);
}

static void text_done(Text *self, Stage *stage, bool taken)
{
    const char *text = self->edit.text.data;
    bool left = !taken && *text && !self->asked.question.secret;
    const Reply reply = {.text = taken ? text : NULL, .missed = left ? text : NULL};

    stage_pop(stage);
    if (self->kept.key.place)
        text_settle(self, stage, taken);
    else
        asked_reply(&self->asked, stage, &reply);
}

/* ---- a path ---- */

static void text_to(Text *self, const Buf *path)
{
    lineedit_set(&self->edit, path->data);
    text_changed(self);
}

/* Further, or to the next of those it may mean. */
static void path_tab(Text *self)
{
    Buf path = BUF_INIT;

    if (filelist_complete(self->files, self->edit.text.data, &path))
        text_to(self, &path);
    else
        filelist_move(self->files, 1);
    buf_free(&path);
}

/* False: it is a folder, in which one goes on typing. */
static bool path_meant(Text *self)
{
    Buf path = BUF_INIT;
    bool folder;

    filelist_meant(self->files, self->edit.text.data, &path, &folder);
    if (strcmp(path.data, self->edit.text.data) != 0)
        text_to(self, &path);
    buf_free(&path);
    return !folder;
}

static bool text_command(Screen *screen, Stage *stage, CmdId id)
{
    Text *self = (Text *)screen;

    switch ((int)id) {
    case CMD_DIALOG_OK:
        if (!self->files || path_meant(self))
            text_done(self, stage, true);
        return true;
    case CMD_DIALOG_LINE:
        if (!lineedit_insert(&self->edit, "\n", 1))
            say_full(stage);
        return true;
    case CMD_DIALOG_NEXT:
        if (self->files)
            path_tab(self);
        return true;
    case CMD_DIALOG_PREVIOUS: /* there is one field only */
        return true;
    case CMD_BACK:
        text_done(self, stage, false);
        return true;
    }
    return false;
}

static bool text_key(Screen *screen, Stage *stage UNUSED, int key)
{
    Text *self = (Text *)screen;

    if (self->lines > 1)
        return textarea_key(&self->edit, self->lines, self->cols, key);
    if (self->files && (key == K_UP || key == K_DOWN)) {
        filelist_move(self->files, key == K_UP ? -1 : 1);
        return true;
    }
    if (!lineedit_key(&self->edit, key))
        return false;
    text_changed(self);
    return true;
}

static void text_free(Screen *screen)
{
    Text *self = (Text *)screen;

    lineedit_free(&self->edit);
    filelist_free(self->files);
    kept_free(&self->kept);
    asked_free(&self->asked);
    free(self);
}

static const char *text_question(const Screen *screen)
{
    return ((const Text *)screen)->kept.key.place;
}

static const ScreenOps text_ops = {
    .name = "ask-text",
    .overlay = true,
    .draw = text_draw,
    .scope = asked_scope,
    .typing = asked_typing,
    .typed = text_typed,
    .state = text_state,
    .text = text_text,
    .key = text_key,
    .command = text_command,
    .help = asked_help,
    .keep = text_keep,
    .question = text_question,
    .free = text_free,
};

static Text *text_make(const Question *question)
{
    Text *self = xcalloc(1, sizeof *self);

    asked_init(&self->asked, &text_ops, question);
    self->lines = question->lines > 1 ? question->lines : 1;
    self->cols = BOX_COLS - BOX_EDGES;
    kept_init(&self->kept, &self->asked);
    lineedit_init(&self->edit, question->initial,
                  question->chars ? question->chars : TEXT_CHARS, self->lines > 1);
    self->edit.fresh = question->replaced;
    if (question->files)
        self->files = filelist_new();
    return self;
}

Screen *text_new(Stage *stage, const Question *question)
{
    Text *self = text_make(question);

    kept_resume(&self->kept, stage, &self->edit);
    text_changed(self);
    return &self->asked.screen;
}
