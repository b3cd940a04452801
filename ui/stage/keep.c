/* When what is half typed is written, and the way back to where a person was. */
#include "config.h"

#include <string.h>

#include "base/i18n.h"
#include "ui/stage/app_state.h"

enum { KEEP_AGAIN_MS = 250, SECOND_MS = 1000 };

static const User *keeper(const App *app)
{
    const User *user = app->session ? session_user(app->session) : NULL;
    Store *store = user ? session_store(app->session) : NULL;
    bool left = app->n == 1 && app_locked(app); /* the place was noted then, and is not here */
    return store && !left && !store_read_only(store) ? user : NULL;
}

void keep_note(App *app)
{
    if (!app->unkept && !app_locked(app) && keeper(app)) {
        app->unkept = true;
        app->unkept_since = -1;
    }
}

/* While another program writes, who types is not held up: what is typed is on the screen, and
 * is written as soon as that one has ended. The word stays meanwhile. */
static int keep_later(App *app, int64_t now)
{
    if (app->busy_since < 0)
        app->busy_since = now;
    app->unkept = true;
    app->unkept_since = now + KEEP_AGAIN_MS - APP_KEEP_MS;
    if (now - app->busy_since >= KEEP_AGAIN_MS)
        app_say(app, MSG_NOTE,
                _("Another program is writing, %d s by now. Type on: it is kept "
                  "after that."),
                (int)((now - app->busy_since) / SECOND_MS));
    return KEEP_AGAIN_MS;
}

static void keep_over(App *app)
{
    if (app->busy_since >= 0 && app->kind == MSG_NOTE)
        buf_clear(&app->message);
    app->busy_since = -1;
}

/* The place in words, to see whether it is still the one written last. */
static void describe(const LastPlace *place, bool found, Buf *out)
{
    if (found)
        buf_addf(out, "%s\n%s\n%lld\n%s\n%lld\n%s\n%d%d\n%lld", place->screen, place->tab,
                 (long long)place->key.case_id, place->key.place, (long long)place->key.row_id,
                 place->key.item, place->whole_row, place->typing, (long long)place->caret);
}

/* A case that was opened from its review leads back there. */
static const char case_in_review[] = "review/case";

static bool under_review(const App *app, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(app->stack[i]->ops->name, "review") == 0)
            return true;
    }
    return false;
}

/* The uppermost screen that is a place; a question over it stands for its focus, also while
 * both are locked. */
static bool find_place(App *app, LastPlace *place)
{
    const char *question = NULL;
    bool found = false;

    for (size_t i = app->n; i > 0 && !found; i--) {
        Screen *screen = app->stack[i - 1];
        question = question ? question : dialog_draft_place(screen);
        found = screen->ops->place && screen->ops->place(screen, app, place);
        if (found && under_review(app, i - 1))
            place->screen = case_in_review;
    }
    if (found && question)
        place->key.place = question;
    return found;
}

static bool keep_place(App *app, Store *store, int64_t user, Err *err)
{
    LastPlace place;
    Buf words = BUF_INIT;
    bool found = find_place(app, &place), done = true;

    describe(&place, found, &words);
    if (!app->place_known || strcmp(words.data, app->place.data) != 0) {
        done = found ? place_put(store, user, &place, err) : place_drop(store, user, err);
        app->place_known = done;
        buf_clear(&app->place);
        buf_add(&app->place, words.data);
    }
    buf_free(&words);
    return done;
}

/* Each part is written by itself and notes whether it was: what another program or a full disk
 * stopped goes on there the next time. */
static bool keep_typed(App *app, const User *user, Err *err)
{
    bool done = true;

    app->unkept = false;
    for (size_t i = 0; done && i < app->n; i++) {
        Screen *screen = app->stack[i];
        done = !screen->ops->keep || screen->ops->keep(screen, app, err);
    }
    done = done && keep_place(app, session_store(app->session), user->id, err);
    if (!done)
        err_wrap(err, _("What you are typing could not be kept as a draft"));
    return done;
}

bool keep_all(App *app)
{
    const User *user = keeper(app);
    Err err = {0};

    app->unkept = false;
    bool done = !user || keep_typed(app, user, &err);
    if (!done || (user && !pinyin_keep(app, &err)))
        app_say_err(app, &err);
    return done;
}

void app_keep_now(App *app)
{
    keep_all(app);
}

bool app_keep_try(App *app)
{
    const User *user = keeper(app);
    Store *store = user ? session_store(app->session) : NULL;
    Err err = {0};

    if (!store)
        return keep_all(app);
    bool waits = store_wait_limit(store, false);
    bool done = keep_typed(app, user, &err) && pinyin_keep(app, &err);
    store_wait_limit(store, waits);
    if (!done && store_was_busy(store)) {
        app->unkept = true;
        return false;
    }
    keep_over(app);
    if (!done)
        app_say_err(app, &err);
    return true;
}

int app_keep(App *app, int64_t now)
{
    if (!app->unkept)
        return -1;
    if (app->unkept_since < 0)
        app->unkept_since = now;
    if (now - app->unkept_since < APP_KEEP_MS)
        return APP_KEEP_MS - (int)(now - app->unkept_since);
    if (!app_keep_try(app))
        return keep_later(app, now);
    return -1;
}

/* The screens that lead to the place, lowest first; false when it is there no longer. */
static bool go_back_to(App *app, LastPlace *place)
{
    Screen *below = NULL;

    if (strcmp(place->screen, case_in_review) == 0) {
        const LastPlace review = {.screen = "review", .tab = "", .key = place->key};
        below = review_screen_back(app, &review);
        place->screen = "case";
    }
    Screen *screen = case_screen_back(app, place);
    if (!screen)
        screen = review_screen_back(app, place);
    if ((below || screen) && app_top(app)) /* Esc leads to the row of the case */
        queue_screen_select(app_top(app), app, place->key.case_id);
    if (below)
        app_push(app, below);
    if (screen)
        app_push(app, screen);
    if (screen && screen->ops->again)
        screen->ops->again(screen, app, place);
    return below || screen;
}

void app_continue(App *app)
{
    const User *user = app->session ? session_user(app->session) : NULL;
    Arena *arena = arena_new();
    LastPlace place;
    Err err = {0};
    bool found = false;

    app->place_known = false;
    if (user && !place_take(session_store(app->session), user->id, arena, &place, &found, &err))
        app_say_err(app, &err);
    if (found && go_back_to(app, &place)) {
        keep_note(app);
        app_settle(app);
    }
    arena_free(arena);
}

void app_show_again(App *app)
{
    app->needs_shown = true;
}
