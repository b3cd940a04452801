/* What was changed behind the program's back is refused where it would be acted on, and stays
 * in the history when it is put back. */
#include "config.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "app/backup.h"
#include "app/case.h"
#include "app/discard.h"
#include "app/edit.h"
#include "app/erase.h"
#include "app/hand.h"
#include "app/inner.h"
#include "app/life.h"
#include "app/move.h"
#include "app/people.h"
#include "app/receipt.h"
#include "app/second.h"
#include "base/path.h"
#include "exchange/portable.h"
#include "store/sql.h"
#include "tests/support/app_help.h"
#include "tests/support/people.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"

/* As somebody who is at home in the file, by another program. */
static void tamper(const char *sql)
{
    Buf all = BUF_INIT;
    Sql q;

    ck_done(sql_open(&q, session_store(zhou),
                     "SELECT 'DROP TRIGGER \"' || name || '\";' FROM sqlite_schema"
                     " WHERE type = 'trigger' AND name NOT LIKE 'journal%'"
                     " AND sql LIKE '%RAISE(%'", /* what triggers derive stays right */
                     &help_err));
    while (sql_row(&q))
        buf_add(&all, sql_text(&q, 0));
    ck_done(sql_close(&q, &help_err));
    buf_add(&all, sql);
    ck_assert_msg(help_raw(help_store_file, all.data), "%s", sql);
    buf_free(&all);
}

/* How often the history of cases says that something was found, with these words. */
static int64_t told(const char *words)
{
    int64_t n;

    ck_done(sql_get_int(session_store(zhou), &help_err, &n,
                        "SELECT count(*) FROM journal_group WHERE verb = 'different'"
                        " AND instr(message, ?)",
                        "t", words));
    return n;
}

static int64_t changed(void)
{
    Verified found = {0};
    int64_t n;

    ck_done(app_verify_records(zhou, NULL, &found, &help_err));
    n = found.changed;
    app_verified_free(&found);
    return n;
}

/* ---- what may be tried ---- */

typedef bool Acts(const char *no);

static bool move(const char *no, Verb verb)
{
    const Decision decision = {.comment = "提示已核对"};
    CaseFile *file;

    ck_done(app_case_open(zhou, no, &file, &help_err));
    bool done = app_case_move(zhou, &file, verb, &decision, &help_err);
    case_free(file);
    return done;
}

static bool submits(const char *no)
{
    return move(no, VERB_SUBMIT);
}

static bool approves(const char *no)
{
    return move(no, VERB_APPROVE);
}

static bool amends(const char *no)
{
    return move(no, VERB_AMEND);
}

static bool closes(const char *no)
{
    CaseFile *file;

    ck_done(app_case_open(zhou, no, &file, &help_err));
    bool done = app_case_close(zhou, &file, "withdrawn", "家属不再申请", &help_err);
    case_free(file);
    return done;
}

static bool decides(const char *no)
{
    CaseFile *file;

    ck_done(app_case_open(zhou, no, &file, &help_err));
    bool done = app_case_decide_stop(zhou, &file, STOP_GOES_ON, "已核实", &help_err);
    case_free(file);
    return done;
}

static bool hands(const char *no)
{
    CaseFile *file;

    ck_done(app_case_open(zhou, no, &file, &help_err));
    bool done = app_case_hand(zhou, &file, "zhou", NULL, &help_err);
    case_free(file);
    return done;
}

static bool exports_as(const char *template_, const char *no)
{
    ExportWish wish = {.template_ = template_, .numbers = &no, .n = 1};
    char *file = help_path("a.xlsx");
    BatchRow batch;

    bool done = app_export(zhou, &wish, file, false, NULL, arena, &batch, NULL, &help_err);
    ck_assert_int_eq(path_exists(file), done);
    free(file);
    return done;
}

static bool exports(const char *no)
{
    return exports_as("neutral", no);
}

/* ---- what is done to the batch of the case ---- */

static const char *batch_no(void)
{
    char *no = NULL;
    const char *kept;

    ck_done(sql_get_text(session_store(zhou), &help_err, &no, "SELECT no FROM batch LIMIT 1",
                         NULL));
    kept = arena_dup(arena, no);
    free(no);
    return kept;
}

static bool writes_again(const char *no)
{
    char *file = help_path("again.xlsx");
    BatchRow batch;
    bool done = app_export_again(zhou, batch_no(), file, false, NULL, arena, &batch, &help_err);

    (void)no;
    ck_assert_int_eq(path_exists(file), done);
    free(file);
    return done;
}

static bool takes_reply(const char *no)
{
    ReceiptLook look;
    char *path =
        temp_text(help_folder, "回执.csv", arena_printf(arena, "案例编号,结果\n%s,通过\n", no));
    bool done = app_receipt_take(zhou, batch_no(), path, NULL, NULL, arena, &look, &help_err);

    free(path);
    return done;
}

static bool closes_batch(const char *no)
{
    (void)no;
    return app_batch_close(zhou, batch_no(), &help_err);
}

static const char *sent_case(void)
{
    const char *no = help_approved_case(1);

    ck_assert_msg(exports(no), "%s", help_err.text);
    return no;
}

static bool discards(const char *no)
{
    int64_t id;

    ck_done(case_find_no(session_store(zhou), no, &id, &help_err));
    return app_case_discard(zhou, id, &help_err);
}

static bool erases(const char *no)
{
    return app_case_erase(zhou, no, false, "期满", &help_err);
}

static const char *draft_case(void)
{
    return help_whole_case(lin, 1);
}

static const char *submitted_case(void)
{
    const char *no = help_whole_case(lin, 1);

    help_move(lin, no, VERB_SUBMIT);
    return no;
}

static const char *second_case(void)
{
    ck_done(app_second_set(zhou, "1", NULL, &help_err));
    return submitted_case();
}

static const char *approved_case(void)
{
    return help_approved_case(1);
}

static const char *stopped_case(void)
{
    const char *no = help_approved_case(1);
    CaseFile *file;

    ck_done(app_case_open(lin, no, &file, &help_err));
    ck_done(app_case_stop(lin, &file, STOP_FRAUD, "有人举报", &help_err));
    case_free(file);
    return no;
}

static const char *closed_case(void)
{
    const char *no = help_whole_case(lin, 1);

    ck_assert_msg(closes(no), "%s", help_err.text);
    return no;
}

/* ---- what is changed, and put back ---- */

/* Of a name that no table of the journal's rows has. */
#define KEEP(what) "CREATE TABLE journal_was AS SELECT * FROM " what ";"

static const struct Tampering {
    const char *(*made)(void);
    const char *forwards, *back;
    Acts *acts;
    const char *words;
} tamperings[] = {
    {submitted_case, KEEP("payee") "UPDATE payee SET account = '6222000000000000001'",
     "UPDATE payee SET account = (SELECT account FROM journal_was)", approves,
     "(payee 1 account)"},
    {draft_case, KEEP("patient") "UPDATE patient SET name = '外人'",
     "UPDATE patient SET name = (SELECT name FROM journal_was)", submits, "(patient 1 name)"},
    {submitted_case, KEEP("case_touch") "DELETE FROM case_touch",
     "INSERT INTO case_touch SELECT * FROM journal_was", approves, "case_touch"},
    {submitted_case, KEEP("case_file") "UPDATE case_file SET created_by = 99",
     "UPDATE case_file SET created_by = (SELECT created_by FROM journal_was)", approves,
     "case_file"},
    {submitted_case, KEEP("document") "DELETE FROM document WHERE id = 1",
     "INSERT INTO document SELECT * FROM journal_was WHERE id = 1", approves, "document 1"},
    {submitted_case,
     KEEP("consent") "INSERT INTO consent (uid, case_id, place, kind)"
                     " SELECT randomblob(16), 1, 99000, 'A'",
     "DELETE FROM consent WHERE place = 99000", approves, "consent"},
    {submitted_case, KEEP("review") "UPDATE review SET user_id = 99",
     "UPDATE review SET user_id ="
     " (SELECT user_id FROM journal_was WHERE journal_was.id = review.id)",
     approves, "review"},
    {approved_case,
     KEEP("approval") "UPDATE approval SET snapshot ="
                      " json_set(snapshot, '$.payee.account', '6222000000000000001')",
     "UPDATE approval SET snapshot = (SELECT snapshot FROM journal_was)", exports, "snapshot"},
    {approved_case, KEEP("approval") "UPDATE approval SET approver = 99",
     "UPDATE approval SET approver = (SELECT approver FROM journal_was)", exports, "approver"},
    {approved_case, KEEP("payee") "UPDATE payee SET account = '6222000000000000001'",
     "UPDATE payee SET account = (SELECT account FROM journal_was)", exports,
     "(payee 1 account)"},
    {approved_case, KEEP("case_file") "UPDATE case_file SET handed_to = 2",
     "UPDATE case_file SET handed_to = NULL", hands, "case_file"},
    {approved_case, KEEP("patient") "UPDATE patient SET name = '外人'",
     "UPDATE patient SET name = (SELECT name FROM journal_was)", amends, "(patient 1 name)"},
    {draft_case, KEEP("patient") "DELETE FROM patient",
     "INSERT INTO patient SELECT * FROM journal_was", closes, "patient"},
    {stopped_case, KEEP("stop") "DELETE FROM stop",
     "INSERT INTO stop SELECT * FROM journal_was", exports, "stop"},
    {draft_case, KEEP("patient") "UPDATE patient SET name = '外人'",
     "UPDATE patient SET name = (SELECT name FROM journal_was)", discards, "(patient 1 name)"},
    {closed_case, KEEP("case_file") "UPDATE case_file SET retain_until = '2026-01-01'",
     "UPDATE case_file SET retain_until = (SELECT retain_until FROM journal_was)", erases,
     "(case_file 1 retain_until)"},
    {stopped_case, KEEP("stop") "UPDATE stop SET reason = 'death'",
     "UPDATE stop SET reason = (SELECT reason FROM journal_was)", decides, "stop"},
    {sent_case, KEEP("batch_case") "UPDATE batch_case SET content = '{}'",
     "UPDATE batch_case SET content = (SELECT content FROM journal_was)", writes_again,
     "(batch_case 1 content)"},
    {sent_case, KEEP("batch") "UPDATE batch SET by_name = '外人'",
     "UPDATE batch SET by_name = (SELECT by_name FROM journal_was)", writes_again,
     "(batch 1 by_name)"},
    {sent_case, KEEP("batch_case") "UPDATE batch_case SET outcome = 'refused'",
     "UPDATE batch_case SET outcome = NULL", takes_reply, "(batch_case 1 outcome)"},
    {sent_case, KEEP("batch") "UPDATE batch SET platform = 'other'",
     "UPDATE batch SET platform = (SELECT platform FROM journal_was)", closes_batch,
     "(batch 1 platform)"},
    {sent_case, KEEP("batch_case") "DELETE FROM batch_case",
     "INSERT INTO batch_case SELECT * FROM journal_was", closes_batch, "batch_case 1"},
    {sent_case, KEEP("patient") "UPDATE patient SET name = '外人'",
     "UPDATE patient SET name = (SELECT name FROM journal_was)", takes_reply,
     "(patient 1 name)"},
    {second_case,
     KEEP("setting") "UPDATE setting SET value = NULL"
                     " WHERE name = 'second_approval.above'",
     "UPDATE setting SET value = (SELECT value FROM journal_was AS w WHERE w.id = setting.id)",
     approves, "setting"},
};

START_TEST(test_used_and_put_back)
{
    const struct Tampering *one = &tamperings[_i];
    const char *no = one->made();
    int64_t before;

    ck_assert_int_eq(changed(), 0);
    tamper(one->forwards);
    before = changed();
    ck_assert_int_gt(before, 0);
    for (int tries = 0; tries < 2; tries++) {
        ck_assert_msg(!one->acts(no), "%s", one->forwards);
        ck_assert_int_eq(help_err.kind, ERR_REFUSED);
        ck_assert_msg(strstr(help_err.text, one->words) != NULL, "%s", help_err.text);
        ck_assert_ptr_nonnull(strstr(help_err.text, "verify"));
        ck_assert_ptr_null(strstr(help_err.text, "6222000000000000001"));
        ck_assert_ptr_null(strstr(help_err.text, "外人"));
    }
    ck_assert_int_eq(told(one->words), 1);
    ck_assert_int_eq(told("6222000000000000001") + told("外人"), 0);
    tamper(one->back);
    ck_assert_int_eq(told(one->words), 1);
}
END_TEST

/* ---- people ---- */

static const struct PersonTampering {
    const char *forwards, *back, *words;
} person_tamperings[] = {
    {KEEP("user") "UPDATE user SET role = 'administrator' WHERE name = 'zhou'",
     "UPDATE user SET role = 'supervisor' WHERE name = 'zhou'", "user 1 role)"},
    {KEEP("user") "UPDATE user SET passhash = (SELECT passhash FROM user WHERE name = 'lin')"
                  " WHERE name = 'zhou'",
     "UPDATE user SET passhash = (SELECT passhash FROM journal_was WHERE name = 'zhou')"
     " WHERE name = 'zhou'",
     "passhash"},
    {KEEP("user") "UPDATE user SET display = '林' WHERE name = 'zhou'",
     "UPDATE user SET display = (SELECT display FROM journal_was WHERE name = 'zhou')"
     " WHERE name = 'zhou'",
     "display"},
    {"UPDATE user SET reset_by = (SELECT id FROM user WHERE name = 'lin') WHERE name = 'zhou'",
     "UPDATE user SET reset_by = NULL WHERE name = 'zhou'", "reset_by"},
    {"UPDATE user SET must_change = 1 WHERE name = 'zhou'",
     "UPDATE user SET must_change = 0 WHERE name = 'zhou'", "must_change"},
    {"UPDATE person_key SET made_by = (SELECT id FROM user WHERE name = 'lin')"
     " WHERE user_id = (SELECT id FROM user WHERE name = 'zhou')",
     "UPDATE person_key SET made_by = NULL"
     " WHERE user_id = (SELECT id FROM user WHERE name = 'zhou')",
     "person_key"},
    {KEEP("person_key") "UPDATE person_key SET wrapped = zeroblob(80)"
                        " WHERE user_id = (SELECT id FROM user WHERE name = 'zhou')",
     "UPDATE person_key SET wrapped = (SELECT wrapped FROM journal_was AS w"
     " WHERE w.id = person_key.id)",
     "wrapped"},
    {"INSERT INTO person_key (uid, user_id, sign, receive, wrapped, since, ended)"
     " SELECT randomblob(16), id, randomblob(32), randomblob(32), x'00', randomblob(16),"
     " randomblob(16) FROM user WHERE name = 'zhou'",
     "DELETE FROM person_key WHERE length(wrapped) = 1", "person_key"},
};

/* Others come in, and may verify; and what is to be decided by whoever may do what waits. */
START_TEST(test_who_was_changed_does_not_sign_in)
{
    const struct PersonTampering *one = &person_tamperings[_i];
    const char *no = submitted_case();

    tamper(one->forwards);
    for (int tries = 0; tries < 2; tries++) {
        ck_assert(!session_sign_in(zhou, "zhou", MADE_PASSPHRASE, &help_err));
        ck_assert_int_eq(help_err.kind, ERR_REFUSED);
        ck_assert_msg(strstr(help_err.text, one->words) != NULL, "%s", help_err.text);
        ck_assert_ptr_nonnull(strstr(help_err.text, "zhou; somebody else"));
    }
    ck_assert_int_eq(told(one->words), 1);
    ck_done(session_sign_in(lin, "lin", MADE_PASSPHRASE, &help_err));
    ck_assert_int_gt(changed(), 0);
    ck_assert(!approves(no));
    tamper(one->back);
    ck_assert_int_eq(changed(), 0);
    ck_assert_int_ge(told(one->words), 1);
    ck_done(session_sign_in(zhou, "zhou", MADE_PASSPHRASE, &help_err));
    ck_assert_msg(approves(no), "%s", help_err.text);
}
END_TEST

/* Whoever only reads is told as well, and so is the history. */
START_TEST(test_who_was_changed_does_not_read)
{
    Session *reads;

    tamper(person_tamperings[0].forwards);
    ck_done(session_open(&help_options, STORE_READ, &reads, &help_err));
    ck_assert(!session_sign_in(reads, "zhou", MADE_PASSPHRASE, &help_err));
    ck_assert_ptr_nonnull(strstr(help_err.text, "role"));
    ck_done(session_sign_in(reads, "lin", MADE_PASSPHRASE, &help_err));
    session_close(reads);
    ck_assert_int_eq(told("role"), 1);
}
END_TEST

/* ---- what an older program would not have refused ---- */

static User who(Session *session)
{
    User user;

    ck_done(
        user_get(session_store(session), session_user(session)->id, arena, &user, &help_err));
    return user;
}

/* As the case stands in the tables, without looking at its history. */
static void approve_unproven_by(Session *session, User user, const char *no)
{
    const Decision decision = {.comment = "提示已核对", .found = ""};
    const char *version = knowledge_version(session_knowledge(session));
    Buf snapshot = BUF_INIT;
    CaseFile *file;
    int64_t id, approval;
    Tx *tx = NULL;

    ck_done(case_find_no(session_store(session), no, &id, &help_err));
    const GroupHead head = {
        .kind = GROUP_WORKFLOW, .user_id = user.id, .case_id = id, .verb = "approve"};
    ck_done(tx_begin(session_store(session), &head, &tx, &help_err));
    ck_done(case_load(session_store(session), id, &file, &help_err));
    portable_write(file, &snapshot);
    ck_done(session_keep_knowledge(session, &help_err));
    ck_done(
        review_approve(tx, &user, id, &decision, snapshot.data, version, &approval, &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
    case_free(file);
    buf_free(&snapshot);
}

static void approve_unproven(Session *session, const char *no)
{
    approve_unproven_by(session, who(session), no);
}

static void expect_named(const char *words)
{
    Verified found = {0};

    ck_done(app_verify_records(zhou, NULL, &found, &help_err));
    ck_assert_int_eq(found.changed, 1);
    ck_assert_msg(strstr(found.changes[0].words, words) != NULL, "%s", found.changes[0].words);
    app_verified_free(&found);
}

/* Of a row that went the history tells whose it was, and of one that was moved too. */
static const char *const lockouts[] = {
    "DELETE FROM person_key WHERE user_id = (SELECT id FROM user WHERE name = 'zhou')",
    "UPDATE person_key SET ended = randomblob(16), user_id = NULL"
    " WHERE user_id = (SELECT id FROM user WHERE name = 'zhou')",
    "DELETE FROM person_key WHERE user_id = (SELECT id FROM user WHERE name = 'zhou');"
    "DELETE FROM user WHERE name = 'zhou'",
};

START_TEST(test_one_row_keeps_out_one_person)
{
    tamper(lockouts[_i]);
    ck_assert(!session_sign_in(zhou, "zhou", MADE_PASSPHRASE, &help_err));
    ck_done(session_sign_in(lin, "lin", MADE_PASSPHRASE, &help_err));
    ck_assert_int_gt(changed(), 0);
}
END_TEST

/* Each place once, in whatever order and language, by whoever tries. */
START_TEST(test_trying_does_not_grow_the_history)
{
    tamper("UPDATE user SET must_change = 1 WHERE name = 'zhou' OR name = 'lin'");
    for (int tries = 0; tries < 6; tries++)
        ck_assert(
            !session_sign_in(zhou, tries % 2 ? "zhou" : "lin", MADE_PASSPHRASE, &help_err));
    ck_assert_int_eq(told("must_change"), 2);
}
END_TEST

/* The right of the person does not wait; what was found stays in the history, without it. */
START_TEST(test_a_request_is_carried_out_and_told)
{
    const char *no = closed_case();

    help_grant_erasure(zhou, no);
    tamper("UPDATE patient SET name = '外人'");
    ck_assert(!app_case_erase(zhou, no, false, "期满", &help_err));
    ck_done(app_case_erase(zhou, no, true, "本人书面要求", &help_err));
    ck_assert_int_eq(told("(patient 1 name)"), 1);
    ck_assert_int_eq(told("外人"), 0);
    ck_assert_int_eq(changed(), 0);
}
END_TEST

/* Not to know is no silence. */
START_TEST(test_a_history_that_cannot_be_read_is_said)
{
    const char *const *notes;
    size_t n;

    ck_assert(help_raw(help_store_file, "DROP TABLE journal_change"));
    app_verify_begin(zhou);
    notes = session_notes(zhou, &n);
    ck_assert_uint_ge(n, 1);
    ck_assert_ptr_nonnull(strstr(notes[n - 1], "could not be looked at"));
}
END_TEST

/* What was kept of a judgement of today is no judgement of what goes. */
START_TEST(test_what_goes_is_judged_anew)
{
    const char *no = approved_case();
    size_t before = session_judgings(zhou);

    ck_assert_msg(exports(no), "%s", help_err.text);
    ck_assert_uint_gt(session_judgings(zhou), before);
}
END_TEST

START_TEST(test_what_was_approved_is_held_against_then)
{
    const char *no = submitted_case();

    tamper(tamperings[0].forwards);
    approve_unproven(zhou, no);
    tamper(tamperings[0].back);
    expect_named("6222000000000000001");
}
END_TEST

START_TEST(test_a_role_of_then_is_asked)
{
    const char *no = help_whole_case(zhou, 1);

    help_move(zhou, no, VERB_SUBMIT);
    tamper("UPDATE user SET role = 'supervisor' WHERE name = 'lin'");
    approve_unproven(lin, no);
    tamper("UPDATE user SET role = 'social_worker' WHERE name = 'lin'");
    expect_named("Only a supervisor approves cases");
}
END_TEST

/* Who was put in and taken out again was never a user by what the history tells. */
START_TEST(test_who_was_no_user_is_named)
{
    const char *no = submitted_case(), *words = "who could not do that then: they were no user";
    Verified found = {0};
    int64_t id, times = 0;

    tamper("INSERT INTO user (uid, name, display, role, passhash)"
           " SELECT randomblob(16), 'wai', '外人', 'supervisor', passhash FROM user LIMIT 1");
    ck_done(sql_get_int(session_store(zhou), &help_err, &id,
                        "SELECT id FROM user WHERE name = 'wai'", NULL));
    approve_unproven_by(
        zhou, (User){.id = id, .name = "wai", .display = "外人", .role = ROLE_SUPERVISOR}, no);
    tamper("DELETE FROM user WHERE name = 'wai'");
    ck_done(app_verify_records(zhou, NULL, &found, &help_err));
    for (size_t i = 0; i < found.change_count; i++)
        times += strcmp(found.changes[i].kind, "right") == 0 &&
                 strstr(found.changes[i].words, words) != NULL;
    ck_assert_int_eq(times, 1);
    app_verified_free(&found);
}
END_TEST

START_TEST(test_hands_of_then_are_asked)
{
    const char *no = help_whole_case(zhou, 1);

    help_move(lin, no, VERB_SUBMIT);
    tamper(KEEP("case_touch") "DELETE FROM case_touch;"
                              "UPDATE case_file SET created_by = (SELECT id FROM user WHERE "
                              "name = 'lin')");
    approve_unproven(zhou, no);
    tamper("INSERT INTO case_touch SELECT * FROM journal_was; UPDATE case_file"
           " SET created_by = (SELECT id FROM user WHERE name = 'zhou')");
    expect_named("had a hand in the case");
}
END_TEST

/* Nor does somebody approve whom one of them had added; until a third gave the passphrase. */
START_TEST(test_who_gave_the_passphrase_then_is_asked)
{
    const NewUser added = {"sun", ROLE_SUPERVISOR, "孙督导", MADE_PASSPHRASE,
                           true,  &people_cost},
                  office = {"office", ROLE_ADMINISTRATOR, NULL, MADE_PASSPHRASE,
                            true,     &people_cost};
    const char *open = help_whole_case(lin, 1), *no = help_whole_case(zhou, 2),
               *later = help_whole_case(zhou, 3);

    ck_done(app_person_add(zhou, &added, &help_err));
    ck_done(app_person_add(zhou, &office, &help_err));
    Session *sun = help_open_as("sun"), *third = help_open_as("office");
    help_move(lin, open, VERB_SUBMIT);
    help_move(sun, open, VERB_APPROVE);
    ck_assert_int_eq(changed(), 0);
    help_move(lin, no, VERB_SUBMIT);
    help_move(lin, later, VERB_SUBMIT);
    tamper("DROP VIEW passphrase_set;"
           "CREATE VIEW passphrase_set AS SELECT 0 AS user_id, 0 AS by_user");
    approve_unproven(sun, no);
    ck_done(app_person_passphrase(third, "sun", "whatever sun would take", &help_err));
    session_close(sun);
    ck_done(session_open(&help_options, STORE_OPEN, &sun, &help_err));
    ck_done(session_sign_in(sun, "sun", "whatever sun would take", &help_err));
    ck_done(app_person_passphrase(sun, "sun", "chosen by sun alone é", &help_err));
    approve_unproven(sun, later);
    expect_named("zhou, who had added them or set their passphrase, had a hand in the case");
    session_close(sun);
    session_close(third);
}
END_TEST

START_TEST(test_a_name_of_then_is_held)
{
    const char *no = submitted_case();

    tamper(KEEP("user") "UPDATE user SET display = '外人' WHERE name = 'zhou'");
    approve_unproven(zhou, no);
    tamper("UPDATE user SET display = (SELECT display FROM journal_was"
           " WHERE journal_was.id = user.id)");
    expect_named("外人");
}
END_TEST

/* ---- settings ---- */

/* What is not set anew would be signed as it stands; nor does anybody else change who may. */
START_TEST(test_a_setting_is_proven_before_it_is_set)
{
    const NewUser added = {"sun", ROLE_SUPERVISOR, "孙督导", MADE_PASSPHRASE,
                           true,  &people_cost};

    ck_done(app_second_set(zhou, "50000", "R406", &help_err));
    tamper("UPDATE setting SET value = '' WHERE name = 'second_approval.findings'");
    ck_assert(!app_second_set(zhou, "60000", NULL, &help_err));
    ck_assert_int_eq(help_err.kind, ERR_REFUSED);
    ck_assert(!app_person_add(zhou, &added, &help_err));
    ck_assert_int_eq(help_err.kind, ERR_REFUSED);
    tamper("UPDATE setting SET value = 'R406' WHERE name = 'second_approval.findings'");
    ck_done(app_second_set(zhou, "60000", NULL, &help_err));
    ck_assert_int_eq(changed(), 0);
}
END_TEST

/* What is whole stays so, through an amendment and with rows that came later. */
START_TEST(test_what_is_whole_is_not_named)
{
    const char *no = help_approved_case(1);
    CaseFile *file;

    ck_done(app_case_open(lin, no, &file, &help_err));
    ck_done(app_case_set_paths(lin, file, (char *[]){(char[]){"document[+].code=D16"}}, 1,
                               &help_err));
    ck_done(app_case_move(lin, &file, VERB_AMEND, NULL, &help_err));
    ck_done(app_case_set_paths(lin, file, (char *[]){(char[]){"patient.name=欧阳紫薇"}}, 1,
                               &help_err));
    case_free(file);
    help_move(lin, no, VERB_SUBMIT);
    help_move(zhou, no, VERB_APPROVE);
    ck_assert_msg(exports(no), "%s", help_err.text);
    ck_assert_int_eq(changed(), 0);
}
END_TEST

/* Two were asked for when the first approved, and no longer when the same one did again. */
START_TEST(test_a_setting_of_then_is_asked)
{
    const char *no = submitted_case(), *other = help_whole_case(lin, 2);

    ck_done(app_second_set(zhou, "1", NULL, &help_err));
    help_move(lin, other, VERB_SUBMIT);
    ck_assert_msg(approves(no), "%s", help_err.text);
    ck_assert_msg(approves(other), "%s", help_err.text);
    tamper(
        "CREATE TABLE journal_none AS SELECT * FROM first_approval WHERE 0;"
        "DROP VIEW first_approval; CREATE VIEW first_approval AS SELECT * FROM journal_none");
    approve_unproven(zhou, other);
    ck_done(app_second_set(zhou, "none", NULL, &help_err));
    help_move(lin, no, VERB_WITHDRAW);
    help_move(lin, no, VERB_SUBMIT);
    approve_unproven(zhou, no);
    expect_named("two supervisors approve such a case");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("prove");
    TCase *tcase = tcase_create("prove");

    tcase_add_checked_fixture(tcase, help_app_start, help_app_stop);
    tcase_add_loop_test(tcase, test_used_and_put_back, 0, COUNT_OF(tamperings));
    tcase_add_loop_test(tcase, test_who_was_changed_does_not_sign_in, 0,
                        COUNT_OF(person_tamperings));
    tcase_add_test(tcase, test_who_was_changed_does_not_read);
    tcase_add_loop_test(tcase, test_one_row_keeps_out_one_person, 0, COUNT_OF(lockouts));
    tcase_add_test(tcase, test_what_goes_is_judged_anew);
    tcase_add_test(tcase, test_trying_does_not_grow_the_history);
    tcase_add_test(tcase, test_a_request_is_carried_out_and_told);
    tcase_add_test(tcase, test_a_history_that_cannot_be_read_is_said);
    tcase_add_test(tcase, test_what_was_approved_is_held_against_then);
    tcase_add_test(tcase, test_a_role_of_then_is_asked);
    tcase_add_test(tcase, test_who_was_no_user_is_named);
    tcase_add_test(tcase, test_hands_of_then_are_asked);
    tcase_add_test(tcase, test_who_gave_the_passphrase_then_is_asked);
    tcase_add_test(tcase, test_a_name_of_then_is_held);
    tcase_add_test(tcase, test_a_setting_of_then_is_asked);
    tcase_add_test(tcase, test_a_setting_is_proven_before_it_is_set);
    tcase_add_test(tcase, test_what_is_whole_is_not_named);
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}
