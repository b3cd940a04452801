/* What all questions have in common. */
#include "config.h"

#include "ui/ask/asked.h"

#include <stdlib.h>
#include <string.h>

#include "app/session.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/text/text.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"

void asked_init(Asked *asked, const ScreenOps *ops, const Question *question)
{
    Question *own = &asked->question;

    asked->screen.ops = ops;
    asked->arena = arena_new();
    *own = *question;
    own->title = arena_dup(asked->arena, own->title ? own->title : "");
    own->text = arena_dup(asked->arena, own->text ? own->text : "");
    for (size_t i = 0; i < MAX_ANSWERS && own->answers[i].key; i++)
        own->answers[i].label = arena_dup(asked->arena, own->answers[i].label);
    if (own->kept_as)
        own->kept_as = arena_dup(asked->arena, own->kept_as);
    own->initial = NULL; /* who begins with it has a copy */
}

void asked_free(Asked *asked)
{
    arena_free(asked->arena);
}

void asked_reply(Asked *asked, Stage *stage, const Reply *reply)
{
    if (asked->question.done)
        asked->question.done(stage, asked->question.ctx, reply);
}

CmdScope asked_scope(const Screen *screen UNUSED)
{
    return SC_DIALOG;
}

bool asked_typing(const Screen *screen UNUSED)
{
    return true;
}

void asked_help(Screen *screen, Stage *stage UNUSED, Buf *out)
{
    buf_add(out, ((Asked *)screen)->question.text);
}

Rect asked_draw(const Asked *asked, Frame *frame, int rows)
{
    const char *text = asked->question.text;
    int cols = frame_cols(frame) - BOX_EDGES, high = frame_rows(frame) - BOX_EDGES;
    TextLine *lines = NULL;

    cols = cols < BOX_COLS ? cols : BOX_COLS;
    int n = (int)text_wrap(text, cols - BOX_EDGES, &lines), wanted = n + 1 + rows + 2;
    high = wanted < high ? wanted : high;
    Rect box = {(frame_rows(frame) - high) / 2, (frame_cols(frame) - cols) / 2, high, cols};
    Rect below = {box.row + high - 1 - rows, box.col + 2, rows, cols - BOX_EDGES};

    frame_box(frame, box, asked->question.title);
    for (int i = 0; i < n && box.row + 1 + i < below.row - 1; i++) {
        Buf line = BUF_INIT;
        buf_add_bytes(&line, text + lines[i].from, lines[i].to - lines[i].from);
        frame_put(frame, box.row + 1 + i, below.col, below.cols, ST_TEXT, line.data);
        buf_free(&line);
    }
    free(lines);
    return below;
}

/* ---- what is kept ---- */

void kept_init(Kept *kept, const Asked *asked)
{
    const Question *question = &asked->question;

    *kept = (Kept){.key = {question->case_id, question->kept_as, question->kept_row, ""}};
    buf_init(&kept->text);
}

void kept_free(Kept *kept)
{
    buf_free(&kept->text);
}

void kept_resume(Kept *kept, Stage *stage, LineEdit *edit)
{
    Arena *arena = arena_new();
    Draft *drafts = NULL;
    size_t n = 0;
    Err err = {0};

    if (kept->key.place &&
        !app_drafts(stage_session(stage), kept->key.case_id, arena, &drafts, &n, &err))
        stage_say_err(stage, &err);
    for (size_t i = 0; i < n; i++) {
        if (!draft_key_equal(&drafts[i].key, &kept->key))
            continue;
        lineedit_resume(edit, drafts[i].text, drafts[i].caret);
        buf_add(&kept->text, drafts[i].text);
        kept->caret = drafts[i].caret;
        stage_say(stage, MSG_NOTE, _("Here is what you had typed before"));
    }
    arena_free(arena);
}

bool kept_drop(const Kept *kept, Stage *stage, Err *err)
{
    return app_draft_drop(stage_session(stage), &kept->key, err);
}

bool kept_write(Kept *kept, Stage *stage, const LineEdit *edit, Err *err)
{
    const Draft draft = {.key = kept->key, .text = edit->text.data, .caret = edit->caret};

    if (!kept->key.place || (strcmp(kept->text.data, draft.text) == 0 &&
                             (!draft.text[0] || kept->caret == draft.caret)))
        return true;
    bool done = draft.text[0] ? app_draft_put(stage_session(stage), &draft, err)
                              : kept_drop(kept, stage, err);
    if (done) {
        buf_clear(&kept->text);
        buf_add(&kept->text, draft.text);
        kept->caret = draft.caret;
    }
    return done;
}
