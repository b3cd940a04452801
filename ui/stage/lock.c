/* The lock, and signing out: first the screens are covered, then what is typed is written, then
 * the store is closed and what was read from it forgotten. */
#include "config.h"

#include "ui/stage/lock.h"

#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "ui/stage/inner.h"
#include "ui/stage/keep.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"

void lock_leave_store(Stage *stage)
{
    stage->leaving = false;
    pinyin_forget(stage->pinyin);
    buf_free(&stage->place);
    buf_free(&stage->place_screen);
    stage->place_known = stage->unkept = false;
    frame_forget(stage->frame);
    session_suspend(stage->session);
    mem_wipe_stack();
    stage->wipe = true;
}

bool stage_locked(const Stage *stage)
{
    return stage->lock;
}

static void cover(Stage *stage, Screen *lock)
{
    stage->lock = lock;
    stage_push(stage, lock);
}

static Screen *uncover(Stage *stage)
{
    stage->lock = NULL;
    return stage->stack[--stage->n];
}

/* Writes what is typed below the lock screen; false when that cannot be at this moment. Nothing
 * is waited for, and the message line belongs to whoever stands at the lock. */
static bool put_away(Stage *stage)
{
    Screen *lock = uncover(stage); /* a question that is asked now comes under it */
    Message message = message_set_aside(stage);

    bool waits = session_wait(stage->session, false);
    for (size_t i = stage->n; i > 0 && stage->lock_stores; i--)
        stage_may_leave(stage, stage->stack[i - 1]);
    bool done = keep_all(stage);
    session_wait(stage->session, waits);
    stage->unkept = false;
    cover(stage, lock);
    message_put_back(stage, &message);
    return done;
}

void lock_leave(Stage *stage)
{
    if (!stage_locked(stage) || stage->n == 1 || !put_away(stage))
        return;
    Screen *lock = uncover(stage);
    while (stage->n)
        stage_take_off(stage);
    cover(stage, lock);
    stage->leaving = true;
}

/* From the lock somebody else signs a person out: what that one typed stays a draft of
 * theirs. */
void stage_sign_out(Stage *stage)
{
    for (size_t i = stage->n; i > 0 && !stage_locked(stage); i--)
        if (!stage_may_leave(stage, stage->stack[i - 1]))
            return;
    if (stage_locked(stage) && stage->n > 1 && !put_away(stage)) {
        stage_say(stage, MSG_WARN,
                  _("What was typed here cannot be kept at this moment. Try again in a while"));
        return;
    }
    typing_end(stage);
    stage_keep_now(stage);
    stage->lock = NULL;
    while (stage->n)
        stage_take_off(stage);
    buf_free(&stage->message.text);
    session_sign_out(stage->session);
    stage->n_ways = 0;
    stage->leaving = true;
    stage_push(stage, stage->screens[SCREEN_SIGN_IN].make(stage));
    stage_settle(stage);
}

/* Where the person is, as far as stage_continue does not find it in the store. */
static void note_ways(Stage *stage)
{
    stage->n_ways = 0;
    for (size_t i = 0; i < stage->n && stage->n_ways < COUNT_OF(stage->ways); i++) {
        const Screen *screen = stage->stack[i];
        StageWay *way = &stage->ways[stage->n_ways];
        *way = (StageWay){.kind = stage_screen_of(stage, screen)};
        if (way->kind && !way->kind->make) /* it is a place: what came so far is below it */
            for (size_t k = 0; k < stage->n_ways; k++)
                stage->ways[k].below = true;
        if (!way->kind || !way->kind->make)
            continue;
        if (screen->ops->stand)
            screen->ops->stand(screen, &way->stand);
        stage->n_ways++;
    }
}

static void stand_again(Stage *stage, const StageWay *way)
{
    Screen *top = stage_top(stage);

    if (top->ops->stand_again)
        top->ops->stand_again(top, stage, &way->stand);
}

static void make_ways(Stage *stage, bool below)
{
    const ScreenKind *first = &stage->screens[SCREEN_FIRST];

    for (size_t i = 0; i < stage->n_ways; i++) {
        if (stage->ways[i].below != below)
            continue;
        if (stage->ways[i].kind != first)
            stage_push(stage, stage->ways[i].kind->make(stage));
        stand_again(stage, &stage->ways[i]);
    }
}

/* The first screen and what lay over it, over that the place that the store knows, over that
 * the others. */
void stage_come_back(Stage *stage)
{
    stage->lock = NULL;
    if (stage->n > 1) { /* what was typed could not be written, so it is still there */
        stage_pop(stage);
        return;
    }
    if (stage->n_ways) /* the first screen is always below */
        stage->ways[0].below = true;
    stage_replace(stage, stage->screens[SCREEN_FIRST].make(stage));
    make_ways(stage, true);
    stage_continue(stage);
    make_ways(stage, false);
    stage_settle(stage);
}

/* Whoever looks at the screen sees the lock before anything is written, which may take its
 * time. */
void lock_cover(Stage *stage, bool stores)
{
    if (!stage->session || !session_user(stage->session) || stage_locked(stage))
        return;
    bar_close(stage);
    typing_leave(stage);
    note_ways(stage);
    buf_free(&stage->message.text);
    stage->lock_stores = stores;
    stage->unkept = false; /* each tick sees to it from here */
    stage->busy_since = -1;
    cover(stage, stage->screens[SCREEN_LOCK].make(stage));
    stage_draw(stage);
    if (stage->host.paint)
        stage->host.paint(stage->host.ctx, stage->frame);
    lock_leave(stage);
    stage_settle(stage);
}

void stage_lock(Stage *stage)
{
    lock_cover(stage, false);
}

bool stage_take_wipe(Stage *stage)
{
    bool wipe = stage->wipe;

    stage->wipe = false;
    return wipe;
}
