/* What two people with clients of their own approve, which no trigger and no right speaks
 * against: verifying the store whole judges each approval once more. */
#include "config.h"

#include <string.h>
#include <time.h>

#include "app/backup.h"
#include "app/case.h"
#include "app/edit.h"
#include "app/inner.h"
#include "app/move.h"
#include "app/verify_judged.h"
#include "desk/review.h"
#include "domain/casefile.h"
#include "exchange/portable.h"
#include "tests/support/app_help.h"
#include "tests/support/suite.h"

static User who(Session *session)
{
    User user;
    ck_done(
        user_get(session_store(session), session_user(session)->id, arena, &user, &help_err));
    return user;
}

static Tx *begin(Session *session, const char *no, const char *verb, int64_t *id)
{
    Tx *tx = NULL;
    ck_done(case_find_no(session_store(session), no, id, &help_err));
    const GroupHead head = {.kind = GROUP_WORKFLOW,
                            .user_id = session_user(session)->id,
                            .case_id = *id,
                            .verb = verb};
    ck_done(tx_begin(session_store(session), &head, &tx, &help_err));
    return tx;
}

/* Nothing is judged. found: what both say was found; NULL says nothing about it, as of before.
 */
static void both_wave(const char *no, const char *found)
{
    const Decision decision = {.comment = "已核对", .found = found};
    const char *version = knowledge_version(session_knowledge(zhou));
    User user = who(lin);
    Buf snapshot = BUF_INIT;
    CaseFile *file;
    int64_t id, approval;
    Tx *tx = begin(lin, no, "submit", &id);
    ck_done(review_move(tx, &user, id, VERB_SUBMIT, &decision, &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
    user = who(zhou);
    tx = begin(zhou, no, "approve", &id);
    ck_done(case_load(session_store(zhou), id, &file, &help_err));
    portable_write(file, &snapshot);
    ck_done(session_keep_knowledge(zhou, &help_err));
    ck_done(
        review_approve(tx, &user, id, &decision, snapshot.data, version, &approval, &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
    case_free(file);
    buf_free(&snapshot);
}

static void both_wave_through(const char *no)
{
    both_wave(no, "");
}

static void expect(const char *words)
{
    Verified found;
    ck_done(app_verify(zhou, NULL, &found, &help_err));
    ck_assert_msg(found.fault.kind == ERR_NONE, "%s", found.fault.text);
    app_verified_free(&found);
    ck_done(app_verify_whole(zhou, NULL, &found, &help_err));
    ck_assert_int_eq(found.judged, 1);
    if (words)
        ck_assert_msg(strstr(found.fault.text, words) != NULL, "%s", found.fault.text);
    else
        ck_assert_msg(found.fault.kind == ERR_NONE, "%s", found.fault.text);
    app_verified_free(&found);
}

static void change(const char *no, char *value)
{
    CaseFile *file;
    char *values[] = {value};
    ck_done(app_case_open(lin, no, &file, &help_err));
    ck_done(app_case_set_paths(lin, file, values, 1, &help_err));
    case_free(file);
}

START_TEST(test_what_rules_let_through_is_approved)
{
    help_approved_case(8);
    expect(NULL);
}
END_TEST

START_TEST(test_what_a_rule_blocks_is_named)
{
    char value[] = "patient.name=";
    const char *no = help_whole_case(lin, 8);
    change(no, value);
    both_wave_through(no);
    expect("blocks");
}
END_TEST

START_TEST(test_what_both_left_away_is_named)
{
    char value[] = "payee.account=6222021234567890";
    const char *no = help_whole_case(lin, 8);
    change(no, value);
    both_wave_through(no);
    expect("leaves away");
}
END_TEST

/* Its rules are not here. */
START_TEST(test_what_cannot_be_judged_is_counted)
{
    Verified found = {0};
    help_approved_case(8);
    ck_assert(help_raw(help_store_file, "DROP TRIGGER approval_keep;"
                                        " UPDATE approval SET knowledge_version = 'other'"));
    ck_done(verify_judged(zhou, NULL, &found, &help_err));
    ck_assert_int_eq(found.judged, 0);
    ck_assert_int_eq(found.unjudged, 1);
    app_verified_free(&found);
}
END_TEST

/* A consent withdrawn on the day of the approval blocks from that day on, so a clock a day
 * behind saw nothing. */
static char *withdrawn_that_day(void)
{
    char words[64];
    time_t now = time(NULL);
    strftime(words, sizeof words, "consent[1].withdrawn_on=%Y-%m-%d", gmtime(&now));
    return arena_dup(arena, words);
}

START_TEST(test_what_a_clock_can_excuse_is_not_named)
{
    const char *no = help_whole_case(lin, 8);
    change(no, withdrawn_that_day());
    both_wave(no, NULL);
    expect(NULL);
}
END_TEST

/* The numbers of region 99, too, are what both left away. */
START_TEST(test_what_a_clock_can_excuse_hides_nothing)
{
    const char *no = help_whole_case(lin, 8);
    change(no, withdrawn_that_day());
    both_wave_through(no);
    expect("leaves away what rule R103");
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_what_cannot_be_judged_is_counted,
                                  test_what_rules_let_through_is_approved,
                                  test_what_a_rule_blocks_is_named,
                                  test_what_both_left_away_is_named,
                                  test_what_a_clock_can_excuse_is_not_named,
                                  test_what_a_clock_can_excuse_hides_nothing,
                                  NULL};
    return suite_run("judged", tests, help_app_start, help_app_stop);
}
