/* What narrows and sorts the list of the queue: one table for each, whose texts are all that
 * gets into a statement. */
#include "config.h"

#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/text/text.h"
#include "base/text/text_same.h"
#include "desk/queue_inner.h"

/* The last character of Unicode ends the range of all terms that begin with the query; in a
 * list it stands for what is empty. */
#define LAST_SIGN "\xf4\x8f\xbf\xbf"

enum { TERM_COLS_MAX = 60 }; /* terms are cut there, so longer queries are too */

#define OF_ILLNESS " LEFT JOIN illness AS i ON i.case_id = c.id"
#define OF_PATIENT " LEFT JOIN patient AS p ON p.case_id = c.id"
#define OF_SUMMARY " LEFT JOIN case_summary AS s ON s.case_id = c.id"
#define STATION    "substr(c.no, 1, instr(c.no, '-') - 1)"
#define TEN_YEARS                                                                              \
    "((CAST(replace(?, '-', '') AS INTEGER) - CAST(replace(p.born_on, '-', '') AS INTEGER))"   \
    " / 100000 * 10)"

/* A way to sort: an expression that is never NULL, smallest first. A bed is looked for on a
 * ward, so that sorting by beds is the way of a round. */
static const struct Sort {
    const char *name, *title, *join, *key;
} sorts[SORT_COUNT] = {
    [SORT_CHANGED] = {"changed", N_("last change"), "", NULL},
    [SORT_URGENT] = {"urgent", N_("urgency"), "", "(c.urgent IS NOT 'yes')"},
    [SORT_WARD] = {"ward", N_("ward"), "", "coalesce(c.ward, '" LAST_SIGN "')"},
    [SORT_BED] = {"bed", N_("ward and bed"), OF_ILLNESS,
                  "(coalesce(c.ward, '" LAST_SIGN "') || printf(' %08d ', CASE WHEN i.bed IS"
                  " NULL THEN 99999999 ELSE CAST(i.bed AS INTEGER) END) ||"
                  " coalesce(i.bed, ''))"},
    [SORT_AGE] = {"age", N_("age"), OF_PATIENT,
                  "coalesce(-CAST(replace(p.born_on, '-', '') AS INTEGER), 0)"},
    [SORT_MISSING] = {"missing", N_("what is missing"), OF_SUMMARY,
                      "coalesce(s.missing + coalesce(s.papers, 0), 9999)"},
    [SORT_ADVISER] = {"adviser", N_("adviser"), "", "coalesce(c.adviser, '" LAST_SIGN "')"},
    [SORT_STATION] = {"station", N_("station"), "", STATION},
};

/* What a list is narrowed to: the value of a case, and the condition that it is the one wanted
 * (of yes alone where the condition has no parameter). */
static const struct Narrow {
    const char *name, *title, *join, *value, *condition;
} narrows[NARROW_COUNT] = {
    [NARROW_URGENT] = {"urgent", N_("Urgent"), "", "CASE c.urgent WHEN 'yes' THEN 'yes' END",
                       "c.urgent = 'yes'"},
    [NARROW_MISSING] = {"missing", N_("Something is missing"), OF_SUMMARY,
                        "CASE WHEN s.missing + coalesce(s.papers, 0) > 0 THEN 'yes' END",
                        "s.missing + coalesce(s.papers, 0) > 0"},
    [NARROW_WARD] = {"ward", N_("Ward"), "", "c.ward", "c.ward = ?"},
    [NARROW_BED] = {"bed", N_("Bed"), OF_ILLNESS, "i.bed", "i.bed = ?"},
    [NARROW_AGE] = {"age", N_("Age"), OF_PATIENT, TEN_YEARS, TEN_YEARS " = CAST(? AS INTEGER)"},
    [NARROW_ADVISER] = {"adviser", N_("Adviser"), "", "c.adviser", "c.adviser = ?"},
    [NARROW_STATION] = {"station", N_("Station"), "", STATION, STATION " = ?"},
    [NARROW_STAGE] = {"stage", N_("Stage of the case"), "", "nullif(c.life, 'prepared')",
                      "c.life = ?"},
};

const char *queue_sort_name(QueueSort sort)
{
    return sorts[sort].name;
}

const char *queue_sort_title(QueueSort sort)
{
    return _(sorts[sort].title);
}

const char *queue_narrow_name(QueueNarrow narrow)
{
    return narrows[narrow].name;
}

const char *queue_narrow_title(QueueNarrow narrow)
{
    return _(narrows[narrow].title);
}

void where_free(Where *where)
{
    buf_free(&where->from);
    buf_free(&where->first);
    buf_free(&where->last);
    buf_free(&where->inside);
    buf_free(&where->inside_last);
}

/* ---- the text ---- */

/* What is over is closed, whatever the status of its application; the words are those of an
 * index. */
#define OVER "c.life IN ('closed', 'archived')"

/* few: something else of the filter holds few cases, and they are looked at; the plus keeps
 * SQLite from going through all of a status instead. */
static void add_list(Buf *sql, const char *column, unsigned statuses, bool few)
{
    const char *before = " IN (";
    buf_addf(sql, "%s%s", few ? "+" : "", column);
    for (int i = 0; i < STATUS_COUNT; i++) {
        if (!(statuses & (1u << i)))
            continue;
        buf_addf(sql, "%s'%s'", before, status_word((Status)i));
        before = ", ";
    }
    buf_add(sql, ")");
}

/* What is still written or read goes by the version that is worked on, so that an amendment
 * stands among the drafts, the submitted and the returned; all else by what was approved. */
static void add_statuses(Buf *sql, unsigned statuses, bool few)
{
    enum { WORKED_ON = 1u << STATUS_DRAFT | 1u << STATUS_SUBMITTED | 1u << STATUS_RETURNED };
    unsigned all = (1u << STATUS_COUNT) - 1, closed = 1u << STATUS_CLOSED;
    unsigned working = statuses & WORKED_ON, others = statuses & all & ~working & ~closed;
    if (!(statuses & all) || (statuses & all) == all)
        return;
    if ((statuses & all) == closed) {
        buf_add(sql, " AND " OVER);
        return;
    }
    buf_add(sql, " AND ((");
    if (working)
        add_list(sql, "c.working", working, few);
    buf_add(sql, working && others ? " OR " : "");
    if (others)
        add_list(sql, "c.status", others, few);
    buf_add(sql, statuses & closed ? ") OR " OVER ")" : ") AND NOT " OVER ")");
}

static bool has_chinese(const char *folded)
{
    enum { FIRST = 0x2E80 };
    for (size_t bytes; *folded; folded += bytes) {
        if (text_rune(folded, &bytes) >= FIRST)
            return true;
    }
    return false;
}

/* Names, diseases and hospitals are found however they are written; what is typed in letters
 * and digits is pinyin or a number, whose hyphens tell. */
static void fold_query(const char *query, Where *where)
{
    if (query)
        text_fold(&where->first, query);
    if (has_chinese(where->first.data)) {
        buf_clear(&where->first);
        text_same_name(&where->first, query);
    }
    while (where->first.len && where->first.data[where->first.len - 1] == ' ')
        buf_cut(&where->first, where->first.len - 1);
    size_t blanks = strspn(where->first.data, " ");
    buf_remove(&where->first, 0, blanks);
    buf_cut(&where->first, text_prefix(where->first.data, where->first.len, TERM_COLS_MAX));
    where->search = where->first.len > 0;
    where->looks_inside = where->first.len >= SEARCH_INSIDE_LEAST;
    if (where->search)
        buf_addf(&where->last, "%s%s", where->first.data, LAST_SIGN);
    buf_addf(&where->inside, SEARCH_INSIDE "%s", where->first.data);
    buf_addf(&where->inside_last, SEARCH_INSIDE "%s", where->last.data);
}

/* Each join once, whatever asks for it. */
static void add_joins(const QueueFilter *filter, QueueNarrow more, Buf *sql)
{
    static const char *const joins[] = {OF_ILLNESS, OF_PATIENT, OF_SUMMARY};
    for (size_t i = 0; i < COUNT_OF(joins); i++) {
        bool wanted = strcmp(sorts[filter->sort].join, joins[i]) == 0;
        for (int n = 0; n < NARROW_COUNT && !wanted; n++)
            wanted =
                (filter->narrow[n] || n == (int)more) && strcmp(narrows[n].join, joins[i]) == 0;
        if (wanted)
            buf_add(sql, joins[i]);
    }
}

static bool has_day(DueKind due)
{
    return due != DUE_NONE && due_day_fact(due) != NULL;
}

/* Whether the kind names its cases, which are few. */
static bool names_cases(DueKind due)
{
    const char *condition = due == DUE_NONE ? NULL : due_condition(due);
    return condition && strstr(condition, "c.id IN");
}

/* Of those who are returned, whoever keeps them, there are fewer than anybody keeps. */
static bool keeper_last(DueKind due)
{
    return names_cases(due) || due == DUE_RETURNED;
}

static bool few_cases(const QueueFilter *filter)
{
    return filter->asked || names_cases(filter->due);
}

static void add_due(DueKind due, Buf *sql)
{
    if (due == DUE_NONE)
        return;
    add_statuses(sql, due_statuses(due), names_cases(due));
    if (due_is_mine(due))
        buf_add(sql, keeper_last(due) ? " AND +c.keeper = ?" : " AND c.keeper = ?");
    if (due_condition(due))
        buf_addf(sql, " AND %s", due_condition(due));
}

static const char *key_of(const QueueFilter *filter)
{
    if (sorts[filter->sort].key || filter->due == DUE_NONE)
        return sorts[filter->sort].key;
    if (has_day(filter->due))
        return "d.on_day";
    return due_key(filter->due) ? due_key(filter->due) : "c.updated_at";
}

#define TERMS "SELECT case_id, kind FROM search_term WHERE term >= ? AND term < ?"

static void add_terms(const QueueFilter *filter, Buf *sql)
{
    buf_add(sql, TERMS);
    if (filter->no_health)
        buf_addf(sql, " AND kind <> %d", SEARCH_DISEASE);
    if (filter->numbers == NUMBERS_ALL)
        return;
    buf_addf(sql, " AND (kind <> %d", SEARCH_NUMBER);
    if (filter->numbers == NUMBERS_OWN)
        buf_add(sql, " OR (SELECT k.keeper FROM case_file AS k WHERE k.id = case_id) = ?");
    buf_add(sql, ")");
}

static void add_search(const Where *where, Buf *sql)
{
    buf_add(sql, " FROM (SELECT case_id, min(kind) AS kind FROM (");
    add_terms(where->filter, sql);
    if (where->looks_inside) {
        buf_add(sql, " UNION ALL ");
        add_terms(where->filter, sql);
    }
    buf_add(sql, ") GROUP BY case_id) AS h CROSS JOIN case_file AS c ON c.id = h.case_id");
}

/* Where there is a search, its cases come first and all else is looked up for them; else those
 * that are due, which are few among all. */
void where_make(const QueueFilter *filter, QueueNarrow more, Where *where)
{
    static const char days[] =
        "case_due AS d ON d.case_id = c.id AND d.kind = ? AND d.on_day <= ?";
    *where = (Where){.filter = filter,
                     .from = BUF_INIT,
                     .first = BUF_INIT,
                     .last = BUF_INIT,
                     .inside = BUF_INIT,
                     .inside_last = BUF_INIT,
                     .key = key_of(filter)};
    fold_query(filter->query, where);
    if (where->search)
        add_search(where, &where->from);
    else if (has_day(filter->due))
        buf_add(&where->from, " FROM (SELECT case_id, on_day FROM case_due WHERE kind = ?"
                              " AND on_day <= ?) AS d CROSS JOIN case_file AS c"
                              " ON c.id = d.case_id");
    else
        buf_add(&where->from, " FROM case_file AS c");
    if (where->search && has_day(filter->due))
        buf_addf(&where->from, " JOIN %s", days);
    add_joins(filter, more, &where->from);
    buf_add(&where->from, " WHERE 1");
    if (filter->mine)
        buf_add(&where->from, few_cases(filter) ? " AND +c.keeper = ?" : " AND c.keeper = ?");
    add_statuses(&where->from, filter->statuses, few_cases(filter));
    if (filter->asked)
        add_due(DUE_ASKED, &where->from);
    for (int n = 0; n < NARROW_COUNT; n++)
        if (filter->narrow[n])
            buf_addf(&where->from, " AND %s", narrows[n].condition);
    add_due(filter->due, &where->from);
}

/* ---- its parameters ---- */

static int bind_narrow(const QueueFilter *filter, QueueNarrow narrow, Sql *q, int at)
{
    if (narrow == NARROW_AGE)
        sql_bind_text(q, at++, filter->today);
    if (strchr(narrows[narrow].condition, '?'))
        sql_bind_text(q, at++, filter->narrow[narrow]);
    return at;
}

static int bind_due(const QueueFilter *filter, Sql *q, int at)
{
    if (filter->due == DUE_NONE)
        return at;
    if (due_is_mine(filter->due))
        sql_bind_int(q, at++, filter->user);
    for (const char *p = due_condition(filter->due); p && (p = strchr(p, '?')); p++)
        if (due_limit_fact(filter->due))
            sql_bind_text(q, at++, filter->due_at);
        else
            sql_bind_int(q, at++, filter->user);
    return at;
}

static int bind_terms(const QueueFilter *filter, const Buf *first, const Buf *last, Sql *q,
                      int at)
{
    sql_bind_text(q, at++, first->data);
    sql_bind_text(q, at++, last->data);
    if (filter->numbers == NUMBERS_OWN)
        sql_bind_int(q, at++, filter->keeper);
    return at;
}

int where_bind(const Where *where, Sql *q, int at)
{
    const QueueFilter *filter = where->filter;
    if (where->search)
        at = bind_terms(filter, &where->first, &where->last, q, at);
    if (where->search && where->looks_inside)
        at = bind_terms(filter, &where->inside, &where->inside_last, q, at);
    if (has_day(filter->due)) {
        sql_bind_text(q, at++, due_name(filter->due));
        sql_bind_text(q, at++, filter->due_day);
    }
    if (filter->mine)
        sql_bind_int(q, at++, filter->mine);
    for (int n = 0; n < NARROW_COUNT; n++)
        if (filter->narrow[n])
            at = bind_narrow(filter, (QueueNarrow)n, q, at);
    return bind_due(filter, q, at);
}

/* ---- the order ---- */

const char *where_kind(const Where *where)
{
    return where->search ? "h.kind" : "0";
}

const char *where_key(const Where *where)
{
    return where->key ? where->key : "0";
}

/* ---- the values there are ---- */

bool queue_values(Store *store, const QueueFilter *filter, QueueNarrow narrow, Arena *arena,
                  QueueValue **out, size_t *n, Err *err)
{
    enum { VALUES = 40, CASES = 20000 };
    Where where;
    Buf text = BUF_INIT;
    Sql q;
    int at = 1;
    *n = 0;
    *out = arena_alloc(arena, (VALUES + 1) * sizeof **out);
    where_make(filter, narrow, &where);
    buf_addf(
        &text,
        "SELECT value, count(*) FROM (SELECT %s AS value%s LIMIT ?) WHERE value IS NOT NULL"
        " GROUP BY value ORDER BY count(*) DESC, value LIMIT ?",
        narrows[narrow].value, where.from.data);
    bool done = sql_open(&q, store, text.data, err);
    if (done) {
        if (narrow == NARROW_AGE)
            sql_bind_text(&q, at++, filter->today);
        at = where_bind(&where, &q, at);
        sql_bind_int(&q, at, CASES);
        sql_bind_int(&q, at + 1, VALUES);
        while (*n < VALUES && sql_row(&q))
            (*out)[(*n)++] = (QueueValue){arena_dup(arena, sql_text(&q, 0)), sql_int(&q, 1)};
        done = sql_close(&q, err);
    }
    buf_free(&text);
    where_free(&where);
    return done;
}
