/* Batches: the ledger of what was exported, what waits, and the export itself. A batch can
 * always be written again with the same bytes. */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/batch.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "desk/workflow.h"
#include "exchange/template.h"
#include "ui/ask/ask.h"
#include "ui/screens/notes.h"
#include "ui/screens/reply_ask.h"
#include "ui/screens/screens.h"
#include "ui/stage/chrome.h"
#include "ui/stage/keep.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"
#include "ui/stage/work.h"
#include "ui/widget/table.h"

typedef struct Batches {
    Screen screen;
    ListView list;
    Arena *arena;
    BatchRow *rows;
    size_t n;
    const char **waiting;
    size_t n_waiting;
    const char **cases; /* of the batch under the cursor */
    size_t n_cases;
    int64_t cases_of; /* its id */
    Buf cells[4];
    /* The export being asked for. */
    char *template_; /* NULL: the batch under the cursor again */
    char *path;
    bool replace; /* what is at path: the person said so */
    ReplyAsk *reply;
} Batches;

static bool load_waiting(Batches *self, Stage *stage, Err *err)
{
    ExportCase *cases;
    size_t n;
    if (!app_export_waiting(stage_session(stage), false, self->arena, &cases, &n, err))
        return false;
    self->waiting = arena_alloc(self->arena, (n + 1) * sizeof(char *));
    for (; self->n_waiting < n; self->n_waiting++)
        self->waiting[self->n_waiting] = cases[self->n_waiting].no;
    return true;
}

static void batches_reload(Batches *self, Stage *stage)
{
    Err err = {0};

    arena_reset(self->arena);
    self->n = self->n_waiting = self->n_cases = 0;
    self->cases_of = 0;
    if (!app_batches(stage_session(stage), self->arena, &self->rows, &self->n, &err) ||
        !load_waiting(self, stage, &err))
        stage_say_err(stage, &err);
    list_set_count(&self->list, (int64_t)self->n);
}

static const BatchRow *batches_selected(const Batches *self)
{
    return self->list.selected < (int64_t)self->n ? &self->rows[self->list.selected] : NULL;
}

static bool batches_cells(void *ctx, int64_t at, TableCell *cells)
{
    Batches *self = ctx;

    if (at < 0 || at >= (int64_t)self->n)
        return false;
    const BatchRow *row = &self->rows[at];
    Day day;
    int hour, minute;
    char iso[DAY_TEXT];
    for (size_t i = 0; i < COUNT_OF(self->cells); i++)
        buf_clear(&self->cells[i]);
    buf_addf(&self->cells[0], "%lld", (long long)row->cases);
    buf_addf(&self->cells[1], "%lld", (long long)row->rows);
    if (row->state < BATCH_WRITTEN) {
        buf_add(&self->cells[2], app_batch_state_label(row->state));
    } else if (instant_local(row->at, &day, &hour, &minute)) {
        day_format(day, iso);
        buf_addf(&self->cells[2], "%s %02d:%02d", iso, hour, minute);
    }
    cells[0] = (TableCell){row->no, ST_VALUE};
    cells[1] = (TableCell){row->title ? row->title : row->template_, ST_TEXT};
    cells[2] = (TableCell){self->cells[0].data, ST_TEXT};
    cells[3] = (TableCell){self->cells[1].data, ST_TEXT};
    cells[4] = (TableCell){self->cells[2].data, ST_TEXT};
    cells[5] = (TableCell){row->by, ST_TEXT};
    return true;
}

/* Numbers one after the other over as many rows as there are; the last row says how many more.
 */
static void batches_draw_numbers(Frame *frame, Rect rect, const char **numbers, size_t n)
{
    int col = rect.col, row = rect.row;

    for (size_t i = 0; i < n; i++) {
        int cols = text_cols(numbers[i]) + 2;
        if (col + cols > rect.col + rect.cols) {
            col = rect.col;
            row++;
        }
        if (row >= rect.row + rect.rows)
            return;
        if (row == rect.row + rect.rows - 1 && col + 2 * cols > rect.col + rect.cols &&
            i + 1 < n) {
            Buf more = BUF_INIT;
            buf_addf(&more, ngettext("and %zu more", "and %zu more", (unsigned long)(n - i)),
                     n - i);
            frame_put(frame, row, col, rect.col + rect.cols - col, ST_DIM, more.data);
            buf_free(&more);
            return;
        }
        frame_put(frame, row, col, cols, ST_TEXT, numbers[i]);
        col += cols;
    }
}

static void batches_load_cases(Batches *self, Stage *stage, const BatchRow *row)
{
    BatchCase *cases;
    size_t n;
    Err err = {0};

    if (self->cases_of == row->id)
        return;
    self->cases_of = row->id;
    self->n_cases = 0;
    if (!app_batch_cases(stage_session(stage), row->no, self->arena, &cases, &n, &err)) {
        stage_say_err(stage, &err);
        return;
    }
    self->cases = arena_alloc(self->arena, (n + 1) * sizeof(char *));
    for (; self->n_cases < n; self->n_cases++)
        self->cases[self->n_cases] = cases[self->n_cases].no;
}

static bool may_export(Stage *stage, Err *err)
{
    return desk_may(session_user(stage_session(stage)), VERB_EXPORT, err);
}

static void draw_waiting(const Batches *self, Frame *frame, Rect rect)
{
    Buf text = BUF_INIT;

    buf_addf(&text,
             ngettext("%zu case waits for export", "%zu cases wait for export",
                      (unsigned long)self->n_waiting),
             self->n_waiting);
    frame_put(frame, rect.row, rect.col, rect.cols, ST_LABEL, text.data);
    batches_draw_numbers(frame,
                         (Rect){rect.row + 1, rect.col + 2, rect.rows - 1, rect.cols - 2},
                         self->waiting, self->n_waiting);
    buf_free(&text);
}

/* What tells whether a file is this batch: its name then, and the whole digest. */
static void draw_batch(Batches *self, Stage *stage, const BatchRow *row, Frame *frame,
                       Rect rect)
{
    Buf text = BUF_INIT;

    batches_load_cases(self, stage, row);
    buf_addf(&text, "%s  %s", row->no, row->file ? row->file : "");
    frame_fit(frame, rect.row, rect.col, rect.cols, ST_LABEL, text.data, TEXT_LEFT);
    buf_clear(&text);
    buf_addf(&text, "SHA-256 %s", row->sha256);
    frame_fit(frame, rect.row + 1, rect.col, rect.cols, ST_TEXT, text.data, TEXT_LEFT);
    batches_draw_numbers(frame,
                         (Rect){rect.row + 2, rect.col + 2, rect.rows - 2, rect.cols - 2},
                         self->cases, self->n_cases);
    buf_free(&text);
}

static void batches_draw(Screen *screen, Stage *stage, Frame *frame)
{
    enum { TALL = 16, DETAILS = 8, DETAILS_LOW = 5 };
    Batches *self = (Batches *)screen;
    const TableColumn columns[] = {
        {_("Batch"), 9, 12, 0, TEXT_LEFT},     {_("Template"), 10, 20, 2, TEXT_LEFT},
        {_("Cases"), 5, 6, 0, TEXT_RIGHT},     {_("Rows"), 5, 7, 3, TEXT_RIGHT},
        {_("Exported"), 16, 16, 1, TEXT_LEFT}, {_("By"), 6, 10, 2, TEXT_LEFT},
    };
    Rect rect =
        stage_chrome(stage, frame, _("Batches"), session_user(stage_session(stage))->display);
    int details = rect.rows >= TALL ? DETAILS : DETAILS_LOW;
    int waiting = self->n_waiting ? details / 2 : 1;
    Rect list = {rect.row, rect.col, rect.rows - details, rect.cols};
    Rect below = {rect.row + list.rows, rect.col + 1, waiting, rect.cols - 2};
    const Table table = {columns, (int)COUNT_OF(columns), batches_cells, self, true, 0};
    const BatchRow *row = batches_selected(self);

    if (self->n) {
        table_draw(&table, &self->list, frame, list);
    } else {
        frame_put(frame, rect.row + 1, rect.col + 3, rect.cols - 4, ST_DIM,
                  may_export(stage, NULL)
                      ? _("Nothing has been exported yet. e exports the approved cases")
                      : _("Nothing has been exported yet"));
        frame_cursor(frame, rect.row + 1, rect.col + 1);
    }
    draw_waiting(self, frame, below);
    if (row)
        draw_batch(self, stage, row, frame,
                   (Rect){below.row + waiting, below.col, details - waiting, below.cols});
    stage_status(stage, frame,
                 _("A batch can be written again at any time, with the same bytes"), NULL);
}

static CmdScope batches_scope(const Screen *screen UNUSED)
{
    return SC_BATCHES;
}

/* Both commands are the exporter's: one takes what waits, the other the row. */
static unsigned batches_state(Screen *screen, Stage *stage)
{
    const Batches *self = (const Batches *)screen;

    if (!may_export(stage, NULL))
        return 0;
    return (batches_selected(self) ? NEED_ROW : 0) | (self->n_waiting ? NEED_EXPORT : 0);
}

static void batches_refused(Screen *screen UNUSED, Stage *stage, CmdId id)
{
    Err err = {0};

    if (!may_export(stage, &err))
        stage_say_err(stage, &err);
    else if (id == CMD_BATCH_EXPORT)
        stage_say(stage, MSG_WARN, _("No approved case waits for export"));
    else if (id == CMD_BATCH_AGAIN)
        stage_say(stage, MSG_WARN, _("There is no batch to write again"));
    else if (id == CMD_BATCH_REPLY)
        stage_say(stage, MSG_WARN, _("There is no batch that could be answered"));
}

static bool batches_key(Screen *screen, Stage *stage UNUSED, int key)
{
    return list_key(&((Batches *)screen)->list, key);
}

typedef struct BatchWork {
    Batches *self;
    Stage *stage;
    BatchRow done;
} BatchWork;

static bool batches_write(const Progress *progress, void *ctx, Err *err)
{
    BatchWork *work = ctx;
    Batches *self = work->self;
    Session *session = stage_session(work->stage);

    stage_keep_now(work->stage); /* whoever writes the workbook may run out of memory */
    if (self->template_)
        return app_export(session, &(ExportWish){.template_ = self->template_}, self->path,
                          self->replace, progress, self->arena, &work->done, NULL, err);
    return app_export_again(session, batches_selected(self)->no, self->path, self->replace,
                            progress, self->arena, &work->done, err);
}

static void batches_run(Batches *self, Stage *stage)
{
    BatchWork work = {self, stage, {0}};
    Err err = {0};

    if (!stage_work(stage,
                    self->template_ ? _("Writing the batch") : _("Writing the batch again"),
                    batches_write, &work, &err)) {
        stage_say_err(stage, &err);
    } else {
        stage_say(stage, MSG_DONE, _("%s written: %s"), work.done.no, self->path);
        if (self->template_) /* the new one is the first */
            list_select(&self->list, 0);
    }
    batches_reload(self, stage);
    notes_tell(stage);
}

static void batches_overwrite(Stage *stage, void *ctx, const Reply *reply)
{
    ((Batches *)ctx)->replace = reply->key == 'o';
    if (reply->key == 'o')
        batches_run(ctx, stage);
}

static void batches_path(Stage *stage, void *ctx, const Reply *reply)
{
    Batches *self = ctx;

    if (!reply->text || !*reply->text)
        return;
    free(self->path);
    self->path = path_typed(reply->text);
    self->replace = false;
    if (path_exists(self->path))
        ask(stage, &(Question){.title = _("There is a file of that name"),
                               .text = self->path,
                               .answers = {{'k', _("Keep it")}, {'o', _("Overwrite")}},
                               .done = batches_overwrite,
                               .ctx = self});
    else
        batches_run(self, stage);
}

/* A name that is not taken yet, so that a second export of the day asks nothing. */
static char *free_path(const char *name)
{
    enum { MOST = 1000 };
    Buf file = BUF_INIT;
    char *path = NULL;

    for (int i = 1; i < MOST && (!path || path_exists(path)); i++) {
        buf_clear(&file);
        buf_add(&file, name);
        if (i > 1)
            buf_addf(&file, "-%d", i);
        buf_add(&file, ".xlsx");
        free(path);
        path = path_typed(file.data);
    }
    buf_free(&file);
    return path;
}

static void batches_ask_path(Batches *self, Stage *stage, const char *name)
{
    char *path = free_path(name);

    ask(stage, &(Question){.title = _("Export"),
                           .text = _("File"),
                           .initial = path,
                           .typed = TYPED_LETTERS,
                           .done = batches_path,
                           .ctx = self});
    free(path);
}

static void batches_use(Batches *self, Stage *stage, const char *template)
{
    char day[DAY_TEXT];
    Buf name = BUF_INIT;

    free(self->template_);
    self->template_ = xstrdup(template);
    day_format(session_today(stage_session(stage)), day);
    buf_addf(&name, "%s-%s-%s", session_station(stage_session(stage)), template, day);
    batches_ask_path(self, stage, name.data);
    buf_free(&name);
}

static void batches_template(Stage *stage, void *ctx, const Reply *reply)
{
    if (reply->text)
        batches_use(ctx, stage, reply->text);
}

/* With one template there is nothing to choose. */
static void batches_export(Batches *self, Stage *stage)
{
    const Knowledge *knowledge = session_knowledge(stage_session(stage));
    size_t n = template_count(knowledge);
    Picklist *rows;

    if (n == 1)
        batches_use(self, stage, template_name_at(knowledge, 0));
    if (n < 2)
        return;
    rows = picklist_new(session_pinyin(stage_session(stage)));
    for (size_t i = 0; i < n; i++) {
        const char *name = template_name_at(knowledge, i);
        Template *open = NULL;
        Err err = {0};
        bool found = template_find(knowledge, name, &open, &err);
        const char *title =
            found ? template_title(open, session_lang(stage_session(stage))) : name;
        picklist_add(rows, &(PickRow){.value = name, .code = name, .text = title});
        template_free(open);
    }
    ask(stage,
        &(Question){
            .title = _("Template"), .rows = rows, .done = batches_template, .ctx = self});
}

static bool batches_command(Screen *screen, Stage *stage, CmdId id)
{
    Batches *self = (Batches *)screen;

    switch ((int)id) {
    case CMD_BATCH_EXPORT:
        batches_export(self, stage);
        return true;
    case CMD_BATCH_REPLY:
        if (batches_selected(self))
            reply_ask(self->reply, stage, batches_selected(self)->no);
        return true;
    case CMD_BATCH_AGAIN:
        if (batches_selected(self)) {
            free(self->template_);
            self->template_ = NULL;
            batches_ask_path(self, stage, batches_selected(self)->no);
        }
        return true;
    }
    return false;
}

static void batches_shown(Screen *screen, Stage *stage)
{
    batches_reload((Batches *)screen, stage);
}

static void batches_free(Screen *screen)
{
    Batches *self = (Batches *)screen;

    arena_free(self->arena);
    for (size_t i = 0; i < COUNT_OF(self->cells); i++)
        buf_free(&self->cells[i]);
    free(self->template_);
    free(self->path);
    reply_ask_free(self->reply);
    free(self);
}

static void batches_answered(Stage *stage, Screen *screen)
{
    batches_reload((Batches *)screen, stage);
}

static const ScreenOps batches_ops = {
    .name = "batches",
    .draw = batches_draw,
    .scope = batches_scope,
    .state = batches_state,
    .key = batches_key,
    .command = batches_command,
    .refused = batches_refused,
    .shown = batches_shown,
    .free = batches_free,
};

Screen *batches_screen_new(Stage *stage)
{
    Batches *self = xcalloc(1, sizeof *self);

    self->screen.ops = &batches_ops;
    self->arena = arena_new();
    self->reply = reply_ask_new(batches_answered, &self->screen);
    for (size_t i = 0; i < COUNT_OF(self->cells); i++)
        buf_init(&self->cells[i]);
    batches_reload(self, stage);
    return &self->screen;
}
