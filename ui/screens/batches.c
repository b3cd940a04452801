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
#include "ui/screens/export_list.h"
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
    Day today;
    ExportCase *waiting;
    size_t n_waiting;
    BatchCase *cases; /* of the batch under the cursor */
    size_t n_cases;
    int64_t cases_of; /* its id */
    Buf cells[6];
    /* The export being asked for. */
    ExportList *chosen; /* open: it stands in the place of the batches */
    char *template_;
    bool again; /* the batch under the cursor */
    char *path;
    bool replace; /* what is at path: the person said so */
    ReplyAsk *reply;
} Batches;

/* What stands in their way is told of a few; of many it takes too long for a look. */
enum { JUDGED_MAX = 100 };

static bool load_waiting(Batches *self, Stage *stage, Err *err)
{
    Session *session = stage_session(stage);
    return app_export_waiting(session, false, self->arena, &self->waiting, &self->n_waiting,
                              err) &&
           (self->n_waiting > JUDGED_MAX ||
            app_export_waiting(session, true, self->arena, &self->waiting, &self->n_waiting,
                               err));
}

static void batches_reload(Batches *self, Stage *stage)
{
    Err err = {0};

    arena_reset(self->arena);
    self->today = session_today(stage_session(stage));
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

static void count_cell(Buf *cell, int64_t n)
{
    buf_clear(cell);
    buf_addf(cell, "%lld", (long long)n);
}

/* The day that its state is of; without the year while that is this one. */
static void day_cell(const Batches *self, const BatchRow *row, Buf *cell)
{
    enum { YEAR = 5 };
    Day day;
    int hour, minute;
    char iso[DAY_TEXT] = "";
    if (!row->uploaded_on || !day_parse(row->uploaded_on, &day)) {
        if (!instant_local(row->at, &day, &hour, &minute))
            return;
    }
    day_format(day, iso);
    buf_add(cell, day.year == self->today.year ? iso + YEAR : iso);
}

/* The platform stands in a column of its own, so it is not said twice: "Shuidichou: launch" is
 * a launch. */
static const char *title_of(const BatchRow *row)
{
    static const char between[] = " :·-";
    const char *title = row->title ? row->title : row->template_, *rest = title;
    size_t n = strlen(row->platform_text);
    if (n && strncmp(title, row->platform_text, n) == 0)
        rest += n + strspn(title + n, between);
    return *rest ? rest : title;
}

static bool batches_cells(void *ctx, int64_t at, TableCell *cells)
{
    Batches *self = ctx;

    if (at < 0 || at >= (int64_t)self->n)
        return false;
    const BatchRow *row = &self->rows[at];
    count_cell(&self->cells[0], row->cases);
    count_cell(&self->cells[1], row->accepted);
    count_cell(&self->cells[2], row->refused);
    count_cell(&self->cells[3], row->asked - row->accepted - row->refused);
    buf_clear(&self->cells[4]);
    day_cell(self, row, &self->cells[4]);
    cells[0] = (TableCell){row->no, ST_VALUE};
    cells[1] = (TableCell){row->platform_text, ST_TEXT};
    cells[2] = (TableCell){title_of(row), ST_TEXT};
    for (int i = 0; i < 4; i++)
        cells[3 + i] = (TableCell){self->cells[i].data, ST_TEXT};
    cells[7] = (TableCell){app_batch_state_label(row->state), ST_TEXT};
    cells[8] = (TableCell){self->cells[4].data, ST_TEXT};
    return true;
}

static void batches_load_cases(Batches *self, Stage *stage, const BatchRow *row)
{
    Err err = {0};

    if (self->cases_of == row->id)
        return;
    self->cases_of = row->id;
    self->n_cases = 0;
    if (!app_batch_cases(stage_session(stage), row->no, self->arena, &self->cases,
                         &self->n_cases, &err))
        stage_say_err(stage, &err);
}

static bool may_export(Stage *stage, Err *err)
{
    return desk_may(session_user(stage_session(stage)), VERB_EXPORT, err);
}

static void draw_more(Frame *frame, Rect rect, size_t n)
{
    Buf more = BUF_INIT;
    buf_addf(&more, ngettext("and %zu more", "and %zu more", (unsigned long)n), n);
    frame_put(frame, rect.row + rect.rows - 1, rect.col, rect.cols, ST_DIM, more.data);
    buf_free(&more);
}

static size_t count_unfit(const Batches *self)
{
    size_t n = 0;
    for (size_t i = 0; i < self->n_waiting; i++)
        n += self->waiting[i].reason != NULL;
    return n;
}

static void draw_unfit(const Batches *self, Frame *frame, Rect rect, size_t unfit)
{
    int row = rect.row;
    size_t told = 0;
    for (size_t i = 0; i < self->n_waiting && row < rect.row + rect.rows; i++) {
        Buf text = BUF_INIT;
        if (!self->waiting[i].reason)
            continue;
        if (row == rect.row + rect.rows - 1 && unfit - told > 1) {
            draw_more(frame, rect, unfit - told);
            return;
        }
        buf_addf(&text, "%s  %s", self->waiting[i].no, self->waiting[i].reason);
        frame_fit(frame, row++, rect.col, rect.cols, ST_WARN, text.data, TEXT_LEFT);
        told++;
        buf_free(&text);
    }
}

static void draw_waiting(const Batches *self, Frame *frame, Rect rect)
{
    Buf text = BUF_INIT;
    size_t unfit = count_unfit(self);

    buf_addf(&text,
             ngettext("%zu case waits for export", "%zu cases wait for export",
                      (unsigned long)self->n_waiting),
             self->n_waiting);
    if (self->n_waiting && self->n_waiting <= JUDGED_MAX)
        buf_addf(&text, _(": %zu can go, %zu cannot"), self->n_waiting - unfit, unfit);
    frame_put(frame, rect.row, rect.col, rect.cols, ST_LABEL, text.data);
    draw_unfit(self, frame, (Rect){rect.row + 1, rect.col + 2, rect.rows - 1, rect.cols - 2},
               unfit);
    buf_free(&text);
}

static void case_line(const BatchCase *one, Buf *line)
{
    buf_clear(line);
    buf_addf(line, "%s  %s", one->no, app_outcome_label(one->outcome));
    if (one->platform_no)
        buf_addf(line, "  %s", one->platform_no);
    if (one->reason)
        buf_addf(line, "  %s", one->reason);
}

/* Those that were refused, then those without an answer, then the rest. */
static void draw_cases(const Batches *self, Frame *frame, Rect rect)
{
    static const Outcome order[] = {OUTCOME_REFUSED, OUTCOME_NONE, OUTCOME_ACCEPTED};
    int row = rect.row;
    size_t told = 0;
    Buf line = BUF_INIT;
    for (size_t o = 0; o < COUNT_OF(order); o++) {
        for (size_t i = 0; i < self->n_cases && row < rect.row + rect.rows; i++) {
            if (self->cases[i].outcome != order[o])
                continue;
            if (row == rect.row + rect.rows - 1 && self->n_cases - told > 1) {
                draw_more(frame, rect, self->n_cases - told);
                goto out;
            }
            case_line(&self->cases[i], &line);
            frame_fit(frame, row++, rect.col, rect.cols,
                      order[o] == OUTCOME_REFUSED ? ST_WARN : ST_TEXT, line.data, TEXT_LEFT);
            told++;
        }
    }
out:
    buf_free(&line);
}

/* What tells whether a file is this batch: its name then, and the whole digest. */
static void draw_batch(Batches *self, Stage *stage, const BatchRow *row, Frame *frame,
                       Rect rect)
{
    Buf text = BUF_INIT;

    batches_load_cases(self, stage, row);
    buf_addf(&text, "%s  %s", row->no, row->file ? row->file : "");
    if (row->predecessor)
        buf_addf(&text, _(", again what was refused in %s"), row->predecessor);
    if (row->uploaded_on)
        buf_addf(&text, _(", uploaded on %s by %s"), row->uploaded_on,
                 row->uploaded_by ? row->uploaded_by : "?");
    int silent = app_batch_silent(stage_session(stage), row);
    if (silent > 0)
        buf_addf(&text,
                 ngettext(", no answer for %d day", ", no answer for %d days",
                          (unsigned long)silent),
                 silent);
    frame_fit(frame, rect.row, rect.col, rect.cols, ST_LABEL, text.data, TEXT_LEFT);
    buf_clear(&text);
    buf_addf(&text, "SHA-256 %s", row->sha256);
    frame_fit(frame, rect.row + 1, rect.col, rect.cols, ST_TEXT, text.data, TEXT_LEFT);
    draw_cases(self, frame, (Rect){rect.row + 2, rect.col + 2, rect.rows - 2, rect.cols - 2});
    buf_free(&text);
}

static void draw_ledger(Batches *self, Stage *stage, Frame *frame, Rect rect)
{
    /* What was sent, to whom and how it stands comes before anything else. */
    const TableColumn columns[] = {
        {_("Batch"), 8, 10, 3, TEXT_LEFT},
        {_("Platform"), 8, 13, 0, TEXT_LEFT},
        {_("Template"), 6, 15, 0, TEXT_LEFT},
        {_("Cases"), 4, 4, 0, TEXT_RIGHT},
        /* TRANSLATORS: column: how many of a batch the platform accepted. */
        {C_("column", "Acc."), 4, 4, 0, TEXT_RIGHT},
        /* TRANSLATORS: column: how many of a batch the platform refused. */
        {C_("column", "Ref."), 4, 4, 0, TEXT_RIGHT},
        {_("Silent"), 4, 4, 0, TEXT_RIGHT},
        {_("State"), 6, 9, 1, TEXT_LEFT},
        {_("Day"), 5, 10, 2, TEXT_LEFT},
    };
    const Table table = {columns, (int)COUNT_OF(columns), batches_cells, self, true, 0};

    if (self->n) {
        table_draw(&table, &self->list, frame, rect);
    } else {
        frame_put(frame, rect.row + 1, rect.col + 3, rect.cols - 4, ST_DIM,
                  may_export(stage, NULL)
                      ? _("Nothing has been exported yet. e exports the approved cases")
                      : _("Nothing has been exported yet"));
        frame_cursor(frame, rect.row + 1, rect.col + 1);
    }
}

static void batches_draw(Screen *screen, Stage *stage, Frame *frame)
{
    enum { TALL = 16, DETAILS = 10, DETAILS_LOW = 5 };
    Batches *self = (Batches *)screen;
    bool choosing = export_list_is_open(self->chosen);
    Rect rect = stage_chrome(stage, frame, choosing ? _("Cases for a batch") : _("Batches"),
                             session_user(stage_session(stage))->display);
    int details = rect.rows >= TALL ? DETAILS : DETAILS_LOW;
    int waiting = count_unfit(self) ? details / 2 - 1 : 1;
    Rect list = {rect.row, rect.col, rect.rows - details, rect.cols};
    Rect below = {rect.row + list.rows, rect.col + 1, waiting, rect.cols - 2};
    const BatchRow *row = batches_selected(self);

    if (choosing) {
        export_list_draw(self->chosen, stage, frame, rect);
        Buf status = BUF_INIT;
        export_list_status(self->chosen, &status);
        stage_status(stage, frame, status.data, NULL);
        buf_free(&status);
        return;
    }
    draw_ledger(self, stage, frame, list);
    draw_waiting(self, frame, below);
    if (row)
        draw_batch(self, stage, row, frame,
                   (Rect){below.row + waiting, below.col, details - waiting, below.cols});
    stage_status(stage, frame,
                 _("A batch can be written again at any time, with the same bytes"), NULL);
}

static CmdScope batches_scope(const Screen *screen)
{
    return export_list_is_open(((const Batches *)screen)->chosen) ? SC_EXPORT : SC_BATCHES;
}

/* Both commands are the exporter's: one takes what waits, the other the row. */
static unsigned batches_state(Screen *screen, Stage *stage)
{
    const Batches *self = (const Batches *)screen;

    if (!may_export(stage, NULL))
        return 0;
    if (export_list_is_open(self->chosen))
        return (export_list_has_row(self->chosen) ? NEED_ROW : 0) |
               (export_list_pays(self->chosen) ? NEED_PAYS : 0);
    return (batches_selected(self) ? NEED_ROW : 0) | (self->n_waiting ? NEED_EXPORT : 0);
}

static void batches_refused(Screen *screen UNUSED, Stage *stage, CmdId id)
{
    Err err = {0};

    if (!may_export(stage, &err))
        stage_say_err(stage, &err);
    else if (id == CMD_EXPORT_TRANCHE)
        stage_say(stage, MSG_WARN,
                  _("Only a request for payment is of tranches; this batch asks for none"));
    else if (id == CMD_BATCH_EXPORT)
        stage_say(stage, MSG_WARN, _("No approved case waits for export"));
    else if (id == CMD_BATCH_AGAIN)
        stage_say(stage, MSG_WARN, _("There is no batch to write again"));
    else if (id == CMD_BATCH_REPLY)
        stage_say(stage, MSG_WARN, _("There is no batch that could be answered"));
    else
        stage_say(stage, MSG_WARN, _("There is no batch here"));
}

static bool batches_key(Screen *screen, Stage *stage UNUSED, int key)
{
    Batches *self = (Batches *)screen;
    return export_list_is_open(self->chosen) ? export_list_key(self->chosen, key)
                                             : list_key(&self->list, key);
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
    if (!self->again)
        return app_export(session, export_list_wish(self->chosen), self->path, self->replace,
                          progress, self->arena, &work->done, NULL, err);
    return app_export_again(session, batches_selected(self)->no, self->path, self->replace,
                            progress, self->arena, &work->done, err);
}

static void batches_run(Batches *self, Stage *stage)
{
    BatchWork work = {self, stage, {0}};
    Err err = {0};

    if (!stage_work(stage, self->again ? _("Writing the batch again") : _("Writing the batch"),
                    batches_write, &work, &err)) {
        stage_say_err(stage, &err);
    } else {
        stage_say_written(stage, _("%s written: %s"), work.done.no, self->path);
        if (!self->again) { /* the new one is the first */
            export_list_close(self->chosen);
            list_select(&self->list, 0);
        }
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
    const char *dot = strrchr(name, '.');
    size_t stem = dot ? (size_t)(dot - name) : strlen(name);

    for (int i = 1; i < MOST && (!path || path_exists(path)); i++) {
        buf_clear(&file);
        buf_add_bytes(&file, name, stem);
        if (i > 1)
            buf_addf(&file, "-%d", i);
        buf_add(&file, dot ? dot : ".xlsx");
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

/* What is wished for is shown, with what stands in the way, before anything is written. */
static void batches_choose(Batches *self, Stage *stage, const ExportWish *wish)
{
    Err err = {0};

    if (!export_list_load(self->chosen, stage, wish, &err))
        stage_say_err(stage, &err);
}

static void batches_name(Batches *self, Stage *stage)
{
    Buf name = BUF_INIT;
    Err err = {0};

    if (export_list_marked(self->chosen) == 0) {
        stage_say(stage, MSG_WARN, _("No case is marked"));
        return;
    }
    self->again = false;
    const ExportPlan *plan = export_list_plan(self->chosen);
    if (!app_export_name(stage_session(stage), plan->template_, plan->platform, &name, &err)) {
        stage_say_err(stage, &err);
        buf_free(&name);
        return;
    }
    batches_ask_path(self, stage, name.data);
    buf_free(&name);
}

static void batches_platform(Stage *stage, void *ctx, const Reply *reply)
{
    Batches *self = ctx;
    if (reply->text)
        batches_choose(self, stage,
                       &(ExportWish){.template_ = self->template_, .platform = reply->text});
}

static void ask_platform(Batches *self, Stage *stage, const PlatformCount *counts, size_t n)
{
    Session *session = stage_session(stage);
    Picklist *rows = picklist_new(session_pinyin(session));
    Buf text = BUF_INIT;
    for (size_t i = 0; i < n; i++) {
        buf_clear(&text);
        buf_addf(&text,
                 ngettext("%s, %zu case", "%s, %zu cases", (unsigned long)counts[i].cases),
                 app_platform_text(session, counts[i].code), counts[i].cases);
        picklist_add(rows, &(PickRow){.value = counts[i].code, .text = text.data});
    }
    ask(stage, &(Question){.title = _("To which platform"),
                           .rows = rows,
                           .done = batches_platform,
                           .ctx = self});
    buf_free(&text);
}

static void batches_use(Batches *self, Stage *stage, const char *template)
{
    PlatformCount *counts;
    size_t n;
    Err err = {0};
    Arena *arena = arena_new();

    free(self->template_);
    self->template_ = xstrdup(template);
    if (!app_export_platforms(stage_session(stage), template, arena, &counts, &n, &err))
        stage_say_err(stage, &err);
    else if (n > 1)
        ask_platform(self, stage, counts, n);
    else
        batches_choose(self, stage, &(ExportWish){.template_ = template});
    arena_free(arena);
}

static void batches_template(Stage *stage, void *ctx, const Reply *reply)
{
    if (reply->text)
        batches_use(ctx, stage, reply->text);
}

/* Ships for whoever has no form of their own; the platforms of what it could take are those
 * that wait. */
static const char any_platform[] = "neutral";

typedef struct Choice {
    const char *name, *title;
    const TemplatePurpose *purpose;
    int rank;
} Choice;

/* What is for the platform of a case that waits comes first, what is for another's last. */
static int rank_of(const Template *template_, const PlatformCount *counts, size_t n)
{
    const char *platform = template_platform(template_);

    for (size_t i = 0; platform && i < n; i++)
        if (strcmp(counts[i].code, platform) == 0)
            return 0;
    return platform ? 2 : 1;
}

/* By purpose, as a case goes: the launch first, what is for an audit last. */
static int by_need(const void *left, const void *right)
{
    const Choice *a = left, *b = right;

    if (a->purpose != b->purpose)
        return !a->purpose || (b->purpose && a->purpose > b->purpose) ? 1 : -1;
    return a->rank != b->rank ? a->rank - b->rank : strcmp(a->name, b->name);
}

static Choice *choices_of(Session *session, Arena *arena)
{
    const Knowledge *knowledge = session_knowledge(session);
    size_t n = template_count(knowledge), platforms = 0;
    Choice *all = arena_alloc(arena, (n + 1) * sizeof *all);
    PlatformCount *counts = NULL;

    if (!app_export_platforms(session, any_platform, arena, &counts, &platforms, NULL))
        platforms = 0;
    for (size_t i = 0; i < n; i++) {
        Template *open = NULL;
        Err err = {0};
        const char *name = template_name_at(knowledge, i);
        all[i] = (Choice){.name = name, .title = name, .rank = 2};
        if (template_find(knowledge, name, &open, &err))
            all[i] =
                (Choice){name, arena_dup(arena, template_title(open, session_lang(session))),
                         template_purpose(open), rank_of(open, counts, platforms)};
        template_free(open);
    }
    qsort(all, n, sizeof *all, by_need);
    return all;
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
    Arena *arena = arena_new();
    const Choice *choices = choices_of(stage_session(stage), arena);
    for (size_t i = 0; i < n; i++)
        picklist_add(rows, &(PickRow){.value = choices[i].name, .text = choices[i].title});
    arena_free(arena);
    ask(stage,
        &(Question){
            .title = _("Template"), .rows = rows, .done = batches_template, .ctx = self});
}

/* ---- what became of a batch ---- */

static void batches_day(Stage *stage, void *ctx, const Reply *reply)
{
    Batches *self = ctx;
    const BatchRow *row = batches_selected(self);
    Err err = {0};

    if (!reply->text || !row)
        return;
    if (!app_batch_uploaded_typed(stage_session(stage), row->no, reply->text, &err))
        stage_say_err(stage, &err);
    batches_reload(self, stage);
}

static void batches_ask_day(Batches *self, Stage *stage, const BatchRow *row)
{
    char today[DAY_TEXT];

    day_format(session_today(stage_session(stage)), today);
    ask(stage, &(Question){.title = row->no,
                           .text = _("Uploaded on"),
                           .initial = row->uploaded_on ? row->uploaded_on : today,
                           .typed = TYPED_LETTERS,
                           .done = batches_day,
                           .ctx = self});
}

static void batches_close(Batches *self, Stage *stage, const BatchRow *row)
{
    Session *session = stage_session(stage);
    Err err = {0};
    bool open = row->state == BATCH_CLOSED;
    const char *no = row->no;

    if (open ? !app_batch_open(session, no, &err) : !app_batch_close(session, no, &err))
        stage_say_err(stage, &err);
    else
        stage_say(stage, MSG_DONE,
                  open ? _("%s is open again") : _("%s is closed; c opens it again"), no);
    batches_reload(self, stage);
}

static bool on_batch(Batches *self, Stage *stage, CmdId id)
{
    const BatchRow *row = batches_selected(self);

    if (!row)
        return false;
    switch ((int)id) {
    case CMD_BATCH_AGAIN:
        self->again = true;
        batches_ask_path(self, stage, row->no);
        return true;
    case CMD_BATCH_REPLY:
        reply_ask(self->reply, stage, row->no);
        return true;
    case CMD_BATCH_REFUSED:
        batches_choose(self, stage, &(ExportWish){.refused = row->no});
        return true;
    case CMD_BATCH_UPLOADED:
        batches_ask_day(self, stage, row);
        return true;
    case CMD_BATCH_CLOSE:
        batches_close(self, stage, row);
        return true;
    }
    return false;
}

static bool batches_command(Screen *screen, Stage *stage, CmdId id)
{
    Batches *self = (Batches *)screen;

    if (export_list_is_open(self->chosen)) {
        if (id == CMD_BACK) {
            export_list_close(self->chosen);
            return true;
        }
        if (id == CMD_EXPORT_WRITE) {
            batches_name(self, stage);
            return true;
        }
        return export_list_command(self->chosen, stage, id);
    }
    if (id == CMD_BATCH_EXPORT) {
        batches_export(self, stage);
        return true;
    }
    return on_batch(self, stage, id);
}

static void batches_shown(Screen *screen, Stage *stage)
{
    batches_reload((Batches *)screen, stage);
}

static void batches_free(Screen *screen)
{
    Batches *self = (Batches *)screen;

    export_list_free(self->chosen);
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
    self->chosen = export_list_new();
    for (size_t i = 0; i < COUNT_OF(self->cells); i++)
        buf_init(&self->cells[i]);
    batches_reload(self, stage);
    return &self->screen;
}
