/* Between events and screens: what is typed goes to a Preedit while one is open, and its text
 * to the screen as if it was typed. */
#include "config.h"

#include "ui/pinyin/pinyin.h"

#include <stdlib.h>
#include <string.h>

#include "app/words.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "ui/model/preedit.h"
#include "ui/stage/app_state.h"

enum { MARGIN = 1, ITEM_GAP = 1, TURN_COLS = 2 /* < or > at an end of the page */ };

struct PinyinEntry {
    bool on;       /* for words */
    bool on_there; /* for letters that are understood without it, on the screen there */
    const Screen *there;
    Preedit *preedit; /* made when it is first switched on */
    Habits *habits;   /* of the person signed in */
};

PinyinEntry *pinyin_entry_new(void)
{
    return xcalloc(1, sizeof(PinyinEntry));
}

static void forget_person(PinyinEntry *entry)
{
    preedit_free(entry->preedit);
    habits_free(entry->habits);
    *entry = (PinyinEntry){.on = false};
}

void pinyin_entry_free(PinyinEntry *entry)
{
    if (!entry)
        return;
    forget_person(entry);
    free(entry);
}

static TypedKind typed_kind(App *app)
{
    Screen *top = app_top(app);
    return top && app_typing(app) && top->ops->typed ? top->ops->typed(top, app) : TYPED_PLAIN;
}

bool pinyin_possible(App *app)
{
    return app->signs != SIGNS_ASCII && app->session && session_user(app->session) &&
           typed_kind(app) != TYPED_PLAIN;
}

bool pinyin_on(App *app)
{
    const PinyinEntry *entry = app->pinyin;
    if (!entry->preedit || !pinyin_possible(app))
        return false;
    return typed_kind(app) != TYPED_LETTERS ? entry->on
                                            : entry->on_there && entry->there == app_top(app);
}

bool pinyin_composing(App *app)
{
    const PinyinEntry *entry = app->pinyin;
    return entry->preedit && preedit_open(entry->preedit) && entry->there == app_top(app);
}

/* ---- the words and the person ---- */

static bool make_ready(App *app, Err *err)
{
    PinyinEntry *entry = app->pinyin;
    const WordList *list = session_words(app->session, err);
    if (!list)
        return false;
    if (entry->preedit)
        return true;
    entry->habits = habits_new();
    entry->preedit = preedit_new(list, entry->habits);
    return words_read_habits(app->session, entry->habits, err);
}

bool pinyin_keep(App *app, Err *err)
{
    PinyinEntry *entry = app->pinyin;
    return !entry->habits || words_keep_habits(app->session, entry->habits, err);
}

/* ---- switching ---- */

/* What was asked for in one search or list does not hold in the next. */
static void follow(App *app)
{
    if (app->pinyin->there != app_top(app))
        app->pinyin->on_there = false;
}

static void put(App *app, const Buf *text)
{
    Screen *top = app_top(app);
    if (text->len && app_typing(app))
        top->ops->text(top, app, text->data, text->len, false);
}

void pinyin_switch(App *app)
{
    PinyinEntry *entry = app->pinyin;
    Err err = {0};
    bool on = pinyin_on(app);
    if (!on && !make_ready(app, &err)) {
        app_say_err(app, &err);
        return;
    }
    if (typed_kind(app) == TYPED_LETTERS)
        entry->on_there = !on;
    else
        entry->on = !on;
    entry->there = app_top(app);
    preedit_drop(entry->preedit);
    app_say(app, MSG_NOTE, "%s",
            on ? _("Letters are letters again")
               : _("Pinyin: letters collect, Space takes the first, 1 to 9 another"));
}

void pinyin_leave(App *app)
{
    Buf out = BUF_INIT;
    if (pinyin_composing(app)) {
        preedit_raw(app->pinyin->preedit, &out);
        put(app, &out);
    }
    buf_free(&out);
}

void pinyin_end(App *app)
{
    Err err = {0};
    pinyin_leave(app);
    if (app->session && session_user(app->session) && !pinyin_keep(app, &err))
        app_say_err(app, &err);
    forget_person(app->pinyin);
}

void pinyin_settle(App *app)
{
    Buf out = BUF_INIT;
    if (pinyin_composing(app)) {
        preedit_take(app->pinyin->preedit, &out);
        put(app, &out);
    }
    buf_free(&out);
}

/* ---- events ---- */

/* The room for the candidates, as pinyin_draw has it. */
static void measure(App *app)
{
    preedit_width(app->pinyin->preedit, frame_cols(app->frame) - 2 * MARGIN - 2 * TURN_COLS);
}

bool pinyin_text(App *app, const char *text, size_t len)
{
    PinyinEntry *entry = app->pinyin;
    Buf out = BUF_INIT;
    follow(app);
    if (!pinyin_on(app))
        return false;
    if (entry->there != app_top(app)) { /* another screen lay over the one before */
        preedit_drop(entry->preedit);
        entry->there = app_top(app);
    }
    measure(app);
    preedit_names(entry->preedit, typed_kind(app) == TYPED_NAME);
    preedit_text(entry->preedit, text, len, &out);
    put(app, &out);
    buf_free(&out);
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

bool pinyin_key(App *app, int key)
{
    PinyinEntry *entry = app->pinyin;
    Buf out = BUF_INIT;
    follow(app);
    if (!pinyin_on(app) || entry->there != app_top(app))
        return false;
    CmdId id = keymap_command(app->keymap, app_scope(app), key, true);
    bool taken = false;
    measure(app);
    if (id == CMD_PINYIN && preedit_open(entry->preedit))
        preedit_raw(entry->preedit, &out);
    else
        taken = preedit_key(entry->preedit, usual_key(key, id), &out);
    put(app, &out);
    buf_free(&out);
    return taken;
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
void pinyin_draw(App *app, Frame *frame)
{
    enum { ROWS = 2 };
    PreeditView view;
    int row, col, cols = frame_cols(frame);
    if (!pinyin_composing(app) || !frame_cursor_at(frame, &row, &col))
        return;
    measure(app);
    preedit_view(app->pinyin->preedit, &view);
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

int pinyin_draw_mark(App *app, Frame *frame)
{
    /* TRANSLATORS: stands at the end of the last line while pinyin entry is on: 拼 in Chinese.
     */
    const char *mark = C_("pinyin entry is on", "PY");
    if (!pinyin_on(app))
        return 0;
    int cols = text_cols(mark) + 2, at = frame_cols(frame) - cols;
    frame_fill(frame, frame_rows(frame) - 1, at, cols, ST_SELECTED, " ");
    frame_put(frame, frame_rows(frame) - 1, at + 1, cols - 2, ST_SELECTED, mark);
    return cols;
}

void pinyin_draw_keys(App *app, Frame *frame)
{
    const struct {
        const char *keys, *word;
    } items[] = {
        {"1-9", C_("pinyin entry", "Choose")},    {"Space", C_("pinyin entry", "First")},
        {"Enter", C_("pinyin entry", "Letters")}, {"Esc", C_("pinyin entry", "Drop")},
        {"- =", C_("pinyin entry", "Pages")},
    };
    int row = frame_rows(frame) - 1, col = 1;
    frame_fill(frame, row, 0, frame_cols(frame), ST_TEXT, " ");
    int room = frame_cols(frame) - pinyin_draw_mark(app, frame);
    for (size_t i = 0; i < COUNT_OF(items); i++) {
        int cols = text_cols(items[i].keys) + text_cols(items[i].word) + 1;
        if (col + cols > room)
            break;
        col += frame_put(frame, row, col, -1, ST_KEY, items[i].keys) + 1;
        col += frame_put(frame, row, col, -1, ST_TEXT, items[i].word) + 2;
    }
}
