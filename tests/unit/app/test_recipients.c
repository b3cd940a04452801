/* To whom cases go, and what becomes of a batch that was written. */
#include "config.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/batch_ledger.h"
#include "app/case.h"
#include "app/edit.h"
#include "app/inner.h"
#include "app/undo.h"
#include "base/mem.h"
#include "base/path.h"
#include "store/sql.h"
#include "tests/support/app_help.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"

static void set_paths(const char *no, const char *one)
{
    CaseFile *file;
    char *change[] = {xstrdup(one)};
    ck_done(app_case_open(lin, no, &file, &help_err));
    ck_done(app_case_set_paths(lin, file, change, 1, &help_err));
    case_free(file);
    free(change[0]);
}

static char *recipients(void)
{
    char *text = NULL;
    ck_done(sql_get_text(session_store(zhou), &help_err, &text,
                         "SELECT group_concat(kind || ' ' || coalesce(recipient, '-'), ', ')"
                         " FROM (SELECT kind, recipient FROM consent ORDER BY kind)",
                         ""));
    return text;
}

static void expect_recipients(const char *want)
{
    char *text = recipients();
    ck_assert_str_eq(text, want);
    free(text);
}

/* A form that was signed for one platform never comes to mean another. */
START_TEST(test_recipient_stays_that_of_the_signing)
{
    CaseFile *file;
    TakenBack back;
    const char *no = help_whole_case(lin, 1);
    expect_recipients("A -, B -, C -, D -, E -"); /* it names qingsongchou */
    set_paths(no, "case.platform=shuidichou");
    expect_recipients("A -, B -, C qingsongchou, D -, E -");
    set_paths(no, "case.platform=nuanxinhuimin");
    expect_recipients("A -, B -, C qingsongchou, D -, E -");
    ck_done(app_case_open(lin, no, &file, &help_err));
    for (int i = 0; i < 2; i++)
        ck_done(app_case_undo(lin, &file, arena, &back, &help_err));
    case_free(file);
    expect_recipients("A -, B -, C -, D -, E -");
}
END_TEST

static const char *standing(void)
{
    BatchRow row;
    ck_done(app_batch_find(zhou, "T1-B0001", arena, &row, &help_err));
    return app_batch_state_word(row.state);
}

static void export_one(BatchRow *row)
{
    char *file = help_path("x.xlsx");
    help_approved_case(8);
    ck_done(help_export(zhou, NULL, 0, file, false, NULL, row));
    free(file);
}

START_TEST(test_batch_is_uploaded_answered_closed)
{
    BatchRow row;
    char today[DAY_TEXT];
    export_one(&row);
    day_format(session_today(zhou), today);
    ck_assert_str_ne(row.platform, "");
    ck_assert_str_eq(standing(), "written");
    ck_assert(!app_batch_uploaded(lin, "T1-B0001", today, &help_err));
    ck_assert(!app_batch_uploaded(zhou, "T1-B0001", "2999-01-01", &help_err));
    ck_assert(!app_batch_uploaded(zhou, "T1-B0001", "2001-01-01", &help_err));
    ck_done(app_batch_uploaded(zhou, "T1-B0001", today, &help_err));
    ck_done(app_batch_find(zhou, "T1-B0001", arena, &row, &help_err));
    ck_assert_str_eq(app_batch_state_word(row.state), "uploaded");
    ck_assert_str_eq(row.uploaded_on, today);
    ck_assert_str_eq(row.uploaded_by, row.by);
    ck_done(app_batch_uploaded(zhou, "T1-B0001", NULL, &help_err));
    ck_assert_str_eq(standing(), "written");
    ck_done(app_batch_close(zhou, "T1-B0001", &help_err));
    ck_done(app_batch_close(zhou, "T1-B0001", &help_err));
    ck_assert_str_eq(standing(), "closed");
    ck_assert(!app_batch_uploaded(zhou, "T1-B0001", today, &help_err));
    ck_done(app_batch_open(zhou, "T1-B0001", &help_err));
    ck_assert_str_eq(standing(), "written");
}
END_TEST

static bool answer(Outcome outcome, const char *reason, const char *platform_no)
{
    Batch batch = {0};
    BatchCase *cases;
    size_t n;
    Tx *tx;
    GroupHead head = {
        .kind = GROUP_WORKFLOW, .user_id = session_user(zhou)->id, .verb = "receipt"};
    ck_done(batch_find(zhou, "T1-B0001", arena, &batch, &help_err));
    ck_done(app_batch_cases(zhou, "T1-B0001", arena, &cases, &n, &help_err));
    ck_assert_uint_eq(n, 1);
    ck_done(tx_begin(session_store(zhou), &head, &tx, &help_err));
    if (batch_answer(tx, &batch, &cases[0], outcome, reason, platform_no, &help_err)) {
        ck_done(tx_commit(tx, NULL, &help_err));
        return true;
    }
    tx_abort(tx);
    return false;
}

START_TEST(test_batch_answers)
{
    BatchRow row;
    BatchCase *cases;
    size_t n;
    export_one(&row);
    ck_assert(answer(OUTCOME_REFUSED, "缺发票", NULL));
    ck_assert_str_eq(standing(), "answered");
    ck_assert(answer(OUTCOME_ACCEPTED, NULL, "P-1"));
    int64_t groups = help_raw_int(help_store_file, "SELECT count(*) FROM journal_group");
    ck_assert(answer(OUTCOME_ACCEPTED, NULL, "P-1"));
    ck_assert_int_eq(help_raw_int(help_store_file, "SELECT count(*) FROM journal_group"),
                     groups);
    ck_done(app_batch_find(zhou, "T1-B0001", arena, &row, &help_err));
    ck_assert_int_eq(row.accepted, 1);
    ck_assert_int_eq(row.refused, 0);
    ck_done(app_batch_cases(zhou, "T1-B0001", arena, &cases, &n, &help_err));
    ck_assert_ptr_null(cases[0].reason);
    ck_assert_str_eq(cases[0].platform_no, "P-1");
    ck_assert(answer(OUTCOME_NONE, NULL, NULL));
    ck_done(app_batch_close(zhou, "T1-B0001", &help_err));
    ck_assert(!answer(OUTCOME_REFUSED, "缺发票", NULL));
}
END_TEST

/* ---- the manifest ---- */

static void expect_same_file(const char *path, const char *other)
{
    size_t n, m;
    char *a = temp_read(path, &n), *b = temp_read(other, &m);
    ck_assert_uint_eq(n, m);
    ck_assert_int_eq(memcmp(a, b, n), 0);
    free(a);
    free(b);
}

static int64_t copies(void)
{
    return help_raw_int(help_store_file, "SELECT count(*) FROM batch_copy");
}

START_TEST(test_manifest_stands_beside_the_file)
{
    BatchRow row;
    char *first = help_path("x.xlsx.manifest.json"), *second = help_path("y.xlsx"),
         *beside = help_path("y.xlsx.manifest.json");
    export_one(&row);
    char *text = temp_read(first, NULL);
    ck_assert_ptr_nonnull(strstr(text, row.sha256));
    ck_assert_ptr_nonnull(strstr(text, row.platform));
    ck_assert_ptr_nonnull(strstr(text, "\"fen\": "));
    ck_assert_ptr_nonnull(strstr(text, "\"approvers\": ["));
    /* The name of the second one is taken: then neither is written. */
    char *taken = temp_text(help_folder, "y.xlsx.manifest.json", "somebody's");
    ck_assert(!app_export_again(zhou, row.no, second, false, NULL, arena, &row, &help_err));
    ck_assert(!path_exists(second));
    ck_assert_int_eq(copies(), 0);
    ck_done(app_export_again(zhou, row.no, second, true, NULL, arena, &row, &help_err));
    expect_same_file(first, beside);
    ck_assert_int_eq(copies(), 1);
    /* It is there: nothing is written, but for a manifest that is not. */
    ck_assert_int_eq(unlink(beside), 0);
    ck_done(app_export_again(zhou, row.no, second, false, NULL, arena, &row, &help_err));
    expect_same_file(first, beside);
    ck_assert_int_eq(copies(), 1);
    ck_assert_int_eq(help_raw_int(help_store_file, "SELECT count(*) FROM making"), 0);
    free(taken);
    free(text);
    free(first);
    free(second);
    free(beside);
}
END_TEST

/* What this program decides holds for every other one too. */
START_TEST(test_batch_triggers)
{
    static const char *const refused[] = {
        "UPDATE batch SET platform = 'aixinchou'",
        "UPDATE batch SET manifest = '{}'",
        "UPDATE batch SET state = 'withdrawn'",
        "UPDATE batch SET uploaded_on = '2026-11-20'",
        "UPDATE batch_case SET reason = 'x'",
        "UPDATE batch_case SET outcome = 'lost'",
        "UPDATE batch_case SET case_id = 99",
        "DELETE FROM batch_case",
    };
    BatchRow row;
    export_one(&row);
    for (size_t i = 0; i < COUNT_OF(refused); i++)
        ck_assert_msg(!help_raw(help_store_file, refused[i]), "%s", refused[i]);
    ck_done(app_batch_close(zhou, "T1-B0001", &help_err));
    ck_assert(!help_raw(help_store_file, "UPDATE batch_case SET outcome = 'accepted'"));
    ck_assert(!help_raw(help_store_file, "UPDATE batch SET answered_at = 'x'"));
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_recipient_stays_that_of_the_signing,
        test_batch_is_uploaded_answered_closed,
        test_batch_answers,
        test_manifest_stands_beside_the_file,
        test_batch_triggers,
        NULL,
    };
    return suite_run("recipients", tests, help_app_start, help_app_stop);
}
