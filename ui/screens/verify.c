/* Whether the store is what its history tells, for those who look after it: how much was
 * verified, the head of the last day that is over, and each place that was changed outside this
 * program. */
#include "config.h"

#include <stdarg.h>
#include <stdlib.h>

#include "app/backup.h"
#include "app/clock.h"
#include "app/vouch.h"
#include "base/arena.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text/text.h"
#include "ui/model/list.h"
#include "ui/screens/screens.h"
#include "ui/stage/chrome.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"
#include "ui/stage/work.h"
#include "ui/widget/table.h"

enum { LINES_MAX = 120, WHAT_COLS = 22, MARGIN = 6 /* marker, gap, border */ };

typedef struct Line {
    const char *what, *found;
    Style style;
} Line;

/* A line of the screen: a part of what was found. */
typedef struct Row {
    const Line *line;
    const char *text;
    bool first;
} Row;

typedef struct Verify {
    Screen screen;
    ListView list;
    Arena *arena; /* of the lines */
    Line lines[LINES_MAX];
    size_t n;
    Arena *wrapped; /* of the rows */
    Row *rows;
    size_t n_rows;
    int cols; /* for which they were wrapped; 0: not yet */
} Verify;

static void put(Verify *self, const char *what, Style style, const char *fmt, ...)
    PRINTF_LIKE(4, 5);

static void put(Verify *self, const char *what, Style style, const char *fmt, ...)
{
    Buf text = BUF_INIT;
    va_list args;

    if (self->n < LINES_MAX) {
        va_start(args, fmt);
        buf_vaddf(&text, fmt, args);
        va_end(args);
        self->lines[self->n++] =
            (Line){arena_dup(self->arena, what), arena_dup(self->arena, text.data), style};
    }
    buf_free(&text);
}

static void put_head(Verify *self, Stage *stage)
{
    StoreHead head;
    bool has;

    if (!app_head(stage_session(stage), &has, &head, NULL))
        return;
    if (has)
        /* TRANSLATORS: ten Chinese characters, a day. */
        put(self, _("Head"), ST_VALUE, _("%s, the end of %s"), head.words, head.day);
    else
        put(self, _("Head"), ST_DIM, "%s",
            _("None on the first day: ten characters stand here once a day is over"));
}

/* No fault, but nobody who looks after the store may overlook it. */
static void put_recoveries(Verify *self, Stage *stage)
{
    Recovery *recoveries;
    size_t n;

    if (!app_recoveries(stage_session(stage), self->arena, &recoveries, &n, NULL))
        return;
    for (size_t i = 0; i < n; i++) {
        char on[DAY_TEXT] = "";
        int hour, minute;
        Day day;
        if (instant_local(recoveries[i].at, &day, &hour, &minute))
            day_format(day, on);
        put(self, _("Recovery code"), ST_WARN, _("It made %s a supervisor on %s"),
            recoveries[i].name, on);
    }
}

static void put_clock(Verify *self, Stage *stage)
{
    Buf words = BUF_INIT;

    if (app_clock_remark(stage_session(stage), &words))
        put(self, _("Clock"), ST_WARN, "%s", words.data);
    buf_free(&words);
}

/* Who approved what a station of theirs entered. */
static void put_alone(Verify *self, Stage *stage)
{
    const char **sentences;
    size_t n;
    Err err = {0};

    if (!app_vouched_alone(stage_session(stage), self->arena, &sentences, &n, &err))
        put(self, _("Not looked at"), ST_WARN, "%s", err.text);
    for (size_t i = 0; i < n; i++)
        put(self, _("One person"), ST_WARN, "%s", sentences[i]);
}

static void put_counts(Verify *self, const Verified *found)
{
    put(self, _("Events"), ST_VALUE, _("%lld, of them signed: %lld"), (long long)found->events,
        (long long)found->signatures);
    put(self, _("Records"), ST_VALUE, "%lld", (long long)found->records);
    put(self, _("Attached copies"), ST_VALUE, "%lld", (long long)found->copies);
    put(self, _("Approvals judged again"), ST_VALUE, "%lld", (long long)found->judged);
    if (found->unjudged)
        put(self, _("Not looked at"), ST_WARN,
            _("approvals by rules that are not here or are no longer read: %lld"),
            (long long)found->unjudged);
    put(self, _("Files of batches"), ST_VALUE, "%lld", (long long)found->books);
    if (found->books_other)
        put(self, _("Not looked at"), ST_WARN,
            _("files that another version wrote or that have an erased case: %s"),
            found->other_books);
    if (found->books_unmade)
        put(self, _("Not looked at"), ST_WARN,
            /* TRANSLATORS: how many, and why. */
            _("files of %lld batches, which cannot be made anew here: %s"),
            (long long)found->books_unmade, found->unmade);
    if (found->unreadable)
        put(self, _("Not readable"), ST_WARN, "%lld", (long long)found->unreadable);
}

static void put_found(Verify *self, Stage *stage, const Verified *found)
{
    bool whole = found->fault.kind == ERR_NONE;

    if (whole)
        put(self, _("The store"), ST_VALUE, "%s", _("Everything is as this program left it"));
    else
        put(self, _("The store"), ST_ERROR, "%s", found->fault.text);
    put_counts(self, found);
    if (whole)
        put_head(self, stage);
    put_recoveries(self, stage);
    put_alone(self, stage);
    put_clock(self, stage);
    for (size_t i = 0; i < found->change_count; i++)
        put(self, found->changes[i].no ? found->changes[i].no : "", ST_ERROR, "%s",
            found->changes[i].words);
}

static void wrap_line(Verify *self, const Line *line, int cols)
{
    TextLine *parts = NULL;
    size_t n = text_wrap(line->found, cols, &parts);

    self->rows = xreallocarray(self->rows, self->n_rows + n + 1, sizeof *self->rows);
    for (size_t i = 0; i < n; i++)
        self->rows[self->n_rows++] =
            (Row){line,
                  arena_dup_n(self->wrapped, line->found + parts[i].from,
                              parts[i].to - parts[i].from),
                  i == 0};
    free(parts);
}

static void wrap(Verify *self, int cols)
{
    if (cols == self->cols)
        return;
    arena_reset(self->wrapped);
    self->cols = cols;
    self->n_rows = 0;
    for (size_t i = 0; i < self->n; i++)
        wrap_line(self, &self->lines[i], cols);
    list_set_count(&self->list, (int64_t)self->n_rows);
}

typedef struct Work {
    Session *session;
    Verified found;
} Work;

static bool run(const Progress *progress, void *ctx, Err *err)
{
    Work *work = ctx;

    return app_verify_whole(work->session, progress, &work->found, err);
}

static void verify_now(Verify *self, Stage *stage)
{
    Work work = {.session = stage_session(stage)};
    Err err = {0};

    self->n = 0;
    arena_reset(self->arena);
    if (stage_work(stage, _("Verifying the store"), run, &work, &err))
        put_found(self, stage, &work.found);
    else
        stage_say_err(stage, &err);
    app_verified_free(&work.found);
    self->cols = 0;
    list_select(&self->list, 0);
}

static bool verify_cells(void *ctx, int64_t at, TableCell *cells)
{
    const Verify *self = ctx;

    if (at < 0 || at >= (int64_t)self->n_rows)
        return false;
    const Row *row = &self->rows[at];
    cells[0] = (TableCell){row->first ? row->line->what : "", ST_TEXT};
    cells[1] = (TableCell){row->text, row->line->style};
    return true;
}

static void verify_draw(Screen *screen, Stage *stage, Frame *frame)
{
    Verify *self = (Verify *)screen;
    const TableColumn columns[] = {
        {C_("of what was verified", "What"), WHAT_COLS, WHAT_COLS, 0, TEXT_LEFT},
        {_("Found"), 20, 200, 1, TEXT_LEFT},
    };
    const Table table = {columns, (int)COUNT_OF(columns), verify_cells, self, true, 0};
    Rect rect = stage_chrome(stage, frame, _("Verify the store"),
                             session_user(stage_session(stage))->display);

    wrap(self, rect.cols - WHAT_COLS - MARGIN);
    table_draw(&table, &self->list, frame, rect);
    if (!self->n)
        stage_status(stage, frame, _("Nothing was verified yet"), NULL);
}

static CmdScope verify_scope(const Screen *screen UNUSED)
{
    return SC_VERIFY;
}

static bool verify_key(Screen *screen, Stage *stage UNUSED, int key)
{
    return list_key(&((Verify *)screen)->list, key);
}

static bool verify_command(Screen *screen, Stage *stage, CmdId id)
{
    if (id != CMD_VERIFY_AGAIN)
        return false;
    verify_now((Verify *)screen, stage);
    return true;
}

static void verify_help(Screen *screen UNUSED, Stage *stage UNUSED, Buf *out)
{
    buf_add(out,
            _("Every event of the history is hashed again and its signature checked, every "
              "record is held against what the history tells, every attached copy "
              "against its name. What was changed outside this program is named, with "
              "what it was and what it is. Compare the head with the characters on a "
              "case sheet or a manifest; “anjuan verify --head” does it for an older "
              "paper, “--against” for a backup. A part is verified whenever somebody "
              "signs in"));
}

static void verify_free(Screen *screen)
{
    Verify *self = (Verify *)screen;

    arena_free(self->arena);
    arena_free(self->wrapped);
    free(self->rows);
    free(self);
}

static const ScreenOps verify_ops = {
    .name = "verify",
    .draw = verify_draw,
    .scope = verify_scope,
    .key = verify_key,
    .command = verify_command,
    .help = verify_help,
    .free = verify_free,
};

Screen *verify_screen_new(Stage *stage UNUSED)
{
    Verify *self = xcalloc(1, sizeof *self);

    self->screen.ops = &verify_ops;
    self->arena = arena_new();
    self->wrapped = arena_new();
    return &self->screen;
}

void verify_open(Stage *stage)
{
    Screen *screen = verify_screen_new(stage);

    stage_push(stage, screen);
    verify_now((Verify *)screen, stage);
}
