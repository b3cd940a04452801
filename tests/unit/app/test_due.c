/* What waits for whom, by kind: a day before it does and the day it does; and what was judged
 * otherwise is judged anew whatever stands in its way. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/case.h"
#include "app/due.h"
#include "app/import.h"
#include "app/inner.h"
#include "tests/support/app_help.h"
#include "tests/support/suite.h"

static int64_t new_case(Session *session)
{
    CaseFile *file;
    ck_done(app_case_new(session, &file, &help_err));
    int64_t id = case_head_of(file)->id;
    case_free(file);
    return id;
}

/* ---- what is judged anew ---- */

static int64_t stale(void)
{
    return help_raw_int(help_store_file,
                        "SELECT count(*) FROM case_summary WHERE knowledge_version IS NULL");
}

static void make_stale(int cases)
{
    for (int i = 0; i < cases; i++)
        new_case(lin);
    ck_assert(help_raw(help_store_file, "UPDATE case_summary SET knowledge_version = NULL"));
}

START_TEST(test_due_is_judged_after_another_program_wrote)
{
    int64_t after = 0;
    bool left;
    make_stale(2);
    ck_done(store_begin(session_store(zhou), &help_err));
    ck_assert(!app_due_freshen(lin, &after, &left, &help_err));
    ck_assert(left);
    store_rollback(session_store(zhou));
    ck_done(app_due_freshen(lin, &after, &left, &help_err));
    ck_assert(!left);
    ck_assert_int_eq(stale(), 0);
}
END_TEST

/* One that is not there, one whose judgement cannot be kept; the others are judged. */
START_TEST(test_due_passes_by_what_cannot_be_judged)
{
    int64_t after = 0;
    bool left = true;
    make_stale(12);
    ck_assert(help_raw(help_store_file,
                       "DROP TRIGGER case_file_stay; DELETE FROM case_file WHERE id = 2;"
                       "CREATE TRIGGER never BEFORE INSERT ON case_summary WHEN NEW.case_id = 5"
                       " BEGIN SELECT RAISE(ABORT, 'never'); END"));
    for (int i = 0; left && i < 3; i++)
        ck_done(app_due_freshen(lin, &after, &left, &help_err));
    ck_assert(!left);
    ck_assert_int_eq(stale(), 2);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_due_is_judged_after_another_program_wrote,
                                  test_due_passes_by_what_cannot_be_judged, NULL};
    return suite_run("due", tests, help_app_start, help_app_stop);
}
