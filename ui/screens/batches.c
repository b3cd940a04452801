/* Batches: the ledger of what was exported, what waits, and the export itself. A batch can always
 * be written again with the same bytes. */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/batches.h"
#include "app/cases.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "exchange/template.h"
#include "ui/app.h"
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
    int64_t cases_of;   /* its id */
    Buf cells[4];
    /* The export being asked for. */
    char *template_; /* NULL: the batch under the cursor again */
    char *path;
} Batches;

static void batches_reload(Batches *self, App *app)
{
    Err err = {0};

    arena_reset(self->arena);
    self->n = self->n_waiting = self->n_cases = 0;
    self->cases_of = 0;
    if (!app_batches(app_session(app), self->arena, &self->rows, &self->n, &err) ||
        !app_export_waiting(app_session(app), self->arena, &self->waiting, &self->n_waiting, &err))
        app_say_err(app, &err);
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
    if (instant_local(row->at, &day, &hour, &minute)) {
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

/* Numbers one after the other over as many rows as there are; the last row says how many more. */
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
        if (row == rect.row + rect.rows - 1 && col + 2 * cols > rect.col + rect.cols && i + 1 < n) {
            Buf more = BUF_INIT;
            buf_addf(&more, ngettext("and %zu more", "and %zu more", (unsigned long)(n - i)), n - i);
            frame_put(frame, row, col, rect.col + rect.cols - col, ST_DIM, more.data);
            buf_free(&more);
            return;
        }
        frame_put(frame, row, col, cols, ST_TEXT, numbers[i]);
        col += cols;
    }
}

static void batches_load_cases(Batches *self, App *app, const BatchRow *row)
{
    Err err = {0};

    if (self->cases_of == row->id)
        return;
    self->cases_of = row->id;
    if (!app_batch_cases(app_session(app), row->no, self->arena, &self->cases, &self->n_cases, &err))
        app_say_err(app, &err);
}

static void batches_draw(Screen *screen, App *app, Frame *frame)
{
    Batches *self = (Batches *)screen;
    const TableColumn columns[] = {
        {_("Batch"), 9, 12, 0, TEXT_LEFT},   {_("Template"), 10, 20, 2, TEXT_LEFT},
        {_("Cases"), 5, 6, 0, TEXT_RIGHT},   {_("Rows"), 5, 7, 3, TEXT_RIGHT},
        {_("Exported"), 16, 16, 1, TEXT_LEFT}, {_("By"), 6, 10, 2, TEXT_LEFT},
    };
    Rect rect = app_chrome(app, frame, _("Batches"), session_user(app_session(app))->display);
    int details = rect.rows >= 16 ? 8 : 5;
    Rect list = {rect.row, rect.col, rect.rows - details, rect.cols};
    Rect below = {rect.row + list.rows, rect.col + 1, details, rect.cols - 2};
    const Table table = {columns, (int)COUNT_OF(columns), batches_cells, self, true};
    const BatchRow *row = batches_selected(self);
    Buf text = BUF_INIT;

    if (self->n) {
        table_draw(&table, &self->list, frame, list);
    } else {
        frame_put(frame, rect.row + 1, rect.col + 3, rect.cols - 4, ST_DIM,
                  _("Nothing has been exported yet. e exports the approved cases."));
        frame_cursor(frame, rect.row + 1, rect.col + 1);
    }
    buf_addf(&text, ngettext("%zu case waits for export", "%zu cases wait for export",
                             (unsigned long)self->n_waiting),
             self->n_waiting);
    frame_put(frame, below.row, below.col, below.cols, ST_LABEL, text.data);
    batches_draw_numbers(frame, (Rect){below.row + 1, below.col + 2, details > 5 ? 2 : 1, below.cols - 2},
                         self->waiting, self->n_waiting);
    if (row) {
        int at = below.row + (details > 5 ? 4 : 2);
        batches_load_cases(self, app, row);
        buf_clear(&text);
        buf_addf(&text, "%s  SHA-256 %.12s…%.8s", row->no, row->sha256, row->sha256 + 56);
        frame_put(frame, at, below.col, below.cols, ST_LABEL, text.data);
        batches_draw_numbers(frame, (Rect){at + 1, below.col + 2, below.row + details - at - 1,
                                           below.cols - 2},
                             self->cases, self->n_cases);
    }
    buf_free(&text);
}

static CmdScope batches_scope(const Screen *screen UNUSED)
{
    return SC_BATCHES;
}

static unsigned batches_state(Screen *screen, App *app)
{
    const Batches *self = (const Batches *)screen;
    bool may = desk_may(session_user(app_session(app)), VERB_EXPORT, NULL);

    return NEED_USER | (batches_selected(self) && may ? NEED_ROW : 0) |
           (may && self->n_waiting ? NEED_EXPORT : 0);
}

static bool batches_key(Screen *screen, App *app UNUSED, int key)
{
    return list_key(&((Batches *)screen)->list, key);
}

typedef struct BatchWork {
    Batches *self;
    App *app;
    BatchRow done;
} BatchWork;

static bool batches_write(const Progress *progress, void *ctx, Err *err)
{
    BatchWork *work = ctx;
    Batches *self = work->self;
    Session *session = app_session(work->app);

    if (self->template_)
        return app_export(session, self->template_, NULL, 0, self->path, progress, self->arena,
                          &work->done, err);
    return app_export_again(session, batches_selected(self)->no, self->path, progress, self->arena,
                            &work->done, err);
}

static void batches_run(Batches *self, App *app)
{
    BatchWork work = {self, app, {0}};
    Err err = {0};

    if (!app_work(app, self->template_ ? _("Writing the batch") : _("Writing the batch again"),
                  batches_write, &work, &err)) {
        app_say_err(app, &err);
    } else {
        app_say(app, MSG_DONE, _("%s written: %s"), work.done.no, self->path);
        list_select(&self->list, 0);
    }
    batches_reload(self, app);
}

static void batches_overwrite(App *app, void *ctx, int key)
{
    if (key == 'o')
        batches_run(ctx, app);
}

static void batches_path(App *app, void *ctx, const char *text)
{
    Batches *self = ctx;
    if (!text || !*text)
        return;
    free(self->path);
    if (text[0] == '~' && text[1] == '/' && getenv("HOME"))
        self->path = path_join(getenv("HOME"), text + 2);
    else
        self->path = xstrdup(text);
    if (path_exists(self->path)) {
        const Answer answers[] = {{'k', _("Keep it")}, {'o', _("Overwrite")}};
        app_ask(app, _("There is a file of that name"), self->path, answers, COUNT_OF(answers),
                batches_overwrite, self);
        return;
    }
    batches_run(self, app);
}

static void batches_ask_path(Batches *self, App *app, const char *name)
{
    char *folder = getcwd(NULL, 0);
    Buf path = BUF_INIT;

    buf_addf(&path, "%s/%s.xlsx", folder ? folder : ".", name);
    app_ask_text(app, _("Export"), _("File"), path.data, 1, false, batches_path, self);
    buf_free(&path);
    free(folder);
}

static void batches_template(App *app, void *ctx, const ChoiceItem *item)
{
    Batches *self = ctx;
    char day[DAY_TEXT];
    Buf name = BUF_INIT;

    if (!item)
        return;
    free(self->template_);
    self->template_ = xstrdup(item->code);
    day_format(session_today(app_session(app)), day);
    buf_addf(&name, "%s-%s-%s", session_station(app_session(app)), item->code, day);
    batches_ask_path(self, app, name.data);
    buf_free(&name);
}

/* With one template there is nothing to choose. */
static void batches_export(Batches *self, App *app)
{
    const Knowledge *knowledge = session_knowledge(app_session(app));
    size_t n = template_count(knowledge);
    ChoiceItem *items = xcalloc(n ? n : 1, sizeof *items);
    Template **open = xcalloc(n ? n : 1, sizeof *open);
    Err err = {0};

    for (size_t i = 0; i < n; i++) {
        items[i].code = template_name_at(knowledge, i);
        if (template_find(knowledge, items[i].code, &open[i], &err))
            items[i].text = template_title(open[i], session_lang(app_session(app)));
        else
            items[i].text = items[i].code;
    }
    if (n == 1)
        batches_template(app, self, &items[0]);
    else if (n)
        app_ask_choice(app, _("Template"), items, n, 0, batches_template, self);
    for (size_t i = 0; i < n; i++)
        template_free(open[i]);
    free(open);
    free(items);
}

static bool batches_command(Screen *screen, App *app, CmdId id)
{
    Batches *self = (Batches *)screen;

    switch ((int)id) {
    case CMD_BATCH_EXPORT:
        if (self->n_waiting)
            batches_export(self, app);
        else
            app_say(app, MSG_WARN, _("No approved case waits for export."));
        return true;
    case CMD_BATCH_AGAIN:
        if (batches_selected(self)) {
            free(self->template_);
            self->template_ = NULL;
            batches_ask_path(self, app, batches_selected(self)->no);
        }
        return true;
    case CMD_BACK:
        app_pop(app);
        return true;
    }
    return false;
}

static void batches_shown(Screen *screen, App *app)
{
    batches_reload((Batches *)screen, app);
}

static void batches_free(Screen *screen)
{
    Batches *self = (Batches *)screen;

    arena_free(self->arena);
    for (size_t i = 0; i < COUNT_OF(self->cells); i++)
        buf_free(&self->cells[i]);
    free(self->template_);
    free(self->path);
    free(self);
}

static const ScreenOps batches_ops = {
    .name = "batches",
    .draw = batches_draw,
    .scope = batches_scope,
    .state = batches_state,
    .key = batches_key,
    .command = batches_command,
    .shown = batches_shown,
    .free = batches_free,
};

Screen *batches_screen_new(App *app)
{
    Batches *self = xcalloc(1, sizeof *self);

    self->screen.ops = &batches_ops;
    self->arena = arena_new();
    for (size_t i = 0; i < COUNT_OF(self->cells); i++)
        buf_init(&self->cells[i]);
    batches_reload(self, app);
    return &self->screen;
}
