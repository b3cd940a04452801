/* One's own passphrase: the one of now, unless the person has just signed in with it, and the
 * new one twice, with what it must be beside it. Where somebody else set the one of now,
 * nothing comes before this but signing out. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/people.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text/text.h"
#include "ui/model/lineedit.h"
#include "ui/screens/home.h"
#include "ui/screens/screens.h"
#include "ui/stage/chrome.h"
#include "ui/stage/lock.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"
#include "ui/widget/input.h"

enum { FIELD_NOW, FIELD_NEW, FIELD_AGAIN, FIELDS };
enum { MARGIN = 4, FIELD_COLS = 32, LOW_ROWS = 18 };

typedef struct Passphrase {
    Screen screen;
    LineEdit edits[FIELDS];
    int focus;
    bool must;   /* somebody else set the one of now; FIELD_NOW was typed at the sign-in */
    char *giver; /* who that was; NULL: not known */
} Passphrase;

static int first_field(const Passphrase *self)
{
    return self->must ? FIELD_NEW : FIELD_NOW;
}

/* ---- drawing ---- */

/* Returns the row below the text. */
static int draw_text(Frame *frame, Rect rect, int row, Style style, const char *text)
{
    TextLine *lines;
    size_t n = text_wrap(text, rect.cols - 2 * MARGIN, &lines);
    Buf line = BUF_INIT;

    for (size_t i = 0; i < n && row < rect.row + rect.rows; i++, row++) {
        buf_clear(&line);
        buf_add_bytes(&line, text + lines[i].from, lines[i].to - lines[i].from);
        frame_put(frame, row, MARGIN, rect.cols - 2 * MARGIN, style, line.data);
    }
    buf_free(&line);
    free(lines);
    return row;
}

static int draw_fields(Passphrase *self, Frame *frame, int row, int step)
{
    static const char *const labels[FIELDS] = {N_("Passphrase now"), N_("New passphrase"),
                                               N_("The same again")};
    int cols = 0;

    for (int i = 0; i < FIELDS; i++)
        cols = text_cols(_(labels[i])) > cols ? text_cols(_(labels[i])) : cols;
    for (int i = first_field(self); i < FIELDS; i++, row += step) {
        frame_fit(frame, row, MARGIN, cols, ST_LABEL, _(labels[i]), TEXT_LEFT);
        input_draw(&self->edits[i], frame, (Rect){row, MARGIN + cols + 2, 1, FIELD_COLS},
                   i == self->focus, true);
    }
    return row;
}

static void passphrase_draw(Screen *screen, Stage *stage, Frame *frame)
{
    Passphrase *self = (Passphrase *)screen;
    const User *user = session_user(stage_session(stage));
    Buf text = BUF_INIT;
    Rect rect = stage_chrome(stage, frame, _("Your passphrase"), user ? user->display : "");
    bool low = rect.rows < LOW_ROWS;
    int row = rect.row + !low;

    if (self->must) {
        Buf why = BUF_INIT;
        /* TRANSLATORS: a person. */
        buf_addf(&why,
                 _("%s set your passphrase and knows it. Choose one that only you know; then "
                   "you go on"),
                 self->giver ? self->giver : _("Somebody else"));
        row = draw_text(frame, rect, row, ST_WARN, why.data) + !low;
        buf_free(&why);
    }
    row = draw_fields(self, frame, row, low ? 1 : 2) + low;
    buf_addf(&text,
             _("At least %d characters: a sentence of several words is easy to keep in mind. "
               "What is tried first does not count: words that many take, rows of keys, years, "
               "digits alone, your name. It is another than the one before"),
             PASSPHRASE_MIN);
    draw_text(frame, rect, row, ST_DIM, text.data);
    buf_free(&text);
}

/* ---- keys ---- */

static CmdScope passphrase_scope(const Screen *screen UNUSED)
{
    return SC_PASSPHRASE;
}

static bool passphrase_typing(const Screen *screen UNUSED)
{
    return true;
}

static unsigned passphrase_state(Screen *screen UNUSED, Stage *stage UNUSED)
{
    return NEED_BACK;
}

static bool passphrase_text(Screen *screen, Stage *stage UNUSED, const char *text, size_t len,
                            bool paste UNUSED)
{
    Passphrase *self = (Passphrase *)screen;

    lineedit_insert(&self->edits[self->focus], text, len);
    return true;
}

static bool passphrase_key(Screen *screen, Stage *stage UNUSED, int key)
{
    Passphrase *self = (Passphrase *)screen;

    return lineedit_key(&self->edits[self->focus], key);
}

static const char *typed(const Passphrase *self, int field)
{
    return self->edits[field].text.data;
}

/* From that field on everything is typed again. */
static void once_more(Passphrase *self, int field)
{
    for (int i = field; i < FIELDS; i++)
        lineedit_wipe(&self->edits[i]);
    self->focus = field;
}

static void passphrase_take(Passphrase *self, Stage *stage)
{
    Session *session = stage_session(stage);
    Err err = {0};

    if (strcmp(typed(self, FIELD_NEW), typed(self, FIELD_AGAIN)) != 0) {
        once_more(self, FIELD_NEW);
        stage_say(stage, MSG_WARN, _("The two were not the same; type it twice once more"));
        return;
    }
    if (!self->must && !session_check_passphrase(session, typed(self, FIELD_NOW), &err)) {
        once_more(self, FIELD_NOW);
        stage_say_err(stage, &err);
        return;
    }
    if (!app_person_passphrase(session, session_user(session)->name, typed(self, FIELD_NEW),
                               &err)) {
        once_more(self, FIELD_NEW);
        stage_say_err(stage, &err);
        return;
    }
    once_more(self, first_field(self));
    if (self->must)
        home_come_in(stage);
    else
        stage_pop(stage);
    stage_say(stage, MSG_DONE, _("You have a new passphrase"));
}

/* What the new one must be is said before it is typed again. */
static void passphrase_enter(Passphrase *self, Stage *stage)
{
    Session *session = stage_session(stage);
    const User *user = session_user(session);
    Err err = {0};

    if (self->focus == FIELD_AGAIN) {
        passphrase_take(self, stage);
    } else if (self->focus == FIELD_NEW && !app_person_check(session, user->name, user->display,
                                                             typed(self, FIELD_NEW), &err)) {
        once_more(self, FIELD_NEW);
        stage_say_err(stage, &err);
    } else {
        self->focus++;
    }
}

static void passphrase_move(Passphrase *self, int step)
{
    int first = first_field(self), n = FIELDS - first;

    self->focus = first + (self->focus - first + step + n) % n;
}

static bool passphrase_command(Screen *screen, Stage *stage, CmdId id)
{
    Passphrase *self = (Passphrase *)screen;

    switch ((int)id) {
    case CMD_PASSPHRASE_TAKE:
        passphrase_enter(self, stage);
        return true;
    case CMD_PASSPHRASE_NEXT:
        passphrase_move(self, 1);
        return true;
    case CMD_PASSPHRASE_PREVIOUS:
        passphrase_move(self, -1);
        return true;
    case CMD_BACK:
        if (self->must)
            stage_sign_out(stage);
        else
            stage_pop(stage);
        return true;
    }
    return false;
}

static void passphrase_help(Screen *screen UNUSED, Stage *stage UNUSED, Buf *out)
{
    buf_add(out,
            _("A passphrase says who you are: what is done with it is done in your name. "
              "Nobody can look it up, not even a supervisor, who can only set another; you "
              "then choose your own at the next sign-in"));
}

static void passphrase_free(Screen *screen)
{
    Passphrase *self = (Passphrase *)screen;

    for (int i = 0; i < FIELDS; i++) {
        lineedit_wipe(&self->edits[i]);
        lineedit_free(&self->edits[i]);
    }
    free(self->giver);
    free(self);
}

static const ScreenOps passphrase_ops = {
    .name = "passphrase",
    .draw = passphrase_draw,
    .scope = passphrase_scope,
    .typing = passphrase_typing,
    .state = passphrase_state,
    .text = passphrase_text,
    .key = passphrase_key,
    .command = passphrase_command,
    .help = passphrase_help,
    .free = passphrase_free,
};

Screen *passphrase_screen_new(Stage *stage)
{
    Passphrase *self = xcalloc(1, sizeof *self);

    self->screen.ops = &passphrase_ops;
    self->must = session_user(stage_session(stage))->must_change;
    self->giver = app_passphrase_giver(stage_session(stage));
    for (int i = 0; i < FIELDS; i++)
        lineedit_init(&self->edits[i], "", PASSPHRASE_MAX, false);
    self->focus = first_field(self);
    return &self->screen;
}
