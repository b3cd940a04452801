/* The figures of the office over a month, a quarter, a year or the days that were typed: figure
 * after figure as rows with bars, and as a workbook. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/report.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "ui/ask/ask.h"
#include "ui/model/list.h"
#include "ui/screens/screens.h"
#include "ui/stage/chrome.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"
#include "ui/widget/bars.h"

typedef enum Span { SPAN_MONTH, SPAN_QUARTER, SPAN_YEAR, SPAN_COUNT } Span;

static const int span_months[SPAN_COUNT] = {1, 3, 12};

/* What stands on a line: the title of a figure, one of its rows, or that it has none. */
typedef enum LineKind { LINE_TITLE, LINE_ROW, LINE_NONE } LineKind;

typedef struct Line {
    LineKind kind;
    const Figure *figure;
    size_t row;
} Line;

typedef struct ReportScreen {
    Screen screen;
    ListView list;
    Arena *arena;
    Report report;
    BarCols widest[FIGURE_COUNT]; /* of their rows */
    Line *lines;
    size_t n;
    Day from, to;
    Span span;
    char *path; /* of the workbook being asked for */
    bool exact;
} ReportScreen;

/* ---- the period ---- */

/* The first day of a month so many months on. */
static Day month_begin(Day day, int months)
{
    int count = day.year * 12 + day.month - 1 + months;
    return (Day){count / 12, count % 12 + 1, 1};
}

/* The span that holds the day. */
static void hold(ReportScreen *self, Day day)
{
    int months = span_months[self->span];
    self->from = month_begin((Day){day.year, (day.month - 1) / months * months + 1, 1}, 0);
    self->to = day_add(month_begin(self->from, months), -1);
}

/* Days that were typed are gone through by as many days; a span by itself. */
static void go(ReportScreen *self, int way)
{
    Day from = self->from, to = self->to;
    hold(self, from);
    if (day_compare(from, self->from) == 0 && day_compare(to, self->to) == 0) {
        hold(self, way < 0 ? day_add(from, -1) : day_add(to, 1));
        return;
    }
    int days = (day_between(from, to) + 1) * way;
    self->from = day_add(from, days);
    self->to = day_add(to, days);
}

/* ---- lines ---- */

static void measure(ReportScreen *self, const Figure *figure)
{
    BarCols *widest = &self->widest[figure->id];
    Buf shown = BUF_INIT;
    *widest = (BarCols){0};
    for (size_t i = 0; i < figure->n; i++) {
        buf_clear(&shown);
        figure_show(figure, i, &shown);
        int value = text_cols(shown.data), label = text_cols(figure->rows[i].label);
        widest->value = value > widest->value ? value : widest->value;
        widest->label = label > widest->label ? label : widest->label;
    }
    buf_free(&shown);
}

static void add_line(ReportScreen *self, LineKind kind, const Figure *figure, size_t row)
{
    self->lines[self->n++] = (Line){kind, figure, row};
}

static void make_lines(ReportScreen *self)
{
    size_t room = 2 * FIGURE_COUNT;
    for (int id = 0; id < FIGURE_COUNT; id++)
        room += self->report.figures[id].n;
    self->lines = arena_alloc(self->arena, room * sizeof *self->lines);
    self->n = 0;
    for (int id = 0; id < FIGURE_COUNT; id++) {
        const Figure *figure = &self->report.figures[id];
        measure(self, figure);
        add_line(self, LINE_TITLE, figure, 0);
        for (size_t i = 0; i < figure->n; i++)
            add_line(self, LINE_ROW, figure, i);
        if (!figure->n)
            add_line(self, LINE_NONE, figure, 0);
    }
}

static void report_reload(ReportScreen *self, Stage *stage)
{
    Err err = {0};

    arena_reset(self->arena);
    self->n = 0;
    if (app_report(stage_session(stage), self->from, self->to, self->arena, &self->report,
                   &err))
        make_lines(self);
    else
        stage_say_err(stage, &err);
    list_set_count(&self->list, (int64_t)self->n);
}

/* ---- drawing ---- */

static void draw_title(const Figure *figure, bool here, Frame *frame, Rect rect)
{
    int col = rect.col + 2;
    col += frame_put(frame, rect.row, col, rect.cols - 3, ST_TITLE, figure_title(figure->id));
    if (col + 3 < rect.col + rect.cols)
        frame_fit(frame, rect.row, col + 2, rect.col + rect.cols - col - 3, ST_DIM,
                  figure_counts(figure->id), TEXT_LEFT);
    if (!here)
        return;
    frame_put(frame, rect.row, rect.col + 1, 1, ST_SELECTED, ">");
    frame_style(frame, rect.row, rect.col, rect.cols, ST_SELECTED);
}

static void draw_line(const ReportScreen *self, const Line *line, bool here, Frame *frame,
                      Rect rect)
{
    const BarCols *widest = &self->widest[line->figure->id];
    BarRow row = {.label = _("none"), .value = ""};
    Buf shown = BUF_INIT;
    BarCols cols = {text_cols(row.label), 0};
    if (line->kind == LINE_TITLE) {
        draw_title(line->figure, here, frame, rect);
        return;
    }
    if (line->kind == LINE_ROW) {
        figure_show(line->figure, line->row, &shown);
        row = (BarRow){line->figure->rows[line->row].label, shown.data,
                       line->figure->rows[line->row].value, figure_most(line->figure)};
        cols = bars_share(widest->label, widest->value, rect.cols);
    }
    bars_draw(&row, &cols, here, frame, rect);
    buf_free(&shown);
}

static void report_draw(Screen *screen, Stage *stage, Frame *frame)
{
    ReportScreen *self = (ReportScreen *)screen;
    char from[DAY_TEXT], to[DAY_TEXT];
    Buf left = BUF_INIT;

    day_format(self->from, from);
    day_format(self->to, to);
    buf_addf(&left, _("Figures from %s to %s"), from, to);
    Rect body =
        stage_chrome(stage, frame, left.data, session_user(stage_session(stage))->display);
    list_set_rows(&self->list, body.rows);
    frame_cursor(frame, body.row, body.col + 1);
    for (int i = 0; i < body.rows && self->list.first + i < (int64_t)self->n; i++) {
        int64_t at = self->list.first + i;
        bool here = at == self->list.selected;
        draw_line(self, &self->lines[at], here, frame,
                  (Rect){body.row + i, body.col, 1, body.cols});
        if (here)
            frame_cursor(frame, body.row + i, body.col + 1);
    }
    stage_status(stage, frame,
                 self->report.own ? _("Only the cases that you entered")
                                  : _("All cases of the store"),
                 NULL);
    buf_free(&left);
}

/* ---- the workbook ---- */

static void report_write(ReportScreen *self, Stage *stage, bool replace)
{
    Err err = {0};

    if (app_report_write(stage_session(stage), self->from, self->to, self->exact, self->path,
                         replace, &err))
        stage_say_written(stage, _("Written: %s"), self->path);
    else
        stage_say_err(stage, &err);
}

static void report_overwrite(Stage *stage, void *ctx, const Reply *reply)
{
    if (reply->key == 'o')
        report_write(ctx, stage, true);
}

static void report_path(Stage *stage, void *ctx, const Reply *reply)
{
    ReportScreen *self = ctx;

    if (!reply->text || !*reply->text)
        return;
    free(self->path);
    self->path = path_typed(reply->text);
    if (path_exists(self->path))
        ask(stage, &(Question){.title = _("There is a file of that name"),
                               .text = self->path,
                               .answers = {{'k', _("Keep it")}, {'o', _("Overwrite")}},
                               .done = report_overwrite,
                               .ctx = self});
    else
        report_write(self, stage, false);
}

static void report_exact(Stage *stage, void *ctx, const Reply *reply)
{
    ReportScreen *self = ctx;
    char from[DAY_TEXT], to[DAY_TEXT];
    Buf name = BUF_INIT;

    if (reply->back)
        return;
    self->exact = reply->key == 'e';
    day_format(self->from, from);
    day_format(self->to, to);
    buf_addf(&name, "%s-%s-%s.xlsx", session_station(stage_session(stage)), from, to);
    char *path = path_typed(name.data);
    ask(stage, &(Question){.title = _("Workbook"),
                           .text = _("File"),
                           .initial = path,
                           .typed = TYPED_LETTERS,
                           .done = report_path,
                           .ctx = self});
    free(path);
    buf_free(&name);
}

static void report_ask_exact(ReportScreen *self, Stage *stage)
{
    ask(stage, &(Question){.title = _("Workbook"),
                           .text = _("A file may leave the house. Are groups of fewer than 3 "
                                     "cases to be joined, so that nobody is known by them?"),
                           .answers = {{'j', _("Join them")}, {'e', _("Exact figures")}},
                           .done = report_exact,
                           .ctx = self});
}

/* ---- keys ---- */

static void report_days(Stage *stage, void *ctx, const Reply *reply)
{
    ReportScreen *self = ctx;
    Day from, to, today = session_today(stage_session(stage));
    Err err = {0};

    if (!reply->text || !*reply->text)
        return;
    const char *gap = strchr(reply->text, ' ');
    char *first = gap ? xstrndup(reply->text, (size_t)(gap - reply->text)) : NULL;
    if (!gap)
        err_set(&err, ERR_INPUT,
                _("Type the first and the last day with a blank between them"));
    else if (day_parse_typed(first, today, DAY_PAST, &from, &err) &&
             day_parse_typed(gap + strspn(gap, " "), today, DAY_PAST, &to, &err) &&
             day_compare(from, to) > 0)
        err_set(&err, ERR_INPUT, _("The period ends before it begins"));
    free(first);
    if (err.kind != ERR_NONE) {
        stage_say_err(stage, &err);
        return;
    }
    self->from = from;
    self->to = to;
    report_reload(self, stage);
}

static void report_ask_days(ReportScreen *self, Stage *stage)
{
    char from[DAY_TEXT], to[DAY_TEXT];
    Buf text = BUF_INIT;

    day_format(self->from, from);
    day_format(self->to, to);
    buf_addf(&text, "%s %s", from, to);
    ask(stage, &(Question){.title = _("Period"),
                           .text = _("First and last day"),
                           .initial = text.data,
                           .typed = TYPED_LETTERS,
                           .done = report_days,
                           .ctx = self});
    buf_free(&text);
}

static CmdScope report_scope(const Screen *screen UNUSED)
{
    return SC_REPORT;
}

static bool report_key(Screen *screen, Stage *stage UNUSED, int key)
{
    return list_key(&((ReportScreen *)screen)->list, key);
}

static bool report_command(Screen *screen, Stage *stage, CmdId id)
{
    ReportScreen *self = (ReportScreen *)screen;

    switch ((int)id) {
    case CMD_REPORT_BEFORE:
    case CMD_REPORT_AFTER:
        go(self, id == CMD_REPORT_BEFORE ? -1 : 1);
        break;
    case CMD_REPORT_SPAN:
        self->span = (self->span + 1) % SPAN_COUNT;
        hold(self, self->from);
        break;
    case CMD_REPORT_DAYS:
        report_ask_days(self, stage);
        return true;
    case CMD_REPORT_WRITE:
        report_ask_exact(self, stage);
        return true;
    default:
        return false;
    }
    report_reload(self, stage);
    return true;
}

static void report_shown(Screen *screen, Stage *stage)
{
    report_reload((ReportScreen *)screen, stage);
}

static void report_help(Screen *screen UNUSED, Stage *stage UNUSED, Buf *out)
{
    buf_add(out,
            _("The figures of a period. Behind each title stands what is counted and by "
              "which day. A bar is as long as its value is of the largest of its figure. No "
              "patient is named, but a group of one or two cases tells who they are to "
              "whoever knows the ward, so a workbook joins small groups unless exact "
              "figures are asked for"));
}

static void report_free(Screen *screen)
{
    ReportScreen *self = (ReportScreen *)screen;

    arena_free(self->arena);
    free(self->path);
    free(self);
}

static const ScreenOps report_ops = {
    .name = "report",
    .draw = report_draw,
    .scope = report_scope,
    .key = report_key,
    .command = report_command,
    .shown = report_shown,
    .help = report_help,
    .free = report_free,
};

Screen *report_screen_new(Stage *stage)
{
    ReportScreen *self = xcalloc(1, sizeof *self);

    self->screen.ops = &report_ops;
    self->arena = arena_new();
    hold(self, session_today(stage_session(stage)));
    report_reload(self, stage);
    return &self->screen;
}
