/* What the replay finds, put into words' raw material for the floors above, and what is derived
 * from the journal by triggers: versions of cases, who touched which, whose groups they are. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "store/reading.h"
#include "store/replay.h"
#include "store/root.h"

typedef struct Compare {
    Store *store;
    RecordFaultSink sink;
    void *ctx;
    Buf told, stored;
} Compare;

static const char *compare_value(Store *store, const TableShape *shape, size_t column,
                                 const ChainValue *told, Buf *out)
{
    if (told->state != CHAIN_KEPT)
        return NULL;
    buf_clear(out);
    journal_say(store, shape, shape->columns[column], told, out);
    return out->data;
}

static bool compare_owner_is(Store *store, const ChainValue *told, RecordFault *out, Err *err)
{
    bool there = false;

    out->owned = told->state == CHAIN_EMPTY || (told->state == CHAIN_KEPT && told->points);
    return !out->owned || told->state == CHAIN_EMPTY ||
           change_id_of(store, "user", told->value.bytes, &out->owner, &there, err);
}

/* What the group that brought a row said; the one that tells of it last may say only when its
 * key ended. */
static bool compare_owner_was(Store *store, const ReplayFault *fault, RecordFault *out,
                              Err *err)
{
    ReaderRange range = {.table = fault->shape->table, .people = true, .backwards = true};
    bool done = true;
    Reader r;

    if (!reader_open(&r, store, &range, err))
        return false;
    while (done && !out->owned && reader_group(&r)) {
        while (done && !out->owned && reader_row(&r)) {
            bool same = memcmp(r.row.uid, fault->uid->bytes, UID_BYTES) == 0;
            for (size_t i = 0; same && done && i < r.row.shape->n; i++) {
                if (strcmp(r.row.shape->columns[i], "user_id") == 0)
                    done = compare_owner_is(store, &r.row.columns[i].after, out, err);
            }
        }
    }
    return reader_close(&r, done ? err : NULL) && done;
}

static bool is_of_column(const ReplayFault *fault)
{
    return fault->kind == REPLAY_VALUE || fault->kind == REPLAY_PAST;
}

/* Of a row about a person. */
static bool compare_owner(Store *store, const ReplayFault *fault, RecordFault *out, Err *err)
{
    const TableShape *shape = fault->shape;
    bool column = is_of_column(fault) && strcmp(shape->columns[fault->column], "user_id") == 0;

    if (!replay_is_of_people(shape) || (fault->kind != REPLAY_GONE && !column))
        return true;
    return column ? compare_owner_is(store, fault->told, out, err)
                  : compare_owner_was(store, fault, out, err);
}

static bool compare_fault(void *ctx, const ReplayFault *fault, Err *err)
{
    static const RecordFaultKind kinds[] = {
        [REPLAY_VALUE] = RECORD_VALUE,   [REPLAY_GONE] = RECORD_GONE,
        [REPLAY_STRAY] = RECORD_STRAY,   [REPLAY_ID] = RECORD_ID,
        [REPLAY_SIGNER] = RECORD_SIGNER, [REPLAY_KIND] = RECORD_KIND,
        [REPLAY_PAST] = RECORD_VALUE};
    Compare *c = ctx;
    RecordFault out = {.kind = kinds[fault->kind],
                       .table = fault->shape->table,
                       .row_id = fault->id,
                       .group = fault->group,
                       .later = fault->later,
                       .case_id = fault->case_id,
                       .column = fault->signs};

    if (is_of_column(fault)) {
        ChainValue stored = {.state = CHAIN_EMPTY};
        if (fault->from)
            stored = *fault->from;
        else if (fault->stored->type != SQL_NULL)
            stored = (ChainValue){.state = CHAIN_KEPT, .value = *fault->stored};
        out.column = fault->shape->columns[fault->column];
        out.secret = fault->told->state == CHAIN_SECRET;
        out.told = compare_value(c->store, fault->shape, fault->column, fault->told, &c->told);
        if (!out.secret)
            out.stored =
                compare_value(c->store, fault->shape, fault->column, &stored, &c->stored);
    }
    return compare_owner(c->store, fault, &out, err) && c->sink(c->ctx, &out);
}

/* Statements that give a row for each fault: case, row id, column, told, stored. Each is there
 * for all cases and, with a condition more, for the case ?1. */
#define CASE_VERSION(which)                                                                    \
    "SELECT c.id, c.id, 'version', count(g.id), c.version FROM case_file AS c"                 \
    " LEFT JOIN journal_group AS g ON g.case_id = c.id WHERE 1 " which " GROUP BY c.id"        \
    " HAVING count(g.id) <> c.version"
#define CASE_UPDATED_AT(which)                                                                 \
    "SELECT c.id, c.id, 'updated_at', g.at, c.updated_at FROM case_file AS c"                  \
    " JOIN journal_group AS g ON g.id ="                                                       \
    " (SELECT max(id) FROM journal_group WHERE case_id = c.id)"                                \
    " WHERE g.at IS NOT c.updated_at " which
#define CASE_UPDATED_BY(which)                                                                 \
    "SELECT c.id, c.id, 'updated_by', u.display, w.display FROM case_file AS c"                \
    " JOIN journal_group AS g ON g.id = (SELECT max(id) FROM journal_group"                    \
    " WHERE case_id = c.id AND user_id > 0) LEFT JOIN user AS u ON u.id = g.user_id"           \
    " LEFT JOIN user AS w ON w.id = c.updated_by WHERE g.user_id IS NOT c.updated_by " which
#define TOUCH_GONE(which)                                                                      \
    "SELECT g.case_id, 0, 'user_id', u.display, NULL"                                          \
    " FROM (SELECT case_id, user_id, min(id) AS first FROM journal_group"                      \
    " WHERE content = 1 AND case_id > 0 AND user_id > 0 " which                                \
    " GROUP BY case_id, user_id) AS g"                                                         \
    " LEFT JOIN case_touch AS t ON t.case_id = g.case_id AND t.user_id = g.user_id"            \
    " LEFT JOIN user AS u ON u.id = g.user_id"                                                 \
    " WHERE t.case_id IS NULL OR t.first_group > g.first"
#define TOUCH_STRAY(which)                                                                     \
    "SELECT t.case_id, 0, 'user_id', NULL, u.display FROM case_touch AS t"                     \
    " LEFT JOIN journal_group AS g ON g.id = t.first_group AND g.case_id = t.case_id"          \
    " AND g.user_id = t.user_id LEFT JOIN user AS u ON u.id = t.user_id"                       \
    " WHERE (g.id IS NULL OR (g.content = 0 AND NOT EXISTS (SELECT 1 FROM journal_row AS r"    \
    " WHERE r.group_id = g.id AND r.tbl IN ('aid', 'document', 'verification', 'consent',"     \
    " 'tranche', 'insurance')))) " which
/* Who wrote a row that came later has touched the case since the row was taken in: by what the
 * groups before that did to it, as the view later_writer has it. */
#define TOUCH_LATER(which)                                                                     \
    "WITH taken (event, uid, tbl) AS MATERIALIZED (SELECT c.group_id, c.row_uid, s.tbl"        \
    " FROM journal_group AS g CROSS JOIN journal_change AS c ON c.group_id = g.id"             \
    " JOIN journal_shape AS s ON s.id = c.shape AND s.op = 'set'"                              \
    " AND instr(',' || s.cols || ',', ',later,') WHERE 1 " which ")"                           \
    " SELECT DISTINCT g.case_id, 0, 'user_id', u.display, NULL FROM journal_group AS g"        \
    " CROSS JOIN journal_change AS c ON c.group_id = g.id"                                     \
    " CROSS JOIN taken AS t ON t.uid = c.row_uid AND t.event > g.id"                           \
    " JOIN journal_shape AS s ON s.id = c.shape AND s.tbl = t.tbl"                             \
    " LEFT JOIN user AS u ON u.id = g.user_id"                                                 \
    " WHERE g.user_id > 0 AND EXISTS (SELECT 1 FROM taken) " which                             \
    " AND (s.op <> 'set' OR EXISTS (SELECT 1"                                                  \
    " FROM json_each('[\"' || replace(s.cols, ',', '\",\"') || '\"]') AS w"                    \
    " WHERE w.value NOT IN ('place', 'later') AND NOT (s.tbl = 'tranche' AND w.value IN"       \
    " ('evidence', 'state', 'requested_on', 'approved_on', 'approved_fen', 'approval_no',"     \
    " 'paid_on', 'paid_fen', 'payment_no'))))"                                                 \
    " AND NOT EXISTS (SELECT 1 FROM case_touch AS o WHERE o.case_id = g.case_id"               \
    " AND o.user_id = g.user_id AND o.first_group <= g.id)"
#define GROUP_USER(which)                                                                      \
    "SELECT 0, min(g.id), 'user_id', w.name, u.display FROM journal_group AS g"                \
    " JOIN journal_who AS w ON w.id = g.who LEFT JOIN user AS u ON u.id = g.user_id"           \
    " WHERE w.uid IS NOT NULL AND u.uid IS NOT w.uid " which " GROUP BY g.user_id, g.who"
#define GROUP_CASE(which)                                                                      \
    "SELECT c.id, min(g.id), 'case_id', hex(g.case_uid), hex(c.uid) FROM journal_group AS g"   \
    " JOIN case_file AS c ON c.id = g.case_id WHERE g.case_uid IS NOT c.uid " which            \
    " GROUP BY g.case_id"

#define OF_PEOPLE "AND (g.kind = 'people' OR g.kind = 'setup')"
/* As people are called in the history; what they were called never changes. */
#define WHO_NAMED                                                                              \
    "SELECT 0, w.id, 'name', u.display, w.name FROM journal_who AS w"                          \
    " JOIN user AS u ON u.uid = w.uid WHERE w.name IS NOT u.display"                           \
    " AND w.name IS NOT u.name"

static const struct {
    const char *table, *all, *one; /* one may be NULL */
} compare_derived[] = {
    {"case_file", CASE_VERSION(""), CASE_VERSION("AND c.id = ?1")},
    {"case_file", CASE_UPDATED_AT(""), CASE_UPDATED_AT("AND c.id = ?1")},
    {"case_file", CASE_UPDATED_BY(""), CASE_UPDATED_BY("AND c.id = ?1")},
    {"case_touch", TOUCH_GONE(""), TOUCH_GONE("AND case_id = ?1")},
    {"case_touch", TOUCH_STRAY(""), TOUCH_STRAY("AND t.case_id = ?1")},
    {"case_touch", TOUCH_LATER(""), TOUCH_LATER("AND g.case_id = ?1")},
    {"journal_group", GROUP_USER(""), GROUP_USER("AND g.case_id = ?1")},
    {"journal_group", GROUP_CASE(""), GROUP_CASE("AND g.case_id = ?1")},
    {"journal_who", WHO_NAMED, NULL},
};

/* case_id 0: it has none. */
static bool compare_rows(const Compare *c, const char *table, const char *sql, int64_t case_id,
                         Err *err)
{
    bool going = true;
    Sql q;

    if (!sql_open(&q, c->store, sql, err))
        return false;
    if (case_id)
        sql_bind_int(&q, 1, case_id);
    while (going && sql_row(&q)) {
        RecordFault fault = {.kind = RECORD_VALUE,
                             .table = table,
                             .case_id = sql_int(&q, 0),
                             .row_id = sql_int(&q, 1),
                             .column = sql_text(&q, 2),
                             .told = sql_text(&q, 3),
                             .stored = sql_text(&q, 4)};
        going = c->sink(c->ctx, &fault);
    }
    return sql_close(&q, going ? err : NULL) && going;
}

static bool compare_derivations(const Compare *c, int64_t case_id, Err *err)
{
    bool done = true;

    for (size_t i = 0; done && i < COUNT_OF(compare_derived); i++) {
        const char *sql = case_id ? compare_derived[i].one : compare_derived[i].all;
        done = !sql || compare_rows(c, compare_derived[i].table, sql, case_id, err);
    }
    return done;
}

/* Both numbers may be the same: the cases are then others. */
static bool compare_reading(void *ctx, const ReadingFault *reading)
{
    const Compare *c = ctx;
    RecordFault fault = {.kind = RECORD_VALUE,
                         .table = "read_day",
                         .row_id = reading->id,
                         .column = reading->told == reading->stored ? "digest" : "cases",
                         .secret = reading->told == reading->stored};
    char told[24], stored[24];

    snprintf(told, sizeof told, "%lld", (long long)reading->told);
    snprintf(stored, sizeof stored, "%lld", (long long)reading->stored);
    if (!fault.secret) {
        fault.told = told;
        fault.stored = stored;
    }
    return c->sink(c->ctx, &fault);
}

static bool compare_root(void *ctx, const RootFault *root)
{
    const Compare *c = ctx;
    bool other = root->told == root->stored;
    RecordFault fault = {.kind = RECORD_VALUE,
                         .table = "case_root",
                         .case_id = root->case_id,
                         .row_id = root->case_id,
                         .column = other ? "root" : "next",
                         .secret = other};
    char told[24], stored[24];

    snprintf(told, sizeof told, "%lld", (long long)root->told);
    snprintf(stored, sizeof stored, "%lld", (long long)root->stored);
    if (!other) {
        fault.told = told;
        fault.stored = stored;
    }
    return c->sink(c->ctx, &fault);
}

bool journal_compare(Store *store, const Progress *progress, RecordFaultSink sink, void *ctx,
                     int64_t *records, Err *err)
{
    Compare c = {
        .store = store, .sink = sink, .ctx = ctx, .told = BUF_INIT, .stored = BUF_INIT};
    bool begun, done;

    *records = 0;
    if (!store_begin_read(store, &begun, err))
        return false;
    done = replay_run(store, progress, compare_fault, &c, records, err) &&
           compare_derivations(&c, 0, err) &&
           reading_compare(store, compare_reading, &c, err) &&
           root_compare(store, compare_root, &c, err);
    store_end_read(store, begun);
    buf_free(&c.told);
    buf_free(&c.stored);
    return done;
}

typedef bool (*CompareSome)(Compare *c, int64_t id, Err *err);

static bool compare_case(Compare *c, int64_t id, Err *err)
{
    return replay_case(c->store, id, compare_fault, c, err) && compare_derivations(c, id, err);
}

static bool compare_people(Compare *c, int64_t id, Err *err)
{
    (void)id;
    return replay_people(c->store, compare_fault, c, err) &&
           compare_rows(c, "journal_group", GROUP_USER(OF_PEOPLE), 0, err);
}

static bool compare_batch(Compare *c, int64_t id, Err *err)
{
    return replay_batch(c->store, id, compare_fault, c, err);
}

static bool compare_some(Store *store, CompareSome some, int64_t id, RecordFaultSink sink,
                         void *ctx, Err *err)
{
    Compare c = {
        .store = store, .sink = sink, .ctx = ctx, .told = BUF_INIT, .stored = BUF_INIT};
    bool begun, done;

    if (!store_begin_read(store, &begun, err))
        return false;
    done = some(&c, id, err);
    store_end_read(store, begun);
    buf_free(&c.told);
    buf_free(&c.stored);
    return done;
}

bool journal_compare_case(Store *store, int64_t case_id, RecordFaultSink sink, void *ctx,
                          Err *err)
{
    return compare_some(store, compare_case, case_id, sink, ctx, err);
}

bool journal_compare_people(Store *store, RecordFaultSink sink, void *ctx, Err *err)
{
    return compare_some(store, compare_people, 0, sink, ctx, err);
}

bool journal_compare_batch(Store *store, int64_t batch, RecordFaultSink sink, void *ctx,
                           Err *err)
{
    return compare_some(store, compare_batch, batch, sink, ctx, err);
}

/* Tables of which the journal tells nothing, and why. */
static const JournalBeside journal_beside[] = {
    {"meta",
     "the head of the journal, and what backups are of; each is checked where it is used"},
    {"bundle_copy", "which copies another station has: saves bytes"},
    {"bundle_heard", "what another station said last of itself: saves asking"},
    {"kept_change", "written about a case that is elsewhere: no fact about it yet"},
    {"case_came", "which cases that came nobody opened yet: no fact about one"},
    {"bundle_told", "how far the receipts went that another station got: saves asking"},
    {"bundle_try",
     "changes with every try; the journal is told of the first and each doubling"},
    {"alike_form", "derived: compared with the records"},
    {"case_touch", "derived: compared with the journal's groups"},
    {"case_due", "derived: compared with the case"},
    {"case_read", "who read which case on a day: read_day tells of it when the day is over, "
                  "and is compared"},
    {"case_root", "derived: compared with the newest event of the case that is made of it"},
    {"case_summary", "derived: compared with the case"},
    {"due_count", "derived: compared with the days of the cases"},
    {"draft", "half typed: held against the cases that there are, and no fact about one"},
    {"erased_copy", "files of an erased case that are still to be taken away"},
    {"guess", "changes with every try; the journal is told when the waiting begins"},
    {"knowledge_text", "named by the digest of its texts"},
    {"last_place",
     "where somebody was: held against the cases that there are, and no fact about one"},
    {"making", "a folder while a file is made"},
    {"picked", "counts keystrokes saved"},
    {"pinyin_habit", "saves keystrokes"},
    {"queue_count", "derived: compared with the cases"},
    {"queue_span", "derived: compared with the cases"},
    {"queue_view", "how somebody left the queue"},
    {"reset_told", "which resets somebody was told of: signed by them"},
    {"second_was", "settings of before: asked of the journal, kept for triggers"},
    {"search_block", "derived: compared with the terms"},
    {"search_term", "derived: compared with the records"},
    {"search_token", "derived: compared with the terms"},
    {"secret", "the key of digests: compared with what the journal has of it"},
    {"story_band", "derived: compared with the records"},
    {"story_print", "derived: compared with the records"},
    {"waiting", "derived: compared with submissions"},
};

const JournalBeside *journal_beside_all(size_t *n)
{
    *n = COUNT_OF(journal_beside);
    return journal_beside;
}
