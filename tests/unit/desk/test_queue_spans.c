/* Lists by their last change go by spans of time: whatever becomes of cases, the spans and the
 * counts of what is due come to what the cases come to; places, pages and counts are those of
 * the list gone through; and none of it costs more over ten times as many cases. */
#include "config.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/attr.h"
#include "base/buf.h"
#include "desk/queue.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "tests/unit/desk/desk_help.h"

enum { FEW = 1200, TIMES = 5, CASES = 2500, MOVES = 1600, ROUNDS = 4, MAX_ROWS = 4000 };

static uint64_t state;
static int64_t clock_s;

static int64_t below(int64_t n)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int64_t)((state >> 33) % (uint64_t)n);
}

#define AT "strftime('%Y-%m-%dT%H:%M:%S.000Z', '2026-01-01', '+' || (?) || ' seconds')"

static void do_sql(const char *sql)
{
    ck_done(sql_do(store, &help_err, sql, NULL));
}

/* One after the other, as they are entered: of ten nine are lin's. */
static void add_cases(int64_t n)
{
    ck_done(store_begin(store, &help_err));
    for (int64_t i = 0; i < n; i++, clock_s++)
        ck_done(sql_do(store, &help_err,
                       "INSERT INTO case_file (uid, \"no\", created_by, created_at, updated_by,"
                       " updated_at) SELECT randomblob(16), 'T1-2026-' || ?1, ?2, at, ?2, at"
                       " FROM (SELECT " AT " AS at)",
                       "iii", clock_s, clock_s % 10 ? lin : zhou, clock_s));
    ck_done(store_commit(store, &help_err));
}

/* ---- right ---- */

static void counts_are_right(void)
{
    static const char *const differ[] = {
        "SELECT shelf, keeper, at, cases FROM queue_span WHERE cases <> 0 EXCEPT"
        " SELECT shelf, keeper, span, count(*) FROM queue_within GROUP BY shelf, keeper, span",
        "SELECT shelf, keeper, span, count(*) FROM queue_within GROUP BY shelf, keeper, span"
        " EXCEPT SELECT shelf, keeper, at, cases FROM queue_span",
        "SELECT * FROM due_count EXCEPT SELECT kind, keeper, on_day, shelf, amendment, count(*)"
        " FROM due_stand GROUP BY kind, keeper, on_day, shelf, amendment",
        "SELECT kind, keeper, on_day, shelf, amendment, count(*) FROM due_stand"
        " GROUP BY kind, keeper, on_day, shelf, amendment EXCEPT SELECT * FROM due_count",
    };
    for (size_t i = 0; i < COUNT_OF(differ); i++) {
        Buf text = BUF_INIT;
        buf_addf(&text, "SELECT count(*) FROM (%s)", differ[i]);
        ck_assert_msg(help_number(store, text.data) == 0, "%s", differ[i]);
        buf_free(&text);
    }
}

/* The schema lets no case go such ways; the counts have to follow all. */
static void drop_what_refuses(void)
{
    for (char *name = NULL;; free(name)) {
        Buf text = BUF_INIT;
        ck_done(sql_get_text(store, &help_err, &name,
                             "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
                             " AND sql LIKE '%RAISE%' AND tbl_name = 'case_file'",
                             NULL));
        if (!name)
            break;
        buf_addf(&text, "DROP TRIGGER \"%s\"", name);
        do_sql(text.data);
        buf_free(&text);
    }
}

static void move_one(void)
{
    static const char *const moves[] = {
        "UPDATE case_file SET updated_at = " AT " WHERE id = ?",
        "UPDATE case_file SET updated_at = " AT ", status = CASE status WHEN 'draft' THEN"
        " 'submitted' ELSE 'draft' END WHERE id = ? AND amendment IS NULL",
        "UPDATE case_file SET updated_at = " AT ", status = 'approved',"
        " amendment = nullif(coalesce(amendment, 'draft'), 'returned') WHERE id = ?",
        "UPDATE case_file SET updated_at = " AT ", amendment = 'returned'"
        " WHERE id = ? AND status = 'approved'",
        "UPDATE case_file SET updated_at = " AT ", handed_to = nullif(2, handed_to)"
        " WHERE id = ?",
        "UPDATE case_file SET updated_at = " AT ", life = CASE life WHEN 'closed' THEN"
        " 'prepared' ELSE 'closed' END WHERE id = ?",
        "INSERT INTO case_due (on_day, case_id, kind) SELECT date(" AT "), id, 'expiry'"
        " FROM case_file WHERE id = ? ON CONFLICT DO UPDATE SET on_day = excluded.on_day",
        "INSERT INTO case_due (on_day, case_id, kind) SELECT date(" AT "), id, 'erase'"
        " FROM case_file WHERE id = ? ON CONFLICT DO UPDATE SET on_day = '2026-01-01'",
        "DELETE FROM case_due WHERE kind = coalesce('expiry', ?) AND case_id = ?",
        "DELETE FROM case_file WHERE id = ? - ? AND id % 7 = 0",
    };
    const size_t kind = (size_t)below(2 * (int64_t)COUNT_OF(moves));
    const int64_t late = below(8) ? clock_s++ : below(clock_s);
    ck_done(sql_do(store, &help_err, moves[kind < COUNT_OF(moves) ? kind : 0], "ii", late,
                   1 + below(CASES)));
}

static void same_list(QueueFilter *filter)
{
    Arena *room = arena_new();
    QueueRow *whole, *rows;
    int64_t count, place;
    size_t n, got;
    ck_done(queue_count(store, filter, &count, &help_err));
    ck_done(queue_window(store, filter, 0, MAX_ROWS, room, &whole, &n, &help_err));
    ck_assert_int_eq(count, (int64_t)n);
    for (size_t i = 0; i < n; i += 1 + n / 17) {
        ck_done(queue_place(store, filter, whole[i].id, &place, &help_err));
        ck_assert_int_eq(place, (int64_t)i);
        ck_done(queue_window(store, filter, (int64_t)i, 3, room, &rows, &got, &help_err));
        ck_assert_uint_eq(got, n - i < 3 ? n - i : 3);
        for (size_t k = 0; k < got; k++)
            ck_assert_int_eq(rows[k].id, whole[i + k].id);
    }
    arena_free(room);
}

static void same_lists(void)
{
    static const DueKind kinds[] = {DUE_RETURNED, DUE_QUIET, DUE_EXPIRY, DUE_ERASE};
    for (int status = -1; status < STATUS_COUNT; status++)
        for (int mine = 0; mine < 2; mine++)
            same_list(&(QueueFilter){.statuses = status < 0 ? 0 : 1u << status,
                                     .mine = mine ? lin : 0});
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        ck_assert_int_ne(due_by(kinds[i]), DUE_BY_CASE);
        same_list(&(QueueFilter){.due = kinds[i],
                                 .user = i % 2 ? lin : zhou,
                                 .due_day = "2026-01-01",
                                 .due_at = "2026-01-01T00:30:00.000Z"});
    }
}

START_TEST(test_spans_follow)
{
    state = 8;
    drop_what_refuses();
    add_cases(CASES);
    for (int round = 0; round < ROUNDS; round++) {
        ck_done(store_begin(store, &help_err));
        for (int i = 0; i < MOVES / ROUNDS; i++)
            move_one();
        ck_done(store_commit(store, &help_err));
        counts_are_right();
    }
    ck_assert_int_gt(help_number(store, "SELECT count(*) FROM queue_span WHERE at <> ''"), 2);
    same_lists();
    do_sql("DELETE FROM case_file");
    counts_are_right();
    ck_assert_int_eq(help_number(store, "SELECT count(*) FROM queue_span WHERE at <> ''"), 0);
}
END_TEST

/* Many that are changed at one instant are in one span, however many they are. */
START_TEST(test_spans_at_once)
{
    drop_what_refuses();
    add_cases(CASES);
    do_sql("UPDATE case_file SET updated_at = '2027-01-01T00:00:00.000Z', status = 'exported'"
           " WHERE id > 10");
    add_cases(CASES / 2);
    counts_are_right();
    same_lists();
}
END_TEST

/* ---- flat ---- */

/* The dearest of each over the places of a list, in SQLite's steps. */
typedef struct Costs {
    int64_t count, place, page, quiet, due, home;
} Costs;

static int64_t most(int64_t *most, int64_t before)
{
    int64_t cost = sql_steps(store) - before;
    *most = cost > *most ? cost : *most;
    return sql_steps(store);
}

static void cost_at(const QueueFilter *filter, int64_t at, Costs *out)
{
    Arena *room = arena_new();
    QueueRow *rows;
    size_t got;
    int64_t count, place, was = sql_steps(store);
    ck_done(queue_count(store, filter, &count, &help_err));
    was = most(&out->count, was);
    ck_done(queue_window(store, filter, count * at / 100, 20, room, &rows, &got, &help_err));
    ck_assert_uint_gt(got, 0);
    was = most(&out->page, was);
    ck_done(queue_place(store, filter, rows[0].id, &place, &help_err));
    most(&out->place, was);
    ck_assert_int_eq(place, count * at / 100);
    arena_free(room);
}

static void cost_due(int64_t at, Costs *out)
{
    QueueFilter filter = {.due = DUE_QUIET, .user = lin};
    int64_t count, was;
    char *instant;
    ck_done(sql_get_text(store, &help_err, &instant, "SELECT " AT, "i", clock_s * at / 100));
    snprintf(filter.due_at, sizeof filter.due_at, "%s", instant);
    free(instant);
    was = sql_steps(store);
    ck_done(queue_count(store, &filter, &count, &help_err));
    was = most(&out->quiet, was);
    ck_assert_int_eq(count, clock_s * at / 100 * 9 / 10);
    filter = (QueueFilter){.due = DUE_EXPIRY, .user = lin, .due_day = "2026-06-01"};
    ck_done(queue_count(store, &filter, &count, &help_err));
    most(&out->due, was);
    ck_assert_int_eq(count, clock_s * 9 / 10);
}

/* The first rows of what waits, where one case of the kind does, or nearly all. */
static void cost_home(Costs *out)
{
    static const DueKind kinds[] = {DUE_RETURNED, DUE_SETTLE, DUE_QUIET};
    Arena *room = arena_new();
    QueueRow *rows;
    size_t got;
    do_sql("UPDATE case_file SET status = 'returned' WHERE id = 13");
    do_sql("UPDATE case_file SET status = 'exported', life = 'settling' WHERE id = 14");
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        const QueueFilter filter = {
            .due = kinds[i], .user = lin, .due_at = "2026-12-01T00:00:00.000Z"};
        int64_t was = sql_steps(store);
        ck_done(queue_window(store, &filter, 0, 3, room, &rows, &got, &help_err));
        most(&out->home, was);
        ck_assert_uint_eq(got, kinds[i] == DUE_QUIET ? 3 : 1);
    }
    do_sql("UPDATE case_file SET status = 'draft', life = 'prepared' WHERE id IN (13, 14)");
    arena_free(room);
}

static Costs cost_now(void)
{
    Costs costs = {0};
    cost_home(&costs);
    for (int64_t at = 0; at < 100; at += 10) {
        cost_at(&(QueueFilter){.statuses = 0}, at, &costs);
        cost_at(&(QueueFilter){.mine = lin}, at, &costs);
        cost_at(&(QueueFilter){.statuses = 1u << STATUS_DRAFT}, at, &costs);
        cost_due(at, &costs);
    }
    return costs;
}

static void is_flat(const char *what, int64_t few, int64_t many)
{
    ck_assert_msg(2 * many <= 3 * few, "%s: %lld steps, and over %d times as many %lld", what,
                  (long long)few, TIMES, (long long)many);
}

static void all_expire(void)
{
    do_sql("INSERT OR IGNORE INTO case_due SELECT id, 'expiry', '2026-01-0' || (1 + id % 9)"
           " FROM case_file");
}

START_TEST(test_spans_flat)
{
    drop_what_refuses();
    add_cases(FEW);
    all_expire();
    const Costs few = cost_now();
    add_cases(FEW * (TIMES - 1));
    all_expire();
    const Costs many = cost_now();
    is_flat("count", few.count, many.count);
    is_flat("place", few.place, many.place);
    is_flat("page", few.page, many.page);
    is_flat("quiet", few.quiet, many.quiet);
    is_flat("due", few.due, many.due);
    is_flat("home", few.home, many.home);
}
END_TEST

/* A field of the case that is being written costs the spans no page. */
START_TEST(test_spans_stay)
{
    add_cases(FEW);
    do_sql("CREATE TABLE written (n INTEGER)");
    do_sql("CREATE TRIGGER span_written AFTER UPDATE ON queue_span"
           " BEGIN INSERT INTO written VALUES (1); END");
    do_sql("UPDATE case_file SET updated_at = '2026-02-01T00:00:00.000Z' WHERE id = 7");
    ck_assert_int_gt(help_number(store, "SELECT count(*) FROM written"), 0);
    do_sql("DELETE FROM written");
    do_sql("UPDATE case_file SET updated_at = '2026-02-01T00:00:01.000Z' WHERE id = 7");
    ck_assert_int_eq(help_number(store, "SELECT count(*) FROM written"), 0);
}
END_TEST

static void start(void)
{
    clock_s = 0;
    desk_start();
}

int main(void)
{
    const TTest *const tests[] = {
        test_spans_follow, test_spans_at_once, test_spans_flat, test_spans_stay, NULL,
    };
    return suite_run("queue_spans", tests, start, desk_stop);
}
