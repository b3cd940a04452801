/* What is done to a case at one station, judged at another: all that people do, and what they
 * may not, by a program of their own. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/backup.h"
#include "app/case.h"
#include "app/edit.h"
#include "app/hand.h"
#include "app/inner.h"
#include "app/life.h"
#include "app/mark.h"
#include "app/move.h"
#include "app/people.h"
#include "app/talk.h"
#include "app/undo.h"
#include "base/attr.h"
#include "tests/support/suite.h"
#include "tests/support/travel_help.h"

/* ---- what people do to a case all year ---- */

typedef bool Does(Session *session, CaseFile **file, Err *err);

static void does(Session *session, const char *no, Does *what)
{
    CaseFile *file;
    ck_done(app_case_open(session, no, &file, &help_err));
    ck_done(what(session, &file, &help_err));
    case_free(file);
}

static void types(Session *session, const char *no, const char *what)
{
    CaseFile *file;
    char *typed = arena_dup(arena, what);
    ck_done(app_case_open(session, no, &file, &help_err));
    ck_assert_msg(app_case_set_paths(session, file, &typed, 1, &help_err), "%s: %s", what,
                  help_err.text);
    case_free(file);
}

static bool undoes(Session *session, CaseFile **file, Err *err)
{
    return app_case_undo(session, file, arena, NULL, err);
}
static bool redoes(Session *session, CaseFile **file, Err *err)
{
    return app_case_redo(session, file, arena, NULL, err);
}
static bool asks(Session *session, CaseFile **file, Err *err)
{
    return app_case_say(session, file, VERB_ASK, "这样行吗", err);
}
static bool answers(Session *session, CaseFile **file, Err *err)
{
    return app_case_say(session, file, VERB_ANSWER, "可以", err);
}
static bool marks(Session *session, CaseFile **file, Err *err)
{
    const MarkPlace place = {.record = REC_PATIENT, .field = F_PATIENT_phone, .item = ""};
    return app_mark(session, *file, &place, NULL, "少一位", err);
}
static bool replies(Session *session, CaseFile **file, Err *err)
{
    Mark *list;
    size_t n;
    return app_marks(session, case_head_of(*file)->id, arena, &list, &n, err) &&
           app_mark_reply(session, *file, list[0].id, "已改", err);
}
static bool unmarks(Session *session, CaseFile **file, Err *err)
{
    Mark *list;
    size_t n;
    return app_marks(session, case_head_of(*file)->id, arena, &list, &n, err) &&
           app_mark_drop(session, *file, list[0].id, err);
}
static bool decides(Session *session, CaseFile **file, Err *err)
{
    return app_case_decide_stop(session, file, STOP_GOES_ON, "已核实", err);
}
static bool stops(Session *session, CaseFile **file, Err *err)
{
    return app_case_stop(session, file, STOP_OTHER, "家属来电", err);
}
static bool is_raising(Session *session, CaseFile **file, Err *err)
{
    return app_case_stage(session, file, LIFE_ACCEPTED, NULL, NULL, err) &&
           app_case_stage(session, file, LIFE_RAISING, NULL, NULL, err);
}
static bool hands(Session *session, CaseFile **file, Err *err)
{
    return app_case_hand(session, file, "zhou", "请接手", err);
}
static bool closes(Session *session, CaseFile **file, Err *err)
{
    return app_case_close(session, file, "other", "到此为止", err);
}
static bool reopens(Session *session, CaseFile **file, Err *err)
{
    return app_case_reopen(session, file, "other", "又有变化", err);
}
static bool archives(Session *session, CaseFile **file, Err *err)
{
    return app_case_stage(session, file, LIFE_ARCHIVED, NULL, NULL, err);
}
static bool amends(Session *session, CaseFile **file, Err *err)
{
    return app_case_move(session, file, VERB_AMEND, NULL, err);
}
static bool removes(Session *session, CaseFile **file, Err *err)
{
    return app_case_remove_row(session, *file, REC_EXPENSE, 0, err);
}
static bool moves(Session *session, CaseFile **file, Err *err)
{
    return app_case_move_row(session, *file, REC_EXPENSE, 1, 0, err);
}

/* Every honest step is taken for what it is. */
START_TEST(test_all_that_people_do_travels)
{
    char *path = help_path("year.xlsx");
    const char *no = help_whole_case(lin, 13), *numbers[] = {no};
    BatchRow batch;
    types(lin, no, "patient.phone=13900000041");
    does(lin, no, undoes);
    does(lin, no, redoes);
    types(lin, no, "expense[1].invoice_no=77");
    does(lin, no, moves);
    does(lin, no, removes);
    does(lin, no, undoes);
    types(lin, no, "contact[+].on=2026-11-20");
    does(lin, no, asks);
    does(zhou, no, answers);
    does(zhou, no, marks);
    does(lin, no, replies);
    does(zhou, no, unmarks);
    help_move(lin, no, VERB_SUBMIT);
    help_move(lin, no, VERB_WITHDRAW);
    help_move(lin, no, VERB_SUBMIT);
    give_back(zhou, no);
    help_move(lin, no, VERB_SUBMIT);
    help_move(zhou, no, VERB_APPROVE);
    types(lin, no, "aid[+].source=村委会");
    does(lin, no, undoes);
    does(lin, no, redoes);
    does(lin, no, undoes);
    types(lin, no, "verification[+].kind=witness");
    does(lin, no, undoes);
    types(zhou, no, "tranche[+].amount_fen=100");
    does(zhou, no, undoes);
    types(lin, no, "event[+].kind=published");
    types(lin, no, "event[1].on=2026-11-20");
    does(lin, no, stops);
    does(zhou, no, decides);
    does(lin, no, amends);
    types(lin, no, "patient.phone=13900000042");
    types(lin, no, "contact[+].on=2026-11-20");
    help_move(lin, no, VERB_WITHDRAW);
    does(lin, no, amends);
    types(lin, no, "patient.phone=13900000043");
    help_move(lin, no, VERB_SUBMIT);
    help_move(zhou, no, VERB_APPROVE);
    ck_done(help_export(zhou, numbers, 1, path, false, NULL, &batch));
    does(lin, no, is_raising);
    does(lin, no, hands);
    does(zhou, no, closes);
    does(zhou, no, reopens);
    hand(zhou, qian, no);
    same_at_both(no, "SELECT status || life || version FROM case_file WHERE no = ?");
    both_whole();
    free(path);
}
END_TEST

/* ---- what people of elsewhere may not ---- */

/* A group signed by whoever it is by, in a case of zhou's that lin submitted where it says so,
 * or of nobody's, which the station signs: set: "column=value", a number where it begins with
 * one, "@name" for a person, "*" for the group, "!" for the first case. table
 * added to: "+" for each time. */
static const struct Forged {
    const char *what, *by;
    bool submitted, content;
    GroupKind kind;
    const char *verb, *table, *set;
    const char *said;
} forgeries[] = {
    {"an approval in an edit", "lin", false, true, GROUP_EDIT, "edit", "+approval",
     "approver=@lin at=2026 snapshot={} knowledge_version=x active=1",
     "changes what no such step does"},
    {"an edit in a handing over", "zhou", false, false, GROUP_WORKFLOW, "hand", "patient",
     "name=别人", "changes what no such step does"},
    {"a verb of no kind", "lin", false, true, GROUP_EDIT, "set", "patient", "name=别人",
     "is none of this program"},
    {"the state in an edit", "lin", false, true, GROUP_EDIT, "edit", "case_file",
     "status=approved", "changes what no such step does"},
    {"a row goes to another case", "lin", false, true, GROUP_EDIT, "edit", "expense",
     "case_id=!", "changes what no such step does"},
    {"the number", "lin", false, true, GROUP_EDIT, "edit", "case_file", "no=T1-2026-000099",
     "changes what no such step does"},
    {"an edit without a hand", "zhou", false, false, GROUP_EDIT, "edit", "patient", "name=别人",
     "does something else than it says"},
    {"later than nothing", "zhou", false, false, GROUP_EDIT, "edit", "+document",
     "code=D11 state=received place=77 later=1", "does something else than it says"},
    {"submitted, and approved", "lin", false, false, GROUP_WORKFLOW, "submit", "case_file",
     "status=approved", "does something else than it says"},
    {"somebody else's review", "lin", false, false, GROUP_WORKFLOW, "ask", "+review",
     "group_id=* at=2026 user_id=@zhou verb=ask", "names somebody else"},
    {"another approver", "zhou", true, false, GROUP_WORKFLOW, "approve", "+approval",
     "approver=@lin at=2026 snapshot={} knowledge_version=x active=1", "names somebody else"},
    {"an approval that moves nothing", "zhou", true, false, GROUP_WORKFLOW, "approve",
     "+approval", "approver=@zhou at=2026 snapshot={} knowledge_version=x active=1",
     "does something else than it says"},
    {"a rejection with other words", "zhou", true, false, GROUP_WORKFLOW, "reject", "patient",
     "name=别人", "does something else than it says"},
    {"a return with another amount", "zhou", true, false, GROUP_WORKFLOW, "return", "case_file",
     "status=returned target_fen=9 adviser=某人", "does something else than it says"},
    {"a closing with another amount", "zhou", false, false, GROUP_WORKFLOW, "close",
     "case_file", "status=closed target_fen=9", "does something else than it says"},
    {"an answer about the application", "zhou", true, false, GROUP_WORKFLOW, "receipt",
     "+tranche", "place=77 amount_fen=1 state=planned", "does something else than it says"},
    {"what is submitted", "lin", true, true, GROUP_EDIT, "edit", "patient", "name=别人",
     "Only a draft or a returned case is edited"},
    {"an approval of an adviser", "he", true, false, GROUP_WORKFLOW, "approve_first", "+review",
     "group_id=* at=2026 user_id=@he verb=approve_first", "supervisor"},
    {"an edit of what is another's", "he", false, true, GROUP_EDIT, "edit", "patient",
     "name=别人", "This case is kept by"},
    {"the pen twice", "zhou", false, false, GROUP_WORKFLOW, "pass", "+pen",
     "holder=X1 term=7 at=2026", "does something else than it says"},
    {"what the schema holds against", "zhou", false, false, GROUP_WORKFLOW, "stop", "++stop",
     "group_id=* at=2026 user_id=@zhou reason=other words=", "does not hold together"},
    {"a stage in an edit", "lin", false, true, GROUP_EDIT, "edit", "case_file", "life=closed",
     "does something else than it says"},
    {"a stage in a stop", "lin", false, false, GROUP_WORKFLOW, "stop", "case_file",
     "life=archived", "does something else than it says"},
    {"a stop that is decided", "he", false, false, GROUP_WORKFLOW, "stop", "+stop",
     "group_id=* at=2026 user_id=@he reason=other words= decided_at=2026 decided_by=@he"
     " decision=可以",
     "does something else than it says"},
    {"a decision of an adviser", "he", false, false, GROUP_WORKFLOW, "decide", "+stop",
     "group_id=* at=2026 user_id=@he reason=other words= decided_at=2026 decided_by=@he"
     " decision=可以",
     "supervisor"},
    {"the program edits", NULL, false, false, GROUP_EXPORT, "export", "patient", "name=别人",
     "changes what no such step does"},
    {"the program exports", NULL, false, false, GROUP_EXPORT, "export", "case_file",
     "status=exported", "changes what no such step does"},
    /* From here on the store there does nothing more by itself. */
    {"people", "zhou", false, false, GROUP_EDIT, "edit", "user", "role=supervisor",
     "changes what no such step does"},
    {"a setting", "zhou", false, false, GROUP_WORKFLOW, "hand", "setting", "value=T9",
     "changes what no such step does"},
};

static int64_t user_id(const char *name)
{
    int64_t id;
    ck_done(sql_get_int(session_store(lin), &help_err, &id,
                        "SELECT id FROM user WHERE name = ?", "t", name));
    return id;
}

static SqlValue value_of(Tx *tx, const char *text)
{
    if (*text == '@')
        return sql_value_int(user_id(text + 1));
    if (*text == '*')
        return sql_value_int(tx_group(tx));
    if (*text == '!')
        return sql_value_int(1);
    return text[0] >= '0' && text[0] <= '9' && !text[1] ? sql_value_int(text[0] - '0')
                                                        : sql_value_text(text);
}

/* The row of that table, of the case where it has one. */
static int64_t row_of(const char *table, int64_t case_id)
{
    int64_t id;
    char *sql = arena_printf(arena, "SELECT max(id) FROM %s", table);
    if (strcmp(table, "case_file") == 0)
        return case_id;
    if (strcmp(table, "patient") == 0 || strcmp(table, "expense") == 0)
        sql = arena_printf(arena, "%s WHERE case_id = %lld", sql, (long long)case_id);
    ck_done(sql_get_int(session_store(lin), &help_err, &id, sql, NULL));
    return id;
}

static void forge(Session *by, const struct Forged *forged, int64_t case_id)
{
    const GroupHead head = {.kind = forged->kind,
                            .user_id = forged->by ? session_user(by)->id : 0,
                            .case_id = case_id,
                            .verb = forged->verb,
                            .content = forged->content};
    size_t adds = strspn(forged->table, "+");
    const char *table = forged->table + adds;
    TxColumn columns[12] = {{"case_id", sql_value_int(case_id), 0}};
    size_t n = 1;
    int64_t id = adds ? 0 : row_of(table, case_id);
    Tx *tx = NULL;
    ck_done(tx_begin(session_store(by), &head, &tx, &help_err));
    for (char *at = strtok(arena_dup(arena, forged->set), " "); at; at = strtok(NULL, " ")) {
        char *column = at, *is = strchr(at, '=');
        *is = '\0';
        SqlValue value = value_of(tx, is + 1);
        columns[n++] =
            (TxColumn){column, value, strcmp(column, "snapshot") == 0 ? TX_SECRET : 0};
        if (!adds)
            ck_done(tx_set(tx, table, id, column, value, NULL, 0, &help_err));
    }
    for (size_t i = 0; i < adds; i++)
        ck_done(tx_add(tx, table, columns, n, &id, &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
}

/* What the case was given as, and is not taken in. */
static void refused(const char *what, int64_t id, const char *said)
{
    Buf bytes = BUF_INIT;
    Travelled out;
    ck_done(journal_give(session_store(lin), id, NULL, &bytes, &help_err));
    ck_assert_msg(!take(qian, &bytes, &out), "%s", what);
    ck_assert_msg(strstr(help_err.text, said) != NULL, "%s: %s", what, help_err.text);
    ck_assert_msg(help_err.kind == ERR_REFUSED || help_err.kind == ERR_INPUT, "%s", what);
    help_err = (Err){0};
    buf_free(&bytes);
}

static void forged_is_refused(Session *he, const struct Forged *forged, uint64_t number)
{
    bool zhous = forged->by && strcmp(forged->by, "zhou") == 0;
    Session *by = zhous ? zhou : forged->by && strcmp(forged->by, "he") == 0 ? he : lin;
    const char *no = help_whole_case(lin, number);
    int64_t id = id_of(lin, no);
    if (forged->submitted)
        help_move(lin, no, VERB_SUBMIT);
    forge(by, forged, id);
    refused(forged->what, id, forged->said);
}

START_TEST(test_steps_do_what_they_say)
{
    const NewUser adviser = {.name = "he",
                             .display = "何顾问",
                             .role = ROLE_ADVISER,
                             .passphrase = MADE_PASSPHRASE,
                             .own = true};
    ck_done(app_person_add(zhou, &adviser, &help_err));
    Session *he = help_open_as("he");
    trust_each_other();
    take_triggers_away();
    ck_assert(help_raw(help_store_file, "INSERT INTO knowledge_text VALUES ('x', '')"));
    for (size_t i = 0; i < COUNT_OF(forgeries); i++)
        forged_is_refused(he, &forgeries[i], 20 + i);
    ck_assert_int_eq(help_raw_int(desk_file, "SELECT count(*) FROM case_file"), 0);
    whole(qian);
    session_close(he);
}
END_TEST

/* A supervisor archives, and opens the archive. */
START_TEST(test_the_archive_is_a_supervisors)
{
    static const struct Forged late[] = {
        {"reopened into the archive", "lin", false, false, GROUP_WORKFLOW, "reopen",
         "case_file", "life=archived", "does something else than it says"},
        {"an edit in the archive", "lin", false, true, GROUP_EDIT, "edit", "patient",
         "name=别人", "The case is archived"},
        {"a contact in the archive", "lin", false, false, GROUP_EDIT, "edit", "+contact",
         "place=77 on=2026-11-20", "The case is archived"},
    };
    const char *numbers[COUNT_OF(late)];
    for (size_t i = 0; i < COUNT_OF(late); i++) {
        numbers[i] = help_whole_case(lin, 60 + i);
        does(zhou, numbers[i], closes);
        if (i > 0)
            does(zhou, numbers[i], archives);
    }
    take_triggers_away();
    for (size_t i = 0; i < COUNT_OF(late); i++) {
        int64_t id = id_of(lin, numbers[i]);
        forge(lin, &late[i], id);
        refused(late[i].what, id, late[i].said);
    }
    whole(qian);
}
END_TEST

/* What an amendment leaves that is given up is what it began with. */
START_TEST(test_what_is_given_up_is_given_back)
{
    Buf bytes = BUF_INIT;
    Travelled out;
    const char *no = help_whole_case(lin, 15);
    int64_t id = id_of(lin, no), review;
    const GroupHead head = {.kind = GROUP_WORKFLOW,
                            .user_id = session_user(lin)->id,
                            .case_id = id,
                            .verb = "withdraw"};
    Tx *tx = NULL;
    help_move(lin, no, VERB_SUBMIT);
    help_move(zhou, no, VERB_APPROVE);
    does(lin, no, amends);
    types(lin, no, "patient.phone=13900000046");
    take_triggers_away();
    ck_done(tx_begin(session_store(lin), &head, &tx, &help_err));
    const TxColumn columns[] = {{"case_id", sql_value_int(id), 0},
                                {"group_id", sql_value_int(tx_group(tx)), 0},
                                {"at", sql_value_text("2026"), 0},
                                {"user_id", sql_value_int(head.user_id), 0},
                                {"verb", sql_value_text("withdraw"), 0}};
    ck_done(tx_add(tx, "review", columns, COUNT_OF(columns), &review, &help_err));
    ck_done(tx_set(tx, "case_file", id, "amendment", sql_value_null(), NULL, 0, &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
    knowledge_goes_along(qian);
    give(lin, no, NULL, &bytes);
    ck_assert(!take(qian, &bytes, &out));
    ck_assert_msg(help_is_err(ERR_REFUSED, "An amendment of it was given up"), "%s",
                  help_err.text);
    ck_assert_int_eq(help_raw_int(desk_file, "SELECT count(*) FROM case_file"), 0);
    buf_free(&bytes);
}
END_TEST

/* Exports are made of the text. */
START_TEST(test_what_is_approved_is_the_case)
{
    const char *no = help_whole_case(lin, 14);
    travel_approve_nothing(lin, no, NULL);
    refused("the text", id_of(lin, no), "What was approved is not what the case was then");
    ck_assert_int_eq(help_raw_int(desk_file, "SELECT count(*) FROM case_file"), 0);
}
END_TEST

/* A first approval that nobody gave makes none a second one. */
START_TEST(test_a_first_that_nobody_gave)
{
    const Uid first = {{7}};
    const char *no = help_whole_case(lin, 14);
    travel_approve_nothing(lin, no, &first);
    refused("the first of two", id_of(lin, no), "does something else than it says");
}
END_TEST

/* ---- who they were then ---- */

/* Keys that ended and roles that changed count for what was signed with them. */
START_TEST(test_who_signed_is_who_they_were_then)
{
    const char *of_lin = help_whole_case(lin, 15), *of_zhou = help_whole_case(zhou, 16);
    types(lin, of_zhou, "patient.phone=13900000044");
    ck_done(app_person_role(zhou, "lin", ROLE_ADVISER, &help_err));
    Session *again = help_open_as("lin");
    types(again, of_lin, "patient.phone=13900000045");
    session_close(again);
    ck_done(app_person_passphrase(zhou, "lin", "另外一句很长的口令 2026", &help_err));
    trust_each_other();
    hand(zhou, qian, of_lin);
    ck_assert_str_eq(text_at(qian, "lin@T1", "SELECT role FROM user WHERE name = ?"),
                     "adviser");
    hand(zhou, qian, of_zhou);
    same_at_both(of_zhou, "SELECT p.phone FROM case_file AS c JOIN patient AS p"
                          " ON p.case_id = c.id WHERE c.no = ?");
    both_whole();
}
END_TEST

/* What was an edit of theirs is none once they are an adviser. */
START_TEST(test_a_role_ends)
{
    static const struct Forged late = {"an edit of what is another's",
                                       "lin",
                                       false,
                                       true,
                                       GROUP_EDIT,
                                       "edit",
                                       "patient",
                                       "name=别人",
                                       "This case is kept by"};
    Buf bytes = BUF_INIT;
    Travelled out;
    const char *no = help_whole_case(zhou, 17);
    hand(zhou, qian, help_whole_case(lin, 18)); /* as a social worker they are known */
    ck_done(app_person_role(zhou, "lin", ROLE_ADVISER, &help_err));
    trust_each_other();
    take_triggers_away();
    forge(lin, &late, id_of(lin, no));
    give(lin, no, NULL, &bytes);
    ck_assert(!take(qian, &bytes, &out));
    ck_assert(help_is_err(ERR_REFUSED, late.said));
    whole(qian);
    buf_free(&bytes);
}
END_TEST

static bool is_whole(Session *session)
{
    Verified verified = {0};
    ck_done(app_verify(session, NULL, &verified, &help_err));
    bool is = verified.fault.kind == ERR_NONE;
    app_verified_free(&verified);
    return is;
}

/* Whoever takes cases in writes down whom they met, and could invent somebody. */
START_TEST(test_nobody_is_invented)
{
    const GroupHead head = {
        .kind = GROUP_PEOPLE, .user_id = session_user(qian)->id, .verb = "met"};
    unsigned char sign[PERSON_PUBLIC] = {7};
    int64_t id;
    Tx *tx = NULL;
    const TxColumn person[] = {
        {"name", sql_value_text("eve@T1"), 0},     {"display", sql_value_text("另一位督导"), 0},
        {"role", sql_value_text("supervisor"), 0}, {"passhash", sql_value_text(""), TX_SECRET},
        {"disabled", sql_value_int(1), 0},         {"home", sql_value_text("T1"), 0}};
    ck_assert(is_whole(qian));
    ck_done(tx_begin(session_store(qian), &head, &tx, &help_err));
    ck_done(tx_add(tx, "user", person, COUNT_OF(person), &id, &help_err));
    const TxColumn key[] = {{"user_id", sql_value_int(id), 0},
                            {"station", sql_value_text("T1"), 0},
                            {"sign", sql_value_blob(sign, sizeof sign), 0}};
    ck_done(tx_add(tx, "known_key", key, COUNT_OF(key), &id, &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
    ck_assert(!is_whole(qian));
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_all_that_people_do_travels,
        test_steps_do_what_they_say,
        test_the_archive_is_a_supervisors,
        test_what_is_given_up_is_given_back,
        test_what_is_approved_is_the_case,
        test_a_first_that_nobody_gave,
        test_who_signed_is_who_they_were_then,
        test_a_role_ends,
        test_nobody_is_invented,
        NULL,
    };
    return suite_run("travel_steps", tests, travel_start, travel_stop);
}
