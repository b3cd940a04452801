/* The card of this station for cameras: its ten characters as a code in half blocks, two rows
 * of squares in one of the screen, then the card itself in as many as it takes. One that does
 * not fit says what it needs. */
#include "config.h"

#include <stdlib.h>

#include "app/station.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/qr.h"
#include "base/text/text.h"
#include "ui/ask/ask.h"
#include "ui/screens/screens.h"
#include "ui/stage/chrome.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"
#include "ui/stage/work.h"

enum { MARGIN = 2, QUIET_LEAST = 2 };

typedef struct Card {
    Screen screen;
    Arena *arena;
    CardCodes codes;
    size_t at; /* 0: the characters; then the parts of the card */
    char *path;
} Card;

/* ---- drawing ---- */

static bool is_ascii(const Frame *frame)
{
    return (unsigned char)frame_sign(frame, SIGN_UPPER)[0] < 0x80;
}

static bool shows_codes(const Frame *frame)
{
    return !is_ascii(frame) && text_cols(frame_sign(frame, SIGN_UPPER)) == 1;
}

/* The quiet edge with which it fits, 0: with none. */
static int quiet_in(const Qr *qr, Rect rect)
{
    for (int quiet = QR_QUIET; quiet >= QUIET_LEAST; quiet -= 2) {
        int side = qr->side + 2 * quiet;
        if ((side + 1) / 2 <= rect.rows && side + MARGIN <= rect.cols)
            return quiet;
    }
    return 0;
}

/* Returns its columns. */
static int draw_code(const Qr *qr, int quiet, Frame *frame, Rect rect)
{
    int side = qr->side + 2 * quiet;
    for (int row = 0; row < side; row += 2) {
        for (int col = 0; col < side; col++) {
            bool upper = qr_dark(qr, row - quiet, col - quiet),
                 lower = qr_dark(qr, row + 1 - quiet, col - quiet);
            const char *sign = !upper && !lower ? " "
                               : upper && lower ? frame_sign(frame, SIGN_FULL)
                               : upper          ? frame_sign(frame, SIGN_UPPER)
                                                : frame_sign(frame, SIGN_LOWER);
            frame_put(frame, rect.row + row / 2, rect.col + MARGIN + col, 1, ST_CODE, sign);
        }
    }
    return side;
}

static void draw_text(const char *text, Style style, Frame *frame, Rect *rect)
{
    TextLine *lines = NULL;
    size_t n = text_wrap(text, rect->cols, &lines);
    for (size_t i = 0; i < n && rect->rows > 0; i++, rect->row++, rect->rows--) {
        char *line = xstrndup(text + lines[i].from, lines[i].to - lines[i].from);
        frame_put(frame, rect->row, rect->col, rect->cols, style, line);
        free(line);
    }
    free(lines);
    rect->row++;
    rect->rows--;
}

/* Why there is none, where there is none. */
static void add_reason(const Qr *qr, const Err *fault, Frame *frame, Rect rect, Buf *out)
{
    int side = qr->side + 2 * QUIET_LEAST;
    if (!qr->side)
        buf_add(out, fault->text);
    else if (is_ascii(frame))
        buf_add(out, _("No code can be shown: this terminal has no half blocks; print it"));
    else if (text_cols(frame_sign(frame, SIGN_UPPER)) != 1)
        buf_add(out,
                _("No code can be shown: this terminal shows half blocks two columns wide; "
                  "print it"));
    else
        buf_addf(out,
                 _("This code does not fit: it takes %d rows and %d columns, and there are %d "
                   "and %d; make the window larger or the letters smaller, or print it"),
                 (side + 1) / 2, side + MARGIN, rect.rows, rect.cols + MARGIN);
}

static void add_about(const Card *self, Buf *out)
{
    if (self->at == 0)
        buf_add(out, _("A telephone's camera reads the characters of this card off the screen: "
                       "compare them with what the other station's program shows of it"));
    else
        /* TRANSLATORS: number of a code, how many there are */
        buf_addf(out,
                 _("The card, code %zu of %zu: write what the camera reads into one file, each "
                   "on a new line"),
                 self->at, self->codes.n);
}

static void draw_about(const Card *self, const Qr *qr, const Err *fault, int quiet,
                       Frame *frame, Rect rect)
{
    Buf about = BUF_INIT, why = BUF_INIT;
    Rect all = rect;
    if (rect.rows > 3)
        rect.row++;
    draw_text(self->codes.words, ST_TITLE, frame, &rect);
    add_about(self, &about);
    draw_text(about.data, ST_TEXT, frame, &rect);
    if (self->at == 0 && *self->codes.age)
        draw_text(self->codes.age, ST_DIM, frame, &rect);
    if (!quiet)
        add_reason(qr, fault, frame, all, &why);
    if (why.len)
        draw_text(why.data, ST_WARN, frame, &rect);
    buf_free(&why);
    buf_free(&about);
}

static void card_draw(Screen *screen, Stage *stage, Frame *frame)
{
    Card *self = (Card *)screen;
    Rect rect = stage_chrome(stage, frame, _("Codes of the card"),
                             session_user(stage_session(stage))->display);
    const char *text = self->at ? self->codes.parts[self->at - 1] : self->codes.fingerprint;
    Err fault = {0};
    Qr qr = {.side = 0};
    int quiet = 0, beside = MARGIN;

    if (self->codes.n && qr_make(text, QR_SCREEN, &qr, &fault) && shows_codes(frame))
        quiet = quiet_in(&qr, rect);
    if (quiet)
        beside += draw_code(&qr, quiet, frame, rect) + MARGIN;
    if (self->codes.n)
        draw_about(self, &qr, &fault, quiet, frame,
                   (Rect){rect.row, rect.col + beside, rect.rows, rect.cols - beside - 1});
    frame_cursor(frame, rect.row, rect.col);
    qr_free(&qr);
}

/* ---- on paper ---- */

typedef struct Work {
    Session *session;
    const char *path;
} Work;

static bool print_card(const Progress *progress UNUSED, void *ctx, Err *err)
{
    const Work *work = ctx;
    return app_card_paper(work->session, work->path, false, err);
}

static void file_typed(Stage *stage, void *ctx, const Reply *reply)
{
    Card *self = ctx;
    Err err = {0};

    free(self->path);
    self->path = reply->text     ? xstrdup(reply->text)
                 : reply->missed ? xstrdup(reply->missed)
                                 : NULL;
    if (!reply->text || !*reply->text)
        return;
    char *path = path_typed(reply->text);
    Work work = {stage_session(stage), path};
    if (path_exists(path))
        stage_say(stage, MSG_ERROR, _("%s is there already; choose another name"), path);
    else if (stage_work(stage, _("Making the paper"), print_card, &work, &err))
        stage_say(stage, MSG_DONE, _("Written: %s"), path);
    else
        stage_say_err(stage, &err);
    free(path);
}

/* ---- the screen ---- */

static CmdScope card_scope(const Screen *screen UNUSED)
{
    return SC_CARD;
}

static bool card_command(Screen *screen, Stage *stage, CmdId id)
{
    Card *self = (Card *)screen;
    size_t all = self->codes.n + 1;

    switch ((int)id) {
    case CMD_CARD_NEXT:
        self->at = (self->at + 1) % all;
        return true;
    case CMD_CARD_PREVIOUS:
        self->at = (self->at + all - 1) % all;
        return true;
    case CMD_CARD_PAPER:
        ask(stage, &(Question){.title = _("The card on paper"),
                               .text = _("Into which file? Its name ends in .pdf"),
                               .initial = self->path,
                               .typed = TYPED_PLAIN,
                               .files = true,
                               .done = file_typed,
                               .ctx = self});
        return true;
    }
    return false;
}

static void card_help(Screen *screen UNUSED, Stage *stage UNUSED, Buf *out)
{
    buf_add(out, _("The ten characters of this station's card as a code, by which the other "
                   "station compares it, and the card itself for whoever has no other way to "
                   "bring a file. A card tells of everybody who works here, so it often takes "
                   "more than one code, larger than a small window; on paper all of them fit"));
}

static void card_free(Screen *screen)
{
    Card *self = (Card *)screen;

    arena_free(self->arena);
    free(self->path);
    free(self);
}

static const ScreenOps card_ops = {
    .name = "card",
    .draw = card_draw,
    .scope = card_scope,
    .command = card_command,
    .help = card_help,
    .free = card_free,
};

Screen *card_screen_new(Stage *stage)
{
    Card *self = xcalloc(1, sizeof *self);
    Err err = {0};

    self->screen.ops = &card_ops;
    self->arena = arena_new();
    if (!app_card_codes(stage_session(stage), self->arena, &self->codes, &err))
        stage_say_err(stage, &err);
    return &self->screen;
}
