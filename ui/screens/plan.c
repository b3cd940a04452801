#include "config.h"

#include "ui/screens/plan.h"

#include <stdlib.h>

#include "app/cases.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/money.h"
#include "ui/screens/sums.h"

enum {
    BARS_MAX = 6,
    BAR_LABEL = 10,
    BAR_MONTH = 8,
    BAR_AMOUNT = 10,
    BAR_LEAST = 20,
};

/* The facts that are shown, in the order of the sentence. */
enum { PLAN_SELF, UNPAID, AID, OWN, GAP, LIMIT, PAYOUT, TRANCHES, FACTS };
static const char *const fact_names[FACTS] = {
    [PLAN_SELF] = "plan_self_fen",
    [UNPAID] = "unpaid_fen",
    [AID] = "aid_fen",
    [OWN] = "own_means_fen",
    [GAP] = "gap_fen",
    [LIMIT] = "gap_limit_fen",
    [PAYOUT] = "payout_fen",
    [TRANCHES] = "tranche_total_fen",
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
        sums_add(lines, ST_DIM, _("No target yet: it stands on the first tab, under the case"));
    else if (target <= facts[LIMIT])
        sums_add(lines, ST_OK,
                 arena_printf(arena, _("Target %s: not more than the gap justifies %s"),
                              wan(arena, target), frame_sign(frame, SIGN_DONE)));
    else
        sums_add(lines, ST_WARN,
                 arena_printf(arena, _("%s Target %s: the gap justifies %s at most"),
                              frame_sign(frame, SIGN_WARN), wan(arena, target),
                              wan(arena, facts[LIMIT])));
}

static const char *yuan(Arena *arena, Fen fen)
{
    Buf text = BUF_INIT;
    money_format(&text, fen);
    const char *kept = arena_dup(arena, text.data);
    buf_free(&text);
    return kept;
}

/* The tranches beside what is to be paid out, to the fen. */
static void add_tranches(SumLines *lines, const CaseFile *file, const Fen *facts, Frame *frame)
{
    Arena *arena = lines->arena;
    const char *total = yuan(arena, facts[TRANCHES]), *payout = yuan(arena, facts[PAYOUT]);
    Fen rest = facts[PAYOUT] - facts[TRANCHES];
    if (!case_rows(file, REC_TRANCHE))
        return;
    if (!rest)
        sums_add(lines, ST_OK,
                 arena_printf(arena, _("Tranches %s = to be paid out %s %s"), total, payout,
                              frame_sign(frame, SIGN_DONE)));
    else if (rest > 0)
        sums_add(lines, ST_WARN,
                 arena_printf(arena, _("%s Tranches %s, to be paid out %s: %s too little"),
                              frame_sign(frame, SIGN_WARN), total, payout, yuan(arena, rest)));
    else
        sums_add(lines, ST_WARN,
                 arena_printf(arena, _("%s Tranches %s, to be paid out %s: %s too much"),
                              frame_sign(frame, SIGN_WARN), total, payout, yuan(arena, -rest)));
}

static void add_lines(SumLines *lines, const CaseFile *file, const Fen *facts,
                      const Route *route, Frame *frame, int cols)
{
    Arena *arena = lines->arena;
    /* TRANSLATORS: the definition of the gap with its figures, at most 78 columns. */
    sums_add(lines, ST_TEXT,
             arena_printf(arena, _("Unpaid %s + plan %s - aid, own means %s = gap %s"),
                          wan(arena, facts[UNPAID]), wan(arena, facts[PLAN_SELF]),
                          wan(arena, facts[AID] + facts[OWN]), wan(arena, facts[GAP])));
    add_target(lines, file, facts, frame);
    sums_add_route(lines, route, frame, true);
    if (!route->asks)
        sums_join(lines, cols);
    add_tranches(lines, file, facts, frame);
}

/* What the bars share: the highest estimate takes two thirds of the room, and the last to begin
 * starts at one third of it, so that length says cost and place says time. */
typedef struct Scale {
    Fen highest;
    Day first;
    int days; /* from the first beginning to the last */
    int room;
} Scale;

static bool day_of(const CaseFile *file, size_t row, Day *day)
{
    const char *from = case_get(file, F_PLAN_from_on, row);
    return from && day_parse(from, day);
}

static Scale scale_of(const CaseFile *file, int room)
{
    Scale scale = {.room = room};
    Day day, last = {0};
    bool any = false;
    for (size_t row = 0; row < case_rows(file, REC_PLAN); row++) {
        Fen estimate = case_fen(file, F_PLAN_estimate_fen, row);
        scale.highest = estimate > scale.highest ? estimate : scale.highest;
        if (!day_of(file, row, &day))
            continue;
        scale.first = !any || day_compare(day, scale.first) < 0 ? day : scale.first;
        last = !any || day_compare(day, last) > 0 ? day : last;
        any = true;
    }
    scale.days = any ? day_between(scale.first, last) : 0;
    return scale;
}

static void draw_bar(const CaseFile *file, Arena *arena, size_t row, const Scale *scale,
                     Frame *frame, Rect rect)
{
    const char *phase = case_get(file, F_PLAN_phase, row);
    Fen estimate = case_fen(file, F_PLAN_estimate_fen, row);
    Fen insured = case_fen(file, F_PLAN_insured_fen, row);
    int col = rect.col + BAR_LABEL + BAR_MONTH + 4;
    Day from;
    if (!phase)
        phase = case_get(file, F_PLAN_item, row);
    if (insured > estimate)
        insured = estimate;
    int full = (int)(estimate * (scale->room * 2 / 3) / scale->highest);
    int paid = estimate > 0 ? (int)(full * insured / estimate) : 0;
    frame_fit(frame, rect.row, rect.col + 3, BAR_LABEL, ST_LABEL, phase, TEXT_LEFT);
    if (day_of(file, row, &from)) {
        frame_put(frame, rect.row, rect.col + 3 + BAR_LABEL, BAR_MONTH - 1, ST_DIM,
                  arena_printf(arena, "%04d-%02d", from.year, from.month));
        if (scale->days > 0)
            col += day_between(scale->first, from) * (scale->room / 3) / scale->days;
    }
    frame_fill(frame, rect.row, col, paid, ST_VALUE, frame_sign(frame, SIGN_FULL));
    frame_fill(frame, rect.row, col + paid, full - paid, ST_DIM, frame_sign(frame, SIGN_LIGHT));
    frame_fit(frame, rect.row, rect.col + rect.cols - BAR_AMOUNT - 1, BAR_AMOUNT, ST_VALUE,
              wan(arena, estimate), TEXT_RIGHT);
}

/* At the bottom of rect; returns the rows it took, 0 when there is no room or nothing to draw.
 */
static int draw_bars(const CaseFile *file, Arena *arena, Frame *frame, Rect rect)
{
    size_t rows = case_rows(file, REC_PLAN);
    int n = rows < BARS_MAX ? (int)rows : BARS_MAX;
    Scale scale = scale_of(file, rect.cols - BAR_LABEL - BAR_MONTH - BAR_AMOUNT - 5);
    Buf legend = BUF_INIT;
    if (!scale.highest || n + 1 > rect.rows || scale.room < BAR_LEAST)
        return 0;
    int top = rect.row + rect.rows - n - 1;
    for (int i = 0; i < n; i++)
        draw_bar(file, arena, (size_t)i, &scale, frame,
                 (Rect){top + i, rect.col, 1, rect.cols});
    /* TRANSLATORS: what the two signs of the bars mean. */
    buf_addf(&legend, _("%s insurance  %s own share"), frame_sign(frame, SIGN_FULL),
             frame_sign(frame, SIGN_LIGHT));
    frame_fit(frame, top + n, rect.col + BAR_LABEL + BAR_MONTH + 4, scale.room, ST_DIM,
              legend.data, TEXT_LEFT);
    buf_free(&legend);
    return n + 1;
}

/* The rows of the two grids: title, heading, the row that makes a new one, totals, a blank. */
static int grid_rows(const CaseFile *file)
{
    size_t plan = case_rows(file, REC_PLAN), tranches = case_rows(file, REC_TRANCHE);
    return (int)(plan + tranches) + 7 + (plan > 0) + (tranches > 0);
}

int plan_draw_gap(App *app, const CaseFile *file, Frame *frame, Rect rect)
{
    CaseMoney money;
    Fen facts[FACTS];
    Err err = {0};
    SumLines lines;
    sums_begin(&lines);
    bool done =
        app_case_money(app_session(app), file, fact_names, FACTS, lines.arena, &money, &err);
    for (int i = 0; done && i < FACTS; i++)
        facts[i] = fen_of(money.facts[i]);
    if (done)
        add_lines(&lines, file, facts, &money.route, frame, rect.cols);
    else
        sums_add(&lines, ST_WARN, err.text);
    int taken = sums_draw(&lines, frame, rect);
    /* The grids need their own rows first. */
    Rect bars = {rect.row + grid_rows(file), rect.col, rect.rows - taken - grid_rows(file),
                 rect.cols};
    int drawn = done && taken ? draw_bars(file, lines.arena, frame, bars) : 0;
    if (done && taken && !drawn) {
        /* Rather bars without the blank under them than none. */
        bars.rows++;
        drawn = draw_bars(file, lines.arena, frame, bars);
        taken -= drawn > 0;
    }
    taken += drawn;
    sums_end(&lines);
    return taken;
}
