/* The loop: draw, wait, hand on. */
#include "config.h"

#include <stdlib.h>
#include <time.h>

#include "base/i18n.h"
#include "base/path.h"
#include "ui/screens/home.h"
#include "ui/screens/run.h"
#include "ui/screens/screens.h"
#include "ui/screens/table.h"
#include "ui/stage/keep.h"
#include "ui/stage/lock.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"
#include "ui/stage/work.h"
#include "ui/term/tty.h"

enum { TICK_MS = 1000, LOCK_MINUTES = 10, MINUTE_MS = 60000 };

static void host_paint(void *ctx, const Frame *frame)
{
    tty_paint(ctx, frame);
}

static bool host_cancelled(void *ctx)
{
    return tty_cancelled(ctx);
}

static bool host_given_up(void *ctx)
{
    return tty_given_up(ctx);
}

/* Time goes on while a closed laptop sleeps: who opens it finds the lock. */
#ifdef CLOCK_BOOTTIME
static const clockid_t idle_clock = CLOCK_BOOTTIME;
#else
static const clockid_t idle_clock = CLOCK_MONOTONIC;
#endif

static int64_t milliseconds(void)
{
    struct timespec now;

    clock_gettime(idle_clock, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* A keys.ini that cannot be used is named at the start; the keys are the usual ones then. */
static void load_keys(Stage *stage)
{
    char *folder = path_config_home(), *path = path_join(folder, "keys.ini");
    Err err = {0};

    if (!keymap_load(stage_keymap(stage), path, &err))
        stage_say_err(stage, &err);
    free(path);
    free(folder);
}

static void run_loop(Stage *stage, Tty *tty, int lock_minutes)
{
    int64_t last_input = milliseconds();

    while (!stage_quitting(stage)) {
        Event event;
        stage_keep(stage, milliseconds()); /* what came while the last one was dealt with */
        const Frame *frame = stage_draw(stage);
        if (stage_take_wipe(stage))
            tty_wipe(tty);
        if (stage_take_redraw(stage))
            tty_forget(tty);
        tty_paint(tty, frame);
        int wait = stage_keep(stage, milliseconds());
        tty_event(tty, wait < 0 ? TICK_MS : wait, wait < 0, &event);
        event.at = milliseconds();
        if (event.kind != EV_TICK)
            last_input = event.at;
        else if (event.at - last_input >= (int64_t)lock_minutes * MINUTE_MS)
            stage_lock(stage); /* also while a draft waits for another program */
        else if (wait >= 0)    /* only the time for the drafts */
            continue;
        stage_event(stage, &event);
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
    Stage *stage =
        stage_new(session, ui_screens, rows, cols, ascii ? SIGNS_ASCII : SIGNS_UNICODE);
    const StageHost host = {host_paint, host_cancelled, tty, host_given_up};
    stage_set_host(stage, &host);
    if (session_user(session))
        home_come_in(stage);
    else
        stage_push(stage, signin_screen_new(stage));
    load_keys(stage);
    run_loop(stage, tty, options->lock_minutes ? options->lock_minutes : LOCK_MINUTES);
    stage_free(stage);
    tty_close(tty);
    return true;
}
