/* The commands of a case file, opened by Esc over the last rows of the screen: which work now,
 * each with the letter that runs it and its word. The next key runs one and closes them, walked
 * to by arrows and taken by Enter, or by its letter; a letter is the same as that letter with
 * Alt, so a line that splits Alt into Esc and a letter does no harm. What is no command says so
 * and closes them. Esc again goes back. */
#include "config.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "ui/stage/inner.h"
#include "ui/stage/message.h"

enum { BAR_MOST = 64, MARGIN = 1, SIGN_COLS = 2, GAP = 2 };

typedef struct BarItem {
    CmdId id;
    int row, col, cols;
} BarItem;

bool bar_is_open(const Stage *stage)
{
    return stage->bar && stage->n && stage->bar == stage->stack[stage->n - 1];
}

void bar_open(Stage *stage)
{
    stage->bar = stage_top(stage);
    stage->bar_at = BAR_NONE;
}

void bar_close(Stage *stage)
{
    stage->bar = NULL;
}

/* One after the other, each whole in its row; returns how many there are. */
static int lay_out(Stage *stage, int cols, BarItem items[BAR_MOST])
{
    CmdId ids[BAR_MOST];
    int n = (int)keymap_lettered(stage->keymap, stage_scope(stage), stage_state(stage), ids,
                                 BAR_MOST);
    int row = 0, col = MARGIN;

    for (int i = 0; i < n; i++) {
        int wide = SIGN_COLS + text_cols(_(cmd_info(ids[i])->bar));
        if (col + wide > cols - MARGIN) {
            row++;
            col = MARGIN;
        }
        items[i] = (BarItem){ids[i], row, col, wide};
        col += wide + GAP;
    }
    return n;
}

/* ---- keys ---- */

/* The item nearest to at in the row by so many below. */
static int vertical(const BarItem *items, int n, int at, int by)
{
    int best = at;

    for (int i = 0; i < n; i++) {
        int off = abs(items[i].col - items[at].col),
            least = abs(items[best].col - items[at].col);
        if (items[i].row == items[at].row + by && (best == at || off < least))
            best = i;
    }
    return best;
}

static bool walk(Stage *stage, int key)
{
    BarItem items[BAR_MOST];
    int n = lay_out(stage, frame_cols(stage->frame), items), at = stage->bar_at;

    if (key != K_LEFT && key != K_RIGHT && key != K_UP && key != K_DOWN && key != K_TAB &&
        key != K_BACKTAB && key != K_HOME && key != K_END)
        return false;
    if (at == BAR_NONE || at >= n || key == K_HOME)
        at = 0;
    else if (key == K_END)
        at = n - 1;
    else if (key == K_UP || key == K_DOWN)
        at = vertical(items, n, at, key == K_UP ? -1 : 1);
    else
        at = (at + (key == K_RIGHT || key == K_TAB ? 1 : n - 1)) % n;
    stage->bar_at = at;
    return true;
}

static CmdId walked_to(Stage *stage)
{
    BarItem items[BAR_MOST];
    int n = lay_out(stage, frame_cols(stage->frame), items);

    return stage->bar_at >= 0 && stage->bar_at < n ? items[stage->bar_at].id : CMD_NONE;
}

static void say_none(Stage *stage, int key)
{
    Buf name = BUF_INIT, more = BUF_INIT;

    key_label(key, &name);
    keymap_keys(stage->keymap, CMD_COMMANDS, true, false, &more);
    /* TRANSLATORS: a letter, and a key. */
    stage_say(stage, MSG_NOTE, _("“%s” is no command here; %s shows those that are"), name.data,
              more.data);
    buf_free(&name);
    buf_free(&more);
}

void bar_key(Stage *stage, int key)
{
    if (walk(stage, key))
        return;
    CmdId walked = walked_to(stage);
    int meant = key_printable(key) ? key | K_ALT : key;
    CmdId id = keymap_command(stage->keymap, stage_scope(stage), meant, stage_typing(stage));
    bar_close(stage);
    if (key == K_ENTER && walked == CMD_NONE)
        return;
    if (key == K_ENTER || id == CMD_COMMANDS)
        event_command(stage, key == K_ENTER ? walked : CMD_BACK, key);
    else if (id == CMD_NONE)
        say_none(stage, key);
    else
        event_key(stage, meant);
}

/* ---- drawing ---- */

static void draw_head(Stage *stage, Frame *frame, int row)
{
    const Screen *top = stage_top(stage);
    const char *back = top->ops->back ? top->ops->back(top, stage) : NULL;
    int cols = frame_cols(frame);
    Buf esc = BUF_INIT;

    /* TRANSLATORS: over the commands that Esc shows, at the right: what Esc does now. */
    buf_addf(&esc, _("Esc: %s"), back ? back : _("goes back"));
    int wide = text_cols(esc.data), left = cols - wide - 3 * MARGIN;
    frame_fill(frame, row, 0, cols, ST_FOCUS, " ");
    /* TRANSLATORS: over the commands that Esc shows: nothing that is typed now is text. */
    frame_fit(frame, row, MARGIN, left, ST_FOCUS,
              _("COMMANDS, not text: a letter, or arrows and Enter"), TEXT_LEFT);
    frame_put(frame, row, cols - wide - MARGIN, wide, ST_FOCUS, esc.data);
    frame_cursor(frame, row, MARGIN);
    buf_free(&esc);
}

void bar_draw(Stage *stage, Frame *frame)
{
    BarItem items[BAR_MOST];
    int cols = frame_cols(frame), n = lay_out(stage, cols, items);
    int rows = n ? items[n - 1].row + 1 : 0, top = frame_rows(frame) - rows;

    frame_cover(frame, (Rect){top - 1, 0, rows + 1, cols});
    draw_head(stage, frame, top - 1);
    for (int i = 0; i < n; i++) {
        const BarItem *item = &items[i];
        bool here = i == stage->bar_at;
        Buf sign = BUF_INIT;
        buf_add_rune(&sign, (unsigned)keymap_letter(stage->keymap, item->id));
        frame_put(frame, top + item->row, item->col, 1, here ? ST_FOCUS : ST_KEY, sign.data);
        frame_put(frame, top + item->row, item->col + SIGN_COLS, item->cols - SIGN_COLS,
                  here ? ST_FOCUS : ST_TEXT, _(cmd_info(item->id)->bar));
        if (here) {
            frame_put(frame, top + item->row, item->col - 1, 1, ST_FOCUS, ">");
            frame_cursor(frame, top + item->row, item->col);
        }
        buf_free(&sign);
    }
}
