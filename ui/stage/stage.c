#include "config.h"

#include "ui/stage/stage.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "ui/stage/inner.h"

Stage *stage_new(Session *session, int rows, int cols, FrameSigns signs)
{
    Stage *stage = xcalloc(1, sizeof *stage);

    stage->session = session;
    stage->keymap = keymap_new();
    stage->frame = frame_new(rows, cols, signs);
    stage->signs = signs;
    stage->busy_since = -1;
    buf_init(&stage->message);
    buf_init(&stage->place);
    stage->pinyin = pinyin_entry_new();
    if (session)
        store_changed(session_store(session), &stage->store_stamp);
    return stage;
}

static void bury(Stage *stage)
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
    bury(stage);
    free(stage->stack);
    free(stage->dead);
    keymap_free(stage->keymap);
    frame_free(stage->frame);
    buf_free(&stage->message);
    buf_free(&stage->place);
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

/* Nobody is there any more, and no screen that has something of a case: now the store is
 * closed, and what is still in memory is wiped. */
static void leave_store(Stage *stage)
{
    stage->leaving = false;
    pinyin_entry_free(stage->pinyin);
    stage->pinyin = pinyin_entry_new();
    buf_free(&stage->place);
    stage->place_known = stage->unkept = false;
    frame_forget(stage->frame);
    session_suspend(stage->session);
    mem_wipe_stack();
    stage->wipe = true;
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
    bury(stage);
    if (stage->leaving)
        leave_store(stage);
}

void stage_push(Stage *stage, Screen *screen)
{
    assert(screen && screen->ops);
    stack_add(&stage->stack, &stage->n, &stage->cap, screen);
}

static void take_off(Stage *stage)
{
    stack_add(&stage->dead, &stage->n_dead, &stage->cap_dead, stage->stack[--stage->n]);
}

void stage_pop(Stage *stage)
{
    if (!stage->n)
        return;
    take_off(stage);
    stage->needs_shown = true;
    stage_settle(stage);
}

void stage_replace(Stage *stage, Screen *screen)
{
    if (stage->n)
        take_off(stage);
    stage_push(stage, screen);
    stage_settle(stage);
}

void stage_pop_to(Stage *stage, const char *name)
{
    size_t keep = stage->n;

    while (keep > 0 && strcmp(stage->stack[keep - 1]->ops->name, name) != 0)
        keep--;
    if (!keep || keep == stage->n)
        return;
    while (stage->n > keep)
        take_off(stage);
    stage->needs_shown = true;
    stage_settle(stage);
}

static bool may_leave(Stage *stage, Screen *screen)
{
    return !screen->ops->may_leave || screen->ops->may_leave(screen, stage);
}

void stage_quit(Stage *stage)
{
    for (size_t i = stage->n; i > 0; i--)
        if (!may_leave(stage, stage->stack[i - 1]))
            return;
    stage_keep_now(stage);
    stage->quitting = true;
}

bool stage_quitting(const Stage *stage)
{
    return stage->quitting;
}

static const char lock_name[] = "lock";

bool stage_locked(const Stage *stage)
{
    for (size_t i = 0; i < stage->n; i++)
        if (strcmp(stage->stack[i]->ops->name, lock_name) == 0)
            return true;
    return false;
}

/* Writes what is typed below the lock screen; false when that cannot be at this moment. Nothing
 * is waited for, and the message line belongs to whoever stands at the lock. */
static bool put_away(Stage *stage)
{
    Store *store = session_store(stage->session);
    Screen *locked = stage->stack[--stage->n]; /* a question that is asked now comes under it */
    MessageKind kind = stage->kind;
    Buf message = stage->message;

    buf_init(&stage->message);
    bool waits = store_wait_limit(store, false);
    for (size_t i = stage->n; i > 0 && stage->lock_stores; i--)
        may_leave(stage, stage->stack[i - 1]);
    bool done = keep_all(stage);
    store_wait_limit(store, waits);
    stage->unkept = false;
    stage_push(stage, locked);
    buf_free(&stage->message);
    stage->message = message;
    stage->kind = kind;
    return done;
}

/* Once all is written, nothing stays of what was on the screens before. */
static void leave_under_lock(Stage *stage)
{
    if (!stage_locked(stage) || stage->n == 1 || !put_away(stage))
        return;
    Screen *locked = stage->stack[--stage->n];
    while (stage->n)
        take_off(stage);
    stage_push(stage, locked);
    stage->leaving = true;
}

/* From the lock somebody else signs a person out: what that one typed stays a draft of
 * theirs. */
void stage_sign_out(Stage *stage)
{
    for (size_t i = stage->n; i > 0 && !stage_locked(stage); i--)
        if (!may_leave(stage, stage->stack[i - 1]))
            return;
    if (stage_locked(stage) && stage->n > 1 && !put_away(stage)) {
        stage_say(
            stage, MSG_WARN,
            _("What was typed here cannot be kept at this moment. Try again in a while."));
        return;
    }
    pinyin_end(stage);
    stage_keep_now(stage);
    while (stage->n)
        take_off(stage);
    buf_free(&stage->message);
    session_sign_out(stage->session);
    stage->way = (StageWay){0};
    stage->leaving = true;
    stage_push(stage, signin_screen_new(stage));
    stage_settle(stage);
}

/* Screens that show nothing of a case and that no LastPlace tells of. */
static const struct {
    const char *name;
    Screen *(*make)(Stage *stage);
} way_screens[] = {{"people", people_screen_new}, {"batches", batches_screen_new}};

static Screen *make_help(Stage *stage)
{
    return help_screen_new(stage, NULL);
}

/* Where the person is, as far as stage_continue does not find it in the store. */
static void note_way(Stage *stage)
{
    stage->way = (StageWay){.tab = -1};
    for (size_t i = 0; i < stage->n; i++) {
        const char *name = stage->stack[i]->ops->name;
        queue_screen_way(stage->stack[i], &stage->way);
        stage->way.help = strcmp(name, "help") == 0;
        for (size_t k = 0; k < COUNT_OF(way_screens); k++)
            if (strcmp(name, way_screens[k].name) == 0)
                stage->way.make = way_screens[k].make;
    }
}

void stage_come_back(Stage *stage)
{
    StageWay way = stage->way;

    if (stage->n > 1) { /* what was typed could not be written, so it is still there */
        stage_pop(stage);
        return;
    }
    stage_replace(stage, queue_screen_new(stage));
    queue_screen_go(stage_top(stage), stage, &way);
    stage_continue(stage);
    if (way.make)
        stage_push(stage, way.make(stage));
    if (way.help)
        stage_push(stage, make_help(stage));
    stage_settle(stage);
}

/* Whoever looks at the screen sees the lock before anything is written, which may take its
 * time. */
static void lock(Stage *stage, bool stores)
{
    if (!stage->session || !session_user(stage->session) || stage_locked(stage))
        return;
    pinyin_leave(stage);
    note_way(stage);
    buf_free(&stage->message);
    stage->lock_stores = stores;
    stage->unkept = false; /* each tick sees to it from here */
    stage->busy_since = -1;
    stage_push(stage, lock_screen_new(stage));
    stage_draw(stage);
    if (stage->host.paint)
        stage->host.paint(stage->host.ctx, stage->frame);
    leave_under_lock(stage);
    stage_settle(stage);
}

void stage_lock(Stage *stage)
{
    lock(stage, false);
}

bool stage_take_wipe(Stage *stage)
{
    bool wipe = stage->wipe;

    stage->wipe = false;
    return wipe;
}

bool stage_take_redraw(Stage *stage)
{
    bool redraw = stage->redraw;

    stage->redraw = false;
    return redraw;
}

unsigned stage_state(Stage *stage)
{
    Screen *top = stage_top(stage);
    unsigned state = top && top->ops->state ? top->ops->state(top, stage) : 0;

    if (stage->session && session_user(stage->session) && !stage_locked(stage))
        state |= NEED_USER;
    if (stage->n > 1)
        state |= NEED_BACK;
    if (stage_scope(stage) != SC_HELP)
        state |= NEED_HELP;
    if (pinyin_possible(stage))
        state |= NEED_PINYIN;
    return state;
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

bool stage_too_small(const Stage *stage)
{
    return frame_rows(stage->frame) < MIN_ROWS || frame_cols(stage->frame) < MIN_COLS;
}

void stage_say(Stage *stage, MessageKind kind, const char *fmt, ...)
{
    va_list args;

    stage->kind = kind;
    buf_clear(&stage->message);
    va_start(args, fmt);
    buf_vaddf(&stage->message, fmt, args);
    va_end(args);
}

void stage_say_err(Stage *stage, const Err *err)
{
    stage_say(stage, err->kind == ERR_CANCELLED ? MSG_NOTE : MSG_ERROR, "%s", err->text);
}

static void open_help(Stage *stage, Screen *top)
{
    Buf about = BUF_INIT;

    if (top->ops->help)
        top->ops->help(top, stage, &about);
    stage_push(stage, help_screen_new(stage, about.len ? about.data : NULL));
    buf_free(&about);
}

static void go_back(Stage *stage, Screen *top)
{
    if (stage->n > 1 && may_leave(stage, top))
        stage_pop(stage);
}

/* What the stage itself does when the screen did not. */
static bool own_command(Stage *stage, Screen *top, CmdId id)
{
    switch ((int)id) {
    case CMD_HELP:
        open_help(stage, top);
        return true;
    case CMD_LOCK:
        /* Who locks leaves the field: it is stored; what is refused waits under the lock. */
        lock(stage, true);
        return true;
    case CMD_REDRAW:
        stage->redraw = true;
        return true;
    case CMD_PINYIN:
        pinyin_switch(stage);
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
        keymap_keys(stage->keymap, CMD_QUIT, stage_typing(stage), false, &name);
        /* TRANSLATORS: %s is a key. */
        stage_say(stage, MSG_NOTE, _("There is nothing to go back to; %s leaves the program."),
                  name.data);
        buf_free(&name);
        return;
    }
    if (top->ops->refused) {
        top->ops->refused(top, stage, id);
        if (stage->message.len)
            return;
    }
    key_name(key, &name);
    /* TRANSLATORS: a key, and what it would do: "s: Submit is not possible here now". */
    stage_say(stage, MSG_WARN, _("%s: \"%s\" is not possible here now"), name.data,
              _(cmd_info(id)->bar));
    buf_free(&name);
}

static void say_unused(Stage *stage, int key)
{
    Buf name = BUF_INIT;

    key_name(key, &name);
    /* TRANSLATORS: the first %s is a key. */
    stage_say(stage, MSG_NOTE,
              stage_typing(stage) ? _("%s: not used here, F1 for keys")
                                  : _("%s: not used here, ? for keys"),
              name.data);
    buf_free(&name);
}

static void dispatch_key(Stage *stage, int key)
{
    Screen *top = stage_top(stage);

    if (!top || pinyin_key(stage, key))
        return;
    CmdId id = keymap_command(stage->keymap, stage_scope(stage), key, stage_typing(stage));
    if (id != CMD_NONE) {
        const CmdInfo *info = cmd_info(id);
        if (info->needs & ~stage_state(stage)) {
            refuse(stage, top, id, key);
            return;
        }
        if ((top->ops->command && top->ops->command(top, stage, id)) ||
            own_command(stage, top, id))
            return;
        if (info->scope == SC_LIST || info->scope == SC_TEXT)
            key = cmd_first_key(id);
    }
    if (top->ops->key && top->ops->key(top, stage, key))
        return;
    if (!stage->message.len)
        say_unused(stage, key);
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
        if (stage_typing(stage)) {
            if (!pinyin_text(stage, text + at, len - at))
                top->ops->text(top, stage, text + at, len - at, false);
            return;
        }
        uint32_t rune = text_rune(text + at, &bytes);
        at += bytes;
        dispatch_key(stage, (int)rune);
        stage_settle(stage);
    }
}

static void dispatch_paste(Stage *stage, const Event *event)
{
    Screen *top = stage_top(stage);

    if (!top)
        return;
    pinyin_settle(stage);
    if (event->cut)
        stage_say(stage, MSG_WARN, _("Nothing was pasted: it was longer than 1 MiB"));
    else if (stage_typing(stage))
        top->ops->text(top, stage, event->text, event->len, true);
    else if (!top->ops->paste || !top->ops->paste(top, stage, event->text, event->len))
        stage_say(stage, MSG_WARN,
                  _("Nothing is being typed here, so what was pasted was not taken."));
}

/* The terminal went away in the middle of a word: nobody left the field, so what was typed
 * stays what it is, a draft. */
static void hang_up(Stage *stage)
{
    pinyin_end(stage);
    stage_keep_now(stage);
    stage->quitting = true;
}

static void tick(Stage *stage)
{
    Screen *top = stage_top(stage);

    if (top && top->ops->tick)
        top->ops->tick(top, stage);
    leave_under_lock(stage);
    if (stage->session && session_store(stage->session) && !stage_locked(stage) &&
        (session_follow_day(stage->session) ||
         store_changed(session_store(stage->session), &stage->store_stamp)))
        stage->needs_shown = true;
}

void stage_went_on(Stage *stage, bool on)
{
    stage->went_on = on;
}

static void dispatch(Stage *stage, const Event *event)
{
    bool went_on = stage->went_on;

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
                  _("This terminal's locale is not UTF-8: only ASCII can be typed."));
        break;
    case EV_KEY:
    case EV_TEXT:
    case EV_PASTE:
        if (stage_too_small(stage)) /* nothing is done blindly */
            break;
        if (went_on && event->kind == EV_KEY && event->key == K_ENTER)
            break;
        buf_clear(&stage->message);
        if (event->kind == EV_TEXT)
            dispatch_text(stage, event->text, event->len);
        else if (event->kind == EV_PASTE)
            dispatch_paste(stage, event);
        else
            dispatch_key(stage, event->key);
        break;
    }
}

void stage_event(Stage *stage, const Event *event)
{
    Event as_text = *event;
    Buf text = BUF_INIT;

    if (event->kind == EV_KEY && key_printable(event->key)) {
        buf_add_rune(&text, (unsigned)event->key);
        as_text = (Event){.kind = EV_TEXT, .text = text.data, .len = text.len};
    }
    stage->depth++;
    dispatch(stage, &as_text);
    stage->depth--;
    stage_settle(stage);
    if (event->kind == EV_KEY || event->kind == EV_TEXT || event->kind == EV_PASTE)
        keep_note(stage);
    buf_free(&text);
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
    chrome_draw_message(stage, stage->frame);
    pinyin_draw(stage, stage->frame);
    return stage->frame;
}

void stage_set_host(Stage *stage, const StageHost *host)
{
    stage->host = *host;
    work_listen(stage);
}
