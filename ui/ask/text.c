/* A line or a text to type, kept as a draft while it is typed when the question says so. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/session.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "ui/ask/asked.h"
#include "ui/model/lineedit.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"
#include "ui/widget/input.h"

enum { TEXT_CHARS = 4000 };

typedef struct Text {
    Asked asked;
    LineEdit edit;
    int lines, cols; /* cols: of the text area as drawn last */
    DraftKey key;    /* place NULL: it is not kept */
    Buf kept;        /* as the store has it */
    size_t kept_caret;
} Text;

static void text_draw(Screen *screen, Stage *stage UNUSED, Frame *frame)
{
    Text *self = (Text *)screen;
    Rect field = asked_draw(&self->asked, frame, self->lines);

    self->cols = field.cols;
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

static bool text_text(Screen *screen, Stage *stage, const char *text, size_t len,
                      bool paste UNUSED)
{
    if (!lineedit_insert(&((Text *)screen)->edit, text, len))
        say_full(stage);
    return true;
}

static bool text_keep(Screen *screen, Stage *stage, Err *err)
{
    Text *self = (Text *)screen;
    const Draft draft = {
        .key = self->key, .text = self->edit.text.data, .caret = self->edit.caret};
    Session *session = stage_session(stage);

    if (!self->key.place || (strcmp(self->kept.data, draft.text) == 0 &&
                             (!draft.text[0] || self->kept_caret == draft.caret)))
        return true;
    bool done = draft.text[0] ? app_draft_put(session, &draft, err)
                              : app_draft_drop(session, &draft.key, err);
    if (done) {
        buf_clear(&self->kept);
        buf_add(&self->kept, draft.text);
        self->kept_caret = draft.caret;
    }
    return done;
}

/* Who takes an answer back may want its text again; who gave it does not. */
static void text_settle_draft(Text *self, Stage *stage, bool taken)
{
    Err err = {0};

    if (!self->key.place)
        return;
    if (!taken ? !text_keep(&self->asked.screen, stage, &err)
               : !app_draft_drop(stage_session(stage), &self->key, &err))
        stage_say_err(stage, &err);
}

/* The draft goes with what is stored of the answer, or after it: never before. */
static void text_done(Text *self, Stage *stage, bool taken)
{
    const Reply reply = {.text = taken ? self->edit.text.data : NULL};

    stage_pop(stage);
    if (self->key.place) /* a question without a place has no draft, and may have no session */
        app_draft_ends(stage_session(stage), taken ? &self->key : NULL);
    asked_reply(&self->asked, stage, &reply);
    if (self->key.place)
        app_draft_ends(stage_session(stage), NULL);
    text_settle_draft(self, stage, taken);
}

static bool text_command(Screen *screen, Stage *stage, CmdId id)
{
    Text *self = (Text *)screen;

    switch ((int)id) {
    case CMD_DIALOG_OK:
        text_done(self, stage, true);
        return true;
    case CMD_DIALOG_LINE:
        if (!lineedit_insert(&self->edit, "\n", 1))
            say_full(stage);
        return true;
    case CMD_DIALOG_NEXT:
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
    return lineedit_key(&self->edit, key);
}

static void text_free(Screen *screen)
{
    Text *self = (Text *)screen;

    lineedit_free(&self->edit);
    buf_free(&self->kept);
    asked_free(&self->asked);
    free(self);
}

static const char *text_question(const Screen *screen)
{
    return ((const Text *)screen)->key.place;
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

/* What was left there the last time. */
static void resume(Text *self, Stage *stage)
{
    Arena *arena = arena_new();
    Draft *drafts = NULL;
    size_t n = 0;
    Err err = {0};

    if (!app_drafts(stage_session(stage), self->key.case_id, arena, &drafts, &n, &err))
        stage_say_err(stage, &err);
    for (size_t i = 0; i < n; i++) {
        if (!draft_key_equal(&drafts[i].key, &self->key))
            continue;
        lineedit_resume(&self->edit, drafts[i].text, drafts[i].caret);
        buf_add(&self->kept, drafts[i].text);
        self->kept_caret = drafts[i].caret;
        stage_say(stage, MSG_NOTE, _("Here is what you had typed before"));
    }
    arena_free(arena);
}

Screen *text_new(Stage *stage, const Question *question)
{
    Text *self = xcalloc(1, sizeof *self);

    asked_init(&self->asked, &text_ops, question);
    self->lines = question->lines > 1 ? question->lines : 1;
    self->cols = BOX_COLS - BOX_EDGES;
    buf_init(&self->kept);
    lineedit_init(&self->edit, question->initial, TEXT_CHARS, self->lines > 1);
    self->key = (DraftKey){question->case_id, self->asked.question.kept_as, 0, ""};
    if (self->key.place)
        resume(self, stage);
    return &self->asked.screen;
}
