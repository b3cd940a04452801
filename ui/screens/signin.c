/* Signing in. In the practice store the users and their passphrases are on the screen, and the
 * arrow keys fill both fields, because nobody should have to remember those. */
#include "config.h"

#include <stdlib.h>

#include "app/accept.h"
#include "app/clock.h"
#include "app/practice.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "ui/model/lineedit.h"
#include "ui/screens/home.h"
#include "ui/screens/screens.h"
#include "ui/stage/chrome.h"
#include "ui/stage/keep.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"
#include "ui/widget/input.h"

enum { FIELD_NAME, FIELD_PASSPHRASE, FIELDS };
enum { MARGIN = 4, FIELD_COLS = 32, NAME_CHARS = 60, LOW_ROWS = 18 };

typedef struct Signin {
    Screen screen;
    LineEdit edits[FIELDS];
    int focus;
    const PracticeUser *users; /* the session's */
    size_t n_users;
    int picked; /* practice user in the fields, -1: none */
} Signin;

static void signin_fill(Signin *self, int user)
{
    self->picked = user;
    lineedit_set(&self->edits[FIELD_NAME], self->users[user].name);
    lineedit_set(&self->edits[FIELD_PASSPHRASE], self->users[user].passphrase);
    self->focus = FIELD_PASSPHRASE;
}

enum { USER_TEXTS = 4, GAP = 2 };

static void user_texts(const PracticeUser *user, const char *texts[USER_TEXTS])
{
    texts[0] = user->name;
    texts[1] = user->display;
    texts[2] = role_label(user->role);
    texts[3] = user->passphrase;
}

/* Each column is as wide as its widest text; what does not fit is cut at the right. */
static void signin_draw_users(Signin *self, Frame *frame, Rect rect)
{
    const char *texts[USER_TEXTS];
    int widths[USER_TEXTS] = {0}, end = rect.col + rect.cols;

    for (size_t i = 0; i < self->n_users; i++) {
        user_texts(&self->users[i], texts);
        for (int k = 0; k < USER_TEXTS; k++)
            widths[k] = text_cols(texts[k]) > widths[k] ? text_cols(texts[k]) : widths[k];
    }
    frame_put(frame, rect.row, rect.col, rect.cols, ST_PRACTICE,
              _("Practice store: made-up cases, nothing here is real. Its users:"));
    int first = self->picked + 2 > rect.rows ? self->picked + 2 - rect.rows : 0;
    for (int i = first; i < (int)self->n_users && i - first + 1 < rect.rows; i++) {
        bool picked = i == self->picked;
        Style style = picked ? ST_SELECTED : ST_TEXT;
        int row = rect.row + 1 + i - first, col = rect.col + 2;
        frame_put(frame, row, rect.col, 1, style, picked ? ">" : " ");
        user_texts(&self->users[i], texts);
        for (int k = 0; k < USER_TEXTS && col < end; col += widths[k] + GAP, k++)
            frame_fit(frame, row, col, end - col < widths[k] ? end - col : widths[k], style,
                      texts[k], TEXT_LEFT);
    }
}

static void signin_draw(Screen *screen, Stage *stage, Frame *frame)
{
    static const char *const labels[FIELDS] = {N_("User name"), N_("Passphrase")};
    Signin *self = (Signin *)screen;
    Session *session = stage_session(stage);
    Buf left = BUF_INIT;

    buf_add(&left, _("Anjuan"));
    /* Of a sealed store that nobody has opened yet it is not known. */
    if (session_organisation(session)[0])
        buf_addf(&left, "  %s · %s", session_organisation(session), session_station(session));
    Rect rect = stage_chrome(stage, frame, left.data, _("Sign in"));
    buf_free(&left);

    int label_cols = 0;
    for (int i = 0; i < FIELDS; i++) {
        int cols = text_cols(_(labels[i]));
        label_cols = cols > label_cols ? cols : label_cols;
    }
    if (session_fault(session))
        frame_fit(frame, rect.row, MARGIN, rect.cols - 2 * MARGIN, ST_WARN,
                  session_fault(session), TEXT_LEFT);
    bool low = rect.rows < LOW_ROWS;
    int top = rect.row + (low ? 1 : 3), step = low ? 1 : 2;
    for (int i = 0; i < FIELDS; i++) {
        Rect field = {top + i * step, MARGIN + label_cols + 2, 1, FIELD_COLS};

        frame_fit(frame, field.row, MARGIN, label_cols, ST_LABEL, _(labels[i]), TEXT_LEFT);
        input_draw(&self->edits[i], frame, field, i == self->focus, i == FIELD_PASSPHRASE);
    }
    if (self->n_users) {
        int row = top + FIELDS * step + 1;
        signin_draw_users(
            self, frame,
            (Rect){row, MARGIN, rect.row + rect.rows - row, rect.cols - 2 * MARGIN});
    }
}

static CmdScope signin_scope(const Screen *screen UNUSED)
{
    return SC_SIGNIN;
}

static bool signin_typing(const Screen *screen UNUSED)
{
    return true;
}

static bool signin_text(Screen *screen, Stage *stage UNUSED, const char *text, size_t len,
                        bool paste UNUSED)
{
    Signin *self = (Signin *)screen;

    self->picked = -1;
    lineedit_insert(&self->edits[self->focus], text, len);
    return true;
}

/* The next or the previous of the users shown, around the end. */
static bool signin_pick(Signin *self, int step)
{
    int n = (int)self->n_users, from = step > 0 ? -1 : n;

    if (!n)
        return false;
    if (self->picked >= 0)
        from = self->picked;
    signin_fill(self, (from + step + n) % n);
    return true;
}

static void signin_clear(Signin *self)
{
    for (int i = 0; i < FIELDS; i++)
        lineedit_wipe(&self->edits[i]);
    self->picked = -1;
    self->focus = FIELD_NAME;
}

/* Who could seal a plain store is reminded of it. */
static void signin_say(Stage *stage)
{
    const Session *session = stage_session(stage);
    const User *user = session_user(session);
    const char *fault = session_fault(session);
    int64_t waiting = 0;

    if (fault)
        stage_say(stage, MSG_WARN, "%s", fault);
    else if (app_knowledge_waiting(stage_session(stage), &waiting, NULL) && waiting)
        stage_say(
            stage, MSG_WARN,
            /* TRANSLATORS: on one line. c is a key. */
            _("Changed rules wait for a supervisor (c); nothing is submitted or exported"));
    else if (user->role == ROLE_SUPERVISOR && !session_sealed(session))
        stage_say(stage, MSG_DONE,
                  /* TRANSLATORS: a person; on one line. */
                  _("Signed in as %s; this store is not sealed: “anjuan seal”"), user->display);
    else
        stage_say(stage, MSG_DONE, _("Signed in as %s"), user->display);
}

static void signin_try(Signin *self, Stage *stage)
{
    Err err = {0};
    const char *name = self->edits[FIELD_NAME].text.data;
    const char *passphrase = self->edits[FIELD_PASSPHRASE].text.data;

    if (!session_sign_in(stage_session(stage), name, passphrase, &err)) {
        lineedit_wipe(&self->edits[FIELD_PASSPHRASE]);
        self->focus = FIELD_PASSPHRASE;
        self->picked = -1;
        stage_say_err(stage, &err);
        return;
    }
    signin_say(stage);
    home_come_in(stage);
}

static bool signin_command(Screen *screen, Stage *stage, CmdId id)
{
    Signin *self = (Signin *)screen;

    switch ((int)id) {
    case CMD_SIGNIN_NEXT:
    case CMD_SIGNIN_PREVIOUS:
        self->focus = (self->focus + 1) % FIELDS;
        return true;
    case CMD_SIGNIN_ENTER:
        if (self->focus == FIELD_NAME)
            self->focus = FIELD_PASSPHRASE;
        else
            signin_try(self, stage);
        return true;
    case CMD_SIGNIN_DOWN:
        return signin_pick(self, 1);
    case CMD_SIGNIN_UP:
        return signin_pick(self, -1);
    case CMD_BACK:
        signin_clear(self);
        return true;
    }
    return false;
}

static bool signin_key(Screen *screen, Stage *stage UNUSED, int key)
{
    Signin *self = (Signin *)screen;

    if (!lineedit_key(&self->edits[self->focus], key))
        return false;
    self->picked = -1; /* what is in the fields may be nobody of those shown */
    return true;
}

static unsigned signin_state(Screen *screen, Stage *stage UNUSED)
{
    const Signin *self = (const Signin *)screen;
    bool typed = self->edits[FIELD_NAME].text.len || self->edits[FIELD_PASSPHRASE].text.len;

    return (self->n_users ? NEED_ROW : 0) | (typed ? NEED_BACK : 0);
}

static void signin_help(Screen *screen UNUSED, Stage *stage UNUSED, Buf *out)
{
    buf_add(
        out,
        _("Your name as it was entered for you, and your passphrase. Whoever forgot it asks "
          "a supervisor or an administrator of this station: they set another one (People, "
          "p), which is changed at the first sign-in; what you entered stays. Where nobody "
          "is left who could, “anjuan recover” lets a supervisor in by the recovery code "
          "that was kept for that when the store was begun or sealed"));
}

static void signin_free(Screen *screen)
{
    Signin *self = (Signin *)screen;

    for (int i = 0; i < FIELDS; i++)
        lineedit_free(&self->edits[i]);
    free(self);
}

static const ScreenOps signin_ops = {
    .name = "signin",
    .draw = signin_draw,
    .scope = signin_scope,
    .typing = signin_typing,
    .state = signin_state,
    .text = signin_text,
    .key = signin_key,
    .command = signin_command,
    .help = signin_help,
    .free = signin_free,
};

/* Ahead of who is there: the sign-in tells the history. */
static void say_clock(Stage *stage)
{
    Buf words = BUF_INIT;

    if (app_clock_words(stage_session(stage), &words))
        stage_say(stage, MSG_WARN, "%s", words.data);
    buf_free(&words);
}

Screen *signin_screen_new(Stage *stage)
{
    Signin *self = xcalloc(1, sizeof *self);
    Err err = {0};

    self->screen.ops = &signin_ops;
    self->picked = -1;
    lineedit_init(&self->edits[FIELD_NAME], "", NAME_CHARS, false);
    lineedit_init(&self->edits[FIELD_PASSPHRASE], "", PASSPHRASE_MAX, false);
    if (session_practice(stage_session(stage)) &&
        !app_practice_users(stage_session(stage), &self->users, &self->n_users, &err))
        stage_say_err(stage, &err);
    say_clock(stage);
    return &self->screen;
}
