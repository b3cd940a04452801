/* Whose right a step was when it was taken, where the program would have refused it and what
 * refuses was out of the way for a moment. */
#include "config.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/backup.h"
#include "app/blacklist.h"
#include "app/case.h"
#include "app/edit.h"
#include "app/erase.h"
#include "app/history.h"
#include "app/inner.h"
#include "app/life.h"
#include "app/move.h"
#include "app/people.h"
#include "app/queue.h"
#include "app/second.h"
#include "base/attr.h"
#include "base/path.h"
#include "desk/review.h"
#include "store/sql.h"
#include "tests/support/app_help.h"
#include "tests/support/people.h"
#include "tests/support/suite.h"

/* What puts back what was taken away. */
static char *mends;

static char *mends_of(const char *what)
{
    char *text = NULL, *kept;

    ck_done(sql_get_text(session_store(zhou), &help_err, &text, what, NULL));
    kept = arena_dup(arena, text ? text : "");
    free(text);
    return kept;
}

/* As somebody who is at home in the file, by another program. */
static void tamper(const char *sql)
{
#define REFUSE                                                                                 \
    " FROM sqlite_schema WHERE type = 'trigger' AND name NOT LIKE 'journal%'"                  \
    " AND sql LIKE '%RAISE(%'"
    char *gone = mends_of("SELECT group_concat('DROP TRIGGER ' || name, ';')" REFUSE);

    mends = mends_of("SELECT group_concat(sql, ';')" REFUSE);
    ck_assert(help_raw(help_store_file, gone));
    ck_assert_msg(help_raw(help_store_file, sql), "%s", sql);
#undef REFUSE
}

/* The same, where a view refuses it. */
static void tamper_view(const char *view, const char *sql)
{
    char *was = mends_of(arena_printf(
        arena, "SELECT sql FROM sqlite_schema WHERE type = 'view' AND name = '%s'", view));

    tamper(arena_printf(arena, "DROP VIEW %s; CREATE VIEW %s AS %s", view, view, sql));
    mends = arena_printf(arena, "DROP VIEW %s; %s; %s", view, was, mends);
}

/* How many events anjuan-verify names. */
static int64_t also_named(void)
{
    const char *top = getenv("top_builddir");
    char *program = arena_printf(arena, "%s/anjuan-verify", top ? top : "."),
         *said = help_path("said");
    char *const argv[] = {program, help_store_file, NULL};
    Buf text = BUF_INIT;
    int64_t n = 0;
    pid_t pid = fork();

    if (pid == 0) {
        if (freopen(said, "w", stdout))
            execv(program, argv);
        _exit(127);
    }
    ck_assert(pid > 0 && waitpid(pid, NULL, 0) == pid);
    ck_done(path_read(said, 1 << 20, &text, &help_err));
    for (const char *at = text.data; at; at = strchr(at + 1, '\n'))
        n += strncmp(at + (*at == '\n'), "Event ", strlen("Event ")) == 0;
    buf_free(&text);
    free(said);
    return n;
}

/* How often that is told of, and nothing else; the other program finds as much. */
static void named(const char *words, int64_t times)
{
    Verified found = {0};
    int64_t n = 0;

    ck_assert(!mends || help_raw(help_store_file, mends));
    mends = NULL;
    ck_done(app_verify_records(zhou, NULL, &found, &help_err));
    for (size_t i = 0; i < found.change_count; i++) {
        ck_assert_msg(strstr(found.changes[i].words, words) != NULL, "%s",
                      found.changes[i].words);
        n++;
    }
    ck_assert_int_eq(n, times);
    app_verified_free(&found);
    ck_assert_int_eq(also_named(), times);
}

/* ---- the blacklist takes two ---- */

static int64_t listed(Session *session, const char *phone)
{
    const BlackTyped typed = {
        .phone = phone, .reason = "伪造票据", .evidence = "医院核实没有这张发票"};
    BlackField at;
    int64_t id = 0;

    ck_done(app_black_add(session, &typed, &id, &at, &help_err));
    return id;
}

/* Nor are whoever was added and who added them two, until a third gives the passphrase. */
START_TEST(test_two_are_two)
{
    const NewUser added = {"sun", ROLE_SUPERVISOR, "孙督导", MADE_PASSPHRASE,
                           true,  &people_cost};
    int64_t first, second;

    ck_done(app_person_add(zhou, &added, &help_err));
    Session *sun = help_open_as("sun");
    first = listed(zhou, "13900000051");
    second = listed(sun, "13900000052");
    ck_assert(!app_black_confirm(sun, first, &help_err));
    ck_assert(!app_black_confirm(zhou, second, &help_err));
    named("", 0);
    tamper_view("passphrase_set", "SELECT 0 AS user_id, 0 AS by_user");
    ck_done(app_black_confirm(sun, first, &help_err));
    ck_done(app_black_confirm(zhou, second, &help_err));
    named("it takes two, of whom neither set the passphrase of the other", 2);
    session_close(sun);
}
END_TEST

/* ---- the archive ---- */

static int64_t archived(const char *no)
{
    CaseFile *file;

    ck_done(app_case_open(zhou, no, &file, &help_err));
    ck_done(app_case_close(zhou, &file, "other", "到此为止", &help_err));
    ck_done(app_case_stage(zhou, &file, LIFE_ARCHIVED, NULL, NULL, &help_err));
    int64_t id = case_head_of(file)->id;
    case_free(file);
    return id;
}

/* A supervisor writes in it no more than anybody. */
START_TEST(test_the_archive_is_read)
{
    const char *no = help_approved_case(1);
    int64_t id = archived(no), row;
    const GroupHead head = {
        .kind = GROUP_EDIT, .user_id = session_user(zhou)->id, .case_id = id, .verb = "edit"};
    const TxColumn columns[] = {{"case_id", sql_value_int(id), 0},
                                {"place", sql_value_int(1), 0},
                                {"note", sql_value_text("又想起来"), 0}};
    Tx *tx = NULL;

    named("", 0);
    tamper("SELECT 1");
    ck_done(tx_begin(session_store(zhou), &head, &tx, &help_err));
    ck_done(tx_add(tx, "contact", columns, COUNT_OF(columns), &row, &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
    named("the archive is read, and opened again first", 1);
}
END_TEST

/* ---- an amendment that is given up ---- */

static void amends(const char *no, char *changed)
{
    CaseFile *file;

    ck_done(app_case_open(lin, no, &file, &help_err));
    ck_done(app_case_move(lin, &file, VERB_AMEND, NULL, &help_err));
    ck_done(app_case_set_paths(lin, file, &changed, 1, &help_err));
    case_free(file);
}

/* What was changed stays there, though the amendment is over. */
START_TEST(test_what_is_given_up_is_given_back)
{
    const char *no = help_approved_case(1), *whole = help_approved_case(2);
    char phone[] = "patient.phone=13900000046", again[] = "patient.phone=13900000047";
    CaseFile *file;
    Tx *tx = NULL;

    amends(whole, again);
    help_move(lin, whole, VERB_WITHDRAW);
    amends(no, phone);
    named("", 0);
    ck_done(app_case_open(lin, no, &file, &help_err));
    const GroupHead head = {.kind = GROUP_WORKFLOW,
                            .user_id = session_user(lin)->id,
                            .case_id = case_head_of(file)->id,
                            .verb = "withdraw"};
    tamper("SELECT 1");
    ck_done(tx_begin(session_store(lin), &head, &tx, &help_err));
    ck_done(tx_set(tx, "case_file", head.case_id, "amendment", sql_value_null(), NULL, 0,
                   &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
    case_free(file);
    named("an amendment was given up, and the case is not what it was before", 1);
}
END_TEST

/* ---- the first of two ---- */

static void sets(Session *session, const char *no, char *changed)
{
    CaseFile *file;

    ck_done(app_case_open(session, no, &file, &help_err));
    ck_done(app_case_set_paths(session, file, &changed, 1, &help_err));
    case_free(file);
}

static void approves(Session *session, const char *no)
{
    const Decision decision = {.comment = "提示已核对"};
    CaseFile *file;

    ck_done(app_case_open(session, no, &file, &help_err));
    ck_done(app_case_move(session, &file, VERB_APPROVE, &decision, &help_err));
    case_free(file);
}

static void approves_not(Session *session, const char *no, const char *why)
{
    const Decision decision = {.comment = "提示已核对"};
    CaseFile *file;

    ck_done(app_case_open(session, no, &file, &help_err));
    ck_assert(!app_case_move(session, &file, VERB_APPROVE, &decision, &help_err));
    ck_assert_msg(strstr(help_err.text, why) != NULL, "%s", help_err.text);
    case_free(file);
}

static const char later[] = "document[+].code=D16",
                  any_first[] = "SELECT case_id, user_id, id, uid, at, group_id FROM review"
                                " WHERE verb = 'approve_first'";

/* Given by zhou, of what is amended; sun is as free to give the second. */
static const char *first_given(Session **third, Session **sun)
{
    const NewUser added = {"sun", ROLE_SUPERVISOR, "孙督导", MADE_PASSPHRASE,
                           true,  &people_cost},
                  office = {"office", ROLE_ADMINISTRATOR, NULL, MADE_PASSPHRASE,
                            true,     &people_cost};
    const char *no = help_approved_case(1);
    char phone[] = "patient.phone=13900000046";

    ck_done(app_person_add(zhou, &office, &help_err));
    *third = help_open_as("office");
    ck_done(app_person_add(*third, &added, &help_err));
    ck_done(app_second_set(zhou, "1", NULL, &help_err));
    *sun = help_open_as("sun");
    amends(no, phone);
    help_move(lin, no, VERB_SUBMIT);
    approves(zhou, no);
    named("", 0);
    return no;
}

/* It is over where what came later was written since, since that is taken in with the second.
 */
START_TEST(test_what_came_later_ends_a_first_approval)
{
    Session *third, *sun;
    const char *no = first_given(&third, &sun);

    sets(lin, no, arena_dup(arena, later));
    tamper_view("first_approval", any_first);
    approves(sun, no);
    named("nobody gave that first approval", 1);
    session_close(sun);
    session_close(third);
}
END_TEST

/* What came and went since takes nothing in. */
static void comes_and_goes(const char *no)
{
    CaseFile *file;

    sets(lin, no, arena_dup(arena, later));
    ck_done(app_case_open(lin, no, &file, &help_err));
    ck_done(app_case_remove_row(lin, file, REC_DOCUMENT, case_rows(file, REC_DOCUMENT) - 1,
                                &help_err));
    case_free(file);
}

START_TEST(test_what_went_again_ends_no_first_approval)
{
    Session *third, *sun;
    const char *no = first_given(&third, &sun);

    comes_and_goes(no);
    approves(sun, no);
    named("", 0);
    session_close(sun);
    session_close(third);
}
END_TEST

/* So whoever gave it stands in the way of those whom they added. */
START_TEST(test_the_first_is_a_hand_though_something_went)
{
    const NewUser added = {"wu", ROLE_SUPERVISOR, "吴督导", MADE_PASSPHRASE,
                           true, &people_cost};
    Session *third, *sun, *wu;
    const char *no = first_given(&third, &sun);

    ck_done(app_person_add(zhou, &added, &help_err));
    wu = help_open_as("wu");
    comes_and_goes(no);
    tamper_view("four_eyes", "SELECT 0 AS case_id, 0 AS user_id, '' AS why");
    approves(wu, no);
    named("who had added them or set their passphrase, had a hand in the case before", 1);
    session_close(wu);
    session_close(sun);
    session_close(third);
}
END_TEST

static bool is_submitted(const char *no)
{
    int64_t n = 0;

    ck_done(sql_get_int(session_store(zhou), &help_err, &n,
                        "SELECT count(*) FROM case_file WHERE no = ? AND status = 'submitted'",
                        "t", no));
    return n == 1;
}

/* By an amount, or by what was found. */
static const char *asked_and_off(bool findings)
{
    const char *no = help_whole_case(lin, 1);
    char *found = NULL;

    help_move(lin, no, VERB_SUBMIT);
    ck_done(sql_get_text(session_store(zhou), &help_err, &found,
                         "SELECT found FROM last_submission", NULL));
    ck_done(app_second_set(zhou, findings ? NULL : "1", findings ? found : NULL, &help_err));
    free(found);
    ck_done(app_second_set(zhou, "none", "none", &help_err));
    return no;
}

/* What was asked when it was submitted, or since, is not turned off by whoever approves. */
START_TEST(test_two_approve_what_two_were_asked_for)
{
    const char *no = asked_and_off(false);

    approves(zhou, no);
    ck_assert(is_submitted(no));
    approves_not(zhou, no, "the first of two approvals");
    tamper_view("last_submission", "SELECT 0 AS case_id, 0 AS group_id, '' AS found");
    approves(zhou, no);
    ck_done(app_second_set(zhou, "1", NULL, &help_err));
    named("two supervisors approve such a case", 1);
}
END_TEST

START_TEST(test_asked_once_is_asked_by_others_too)
{
    const char *no = asked_and_off(true);

    ck_assert(help_raw_int(help_store_file, "SELECT count(*) FROM second_asks") > 0);
    tamper_view("last_submission", "SELECT 0 AS case_id, 0 AS group_id, '' AS found");
    approves(zhou, no);
    named("two supervisors approve such a case", 1);
}
END_TEST

/* ---- erased by request ---- */

/* Beside that a value was put there from outside; the other program names both of one event. */
static void named_besides(const char *words)
{
    Verified found = {0};
    bool is = false;

    ck_assert(help_raw(help_store_file, mends));
    mends = NULL;
    ck_done(app_verify_records(zhou, NULL, &found, &help_err));
    for (size_t i = 0; i < found.change_count; i++)
        is = is || strstr(found.changes[i].words, words);
    ck_assert(is);
    ck_assert_int_eq(found.changed, 2);
    app_verified_free(&found);
    ck_assert_int_eq(also_named(), 2);
}

static void asked(const char *no, const char *answer)
{
    sets(zhou, no, arena_dup(arena, "request[+].on=2026-11-19"));
    sets(zhou, no, arena_dup(arena, "request[1].by=家属"));
    sets(zhou, no, arena_dup(arena, "request[1].relation=52"));
    sets(zhou, no, arena_dup(arena, "request[1].how=writing"));
    sets(zhou, no, arena_dup(arena, "request[1].answered_on=2026-11-20"));
    sets(zhou, no, arena_printf(arena, "request[1].answer=%s", answer));
}

static const char *closed_and_asked(const char *answer)
{
    const char *no = help_whole_case(lin, 1);
    CaseFile *file;

    ck_done(app_case_open(zhou, no, &file, &help_err));
    ck_done(app_case_close(zhou, &file, "other", "家属要求", &help_err));
    case_free(file);
    asked(no, answer);
    return no;
}

/* How it was answered stays when its words are gone. */
START_TEST(test_a_request_was_granted)
{
    ck_done(app_case_erase(zhou, closed_and_asked("granted"), true, "家属书面要求", &help_err));
    named("", 0);
}
END_TEST

START_TEST(test_a_request_was_not_granted)
{
    const char *no = closed_and_asked("refused");

    ck_assert(!app_case_erase(zhou, no, true, "家属书面要求", &help_err));
    tamper("UPDATE erasure_request SET answer = 'granted'");
    ck_done(app_case_erase(zhou, no, true, "家属书面要求", &help_err));
    named_besides("nobody had granted it");
}
END_TEST

/* ---- later than nothing ---- */

/* What nobody approved is not of the follow-up, or it would be changed as that. */
START_TEST(test_nothing_is_later_than_nothing)
{
    CaseFile *file;
    int64_t row;
    Tx *tx = NULL;

    ck_done(app_case_open(lin, help_whole_case(lin, 1), &file, &help_err));
    const GroupHead head = {.kind = GROUP_EDIT,
                            .user_id = session_user(lin)->id,
                            .case_id = case_head_of(file)->id,
                            .verb = "edit",
                            .content = true};
    const TxColumn columns[] = {{"case_id", sql_value_int(head.case_id), 0},
                                {"place", sql_value_int(77), 0},
                                {"code", sql_value_text("D16"), 0},
                                {"later", sql_value_int(1), 0}};
    tamper("SELECT 1");
    ck_done(tx_begin(session_store(lin), &head, &tx, &help_err));
    ck_done(tx_add(tx, "document", columns, COUNT_OF(columns), &row, &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
    case_free(file);
    named("nothing was approved that it came later than", 1);
}
END_TEST

/* ---- what is never empty is ---- */

static bool reads(void *ctx, const JournalRow *row)
{
    (void)ctx;
    return row->group != 0;
}

/* Whatever is said of it, that it is read does no harm. */
static void is_read(const char *no)
{
    Verified found = {0};
    CaseFile *file = NULL;
    QueueRow *rows;
    ReviewRow *reviews;
    size_t n;
    const QueueFilter all = {0};

    app_verify(zhou, NULL, &found, &help_err);
    app_verified_free(&found);
    app_queue_window(zhou, &all, 0, 10, arena, &rows, &n, &help_err);
    if (app_case_open(zhou, no, &file, &help_err)) {
        app_history(zhou, case_head_of(file)->id, 0, reads, NULL, &help_err);
        review_list(session_store(zhou), case_head_of(file)->id, arena, &reviews, &n,
                    &help_err);
    }
    case_free(file);
    help_err = (Err){0};
}

/* Somebody who is at home in the file changes the schema as well. */
START_TEST(test_holes_do_no_harm)
{
    static const struct Hole {
        const char *table, *column;
    } holes[] = {{"review", "verb"},      {"case_file", "life"},   {"case_file", "status"},
                 {"journal_group", "at"}, {"journal_shape", "op"}, {"journal_shape", "cols"}};
    const char *no = help_approved_case(1);
    char *names = NULL;

    ck_done(sql_get_text(session_store(zhou), &help_err, &names,
                         "SELECT group_concat('DROP TRIGGER ' || name, ';')"
                         " FROM sqlite_schema WHERE type = 'trigger'",
                         NULL));
    ck_assert(help_raw(help_store_file, names));
    free(names);
    for (size_t i = 0; i < COUNT_OF(holes); i++) {
        char *sql = arena_printf(
            arena,
            "PRAGMA writable_schema = ON;"
            "UPDATE sqlite_schema SET sql = replace(replace(sql, '%s TEXT NOT NULL', '%s "
            "TEXT'),"
            " ') STRICT', ')') WHERE name = '%s'; PRAGMA schema_version = %zu",
            holes[i].column, holes[i].column, holes[i].table, 9000 + i);
        ck_assert(help_raw(help_store_file, sql));
        sql =
            arena_printf(arena, "PRAGMA ignore_check_constraints = ON; UPDATE %s SET %s = NULL",
                         holes[i].table, holes[i].column);
        ck_assert_msg(help_raw(help_store_file, sql), "%s", sql);
        is_read(no);
    }
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_two_are_two,
        test_the_archive_is_read,
        test_what_is_given_up_is_given_back,
        test_what_came_later_ends_a_first_approval,
        test_what_went_again_ends_no_first_approval,
        test_the_first_is_a_hand_though_something_went,
        test_two_approve_what_two_were_asked_for,
        test_asked_once_is_asked_by_others_too,
        test_a_request_was_granted,
        test_a_request_was_not_granted,
        test_nothing_is_later_than_nothing,
        test_holes_do_no_harm,
        NULL,
    };
    return suite_run("right", tests, help_app_start, help_app_stop);
}
