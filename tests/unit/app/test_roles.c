/* Who may do what, by a table written by hand: each role, standing in each relation to a case
 * in each state, tries each verb of the commands and, behind their back, the row that it
 * leaves. */
#include "config.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/case.h"
#include "app/edit.h"
#include "app/hand.h"
#include "app/inner.h"
#include "app/life.h"
#include "app/mark.h"
#include "app/move.h"
#include "app/papers.h"
#include "app/people.h"
#include "app/sample.h"
#include "app/talk.h"
#include "base/attr.h"
#include "base/mem.h"
#include "desk/review.h"
#include "store/sql.h"
#include "tests/support/app_help.h"
#include "tests/support/people.h"
#include "tests/support/suite.h"

/* ---- people and relations ---- */

/* In the order of Role. */
static const char *const actors[ROLE_COUNT] = {"worker", "adviser", "boss", "audit", "office"};
static const char letters[] = "wasum";

typedef enum Stands { OWN, HANDED, COLLEAGUE, HANDED_ON, RELATIONS } Stands;
static const char *const relation_words[] = {"own", "handed", "colleague's", "handed on"};

/* ---- states ---- */

enum {
    DRAFT,
    SUBMITTED,
    RETURNED,
    APPROVED,
    REJECTED,
    CLOSED,
    AMENDED,
    AMENDED_SUBMITTED,
    STATES
};
static const char *const state_words[STATES] = {"draft",    "submitted",          "returned",
                                                "approved", "rejected",           "closed",
                                                "amended",  "amendment submitted"};

/* ---- what is tried, and who may ---- */

typedef bool Try(Session *session, CaseFile **file, Err *err);

static bool try_set(Session *session, CaseFile **file, Err *err)
{
    char *const cells[] = {(char *)"case.ward=九病区"};
    return app_case_set_paths(session, *file, cells, 1, err);
}

static bool try_follow_up(Session *session, CaseFile **file, Err *err)
{
    char *const cells[] = {(char *)"contact[+].note=电话"};
    return app_case_set_paths(session, *file, cells, 1, err);
}

static bool try_move(Session *session, CaseFile **file, Verb verb, Err *err)
{
    const Decision decision = {.reason = "other", .comment = "已核对"};
    return app_case_move(session, file, verb, &decision, err);
}

#define MOVE(name, verb)                                                                       \
    static bool try_##name(Session *session, CaseFile **file, Err *err)                        \
    {                                                                                          \
        return try_move(session, file, verb, err);                                             \
    }
MOVE(submit, VERB_SUBMIT)
MOVE(withdraw, VERB_WITHDRAW)
MOVE(return, VERB_RETURN)
MOVE(reject, VERB_REJECT)
MOVE(approve, VERB_APPROVE)
MOVE(amend, VERB_AMEND)

static bool try_reopen(Session *session, CaseFile **file, Err *err)
{
    return app_case_reopen(session, file, "other", "说明", err);
}

static bool try_close(Session *session, CaseFile **file, Err *err)
{
    return app_case_close(session, file, "achieved", "说明", err);
}

static bool try_stop(Session *session, CaseFile **file, Err *err)
{
    return app_case_stop(session, file, STOP_FRAUD, "疑点", err);
}

static bool try_sent(Session *session, CaseFile **file, Err *err)
{
    return app_case_stage(session, file, LIFE_SENT, NULL, NULL, err);
}

/* About what zhou suspects. */
static bool try_decide(Session *session, CaseFile **file, Err *err)
{
    char *name = xstrdup(session_user(session)->name);
    CaseFile *theirs;
    ck_done(session_act_as(session, "zhou", err));
    ck_done(app_case_open_id(session, case_head_of(*file)->id, &theirs, err));
    bool done = app_case_stop(session, &theirs, STOP_FRAUD, "疑点", err);
    case_free(theirs);
    done = session_act_as(session, name, NULL) && done;
    free(name);
    return done && app_case_reload(session, file, err) &&
           app_case_decide_stop(session, file, STOP_GOES_ON, "已核实", err);
}

static bool try_decide_own(Session *session, CaseFile **file, Err *err)
{
    return app_case_stop(session, file, STOP_FRAUD, "疑点", err) &&
           app_case_decide_stop(session, file, STOP_GOES_ON, "已核实", err);
}

static bool try_ask(Session *session, CaseFile **file, Err *err)
{
    return app_case_say(session, file, VERB_ASK, "问", err);
}

static bool try_answer(Session *session, CaseFile **file, Err *err)
{
    return app_case_say(session, file, VERB_ANSWER, "答", err);
}

static bool try_mark(Session *session, CaseFile **file, Err *err)
{
    MarkPlace place = mark_place(*file, REC_PATIENT, F_PATIENT_name, 0, NULL);
    return app_mark(session, *file, &place, NULL, "核对", err);
}

static bool try_hand(Session *session, CaseFile **file, Err *err)
{
    return app_case_hand(session, file, "wang", NULL, err);
}

static bool try_papers(Session *session, CaseFile **file, Err *err)
{
    PapersMade made;
    char *folder = help_path("papers");
    const PaperOrder order = {.folder = folder, .replace = true};
    bool done = app_papers(session, *file, &order, arena, &made, err);
    free(folder);
    return done;
}

/* Whom the database lets write the row, where the program has more to say about the case. */
#define IN_EVERY(who)                                                                          \
    {                                                                                          \
        who, who, who, who, who, who, who, who                                                 \
    }

/* A letter: that role, to any case; a capital: only who keeps it; ! after it: only who had no
 * hand in it. row: the verb of the row of review by which another program would do it, or a
 * table (by_row); NULL: it leaves none that says who may. rows: NULL for the same people. */
static const struct Action {
    const char *name;
    Try *try;
    const char *may[STATES];
    const char *row;
    const char *rows[STATES];
} actions[] = {
    {"set", try_set, {"wAs", "", "wAs", "", "", "", "wAs", ""}, "+content", {0}},
    {"follow up",
     try_follow_up,
     {"wAs", "wAs", "wAs", "wAs", "s", "s", "wAs", "wAs"},
     "+later",
     {0}},
    {"submit", try_submit, {"wAs", "", "wAs", "", "", "", "wAs", ""}, "submit", {0}},
    {"withdraw",
     try_withdraw,
     {"WAs", "wAs", "WAs", "", "", "", "WAs", "wAs"},
     "withdraw",
     {0}},
    {"return", try_return, {"", "s", "", "", "", "", "", "s"}, "return", {0}},
    {"reject", try_reject, {"", "s", "", "", "", "", "", "s"}, "reject", {0}},
    {"approve", try_approve, {"", "s!", "", "", "", "", "", "s!"}, "+approval", {0}},
    {"reopen", try_reopen, {"", "s", "", "", "s", "WAs", "", "s"}, "reopen", {0}},
    {"amend", try_amend, {"", "", "", "WAs", "", "", "", ""}, "amend", {0}},
    /* An amendment is settled first. */
    {"close",
     try_close,
     {"WAs", "WAs", "WAs", "WAs", "WAs", "", "", ""},
     "close",
     IN_EVERY("WAs")},
    {"stop",
     try_stop,
     {"wAs", "wAs", "wAs", "wAs", "wAs", "", "wAs", "wAs"},
     "+stop",
     IN_EVERY("wAs")},
    /* The database does not ask what became of an amendment, and who began it. */
    {"set as sent",
     try_sent,
     {"", "", "", "s", "", "", "s", "s"},
     "+sent",
     {"s", "s", "s", "s", "s", "", "s", "s"}},
    {"decide a suspicion",
     try_decide,
     {"s", "s", "s", "s", "s", "", "s", "s"},
     "+decision zhou",
     IN_EVERY("s")},
    {"decide their own suspicion", try_decide_own, IN_EVERY(""), "+decision", {0}},
    {"ask", try_ask, {"wAs", "", "wAs", "", "", "", "wAs", ""}, "ask", {0}},
    {"answer", try_answer, {"s", "", "s", "", "", "", "s", ""}, "answer", {0}},
    /* Whoever takes in the reply of a platform writes what it marked, in every status. */
    {"mark", try_mark, {"s", "s", "s", "", "", "", "s", "s"}, "mark", IN_EVERY("s")},
    {"hand over", try_hand, IN_EVERY("WAs"), "hand", {0}},
    {"papers", try_papers, {"wAsu", "", "", "", "", "", "", ""}, NULL, {0}},
};

static bool expects(const char *who, Role role, Stands stands)
{
    for (const char *p = who; *p; p++) {
        if (*p == letters[role])
            return p[1] != '!' || stands == HANDED || stands == COLLEAGUE;
        if (*p == letters[role] - 'a' + 'A')
            return stands == OWN || stands == HANDED;
    }
    return false;
}

/* ---- the cases ---- */

static int64_t cases[STATES][ROLE_COUNT + 1]; /* by who entered it; the last: lin */
static Store *store;

static void step(const char *name, int64_t id, Verb verb)
{
    Tx *tx;
    int64_t approval;
    const Decision decision = {.reason = "other", .comment = "说明"};
    ck_done(session_act_as(lin, name, &help_err));
    const User *user = session_user(lin);
    const GroupHead head = {
        .kind = GROUP_WORKFLOW, .user_id = user->id, .case_id = id, .verb = verb_word(verb)};
    ck_done(tx_begin(store, &head, &tx, &help_err));
    if (verb == VERB_APPROVE)
        ck_done(review_approve(tx, user, id, &decision, "{}", "k1", &approval, &help_err));
    else
        ck_done(review_move(tx, user, id, verb, &decision, &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
}

static int64_t make_case(const char *name, int state)
{
    int64_t id;
    static uint64_t number;
    ck_done(session_act_as(lin, name, &help_err));
    CaseFile *file = sample_case(1, ++number, session_today(lin), 0);
    ck_done(import_case(lin, file, GROUP_IMPORT, NULL, &id, &help_err));
    case_free(file);
    if (state == CLOSED)
        step(name, id, VERB_WITHDRAW);
    if (state != DRAFT && state != CLOSED)
        step(name, id, VERB_SUBMIT);
    if (state == RETURNED)
        step("zhou", id, VERB_RETURN);
    if (state == REJECTED)
        step("zhou", id, VERB_REJECT);
    if (state == APPROVED || state == AMENDED || state == AMENDED_SUBMITTED)
        step("zhou", id, VERB_APPROVE);
    if (state == AMENDED || state == AMENDED_SUBMITTED)
        step(name, id, VERB_AMEND);
    if (state == AMENDED_SUBMITTED)
        step(name, id, VERB_SUBMIT);
    return id;
}

/* Everybody enters as a social worker, and has the role from then on: an auditor may keep cases
 * too. In place of the store that other tests have. */
static void make_people(void)
{
    Person people[3 + ROLE_COUNT] = {{"zhou", "zhou", "supervisor", MADE_PASSPHRASE},
                                     {"lin", "林社工", "social_worker", MADE_PASSPHRASE},
                                     {"wang", "王社工", "social_worker", MADE_PASSPHRASE}};
    for (int role = 0; role < ROLE_COUNT; role++)
        people[3 + role] =
            (Person){actors[role], actors[role], "social_worker", MADE_PASSPHRASE};
    const PeopleStore what = {.organisation = "某医院社工部",
                              .station = "T1",
                              .people = people,
                              .n = COUNT_OF(people)};
    session_close(zhou);
    session_close(lin);
    ck_assert_int_eq(unlink(help_store_file), 0);
    ck_done(people_begin(help_store_file, &what, &help_err));
    zhou = help_open_as("zhou");
    lin = help_open_as("lin");
}

static void give_roles(void)
{
    ck_done(session_act_as(lin, "zhou", &help_err));
    for (int role = 1; role < ROLE_COUNT; role++)
        ck_done(app_person_role(lin, actors[role], (Role)role, &help_err));
}

static void roles_start(void)
{
    help_app_start();
    make_people();
    store = session_store(lin);
    ck_done(sql_do(store, &help_err, "INSERT INTO knowledge_text VALUES ('k1', '{}')", ""));
    for (int state = 0; state < STATES; state++)
        for (int by = 0; by <= ROLE_COUNT; by++)
            cases[state][by] = make_case(by < ROLE_COUNT ? actors[by] : "lin", state);
    give_roles();
}

/* ---- trying ---- */

/* False: there is no such relation, since the role takes no case over. */
static bool relate(Role role, Stands stands, int64_t id)
{
    CaseFile *file;
    if (stands != HANDED && stands != HANDED_ON)
        return true;
    ck_done(session_act_as(lin, "zhou", &help_err));
    ck_done(app_case_open_id(lin, id, &file, &help_err));
    bool done =
        app_case_hand(lin, &file, stands == HANDED ? actors[role] : "lin", NULL, &help_err);
    case_free(file);
    return done;
}

typedef struct Tally {
    int tried, passed, refused, wrong;
} Tally;

static void count(Tally *tally, const char *where, const struct Action *action, int state,
                  Role role, Stands stands, bool want, bool done)
{
    tally->tried++;
    tally->passed += done;
    tally->refused += !done;
    if (done == want)
        return;
    tally->wrong++;
    printf("%s: %s of a %s case (%s) by %s: %s%s\n", where, action->name, state_words[state],
           relation_words[stands], actors[role],
           done ? "passed" : "refused: ", done ? "" : help_err.text);
}

static bool by_command(const struct Action *action, int state UNUSED, Role role, int64_t id)
{
    CaseFile *file;
    err_clear(&help_err);
    ck_done(session_act_as(lin, actors[role], &help_err));
    ck_done(app_case_open_id(lin, id, &file, &help_err));
    bool done = action->try(lin, &file, &help_err);
    ck_assert_msg(done || help_err.text[0], "%s", action->name);
    case_free(file);
    return done;
}

#define EDIT_GROUP                                                                             \
    "INSERT INTO journal_group (id, uid, at, kind, verb, user_id, case_id, content, g, hash,"  \
    " seal) SELECT max(id) + 1, randomblob(16), '', 'edit', 'edit', ?1, ?2, %d,"               \
    " zeroblob(32), zeroblob(32), zeroblob(8) FROM journal_group"

/* The row by which another program would do it. */
static bool by_row(const struct Action *action, int state, Role role, int64_t id)
{
    const char *row = action->row;
    char group[512];
    ck_done(session_act_as(lin, actors[role], &help_err));
    int64_t user = session_user(lin)->id;
    if (row[0] != '+')
        return sql_do(store, &help_err,
                      "INSERT INTO review (uid, case_id, group_id, at, user_id, verb)"
                      " VALUES (randomblob(16), ?2, 1, '', ?1, ?3)",
                      "iit", user, id, row);
    if (strcmp(row, "+stop") == 0)
        return sql_do(store, &help_err,
                      "INSERT INTO stop (uid, case_id, group_id, at, user_id, reason, words)"
                      " VALUES (randomblob(16), ?2, 1, '', ?1, 'fraud', '疑点')",
                      "ii", user, id);
    if (strcmp(row, "+sent") == 0)
        return sql_do(store, &help_err,
                      "INSERT INTO life_step (uid, case_id, group_id, at, user_id, was, life,"
                      " on_day) VALUES (randomblob(16), ?2, 1, '', ?1, 'prepared', 'sent', '')",
                      "ii", user, id);
    if (strncmp(row, "+decision", strlen("+decision")) == 0)
        return sql_do(store, &help_err,
                      "INSERT INTO stop (uid, case_id, group_id, at, user_id, reason, words)"
                      " SELECT randomblob(16), ?2, 1, '', coalesce((SELECT id FROM user"
                      " WHERE name = ?3), ?1), 'fraud', '疑点'",
                      "iit", user, id, row[strlen("+decision")] ? "zhou" : "") &&
               sql_do(store, &help_err,
                      "UPDATE stop SET decision = '已核实', decided_by = ?1, decided_at = 'now'"
                      " WHERE case_id = ?2",
                      "ii", user, id);
    if (strcmp(row, "+approval") == 0) {
        if (state == AMENDED_SUBMITTED)
            ck_done(sql_do(store, &help_err, "UPDATE approval SET active = 0 WHERE case_id = ?",
                           "i", id));
        return sql_do(store, &help_err,
                      "INSERT INTO approval (uid, case_id, approver, at, snapshot,"
                      " knowledge_version, active)"
                      " VALUES (randomblob(16), ?2, ?1, '', '{}', 'k1', 1)",
                      "ii", user, id);
    }
    snprintf(group, sizeof group, EDIT_GROUP, strcmp(row, "+content") == 0);
    return sql_do(store, &help_err, group, "ii", user, id);
}

typedef bool Way(const struct Action *action, int state, Role role, int64_t id);

/* Each try is taken back. */
static void attempt(Tally *tally, const char *where, Way *way, const struct Action *action,
                    int state, Role role, Stands stands)
{
    bool entered = stands == OWN || stands == HANDED_ON;
    int64_t id = cases[state][entered ? (int)role : ROLE_COUNT];
    bool more = way == by_row && action->rows[state];
    const char *who = more ? action->rows[state] : action->may[state];
    ck_done(store_begin(store, &help_err));
    if (relate(role, stands, id))
        count(tally, where, action, state, role, stands, expects(who, role, stands),
              way(action, state, role, id));
    else
        ck_assert(role == ROLE_AUDITOR || role == ROLE_ADMINISTRATOR);
    store_rollback(store);
}

static void try_all(const char *where, Way *way)
{
    Tally tally = {0};
    for (size_t a = 0; a < COUNT_OF(actions); a++)
        for (int state = 0; state < STATES; state++)
            for (int role = 0; role < ROLE_COUNT; role++)
                for (int stands = 0; stands < RELATIONS; stands++)
                    if ((way != by_row || actions[a].row) &&
                        (actions[a].try != try_papers || state == DRAFT))
                        attempt(&tally, where, way, &actions[a], state, (Role)role,
                                (Stands)stands);
    printf("%s: %d tried, %d passed, %d refused, %d wrong\n", where, tally.tried, tally.passed,
           tally.refused, tally.wrong);
    fflush(stdout);
    ck_assert_int_eq(tally.wrong, 0);
}

START_TEST(test_roles_by_hand)
{
    try_all("commands", by_command);
    try_all("database", by_row);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("roles");
    TCase *tcase = tcase_create("roles");
    tcase_add_checked_fixture(tcase, roles_start, help_app_stop);
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, test_roles_by_hand);
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}
