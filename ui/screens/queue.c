/* The queue: cases by status, with live search on every keystroke. Rows are read in windows; the
 * cursor stays on its case when the list changes under it. From 120 columns a preview stands
 * beside the list. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/batches.h"
#include "app/cases.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "ui/app.h"
#include "ui/model/lineedit.h"
#include "ui/screens/preview.h"
#include "ui/widget/input.h"
#include "ui/widget/table.h"

enum { WINDOW = 200, WIDE = 120 };

/* The filters in the row under the title, in their order. */
static const struct QueueTab {
    const char *label;
    unsigned statuses;
    bool mine;
} queue_tabs[] = {
    {N_("Mine"), 0, true},
    {N_("Returned"), 1u << STATUS_RETURNED, false},
    {N_("Drafts"), 1u << STATUS_DRAFT, false},
    {N_("Submitted"), 1u << STATUS_SUBMITTED, false},
    {N_("Approved"), 1u << STATUS_APPROVED, false},
    {N_("Exported"), 1u << STATUS_EXPORTED, false},
    {N_("Rejected"), 1u << STATUS_REJECTED, false},
    {N_("All"), 0, false},
};
enum { TAB_SUBMITTED = 3, TABS = COUNT_OF(queue_tabs) };

typedef struct Queue {
    Screen screen;
    int tab;
    bool searching; /* the search field has the cursor */
    LineEdit search;
    ListView list;
    Arena *arena;       /* of the window */
    QueueRow *rows;     /* window_from .. window_from + window_n */
    int64_t window_from;
    size_t window_n;
    int64_t counts[STATUS_COUNT], mine;
    int64_t selected_id; /* the case under the cursor, 0: none */
    Preview *preview;
    Buf cells[8];        /* texts of the row being drawn */
} Queue;

static void queue_filter(const Queue *self, App *app, QueueFilter *filter)
{
    *filter = (QueueFilter){
        .statuses = queue_tabs[self->tab].statuses,
        .mine = queue_tabs[self->tab].mine ? session_user(app_session(app))->id : 0,
        .query = self->search.text.data,
    };
}

/* Reads the window that holds the row; false when the row is not there. */
static bool queue_fetch(Queue *self, App *app, int64_t row)
{
    QueueFilter filter;
    Err err = {0};

    if (row < 0 || row >= self->list.count)
        return false;
    if (row >= self->window_from && row < self->window_from + (int64_t)self->window_n)
        return true;
    queue_filter(self, app, &filter);
    arena_reset(self->arena);
    self->window_from = row > WINDOW / 2 ? row - WINDOW / 2 : 0;
    self->window_n = 0;
    if (!queue_window(session_store(app_session(app)), &filter, self->window_from, WINDOW, self->arena,
                      &self->rows, &self->window_n, &err)) {
        app_say_err(app, &err);
        return false;
    }
    return row < self->window_from + (int64_t)self->window_n;
}

static const QueueRow *queue_row_at(Queue *self, App *app, int64_t row)
{
    return queue_fetch(self, app, row) ? &self->rows[row - self->window_from] : NULL;
}

static void queue_note_selection(Queue *self, App *app)
{
    const QueueRow *row = queue_row_at(self, app, self->list.selected);

    self->selected_id = row ? row->id : 0;
}

/* Counts again and puts the cursor back on its case, or near where it was. */
static void queue_reload(Queue *self, App *app)
{
    Store *store = session_store(app_session(app));
    QueueFilter filter;
    Err err = {0};
    int64_t count = 0, place = -1;

    queue_filter(self, app, &filter);
    self->window_n = 0;
    preview_forget(self->preview);
    QueueFilter mine = {.mine = session_user(app_session(app))->id};
    if (!queue_count(store, &filter, &count, &err) ||
        !queue_status_counts(store, 0, self->counts, &err) ||
        !queue_count(store, &mine, &self->mine, &err) ||
        (self->selected_id && !queue_place(store, &filter, self->selected_id, &place, &err)))
        app_say_err(app, &err);
    list_set_count(&self->list, count);
    if (place >= 0)
        list_select(&self->list, place);
    queue_note_selection(self, app);
}

/* A new question: the best hit is the first row. */
static void queue_ask_again(Queue *self, App *app)
{
    self->selected_id = 0;
    list_select(&self->list, 0);
    queue_reload(self, app);
}

static int64_t queue_tab_count(const Queue *self, int tab)
{
    int64_t sum = 0;

    if (queue_tabs[tab].mine)
        return self->mine;
    for (int status = 0; status < STATUS_COUNT; status++)
        if (!queue_tabs[tab].statuses || queue_tabs[tab].statuses & 1u << status)
            sum += self->counts[status];
    return sum;
}

/* How long ago, in words: what matters in a queue is the age, not the date. */
static void queue_age(const char *instant, Day today, Buf *out)
{
    Day day;
    int hour, minute;

    if (!instant || !instant_local(instant, &day, &hour, &minute))
        return;
    int days = day_between(day, today);
    if (days <= 0)
        buf_addf(out, "%02d:%02d", hour, minute);
    else if (days == 1)
        buf_add(out, _("yesterday"));
    else
        buf_addf(out, ngettext("%d day", "%d days", (unsigned long)days), days);
}

typedef struct DrawContext {
    Queue *self;
    App *app;
    Frame *frame;
} DrawContext;

static bool queue_cells(void *ctx, int64_t at, TableCell *cells)
{
    DrawContext *draw = ctx;
    Queue *self = draw->self;
    const QueueRow *row = queue_row_at(self, draw->app, at);

    if (!row)
        return false;
    for (size_t i = 0; i < COUNT_OF(self->cells); i++)
        buf_clear(&self->cells[i]);
    if (row->missing > 0)
        buf_addf(&self->cells[0], "%d", row->missing);
    if (row->blocks > 0)
        buf_addf(&self->cells[1], "%s%d", frame_sign(draw->frame, SIGN_BLOCK), row->blocks);
    else if (row->warns > 0)
        buf_addf(&self->cells[1], "%s%d", frame_sign(draw->frame, SIGN_WARN), row->warns);
    queue_age(row->updated_at, session_today(app_session(draw->app)), &self->cells[2]);
    cells[0] = (TableCell){row->no, ST_TEXT};
    cells[1] = (TableCell){row->patient ? row->patient : _("(no name yet)"),
                           row->patient ? ST_VALUE : ST_DIM};
    cells[2] = (TableCell){row->disease, ST_TEXT};
    cells[3] = (TableCell){row->hospital, ST_TEXT};
    cells[4] = (TableCell){status_label(row->status), ST_TEXT};
    cells[5] = (TableCell){self->cells[0].data, ST_TEXT};
    cells[6] = (TableCell){self->cells[1].data, row->blocks > 0 ? ST_ERROR : ST_WARN};
    cells[7] = (TableCell){self->cells[2].data, ST_DIM};
    return true;
}

static void queue_draw_tabs(Queue *self, Frame *frame, Rect rect)
{
    int search_cols = rect.cols >= 100 ? 34 : 22;
    int right = rect.col + rect.cols - search_cols;
    int col = rect.col + 1;
    Buf text = BUF_INIT;

    for (int i = 0; i < (int)TABS; i++) {
        int64_t count = queue_tab_count(self, i);
        bool here = i == self->tab;

        if (!here && !count && i != (int)TABS - 1)
            continue; /* an empty shelf says nothing */
        buf_clear(&text);
        buf_addf(&text, here ? "[%s %lld]" : "%s %lld", _(queue_tabs[i].label), (long long)count);
        if (col + text_cols(text.data) > right - 1)
            break;
        col += frame_put(frame, rect.row, col, right - 1 - col, here ? ST_FOCUS : ST_TEXT, text.data);
        col++;
    }
    buf_free(&text);
    const char *label = _("Find:");
    int used = frame_put(frame, rect.row, right, search_cols, ST_LABEL, label) + 1;
    if (self->searching || self->search.text.len) {
        Rect field = {rect.row, right + used, 1, search_cols - used};
        input_draw(&self->search, frame, field, self->searching, false);
    }
}

static void queue_draw_status(Queue *self, App *app, Frame *frame)
{
    static const char *const kinds[] = {
        [SEARCH_NO] = N_("case number"),  [SEARCH_NAME] = N_("name"),
        [SEARCH_INITIALS] = N_("initials"), [SEARCH_PINYIN] = N_("pinyin"),
        [SEARCH_NUMBER] = N_("number"),   [SEARCH_DISEASE] = N_("disease"),
        [SEARCH_HOSPITAL] = N_("hospital"),
    };
    Buf left = BUF_INIT, right = BUF_INIT;
    int64_t at = self->list.count ? self->list.selected + 1 : 0;
    int64_t waiting = self->counts[STATUS_APPROVED];

    buf_addf(&left, "%lld / %lld", (long long)at, (long long)self->list.count);
    if (self->search.text.len)
        buf_addf(&left, "   \"%s\" %s", self->search.text.data,
                 _(kinds[queue_query_kind(self->search.text.data)]));
    if (waiting)
        buf_addf(&right,
                 ngettext("%lld case waits for export", "%lld cases wait for export",
                          (unsigned long)waiting),
                 (long long)waiting);
    app_status(app, frame, left.data, right.data);
    buf_free(&left);
    buf_free(&right);
}

static void queue_draw_empty(const Queue *self, Frame *frame, Rect rect)
{
    const char *text = self->search.text.len
                           ? _("Nothing found. Names, initials, the tail of an ID or phone, a case "
                               "number, disease and hospital are searched.")
                           : _("No cases here. n starts a new one, f shows the others.");
    TextLine *lines = NULL;
    size_t n = text_wrap(text, rect.cols - 6, &lines);

    for (size_t i = 0; i < n && (int)i < rect.rows - 2; i++) {
        Buf line = BUF_INIT;
        buf_add_bytes(&line, text + lines[i].from, lines[i].to - lines[i].from);
        frame_put(frame, rect.row + 2 + (int)i, rect.col + 3, rect.cols - 6, ST_DIM, line.data);
        buf_free(&line);
    }
    free(lines);
    frame_cursor(frame, rect.row + 2, rect.col + 1);
}

static void queue_draw(Screen *screen, App *app, Frame *frame)
{
    Queue *self = (Queue *)screen;
    Session *session = app_session(app);
    const TableColumn columns[] = {
        {_("Case"), 14, 16, 0, TEXT_LEFT},     {_("Patient"), 6, 10, 0, TEXT_LEFT},
        {_("Disease"), 10, 24, 1, TEXT_LEFT},  {_("Hospital"), 8, 20, 3, TEXT_LEFT},
        {_("State"), 6, 8, 2, TEXT_LEFT},      {C_("column", "Gaps"), 4, 4, 1, TEXT_RIGHT},
        {C_("column", "Find."), 4, 5, 1, TEXT_LEFT}, {_("Changed"), 6, 9, 2, TEXT_RIGHT},
    };
    Buf left = BUF_INIT;

    buf_addf(&left, "%s  %s · %s", _("Anjuan"), session_organisation(session),
             session_station(session));
    Rect head;
    Rect body = app_chrome_head(app, frame, left.data, session_user(session)->display, 1, &head);
    buf_free(&left);
    bool wide = body.cols >= WIDE;
    Rect list = body;
    if (wide)
        list.cols = 78;
    DrawContext draw = {self, app, frame};
    const Table table = {columns, (int)COUNT_OF(columns), queue_cells, &draw, true};
    if (self->list.count)
        table_draw(&table, &self->list, frame, list);
    else
        queue_draw_empty(self, frame, list);
    queue_note_selection(self, app);
    if (wide && self->selected_id) {
        Rect side = {body.row, body.col + list.cols + 1, body.rows, body.cols - list.cols - 2};
        preview_draw(self->preview, app, self->selected_id, frame, side);
    }
    queue_draw_status(self, app, frame);
    queue_draw_tabs(self, frame, head); /* last: while searching the cursor stands in its field */
}

static CmdScope queue_scope(const Screen *screen)
{
    return ((const Queue *)screen)->searching ? SC_EDIT : SC_QUEUE;
}

static bool queue_typing(const Screen *screen)
{
    return ((const Queue *)screen)->searching;
}

static unsigned queue_state(Screen *screen, App *app)
{
    Queue *self = (Queue *)screen;
    const User *user = session_user(app_session(app));
    unsigned state = NEED_USER;
    if (self->searching || self->search.text.len)
        state |= NEED_BACK;
    const QueueRow *row = queue_row_at(self, app, self->list.selected);

    if (desk_may(user, VERB_NEW, NULL))
        state |= NEED_WRITE;
    if (desk_may(user, VERB_EXPORT, NULL))
        state |= NEED_EXPORT;
    if (row) {
        state |= NEED_ROW;
        Relation relation = {0};
        Err err = {0};
        if (relation_of(session_store(app_session(app)), row->id, user->id, &relation, &err)) {
            static const struct {
                Verb verb;
                unsigned need;
            } verbs[] = {
                {VERB_SUBMIT, NEED_SUBMIT}, {VERB_WITHDRAW, NEED_WITHDRAW},
                {VERB_RETURN, NEED_RETURN}, {VERB_APPROVE, NEED_APPROVE},
            };
            for (size_t i = 0; i < COUNT_OF(verbs); i++)
                if (desk_may_case(user, verbs[i].verb, row->status, &relation, NULL))
                    state |= verbs[i].need;
        }
    }
    return state;
}

static bool queue_text(Screen *screen, App *app, const char *text, size_t len, bool paste UNUSED)
{
    Queue *self = (Queue *)screen;

    lineedit_insert(&self->search, text, len);
    queue_ask_again(self, app);
    return true;
}

static bool queue_key(Screen *screen, App *app, int key)
{
    Queue *self = (Queue *)screen;

    if (self->searching) {
        if (key == K_ENTER || key == K_TAB) {
            self->searching = false;
            return true;
        }
        if (key == K_ESC) {
            self->searching = false;
            lineedit_set(&self->search, "");
            queue_ask_again(self, app);
            return true;
        }
        bool moves = key == K_UP || key == K_DOWN || key == K_PGUP || key == K_PGDN;
        if (!moves) {
            if (!lineedit_key(&self->search, key))
                return false;
            queue_ask_again(self, app);
            return true;
        }
    }
    if (!list_key(&self->list, key))
        return false;
    queue_note_selection(self, app);
    return true;
}

static void queue_new(Queue *self, App *app)
{
    CaseFile *file = NULL;
    Err err = {0};

    if (!app_case_new(app_session(app), &file, &err)) {
        app_say_err(app, &err);
        return;
    }
    self->selected_id = case_head_of(file)->id;
    int64_t id = self->selected_id;
    case_free(file);
    app_push(app, case_screen_new(app, id));
}

static void queue_open(Queue *self, App *app, bool review)
{
    queue_note_selection(self, app);
    if (!self->selected_id)
        return;
    app_push(app, review ? review_screen_new(app, self->selected_id)
                         : case_screen_new(app, self->selected_id));
}

static void queue_move(Queue *self, App *app, Verb verb)
{
    CaseFile *file = NULL;
    Err err = {0};

    queue_note_selection(self, app);
    if (!app_case_open_id(app_session(app), self->selected_id, &file, &err) ||
        !app_case_move(app_session(app), &file, verb, NULL, &err))
        app_say_err(app, &err);
    else
        app_say(app, MSG_DONE, _("%s: %s"), case_head_of(file)->no, verb_label(verb));
    case_free(file);
    queue_reload(self, app);
}

static void queue_leave(App *app, void *ctx UNUSED, int key)
{
    if (key == 'q')
        app_quit(app);
}

static bool queue_command(Screen *screen, App *app, CmdId id)
{
    Queue *self = (Queue *)screen;
    const QueueRow *row = queue_row_at(self, app, self->list.selected);

    if (self->searching)
        return false; /* its keys are in queue_key */
    switch ((int)id) {
    case CMD_QUEUE_OPEN:
        queue_open(self, app, false);
        return true;
    case CMD_QUEUE_REVIEW:
        queue_open(self, app, true);
        return true;
    case CMD_QUEUE_NEW:
        queue_new(self, app);
        return true;
    case CMD_QUEUE_SEARCH:
        self->searching = true;
        return true;
    case CMD_QUEUE_FILTER:
        self->tab = (self->tab + 1) % (int)TABS;
        queue_ask_again(self, app);
        return true;
    case CMD_QUEUE_FILTER_BACK:
        self->tab = (self->tab + (int)TABS - 1) % (int)TABS;
        queue_ask_again(self, app);
        return true;
    case CMD_QUEUE_SUBMIT:
        if (row)
            queue_move(self, app, VERB_SUBMIT);
        return true;
    case CMD_QUEUE_WITHDRAW:
        if (row)
            queue_move(self, app, VERB_WITHDRAW);
        return true;
    case CMD_QUEUE_BATCHES:
        app_push(app, batches_screen_new(app));
        return true;
    case CMD_SIGN_OUT:
        app_sign_out(app);
        return true;
    case CMD_BACK:
        if (self->search.text.len) {
            lineedit_set(&self->search, "");
            queue_ask_again(self, app);
        } else {
            const Answer answers[] = {{'k', _("Keep working")}, {'q', _("Quit")}};
            app_ask(app, _("Leave Anjuan?"), _("Everything is stored."), answers, COUNT_OF(answers),
                    queue_leave, self);
        }
        return true;
    }
    return false;
}

static void queue_shown(Screen *screen, App *app)
{
    queue_reload((Queue *)screen, app);
}

static void queue_free(Screen *screen)
{
    Queue *self = (Queue *)screen;

    lineedit_free(&self->search);
    preview_free(self->preview);
    arena_free(self->arena);
    for (size_t i = 0; i < COUNT_OF(self->cells); i++)
        buf_free(&self->cells[i]);
    free(self);
}

static const ScreenOps queue_ops = {
    .name = "queue",
    .draw = queue_draw,
    .scope = queue_scope,
    .typing = queue_typing,
    .state = queue_state,
    .text = queue_text,
    .key = queue_key,
    .command = queue_command,
    .shown = queue_shown,
    .free = queue_free,
};

Screen *queue_screen_new(App *app)
{
    Queue *self = xcalloc(1, sizeof *self);
    const User *user = session_user(app_session(app));

    self->screen.ops = &queue_ops;
    self->arena = arena_new();
    self->preview = preview_new();
    lineedit_init(&self->search, "", 60, false);
    for (size_t i = 0; i < COUNT_OF(self->cells); i++)
        buf_init(&self->cells[i]);
    /* A supervisor comes to review; everybody else sees their own work first. */
    self->tab = user->role == ROLE_SUPERVISOR                              ? TAB_SUBMITTED
                : user->role == ROLE_AUDITOR || user->role == ROLE_ADMINISTRATOR ? (int)TABS - 1
                                                                           : 0;
    queue_ask_again(self, app);
    return &self->screen;
}
