/* The loop: draw, wait, hand on. */
#include "config.h"

#include <stdlib.h>
#include <time.h>

#include "base/i18n.h"
#include "base/path.h"
#include "ui/app.h"
#include "ui/term/tty.h"

enum { TICK_MS = 1000, LOCK_MINUTES = 10, MINUTE = 60 };

static void host_paint(void *ctx, const Frame *frame)
{
    tty_paint(ctx, frame);
}

static bool host_cancelled(void *ctx)
{
    return tty_cancelled(ctx);
}

static time_t seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec;
}

/* A keys.ini that cannot be used is named at the start; the keys are the usual ones then. */
static void load_keys(App *app)
{
    char *folder = path_config_home(), *path = path_join(folder, "keys.ini");
    Err err = {0};

    if (!keymap_load(app_keymap(app), path, &err))
        app_say_err(app, &err);
    free(path);
    free(folder);
}

static void run_loop(App *app, Tty *tty, int lock_minutes)
{
    time_t last_input = seconds();

    while (!app_quitting(app)) {
        Event event;
        if (app_take_redraw(app))
            tty_forget(tty);
        tty_paint(tty, app_draw(app));
        tty_event(tty, TICK_MS, &event);
        if (event.kind != EV_TICK)
            last_input = seconds();
        else if (seconds() - last_input >= (time_t)lock_minutes * MINUTE)
            app_lock(app);
        app_event(app, &event);
    }
}

bool ui_run(Session *session, const RunOptions *options, Err *err)
{
    const TtyOptions tty_options = {options->mono, options->ambiguous};
    Tty *tty = NULL;
    int rows, cols;

    if (!tty_open(&tty_options, &tty, err))
        return false;
    tty_size(tty, &rows, &cols);
    bool ascii = options->ascii || !tty_utf8(tty);
    App *app = app_new(session, rows, cols, ascii ? SIGNS_ASCII : SIGNS_UNICODE);
    const AppHost host = {host_paint, host_cancelled, tty};
    app_set_host(app, &host);
    app_push(app, session_user(session) ? queue_screen_new(app) : signin_screen_new(app));
    load_keys(app);
    run_loop(app, tty, options->lock_minutes ? options->lock_minutes : LOCK_MINUTES);
    app_free(app);
    tty_close(tty);
    return true;
}
