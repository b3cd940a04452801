/* What is small in a report, and how a value reads. */
#include "config.h"

#include "base/i18n.h"
#include "base/money.h"
#include "desk/figures.h"

/* ---- small counts ---- */

/* The smallest row that is not joined yet and has anything; NULL: there is none. */
static FigureRow *smallest(Figure *figure)
{
    FigureRow *found = NULL;
    for (size_t i = 0; i < figure->n; i++) {
        FigureRow *row = &figure->rows[i];
        if (!row->hidden && row->value && (!found || row->value < found->value))
            found = row;
    }
    return found;
}

/* Two rows at least, or the one could be told from the total. */
static void join_small(Figure *figure, Arena *arena)
{
    int64_t sum = 0;
    size_t joined = 0, kept = 0;
    for (FigureRow *row = smallest(figure);
         row && (row->value < FIGURES_FEW || (joined && (joined < 2 || sum < FIGURES_FEW)));
         row = smallest(figure)) {
        row->hidden = true;
        sum += row->value;
        joined++;
    }
    if (!joined)
        return;
    FigureRow *rows = arena_alloc(arena, (figure->n + 1) * sizeof *rows);
    for (size_t i = 0; i < figure->n; i++)
        if (!figure->rows[i].hidden)
            rows[kept++] = figure->rows[i];
    rows[kept++] = (FigureRow){.key = "others",
                               .label = _("others, of few cases each"),
                               .value = sum,
                               .cases = sum,
                               .hidden = sum < FIGURES_FEW};
    figure->rows = rows;
    figure->n = kept;
}

static void hide_small(Figure *figure)
{
    for (size_t i = 0; i < figure->n; i++)
        figure->rows[i].hidden = figure->rows[i].cases && figure->rows[i].cases < FIGURES_FEW;
}

void figures_guard(Report *report, Arena *arena)
{
    for (int id = 0; id < FIGURE_COUNT; id++) {
        FigureUnit unit = figure_unit((FigureId)id);
        if (unit == UNIT_CASES || unit == UNIT_TIMES)
            join_small(&report->figures[id], arena);
        else
            hide_small(&report->figures[id]);
    }
    report->guarded = true;
}

/* ---- showing ---- */

int64_t figure_share(const Figure *figure, size_t row)
{
    const int64_t whole = figure->n ? figure->rows[0].value : 0;
    return whole ? (figure->rows[row].value * 10000 + whole / 2) / whole : 0;
}

static void show_days(const FigureRow *row, Buf *out)
{
    if (!row->cases)
        buf_add(out, _("none"));
    else if (row->cases < FIGURES_FEW)
        buf_addf(out,
                 ngettext("%lld case, slowest %lld", "%lld cases, slowest %lld",
                          (unsigned long)row->cases),
                 (long long)row->cases, (long long)row->slowest);
    else
        buf_addf(out,
                 ngettext("median %lld, slowest %lld, of %lld case",
                          "median %lld, slowest %lld, of %lld cases",
                          (unsigned long)row->cases),
                 (long long)row->value, (long long)row->slowest, (long long)row->cases);
}

void figure_show_few(Buf *out)
{
    buf_addf(out, _("fewer than %d"), FIGURES_FEW);
}

void figure_show(const Figure *figure, size_t at, Buf *out)
{
    const FigureRow *row = &figure->rows[at];
    int64_t share;
    if (row->hidden) {
        figure_show_few(out);
        return;
    }
    switch (figure_unit(figure->id)) {
    case UNIT_CASES:
    case UNIT_TIMES:
        buf_addf(out, "%lld", (long long)row->value);
        break;
    case UNIT_SHARE:
        share = figure_share(figure, at);
        buf_addf(out, "%lld", (long long)row->value);
        if (at && figure->rows[0].value)
            buf_addf(out, "  %lld.%02lld %%", (long long)(share / 100),
                     (long long)(share % 100));
        break;
    case UNIT_DAYS:
        show_days(row, out);
        break;
    case UNIT_MONEY:
        money_format_yuan(out, row->value);
        break;
    }
}

int64_t figure_most(const Figure *figure)
{
    int64_t most = 0;
    for (size_t i = 0; i < figure->n; i++)
        if (!figure->rows[i].hidden && figure->rows[i].value > most)
            most = figure->rows[i].value;
    return most;
}
