/* What a person sees of the money: route, tranches, disclosure, follow-up. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/case.h"
#include "app/edit.h"
#include "app/import.h"
#include "app/money.h"
#include "app/move.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/path.h"
#include "base/text/text.h"
#include "domain/field.h"
#include "tests/support/screen_help.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "ui/model/tabs.h"
#include "ui/stage/stage.h"

static int64_t id;

/* One key makes the schedule from the plan, one undo takes it back; the sum is checked live. */
START_TEST(test_plan_makes_tranches)
{
    id = help_import("leukaemia-child");
    help_open_case(id);
    help_keys("M-6");
    help_expect("Rule of 300,000.00 yuan: not reached (280,000.00 < 300,000.00)");
    help_keys("^T");
    help_expect("3 tranches made from the plan; ^Z takes them back");
    ck_assert_uint_eq(help_stored_rows(id, REC_TRANCHE), 3);
    /* 28 over 7.5, 6.5 and 17: cut to the fen, the last takes the rest. */
    help_expect_stored(id, F_TRANCHE_amount_fen, 0, "6774193");
    help_expect_stored(id, F_TRANCHE_amount_fen, 1, "5870967");
    help_expect_stored(id, F_TRANCHE_amount_fen, 2, "15354840");
    help_expect_stored(id, F_TRANCHE_plan_item, 2, "异基因造血干细胞移植");
    help_expect_stored(id, F_TRANCHE_planned_on, 0, "2026-11-25");
    help_expect_stored(id, F_TRANCHE_payee, 0, "person");
    help_expect_stored(id, F_TRANCHE_state, 0, "planned");
    help_expect("Tranches 280,000.00 = to be paid out 280,000.00 yuan ✓");
    CaseFile *file;
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    ck_done(app_case_set(help_session, file, F_TRANCHE_amount_fen, 0, "67741.92", &help_err));
    case_free(file);
    help_keys("M-7 M-6");
    stage_pop(help_stage);
    help_open_case(id);
    help_keys("M-6");
    help_expect("Tranches 279,999.99, to be paid out 280,000.00: 0.01 yuan too little");
    /* Made anew, not twice; then undone step by step. */
    help_keys("^T");
    ck_assert_uint_eq(help_stored_rows(id, REC_TRANCHE), 3);
    help_keys("^Z");
    help_expect_stored(id, F_TRANCHE_amount_fen, 0, "6774192");
    help_keys("^Z ^Z");
    ck_assert_uint_eq(help_stored_rows(id, REC_TRANCHE), 0);
    help_screen_size(43, 132);
    help_aligned("plan");
    help_expect("Rule of 300,000.00");
}
END_TEST

/* Three answers: not above the gap, above it within what is allowed, and beyond. */
START_TEST(test_plan_says_what_the_target_is_measured_by)
{
    static const struct {
        const char *target, *said;
    } targets[] = {
        {"29万", "Target 29.00 wan yuan: not more than the gap ✓"},
        {"31万", "Target 31.00 wan: above the gap, within its 110 % (33.22 wan yuan) ✓"},
        {"35万", "▲ Target 35.00 wan: more than 110 % of the gap, 33.22 wan yuan"},
    };
    id = help_import("leukaemia-child");
    for (size_t i = 0; i < COUNT_OF(targets); i++) {
        CaseFile *file;
        ck_done(app_case_open_id(help_session, id, &file, &help_err));
        ck_done(app_case_set(help_session, file, F_CASE_target_fen, 0, targets[i].target,
                             &help_err));
        case_free(file);
        help_open_case(id);
        help_keys("Esc 6");
        help_expect(targets[i].said);
    }
}
END_TEST

START_TEST(test_plan_names_what_the_route_lacks)
{
    id = help_import("leukaemia-child");
    CaseFile *file;
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    ck_done(app_case_set(help_session, file, F_CASE_target_fen, 0, "30万", &help_err));
    case_free(file);
    help_open_case(id);
    help_keys("M-6");
    help_expect("▲ Rule of 300,000.00 yuan: reached (300,000.00 >= 300,000.00)");
    help_expect("Way: hospital account; lacks hospital as payee");
    help_expect("Way: plan, expense list and tranches; lacks tranches");
    help_keys("^T");
    help_expect("✓ Way: plan, expense list and tranches");
    help_expect_not("▲ Rule of");
    /* What is paid already is not made anew. */
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    ck_done(app_case_set(help_session, file, F_TRANCHE_state, 1, "paid", &help_err));
    case_free(file);
    stage_pop(help_stage);
    help_open_case(id);
    help_keys("M-6");
    help_keys("^T");
    help_expect("Tranche 2 is requested or paid already");
    ck_assert_uint_eq(help_stored_rows(id, REC_TRANCHE), 3);
}
END_TEST

START_TEST(test_disclosure_names_what_is_missing)
{
    id = help_import("leukaemia-child");
    help_open_case(id);
    help_keys("M-3");
    help_expect("Disclosed 10 of 10: complete ✓");
    help_expect("Proof: income D24 ");
    CaseFile *file;
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    ck_done(app_case_set(help_session, file, F_DISCLOSURE_answer, 3, "", &help_err));
    case_free(file);
    stage_pop(help_stage);
    help_open_case(id);
    help_keys("M-3");
    help_expect("Disclosed 9 of 10; unanswered: financial assets");
    help_expect("▲ Rule of 50,000.00 yuan: reached (280,000.00 >= 50,000.00), unanswered: 1");
    help_aligned("disclosure");
    help_keys("M-6");
    help_expect("▲ Rule of 50,000.00 yuan: reached");
    help_screen_size(43, 132);
    help_keys("M-3");
    help_expect("unanswered: financial assets");
    help_aligned("disclosure, large");
}
END_TEST

START_TEST(test_follow_up_sums_are_live)
{
    id = help_import("leukaemia-child");
    help_open_case(id);
    help_keys("M-F");
    help_expect("Fee to expect on the target of 280,000.00: 6,680.00 yuan");
    help_expect_not("held");
    help_keys("Down");
    help_type("153136");
    help_keys("Tab");
    help_expect("Raised 153,136.00 - fee 0.00 - paid out 0.00 = held 153,136.00 yuan");
    help_expect("Fee not entered; likely on 153,136.00: 5,512.90 yuan");
    help_type("5512.90");
    help_keys("Tab");
    help_type("10万");
    help_keys("Tab");
    help_expect("Raised 153,136.00 - fee 5,512.90 - paid out 100,000.00 = held 47,623.10 yuan");
    help_expect_not("likely on");
    help_keys("Tab");
    help_type("9万");
    help_keys("Tab");
    help_expect("Paid out 100,000.00 - receipts 90,000.00 = unspent 10,000.00 yuan");
    help_type("57623.10");
    help_keys("Tab");
    help_expect_not("against platform");
    help_type("0.01");
    help_keys("Tab");
    help_expect("- returned 0.01 = held");
    help_expect("47,623.09 yuan");
    help_expect("Ledger against platform:  Unspent -0.01");
    help_aligned("follow-up");
}
END_TEST

/* A month of receipts: a kind by its first letters, the day and the payee as they are proposed,
 * and no sum of what is unlike. */
START_TEST(test_ledger_takes_receipts)
{
    id = help_import("leukaemia-child");
    help_open_case(id);
    help_keys("M-F");
    help_type("spen");
    help_keys("Enter");
    help_type("2026-11-02");
    help_keys("Enter");
    help_type("1200.50");
    help_keys("Enter Enter");
    help_type("0051e\u0301𠮷");
    help_keys("Enter");
    help_type("某药房");
    help_keys("Ins");
    help_type("spen");
    help_keys("Enter Enter");
    help_type("99.5");
    help_keys("Enter Enter");
    help_type("0052");
    help_keys("Enter Enter");
    ck_assert_uint_eq(help_stored_rows(id, REC_MONEY), 2);
    help_expect_stored(id, F_MONEY_kind, 1, "spent");
    help_expect_stored(id, F_MONEY_on, 1, "2026-11-02");
    help_expect_stored(id, F_MONEY_amount_fen, 1, "9950");
    help_expect_stored(id, F_MONEY_receipt_no, 1, "0052");
    help_expect_stored(id, F_MONEY_payee, 1, "某药房");
    help_keys("M-1 M-F");
    help_expect("Paid out 0.00 - receipts 1,300.00: 1,300.00 yuan too much");
    help_expect_not("Total");
    help_aligned("ledger");
}
END_TEST

/* Sums, what is worked out, the gap and the bars follow every key, before anything is
 * stored. */
START_TEST(test_plan_follows_what_is_typed)
{
    id = help_import("leukaemia-child");
    help_open_case(id);
    help_keys("M-6 Right Right Right Right");
    help_expect("580,000");
    help_type("15");
    help_expect("440,015"); /* 15 so far */
    help_type("万");
    help_expect("590,000");
    help_expect("320,000");
    help_expect("85,000"); /* of the row: 150,000 - 65,000 */
    help_expect("gap 31.20 wan yuan");
    help_aligned("typing");
    help_expect_stored(id, F_PLAN_estimate_fen, 0, "14000000");
    help_type("x"); /* no amount: what is stored counts */
    help_expect("580,000");
    help_expect("gap 30.20 wan yuan");
    help_keys("^U");
    help_expect("440,000");
    help_keys("^Z ^Z ^Z");
    help_expect("580,000");
    /* A row that is not there yet counts as well. */
    help_keys("Ins Tab Tab Tab Tab");
    help_type("1.5万");
    help_expect("595,000");
    help_expect("gap 31.70 wan yuan");
    ck_assert_uint_eq(help_stored_rows(id, REC_PLAN), 3);
    help_keys("M-F Down");
    help_type("153136");
    help_expect("Raised 153,136.00 - fee 0.00");
    help_expect_stored(id, F_FUNDING_raised_fen, 0, NULL);
    help_keys("^U M-3 Right Right");
    help_expect("Disclosed 10 of 10");
}
END_TEST

/* The row of the screen that begins so. */
static const char *row_of(const char *begin)
{
    for (int row = 0; row < frame_rows(stage_draw(help_stage)); row++) {
        if (!strncmp(help_row(row), begin, strlen(begin)))
            return help_row(row);
    }
    ck_abort_msg("no row begins with %s\n%s", begin, help_screen());
    return "";
}

static void add_plan(CaseFile *file, size_t row, const char *phase, const char *from,
                     const char *estimate, const char *insured)
{
    const struct {
        FieldId field;
        const char *typed;
    } cells[] = {{F_PLAN_phase, phase},
                 {F_PLAN_item, "化疗é𠮷"},
                 {F_PLAN_from_on, from},
                 {F_PLAN_estimate_fen, estimate},
                 {F_PLAN_insured_fen, insured}};
    ck_done(app_case_add_row(help_session, file, REC_PLAN, row, &help_err));
    for (size_t i = 0; i < COUNT_OF(cells); i++)
        ck_done(
            app_case_set(help_session, file, cells[i].field, row, cells[i].typed, &help_err));
}

/* A bar per phase, its length the cost, its place the time; whole signs, and nothing over
 * anything else. */
START_TEST(test_plan_bars)
{
    CaseFile *file;
    ck_done(app_case_new(help_session, &file, &help_err));
    id = case_head_of(file)->id;
    add_plan(file, 0, "巩固", "2026-11-25", "10万", "5万");
    add_plan(file, 1, "强化", "2027-02-20", "20万", "0");
    add_plan(file, 2, "巩固", "2026-12-25", "10万", "5万");
    add_plan(file, 3, "", "", "1元", "1元");
    help_open_case(id);
    help_keys("M-6");
    /* 47 columns: two thirds for the highest, the last to begin at one third. */
    ck_assert_str_eq(row_of("   巩固      2026-11"),
                     "   巩固      2026-11  ███████████████▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒"
                     "                 20.00 wan");
    ck_assert_str_eq(row_of("   强化      2027-02"),
                     "   强化      2027-02                 ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒"
                     "  20.00 wan");
    ck_assert_ptr_nonnull(strstr(row_of("   化疗é𠮷            █  "), "  0.0001 wan"));
    help_expect("█ insurance  ▒ own share");
    help_expect_not("more phase");
    help_aligned("bars");
    /* Signs of two columns. */
    text_set_ambiguous(2);
    ck_assert_ptr_nonnull(strstr(row_of("   巩固      2026-11"), "  ███████▒▒▒▒▒▒▒▒ "));
    help_aligned("bars of wide signs");
    text_set_ambiguous(1);
    /* More phases than there is room for; all of them on a larger screen. */
    for (size_t i = 4; i < 7; i++)
        add_plan(file, i,
                 i == 4   ? "移植"
                 : i == 5 ? "康复"
                          : "随访Pneumonoultramicroscopic",
                 "2027-05-01", "3万", "1万");
    stage_pop(help_stage);
    help_open_case(id);
    help_keys("M-6");
    help_expect("own share  (yuan)  4 more phases");
    help_aligned("some bars");
    help_screen_size(43, 132);
    row_of("   随访Pneu… 2027-05");
    help_expect_not("more phase");
    help_aligned("large");
    /* At work on the tranches they have the room. */
    help_screen_size(24, 80);
    help_keys("Down Down Down Down Down Down Down Down Down");
    help_expect("Tranches ");
    help_expect_not("own share ");
    help_screen_size(16, 60);
    help_keys("Up Up Up Up Up Up Up Up Up");
    help_expect("Gap 36.00 wan yuan");
    help_expect_not("█");
    help_aligned("small");
    case_free(file);
}
END_TEST

/* In Chinese, at both sizes: nothing is cut that a person must read. */
START_TEST(test_money_in_chinese)
{
    static const int sizes[][2] = {{24, 80}, {43, 132}};
    const char *top = getenv("top_builddir");
    char *folder = path_join(top ? top : ".", "share/locale");
    help_screen_stop();
    i18n_start("zh_CN", folder);
    help_screen_start();
    id = help_import("leukaemia-child");
    CaseFile *file;
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    ck_done(app_case_set(help_session, file, F_FUNDING_raised_fen, 0, "299999.99", &help_err));
    ck_done(app_case_set(help_session, file, F_PLAN_item, 0, "异体移植é王́𠮷", &help_err));
    case_free(file);
    help_open_case(id);
    help_keys("Esc");
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        help_screen_size(sizes[i][0], sizes[i][1]);
        help_keys("M-6");
        help_expect(" ✓   30 万元规则：未触发（29.999999 < 30.00）");
        help_aligned("计划");
        help_keys("M-3");
        help_aligned("公示");
        help_keys("M-F");
        help_expect("299,999.99");
        help_aligned("跟进");
    }
    help_keys("M-6 ^T");
    help_aligned("分批");
    help_expect_stored(id, F_TRANCHE_plan_item, 0, "异体移植é王́𠮷");
    i18n_start("en", folder);
    free(folder);
}
END_TEST

static void expect_status(const char *status)
{
    CaseFile *file;
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    ck_assert_str_eq(case_head_of(file)->status, status);
    case_free(file);
}

/* What happens after approval is told without touching what was approved. */
START_TEST(test_follow_up_keeps_the_approval)
{
    id = help_import("breast-cancer-teacher");
    CaseFile *file;
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    ck_done(app_case_move(help_session, &file, VERB_SUBMIT, NULL, &help_err));
    case_free(file);
    help_sign_in("zhou");
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    const Decision decision = {.comment = "同意"};
    ck_done(app_case_move(help_session, &file, VERB_APPROVE, &decision, &help_err));
    case_free(file);
    help_sign_in("lin");
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    ck_done(app_case_set(help_session, file, F_FUNDING_withdrawn_fen, 0, "5万", &help_err));
    ck_done(
        app_case_add_row(help_session, file, REC_EVENT, case_rows(file, REC_EVENT), &help_err));
    size_t event = case_rows(file, REC_EVENT) - 1;
    ck_done(app_case_set(help_session, file, F_EVENT_kind, event, "discharge", &help_err));
    ck_done(app_case_set(help_session, file, F_TRANCHE_state, 0, "paid", &help_err));
    expect_status("approved");
    help_expect_stored(id, F_TRANCHE_state, 0, "paid");
    /* Its amount is content, and a schedule is not made anew behind an approval. */
    size_t n;
    ck_assert(!app_case_set(help_session, file, F_TRANCHE_amount_fen, 0, "1", &help_err));
    ck_assert(!app_case_make_tranches(help_session, file, &n, &help_err));
    case_free(file);
    expect_status("approved");
}
END_TEST

/* The row on which a record's part of a tab begins. */
static const char *title_row(RecordId record)
{
    Buf begin = BUF_INIT;
    buf_addf(&begin, " %s  ", _(catalog_record(record)->label));
    const char *row = row_of(begin.data);
    buf_free(&begin);
    return row;
}

/* On every tab: the label of an amount, or the table it stands in, has the unit; so has the
 * help of each. */
static void expect_units(const char *in_table, const char *unit)
{
    for (int tab = 0; tab < TABS; tab++) {
        const TabDef *def = tab_def(tab);
        help_keys(def->keys);
        for (int part = 0; part < def->n; part++) {
            const RecordDef *record = catalog_record(def->parts[part].record);
            bool form = part_is_form(def->parts[part].kind);
            for (int i = 0; i < record->fields; i++) {
                const FieldDef *field = catalog_field((FieldId)((int)record->first + i));
                Buf heading = BUF_INIT;
                if (tab_of_field(field->id) != tab)
                    continue;
                field_heading(field, &heading);
                if (field->type == FT_MONEY) {
                    ck_assert_msg(strstr(_(field->help), unit) != NULL, "%s", _(field->help));
                    ck_assert_msg(strstr(heading.data, unit) != NULL, "%s", heading.data);
                    if (form)
                        help_expect(heading.data);
                    else
                        ck_assert_msg(strstr(title_row(record->id), in_table) != NULL, "%s",
                                      help_screen());
                }
                buf_free(&heading);
            }
        }
    }
}

START_TEST(test_every_amount_names_its_unit)
{
    static const int sizes[][2] = {{70, 60}, {70, 80}, {70, 132}};
    id = help_new_case();
    help_open_case(id);
    help_keys("Esc");
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        help_screen_size(sizes[i][0], sizes[i][1]);
        expect_units("in yuan", "yuan");
    }
    help_screen_stop();
    const char *top = getenv("top_builddir");
    char *folder = path_join(top ? top : ".", "share/locale");
    i18n_start("zh_CN", folder);
    help_screen_start();
    help_open_case(help_new_case());
    help_keys("Esc");
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        help_screen_size(sizes[i][0], sizes[i][1]);
        expect_units("单位：元", "元");
    }
    i18n_start("en", folder);
    free(folder);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_plan_makes_tranches,
                                  test_plan_says_what_the_target_is_measured_by,
                                  test_plan_names_what_the_route_lacks,
                                  test_disclosure_names_what_is_missing,
                                  test_follow_up_sums_are_live,
                                  test_ledger_takes_receipts,
                                  test_plan_follows_what_is_typed,
                                  test_plan_bars,
                                  test_money_in_chinese,
                                  test_follow_up_keeps_the_approval,
                                  test_every_amount_names_its_unit,
                                  NULL};
    return suite_run("money", tests, help_screen_start, help_screen_stop);
}
