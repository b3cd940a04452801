#include "config.h"

#include "ui/stage/app.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "ui/stage/app_state.h"

App *app_new(Session *session, int rows, int cols, FrameSigns signs)
{
    App *app = xcalloc(1, sizeof *app);

    app->session = session;
    app->keymap = keymap_new();
    app->frame = frame_new(rows, cols, signs);
    app->signs = signs;
    app->busy_since = -1;
    buf_init(&app->message);
    buf_init(&app->place);
    app->pinyin = pinyin_entry_new();
    if (session)
        store_changed(session_store(session), &app->store_stamp);
    return app;
}

static void bury(App *app)
{
    while (app->n_dead) {
        Screen *screen = app->dead[--app->n_dead];
        if (screen->ops->free)
            screen->ops->free(screen);
    }
}

void app_free(App *app)
{
    if (!app)
        return;
    while (app->n) {
        Screen *screen = app->stack[--app->n];
        if (screen->ops->free)
            screen->ops->free(screen);
    }
    bury(app);
    free(app->stack);
    free(app->dead);
    keymap_free(app->keymap);
    frame_free(app->frame);
    buf_free(&app->message);
    buf_free(&app->place);
    pinyin_entry_free(app->pinyin);
    free(app);
}

Session *app_session(App *app)
{
    return app->session;
}

Keymap *app_keymap(App *app)
{
    return app->keymap;
}

Screen *app_top(App *app)
{
    return app->n ? app->stack[app->n - 1] : NULL;
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
static void leave_store(App *app)
{
    app->leaving = false;
    pinyin_entry_free(app->pinyin);
    app->pinyin = pinyin_entry_new();
    buf_free(&app->place);
    app->place_known = app->unkept = false;
    frame_forget(app->frame);
    session_suspend(app->session);
    mem_wipe_stack();
    app->wipe = true;
}

void app_settle(App *app)
{
    if (app->depth > 0)
        return;
    app->depth++; /* shown() may itself change the stack */
    while (app->needs_shown) {
        Screen *top = app_top(app);
        app->needs_shown = false;
        if (top && top->ops->shown)
            top->ops->shown(top, app);
    }
    app->depth--;
    bury(app);
    if (app->leaving)
        leave_store(app);
}

void app_push(App *app, Screen *screen)
{
    assert(screen && screen->ops);
    stack_add(&app->stack, &app->n, &app->cap, screen);
}

static void take_off(App *app)
{
    stack_add(&app->dead, &app->n_dead, &app->cap_dead, app->stack[--app->n]);
}

void app_pop(App *app)
{
    if (!app->n)
        return;
    take_off(app);
    app->needs_shown = true;
    app_settle(app);
}

void app_replace(App *app, Screen *screen)
{
    if (app->n)
        take_off(app);
    app_push(app, screen);
    app_settle(app);
}

void app_pop_to(App *app, const char *name)
{
    size_t keep = app->n;

    while (keep > 0 && strcmp(app->stack[keep - 1]->ops->name, name) != 0)
        keep--;
    if (!keep || keep == app->n)
        return;
    while (app->n > keep)
        take_off(app);
    app->needs_shown = true;
    app_settle(app);
}

static bool may_leave(App *app, Screen *screen)
{
    return !screen->ops->may_leave || screen->ops->may_leave(screen, app);
}

void app_quit(App *app)
{
    for (size_t i = app->n; i > 0; i--)
        if (!may_leave(app, app->stack[i - 1]))
            return;
    app_keep_now(app);
    app->quitting = true;
}

bool app_quitting(const App *app)
{
    return app->quitting;
}

static const char lock_name[] = "lock";

bool app_locked(const App *app)
{
    for (size_t i = 0; i < app->n; i++)
        if (strcmp(app->stack[i]->ops->name, lock_name) == 0)
            return true;
    return false;
}

/* Writes what is typed below the lock screen; false when that cannot be at this moment. Nothing
 * is waited for, and the message line belongs to whoever stands at the lock. */
static bool put_away(App *app)
{
    Store *store = session_store(app->session);
    Screen *locked = app->stack[--app->n]; /* a question that is asked now comes under it */
    MessageKind kind = app->kind;
    Buf message = app->message;

    buf_init(&app->message);
    bool waits = store_wait_limit(store, false);
    for (size_t i = app->n; i > 0 && app->lock_stores; i--)
        may_leave(app, app->stack[i - 1]);
    bool done = keep_all(app);
    store_wait_limit(store, waits);
    app->unkept = false;
    app_push(app, locked);
    buf_free(&app->message);
    app->message = message;
    app->kind = kind;
    return done;
}

/* Once all is written, nothing stays of what was on the screens before. */
static void leave_under_lock(App *app)
{
    if (!app_locked(app) || app->n == 1 || !put_away(app))
        return;
    Screen *locked = app->stack[--app->n];
    while (app->n)
        take_off(app);
    app_push(app, locked);
    app->leaving = true;
}

/* From the lock somebody else signs a person out: what that one typed stays a draft of
 * theirs. */
void app_sign_out(App *app)
{
    for (size_t i = app->n; i > 0 && !app_locked(app); i--)
        if (!may_leave(app, app->stack[i - 1]))
            return;
    if (app_locked(app) && app->n > 1 && !put_away(app)) {
        app_say(app, MSG_WARN,
                _("What was typed here cannot be kept at this moment. Try again in a while."));
        return;
    }
    pinyin_end(app);
    app_keep_now(app);
    while (app->n)
        take_off(app);
    buf_free(&app->message);
    session_sign_out(app->session);
    app->way = (AppWay){0};
    app->leaving = true;
    app_push(app, signin_screen_new(app));
    app_settle(app);
}

/* Screens that show nothing of a case and that no LastPlace tells of. */
static const struct {
    const char *name;
    Screen *(*make)(App *app);
} way_screens[] = {{"people", people_screen_new}, {"batches", batches_screen_new}};

static Screen *make_help(App *app)
{
    return help_screen_new(app, NULL);
}

/* Where the person is, as far as app_continue does not find it in the store. */
static void note_way(App *app)
{
    app->way = (AppWay){.tab = -1};
    for (size_t i = 0; i < app->n; i++) {
        const char *name = app->stack[i]->ops->name;
        queue_screen_way(app->stack[i], &app->way);
        app->way.help = strcmp(name, "help") == 0;
        for (size_t k = 0; k < COUNT_OF(way_screens); k++)
            if (strcmp(name, way_screens[k].name) == 0)
                app->way.make = way_screens[k].make;
    }
}

void app_come_back(App *app)
{
    AppWay way = app->way;

    if (app->n > 1) { /* what was typed could not be written, so it is still there */
        app_pop(app);
        return;
    }
    app_replace(app, queue_screen_new(app));
    queue_screen_go(app_top(app), app, &way);
    app_continue(app);
    if (way.make)
        app_push(app, way.make(app));
    if (way.help)
        app_push(app, make_help(app));
    app_settle(app);
}

/* Whoever looks at the screen sees the lock before anything is written, which may take its
 * time. */
static void lock(App *app, bool stores)
{
    if (!app->session || !session_user(app->session) || app_locked(app))
        return;
    pinyin_leave(app);
    note_way(app);
    buf_free(&app->message);
    app->lock_stores = stores;
    app->unkept = false; /* each tick sees to it from here */
    app->busy_since = -1;
    app_push(app, lock_screen_new(app));
    app_draw(app);
    if (app->host.paint)
        app->host.paint(app->host.ctx, app->frame);
    leave_under_lock(app);
    app_settle(app);
}

void app_lock(App *app)
{
    lock(app, false);
}

bool app_take_wipe(App *app)
{
    bool wipe = app->wipe;

    app->wipe = false;
    return wipe;
}

bool app_take_redraw(App *app)
{
    bool redraw = app->redraw;

    app->redraw = false;
    return redraw;
}

unsigned app_state(App *app)
{
    Screen *top = app_top(app);
    unsigned state = top && top->ops->state ? top->ops->state(top, app) : 0;

    if (app->session && session_user(app->session) && !app_locked(app))
        state |= NEED_USER;
    if (app->n > 1)
        state |= NEED_BACK;
    if (app_scope(app) != SC_HELP)
        state |= NEED_HELP;
    if (pinyin_possible(app))
        state |= NEED_PINYIN;
    return state;
}

CmdScope app_scope(const App *app)
{
    const Screen *top = app->n ? app->stack[app->n - 1] : NULL;

    return top && top->ops->scope ? top->ops->scope(top) : SC_GLOBAL;
}

bool app_typing(const App *app)
{
    const Screen *top = app->n ? app->stack[app->n - 1] : NULL;

    return top && top->ops->typing && top->ops->text && top->ops->typing(top);
}

bool app_too_small(const App *app)
{
    return frame_rows(app->frame) < MIN_ROWS || frame_cols(app->frame) < MIN_COLS;
}

void app_say(App *app, MessageKind kind, const char *fmt, ...)
{
    va_list args;

    app->kind = kind;
    buf_clear(&app->message);
    va_start(args, fmt);
    buf_vaddf(&app->message, fmt, args);
    va_end(args);
}

void app_say_err(App *app, const Err *err)
{
    app_say(app, err->kind == ERR_CANCELLED ? MSG_NOTE : MSG_ERROR, "%s", err->text);
}

static void open_help(App *app, Screen *top)
{
    Buf about = BUF_INIT;

    if (top->ops->help)
        top->ops->help(top, app, &about);
    app_push(app, help_screen_new(app, about.len ? about.data : NULL));
    buf_free(&about);
}

static void go_back(App *app, Screen *top)
{
    if (app->n > 1 && may_leave(app, top))
        app_pop(app);
}

/* What the app itself does when the screen did not. */
static bool own_command(App *app, Screen *top, CmdId id)
{
    switch ((int)id) {
    case CMD_HELP:
        open_help(app, top);
        return true;
    case CMD_LOCK:
        /* Who locks leaves the field: it is stored; what is refused waits under the lock. */
        lock(app, true);
        return true;
    case CMD_REDRAW:
        app->redraw = true;
        return true;
    case CMD_PINYIN:
        pinyin_switch(app);
        return true;
    case CMD_BACK:
        go_back(app, top);
        return true;
    case CMD_QUIT:
        app_quit(app);
        return true;
    }
    return false;
}

static void refuse(App *app, Screen *top, CmdId id, int key)
{
    Buf name = BUF_INIT;

    if (id == CMD_BACK) { /* nobody should fall out of the program by one Esc too many */
        keymap_keys(app->keymap, CMD_QUIT, app_typing(app), false, &name);
        /* TRANSLATORS: %s is a key. */
        app_say(app, MSG_NOTE, _("There is nothing to go back to; %s leaves the program."),
                name.data);
        buf_free(&name);
        return;
    }
    if (top->ops->refused) {
        top->ops->refused(top, app, id);
        if (app->message.len)
            return;
    }
    key_name(key, &name);
    /* TRANSLATORS: a key, and what it would do: "s: Submit is not possible here now". */
    app_say(app, MSG_WARN, _("%s: \"%s\" is not possible here now"), name.data,
            _(cmd_info(id)->bar));
    buf_free(&name);
}

static void say_unused(App *app, int key)
{
    Buf name = BUF_INIT;

    key_name(key, &name);
    /* TRANSLATORS: the first %s is a key. */
    app_say(app, MSG_NOTE,
            app_typing(app) ? _("%s: not used here, F1 for keys")
                            : _("%s: not used here, ? for keys"),
            name.data);
    buf_free(&name);
}

static void dispatch_key(App *app, int key)
{
    Screen *top = app_top(app);

    if (!top || pinyin_key(app, key))
        return;
    CmdId id = keymap_command(app->keymap, app_scope(app), key, app_typing(app));
    if (id != CMD_NONE) {
        const CmdInfo *info = cmd_info(id);
        if (info->needs & ~app_state(app)) {
            refuse(app, top, id, key);
            return;
        }
        if ((top->ops->command && top->ops->command(top, app, id)) || own_command(app, top, id))
            return;
        if (info->scope == SC_LIST || info->scope == SC_TEXT)
            key = cmd_first_key(id);
    }
    if (top->ops->key && top->ops->key(top, app, key))
        return;
    if (!app->message.len)
        say_unused(app, key);
}

/* A run of characters: as long as nothing is typed into, each is a key; the first that opens a
 * text hands it the rest. */
static void dispatch_text(App *app, const char *text, size_t len)
{
    for (size_t at = 0; at < len && !app->quitting;) {
        Screen *top = app_top(app);
        size_t bytes;
        if (!top)
            return;
        if (app_typing(app)) {
            if (!pinyin_text(app, text + at, len - at))
                top->ops->text(top, app, text + at, len - at, false);
            return;
        }
        uint32_t rune = text_rune(text + at, &bytes);
        at += bytes;
        dispatch_key(app, (int)rune);
        app_settle(app);
    }
}

static void dispatch_paste(App *app, const Event *event)
{
    Screen *top = app_top(app);

    if (!top)
        return;
    pinyin_settle(app);
    if (event->cut)
        app_say(app, MSG_WARN, _("Nothing was pasted: it was longer than 1 MiB"));
    else if (app_typing(app))
        top->ops->text(top, app, event->text, event->len, true);
    else if (!top->ops->paste || !top->ops->paste(top, app, event->text, event->len))
        app_say(app, MSG_WARN,
                _("Nothing is being typed here, so what was pasted was not taken."));
}

/* The terminal went away in the middle of a word: nobody left the field, so what was typed
 * stays what it is, a draft. */
static void hang_up(App *app)
{
    pinyin_end(app);
    app_keep_now(app);
    app->quitting = true;
}

static void tick(App *app)
{
    Screen *top = app_top(app);

    if (top && top->ops->tick)
        top->ops->tick(top, app);
    leave_under_lock(app);
    if (app->session && session_store(app->session) && !app_locked(app) &&
        (session_follow_day(app->session) ||
         store_changed(session_store(app->session), &app->store_stamp)))
        app->needs_shown = true;
}

void app_went_on(App *app, bool on)
{
    app->went_on = on;
}

static void dispatch(App *app, const Event *event)
{
    bool went_on = app->went_on;

    if (event->kind == EV_KEY || event->kind == EV_TEXT || event->kind == EV_PASTE)
        app->went_on = false;
    switch (event->kind) {
    case EV_NONE:
        break;
    case EV_RESIZE:
        frame_resize(app->frame, event->rows, event->cols);
        break;
    case EV_TICK:
        tick(app);
        break;
    case EV_HANGUP:
        hang_up(app);
        break;
    case EV_REFUSED:
        app_say(app, MSG_WARN,
                _("This terminal's locale is not UTF-8: only ASCII can be typed."));
        break;
    case EV_KEY:
    case EV_TEXT:
    case EV_PASTE:
        if (app_too_small(app)) /* nothing is done blindly */
            break;
        if (went_on && event->kind == EV_KEY && event->key == K_ENTER)
            break;
        buf_clear(&app->message);
        if (event->kind == EV_TEXT)
            dispatch_text(app, event->text, event->len);
        else if (event->kind == EV_PASTE)
            dispatch_paste(app, event);
        else
            dispatch_key(app, event->key);
        break;
    }
}

void app_event(App *app, const Event *event)
{
    Event as_text = *event;
    Buf text = BUF_INIT;

    if (event->kind == EV_KEY && key_printable(event->key)) {
        buf_add_rune(&text, (unsigned)event->key);
        as_text = (Event){.kind = EV_TEXT, .text = text.data, .len = text.len};
    }
    app->depth++;
    dispatch(app, &as_text);
    app->depth--;
    app_settle(app);
    if (event->kind == EV_KEY || event->kind == EV_TEXT || event->kind == EV_PASTE)
        keep_note(app);
    buf_free(&text);
}

const Frame *app_draw(App *app)
{
    frame_clear(app->frame);
    if (app_too_small(app)) {
        chrome_draw_too_small(app->frame);
        return app->frame;
    }
    size_t from = app->n;
    while (from > 0) {
        from--;
        if (!app->stack[from]->ops->overlay)
            break;
    }
    for (size_t i = from; i < app->n; i++)
        app->stack[i]->ops->draw(app->stack[i], app, app->frame);
    chrome_draw_keys(app, app->frame);
    chrome_draw_message(app, app->frame);
    pinyin_draw(app, app->frame);
    return app->frame;
}

void app_set_host(App *app, const AppHost *host)
{
    app->host = *host;
    work_listen(app);
}
