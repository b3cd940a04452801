/* The people: who may sign in, as what. A user is added, disabled and enabled, given a role or
 * a new passphrase step by step in dialogs; what is not right is said at once and asked again.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/people.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "desk/passphrase.h"
#include "desk/workflow.h"
#include "ui/ask/ask.h"
#include "ui/screens/screens.h"
#include "ui/screens/second.h"
#include "ui/stage/chrome.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"
#include "ui/widget/table.h"

typedef struct People {
    Screen screen;
    ListView list;
    Arena *arena;
    User *users;
    size_t n;
    const User
        *told; /* whose fingerprint is in words: one takes as long as a passphrase does */
    char words[WORDS_TEXT];
    /* What is being asked for. */
    bool adding; /* else: a new passphrase for name */
    bool own;    /* of who is added: the person types the passphrase */
    Role role;
    Buf name, display, passphrase;
} People;

static void people_reload(People *self, Stage *stage)
{
    Err err = {0};

    arena_reset(self->arena);
    self->users = NULL;
    self->told = NULL;
    if (!app_people(stage_session(stage), self->arena, &self->users, &self->n, &err))
        stage_say_err(stage, &err);
    list_set_count(&self->list, (int64_t)self->n);
}

static void people_select(People *self, const char *name)
{
    for (size_t i = 0; i < self->n; i++)
        if (strcmp(self->users[i].name, name) == 0)
            list_select(&self->list, (int64_t)i);
}

static const User *people_selected(const People *self)
{
    return self->list.selected < (int64_t)self->n ? &self->users[self->list.selected] : NULL;
}

/* ---- drawing ---- */

/* Worked out once a selection, and not at each key: empty where there is none. */
static const char *people_fingerprint(People *self, Stage *stage, const User *user)
{
    if (user && user != self->told &&
        !app_person_fingerprint(stage_session(stage), user->name, self->words, NULL))
        self->words[0] = '\0';
    self->told = user;
    return user ? self->words : "";
}

static bool people_cells(void *ctx, int64_t at, TableCell *cells)
{
    const People *self = ctx;

    if (at < 0 || at >= (int64_t)self->n)
        return false;
    const User *user = &self->users[at];
    Style style = user->disabled ? ST_DIM : ST_TEXT;
    cells[0] = (TableCell){user->name, user->disabled ? ST_DIM : ST_VALUE};
    cells[1] = (TableCell){user->display, style};
    cells[2] = (TableCell){role_label(user->role), style};
    cells[3] = (TableCell){user_state(user), user->must_change ? ST_WARN : style};
    return true;
}

static void people_draw(Screen *screen, Stage *stage, Frame *frame)
{
    People *self = (People *)screen;
    const TableColumn columns[] = {
        {_("User name"), 10, 20, 0, TEXT_LEFT},
        {_("Display name"), 10, 24, 1, TEXT_LEFT},
        {_("Role"), 8, 16, 0, TEXT_LEFT},
        {_("State"), 8, 14, 0, TEXT_LEFT},
    };
    const Table table = {columns, (int)COUNT_OF(columns), people_cells, self, true, 0};
    Rect rect =
        stage_chrome(stage, frame, _("People"), session_user(stage_session(stage))->display);
    const User *user = people_selected(self);
    const char *words = people_fingerprint(self, stage, user);
    Buf text = BUF_INIT, key = BUF_INIT;

    table_draw(&table, &self->list, frame, rect);
    buf_addf(&text, ngettext("%zu user", "%zu users", (unsigned long)self->n), self->n);
    if (words[0])
        /* TRANSLATORS: a user name, ten Chinese characters. */
        buf_addf(&key, _("key of %s: %s"), user->name, words);
    stage_status(stage, frame, text.data, key.len ? key.data : NULL);
    buf_free(&text);
    buf_free(&key);
}

/* ---- one passphrase, twice ---- */

static void forget(Buf *secret)
{
    if (secret->cap)
        explicit_bzero(secret->data, secret->cap);
    buf_clear(secret);
}

static void people_store(People *self, Stage *stage)
{
    Session *session = stage_session(stage);
    Err err = {0};
    const NewUser added = {.name = self->name.data,
                           .role = self->role,
                           .display = self->display.data,
                           .passphrase = self->passphrase.data,
                           .own = self->own};
    bool done = self->adding ? app_person_add(session, &added, &err)
                             : app_person_passphrase(session, self->name.data,
                                                     self->passphrase.data, &err);

    forget(&self->passphrase);
    people_reload(self, stage);
    people_select(self, self->name.data);
    if (!done)
        stage_say_err(stage, &err);
    else if (self->adding && self->own)
        stage_say(stage, MSG_DONE, _("User %s was added and can sign in"), self->name.data);
    else if (self->adding)
        stage_say(stage, MSG_DONE,
                  _("User %s was added, and chooses another passphrase at the first sign-in"),
                  self->name.data);
    else
        stage_say(stage, MSG_DONE,
                  _("User %s has a new passphrase, and chooses another at the next sign-in"),
                  self->name.data);
}

static void ask_passphrase(People *self, Stage *stage);

static void people_again(Stage *stage, void *ctx, const Reply *reply)
{
    People *self = ctx;

    if (!reply->text) {
        forget(&self->passphrase);
        return;
    }
    if (strcmp(reply->text, self->passphrase.data) == 0) {
        people_store(self, stage);
        return;
    }
    ask_passphrase(self, stage);
    stage_say(stage, MSG_WARN, _("The two were not the same; type it twice once more"));
}

static const char *person_display(const People *self)
{
    for (size_t i = 0; !self->adding && i < self->n; i++)
        if (strcmp(self->users[i].name, self->name.data) == 0)
            return self->users[i].display;
    return self->display.data;
}

static void people_passphrase(Stage *stage, void *ctx, const Reply *reply)
{
    People *self = ctx;
    Err err = {0};

    if (!reply->text)
        return;
    if (!app_person_check(stage_session(stage), self->name.data, person_display(self),
                          reply->text, &err)) {
        ask_passphrase(self, stage);
        stage_say_err(stage, &err);
        return;
    }
    forget(&self->passphrase);
    buf_add(&self->passphrase, reply->text);
    ask(stage, &(Question){.title = self->name.data,
                           .text = _("The same passphrase once more"),
                           .secret = true,
                           .done = people_again,
                           .ctx = self});
}

static void ask_passphrase(People *self, Stage *stage)
{
    Buf text = BUF_INIT;

    forget(&self->passphrase);
    buf_addf(&text,
             _("A passphrase for this user, of at least %d characters. A sentence is easy to "
               "keep in mind"),
             PASSPHRASE_MIN);
    ask(stage, &(Question){.title = self->name.data,
                           .text = text.data,
                           .secret = true,
                           .done = people_passphrase,
                           .ctx = self});
    buf_free(&text);
}

/* ---- a new user ---- */

static void people_typist(Stage *stage, void *ctx, const Reply *reply)
{
    People *self = ctx;

    if (reply->back)
        return;
    self->own = reply->key == 't';
    ask_passphrase(self, stage);
}

static void people_display(Stage *stage, void *ctx, const Reply *reply)
{
    People *self = ctx;

    if (!reply->text)
        return;
    buf_clear(&self->display);
    buf_add(&self->display, reply->text);
    ask(stage, &(Question){.title = _("Who types the passphrase?"),
                           .text = _("What you type you know as well, so the user chooses "
                                     "another at the first sign-in. What the user types here, "
                                     "unseen by you, stays; the history keeps that you said "
                                     "so"),
                           .answers = {{'i', _("I do")}, {'t', _("The user")}},
                           .done = people_typist,
                           .ctx = self});
}

static void people_new_role(Stage *stage, void *ctx, const Reply *reply)
{
    People *self = ctx;

    if (!reply->text || !role_parse(reply->text, &self->role))
        return;
    ask(stage,
        &(Question){.title = self->name.data,
                    .text = _("The name others see, such as 林社工. Empty: the user name"),
                    .typed = TYPED_WORDS,
                    .done = people_display,
                    .ctx = self});
}

static void ask_role(People *self, Stage *stage, const char *title, const char *initial,
                     void (*done)(Stage *, void *, const Reply *))
{
    Picklist *rows = picklist_new(session_pinyin(stage_session(stage)));

    for (int i = 0; i < ROLE_COUNT; i++) {
        Role role = (Role)i;
        picklist_add(rows,
                     &(PickRow){.value = role_word(role),
                                .text = arena_printf(self->arena, _("%s: %s"), role_label(role),
                                                     role_about(role))});
    }
    ask(stage,
        &(Question){
            .title = title, .rows = rows, .initial = initial, .done = done, .ctx = self});
}

static void ask_name(People *self, Stage *stage);

static void people_name(Stage *stage, void *ctx, const Reply *reply)
{
    People *self = ctx;
    Err err = {0};

    if (!reply->text)
        return;
    buf_clear(&self->name);
    buf_add(&self->name, reply->text);
    if (app_person_name_check(stage_session(stage), self->name.data, &err)) {
        ask_role(self, stage, _("Role"), NULL, people_new_role);
        return;
    }
    ask_name(self, stage);
    stage_say_err(stage, &err);
}

static void ask_name(People *self, Stage *stage)
{
    ask(stage,
        &(Question){.title = _("Add a user"),
                    .text = _("The name to sign in with: lower-case letters, digits, . _ "
                              "- or Chinese characters"),
                    .initial = self->name.data,
                    .typed = TYPED_LETTERS,
                    .done = people_name,
                    .ctx = self});
}

/* ---- what is done to the user under the cursor ---- */

static const char *selected_name(People *self)
{
    const User *user = people_selected(self);

    buf_clear(&self->name);
    buf_add(&self->name, user ? user->name : "");
    return self->name.data;
}

/* The list anew, with the cursor on that user; what failed is said. */
static bool people_done(People *self, Stage *stage, bool done, const Err *err)
{
    people_reload(self, stage);
    people_select(self, self->name.data);
    if (!done)
        stage_say_err(stage, err);
    return done;
}

static void people_disabled(Stage *stage, void *ctx, const Reply *reply)
{
    People *self = ctx;
    const char *name = selected_name(self);
    Err err = {0};

    if (reply->key == 'd' &&
        people_done(self, stage, app_person_disable(stage_session(stage), name, &err), &err))
        stage_say(stage, MSG_DONE, _("User %s can no longer sign in; d takes that back"), name);
}

static void ask_disable(People *self, Stage *stage, const User *user)
{
    Buf text = BUF_INIT;

    /* TRANSLATORS: the display name of a user, then the user name. */
    buf_addf(
        &text,
        _("%s (%s) can then no longer sign in, and what they have open stores nothing more. "
          "What they did stays in the history. The same key lets them in again"),
        user->display, user->name);
    if (session_sealed(stage_session(stage)))
        buf_addf(&text, _(". %s"), people_kept_copy());
    ask(stage, &(Question){.title = _("Disable this user?"),
                           .text = text.data,
                           .answers = {{'k', _("Keep")}, {'d', _("Disable")}},
                           .done = people_disabled,
                           .ctx = self});
    buf_free(&text);
}

static void enable(People *self, Stage *stage)
{
    const char *name = selected_name(self);
    Err err = {0};

    if (!people_done(self, stage, app_person_enable(stage_session(stage), name, &err), &err))
        return;
    /* What opened the store for them went when they were disabled. */
    if (session_sealed(stage_session(stage)))
        stage_say(stage, MSG_WARN,
                  /* TRANSLATORS: p and d are keys. */
                  _("User %s needs a new passphrase to sign in: p sets it, d takes that back"),
                  name);
    else
        stage_say(stage, MSG_DONE, _("User %s can sign in again; d takes that back"), name);
}

static void people_role(Stage *stage, void *ctx, const Reply *reply)
{
    People *self = ctx;
    const char *name = selected_name(self);
    Err err = {0};
    Role role;

    if (reply->text && role_parse(reply->text, &role) &&
        people_done(self, stage, app_person_role(stage_session(stage), name, role, &err), &err))
        /* TRANSLATORS: a user name and a role. */
        stage_say(stage, MSG_DONE,
                  _("User %s now has this role: %s; at the next sign-in it counts"), name,
                  role_label(role));
}

static void people_reset(Stage *stage, void *ctx, const Reply *reply)
{
    if (reply->key == 's')
        ask_passphrase(ctx, stage);
}

static void ask_reset(People *self, Stage *stage, const User *user)
{
    Buf text = BUF_INIT;

    self->adding = false;
    selected_name(self);
    /* TRANSLATORS: the display name of a user, then the user name. */
    buf_addf(&text,
             _("The passphrase that %s (%s) has is then no more, which cannot be undone. You "
               "know the new one, so another is chosen at the next sign-in, and that it was "
               "you stays known: it takes somebody else to approve your cases"),
             user->display, user->name);
    ask(stage, &(Question){.title = _("Set a new passphrase?"),
                           .text = text.data,
                           .answers = {{'k', _("Keep")}, {'s', _("Set")}},
                           .done = people_reset,
                           .ctx = self});
    buf_free(&text);
}

/* ---- the screen ---- */

static CmdScope people_scope(const Screen *screen UNUSED)
{
    return SC_PEOPLE;
}

static unsigned people_state(Screen *screen, Stage *stage UNUSED)
{
    return people_selected((const People *)screen) ? NEED_ROW : 0;
}

static void begin_adding(People *self, Stage *stage)
{
    self->adding = true;
    buf_clear(&self->name);
    ask_name(self, stage);
}

static bool people_command(Screen *screen, Stage *stage, CmdId id)
{
    People *self = (People *)screen;
    const User *user = people_selected(self);

    if (id == CMD_PEOPLE_ADD) {
        begin_adding(self, stage);
    } else if (id == CMD_PEOPLE_SECOND) {
        second_ask(stage);
    } else if (id == CMD_PEOPLE_DISABLE && user->disabled) {
        enable(self, stage);
    } else if (id == CMD_PEOPLE_DISABLE) {
        ask_disable(self, stage, user);
    } else if (id != CMD_PEOPLE_PASSPHRASE && id != CMD_PEOPLE_ROLE) {
        return false;
    } else if (user->disabled) {
        stage_say(stage, MSG_WARN, _("User %s is disabled; d lets them in again"), user->name);
    } else if (id == CMD_PEOPLE_ROLE) {
        ask_role(self, stage, user->display, role_word(user->role), people_role);
    } else if (user->id == session_user(stage_session(stage))->id) {
        stage_push(stage, passphrase_screen_new(stage));
    } else {
        ask_reset(self, stage, user);
    }
    return true;
}

static bool people_key(Screen *screen, Stage *stage UNUSED, int key)
{
    return list_key(&((People *)screen)->list, key);
}

/* The cursor stays on its user when the list changed. */
static void people_shown(Screen *screen, Stage *stage)
{
    People *self = (People *)screen;
    const User *user = people_selected(self);
    Buf name = BUF_INIT;

    if (user)
        buf_add(&name, user->name);
    people_reload(self, stage);
    people_select(self, name.data);
    buf_free(&name);
}

static void people_free(Screen *screen)
{
    People *self = (People *)screen;

    forget(&self->passphrase);
    buf_free(&self->name);
    buf_free(&self->display);
    buf_free(&self->passphrase);
    arena_free(self->arena);
    free(self);
}

static const ScreenOps people_ops = {
    .name = "people",
    .draw = people_draw,
    .scope = people_scope,
    .state = people_state,
    .key = people_key,
    .command = people_command,
    .shown = people_shown,
    .free = people_free,
};

Screen *people_screen_new(Stage *stage)
{
    People *self = xcalloc(1, sizeof *self);

    self->screen.ops = &people_ops;
    self->arena = arena_new();
    buf_init(&self->name);
    buf_init(&self->display);
    buf_init(&self->passphrase);
    people_reload(self, stage);
    people_select(self, session_user(stage_session(stage))->name);
    return &self->screen;
}
