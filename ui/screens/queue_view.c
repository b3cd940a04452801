/* The queue as it is drawn: the filters with their counts, the table, the line below it, and
 * from 120 columns on the preview. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/due.h"
#include "app/move.h"
#include "app/talk.h"
#include "base/i18n.h"
#include "desk/pen.h"
#include "rules/judge/findings.h"
#include "ui/parts/life.h"
#include "ui/parts/marks.h"
#include "ui/screens/ages.h"
#include "ui/screens/queue.h"
#include "ui/stage/chrome.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"
#include "ui/widget/input.h"
#include "ui/widget/table.h"

enum {
    WIDE = 120,     /* from here on the preview stands beside the list */
    LIST_COLS = 76, /* of the list then, at least */
    SEARCH_COLS = 22,
    YEAR_SERIAL = 12, /* of a case number, after the station */
    COUNT_COLS = 4,
    HOUR = 60,
};

typedef struct DrawContext {
    Queue *self;
    Stage *stage;
    Frame *frame;
    Moment now;
} DrawContext;

/* What is over is closed, whatever the status of its application. */
static void row_state(const QueueRow *row, Buf *out)
{
    if (life_is_over(row->life) && !row->standing.erased)
        buf_add(out, status_label(STATUS_CLOSED));
    else
        standing_say(&row->standing, out);
}

/* Where a case is that is not here: it is read, and worked on there; and who asks for it. */
static void row_place(const QueueRow *row, Stage *stage, Buf *out)
{
    if (!row->away && row->call != CALLED_HERE)
        return;
    const Pen pen = {
        .away = true, .code = row->away, .name = row->away, .since = row->away_since};
    Arena *arena = arena_new();
    const char *call = queue_call_words(row, arena);

    if (row->away)
        buf_add(out, pen_words(&pen, session_today(stage_session(stage)), arena));
    buf_addf(out, "%s%s", row->away && *call ? " · " : "", call);
    arena_free(arena);
}

static bool queue_cells(void *ctx, int64_t at, TableCell *cells)
{
    DrawContext *draw = ctx;
    Queue *self = draw->self;
    const QueueRow *row = queue_row_at(self, draw->stage, at);

    if (!row)
        return false;
    for (size_t i = 0; i < COUNT_OF(self->cells); i++)
        buf_clear(&self->cells[i]);
    if (row->missing >= 0 && !row->away)
        findings_put_lacks((size_t)row->missing, (size_t)row->papers, &self->cells[0]);
    if (row->blocks > 0)
        buf_addf(&self->cells[1], "%s%d", frame_sign(draw->frame, SIGN_BLOCK), row->blocks);
    else if (row->warns > 0)
        buf_addf(&self->cells[1], "%s%d", frame_sign(draw->frame, SIGN_WARN), row->warns);
    if (*row->stop) {
        buf_clear(&self->cells[1]);
        /* TRANSLATORS: in the column of findings: the case is stopped; at most four columns. */
        buf_add(&self->cells[1], C_("column", "stop"));
    } else if (row->talk != TALK_NONE)
        buf_addf(&self->cells[1], "?%s",
                 row->talk == TALK_ANSWERED ? frame_sign(draw->frame, SIGN_DONE) : "");
    age_add(row->updated_at, &draw->now, &self->cells[2]);
    cells[0] = (TableCell){row->no, ST_TEXT};
    cells[1] = row->patient[0]        ? (TableCell){row->patient, ST_VALUE}
               : row->standing.erased ? (TableCell){_("(erased)"), ST_DIM}
                                      : (TableCell){_("(no name yet)"), ST_DIM};
    cells[2] = (TableCell){row->disease, ST_TEXT};
    cells[3] = (TableCell){row->hospital, ST_TEXT};
    if (row->away || row->call == CALLED_HERE) {
        row_place(row, draw->stage, &self->cells[4]);
        cells[3] = (TableCell){self->cells[4].data, row->away ? ST_DIM : ST_WARN};
    }
    cells[4] = (TableCell){self->cells[0].data, ST_TEXT};
    cells[5] =
        (TableCell){self->cells[1].data, row->blocks > 0 || *row->stop ? ST_ERROR : ST_WARN};
    cells[6] = (TableCell){self->cells[2].data, ST_DIM};
    row_state(row, &self->cells[3]);
    cells[7] = (TableCell){self->cells[3].data, ST_TEXT};
    return true;
}

int64_t queue_tab_count(const Queue *self, int tab)
{
    const QueueCounts *counts = queue_tabs[tab].mine ? &self->mine : &self->counts;

    if (queue_tabs[tab].asked)
        return self->questions;
    if (queue_tabs[tab].status >= 0)
        return counts->of[queue_tabs[tab].status];
    return counts->cases;
}

/* ---- the filters and the search field ---- */

typedef struct TabTexts {
    Buf text[QUEUE_TABS];
    int cols[QUEUE_TABS]; /* with the blank after it; 0: not shown */
} TabTexts;

/* The filter that the list is of: how many of it are shown, to what it is narrowed. */
static void chosen_tab(const Queue *self, Buf *out)
{
    const QueueTab *tab = &queue_tabs[self->tab];
    int64_t count = queue_tab_count(self, self->tab);

    buf_addf(out, "[%s ",
             self->due != DUE_NONE ? due_title(self->due)
             : tab->label          ? _(tab->label)
                                   : status_label((Status)tab->status));
    if (self->due != DUE_NONE || (queue_narrowed(self) && !self->query.len))
        buf_addf(out, "%lld", (long long)self->list.count);
    if (self->due == DUE_NONE)
        buf_addf(out, queue_narrowed(self) && !self->query.len ? "/%lld" : "%lld",
                 (long long)count);
    if (!self->query.len || self->due != DUE_NONE)
        queue_describe(self, out);
    buf_add(out, "]");
}

static int make_tabs(const Queue *self, TabTexts *tabs)
{
    int total = 0;

    for (int i = 0; i < QUEUE_TABS; i++) {
        const QueueTab *tab = &queue_tabs[i];
        int64_t count = queue_tab_count(self, i);
        buf_init(&tabs->text[i]);
        tabs->cols[i] = 0;
        if (i == self->tab)
            chosen_tab(self, &tabs->text[i]);
        else if (self->due != DUE_NONE || (!count && i != QUEUE_TAB_ALL))
            continue; /* an empty shelf says nothing, and what is due is no filter */
        else
            buf_addf(&tabs->text[i], "%s %lld",
                     tab->label ? _(tab->label) : status_label((Status)tab->status),
                     (long long)count);
        tabs->cols[i] = text_cols(tabs->text[i].data) + 1;
        total += tabs->cols[i];
    }
    return total;
}

static int cols_from(const TabTexts *tabs, int from, int to)
{
    int cols = 0;

    for (int i = from; i <= to; i++)
        cols += tabs->cols[i];
    return cols;
}

/* Where there is no room for all, those around the chosen one; < and > stand for the others. */
static void draw_tabs(const Queue *self, const TabTexts *tabs, Frame *frame, Rect rect)
{
    bool all = cols_from(tabs, 0, QUEUE_TAB_ALL) <= rect.cols + 1;
    int first = 0, last = QUEUE_TAB_ALL, room = all ? rect.cols + 1 : rect.cols - 4;

    while (first < self->tab && cols_from(tabs, first, last) > room) {
        while (last > self->tab && cols_from(tabs, first, last) > room)
            last--;
        if (cols_from(tabs, first, last) > room)
            first++;
    }
    while (last > self->tab && cols_from(tabs, first, last) > room)
        last--;
    int col = rect.col, end = rect.col + rect.cols;
    if (first > 0 && !all)
        col += frame_put(frame, rect.row, col, 2, ST_DIM, "< ");
    for (int i = first; i <= last; i++) {
        if (!tabs->cols[i])
            continue;
        frame_put(frame, rect.row, col, end - col, i == self->tab ? ST_FOCUS : ST_TEXT,
                  tabs->text[i].data);
        col += tabs->cols[i];
    }
    if (last < QUEUE_TAB_ALL && !all && col < end)
        frame_put(frame, rect.row, col, 1, ST_DIM, ">");
}

/* The search field has its place while it is used; else the filters may have it. */
static void draw_head(Queue *self, Frame *frame, Rect rect)
{
    TabTexts tabs;
    const char *label = _("Find:");
    int label_cols = text_cols(label) + 1, total = make_tabs(self, &tabs), search = 0;
    bool used = self->searching || self->search.text.len;

    if (used)
        search = rect.cols >= WIDE ? 2 * SEARCH_COLS : SEARCH_COLS;
    else if (total + label_cols + 2 <= rect.cols)
        search = label_cols + 1;
    draw_tabs(self, &tabs, frame,
              (Rect){rect.row, rect.col + 1, 1, rect.cols - 1 - (search ? search + 1 : 0)});
    for (int i = 0; i < QUEUE_TABS; i++)
        buf_free(&tabs.text[i]);
    if (!search)
        return;
    int col = rect.col + rect.cols - search;
    frame_put(frame, rect.row, col, search, ST_LABEL, label);
    if (used)
        input_draw(&self->search, frame,
                   (Rect){rect.row, col + label_cols, 1, search - label_cols - 1},
                   self->searching, false);
}

/* ---- the rest ---- */

/* The last word about the case under the cursor: why it was returned, or what was asked. */
static void add_talk(Stage *stage, const QueueRow *row, Buf *out)
{
    Arena *arena = arena_new();
    Talk talk = {0};
    const char *returned = row->standing.amendment == STATUS_RETURNED
                               ? return_words(stage_session(stage), row->id, arena)
                               : "";

    if (row->talk != TALK_NONE)
        app_talk(stage_session(stage), row->id, arena, &talk, NULL);
    if (talk.state != TALK_NONE || *returned)
        buf_add(out, "   ");
    if (talk.state == TALK_ASKED)
        buf_addf(out, _("%s asks: %s"), talk.who, talk.text);
    else if (talk.state == TALK_ANSWERED)
        /* TRANSLATORS: who answers, and the answer. */
        buf_addf(out, _("%s answers: %s"), talk.who, talk.text);
    else
        buf_add(out, returned);
    for (size_t i = 0; i < out->len; i++)
        out->data[i] = out->data[i] == '\n' ? ' ' : out->data[i];
    arena_free(arena);
}

/* In a practice store nothing can be lost. */
static void add_backup(const Queue *self, Stage *stage, Buf *out)
{
    const Moment now = moment_now();
    Buf age = BUF_INIT;

    age_add(self->backup_at, &now, &age);
    if (!session_practice(stage_session(stage)) || age.len)
        buf_add(out, out->len ? "  " : "");
    if (age.len)
        /* TRANSLATORS: %s is how long ago: "2 days", "yesterday", "14:05". */
        buf_addf(out, _("last backup: %s"), age.data);
    else if (!session_practice(stage_session(stage)))
        buf_add(out, _("no backup yet"));
    buf_free(&age);
}

static void draw_status(Queue *self, Stage *stage, Frame *frame)
{
    /* TRANSLATORS: these follow the words searched: what was found by them. */
    static const char *const kinds[] = {
        [SEARCH_NO] = N_("case number"),    [SEARCH_NAME] = N_("name"),
        [SEARCH_INITIALS] = N_("initials"), [SEARCH_PINYIN] = N_("pinyin"),
        [SEARCH_NUMBER] = N_("number"),     [SEARCH_DISEASE] = N_("disease"),
        [SEARCH_HOSPITAL] = N_("hospital"), [SEARCH_BED] = N_("bed"),
    };
    Buf left = BUF_INIT, right = BUF_INIT;
    const QueueRow *row = queue_row_at(self, stage, self->list.selected);
    int64_t waiting = self->counts.of[STATUS_APPROVED];

    buf_addf(&left, "%lld / %lld", row ? (long long)self->list.selected + 1 : 0LL,
             (long long)self->list.count);
    if (self->query.len)
        buf_addf(&left, "   \"%s\" %s", self->query.data, row ? _(kinds[row->hit]) : "");
    /* The row itself says that it is closed. */
    if (row && row->life != LIFE_PREPARED && row->life != LIFE_CLOSED)
        buf_addf(&left, "   %s", life_label_of(row->life, row->file));
    if (row && (row->away || row->call != CALLED_NOT)) {
        buf_add(&left, "   ");
        row_place(row, stage, &left);
    }
    if (row && *row->stop) {
        buf_add(&left, "   ");
        life_tell_stop(row->stop, false, frame, &left);
    }
    if (row)
        add_talk(stage, row, &left);
    if (row && !row->away && row->missing >= 0 && (row->missing || row->papers)) {
        /* What the column of gaps means, in words. */
        buf_add(&left, "   ");
        findings_say_lacks((size_t)row->missing, (size_t)row->papers, &left);
    }
    if (waiting && desk_may(session_user(stage_session(stage)), VERB_EXPORT, NULL))
        buf_addf(&right,
                 ngettext("%lld case waits for export", "%lld cases wait for export",
                          (unsigned long)waiting),
                 (long long)waiting);
    add_backup(self, stage, &right);
    stage_status(stage, frame, left.data, right.data);
    buf_free(&left);
    buf_free(&right);
}

static void draw_empty(const Queue *self, Stage *stage, Frame *frame, Rect rect)
{
    bool may_add = app_may_ever(stage_session(stage), VERB_NEW, NULL);
    const char *text = self->query.len
                           ? _("Nothing found. Names, initials, the tail of an ID or "
                               "phone, a case number, disease and hospital are searched")
                       : self->due != DUE_NONE ? _("Nothing waits here any more")
                       : may_add ? _("No cases here. n starts a new one, f shows the others")
                                 : _("No cases here. f shows the others");
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

/* Counted when it is first shown: the home screen may lie over the queue. */
static int64_t waiting_for(Queue *self, Stage *stage)
{
    Err err = {0};

    if (self->waiting < 0 && !app_due_sum(stage_session(stage), &self->waiting, &err)) {
        self->waiting = 0;
        stage_say_err(stage, &err);
    }
    return self->waiting;
}

static Rect draw_chrome(Queue *self, Stage *stage, Frame *frame, const Moment *now, Rect *head)
{
    Session *session = stage_session(stage);
    const User *user = session_user(session);
    int64_t waiting = waiting_for(self, stage);
    Buf left = BUF_INIT, right = BUF_INIT;

    buf_addf(&left, "%s  %s · %s", _("Anjuan"), session_organisation(session),
             session_station(session));
    buf_add(&right, user->display);
    if (waiting) {
        buf_add(&right, "  ");
        /* TRANSLATORS: things that wait for the person signed in. */
        buf_addf(&right, ngettext("%lld for you", "%lld for you", (unsigned long)waiting),
                 (long long)waiting);
    }
    if (now->known)
        buf_addf(&right, "  %02d:%02d", now->minute / HOUR, now->minute % HOUR);
    Rect body = stage_chrome_head(stage, frame, left.data, right.data, 1, head);
    buf_free(&left);
    buf_free(&right);
    return body;
}

static int wider(int cols, const char *text)
{
    return text_cols(text) > cols ? text_cols(text) : cols;
}

static int state_cols(const Queue *self)
{
    int cols = text_cols(_("State"));
    Buf text = BUF_INIT;

    for (int status = 0; status < STATUS_COUNT; status++)
        cols = wider(cols, status_label((Status)status));
    for (size_t i = 0; i < self->window_n; i++) {
        buf_clear(&text);
        row_state(&self->rows[i], &text);
        cols = wider(cols, text.data);
    }
    buf_free(&text);
    return cols;
}

/* A list of one status says it once, above, but for what is amended or waits for a second
 * approval. */
static bool says_state(const Queue *self)
{
    bool says = queue_tabs[self->tab].status < 0;

    for (size_t i = 0; i < self->window_n && !says; i++)
        says = (self->rows[i].standing.amended || self->rows[i].standing.first) &&
               !life_is_over(self->rows[i].life);
    return says;
}

/* "24+12" is rare, and its column taken from the names. */
static int gaps_cols(const Queue *self)
{
    int cols = wider(COUNT_COLS, C_("column", "Gaps"));
    Buf text = BUF_INIT;

    for (size_t i = 0; i < self->window_n; i++) {
        const QueueRow *row = &self->rows[i];
        buf_clear(&text);
        if (row->missing >= 0)
            findings_put_lacks((size_t)row->missing, (size_t)row->papers, &text);
        cols = wider(cols, text.data);
    }
    buf_free(&text);
    return cols;
}

/* Of a case that is elsewhere the hospital gives way to where it is, which is whole where there
 * is room. */
static int place_cols(const Queue *self, Stage *stage)
{
    int cols = 14;
    Buf text = BUF_INIT;

    for (size_t i = 0; i < self->window_n; i++) {
        buf_clear(&text);
        row_place(&self->rows[i], stage, &text);
        cols = wider(cols, text.len ? text.data : "");
    }
    buf_free(&text);
    return cols;
}

void queue_draw(Screen *screen, Stage *stage, Frame *frame)
{
    Queue *self = (Queue *)screen;
    int no_cols = text_cols(session_station(stage_session(stage))) + YEAR_SERIAL;
    int age = wider(age_cols(), _("Changed")), state = state_cols(self);
    int gaps = gaps_cols(self);
    int found = wider(COUNT_COLS, C_("column", "Find."));
    const TableColumn columns[QUEUE_CELLS] = {
        {_("Case"), no_cols, no_cols, 0, TEXT_LEFT},
        {_("Patient"), 6, 12, 0, TEXT_LEFT},
        {_("Disease"), 10, 14, 1, TEXT_LEFT},
        {_("Hospital"), 10, place_cols(self, stage), 3, TEXT_LEFT},
        {C_("column", "Gaps"), gaps, gaps, 1, TEXT_RIGHT},
        {C_("column", "Find."), found, found, 1, TEXT_LEFT},
        {_("Changed"), age, age, 2, TEXT_RIGHT},
        {_("State"), state, state, 2, TEXT_LEFT},
    };
    DrawContext draw = {self, stage, frame, moment_now()};
    const Table table = {columns, QUEUE_CELLS - !says_state(self), queue_cells, &draw, true, 0};
    Rect head, body = draw_chrome(self, stage, frame, &draw.now, &head), list = body;
    bool wide = body.cols >= WIDE;

    if (wide)
        list.cols = body.cols * 3 / 5 > LIST_COLS ? body.cols * 3 / 5 : LIST_COLS;
    if (self->list.count)
        table_draw(&table, &self->list, frame, list);
    else
        draw_empty(self, stage, frame, list);
    queue_note_selection(self, stage);
    if (wide && self->selected_id) {
        Rect side = {body.row, body.col + list.cols + 1, body.rows, body.cols - list.cols - 2};
        preview_draw(self->preview, stage, self->selected_id, frame, side);
    }
    draw_status(self, stage, frame);
    draw_head(self, frame, head); /* last: while searching the cursor stands in its field */
}
