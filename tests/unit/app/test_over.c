/* An edit of a case of which something was changed behind the program's back. */
#include "config.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "app/backup.h"
#include "app/case.h"
#include "app/edit.h"
#include "app/inner.h"
#include "app/move.h"
#include "app/undo.h"
#include "base/attr.h"
#include "store/sql.h"
#include "tests/support/app_help.h"
#include "tests/support/suite.h"

static CaseFile *file;

static bool sets(const char *typed)
{
    char *path = arena_dup(arena, typed);
    return app_case_set_paths(lin, file, &path, 1, &help_err);
}

static int64_t told(void)
{
    int64_t n;
    ck_done(sql_get_int(session_store(zhou), &help_err, &n,
                        "SELECT count(*) FROM journal_group WHERE verb = 'different'", NULL));
    return n;
}

static int64_t changed(void)
{
    Verified found = {0};
    ck_done(app_verify_records(zhou, NULL, &found, &help_err));
    int64_t n = found.changed;
    app_verified_free(&found);
    return n;
}

static void open_case(const char *no)
{
    case_free(file);
    ck_done(app_case_open(lin, no, &file, &help_err));
}

/* A value put there from outside, one taken away, and one where there was none: neither it nor
 * one beside it is written over, since what comes next would be refused for good. Once it is
 * put back all goes on. */
static const struct Over {
    const char *before, *sql, *after, *back;
    const char *column, *from, *value;
} overs[] = {
    {"patient.name=甲", "UPDATE patient SET name = '外人改é'", "patient.name=乙",
     "UPDATE patient SET name = '甲'", "name", "外人改é", "乙"},
    {"patient.phone=13800138000", "UPDATE patient SET phone = NULL",
     "patient.phone=13900139000", "UPDATE patient SET phone = '13800138000'", "phone",
     "(empty)", "13900139000"},
    {"patient.phone=", "UPDATE patient SET phone = '13700137000'", "patient.phone=13900139000",
     "UPDATE patient SET phone = NULL", "phone", "13700137000", "13900139000"},
};

START_TEST(test_over_is_refused_and_can_be_mended)
{
    const struct Over *over = &overs[_i];
    const char *no = help_whole_case(lin, 1);
    open_case(no);
    ck_assert_msg(sets(over->before), "%s", help_err.text);
    ck_assert(help_raw(help_store_file, over->sql));
    open_case(no);
    ck_assert(!sets(over->after));
    ck_assert_int_eq(help_err.kind, ERR_REFUSED);
    ck_assert(!sets("patient.occupation=务农"));
    ck_assert(!app_case_add_row(lin, file, REC_MEMBER, 0, &help_err));
    ck_assert_int_eq(told(), 1);
    ck_assert(help_raw(help_store_file, over->back));
    open_case(no);
    ck_assert_msg(sets(over->after), "%s", help_err.text);
    ck_assert_int_eq(changed(), 0);
    help_move(lin, no, VERB_SUBMIT);
    case_free(file);
    file = NULL;
}
END_TEST

/* ---- what an older program let pass ---- */

static void expect_gone_on(const char *column, const char *from)
{
    Verified found = {0};
    size_t times = 0;

    ck_done(app_verify_records(zhou, NULL, &found, &help_err));
    for (size_t i = 0; i < found.change_count; i++)
        times += found.changes[i].column && strcmp(found.changes[i].column, column) == 0 &&
                 strstr(found.changes[i].words, from) &&
                 strstr(found.changes[i].words, "goes on");
    ck_assert_uint_eq(times, 1);
    app_verified_free(&found);
}

static void goes_on(const char *no, const struct Over *one)
{
    int64_t id, row;
    Tx *tx;
    ck_done(case_find_no(session_store(lin), no, &id, &help_err));
    ck_done(sql_get_int(session_store(lin), &help_err, &row,
                        "SELECT id FROM patient WHERE case_id = ?", "i", id));
    const GroupHead head = {
        .kind = GROUP_EDIT, .user_id = session_user(lin)->id, .case_id = id, .content = true};
    ck_done(tx_begin(session_store(lin), &head, &tx, &help_err));
    ck_done(tx_set(tx, "patient", row, one->column, sql_value_text(one->value), NULL, 0,
                   &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
}

START_TEST(test_over_of_an_older_program_is_named)
{
    const struct Over *over = &overs[_i];
    const char *no = help_whole_case(lin, 1);
    open_case(no);
    ck_assert_msg(sets(over->before), "%s", help_err.text);
    ck_assert_int_eq(changed(), 0);
    ck_assert(help_raw(help_store_file, over->sql));
    goes_on(no, over);
    expect_gone_on(over->column, over->from);
    open_case(no);
    ck_assert(!app_case_undo(lin, &file, arena, NULL, &help_err));
    ck_assert_ptr_nonnull(strstr(help_err.text, "verify"));
    ck_assert(!app_case_move(lin, &file, VERB_SUBMIT, NULL, &help_err));
    ck_assert_int_eq(help_err.kind, ERR_REFUSED);
    expect_gone_on(over->column, over->from);
    case_free(file);
    file = NULL;
}
END_TEST

/* What one's own program wrote is not looked at again, nor what is whole refused. */
START_TEST(test_over_of_what_others_wrote_goes_on)
{
    const char *no = help_whole_case(lin, 1), *other = help_whole_case(zhou, 2);
    CaseFile *theirs;
    char *path = arena_dup(arena, "patient.occupation=教师");
    open_case(no);
    for (int i = 0; i < 3; i++) {
        ck_assert_msg(sets(i % 2 ? "patient.occupation=务农" : "patient.occupation=工人"), "%s",
                      help_err.text);
        ck_done(app_case_open(zhou, other, &theirs, &help_err));
        ck_done(app_case_set_paths(zhou, theirs, &path, 1, &help_err));
        case_free(theirs);
    }
    ck_assert_int_eq(told(), 0);
    ck_assert_int_eq(changed(), 0);
    case_free(file);
    file = NULL;
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("over");
    TCase *tcase = tcase_create("over");
    tcase_add_checked_fixture(tcase, help_app_start, help_app_stop);
    tcase_add_loop_test(tcase, test_over_is_refused_and_can_be_mended, 0, COUNT_OF(overs));
    tcase_add_loop_test(tcase, test_over_of_an_older_program_is_named, 0, COUNT_OF(overs));
    tcase_add_test(tcase, test_over_of_what_others_wrote_goes_on);
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}
