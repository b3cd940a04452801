/* Who may do what, and who approves: the tables, and the schema against writers behind the
 * program's back. */
#include "config.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "desk/asked.h"
#include "desk/eyes.h"
#include "desk/people.h"
#include "desk/review.h"
#include "desk/workflow.h"
#include "domain/casefile.h"
#include "store/kinds.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "tests/unit/desk/desk_help.h"

/* ---- who may do what: role x verb x status x relation ---- */

/* w social worker, a adviser, s supervisor, u auditor, m administrator; a capital letter: only
 * who keeps the case; ! after it: only who had no hand in it. */
typedef struct Expect {
    Verb verb;
    const char *roles[STATUS_COUNT];
} Expect;

#define EVERY(roles)                                                                           \
    {                                                                                          \
        roles, roles, roles, roles, roles, roles, roles                                        \
    }
#define ONGOING(roles, late)                                                                   \
    {                                                                                          \
        [STATUS_DRAFT] = roles, [STATUS_SUBMITTED] = roles, [STATUS_RETURNED] = roles,         \
        [STATUS_APPROVED] = roles, [STATUS_REJECTED] = late, [STATUS_EXPORTED] = roles,        \
        [STATUS_CLOSED] = late,                                                                \
    }
static const Expect expected[] = {
    {VERB_READ, EVERY("wasum")},
    {VERB_EDIT, {[STATUS_DRAFT] = "wAs", [STATUS_RETURNED] = "wAs"}},
    {VERB_FOLLOW_UP, ONGOING("wAs", "s")},
    {VERB_SUBMIT, {[STATUS_DRAFT] = "wAs", [STATUS_RETURNED] = "wAs"}},
    {VERB_WITHDRAW,
     {[STATUS_DRAFT] = "WAs", [STATUS_RETURNED] = "WAs", [STATUS_SUBMITTED] = "wAs"}},
    {VERB_RETURN, {[STATUS_SUBMITTED] = "s"}},
    {VERB_REJECT, {[STATUS_SUBMITTED] = "s"}},
    {VERB_APPROVE, {[STATUS_SUBMITTED] = "s!"}},
    {VERB_APPROVE_FIRST, {[STATUS_SUBMITTED] = "s!"}},
    {VERB_REOPEN, {[STATUS_SUBMITTED] = "s", [STATUS_REJECTED] = "s", [STATUS_CLOSED] = "WAs"}},
    {VERB_AMEND, {[STATUS_APPROVED] = "WAs", [STATUS_EXPORTED] = "WAs"}},
    {VERB_RECUT, {[STATUS_APPROVED] = "s", [STATUS_EXPORTED] = "s"}},
    {VERB_ASK, {[STATUS_DRAFT] = "wAs", [STATUS_RETURNED] = "wAs"}},
    {VERB_ANSWER, {[STATUS_DRAFT] = "s", [STATUS_RETURNED] = "s"}},
    {VERB_MARK, {[STATUS_DRAFT] = "s", [STATUS_RETURNED] = "s", [STATUS_SUBMITTED] = "s"}},
    {VERB_UNMARK, {[STATUS_DRAFT] = "s", [STATUS_RETURNED] = "s", [STATUS_SUBMITTED] = "s"}},
    {VERB_REPLY, {[STATUS_DRAFT] = "wAs", [STATUS_RETURNED] = "wAs"}},
    {VERB_CLOSE, EVERY("WAs")},
    {VERB_STAGE, EVERY("wAs")},
    {VERB_SET_STAGE, EVERY("s")},
    {VERB_STOP, EVERY("wAs")},
    {VERB_DECIDE, EVERY("s")},
    {VERB_HAND, EVERY("WAs")},
    {VERB_REVEAL, EVERY("wAsu")},
    {VERB_ERASE, EVERY("s")},
    {VERB_PAPERS, EVERY("wAsu")},
    {VERB_EXPORT, {[STATUS_APPROVED] = "s"}},
    {VERB_RECEIPT, EVERY("s")},
};

static bool expects(const char *roles, Role role, const Relation *relation)
{
    static const char letters[] = {[ROLE_SOCIAL_WORKER] = 'w',
                                   [ROLE_ADVISER] = 'a',
                                   [ROLE_SUPERVISOR] = 's',
                                   [ROLE_AUDITOR] = 'u',
                                   [ROLE_ADMINISTRATOR] = 'm'};
    for (const char *p = roles ? roles : ""; *p; p++) {
        if (*p == letters[role])
            return p[1] != '!' || relation->fresh;
        if (*p == letters[role] - 'a' + 'A')
            return relation->own;
    }
    return false;
}

START_TEST(test_rights_whole_table)
{
    static const Relation relations[] = {
        {false, false}, {false, true}, {true, false}, {true, true}};
    int checked = 0;
    for (size_t e = 0; e < COUNT_OF(expected); e++)
        for (int status = 0; status < STATUS_COUNT; status++)
            for (int role = 0; role < ROLE_COUNT; role++)
                for (size_t r = 0; r < COUNT_OF(relations); r++, checked++) {
                    User user = {.id = 9, .name = "x", .display = "x", .role = (Role)role};
                    bool want = expects(expected[e].roles[status], user.role, &relations[r]);
                    err_clear(&help_err);
                    bool may = desk_may_case(&user, expected[e].verb, (Status)status,
                                             &relations[r], &help_err);
                    ck_assert_msg(may == want, "%s by %s in %s (%d%d): %d, not %d",
                                  verb_word(expected[e].verb), role_word(user.role),
                                  status_word((Status)status), relations[r].own,
                                  relations[r].fresh, may, want);
                    ck_assert(may || (help_err.kind == ERR_REFUSED && help_err.text[0]));
                }
    ck_assert_int_eq(checked, (int)COUNT_OF(expected) * STATUS_COUNT * ROLE_COUNT *
                                  (int)COUNT_OF(relations));
}
END_TEST

START_TEST(test_rights_verbs_without_case)
{
    static const struct {
        Verb verb;
        bool may[ROLE_COUNT];
    } verbs[] = {
        {VERB_NEW, {true, true, true, false, false}},
        {VERB_PEOPLE, {false, false, true, false, true}},
        {VERB_KNOWLEDGE, {false, false, true, false, false}},
        {VERB_STATION, {false, false, true, false, true}},
        {VERB_PAIR, {false, false, true, false, false}},
        {VERB_BUNDLE, {true, true, true, false, false}},
        {VERB_SHARE, {false, false, true, false, true}},
        {VERB_BACKUP, {false, false, true, false, true}},
        {VERB_RESTORE, {false, false, true, false, true}},
        {VERB_MOVE, {false, false, true, false, true}},
        {VERB_SEAL, {false, false, true, false, false}},
        {VERB_UNSEAL, {false, false, true, false, false}},
        {VERB_VERIFY, {true, true, true, true, true}},
        {VERB_APPROVE, {false, false, true, false, false}},
    };
    for (size_t i = 0; i < COUNT_OF(verbs); i++)
        for (int role = 0; role < ROLE_COUNT; role++) {
            User user = {.id = 9, .name = "x", .role = (Role)role};
            ck_assert_int_eq(desk_may(&user, verbs[i].verb, &help_err), verbs[i].may[role]);
        }
    ck_assert(!desk_may(NULL, VERB_READ, &help_err));
}
END_TEST

/* Steps that leave no row of their own, or whose row another trigger holds. */
static bool has_no_row(Verb verb)
{
    static const Verb verbs[] = {
        VERB_READ,   VERB_NEW,       VERB_REVIEW,         VERB_RECUT,   VERB_PAPERS,
        VERB_PEOPLE, VERB_SECOND,    VERB_KNOWLEDGE,      VERB_STATION, VERB_SHARE,
        VERB_BACKUP, VERB_RESTORE,   VERB_VERIFY,         VERB_DOSSIER, VERB_EVENTS,
        VERB_REPORT, VERB_BLACKLIST, VERB_BLACKLIST_READ, VERB_ERASE,   VERB_REVEAL,
        VERB_SEAL,   VERB_UNSEAL,    VERB_PAIR,           VERB_BUNDLE,  VERB_MOVE};
    for (size_t i = 0; i < COUNT_OF(verbs); i++)
        if (verbs[i] == verb)
            return true;
    return false;
}

static int needed_in_table(Verb verb, Role role, Status status)
{
    RightsRow rows[STATUS_COUNT];
    size_t n = rights_rows(verb, rows);
    for (size_t i = 0; i < n; i++)
        if (rows[i].statuses & (1u << status))
            return rows[i].needs[role] == NEEDS_EYES ? NEEDS_NOTHING : rows[i].needs[role];
    return NEEDS_MORE;
}

/* The view of the schema is the table: every verb, role and status. */
START_TEST(test_rights_in_schema)
{
    for (int verb = 0; verb < VERB_COUNT; verb++)
        for (int role = 0; role < ROLE_COUNT; role++)
            for (int status = 0; status < STATUS_COUNT; status++) {
                int64_t needed;
                ck_done(sql_get_int(
                    store, &help_err, &needed,
                    "SELECT coalesce(min(needs IS 'own'), 9) FROM role_right WHERE verb = ?"
                    " AND instr(roles, ?) AND (statuses IS NULL OR instr(statuses, ?))",
                    "ttt", verb_word((Verb)verb), role_word((Role)role),
                    status_word((Status)status)));
                int want = needed_in_table((Verb)verb, (Role)role, (Status)status);
                if (has_no_row((Verb)verb) || want == NEEDS_MORE)
                    want = 9;
                ck_assert_msg((int)needed == want, "%s by %s in %s: %d, not %d",
                              verb_word((Verb)verb), role_word((Role)role),
                              status_word((Status)status), (int)needed, want);
            }
}
END_TEST

/* ---- four eyes ---- */

START_TEST(test_rights_editor_may_not_approve)
{
    int64_t id = desk_case(lin, "T1-2026-000004", "赵新梅");
    CaseFile *file;
    Tx *tx;
    GroupHead head = {.kind = GROUP_EDIT, .user_id = zhou, .case_id = id, .content = true};
    ck_done(case_load(store, id, &file, &help_err));
    ck_done(tx_begin(store, &head, &tx, &help_err));
    ck_done(case_set(tx, file, F_PATIENT_phone, 0, "13900000001", &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
    case_free(file);
    ck_assert(desk_move(lin, id, VERB_SUBMIT));
    ck_assert(!desk_move(zhou, id, VERB_APPROVE));
    ck_assert_ptr_nonnull(strstr(help_err.text, "another supervisor"));
    ck_assert(!help_raw(path, APPROVE_AS("zhou")) || desk_status_is(id, "submitted"));
    ck_assert(desk_move(sun, id, VERB_APPROVE));
}
END_TEST

static int64_t id_of(const char *name)
{
    int64_t id;
    ck_done(
        sql_get_int(store, &help_err, &id, "SELECT id FROM user WHERE name = ?", "t", name));
    return id;
}

/* As the history tells of it; what it costs to hash a passphrase is left out. */
static void reset_passphrase(const char *name, const char *by)
{
    Tx *tx;
    static int times;
    char hash[16];
    const GroupHead head = {
        .kind = GROUP_PEOPLE, .user_id = id_of(by), .verb = "user_passphrase"};
    snprintf(hash, sizeof hash, "%d", ++times);
    ck_done(tx_begin(store, &head, &tx, &help_err));
    ck_done(tx_set(tx, "user", id_of(name), "passhash", sql_value_text(hash), NULL, TX_SECRET,
                   &help_err));
    ck_done(tx_set(tx, "user", id_of(name), "reset_by", sql_value_int(id_of(by)), NULL, 0,
                   &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
}

static int64_t add_user(const char *name, const char *role, const char *by)
{
    Tx *tx;
    int64_t id;
    const GroupHead head = {.kind = GROUP_PEOPLE, .user_id = id_of(by), .verb = "user_add"};
    const TxColumn columns[] = {{"name", sql_value_text(name), 0},
                                {"display", sql_value_text(name), 0},
                                {"role", sql_value_text(role), 0},
                                {"passhash", sql_value_text("none"), TX_SECRET},
                                {"disabled", sql_value_int(0), 0}};
    ck_done(tx_begin(store, &head, &tx, &help_err));
    ck_done(tx_add(tx, "user", columns, COUNT_OF(columns), &id, &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
    return id;
}

static void refused(int64_t user, int64_t id, const char *why, const char *who)
{
    ck_assert(!desk_move(user, id, VERB_APPROVE));
    ck_assert_msg(strstr(help_err.text, why) && strstr(help_err.text, who), "%s",
                  help_err.text);
}

START_TEST(test_rights_submitter_may_not_approve)
{
    int64_t id = desk_case(lin, "T1-2026-000002", "赵新梅");
    ck_assert(desk_move(zhou, id, VERB_SUBMIT));
    refused(zhou, id, "You submitted this case", "孙督导");
    ck_assert(!help_raw(path, APPROVE_AS("zhou")));
    ck_assert(help_raw(path, APPROVE_AS("孙")));
}
END_TEST

/* Whose passphrase the person set who had the hand in it, over another as well. */
START_TEST(test_rights_reset_then_approve)
{
    int64_t id = desk_case(zhou, "T1-2026-000002", "赵新梅");
    int64_t wang = desk_user("wang", ROLE_SUPERVISOR, "王督导");
    ck_assert(desk_move(zhou, id, VERB_SUBMIT));
    reset_passphrase("lin", "zhou");
    reset_passphrase("孙", "lin");
    refused(sun, id, "周督导, who added you or set your passphrase, entered this case",
            "王督导");
    ck_assert(!help_raw(path, APPROVE_AS("孙")));
    reset_passphrase("wang", "zhou");
    refused(wang, id, "there is none yet", "or set your passphrase");
    reset_passphrase("wang", "qian");
    ck_assert(desk_move(wang, id, VERB_APPROVE));
}
END_TEST

/* Resets in a ring: the last of each user no longer tells who began it. */
START_TEST(test_rights_ring_of_resets)
{
    int64_t id = desk_case(lin, "T1-2026-000002", "赵新梅");
    ck_assert(desk_move(lin, id, VERB_SUBMIT));
    desk_user("admin", ROLE_ADMINISTRATOR, "管理员");
    reset_passphrase("admin", "lin");
    reset_passphrase("孙", "admin");
    reset_passphrase("admin", "孙");
    refused(sun, id, "林社工, who added you or set your passphrase, entered this case",
            "周督导");
    ck_assert(!help_raw(path, APPROVE_AS("孙")));
    /* What somebody could who was set anew later is of no account, and what they could then is.
     */
    reset_passphrase("zhou", "admin");
    refused(zhou, id, "林社工, who added you or set your passphrase", "there is none yet");
    reset_passphrase("孙", "qian");
    reset_passphrase("qian", "lin");
    ck_assert(desk_move(sun, id, VERB_APPROVE));
}
END_TEST

/* Whoever adds a user could be that user, and so could whoever could be who adds. */
START_TEST(test_rights_added_may_not_approve)
{
    int64_t id = desk_case(zhou, "T1-2026-000002", "赵新梅");
    int64_t office, wang, li;
    ck_assert(desk_move(zhou, id, VERB_SUBMIT));
    wang = add_user("wang", "supervisor", "zhou");
    refused(wang, id, "周督导, who added you or set your passphrase, entered this case",
            "孙督导");
    ck_assert(!help_raw(path, APPROVE_AS("wang")));
    reset_passphrase("孙", "zhou");
    office = add_user("office", "administrator", "孙");
    li = add_user("li", "supervisor", "office");
    refused(li, id, "周督导, who added you or set your passphrase", "there is none yet");
    ck_assert(!help_raw(path, APPROVE_AS("li")));
    ck_assert(office > 0);
    reset_passphrase("li", "qian");
    ck_assert(desk_move(li, id, VERB_APPROVE));
}
END_TEST

/* Whoever began the store has added everybody in the end: a third person is enough. */
START_TEST(test_rights_founder_added_all)
{
    int64_t id = desk_case(lin, "T1-2026-000002", "赵新梅");
    int64_t wang = add_user("wang", "supervisor", "lin"), other;
    add_user("office", "administrator", "lin");
    ck_assert(desk_move(lin, id, VERB_SUBMIT));
    refused(wang, id, "林社工, who added you or set your passphrase", "孙督导");
    reset_passphrase("wang", "office");
    ck_assert(desk_move(wang, id, VERB_APPROVE));
    /* And not, where that person was not there of their own. */
    other = desk_case(lin, "T1-2026-000003", "赵新梅");
    ck_assert(desk_move(lin, other, VERB_SUBMIT));
    reset_passphrase("office", "lin");
    reset_passphrase("wang", "office");
    refused(wang, other, "林社工, who added you or set your passphrase", "孙督导");
}
END_TEST

START_TEST(test_rights_named_may_not_approve)
{
    int64_t id = desk_case(lin, "T1-2026-000002", "赵新梅");
    ck_done(sql_do(store, &help_err, "UPDATE case_file SET adviser = '周督导'", ""));
    ck_assert(desk_move(lin, id, VERB_SUBMIT));
    refused(zhou, id, "names you as its adviser", "孙督导");
    ck_assert(!help_raw(path, APPROVE_AS("zhou")));
    ck_assert(desk_move(sun, id, VERB_APPROVE));
}
END_TEST

static bool approve_first(int64_t user_id, int64_t case_id)
{
    Tx *tx;
    User user = desk_user_of(user_id);
    GroupHead head = {.kind = GROUP_WORKFLOW, .user_id = user_id, .case_id = case_id};
    ck_done(tx_begin(store, &head, &tx, &help_err));
    if (review_approve_first(tx, &user, case_id, NULL, &help_err))
        return tx_commit(tx, NULL, &help_err);
    tx_abort(tx);
    return false;
}

/* What was found when it was submitted counts, whatever is found when it is approved. */
START_TEST(test_rights_found_at_submission)
{
    static const char *const found[] = {"R703", "R406", "R703", "R103"};
    Buf list = BUF_INIT;
    bool two;
    Tx *tx;
    int64_t id = desk_case(lin, "T1-2026-000002", "赵新梅");
    const GroupHead people = {.kind = GROUP_PEOPLE, .user_id = zhou};
    const GroupHead submits = {
        .kind = GROUP_WORKFLOW, .user_id = lin, .case_id = id, .verb = "submit"};
    User user = desk_user_of(lin);
    review_found(found, 4, &list);
    ck_assert_str_eq(list.data, "R103,R406,R703");
    const Decision decision = {.comment = "已核对", .found = list.data};
    ck_done(tx_begin(store, &submits, &tx, &help_err));
    ck_done(review_move(tx, &user, id, VERB_SUBMIT, &decision, &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
    ck_done(eyes_take_two(store, id, NULL, 0, &two, &help_err));
    ck_assert(!two);
    ck_done(tx_begin(store, &people, &tx, &help_err));
    ck_done(eyes_set_second_rule(tx, &(SecondRule){.above = -1, .findings = "R40,R406"},
                                 &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
    ck_done(eyes_take_two(store, id, NULL, 0, &two, &help_err));
    ck_assert(two);
    ck_assert(!help_raw(path, APPROVE_AS("zhou")));
    ck_assert(!desk_move(zhou, id, VERB_APPROVE));
    ck_assert(approve_first(sun, id));
    ck_assert(desk_move(zhou, id, VERB_APPROVE));
    /* It stays as it was written. */
    ck_assert(!help_raw(path, "UPDATE review SET found = 'R103'"));
    buf_free(&list);
}
END_TEST

START_TEST(test_rights_two_approvals)
{
    const char *const rules[] = {"R404", "R406"};
    bool two;
    Uid uid;
    Tx *tx;
    const GroupHead head = {.kind = GROUP_PEOPLE, .user_id = zhou};
    int64_t id = desk_case(lin, "T1-2026-000002", "赵新梅");
    int64_t wang = desk_user("wang", ROLE_SUPERVISOR, "王督导");
    ck_done(tx_begin(store, &head, &tx, &help_err));
    ck_done(eyes_set_second_rule(tx, &(SecondRule){.above = 100, .findings = "R40,R406"},
                                 &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
    ck_done(eyes_take_two(store, id, rules, 1, &two, &help_err));
    ck_assert(!two);
    ck_done(eyes_take_two(store, id, rules, 2, &two, &help_err));
    ck_assert(two);
    ck_done(sql_do(store, &help_err, "UPDATE case_file SET target_fen = 101", ""));
    ck_done(eyes_take_two(store, id, rules, 0, &two, &help_err));
    ck_assert(two);
    ck_assert(desk_move(lin, id, VERB_SUBMIT));
    ck_assert(!desk_move(zhou, id, VERB_APPROVE));
    ck_assert(!help_raw(path, APPROVE_AS("zhou")));
    ck_assert(approve_first(zhou, id));
    ck_assert(desk_status_is(id, "submitted"));
    refused(zhou, id, "the first of two approvals", "孙督导");
    ck_assert(!approve_first(sun, id));
    reset_passphrase("zhou", "wang");
    refused(wang, id, "You added whoever gave the first", "孙督导");
    /* Another step of the case, and it begins again. */
    ck_assert(desk_move(sun, id, VERB_RETURN));
    ck_assert(desk_move(lin, id, VERB_SUBMIT));
    ck_done(eyes_first(store, id, &uid, &two, &help_err));
    ck_assert(!two);
    ck_assert(approve_first(sun, id));
    ck_assert(!help_raw(path, APPROVE_AS("zhou"))); /* which names no first */
    ck_assert(desk_move(zhou, id, VERB_APPROVE));
    ck_assert(desk_status_is(id, "approved"));
    ck_assert_int_eq(help_raw_int(path, "SELECT count(*) FROM approval AS a JOIN review AS r"
                                        " ON r.uid = a.first AND r.verb = 'approve_first'"),
                     1);
}
END_TEST

/* Each word of a list with spaces between; false: there are no more. */
static bool next_word(const char **words, char out[64])
{
    size_t n = strcspn(*words, " ");
    ck_assert_uint_lt(n, 64);
    memcpy(out, *words, n);
    out[n] = '\0';
    *words += n + strspn(*words + n, " ");
    return n > 0;
}

static bool is_listed(const char *kind, const char *verb)
{
    const char *of, *verbs;
    char word[64];
    for (size_t i = 0; kinds_line(i, &of, &verbs); i++) {
        while (strcmp(of, kind) == 0 && next_word(&verbs, word))
            if (strcmp(word, verb) == 0)
                return true;
    }
    return false;
}

/* What the program writes takes a right, and what takes one it writes. */
START_TEST(test_rights_of_kinds)
{
    const char *kind, *verbs;
    char word[64];
    Asked asked;
    for (size_t i = 0; kinds_line(i, &kind, &verbs); i++) {
        while (next_word(&verbs, word))
            ck_assert_msg(asked_of(kind, word, false) || asked_of(kind, word, true), "%s %s",
                          kind, word);
    }
    for (size_t i = 0; asked_line(i, &asked); i++) {
        for (verbs = asked.verbs; next_word(&verbs, word);)
            ck_assert_msg(is_listed(asked.kind, word), "%s %s", asked.kind, word);
    }
    ck_assert_ptr_null(asked_of("edit", "edit", false));
    ck_assert_ptr_null(asked_of("people", "user_role", true));
}
END_TEST

START_TEST(test_rights_hand_over)
{
    int64_t id = desk_case(lin, "T1-2026-000002", "赵新梅");
    int64_t he = desk_user("he", ROLE_ADVISER, "何顾问");
    User adviser = desk_user_of(he), worker = desk_user_of(lin), auditor = desk_user_of(qian);
    Tx *tx;
    const GroupHead head = {.kind = GROUP_WORKFLOW, .user_id = lin, .case_id = id};
    ck_assert(!desk_may_stored(store, &adviser, VERB_EDIT, id, &help_err));
    ck_assert_ptr_nonnull(strstr(help_err.text, "林社工"));
    ck_assert(!help_raw(path, "UPDATE case_file SET handed_to = (SELECT id FROM user WHERE"
                              " name = 'he')"));
    ck_done(tx_begin(store, &head, &tx, &help_err));
    ck_assert(!review_hand(tx, &auditor, id, "he", NULL, &help_err));
    ck_assert(!review_hand(tx, &adviser, id, "he", NULL, &help_err));
    ck_assert(!review_hand(tx, &worker, id, "qian", NULL, &help_err));
    ck_assert(!review_hand(tx, &worker, id, "lin", NULL, &help_err));
    ck_assert(!review_hand(tx, &worker, id, "nobody", NULL, &help_err));
    ck_done(review_hand(tx, &worker, id, "he", "请接手", &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
    ck_done(desk_may_stored(store, &adviser, VERB_EDIT, id, &help_err));
    ck_done(desk_may_stored(store, &worker, VERB_EDIT, id, &help_err));
    ck_assert(!desk_may_stored(store, &worker, VERB_CLOSE, id, &help_err));
}
END_TEST

START_TEST(test_rights_last_supervisor)
{
    Tx *tx;
    GroupHead head = {.kind = GROUP_PEOPLE, .user_id = sun};
    desk_user("admin", ROLE_ADMINISTRATOR, "管理员");
    ck_done(tx_begin(store, &head, &tx, &help_err));
    ck_done(user_disable(tx, "zhou", &help_err));
    ck_assert(!user_disable(tx, "孙", &help_err));
    ck_assert_int_eq(help_err.kind, ERR_REFUSED);
    ck_assert_ptr_nonnull(strstr(help_err.text, "last supervisor"));
    ck_done(tx_commit(tx, NULL, &help_err));
    ck_assert(!help_raw(path, "UPDATE user SET disabled = 1 WHERE name = '孙'"));
    ck_assert(help_raw(path, "UPDATE user SET disabled = 0 WHERE name = 'zhou'"));
    ck_assert(help_raw(path, "UPDATE user SET disabled = 1 WHERE name = '孙'"));
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_rights_whole_table,
                                  test_rights_in_schema,
                                  test_rights_verbs_without_case,
                                  test_rights_editor_may_not_approve,
                                  test_rights_submitter_may_not_approve,
                                  test_rights_reset_then_approve,
                                  test_rights_ring_of_resets,
                                  test_rights_added_may_not_approve,
                                  test_rights_founder_added_all,
                                  test_rights_named_may_not_approve,
                                  test_rights_found_at_submission,
                                  test_rights_two_approvals,
                                  test_rights_of_kinds,
                                  test_rights_hand_over,
                                  test_rights_last_supervisor,
                                  NULL};
    return suite_run("rights", tests, desk_start, desk_stop);
}
