/* A question with rows: typing narrows them by code, text, pinyin or initials. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text/text.h"
#include "domain/resident.h"
#include "ui/ask/asked.h"
#include "ui/model/lineedit.h"
#include "ui/model/list.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"
#include "ui/widget/input.h"

enum { FILTER_CHARS = 40, LEAST_COLS = 34, EDGES = 4, HEAD_ROWS = 2 };

typedef struct Rows {
    Asked asked;
    Picklist *rows;
    size_t *shown; /* places of the rows that answer the filter */
    size_t n;
    int cols;      /* wide enough for every row */
    ListView list; /* over shown */
    LineEdit filter;
    Kept kept;  /* the filter: who is torn away in the midst of it goes on where they were */
    bool moved; /* the cursor stands on the row, not in the filter */
} Rows;

static void rows_filter(Rows *self)
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

static const char *not_listed(void)
{
    return _("Not listed: Esc, or retype it");
}

static Rect rows_box(const Rows *self, const Frame *frame)
{
    int most = frame_cols(frame) - EDGES, most_rows = frame_rows(frame) - EDGES;
    int cols = self->cols < most ? self->cols : most;
    int rows = (int)self->n + HEAD_ROWS + 2;

    rows = rows < most_rows ? rows : most_rows;
    return (Rect){(frame_rows(frame) - rows) / 2, (frame_cols(frame) - cols) / 2, rows, cols};
}

static void rows_draw(Screen *screen, Stage *stage UNUSED, Frame *frame)
{
    Rows *self = (Rows *)screen;
    Rect box = rows_box(self, frame);
    int col = box.col + 2, inner = box.cols - EDGES, row = box.row + 1;
    Buf text = BUF_INIT;

    frame_box(frame, box, self->asked.question.title);
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
        frame_fit(frame, row + HEAD_ROWS, col, inner, ST_ERROR, not_listed(), TEXT_LEFT);
    input_draw(&self->filter, frame, (Rect){row, col + used, 1, inner - used}, true, false);
    if (self->moved)
        frame_cursor(frame, row + HEAD_ROWS + (int)(self->list.selected - self->list.first),
                     col);
    buf_free(&text);
}

static CmdScope rows_scope(const Screen *screen UNUSED)
{
    return SC_CHOICE;
}

static TypedKind rows_typed(Screen *screen UNUSED, Stage *stage UNUSED)
{
    return TYPED_LETTERS;
}

static unsigned rows_state(Screen *screen, Stage *stage UNUSED)
{
    return ((Rows *)screen)->list.count ? NEED_ROW : 0;
}

static bool rows_keep(Screen *screen, Stage *stage, Err *err)
{
    Rows *self = (Rows *)screen;

    return kept_write(&self->kept, stage, &self->filter, err);
}

/* However the question ends, the filter has served. */
static void rows_end(Rows *self, Stage *stage)
{
    Err err = {0};

    if (self->kept.key.place && self->kept.text.len && !kept_drop(&self->kept, stage, &err))
        stage_say_err(stage, &err);
    stage_pop(stage);
}

static void rows_done(Rows *self, Stage *stage, const PickRow *row, bool by_itself)
{
    rows_end(self, stage);
    asked_reply(&self->asked, stage, &(Reply){.text = row->value, .by_itself = by_itself});
}

/* What was typed is told with it: nobody types it again. */
static void rows_left(Rows *self, Stage *stage, bool back)
{
    Buf typed = BUF_INIT;

    buf_add(&typed, self->filter.text.data);
    rows_end(self, stage);
    asked_reply(&self->asked, stage,
                &(Reply){.back = back, .missed = typed.len ? typed.data : NULL});
    buf_free(&typed);
}

/* Only taking a row has a need. */
static void rows_refused(Screen *screen UNUSED, Stage *stage, CmdId id UNUSED)
{
    stage_say(stage, MSG_WARN, "%s", not_listed());
}

static void rows_take(Rows *self, Stage *stage)
{
    rows_done(self, stage, picklist_row(self->rows, self->shown[self->list.selected]), false);
}

/* The key that goes on to the next field: the row, or what no row answers, which is told. */
static void rows_on(Rows *self, Stage *stage)
{
    if (self->list.count)
        rows_take(self, stage);
    else if (self->asked.question.goes_on)
        rows_left(self, stage, false);
    else
        stage_say(stage, MSG_WARN, "%s", not_listed());
}

/* The row whose code was typed to its end, when nothing else could still be meant. */
static const PickRow *settled(const Rows *self)
{
    const char *typed = self->filter.text.data;
    size_t len = self->filter.text.len;
    const PickRow *found = NULL;

    for (size_t i = 0; len && !self->asked.question.waits && i < self->n; i++) {
        const PickRow *row = picklist_row(self->rows, i);
        if (row->code && strcmp(row->code, typed) == 0)
            found = row;
        else if ((row->code && strncmp(row->code, typed, len) == 0) ||
                 strncmp(row->text, typed, len) == 0)
            return NULL;
    }
    return found;
}

static size_t longest_code(const Rows *self)
{
    size_t longest = 0;

    for (size_t i = 0; i < self->n; i++) {
        const PickRow *row = picklist_row(self->rows, i);
        size_t len = row->code ? strlen(row->code) : 0;
        longest = len > longest ? len : longest;
    }
    return longest;
}

/* More digits at once than a code has were meant for another field: a number of a certificate
 * or of a telephone, or, where one digit is the code, whatever number. */
static bool is_number(const Rows *self, const char *text, size_t len)
{
    Buf whole = BUF_INIT;
    size_t longest = longest_code(self);

    buf_add(&whole, self->filter.text.data);
    buf_add_bytes(&whole, text, len);
    size_t digits = strspn(whole.data, "0123456789");
    bool number = digits > longest && digits + 1 >= whole.len &&
                  (longest == 1 || resident_check(whole.data) == RESIDENT_OK);
    buf_free(&whole);
    return number;
}

/* A code typed to its end takes itself; what was typed after it goes to where the focus is
 * then. */
static bool rows_text(Screen *screen, Stage *stage, const char *text, size_t len, bool paste)
{
    Rows *self = (Rows *)screen;
    const PickRow *row = NULL;
    size_t at = 0;

    paste = paste || is_number(self, text, len);
    while (at < len && !row) {
        size_t next = paste ? len : text_next(text, len, at);
        lineedit_insert(&self->filter, text + at, next - at);
        row = settled(self);
        at = next;
    }
    if (!row) {
        rows_filter(self);
        return true;
    }
    rows_done(self, stage, row, true);
    Screen *top = stage_top(stage);
    if (at < len && stage_typing(stage))
        top->ops->text(top, stage, text + at, len - at, false);
    else
        stage_went_on(stage, true);
    return true;
}

static bool rows_key(Screen *screen, Stage *stage, int key)
{
    Rows *self = (Rows *)screen;
    bool line = key == K_HOME || key == K_END;

    if (key == K_DOWN && !self->list.count) { /* no row to go to: to the next field */
        rows_on(self, stage);
        return true;
    }
    /* An empty filter has no ends, so Home and End are the list's. */
    if ((!line || !self->filter.text.len) && list_key(&self->list, key)) {
        self->moved = true;
        return true;
    }
    size_t before = self->filter.text.len;
    if (!lineedit_key(&self->filter, key))
        return false;
    if (self->filter.text.len != before)
        rows_filter(self);
    else
        self->moved = false;
    return true;
}

static bool rows_command(Screen *screen, Stage *stage, CmdId id)
{
    Rows *self = (Rows *)screen;

    switch ((int)id) {
    case CMD_CHOICE_TAKE:
        rows_take(self, stage);
        return true;
    case CMD_CHOICE_ON:
        rows_on(self, stage);
        return true;
    case CMD_BACK:
        rows_left(self, stage, true);
        return true;
    }
    return false;
}

static void rows_free(Screen *screen)
{
    Rows *self = (Rows *)screen;

    lineedit_free(&self->filter);
    kept_free(&self->kept);
    picklist_free(self->rows);
    asked_free(&self->asked);
    free(self);
}

static const ScreenOps rows_ops = {
    .name = "choice",
    .overlay = true,
    .draw = rows_draw,
    .scope = rows_scope,
    .typing = asked_typing,
    .typed = rows_typed,
    .state = rows_state,
    .text = rows_text,
    .key = rows_key,
    .command = rows_command,
    .refused = rows_refused,
    .keep = rows_keep,
    .free = rows_free,
};

static int wanted_cols(const Rows *self)
{
    int cols = text_cols(self->asked.question.title) + EDGES;
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

Screen *rows_new(Stage *stage, const Question *question)
{
    Rows *self = xcalloc(1, sizeof *self);

    asked_init(&self->asked, &rows_ops, question);
    self->rows = question->rows;
    self->n = picklist_count(self->rows);
    self->shown = arena_alloc(self->asked.arena, self->n * sizeof *self->shown + 1);
    self->cols = wanted_cols(self);
    self->list.rows = 1;
    lineedit_init(&self->filter, "", FILTER_CHARS, false);
    rows_filter(self);
    for (size_t i = 0; i < self->n && question->initial; i++)
        if (strcmp(picklist_row(self->rows, self->shown[i])->value, question->initial) == 0)
            list_select(&self->list, (int64_t)i);
    self->moved = true;
    kept_init(&self->kept, &self->asked);
    kept_resume(&self->kept, stage, &self->filter);
    if (self->filter.text.len)
        rows_filter(self);
    return &self->asked.screen;
}
