/* Questions asked over a screen: a choice of answers, a line or a text to type. */
#include "config.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "app/cases.h"
#include "base/arena.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "ui/ask/ask.h"
#include "ui/model/lineedit.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"
#include "ui/widget/input.h"

enum { BOX_COLS = 64, MAX_ANSWERS = 4, TEXT_CHARS = 4000 };

static CmdScope dialog_scope(const Screen *screen UNUSED)
{
    return SC_DIALOG;
}

static bool dialog_typing(const Screen *screen UNUSED)
{
    return true;
}

/* The box in the middle of the frame that holds so many rows inside. */
static Rect dialog_box(const Frame *frame, int rows)
{
    int cols = frame_cols(frame) - 4 < BOX_COLS ? frame_cols(frame) - 4 : BOX_COLS;
    int most = frame_rows(frame) - 4;

    rows = rows + 2 < most ? rows + 2 : most;
    return (Rect){(frame_rows(frame) - rows) / 2, (frame_cols(frame) - cols) / 2, rows, cols};
}

static void draw_lines(Frame *frame, Rect rect, const char *text, const TextLine *lines,
                       size_t n)
{
    for (int i = 0; i < (int)n && i < rect.rows; i++) {
        Buf line = BUF_INIT;
        buf_add_bytes(&line, text + lines[i].from, lines[i].to - lines[i].from);
        frame_put(frame, rect.row + i, rect.col, rect.cols, ST_TEXT, line.data);
        buf_free(&line);
    }
}

/* A question with answers. The letters are typed text, so that no command takes them. */

typedef struct Ask {
    Screen screen;
    Arena *arena;
    const char *title, *text;
    Answer answers[MAX_ANSWERS];
    size_t n, focus;
    AnswerFn done;
    void *ctx;
} Ask;

static void ask_draw(Screen *screen, Stage *stage UNUSED, Frame *frame)
{
    Ask *self = (Ask *)screen;
    TextLine *lines = NULL;
    Rect box = dialog_box(frame, 1);
    size_t n = text_wrap(self->text, box.cols - 4, &lines);
    Buf label = BUF_INIT;

    box = dialog_box(frame, (int)n + 2);
    frame_box(frame, box, self->title);
    Rect inside = {box.row + 1, box.col + 2, box.rows - 4, box.cols - 4};
    draw_lines(frame, inside, self->text, lines, n);
    free(lines);

    int row = box.row + box.rows - 2, col = inside.col;
    for (size_t i = 0; i < self->n; i++) {
        bool here = i == self->focus;
        buf_clear(&label);
        buf_addf(&label, "%s%s(%c)%s", here ? ">" : " ", self->answers[i].label,
                 self->answers[i].key, here ? "<" : " ");
        if (here)
            frame_cursor(frame, row, col);
        col += frame_put(frame, row, col, inside.col + inside.cols - col,
                         here ? ST_FOCUS : ST_TEXT, label.data);
        col += 2;
    }
    buf_free(&label);
}

static void ask_answer(Ask *self, Stage *stage, size_t answer)
{
    stage_pop(stage);
    self->done(stage, self->ctx, self->answers[answer].key);
}

static bool ask_text(Screen *screen, Stage *stage, const char *text, size_t len, bool paste)
{
    Ask *self = (Ask *)screen;

    for (size_t i = 0; i < self->n && len && !paste; i++)
        if (strncasecmp(text, &(char){(char)self->answers[i].key}, 1) == 0) {
            ask_answer(self, stage, i);
            return true;
        }
    stage_say(stage, MSG_NOTE, _("Answer with one of the letters in brackets, or Enter."));
    return true;
}

static bool ask_command(Screen *screen, Stage *stage, CmdId id)
{
    Ask *self = (Ask *)screen;

    switch ((int)id) {
    case CMD_DIALOG_OK:
        ask_answer(self, stage, self->focus);
        return true;
    case CMD_DIALOG_NEXT:
    case CMD_TEXT_RIGHT:
        self->focus = (self->focus + 1) % self->n;
        return true;
    case CMD_DIALOG_PREVIOUS:
    case CMD_TEXT_LEFT:
        self->focus = (self->focus + self->n - 1) % self->n;
        return true;
    case CMD_BACK:
        ask_answer(self, stage, 0);
        return true;
    }
    return false;
}

static void ask_help(Screen *screen, Stage *stage UNUSED, Buf *out)
{
    buf_add(out, ((Ask *)screen)->text);
}

static void ask_free(Screen *screen)
{
    arena_free(((Ask *)screen)->arena);
    free(screen);
}

static const ScreenOps ask_ops = {
    .name = "ask",
    .overlay = true,
    .draw = ask_draw,
    .scope = dialog_scope,
    .typing = dialog_typing,
    .text = ask_text,
    .command = ask_command,
    .help = ask_help,
    .free = ask_free,
};

void ask_question(Stage *stage, const char *title, const char *text, const Answer *answers,
                  size_t n, AnswerFn done, void *ctx)
{
    Ask *self = xcalloc(1, sizeof *self);

    self->screen.ops = &ask_ops;
    self->arena = arena_new();
    self->title = arena_dup(self->arena, title ? title : "");
    self->text = arena_dup(self->arena, text);
    self->n = n < MAX_ANSWERS ? n : MAX_ANSWERS;
    for (size_t i = 0; i < self->n; i++)
        self->answers[i] = (Answer){answers[i].key, arena_dup(self->arena, answers[i].label)};
    self->done = done;
    self->ctx = ctx;
    stage_push(stage, &self->screen);
}

static void notes_read(Stage *stage UNUSED, void *ctx UNUSED, int key UNUSED)
{
}

void ask_tell_notes(Stage *stage)
{
    size_t n;
    const char *const *notes = session_notes(stage_session(stage), &n);
    const Answer answers[] = {{'o', _("OK")}};
    Buf text = BUF_INIT;

    for (size_t i = 0; i < n; i++)
        buf_addf(&text, "%s%s", i ? "\n" : "", notes[i]);
    if (n)
        ask_question(stage, _("Something had been interrupted"), text.data, answers,
                     COUNT_OF(answers), notes_read, NULL);
    buf_free(&text);
}

/* A line or a text to type. */

typedef struct AskText {
    Screen screen;
    Arena *arena;
    const char *title, *label;
    LineEdit edit;
    int lines, cols; /* cols: of the text area as drawn last */
    bool secret;
    TypedKind kind;
    int64_t case_id; /* what is typed is kept as a draft for this place; NULL: it is not */
    const char *place;
    Buf kept; /* as the store has it */
    size_t kept_caret;
    TextFn done;
    void *ctx;
} AskText;

static void ask_text_draw(Screen *screen, Stage *stage UNUSED, Frame *frame)
{
    AskText *self = (AskText *)screen;
    TextLine *lines = NULL;
    Rect box = dialog_box(frame, 1);
    size_t n = text_wrap(self->label, box.cols - 4, &lines);

    box = dialog_box(frame, (int)n + 1 + self->lines);
    frame_box(frame, box, self->title);
    Rect inside = {box.row + 1, box.col + 2, box.rows - 2 - self->lines, box.cols - 4};
    draw_lines(frame, inside, self->label, lines, n);
    free(lines);
    Rect field = {box.row + box.rows - 1 - self->lines, inside.col, self->lines, inside.cols};
    self->cols = field.cols;
    if (self->lines > 1)
        textarea_draw(&self->edit, frame, field, true);
    else
        input_draw(&self->edit, frame, field, true, self->secret);
}

static TypedKind ask_text_typed(Screen *screen, Stage *stage UNUSED)
{
    return ((AskText *)screen)->kind;
}

static unsigned ask_text_state(Screen *screen, Stage *stage UNUSED)
{
    return ((AskText *)screen)->lines > 1 ? NEED_LINES : 0;
}

static void say_full(Stage *stage)
{
    stage_say(stage, MSG_WARN, _("The text is as long as it may be; the rest was not taken."));
}

static bool ask_text_text(Screen *screen, Stage *stage, const char *text, size_t len,
                          bool paste UNUSED)
{
    if (!lineedit_insert(&((AskText *)screen)->edit, text, len))
        say_full(stage);
    return true;
}

static bool ask_text_keep(Screen *screen, Stage *stage, Err *err)
{
    AskText *self = (AskText *)screen;
    const Draft draft = {.key = {self->case_id, self->place, 0, ""},
                         .text = self->edit.text.data,
                         .caret = self->edit.caret};
    Store *store = session_store(stage_session(stage));
    int64_t user = session_user(stage_session(stage))->id;

    if (!self->place || (strcmp(self->kept.data, draft.text) == 0 &&
                         (!draft.text[0] || self->kept_caret == draft.caret)))
        return true;
    bool done = draft.text[0] ? draft_put(store, user, &draft, err)
                              : draft_drop(store, user, &draft.key, err);
    if (done) {
        buf_clear(&self->kept);
        buf_add(&self->kept, draft.text);
        self->kept_caret = draft.caret;
    }
    return done;
}

/* Who takes an answer back may want its text again; who gave it does not. */
static void ask_text_settle_draft(AskText *self, Stage *stage, bool taken)
{
    const DraftKey key = {self->case_id, self->place, 0, ""};
    Err err = {0};

    if (!self->place)
        return;
    if (!taken ? !ask_text_keep(&self->screen, stage, &err)
               : !draft_drop(session_store(stage_session(stage)),
                             session_user(stage_session(stage))->id, &key, &err))
        stage_say_err(stage, &err);
}

/* The draft goes with what is stored of the answer, or after it: never before. */
static void ask_text_done(AskText *self, Stage *stage, bool taken)
{
    const DraftKey key = {self->case_id, self->place, 0, ""};

    stage_pop(stage);
    if (self->place) /* a question without a place has no draft, and may have no session */
        app_case_ends(stage_session(stage), taken ? &key : NULL);
    self->done(stage, self->ctx, taken ? self->edit.text.data : NULL);
    if (self->place)
        app_case_ends(stage_session(stage), NULL);
    ask_text_settle_draft(self, stage, taken);
}

static bool ask_text_command(Screen *screen, Stage *stage, CmdId id)
{
    AskText *self = (AskText *)screen;

    switch ((int)id) {
    case CMD_DIALOG_OK:
        ask_text_done(self, stage, true);
        return true;
    case CMD_DIALOG_LINE:
        if (!lineedit_insert(&self->edit, "\n", 1))
            say_full(stage);
        return true;
    case CMD_DIALOG_NEXT:
    case CMD_DIALOG_PREVIOUS: /* there is one field only */
        return true;
    case CMD_BACK:
        ask_text_done(self, stage, false);
        return true;
    }
    return false;
}

static bool ask_text_key(Screen *screen, Stage *stage UNUSED, int key)
{
    AskText *self = (AskText *)screen;

    if (self->lines > 1)
        return textarea_key(&self->edit, self->lines, self->cols, key);
    return lineedit_key(&self->edit, key);
}

static void ask_text_help(Screen *screen, Stage *stage UNUSED, Buf *out)
{
    buf_add(out, ((AskText *)screen)->label);
}

static void ask_text_free(Screen *screen)
{
    AskText *self = (AskText *)screen;

    lineedit_free(&self->edit);
    buf_free(&self->kept);
    arena_free(self->arena);
    free(self);
}

static const char *ask_text_question(const Screen *screen)
{
    return ((const AskText *)screen)->place;
}

static const ScreenOps ask_text_ops = {
    .name = "ask-text",
    .overlay = true,
    .draw = ask_text_draw,
    .scope = dialog_scope,
    .typing = dialog_typing,
    .typed = ask_text_typed,
    .state = ask_text_state,
    .text = ask_text_text,
    .key = ask_text_key,
    .command = ask_text_command,
    .help = ask_text_help,
    .keep = ask_text_keep,
    .question = ask_text_question,
    .free = ask_text_free,
};

void ask_for_text(Stage *stage, const char *title, const char *label, const char *initial,
                  int lines, bool secret, TextFn done, void *ctx)
{
    AskText *self = xcalloc(1, sizeof *self);

    self->screen.ops = &ask_text_ops;
    self->arena = arena_new();
    self->title = arena_dup(self->arena, title ? title : "");
    self->label = arena_dup(self->arena, label ? label : "");
    self->lines = lines > 1 ? lines : 1;
    self->cols = BOX_COLS - 4;
    self->secret = secret;
    self->kind = secret ? TYPED_PLAIN : lines > 1 ? TYPED_WORDS : TYPED_LETTERS;
    buf_init(&self->kept);
    lineedit_init(&self->edit, initial, TEXT_CHARS, self->lines > 1);
    self->done = done;
    self->ctx = ctx;
    stage_push(stage, &self->screen);
}

void ask_text_is(Stage *stage, TypedKind kind)
{
    AskText *self = (AskText *)stage_top(stage);

    assert(self && self->screen.ops == &ask_text_ops && !self->secret);
    self->kind = kind;
}

void ask_keep_text(Stage *stage, int64_t case_id, const char *place)
{
    AskText *self = (AskText *)stage_top(stage);
    const User *user = session_user(stage_session(stage));
    const DraftKey key = {case_id, place, 0, ""};
    Arena *arena = arena_new();
    Draft *drafts = NULL;
    size_t n = 0;
    Err err = {0};

    assert(self && self->screen.ops == &ask_text_ops && !self->secret);
    self->case_id = case_id;
    self->place = arena_dup(self->arena, place);
    if (user && !draft_list(session_store(stage_session(stage)), user->id, case_id, arena,
                            &drafts, &n, &err))
        stage_say_err(stage, &err);
    for (size_t i = 0; i < n; i++) {
        if (!draft_key_equal(&drafts[i].key, &key))
            continue;
        lineedit_resume(&self->edit, drafts[i].text, drafts[i].caret);
        buf_add(&self->kept, drafts[i].text);
        self->kept_caret = drafts[i].caret;
        stage_say(stage, MSG_NOTE, _("Here is what you had typed before"));
    }
    arena_free(arena);
}
