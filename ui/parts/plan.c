/* The sentence of the gap, the target beside it, and the bars of the plan over time. */
#include "config.h"

#include "ui/parts/plan.h"

#include <stdlib.h>
#include <string.h>

#include "app/money.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/money.h"
#include "base/text/text.h"
#include "ui/parts/sums.h"
#include "ui/stage/stage.h"

enum {
    BARS_MAX = 64,
    BAR_LABEL = 10,
    BAR_MONTH = 8,
    BAR_AMOUNT = 10,
    BAR_LEAST = 20,
};

/* The facts that are shown, in the order of the sentence. */
enum { PLAN_SELF, UNPAID, AID, OWN, GAP, LIMIT, PERCENT, PAYOUT, TRANCHES, FACTS };
static const char *const fact_names[FACTS] = {
    [PLAN_SELF] = "plan_self_fen",   [UNPAID] = "unpaid_fen", [AID] = "aid_fen",
    [OWN] = "own_means_fen",         [GAP] = "gap_fen",       [LIMIT] = "gap_limit_fen",
    [PERCENT] = "limit_gap_percent", [PAYOUT] = "payout_fen", [TRANCHES] = "tranche_total_fen",
};

static Fen fen_of(const char *text)
{
    return text ? strtoll(text, NULL, 10) : 0;
}

static const char *wan(Arena *arena, Fen fen)
{
    Buf text = BUF_INIT;
    money_format_wan(&text, fen);
    const char *kept = arena_dup(arena, text.data);
    buf_free(&text);
    return kept;
}

static void add_target(SumLines *lines, const CaseFile *file, const Fen *facts, Frame *frame)
{
    Arena *arena = lines->arena;
    Fen target = case_fen(file, F_CASE_target_fen, 0);
    if (!case_get(file, F_CASE_target_fen, 0))
        sums_add(lines, ST_DIM, _("No target yet: it is asked under the plan"));
    else if (target <= facts[GAP])
        sums_add(lines, ST_OK,
                 arena_printf(arena, _("Target %s yuan: not more than the gap %s"),
                              wan(arena, target), frame_sign(frame, SIGN_DONE)));
    else if (target <= facts[LIMIT])
        sums_add(lines, ST_OK,
                 /* TRANSLATORS: the last %s is a tick. */
                 arena_printf(arena,
                              _("Target %s: above the gap, within its %lld %% (%s yuan) %s"),
                              wan(arena, target), (long long)facts[PERCENT],
                              wan(arena, facts[LIMIT]), frame_sign(frame, SIGN_DONE)));
    else
        sums_add(lines, ST_WARN,
                 arena_printf(arena, _("%s Target %s: more than %lld %% of the gap, %s yuan"),
                              frame_sign(frame, SIGN_WARN), wan(arena, target),
                              (long long)facts[PERCENT], wan(arena, facts[LIMIT])));
}

/* The tranches beside what is to be paid out, to the fen. */
static void add_tranches(SumLines *lines, const CaseFile *file, const Fen *facts, Frame *frame)
{
    Arena *arena = lines->arena;
    const char *total = money_text(arena, facts[TRANCHES]),
               *payout = money_text(arena, facts[PAYOUT]);
    Fen rest = facts[PAYOUT] - facts[TRANCHES];
    if (!case_rows(file, REC_TRANCHE))
        return;
    if (!rest)
        sums_add(lines, ST_OK,
                 arena_printf(arena, _("Tranches %s = to be paid out %s yuan %s"), total,
                              payout, frame_sign(frame, SIGN_DONE)));
    else if (rest > 0)
        sums_add(lines, ST_WARN,
                 arena_printf(arena, _("%s Tranches %s, to be paid out %s: %s yuan too little"),
                              frame_sign(frame, SIGN_WARN), total, payout,
                              money_text(arena, rest)));
    else
        sums_add(lines, ST_WARN,
                 arena_printf(arena, _("%s Tranches %s, to be paid out %s: %s yuan too much"),
                              frame_sign(frame, SIGN_WARN), total, payout,
                              money_text(arena, -rest)));
}

static void add_lines(SumLines *lines, const CaseFile *file, const Fen *facts,
                      const Route *route, Frame *frame, int cols)
{
    Arena *arena = lines->arena;
    const char *gap = arena_printf(
        arena,
        /* TRANSLATORS: the definition of the gap with its figures, at most 78 columns. */
        _("Unpaid %s + plan %s - aid, means %s = gap %s yuan"), wan(arena, facts[UNPAID]),
        wan(arena, facts[PLAN_SELF]), wan(arena, facts[AID] + facts[OWN]),
        wan(arena, facts[GAP]));
    if (text_cols(gap) > cols - 2)
        /* TRANSLATORS: the gap where there is no room for how it comes about. */
        gap = arena_printf(arena, _("Gap %s yuan"), wan(arena, facts[GAP]));
    sums_add(lines, ST_TEXT, gap);
    add_target(lines, file, facts, frame);
    sums_add_route(lines, route, frame, true);
    if (!route->asks)
        sums_join(lines, cols);
    add_tranches(lines, file, facts, frame);
}

/* A phase of the plan: all its rows together. A row without one stands for itself. */
typedef struct Bar {
    const char *label;
    bool phase, dated;
    Day from; /* the first day that is known */
    Fen estimate, insured;
} Bar;

static Bar *bar_of(Bar *bars, size_t *n, const char *phase)
{
    for (size_t i = 0; phase && i < *n; i++) {
        if (bars[i].phase && !strcmp(bars[i].label, phase))
            return &bars[i];
    }
    return *n < BARS_MAX ? &bars[(*n)++] : NULL;
}

static size_t find_bars(const CaseFile *file, Bar *bars)
{
    size_t n = 0;
    for (size_t row = 0; row < case_rows(file, REC_PLAN); row++) {
        const char *phase = case_get(file, F_PLAN_phase, row);
        const char *item = case_get(file, F_PLAN_item, row);
        const char *from = case_get(file, F_PLAN_from_on, row);
        Fen estimate = case_fen(file, F_PLAN_estimate_fen, row);
        Fen insured = case_fen(file, F_PLAN_insured_fen, row);
        Day day;
        Bar *bar = estimate > 0 ? bar_of(bars, &n, phase) : NULL;
        if (!bar)
            continue;
        bar->label = phase ? phase : item ? item : "";
        bar->phase = phase != NULL;
        bar->estimate += estimate;
        bar->insured += insured < estimate ? insured : estimate;
        if (!from || !day_parse(from, &day))
            continue;
        if (!bar->dated || day_compare(day, bar->from) < 0)
            bar->from = day;
        bar->dated = true;
    }
    return n;
}

/* What the bars share: the highest estimate takes two thirds of the room, and the last to begin
 * starts at one third of it, so that length says cost and place says time. */
typedef struct Scale {
    Fen highest;
    Day first;
    int days; /* from the first beginning to the last */
    int room;
} Scale;

static Scale scale_of(const Bar *bars, size_t n, int room)
{
    Scale scale = {.room = room};
    Day last = {0};
    bool any = false;
    for (size_t i = 0; i < n; i++) {
        const Bar *bar = &bars[i];
        scale.highest = bar->estimate > scale.highest ? bar->estimate : scale.highest;
        if (!bar->dated)
            continue;
        scale.first = !any || day_compare(bar->from, scale.first) < 0 ? bar->from : scale.first;
        last = !any || day_compare(bar->from, last) > 0 ? bar->from : last;
        any = true;
    }
    scale.days = any ? day_between(scale.first, last) : 0;
    return scale;
}

/* Columns for an amount: whole signs, which may be two columns wide, and one at least when
 * there is anything at all. */
static int cols_of(Fen amount, const Scale *scale, int sign)
{
    Fen most = scale->room * 2 / 3;
    int cols = (int)(amount / 100 * most / (scale->highest / 100 ? scale->highest / 100 : 1));
    cols = cols > most ? (int)most : cols;
    cols -= cols % sign;
    return amount > 0 && cols < sign ? sign : cols;
}

static void draw_bar(const Bar *bar, Arena *arena, const Scale *scale, Frame *frame, Rect rect)
{
    const char *full = frame_sign(frame, SIGN_FULL), *light = frame_sign(frame, SIGN_LIGHT);
    int sign = text_cols(full), all = cols_of(bar->estimate, scale, sign);
    int paid = cols_of(bar->insured, scale, sign);
    if (paid == all && bar->insured < bar->estimate && all > sign)
        paid -= sign;
    int col = rect.col + BAR_LABEL + BAR_MONTH + 4;
    frame_fit(frame, rect.row, rect.col + 3, BAR_LABEL - 1, ST_LABEL, bar->label, TEXT_LEFT);
    if (bar->dated) {
        frame_put(frame, rect.row, rect.col + 3 + BAR_LABEL, BAR_MONTH - 1, ST_DIM,
                  arena_printf(arena, "%04d-%02d", bar->from.year, bar->from.month));
        if (scale->days > 0)
            col += day_between(scale->first, bar->from) * (scale->room / 3) / scale->days;
    }
    frame_fill(frame, rect.row, col, paid, ST_VALUE, full);
    frame_fill(frame, rect.row, col + paid, all - paid, ST_DIM, light);
    frame_fit(frame, rect.row, rect.col + rect.cols - BAR_AMOUNT - 1, BAR_AMOUNT, ST_VALUE,
              wan(arena, bar->estimate), TEXT_RIGHT);
}

static void draw_legend(size_t left_out, Frame *frame, Rect rect)
{
    Buf legend = BUF_INIT;
    /* TRANSLATORS: what the two signs of the bars mean, and the unit of the amounts. */
    buf_addf(&legend, _("%s insurance  %s own share  (yuan)"), frame_sign(frame, SIGN_FULL),
             frame_sign(frame, SIGN_LIGHT));
    if (left_out) {
        buf_add(&legend, "  ");
        /* TRANSLATORS: phases of the plan that there is no room for. */
        buf_addf(&legend,
                 ngettext("%zu more phase", "%zu more phases", (unsigned long)left_out),
                 left_out);
    }
    frame_fit(frame, rect.row, rect.col, rect.cols, ST_DIM, legend.data, TEXT_LEFT);
    buf_free(&legend);
}

/* At the bottom of rect; returns the rows it took, 0 when there is no room or nothing to draw.
 * some: rather the first of them than none. */
static int draw_bars(const CaseFile *file, Arena *arena, bool some, Frame *frame, Rect rect)
{
    enum { SOME = 2 }; /* fewer of many are no picture */
    Bar bars[BARS_MAX] = {0};
    size_t all = find_bars(file, bars), n = all;
    Scale scale = scale_of(bars, all, rect.cols - BAR_LABEL - BAR_MONTH - BAR_AMOUNT - 5);
    if (rect.rows < 2 || scale.room < BAR_LEAST)
        return 0;
    if (n > (size_t)rect.rows - 1)
        n = (size_t)rect.rows - 1;
    if (!n || (n < all && (!some || n < SOME)))
        return 0;
    int top = rect.row + rect.rows - (int)n - 1;
    for (size_t i = 0; i < n; i++)
        draw_bar(&bars[i], arena, &scale, frame, (Rect){top + (int)i, rect.col, 1, rect.cols});
    draw_legend(all - n, frame,
                (Rect){top + (int)n, rect.col + BAR_LABEL + BAR_MONTH + 4, 1, scale.room});
    return (int)n + 1;
}

/* The rows that the grids need before there is room for bars: title, heading, the row that
 * makes a new one, totals, a blank. The tranches may be scrolled to while one is busy with the
 * plan. */
static int grid_rows(const CaseFile *file, RecordId focus)
{
    size_t plan = case_rows(file, REC_PLAN), tranches = case_rows(file, REC_TRANCHE);
    int rows = (int)plan + 3 + (plan > 0);
    if (focus != REC_PLAN)
        rows += 2; /* the target */
    if (focus == REC_TRANCHE)
        rows += 1 + (int)tranches + 3 + (tranches > 0);
    return rows;
}

/* Adds the lines; false, and the line that says why, when the facts could not be had. */
static bool say_gap(Stage *stage, const CaseFile *file, Frame *frame, int cols, SumLines *lines)
{
    CaseMoney money;
    Fen facts[FACTS];
    Err err = {0};
    bool done = app_case_money(stage_session(stage), file, fact_names, FACTS, lines->arena,
                               &money, &err);
    for (int i = 0; done && i < FACTS; i++)
        facts[i] = fen_of(money.facts[i]);
    if (done)
        add_lines(lines, file, facts, &money.route, frame, cols);
    else
        sums_add(lines, ST_WARN, err.text);
    return done;
}

void plan_say_gap(Stage *stage, const CaseFile *file, Frame *frame, int cols, SumLines *lines)
{
    say_gap(stage, file, frame, cols, lines);
}

int plan_draw_gap(Stage *stage, const CaseFile *file, RecordId focus, Frame *frame, Rect rect)
{
    SumLines lines;
    sums_begin(&lines);
    bool done = say_gap(stage, file, frame, rect.cols, &lines);
    int taken = sums_draw(&lines, frame, rect);
    int records = grid_rows(file, focus);
    Rect bars = {rect.row + records, rect.col, rect.rows - taken - records, rect.cols};
    int drawn = 0;
    if (done && taken) {
        /* Rather bars without the blank under them than some of them, or none. */
        Rect close = bars;
        close.rows++;
        drawn = draw_bars(file, lines.arena, false, frame, bars);
        if (!drawn && (drawn = draw_bars(file, lines.arena, false, frame, close)) > 0)
            taken--;
        if (!drawn)
            drawn = draw_bars(file, lines.arena, true, frame, bars);
    }
    taken += drawn;
    if (drawn && taken + records < rect.rows)
        taken++; /* a blank above them */
    sums_end(&lines);
    return taken;
}
