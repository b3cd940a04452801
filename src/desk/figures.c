/* Reads each figure by its statement, gives the keys their words and puts the rows in order. */
#include "config.h"

#include "desk/figures.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/money.h"
#include "desk/figures_sql.h"
#include "desk/life.h"
#include "desk/stop.h"
#include "desk/workflow.h"
#include "domain/ledger.h"
#include "store/sql.h"

typedef struct FigureWord {
    const char *key, *label; /* a key of NULL ends the list */
} FigureWord;

/* The same from an enumeration that has its words already; NULL: there is no such place. */
typedef const char *FigureWordAt(size_t at, const char **label);

/* An application until it is sent, and what becomes of the case from then on. */
static const char *outcome_at(size_t at, const char **label)
{
    static const Status before[] = {STATUS_DRAFT, STATUS_SUBMITTED, STATUS_RETURNED,
                                    STATUS_APPROVED, STATUS_REJECTED};
    size_t life = at - COUNT_OF(before) - 2 + LIFE_SENT;
    if (at < COUNT_OF(before)) {
        *label = status_label(before[at]);
        return status_word(before[at]);
    }
    if (at == COUNT_OF(before)) {
        /* TRANSLATORS: of cases */
        *label = _("in a file, not uploaded yet");
        return "written";
    }
    if (at == COUNT_OF(before) + 1) {
        /* TRANSLATORS: of cases: by another station, which alone knows more */
        *label = _("exported at another station");
        return "exported";
    }
    if (life >= LIFE_COUNT)
        return NULL;
    *label = life_label((Life)life);
    return life_word((Life)life);
}

static const char *stop_at(size_t at, const char **label)
{
    if (at >= STOP_COUNT)
        return NULL;
    *label = stop_label((StopReason)at);
    return stop_word((StopReason)at);
}

/* The first is what the others are a share of. */
static const FigureWord risk_words[] = {
    {"entered", N_("entered")},
    {"suspected", N_("stopped because fraud was suspected")},
    {"stopped", N_("stopped for any reason")},
    {"rejected", N_("rejected")},
    {NULL, NULL},
};

static const FigureWord days_words[] = {
    {"approval", N_("from intake to approval")},
    {"reply", N_("from upload to the platform's reply")},
    {"receipt", N_("from intake to the last receipt")},
    {NULL, NULL},
};

/* The keys are the attributes of money_kind that say what an entry does to them. */
static const FigureWord balance_words[] = {
    {"platform", N_("held by the platform")},
    {"payee", N_("paid out, without receipt yet")},
    {NULL, NULL},
};

static const FigureWord shown_words[] = {
    {"raised", N_("given by donors")},
    {"used", N_("spent with receipt")},
    {"unspent", N_("unspent")},
    {"returned", N_("returned to the donors")},
    {NULL, NULL},
};

typedef enum Labels {
    LABELS_AS_IS,
    LABELS_MONTHS,
    LABELS_CODES,
    LABELS_KNOWN, /* up to here the rows are put in order */
    LABELS_LIST,
    LABELS_WORDS,
    LABELS_ENUM,
    LABELS_BALANCES
} Labels;

typedef struct FigureDef {
    const char *name, *title, *counts;
    FigureUnit unit;
    struct {
        Labels kind;
        const char *codes;
        const FigureWord *words;
        FigureWordAt *word_at;
    } labels;
    const char *sql;
} FigureDef;

/* clang-format off */
#define AS_IS                {LABELS_AS_IS, NULL, NULL, NULL}
#define MONTHS               {LABELS_MONTHS, NULL, NULL, NULL}
#define CODES(name)          {LABELS_CODES, name, NULL, NULL}
#define KNOWN(name)          {LABELS_KNOWN, name, NULL, NULL}
#define LIST(name)           {LABELS_LIST, name, NULL, NULL}
#define WORDS(list)          {LABELS_WORDS, NULL, list, NULL}
#define ENUM(word_at)        {LABELS_ENUM, NULL, NULL, word_at}
#define BALANCES(name, list) {LABELS_BALANCES, name, list, NULL}
#define FIGURE(ID, ...) [FIGURE_##ID] = {__VA_ARGS__},
static const FigureDef figures[FIGURE_COUNT] = {
#include "desk/figures.def"
};
#undef FIGURE
/* clang-format on */

const char *figure_name(FigureId id)
{
    return figures[id].name;
}

const char *figure_title(FigureId id)
{
    return _(figures[id].title);
}

const char *figure_counts(FigureId id)
{
    return _(figures[id].counts);
}

FigureUnit figure_unit(FigureId id)
{
    return figures[id].unit;
}

/* ---- reading ---- */

typedef struct Reading {
    Store *store;
    const Codes *codes;
    const char *lang;
    Arena *arena;
    int64_t *days; /* of one row of UNIT_DAYS */
    size_t n_days, room_days;
    Figure *figure;
    size_t room; /* of its rows */
} Reading;

static const CodeTable *table_of(const Reading *reading, const FigureDef *def)
{
    return def->labels.codes ? codes_table(reading->codes, def->labels.codes) : NULL;
}

static const char *label_of(const Reading *reading, const FigureDef *def, const char *key)
{
    const CodeTable *table = table_of(reading, def);
    const CodeEntry *entry = table ? code_find(table, key) : NULL;
    if (!key[0])
        return _("(not given)");
    if (entry)
        return code_text(entry, reading->lang);
    return def->labels.kind == LABELS_KNOWN ? _("in words of their own") : key;
}

static FigureRow *add_row(Reading *reading, const char *key, const char *label)
{
    Figure *figure = reading->figure;
    if (figure->n == reading->room) {
        size_t room = reading->room ? reading->room * 2 : 16;
        FigureRow *rows = arena_alloc(reading->arena, room * sizeof *rows);
        if (figure->n)
            memcpy(rows, figure->rows, figure->n * sizeof *rows);
        figure->rows = rows;
        reading->room = room;
    }
    FigureRow *row = &figure->rows[figure->n++];
    *row = (FigureRow){.key = arena_dup(reading->arena, key),
                       .label = arena_dup(reading->arena, label)};
    return row;
}

/* The rows that are there whatever is found. */
static void add_rows(Reading *reading, const FigureDef *def)
{
    const CodeTable *table = def->labels.kind == LABELS_LIST ? table_of(reading, def) : NULL;
    const char *label = NULL, *key;
    for (const FigureWord *word = def->labels.words; word && word->key; word++)
        add_row(reading, word->key, _(word->label));
    for (size_t i = 0; def->labels.word_at && (key = def->labels.word_at(i, &label)); i++)
        add_row(reading, key, label);
    for (size_t i = 0; table && i < code_count(table); i++)
        if (!code_at(table, i)->retired)
            add_row(reading, code_at(table, i)->code,
                    code_text(code_at(table, i), reading->lang));
}

/* A text that somebody wrote may name the patient, so of such only the code is told. */
static const char *told_key(const Reading *reading, const FigureDef *def, const char *key)
{
    const CodeTable *table = def->labels.kind == LABELS_KNOWN ? table_of(reading, def) : NULL;
    return !table || !key[0] || code_find(table, key) ? key : "words";
}

/* The row of the key; a key that no list knows gets a row of its own, so that the rows add up
 * whatever another program wrote. */
static FigureRow *row_of(Reading *reading, const FigureDef *def, const char *key)
{
    Figure *figure = reading->figure;
    for (size_t i = 0; i < figure->n; i++)
        if (strcmp(figure->rows[i].key, key) == 0)
            return &figure->rows[i];
    return add_row(reading, key, label_of(reading, def, key));
}

static int by_number(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

static size_t each_once(int64_t *ids, size_t n)
{
    size_t kept = 0;
    if (n)
        qsort(ids, n, sizeof *ids, by_number);
    for (size_t i = 0; i < n; i++)
        if (!kept || ids[i] != ids[kept - 1])
            ids[kept++] = ids[i];
    return kept;
}

/* The median is the fewest days within which half of the cases were through. */
static void end_days(Reading *reading, FigureRow *row)
{
    size_t n = reading->n_days;
    if (!row || !n)
        return;
    qsort(reading->days, n, sizeof *reading->days, by_number);
    row->cases = (int64_t)n;
    row->value = reading->days[(n - 1) / 2];
    row->slowest = reading->days[n - 1];
    reading->n_days = 0;
}

static void add_day(Reading *reading, int64_t days)
{
    if (reading->n_days == reading->room_days) {
        reading->room_days = reading->room_days ? reading->room_days * 2 : 256;
        reading->days = xreallocarray(reading->days, reading->room_days, sizeof *reading->days);
    }
    reading->days[reading->n_days++] = days;
}

static bool read_days(Reading *reading, const FigureDef *def, Sql *q, Err *err)
{
    FigureRow *row = NULL;
    while (sql_row(q)) {
        if (!row || strcmp(row->key, sql_said(q, 0)) != 0) {
            end_days(reading, row);
            row = row_of(reading, def, sql_said(q, 0));
        }
        add_day(reading, sql_int(q, 1));
    }
    end_days(reading, row);
    return sql_close(q, err);
}

/* In the order of balance_words. */
static void end_case(Figure *figure, LedgerBalance *of_case)
{
    const Fen left[] = {ledger_held(of_case), ledger_unspent(of_case)};
    for (size_t i = 0; i < COUNT_OF(left); i++) {
        figure->rows[i].value += left[i];
        figure->rows[i].cases += left[i] != 0;
    }
    *of_case = (LedgerBalance){0};
}

/* Case by case: what one gave on is never taken from what another has. */
static bool read_balances(Reading *reading, const FigureDef *def, Sql *q, Err *err)
{
    const CodeTable *kinds = table_of(reading, def);
    LedgerBalance of_case = {0};
    int64_t id = 0;
    bool counted = true;
    while (counted && sql_row(q)) {
        if (sql_int(q, 2) != id)
            end_case(reading->figure, &of_case);
        id = sql_int(q, 2);
        counted = ledger_add(kinds, sql_said(q, 0), sql_int(q, 1), &of_case);
        if (!counted)
            err_set(
                err, ERR_REFUSED,
                _("The ledger of case %s is beyond what can be counted; correct its amounts"),
                sql_said(q, 3));
    }
    end_case(reading->figure, &of_case);
    return sql_close(q, counted ? err : NULL) && counted;
}

static void add_case(Reading *reading, FigureRow *row, int64_t id)
{
    size_t n = (size_t)row->cases++;
    if ((n & (n - 1)) == 0) { /* full at each power of two */
        int64_t *ids = arena_alloc(reading->arena, (n ? n * 2 : 1) * sizeof *ids);
        if (n)
            memcpy(ids, row->ids, n * sizeof *ids);
        row->ids = ids;
    }
    row->ids[n] = id;
}

/* A case that gave several texts stands once among those in words of their own. */
static void end_cases(Figure *figure)
{
    for (size_t i = 0; i < figure->n; i++) {
        FigureRow *row = &figure->rows[i];
        if (row->cases)
            row->cases = (int64_t)each_once(row->ids, (size_t)row->cases);
    }
}

static void count_cases(Reading *reading, FigureUnit unit, FigureRow *row, const Sql *q)
{
    if (unit == UNIT_TIMES)
        add_case(reading, row, sql_int(q, 2));
    else
        row->cases += unit == UNIT_MONEY ? 1 : sql_int(q, 1);
}

/* A row a key; of money and of times a row a case and key. */
static bool read_rows(Reading *reading, const FigureDef *def, Sql *q, Err *err)
{
    while (sql_row(q)) {
        const char *key = sql_text(q, 0) ? sql_text(q, 0) : "";
        int64_t value = sql_int(q, 1);
        FigureRow *row = row_of(reading, def, told_key(reading, def, key));
        /* What is beyond counting is named by the balances. */
        if (!money_add(&row->value, value))
            row->value = INT64_MAX;
        count_cases(reading, def->unit, row, q);
        if (!money_add(&reading->figure->total, value))
            reading->figure->total = INT64_MAX;
    }
    if (def->unit == UNIT_TIMES)
        end_cases(reading->figure);
    return sql_close(q, err);
}

static bool read_all(Reading *reading, const FigureDef *def, Sql *q, Err *err)
{
    if (def->unit == UNIT_DAYS)
        return read_days(reading, def, q, err);
    if (def->labels.kind == LABELS_BALANCES)
        return read_balances(reading, def, q, err);
    return read_rows(reading, def, q, err);
}

/* The largest first; months as they come; what is empty last. */
static int by_size(const void *left, const void *right)
{
    const FigureRow *a = left, *b = right;
    if (!a->key[0] != !b->key[0])
        return a->key[0] ? -1 : 1;
    if (a->value != b->value)
        return a->value > b->value ? -1 : 1;
    return strcmp(a->key, b->key);
}

static int by_key(const void *left, const void *right)
{
    return strcmp(((const FigureRow *)left)->key, ((const FigureRow *)right)->key);
}

static bool read_figure(Reading *reading, FigureId id, const Report *report, int64_t of,
                        Err *err)
{
    const FigureDef *def = &figures[id];
    char from[INSTANT_TEXT], end[INSTANT_TEXT], first[DAY_TEXT], last[DAY_TEXT];
    Sql q;
    reading->room = 0;
    add_rows(reading, def);
    if (!sql_open(&q, reading->store, def->sql, err))
        return false;
    instant_of_day(report->from, from);
    instant_of_day(day_add(report->to, 1), end);
    day_format(report->from, first);
    day_format(report->to, last);
    sql_bind_text(&q, 1, from);
    sql_bind_text(&q, 2, end);
    sql_bind_text(&q, 3, first);
    sql_bind_text(&q, 4, last);
    sql_bind_int(&q, 5, of);
    if (!read_all(reading, def, &q, err))
        return false;
    Figure *figure = reading->figure;
    if (figure->n && def->labels.kind <= LABELS_KNOWN)
        qsort(figure->rows, figure->n, sizeof *figure->rows,
              def->labels.kind == LABELS_MONTHS ? by_key : by_size);
    return true;
}

bool figures_read(Store *store, const Codes *codes, const char *lang, Day from, Day to,
                  int64_t of, Arena *arena, Report *out, Err *err)
{
    Reading reading = {.store = store, .codes = codes, .lang = lang, .arena = arena};
    bool done = true;
    *out = (Report){.from = from, .to = to, .own = of != 0};
    for (int id = 0; done && id < FIGURE_COUNT; id++) {
        out->figures[id].id = (FigureId)id;
        reading.figure = &out->figures[id];
        done = read_figure(&reading, (FigureId)id, out, of, err);
    }
    free(reading.days);
    return done;
}
