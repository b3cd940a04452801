/* The page of the review, the order of the cases on it, and what a decision asks for. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/attach.h"
#include "app/case.h"
#include "app/edit.h"
#include "app/history.h"
#include "app/mark.h"
#include "app/move.h"
#include "app/queue.h"
#include "base/path.h"
#include "tests/support/screen_help.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "ui/screens/screens.h"
#include "ui/stage/stage.h"

enum { PAGES = 25 };

static void set(int64_t id, FieldId field, size_t row, const char *value)
{
    CaseFile *file;
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    ck_done(app_case_set(help_session, file, field, row, value, &help_err));
    case_free(file);
}

static void move(int64_t id, Verb verb, const char *comment)
{
    CaseFile *file;
    /* The cases are of one patient, which has to be spoken to when they are submitted. */
    const Decision decision = {.comment = verb == VERB_SUBMIT ? "与另案为同一患者" : comment};
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    ck_done(app_case_move(help_session, &file, verb, &decision, &help_err));
    case_free(file);
}

static void expect_status(int64_t id, const char *status)
{
    CaseFile *file;
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    ck_assert_str_eq(case_head_of(file)->status, status);
    case_free(file);
}

static int64_t submitted(const char *name, const char *urgent)
{
    int64_t id = help_import(name);
    if (urgent)
        set(id, F_CASE_urgent, 0, urgent);
    move(id, VERB_SUBMIT, NULL);
    return id;
}

static void review(int64_t id)
{
    stage_push(help_stage, review_screen_new(help_stage, id));
    stage_draw(help_stage);
}

static void read_to(const char *words)
{
    help_keys("Home");
    for (int i = 0; i < PAGES && !help_shows(words); i++)
        help_keys("PgDn");
    help_expect(words);
}

static void read_all(void)
{
    for (int i = 0; i < PAGES; i++)
        help_keys("PgDn");
}

/* Urgent first, then the oldest; the next is the one after this place, also when this one was
 * decided, and around the end. */
START_TEST(test_review_order)
{
    int64_t old = submitted("uraemia-farmer", "no");
    int64_t young = submitted("leukaemia-child", "no");
    int64_t urgent = submitted("leukaemia-child", "yes");
    bool waits;
    int64_t place, all, next;
    const int64_t order[] = {urgent, old, young};
    for (int i = 0; i < 3; i++) {
        Waiting at;
        ck_done(app_waiting_of(help_session, order[i], &at, &waits, &place, &all, &help_err));
        ck_assert(waits && place == i && all == 3);
        ck_done(app_waiting_next(help_session, &at, &next, &help_err));
        ck_assert_int_eq(next, order[(i + 1) % 3]);
    }
    help_sign_in("zhou");
    review(old);
    help_expect("Review 2 / 3");
    read_all();
    help_type("a");
    help_type("提示已核对");
    help_keys("Enter");
    expect_status(old, "approved");
    help_expect_not("Only a submitted case");
    help_expect("is now: approved");
    help_keys("Down");
    help_expect("This case waits for no decision: it is approved");
    help_keys("a"); /* and by the key neither */
    help_expect_not("Only a submitted case");
    help_keys("n");
    help_expect("Review 2 / 2");
    help_keys("n");
    help_expect("Review 1 / 2");
    move(urgent, VERB_RETURN, "é");
    help_keys("n");
    help_expect("Review 1 / 1");
    help_keys("n");
    help_expect("No other case waits for review");
}
END_TEST

/* All that is asked for stands on one page, in the order of the form. */
START_TEST(test_review_page_whole)
{
    static const char *const parts[] = {"Submitted by 林社工",
                                        "Target and gap",
                                        "280,000.00",
                                        "= gap",
                                        "Plan: treatment",
                                        "巩固",
                                        "Patient",
                                        "Initiator",
                                        "Payee",
                                        "Account",
                                        "Statement",
                                        "Disclosure: item",
                                        "Documents: state",
                                        "D11",
                                        "Decisions so far"};
    int64_t id = submitted("leukaemia-child", NULL);
    help_sign_in("zhou");
    review(id);
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        read_to(parts[i]);
    help_keys("Home");
    help_expect("submission 1");
    help_aligned("page");
    help_screen_size(43, 132);
    help_aligned("wide page");
    help_screen_size(24, 80);
    help_aligned("narrow again");
}
END_TEST

/* What is filled in stands there, whatever record it is of. */
START_TEST(test_review_page_has_every_record)
{
    static const TypedCell typed[] = {
        {F_GUARDIAN_name, 0, "见甲一号"},    {F_MEMBER_occupation, 1, "见甲二号"},
        {F_ASSET_note, 0, "见甲三号"},       {F_DEBT_reason, 0, "见甲四号"},
        {F_ILLNESS_doctor, 0, "见甲五号"},   {F_EXPENSE_invoice_no, 2, "见甲六号"},
        {F_AID_note, 0, "见甲七号"},         {F_PLAN_doctor, 1, "见甲八号"},
        {F_TRANCHE_evidence, 0, "见甲九号"}, {F_DOCUMENT_issuer, 0, "见乙一号"},
        {F_CONSENT_signer, 2, "见乙二号"},   {F_VERIFICATION_note, 1, "见乙三号"},
        {F_EVENT_note, 0, "见乙四号"},       {F_CONTACT_note, 0, "见乙五号"},
        {F_CASE_note, 0, "见乙六号"},        {F_INITIATOR_address, 0, "见乙七号"},
    };
    int64_t id = help_import("leukaemia-child");
    CaseFile *file;
    size_t bad;
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    ck_done(app_case_set_cells(help_session, file, typed, COUNT_OF(typed), &bad, &help_err));
    case_free(file);
    help_screen_size(43, 132);
    review(id);
    for (size_t i = 0; i < COUNT_OF(typed); i++)
        read_to(typed[i].typed);
}
END_TEST

/* Who approves without having had the page on the screen is asked. */
START_TEST(test_review_asks_who_has_not_read)
{
    int64_t id = submitted("leukaemia-child", NULL);
    help_sign_in("zhou");
    review(id);
    help_expect(" more\n"); /* how many lines are below */
    help_keys("End");       /* over what lies between */
    help_expect_not(" more\n");
    help_type("a");
    help_expect("were not on the screen yet");
    help_keys("Enter");
    expect_status(id, "submitted");
    help_keys("Home");
    read_all();
    help_type("a");
    help_expect("Why the warnings may stay open");
    help_keys("Esc");
    help_sign_in("zhou");
    review(id);
    help_type("a");
    help_type("a");
    help_expect("Why the warnings may stay open");
}
END_TEST

/* A review opened from the case by its command goes back to the case. */
START_TEST(test_review_goes_back_to_the_case)
{
    int64_t id = submitted("leukaemia-child", NULL);
    help_sign_in("zhou");
    help_open_case(id);
    help_keys("M-A");
    help_expect("Review 1 / 1");
    help_keys("Esc");
    ck_assert_str_eq(stage_top(help_stage)->ops->name, "case");
}
END_TEST

/* The same patient in two cases is one fact: one line. Its rule wants words of its own. */
START_TEST(test_review_says_one_fact_once)
{
    submitted("leukaemia-child", NULL);
    int64_t id = submitted("leukaemia-child", NULL);
    help_sign_in("zhou");
    review(id);
    help_expect("6 alike: Illness, Inpatient number: case T1-2026");
    int lines = 0;
    for (int row = 0; row < 24; row++)
        lines += strstr(help_row(row), "R306") != NULL;
    ck_assert_int_eq(lines, 1);
    read_all();
    help_type("a");
    help_expect("approve: R110 (1 of 3)");
    help_type("另案将关闭");
    help_keys("Enter");
    help_expect("approve: R306 (2 of 3)");
    help_type("两次住院，\n同一患者é");
    help_keys("Enter");
    help_expect("approve: R704 (3 of 3)");
    help_keys("Enter"); /* needed means needed, here and not three questions later */
    help_expect("approve: R704");
    help_expect("Say why it may stay open");
    help_type("同一份说明");
    help_keys("Enter");
    help_expect("Why the warnings may stay open");
    help_expect("R103 The region"); /* and which they are */
    help_type("其余已核对");
    help_keys("Enter");
    expect_status(id, "approved");
    help_keys("Down"); /* a line that could be marked before */
    help_expect_not("m Mark");
    AcceptedFinding *found;
    size_t n;
    Arena *arena = arena_new();
    ck_done(app_accepted(help_session, id, arena, &found, &n, &help_err));
    for (size_t i = 0; i < n; i++) {
        const char *want = strcmp(found[i].severity, "warn") ? NULL
                           : !strcmp(found[i].rule, "R110")  ? "另案将关闭"
                           : !strcmp(found[i].rule, "R306")  ? "两次住院， 同一患者é"
                           : !strcmp(found[i].rule, "R704")  ? "同一份说明"
                                                             : "其余已核对";
        ck_assert_pstr_eq(found[i].comment, want);
    }
    arena_free(arena);
}
END_TEST

/* Without words of its own for such a warning there is no approval by any way. */
START_TEST(test_review_own_words_are_needed)
{
    CaseFile *file;
    const Decision common = {.comment = "都核对了"};
    submitted("leukaemia-child", NULL);
    int64_t id = submitted("leukaemia-child", NULL);
    help_sign_in("zhou");
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    ck_assert(!app_case_move(help_session, &file, VERB_APPROVE, &common, &help_err));
    ck_assert(help_is_err(ERR_INPUT, "words of its own"));
    case_free(file);
}
END_TEST

/* What was changed since an approval, in the order of the form, and inside a long text. */
static void expect_account(const char *account)
{
    Buf shown = BUF_INIT;
    field_show_alone(session_fields(help_session), catalog_field(F_PAYEE_account), account,
                     &shown);
    help_expect(shown.data);
    buf_free(&shown);
}

START_TEST(test_review_changes_since_the_approval)
{
    int64_t id = submitted("leukaemia-child", NULL);
    help_sign_in("zhou");
    move(id, VERB_APPROVE, "已核对");
    help_sign_in("lin");
    char account[64];
    CaseFile *before;
    ck_done(app_case_open_id(help_session, id, &before, &help_err));
    snprintf(account, sizeof account, "%s", case_get(before, F_PAYEE_account, 0));
    case_free(before);
    move(id, VERB_AMEND, NULL);
    set(id, F_STATEMENT_title, 0, "救救小禾é");
    set(id, F_PAYEE_account, 0, "6228480402564890018");
    CaseFile *file;
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    Buf story = BUF_INIT;
    buf_addf(&story, "%s请大家帮帮她。", case_get(file, F_STATEMENT_story, 0));
    case_free(file);
    set(id, F_STATEMENT_story, 0, story.data);
    set(id, F_PATIENT_phone, 0, "13900000099");
    buf_free(&story);
    move(id, VERB_SUBMIT, NULL);
    /* However often it was returned, it is compared with what was approved. */
    help_sign_in("zhou");
    move(id, VERB_RETURN, "请补充");
    help_sign_in("lin");
    set(id, F_PATIENT_phone, 0, "13900000088");
    move(id, VERB_SUBMIT, NULL);
    help_sign_in("zhou");
    help_screen_size(60, 80);
    review(id);
    help_expect("approved · change submitted");
    help_keys("v");
    read_to("Changed since it was approved");
    read_to("Payee: Account");
    expect_account(account);
    expect_account("6228480402564890018");
    read_to("[now: 请大家帮帮她。]");
    const char *phone = strstr(help_screen(), "Patient: Phone");
    const char *title = strstr(help_screen(), "Statement: Title");
    ck_assert(phone && title && phone < title);
    help_keys("Home");
    help_expect("submission 3");
}
END_TEST

/* The copy of a paper: its name on the page, where it is kept on a key, after its bytes were
 * read. */
START_TEST(test_review_tells_of_a_copy)
{
    static const char text[] = "银行卡复印件\n";
    AppAttached attached;
    CaseFile *file;
    int64_t id = help_import("leukaemia-child");
    char *path = help_path("card.txt");
    ck_done(path_write(path, text, strlen(text), &help_err));
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    ck_done(app_attach(help_session, file, "D09", path, &attached, &help_err));
    case_free(file);
    free(path);
    move(id, VERB_SUBMIT, NULL);
    help_sign_in("zhou");
    review(id);
    attached.sha256[12] = '\0';
    read_to(attached.sha256);
    help_keys("Home");
    for (int i = 0; i < 200 && !help_shows("o Copy"); i++)
        help_keys("Down");
    help_keys("o");
    help_expect("The copy is whole: ");
}
END_TEST

static bool row_has(const char *words, const char *also)
{
    for (int row = 0; row < 43; row++) {
        if (strstr(help_row(row), words) && strstr(help_row(row), also))
            return true;
    }
    return false;
}

/* A paper is told by its name, its copy as one; by changes and by the history. */
START_TEST(test_review_changes_name_the_paper)
{
    static const char text[] = "银行卡复印件\n";
    AppAttached attached;
    CaseFile *file;
    int64_t id = submitted("leukaemia-child", NULL);
    help_sign_in("zhou");
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    const MarkPlace place = mark_place(file, REC_DOCUMENT, FIELD_COUNT,
                                       case_item_row(file, F_DOCUMENT_code, "D09"), NULL);
    ck_done(app_mark(help_session, file, &place, NULL, "看不清é", &help_err));
    case_free(file);
    move(id, VERB_RETURN, "见批注");
    help_sign_in("lin");
    char *path = help_path("card.txt");
    ck_done(path_write(path, text, strlen(text), &help_err));
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    ck_done(app_attach(help_session, file, "D09", path, &attached, &help_err));
    case_free(file);
    free(path);
    attached.sha256[8] = '\0';
    help_screen_size(43, 132);
    help_open_case(id);
    help_keys("M-V");
    ck_assert_msg(row_has("D09 ", ": File"), "%s", help_screen());
    help_expect("copy ");
    help_expect(attached.sha256);
    help_keys("M-H");
    ck_assert_msg(row_has("D09 ", "看不清é"), "%s", help_screen());
    ck_assert_msg(row_has("D09 ", ": File"), "%s", help_screen());
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_review_order,
                                  test_review_page_whole,
                                  test_review_page_has_every_record,
                                  test_review_asks_who_has_not_read,
                                  test_review_goes_back_to_the_case,
                                  test_review_says_one_fact_once,
                                  test_review_own_words_are_needed,
                                  test_review_changes_since_the_approval,
                                  test_review_tells_of_a_copy,
                                  test_review_changes_name_the_paper,
                                  NULL};
    return suite_run("review_page", tests, help_screen_start, help_screen_stop);
}
