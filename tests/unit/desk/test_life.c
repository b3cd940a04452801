/* The life of a case and its stops: every step by every role, and the schema against writers
 * behind the program's back. */
#include "config.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "desk/life.h"
#include "desk/people.h"
#include "desk/review.h"
#include "desk/stop.h"
#include "domain/casefile.h"
#include "tests/support/people.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"

static Store *store;
static Arena *arena;
static char *path;
static User users[ROLE_COUNT];
static User second; /* a supervisor who entered nothing */

static User add_user(const char *name, Role role)
{
    User user;
    ck_done(people_put(store, &(Person){name, name, role_word(role), NULL}, &help_err));
    ck_done(user_find(store, name, arena, &user, &help_err));
    return user;
}

static void setup(void)
{
    help_start();
    path = help_path("life.db");
    arena = arena_new();
    store = help_new(path);
    ck_done(store_put_setting(store, "station", "T1", &help_err));
    for (int role = 0; role < ROLE_COUNT; role++)
        users[role] = add_user(role_word((Role)role), (Role)role);
    second = add_user("second", ROLE_SUPERVISOR);
    ck_done(sql_do(store, &help_err, "INSERT INTO knowledge_text VALUES ('k1', '{}')", ""));
}

static void teardown(void)
{
    store_close(store);
    arena_free(arena);
    free(path);
    help_stop();
}

static const User *worker(void)
{
    return &users[ROLE_SOCIAL_WORKER];
}

static int64_t new_case(const User *by)
{
    int64_t id;
    Tx *tx;
    char *no;
    CaseFile *file = case_new();
    GroupHead head = {.kind = GROUP_NEW, .user_id = by->id, .content = true};
    case_put(file, F_PATIENT_name, 0, "张小明");
    ck_done(tx_begin(store, &head, &tx, &help_err));
    ck_done(case_next_no(store, 2026, &no, &help_err));
    ck_done(case_insert(tx, file, no, by->id, &id, &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
    case_free(file);
    free(no);
    return id;
}

typedef bool Does(Tx *tx, const User *user, int64_t id, const void *what);

static bool in_group(GroupKind kind, const User *user, int64_t id, Does *does, const void *what)
{
    Tx *tx;
    GroupHead head = {.kind = kind, .user_id = user->id, .case_id = id};
    err_clear(&help_err);
    ck_done(tx_begin(store, &head, &tx, &help_err));
    if (!does(tx, user, id, what)) {
        tx_abort(tx);
        return false;
    }
    return tx_commit(tx, NULL, &help_err);
}

static bool does_verb(Tx *tx, const User *user, int64_t id, const void *what)
{
    int64_t approval;
    Verb verb = *(const Verb *)what;
    return verb == VERB_APPROVE
               ? review_approve(tx, user, id, NULL, "{}\n", "k1", &approval, &help_err)
               : review_move(tx, user, id, verb, NULL, &help_err);
}

static bool does_step(Tx *tx, const User *user, int64_t id, const void *what)
{
    return life_move(tx, user, id, what, &help_err);
}

static bool does_reopen(Tx *tx, const User *user, int64_t id, const void *what)
{
    return life_reopen(tx, user, id, what, &help_err);
}

static bool does_stop(Tx *tx, const User *user, int64_t id, const void *what)
{
    return stop_raise(tx, user, id, STOP_FRAUD, what, &help_err);
}

static bool does_decide(Tx *tx, const User *user, int64_t id, const void *what)
{
    return stop_decide(tx, user, id, STOP_GOES_ON, what, &help_err);
}

static bool does_end(Tx *tx, const User *user, int64_t id, const void *what)
{
    return stop_decide(tx, user, id, STOP_ENDS, what, &help_err);
}

static bool does_unsaid(Tx *tx, const User *user, int64_t id, const void *what)
{
    return stop_decide(tx, user, id, STOP_UNSAID, what, &help_err);
}

static bool verb(const User *user, int64_t id, Verb what)
{
    return in_group(GROUP_WORKFLOW, user, id, does_verb, &what);
}

static bool step(const User *user, int64_t id, Life life)
{
    LifeStep what = {.life = life, .on = "2026-11-20", .comment = "说明é"};
    return in_group(GROUP_WORKFLOW, user, id, does_step, &what);
}

static bool reopen(const User *user, int64_t id)
{
    return in_group(GROUP_WORKFLOW, user, id, does_reopen, &(LifeStep){0});
}

static bool life_is(int64_t id, Life want)
{
    Life now;
    ck_done(life_now(store, id, &now, &help_err));
    return now == want;
}

static int64_t approved_case(void)
{
    int64_t id = new_case(worker());
    ck_assert(verb(worker(), id, VERB_SUBMIT));
    ck_assert(verb(&second, id, VERB_APPROVE));
    return id;
}

/* ---- who may move a case from where to where ---- */

/* w social worker, a adviser, s supervisor; every step that is not here is none. */
static const char *const may_step[LIFE_COUNT][LIFE_COUNT] = {
    [LIFE_PREPARED] = {[LIFE_SENT] = "s", [LIFE_CLOSED] = "was"},
    [LIFE_SENT] = {[LIFE_ACCEPTED] = "was",
                   [LIFE_REFUSED] = "was",
                   [LIFE_RAISING] = "was",
                   [LIFE_CLOSED] = "was"},
    [LIFE_ACCEPTED] = {[LIFE_SENT] = "s",
                       [LIFE_REFUSED] = "s",
                       [LIFE_RAISING] = "was",
                       [LIFE_CLOSED] = "was"},
    [LIFE_REFUSED] = {[LIFE_SENT] = "s", [LIFE_ACCEPTED] = "s", [LIFE_CLOSED] = "was"},
    [LIFE_RAISING] =
        {[LIFE_ACCEPTED] = "s", [LIFE_RAISING_ENDED] = "was", [LIFE_CLOSED] = "was"},
    [LIFE_RAISING_ENDED] =
        {[LIFE_RAISING] = "s", [LIFE_SETTLING] = "was", [LIFE_CLOSED] = "was"},
    [LIFE_SETTLING] = {[LIFE_RAISING_ENDED] = "s", [LIFE_CLOSED] = "was"},
    [LIFE_CLOSED] = {[LIFE_ARCHIVED] = "s"},
    [LIFE_ARCHIVED] = {[LIFE_CLOSED] = "s"},
};

static bool expects(const char *roles, Role role)
{
    static const char letters[] = {[ROLE_SOCIAL_WORKER] = 'w',
                                   [ROLE_ADVISER] = 'a',
                                   [ROLE_SUPERVISOR] = 's',
                                   [ROLE_AUDITOR] = 'u',
                                   [ROLE_ADMINISTRATOR] = 'm'};
    return roles && strchr(roles, letters[role]);
}

START_TEST(test_life_steps_whole_table)
{
    for (int from = 0; from < LIFE_COUNT; from++)
        for (int to = 0; to < LIFE_COUNT; to++) {
            const char *roles = may_step[from][to];
            ck_assert_int_eq(life_leads((Life)from, (Life)to), roles != NULL);
            for (int role = 0; role < ROLE_COUNT; role++) {
                err_clear(&help_err);
                bool may = life_may(&users[role], (Life)from, (Life)to, &help_err);
                ck_assert_msg(may == expects(roles, (Role)role), "%s to %s by %s",
                              life_word((Life)from), life_word((Life)to),
                              role_word((Role)role));
                ck_assert(may || (help_err.kind == ERR_REFUSED && help_err.text[0]));
            }
        }
}
END_TEST

/* The trigger's list of steps is the table's: every pair is tried. A closed case goes back to
 * where it was, here to what it was before there were steps. */
START_TEST(test_life_moves_in_schema)
{
    char *trigger = NULL;
    new_case(worker());
    ck_done(sql_get_text(store, &help_err, &trigger,
                         "SELECT sql FROM sqlite_schema WHERE name = 'case_file_life_moves'",
                         ""));
    ck_assert(help_raw(
        path, "DROP TRIGGER case_file_life_told; DROP TRIGGER case_file_life_approved"));
    for (int from = 0; from < LIFE_COUNT; from++)
        for (int to = 0; to < LIFE_COUNT; to++) {
            bool want = from == to || may_step[from][to] ||
                        (from == LIFE_CLOSED && to == LIFE_PREPARED);
            Buf sql = BUF_INIT;
            buf_addf(&sql,
                     "DROP TRIGGER case_file_life_moves; UPDATE case_file SET life = '%s'; %s;",
                     life_word((Life)from), trigger);
            ck_assert(help_raw(path, sql.data));
            buf_clear(&sql);
            buf_addf(&sql, "UPDATE case_file SET life = '%s'", life_word((Life)to));
            ck_assert_msg(help_raw(path, sql.data) == want, "%s to %s", life_word((Life)from),
                          life_word((Life)to));
            buf_free(&sql);
        }
    free(trigger);
}
END_TEST

/* ---- steps ---- */

START_TEST(test_life_from_first_to_last)
{
    static const Life way[] = {LIFE_SENT,     LIFE_ACCEPTED, LIFE_RAISING, LIFE_RAISING_ENDED,
                               LIFE_SETTLING, LIFE_CLOSED,   LIFE_ARCHIVED};
    int64_t id = approved_case();
    LifeRow *rows;
    size_t n;
    for (size_t i = 0; i < COUNT_OF(way); i++)
        ck_assert_msg(step(&users[ROLE_SUPERVISOR], id, way[i]), "%s", help_err.text);
    ck_done(life_list(store, id, arena, &rows, &n, &help_err));
    ck_assert_int_eq(n, COUNT_OF(way));
    for (size_t i = 0; i < n; i++) {
        ck_assert_int_eq(rows[i].life, way[i]);
        ck_assert_int_eq(rows[i].was, i ? way[i - 1] : LIFE_PREPARED);
        ck_assert_str_eq(rows[i].on, "2026-11-20");
        ck_assert_str_eq(rows[i].comment, "说明é");
        ck_assert_str_eq(rows[i].by, "supervisor");
    }
    ck_assert(!reopen(worker(), id));
    ck_assert(reopen(&second, id));
    ck_assert(life_is(id, LIFE_CLOSED));
    ck_assert(reopen(worker(), id));
    ck_assert(life_is(id, LIFE_SETTLING));
    ck_assert(!reopen(worker(), id));
}
END_TEST

START_TEST(test_life_needs_approval)
{
    int64_t id = new_case(worker());
    ck_assert(!step(&second, id, LIFE_SENT));
    ck_assert_ptr_nonnull(strstr(help_err.text, "approved"));
    ck_assert(step(worker(), id, LIFE_CLOSED));
    ck_assert(reopen(worker(), id));
    ck_assert(life_is(id, LIFE_PREPARED));
}
END_TEST

/* An adviser ends what they entered. */
START_TEST(test_life_adviser)
{
    const User *adviser = &users[ROLE_ADVISER];
    int64_t own = new_case(adviser), other = new_case(worker());
    ck_assert(step(adviser, own, LIFE_CLOSED));
    ck_assert(reopen(adviser, own));
    ck_assert(!step(adviser, other, LIFE_CLOSED));
    ck_assert(step(worker(), other, LIFE_CLOSED));
    ck_assert(!reopen(adviser, other));
    ck_assert(!reopen(&users[ROLE_AUDITOR], other));
}
END_TEST

/* A draft that is withdrawn is closed with its life, and opened with it. */
START_TEST(test_life_follows_status)
{
    int64_t id = new_case(worker());
    ck_assert(verb(worker(), id, VERB_WITHDRAW));
    ck_assert(life_is(id, LIFE_CLOSED));
    ck_assert(verb(worker(), id, VERB_REOPEN));
    ck_assert(life_is(id, LIFE_PREPARED));
}
END_TEST

/* ---- stops ---- */

#define UID(c) "x'" c c c c c c c c c c c c c c c c "'"

START_TEST(test_stop_decided_by_a_supervisor)
{
    int64_t id = new_case(worker());
    Stop *stops;
    size_t n;
    ck_assert(!in_group(GROUP_WORKFLOW, worker(), id, does_stop, " "));
    ck_assert(in_group(GROUP_WORKFLOW, worker(), id, does_stop, "票据对不上é"));
    ck_assert(!stop_none(store, id, &help_err));
    ck_assert_ptr_nonnull(strstr(help_err.text, "票据对不上é"));
    ck_assert(!in_group(GROUP_WORKFLOW, worker(), id, does_stop, "再来"));
    for (int role = 0; role < ROLE_COUNT; role++)
        if (role != ROLE_SUPERVISOR)
            ck_assert(!in_group(GROUP_WORKFLOW, &users[role], id, does_decide, "可以"));
    ck_assert(!in_group(GROUP_WORKFLOW, &second, id, does_decide, ""));
    ck_assert(in_group(GROUP_WORKFLOW, &second, id, does_decide, "已核实，继续"));
    ck_done(stop_none(store, id, &help_err));
    ck_assert(!in_group(GROUP_WORKFLOW, &second, id, does_decide, "再次"));
    ck_done(stop_list(store, id, arena, &stops, &n, &help_err));
    ck_assert_int_eq(n, 1);
    ck_assert_str_eq(stops[0].decision, "已核实，继续");
    ck_assert_str_eq(stops[0].decided_by, "second");
    ck_assert(!stops[0].open && !stops[0].by_itself);
}
END_TEST

static bool does_event(Tx *tx, const User *user, int64_t id, const void *what)
{
    const char *kind = what;
    TxColumn columns[] = {{"case_id", sql_value_int(id), 0},
                          {"place", sql_value_int(1), 0},
                          {"kind", sql_value_text(kind), 0}};
    int64_t row;
    return tx_add(tx, "event", columns, COUNT_OF(columns), &row, &help_err) &&
           stop_follow(tx, user->id, id, &help_err);
}

static bool event(int64_t id, const char *kind)
{
    return in_group(GROUP_EDIT, worker(), id, does_event, kind);
}

static int64_t open_stops(void)
{
    return help_raw_int(path, "SELECT count(*) FROM stop WHERE decided_at IS NULL");
}

START_TEST(test_stop_by_itself)
{
    int64_t id = new_case(worker());
    ck_assert(event(id, "discharge"));
    ck_assert_int_eq(open_stops(), 0);
    ck_assert(event(id, "death"));
    ck_assert_int_eq(open_stops(), 1);
    ck_done(journal_undo(store, worker()->id, id, false, &stop_follows, NULL, &help_err));
    ck_assert_int_eq(open_stops(), 0);
    ck_done(journal_redo(store, worker()->id, id, false, &stop_follows, NULL, &help_err));
    ck_assert_int_eq(open_stops(), 1);
    /* What comes on top waits for the decision about the first. */
    ck_assert(event(id, "third_party_paid"));
    ck_assert_int_eq(open_stops(), 1);
    ck_assert(in_group(GROUP_WORKFLOW, &second, id, does_decide, "不再上报"));
    ck_assert_int_eq(open_stops(), 1);
    ck_assert(in_group(GROUP_WORKFLOW, &second, id, does_decide, "已扣减"));
    ck_assert_int_eq(open_stops(), 0);
    /* Nothing that was decided comes up again. */
    ck_assert(event(id, "discharge"));
    ck_assert_int_eq(open_stops(), 0);
}
END_TEST

START_TEST(test_stop_decided_to_end_holds)
{
    static const char request[] = "INSERT INTO money (uid, case_id, place, kind) SELECT " UID(
        "dc") ", id, 1, 'requested' FROM case_file";
    int64_t id = new_case(worker());
    ck_assert(event(id, "death"));
    ck_assert(!in_group(GROUP_WORKFLOW, &second, id, does_unsaid, "不得报送"));
    ck_assert(in_group(GROUP_WORKFLOW, &second, id, does_end, "不得报送"));
    ck_assert_int_eq(open_stops(), 0);
    ck_assert(!stop_none(store, id, &help_err));
    ck_assert_ptr_nonnull(strstr(help_err.text, "不得报送"));
    ck_assert(!help_raw(path, request));
    /* What is decided about another reason lets nothing go. */
    ck_assert(in_group(GROUP_WORKFLOW, worker(), id, does_stop, "票据对不上é"));
    ck_assert(in_group(GROUP_WORKFLOW, &second, id, does_unsaid, "已核实"));
    ck_assert(!stop_none(store, id, &help_err));
    ck_assert(in_group(GROUP_WORKFLOW, &second, id, does_decide, "误报，患者在世"));
    ck_done(stop_none(store, id, &help_err));
}
END_TEST

START_TEST(test_stop_decided_is_not_undone)
{
    int64_t id = new_case(worker());
    ck_assert(event(id, "death"));
    ck_assert(in_group(GROUP_WORKFLOW, &second, id, does_decide, "不再上报"));
    ck_assert(!journal_undo(store, worker()->id, id, false, &stop_follows, NULL, &help_err));
    ck_assert_int_eq(help_err.kind, ERR_REFUSED);
}
END_TEST

static bool does_consent(Tx *tx, const User *user, int64_t id, const void *ignored)
{
    (void)ignored;
    TxColumn columns[] = {{"case_id", sql_value_int(id), 0},
                          {"place", sql_value_int(1), 0},
                          {"kind", sql_value_text("C"), 0}};
    int64_t row;
    return tx_add(tx, "consent", columns, COUNT_OF(columns), &row, &help_err) &&
           stop_follow(tx, user->id, id, &help_err);
}

static bool does_withdraw_consent(Tx *tx, const User *user, int64_t id, const void *what)
{
    return tx_set(tx, "consent", 1, "withdrawn_on", sql_value_text(what), NULL, 0, &help_err) &&
           stop_follow(tx, user->id, id, &help_err);
}

static bool withdrawn(const User *user, int64_t id, const char *on)
{
    return in_group(GROUP_EDIT, user, id, does_withdraw_consent, on);
}

/* Who withdraws a consent a second time is heard again, and no worker takes back in silence
 * what somebody decided about. */
START_TEST(test_stop_raised_anew)
{
    int64_t id = new_case(worker());
    ck_assert(in_group(GROUP_EDIT, worker(), id, does_consent, NULL));
    ck_assert(withdrawn(worker(), id, "2026-11-20"));
    ck_assert_int_eq(open_stops(), 1);
    ck_assert(!help_raw(path, "DELETE FROM stop")); /* what raised it stands */
    ck_assert(withdrawn(worker(), id, "2026-11-21"));
    ck_assert(in_group(GROUP_WORKFLOW, &second, id, does_end, "不再报送"));
    ck_assert(withdrawn(worker(), id, "2026-11-22")); /* the day is put right */
    ck_assert_int_eq(open_stops(), 0);
    ck_assert(!withdrawn(worker(), id, NULL));
    ck_assert_int_eq(help_err.kind, ERR_REFUSED);
    ck_assert(!help_raw(path, "UPDATE stop SET taken_back = 1"));
    ck_assert(withdrawn(&second, id, NULL));
    ck_assert_int_eq(open_stops(), 0);
    ck_done(journal_undo(store, second.id, id, false, &stop_follows, NULL, &help_err));
    ck_assert_int_eq(open_stops(), 0);
    ck_done(journal_redo(store, second.id, id, false, &stop_follows, NULL, &help_err));
    ck_assert(withdrawn(worker(), id, "2026-11-23"));
    ck_assert_int_eq(open_stops(), 1);
    /* One that was taken back before the decision is over with it. */
    ck_assert(withdrawn(worker(), id, NULL));
    ck_assert_int_eq(open_stops(), 1);
    ck_assert(in_group(GROUP_WORKFLOW, &second, id, does_end, "不再报送"));
    ck_assert(withdrawn(worker(), id, "2026-11-24"));
    ck_assert_int_eq(open_stops(), 1);
}
END_TEST

/* ---- the schema, against writers behind the program's back ---- */

/* The case is sent and stopped. */
static const char *const forgeries[] = {
    "UPDATE case_file SET life = 'archived'",
    "UPDATE case_file SET life = 'accepted'",
    "UPDATE case_file SET life = 'closed'",
    "UPDATE case_file SET status = 'closed'",
    "INSERT INTO case_file (uid, no, life, created_by, created_at, updated_by, updated_at)"
    " VALUES (" UID("cd") ", 'T1-2026-000009', 'sent', 1, '', 1, '')",
    "UPDATE life_step SET on_day = '2026-01-01'",
    "DELETE FROM life_step",
    ("INSERT OR REPLACE INTO life_step SELECT id, uid, case_id, group_id, at, user_id, was,"
     " 'archived', on_day, reason, comment FROM life_step"),
    "INSERT INTO life_step (uid, case_id, group_id, at, user_id, was, life, on_day) "
    "SELECT " UID("ce") ", id, 1, '', 1, 'settling', 'archived', '' FROM case_file",
    "DELETE FROM stop",
    "UPDATE stop SET reason = 'other'",
    "UPDATE stop SET decided_at = 'now'",
    "UPDATE stop SET decision = 'x', decided_by = 1, decided_at = 'now'",
    ("INSERT OR REPLACE INTO stop SELECT id, uid, case_id, group_id, at, user_id, 'other',"
     " words, cause, NULL, NULL, NULL, 0, 0 FROM stop"),
    "INSERT INTO stop (uid, case_id, group_id, at, user_id, reason) SELECT " UID(
        "cf") ", id, 1, '', 1, 'fraud' FROM case_file",
    "INSERT INTO money (uid, case_id, place, kind) SELECT " UID(
        "db") ", id, 1, 'requested' FROM case_file",
    "INSERT INTO tranche (uid, case_id, place, state) SELECT " UID(
        "da") ", id, 1, 'requested' FROM case_file",
};

START_TEST(test_life_forgery_refused)
{
    int64_t id = approved_case();
    ck_assert(step(&second, id, LIFE_SENT));
    ck_assert(in_group(GROUP_WORKFLOW, worker(), id, does_stop, "票据对不上é"));
    for (size_t i = 0; i < COUNT_OF(forgeries); i++)
        ck_assert_msg(!help_raw(path, forgeries[i]), "%s", forgeries[i]);
    ck_assert(step(worker(), id, LIFE_CLOSED));
    ck_assert(!help_raw(path, "UPDATE case_file SET life = 'raising'"));
    ck_assert(!help_raw(path, "UPDATE case_file SET life = 'sent'"));
    ck_assert(reopen(worker(), id));
    ck_assert(life_is(id, LIFE_SENT));
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_life_steps_whole_table,
        test_life_moves_in_schema,
        test_life_from_first_to_last,
        test_life_needs_approval,
        test_life_adviser,
        test_life_follows_status,
        test_stop_decided_by_a_supervisor,
        test_stop_by_itself,
        test_stop_decided_to_end_holds,
        test_stop_decided_is_not_undone,
        test_stop_raised_anew,
        test_life_forgery_refused,
        NULL,
    };
    return suite_run("life", tests, setup, teardown);
}
