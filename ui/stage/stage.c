/* The stack of screens, and what holds for the one on top. */
#include "config.h"

#include "ui/stage/stage.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "app/move.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "ui/stage/inner.h"
#include "ui/stage/keep.h"
#include "ui/stage/lock.h"

Stage *stage_new(Session *session, const ScreenKind *screens, int rows, int cols,
                 FrameSigns signs)
{
    Stage *stage = xcalloc(1, sizeof *stage);

    stage->session = session;
    stage->screens = screens;
    stage->keymap = keymap_new();
    stage->frame = frame_new(rows, cols, signs);
    stage->busy_since = -1;
    buf_init(&stage->message.text);
    buf_init(&stage->place);
    buf_init(&stage->place_screen);
    stage->pinyin = pinyin_entry_new(session, signs);
    if (session)
        session_changed(session, &stage->store_stamp);
    return stage;
}

static void free_dead(Stage *stage)
{
    while (stage->n_dead) {
        Screen *screen = stage->dead[--stage->n_dead];
        if (screen->ops->free)
            screen->ops->free(screen);
    }
}

void stage_free(Stage *stage)
{
    if (!stage)
        return;
    while (stage->n) {
        Screen *screen = stage->stack[--stage->n];
        if (screen->ops->free)
            screen->ops->free(screen);
    }
    free_dead(stage);
    free(stage->stack);
    free(stage->dead);
    keymap_free(stage->keymap);
    frame_free(stage->frame);
    buf_free(&stage->message.text);
    buf_free(&stage->place);
    buf_free(&stage->place_screen);
    pinyin_entry_free(stage->pinyin);
    free(stage);
}

Session *stage_session(Stage *stage)
{
    return stage->session;
}

Keymap *stage_keymap(Stage *stage)
{
    return stage->keymap;
}

const ScreenKind *stage_screen_named(const Stage *stage, const char *name, size_t len)
{
    for (const ScreenKind *kind = stage->screens; kind && kind->name; kind++)
        if (strncmp(kind->name, name, len) == 0 && !kind->name[len])
            return kind;
    return NULL;
}

const ScreenKind *stage_screen_of(const Stage *stage, const Screen *screen)
{
    return stage_screen_named(stage, screen->ops->name, strlen(screen->ops->name));
}

Screen *stage_open(Stage *stage, const char *name, int64_t case_id)
{
    const ScreenKind *kind = stage_screen_named(stage, name, strlen(name));

    assert(kind && kind->open);
    return kind->open(stage, case_id);
}

Screen *stage_top(Stage *stage)
{
    return stage->n ? stage->stack[stage->n - 1] : NULL;
}

static void stack_add(Screen ***stack, size_t *n, size_t *cap, Screen *screen)
{
    if (*n == *cap) {
        *cap = *cap ? *cap * 2 : 8;
        *stack = xreallocarray(*stack, *cap, sizeof **stack);
    }
    (*stack)[(*n)++] = screen;
}

void stage_settle(Stage *stage)
{
    if (stage->depth > 0)
        return;
    stage->depth++; /* shown() may itself change the stack */
    while (stage->needs_shown) {
        Screen *top = stage_top(stage);
        stage->needs_shown = false;
        if (top && top->ops->shown)
            top->ops->shown(top, stage);
    }
    stage->depth--;
    free_dead(stage);
    if (stage->leaving)
        lock_leave_store(stage);
}

void stage_show_again(Stage *stage)
{
    stage->needs_shown = true;
}

void stage_push(Stage *stage, Screen *screen)
{
    assert(screen && screen->ops);
    bar_close(stage);
    stack_add(&stage->stack, &stage->n, &stage->cap, screen);
}

void stage_take_off(Stage *stage)
{
    bar_close(stage);
    stack_add(&stage->dead, &stage->n_dead, &stage->cap_dead, stage->stack[--stage->n]);
}

void stage_pop(Stage *stage)
{
    if (!stage->n)
        return;
    stage_take_off(stage);
    stage->needs_shown = true;
    stage_settle(stage);
}

void stage_replace(Stage *stage, Screen *screen)
{
    if (stage->n)
        stage_take_off(stage);
    stage_push(stage, screen);
    stage_settle(stage);
}

bool stage_may_leave(Stage *stage, Screen *screen)
{
    return !screen->ops->may_leave || screen->ops->may_leave(screen, stage);
}

void stage_quit(Stage *stage)
{
    for (size_t i = stage->n; i > 0; i--)
        if (!stage_may_leave(stage, stage->stack[i - 1]))
            return;
    stage_keep_now(stage);
    stage->quitting = true;
}

bool stage_quitting(const Stage *stage)
{
    return stage->quitting;
}

bool stage_take_redraw(Stage *stage)
{
    bool redraw = stage->redraw;

    stage->redraw = false;
    return redraw;
}

CmdState stage_state(Stage *stage)
{
    Screen *top = stage_top(stage);
    unsigned state = top && top->ops->state ? top->ops->state(top, stage) : 0;
    uint64_t may = stage->session ? 0 : ~UINT64_C(0);

    if (stage->session && session_user(stage->session) && !stage_locked(stage))
        state |= NEED_USER;
    if (state & NEED_USER && stage->session && session_user(stage->session))
        may = app_rights(stage->session);
    if (stage->n > 1)
        state |= NEED_BACK;
    if (stage_scope(stage) != SC_HELP)
        state |= NEED_HELP;
    if (pinyin_possible(stage->pinyin, typing_place(stage)))
        state |= NEED_PINYIN;
    return (CmdState){state, may};
}

CmdScope stage_scope(const Stage *stage)
{
    const Screen *top = stage->n ? stage->stack[stage->n - 1] : NULL;

    return top && top->ops->scope ? top->ops->scope(top) : SC_GLOBAL;
}

bool stage_typing(const Stage *stage)
{
    const Screen *top = stage->n ? stage->stack[stage->n - 1] : NULL;

    return top && top->ops->typing && top->ops->text && top->ops->typing(top);
}

bool stage_plain(const Stage *stage)
{
    return !stage_typing(stage) && !cmd_scope_has_bar(stage_scope(stage));
}

bool stage_too_small(const Stage *stage)
{
    return frame_rows(stage->frame) < MIN_ROWS || frame_cols(stage->frame) < MIN_COLS;
}

const Frame *stage_draw(Stage *stage)
{
    frame_clear(stage->frame);
    if (stage_too_small(stage)) {
        chrome_draw_too_small(stage->frame);
        return stage->frame;
    }
    size_t from = stage->n;
    while (from > 0) {
        from--;
        if (!stage->stack[from]->ops->overlay)
            break;
    }
    for (size_t i = from; i < stage->n; i++)
        stage->stack[i]->ops->draw(stage->stack[i], stage, stage->frame);
    chrome_draw_keys(stage, stage->frame);
    message_draw(stage, stage->frame);
    if (bar_is_open(stage))
        bar_draw(stage, stage->frame);
    pinyin_draw(stage->pinyin, typing_place(stage), stage->frame);
    return stage->frame;
}
