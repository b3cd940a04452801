/* Picking from a list: typing narrows it by code, text, pinyin or initials. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "domain/picklist.h"
#include "ui/ask/ask.h"
#include "ui/model/lineedit.h"
#include "ui/model/list.h"
#include "ui/stage/stage.h"
#include "ui/widget/input.h"

enum { FILTER_CHARS = 40, LEAST_COLS = 34, EDGES = 4, HEAD_ROWS = 2 };

typedef struct Choice {
    Screen screen;
    Arena *arena;
    const char *title;
    Picklist *rows;
    size_t *shown; /* places of the rows that answer the filter */
    size_t n;
    int cols;      /* wide enough for every row */
    ListView list; /* over shown */
    LineEdit filter;
    bool moved;    /* the cursor stands on the row, not in the filter */
    ChoiceFn done; /* the one or the other */
    RowFn row_done;
    void *ctx;
} Choice;

static void choice_filter(Choice *self)
{
    size_t n = picklist_find(self->rows, self->filter.text.data, self->shown);
    list_set_count(&self->list, (int64_t)n);
    list_select(&self->list, 0);
    self->moved = false;
}

static void row_text(const PickRow *row, Buf *out)
{
    if (row->code)
        buf_addf(out, "%s ", row->code);
    buf_add(out, row->text);
}

static Rect choice_box(const Choice *self, const Frame *frame)
{
    int most = frame_cols(frame) - EDGES, most_rows = frame_rows(frame) - EDGES;
    int cols = self->cols < most ? self->cols : most;
    int rows = (int)self->n + HEAD_ROWS + 2;

    rows = rows < most_rows ? rows : most_rows;
    return (Rect){(frame_rows(frame) - rows) / 2, (frame_cols(frame) - cols) / 2, rows, cols};
}

static void choice_draw(Screen *screen, Stage *stage UNUSED, Frame *frame)
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
        row_text(picklist_row(self->rows, self->shown[at]), &text);
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

static TypedKind choice_typed(Screen *screen UNUSED, Stage *stage UNUSED)
{
    return TYPED_LETTERS;
}

static unsigned choice_state(Screen *screen, Stage *stage UNUSED)
{
    return ((Choice *)screen)->list.count ? NEED_ROW : 0;
}

static void choice_done(Choice *self, Stage *stage, const PickRow *row)
{
    const ChoiceItem item = {row ? row->code : NULL, row ? row->text : NULL};
    stage_pop(stage);
    if (self->done)
        self->done(stage, self->ctx, row ? &item : NULL);
    else if (row)
        self->row_done(stage, self->ctx, row->value);
}

/* The row whose code was typed to its end, when nothing else could still be meant. */
static const PickRow *settled(const Choice *self)
{
    const char *typed = self->filter.text.data;
    size_t len = self->filter.text.len;
    const PickRow *found = NULL;

    for (size_t i = 0; len && i < self->n; i++) {
        const PickRow *row = picklist_row(self->rows, i);
        if (row->code && strcmp(row->code, typed) == 0)
            found = row;
        else if ((row->code && strncmp(row->code, typed, len) == 0) ||
                 strncmp(row->text, typed, len) == 0)
            return NULL;
    }
    return found;
}

/* A code typed to its end takes itself; what was typed after it goes to where the focus is
 * then. */
static bool choice_text(Screen *screen, Stage *stage, const char *text, size_t len, bool paste)
{
    Choice *self = (Choice *)screen;
    const PickRow *row = NULL;
    size_t at = 0;

    while (at < len && !row) {
        size_t next = paste ? len : text_next(text, len, at);
        lineedit_insert(&self->filter, text + at, next - at);
        row = settled(self);
        at = next;
    }
    if (!row) {
        choice_filter(self);
        return true;
    }
    choice_done(self, stage, row);
    Screen *top = stage_top(stage);
    if (at < len && stage_typing(stage))
        top->ops->text(top, stage, text + at, len - at, false);
    else
        stage_went_on(stage, true);
    return true;
}

static bool choice_key(Screen *screen, Stage *stage UNUSED, int key)
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
        choice_filter(self);
    else
        self->moved = false;
    return true;
}

static bool choice_command(Screen *screen, Stage *stage, CmdId id)
{
    Choice *self = (Choice *)screen;

    switch ((int)id) {
    case CMD_CHOICE_TAKE:
        choice_done(self, stage, picklist_row(self->rows, self->shown[self->list.selected]));
        return true;
    case CMD_BACK:
        choice_done(self, stage, NULL);
        return true;
    }
    return false;
}

static void choice_free(Screen *screen)
{
    Choice *self = (Choice *)screen;

    lineedit_free(&self->filter);
    picklist_free(self->rows);
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

static Choice *choice_new(Stage *stage, const char *title, size_t n)
{
    Choice *self = xcalloc(1, sizeof *self);
    struct Pinyin *pinyin = stage_session(stage) ? session_pinyin(stage_session(stage)) : NULL;

    self->screen.ops = &choice_ops;
    self->arena = arena_new();
    self->title = arena_dup(self->arena, title ? title : "");
    self->rows = picklist_new(pinyin);
    self->shown = arena_alloc(self->arena, n * sizeof *self->shown + 1);
    self->n = n;
    lineedit_init(&self->filter, "", FILTER_CHARS, false);
    self->list.rows = 1;
    return self;
}

static int wanted_cols(const Choice *self)
{
    int cols = text_cols(self->title) + EDGES;
    Buf text = BUF_INIT;

    for (size_t i = 0; i < self->n; i++) {
        buf_clear(&text);
        row_text(picklist_row(self->rows, i), &text);
        int wide = text_cols(text.data) + 2;
        cols = wide > cols ? wide : cols;
    }
    buf_free(&text);
    return cols + EDGES > LEAST_COLS ? cols + EDGES : LEAST_COLS;
}

/* selected: a place among the rows as they were given. */
static void choice_open(Choice *self, Stage *stage, size_t selected)
{
    self->cols = wanted_cols(self);
    choice_filter(self);
    for (size_t i = 0; i < self->n; i++)
        if (self->shown[i] == selected)
            list_select(&self->list, (int64_t)i);
    self->moved = true;
    stage_push(stage, &self->screen);
}

void ask_choice(Stage *stage, const char *title, const ChoiceItem *items, size_t n,
                size_t selected, ChoiceFn done, void *ctx)
{
    Choice *self = choice_new(stage, title, n);
    for (size_t i = 0; i < n; i++)
        picklist_add(
            self->rows,
            &(PickRow){.value = items[i].code, .code = items[i].code, .text = items[i].text});
    self->done = done;
    self->ctx = ctx;
    choice_open(self, stage, selected);
}

void ask_row(Stage *stage, const char *title, const Picklist *rows, size_t selected, RowFn done,
             void *ctx)
{
    size_t n = picklist_count(rows);
    Choice *self = choice_new(stage, title, n);
    for (size_t i = 0; i < n; i++)
        picklist_add(self->rows, picklist_row(rows, i));
    self->row_done = done;
    self->ctx = ctx;
    choice_open(self, stage, selected);
}
