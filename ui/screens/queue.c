/* The queue: cases by status, with live search on every keystroke. Rows are read in windows;
 * the cursor stays on its case when the list changes under it. */
#include "config.h"

#include "ui/screens/queue.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/backup.h"
#include "app/case.h"
#include "app/discard.h"
#include "app/due.h"
#include "app/look.h"
#include "app/move.h"
#include "app/undo.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "ui/ask/ask.h"
#include "ui/case/case.h"
#include "ui/parts/changes.h"
#include "ui/parts/submit.h"
#include "ui/screens/begin.h"
#include "ui/screens/screens.h"
#include "ui/stage/lock.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"

enum { WINDOW = 100, SEARCH_CHARS = 60 };

/* The filters in their order. */
const QueueTab queue_tabs[QUEUE_TABS] = {
    {.label = N_("Mine"), .status = -1, .mine = true},
    {.status = STATUS_RETURNED},
    {.status = STATUS_DRAFT},
    [QUEUE_TAB_SUBMITTED] = {.status = STATUS_SUBMITTED},
    [QUEUE_TAB_ASKED] = {.label = N_("Asked"), .status = -1, .asked = true},
    {.status = STATUS_APPROVED},
    {.status = STATUS_EXPORTED},
    {.status = STATUS_REJECTED},
    [QUEUE_TAB_ALL] = {.label = N_("All"), .status = -1},
};

static const struct QueueVerb {
    CmdId id;
    Verb verb;
    unsigned need;
} queue_verbs[] = {
    {CMD_QUEUE_SUBMIT, VERB_SUBMIT, NEED_SUBMIT},
    {CMD_QUEUE_WITHDRAW, VERB_WITHDRAW, NEED_WITHDRAW},
    {CMD_QUEUE_REVIEW, VERB_REVIEW, NEED_RETURN},
};

/* ---- reading ---- */

void queue_filter(const Queue *self, Stage *stage, QueueFilter *filter)
{
    const QueueTab *tab = &queue_tabs[self->tab];
    Session *session = stage_session(stage);
    bool searched = self->query.len && self->due == DUE_NONE; /* it looks everywhere */

    *filter = (QueueFilter){.statuses = tab->status < 0 ? 0 : 1u << tab->status,
                            .mine = tab->mine ? session_user(session)->id : 0,
                            .asked = tab->asked};
    if (self->due != DUE_NONE && !app_due_filter(session, self->due, filter, NULL))
        filter->due_day[0] = '\0'; /* the knowledge does not say: nothing is */
    day_format(session_today(session), filter->today);
    filter->query = self->query.data;
    filter->sort = self->sort;
    for (int n = 0; n < NARROW_COUNT && !searched; n++)
        filter->narrow[n] = self->narrow[n];
}

/* Reads the window that holds the row; false when the row is not there. */
static bool queue_fetch(Queue *self, Stage *stage, int64_t row)
{
    QueueFilter filter;
    Err err = {0};

    if (row < 0 || row >= self->list.count)
        return false;
    if (row >= self->window_from && row < self->window_from + (int64_t)self->window_n)
        return true;
    queue_filter(self, stage, &filter);
    arena_reset(self->arena);
    /* A tall screen has all of its rows in one window. */
    int64_t window = 2 * self->list.rows > WINDOW ? 2 * self->list.rows : WINDOW;
    self->window_from = row > window / 2 ? row - window / 2 : 0;
    self->window_n = 0;
    if (self->list.count > QUEUE_SORTED_MOST)
        filter.sort = SORT_CHANGED;
    if (!app_queue_window(stage_session(stage), &filter, self->window_from, (size_t)window,
                          self->arena, &self->rows, &self->window_n, &err)) {
        stage_say_err(stage, &err);
        return false;
    }
    return row < self->window_from + (int64_t)self->window_n;
}

const QueueRow *queue_row_at(Queue *self, Stage *stage, int64_t row)
{
    return queue_fetch(self, stage, row) ? &self->rows[row - self->window_from] : NULL;
}

void queue_note_selection(Queue *self, Stage *stage)
{
    const QueueRow *row = queue_row_at(self, stage, self->list.selected);

    self->selected_id = row ? row->id : 0;
}

/* Reads the list again and puts the cursor back on its case, or near where it was. */
static void queue_list(Queue *self, Stage *stage)
{
    Session *session = stage_session(stage);
    QueueFilter filter;
    Err err = {0};
    int64_t count = 0, place = -1;

    queue_filter(self, stage, &filter);
    self->window_n = 0;
    if (!app_queue_count(session, &filter, &count, &err))
        stage_say_err(stage, &err);
    if (count > QUEUE_SORTED_MOST)
        filter.sort = SORT_CHANGED;
    if (self->selected_id &&
        !app_queue_place(session, &filter, self->selected_id, &place, &err))
        stage_say_err(stage, &err);
    list_set_count(&self->list, count);
    if (place >= 0)
        list_select(&self->list, place);
    queue_note_selection(self, stage);
}

/* The store may have changed: counts, list and all that was kept of the case. */
void queue_reload(Queue *self, Stage *stage)
{
    Session *session = stage_session(stage);
    const QueueFilter asked = {.asked = true};
    Err err = {0};

    preview_forget(self->preview);
    self->may_of = 0;
    self->waiting = -1;
    if (!app_queue_counts(session, &self->counts, &self->mine, &err) ||
        !app_queue_count(session, &asked, &self->questions, &err))
        stage_say_err(stage, &err);
    char *backup = NULL;
    if (!app_last_backup(session, &backup, &err))
        stage_say_err(stage, &err);
    snprintf(self->backup_at, sizeof self->backup_at, "%s", backup ? backup : "");
    free(backup);
    queue_list(self, stage);
}

void queue_ask_again(Queue *self, Stage *stage)
{
    self->selected_id = 0;
    list_select(&self->list, 0);
    queue_list(self, stage);
}

static void queue_searched(Queue *self, Stage *stage)
{
    if (strcmp(self->query.data, self->search.text.data) == 0)
        return;
    buf_clear(&self->query);
    buf_add(&self->query, self->search.text.data);
    queue_ask_again(self, stage);
}

/* A person is looked for wherever the case may stand. */
static void queue_begin_search(Queue *self, Stage *stage)
{
    self->searching = true;
    if (self->query.len || self->tab == QUEUE_TAB_ALL || self->due != DUE_NONE)
        return;
    self->tab_before = self->tab;
    self->tab = QUEUE_TAB_ALL;
    queue_list(self, stage);
}

/* The case that was found keeps the cursor if the filter from before has it. */
static void queue_clear_search(Queue *self, Stage *stage)
{
    self->searching = false;
    if (self->tab_before >= 0)
        self->tab = self->tab_before;
    self->tab_before = -1;
    lineedit_set(&self->search, "");
    buf_clear(&self->query);
    queue_list(self, stage);
}

/* ---- what may be done ---- */

static bool may_verb(Stage *stage, const QueueRow *row, Verb verb, Err *err)
{
    return app_may(stage_session(stage), row->id, standing_for(&row->standing, verb), verb,
                   err);
}

static bool may_undo(Stage *stage, const QueueRow *row)
{
    CaseFile *file = NULL;
    bool may = desk_may(session_user(stage_session(stage)), VERB_EDIT, NULL) &&
               app_case_open_id(stage_session(stage), row->id, &file, NULL) &&
               app_can_undo(stage_session(stage), file);

    case_free(file);
    return may;
}

static unsigned queue_state(Screen *screen, Stage *stage)
{
    Queue *self = (Queue *)screen;
    const QueueRow *row = queue_row_at(self, stage, self->list.selected);
    unsigned state = self->searching || self->query.len ? NEED_BACK : 0;

    if (self->due == DUE_NONE)
        state |= NEED_FILTER;
    if (!row)
        return state;
    if (self->may_of != row->id) {
        self->may_of = row->id;
        self->may = NEED_ROW;
        for (size_t i = 0; i < COUNT_OF(queue_verbs); i++)
            if (may_verb(stage, row, queue_verbs[i].verb, NULL))
                self->may |= queue_verbs[i].need;
        /* A case one was asked about is read where it is reviewed. */
        if (row->talk == TALK_ASKED && may_verb(stage, row, VERB_ANSWER, NULL))
            self->may |= NEED_RETURN;
        if (may_undo(stage, row))
            self->may |= NEED_UNDO;
    }
    if (self->submitted_id)
        state |= NEED_UNDO;
    return state | self->may;
}

static void queue_refused(Screen *screen, Stage *stage, CmdId id)
{
    Queue *self = (Queue *)screen;
    const QueueRow *row = queue_row_at(self, stage, self->list.selected);
    Err err = {0};

    for (size_t i = 0; row && i < COUNT_OF(queue_verbs); i++)
        if (queue_verbs[i].id == id && !may_verb(stage, row, queue_verbs[i].verb, &err))
            stage_say_err(stage, &err);
}

/* ---- what is done ---- */

static void queue_new(Queue *self, Stage *stage)
{
    int64_t id = begin_case(stage);

    if (id)
        self->selected_id = self->begun = id;
}

static bool queue_move_with(Queue *self, Stage *stage, Verb verb, const char *words)
{
    const Decision decision = {.comment = words};
    CaseFile *file = NULL;
    Standing standing;
    Err err = {0};

    self->submitted_id = 0;
    bool done = app_case_open_id(stage_session(stage), self->selected_id, &file, &err) &&
                app_case_move(stage_session(stage), &file, verb, &decision, &err);
    if (!done)
        stage_say_err(stage, &err);
    else
        stage_say_status(stage, file, verb == VERB_SUBMIT);
    if (file && verb == VERB_SUBMIT && app_case_standing(file, &standing, NULL) &&
        standing.amendment == STATUS_SUBMITTED)
        self->submitted_id = self->selected_id;
    case_free(file);
    queue_reload(self, stage);
    return done;
}

static void queue_move(Queue *self, Stage *stage, Verb verb)
{
    queue_move_with(self, stage, verb, NULL);
}

/* A field that one does not see: so it is named, with its case. */
static void undo_edit(Queue *self, Stage *stage)
{
    CaseFile *file = NULL;
    Arena *arena = arena_new();
    TakenBack taken;
    Err err = {0};

    if (!app_case_open_id(stage_session(stage), self->selected_id, &file, &err) ||
        !app_case_undo(stage_session(stage), &file, arena, &taken, &err))
        stage_say_err(stage, &err);
    else
        /* TRANSLATORS: number of the case; the field, e.g. "Patient: Phone". */
        stage_say(stage, MSG_DONE, _("Taken back in %s: %s"), case_head_of(file)->no,
                  changes_taken_back(stage_session(stage), file, &taken, arena));
    case_free(file);
    arena_free(arena);
    queue_reload(self, stage);
}

/* A case submitted by one key too many comes back; else the last edit of the case under the
 * cursor. */
static void queue_undo(Queue *self, Stage *stage)
{
    if (self->submitted_id) {
        self->selected_id = self->submitted_id;
        queue_move(self, stage, VERB_WITHDRAW);
    } else if (self->selected_id) {
        undo_edit(self, stage);
    }
}

static TextFate queue_worded(Stage *stage, void *ctx, const char *text)
{
    return queue_move_with(ctx, stage, VERB_SUBMIT, text) ? TEXT_STORED : TEXT_STAYS;
}

static void queue_submit_now(Queue *self, Stage *stage)
{
    CaseFile *file = NULL;
    Err err = {0};

    if (!app_case_open_id(stage_session(stage), self->selected_id, &file, &err))
        stage_say_err(stage, &err);
    else if (!submit_asks_words(stage, file, queue_worded, self))
        queue_move(self, stage, VERB_SUBMIT);
    case_free(file);
}

static void queue_submitted(Stage *stage, void *ctx, const Reply *reply)
{
    if (reply->key == 's')
        queue_submit_now(ctx, stage);
}

static void queue_submit(Queue *self, Stage *stage)
{
    CaseFile *file = NULL;
    Err err = {0};

    if (!app_case_open_id(stage_session(stage), self->selected_id, &file, &err))
        stage_say_err(stage, &err);
    else if (!submit_asks(stage, file, queue_submitted, self))
        queue_submit_now(self, stage);
    case_free(file);
}

static void queue_withdrawn(Stage *stage, void *ctx, const Reply *reply)
{
    if (reply->key == 'w')
        queue_move(ctx, stage, VERB_WITHDRAW);
}

static void queue_discarded(Stage *stage, void *ctx, const Reply *reply)
{
    Queue *self = ctx;
    Err err = {0};

    if (reply->key == 'w') {
        queue_move(self, stage, VERB_WITHDRAW);
    } else if (reply->key == 'd') {
        if (app_case_discard(stage_session(stage), self->selected_id, &err))
            stage_say(stage, MSG_DONE, _("Taken away; its number is given to the next case"));
        else
            stage_say_err(stage, &err);
        queue_reload(self, stage);
    }
}

/* A case begun by mistake need not stay in the list for ever. */
static void ask_withdraw(Queue *self, Stage *stage)
{
    if (app_case_untouched(stage_session(stage), self->selected_id))
        ask(stage, &(Question){.title = _("Take away the empty case?"),
                               .text = _("Nothing was written in it. Taken away, it cannot be "
                                         "brought back, and its number is used again"),
                               .answers = {{'k', _("Keep as it is")},
                                           {'d', _("Take away")},
                                           {'w', _("Only close")}},
                               .done = queue_discarded,
                               .ctx = self});
    else
        ask(stage, &(Question){.title = _("Withdraw"),
                               .text = _("A submitted case becomes a draft again; a draft is "
                                         "closed until it is edited again"),
                               .answers = {{'k', _("Keep as it is")}, {'w', _("Withdraw")}},
                               .done = queue_withdrawn,
                               .ctx = self});
}

/* Filters without a case are passed over, as they are not shown. */
static void queue_turn(Queue *self, Stage *stage, int step)
{
    do
        self->tab = (self->tab + QUEUE_TABS + step) % QUEUE_TABS;
    while (self->tab != QUEUE_TAB_ALL && !queue_tab_count(self, self->tab));
    self->tab_before = -1;
    queue_keep_view(self, stage);
    queue_ask_again(self, stage);
}

static bool search_command(Queue *self, Stage *stage, CmdId id)
{
    switch ((int)id) {
    case CMD_EDIT_DONE:
    case CMD_EDIT_NEXT:
    case CMD_EDIT_PREVIOUS:
        self->searching = false;
        return true;
    case CMD_BACK:
        queue_clear_search(self, stage);
        return true;
    }
    return false;
}

static bool case_command(Queue *self, Stage *stage, CmdId id)
{
    queue_note_selection(self, stage);
    if (!self->selected_id)
        return false;
    switch ((int)id) {
    case CMD_QUEUE_OPEN:
        queue_open(self, stage);
        return true;
    case CMD_QUEUE_REVIEW:
        stage_push(stage, review_screen_new(stage, self->selected_id));
        return true;
    case CMD_QUEUE_SUBMIT:
        queue_submit(self, stage);
        return true;
    case CMD_QUEUE_WITHDRAW:
        ask_withdraw(self, stage);
        return true;
    }
    return false;
}

/* What leaves the list for another screen. */
static bool open_command(Queue *self, Stage *stage, CmdId id)
{
    switch ((int)id) {
    case CMD_QUEUE_BATCHES:
        stage_push(stage, batches_screen_new(stage));
        return true;
    case CMD_QUEUE_PEOPLE:
        stage_push(stage, people_screen_new(stage));
        return true;
    case CMD_QUEUE_EVENTS:
        events_open(stage);
        return true;
    case CMD_QUEUE_PASSPHRASE:
        stage_push(stage, passphrase_screen_new(stage));
        return true;
    case CMD_QUEUE_REPORT:
        stage_push(stage, report_screen_new(stage));
        return true;
    case CMD_SIGN_OUT:
        stage_sign_out(stage);
        return true;
    case CMD_QUEUE_HOME:
        if (self->due != DUE_NONE)
            stage_pop(stage);
        else
            stage_push(stage, home_screen_new(stage));
        return true;
    }
    return false;
}

static bool queue_command(Screen *screen, Stage *stage, CmdId id)
{
    Queue *self = (Queue *)screen;

    if (self->searching)
        return search_command(self, stage, id);
    switch ((int)id) {
    case CMD_QUEUE_NEW:
        queue_new(self, stage);
        return true;
    case CMD_QUEUE_SEARCH:
        queue_begin_search(self, stage);
        return true;
    case CMD_QUEUE_FILTER:
        queue_turn(self, stage, 1);
        return true;
    case CMD_QUEUE_FILTER_BACK:
        queue_turn(self, stage, -1);
        return true;
    case CMD_UNDO:
        queue_note_selection(self, stage);
        queue_undo(self, stage);
        return true;
    case CMD_QUEUE_HAND_OVER:
        queue_note_selection(self, stage);
        queue_hand_over(self, stage);
        return true;
    case CMD_QUEUE_SORT:
        queue_ask_sort(self, stage);
        return true;
    case CMD_QUEUE_NARROW:
        queue_ask_narrow(self, stage);
        return true;
    case CMD_BACK:
        if (self->due != DUE_NONE && !self->query.len)
            return false;
        queue_clear_search(self, stage);
        return true;
    }
    return open_command(self, stage, id) || case_command(self, stage, id);
}

/* ---- typing and moving ---- */

static CmdScope queue_scope(const Screen *screen)
{
    return ((const Queue *)screen)->searching ? SC_EDIT : SC_QUEUE;
}

static bool queue_typing(const Screen *screen)
{
    return ((const Queue *)screen)->searching;
}

/* Pinyin finds by itself here. */
static TypedKind queue_typed(Screen *screen UNUSED, Stage *stage UNUSED)
{
    return TYPED_LETTERS;
}

static bool queue_text(Screen *screen, Stage *stage, const char *text, size_t len,
                       bool paste UNUSED)
{
    Queue *self = (Queue *)screen;

    lineedit_insert(&self->search, text, len);
    queue_searched(self, stage);
    return true;
}

static bool queue_key(Screen *screen, Stage *stage, int key)
{
    Queue *self = (Queue *)screen;
    bool moves = key == K_UP || key == K_DOWN || key == K_PGUP || key == K_PGDN;

    if (self->searching && !moves) {
        if (!lineedit_key(&self->search, key))
            return false;
        queue_searched(self, stage);
        return true;
    }
    if (!list_key(&self->list, key))
        return false;
    queue_note_selection(self, stage);
    return true;
}

static void queue_help(Screen *screen UNUSED, Stage *stage UNUSED, Buf *out)
{
    buf_add(
        out,
        _("The filters over the list count the cases; f goes from one to the next. Gaps "
          "24+6: 24 required fields, disclosure items and consents, and 6 documents; a cross "
          "marks findings that block, a triangle those that warn. A question mark: somebody "
          "asked a supervisor; with a tick: the answer is there"));
}

static void queue_shown(Screen *screen, Stage *stage)
{
    app_look_end(stage_session(stage)); /* the case was left */
    begin_left(stage, &((Queue *)screen)->begun);
    queue_reload((Queue *)screen, stage);
}

static void queue_free(Screen *screen)
{
    Queue *self = (Queue *)screen;

    lineedit_free(&self->search);
    buf_free(&self->query);
    queue_widen(self);
    queue_hand_free(self);
    buf_free(&self->put_off);
    preview_free(self->preview);
    arena_free(self->arena);
    for (size_t i = 0; i < COUNT_OF(self->cells); i++)
        buf_free(&self->cells[i]);
    free(self);
}

/* Esc leads to the row of that case. */
static void queue_select(Screen *screen, Stage *stage, int64_t case_id)
{
    Queue *self = (Queue *)screen;

    self->selected_id = case_id;
    queue_list(self, stage);
}

static void queue_stand(const Screen *screen, ScreenStand *out)
{
    const Queue *self = (const Queue *)screen;

    out->tab = self->due != DUE_NONE   ? (int)self->due
               : self->tab_before >= 0 ? self->tab_before
                                       : self->tab;
    out->case_id = self->selected_id;
}

static void queue_stand_again(Screen *screen, Stage *stage, const ScreenStand *stand)
{
    Queue *self = (Queue *)screen;

    if (self->due != DUE_NONE)
        self->due = (DueKind)stand->tab;
    else
        self->tab = stand->tab;
    self->selected_id = stand->case_id;
    queue_reload(self, stage);
}

#define QUEUE_OPS(NAME)                                                                        \
    {                                                                                          \
        .name = (NAME), .draw = queue_draw, .scope = queue_scope, .typing = queue_typing,      \
        .typed = queue_typed, .state = queue_state, .text = queue_text, .key = queue_key,      \
        .command = queue_command, .refused = queue_refused, .shown = queue_shown,              \
        .help = queue_help, .stand = queue_stand, .stand_again = queue_stand_again,            \
        .select = queue_select, .free = queue_free,                                            \
    }

static const ScreenOps queue_ops = QUEUE_OPS("queue"), due_ops = QUEUE_OPS("due");

/* A supervisor comes to review, who enters cases sees their own first, the others see all. */
static int first_tab(const User *user)
{
    if (desk_may(user, VERB_APPROVE, NULL))
        return QUEUE_TAB_SUBMITTED;
    return desk_may(user, VERB_NEW, NULL) ? 0 : QUEUE_TAB_ALL;
}

static Screen *queue_new_screen(Stage *stage, const ScreenOps *ops, DueKind due)
{
    Queue *self = xcalloc(1, sizeof *self);

    self->screen.ops = ops;
    self->due = due;
    self->arena = arena_new();
    self->preview = preview_new();
    lineedit_init(&self->search, "", SEARCH_CHARS, false);
    buf_init(&self->query);
    for (size_t i = 0; i < COUNT_OF(self->cells); i++)
        buf_init(&self->cells[i]);
    self->tab_before = -1;
    self->tab = due != DUE_NONE ? QUEUE_TAB_ALL : first_tab(session_user(stage_session(stage)));
    if (due == DUE_NONE)
        queue_take_view(self, stage);
    queue_reload(self, stage);
    return &self->screen;
}

Screen *queue_screen_new(Stage *stage)
{
    return queue_new_screen(stage, &queue_ops, DUE_NONE);
}

Screen *due_screen_of(Stage *stage, DueKind kind)
{
    return queue_new_screen(stage, &due_ops, kind);
}

/* Which it was is told by stand_again. */
Screen *due_screen_new(Stage *stage)
{
    return due_screen_of(stage, DUE_RETURNED);
}
