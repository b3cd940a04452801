/* A clock that stands before the newest entry of the history, or years after it. */
#include "config.h"

#include <string.h>

#include "app/case.h"
#include "app/clock.h"
#include "app/events.h"
#include "app/import.h"
#include "app/inner.h"
#include "store/clock.h"
#include "store/sql.h"
#include "tests/support/app_help.h"
#include "tests/support/suite.h"

enum { YEARS = 3000, SINCE_1970 = 20700, A_YEAR = 366 };

static void expect_state(ClockState state)
{
    Clock clock;
    ck_done(clock_look(session_store(zhou), &clock, &help_err));
    ck_assert_int_eq(clock.state, state);
}

/* By the number that it is given. */
static void expect_new(bool given)
{
    CaseFile *file = NULL;
    ck_assert(app_case_new(zhou, &file, &help_err) == given);
    ck_assert(given || strstr(help_err.text, "No case number was given"));
    err_clear(&help_err);
    case_free(file);
}

static int64_t count(const char *verb)
{
    int64_t n;
    ck_done(sql_get_int(session_store(zhou), &help_err, &n,
                        "SELECT count(*) FROM journal_group WHERE verb = ?", "t", verb));
    return n;
}

static void sign_in(void)
{
    size_t n;
    session_notes(zhou, &n);
    ck_done(session_sign_in(zhou, "zhou", MADE_PASSPHRASE, &help_err));
}

/* The last note of a sign-in. */
static const char *note(void)
{
    size_t n;
    const char *const *notes = session_notes(zhou, &n);
    return n ? notes[n - 1] : "";
}

START_TEST(test_clock_right)
{
    Buf words = BUF_INIT;
    static const int days[] = {0, -1, -300, 0};
    for (size_t i = 0; i < COUNT_OF(days); i++) {
        store_set_back(session_store(zhou), days[i]);
        if (days[i] <= 0 && i + 1 < COUNT_OF(days))
            expect_state(CLOCK_GOOD);
    }
    expect_new(true);
    ck_assert(!app_clock_words(zhou, &words));
    ck_assert(!app_clock_remark(zhou, &words));
    buf_free(&words);
}
END_TEST

static const struct Wrong {
    int back;
    ClockState state;
    const char *says;
} wrongs[] = {
    {SINCE_1970, CLOCK_BEHIND, "before the newest entry"},
    {A_YEAR, CLOCK_BEHIND, "before the newest entry"},
    {-YEARS, CLOCK_AHEAD, "more than a year after the newest entry"},
};

/* Said at each sign-in, told to the history once, and no number is of a wrong year; when the
 * clock is set nothing is left of it but what was written meanwhile. */
START_TEST(test_clock_wrong)
{
    const struct Wrong *wrong = &wrongs[_i];
    Buf words = BUF_INIT;
    expect_new(true);
    store_set_back(session_store(zhou), wrong->back);
    expect_state(wrong->state);
    for (int i = 0; i < 2; i++) {
        sign_in();
        ck_assert_ptr_nonnull(strstr(note(), wrong->says));
        ck_assert_int_eq(count(CLOCK_WRONG_VERB), 1);
    }
    expect_new(false);
    ck_assert(app_clock_remark(zhou, &words));
    ck_assert_ptr_nonnull(strstr(words.data, "written by a wrong clock"));
    store_set_back(session_store(zhou), 0);
    expect_state(CLOCK_GOOD);
    expect_new(true);
    sign_in();
    ck_assert_str_eq(note(), "");
    buf_free(&words);
}
END_TEST

/* Who says that it is right is believed from then on: after years, and where the history was
 * begun by a wrong one. */
START_TEST(test_clock_is_right_all_the_same)
{
    const struct Wrong *wrong = &wrongs[_i];
    expect_new(true);
    store_set_back(session_store(zhou), wrong->back);
    expect_new(false);
    ck_done(app_clock_is_right(zhou, &help_err));
    ck_assert_int_eq(count(CLOCK_RIGHT_VERB), 1);
    expect_state(CLOCK_GOOD);
    ck_done(app_clock_is_right(zhou, &help_err));
    ck_assert_int_eq(count(CLOCK_RIGHT_VERB), 1);
    expect_new(true);
}
END_TEST

/* What whoever reads only hears is the same, and nothing is written. */
START_TEST(test_clock_of_a_reader)
{
    Session *reader = NULL;
    size_t n;
    store_set_back(session_store(zhou), -YEARS);
    ck_done(app_clock_is_right(zhou, &help_err)); /* so the right time is behind */
    ck_done(session_open(&help_options, STORE_READ, &reader, &help_err));
    session_notes(reader, &n);
    ck_done(session_sign_in(reader, "zhou", MADE_PASSPHRASE, &help_err));
    const char *const *notes = session_notes(reader, &n);
    ck_assert(n > 0 && strstr(notes[n - 1], "before the newest entry"));
    ck_assert_int_eq(count(CLOCK_WRONG_VERB), 0);
    session_close(reader);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("clock");
    TCase *tcase = tcase_create("clock");
    tcase_add_checked_fixture(tcase, help_app_start, help_app_stop);
    tcase_add_test(tcase, test_clock_right);
    tcase_add_loop_test(tcase, test_clock_wrong, 0, (int)COUNT_OF(wrongs));
    tcase_add_loop_test(tcase, test_clock_is_right_all_the_same, 0, (int)COUNT_OF(wrongs));
    tcase_add_test(tcase, test_clock_of_a_reader);
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}
