/* How often the rules are asked: once for what is stored, and never for going about. */
#include "config.h"

#include "app/inner.h"
#include "base/attr.h"
#include "tests/support/screen_help.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "ui/model/tabs.h"
#include "ui/stage/keep.h"
#include "ui/stage/stage.h"

/* The second after an edit is part of it: the screen sees that the store has changed. */
static void tick(void)
{
    stage_event(help_stage, &(Event){.kind = EV_TICK});
    stage_draw(help_stage);
}

static size_t judged_by(const char *typed, const char *keys)
{
    size_t before = session_judgings(help_session);
    help_type(typed);
    help_keys(keys);
    tick();
    return session_judgings(help_session) - before;
}

static const struct Save {
    const char *way; /* to the field; nothing is stored on it */
    const char *typed, *keys;
    FieldId field;
    const char *stored; /* in its first row; NULL: nothing */
} saves[] = {
    {"M-1", "王e\xcc\x81明", "Tab", F_PATIENT_name, "王e\xcc\x81明"},
    {"M-2 Tab", "李芳", "Tab", F_MEMBER_name, "李芳"},
    {"M-3", "n", "", F_DISCLOSURE_answer, "no"},
    {"M-4", "急性淋巴细胞白血病，以及一个比栏目宽得多的说明", "Tab", F_ILLNESS_disease,
     "急性淋巴细胞白血病，以及一个比栏目宽得多的说明"},
    {"M-5", "11.1", "Enter", F_EXPENSE_from_on, "2026-11-01"},
    {"M-6", "化疗", "Tab", F_PLAN_phase, "化疗"},
    {"M-7", "", "M-r", F_DOCUMENT_state, "received"},
    {"M-8", "A", "", F_CONSENT_kind, "A"},
    {"M-9", "盼望", "Tab", F_STATEMENT_title, "盼望"},
    {"M-F Down", "100", "Tab", F_FUNDING_raised_fen, "10000"},
    {"M-1", "", "Tab Tab", F_PATIENT_id_number, NULL},
};

START_TEST(test_judged_once_by_each_save)
{
    const struct Save *save = &saves[_i];
    int64_t id = help_new_case();
    help_open_case(id);
    help_keys(save->way);
    size_t times = judged_by(save->typed, save->keys);
    help_expect_stored(id, save->field, 0, save->stored);
    ck_assert_uint_eq(times, save->stored ? 1 : 0);
}
END_TEST

/* Undo goes to the tab of what it took back, whichever it is called on. */
static const char *const lists[] = {"M-0", "M-V", "M-H", "M-7"};

START_TEST(test_judged_once_by_undo_and_redo)
{
    int64_t id = help_new_case();
    help_open_case(id);
    help_type("王小明");
    help_keys("Tab Esc");
    help_keys(lists[_i]);
    ck_assert_uint_eq(judged_by("", "^Z"), 1);
    help_expect_stored(id, F_PATIENT_name, 0, NULL);
    help_keys(lists[_i]);
    ck_assert_uint_eq(judged_by("", "^Y"), 1);
    help_expect_stored(id, F_PATIENT_name, 0, "王小明");
}
END_TEST

START_TEST(test_judged_not_by_moving)
{
    help_open_case(help_new_case());
    size_t before = session_judgings(help_session);
    for (int tab = 0; tab < TABS; tab++) {
        help_keys("PgDn Down Right Up F1 Esc");
        tick();
        ck_assert_uint_eq(session_judgings(help_session), before);
    }
    /* What is half typed is no fact about the case. */
    help_keys("M-1");
    help_type("王");
    stage_keep_now(help_stage);
    tick();
    ck_assert_uint_eq(session_judgings(help_session), before);
}
END_TEST

/* What others store may change what is found. */
START_TEST(test_judged_anew_after_another_program)
{
    int64_t id = help_new_case();
    const GroupHead head = {.kind = GROUP_EDIT, .user_id = 1, .case_id = id};
    Store *other;
    Tx *tx;
    help_open_case(id);
    size_t before = session_judgings(help_session);
    ck_done(store_open(session_path(help_session), STORE_OPEN, &other, &help_err));
    ck_done(tx_begin(other, &head, &tx, &help_err));
    ck_done(tx_set(tx, "case_file", id, "ward", sql_value_text("血液科"), NULL, 0, &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
    store_close(other);
    tick();
    tick();
    ck_assert_uint_eq(session_judgings(help_session), before + 1);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("judged");
    TCase *tcase = tcase_create("judged");
    tcase_add_checked_fixture(tcase, help_screen_start, help_screen_stop);
    tcase_add_loop_test(tcase, test_judged_once_by_each_save, 0, (int)COUNT_OF(saves));
    tcase_add_loop_test(tcase, test_judged_once_by_undo_and_redo, 0, (int)COUNT_OF(lists));
    tcase_add_test(tcase, test_judged_not_by_moving);
    tcase_add_test(tcase, test_judged_anew_after_another_program);
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}
