/* When what is half typed is written, and the way back to where a person was. */
#include "config.h"

#include "ui/stage/keep.h"

#include <string.h>

#include "base/i18n.h"
#include "ui/stage/inner.h"
#include "ui/stage/lock.h"

enum { KEEP_AGAIN_MS = 250, SECOND_MS = 1000 };

static bool keeps(const Stage *stage)
{
    bool left =
        stage->n == 1 && stage_locked(stage); /* the place was noted then, and is not here */
    return stage->session && !left && app_keeps_drafts(stage->session);
}

void keep_note(Stage *stage)
{
    if (!stage->unkept && !stage_locked(stage) && keeps(stage)) {
        stage->unkept = true;
        stage->unkept_since = -1;
    }
}

/* While another program writes, who types is not held up: what is typed is on the screen, and
 * is written as soon as that one has ended. The word stays meanwhile. */
static int keep_later(Stage *stage, int64_t now)
{
    if (stage->busy_since < 0)
        stage->busy_since = now;
    stage->unkept = true;
    stage->unkept_since = now + KEEP_AGAIN_MS - STAGE_KEEP_MS;
    if (now - stage->busy_since >= KEEP_AGAIN_MS)
        stage_say(stage, MSG_NOTE,
                  _("Another program is writing, %d s by now. Type on: it is kept "
                    "after that"),
                  (int)((now - stage->busy_since) / SECOND_MS));
    return KEEP_AGAIN_MS;
}

static void keep_over(Stage *stage)
{
    if (stage->busy_since >= 0 && stage->message.kind == MSG_NOTE)
        buf_clear(&stage->message.text);
    stage->busy_since = -1;
}

/* The place in words, to see whether it is still the one written last. */
static void describe(const LastPlace *place, bool found, Buf *out)
{
    if (found)
        buf_addf(out, "%s\n%s\n%lld\n%s\n%lld\n%s\n%d%d\n%lld", place->screen, place->tab,
                 (long long)place->key.case_id, place->key.place, (long long)place->key.row_id,
                 place->key.item, place->whole_row, place->typing, (long long)place->caret);
}

/* A place that was opened from a screen which leads to it is named after both. */
static void name_leading(Stage *stage, size_t n, LastPlace *place)
{
    for (size_t i = 0; i < n; i++) {
        const ScreenKind *kind = stage_screen_of(stage, stage->stack[i]);
        if (!kind || !kind->leads)
            continue;
        buf_clear(&stage->place_screen);
        buf_addf(&stage->place_screen, "%s/%s", kind->name, place->screen);
        place->screen = stage->place_screen.data;
        return;
    }
}

/* The uppermost screen that is a place; a question over it stands for its focus, also while
 * both are locked. */
static bool find_place(Stage *stage, LastPlace *place)
{
    const char *question = NULL;
    bool found = false;

    for (size_t i = stage->n; i > 0 && !found; i--) {
        Screen *screen = stage->stack[i - 1];
        question =
            question || !screen->ops->question ? question : screen->ops->question(screen);
        found = screen->ops->place && screen->ops->place(screen, stage, place);
        if (found)
            name_leading(stage, i - 1, place);
    }
    if (found && question)
        place->key.place = question;
    return found;
}

static bool keep_place(Stage *stage, Err *err)
{
    LastPlace place;
    Buf words = BUF_INIT;
    bool found = find_place(stage, &place), done = true;

    describe(&place, found, &words);
    if (!stage->place_known || strcmp(words.data, stage->place.data) != 0) {
        done = app_place_keep(stage->session, found ? &place : NULL, err);
        stage->place_known = done;
        buf_clear(&stage->place);
        buf_add(&stage->place, words.data);
    }
    buf_free(&words);
    return done;
}

/* Each part is written by itself and notes whether it was: what another program or a full disk
 * stopped goes on there the next time. */
static bool keep_typed(Stage *stage, Err *err)
{
    bool done = true;

    stage->unkept = false;
    for (size_t i = 0; done && i < stage->n; i++) {
        Screen *screen = stage->stack[i];
        done = !screen->ops->keep || screen->ops->keep(screen, stage, err);
    }
    done = done && keep_place(stage, err);
    if (!done)
        err_wrap(err, _("What you are typing could not be kept until you leave the field"));
    return done;
}

bool keep_all(Stage *stage)
{
    bool all = keeps(stage);
    Err err = {0};

    stage->unkept = false;
    bool done = !all || keep_typed(stage, &err);
    if (!done || (all && !pinyin_keep(stage->pinyin, &err)))
        stage_say_err(stage, &err);
    return done;
}

void stage_keep_now(Stage *stage)
{
    keep_all(stage);
}

bool stage_keep_try(Stage *stage)
{
    Err err = {0};

    if (!keeps(stage))
        return keep_all(stage);
    bool waits = session_wait(stage->session, false);
    bool done = keep_typed(stage, &err) && pinyin_keep(stage->pinyin, &err);
    session_wait(stage->session, waits);
    if (!done && session_was_busy(stage->session)) {
        stage->unkept = true;
        return false;
    }
    keep_over(stage);
    if (!done)
        stage_say_err(stage, &err);
    return true;
}

int stage_keep(Stage *stage, int64_t now)
{
    if (!stage->unkept)
        return -1;
    if (stage->unkept_since < 0)
        stage->unkept_since = now;
    if (now - stage->unkept_since < STAGE_KEEP_MS)
        return STAGE_KEEP_MS - (int)(now - stage->unkept_since);
    if (!stage_keep_try(stage))
        return keep_later(stage, now);
    return -1;
}

static Screen *screen_back(Stage *stage, const char *name, size_t len, LastPlace place)
{
    const ScreenKind *kind = stage_screen_named(stage, name, len);

    if (!kind || !kind->back)
        return NULL;
    place.screen = kind->name;
    return kind->back(stage, &place);
}

/* The screens that lead to the place, lowest first; false when it is there no longer. */
static bool go_back_to(Stage *stage, const LastPlace *place)
{
    size_t leading = strcspn(place->screen, "/");
    const char *name = place->screen;
    Screen *below = NULL, *top = stage_top(stage);

    if (name[leading]) {
        below = screen_back(stage, name, leading, (LastPlace){.tab = "", .key = place->key});
        name += leading + 1;
    }
    Screen *screen = screen_back(stage, name, strlen(name), *place);
    if ((below || screen) && top && top->ops->select)
        top->ops->select(top, stage, place->key.case_id);
    if (below)
        stage_push(stage, below);
    if (screen)
        stage_push(stage, screen);
    if (screen && screen->ops->again)
        screen->ops->again(screen, stage, place);
    return below || screen;
}

void stage_continue(Stage *stage)
{
    Arena *arena = arena_new();
    LastPlace place;
    Err err = {0};
    bool found = false;

    stage->place_known = false;
    if (stage->session && !app_place_take(stage->session, arena, &place, &found, &err))
        stage_say_err(stage, &err);
    if (found && go_back_to(stage, &place)) {
        keep_note(stage);
        stage_settle(stage);
    }
    arena_free(arena);
}
