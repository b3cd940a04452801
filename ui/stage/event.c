/* What an event comes to: text, a command, a key. */
#include "config.h"

#include "app/move.h"
#include "base/i18n.h"
#include "base/text/text.h"
#include "ui/stage/inner.h"
#include "ui/stage/keep.h"
#include "ui/stage/lock.h"
#include "ui/stage/message.h"

static void go_back(Stage *stage, Screen *top)
{
    if (stage->n > 1 && stage_may_leave(stage, top))
        stage_pop(stage);
}

/* What the stage itself does when the screen did not. */
static bool own_command(Stage *stage, Screen *top, CmdId id)
{
    switch ((int)id) {
    case CMD_HELP:
        stage_push(stage, stage->screens[SCREEN_HELP].make(stage));
        return true;
    case CMD_LOCK:
        /* Who locks leaves the field: it is stored; what is refused waits under the lock. */
        lock_cover(stage, true);
        return true;
    case CMD_REDRAW:
        stage->redraw = true;
        return true;
    case CMD_PINYIN:
        typing_switch(stage);
        return true;
    case CMD_COMMANDS:
        bar_open(stage);
        return true;
    case CMD_BACK:
        go_back(stage, top);
        return true;
    case CMD_QUIT:
        stage_quit(stage);
        return true;
    }
    return false;
}

static void refuse(Stage *stage, Screen *top, CmdId id, int key)
{
    Buf name = BUF_INIT;

    if (id == CMD_BACK) { /* nobody should fall out of the program by one Esc too many */
        keymap_keys(stage->keymap, CMD_QUIT, !stage_plain(stage), false, &name);
        /* TRANSLATORS: %s is a key. */
        stage_say(stage, MSG_NOTE, _("There is nothing to go back to; %s leaves the program"),
                  name.data);
        buf_free(&name);
        return;
    }
    Verb right = cmd_right(id);
    Err err = {0};
    if (right != VERB_COUNT && stage->session && session_user(stage->session) &&
        !app_may_ever(stage->session, right, &err)) {
        stage_say_err(stage, &err);
        return;
    }
    if (top->ops->refused) {
        top->ops->refused(top, stage, id);
        if (stage->message.text.len)
            return;
    }
    key_label(key, &name);
    /* TRANSLATORS: a key, and what it would do: "s: Submit is not possible here now". */
    stage_say(stage, MSG_WARN, _("%s: “%s” is not possible here now"), name.data,
              _(cmd_info(id)->bar));
    buf_free(&name);
}

static void say_unused(Stage *stage, int key)
{
    bool bar = cmd_scope_has_bar(stage_scope(stage));
    Buf name = BUF_INIT, more = BUF_INIT;

    key_label(key, &name);
    keymap_keys(stage->keymap, bar ? CMD_COMMANDS : CMD_HELP, !stage_plain(stage), false,
                &more);
    if (bar && key_printable(key))
        /* TRANSLATORS: a sign that was typed, a key. */
        stage_say(stage, MSG_NOTE, _("%s: nothing is typed here; %s shows the commands"),
                  name.data, more.data);
    else if (bar)
        /* TRANSLATORS: two keys. */
        stage_say(stage, MSG_NOTE, _("%s: not used here; %s shows the commands"), name.data,
                  more.data);
    else
        /* TRANSLATORS: two keys. */
        stage_say(stage, MSG_NOTE, _("%s: not used here, %s for keys"), name.data, more.data);
    buf_free(&name);
    buf_free(&more);
}

/* False: the screen and the stage have nothing to do there. */
static bool run_command(Stage *stage, Screen *top, CmdId id, int key)
{
    if (!cmd_works(id, stage_state(stage))) {
        refuse(stage, top, id, key);
        return true;
    }
    return (top->ops->command && top->ops->command(top, stage, id)) ||
           own_command(stage, top, id);
}

void event_command(Stage *stage, CmdId id, int key)
{
    Screen *top = stage_top(stage);

    if (!run_command(stage, top, id, key) && !stage->message.text.len)
        say_unused(stage, key);
}

/* A list over a screen whose commands Esc shows. */
static bool list_over_bar(const Stage *stage)
{
    const Screen *below = stage->n > 1 ? stage->stack[stage->n - 2] : NULL;

    return below && stage_scope(stage) == SC_CHOICE && below->ops->scope &&
           cmd_scope_has_bar(below->ops->scope(below));
}

/* Esc closes the list and no more: who follows its hint types on, and would not have that run a
 * command. A letter with Alt may be that Esc and the letter after it, so it closes the list as
 * well and is neither text nor a command. False: it was another key. */
static bool leave_list(Stage *stage, int key)
{
    Buf name = BUF_INIT;

    if (!(key & K_ALT) || !key_printable(key & ~K_ALT) || !list_over_bar(stage))
        return false;
    event_command(stage, CMD_BACK, K_ESC);
    key_label(key, &name);
    /* TRANSLATORS: %s is a key with a letter. */
    stage_say(stage, MSG_NOTE, _("%s closed the list and did nothing else; press it again"),
              name.data);
    buf_free(&name);
    return true;
}

void event_key(Stage *stage, int key)
{
    Screen *top = stage_top(stage);

    if (top && bar_is_open(stage)) {
        bar_key(stage, key);
        return;
    }
    if (!top || typing_key(stage, key) || leave_list(stage, key))
        return;
    CmdId id = keymap_command(stage->keymap, stage_scope(stage), key, stage_typing(stage));
    if (id != CMD_NONE) {
        const CmdInfo *info = cmd_info(id);
        if (run_command(stage, top, id, key))
            return;
        if (info->scope == SC_LIST || info->scope == SC_TEXT)
            key = cmd_first_key(id);
    }
    if (top->ops->key && top->ops->key(top, stage, key))
        return;
    if (!stage->message.text.len)
        say_unused(stage, key);
}

/* A letter is a command while they are open; what no key of a keyboard gives can only be meant
 * for the field. */
static bool is_for_bar(Stage *stage, uint32_t rune)
{
    enum { ASCII_END = 0x7F };

    if (bar_is_open(stage) && rune >= ASCII_END)
        bar_close(stage);
    return bar_is_open(stage);
}

/* A run of characters: as long as nothing is typed into, each is a key; the first that opens a
 * text hands it the rest. */
static void dispatch_text(Stage *stage, const char *text, size_t len)
{
    for (size_t at = 0; at < len && !stage->quitting;) {
        Screen *top = stage_top(stage);
        size_t bytes;
        if (!top)
            return;
        uint32_t rune = text_rune(text + at, &bytes);
        if (!is_for_bar(stage, rune) && stage_typing(stage)) {
            typing_text(stage, text + at, len - at);
            return;
        }
        at += bytes;
        event_key(stage, (int)rune);
        stage_settle(stage);
    }
}

static void dispatch_paste(Stage *stage, const Event *event)
{
    Screen *top = stage_top(stage);

    if (!top)
        return;
    typing_settle(stage);
    bar_close(stage);
    if (event->cut)
        stage_say(stage, MSG_WARN, _("Nothing was pasted: it was longer than 1 MiB"));
    else if (stage_typing(stage))
        top->ops->text(top, stage, event->text, event->len, true);
    else if (!top->ops->paste || !top->ops->paste(top, stage, event->text, event->len))
        stage_say(stage, MSG_WARN,
                  _("Nothing is being typed here, so what was pasted was not taken"));
}

/* The terminal went away in the middle of a word: nobody left the field, so what was typed
 * stays what it is, a draft. */
static void hang_up(Stage *stage)
{
    typing_end(stage);
    stage_keep_now(stage);
    stage->quitting = true;
}

static void tick(Stage *stage)
{
    Screen *top = stage_top(stage);

    if (top && top->ops->tick)
        top->ops->tick(top, stage);
    lock_leave(stage);
    if (stage->session && !session_suspended(stage->session) && !stage_locked(stage) &&
        (session_follow_day(stage->session) ||
         session_changed(stage->session, &stage->store_stamp))) {
        message_follow(stage);
        stage->needs_shown = true;
    }
}

void stage_went_on(Stage *stage, bool on)
{
    stage->went_on = on;
    stage->went_on_at = stage->now;
}

bool stage_by_habit(const Stage *stage)
{
    return stage->habit;
}

static void dispatch(Stage *stage, const Event *event)
{
    bool went_on = stage->went_on && event->at - stage->went_on_at < STAGE_WENT_ON_MS;

    stage->now = event->at;
    stage->habit = went_on;
    if (event->kind == EV_KEY || event->kind == EV_TEXT || event->kind == EV_PASTE)
        stage->went_on = false;
    switch (event->kind) {
    case EV_NONE:
        break;
    case EV_RESIZE:
        frame_resize(stage->frame, event->rows, event->cols);
        break;
    case EV_TICK:
        tick(stage);
        break;
    case EV_HANGUP:
        hang_up(stage);
        break;
    case EV_REFUSED:
        stage_say(stage, MSG_WARN,
                  _("This terminal's locale is not UTF-8: only ASCII can be typed"));
        break;
    case EV_NO_ESC:
        bar_close(stage);
        break;
    case EV_KEY:
    case EV_TEXT:
    case EV_PASTE:
        if (stage_too_small(stage)) /* nothing is done blindly */
            break;
        if (went_on && event->kind == EV_KEY && event->key == K_ENTER)
            break;
        buf_clear(&stage->message.text);
        if (event->kind == EV_TEXT)
            dispatch_text(stage, event->text, event->len);
        else if (event->kind == EV_PASTE)
            dispatch_paste(stage, event);
        else
            event_key(stage, event->key);
        break;
    }
}

/* True: nothing is left of the text. */
static bool drop_pieces(Stage *stage, Event *event)
{
    size_t bytes = pieces_text(stage, event);

    event->text += bytes;
    event->len -= bytes;
    return bytes && !event->len;
}

void stage_event(Stage *stage, const Event *event)
{
    Event as_text = *event;
    Buf text = BUF_INIT;

    if (event->kind == EV_KEY && key_printable(event->key)) {
        buf_add_rune(&text, (unsigned)event->key);
        as_text.kind = EV_TEXT;
        as_text.text = text.data;
        as_text.len = text.len;
    }
    stage->depth++;
    if (as_text.kind != EV_TEXT || !drop_pieces(stage, &as_text))
        dispatch(stage, &as_text);
    if (as_text.kind == EV_KEY)
        stage->pieces = false;
    stage->depth--;
    stage_settle(stage);
    if (event->kind == EV_KEY || event->kind == EV_TEXT || event->kind == EV_PASTE)
        keep_note(stage);
    buf_free(&text);
}
