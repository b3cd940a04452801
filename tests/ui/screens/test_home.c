/* What waits for a person, on the practice store: every kind is named for somebody, and opens
 * its list. */
#include "config.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "app/case.h"
#include "app/due.h"
#include "app/edit.h"
#include "app/inner.h"
#include "app/life.h"
#include "app/moving.h"
#include "app/practice.h"
#include "base/attr.h"
#include "base/path.h"
#include "store/sql.h"
#include "tests/support/screen_help.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "ui/screens/home.h"
#include "ui/screens/screens.h"
#include "ui/screens/table.h"
#include "ui/stage/lock.h"
#include "ui/stage/stage.h"

static Session *own; /* of the helper, while another store is looked at */

/* ---- on the practice store ---- */

static void start_practice(void)
{
    const char *top = getenv("top_srcdir");
    char *data = path_join(top ? top : "..", "data"), *path = help_path("practice.db");
    char *site = help_path("no-site");
    const SessionOptions at = {.data = data, .site = site, .lang = "en"};
    Session *session;
    bool made;

    ck_done(app_practice_open(&at, path, &made, &session, &help_err));
    ck_done(session_sign_in(session, "zhou", "lianxi-zhou", &help_err));
    own = help_session;
    help_session = session;
    free(data);
    free(path);
    free(site);
}

static void stop_practice(void)
{
    stage_free(help_stage);
    help_stage = NULL;
    session_close(help_session);
    help_session = own;
}

static void begin_as(const char *name)
{
    stage_free(help_stage);
    session_sign_out(help_session);
    ck_done(session_act_as(help_session, name, &help_err));
    help_stage = stage_new(help_session, ui_screens, 24, 80, SIGNS_UNICODE);
    home_begin(help_stage);
    stage_draw(help_stage);
}

static void down_to(const char *title)
{
    for (int i = 0; i < DUE_END; i++) {
        int row, col;
        ck_assert(frame_cursor_at(stage_draw(help_stage), &row, &col));
        if (strstr(help_row(row), title))
            return;
        help_keys("Down");
    }
    ck_abort_msg("%s is no line of:\n%s", title, help_screen());
}

static void open_list(const DueLine *line)
{
    Buf head = BUF_INIT;

    down_to(due_title(line->kind));
    help_keys("Enter");
    buf_addf(&head, "[%s %lld]", due_title(line->kind), (long long)line->count);
    if (line->kind == DUE_BATCH)
        help_expect("Batches");
    else if (line->kind == DUE_BLACKLIST)
        help_expect("to confirm");
    else if (line->kind == DUE_ANSWER)
        help_expect("not acknowledged since");
    else
        help_expect(head.data);
    for (size_t i = 0; i < line->n_rows; i++)
        help_expect(line->rows[i].no);
    help_keys("Esc");
    help_expect("Today");
    buf_free(&head);
}

/* Platforms are what the practice store does not have: one that refuses the first case of its
 * batch, and a payment to the second; nor an entry of the blacklist that waits,
 * nor a case that nobody is free to approve. */
static void refuse_two(void)
{
    static const char *const steps[] = {
        "UPDATE batch_case SET outcome = 'refused' WHERE id = 1",
        "DROP TRIGGER batch_append",
        "DROP TRIGGER batch_case_append",
        "DROP TRIGGER batch_case_held",
        "DROP TRIGGER batch_case_recipient",
        "INSERT INTO batch (uid, no, template, knowledge_version, at, user_id, by_name, on_day,"
        " organisation, station, practice, file, sha256, cases, rows, platform, purpose)"
        " SELECT randomblob(16), 'T1-B0002', template, knowledge_version, at, user_id, by_name,"
        " on_day, organisation, station, practice, 'p.xlsx', sha256, 1, 1, platform, 'payment'"
        " FROM batch WHERE id = 1",
        "INSERT INTO batch_case (uid, batch_id, place, case_id, approval_id, outcome)"
        " SELECT randomblob(16), 2, 1, case_id, approval_id, 'refused' FROM batch_case"
        " WHERE id = 2",
        "INSERT OR IGNORE INTO secret (id, bytes) VALUES (1, randomblob(32))",
        "DROP TRIGGER blacklist_append", /* by somebody who is no supervisor now */
        "INSERT INTO blacklist (uid, source, print, of_id, reason, evidence, since, entered_at,"
        " entered_by) SELECT randomblob(16), '', randomblob(32), randomblob(32), '伪造票据',"
        " '平台通报', '2026-01-01', '2026-01-01T00:00:00.000Z', id FROM user WHERE name = "
        "'lin'",
        "DROP TRIGGER case_touch_append", /* each supervisor had a hand in one to be approved */
        "INSERT INTO case_touch (case_id, user_id, first_group) SELECT (SELECT max(id)"
        " FROM case_file WHERE status = 'submitted'), u.id, (SELECT max(id) FROM journal_group)"
        " FROM user AS u WHERE u.role = 'supervisor'",
    };
    char *refused[] = {"tranche[+].seq=1", "tranche[1].state=refused"};
    CaseFile *file;
    ck_done(session_act_as(help_session, "zhou", &help_err));
    ck_done(app_case_open_id(help_session, 2, &file, &help_err));
    for (size_t i = 0; i < COUNT_OF(refused); i++)
        ck_done(app_case_set_paths(help_session, file, &refused[i], 1, &help_err));
    case_free(file);
    for (size_t i = 0; i < COUNT_OF(steps); i++)
        ck_done(sql_do(session_store(help_session), &help_err, steps[i], ""));
}

/* A draft that was closed, and was to be kept until long ago; somebody asks that it be erased.
 */
static void keep_too_long(void)
{
    char *until[] = {"case.retain_until=2020-01-01"}, *asked[] = {"request[+].on=2026-11-19"};
    CaseFile *file;
    int64_t id;
    ck_done(sql_get_int(session_store(help_session), &help_err, &id,
                        "SELECT max(id) FROM case_file WHERE status = 'draft'", NULL));
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    ck_done(app_case_set_paths(help_session, file, until, 1, &help_err));
    ck_done(app_case_set_paths(help_session, file, asked, 1, &help_err));
    ck_done(app_case_close(help_session, &file, "withdrawn", "不再需要", &help_err));
    case_free(file);
}

/* Another station that does not answer, and asks for a case; and what was written about one. */
static void send_to_nobody(void)
{
    static const char *const steps[] = {
        "INSERT INTO station (uid, code, organisation, name, sign, receive, takes, gives)"
        " VALUES (randomblob(16), 'X1', 'X', 'X', randomblob(32), randomblob(32), 1, 1)",
        "INSERT INTO bundle_out (uid, station_id, epoch, number, digest, size, cases, at)"
        " VALUES (randomblob(16), 1, 5, 1, randomblob(32), 1, 1, '2026-01-01T08:00:00.000Z')",
        "INSERT INTO case_call (uid, call, case_uid, caller, holder, term, asker, reason, at)"
        " SELECT randomblob(16), randomblob(16), c.uid, 'X1', s.value, 0, randomblob(16),"
        " 'news', '2026-11-20T08:00:00.000Z' FROM case_file AS c, setting AS s"
        " WHERE c.id = 1 AND s.name = 'station'",
        "INSERT INTO kept_change (case_id, user_id, field, row_id, fresh, value, at)"
        " SELECT 1, id, 'case.note', 0, 0, '写下的', '2026-11-20T08:00:00.000Z' FROM user"
        " WHERE name = 'lin'",
        "INSERT INTO case_came (case_id) SELECT c.id FROM case_file AS c"
        " JOIN user AS u ON u.id = c.keeper WHERE u.name = 'lin' AND c.status = 'draft' LIMIT "
        "1",
    };
    for (size_t i = 0; i < COUNT_OF(steps); i++)
        ck_done(sql_do(session_store(help_session), &help_err, steps[i], ""));
}

START_TEST(test_home_names_every_kind_and_opens_it)
{
    static const char *const people[] = {"lin", "zhou"};
    bool seen[DUE_END] = {false};

    start_practice();
    refuse_two();
    keep_too_long();
    send_to_nobody();
    for (size_t i = 0; i < COUNT_OF(people); i++) {
        Arena *arena = arena_new();
        DueLine *lines;
        size_t n;
        begin_as(people[i]);
        help_aligned("home");
        ck_done(app_due(help_session, arena, &lines, &n, &help_err));
        ck_assert_uint_gt(n, 0);
        for (size_t k = 0; k < n; k++) {
            open_list(&lines[k]);
            seen[lines[k].kind] = true;
        }
        arena_free(arena);
    }
    seen[DUE_KNOWLEDGE] = true; /* practice asks for none; below */
    for (int kind = DUE_NONE + 1; kind < DUE_END; kind++)
        ck_assert_msg(seen[kind], "nothing waits as: %s", due_title((DueKind)kind));
    stop_practice();
}
END_TEST

/* What the site changed is a line of a supervisor; others are told at sign-in. */
START_TEST(test_home_of_changed_rules)
{
    help_site_file("codes", "sex.ini", "[code.1]\ntext = \"man\"\ntext[zh_CN] = \"男子é\"\n");
    help_sign_in("lin");
    home_begin(help_stage);
    help_expect_not("Changed rules and templates");
    help_expect_not("c Changes"); /* whoever accepts nothing has no key for it */
    help_keys("c");
    help_expect("Only a supervisor accepts what the site changed");
    help_sign_in("zhou");
    home_begin(help_stage);
    help_expect("Changed rules and templates");
    help_keys("Enter");
    help_expect("sex.ini is new");
    help_expect("+text[zh_CN] = \"男子é\"");
    help_keys("a Esc");
    help_expect("sex.ini is new");
    help_keys("a");
    help_type("新表é");
    help_keys("Enter");
    help_expect("Accepted");
    help_expect("Nothing waits to be accepted");
    help_keys("Esc");
    help_expect_not("Changed rules and templates");
    help_keys("e");
    help_expect("新表é");
    help_expect("codes/sex.ini (new)");
}
END_TEST

/* Who only reads has nothing to do, and is told so kindly. */
START_TEST(test_home_of_nobody_with_work)
{
    help_screen_size(24, 80);
    home_begin(help_stage);
    help_expect("Nothing waits for you today");
    help_aligned("empty home");
    help_keys("Enter");
    help_keys("q");
    help_expect("No cases here");
    help_keys("h");
    help_expect("Nothing waits for you today");
    help_keys("n");
    help_expect("T1-2026-000001");
    help_keys("Esc Esc"); /* back where it was asked for, and nothing stays of it */
    help_expect("it is taken away");
    help_expect("Nothing waits for you today");
}
END_TEST

/* The bar says nothing that the role may not, by no key either. */
START_TEST(test_home_offers_what_the_role_may)
{
    help_screen_size(24, 132);
    help_add_person("qian", ROLE_AUDITOR);
    help_add_person("admin", ROLE_ADMINISTRATOR);
    help_sign_in("admin");
    home_begin(help_stage);
    help_expect("p People");
    help_expect_not("e Events");
    help_expect_not("s Blacklist");
    help_expect_not("n New");
    help_keys("e");
    help_expect("Events are read by supervisors and auditors");
    help_sign_in("qian");
    home_begin(help_stage);
    help_expect("e Events");
    help_expect("s Blacklist");
    help_expect_not("p People");
}
END_TEST

/* A request is opened where it stands, below all that was raised and spent. */
START_TEST(test_home_leads_to_the_request)
{
    char *asked[] = {(char[]){"request[+].on=2026-11-20"}, (char[]){"request[+].by=陈é"}};
    int64_t id = help_new_case();
    CaseFile *file;
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    ck_done(app_case_set_paths(help_session, file, asked, COUNT_OF(asked), &help_err));
    case_free(file);
    help_screen_size(24, 80);
    help_sign_in("zhou");
    home_begin(help_stage);
    help_expect("Asked to be erased");
    help_keys("Enter");
    help_keys("Enter");
    help_expect("Requests for erasure");
    help_expect("> 2026-11-20 陈é");
}
END_TEST

/* What moved to another machine is read. */
START_TEST(test_home_of_a_store_that_moved)
{
    Arena *arena = arena_new();
    char *file = help_path("moved.db");
    int64_t unanswered;
    Moved moved;
    help_screen_size(24, 132);
    help_sign_in("zhou");
    home_begin(help_stage);
    help_expect("n New");
    ck_done(app_move_out(help_session, file, NULL, NULL, &moved, &unanswered, &help_err));
    help_keys("L");
    help_expect_not("n New");
    help_expect("g Figures");
    help_keys("n");
    help_expect("This store moved to another machine");
    free(file);
    arena_free(arena);
}
END_TEST

/* ---- the ways from it and back ---- */

static void returned_case(void)
{
    int64_t id = help_new_case();
    Tx *tx;
    GroupHead head = {.kind = GROUP_WORKFLOW, .case_id = id};

    ck_done(tx_begin(session_store(help_session), &head, &tx, &help_err));
    ck_done(
        tx_set(tx, "case_file", id, "status", sql_value_text("submitted"), NULL, 0, &help_err));
    ck_done(
        tx_set(tx, "case_file", id, "status", sql_value_text("returned"), NULL, 0, &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
}

START_TEST(test_home_keys)
{
    returned_case();
    home_begin(help_stage);
    help_expect("Returned to you");
    help_keys("/");
    help_type("T1");
    help_expect("[All 1]");
    help_keys("Esc h");
    help_keys("Enter");
    help_expect("[Returned to you 1]");
    help_keys("/");
    help_type("nobody");
    help_expect("Nothing found");
    help_keys("Esc");
    help_expect("[Returned to you 1]");
    help_keys("Enter"); /* the case, and back to its list */
    help_keys("Esc Esc");
    help_expect("[Returned to you 1]");
    help_keys("Esc");
    help_expect("Today");
    help_keys("b");
    help_expect("Batches");
    help_keys("q q");
    help_expect("[Mine 1]");
}
END_TEST

/* The lock comes back to the list that was open, and Esc from there to the same places. */
START_TEST(test_home_lock)
{
    returned_case();
    home_begin(help_stage);
    help_keys("Enter l");
    ck_assert(stage_locked(help_stage));
    help_type("correct horse");
    help_keys("Enter");
    help_expect("[Returned to you 1]");
    help_keys("Enter l");
    help_type("correct horse");
    help_keys("Enter");
    help_expect("T1-2026-000001");
    help_expect_not("Returned to you");
    help_keys("Esc Esc");
    help_expect("[Returned to you 1]");
    help_keys("Esc");
    help_expect("Today");
    help_keys("Esc");
    help_expect("[Mine 1]");
}
END_TEST

/* ---- what is judged anew ---- */

START_TEST(test_home_freshens_what_was_judged_otherwise)
{
    int64_t id = help_import("leukaemia-child"), n;
    Store *store = session_store(help_session);

    ck_done(sql_do(store, &help_err, "UPDATE case_summary SET knowledge_version = NULL", ""));
    ck_done(sql_do(store, &help_err, "DELETE FROM case_due", ""));
    ck_done(sql_do(store, &help_err, "UPDATE case_summary SET missing = 99", ""));
    home_begin(help_stage);
    stage_event(help_stage, &(Event){.kind = EV_TICK});
    ck_done(sql_get_int(store, &help_err, &n,
                        "SELECT count(*) FROM case_due WHERE case_id = ? AND kind = 'expiry'",
                        "i", id));
    ck_assert_int_eq(n, 1);
    ck_done(sql_get_int(store, &help_err, &n, "SELECT max(missing) FROM case_summary", ""));
    ck_assert_int_lt(n, 99);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_home_names_every_kind_and_opens_it,
                                  test_home_of_changed_rules,
                                  test_home_offers_what_the_role_may,
                                  test_home_of_a_store_that_moved,
                                  test_home_leads_to_the_request,
                                  test_home_of_nobody_with_work,
                                  test_home_keys,
                                  test_home_lock,
                                  test_home_freshens_what_was_judged_otherwise,
                                  NULL};
    return suite_run("home", tests, help_screen_start, help_screen_stop);
}
