/* When what is half typed is written, and the way back to where a person was. */
#include "config.h"

#include <string.h>

#include "base/i18n.h"
#include "ui/app_state.h"

static const User *keeper(const App *app)
{
    const User *user = app->session ? session_user(app->session) : NULL;
    return user && !store_read_only(session_store(app->session)) ? user : NULL;
}

void keep_note(App *app)
{
    if (!app->unkept && keeper(app)) {
        app->unkept = true;
        app->unkept_since = -1;
    }
}

int app_keep(App *app, int64_t now)
{
    if (!app->unkept)
        return -1;
    if (app->unkept_since < 0)
        app->unkept_since = now;
    if (now - app->unkept_since < APP_KEEP_MS)
        return APP_KEEP_MS - (int)(now - app->unkept_since);
    app_keep_now(app);
    return -1;
}

/* The place in words, to see whether it is still the one written last. */
static void describe(const LastPlace *place, bool found, Buf *out)
{
    if (found)
        buf_addf(out, "%s\n%s\n%lld\n%s\n%lld\n%s\n%d%d\n%lld", place->screen, place->tab,
                 (long long)place->key.case_id, place->key.place, (long long)place->key.row_id,
                 place->key.item, place->whole_row, place->typing, (long long)place->caret);
}

static bool keep_place(App *app, Store *store, int64_t user, Err *err)
{
    LastPlace place;
    Buf words = BUF_INIT;
    bool found = false, done = true;

    for (size_t i = app->n; i > 0 && !found; i--) {
        Screen *screen = app->stack[i - 1];
        found = screen->ops->place && screen->ops->place(screen, app, &place);
    }
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

void app_keep_now(App *app)
{
    const User *user = keeper(app);
    Err err = {0};
    bool done = true;

    app->unkept = false;
    if (!user)
        return;
    for (size_t i = 0; done && i < app->n; i++) {
        Screen *screen = app->stack[i];
        done = !screen->ops->keep || screen->ops->keep(screen, app, &err);
    }
    if (!done || !keep_place(app, session_store(app->session), user->id, &err)) {
        err_wrap(&err, _("What you are typing could not be kept as a draft"));
        app_say_err(app, &err);
    }
}

void app_continue(App *app)
{
    const User *user = app->session ? session_user(app->session) : NULL;
    Arena *arena = arena_new();
    LastPlace place;
    Err err = {0};
    bool found = false;
    Screen *screen = NULL;

    app->place_known = false;
    if (user && !place_take(session_store(app->session), user->id, arena, &place, &found, &err))
        app_say_err(app, &err);
    if (found)
        screen = case_screen_back(app, &place);
    if (screen) {
        app_push(app, screen);
        keep_note(app);
        app_settle(app);
    }
    arena_free(arena);
}

void app_show_again(App *app)
{
    app->needs_shown = true;
}
