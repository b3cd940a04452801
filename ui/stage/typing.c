/* What is typed on its way into the screen on top: through the pinyin entry. */
#include "config.h"

#include "ui/stage/inner.h"
#include "ui/stage/message.h"

PinyinPlace typing_place(Stage *stage)
{
    Screen *top = stage_top(stage);
    bool asked = top && stage_typing(stage) && top->ops->typed;

    return (PinyinPlace){.of = top,
                         .kind = asked ? top->ops->typed(top, stage) : TYPED_PLAIN,
                         .cols = frame_cols(stage->frame)};
}

/* Gives the text to the screen, and frees it. */
static void put(Stage *stage, Buf *text)
{
    Screen *top = stage_top(stage);

    if (text->len && stage_typing(stage))
        top->ops->text(top, stage, text->data, text->len, false);
    buf_free(text);
}

void typing_text(Stage *stage, const char *text, size_t len)
{
    Screen *top = stage_top(stage);
    Buf out = BUF_INIT;

    if (pinyin_text(stage->pinyin, typing_place(stage), text, len, &out))
        put(stage, &out);
    else
        top->ops->text(top, stage, text, len, false);
}

bool typing_key(Stage *stage, int key)
{
    CmdId id = keymap_command(stage->keymap, stage_scope(stage), key, true);
    Buf out = BUF_INIT;
    bool taken = pinyin_key(stage->pinyin, typing_place(stage), key, id, &out);

    put(stage, &out);
    return taken;
}

void typing_switch(Stage *stage)
{
    const char *word;
    Err err = {0};

    if (pinyin_switch(stage->pinyin, typing_place(stage), &word, &err))
        stage_say(stage, MSG_NOTE, "%s", word);
    else
        stage_say_err(stage, &err);
}

void typing_leave(Stage *stage)
{
    Buf out = BUF_INIT;

    pinyin_leave(stage->pinyin, typing_place(stage), &out);
    put(stage, &out);
}

void typing_settle(Stage *stage)
{
    Buf out = BUF_INIT;

    pinyin_settle(stage->pinyin, typing_place(stage), &out);
    put(stage, &out);
}

void typing_end(Stage *stage)
{
    Err err = {0};

    typing_leave(stage);
    if (!pinyin_end(stage->pinyin, &err))
        stage_say_err(stage, &err);
}
