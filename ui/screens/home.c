/* What waits for the person, in one look: a line a kind, with how many and the first of them;
 * each opens its list. It lies over the queue, which is what is below when it is left. */
#include "config.h"

#include "desk/stop.h"
#include "ui/screens/home.h"

#include <stdlib.h>
#include <string.h>

#include "app/backup.h"
#include "app/due.h"
#include "app/look.h"
#include "app/move.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "ui/model/list.h"
#include "ui/parts/marks.h"
#include "ui/screens/ages.h"
#include "ui/screens/begin.h"
#include "ui/screens/notes.h"
#include "ui/screens/screens.h"
#include "ui/screens/station.h"
#include "ui/stage/chrome.h"
#include "ui/stage/keep.h"
#include "ui/stage/lock.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"
#include "ui/widget/table.h"

typedef struct Home {
    Screen screen;
    Arena *arena; /* of the lines */
    DueLine *lines;
    size_t n;
    DueKind kind; /* of the line under the cursor, which keeps it when the lines change */
    ListView list;
    int64_t begun;     /* the new case that is open over it; 0: none */
    bool stale;        /* cases are still to be judged anew */
    int64_t judged_to; /* the last of them looked at */
    Buf cells[2];
} Home;

enum { COLUMNS = 3, COUNT_COLS = 5 };

static void note_kind(Home *self)
{
    self->kind = self->list.selected < (int64_t)self->n ? self->lines[self->list.selected].kind
                                                        : DUE_NONE;
}

static void home_reload(Home *self, Stage *stage)
{
    Err err = {0};

    arena_reset(self->arena);
    if (!app_due(stage_session(stage), self->arena, &self->lines, &self->n, &err))
        stage_say_err(stage, &err);
    list_set_count(&self->list, (int64_t)self->n);
    for (size_t i = 0; i < self->n; i++)
        if (self->lines[i].kind == self->kind)
            list_select(&self->list, (int64_t)i);
    note_kind(self);
}

/* ---- drawing ---- */

typedef struct DrawContext {
    Home *self;
    Moment now;
    Day today;
} DrawContext;

/* For how long a case waits, as its kind says it. */
static void add_since(const DueLine *line, const QueueRow *row, const DrawContext *draw,
                      Buf *out)
{
    const DueAge age = due_age(line->kind);
    Day day;

    if (age == DUE_AGE_CHANGED) {
        buf_add(out, " ");
        age_add(row->updated_at, &draw->now, out);
    } else if (age != DUE_AGE_NONE && day_parse(row->due_on, &day)) {
        int days = day_between(day, draw->today);
        buf_add(out, " ");
        if (days == 0)
            buf_add(out, _("today"));
        else if (age == DUE_AGE_DAYS)
            buf_addf(out, ngettext("%d day", "%d days", (unsigned long)days), days);
        else
            buf_addf(out, ngettext("%d day late", "%d days late", (unsigned long)days), days);
    }
}

static void add_first(const DueLine *line, const DrawContext *draw, Buf *out)
{
    for (size_t i = 0; i < line->n_rows; i++) {
        const QueueRow *row = &line->rows[i];
        StopReason reason;
        buf_add(out, i ? "   " : "");
        buf_add(out, row->patient[0] ? row->patient : row->no);
        add_since(line, row, draw, out);
        if (line->kind == DUE_STOPPED && stop_parse(row->stop, &reason))
            /* TRANSLATORS: behind a name: why the case is stopped. */
            buf_addf(out, _(" (%s)"), stop_label(reason));
    }
    if (line->n_rows && line->count > (int64_t)line->n_rows)
        buf_add(out, " …");
}

static bool home_cells(void *ctx, int64_t at, TableCell *cells)
{
    DrawContext *draw = ctx;
    Home *self = draw->self;

    if (at < 0 || at >= (int64_t)self->n)
        return false;
    const DueLine *line = &self->lines[at];
    for (size_t i = 0; i < COUNT_OF(self->cells); i++)
        buf_clear(&self->cells[i]);
    buf_addf(&self->cells[0], "%lld", (long long)line->count);
    add_first(line, draw, &self->cells[1]);
    cells[0] = (TableCell){due_title(line->kind), ST_VALUE};
    cells[1] = (TableCell){self->cells[0].data, ST_VALUE};
    cells[2] = (TableCell){self->cells[1].data, ST_DIM};
    return true;
}

static int title_cols(void)
{
    int cols = 0;

    for (int kind = DUE_NONE + 1; kind < DUE_END; kind++) {
        int here = text_cols(due_title((DueKind)kind));
        cols = here > cols ? here : cols;
    }
    return cols;
}

static void draw_nothing(Stage *stage, Frame *frame, Rect rect)
{
    bool may_add = app_may_ever(stage_session(stage), VERB_NEW, NULL);

    frame_fit(frame, rect.row + 1, rect.col + 3, rect.cols - 6, ST_DIM,
              _("Nothing waits for you today"), TEXT_LEFT);
    frame_fit(frame, rect.row + 3, rect.col + 3, rect.cols - 6, ST_DIM,
              may_add ? _("n starts a new case, Esc shows all cases")
                      : _("Esc shows all cases"),
              TEXT_LEFT);
    frame_cursor(frame, rect.row + 1, rect.col + 1);
}

/* What the keys do; of returned cases, why the first of them was. */
static void add_hint(const Home *self, Stage *stage, Buf *out)
{
    const DueLine *line = self->n ? &self->lines[self->list.selected] : NULL;
    Arena *arena = arena_new();

    if (line && line->kind == DUE_RETURNED && line->n_rows) {
        const QueueRow *row = &line->rows[0];
        const char *words = return_words(stage_session(stage), row->id, arena);
        if (*words)
            /* TRANSLATORS: a patient or the number of a case; who returned it, and why. */
            buf_addf(out, _("%s: %s"), row->patient[0] ? row->patient : row->no, words);
        for (size_t at = 0; at < out->len; at++)
            out->data[at] = out->data[at] == '\n' ? ' ' : out->data[at];
    }
    if (line && !out->len)
        buf_add(out, _("What waits for you; Enter opens the list"));
    arena_free(arena);
}

static void home_draw(Screen *screen, Stage *stage, Frame *frame)
{
    Home *self = (Home *)screen;
    Session *session = stage_session(stage);
    DrawContext draw = {self, moment_now(), session_today(session)};
    int title = title_cols();
    const TableColumn columns[COLUMNS] = {
        {"", title, title, 0, TEXT_LEFT},
        {"", COUNT_COLS, COUNT_COLS, 0, TEXT_RIGHT},
        {"", 10, 200, 1, TEXT_LEFT},
    };
    const Table table = {columns, COLUMNS, home_cells, &draw, false, 0};
    Buf left = BUF_INIT, right = BUF_INIT;
    char today[DAY_TEXT];

    day_format(session_today(session), today);
    buf_addf(&left, "%s  %s · %s", _("Today"), session_organisation(session),
             session_station(session));
    buf_addf(&right, "%s  %s", session_user(session)->display, today);
    Rect body = stage_chrome(stage, frame, left.data, right.data);
    if (self->n)
        table_draw(&table, &self->list, frame, body);
    else
        draw_nothing(stage, frame, body);
    buf_clear(&left);
    add_hint(self, stage, &left);
    stage_status(stage, frame, left.data, NULL);
    buf_free(&left);
    buf_free(&right);
}

/* ---- keys ---- */

static CmdScope home_scope(const Screen *screen UNUSED)
{
    return SC_HOME;
}

static unsigned home_state(Screen *screen, Stage *stage UNUSED)
{
    return ((const Home *)screen)->n ? NEED_ROW : 0;
}

/* What the queue does as well, it does: it lies below. */
static bool by_queue(Stage *stage, CmdId id)
{
    stage_pop(stage);
    Screen *queue = stage_top(stage);
    return queue && queue->ops->command && queue->ops->command(queue, stage, id);
}

static void open_line(DueKind kind, Stage *stage)
{
    if (kind == DUE_ANSWER)
        stage_push(stage, stations_screen_new(stage));
    else if (kind == DUE_BATCH)
        stage_push(stage, batches_screen_new(stage));
    else if (kind == DUE_BLACKLIST)
        blacklist_open(stage);
    else if (kind == DUE_KNOWLEDGE)
        stage_push(stage, knowledge_screen_new(stage));
    else
        stage_push(stage, due_screen_of(stage, kind));
}

static bool home_command(Screen *screen, Stage *stage, CmdId id)
{
    Home *self = (Home *)screen;

    switch ((int)id) {
    case CMD_HOME_OPEN:
        note_kind(self);
        open_line(self->kind, stage);
        return true;
    case CMD_HOME_NEW:
        self->begun = begin_case(stage);
        return true;
    case CMD_HOME_FIND:
        return by_queue(stage, CMD_QUEUE_SEARCH);
    case CMD_HOME_QUEUE:
        stage_pop(stage);
        return true;
    case CMD_HOME_BATCHES:
        stage_push(stage, batches_screen_new(stage));
        return true;
    case CMD_HOME_PEOPLE:
        stage_push(stage, people_screen_new(stage));
        return true;
    case CMD_HOME_BLACKLIST:
        blacklist_open(stage);
        return true;
    case CMD_HOME_KNOWLEDGE:
        stage_push(stage, knowledge_screen_new(stage));
        return true;
    case CMD_HOME_STATIONS:
        stage_push(stage, stations_screen_new(stage));
        return true;
    case CMD_HOME_EVENTS:
        events_open(stage);
        return true;
    case CMD_HOME_PASSPHRASE:
        stage_push(stage, passphrase_screen_new(stage));
        return true;
    case CMD_HOME_REPORT:
        stage_push(stage, report_screen_new(stage));
        return true;
    case CMD_HOME_SIGN_OUT:
        stage_sign_out(stage);
        return true;
    }
    return false;
}

static bool home_key(Screen *screen, Stage *stage UNUSED, int key)
{
    Home *self = (Home *)screen;

    if (!list_key(&self->list, key))
        return false;
    note_kind(self);
    return true;
}

static void home_shown(Screen *screen, Stage *stage)
{
    app_look_end(stage_session(stage)); /* the case was left */
    begin_left(stage, &((Home *)screen)->begun);
    home_reload((Home *)screen, stage);
}

/* Meanwhile what was judged by other knowledge is judged anew; another program that writes is
 * not waited for. */
static void home_tick(Screen *screen, Stage *stage)
{
    Home *self = (Home *)screen;
    bool was = self->stale;

    if (was && app_due_freshen(stage_session(stage), &self->judged_to, &self->stale, NULL) &&
        !self->stale)
        home_reload(self, stage);
}

static void home_help(Screen *screen UNUSED, Stage *stage, Buf *out)
{
    buf_add(out,
            _("What waits for you: a line a kind, how many there are, and those that wait "
              "longest. Enter opens the list, Esc comes back. After how many days something "
              "waits is said by the knowledge files. Kinds of which nothing "
              "waits are left out"));
    if (desk_may(session_user(stage_session(stage)), VERB_MOVE, NULL))
        buf_addf(out, "\n%s",
                 _("Backups are made by “anjuan backup FILE”. The station moves to another "
                   "machine by “anjuan move --out FILE” here and “anjuan move --in FILE” "
                   "there"));
}

static void home_free(Screen *screen)
{
    Home *self = (Home *)screen;

    arena_free(self->arena);
    for (size_t i = 0; i < COUNT_OF(self->cells); i++)
        buf_free(&self->cells[i]);
    free(self);
}

static const ScreenOps home_ops = {
    .name = "home",
    .draw = home_draw,
    .scope = home_scope,
    .state = home_state,
    .key = home_key,
    .command = home_command,
    .shown = home_shown,
    .tick = home_tick,
    .help = home_help,
    .free = home_free,
};

Screen *home_screen_new(Stage *stage)
{
    Home *self = xcalloc(1, sizeof *self);

    self->screen.ops = &home_ops;
    self->arena = arena_new();
    self->stale = true;
    for (size_t i = 0; i < COUNT_OF(self->cells); i++)
        buf_init(&self->cells[i]);
    home_reload(self, stage);
    return &self->screen;
}

void home_begin(Stage *stage)
{
    Screen *first = queue_screen_new(stage);

    stage_replace(stage, first);
    stage_continue(stage);
    if (stage_top(stage) == first)
        stage_push(stage, home_screen_new(stage));
}

void home_come_in(Stage *stage)
{
    if (session_user(stage_session(stage))->must_change) {
        stage_replace(stage, passphrase_screen_new(stage));
        return;
    }
    home_begin(stage);
    station_ask(stage);
    app_verify_begin(stage_session(stage));
    notes_tell(stage);
}
