/* A filter becomes SQL of constant pieces; a window of rows is chosen over indexes alone and
 * joined with the rest afterwards. */
#include "config.h"

#include "desk/queue.h"

#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/text/text.h"
#include "store/sql.h"

/* The last character of Unicode ends the range of all terms that begin with the query. */
#define TERM_END "\xf4\x8f\xbf\xbf"

enum { TERM_COLS_MAX = 60 }; /* terms are cut there, so longer queries are too */

/* A filter as SQL: the text is put together from constants only, values are parameters. */
typedef struct Where {
    Buf from;        /* "FROM ... WHERE ..." giving c and, with a search, h (hit) */
    Buf first, last; /* the range of terms */
    bool search;
    int64_t mine;
} Where;

static void where_free(Where *where)
{
    buf_free(&where->from);
    buf_free(&where->first);
    buf_free(&where->last);
}

static void add_statuses(Buf *sql, unsigned statuses)
{
    unsigned all = (1u << STATUS_COUNT) - 1;
    if (!(statuses & all) || (statuses & all) == all)
        return;
    const char *before = " AND c.status IN (";
    for (int i = 0; i < STATUS_COUNT; i++) {
        if (!(statuses & (1u << i)))
            continue;
        buf_addf(sql, "%s'%s'", before, status_word((Status)i));
        before = ", ";
    }
    buf_add(sql, ")");
}

static void where_make(const QueueFilter *filter, Where *where)
{
    *where =
        (Where){.from = BUF_INIT, .first = BUF_INIT, .last = BUF_INIT, .mine = filter->mine};
    if (filter->query)
        text_fold(&where->first, filter->query);
    while (where->first.len && where->first.data[where->first.len - 1] == ' ')
        buf_cut(&where->first, where->first.len - 1);
    size_t blanks = strspn(where->first.data, " ");
    buf_remove(&where->first, 0, blanks);
    buf_cut(&where->first, text_prefix(where->first.data, where->first.len, TERM_COLS_MAX));
    where->search = where->first.len > 0;
    buf_add(&where->from, where->search
                              ? " FROM (SELECT case_id, min(kind) AS kind FROM search_term"
                                " WHERE term >= ? AND term < ? GROUP BY case_id) AS h"
                                " CROSS JOIN case_file AS c ON c.id = h.case_id WHERE 1"
                              : " FROM case_file AS c WHERE 1");
    if (where->search)
        buf_addf(&where->last, "%s%s", where->first.data, TERM_END);
    if (filter->mine)
        buf_add(&where->from, " AND c.created_by = ?");
    add_statuses(&where->from, filter->statuses);
    /* The index over questions makes this as small as they are few. */
    if (filter->asked)
        buf_add(&where->from,
                " AND c.status IN ('draft', 'returned') AND c.id IN ("
                "SELECT r.case_id FROM review AS r WHERE r.verb = 'ask' AND NOT EXISTS ("
                "SELECT 1 FROM review AS n WHERE n.case_id = r.case_id AND n.id > r.id"
                " AND n.verb IN ('answer', 'submit')))");
}

/* Binds what where_make put in; returns the next parameter's number. */
static int where_bind(const Where *where, Sql *q)
{
    int at = 1;
    if (where->search) {
        sql_bind_text(q, at++, where->first.data);
        sql_bind_text(q, at++, where->last.data);
    }
    if (where->mine)
        sql_bind_int(q, at++, where->mine);
    return at;
}

static const char *where_order(const Where *where)
{
    return where->search ? " ORDER BY h.kind, c.updated_at DESC, c.id DESC"
                         : " ORDER BY c.updated_at DESC, c.id DESC";
}

bool queue_count(Store *store, const QueueFilter *filter, int64_t *count, Err *err)
{
    Where where;
    Buf text = BUF_INIT;
    Sql q;
    *count = 0;
    where_make(filter, &where);
    buf_addf(&text, "SELECT count(*)%s", where.from.data);
    bool done = sql_open(&q, store, text.data, err);
    if (done) {
        where_bind(&where, &q);
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

static void read_row(const Sql *q, Arena *arena, QueueRow *row)
{
    *row = (QueueRow){
        .id = sql_int(q, 0),
        .no = text_at(q, 1, arena),
        .patient = text_at(q, 2, arena),
        .disease = text_at(q, 3, arena),
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
    };
    status_parse(sql_text(q, 8), &row->status);
}

/* The window is chosen over indexes alone; only its few rows are joined with the rest. */
static void window_text(const Where *where, Buf *text)
{
    buf_addf(text,
             "WITH w AS MATERIALIZED (SELECT c.id AS id, %s AS kind, c.updated_at AS at%s%s"
             " LIMIT ? OFFSET ?)"
             " SELECT c.id, c.no, p.name, i.disease, i.hospital, c.updated_at, u.display,"
             " c.target_fen, c.status, s.missing, s.blocks, s.warns, w.kind,"
             " (SELECT r.verb FROM review AS r WHERE r.case_id = c.id"
             " AND c.status IN ('draft', 'returned')"
             " AND r.verb IN ('ask', 'answer', 'submit') ORDER BY r.id DESC LIMIT 1),"
             " s.papers FROM w CROSS JOIN case_file AS c ON c.id = w.id"
             " LEFT JOIN patient AS p ON p.case_id = c.id"
             " LEFT JOIN illness AS i ON i.case_id = c.id"
             " LEFT JOIN user AS u ON u.id = c.created_by"
             " LEFT JOIN case_summary AS s ON s.case_id = c.id"
             " ORDER BY w.kind, w.at DESC, w.id DESC",
             where->search ? "h.kind" : "0", where->from.data, where_order(where));
}

bool queue_window(Store *store, const QueueFilter *filter, int64_t first, size_t n,
                  Arena *arena, QueueRow **rows, size_t *got, Err *err)
{
    Where where;
    Buf text = BUF_INIT;
    Sql q;
    *got = 0;
    *rows = arena_alloc(arena, (n + 1) * sizeof(QueueRow));
    where_make(filter, &where);
    window_text(&where, &text);
    bool done = sql_open(&q, store, text.data, err);
    if (done) {
        int at = where_bind(&where, &q);
        sql_bind_int(&q, at, (int64_t)n);
        sql_bind_int(&q, at + 1, first);
        while (*got < n && sql_row(&q))
            read_row(&q, arena, &(*rows)[(*got)++]);
        done = sql_close(&q, err);
    }
    buf_free(&text);
    where_free(&where);
    return done;
}

bool queue_status_counts(Store *store, int64_t mine, int64_t counts[STATUS_COUNT], Err *err)
{
    Sql q;
    memset(counts, 0, STATUS_COUNT * sizeof(counts[0]));
    if (!sql_open(
            &q, store,
            mine ? "SELECT status, count(*) FROM case_file WHERE created_by = ? GROUP BY status"
                 : "SELECT status, count(*) FROM case_file GROUP BY status",
            err))
        return false;
    if (mine)
        sql_bind_int(&q, 1, mine);
    while (sql_row(&q)) {
        Status status;
        if (status_parse(sql_text(&q, 0), &status))
            counts[status] = sql_int(&q, 1);
    }
    return sql_close(&q, err);
}

/* Gives kind and time of the case in the filtered list; *in is false when it is not there. */
static bool place_key(Store *store, const Where *where, int64_t case_id, int64_t *kind, Buf *at,
                      bool *in, Err *err)
{
    Buf text = BUF_INIT;
    Sql q;
    *in = false;
    buf_addf(&text, "SELECT %s, c.updated_at%s AND c.id = ?", where->search ? "h.kind" : "0",
             where->from.data);
    bool done = sql_open(&q, store, text.data, err);
    if (done) {
        sql_bind_int(&q, where_bind(where, &q), case_id);
        if (sql_row(&q)) {
            *in = true;
            *kind = sql_int(&q, 0);
            buf_add(at, sql_text(&q, 1));
        }
        done = sql_close(&q, err);
    }
    buf_free(&text);
    return done;
}

bool queue_place(Store *store, const QueueFilter *filter, int64_t case_id, int64_t *place,
                 Err *err)
{
    Where where;
    Buf text = BUF_INIT, at = BUF_INIT;
    Sql q;
    int64_t kind = 0;
    bool in = false;
    *place = -1;
    where_make(filter, &where);
    bool done = place_key(store, &where, case_id, &kind, &at, &in, err);
    if (done && in) {
        buf_addf(&text, "SELECT count(*)%s AND %s", where.from.data,
                 where.search ? "(h.kind < ? OR (h.kind = ? AND (c.updated_at, c.id) > (?, ?)))"
                              : "(c.updated_at, c.id) > (?, ?)");
        done = sql_open(&q, store, text.data, err);
        if (done) {
            int next = where_bind(&where, &q);
            for (int i = 0; where.search && i < 2; i++)
                sql_bind_int(&q, next++, kind);
            sql_bind_text(&q, next++, at.data);
            sql_bind_int(&q, next, case_id);
            if (sql_row(&q))
                *place = sql_int(&q, 0);
            done = sql_close(&q, err);
        }
    }
    buf_free(&text);
    buf_free(&at);
    where_free(&where);
    return done;
}
