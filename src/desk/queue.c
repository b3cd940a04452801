/* A window of rows is chosen over indexes alone and joined with the rest afterwards; what is
 * chosen from is in queue_where.c. */
#include "config.h"

#include <string.h>

#include "base/i18n.h"
#include "desk/queue_inner.h"
#include "domain/field.h"

static bool narrows(const QueueFilter *filter)
{
    bool narrow = filter->asked;
    for (int n = 0; n < NARROW_COUNT; n++)
        narrow = narrow || filter->narrow[n];
    return narrow;
}

/* A list of all, or of one status, by whoever keeps them, is a shelf. What is over goes by more
 * than its status. */
static bool is_shelf(const Where *where, Shelf *out)
{
    const QueueFilter *filter = where->filter;
    const unsigned every = (1u << STATUS_COUNT) - 1, wanted = filter->statuses & every;
    *out = (Shelf){filter->mine, ""};
    for (int status = 0; status < STATUS_COUNT; status++)
        if (wanted == 1u << status)
            out->name = status_word((Status)status);
    return !where->search && filter->due == DUE_NONE && !narrows(filter) &&
           wanted != 1u << STATUS_CLOSED && (*out->name || !wanted || wanted == every);
}

/* Shelves are counted already, and some of what is due. */
static bool counted(Store *store, const Where *where, bool *is, int64_t *count, Err *err)
{
    const QueueFilter *filter = where->filter;
    Shelf shelf;
    *is = is_shelf(where, &shelf);
    if (*is)
        return sql_get_int(store, err, count,
                           shelf.keeper
                               ? "SELECT cases FROM queue_count WHERE shelf = ? AND keeper = ?"
                               : "SELECT sum(cases) FROM queue_count WHERE shelf = ?",
                           shelf.keeper ? "ti" : "t", shelf.name, shelf.keeper);
    if (where->search || filter->due == DUE_NONE || filter->mine || filter->statuses ||
        narrows(filter))
        return true;
    return due_counted(store, filter, is, count, err);
}

bool queue_count(Store *store, const QueueFilter *filter, int64_t *count, Err *err)
{
    Where where;
    Buf text = BUF_INIT;
    Found *found;
    Sql q;
    *count = 0;
    where_make(filter, NARROW_COUNT, &where);
    buf_addf(&text, "SELECT count(*)%s", where.from.data);
    bool known = false, done = found_get(store, &where, true, &found, err) &&
                               counted(store, &where, &known, count, err);
    if (found) {
        *count = found_count(found);
    } else if (known) {
        buf_clear(&text);
    } else if (done && (done = sql_open(&q, store, text.data, err))) {
        where_bind(&where, &q, 1);
        if (sql_row(&q))
            *count = sql_int(&q, 0);
        done = sql_close(&q, err);
    }
    buf_free(&text);
    where_free(&where);
    return done;
}

static const char *text_at(const Sql *q, int column, Arena *arena)
{
    const char *text = sql_text(q, column);
    return arena_dup(arena, text ? text : "");
}

static void read_row(const Sql *q, bool no_health, Arena *arena, QueueRow *row)
{
    *row = (QueueRow){
        .id = sql_int(q, 0),
        .no = text_at(q, 1, arena),
        .patient = text_at(q, 2, arena),
        .disease = no_health && !sql_is_null(q, 3) ? MASK_WHOLE : text_at(q, 3, arena),
        .hospital = text_at(q, 4, arena),
        .updated_at = text_at(q, 5, arena),
        .created_by = text_at(q, 6, arena),
        .target_fen = sql_is_null(q, 7) ? -1 : sql_int(q, 7),
        .status = STATUS_DRAFT,
        .missing = sql_is_null(q, 9) ? -1 : (int)sql_int(q, 9),
        .blocks = sql_is_null(q, 10) ? -1 : (int)sql_int(q, 10),
        .warns = sql_is_null(q, 11) ? -1 : (int)sql_int(q, 11),
        .hit = (SearchKind)sql_int(q, 12),
        .talk = talk_state(sql_text(q, 13)),
        .papers = (int)sql_int(q, 14),
        .due_on = text_at(q, 15, arena),
        .stop = text_at(q, 17, arena),
    };
    if (standing_parse(sql_said(q, 8), sql_text(q, 18), &row->standing))
        row->status = row->standing.status;
    row->standing.first = sql_int(q, 19) != 0;
    life_parse(sql_said(q, 16), &row->life);
    row->file = (LifeFile)sql_int(q, 20);
    row->standing.erased = sql_int(q, 21) != 0;
    row->away = sql_is_null(q, 22) ? NULL : arena_dup(arena, sql_text(q, 22));
    row->away_since = sql_is_null(q, 23) ? NULL : arena_dup(arena, sql_text(q, 23));
    row->call = (QueueCall)sql_int(q, 24);
    row->caller = text_at(q, 25, arena);
}

const char *queue_call_words(const QueueRow *row, Arena *arena)
{
    switch (row->call) {
    case CALLED_BACK:
        /* TRANSLATORS: of a case that is at another station */
        return _("asked back");
    case CALLED_ANSWERED:
        /* TRANSLATORS: the same, and that station answered that it keeps it for now */
        return _("asked back, stays for now");
    case CALLED_HERE:
        /* TRANSLATORS: of a case that is here: the name of another station */
        return arena_printf(arena, _("%s asks for it"), row->caller);
    default:
        return "";
    }
}

#define ROW_COLUMNS(kind, due_on)                                                              \
    "c.id, c.no, p.name, i.disease, i.hospital, c.updated_at, u.display,"                      \
    " c.target_fen, c.status, s.missing, s.blocks, s.warns, " kind ","                         \
    " (SELECT r.verb FROM review AS r WHERE r.case_id = c.id"                                  \
    " AND c.working IN ('draft', 'returned')"                                                  \
    " AND r.verb IN ('ask', 'answer', 'submit') ORDER BY r.id DESC LIMIT 1), "                 \
    "s.papers, " due_on ", c.life,"                                                            \
    " (SELECT o.reason FROM stop AS o WHERE o.case_id = c.id AND o.decided_at IS NULL),"       \
    " c.amendment,"                                                                            \
    " c.working = 'submitted' AND EXISTS"                                                      \
    " (SELECT 1 FROM first_approval AS f WHERE f.case_id = c.id),"                             \
    " iif(c.life = 'sent', " LIFE_FILE ", 0),"                                                 \
    " EXISTS (SELECT 1 FROM erasure AS x WHERE x.case_id = c.id),"                             \
    " (SELECT coalesce((SELECT t.name FROM station AS t WHERE t.code = a.holder), a.holder)"   \
    " FROM pen_away AS a WHERE a.case_id = c.id),"                                             \
    " (SELECT a.at FROM pen_away AS a WHERE a.case_id = c.id),"                                \
    " (SELECT 3 - 2 * o.ours + o.answered FROM call_open AS o WHERE o.case_id = c.id"          \
    " ORDER BY o.call_id DESC LIMIT 1),"                                                       \
    " (SELECT coalesce((SELECT t.name FROM station AS t WHERE t.code = o.other), o.other)"     \
    " FROM call_open AS o WHERE o.case_id = c.id ORDER BY o.call_id DESC LIMIT 1)"
#define ROW_JOINS                                                                              \
    " LEFT JOIN patient AS p INDEXED BY patient_shown ON p.case_id = c.id"                     \
    " LEFT JOIN illness AS i INDEXED BY illness_shown ON i.case_id = c.id"                     \
    " LEFT JOIN user AS u ON u.id = c.created_by"                                              \
    " LEFT JOIN case_summary AS s ON s.case_id = c.id"

/* Of a search the cases are known already: their numbers and kinds in one list. */
static bool found_window(Store *store, const QueueFilter *filter, Found *found, int64_t first,
                         size_t n, Arena *arena, QueueRow *rows, size_t *got, Err *err)
{
    enum { KINDS = 16 };
    static const char text[] = "SELECT " ROW_COLUMNS(
        "w.value % 16", "NULL") " FROM"
                                " json_each(?) AS w CROSS JOIN case_file AS c"
                                " ON c.id = w.value / 16" ROW_JOINS " ORDER BY w.key";
    FoundCase *cases = arena_alloc(arena, (n + 1) * sizeof *cases);
    Buf list = BUF_INIT;
    Sql q;
    bool done = found_list(store, found, first, cases, &n, err);
    for (size_t i = 0; i < n; i++)
        buf_addf(&list, "%s%lld", i ? "," : "[",
                 (long long)(cases[i].id * KINDS + cases[i].kind));
    buf_add(&list, n ? "]" : "[]");
    done = done && sql_open(&q, store, text, err);
    if (done) {
        sql_bind_text(&q, 1, list.data);
        while (*got < n && sql_row(&q))
            read_row(&q, filter->no_health, arena, &rows[(*got)++]);
        done = sql_close(&q, err);
    }
    buf_free(&list);
    return done;
}

/* The window is chosen over indexes alone; only its few rows are joined with the rest. */
static void window_text(const Where *where, Buf *text)
{
    const QueueFilter *filter = where->filter;
    bool due = filter->due != DUE_NONE && due_day_fact(filter->due);
    buf_addf(text,
             "WITH w AS MATERIALIZED (SELECT c.id AS id, %s AS kind, %s AS key, %s AS due_on,"
             " c.updated_at AS at%s ORDER BY %s%s%sc.updated_at DESC, c.id DESC LIMIT ?"
             " OFFSET ?)"
             " SELECT " ROW_COLUMNS("w.kind",
                                    "w.due_on") " FROM w CROSS JOIN "
                                                "case_file AS c ON c.id = w.id" ROW_JOINS
                                                " ORDER BY w.kind, w.key, w.at DESC, w.id DESC",
             where_kind(where), where_key(where), due ? "d.on_day" : "NULL", where->from.data,
             where->search ? "h.kind, " : "", where->key ? where->key : "",
             where->key ? ", " : "");
}

/* What lies far from the beginning of a shelf is read from a span near it. */
static bool find_span(Store *store, const Where *where, int64_t *first,
                      char before[INSTANT_TEXT], Err *err)
{
    enum { NEAR = 500 };
    Shelf shelf;
    before[0] = '\0';
    return *first < NEAR || where->key || !is_shelf(where, &shelf) ||
           spans_find(store, &shelf, first, before, err);
}

bool queue_window(Store *store, const QueueFilter *filter, int64_t first, size_t n,
                  Arena *arena, QueueRow **rows, size_t *got, Err *err)
{
    Where where;
    Buf text = BUF_INIT;
    char before[INSTANT_TEXT];
    Found *found;
    Sql q;
    *got = 0;
    *rows = arena_alloc(arena, (n + 1) * sizeof(QueueRow));
    where_make(filter, NARROW_COUNT, &where);
    bool done = found_get(store, &where, false, &found, err) &&
                (found || find_span(store, &where, &first, before, err));
    if (done && !found && *before)
        buf_add(&where.from, " AND c.updated_at < ?");
    window_text(&where, &text);
    if (found) {
        done = found_window(store, filter, found, first, n, arena, *rows, got, err);
    } else if (done && (done = sql_open(&q, store, text.data, err))) {
        int at = where_bind(&where, &q, 1);
        if (*before)
            sql_bind_text(&q, at++, before);
        sql_bind_int(&q, at, (int64_t)n);
        sql_bind_int(&q, at + 1, first);
        while (*got < n && sql_row(&q))
            read_row(&q, filter->no_health, arena, &(*rows)[(*got)++]);
        done = sql_close(&q, err);
    }
    buf_free(&text);
    where_free(&where);
    return done;
}

bool queue_status_counts(Store *store, int64_t mine, QueueCounts *out, Err *err)
{
    Sql q;
    *out = (QueueCounts){.cases = 0};
    if (!sql_open(&q, store,
                  mine ? "SELECT shelf, cases FROM queue_count WHERE keeper = ?"
                       : "SELECT shelf, sum(cases) FROM queue_count GROUP BY shelf",
                  err))
        return false;
    if (mine)
        sql_bind_int(&q, 1, mine);
    while (sql_row(&q)) {
        Status status;
        if (status_parse(sql_said(&q, 0), &status))
            out->of[status] += sql_int(&q, 1);
        else
            out->cases += sql_int(&q, 1);
    }
    return sql_close(&q, err);
}

/* Where the case stands in the order of the list; *in is false when it is not in it. */
typedef struct Place {
    int64_t kind;
    Buf key, at;
    bool in;
} Place;

static bool place_read(Store *store, const Where *where, int64_t case_id, Place *place,
                       Err *err)
{
    Buf text = BUF_INIT;
    Sql q;
    buf_addf(&text, "SELECT %s, %s, c.updated_at%s AND c.id = ?", where_kind(where),
             where_key(where), where->from.data);
    bool done = sql_open(&q, store, text.data, err);
    if (done) {
        sql_bind_int(&q, where_bind(where, &q, 1), case_id);
        place->in = sql_row(&q);
        if (place->in) {
            place->kind = sql_int(&q, 0);
            buf_add(&place->key, sql_said(&q, 1));
            buf_add(&place->at, sql_said(&q, 2));
        }
        done = sql_close(&q, err);
    }
    buf_free(&text);
    return done;
}

/* Of rows that are alike in what is sorted first, the newer ones; a key is compared as what it
 * is, and all are texts or all are numbers. */
static void before_text(const Where *where, Buf *text)
{
    const char *key = where->key;
    buf_addf(text, "SELECT count(*)%s AND (", where->from.data);
    if (where->search)
        buf_add(text, "h.kind < ? OR (h.kind = ? AND (");
    if (key)
        buf_addf(text,
                 "%s < CASE typeof(%s) WHEN 'integer' THEN CAST(? AS INTEGER) ELSE ? END OR ("
                 "CAST(%s AS TEXT) = ? AND (",
                 key, key, key);
    buf_add(text, "(c.updated_at, c.id) > (?, ?)");
    buf_add(text, key ? "))" : "");
    buf_add(text, where->search ? "))" : "");
    buf_add(text, ")");
}

static bool place_count(Store *store, const Where *where, int64_t case_id, const Place *place,
                        int64_t *count, Err *err)
{
    Buf text = BUF_INIT;
    Sql q;
    before_text(where, &text);
    bool done = sql_open(&q, store, text.data, err);
    if (done) {
        int next = where_bind(where, &q, 1);
        for (int i = 0; where->search && i < 2; i++)
            sql_bind_int(&q, next++, place->kind);
        for (int i = 0; where->key && i < 3; i++)
            sql_bind_text(&q, next++, place->key.data);
        sql_bind_text(&q, next++, place->at.data);
        sql_bind_int(&q, next, case_id);
        if (sql_row(&q))
            *count = sql_int(&q, 0);
        done = sql_close(&q, err);
    }
    buf_free(&text);
    return done;
}

/* On a shelf those that are older are counted by spans. */
static bool place_by_age(Store *store, const Where *where, int64_t case_id, const Place *place,
                         int64_t *count, Err *err)
{
    Shelf shelf;
    int64_t all, older;
    bool known;
    if (where->key || !is_shelf(where, &shelf))
        return place_count(store, where, case_id, place, count, err);
    if (!counted(store, where, &known, &all, err) ||
        !spans_older(store, &shelf, place->at.data, case_id, &older, err))
        return false;
    *count = all - 1 - older;
    return true;
}

bool queue_place(Store *store, const QueueFilter *filter, int64_t case_id, int64_t *place,
                 Err *err)
{
    Where where;
    Place at = {.key = BUF_INIT, .at = BUF_INIT};
    Found *found;
    *place = -1;
    where_make(filter, NARROW_COUNT, &where);
    bool done = found_get(store, &where, false, &found, err);
    if (found)
        done = found_place(store, found, case_id, place, err);
    else
        done = done && place_read(store, &where, case_id, &at, err) &&
               (!at.in || place_by_age(store, &where, case_id, &at, place, err));
    buf_free(&at.key);
    buf_free(&at.at);
    where_free(&where);
    return done;
}
