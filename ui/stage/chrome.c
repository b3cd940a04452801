/* What every screen draws alike: title, rules, status line, messages, key bar. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "ui/stage/chrome.h"
#include "ui/stage/inner.h"

enum {
    FOOT_ROWS = 3, /* rule, status line, key bar */
    BAR_COMMANDS = 32,
    BAR_ALWAYS = 88, /* commands of these ranks are never left out */
    BAR_ALWAYS_END = 96,
};

Frame *stage_frame(Stage *stage)
{
    return stage->frame;
}

static int head_right(const Frame *frame, const char *right)
{
    int cols = right ? text_cols(right) : 0, most = frame_cols(frame) / 2;
    return cols < most ? cols : most;
}

static const char *head_practice(const Stage *stage)
{
    return stage->session && session_practice(stage->session) ? _("[Practice store]") : NULL;
}

int stage_head_room(Stage *stage, const Frame *frame, const char *right)
{
    const char *practice = head_practice(stage);
    int taken = practice ? text_cols(practice) + 1 : 0;
    return frame_cols(frame) - 1 - taken - head_right(frame, right) - 2;
}

Rect stage_chrome_head(Stage *stage, Frame *frame, const char *left, const char *right,
                       int rows, Rect *head)
{
    const char *practice = head_practice(stage);
    int cols = frame_cols(frame), last = frame_rows(frame), col = 1;
    int right_cols = head_right(frame, right);

    frame_fill(frame, 0, 0, cols, ST_TITLE, " ");
    if (practice)
        col += frame_put(frame, 0, col, cols / 2, ST_PRACTICE, practice) + 1;
    frame_fit(frame, 0, col, stage_head_room(stage, frame, right), ST_TITLE, left, TEXT_LEFT);
    if (right_cols)
        frame_fit(frame, 0, cols - 1 - right_cols, right_cols, ST_TITLE, right, TEXT_RIGHT);
    frame_rule(frame, 1 + rows, 0, cols);
    frame_rule(frame, last - FOOT_ROWS, 0, cols);
    if (head)
        *head = (Rect){1, 0, rows, cols};
    return (Rect){2 + rows, 0, last - FOOT_ROWS - 2 - rows, cols};
}

Rect stage_chrome(Stage *stage, Frame *frame, const char *left, const char *right)
{
    return stage_chrome_head(stage, frame, left, right, 0, NULL);
}

void stage_status(Stage *stage, Frame *frame, const char *left, const char *right)
{
    int row = frame_rows(frame) - 2, cols = frame_cols(frame);
    int right_cols = right ? text_cols(right) : 0;

    if (stage->message.text.len)
        return;
    if (right_cols > cols / 2)
        right_cols = cols / 2;
    frame_fit(frame, row, 1, cols - 3 - right_cols, ST_TEXT, left, TEXT_LEFT);
    if (right_cols)
        frame_fit(frame, row, cols - 1 - right_cols, right_cols, ST_DIM, right, TEXT_RIGHT);
}

void chrome_draw_too_small(Frame *frame)
{
    Buf text = BUF_INIT;

    buf_addf(&text, _("The window is too small: %dx%d at least. Nothing is lost"), MIN_COLS,
             MIN_ROWS);
    frame_fit(frame, 0, 0, frame_cols(frame), ST_TEXT, text.data, TEXT_LEFT);
    frame_cursor(frame, 0, 0);
    buf_free(&text);
}

typedef struct BarItem {
    CmdId id;
    const char *word;
    Buf keys;
    int rank, cols;
} BarItem;

static bool bar_stays(const BarItem *item)
{
    return item->rank >= BAR_ALWAYS && item->rank < BAR_ALWAYS_END;
}

/* What was left out is behind Esc, which says so; the word is no wider than the one it had. */
static void bar_more(BarItem *items, size_t n)
{
    /* TRANSLATORS: in the line of keys, after Esc, in place of "Commands": some of the keys
     * found no room. No wider than that. */
    const char *more = C_("keys", "More");
    for (size_t i = 0; i < n; i++) {
        if (items[i].id == CMD_COMMANDS && text_cols(more) <= text_cols(items[i].word))
            items[i].word = more;
    }
}

/* The one to take next: of the lowest rank that still finds room; n: none. */
static size_t bar_next(const BarItem *items, const bool *taken, size_t n, int room)
{
    size_t next = n;
    for (size_t i = 0; i < n; i++) {
        if (!taken[i] && items[i].cols <= room &&
            (next == n || items[i].rank < items[next].rank))
            next = i;
    }
    return next;
}

/* Leaves out what finds no room, but for the commands that always stand there: what can be done
 * without first, wherever it stands. */
static size_t bar_cut(BarItem *items, size_t n, int cols)
{
    bool taken[BAR_COMMANDS] = {false};
    int room = cols - 1;
    size_t kept = 0;

    for (size_t i = 0; i < n; i++) {
        taken[i] = bar_stays(&items[i]);
        room -= taken[i] ? items[i].cols : 0;
    }
    for (size_t i; (i = bar_next(items, taken, n, room)) < n; room -= items[i].cols)
        taken[i] = true;
    for (size_t i = 0; i < n; i++) {
        if (taken[i])
            items[kept++] = items[i];
        else
            buf_free(&items[i].keys);
    }
    if (kept < n)
        bar_more(items, kept);
    return kept;
}

void chrome_draw_keys(Stage *stage, Frame *frame)
{
    CmdId offered[BAR_COMMANDS];
    BarItem items[BAR_COMMANDS];
    const PinyinPlace place = typing_place(stage);
    bool typing = stage_typing(stage);
    int row = frame_rows(frame) - 1, cols = frame_cols(frame);
    CmdState state = stage_state(stage);
    size_t n = 0, all = cmd_offered(stage_scope(stage), typing, state, offered, BAR_COMMANDS);

    if (pinyin_composing(stage->pinyin, place)) {
        pinyin_draw_keys(stage->pinyin, place, frame);
        return;
    }

    for (size_t i = 0; i < all; i++) {
        const CmdInfo *info = cmd_info(offered[i]);
        BarItem *item = &items[n];
        if (info->id == CMD_QUIT && state.holds & NEED_BACK) /* one way out is enough */
            continue;
        if (info->id == CMD_BACK && cmd_scope_has_bar(stage_scope(stage))) /* in the bar */
            continue;
        *item = (BarItem){info->id, _(info->bar), BUF_INIT, info->rank, 0};
        keymap_keys(stage->keymap, info->id, !stage_plain(stage), false, &item->keys);
        if (!item->keys.len) { /* no key for it while typing */
            buf_free(&item->keys);
            continue;
        }
        item->cols = text_cols(item->keys.data) + text_cols(item->word) + 3;
        n++;
    }
    frame_fill(frame, row, 0, cols, ST_TEXT, " ");
    cols -= pinyin_draw_mark(stage->pinyin, place, frame);
    n = bar_cut(items, n, cols + 2);
    int col = 1;
    for (size_t i = 0; i < n; i++) {
        col += frame_put(frame, row, col, -1, ST_KEY, items[i].keys.data) + 1;
        col += frame_put(frame, row, col, -1, ST_TEXT, items[i].word) + 2;
        buf_free(&items[i].keys);
    }
}
