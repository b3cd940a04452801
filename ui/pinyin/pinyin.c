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
#include "ui/stage/inner.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"

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

static TypedKind typed_kind(Stage *stage)
{
    Screen *top = stage_top(stage);
    return top && stage_typing(stage) && top->ops->typed ? top->ops->typed(top, stage)
                                                         : TYPED_PLAIN;
}

bool pinyin_possible(Stage *stage)
{
    return stage->signs != SIGNS_ASCII && stage->session && session_user(stage->session) &&
           typed_kind(stage) != TYPED_PLAIN;
}

bool pinyin_on(Stage *stage)
{
    const PinyinEntry *entry = stage->pinyin;
    if (!entry->preedit || !pinyin_possible(stage))
        return false;
    return typed_kind(stage) != TYPED_LETTERS
               ? entry->on
               : entry->on_there && entry->there == stage_top(stage);
}

bool pinyin_composing(Stage *stage)
{
    const PinyinEntry *entry = stage->pinyin;
    return entry->preedit && preedit_open(entry->preedit) && entry->there == stage_top(stage);
}

/* ---- the words and the person ---- */

static bool make_ready(Stage *stage, Err *err)
{
    PinyinEntry *entry = stage->pinyin;
    const WordList *list = session_words(stage->session, err);
    if (!list)
        return false;
    if (entry->preedit)
        return true;
    entry->habits = habits_new();
    entry->preedit = preedit_new(list, entry->habits);
    return words_read_habits(stage->session, entry->habits, err);
}

bool pinyin_keep(Stage *stage, Err *err)
{
    PinyinEntry *entry = stage->pinyin;
    return !entry->habits || words_keep_habits(stage->session, entry->habits, err);
}

/* ---- switching ---- */

/* What was asked for in one search or list does not hold in the next. */
static void follow(Stage *stage)
{
    if (stage->pinyin->there != stage_top(stage))
        stage->pinyin->on_there = false;
}

static void put(Stage *stage, const Buf *text)
{
    Screen *top = stage_top(stage);
    if (text->len && stage_typing(stage))
        top->ops->text(top, stage, text->data, text->len, false);
}

void pinyin_switch(Stage *stage)
{
    PinyinEntry *entry = stage->pinyin;
    Err err = {0};
    bool on = pinyin_on(stage);
    if (!on && !make_ready(stage, &err)) {
        stage_say_err(stage, &err);
        return;
    }
    if (typed_kind(stage) == TYPED_LETTERS)
        entry->on_there = !on;
    else
        entry->on = !on;
    entry->there = stage_top(stage);
    preedit_drop(entry->preedit);
    stage_say(stage, MSG_NOTE, "%s",
              on ? _("Letters are letters again")
                 : _("Pinyin: letters collect, Space takes the first, 1 to 9 another"));
}

void pinyin_leave(Stage *stage)
{
    Buf out = BUF_INIT;
    if (pinyin_composing(stage)) {
        preedit_raw(stage->pinyin->preedit, &out);
        put(stage, &out);
    }
    buf_free(&out);
}

void pinyin_end(Stage *stage)
{
    Err err = {0};
    pinyin_leave(stage);
    if (stage->session && session_user(stage->session) && !pinyin_keep(stage, &err))
        stage_say_err(stage, &err);
    forget_person(stage->pinyin);
}

void pinyin_settle(Stage *stage)
{
    Buf out = BUF_INIT;
    if (pinyin_composing(stage)) {
        preedit_take(stage->pinyin->preedit, &out);
        put(stage, &out);
    }
    buf_free(&out);
}

/* ---- events ---- */

/* The room for the candidates, as pinyin_draw has it. */
static void measure(Stage *stage)
{
    preedit_width(stage->pinyin->preedit,
                  frame_cols(stage->frame) - 2 * MARGIN - 2 * TURN_COLS);
}

bool pinyin_text(Stage *stage, const char *text, size_t len)
{
    PinyinEntry *entry = stage->pinyin;
    Buf out = BUF_INIT;
    follow(stage);
    if (!pinyin_on(stage))
        return false;
    if (entry->there != stage_top(stage)) { /* another screen lay over the one before */
        preedit_drop(entry->preedit);
        entry->there = stage_top(stage);
    }
    measure(stage);
    preedit_names(entry->preedit, typed_kind(stage) == TYPED_NAME);
    preedit_text(entry->preedit, text, len, &out);
    put(stage, &out);
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

bool pinyin_key(Stage *stage, int key)
{
    PinyinEntry *entry = stage->pinyin;
    Buf out = BUF_INIT;
    follow(stage);
    if (!pinyin_on(stage) || entry->there != stage_top(stage))
        return false;
    CmdId id = keymap_command(stage->keymap, stage_scope(stage), key, true);
    bool taken = false;
    measure(stage);
    if (id == CMD_PINYIN && preedit_open(entry->preedit))
        preedit_raw(entry->preedit, &out);
    else
        taken = preedit_key(entry->preedit, usual_key(key, id), &out);
    put(stage, &out);
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
void pinyin_draw(Stage *stage, Frame *frame)
{
    enum { ROWS = 2 };
    PreeditView view;
    int row, col, cols = frame_cols(frame);
    if (!pinyin_composing(stage) || !frame_cursor_at(frame, &row, &col))
        return;
    measure(stage);
    preedit_view(stage->pinyin->preedit, &view);
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

int pinyin_draw_mark(Stage *stage, Frame *frame)
{
    /* TRANSLATORS: stands at the end of the last line while pinyin entry is on: 拼 in Chinese.
     */
    const char *mark = C_("pinyin entry is on", "PY");
    if (!pinyin_on(stage))
        return 0;
    int cols = text_cols(mark) + 2, at = frame_cols(frame) - cols;
    frame_fill(frame, frame_rows(frame) - 1, at, cols, ST_SELECTED, " ");
    frame_put(frame, frame_rows(frame) - 1, at + 1, cols - 2, ST_SELECTED, mark);
    return cols;
}

void pinyin_draw_keys(Stage *stage, Frame *frame)
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
    int room = frame_cols(frame) - pinyin_draw_mark(stage, frame);
    for (size_t i = 0; i < COUNT_OF(items); i++) {
        int cols = text_cols(items[i].keys) + text_cols(items[i].word) + 1;
        if (col + cols > room)
            break;
        col += frame_put(frame, row, col, -1, ST_KEY, items[i].keys) + 1;
        col += frame_put(frame, row, col, -1, ST_TEXT, items[i].word) + 2;
    }
}
