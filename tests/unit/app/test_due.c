/* What waits for whom, by kind: a day before it does and the day it does; and what was judged
 * otherwise is judged anew whatever stands in its way. */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "app/batch.h"
#include "app/blacklist.h"
#include "app/call.h"
#include "app/case.h"
#include "app/due.h"
#include "app/edit.h"
#include "app/erase.h"
#include "app/history.h"
#include "app/import.h"
#include "app/inner.h"
#include "app/judge.h"
#include "app/kept.h"
#include "app/life.h"
#include "app/move.h"
#include "app/people.h"
#include "app/receipt.h"
#include "app/talk.h"
#include "base/attr.h"
#include "base/path.h"
#include "desk/pen.h"
#include "store/sql.h"
#include "tests/support/app_help.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"

static int64_t new_case(Session *session)
{
    CaseFile *file;
    ck_done(app_case_new(session, &file, &help_err));
    int64_t id = case_head_of(file)->id;
    case_free(file);
    return id;
}

static int64_t id_of(const char *no)
{
    int64_t id;
    ck_done(sql_get_int(session_store(lin), &help_err, &id,
                        "SELECT id FROM case_file WHERE no = ?", "t", no));
    return id;
}

static void changed_at(int64_t id, const char *instant)
{
    ck_done(sql_do(session_store(lin), &help_err,
                   "UPDATE case_file SET updated_at = ? WHERE id = ?", "ti", instant, id));
}

static DueLine line_of(Session *session, DueKind kind)
{
    DueLine *lines;
    size_t n;
    ck_done(app_due(session, arena, &lines, &n, &help_err));
    for (size_t i = 0; i < n; i++)
        if (lines[i].kind == kind)
            return lines[i];
    return (DueLine){.kind = kind};
}

/* The header of the queue counts what the home screen lists. */
static void adds_up(Session *session)
{
    DueLine *lines;
    size_t n;
    int64_t sum, all = 0;
    ck_done(app_due(session, arena, &lines, &n, &help_err));
    for (size_t i = 0; i < n; i++)
        all += lines[i].count;
    ck_done(app_due_sum(session, &sum, &help_err));
    ck_assert_int_eq(sum, all);
}

static void waits(Session *session, DueKind kind, int64_t want)
{
    adds_up(session);
    int64_t count = line_of(session, kind).count;
    ck_assert_msg(count == want, "%s: %lld wait, not %lld", due_name(kind), (long long)count,
                  (long long)want);
}

/* Both wait; the one that was entered later waits longer. */
static void longest_first(Session *session, DueKind kind, int64_t first, int64_t second)
{
    changed_at(first, "2026-11-02T08:00:00.000Z");
    changed_at(second, "2026-11-01T08:00:00.000Z");
    waits(session, kind, 2);
    ck_assert_msg(line_of(session, kind).rows[0].id == second, "%s", due_name(kind));
}

/* ---- of each kind: what does not wait yet, and what does ---- */

static int64_t returned_case(uint64_t number)
{
    const Decision decision = {.reason = "amount_basis", .comment = "请说明"};
    const char *no = help_whole_case(lin, number);
    CaseFile *file;
    help_move(lin, no, VERB_SUBMIT);
    waits(lin, DUE_RETURNED, (int64_t)number - 1);
    ck_done(app_case_open(zhou, no, &file, &help_err));
    ck_done(app_case_move(zhou, &file, VERB_RETURN, &decision, &help_err));
    case_free(file);
    return id_of(no);
}

static void of_returned(DueKind kind)
{
    int64_t first = returned_case(1), second = returned_case(2);
    waits(zhou, kind, 0);
    longest_first(lin, kind, first, second);
}

static int64_t submitted_case(Session *session, uint64_t number, bool changed)
{
    const char *no = help_whole_case(session, number);
    CaseFile *file;
    ck_done(app_case_open(zhou, no, &file, &help_err));
    if (changed)
        ck_done(app_case_set(zhou, file, F_PATIENT_name, 0, "张小明", &help_err));
    case_free(file);
    help_move(session, no, VERB_SUBMIT);
    return id_of(no);
}

static void of_review(DueKind kind)
{
    submitted_case(zhou, 1, false);
    submitted_case(lin, 2, true);
    waits(zhou, kind, 0);
    int64_t first = submitted_case(lin, 3, false);
    waits(zhou, kind, 1);
    int64_t second = submitted_case(lin, 4, false);
    ck_assert(help_raw(help_store_file, "DROP TRIGGER case_file_fixed;"
                                        "UPDATE case_file SET urgent = NULL"));
    longest_first(zhou, kind, first, second);
    ck_done(sql_do(session_store(zhou), &help_err,
                   "UPDATE case_file SET urgent = 'yes' WHERE id = ?", "i", first));
    ck_assert(line_of(zhou, kind).rows[0].id == first);
    ck_assert(help_raw(help_store_file, "INSERT INTO pen (uid, case_id, holder, term, at)"
                                        " SELECT randomblob(16), max(id), 'X1', 1, ''"
                                        " FROM case_file"));
    waits(zhou, kind, 1); /* the other is reviewed where it is */
}

static void say(Session *session, int64_t id, Verb verb)
{
    CaseFile *file;
    ck_done(app_case_open_id(session, id, &file, &help_err));
    ck_done(app_case_say(session, &file, verb, "可以吗？", &help_err));
    case_free(file);
}

static void of_asked(DueKind kind)
{
    int64_t first = new_case(lin), second = new_case(lin), third = new_case(lin);
    waits(zhou, kind, 0);
    say(lin, first, VERB_ASK);
    say(lin, second, VERB_ASK);
    say(lin, third, VERB_ASK);
    say(zhou, third, VERB_ANSWER);
    longest_first(zhou, kind, first, second);
}

static void of_answered(DueKind kind)
{
    int64_t first = new_case(lin), second = new_case(lin), third = new_case(lin);
    say(lin, first, VERB_ASK);
    say(lin, second, VERB_ASK);
    say(lin, third, VERB_ASK);
    waits(lin, kind, 0);
    say(zhou, first, VERB_ANSWER);
    say(zhou, second, VERB_ANSWER);
    longest_first(lin, kind, first, second);
}

static void export_case(void)
{
    BatchRow row;
    char *path = help_path("due.xlsx");
    help_approved_case(1);
    ck_done(help_export(zhou, NULL, 0, path, false, NULL, &row));
    free(path);
}

static void of_a_day(DueKind kind)
{
    int64_t id = 1;
    if (due_statuses(kind) & (1u << STATUS_DRAFT))
        new_case(lin);
    else
        export_case();
    ck_done(due_keep(session_store(lin), id, kind, "2026-11-22", &help_err));
    waits(lin, kind, 0);
    ck_done(due_keep(session_store(lin), id, kind, "2026-11-21", &help_err));
    waits(lin, kind, 1);
}

static void batches_wait(int day, int64_t want)
{
    help_options.on.day = day;
    Session *later = help_open_as("zhou");
    waits(later, DUE_BATCH, want);
    session_close(later);
}

static void of_batches(DueKind kind UNUSED)
{
    char *answer[] = {(char[]){"event[+].kind=published"}, (char[]){"event[+].on=2026-11-21"}};
    CaseFile *file;
    export_case();
    batches_wait(26, 0);
    batches_wait(27, 1);
    ck_done(app_case_open_id(lin, 1, &file, &help_err));
    ck_done(app_case_set_paths(lin, file, answer, COUNT_OF(answer), &help_err));
    case_free(file);
    batches_wait(27, 0);
}

static void bundles_wait(int day, int64_t want)
{
    help_options.on = (Day){2026, 12, day};
    Session *later = help_open_as("lin");
    waits(later, DUE_ANSWER, want);
    session_close(later);
}

/* Passed, and to us: it is here. */
static void came_home(int64_t id)
{
    Store *store = session_store(lin);
    const GroupHead head = {.kind = GROUP_WORKFLOW,
                            .user_id = session_user(lin)->id,
                            .case_id = id,
                            .verb = pen_verb};
    Tx *tx;
    ck_done(tx_begin(store, &head, &tx, &help_err));
    ck_done(pen_pass(tx, id, session_station(lin), &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
}

/* What somebody wrote about a case that came home, until they enter it. */
static void of_kept(DueKind kind)
{
    char *note[] = {(char[]){"case.note=写下的é"}};
    int64_t id = new_case(lin);
    size_t entered, left;
    CaseFile *file;
    came_home(id);
    ck_done(app_case_open_id(lin, id, &file, &help_err));
    waits(lin, kind, 0);
    ck_done(app_kept_put(lin, file, note, 1, &help_err));
    waits(lin, kind, 1);
    waits(zhou, kind, 0);
    ck_done(app_kept_enter(lin, &file, NULL, &entered, &left, &help_err));
    ck_assert_uint_eq(entered, 1);
    waits(lin, kind, 0);
    case_free(file);
}

/* A case that came with its pen, until somebody opens it whose it is. */
static void of_came(DueKind kind)
{
    int64_t id = new_case(lin);
    waits(lin, kind, 0);
    ck_done(pen_came(session_store(lin), id, &help_err));
    waits(lin, kind, 0); /* it never left */
    came_home(id);
    ck_done(pen_came(session_store(lin), id, &help_err));
    waits(lin, kind, 1);
    waits(zhou, kind, 0);
    app_case_was_read(zhou, id); /* who may go on with it, but it is lin's */
    waits(lin, kind, 1);
    app_case_was_read(lin, id);
    waits(lin, kind, 0);
    ck_done(pen_came(session_store(lin), id, &help_err));
    ck_assert(
        help_raw(help_store_file,
                 "INSERT INTO user (uid, name, display, role, passhash, disabled, home)"
                 " VALUES (randomblob(16), 'he@X1', 'he', 'adviser', '', 1, 'X1');"
                 "DROP TRIGGER case_file_handed;"
                 "UPDATE case_file SET handed_to = (SELECT id FROM user WHERE home = 'X1')"));
    waits(lin, kind, 1);
    waits(zhou, kind, 1); /* of somebody of elsewhere: whose it becomes is open */
    app_case_was_read(zhou, id);
    waits(lin, kind, 0);
}

/* Another station asks for a case, until it is answered. */
static void of_called(DueKind kind)
{
    int64_t id = new_case(lin);
    waits(lin, kind, 0);
    ck_assert(help_raw(
        help_store_file,
        "INSERT INTO case_call (uid, call, case_uid, caller, holder, term, asker, reason, at)"
        " SELECT randomblob(16), randomblob(16), uid, 'X1', 'T1', 0, randomblob(16), 'news',"
        " '2026-11-20T08:00:00.000Z' FROM case_file"));
    waits(lin, kind, 1);
    ck_done(app_call_answer(lin, id, CALL_WORKING, &help_err));
    waits(lin, kind, 0);
}

/* What went and what came, on the home screens of both. */
static void of_bundles(DueKind kind UNUSED)
{
    static const char *const steps[] = {
        "INSERT INTO station (uid, code, organisation, name, sign, receive, takes, gives)"
        " VALUES (randomblob(16), 'X1', 'X', 'X', randomblob(32), randomblob(32), 1, 1)",
        "INSERT INTO bundle_out (uid, station_id, epoch, number, digest, size, cases, at)"
        " VALUES (randomblob(16), 1, 5, 1, randomblob(32), 1, 1, '2026-12-01T08:00:00.000Z')",
        "INSERT INTO bundle_in (uid, station_id, epoch, number, digest, at)"
        " VALUES (randomblob(16), 1, 5, 1, randomblob(32), '2026-12-03T08:00:00.000Z')",
        "INSERT INTO bundle_told VALUES (1, 5, 1)",
        "UPDATE bundle_out SET acknowledged = '2026-12-12T08:00:00.000Z'",
    };
    for (size_t i = 0; i < 3; i++)
        ck_assert_msg(help_raw(help_store_file, steps[i]), "%s", steps[i]);
    bundles_wait(8, 0);
    bundles_wait(9, 1);
    bundles_wait(11, 2);
    ck_assert(help_raw(help_store_file, steps[3]));
    bundles_wait(11, 1);
    ck_assert(help_raw(help_store_file, steps[4]));
    bundles_wait(28, 0);
}

static void of_refused(DueKind kind)
{
    ReceiptLook look;
    CaseFile *file;
    export_case();
    char *path = temp_text(help_folder, "回执.csv",
                           "案例编号,结果,原因\nT1-2026-000001,驳回,收款人账号有误\n");
    waits(lin, kind, 0);
    ck_done(app_receipt_take(zhou, "T1-B0001", path, NULL, NULL, arena, &look, &help_err));
    waits(lin, kind, 1);
    waits(zhou, kind, 0);
    /* Whoever begins to correct it has it among the drafts. */
    ck_done(app_case_open_id(lin, 1, &file, &help_err));
    ck_done(app_case_move(lin, &file, VERB_AMEND, NULL, &help_err));
    case_free(file);
    waits(lin, kind, 0);
    free(path);
}

static void exported(int64_t number)
{
    BatchRow row;
    const char *no = help_approved_case((uint64_t)number);
    char *name = arena_printf(arena, "due-%lld.xlsx", (long long)number),
         *path = help_path(name);
    ck_done(help_export(zhou, &no, 1, path, false, NULL, &row));
    free(path);
}

/* Asked for, and answered so: its tranche waits for whoever entered the case. */
static void payment_answered(int64_t id, const char *word)
{
    static const char *const cut[] = {"tranche[+].seq=9", "tranche[+].amount_fen=100"};
    ReceiptLook look;
    BatchRow row;
    CaseFile *file;
    ck_done(app_case_open_id(zhou, id, &file, &help_err));
    const char *no = arena_dup(arena, case_head_of(file)->no);
    const char *platform = arena_dup(arena, case_get(file, F_CASE_platform, 0));
    ck_done(app_case_set_paths(zhou, file, (char *const *)cut, COUNT_OF(cut), &help_err));
    case_free(file);
    const ExportWish wish = {.template_ = arena_printf(arena, "payment-%s", platform),
                             .numbers = &no,
                             .n = 1,
                             .tranche = 9};
    char *path = help_path(arena_printf(arena, "pay-%s.xlsx", no)),
         *reply = temp_text(help_folder, "回执.csv",
                            arena_printf(arena, "案例编号,审核结果,期次\n%s,%s,9\n", no, word));
    ck_done(app_export(zhou, &wish, path, false, NULL, arena, &row, NULL, &help_err));
    ck_done(app_receipt_take(zhou, row.no, reply, NULL, NULL, arena, &look, &help_err));
    free(path);
    free(reply);
}

/* That of the application is not that of its money. */
static void of_no_payment(DueKind kind)
{
    for (int64_t i = 1; i <= 3; i++)
        exported(i);
    waits(lin, kind, 0);
    payment_answered(3, "通过");
    waits(lin, kind, 0);
    payment_answered(1, "驳回");
    waits(lin, kind, 1);
    waits(lin, DUE_REFUSED, 0);
    payment_answered(2, "驳回");
    waits(zhou, kind, 0);
    longest_first(lin, kind, 1, 2);
}

/* The fourteen days are those of the ward. */
static void of_quiet(DueKind kind)
{
    setenv("TZ", "Asia/Shanghai", 1);
    tzset();
    int64_t first = new_case(lin), second = new_case(lin);
    changed_at(first, "2026-11-06T16:00:00.000Z");
    changed_at(second, "2026-11-06T16:00:00.000Z");
    waits(lin, kind, 0);
    changed_at(first, "2026-11-06T15:59:59.999Z");
    waits(lin, kind, 1);
    longest_first(lin, kind, first, second);
}

static void of_stopped(DueKind kind)
{
    int64_t first = new_case(lin), second = new_case(lin), third = new_case(lin);
    const int64_t ids[] = {first, second, third};
    CaseFile *file;
    waits(zhou, kind, 0);
    for (size_t i = 0; i < COUNT_OF(ids); i++) {
        ck_done(app_case_open_id(lin, ids[i], &file, &help_err));
        ck_done(app_case_stop(lin, &file, STOP_FRAUD, "票据对不上é", &help_err));
        case_free(file);
    }
    ck_done(app_case_open_id(zhou, third, &file, &help_err));
    ck_done(app_case_decide_stop(zhou, &file, STOP_UNSAID, "已核实", &help_err));
    case_free(file);
    waits(lin, kind, 0);
    longest_first(zhou, kind, first, second);
}

/* The day that the family was told counts; else the months after the closing. */
static void of_erase(DueKind kind)
{
    char *told[] = {(char[]){"case.retain_until=2026-11-22"}};
    const char *until;
    CaseFile *file;
    export_case();
    ck_done(app_case_open_id(zhou, 1, &file, &help_err));
    ck_done(app_case_close(zhou, &file, "achieved", "已结清", &help_err));
    ck_done(app_case_kept_until(zhou, file, arena, &until, &help_err));
    ck_assert_str_gt(until, "2029-");
    waits(zhou, kind, 0);
    ck_done(app_case_set_paths(zhou, file, told, 1, &help_err));
    ck_done(app_case_kept_until(zhou, file, arena, &until, &help_err));
    ck_assert_str_eq(until, "2026-11-22");
    waits(zhou, kind, 0);
    help_options.on.day = 22;
    Session *later = help_open_as("zhou");
    waits(later, kind, 1);
    waits(lin, kind, 0);
    ck_done(app_case_erase(later, case_head_of(file)->no, false, "期满", &help_err));
    waits(later, kind, 0);
    session_close(later);
    case_free(file);
}

/* Until it is answered, and where it was granted until the case is gone. */
static void of_request(DueKind kind)
{
    char *asked[] = {"request[+].on=2026-11-19"},
         *later[] = {"request[1].answer=later", "request[1].answered_on=2026-11-20"},
         *granted[] = {"request[1].answer=granted"};
    CaseFile *file;
    export_case();
    ck_done(app_case_open_id(zhou, 1, &file, &help_err));
    ck_done(app_case_close(zhou, &file, "achieved", "已结清", &help_err));
    waits(zhou, kind, 0);
    ck_done(app_case_set_paths(zhou, file, asked, 1, &help_err));
    waits(zhou, kind, 1);
    waits(lin, kind, 0);
    ck_assert(!app_case_erase(zhou, case_head_of(file)->no, true, "本人要求", &help_err));
    ck_done(app_case_set_paths(zhou, file, later, 2, &help_err));
    waits(zhou, kind, 0);
    ck_assert(!app_case_erase(zhou, case_head_of(file)->no, true, "本人要求", &help_err));
    ck_done(app_case_set_paths(zhou, file, granted, 1, &help_err));
    waits(zhou, kind, 1);
    ck_done(app_case_erase(zhou, case_head_of(file)->no, true, "本人要求", &help_err));
    waits(zhou, kind, 0);
    err_clear(&help_err);
    case_free(file);
}

static void of_settle(DueKind kind)
{
    CaseFile *file;
    export_case();
    ck_done(app_case_open_id(lin, 1, &file, &help_err));
    ck_done(app_case_stage(lin, &file, LIFE_RAISING, NULL, NULL, &help_err));
    waits(lin, kind, 0);
    ck_done(app_case_stage(lin, &file, LIFE_RAISING_ENDED, NULL, NULL, &help_err));
    waits(lin, kind, 1);
    ck_done(app_case_close(lin, &file, "achieved", NULL, &help_err));
    case_free(file);
    waits(lin, kind, 0);
}

static void of_blacklist(DueKind kind)
{
    int64_t id, lifted;
    ck_done(app_person_role(zhou, "lin", ROLE_SUPERVISOR, &help_err));
    Session *other = help_open_as("lin");
    const BlackTyped typed = {.phone = "13900007788",
                              .reason = "伪造票据é",
                              .evidence = "通报"},
                     over = {.phone = "13900007799",
                             .reason = "伪造票据é",
                             .evidence = "通报",
                             .since = "2026-01-01",
                             .until = "2026-01-02"};
    waits(zhou, kind, 0);
    ck_done(app_black_add(other, &typed, &id, NULL, &help_err));
    ck_done(app_black_add(other, &typed, &lifted, NULL, &help_err));
    waits(zhou, kind, 2);
    waits(other, kind, 0); /* nobody confirms what they entered */
    ck_done(app_black_confirm(zhou, id, &help_err));
    ck_done(app_black_decline(zhou, lifted, "误录", &help_err));
    waits(zhou, kind, 0);
    ck_done(app_black_lift(zhou, id, "查无实据", &help_err));
    waits(zhou, kind, 0);
    waits(other, kind, 1);
    ck_done(app_black_confirm(other, id, &help_err));
    waits(other, kind, 0);
    ck_done(app_black_add(other, &over, &id, NULL, &help_err));
    waits(zhou, kind, 0); /* its last day has passed */
    session_close(other);
}

/* Of those who may add a supervisor, as long as there is none without a hand in the case. */
static void of_nobody(DueKind kind)
{
    int64_t first = submitted_case(zhou, 1, false);
    waits(zhou, kind, 1);
    waits(lin, kind, 0);
    int64_t second = submitted_case(lin, 2, true);
    longest_first(zhou, kind, first, second);
    ck_done(app_person_role(zhou, "lin", ROLE_SUPERVISOR, &help_err));
    waits(zhou, kind, 1); /* lin entered the other */
    ck_assert_int_eq(line_of(zhou, kind).rows[0].id, second);
}

/* Of supervisors, from the next start of the program on. */
static void of_knowledge(DueKind kind)
{
    char *codes = help_path("codes");
    ck_done(path_make_folder(codes, &help_err));
    char *table = temp_text(codes, "sex.ini", "[code.1]\ntext = \"man\"\n");
    waits(zhou, kind, 0);
    Session *later = help_open_as("zhou"), *other = help_open_as("lin");
    waits(later, kind, 1);
    waits(other, kind, 0);
    help_accept(later);
    waits(later, kind, 0);
    session_close(other);
    session_close(later);
    free(codes);
    free(table);
}

static void (*const kinds[DUE_END])(DueKind kind) = {
    [DUE_RETURNED] = of_returned,
    [DUE_REVIEW] = of_review,
    [DUE_ASKED] = of_asked,
    [DUE_ANSWERED] = of_answered,
    [DUE_CONTACT] = of_a_day,
    [DUE_AFTERCARE] = of_a_day,
    [DUE_RECEIPTS] = of_a_day,
    [DUE_EXPIRY] = of_a_day,
    [DUE_BATCH] = of_batches,
    [DUE_REFUSED] = of_refused,
    [DUE_QUIET] = of_quiet,
    [DUE_STOPPED] = of_stopped,
    [DUE_ERASE] = of_erase,
    [DUE_SETTLE] = of_settle,
    [DUE_NO_PAYMENT] = of_no_payment,
    [DUE_KNOWLEDGE] = of_knowledge,
    [DUE_BLACKLIST] = of_blacklist,
    [DUE_NOBODY] = of_nobody,
    [DUE_REQUEST] = of_request,
    [DUE_ANSWER] = of_bundles,
    [DUE_CALLED] = of_called,
    [DUE_KEPT] = of_kept,
    [DUE_CAME] = of_came,
};

START_TEST(test_due_of_each_kind)
{
    DueKind kind = (DueKind)_i;
    ck_assert_msg(kinds[kind], "%s: nothing tells from when on it waits", due_name(kind));
    kinds[kind](kind);
}
END_TEST

static bool says_rule(const CaseFile *file, const char *rule)
{
    const Judged *judged;
    bool found = false;
    ck_done(app_case_judged(lin, file, &judged, &help_err));
    for (size_t i = 0; i < judged->n_findings; i++)
        found = found || strcmp(judged->findings[i].rule, rule) == 0;
    app_judged_free(judged);
    return found;
}

/* The rules go by the stage as by an event that says the same. */
START_TEST(test_due_of_what_is_over)
{
    char *goal[] = {(char[]){"funding.raised_fen=900000元"},
                    (char[]){"contact[+].on=2026-11-01"},
                    (char[]){"contact[1].next_on=2026-11-20"}};
    char *none[] = {(char[]){"funding.raised_fen="}};
    CaseFile *file;
    export_case();
    ck_done(app_case_open_id(lin, 1, &file, &help_err));
    ck_done(app_case_set_paths(lin, file, goal, COUNT_OF(goal), &help_err));
    ck_done(app_case_stage(lin, &file, LIFE_RAISING, NULL, NULL, &help_err));
    ck_assert(says_rule(file, "R423"));
    ck_done(app_case_stage(lin, &file, LIFE_RAISING_ENDED, NULL, NULL, &help_err));
    ck_assert(!says_rule(file, "R423"));
    ck_done(app_case_set_paths(lin, file, none, COUNT_OF(none), &help_err));
    waits(lin, DUE_CONTACT, 1);
    ck_done(app_case_close(lin, &file, "achieved", NULL, &help_err));
    waits(lin, DUE_CONTACT, 0);
    ck_done(app_case_reload(zhou, &file, &help_err));
    ck_done(app_case_set_paths(zhou, file, goal, 1, &help_err));
    ck_assert(says_rule(file, "R424") && says_rule(file, "R709"));
    case_free(file);
}
END_TEST

/* A limit that is no number is not one of no days. */
START_TEST(test_due_by_a_limit_that_is_not_known)
{
    static const char *const texts[] = {"[limit_quiet_days]\nsql = \"NULL\"\n",
                                        "[limit_quiet_days]\nsql = \"'soon'\"\n",
                                        "[limit_quiet_days]\nsql = \"14\"\n"};
    char *folder = help_path("facts");
    QueueFilter filter;
    ck_assert_int_eq(mkdir(folder, 0700), 0);
    changed_at(new_case(lin), "2026-01-01T00:00:00.000Z");
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        bool known = i == COUNT_OF(texts) - 1;
        free(temp_file(folder, "limit.ini", texts[i], strlen(texts[i])));
        Session *session = help_open_as("lin");
        waits(session, DUE_QUIET, known);
        ck_assert(app_due_filter(session, DUE_QUIET, &filter, &help_err) == known);
        ck_assert(known || help_is_err(ERR_NOT_FOUND, "Quiet for long"));
        session_close(session);
    }
    free(folder);
}
END_TEST

/* ---- what is judged anew ---- */

static int64_t stale(void)
{
    return help_raw_int(help_store_file,
                        "SELECT count(*) FROM case_summary WHERE knowledge_version IS NULL");
}

static void make_stale(int cases)
{
    for (int i = 0; i < cases; i++)
        new_case(lin);
    ck_assert(help_raw(help_store_file, "UPDATE case_summary SET knowledge_version = NULL"));
}

START_TEST(test_due_is_judged_after_another_program_wrote)
{
    int64_t after = 0;
    bool left;
    make_stale(2);
    ck_done(store_begin(session_store(zhou), &help_err));
    ck_assert(!app_due_freshen(lin, &after, &left, &help_err));
    ck_assert(left);
    store_rollback(session_store(zhou));
    ck_done(app_due_freshen(lin, &after, &left, &help_err));
    ck_assert(!left);
    ck_assert_int_eq(stale(), 0);
}
END_TEST

/* One that is not there, one whose judgement cannot be kept; the others are judged. */
START_TEST(test_due_passes_by_what_cannot_be_judged)
{
    int64_t after = 0;
    bool left = true;
    make_stale(12);
    ck_assert(help_raw(help_store_file,
                       "DROP TRIGGER case_file_stay; DELETE FROM case_file WHERE id = 2;"
                       "CREATE TRIGGER never BEFORE INSERT ON case_summary WHEN NEW.case_id = 5"
                       " BEGIN SELECT RAISE(ABORT, 'never'); END"));
    for (int i = 0; left && i < 3; i++)
        ck_done(app_due_freshen(lin, &after, &left, &help_err));
    ck_assert(!left);
    ck_assert_int_eq(stale(), 2);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("due");
    TCase *tcase = tcase_create("due");
    tcase_add_checked_fixture(tcase, help_app_start, help_app_stop);
    tcase_add_loop_test(tcase, test_due_of_each_kind, DUE_NONE + 1, DUE_END);
    tcase_add_test(tcase, test_due_of_what_is_over);
    tcase_add_test(tcase, test_due_by_a_limit_that_is_not_known);
    tcase_add_test(tcase, test_due_is_judged_after_another_program_wrote);
    tcase_add_test(tcase, test_due_passes_by_what_cannot_be_judged);
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}
