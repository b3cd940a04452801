/* The entry as one state machine over a Preedit, and how it is drawn. */
#include "config.h"

#include "ui/pinyin/pinyin.h"

#include <stdlib.h>
#include <string.h>

#include "app/words.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text/text.h"
#include "ui/cmd/cmd.h"
#include "ui/model/event.h"
#include "ui/model/preedit.h"

enum { MARGIN = 1, ITEM_GAP = 1, TURN_COLS = 2 /* < or > at an end of the page */ };

struct PinyinEntry {
    Session *session;
    FrameSigns signs;
    bool on;       /* for words */
    bool on_there; /* for letters that are understood without it, on the screen there */
    const void *there;
    Preedit *preedit; /* made when it is first switched on */
    Habits *habits;   /* of the person signed in */
};

PinyinEntry *pinyin_entry_new(Session *session, FrameSigns signs)
{
    PinyinEntry *entry = xcalloc(1, sizeof *entry);
    entry->session = session;
    entry->signs = signs;
    return entry;
}

void pinyin_forget(PinyinEntry *entry)
{
    preedit_free(entry->preedit);
    habits_free(entry->habits);
    *entry = (PinyinEntry){.session = entry->session, .signs = entry->signs};
}

void pinyin_entry_free(PinyinEntry *entry)
{
    if (!entry)
        return;
    pinyin_forget(entry);
    free(entry);
}

bool pinyin_possible(const PinyinEntry *entry, PinyinPlace place)
{
    return entry->signs != SIGNS_ASCII && entry->session && session_user(entry->session) &&
           place.kind != TYPED_PLAIN;
}

/* It is on for what is typed now. */
static bool pinyin_on(const PinyinEntry *entry, PinyinPlace place)
{
    if (!entry->preedit || !pinyin_possible(entry, place))
        return false;
    return place.kind != TYPED_LETTERS ? entry->on
                                       : entry->on_there && entry->there == place.of;
}

bool pinyin_composing(const PinyinEntry *entry, PinyinPlace place)
{
    return entry->preedit && preedit_open(entry->preedit) && entry->there == place.of;
}

/* ---- the words and the person ---- */

static bool make_ready(PinyinEntry *entry, Err *err)
{
    const WordList *list = app_words(entry->session, err);
    if (!list)
        return false;
    if (entry->preedit)
        return true;
    entry->habits = habits_new();
    entry->preedit = preedit_new(list, entry->habits);
    return app_habits_read(entry->session, entry->habits, err);
}

bool pinyin_keep(PinyinEntry *entry, Err *err)
{
    return !entry->habits || app_habits_keep(entry->session, entry->habits, err);
}

/* ---- switching ---- */

/* What was asked for in one search or list does not hold in the next. */
static void follow(PinyinEntry *entry, PinyinPlace place)
{
    if (entry->there != place.of)
        entry->on_there = false;
}

bool pinyin_switch(PinyinEntry *entry, PinyinPlace place, const char **word, Err *err)
{
    bool on = pinyin_on(entry, place);
    if (!on && !make_ready(entry, err))
        return false;
    if (place.kind == TYPED_LETTERS)
        entry->on_there = !on;
    else
        entry->on = !on;
    entry->there = place.of;
    preedit_drop(entry->preedit);
    *word = on ? _("Letters are letters again")
               : _("Pinyin: letters collect, Space takes the first, 1 to 9 another");
    return true;
}

bool pinyin_end(PinyinEntry *entry, Err *err)
{
    bool done = !entry->session || !session_user(entry->session) || pinyin_keep(entry, err);
    pinyin_forget(entry);
    return done;
}

void pinyin_leave(PinyinEntry *entry, PinyinPlace place, Buf *out)
{
    if (pinyin_composing(entry, place))
        preedit_raw(entry->preedit, out);
}

void pinyin_settle(PinyinEntry *entry, PinyinPlace place, Buf *out)
{
    if (pinyin_composing(entry, place))
        preedit_take(entry->preedit, out);
}

/* ---- events ---- */

/* The room for the candidates, as pinyin_draw has it. */
static void measure(const PinyinEntry *entry, PinyinPlace place)
{
    preedit_width(entry->preedit, place.cols - 2 * MARGIN - 2 * TURN_COLS);
}

bool pinyin_text(PinyinEntry *entry, PinyinPlace place, const char *text, size_t len, Buf *out)
{
    follow(entry, place);
    if (!pinyin_on(entry, place))
        return false;
    if (entry->there != place.of) { /* another screen lay over the one before */
        preedit_drop(entry->preedit);
        entry->there = place.of;
    }
    measure(entry, place);
    preedit_names(entry->preedit, place.kind == TYPED_NAME);
    preedit_text(entry->preedit, text, len, out);
    return true;
}

/* Keys that the person moved elsewhere in keys.ini mean here what they mean there. */
static int usual_key(int key, CmdId id)
{
    if (id == CMD_BACK || id == CMD_UNDO) /* there is nothing yet to be undone but this */
        return K_ESC;
    if (id != CMD_NONE && cmd_info(id)->scope == SC_TEXT)
        return cmd_first_key(id);
    return key;
}

bool pinyin_key(PinyinEntry *entry, PinyinPlace place, int key, CmdId id, Buf *out)
{
    follow(entry, place);
    if (!pinyin_on(entry, place) || entry->there != place.of)
        return false;
    measure(entry, place);
    if (id != CMD_PINYIN || !preedit_open(entry->preedit))
        return preedit_key(entry->preedit, usual_key(key, id), out);
    preedit_raw(entry->preedit, out);
    return false;
}

/* ---- drawing ---- */

static int item_cols(const PreeditView *view, int i)
{
    return 2 + text_cols(view->candidates[i]) + ITEM_GAP;
}

static void draw_candidates(const PreeditView *view, Frame *frame, int row, int col)
{
    Buf digit = BUF_INIT;
    col += frame_put(frame, row, col, -1, ST_DIM, view->before ? "<" : " ");
    for (int i = 0; i < view->n; i++) {
        bool here = i == view->marked;
        buf_clear(&digit);
        buf_addf(&digit, "%s%d", here ? ">" : " ", i + 1);
        col += frame_put(frame, row, col, -1, here ? ST_SELECTED : ST_KEY, digit.data);
        col +=
            frame_put(frame, row, col, -1, here ? ST_SELECTED : ST_TEXT, view->candidates[i]);
        col += frame_put(frame, row, col, ITEM_GAP, ST_TEXT, " ");
    }
    frame_put(frame, row, col, -1, ST_DIM, view->after ? ">" : " ");
    buf_free(&digit);
}

/* The end of it is what is being typed, so that is seen. */
static void draw_letters(const char *text, Frame *frame, int row, int col, int cols)
{
    size_t from = 0, len = strlen(text);
    while (text_cols(text + from) > cols - 2)
        from = text_next(text, len, from);
    frame_fill(frame, row, col, cols, ST_SELECTED, " ");
    frame_put(frame, row, col + 1, cols - 2, ST_SELECTED, text + from);
    if (from)
        frame_put(frame, row, col, 1, ST_SELECTED, "<");
}

/* Two rows under the cursor, over what stands there: every screen has three more rows at least
 * below its fields. */
void pinyin_draw(const PinyinEntry *entry, PinyinPlace place, Frame *frame)
{
    enum { ROWS = 2 };
    PreeditView view;
    int row, col, cols = frame_cols(frame);
    if (!pinyin_composing(entry, place) || !frame_cursor_at(frame, &row, &col))
        return;
    measure(entry, place);
    preedit_view(entry->preedit, &view);
    int wide = 2 * TURN_COLS, letters = text_cols(view.text) + 2;
    for (int i = 0; i < view.n; i++)
        wide += item_cols(&view, i);
    wide = wide > letters ? wide : letters;
    wide = wide < cols ? wide : cols;
    int at = col + wide <= cols ? col : cols - wide;
    int top = row + 1;
    for (int i = 0; i < ROWS; i++)
        frame_fill(frame, top + i, at, wide, ST_TEXT, " ");
    draw_letters(view.text, frame, top, at, wide);
    if (view.n)
        draw_candidates(&view, frame, top + 1, at);
    else
        frame_put(frame, top + 1, at + 1, wide - 1, ST_DIM, "-");
    frame_cursor(frame, row, col);
}

int pinyin_draw_mark(const PinyinEntry *entry, PinyinPlace place, Frame *frame)
{
    /* TRANSLATORS: stands at the end of the last line while pinyin entry is on: 拼 in Chinese.
     */
    const char *mark = C_("pinyin entry is on", "PY");
    if (!pinyin_on(entry, place))
        return 0;
    int cols = text_cols(mark) + 2, at = frame_cols(frame) - cols;
    frame_fill(frame, frame_rows(frame) - 1, at, cols, ST_SELECTED, " ");
    frame_put(frame, frame_rows(frame) - 1, at + 1, cols - 2, ST_SELECTED, mark);
    return cols;
}

void pinyin_draw_keys(const PinyinEntry *entry, PinyinPlace place, Frame *frame)
{
    PreeditView view;
    Buf space = BUF_INIT;
    preedit_view(entry->preedit, &view);
    key_label(' ', &space);
    const struct {
        const char *keys, *word;
    } items[] = {
        {"1-9", C_("pinyin entry", "Choose")},
        {space.data, view.moved ? C_("pinyin entry", "All") : C_("pinyin entry", "First")},
        {"← →", C_("pinyin entry", "Words")},
        {"- =", C_("pinyin entry", "Pages")},
        {"Enter", C_("pinyin entry", "Letters")},
        {"Esc", C_("pinyin entry", "Drop")},
    };
    int row = frame_rows(frame) - 1, col = 1;
    frame_fill(frame, row, 0, frame_cols(frame), ST_TEXT, " ");
    int room = frame_cols(frame) - pinyin_draw_mark(entry, place, frame);
    for (size_t i = 0; i < COUNT_OF(items); i++) {
        int cols = text_cols(items[i].keys) + text_cols(items[i].word) + 1;
        if (col + cols > room)
            break;
        col += frame_put(frame, row, col, -1, ST_KEY, items[i].keys) + 1;
        col += frame_put(frame, row, col, -1, ST_TEXT, items[i].word) + 2;
    }
    buf_free(&space);
}
