/* Picking from a list: typing narrows it by code, text, pinyin or initials. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/pinyin.h"
#include "ui/app.h"
#include "ui/model/lineedit.h"
#include "ui/model/list.h"
#include "ui/widget/input.h"

enum { FILTER_CHARS = 40, LEAST_COLS = 34, EDGES = 4, HEAD_ROWS = 2 };

/* An item as it is searched; made when the first letter is typed. */
typedef struct Searched {
    const char *code, *text, *full, *initials;
} Searched;

typedef struct Choice {
    Screen screen;
    Arena *arena;
    const char *title;
    ChoiceItem *items;
    Searched *searched;
    size_t *shown; /* indexes of the items that fit the filter */
    size_t n;
    ListView list; /* over shown */
    LineEdit filter;
    bool moved; /* the cursor stands on the row, not in the filter */
    ChoiceFn done;
    void *ctx;
} Choice;

static const char *folded(Arena *arena, const char *text)
{
    Buf fold = BUF_INIT;

    text_fold(&fold, text ? text : "");
    const char *kept = arena_dup(arena, fold.data);
    buf_free(&fold);
    return kept;
}

/* Opening the pinyin tables takes a moment, so only a letter typed asks for them. */
static void make_searched(Choice *self, App *app)
{
    struct Pinyin *pinyin = app_session(app) ? session_pinyin(app_session(app)) : NULL;
    Buf full = BUF_INIT, initials = BUF_INIT;

    self->searched = arena_alloc(self->arena, self->n * sizeof *self->searched + 1);
    for (size_t i = 0; i < self->n; i++) {
        buf_clear(&full);
        buf_clear(&initials);
        if (pinyin)
            pinyin_of(pinyin, PINYIN_WORDS, self->items[i].text, &full, &initials);
        self->searched[i] = (Searched){
            folded(self->arena, self->items[i].code), folded(self->arena, self->items[i].text),
            arena_dup(self->arena, full.data), arena_dup(self->arena, initials.data)};
    }
    buf_free(&full);
    buf_free(&initials);
}

/* How well an item answers what was typed: 0 not at all, the least number is best. */
static int rank_of(const Searched *item, const char *query)
{
    size_t len = strlen(query);

    if (strcmp(item->code, query) == 0)
        return 1;
    if (strncmp(item->code, query, len) == 0)
        return 2;
    if (strncmp(item->text, query, len) == 0 || strncmp(item->initials, query, len) == 0)
        return 3;
    if (strstr(item->text, query) || strncmp(item->full, query, len) == 0)
        return 4;
    return strstr(item->initials, query) || strstr(item->full, query) ? 5 : 0;
}

enum { WORST_RANK = 5 };

static void choice_filter(Choice *self, App *app)
{
    size_t n = 0;
    Buf query = BUF_INIT;

    text_fold(&query, self->filter.text.data);
    if (query.len && !self->searched)
        make_searched(self, app);
    for (int rank = 1; query.len && rank <= WORST_RANK; rank++)
        for (size_t i = 0; i < self->n; i++)
            if (rank_of(&self->searched[i], query.data) == rank)
                self->shown[n++] = i;
    for (size_t i = 0; !query.len && i < self->n; i++)
        self->shown[n++] = i;
    list_set_count(&self->list, (int64_t)n);
    list_select(&self->list, 0);
    self->moved = false;
    buf_free(&query);
}

static void item_text(const ChoiceItem *item, Buf *out)
{
    if (item->code)
        buf_addf(out, "%s ", item->code);
    buf_add(out, item->text ? item->text : "");
}

static Rect choice_box(const Choice *self, const Frame *frame)
{
    int cols = text_cols(self->title) + EDGES, most = frame_cols(frame) - EDGES;
    int rows = (int)self->n + HEAD_ROWS + 2, most_rows = frame_rows(frame) - EDGES;

    for (size_t i = 0; i < self->n; i++) {
        Buf text = BUF_INIT;
        item_text(&self->items[i], &text);
        int wide = text_cols(text.data) + 2;
        cols = wide > cols ? wide : cols;
        buf_free(&text);
    }
    cols = cols + EDGES > LEAST_COLS ? cols + EDGES : LEAST_COLS;
    cols = cols < most ? cols : most;
    rows = rows < most_rows ? rows : most_rows;
    return (Rect){(frame_rows(frame) - rows) / 2, (frame_cols(frame) - cols) / 2, rows, cols};
}

static void choice_draw(Screen *screen, App *app UNUSED, Frame *frame)
{
    Choice *self = (Choice *)screen;
    Rect box = choice_box(self, frame);
    int col = box.col + 2, inner = box.cols - EDGES, row = box.row + 1;
    Buf text = BUF_INIT;

    frame_box(frame, box, self->title);
    int used = frame_put(frame, row, col, inner, ST_LABEL, _("Find:")) + 1;
    list_set_rows(&self->list, box.rows - HEAD_ROWS - 2);
    for (int i = 0; i < self->list.rows && self->list.first + i < self->list.count; i++) {
        int64_t at = self->list.first + i;
        bool here = at == self->list.selected;
        int line = row + HEAD_ROWS + i;
        buf_clear(&text);
        item_text(&self->items[self->shown[at]], &text);
        frame_put(frame, line, col, 1, here ? ST_SELECTED : ST_TEXT, here ? ">" : " ");
        frame_fit(frame, line, col + 2, inner - 2, here ? ST_SELECTED : ST_TEXT, text.data,
                  TEXT_LEFT);
    }
    if (!self->list.count)
        frame_fit(frame, row + HEAD_ROWS, col + 2, inner - 2, ST_DIM, _("Nothing found."),
                  TEXT_LEFT);
    input_draw(&self->filter, frame, (Rect){row, col + used, 1, inner - used}, true, false);
    if (self->moved)
        frame_cursor(frame, row + HEAD_ROWS + (int)(self->list.selected - self->list.first),
                     col);
    buf_free(&text);
}

static CmdScope choice_scope(const Screen *screen UNUSED)
{
    return SC_CHOICE;
}

static bool choice_typing(const Screen *screen UNUSED)
{
    return true;
}

static TypedKind choice_typed(Screen *screen UNUSED, App *app UNUSED)
{
    return TYPED_LETTERS;
}

static unsigned choice_state(Screen *screen, App *app UNUSED)
{
    return ((Choice *)screen)->list.count ? NEED_ROW : 0;
}

static bool choice_text(Screen *screen, App *app, const char *text, size_t len,
                        bool paste UNUSED)
{
    Choice *self = (Choice *)screen;

    lineedit_insert(&self->filter, text, len);
    choice_filter(self, app);
    return true;
}

static bool choice_key(Screen *screen, App *app, int key)
{
    Choice *self = (Choice *)screen;
    bool line = key == K_HOME || key == K_END;

    /* An empty filter has no ends, so Home and End are the list's. */
    if ((!line || !self->filter.text.len) && list_key(&self->list, key)) {
        self->moved = true;
        return true;
    }
    size_t before = self->filter.text.len;
    if (!lineedit_key(&self->filter, key))
        return false;
    if (self->filter.text.len != before)
        choice_filter(self, app);
    else
        self->moved = false;
    return true;
}

static void choice_done(Choice *self, App *app, const ChoiceItem *item)
{
    app_pop(app);
    self->done(app, self->ctx, item);
}

static bool choice_command(Screen *screen, App *app, CmdId id)
{
    Choice *self = (Choice *)screen;

    switch ((int)id) {
    case CMD_CHOICE_TAKE:
        choice_done(self, app, &self->items[self->shown[self->list.selected]]);
        return true;
    case CMD_BACK:
        choice_done(self, app, NULL);
        return true;
    }
    return false;
}

static void choice_free(Screen *screen)
{
    Choice *self = (Choice *)screen;

    lineedit_free(&self->filter);
    arena_free(self->arena);
    free(self);
}

static const ScreenOps choice_ops = {
    .name = "choice",
    .overlay = true,
    .draw = choice_draw,
    .scope = choice_scope,
    .typing = choice_typing,
    .typed = choice_typed,
    .state = choice_state,
    .text = choice_text,
    .key = choice_key,
    .command = choice_command,
    .free = choice_free,
};

void app_ask_choice(App *app, const char *title, const ChoiceItem *items, size_t n,
                    size_t selected, ChoiceFn done, void *ctx)
{
    Choice *self = xcalloc(1, sizeof *self);

    self->screen.ops = &choice_ops;
    self->arena = arena_new();
    self->title = arena_dup(self->arena, title ? title : "");
    self->items = arena_alloc(self->arena, n * sizeof *self->items + 1);
    self->shown = arena_alloc(self->arena, n * sizeof *self->shown + 1);
    self->n = n;
    for (size_t i = 0; i < n; i++) {
        self->items[i].code = items[i].code ? arena_dup(self->arena, items[i].code) : NULL;
        self->items[i].text = arena_dup(self->arena, items[i].text ? items[i].text : "");
    }
    lineedit_init(&self->filter, "", FILTER_CHARS, false);
    self->list.rows = 1;
    self->done = done;
    self->ctx = ctx;
    choice_filter(self, app);
    list_select(&self->list, (int64_t)selected);
    self->moved = true;
    app_push(app, &self->screen);
}
