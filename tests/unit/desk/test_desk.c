/* People, workflow, reviews and queue, and the same rules held by the schema against writers
 * behind the program's back. */
#include "config.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "app/move.h"
#include "base/attr.h"
#include "desk/people.h"
#include "desk/queue.h"
#include "desk/review.h"
#include "desk/workflow.h"
#include "domain/casefile.h"
#include "tests/support/people.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "tests/unit/desk/desk_help.h"

static void set_passphrase(const char *name, const char *passphrase)
{
    Tx *tx;
    GroupHead head = {.kind = GROUP_PEOPLE, .user_id = zhou};
    ck_done(tx_begin(store, &head, &tx, &help_err));
    const NewPassphrase set = {.name = name, .text = passphrase, .by = zhou};
    Signer fresh;
    ck_done(user_set_passphrase(tx, &set, NULL, &fresh, &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
    signer_close(&fresh);
}

/* ---- people ---- */

START_TEST(test_desk_sign_in)
{
    User user;
    set_passphrase("孙", "一二三四五六七八");
    ck_done(user_sign_in(store, "孙", "一二三四五六七八", arena, &user, NULL, &help_err));
    ck_assert_str_eq(user.display, "孙督导");
    ck_assert_int_eq(user.role, ROLE_SUPERVISOR);
    ck_assert(!user_sign_in(store, "孙", "一二三四五六七", arena, &user, NULL, &help_err));
    char *wrong = strdup(help_err.text);
    ck_assert(
        !user_sign_in(store, "nobody", "一二三四五六七八", arena, &user, NULL, &help_err));
    ck_assert_str_eq(wrong, help_err.text);
    free(wrong);
}
END_TEST

START_TEST(test_desk_disabled)
{
    User user;
    Tx *tx;
    GroupHead head = {.kind = GROUP_PEOPLE, .user_id = zhou};
    set_passphrase("lin", "一二三四五六七八");
    ck_done(tx_begin(store, &head, &tx, &help_err));
    ck_done(user_disable(tx, "lin", &help_err));
    ck_done(user_disable(tx, "孙", &help_err));
    ck_assert(!user_disable(tx, "zhou", &help_err)); /* nobody could add users any more */
    ck_done(tx_commit(tx, NULL, &help_err));
    ck_assert(!user_sign_in(store, "lin", "一二三四五六七八", arena, &user, NULL, &help_err));
    ck_assert_ptr_nonnull(strstr(help_err.text, "disabled"));
    User off = desk_user_of(lin);
    ck_assert(!desk_may(&off, VERB_READ, &help_err));
}
END_TEST

static const char *const bad_names[] = {
    "",         "Lin", "a b",
    "a/b",      "é",   "e\u0301",
    "x\x1b[2J", "ａ",  "abcdefghijklmnopqrstuvwxyz0123456789"};

START_TEST(test_desk_bad_user_name)
{
    Tx *tx;
    GroupHead head = {.kind = GROUP_PEOPLE};
    ck_done(tx_begin(store, &head, &tx, &help_err));
    const NewUser bad = {bad_names[_i], ROLE_ADVISER, "x", "long enough", false, &people_cost};
    ck_assert(!user_add(tx, &bad, NULL, NULL, &help_err));
    ck_assert_int_eq(help_err.kind, ERR_INPUT);
    tx_abort(tx);
}
END_TEST

START_TEST(test_desk_passphrase_not_in_journal)
{
    Tx *tx;
    GroupHead head = {.kind = GROUP_PEOPLE, .user_id = zhou};
    ck_done(tx_begin(store, &head, &tx, &help_err));
    NewPassphrase set = {.name = "lin", .text = "another passphrase", .by = zhou};
    Signer fresh;
    ck_done(user_set_passphrase(tx, &set, NULL, &fresh, &help_err));
    signer_close(&fresh);
    set.text = "short";
    ck_assert(!user_set_passphrase(tx, &set, NULL, &fresh, &help_err));
    const NewUser again = {"lin", ROLE_ADVISER, "", "long enough", false, &people_cost},
                  other = {"何", ROLE_ADVISER, "", "long enough", false, &people_cost};
    ck_assert(!user_add(tx, &again, NULL, NULL, &help_err));
    ck_done(user_add(tx, &other, NULL, NULL, &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
    User user;
    ck_done(user_sign_in(store, "lin", "another passphrase", arena, &user, NULL, &help_err));
    ck_assert_int_eq(help_raw_int(path, "SELECT count(*) FROM journal_change AS c, user AS u"
                                        " WHERE instr(c.body, CAST(u.passhash AS BLOB))"),
                     0);
    ck_assert_int_gt(help_raw_int(path, "SELECT count(*) FROM journal_row"
                                        " WHERE op = 'set' AND cols LIKE '%passhash%'"),
                     0);
}
END_TEST

/* ---- the schema, against writers behind the program's back ---- */

static bool in_table(Status from, Status to)
{
    Status next;
    for (int verb = 0; verb < VERB_COUNT; verb++)
        if (workflow_next((Verb)verb, from, &next) && next == to)
            return true;
    const Standing amended = {.status = from, .amended = true, .amendment = STATUS_SUBMITTED};
    Standing after;
    bool in_force = from == STATUS_APPROVED || from == STATUS_EXPORTED;
    return from == to ||
           (in_force && standing_next(VERB_APPROVE, &amended, &after) && after.status == to);
}

/* The trigger's list of moves is the table's: every pair is tried. */
START_TEST(test_desk_moves_in_schema)
{
    char *trigger = NULL;
    desk_case(lin, "T1-2026-000001", "张小明");
    ck_done(sql_get_text(store, &help_err, &trigger,
                         "SELECT sql FROM sqlite_schema WHERE name = 'case_file_moves'", ""));
    ck_assert(help_raw(path, "DROP TRIGGER case_file_four_eyes; DROP TRIGGER case_file_amended;"
                             " DROP TRIGGER case_file_closed"));
    for (int from = 0; from < STATUS_COUNT; from++)
        for (int to = 0; to < STATUS_COUNT; to++) {
            Buf sql = BUF_INIT;
            buf_addf(&sql,
                     "DROP TRIGGER case_file_moves; UPDATE case_file SET status = '%s'; %s;",
                     status_word((Status)from), trigger);
            ck_assert(help_raw(path, sql.data));
            buf_clear(&sql);
            buf_addf(&sql, "UPDATE case_file SET status = '%s'", status_word((Status)to));
            ck_assert_msg(help_raw(path, sql.data) == in_table((Status)from, (Status)to),
                          "%s to %s", status_word((Status)from), status_word((Status)to));
            buf_free(&sql);
        }
    free(trigger);
}
END_TEST

/* Each of these tries to get a case approved that zhou entered, without a second person. */
static const char *const forgeries[] = {
    "UPDATE case_file SET status = 'approved'",
    "UPDATE case_file SET status = 'exported'",
    APPROVE_AS("zhou"),
    APPROVE_AS("lin"),
    APPROVE_AS("qian"),
    "UPDATE case_file SET created_by = (SELECT id FROM user WHERE name = 'lin')",
    "DELETE FROM case_touch",
    "UPDATE case_touch SET user_id = 99",
    "INSERT OR REPLACE INTO case_touch SELECT case_id, 99, first_group FROM case_touch",
    "INSERT OR REPLACE INTO case_file SELECT id, uid, no, platform, kind, urgent, source, ward,"
    " referral, target_fen, adviser, adviser_phone, refused_before, retain_until, note, "
    "status, 99,"
    " created_at, updated_by, updated_at, version, amendment, life, handed_to,"
    " adviser_kind, adviser_employer, adviser_no, adviser_declared_on FROM case_file",
    "INSERT INTO case_file (uid, no, status, created_by, created_at, updated_by, updated_at)"
    " VALUES (" UID("cd") ", 'T1-2026-000009', 'approved', 1, '', 1, '')",
    "DELETE FROM case_file",
    "UPDATE user SET role = 'supervisor' WHERE name = 'lin'",
    "UPDATE user SET display = '孙' WHERE name = 'zhou'",
    ("INSERT INTO role_change (uid, user_id, role, by_user)"
     " SELECT " UID("ef") ", id, 'supervisor', id FROM user WHERE name = 'lin'"),
    ("INSERT OR REPLACE INTO user SELECT id, uid, name, display, 'supervisor', passhash, 0"
     " FROM user WHERE name = 'lin'"),
    "DELETE FROM user",
};

START_TEST(test_desk_forgery_refused)
{
    int64_t id = desk_case(zhou, "T1-2026-000002", "孙悟空");
    ck_assert(desk_move(zhou, id, VERB_SUBMIT));
    ck_assert_msg(!help_raw(path, forgeries[_i]), "%s", forgeries[_i]);
    ck_assert(desk_status_is(id, "submitted"));
    ck_assert(!desk_move(zhou, id, VERB_APPROVE));
    ck_assert_int_eq(help_err.kind, ERR_REFUSED);
    ck_assert(desk_move(sun, id, VERB_APPROVE));
    ck_assert(desk_status_is(id, "approved"));
}
END_TEST

static const char *amendment_word(int amendment)
{
    return amendment == STATUS_COUNT ? NULL : status_word((Status)amendment);
}

static bool in_amend_table(int from, int to)
{
    const Standing standing = {.status = STATUS_EXPORTED,
                               .amended = from != STATUS_COUNT,
                               .amendment =
                                   from == STATUS_COUNT ? STATUS_EXPORTED : (Status)from};
    Standing next;
    for (int verb = 0; verb < VERB_COUNT; verb++)
        if (standing_next((Verb)verb, &standing, &next) &&
            (next.amended ? (int)next.amendment : STATUS_COUNT) == to)
            return true;
    return from == to;
}

/* NULL and the three statuses that an amendment has. */
static const int amendments[] = {STATUS_COUNT, STATUS_DRAFT, STATUS_SUBMITTED, STATUS_RETURNED};

static void set_amendment(Buf *sql, int amendment)
{
    const char *word = amendment_word(amendment);
    buf_addf(sql, "UPDATE case_file SET amendment = %s%s%s", word ? "'" : "",
             word ? word : "NULL", word ? "'" : "");
}

/* The trigger's list of the steps of an amendment is the second table's. */
START_TEST(test_desk_amend_moves_in_schema)
{
    char *trigger = NULL;
    int64_t id = desk_case(lin, "T1-2026-000003", "王小明");
    ck_done(sql_get_text(store, &help_err, &trigger,
                         "SELECT sql FROM sqlite_schema WHERE name = 'case_file_amends'", ""));
    ck_assert(!help_raw(path, "UPDATE case_file SET amendment = 'draft'"));
    ck_assert(desk_move(lin, id, VERB_SUBMIT));
    ck_assert(!help_raw(path, "UPDATE case_file SET amendment = 'draft'"));
    ck_assert(desk_move(zhou, id, VERB_APPROVE));
    for (size_t from = 0; from < COUNT_OF(amendments); from++)
        for (size_t to = 0; to < COUNT_OF(amendments); to++) {
            Buf sql = BUF_INIT;
            buf_add(&sql, "DROP TRIGGER IF EXISTS case_file_amends_told;"
                          " DROP TRIGGER case_file_amends; ");
            set_amendment(&sql, amendments[from]);
            buf_addf(&sql, "; %s;", trigger);
            ck_assert(help_raw(path, sql.data));
            buf_clear(&sql);
            set_amendment(&sql, amendments[to]);
            ck_assert_msg(help_raw(path, sql.data) ==
                              in_amend_table(amendments[from], amendments[to]),
                          "%zu to %zu", from, to);
            buf_free(&sql);
        }
    ck_assert(!help_raw(path, "UPDATE case_file SET amendment = 'rejected'"));
    free(trigger);
}
END_TEST

/* And these to change what was approved, decided or exported. */
static const char *const rewrites[] = {
    "UPDATE approval SET snapshot = '{\"patient\":{}}'",
    "UPDATE approval SET approver = 1",
    "DELETE FROM approval",
    "INSERT OR REPLACE INTO approval SELECT id, uid, case_id, approver, at, '{}', "
    "knowledge_version,"
    " active FROM approval",
    "UPDATE approval SET active = 0; UPDATE approval SET active = 1",
    "UPDATE review SET comment = 'x'",
    "DELETE FROM review",
    "INSERT OR REPLACE INTO review SELECT id, uid, case_id, group_id, at, user_id, 'reject', "
    "NULL,"
    " NULL FROM review",
    "UPDATE patient SET name = 'x'",
    "DELETE FROM patient",
    "INSERT INTO plan (uid, case_id, place, item) SELECT " UID(
        "ef") ", id, 1, 'x' FROM case_file",
    "UPDATE case_file SET target_fen = 1",
    "UPDATE case_file SET status = 'draft'",
    "UPDATE knowledge_text SET packed = 'x'",
    "DELETE FROM knowledge_text",
};

START_TEST(test_desk_rewrite_refused)
{
    int64_t id = desk_case(lin, "T1-2026-000003", "王小明");
    ck_assert(desk_move(lin, id, VERB_SUBMIT));
    ck_assert(desk_move(zhou, id, VERB_APPROVE));
    ck_assert_msg(!help_raw(path, rewrites[_i]), "%s", rewrites[_i]);
    ck_assert(desk_status_is(id, "approved"));
}
END_TEST

/* Every record of content is fixed by triggers, and no record of follow-up is. */
START_TEST(test_desk_content_triggers)
{
    static const char *const ends[] = {"insert", "update", "delete"};
    for (int i = REC_CASE + 1; i < REC_COUNT; i++) {
        const RecordDef *record = catalog_record((RecordId)i);
        for (size_t e = 0; e < COUNT_OF(ends); e++) {
            Buf name = BUF_INIT;
            int64_t there;
            buf_addf(&name, "%s_fixed_%s", record->table, ends[e]);
            ck_done(sql_get_int(
                store, &help_err, &there,
                "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger' AND name = ?", "t",
                name.data));
            ck_assert_msg(there == !(record->flags & RF_FOLLOW_UP), "%s", name.data);
            buf_free(&name);
        }
    }
    char *fixed = NULL;
    ck_done(sql_get_text(store, &help_err, &fixed,
                         "SELECT sql FROM sqlite_schema WHERE name = 'case_file_fixed'", ""));
    const RecordDef *record = catalog_record(REC_CASE);
    for (int i = 0; i < record->fields; i++) {
        const FieldDef *field = catalog_field((FieldId)((int)record->first + i));
        Buf quoted = BUF_INIT;
        buf_addf(&quoted, "\"%s\"", field->key);
        ck_assert_msg((field->flags & FF_GIVEN) ||
                          !strstr(fixed, quoted.data) == !!(field->flags & FF_BOTH),
                      "%s", field->key);
        buf_free(&quoted);
    }
    free(fixed);
}
END_TEST

static bool is_free(const FieldDef *field)
{
    return field_follows_up(field) || (field->flags & FF_BOTH);
}

static bool has_follow_up(const RecordDef *record)
{
    for (int i = 0; i < record->fields; i++)
        if (is_free(catalog_field((FieldId)((int)record->first + i))))
            return !(record->flags & RF_FOLLOW_UP);
    return false;
}

/* Where single fields of a record go on after approval, its trigger names all others. */
START_TEST(test_desk_content_triggers_spare_follow_up)
{
    int found = 0;
    for (int r = REC_CASE + 1; r < REC_COUNT; r++) {
        const RecordDef *record = catalog_record((RecordId)r);
        Buf name = BUF_INIT;
        char *fixed = NULL;
        buf_addf(&name, "%s_fixed_update", record->table);
        if (has_follow_up(record)) {
            found++;
            ck_done(sql_get_text(store, &help_err, &fixed,
                                 "SELECT sql FROM sqlite_schema WHERE name = ?", "t",
                                 name.data));
            for (int i = 0; i < record->fields; i++) {
                const FieldDef *field = catalog_field((FieldId)((int)record->first + i));
                Buf quoted = BUF_INIT;
                buf_addf(&quoted, "\"%s\"", field->key);
                ck_assert_msg(!strstr(fixed, quoted.data) == is_free(field), "%s.%s",
                              record->table, field->key);
                buf_free(&quoted);
            }
            free(fixed);
        }
        buf_free(&name);
    }
    ck_assert_int_gt(found, 0);
}
END_TEST

/* ---- reviews ---- */

START_TEST(test_desk_amendment_takes_the_place)
{
    int64_t id = desk_case(lin, "T1-2026-000005", "周晓鸣");
    LastDecision last;
    ReviewRow *rows;
    size_t n;
    bool ok;
    ck_assert(desk_move(lin, id, VERB_SUBMIT));
    ck_assert(desk_move(zhou, id, VERB_RETURN));
    ck_assert(desk_move(lin, id, VERB_SUBMIT));
    ck_assert(desk_move(zhou, id, VERB_APPROVE));
    ck_assert(!desk_move(lin, id, VERB_REOPEN));
    ck_assert(desk_move(lin, id, VERB_AMEND));
    ck_assert(!desk_move(lin, id, VERB_AMEND));
    ck_assert(desk_status_is(id, "approved"));
    ck_assert_int_eq(help_raw_int(path, "SELECT count(*) FROM approval WHERE active = 1"), 1);
    ck_assert(!help_raw(path, "UPDATE approval SET active = 0"));
    ck_assert(desk_move(lin, id, VERB_SUBMIT));
    ck_assert_int_eq(help_raw_int(path, "SELECT count(*) FROM waiting"), 1);
    ck_assert(desk_move(sun, id, VERB_APPROVE));
    ck_assert_int_eq(help_raw_int(path, "SELECT count(*) FROM waiting"), 0);
    ck_assert_int_eq(help_raw_int(path, "SELECT count(*) FROM approval"), 2);
    ck_assert_int_eq(help_raw_int(path, "SELECT count(*) FROM approval WHERE active = 1"), 1);
    ck_assert_int_eq(
        help_raw_int(path, "SELECT count(*) FROM case_file WHERE amendment IS NOT NULL"), 0);
    ck_done(review_list(store, id, arena, &rows, &n, &help_err));
    ck_assert_uint_eq(n, 7);
    ck_assert_str_eq(rows[1].verb, "return");
    ck_assert_str_eq(rows[1].user, "周督导");
    ck_assert_str_eq(rows[1].comment, "请补充é");
    ck_done(review_last_decision(store, id, &last, &help_err));
    ck_assert_int_eq(last.group, rows[6].group);
    ck_assert_int_eq(last.verb, VERB_APPROVE);
    ck_done(review_verify(store, &ok, &help_err));
    ck_assert(ok);
}
END_TEST

/* What the triggers cannot refuse, an approval under another's name, the verification finds. */
START_TEST(test_desk_forged_approval_found)
{
    bool ok;
    int64_t id = desk_case(zhou, "T1-2026-000002", "孙悟空");
    ck_assert(desk_move(zhou, id, VERB_SUBMIT));
    ck_assert(help_raw(path, APPROVE_AS("孙")));
    ck_done(review_verify(store, &ok, &help_err));
    ck_assert(!ok);
}
END_TEST

/* ---- the queue ---- */

/* In whatever order, each case of the list is where its place says. */
START_TEST(test_desk_queue_places)
{
    static const char *const wards[] = {NULL, "儿科", "血液科"};
    enum { CASES = 9 };
    QueueRow *rows;
    size_t got;
    int64_t place;
    for (int i = 0; i < CASES; i++) {
        char no[] = "T1-2026-000000";
        no[sizeof(no) - 2] = (char)('1' + i);
        int64_t id = desk_case(lin, no, "张小明");
        ck_done(sql_do(store, &help_err,
                       "UPDATE case_file SET ward = ?, urgent = ? WHERE id = ?", "tti",
                       wards[i % 3], i % 2 ? "yes" : NULL, id));
    }
    for (int sort = 0; sort < SORT_COUNT; sort++) {
        QueueFilter filter = {.sort = (QueueSort)sort, .today = "2026-11-21"};
        for (int narrowed = 0; narrowed < 2; narrowed++) {
            filter.narrow[NARROW_WARD] = narrowed ? "儿科" : NULL;
            filter.narrow[NARROW_STATION] = narrowed ? "T1" : NULL;
            ck_done(queue_window(store, &filter, 0, 100, arena, &rows, &got, &help_err));
            ck_assert_uint_eq(got, narrowed ? CASES / 3 : CASES);
            for (size_t i = 0; i < got; i++) {
                ck_done(queue_place(store, &filter, rows[i].id, &place, &help_err));
                ck_assert_msg(place == (int64_t)i, "%s: %zu is %lld",
                              queue_sort_name(filter.sort), i, (long long)place);
            }
        }
    }
    for (int n = 0; n < NARROW_COUNT; n++) {
        QueueFilter filter = {.today = "2026-11-21"};
        QueueValue *values;
        ck_done(queue_values(store, &filter, (QueueNarrow)n, arena, &values, &got, &help_err));
        filter.narrow[n] = got ? values[0].value : "'";
        int64_t count;
        ck_done(queue_count(store, &filter, &count, &help_err));
        ck_assert_int_eq(count, got ? values[0].cases : n == NARROW_MISSING ? 0 : count);
    }
}
END_TEST

static void find(const char *query, int64_t case_id, SearchKind kind)
{
    SearchTerm term = {.kind = kind, .term = query};
    ck_done(store_begin(store, &help_err));
    ck_done(search_put(store, case_id, &term, 1, &help_err));
    ck_done(store_commit(store, &help_err));
}

START_TEST(test_desk_queue)
{
    enum { CASES = 7 };
    int64_t ids[CASES], count, place;
    QueueCounts counts;
    QueueRow *rows;
    size_t got;
    for (int i = 0; i < CASES; i++) {
        char no[] = "T1-2026-000000";
        no[sizeof(no) - 2] = (char)('1' + i);
        ids[i] = desk_case(i % 2 ? zhou : lin, no, i == 3 ? "张小明" : "e\u0301");
    }
    find("张小明", ids[3], SEARCH_NAME);
    find("张医院", ids[0], SEARCH_HOSPITAL);
    QueueFilter all = {0};
    ck_done(queue_count(store, &all, &count, &help_err));
    ck_assert_int_eq(count, CASES);
    ck_done(queue_window(store, &all, 0, 100, arena, &rows, &got, &help_err));
    ck_assert_uint_eq(got, CASES);
    for (size_t i = 0; i < got; i++) {
        ck_done(queue_place(store, &all, rows[i].id, &place, &help_err));
        ck_assert_int_eq(place, (int64_t)i);
    }
    ck_assert_int_eq(rows[0].missing, -1);
    QueueFilter mine = {.mine = zhou, .statuses = 1u << STATUS_DRAFT};
    ck_done(queue_window(store, &mine, 1, 5, arena, &rows, &got, &help_err));
    ck_assert_uint_eq(got, CASES / 2 - 1);
    ck_assert_str_eq(rows[0].created_by, "周督导");
    QueueFilter found = {.query = " 张"};
    ck_done(queue_window(store, &found, 0, 5, arena, &rows, &got, &help_err));
    ck_assert_uint_eq(got, 2);
    ck_assert_int_eq(rows[0].id, ids[3]); /* a name before a hospital */
    ck_assert_str_eq(rows[0].patient, "张小明");
    ck_assert_int_eq(rows[0].hit, SEARCH_NAME);
    ck_assert_int_eq(rows[1].hit, SEARCH_HOSPITAL);
    ck_done(queue_place(store, &found, ids[0], &place, &help_err));
    ck_assert_int_eq(place, 1);
    ck_done(queue_place(store, &found, ids[1], &place, &help_err));
    ck_assert_int_eq(place, -1);
    QueueFilter none = {.query = "'; DROP TABLE case_file; --"};
    ck_done(queue_count(store, &none, &count, &help_err));
    ck_assert_int_eq(count, 0);
    ck_assert(desk_move(lin, ids[0], VERB_SUBMIT));
    ck_done(queue_status_counts(store, 0, &counts, &help_err));
    ck_assert_int_eq(counts.of[STATUS_DRAFT], CASES - 1);
    ck_assert_int_eq(counts.of[STATUS_SUBMITTED], 1);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("desk");
    TCase *tcase = tcase_create("desk");
    tcase_add_checked_fixture(tcase, desk_start, desk_stop);
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, test_desk_sign_in);
    tcase_add_test(tcase, test_desk_disabled);
    tcase_add_loop_test(tcase, test_desk_bad_user_name, 0, COUNT_OF(bad_names));
    tcase_add_test(tcase, test_desk_passphrase_not_in_journal);
    tcase_add_test(tcase, test_desk_amend_moves_in_schema);
    tcase_add_test(tcase, test_desk_moves_in_schema);
    tcase_add_loop_test(tcase, test_desk_forgery_refused, 0, COUNT_OF(forgeries));
    tcase_add_loop_test(tcase, test_desk_rewrite_refused, 0, COUNT_OF(rewrites));
    tcase_add_test(tcase, test_desk_content_triggers);
    tcase_add_test(tcase, test_desk_content_triggers_spare_follow_up);
    tcase_add_test(tcase, test_desk_amendment_takes_the_place);
    tcase_add_test(tcase, test_desk_forged_approval_found);
    tcase_add_test(tcase, test_desk_queue);
    tcase_add_test(tcase, test_desk_queue_places);
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}
