/* Sessions and the verbs of cases and the practice store, over a real store and the
 * knowledge files that ship. */
#include "config.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/backup.h"
#include "app/case.h"
#include "app/discard.h"
#include "app/drafts.h"
#include "app/edit.h"
#include "app/history.h"
#include "app/import.h"
#include "app/inner.h"
#include "app/judge.h"
#include "app/move.h"
#include "app/papers.h"
#include "app/people.h"
#include "app/practice.h"
#include "app/queue.h"
#include "app/sample.h"
#include "app/undo.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/path.h"
#include "desk/queue.h"
#include "exchange/portable.h"
#include "tests/support/app_help.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"

static bool value_is(Session *session, const char *no, FieldId field, size_t row,
                     const char *want)
{
    CaseFile *file;
    ck_done(app_case_open(session, no, &file, &help_err));
    const char *value = case_get(file, field, row);
    bool same = want ? value && strcmp(value, want) == 0 : !value;
    case_free(file);
    return same;
}

/* ---- editing ---- */

START_TEST(test_app_conflict)
{
    const char *no = help_whole_case(lin, 1);
    CaseFile *mine, *theirs;
    ck_done(app_case_open(lin, no, &mine, &help_err));
    ck_done(app_case_open(zhou, no, &theirs, &help_err));
    ck_done(app_case_set(zhou, theirs, F_PATIENT_name, 0, "新名甲", &help_err));
    ck_assert(!app_case_set(lin, mine, F_PATIENT_name, 0, "新名乙", &help_err));
    ck_assert_int_eq(help_err.kind, ERR_CONFLICT);
    ck_assert_ptr_nonnull(strstr(help_err.text, "新名甲"));
    ck_assert_ptr_nonnull(strstr(help_err.text, "新名乙"));
    ck_assert_str_ne(case_get(mine, F_PATIENT_name, 0),
                     "新名乙"); /* memory keeps to the store */
    ck_done(app_case_set(lin, mine, F_PATIENT_occupation, 0, "教师",
                         &help_err)); /* another field */
    ck_done(app_case_reload(lin, &mine, &help_err));
    ck_done(app_case_set(lin, mine, F_PATIENT_name, 0, "新名乙", &help_err));
    ck_assert(value_is(zhou, no, F_PATIENT_name, 0, "新名乙"));
    case_free(mine);
    case_free(theirs);
}
END_TEST

START_TEST(test_app_id_fills_and_undo)
{
    CaseFile *file;
    ck_done(app_case_new(lin, &file, &help_err));
    const char *no = arena_dup(arena, case_head_of(file)->no);
    ck_assert(!app_can_undo(lin, file));
    ck_done(
        app_case_set(lin, file, F_PATIENT_id_number, 0, " 990000 20190314 001３", &help_err));
    ck_assert_str_eq(case_get(file, F_PATIENT_born_on, 0), "2019-03-14");
    ck_assert_str_eq(case_get(file, F_PATIENT_sex, 0), "1");
    ck_assert(app_can_undo(lin, file));
    ck_done(app_case_undo(lin, &file, NULL, NULL, &help_err));
    ck_assert(value_is(lin, no, F_PATIENT_id_number, 0, NULL));
    ck_assert(value_is(lin, no, F_PATIENT_born_on, 0, NULL));
    ck_done(app_case_redo(lin, &file, NULL, NULL, &help_err));
    ck_assert_str_eq(case_get(file, F_PATIENT_sex, 0), "1");
    ck_done(app_case_set(lin, file, F_PATIENT_born_on, 0, "2018-01-01", &help_err));
    ck_done(app_case_set(lin, file, F_PATIENT_id_number, 0, "990000199009090015", &help_err));
    ck_assert_str_eq(case_get(file, F_PATIENT_born_on, 0),
                     "2018-01-01"); /* only empty fields */
    case_free(file);
}
END_TEST

START_TEST(test_app_rows)
{
    CaseFile *file;
    ck_done(app_case_new(lin, &file, &help_err));
    const char *no = arena_dup(arena, case_head_of(file)->no);
    for (size_t i = 0; i < 3; i++) {
        ck_done(app_case_add_row(lin, file, REC_PLAN, i, &help_err));
        ck_done(app_case_set(lin, file, F_PLAN_item, i, i ? i == 1 ? "乙" : "丙" : "甲",
                             &help_err));
    }
    ck_done(app_case_move_row(lin, file, REC_PLAN, 2, 0, &help_err));
    ck_done(app_case_copy_row(lin, file, REC_PLAN, 0, &help_err));
    ck_done(app_case_remove_row(lin, file, REC_PLAN, 2, &help_err));
    ck_assert_uint_eq(case_rows(file, REC_PLAN), 3);
    ck_assert(value_is(lin, no, F_PLAN_item, 0, "丙"));
    ck_assert(value_is(lin, no, F_PLAN_item, 1, "丙"));
    ck_assert(value_is(lin, no, F_PLAN_item, 2, "乙"));
    ck_assert(!app_case_remove_row(lin, file, REC_PLAN, 9, &help_err));
    case_free(file);
}
END_TEST

/* What could not be stored is not in memory either, and can be stored when the fault
 * is gone. */
START_TEST(test_app_failed_write)
{
    CaseFile *file;
    ck_done(app_case_new(lin, &file, &help_err));
    ck_assert(help_raw(help_store_file,
                       "CREATE TRIGGER full BEFORE INSERT ON case_summary BEGIN"
                       " SELECT RAISE(ABORT, 'disk full'); END"));
    ck_assert(!app_case_set(lin, file, F_PATIENT_name, 0, "张小明", &help_err));
    ck_assert(!app_case_add_row(lin, file, REC_PLAN, 0, &help_err));
    ck_assert_uint_eq(case_rows(file, REC_PLAN), 0);
    ck_assert_ptr_null(case_get(file, F_PATIENT_name, 0));
    ck_assert(help_raw(help_store_file, "DROP TRIGGER full"));
    ck_done(app_case_set(lin, file, F_PATIENT_name, 0, "张小明", &help_err));
    ck_done(app_case_add_row(lin, file, REC_PLAN, 0, &help_err));
    case_free(file);
}
END_TEST

START_TEST(test_app_nothing_typed_nothing_written)
{
    int64_t before, after;
    const char *no = help_whole_case(lin, 3);
    CaseFile *file;
    ck_done(app_case_open(lin, no, &file, &help_err));
    ck_done(sql_get_int(session_store(lin), &help_err, &before,
                        "SELECT max(id) FROM journal_group", ""));
    ck_done(app_case_set(lin, file, F_PATIENT_name, 0, case_get(file, F_PATIENT_name, 0),
                         &help_err));
    ck_done(sql_get_int(session_store(lin), &help_err, &after,
                        "SELECT max(id) FROM journal_group", ""));
    ck_assert_int_eq(before, after);
    ck_assert(!app_case_set(lin, file, F_PATIENT_name, 0, "a\x1b[2J", &help_err));
    ck_assert(!app_case_set(lin, file, F_CASE_no, 0, "x", &help_err));
    ck_assert(!app_case_set(lin, file, F_DOCUMENT_file, 0, "x", &help_err));
    case_free(file);
}
END_TEST

/* ---- the workflow ---- */

START_TEST(test_app_edit_after_approval)
{
    const char *no = help_approved_case(4);
    CaseFile *file;
    ck_done(app_case_open(lin, no, &file, &help_err));
    ck_assert(!app_case_editable(lin, file, REC_PATIENT, &help_err));
    ck_assert(app_case_editable(lin, file, REC_CONTACT, &help_err));
    ck_assert(!app_case_set(lin, file, F_PATIENT_name, 0, "改", &help_err));
    ck_assert_int_eq(help_err.kind, ERR_REFUSED);
    ck_done(app_case_add_row(lin, file, REC_CONTACT, 0, &help_err));
    ck_done(app_case_set(lin, file, F_CONTACT_note, 0, "家属来电", &help_err));
    ck_done(app_case_undo(lin, &file, NULL, NULL, &help_err));
    char *edit[] = {(char[]){"contact[1].note=再来电"}};
    ck_done(app_case_set_paths(lin, file, edit, 1, &help_err));
    ck_done(app_case_reload(lin, &file, &help_err));
    ck_assert_str_eq(case_head_of(file)->status, "approved"); /* follow-up drops no approval */
    char *name[] = {(char[]){"patient.name=改"}};
    ck_assert(!app_case_set_paths(lin, file, name, 1, &help_err));
    char *bad[] = {(char[]){"patient.name=改"}, (char[]){"patient.sex=nonsense"}};
    ck_assert(!app_case_set_paths(lin, file, bad, 2, &help_err));
    ck_done(app_case_reload(lin, &file, &help_err));
    ck_assert_str_eq(case_head_of(file)->status,
                     "approved"); /* a failed edit drops none either */
    ck_assert(!app_case_undo(lin, &file, NULL, NULL, &help_err) ||
              strcmp(case_head_of(file)->status, "approved") == 0);
    ck_done(app_case_move(lin, &file, VERB_AMEND, NULL, &help_err));
    ck_done(app_case_set_paths(lin, file, name, 1, &help_err));
    ck_done(app_case_reload(lin, &file, &help_err));
    ck_assert_str_eq(case_head_of(file)->status, "approved");
    ck_assert_str_eq(case_head_of(file)->amendment, "draft");
    case_free(file);
}
END_TEST

START_TEST(test_app_undo_after_submission)
{
    const char *no = help_whole_case(lin, 5);
    CaseFile *file;
    ck_done(app_case_open(lin, no, &file, &help_err));
    ck_done(app_case_set(lin, file, F_PATIENT_name, 0, "改名", &help_err));
    ck_done(app_case_move(lin, &file, VERB_SUBMIT, NULL, &help_err));
    ck_assert(!app_case_undo(lin, &file, NULL, NULL, &help_err));
    ck_assert_int_eq(help_err.kind, ERR_REFUSED);
    ck_assert(value_is(lin, no, F_PATIENT_name, 0, "改名"));
    case_free(file);
}
END_TEST

/* A decision is about what the person saw. */
START_TEST(test_app_approve_what_was_seen)
{
    const char *no = help_whole_case(lin, 6);
    CaseFile *seen, *file;
    help_move(lin, no, VERB_SUBMIT);
    ck_done(app_case_open(zhou, no, &seen, &help_err));
    help_move(lin, no, VERB_WITHDRAW);
    ck_done(app_case_open(lin, no, &file, &help_err));
    ck_done(app_case_set(lin, file, F_CASE_target_fen, 0, "4.9万", &help_err));
    ck_done(app_case_move(lin, &file, VERB_SUBMIT, NULL, &help_err));
    ck_assert(!app_case_move(zhou, &seen, VERB_APPROVE, NULL, &help_err));
    ck_assert_int_eq(help_err.kind, ERR_CONFLICT);
    ck_done(app_case_reload(zhou, &seen, &help_err));
    ck_assert(app_case_may(zhou, seen, VERB_APPROVE, &help_err));
    ck_assert(!app_case_may(lin, seen, VERB_APPROVE, &help_err));
    /* Open warnings are accepted with a comment, never without. */
    Decision blank = {.comment = "\u3000\u200B"}, decision = {.comment = "提示已核对"};
    AcceptedFinding *accepted;
    size_t n;
    ck_assert(!app_case_move(zhou, &seen, VERB_APPROVE, &blank, &help_err));
    ck_assert_int_eq(help_err.kind, ERR_INPUT);
    ck_done(app_case_move(zhou, &seen, VERB_APPROVE, &decision, &help_err));
    ck_done(review_accepted(session_store(zhou), case_head_of(seen)->id, arena, &accepted, &n,
                            &help_err));
    ck_assert_uint_gt(n, 0);
    for (size_t i = 0; i < n; i++) {
        ck_assert(accepted[i].message[0] && accepted[i].facts[0] == '{' &&
                  accepted[i].version[0]);
        if (strcmp(accepted[i].severity, "warn") == 0)
            ck_assert_str_eq(accepted[i].comment, "提示已核对");
    }
    case_free(seen);
    case_free(file);
}
END_TEST

/* Somebody disabled in the middle of their work does no more, though still on the screen. */
START_TEST(test_app_disabled_meanwhile)
{
    const char *no = help_whole_case(lin, 11);
    CaseFile *file;
    ck_done(app_case_open(lin, no, &file, &help_err));
    ck_done(app_person_disable(zhou, "lin", &help_err));
    ck_assert(!app_case_set(lin, file, F_PATIENT_name, 0, "改", &help_err));
    ck_assert(!app_case_move(lin, &file, VERB_SUBMIT, NULL, &help_err));
    ck_assert_int_eq(help_err.kind, ERR_REFUSED);
    case_free(file);
    ck_assert(!app_case_new(lin, &file, &help_err));
    ck_assert(value_is(zhou, no, F_PATIENT_name, 0, "改") == false);
}
END_TEST

/* Begun by mistake: it goes, its number comes again, and the chain tells both. */
START_TEST(test_app_discard)
{
    CaseFile *file, *next;
    Verified verified;
    ck_done(app_case_new(lin, &file, &help_err));
    int64_t id = case_head_of(file)->id;
    const LastPlace there = {.screen = "case", .tab = "family", .key = {id, "", 0, ""}};
    const Draft typed = {.key = {id, "patient.name", 0, ""}, .text = "王"};
    const char *zhou_display = session_user(zhou)->display;
    ck_assert(app_case_untouched(lin, id));
    ck_done(app_place_keep(zhou, &there, &help_err));
    ck_assert(!app_case_discard(lin, id, &help_err)); /* a colleague has it open */
    ck_assert_int_eq(help_err.kind, ERR_REFUSED);
    ck_assert_ptr_nonnull(strstr(help_err.text, zhou_display));
    ck_done(app_place_keep(zhou, NULL, &help_err));
    ck_done(app_draft_put(zhou, &typed, &help_err));
    help_err = (Err){0};
    ck_assert(!app_case_discard(lin, id, &help_err)); /* or half typed in */
    ck_assert_ptr_nonnull(strstr(help_err.text, zhou_display));
    ck_done(app_draft_drop(zhou, &typed.key, &help_err));
    help_err = (Err){0};
    ck_assert(!app_case_untouched(zhou, id)); /* somebody else's */
    ck_assert(!app_case_discard(zhou, id, &help_err));
    ck_assert_int_eq(help_err.kind, ERR_REFUSED);
    help_err = (Err){0};
    ck_done(app_case_discard(lin, id, &help_err));
    ck_assert(!app_case_open_id(lin, id, &next, &help_err));
    ck_assert_int_eq(help_err.kind, ERR_NOT_FOUND);
    ck_assert_ptr_nonnull(strstr(help_err.text, session_user(lin)->display));
    help_err = (Err){0};
    ck_assert(!app_draft_put(zhou, &typed, &help_err));
    ck_assert_ptr_nonnull(strstr(help_err.text, "taken away by"));
    ck_assert(!app_place_keep(zhou, &there, &help_err));
    ck_assert_ptr_nonnull(strstr(help_err.text, "taken away by"));
    ck_assert(!app_case_set(zhou, file, F_PATIENT_name, 0, "王", &help_err));
    ck_assert_ptr_nonnull(strstr(help_err.text, "taken away by"));
    char *folder = help_path("papers");
    PapersMade made;
    ck_assert(!app_papers(lin, file, &(PaperOrder){.folder = folder}, arena, &made, &help_err));
    ck_assert_ptr_nonnull(strstr(help_err.text, "taken away by"));
    ck_assert(!path_exists(folder));
    free(folder);
    help_err = (Err){0};
    ck_done(app_case_new(lin, &next, &help_err));
    ck_assert_str_eq(case_head_of(next)->no, case_head_of(file)->no);
    ck_assert_int_ne(case_head_of(next)->id, id);
    ck_done(app_verify_history(lin, NULL, &verified, &help_err));
    ck_assert_int_eq(verified.first_bad, 0);
    /* What was written in once is kept, also when it was emptied again; so is an earlier one.
     */
    ck_done(app_case_set(lin, next, F_PATIENT_name, 0, "改", &help_err));
    ck_done(app_case_undo(lin, &next, NULL, NULL, &help_err));
    ck_assert(!app_case_untouched(lin, case_head_of(next)->id));
    case_free(file);
    ck_done(app_case_new(lin, &file, &help_err));
    CaseFile *later;
    ck_done(app_case_new(lin, &later, &help_err));
    ck_assert(!app_case_untouched(lin, case_head_of(file)->id));
    ck_assert(!sql_do(session_store(lin), NULL, "DELETE FROM case_file WHERE id = ?", "i",
                      case_head_of(file)->id));
    ck_assert(app_case_untouched(lin, case_head_of(later)->id));
    case_free(later);
    case_free(next);
    case_free(file);
}
END_TEST

START_TEST(test_app_submission_needs)
{
    CaseFile *file;
    ck_done(app_case_new(lin, &file, &help_err));
    ck_assert(!app_case_move(lin, &file, VERB_SUBMIT, NULL, &help_err));
    ck_assert_int_eq(help_err.kind, ERR_REFUSED);
    ck_assert_ptr_nonnull(strstr(help_err.text, "39 missing, 6 papers"));
    ck_assert_ptr_nonnull(strstr(help_err.text, "First: "));
    case_free(file);
}
END_TEST

/* Words that nobody sees are no reason. */
START_TEST(test_app_decisions_need_words)
{
    static const char *const wordless[] = {NULL, "", " ", "\n", "\u3000\u200B"};
    CaseFile *file;
    const char *no = help_whole_case(lin, 1);
    help_move(lin, no, VERB_SUBMIT);
    ck_done(app_case_open(zhou, no, &file, &help_err));
    for (size_t i = 0; i < COUNT_OF(wordless); i++) {
        const Decision decision = {.comment = wordless[i]};
        ck_assert(!app_case_move(zhou, &file, VERB_RETURN, &decision, &help_err));
        ck_assert_int_eq(help_err.kind, ERR_INPUT);
        ck_assert(!app_case_move(zhou, &file, VERB_REJECT, &decision, &help_err));
        ck_assert_int_eq(help_err.kind, ERR_INPUT);
    }
    case_free(file);
}
END_TEST

START_TEST(test_app_summary_follows)
{
    QueueRow *rows;
    size_t got;
    CaseFile *file;
    QueueFilter all = {0};
    help_whole_case(lin, 7);
    ck_done(queue_window(session_store(lin), &all, 0, 1, arena, &rows, &got, &help_err));
    ck_assert_int_eq(rows[0].missing, 0);
    ck_assert_int_eq(rows[0].blocks, 0);
    ck_done(app_case_open_id(lin, rows[0].id, &file, &help_err));
    ck_done(app_case_set(lin, file, F_STATEMENT_title, 0, "", &help_err));
    ck_done(app_case_set(lin, file, F_PATIENT_id_number, 0, "990000201903140012", &help_err));
    ck_done(queue_window(session_store(lin), &all, 0, 1, arena, &rows, &got, &help_err));
    ck_assert_int_eq(rows[0].missing, 1);
    ck_assert_int_eq(rows[0].blocks, 1);
    case_free(file);
}
END_TEST

static int blocks_of(const char *no)
{
    int64_t blocks = -1;
    ck_done(sql_get_int(session_store(lin), &help_err, &blocks,
                        "SELECT blocks FROM case_summary AS s JOIN case_file AS c"
                        " ON c.id = s.case_id WHERE c.no = ?",
                        "t", no));
    return (int)blocks;
}

/* A case that comes to share a card is counted anew for the queue, and again when it no longer
 * does. */
START_TEST(test_app_summary_of_others_follows)
{
    const char *first = help_whole_case(lin, 7), *second = help_whole_case(lin, 11);
    CaseFile *file, *other;
    ck_done(app_case_open(lin, first, &other, &help_err));
    ck_done(app_case_set(lin, other, F_PAYEE_kind, 0, "person", &help_err));
    ck_done(app_case_set(lin, other, F_PAYEE_account, 0, "6200000000000000117", &help_err));
    case_free(other);
    int before = blocks_of(first);
    ck_done(app_case_open(lin, second, &file, &help_err));
    ck_done(app_case_set(lin, file, F_PAYEE_kind, 0, "person", &help_err));
    ck_assert_int_eq(blocks_of(first), before);
    ck_done(app_case_set(lin, file, F_PAYEE_account, 0, "6200 0000 0000 0000 117", &help_err));
    ck_assert_int_eq(blocks_of(first), before + 1);
    ck_done(app_case_set(lin, file, F_PATIENT_address, 0, "河坝镇é", &help_err));
    ck_assert_int_eq(blocks_of(first), before + 1);
    ck_done(app_case_undo(lin, &file, NULL, NULL, &help_err));
    ck_done(app_case_undo(lin, &file, NULL, NULL, &help_err));
    ck_assert_int_eq(blocks_of(first), before);
    ck_done(app_case_redo(lin, &file, NULL, NULL, &help_err));
    ck_assert_int_eq(blocks_of(first), before + 1);
    ck_done(app_case_set(lin, file, F_PAYEE_account, 0, "", &help_err));
    ck_assert_int_eq(blocks_of(first), before);
    case_free(file);
    /* One that comes in with it from outside. */
    static const char json[] = "{\"payee\":{\"kind\":\"person\",\"name\":\"钱演五\","
                               "\"account\":\"6200000000000000117\"}}";
    const char **numbers;
    size_t n;
    char *path = temp_file(help_folder, "other.json", json, strlen(json));
    ck_done(app_import(lin, (const char *[]){path}, 1, arena, &numbers, &n, &help_err));
    free(path);
    ck_assert_int_eq(blocks_of(first), before + 1);
}
END_TEST

/* Nobody looks for others from a hospital's account or phone, but a person's is found there. */
START_TEST(test_app_summary_follows_what_a_hospital_shares)
{
    const char *person = help_whole_case(lin, 7), *hospital = help_whole_case(lin, 11);
    CaseFile *file;
    ck_done(app_case_open(lin, person, &file, &help_err));
    ck_done(app_case_set(lin, file, F_PAYEE_kind, 0, "person", &help_err));
    ck_done(app_case_set(lin, file, F_PAYEE_phone, 0, "13900000042", &help_err));
    case_free(file);
    int before = blocks_of(person);
    ck_done(app_case_open(lin, hospital, &file, &help_err));
    ck_done(app_case_set(lin, file, F_PAYEE_kind, 0, "hospital", &help_err));
    ck_done(app_case_set(lin, file, F_PAYEE_phone, 0, "13900000042", &help_err));
    ck_assert_int_eq(blocks_of(person), before + 1);
    ck_done(app_case_set(lin, file, F_PAYEE_phone, 0, "", &help_err));
    ck_assert_int_eq(blocks_of(person), before);
    case_free(file);
}
END_TEST

/* What the queue says of every case is what a look at it says. */
static void expect_summaries(Session *session)
{
    QueueRow *rows;
    size_t got;
    QueueFilter all = {0};
    ck_done(queue_window(session_store(session), &all, 0, 200, arena, &rows, &got, &help_err));
    ck_assert_uint_gt(got, 1);
    for (size_t i = 0; i < got; i++) {
        CaseFile *file;
        Finding *found;
        size_t n;
        ck_done(app_case_open_id(session, rows[i].id, &file, &help_err));
        ck_done(app_case_findings(session, file, arena, &found, &n, &help_err));
        FindingCounts counts = findings_counted(found, n);
        ck_assert_msg(
            rows[i].blocks == (int)counts.blocks && rows[i].warns == (int)counts.warns,
            "%s: %d %d in the queue, %d %d in the case", rows[i].no, (int)rows[i].blocks,
            (int)rows[i].warns, (int)counts.blocks, (int)counts.warns);
        ck_assert_msg(rows[i].missing == (int)counts.missing &&
                          rows[i].papers == (int)counts.papers,
                      "%s: %d %d in the queue, %d %d in the case", rows[i].no, rows[i].missing,
                      rows[i].papers, (int)counts.missing, (int)counts.papers);
        case_free(file);
    }
}

/* A story told twice is found in both cases, as long as it is. */
START_TEST(test_app_summary_of_like_stories_follows)
{
    const char *first = help_whole_case(lin, 7), *second = help_whole_case(lin, 11);
    CaseFile *file, *other;
    ck_done(app_case_open(lin, first, &other, &help_err));
    ck_done(app_case_open(lin, second, &file, &help_err));
    expect_summaries(lin);
    ck_done(app_case_set(lin, file, F_STATEMENT_story, 0, case_get(other, F_STATEMENT_story, 0),
                         &help_err));
    expect_summaries(lin);
    ck_done(app_case_undo(lin, &file, NULL, NULL, &help_err));
    expect_summaries(lin);
    ck_done(app_case_redo(lin, &file, NULL, NULL, &help_err));
    ck_done(app_case_set(lin, other, F_STATEMENT_story, 0, "", &help_err));
    expect_summaries(lin);
    case_free(file);
    case_free(other);
}
END_TEST

/* Two programs have the case open. What follows from the edit of one, the counts of the queue
 * and the words it is found by, is of the case with what the other stored meanwhile. */
START_TEST(test_app_edit_after_others)
{
    CaseFile *mine, *theirs;
    const QueueFilter filter = {.query = "欧阳紫薇"};
    int64_t found;
    const char *no = help_whole_case(lin, 7);
    help_whole_case(lin, 11);
    ck_done(app_case_open(lin, no, &mine, &help_err));
    ck_done(app_case_open(lin, no, &theirs, &help_err));
    ck_done(app_case_set(lin, theirs, F_PATIENT_name, 0, "欧阳紫薇", &help_err));
    ck_done(app_case_set(lin, theirs, F_PATIENT_sex, 0, "", &help_err));
    ck_done(app_case_set(lin, mine, F_PATIENT_occupation, 0, "学生e\xCC\x81", &help_err));
    ck_assert_str_eq(case_get(mine, F_PATIENT_name, 0), "欧阳紫薇");
    expect_summaries(lin);
    ck_done(app_queue_count(lin, &filter, &found, &help_err));
    ck_assert_int_eq(found, 1);
    case_free(mine);
    case_free(theirs);
}
END_TEST

/* While the screens are locked anything may become of the store. */
START_TEST(test_app_back_from_the_lock)
{
    session_suspend(lin);
    ck_assert(help_raw(help_store_file,
                       "UPDATE setting SET value = 'T2' WHERE name = 'station';"
                       "UPDATE setting SET value = '另一医院' WHERE name = 'organisation'"));
    ck_assert(!session_check_passphrase(lin, "another passphrase", &help_err));
    ck_assert_ptr_null(session_store(lin));
    ck_done(session_check_passphrase(lin, MADE_PASSPHRASE, &help_err));
    ck_assert_str_eq(session_station(lin), "T2");
    ck_assert_str_eq(session_organisation(lin), "另一医院");
}
END_TEST

/* ---- the practice store ---- */

/* A fault of a site's file that was mended meanwhile is gone with the next sign-in. */
START_TEST(test_app_mended_knowledge)
{
    const char *no = help_whole_case(zhou, 7);
    char *folder = temp_path(help_folder, "rules");
    ck_assert_int_eq(mkdir(folder, 0700), 0);
    char *file = temp_text(folder, "own.ini", "[rule.é\n");
    Session *again = help_open_as("lin");
    Err fault = {0};
    ck_assert_ptr_nonnull(session_fault(again));
    ck_assert(!session_judges(again, &fault));
    ck_done(session_sign_in(again, "lin", MADE_PASSPHRASE, &help_err));
    ck_assert_ptr_nonnull(session_fault(again));
    ck_assert_int_eq(unlink(file), 0);
    const Codes *before = session_fields(again)->codes;
    session_suspend(again);
    ck_done(session_sign_in(again, "zhou", MADE_PASSPHRASE, &help_err));
    ck_assert_ptr_null(session_fault(again));
    ck_assert_ptr_nonnull(codes_table(before, "sex")); /* who still looks at it may */
    help_move(again, no, VERB_SUBMIT);
    session_close(again);
    free(file);
    free(folder);
}
END_TEST

START_TEST(test_app_sample_whole)
{
    Finding *found;
    size_t n;
    Day today = session_today(lin);
    for (uint64_t number = 1; number <= 60; number++) {
        unsigned flags = number % 2 ? SAMPLE_DOUBTS : 0;
        size_t warns = 0;
        Buf text = BUF_INIT, again = BUF_INIT;
        PortableCases cases = {0};
        CaseFile *file = sample_case(7, number, today, flags);
        CaseFile *twin = sample_case(7, number, today, flags);
        portable_write(file, &text);
        portable_write(twin, &again);
        ck_assert_str_eq(text.data, again.data);
        ck_done(portable_read(session_fields(lin), "sample", text.data, text.len, &cases,
                              &help_err));
        ck_done(app_case_findings(lin, file, arena, &found, &n, &help_err));
        for (size_t i = 0; i < n; i++) {
            bool warns_here =
                found[i].severity == SEV_WARN && strcmp(found[i].rule, "R103") != 0;
            ck_assert_msg(found[i].severity != SEV_BLOCK && (!warns_here || flags), "%s: %s",
                          found[i].rule, found[i].message);
            warns += warns_here;
        }
        ck_assert_msg(!flags || warns, "case %llu has nothing to look at",
                      (unsigned long long)number);
        case_free(file);
        case_free(twin);
        file = sample_case(7, number, today, SAMPLE_GAPS);
        ck_done(app_case_findings(lin, file, arena, &found, &n, &help_err));
        ck_assert_uint_gt(n, 0);
        case_free(file);
        portable_free(&cases);
        buf_free(&text);
        buf_free(&again);
    }
}
END_TEST

START_TEST(test_app_practice)
{
    Session *session;
    bool made;
    const PracticeUser *users;
    size_t n;
    char *path = help_path("practice.db");
    char *cut = temp_text(help_folder, "practice.db.new", "a making that was cut short");
    SessionOptions at = {
        .data = help_data, .site = help_folder, .lang = "en", .on = {2026, 11, 21}};
    ck_done(app_practice_open(&at, path, &made, &session, &help_err));
    ck_assert(made);
    ck_assert(session_practice(session));
    ck_assert_ptr_null(session_user(session));
    ck_done(app_practice_users(session, &users, &n, &help_err));
    ck_assert_uint_eq(n, 7);
    for (size_t i = 0; i < n; i++)
        ck_done(session_sign_in(session, users[i].name, users[i].passphrase, &help_err));
    ck_assert(!app_practice_sample(lin, 1, 1, NULL, &help_err));
    expect_summaries(session);
    session_close(session);
    ck_done(app_practice_open(&at, path, &made, &session, &help_err));
    ck_assert(!made);
    session_close(session);
    ck_assert(!app_practice_open(&at, help_store_file, &made, &session, &help_err));
    free(cut);
    free(path);
}
END_TEST

/* ---- history ---- */

/* Whatever column of whatever table a change names: it has a label in each language, or nothing
 * of it is shown. */
START_TEST(test_app_history_has_labels)
{
    const char *top = getenv("top_builddir");
    char *share = path_join(top ? top : ".", "share/locale");
    size_t shown = 0;
    Sql q;
    ck_done(
        sql_open(&q, session_store(lin),
                 "SELECT m.name, p.name FROM sqlite_schema AS m, pragma_table_info(m.name) AS p"
                 " WHERE m.type = 'table'",
                 &help_err));
    while (sql_row(&q)) {
        const char *table = sql_text(&q, 0), *column = sql_text(&q, 1);
        ck_assert(i18n_start("en", share));
        const char *label = app_history_label(table, column);
        const FieldDef *field = catalog_find_column(table, column);
        ck_assert_msg(label ? *label != 0 : !field, "%s.%s", table, column);
        if (!label)
            continue;
        ck_assert(i18n_start("zh_CN", share));
        const char *chinese = app_history_label(table, column);
        ck_assert_msg((unsigned char)chinese[0] >= 0x80 || strcmp(chinese, "ICD-10") == 0,
                      "%s.%s", table, column);
        shown++;
    }
    ck_done(sql_close(&q, &help_err));
    ck_assert(i18n_start("en", share));
    ck_assert_uint_gt(shown, FIELD_COUNT);
    free(share);
}
END_TEST

/* Who comes in between is told of in the words of the screens, not in those of the store. */
START_TEST(test_app_conflict_in_words)
{
    CaseFile *mine, *theirs;
    const char *no = help_whole_case(lin, 3);
    ck_done(app_case_open(lin, no, &mine, &help_err));
    ck_done(app_case_open(zhou, no, &theirs, &help_err));
    ck_done(app_case_set(lin, mine, F_PATIENT_sex, 0, "1", &help_err));
    ck_done(app_case_set(lin, mine, F_PATIENT_sex, 0, "2", &help_err));
    ck_done(app_case_reload(zhou, &theirs, &help_err));
    ck_done(app_case_set(zhou, theirs, F_PATIENT_sex, 0, "9", &help_err));
    ck_assert(!app_case_undo(lin, &mine, NULL, NULL, &help_err));
    ck_assert(help_is_err(ERR_CONFLICT, "Patient, Sex"));
    ck_assert_ptr_nonnull(strstr(help_err.text, "female"));
    case_free(mine);
    case_free(theirs);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_app_conflict,
        test_app_id_fills_and_undo,
        test_app_rows,
        test_app_failed_write,
        test_app_nothing_typed_nothing_written,
        test_app_edit_after_approval,
        test_app_undo_after_submission,
        test_app_approve_what_was_seen,
        test_app_discard,
        test_app_submission_needs,
        test_app_decisions_need_words,
        test_app_disabled_meanwhile,
        test_app_summary_follows,
        test_app_summary_of_others_follows,
        test_app_summary_follows_what_a_hospital_shares,
        test_app_summary_of_like_stories_follows,
        test_app_edit_after_others,
        test_app_back_from_the_lock,
        test_app_mended_knowledge,
        test_app_sample_whole,
        test_app_practice,
        test_app_history_has_labels,
        test_app_conflict_in_words,
    };
    Suite *suite = suite_create("app");
    TCase *tcase = tcase_create("app");
    tcase_add_checked_fixture(tcase, help_app_start, help_app_stop);
    tcase_set_timeout(tcase, 120);
    for (size_t i = 0; i < COUNT_OF(tests); i++)
        tcase_add_test(tcase, tests[i]);
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}
