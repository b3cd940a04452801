/* What is small in a report, and how a value reads. */
#include "config.h"

#include "base/i18n.h"
#include "base/money.h"
#include "desk/figures.h"
#include "domain/catalog.h"

/* ---- small counts ---- */

/* The row of the fewest cases that is not joined yet and has any; NULL: there is none. */
static FigureRow *smallest(Figure *figure)
{
    FigureRow *found = NULL;
    for (size_t i = 0; i < figure->n; i++) {
        FigureRow *row = &figure->rows[i];
        if (!row->hidden && row->cases &&
            (!found || row->cases < found->cases ||
             (row->cases == found->cases && row->value < found->value)))
            found = row;
    }
    return found;
}

/* The cases of both, each once: what happened several times may have happened to the same. */
static void add_ids(FigureRow *others, const FigureRow *row, Arena *arena)
{
    size_t n = (size_t)others->cases, m = (size_t)row->cases, i = 0, j = 0, kept = 0;
    int64_t *ids = arena_alloc(arena, (n + m) * sizeof *ids);
    while (i < n || j < m) {
        bool own = i < n && (j == m || others->ids[i] <= row->ids[j]);
        int64_t id = own ? others->ids[i] : row->ids[j];
        i += i < n && others->ids[i] == id;
        j += j < m && row->ids[j] == id;
        ids[kept++] = id;
    }
    others->ids = ids;
    others->cases = (int64_t)kept;
}

static void join(FigureRow *others, FigureRow *row, FigureUnit unit, Arena *arena)
{
    row->hidden = true;
    others->value += row->value;
    if (unit == UNIT_TIMES)
        add_ids(others, row, arena);
    else
        others->cases += row->cases;
}

/* Two rows at least, or the one could be told from the total; and those of none, or the joined
 * ones were those that are missing. */
static void join_small(Figure *figure, Arena *arena)
{
    FigureRow others = {.key = "others", .label = _("others, of few cases or none each")};
    size_t joined = 0, kept = 0;
    for (FigureRow *row = smallest(figure);
         row &&
         (row->cases < FIGURES_FEW || (joined && (joined < 2 || others.cases < FIGURES_FEW)));
         row = smallest(figure)) {
        join(&others, row, figure_unit(figure->id), arena);
        joined++;
    }
    if (!joined)
        return;
    FigureRow *rows = arena_alloc(arena, (figure->n + 1) * sizeof *rows);
    for (size_t i = 0; i < figure->n; i++)
        if (!figure->rows[i].hidden && figure->rows[i].cases)
            rows[kept++] = figure->rows[i];
    others.hidden = others.cases < FIGURES_FEW;
    rows[kept++] = others;
    figure->rows = rows;
    figure->n = kept;
}

static bool is_small(const FigureRow *row)
{
    return row->cases && row->cases < FIGURES_FEW;
}

static bool hide_small(Figure *figure)
{
    bool any = false;
    for (size_t i = 0; i < figure->n; i++) {
        figure->rows[i].hidden = is_small(&figure->rows[i]);
        any = any || figure->rows[i].hidden;
    }
    return any;
}

/* What is spent, unspent and returned is what was raised, and who has the one sum mostly has
 * the others: with one of them small, nothing is told of any that has cases. */
static void hide_all(Figure *figure)
{
    for (size_t i = 0; i < figure->n; i++)
        figure->rows[i].hidden = figure->rows[i].cases > 0;
}

/* Hides the row of the fewest cases among those told still, of the entries that go into the
 * balance. */
static void hide_next(Figure *figure, const CodeTable *kinds, const char *balance)
{
    FigureRow *next = NULL;
    for (size_t i = 0; i < figure->n; i++) {
        FigureRow *row = &figure->rows[i];
        if (code_attribute(kinds, row->key, balance) && !row->hidden && row->cases &&
            (!next || row->cases < next->cases))
            next = row;
    }
    if (next)
        next->hidden = true;
}

static bool goes_into_any(const CodeTable *kinds, const Figure *balances, const char *kind)
{
    for (size_t i = 0; i < balances->n; i++)
        if (code_attribute(kinds, kind, balances->rows[i].key))
            return true;
    return false;
}

/* A balance is what its entries come to, so what is hidden of them follows from it and the
 * others: then no balance is told. One that is small itself follows from its entries: then one
 * of many cases goes as well. */
static void guard_balances(Report *report, const Codes *codes)
{
    const CodeTable *kinds = codes_table(codes, catalog_field(F_MONEY_kind)->codes);
    Figure *money = &report->figures[FIGURE_MONEY];
    Figure *balances = &report->figures[FIGURE_BALANCE];
    bool any = false;
    for (size_t i = 0; kinds && i < balances->n; i++) {
        if (is_small(&balances->rows[i]))
            hide_next(money, kinds, balances->rows[i].key);
    }
    for (size_t i = 0; kinds && i < money->n; i++)
        any = any ||
              (money->rows[i].hidden && goes_into_any(kinds, balances, money->rows[i].key));
    for (size_t i = 0; i < balances->n; i++)
        balances->rows[i].hidden = balances->rows[i].hidden || any;
}

void figures_guard(Report *report, const Codes *codes, Arena *arena)
{
    for (int id = 0; id < FIGURE_COUNT; id++) {
        FigureUnit unit = figure_unit((FigureId)id);
        if (unit == UNIT_CASES || unit == UNIT_TIMES)
            join_small(&report->figures[id], arena);
        else if (hide_small(&report->figures[id]) && id == FIGURE_SHOWN)
            hide_all(&report->figures[id]);
    }
    guard_balances(report, codes);
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
    if (row->hidden && row->cases >= FIGURES_FEW) {
        buf_add(out, _("not told")); /* smaller ones would follow from it */
        return;
    }
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
