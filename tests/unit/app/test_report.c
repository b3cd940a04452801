/* The figures of a small store, counted by hand: which cases a period has, what stands in which
 * row, who may read which, and what is told of few. */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app/case.h"
#include "app/edit.h"
#include "app/import.h"
#include "app/inner.h"
#include "app/move.h"
#include "app/report.h"
#include "base/attr.h"
#include "domain/ledger.h"
#include "exchange/xlsx_read.h"
#include "tests/support/app_help.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"

#define LONG_WARD                                                                              \
    "神经外科与康复医学科联合病区第三护理单元东侧走廊临时加床区域以及外科重症监护过渡病房"

static const Day first = {2026, 11, 1}, last = {2026, 11, 30};
static Report report;

/* Eight hours ahead of UTC, so that the days of the two differ for a third of each. */
static void start(void)
{
    setenv("TZ", "CST-8", 1);
    tzset();
    help_app_start();
    ck_assert(
        help_raw(help_store_file, "DROP TRIGGER case_file_keep; DROP TRIGGER approval_keep"));
}

static int64_t entered(Session *session, const char *at, const char *platform, const char *ward,
                       const char *adviser)
{
    CaseFile *file;
    Buf sql = BUF_INIT;
    ck_done(app_case_new(session, &file, &help_err));
    int64_t id = case_head_of(file)->id;
    case_free(file);
    buf_addf(&sql,
             "UPDATE case_file SET created_at = '%s', platform = nullif('%s', ''),"
             " ward = nullif('%s', ''), adviser = nullif('%s', '') WHERE id = %lld",
             at, platform, ward, adviser, (long long)id);
    ck_assert(help_raw(help_store_file, sql.data));
    buf_free(&sql);
    return id;
}

static void read_as(Session *session)
{
    ck_done(app_report(session, first, last, arena, &report, &help_err));
}

static void guard(void)
{
    figures_guard(&report, session_fields(zhou)->codes, arena);
}

static const FigureRow *row_of(FigureId id, const char *key)
{
    const Figure *figure = &report.figures[id];
    for (size_t i = 0; i < figure->n; i++)
        if (strcmp(figure->rows[i].key, key) == 0)
            return &figure->rows[i];
    return NULL;
}

static void ck_value(FigureId id, const char *key, int64_t want)
{
    const FigureRow *row = row_of(id, key);
    ck_assert_msg(row != NULL, "%s has no row %s", figure_name(id), key);
    ck_assert_msg(row->value == want, "%s: %s is %lld, not %lld", figure_name(id), key,
                  (long long)row->value, (long long)want);
}

static void ck_shown(FigureId id, const char *key, const char *want)
{
    const Figure *figure = &report.figures[id];
    Buf text = BUF_INIT;
    figure_show(figure, (size_t)(row_of(id, key) - figure->rows), &text);
    ck_assert_str_eq(text.data, want);
    buf_free(&text);
}

/* The first moment of the first day and the last of the last one count, a moment outside does
 * not. */
static void november(void)
{
    entered(lin, "2026-10-31T16:00:00.000Z", "shuidichou", "血液科", "何\xcc\x81顾问");
    entered(lin, "2026-11-30T15:59:59.999Z", "shuidichou", "血液科", "");
    entered(zhou, "2026-11-15T08:00:00.000Z", "qingsongchou", LONG_WARD, "");
    entered(lin, "2026-11-15T23:59:59.999Z", "", "", "  ");
    entered(lin, "2026-10-31T15:59:59.999Z", "shuidichou", "血液科", "");
    entered(lin, "2026-11-30T16:00:00.000Z", "shuidichou", "血液科", "");
}

START_TEST(test_report_counts_by_local_days)
{
    november();
    read_as(zhou);
    ck_assert(!report.own);
    ck_assert_int_eq(report.figures[FIGURE_WARD].total, 4);
    ck_value(FIGURE_PLATFORM, "shuidichou", 2);
    ck_value(FIGURE_PLATFORM, "qingsongchou", 1);
    ck_value(FIGURE_PLATFORM, "", 1);
    ck_value(FIGURE_WARD, "血液科", 2);
    ck_value(FIGURE_WARD, LONG_WARD, 1);
    ck_value(FIGURE_WARD, "", 1);
    ck_value(FIGURE_ADVISER, "何\xcc\x81顾问", 1);
    ck_value(FIGURE_ADVISER, "", 3);
    ck_value(FIGURE_MONTH, "2026-11", 4);
    ck_value(FIGURE_OUTCOME, "draft", 4);
    ck_value(FIGURE_OUTCOME, "closed", 0);
    const Figure *wards = &report.figures[FIGURE_WARD];
    ck_assert_str_eq(wards->rows[0].key, "血液科");
    ck_assert_str_eq(wards->rows[wards->n - 1].key, "");
    ck_assert(wards->rows[wards->n - 1].label[0]);
}
END_TEST

START_TEST(test_report_counts_by_adviser_what_was_stopped)
{
    november();
    ck_assert(help_raw(help_store_file,
                       "INSERT INTO stop (uid, case_id, group_id, at, user_id, reason) VALUES"
                       " (randomblob(16), 1, 1, '2026-11-03T00:00:00.000Z', 1, 'fraud')"));
    read_as(zhou);
    ck_value(FIGURE_ADVISER_STOPPED, "何\xcc\x81顾问", 1);
    ck_assert_int_eq(report.figures[FIGURE_ADVISER_STOPPED].total, 1);
}
END_TEST

START_TEST(test_report_of_a_social_worker_has_their_own_cases)
{
    november();
    read_as(lin);
    ck_assert(report.own);
    ck_assert_int_eq(report.figures[FIGURE_WARD].total, 3);
    ck_assert(!row_of(FIGURE_WARD, LONG_WARD));
}
END_TEST

START_TEST(test_report_counts_every_decision)
{
    const Decision decision = {.reason = "amount_basis", .comment = "请说明"};
    const char *no = help_whole_case(lin, 1);
    for (int i = 0; i < 2; i++) {
        CaseFile *file;
        help_move(lin, no, VERB_SUBMIT);
        ck_done(app_case_open(zhou, no, &file, &help_err));
        ck_done(app_case_move(zhou, &file, VERB_RETURN, &decision, &help_err));
        case_free(file);
    }
    Day today = day_today(); /* decisions are stamped by the clock, not by the day given */
    ck_done(app_report(zhou, today, today, arena, &report, &help_err));
    ck_value(FIGURE_RETURNED, "amount_basis", 2);
    ck_assert_uint_eq(report.figures[FIGURE_REJECTED].n, 0);
    ck_done(app_report(zhou, day_add(today, 1), day_add(today, 1), arena, &report, &help_err));
    ck_assert_uint_eq(report.figures[FIGURE_RETURNED].n, 0);
}
END_TEST

/* Half of three, of two and of one. */
START_TEST(test_report_tells_days_of_how_many)
{
    for (uint64_t i = 1; i <= 3; i++)
        help_approved_case(i);
    ck_assert(
        help_raw(help_store_file,
                 "UPDATE case_file SET created_at = '2026-11-01T15:00:00.000Z';"
                 "UPDATE approval SET at = '2026-11-02T16:00:00.000Z' WHERE case_id = 1;"
                 "UPDATE approval SET at = '2026-11-01T15:30:00.000Z' WHERE case_id = 2;"
                 "UPDATE approval SET at = '2026-11-20T12:00:00.000Z' WHERE case_id = 3"));
    read_as(zhou);
    ck_value(FIGURE_DAYS, "approval", 2);
    ck_assert_int_eq(row_of(FIGURE_DAYS, "approval")->slowest, 19);
    ck_shown(FIGURE_DAYS, "approval", "median 2, slowest 19, of 3 cases");
    ck_shown(FIGURE_DAYS, "receipt", "none");
    ck_assert(help_raw(help_store_file, "UPDATE approval SET at = '2026-12-01T00:00:00.000Z'"
                                        " WHERE case_id = 3"));
    read_as(zhou);
    ck_shown(FIGURE_DAYS, "approval", "2 cases, slowest 2");
    guard();
    ck_shown(FIGURE_DAYS, "approval", "fewer than 3");
}
END_TEST

static void money(int64_t case_id, const char *kind, const char *on, int64_t fen)
{
    Buf sql = BUF_INIT;
    buf_addf(&sql,
             "INSERT INTO money (uid, case_id, place, kind, \"on\", amount_fen)"
             " VALUES (randomblob(16), %lld, 1, '%s', nullif('%s', ''), %lld)",
             (long long)case_id, kind, on, (long long)fen);
    ck_assert(help_raw(help_store_file, sql.data));
    buf_free(&sql);
}

START_TEST(test_report_sums_the_ledger)
{
    int64_t one = entered(lin, "2026-11-02T08:00:00.000Z", "", "", "");
    int64_t two = entered(lin, "2026-10-02T08:00:00.000Z", "", "", "");
    money(one, "raised", "2026-11-30", 1000000);
    money(one, "fee", "2026-11-30", 30000);
    money(one, "paid_hospital", "2026-11-30", 500000);
    money(one, "spent", "2026-11-30", 200000);
    money(two, "raised", "2026-10-31", 70000);
    money(two, "raised", "", 5000);
    money(two, "returned", "2026-12-01", 75000);
    read_as(zhou);
    ck_value(FIGURE_MONEY, "raised", 1000000);
    ck_value(FIGURE_MONEY, "returned", 0);
    ck_value(FIGURE_MONEY, "spent", 200000);
    ck_value(FIGURE_BALANCE, "platform", 1000000 - 30000 - 500000 + 75000);
    ck_value(FIGURE_BALANCE, "payee", 300000);
    ck_assert_int_eq(row_of(FIGURE_BALANCE, "platform")->cases, 2);
    ck_value(FIGURE_DAYS, "receipt", 28);
    guard();
    ck_shown(FIGURE_MONEY, "raised", "fewer than 3");
    ck_shown(FIGURE_MONEY, "returned", "0.00 yuan");
}
END_TEST

static void ck_hidden(FigureId id, const char *key, bool want)
{
    ck_assert_msg(row_of(id, key)->hidden == want, "%s: %s", figure_name(id), key);
}

/* One gave back on their own what the platform had no longer, the other still has all: the sums
 * of both are those of their ledgers. */
START_TEST(test_report_balances_are_those_of_the_ledgers)
{
    int64_t one = entered(lin, "2026-11-02T08:00:00.000Z", "", "", "");
    int64_t two = entered(lin, "2026-11-02T08:00:00.000Z", "", "", "");
    money(one, "raised", "2026-11-03", 100000);
    money(one, "paid_person", "2026-11-04", 100000);
    money(one, "spent", "2026-11-05", 70000);
    money(one, "returned", "2026-11-06", 20000);
    money(two, "raised", "2026-11-03", 100000);
    Fen held = 0, unspent = 0;
    for (int i = 0; i < 2; i++) {
        CaseFile *file;
        LedgerLine *lines;
        size_t n;
        ck_done(app_case_open_id(zhou, i ? two : one, &file, &help_err));
        ck_done(ledger_lines(file, session_fields(zhou)->codes, arena, &lines, &n, &help_err));
        held += lines[n - 1].held;
        unspent += lines[n - 1].unspent;
        case_free(file);
    }
    ck_assert_int_eq(held, 100000);
    ck_assert_int_eq(unspent, 10000);
    read_as(zhou);
    ck_value(FIGURE_BALANCE, "platform", held);
    ck_value(FIGURE_BALANCE, "payee", unspent);
    ck_assert_int_eq(row_of(FIGURE_BALANCE, "platform")->cases, 1);
    ck_assert_int_eq(row_of(FIGURE_BALANCE, "payee")->cases, 1);
}
END_TEST

START_TEST(test_report_names_the_ledger_that_is_too_much)
{
    int64_t one = entered(lin, "2026-11-02T08:00:00.000Z", "", "", "");
    money(one, "raised", "2026-11-03", INT64_MAX);
    money(one, "paid_back", "2026-11-04", INT64_MAX);
    ck_assert(!app_report(zhou, first, last, arena, &report, &help_err));
    ck_assert_msg(help_is_err(ERR_REFUSED, "T1-"), "%s", help_err.text);
}
END_TEST

/* So many cases that raised, paid out and have receipts, the last ones for all of it. */
static void ledgers(int n, int through)
{
    for (int i = 0; i < n; i++) {
        int64_t id = entered(lin, "2026-11-02T08:00:00.000Z", "", "", "");
        money(id, "raised", "2026-11-03", 100000);
        money(id, "paid_hospital", "2026-11-04", 60000);
        money(id, "spent", "2026-11-05", i < n - through ? 50000 : 60000);
    }
}

/* What one gave back would follow from the balance and the other rows. */
START_TEST(test_report_hides_what_a_small_sum_follows_from)
{
    ledgers(4, 0);
    money(1, "requested", "2026-11-03", 60000);
    read_as(zhou);
    guard();
    ck_hidden(FIGURE_MONEY, "requested", true);
    ck_hidden(FIGURE_BALANCE, "platform", false); /* a request moves nothing */
    ck_hidden(FIGURE_BALANCE, "payee", false);
    money(1, "returned", "2026-11-06", 5000);
    read_as(zhou);
    guard();
    ck_shown(FIGURE_MONEY, "returned", "fewer than 3");
    ck_shown(FIGURE_MONEY, "raised", "4,000.00 yuan");
    ck_shown(FIGURE_BALANCE, "platform", "not told");
    ck_hidden(FIGURE_BALANCE, "payee", true);
}
END_TEST

/* And a balance of few from its entries, of which one is not told either. */
START_TEST(test_report_hides_an_entry_with_a_small_balance)
{
    ledgers(4, 3);
    read_as(zhou);
    guard();
    ck_shown(FIGURE_BALANCE, "payee", "fewer than 3");
    ck_hidden(FIGURE_BALANCE, "platform", true);
    ck_assert(row_of(FIGURE_MONEY, "paid_hospital")->hidden ||
              row_of(FIGURE_MONEY, "spent")->hidden);
    ck_hidden(FIGURE_MONEY, "raised", false);
}
END_TEST

START_TEST(test_report_hides_what_the_platform_shows_of_few)
{
    for (int i = 0; i < 4; i++) {
        Buf sql = BUF_INIT;
        int64_t id = entered(lin, "2026-11-02T08:00:00.000Z", "", "", "");
        buf_addf(&sql,
                 "INSERT INTO funding (uid, case_id, raised_fen, used_fen, unspent_fen,"
                 " returned_fen) VALUES (randomblob(16), %lld, 1000, 600, %d, %d)",
                 (long long)id, i ? 400 : 300, i ? 0 : 100);
        ck_assert(help_raw(help_store_file, sql.data));
        buf_free(&sql);
    }
    read_as(zhou);
    guard();
    ck_shown(FIGURE_SHOWN, "returned", "fewer than 3");
    /* Each follows from the others, of the same cases or of all but few. */
    ck_shown(FIGURE_SHOWN, "raised", "not told");
    ck_shown(FIGURE_SHOWN, "used", "not told");
    ck_shown(FIGURE_SHOWN, "unspent", "not told");
}
END_TEST

/* Somebody else moves all cases out of the period while the figures are being read. */

/* As often as it likes, a reason of two cases is one of two cases. */
static void returned(int64_t case_id, const char *reason, int times)
{
    Buf sql = BUF_INIT;
    buf_add(&sql, "DROP TRIGGER IF EXISTS review_right;");
    for (int i = 0; i < times; i++)
        buf_addf(&sql,
                 "INSERT INTO review (uid, case_id, group_id, at, user_id, verb, reason)"
                 " VALUES (randomblob(16), %lld, 1, '2026-11-0%dT08:00:00.000Z', 1, 'return',"
                 " nullif('%s', ''));",
                 (long long)case_id, i + 3, reason);
    ck_assert(help_raw(help_store_file, sql.data));
    buf_free(&sql);
}

START_TEST(test_report_joins_reasons_by_their_cases)
{
    for (int i = 0; i < 5; i++) {
        int64_t id = entered(lin, "2026-11-02T08:00:00.000Z", "", "", "");
        returned(id, "consent", 2);
        if (i < 2)
            returned(id, "privacy", 3);
        if (i == 4)
            returned(id, "", 3);
    }
    read_as(zhou);
    ck_value(FIGURE_RETURNED, "privacy", 6);
    ck_assert_int_eq(row_of(FIGURE_RETURNED, "privacy")->cases, 2);
    ck_assert_int_eq(row_of(FIGURE_RETURNED, "consent")->cases, 5);
    guard();
    ck_assert(!row_of(FIGURE_RETURNED, "privacy"));
    ck_assert(!row_of(FIGURE_RETURNED, ""));
    ck_value(FIGURE_RETURNED, "consent", 10);
    ck_value(FIGURE_RETURNED, "others", 9);
    ck_hidden(FIGURE_RETURNED, "others", false); /* of three cases together */
}
END_TEST

/* The cases of two rows may be the same ones. */
START_TEST(test_report_joins_reasons_of_the_same_cases)
{
    for (int i = 0; i < 5; i++) {
        int64_t id = entered(lin, "2026-11-02T08:00:00.000Z", "", "", "");
        returned(id, "consent", 1);
        if (i < 2) {
            returned(id, "privacy", 2);
            returned(id, "disclosure", 2);
        }
    }
    read_as(zhou);
    guard();
    ck_assert_uint_eq(report.figures[FIGURE_RETURNED].n, 1);
    ck_value(FIGURE_RETURNED, "others", 13);
    ck_assert_int_eq(row_of(FIGURE_RETURNED, "others")->cases, 5);
}
END_TEST

/* Of a list that is known, what is missing would be what was joined. */
START_TEST(test_report_joins_what_none_has_too)
{
    Buf sql = BUF_INIT;
    for (int i = 0; i < 7; i++) {
        int64_t id = entered(lin, "2026-11-02T08:00:00.000Z", "", "", "");
        buf_addf(&sql,
                 "INSERT INTO stop (uid, case_id, group_id, at, user_id, reason) VALUES"
                 " (randomblob(16), %lld, 1, '2026-11-03T00:00:00.000Z', 1, '%s');",
                 (long long)id,
                 i < 4   ? "fraud"
                 : i < 6 ? "death"
                         : "consent");
    }
    ck_assert(help_raw(help_store_file, sql.data));
    buf_free(&sql);
    read_as(zhou);
    ck_value(FIGURE_STOPPED, "death", 2);
    ck_value(FIGURE_STOPPED, "other", 0);
    guard();
    ck_value(FIGURE_STOPPED, "fraud", 4);
    ck_value(FIGURE_STOPPED, "others", 3);
    ck_assert_uint_eq(report.figures[FIGURE_STOPPED].n, 2);
}
END_TEST

/* While an amendment runs, the case is still what was approved. */
START_TEST(test_report_counts_what_is_in_force)
{
    static const char *const paths[][3] = {
        {"case.ward=血液科", "case.adviser=何顾问", "case.platform=qingsongchou"},
        {"case.ward=肿瘤科", "case.adviser=孙顾问", "case.platform=shuidichou"}};
    const char *no = help_whole_case(lin, 1);
    CaseFile *file;
    for (int i = 0; i < 2; i++) {
        ck_done(app_case_open(lin, no, &file, &help_err));
        ck_done(app_case_set_paths(lin, file, (char *const *)paths[i], 3, &help_err));
        case_free(file);
        if (i)
            break;
        help_move(lin, no, VERB_SUBMIT);
        help_move(zhou, no, VERB_APPROVE);
        help_move(lin, no, VERB_AMEND);
    }
    Day today = day_today();
    ck_done(app_report(zhou, today, today, arena, &report, &help_err));
    ck_value(FIGURE_WARD, "血液科", 1);
    ck_value(FIGURE_ADVISER, "何顾问", 1);
    ck_value(FIGURE_PLATFORM, "qingsongchou", 1);
    ck_assert(!row_of(FIGURE_WARD, "肿瘤科"));
    ck_value(FIGURE_OUTCOME, "approved", 1);
}
END_TEST

START_TEST(test_report_is_of_one_moment)
{
    november();
    help_meanwhile(zhou, "c.ward",
                   "UPDATE case_file SET created_at = '2020-01-01T00:00:00.000Z'");
    read_as(zhou);
    ck_assert_int_eq(report.figures[FIGURE_PLATFORM].total, 4);
    ck_assert_int_eq(report.figures[FIGURE_WARD].total, 4);
    ck_assert_int_eq(report.figures[FIGURE_MONTH].total, 4);
    read_as(zhou);
    ck_assert_int_eq(report.figures[FIGURE_PLATFORM].total, 0);
}
END_TEST

/* Three cases of one batch: accepted, refused by a code, refused in words that name somebody.
 */
START_TEST(test_report_tells_what_came_back)
{
    for (uint64_t i = 1; i <= 4; i++)
        help_approved_case(i);
    ck_assert(help_raw(
        help_store_file,
        "UPDATE case_file SET created_at = '2026-11-01T15:00:00.000Z';"
        "INSERT INTO batch (uid, no, template, knowledge_version, at, user_id, by_name, on_day,"
        " organisation, station, practice, file, sha256, cases, rows, state)"
        " SELECT randomblob(16), 'T1-B0001', 'neutral', version, '2026-11-05T20:00:00.000Z', 1,"
        " 'zhou', '2026-11-06', 'o', 'T1', 0, 'f', hex(randomblob(32)), 4, 4, 'begun'"
        " FROM knowledge_text;"
        "INSERT INTO batch_case (uid, batch_id, place, case_id, approval_id)"
        " SELECT randomblob(16), 1, id, case_id, id FROM approval;"
        "UPDATE batch SET state = 'written';"
        "UPDATE case_file SET status = 'exported';"
        "INSERT INTO life_step (uid, case_id, group_id, at, user_id, was, life, on_day)"
        " SELECT randomblob(16), id, 1, '2026-11-06T00:00:00.000Z', 1, 'prepared', 'sent',"
        " '2026-11-06' FROM case_file; UPDATE case_file SET life = 'sent';"
        "UPDATE batch_case SET outcome = 'accepted', answered_at = '2026-11-09T16:00:00.000Z'"
        " WHERE case_id = 1;"
        "UPDATE batch_case SET outcome = 'refused', reason = 'consent',"
        " answered_at = '2026-11-30T15:59:59.999Z' WHERE case_id = 2;"
        "UPDATE batch_case SET outcome = 'refused', reason = '王小明的身份证不清楚',"
        " answered_at = '2026-11-30T16:00:00.000Z' WHERE case_id = 3"));
    read_as(zhou);
    ck_value(FIGURE_OUTCOME, "sent", 3);
    ck_value(FIGURE_OUTCOME, "written", 1);
    ck_value(FIGURE_OUTCOME, "approved", 0);
    ck_value(FIGURE_REFUSED, "consent", 1);
    ck_assert_str_eq(row_of(FIGURE_REFUSED, "consent")->label, "consent");
    ck_assert_uint_eq(report.figures[FIGURE_REFUSED].n, 1);
    ck_shown(FIGURE_DAYS, "reply", "2 cases, slowest 24");
    ck_done(app_report(zhou, first, day_add(last, 1), arena, &report, &help_err));
    ck_value(FIGURE_REFUSED, "words", 1);
    ck_shown(FIGURE_DAYS, "reply", "median 24, slowest 25, of 3 cases");
    /* Said to have gone up after the answer came: nothing takes less than no time. */
    ck_assert(help_raw(help_store_file, "UPDATE batch SET uploaded_on ="
                                        " '2026-12-20', uploaded_by = 1"));
    ck_done(app_report(zhou, first, day_add(last, 1), arena, &report, &help_err));
    ck_shown(FIGURE_DAYS, "reply", "median 0, slowest 0, of 3 cases");
    ck_value(FIGURE_OUTCOME, "sent", 4);
    ck_value(FIGURE_OUTCOME, "written", 0);
}
END_TEST

/* A case counts once however often it was stopped, and whatever was decided. */
START_TEST(test_report_tells_the_share_of_suspicion)
{
    int64_t one = entered(lin, "2026-11-02T08:00:00.000Z", "", "", "");
    for (int i = 0; i < 2; i++)
        entered(lin, "2026-11-02T08:00:00.000Z", "", "", "");
    Buf sql = BUF_INIT;
    for (int i = 0; i < 2; i++)
        buf_addf(&sql,
                 "INSERT INTO stop (uid, case_id, group_id, at, user_id, reason) VALUES"
                 " (randomblob(16), %lld, 1, '2026-11-0%dT00:00:00.000Z', 2, '%s');"
                 "UPDATE stop SET decision = 'x', decided_by = 1; UPDATE stop SET decided_at ="
                 " '2026-11-09T00:00:00.000Z' WHERE decided_at IS NULL;",
                 (long long)one, i + 3, i ? "fraud" : "death");
    ck_assert(help_raw(help_store_file, "DROP TRIGGER stop_keep"));
    ck_assert(help_raw(help_store_file, sql.data));
    buf_free(&sql);
    read_as(zhou);
    ck_value(FIGURE_RISK, "entered", 3);
    ck_value(FIGURE_RISK, "suspected", 1);
    ck_value(FIGURE_RISK, "stopped", 1);
    ck_shown(FIGURE_RISK, "stopped", "1  33.33 %");
    ck_value(FIGURE_STOPPED, "death", 1);
    ck_value(FIGURE_STOPPED, "fraud", 1);
    ck_value(FIGURE_STOPPED, "other", 0);
    guard();
    ck_shown(FIGURE_RISK, "stopped", "fewer than 3");
}
END_TEST

/* Neither a small row nor what it would take to find one stands alone. */
START_TEST(test_report_joins_small_groups)
{
    static const char *const wards[] = {"甲", "甲", "甲", "甲", "乙", "乙", "乙", "丙"};
    for (size_t i = 0; i < COUNT_OF(wards); i++)
        entered(lin, "2026-11-02T08:00:00.000Z", "shuidichou", wards[i], "");
    read_as(zhou);
    guard();
    ck_assert(!row_of(FIGURE_WARD, "丙"));
    ck_assert(!row_of(FIGURE_WARD, "乙"));
    ck_value(FIGURE_WARD, "甲", 4);
    ck_value(FIGURE_WARD, "others", 4);
    ck_value(FIGURE_PLATFORM, "shuidichou", 8);
    ck_assert(!row_of(FIGURE_PLATFORM, "others"));
}
END_TEST

START_TEST(test_report_of_a_period_that_ends_first_is_refused)
{
    ck_assert(!app_report(zhou, last, first, arena, &report, &help_err));
    ck_assert(help_is_err(ERR_INPUT, "ends before"));
}
END_TEST

static size_t cells;

static bool count_cell(void *ctx, const XlsxCell *cell)
{
    cells += strcmp(cell->text, ctx) == 0;
    return true;
}

/* How often a text stands in the sheet. */
static size_t in_workbook(const char *path, const char *text)
{
    XlsxBook *book;
    cells = 0;
    ck_done(xlsx_open(path, &book, &help_err));
    ck_assert_uint_eq(xlsx_sheets(book), 1);
    ck_done(xlsx_read(book, 0, count_cell, (void *)text, &help_err));
    xlsx_close(book);
    return cells;
}

/* Neither a row nor its total, nor the share, tells of the one that was stopped. */
START_TEST(test_report_workbook_tells_of_few_in_words)
{
    char *path = help_path("few.xlsx");
    november();
    ck_assert(help_raw(help_store_file,
                       "INSERT INTO stop (uid, case_id, group_id, at, user_id, reason) VALUES"
                       " (randomblob(16), 1, 1, '2026-11-03T00:00:00.000Z', 1, 'death')"));
    ck_done(app_report_write(zhou, first, last, false, path, false, &help_err));
    ck_assert_uint_eq(in_workbook(path, "fewer than 3"), 5); /* two of them by adviser */
    ck_assert_uint_eq(in_workbook(path, "the patient died"), 0);
    ck_assert_uint_eq(in_workbook(path, "none"), 6); /* three of days, three without a row */
    free(path);
}
END_TEST

START_TEST(test_report_workbook_joins_unless_exact)
{
    char *path = help_path("统计.xlsx");
    november();
    ck_done(app_report_write(zhou, first, last, false, path, false, &help_err));
    ck_assert_uint_eq(in_workbook(path, LONG_WARD), 0);
    ck_assert(!app_report_write(zhou, first, last, true, path, false, &help_err));
    ck_assert(help_is_err(ERR_REFUSED, "there already"));
    ck_done(app_report_write(zhou, first, last, true, path, true, &help_err));
    ck_assert_uint_eq(in_workbook(path, LONG_WARD), 1);
    ck_assert_uint_eq(in_workbook(path, "血液科"), 1);
    free(path);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_report_counts_by_local_days,
        test_report_counts_by_adviser_what_was_stopped,
        test_report_of_a_social_worker_has_their_own_cases,
        test_report_counts_every_decision,
        test_report_tells_days_of_how_many,
        test_report_sums_the_ledger,
        test_report_balances_are_those_of_the_ledgers,
        test_report_names_the_ledger_that_is_too_much,
        test_report_hides_what_a_small_sum_follows_from,
        test_report_hides_an_entry_with_a_small_balance,
        test_report_hides_what_the_platform_shows_of_few,
        test_report_joins_reasons_by_their_cases,
        test_report_joins_reasons_of_the_same_cases,
        test_report_joins_what_none_has_too,
        test_report_counts_what_is_in_force,
        test_report_is_of_one_moment,
        test_report_tells_what_came_back,
        test_report_tells_the_share_of_suspicion,
        test_report_joins_small_groups,
        test_report_of_a_period_that_ends_first_is_refused,
        test_report_workbook_tells_of_few_in_words,
        test_report_workbook_joins_unless_exact,
        NULL,
    };
    return suite_run("report", tests, start, help_app_stop);
}
