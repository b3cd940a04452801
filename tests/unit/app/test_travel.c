/* A case between two stores: what one gives, the other takes, shows and proves like its own,
 * and gives back; and what does not hold together leaves no trace. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/case.h"
#include "app/edit.h"
#include "app/erase.h"
#include "app/inner.h"
#include "app/life.h"
#include "app/move.h"
#include "app/pen.h"
#include "app/queue.h"
#include "app/station.h"
#include "app/vouch.h"
#include "base/attr.h"
#include "tests/support/suite.h"
#include "tests/support/travel_help.h"

static bool finds(Session *session, const char *query)
{
    QueueFilter filter = {.query = query};
    int64_t n;
    ck_done(app_queue_count(session, &filter, &n, &help_err));
    return n > 0;
}

START_TEST(test_a_case_goes_and_shows)
{
    const char *no = help_whole_case(lin, 1);
    help_move(lin, no, VERB_SUBMIT);
    ck_assert_int_eq(carry(lin, qian, no), TRAVEL_TAKEN);
    ck_assert_int_eq(carry(lin, qian, no), TRAVEL_KNOWN);
    same_at_both(no, "SELECT status || created_at || updated_at || version"
                     " FROM case_file WHERE no = ?");
    same_at_both(no, "SELECT p.name FROM case_file AS c JOIN patient AS p ON p.case_id = c.id"
                     " WHERE c.no = ?");
    ck_assert_str_eq(text_at(qian, no,
                             "SELECT u.name || u.display || u.disabled FROM case_file"
                             " AS c JOIN user AS u ON u.id = c.created_by"
                             " WHERE c.no = ?"),
                     "lin@T1林社工1");
    ck_assert(finds(qian, text_at(lin, no,
                                  "SELECT p.name FROM case_file AS c JOIN patient AS p"
                                  " ON p.case_id = c.id WHERE c.no = ?")));
    both_whole();
}
END_TEST

/* Decided at the desk, and back: what became of it shows where it was entered. */
START_TEST(test_the_outcome_comes_back)
{
    BatchRow batch;
    char *path = help_path("out.xlsx");
    const char *no = help_whole_case(lin, 2), *numbers[] = {no};
    help_move(lin, no, VERB_SUBMIT);
    hand(lin, qian, no);
    help_move(qian, no, VERB_APPROVE);
    knowledge_goes_along(lin);
    ck_assert_int_eq(carry(qian, lin, no), TRAVEL_TAKEN);
    same_at_both(no, "SELECT status || version FROM case_file WHERE no = ?");
    same_at_both(no, "SELECT a.snapshot FROM approval AS a JOIN case_file AS c"
                     " ON c.id = a.case_id WHERE c.no = ?");
    both_whole();
    ck_done(help_export(qian, numbers, 1, path, false, NULL, &batch));
    ck_assert_int_eq(carry(qian, lin, no), TRAVEL_TAKEN);
    ck_assert_str_eq(text_at(lin, no, "SELECT status FROM case_file WHERE no = ?"), "exported");
    both_whole();
    free(path);
}
END_TEST

/* Nobody approves what they entered, though they do it at two stations. */
START_TEST(test_four_eyes_see_over_stations)
{
    const char *no = help_whole_case(lin, 3);
    CaseFile *file;
    hand(lin, qian, no);
    ck_done(app_case_open(qian, no, &file, &help_err));
    ck_done(app_case_set(qian, file, F_CASE_note, 0, "改过", &help_err));
    ck_done(app_case_move(qian, &file, VERB_SUBMIT, NULL, &help_err));
    Decision decision = {.comment = "提示已核对"};
    ck_assert(!app_case_move(qian, &file, VERB_APPROVE, &decision, &help_err));
    ck_assert(help_is_err(ERR_REFUSED, "another supervisor to approve it"));
    case_free(file);
    ck_assert_int_eq(carry(qian, lin, no), TRAVEL_TAKEN);
    both_whole();
}
END_TEST

/* Two numbers that are the same stand for two cases. */
START_TEST(test_a_number_given_twice)
{
    const char *no = help_whole_case(lin, 4), *other;
    ck_assert(help_raw(desk_file, "UPDATE setting SET value = 'T1' WHERE name = 'station'"));
    session_close(qian);
    SessionOptions options = help_options;
    options.store = desk_file;
    ck_done(session_open(&options, STORE_OPEN, &qian, &help_err));
    ck_done(session_sign_in(qian, "qian", MADE_PASSPHRASE, &help_err));
    other = help_whole_case(qian, 5);
    ck_assert_str_eq(no, other);
    ck_assert_int_eq(carry(lin, qian, no), TRAVEL_TAKEN);
    ck_assert_str_eq(
        text_at(qian, no, "SELECT count(*) FROM case_file WHERE no GLOB ?1 || '~*'"), "1");
}
END_TEST

/* As a program of somebody's own may. */
static void write_anyway(const char *no)
{
    const GroupHead head = {.kind = GROUP_EDIT,
                            .user_id = session_user(qian)->id,
                            .case_id = id_of(qian, no),
                            .content = true};
    Tx *tx = NULL;
    ck_assert(help_raw(desk_file, "DROP TRIGGER journal_group_away"));
    ck_done(tx_begin(session_store(qian), &head, &tx, &help_err));
    ck_done(tx_set(tx, "case_file", head.case_id, "note", sql_value_text("没有编辑权"), NULL, 0,
                   &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
}

/* Gaps wait, and what parted is told; neither leaves anything. */
START_TEST(test_what_does_not_follow)
{
    Buf all = BUF_INIT, tail = BUF_INIT;
    unsigned char head[DIGEST_BYTES];
    Uid uid;
    Travelled out;
    const char *no = help_whole_case(lin, 6);
    size_t n;
    Sql q;
    ck_done(sql_open(&q, session_store(lin), "SELECT uid FROM case_file", &help_err));
    ck_assert(sql_row(&q));
    memcpy(uid.bytes, sql_blob(&q, 0, &n), UID_BYTES);
    ck_done(sql_close(&q, &help_err));
    ck_assert(journal_case_head(session_store(lin), &uid, head));
    give(lin, no, NULL, &all);
    help_move(lin, no, VERB_SUBMIT);
    give(lin, no, head, &tail);
    ck_assert_uint_lt(tail.len, all.len);
    ck_done(take(qian, &tail, &out));
    ck_assert_int_eq(out.fate, TRAVEL_WAITS);
    ck_done(take(qian, &all, &out));
    ck_assert_int_eq(out.fate, TRAVEL_TAKEN);
    both_whole();
    write_anyway(no);
    ck_done(take(qian, &tail, &out));
    ck_assert_int_eq(out.fate, TRAVEL_PARTED);
    buf_free(&all);
    buf_free(&tail);
}
END_TEST

/* Every byte of it is held: changed, it is refused, and nothing is taken. */
START_TEST(test_nothing_changed_is_taken)
{
    enum { STEP = 61 };
    Buf bytes = BUF_INIT;
    Travelled out;
    const char *no = help_whole_case(lin, 7);
    help_move(lin, no, VERB_SUBMIT);
    give(lin, no, NULL, &bytes);
    for (size_t i = 0; i < bytes.len; i += STEP) {
        bytes.data[i] ^= 1;
        bool taken = take(qian, &bytes, &out);
        ck_assert_msg(!taken || out.fate != TRAVEL_TAKEN, "byte %zu of %zu", i, bytes.len);
        bytes.data[i] ^= 1;
    }
    ck_assert_int_eq(help_raw_int(desk_file, "SELECT count(*) FROM case_file"), 0);
    ck_done(take(qian, &bytes, &out));
    both_whole();
    buf_free(&bytes);
}
END_TEST

/* So many bytes of a digest are read as it has, whatever a store has there. */
START_TEST(test_short_digests_are_damage)
{
    static const char *const shorter[] = {"signature", "signer", "g"};
    const char *no = help_whole_case(lin, 19);
    Buf bytes = BUF_INIT;
    for (size_t i = 0; i < COUNT_OF(shorter); i++) {
        char *sql = arena_printf(arena,
                                 "PRAGMA ignore_check_constraints = 1; DROP TRIGGER IF EXISTS"
                                 " journal_group_keep; UPDATE journal_group SET %s = x'00'"
                                 " WHERE case_id = %lld",
                                 shorter[i], (long long)id_of(lin, no));
        ck_assert(help_raw(help_store_file, sql));
        ck_assert(!journal_give(session_store(lin), id_of(lin, no), NULL, &bytes, &help_err));
        ck_assert_int_eq(help_err.kind, ERR_STORE);
    }
    buf_free(&bytes);
}
END_TEST

/* ---- the pen ---- */

static bool set_note(Session *session, const char *no, FieldId field, const char *text)
{
    CaseFile *file;
    ck_done(app_case_open(session, no, &file, &help_err));
    bool done = app_case_set(session, file, field, 0, text, &help_err);
    case_free(file);
    return done;
}

/* Entered here, returned there, corrected, approved and exported, and back for the follow-up.
 */
START_TEST(test_a_case_from_desk_to_desk)
{
    const char *no = help_whole_case(lin, 8), *numbers[] = {no};
    BatchRow batch;
    char *path = help_path("desk.xlsx");
    help_move(lin, no, VERB_SUBMIT);
    hand(lin, qian, no);
    give_back(qian, no);
    hand(qian, lin, no);
    same_at_both(no, "SELECT r.comment FROM review AS r JOIN case_file AS c ON c.id = r.case_id"
                     " WHERE c.no = ? AND r.verb = 'return'");
    ck_done(set_note(lin, no, F_CASE_note, "已重拍"));
    help_move(lin, no, VERB_SUBMIT);
    hand(lin, qian, no);
    help_move(qian, no, VERB_APPROVE);
    ck_done(help_export(qian, numbers, 1, path, false, NULL, &batch));
    hand(qian, lin, no);
    ck_assert_str_eq(text_at(lin, no, "SELECT status FROM case_file WHERE no = ?"), "exported");
    ck_done(set_note(lin, no, F_EVALUATION_said, "家属很感谢"));
    hand(lin, qian, no);
    same_at_both(no, "SELECT e.said || p.term || c.status || c.life || c.version"
                     " FROM case_file AS c JOIN evaluation AS e ON e.case_id = c.id"
                     " JOIN pen AS p ON p.case_id = c.id WHERE c.no = ?");
    both_whole();
    free(path);
}
END_TEST

/* Offered for export by the station that has it, and by no other. */
START_TEST(test_what_is_away_is_not_exported)
{
    const char *no = help_approved_case(14);
    ExportCase *cases;
    size_t n;
    ck_done(app_export_waiting(zhou, false, arena, &cases, &n, &help_err));
    ck_assert_uint_eq(n, 1);
    hand(zhou, qian, no);
    ck_done(app_export_waiting(zhou, false, arena, &cases, &n, &help_err));
    ck_assert_uint_eq(n, 0);
    char *path = help_path("away.xlsx");
    BatchRow row;
    ck_assert(!help_export(zhou, &no, 1, path, false, NULL, &row));
    ck_assert_msg(strstr(help_err.text, "(X1), which works on it"), "%s", help_err.text);
    free(path);
}
END_TEST

/* Whoever does not hold the pen reads, by the program and by any other. */
START_TEST(test_what_is_away_is_read)
{
    static const char *const others[] = {
        "UPDATE pen SET holder = 'T1'",
        "INSERT INTO review (uid, case_id, group_id, at, user_id, verb)"
        " SELECT randomblob(16), id, 1, '', created_by, 'submit' FROM case_file",
    };
    const char *no = help_whole_case(lin, 9);
    QueueRow *rows;
    size_t n;
    CaseFile *file;
    hand(lin, qian, no);
    ck_assert(!set_note(lin, no, F_CASE_note, "还想改"));
    ck_assert(help_is_err(ERR_REFUSED, "(X1), which works on it"));
    ck_assert(!set_note(lin, no, F_EVALUATION_said, "还想写"));
    ck_done(app_case_open(lin, no, &file, &help_err));
    ck_assert(!app_case_move(lin, &file, VERB_SUBMIT, NULL, &help_err));
    ck_assert(help_is_err(ERR_REFUSED, "(X1), which works on it"));
    case_free(file);
    for (size_t i = 0; i < COUNT_OF(others); i++)
        ck_assert_msg(!help_raw(help_store_file, others[i]), "%s", others[i]);
    ck_assert(!app_pen_pass(lin, id_of(lin, no), "Y1", &help_err));
    ck_done(app_pen_pass(lin, id_of(lin, no), "X1", &help_err)); /* it is there */
    ck_done(app_queue_window(lin, &(QueueFilter){0}, 0, 1, arena, &rows, &n, &help_err));
    ck_assert_str_eq(rows[0].away, "县督导台");
    hand(qian, lin, no);
    ck_done(app_queue_window(lin, &(QueueFilter){0}, 0, 1, arena, &rows, &n, &help_err));
    ck_assert_ptr_null(rows[0].away);
    ck_done(set_note(lin, no, F_CASE_note, "还想改"));
    both_whole();
}
END_TEST

/* What somebody wrote without the pen, by a program of their own, is not taken. */
START_TEST(test_without_the_pen_nothing_is_taken)
{
    Buf bytes = BUF_INIT;
    Travelled out;
    const char *no = help_whole_case(lin, 10);
    ck_assert_int_eq(carry(lin, qian, no), TRAVEL_TAKEN);
    ck_assert(!set_note(qian, no, F_CASE_note, "没有编辑权"));
    ck_assert(help_is_err(ERR_REFUSED, "(T1), which works on it"));
    write_anyway(no);
    give(qian, no, NULL, &bytes);
    ck_assert(!take(lin, &bytes, &out));
    ck_assert(help_is_err(ERR_REFUSED, "X1 went on with a case that was not there"));
    whole(lin);
    buf_free(&bytes);
}
END_TEST

/* A case that was erased there is erased here, out of the history too. */
START_TEST(test_erased_there_is_erased_here)
{
    static char *const asked[] = {"request[+].on=2026-11-20",
                                  "request[1].by=家属",
                                  "request[1].relation=52",
                                  "request[1].how=writing",
                                  "request[1].answered_on=2026-11-20",
                                  "request[1].answer=granted"};
    const char *no = help_whole_case(lin, 12), *name;
    CaseFile *file;
    help_move(lin, no, VERB_SUBMIT);
    name = text_at(lin, no,
                   "SELECT p.name FROM case_file AS c JOIN patient AS p"
                   " ON p.case_id = c.id WHERE c.no = ?");
    hand(lin, qian, no);
    help_move(qian, no, VERB_APPROVE);
    hand(qian, lin, no);
    hand(lin, qian, no);
    ck_done(app_case_open(qian, no, &file, &help_err));
    for (size_t i = 0; i < COUNT_OF(asked); i++)
        ck_done(app_case_set_paths(qian, file, &asked[i], 1, &help_err));
    ck_done(app_case_close(qian, &file, "other", "家属要求", &help_err));
    case_free(file);
    ck_done(app_case_erase(qian, no, true, "家属要求删除", &help_err));
    ck_assert(finds(lin, name));
    ck_done(app_pen_pass(qian, id_of(qian, no), "T1", &help_err));
    ck_assert_int_eq(carry(qian, lin, no), TRAVEL_TAKEN);
    ck_assert(!finds(lin, name));
    ck_assert_int_eq(help_raw_int(help_store_file, "SELECT count(*) FROM patient"), 0);
    ck_assert_str_eq(text_at(lin, name,
                             "SELECT count(*) FROM journal_change"
                             " WHERE instr(body, CAST(?1 AS BLOB)) > 0"),
                     "0");
    both_whole();
}
END_TEST

static bool knows_nobody(void *ctx UNUSED, const Uid *key UNUSED, TravelKey *out UNUSED)
{
    return false;
}

START_TEST(test_whom_nobody_trusts)
{
    Buf bytes = BUF_INIT;
    Travelled out;
    const TravelTrust trust = {.key = knows_nobody};
    give(lin, help_whole_case(lin, 11), NULL, &bytes);
    ck_assert(!travel_take_in(qian, bytes.data, bytes.len, &trust, &out, &help_err));
    ck_assert(help_is_err(ERR_REFUSED, "not trusted here"));
    ck_assert_int_eq(help_raw_int(desk_file, "SELECT count(*) FROM case_file"), 0);
    buf_free(&bytes);
}
END_TEST

/* T1 is lost. X1 goes on with what it had of it, and Y1, which never saw the case, takes it
 * from X1, once it trusts T1 no longer either; from T1 itself nothing comes any more. */
START_TEST(test_what_was_taken_over_goes_on)
{
    const char *no = help_whole_case(lin, 30), *late = help_whole_case(lin, 31);
    char *path = help_path("county.db");
    Session *wu = travel_another(path, "Y1", "wu");
    Buf bytes = BUF_INIT;
    Travelled out;
    trust(wu, zhou);
    trust(wu, qian);
    trust(qian, wu);
    ck_assert_int_eq(carry(lin, qian, no), TRAVEL_TAKEN);
    ck_done(app_distrust(qian, "T1", "笔记本丢失", &help_err));
    ck_done(app_take_over(qian, id_of(qian, no), "笔记本丢失", &help_err));
    ck_done(set_note(qian, no, F_CASE_note, "从县里接着办"));
    ck_done(app_pen_pass(qian, id_of(qian, no), "Y1", &help_err));
    give(qian, no, NULL, &bytes);
    ck_assert(!take(wu, &bytes, &out));
    ck_assert(help_is_err(ERR_REFUSED, "trust it no longer"));
    ck_done(app_distrust(wu, "T1", "笔记本丢失", &help_err));
    ck_done(take(wu, &bytes, &out));
    ck_assert_int_eq(out.fate, TRAVEL_TAKEN);
    ck_assert_str_eq(text_at(wu, no, "SELECT note FROM case_file WHERE no = ?"),
                     "从县里接着办");
    ck_done(set_note(wu, no, F_CASE_note, "再接着办"));
    give(lin, late, NULL, &bytes);
    ck_assert(!take_from(lin, wu, &bytes, &out));
    ck_assert(help_is_err(ERR_REFUSED, "not trusted here"));
    whole(wu);
    help_also_whole(path);
    session_close(wu);
    buf_free(&bytes);
    free(path);
}
END_TEST

/* The same where T1 had handed it to X1 before, which answers for what it took in. */
START_TEST(test_what_a_lost_station_handed_on)
{
    const char *no = help_whole_case(lin, 32);
    char *path = help_path("county.db");
    Session *wu = travel_another(path, "Y1", "wu");
    Buf bytes = BUF_INIT;
    Travelled out;
    trust(wu, zhou);
    trust(wu, qian);
    trust(qian, wu);
    hand(lin, qian, no);
    ck_assert(!app_take_over(qian, id_of(qian, no), "它还在", &help_err));
    ck_assert(help_is_err(ERR_REFUSED, "The case is here"));
    ck_done(app_distrust(qian, "T1", "笔记本丢失", &help_err));
    ck_done(app_distrust(wu, "T1", "笔记本丢失", &help_err));
    ck_assert(!app_take_over(qian, id_of(qian, no), "丢失之前移交的", &help_err));
    ck_assert(help_is_err(ERR_REFUSED, "The case is here"));
    ck_done(app_pen_pass(qian, id_of(qian, no), "Y1", &help_err));
    give(qian, no, NULL, &bytes);
    ck_done(take(wu, &bytes, &out));
    ck_assert_int_eq(out.fate, TRAVEL_TAKEN);
    ck_done(set_note(wu, no, F_CASE_note, "接着办"));
    whole(wu);
    help_also_whole(path);
    session_close(wu);
    buf_free(&bytes);
    free(path);
}
END_TEST

/* What people of a lost station approved is worth nothing where it comes after the distrust. */
START_TEST(test_what_a_lost_station_approved)
{
    const char *no = help_approved_case(33);
    char *path = help_path("county.db");
    Session *wu = travel_another(path, "Y1", "wu");
    int64_t approval = 0;
    trust(wu, zhou);
    trust(wu, qian);
    trust(qian, wu);
    hand(zhou, qian, no);
    ck_done(app_distrust(wu, "T1", "笔记本丢失", &help_err));
    hand(qian, wu, no);
    ck_done(sql_get_int(session_store(wu), &help_err, &approval,
                        "SELECT id FROM approval WHERE active = 1", NULL));
    ck_assert(!vouch_holds(wu, id_of(wu, no), approval, &help_err));
    ck_assert(help_err.kind == ERR_REFUSED);
    whole(wu);
    help_also_whole(path);
    session_close(wu);
    free(path);
}
END_TEST

/* While groups of elsewhere are taken in no trigger runs: what one derives the store does then
 * itself (travel_derive, take_steps, took_in), so each is named here. Settings do not travel.
 */
START_TEST(test_what_triggers_derive_is_known)
{
    static const char known[] =
        "aid_taken_in case_due_counted case_due_recounted_from case_due_recounted_to"
        " case_due_uncounted case_file_amendment_waits case_file_counted case_file_due_from"
        " case_file_due_gone case_file_due_to case_file_recounted_from case_file_recounted_to"
        " case_file_respanned_from case_file_respanned_to case_file_retimed case_file_spanned"
        " case_file_uncounted case_file_unspanned case_file_version case_file_waits"
        " consent_taken_in document_taken_in due_count_empty insurance_taken_in"
        " journal_group_touch queue_span_empty queue_step_taken review_waits second_was_kept"
        " tranche_taken_in verification_taken_in";
    char *all = NULL;
    ck_done(sql_get_text(session_store(qian), &help_err, &all,
                         "SELECT group_concat(name, ' ') FROM (SELECT name FROM sqlite_schema"
                         " WHERE type = 'trigger' AND sql NOT LIKE '%RAISE(%' ORDER BY name)",
                         NULL));
    ck_assert_str_eq(all, known);
    free(all);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_a_case_goes_and_shows,
        test_the_outcome_comes_back,
        test_four_eyes_see_over_stations,
        test_a_number_given_twice,
        test_what_does_not_follow,
        test_nothing_changed_is_taken,
        test_short_digests_are_damage,
        test_a_case_from_desk_to_desk,
        test_what_is_away_is_not_exported,
        test_what_is_away_is_read,
        test_without_the_pen_nothing_is_taken,
        test_whom_nobody_trusts,
        test_erased_there_is_erased_here,
        test_what_was_taken_over_goes_on,
        test_what_a_lost_station_handed_on,
        test_what_a_lost_station_approved,
        test_what_triggers_derive_is_known,
        NULL,
    };
    return suite_run("travel", tests, travel_start, travel_stop);
}
