/* A question with answers. Their letters are typed text, so that no command takes them. */
#include "config.h"

#include <stdlib.h>
#include <strings.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "ui/ask/asked.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"

typedef struct Answers {
    Asked asked;
    size_t n, focus;
} Answers;

static const Answer *answer_at(const Answers *self, size_t i)
{
    return &self->asked.question.answers[i];
}

static void answers_draw(Screen *screen, Stage *stage UNUSED, Frame *frame)
{
    Answers *self = (Answers *)screen;
    Rect rect = asked_draw(&self->asked, frame, 1);
    int col = rect.col;
    Buf label = BUF_INIT;

    for (size_t i = 0; i < self->n; i++) {
        bool here = i == self->focus;
        buf_clear(&label);
        buf_addf(&label, "%s%s(%c)%s", here ? ">" : " ", answer_at(self, i)->label,
                 answer_at(self, i)->key, here ? "<" : " ");
        if (here)
            frame_cursor(frame, rect.row, col);
        col += frame_put(frame, rect.row, col, rect.col + rect.cols - col,
                         here ? ST_FOCUS : ST_TEXT, label.data);
        col += 2;
    }
    buf_free(&label);
}

static void answer(Answers *self, Stage *stage, size_t i, bool back)
{
    stage_pop(stage);
    asked_reply(&self->asked, stage, &(Reply){.key = answer_at(self, i)->key, .back = back});
}

static bool answers_text(Screen *screen, Stage *stage, const char *text, size_t len, bool paste)
{
    Answers *self = (Answers *)screen;

    for (size_t i = 0; i < self->n && len && !paste; i++)
        if (strncasecmp(text, &(char){(char)answer_at(self, i)->key}, 1) == 0) {
            answer(self, stage, i, false);
            return true;
        }
    stage_say(stage, MSG_NOTE, _("Answer with one of the letters in brackets, or Enter"));
    return true;
}

static bool answers_command(Screen *screen, Stage *stage, CmdId id)
{
    Answers *self = (Answers *)screen;

    switch ((int)id) {
    case CMD_DIALOG_OK:
        answer(self, stage, self->focus, false);
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
        answer(self, stage, 0, true);
        return true;
    }
    return false;
}

static void answers_free(Screen *screen)
{
    asked_free((Asked *)screen);
    free(screen);
}

static const ScreenOps answers_ops = {
    .name = "ask",
    .overlay = true,
    .draw = answers_draw,
    .scope = asked_scope,
    .typing = asked_typing,
    .text = answers_text,
    .command = answers_command,
    .help = asked_help,
    .free = answers_free,
};

Screen *answers_new(const Question *question)
{
    Answers *self = xcalloc(1, sizeof *self);

    asked_init(&self->asked, &answers_ops, question);
    while (self->n < MAX_ANSWERS && question->answers[self->n].key)
        self->n++;
    return &self->asked.screen;
}
