/* Sessions and the verbs of cases, batches and the practice store, over a real store and the
 * knowledge files that ship. */
#include "config.h"

#include <check.h>
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/batches.h"
#include "app/cases.h"
#include "app/people.h"
#include "app/practice.h"
#include "app/sample.h"
#include "base/attr.h"
#include "base/path.h"
#include "exchange/portable.h"
#include "tests/support/store_help.h"
#include "tests/support/temp.h"

static const char passphrase[] = "春眠不觉晓处处闻啼鸟夜来";
static Session *zhou, *lin; /* two programs on one store */
static Arena *arena;
static char *store_file, *data;
static SessionOptions options;

static Session *open_as(const char *name)
{
    Session *session;
    ck_done(session_open(&options, STORE_OPEN, &session, &help_err));
    ck_done(session_sign_in(session, name, passphrase, &help_err));
    return session;
}

static void setup(void)
{
    const char *top = getenv("top_srcdir");
    Buf folder = BUF_INIT;
    Tx *tx;
    help_start();
    buf_addf(&folder, "%s/data", top ? top : "..");
    data = buf_take(&folder);
    store_file = help_path("case.db");
    arena = arena_new();
    options = (SessionOptions){.store = store_file,
                               .data = data,
                               .site = help_folder,
                               .lang = "en",
                               .on = {2026, 11, 21}};
    InitOptions init = {.organisation = "练习医院é",
                        .station = "T1",
                        .supervisor = "zhou",
                        .passphrase = passphrase};
    ck_done(session_init(&options, &init, &zhou, &help_err));
    ck_done(session_sign_in(zhou, "zhou", passphrase, &help_err));
    GroupHead head = {.kind = GROUP_PEOPLE, .user_id = session_user(zhou)->id};
    ck_done(tx_begin(session_store(zhou), &head, &tx, &help_err));
    ck_done(user_add(tx, "lin", ROLE_SOCIAL_WORKER, "林社工", NULL, passphrase, NULL, &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
    lin = open_as("lin");
}

static void teardown(void)
{
    session_close(zhou);
    session_close(lin);
    arena_free(arena);
    free(store_file);
    free(data);
    help_stop();
}

/* A case that may be submitted, entered by that session's person; its number is in
 * the arena. */
static const char *whole_case(Session *session, uint64_t number)
{
    Buf text = BUF_INIT;
    const char **numbers;
    size_t n;
    CaseFile *file = sample_case(1, number, session_today(session), 0);
    portable_write(file, &text);
    case_free(file);
    char *path = temp_file(help_folder, "whole.json", text.data, text.len);
    ck_done(app_import(session, path, arena, &numbers, &n, &help_err));
    ck_assert_uint_eq(n, 1);
    free(path);
    buf_free(&text);
    return numbers[0];
}

static void move(Session *session, const char *no, Verb verb)
{
    CaseFile *file;
    ck_done(app_case_open(session, no, &file, &help_err));
    Decision decision = {.comment = "提示已核对"};
    ck_done(app_case_move(session, &file, verb, verb == VERB_APPROVE ? &decision : NULL,
                          &help_err));
    case_free(file);
}

static const char *approved_case(uint64_t number)
{
    const char *no = whole_case(lin, number);
    move(lin, no, VERB_SUBMIT);
    move(zhou, no, VERB_APPROVE);
    return no;
}

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
    const char *no = whole_case(lin, 1);
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
    ck_assert(!app_case_can_undo(lin, file));
    ck_done(
        app_case_set(lin, file, F_PATIENT_id_number, 0, " 990000 20190314 001３", &help_err));
    ck_assert_str_eq(case_get(file, F_PATIENT_born_on, 0), "2019-03-14");
    ck_assert_str_eq(case_get(file, F_PATIENT_sex, 0), "1");
    ck_assert(app_case_can_undo(lin, file));
    ck_done(app_case_undo(lin, &file, &help_err));
    ck_assert(value_is(lin, no, F_PATIENT_id_number, 0, NULL));
    ck_assert(value_is(lin, no, F_PATIENT_born_on, 0, NULL));
    ck_done(app_case_redo(lin, &file, &help_err));
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
    ck_assert(help_raw(store_file, "CREATE TRIGGER full BEFORE INSERT ON case_summary BEGIN"
                                   " SELECT RAISE(ABORT, 'disk full'); END"));
    ck_assert(!app_case_set(lin, file, F_PATIENT_name, 0, "张小明", &help_err));
    ck_assert(!app_case_add_row(lin, file, REC_PLAN, 0, &help_err));
    ck_assert_uint_eq(case_rows(file, REC_PLAN), 0);
    ck_assert_ptr_null(case_get(file, F_PATIENT_name, 0));
    ck_assert(help_raw(store_file, "DROP TRIGGER full"));
    ck_done(app_case_set(lin, file, F_PATIENT_name, 0, "张小明", &help_err));
    ck_done(app_case_add_row(lin, file, REC_PLAN, 0, &help_err));
    case_free(file);
}
END_TEST

START_TEST(test_app_nothing_typed_nothing_written)
{
    int64_t before, after;
    const char *no = whole_case(lin, 3);
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
    const char *no = approved_case(4);
    CaseFile *file;
    ck_done(app_case_open(lin, no, &file, &help_err));
    ck_assert(!app_case_editable(lin, file, REC_PATIENT, &help_err));
    ck_assert(app_case_editable(lin, file, REC_CONTACT, &help_err));
    ck_assert(!app_case_set(lin, file, F_PATIENT_name, 0, "改", &help_err));
    ck_assert_int_eq(help_err.kind, ERR_REFUSED);
    ck_done(app_case_add_row(lin, file, REC_CONTACT, 0, &help_err));
    ck_done(app_case_set(lin, file, F_CONTACT_note, 0, "家属来电", &help_err));
    ck_done(app_case_undo(lin, &file, &help_err));
    char *edit[] = {(char[]){"contact[1].note=再来电"}};
    ck_done(app_case_set_paths(lin, file, edit, 1, true, &help_err));
    ck_done(app_case_reload(lin, &file, &help_err));
    ck_assert_str_eq(case_head_of(file)->status, "approved"); /* follow-up drops no approval */
    char *name[] = {(char[]){"patient.name=改"}};
    ck_assert(!app_case_set_paths(lin, file, name, 1, false, &help_err));
    char *bad[] = {(char[]){"patient.name=改"}, (char[]){"patient.sex=nonsense"}};
    ck_assert(!app_case_set_paths(lin, file, bad, 2, true, &help_err));
    ck_done(app_case_reload(lin, &file, &help_err));
    ck_assert_str_eq(case_head_of(file)->status,
                     "approved"); /* a failed edit drops none either */
    ck_done(app_case_set_paths(lin, file, name, 1, true, &help_err));
    ck_done(app_case_reload(lin, &file, &help_err));
    ck_assert_str_eq(case_head_of(file)->status, "draft");
    ck_done(app_case_undo(lin, &file, &help_err));
    ck_assert_str_eq(case_head_of(file)->status, "draft"); /* undo brings no approval back */
    case_free(file);
}
END_TEST

START_TEST(test_app_undo_after_submission)
{
    const char *no = whole_case(lin, 5);
    CaseFile *file;
    ck_done(app_case_open(lin, no, &file, &help_err));
    ck_done(app_case_set(lin, file, F_PATIENT_name, 0, "改名", &help_err));
    ck_done(app_case_move(lin, &file, VERB_SUBMIT, NULL, &help_err));
    ck_assert(!app_case_undo(lin, &file, &help_err));
    ck_assert_int_eq(help_err.kind, ERR_REFUSED);
    ck_assert(value_is(lin, no, F_PATIENT_name, 0, "改名"));
    case_free(file);
}
END_TEST

/* A decision is about what the person saw. */
START_TEST(test_app_approve_what_was_seen)
{
    const char *no = whole_case(lin, 6);
    CaseFile *seen, *file;
    move(lin, no, VERB_SUBMIT);
    ck_done(app_case_open(zhou, no, &seen, &help_err));
    move(lin, no, VERB_WITHDRAW);
    ck_done(app_case_open(lin, no, &file, &help_err));
    ck_done(app_case_set(lin, file, F_CASE_target_fen, 0, "4.9万", &help_err));
    ck_done(app_case_move(lin, &file, VERB_SUBMIT, NULL, &help_err));
    ck_assert(!app_case_move(zhou, &seen, VERB_APPROVE, NULL, &help_err));
    ck_assert_int_eq(help_err.kind, ERR_CONFLICT);
    ck_done(app_case_reload(zhou, &seen, &help_err));
    ck_assert(app_case_may(zhou, seen, VERB_APPROVE, &help_err));
    ck_assert(!app_case_may(lin, seen, VERB_APPROVE, &help_err));
    /* Open warnings are accepted with a comment, never without. */
    Decision blank = {.comment = " "}, decision = {.comment = "提示已核对"};
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
    const char *no = whole_case(lin, 11);
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

START_TEST(test_app_submission_needs)
{
    CaseFile *file;
    ck_done(app_case_new(lin, &file, &help_err));
    ck_assert(!app_case_move(lin, &file, VERB_SUBMIT, NULL, &help_err));
    ck_assert_int_eq(help_err.kind, ERR_REFUSED);
    ck_assert_ptr_nonnull(strstr(help_err.text, "MISSING"));
    ck_assert_ptr_nonnull(strstr(help_err.text, "more"));
    Decision wordless = {.comment = ""};
    ck_assert(!app_case_move(zhou, &file, VERB_RETURN, &wordless, &help_err));
    case_free(file);
}
END_TEST

START_TEST(test_app_summary_follows)
{
    QueueRow *rows;
    size_t got;
    CaseFile *file;
    QueueFilter all = {0};
    whole_case(lin, 7);
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
    const char *first = whole_case(lin, 7), *second = whole_case(lin, 11);
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
    ck_done(app_case_undo(lin, &file, &help_err));
    ck_done(app_case_undo(lin, &file, &help_err));
    ck_assert_int_eq(blocks_of(first), before);
    ck_done(app_case_redo(lin, &file, &help_err));
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
    ck_done(app_import(lin, path, arena, &numbers, &n, &help_err));
    free(path);
    ck_assert_int_eq(blocks_of(first), before + 1);
}
END_TEST

/* ---- batches ---- */

static int64_t batches(void)
{
    return help_raw_int(store_file, "SELECT count(*) FROM batch");
}

START_TEST(test_app_export_as_approved)
{
    BatchRow row, again;
    const char *no = approved_case(8);
    char *first = help_path("first.xlsx"), *second = help_path("second.xlsx");
    char *name[] = {(char[]){"patient.name=后来的名字"}};
    CaseFile *file;
    /* Behind the program's back the live tables change; what is exported is what
     * was approved. */
    ck_assert(help_raw(store_file, "DROP TRIGGER patient_fixed_update;"
                                   "UPDATE patient SET name = '假名'"));
    ck_done(app_export(zhou, "neutral", NULL, 0, first, false, NULL, arena, &row, &help_err));
    ck_assert_str_eq(row.no, "T1-B0001");
    ck_assert_int_eq(row.cases, 1);
    ck_assert(!app_export(zhou, "neutral", &no, 1, second, false, NULL, arena, &again, &help_err));
    ck_assert(!app_export(zhou, "neutral", NULL, 0, second, false, NULL, arena, &again, &help_err));
    ck_done(app_case_open(lin, no, &file, &help_err));
    ck_done(app_case_set_paths(lin, file, name, 1, true, &help_err));
    case_free(file);
    ck_done(app_export_again(zhou, "T1-B0001", second, false, NULL, arena, &again, &help_err));
    size_t a, b;
    char *x = temp_read(first, &a), *y = temp_read(second, &b);
    ck_assert(a == b && memcmp(x, y, a) == 0);
    free(x);
    free(y);
    free(first);
    free(second);
}
END_TEST

START_TEST(test_app_export_with_old_knowledge)
{
    BatchRow row;
    Session *later;
    char *site = help_path("later"), *codes = help_path("later/codes"),
         *file = help_path("x.xlsx");
    approved_case(9);
    ck_done(app_export(zhou, "neutral", NULL, 0, file, false, NULL, arena, &row, &help_err));
    /* The site renames a code; the batch is written with the words of its time. */
    ck_done(path_make_folder(codes, &help_err));
    char *table = temp_text(codes, "sex.ini",
                            "[table]\ntitle = \"Sex\"\ntitle[zh_CN] = \"性别\"\n"
                            "[code.1]\ntext = \"man\"\ntext[zh_CN] = \"男子\"\n"
                            "[code.2]\ntext = \"woman\"\ntext[zh_CN] = \"女子\"\n");
    options.site = site;
    later = open_as("zhou");
    ck_assert_str_ne(knowledge_version(session_knowledge(later)),
                     knowledge_version(session_knowledge(zhou)));
    ck_done(app_export_again(later, "T1-B0001", file, false, NULL, arena, &row, &help_err));
    char *other = help_path("y.xlsx");
    ck_done(app_export_again(later, "T1-B0001", other, false, NULL, arena, &row, &help_err));
    free(other);
    session_close(later);
    free(table);
    free(site);
    free(codes);
    free(file);
}
END_TEST

static bool cancel(void *ctx, size_t done, size_t total)
{
    (void)ctx;
    (void)done;
    (void)total;
    return false;
}

START_TEST(test_app_export_leaves_nothing)
{
    static const char before[] = "an older file of that name";
    BatchRow row;
    Progress progress = {.step = cancel};
    approved_case(10);
    char *old = temp_text(help_folder, "old.xlsx", before);
    char *nowhere = help_path("nowhere/x.xlsx");
    ck_assert(!app_export(zhou, "neutral", NULL, 0, old, false, NULL, arena, &row, &help_err));
    ck_assert(help_is_err(ERR_REFUSED, "--replace"));
    ck_assert(!app_export(zhou, "neutral", NULL, 0, old, true, &progress, arena, &row, &help_err));
    ck_assert_int_eq(help_err.kind, ERR_CANCELLED);
    ck_assert(!app_export(zhou, "neutral", NULL, 0, nowhere, false, NULL, arena, &row, &help_err));
    ck_assert(!app_export(zhou, "nonsense", NULL, 0, old, true, NULL, arena, &row, &help_err));
    ck_assert(!app_export(lin, "neutral", NULL, 0, old, true, NULL, arena, &row, &help_err));
    ck_assert(!app_export_again(zhou, "T1-B0001", old, true, NULL, arena, &row, &help_err));
    /* A ledger that refuses. */
    ck_assert(help_raw(store_file, "CREATE TRIGGER full BEFORE INSERT ON batch_case BEGIN"
                                   " SELECT RAISE(ABORT, 'disk full'); END"));
    ck_assert(!app_export(zhou, "neutral", NULL, 0, old, true, NULL, arena, &row, &help_err));
    ck_assert_int_eq(batches(), 0);
    char *after = temp_read(old, NULL);
    ck_assert_str_eq(after, before);
    ck_assert_int_eq(help_raw_int(store_file, "SELECT count(*) FROM case_file"
                                              " WHERE status = 'approved'"),
                     1);
    free(after);
    free(old);
    free(nowhere);
}
END_TEST

/* ---- an export that is interrupted ---- */

static char *batch_states(void)
{
    Buf text = BUF_INIT;
    BatchRow *rows;
    size_t n;
    ck_done(app_batches(zhou, arena, &rows, &n, &help_err));
    for (size_t i = n; i-- > 0;)
        buf_addf(&text, "%s%s %s", text.len ? ", " : "", rows[i].no,
                 batch_state_word(rows[i].state));
    return buf_take(&text);
}

static void expect_states(const char *want)
{
    char *states = batch_states();
    ck_assert_str_eq(states, want);
    free(states);
}

/* The program starts again; what it says of what it found. */
static const char *start_again(void)
{
    size_t n;
    session_close(zhou);
    zhou = open_as("zhou");
    const char *const *notes = session_notes(zhou, &n);
    ck_assert_uint_le(n, 1);
    return n ? notes[0] : "";
}

static size_t hidden_files(void)
{
    size_t n = 0;
    DIR *dir = opendir(help_folder);
    struct dirent *entry;
    while ((entry = readdir(dir)))
        n += strstr(entry->d_name, ".anj-") != NULL;
    closedir(dir);
    return n;
}

/* The file has its name and the ledger cannot say so: killed there, or a disk that fails. */
static const char *export_half(const char *file)
{
    BatchRow row;
    const char *no = approved_case(11);
    ck_assert(help_raw(store_file, "CREATE TRIGGER full BEFORE UPDATE ON batch BEGIN"
                                   " SELECT RAISE(ABORT, 'disk full'); END"));
    ck_assert(!app_export(zhou, "neutral", NULL, 0, file, false, NULL, arena, &row, &help_err));
    ck_assert(help_is_err(help_err.kind, "T1-B0001"));
    ck_assert(path_exists(file));
    expect_states("T1-B0001 begun");
    return no;
}

START_TEST(test_app_export_interrupted_is_finished)
{
    BatchRow row;
    CaseFile *opened;
    char *file = help_path("x.xlsx"), *other = help_path("y.xlsx");
    char *name[] = {(char[]){"patient.name=别的"}};
    const char *no = export_half(file);
    /* Until that is decided the case is nobody's to change or to export. */
    ck_assert(!app_export(zhou, "neutral", &no, 1, other, false, NULL, arena, &row, &help_err));
    ck_done(app_case_open(lin, no, &opened, &help_err));
    ck_assert(!app_case_set_paths(lin, opened, name, 1, true, &help_err));
    ck_assert_msg(help_is_err(ERR_CONFLICT, "T1-B0001"), "%s", help_err.text);
    case_free(opened);
    ck_assert(!help_raw(store_file, "UPDATE case_file SET status = 'draft'"));
    ck_assert(!help_raw(store_file, "UPDATE case_file SET status = 'exported'"));
    ck_assert(!help_raw(store_file, "UPDATE approval SET active = 0"));
    ck_assert(help_raw(store_file, "DROP TRIGGER full"));
    ck_assert_ptr_nonnull(strstr(start_again(), "T1-B0001"));
    expect_states("T1-B0001 written");
    ck_assert_int_eq(help_raw_int(store_file, "SELECT count(*) FROM case_file"
                                              " WHERE status = 'exported'"),
                     1);
    ck_assert_int_eq(help_raw_int(store_file, "SELECT count(*) FROM making"), 0);
    ck_assert_str_eq(start_again(), "");
    /* The same once more is done already; elsewhere it is refused. */
    ck_done(app_export(zhou, "neutral", NULL, 0, file, false, NULL, arena, &row, &help_err));
    ck_assert_str_eq(row.no, "T1-B0001");
    ck_done(app_export(zhou, "neutral", &no, 1, file, false, NULL, arena, &row, &help_err));
    ck_assert(!app_export(zhou, "neutral", &no, 1, other, false, NULL, arena, &row, &help_err));
    expect_states("T1-B0001 written");
    ck_assert(!help_raw(store_file, "UPDATE batch SET state = 'withdrawn'"));
    ck_assert(!help_raw(store_file, "UPDATE batch SET state = 'begun'"));
    free(file);
    free(other);
}
END_TEST

START_TEST(test_app_export_interrupted_is_withdrawn)
{
    BatchRow row;
    char *file = help_path("x.xlsx");
    const char *no = export_half(file);
    ck_assert(help_raw(store_file, "DROP TRIGGER full"));
    char *older = temp_text(help_folder, "x.xlsx", "another file of that name");
    ck_assert_ptr_nonnull(strstr(start_again(), "withdrawn"));
    expect_states("T1-B0001 withdrawn");
    char *text = temp_read(older, NULL);
    ck_assert_str_eq(text, "another file of that name");
    ck_assert(!app_export_again(zhou, "T1-B0001", file, true, NULL, arena, &row, &help_err));
    ck_assert(help_is_err(ERR_REFUSED, "T1-B0001"));
    /* Its number is never another's. */
    ck_done(app_export(zhou, "neutral", &no, 1, file, true, NULL, arena, &row, &help_err));
    expect_states("T1-B0001 withdrawn, T1-B0002 written");
    ck_assert_uint_eq(hidden_files(), 0);
    free(text);
    free(older);
    free(file);
}
END_TEST

/* What the entries name is taken away when it is a file of that kind whose maker is gone. */
static void enter_making(const char *hidden, const char *target)
{
    Buf sql = BUF_INIT;
    buf_addf(&sql, "INSERT INTO making (folder, target) VALUES ('%s', '%s')", hidden, target);
    ck_assert(help_raw(store_file, sql.data));
    buf_free(&sql);
}

START_TEST(test_app_export_left_files_go)
{
    int ends[2];
    char name[512] = "";
    char *file = help_path("x.xlsx"), *whole = path_whole(file);
    char *mine = temp_text(help_folder, "mine.txt", "not to be touched");
    char *left = path_temp_folder(whole, NULL), *inside = temp_text(left, "book.xlsx", "half");
    enter_making(left, whole);
    enter_making(mine, whole);
    ck_assert(path_exists(left));
    ck_assert_ptr_nonnull(strstr(start_again(), "x.xlsx"));
    ck_assert(!path_exists(left) && path_exists(mine));
    ck_assert_int_eq(help_raw_int(store_file, "SELECT count(*) FROM making"), 0);
    /* Another program that is at it is left alone until it is gone. */
    ck_assert_int_eq(pipe(ends), 0);
    pid_t other = fork();
    if (other == 0) {
        char *temp = path_temp_folder(whole, NULL);
        bool told = write(ends[1], temp, strlen(temp)) > 0;
        while (told)
            pause();
        _exit(1);
    }
    ck_assert_int_gt(read(ends[0], name, sizeof(name) - 1), 0);
    enter_making(name, whole);
    ck_assert_str_eq(start_again(), "");
    ck_assert(path_exists(name));
    kill(other, SIGKILL);
    waitpid(other, NULL, 0);
    ck_assert_ptr_nonnull(strstr(start_again(), "x.xlsx"));
    ck_assert(!path_exists(name));
    close(ends[0]);
    close(ends[1]);
    free(left);
    free(inside);
    free(mine);
    free(whole);
    free(file);
}
END_TEST

/* ---- the practice store ---- */

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
    SessionOptions at = {.data = data, .site = help_folder, .lang = "en", .on = {2026, 11, 21}};
    ck_done(practice_open(&at, path, &made, &session, &help_err));
    ck_assert(made);
    ck_assert(session_practice(session));
    ck_assert_ptr_null(session_user(session));
    ck_done(session_practice_users(session, &users, &n, &help_err));
    ck_assert_uint_eq(n, 7);
    for (size_t i = 0; i < n; i++)
        ck_done(session_sign_in(session, users[i].name, users[i].passphrase, &help_err));
    ck_assert(!practice_sample(lin, 1, 1, NULL, &help_err));
    session_close(session);
    ck_done(practice_open(&at, path, &made, &session, &help_err));
    ck_assert(!made);
    session_close(session);
    ck_assert(!practice_open(&at, store_file, &made, &session, &help_err));
    free(cut);
    free(path);
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
        test_app_submission_needs,
        test_app_disabled_meanwhile,
        test_app_summary_follows,
        test_app_summary_of_others_follows,
        test_app_export_as_approved,
        test_app_export_with_old_knowledge,
        test_app_export_leaves_nothing,
        test_app_export_interrupted_is_finished,
        test_app_export_interrupted_is_withdrawn,
        test_app_export_left_files_go,
        test_app_sample_whole,
        test_app_practice,
    };
    Suite *suite = suite_create("app");
    TCase *tcase = tcase_create("app");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_set_timeout(tcase, 120);
    for (size_t i = 0; i < COUNT_OF(tests); i++)
        tcase_add_test(tcase, tests[i]);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
