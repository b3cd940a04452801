/* A search by blocks finds what a search through all terms finds: the same cases by the same
 * kinds, for everybody who may see more or less, while cases come, change and go; and blocks
 * that are kept are those that would be made. Without what meta has of them, the queue asks the
 * terms: that is the other side of each comparison. */
#include "config.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "app/sample.h"
#include "base/attr.h"
#include "base/pinyin/pinyin.h"
#include "base/text/text.h"
#include "desk/queue.h"
#include "desk/review.h"
#include "domain/casefile.h"
#include "store/search.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "tests/unit/desk/desk_help.h"

enum { CASES = 700, PREFIXES = 260, SORTED_MOST = 60, MAX_ROWS = 2000 };

static Pinyin *pinyin;

static int64_t add_case(int64_t number, int64_t user)
{
    Tx *tx;
    GroupHead head = {.kind = GROUP_IMPORT, .user_id = user, .content = true};
    CaseFile *file = sample_short(7, (uint64_t)number, (Day){2026, 11, 21}), *stored;
    char *no;
    int64_t id;
    ck_done(tx_begin(store, &head, &tx, &help_err));
    ck_done(case_next_no(store, 2026, &no, &help_err));
    ck_done(case_insert(tx, file, no, user, &id, &help_err));
    ck_done(case_load(store, id, &stored, &help_err));
    ck_done(case_index(store, stored, pinyin, &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
    case_free(stored);
    case_free(file);
    free(no);
    return id;
}

static void add_cases(int64_t n)
{
    ck_done(store_begin(store, &help_err));
    for (int64_t i = 0; i < n; i++)
        add_case(i, i % 10 ? lin : zhou);
    ck_done(search_settle(store, &help_err));
    ck_done(store_commit(store, &help_err));
}

/* The queue goes by the terms as long as meta does not tell of blocks. */
static void without_blocks(bool off)
{
    ck_done(sql_do(store, &help_err,
                   off ? "UPDATE meta SET name = 'off' WHERE name = 'search.settled'"
                       : "UPDATE meta SET name = 'search.settled' WHERE name = 'off'",
                   NULL));
}

typedef struct Listed {
    int64_t count;
    QueueRow *rows;
    size_t n;
} Listed;

static void list(const QueueFilter *filter, Arena *room, Listed *out)
{
    ck_done(queue_count(store, filter, &out->count, &help_err));
    ck_done(queue_window(store, filter, 0, MAX_ROWS, room, &out->rows, &out->n, &help_err));
    ck_assert_int_eq(out->count, (int64_t)out->n);
}

static size_t of_kind(const Listed *listed, SearchKind kind)
{
    size_t n = 0;
    for (size_t i = 0; i < listed->n; i++)
        n += listed->rows[i].hit == kind;
    return n;
}

static bool has(const Listed *listed, const QueueRow *row)
{
    for (size_t i = 0; i < listed->n; i++) {
        if (listed->rows[i].id == row->id)
            return listed->rows[i].hit == row->hit;
    }
    return false;
}

static void same_places(const QueueFilter *filter, const Listed *listed)
{
    for (size_t i = 0; i < listed->n; i += 1 + listed->n / 3) {
        Arena *room = arena_new();
        QueueRow *rows;
        size_t got;
        int64_t place;
        ck_done(queue_place(store, filter, listed->rows[i].id, &place, &help_err));
        ck_assert_int_eq(place, (int64_t)i);
        ck_done(queue_window(store, filter, (int64_t)i, 3, room, &rows, &got, &help_err));
        for (size_t k = 0; k < got; k++)
            ck_assert_int_eq(rows[k].id, listed->rows[i + k].id);
        arena_free(room);
    }
}

static void compare(const QueueFilter *filter)
{
    Arena *room = arena_new();
    Listed terms, blocks;
    without_blocks(true);
    list(filter, room, &terms);
    without_blocks(false);
    list(filter, room, &blocks);
    ck_assert_msg(terms.count == blocks.count, "“%s”: %lld by terms, %lld by blocks",
                  filter->query, (long long)terms.count, (long long)blocks.count);
    for (size_t i = 0; i < blocks.n; i++) {
        const QueueRow *left = &terms.rows[i], *right = &blocks.rows[i];
        ck_assert_int_eq(left->hit, right->hit);
        if (of_kind(&blocks, right->hit) > SORTED_MOST)
            ck_assert(has(&terms, right));
        else
            ck_assert_msg(left->id == right->id, "“%s”, %zu: %s, %s", filter->query, i,
                          left->no, right->no);
        ck_assert_str_eq(right->no, has(&terms, right) ? right->no : "");
    }
    same_places(filter, &blocks);
    arena_free(room);
}

/* Beginnings of the terms that there are, of every length, and by whoever may see what. */
static void compare_prefixes(unsigned from)
{
    Buf query = BUF_INIT;
    for (unsigned i = 0; i < PREFIXES; i++) {
        char *term;
        ck_done(sql_get_text(store, &help_err, &term,
                             "SELECT ltrim(term, char(1)) FROM search_term LIMIT 1 OFFSET"
                             " ?1 * 7919 % (SELECT count(*) FROM search_term)",
                             "i", (int64_t)i + from));
        size_t len = strlen(term), at = 0;
        for (unsigned k = 0; k <= i % 5 && at < len; k++)
            at = text_next(term, len, at);
        buf_clear(&query);
        buf_add_bytes(&query, term, at);
        free(term);
        const QueueFilter filter = {
            .query = query.data,
            .numbers = (QueueNumbers)(i / 3 % 3),
            .keeper = i % 2 ? lin : zhou,
            .no_health = i % 7 == 0,
            .statuses = i % 4 == 1   ? 1u << STATUS_DRAFT
                        : i % 4 == 2 ? 1u << STATUS_CLOSED
                                     : 0,
            .mine = i % 4 == 3 ? zhou : 0,
        };
        compare(&filter);
    }
    buf_free(&query);
}

static void no_fault(void)
{
    bool differ;
    ck_done(search_blocks_differ(store, NULL, &differ, &help_err));
    ck_assert(!differ);
}

static int64_t tokens(void)
{
    return help_number(store, "SELECT count(*) FROM search_token");
}

START_TEST(test_found_same)
{
    static const char *const typed[] = {"z",   "王",   "Z",    "zhang", "139", "99",    "虚构",
                                        "w",   "x",    "xnkz", "14床",  "t1",  "2026",  "0000",
                                        "李 ", "肿瘤", "1",    "shi",   "lz",  "X0070", "恶性"};
    add_cases(CASES);
    ck_done(store_begin(store, &help_err));
    ck_done(search_build(store, NULL, &help_err));
    ck_done(store_commit(store, &help_err));
    ck_assert_int_gt(tokens(), 20);
    no_fault();
    for (int64_t i = 0; i < 40; i++) /* not yet in blocks */
        add_case(CASES + i, lin);
    for (size_t i = 0; i < COUNT_OF(typed); i++)
        compare(&(QueueFilter){.query = typed[i]});
    compare_prefixes(1);
}
END_TEST

/* A name, a disease and a hospital of each change, are emptied or come back. */
static void change(int64_t id, unsigned round)
{
    static const FieldId fields[] = {F_PATIENT_name, F_ILLNESS_disease, F_ILLNESS_hospital,
                                     F_PATIENT_phone};
    static const char *const values[] = {"欧阳重乐", NULL, "张试一", "肺恶性肿瘤",
                                         "13900000001"};
    Tx *tx;
    CaseFile *file;
    GroupHead head = {.kind = GROUP_EDIT, .user_id = lin, .case_id = id, .content = true};
    ck_done(case_load(store, id, &file, &help_err));
    ck_done(tx_begin(store, &head, &tx, &help_err));
    ck_done(case_set(tx, file, fields[(size_t)id % COUNT_OF(fields)], 0,
                     values[((size_t)id + round) % COUNT_OF(values)], &help_err));
    ck_done(case_index(store, file, pinyin, &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
    case_free(file);
}

START_TEST(test_found_kept)
{
    add_cases(CASES);
    ck_done(store_begin(store, &help_err));
    ck_done(search_build(store, NULL, &help_err));
    ck_done(store_commit(store, &help_err));
    int64_t before = tokens();
    for (int64_t id = 1; id <= CASES; id += 9)
        change(id, 0);
    no_fault();
    add_cases(CASES); /* with beginnings that become frequent */
    ck_assert_int_gt(tokens(), before);
    no_fault();
    ck_done(store_begin(store, &help_err));
    for (int64_t id = 1; id <= 2 * CASES; id += 5)
        ck_done(search_put(store, id, NULL, 0, &help_err));
    ck_done(store_commit(store, &help_err));
    no_fault();
    compare_prefixes(3);
    ck_done(store_begin(store, &help_err));
    for (int64_t id = 1; id <= 2 * CASES; id++)
        ck_done(search_put(store, id, NULL, 0, &help_err));
    ck_done(store_commit(store, &help_err));
    ck_assert_int_eq(help_number(store, "SELECT count(*) FROM search_block"), 0);
    ck_assert_int_eq(tokens(), 0);
}
END_TEST

static void hand(int64_t user_id, int64_t case_id, const char *to)
{
    Tx *tx;
    User user = desk_user_of(user_id);
    GroupHead head = {.kind = GROUP_WORKFLOW,
                      .user_id = user_id,
                      .case_id = case_id,
                      .verb = verb_word(VERB_HAND)};
    ck_done(tx_begin(store, &head, &tx, &help_err));
    ck_done(review_hand(tx, &user, case_id, to, NULL, &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
}

/* What is kept of a search before finds what one from the beginning finds. */
static void same_anew(const QueueFilter *filter)
{
    Arena *room = arena_new();
    Listed kept, anew;
    list(filter, room, &kept);
    store_keep(store, NULL, NULL);
    list(filter, room, &anew);
    ck_assert_int_eq(kept.count, anew.count);
    for (size_t i = 0; i < anew.n; i++)
        ck_assert_int_eq(kept.rows[i].id, anew.rows[i].id);
    arena_free(room);
    compare(filter);
}

/* Cases come, go to somebody else and to another status between two searches. */
START_TEST(test_found_moved)
{
    const unsigned draft = 1u << STATUS_DRAFT, submitted = 1u << STATUS_SUBMITTED,
                   approved = 1u << STATUS_APPROVED, closed = 1u << STATUS_CLOSED;
    const QueueFilter filters[] = {
        {.query = "2026", .mine = zhou},
        {.query = "2026", .mine = lin},
        {.query = "2026", .statuses = draft},
        {.query = "2026", .statuses = submitted},
        {.query = "2026", .statuses = closed},
        {.query = "2026", .statuses = draft, .mine = lin},
        {.query = "2026", .statuses = draft | submitted},
        {.query = "z", .statuses = submitted, .mine = lin},
        {.query = "2026", .statuses = approved},
        {.query = "1", .numbers = NUMBERS_OWN, .keeper = zhou},
    };
    add_cases(CASES);
    ck_done(store_begin(store, &help_err));
    ck_done(search_build(store, NULL, &help_err));
    ck_done(store_commit(store, &help_err));
    for (size_t i = 0; i < COUNT_OF(filters); i++) {
        Arena *room = arena_new();
        Listed before;
        int64_t id = 1 + (int64_t)i * 30;
        list(&filters[i], room, &before);
        arena_free(room);
        ck_assert(desk_move(lin, id + 1, VERB_SUBMIT));
        ck_assert(desk_move(lin, id + 2, VERB_SUBMIT));
        ck_assert(desk_move(zhou, id + 2, VERB_RETURN));
        ck_assert(desk_move(lin, id + 3, VERB_WITHDRAW));
        ck_assert(desk_move(lin, id + 4, VERB_SUBMIT));
        ck_assert(desk_move(zhou, id + 4, VERB_APPROVE));
        hand(lin, id + 5, "zhou");
        add_case(2 * CASES + (int64_t)i, i % 2 ? zhou : lin);
        same_anew(&filters[i]);
    }
}
END_TEST

START_TEST(test_found_tampered)
{
    static const char *const tampered[] = {
        "DELETE FROM search_block WHERE token = 'x'",
        "UPDATE search_block SET cases = zeroblob(512) WHERE token = 'x'",
        "UPDATE search_block SET cases = zeroblob(4) WHERE token = 'x'",
        "UPDATE search_block SET cases = zeroblob(3) WHERE token = 'x'",
        "UPDATE search_block SET block = 7 WHERE token = 'x'",
        "UPDATE search_block SET kind = kind + 90 WHERE token = 'x'",
        "UPDATE search_block SET token = 'X' WHERE token = 'x'",
        "DELETE FROM search_token WHERE token = 'x'",
        "INSERT INTO search_token VALUES ('nobody')",
        "UPDATE meta SET value = '20' WHERE name = 'search.settled'",
        "DELETE FROM meta WHERE name = 'search.settled'",
        "DELETE FROM search_term WHERE term >= 'x' AND case_id = 50",
    };
    bool differ;
    add_cases(CASES);
    ck_done(store_begin(store, &help_err));
    ck_done(search_build(store, NULL, &help_err));
    ck_done(store_commit(store, &help_err));
    for (size_t i = 0; i < COUNT_OF(tampered); i++) {
        ck_done(store_begin(store, &help_err));
        ck_done(sql_do(store, &help_err, tampered[i], NULL));
        ck_done(search_blocks_differ(store, NULL, &differ, &help_err));
        ck_assert_msg(differ, "%s", tampered[i]);
        store_rollback(store);
        no_fault();
    }
}
END_TEST

/* A list that is counted and read from its end is the one that is read from its beginning. */
static void same_list(const QueueFilter *filter)
{
    Arena *room = arena_new();
    Listed whole;
    list(filter, room, &whole);
    ck_assert_int_gt(whole.count, CASES / 2);
    same_places(filter, &whole);
    for (int64_t first = whole.count - 3; first <= whole.count + 1; first++) {
        QueueRow *rows;
        size_t got;
        int64_t place;
        ck_done(queue_window(store, filter, first, 5, room, &rows, &got, &help_err));
        ck_assert_int_eq((int64_t)got, first < whole.count ? whole.count - first : 0);
        for (size_t i = 0; i < got; i++) {
            ck_assert_int_eq(rows[i].id, whole.rows[first + (int64_t)i].id);
            ck_done(queue_place(store, filter, rows[i].id, &place, &help_err));
            ck_assert_int_eq(place, first + (int64_t)i);
        }
    }
    arena_free(room);
}

START_TEST(test_found_lists)
{
    add_cases(CASES);
    same_list(&(QueueFilter){.statuses = 0});
    same_list(&(QueueFilter){.mine = lin});
    same_list(&(QueueFilter){.statuses = 1u << STATUS_DRAFT});
    same_list(&(QueueFilter){.statuses = 1u << STATUS_DRAFT, .mine = lin});
}
END_TEST

static bool stop(void *ctx UNUSED, size_t done UNUSED, size_t total UNUSED)
{
    return false;
}

START_TEST(test_found_cancelled)
{
    const Progress progress = {.step = stop};
    add_cases(90);
    ck_done(store_begin(store, &help_err));
    ck_assert(!search_build(store, &progress, &help_err));
    ck_assert_int_eq(help_err.kind, ERR_CANCELLED);
    store_rollback(store);
    no_fault();
    compare(&(QueueFilter){.query = "z"});
}
END_TEST

static void start(void)
{
    desk_start();
    pinyin = pinyin_new();
}

static void stop_all(void)
{
    pinyin_free(pinyin);
    desk_stop();
}

int main(void)
{
    const TTest *const tests[] = {test_found_same,
                                  test_found_kept,
                                  test_found_moved,
                                  test_found_tampered,
                                  test_found_cancelled,
                                  test_found_lists,
                                  NULL};
    return suite_run("queue_found", tests, start, stop_all);
}
