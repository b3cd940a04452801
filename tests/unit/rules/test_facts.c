/* Facts and the checklist: what a careful reader of the conventions would say of a case. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/path.h"
#include "exchange/portable.h"
#include "rules/judge/checklist.h"
#include "rules/staging/facts.h"
#include "tests/support/codes_help.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"

static Knowledge *knowledge;
static Facts *facts;
static Arena *arena;
static PortableCases staged;
static FieldContext context;

static void start(void)
{
    help_knowledge(&knowledge, &context);
    ck_done(facts_open(knowledge, context.today, &facts, &help_err));
    arena = arena_new();
}

static void stop(void)
{
    portable_free(&staged);
    arena_free(arena);
    facts_close(facts);
    knowledge_free(knowledge);
}

static void on_day(Day day)
{
    facts_close(facts);
    ck_done(facts_open(knowledge, day, &facts, &help_err));
}

static void stage(const char *json)
{
    help_read_cases(&context, json, &staged);
    ck_done(facts_stage(facts, (const CaseFile *const *)staged.files, staged.n, &help_err));
}

static void stage_practice(const char *name)
{
    Buf path = BUF_INIT;
    buf_addf(&path, "%s/data/practice/%s.json", getenv("top_srcdir"), name);
    char *text = temp_read(path.data, NULL);
    portable_free(&staged);
    ck_done(portable_read(&context, name, text, strlen(text), &staged, &help_err));
    ck_done(facts_stage(facts, (const CaseFile *const *)staged.files, staged.n, &help_err));
    free(text);
    buf_free(&path);
}

static void is(const char *name, const char *value)
{
    err_clear(&help_err);
    const char *found = facts_get(facts, 0, name, &help_err);
    ck_assert_msg(help_err.kind == ERR_NONE, "%s", help_err.text);
    ck_assert_msg(value ? found && strcmp(found, value) == 0 : !found, "%s is %s, not %s", name,
                  found ? found : "NULL", value ? value : "NULL");
}

static const ChecklistItem *item(const char *code)
{
    ChecklistItem *items = NULL;
    size_t n = 0;
    ck_done(checklist_run(facts, staged.files[0], "zh_CN", arena, &items, &n, &help_err));
    for (size_t i = 0; i < n; i++) {
        if (strcmp(items[i].code, code) == 0)
            return &items[i];
    }
    return NULL;
}

static bool required(const char *code)
{
    const ChecklistItem *found = item(code);
    return found && found->required;
}

/* ---- facts ---- */

START_TEST(test_facts_of_an_empty_case)
{
    stage("{}");
    is("patient_age", NULL);
    is("is_minor", "0");
    is("is_adult", "0");
    is("disclosure_unanswered", "10");
    is("disclosure_complete", "0");
    is("gap_fen", "0");
    is("forecast_fen", "0");
    is("route_needed", "0");
    is("consent_a", "missing");
    is("payee_is_third", "0");
    is("platform_designated", "0");
    is("contact_days", NULL);
}
END_TEST

START_TEST(test_facts_age_turns_on_the_birthday)
{
    stage("{'patient':{'born_on':'2008-11-21'}}");
    is("patient_age", "18");
    is("is_minor", "0");
    stage("{'patient':{'born_on':'2008-11-22'}}");
    is("patient_age", "17");
    is("is_minor", "1");
    on_day((Day){2026, 2, 28});
    stage("{'patient':{'born_on':'2008-02-29'}}");
    is("patient_age", "17");
    on_day((Day){2026, 3, 1});
    stage("{'patient':{'born_on':'2008-02-29'}}");
    is("patient_age", "18");
    stage("{'patient':{'born_on':'2030-01-01'}}");
    is("patient_age", NULL);
    stage("{'patient':{'certificate':'01','id_number':'990000201202290027'}}");
    is("patient_born", "2012-02-29");
}
END_TEST

START_TEST(test_facts_gap_is_what_is_missing)
{
    stage("{'plan':[{'estimate_fen':10000000,'insured_fen':4000000},{'estimate_fen':500000}],"
          "'expense':[{'amount_fen':900000,'self_fen':300000,'unpaid_fen':100000}],"
          "'disclosure':[{'item':'medical_aid','answer':'yes','amount_fen':200000},"
          "{'item':'dibao','answer':'yes','amount_fen':999900},"
          "{'item':'financial','answer':'yes','amount_fen':300000}]}");
    is("plan_self_fen", "6500000");
    is("unpaid_fen", "100000");
    is("aid_fen", "200000");
    is("own_means_fen", "300000");
    is("gap_fen", "6100000");
    is("gap_limit_fen", "6710000");
    /* Rows tell more than the disclosure: what they say of the same thing counts instead. Only
     * what is granted or paid counts, and only what is not spent yet. */
    stage("{'plan':[{'estimate_fen':10000000}],"
          "'aid':[{'kind':'government','amount_fen':700000,'spent_fen':300000,'state':'paid'},"
          "{'kind':'charity','amount_fen':5000000,'state':'asked'},"
          "{'kind':'charity','amount_fen':100000,'state':'granted'}],"
          "'asset':[{'kind':'financial','value_fen':50000},{'kind':'house','value_fen':"
          "80000000}],"
          "'disclosure':[{'item':'medical_aid','answer':'yes','amount_fen':200000},"
          "{'item':'commercial_insurance','answer':'yes','amount_fen':40000},"
          "{'item':'financial','answer':'yes','amount_fen':300000}]}");
    is("aid_fen", "540000");
    is("own_means_fen", "50000");
    is("gap_fen", "9410000");
}
END_TEST

START_TEST(test_facts_route_follows_the_convention)
{
    static const char all[] =
        "{'item':'income','answer':'no'},{'item':'house','answer':'no'},"
        "{'item':'vehicle','answer':'no'},{'item':'financial','answer':'unknown'},"
        "{'item':'basic_insurance','answer':'no'},{'item':'commercial_insurance','answer':'no'}"
        ","
        "{'item':'dibao','answer':'no'},{'item':'registered_poor','answer':'no'},"
        "{'item':'medical_aid','answer':'no'}";
    static const struct {
        long raised;
        bool tenth;
        const char *needed;
    } rows[] = {
        {29999999, true, "0"},  {30000000, true, "1"}, {4999999, true, "0"},
        {4999999, false, "0"},  {5000000, true, "0"},  {5000000, false, "1"},
        {30000000, false, "1"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Buf text = BUF_INIT;
        buf_addf(&text, "{'funding':{'raised_fen':%ld},'disclosure':[%s%s]}", rows[i].raised,
                 all, rows[i].tenth ? ",{'item':'other_platform','answer':'no'}" : "");
        stage(text.data);
        is("disclosure_complete", rows[i].tenth ? "1" : "0");
        is("route_needed", rows[i].needed);
        buf_free(&text);
    }
    /* Before the launch the target serves as a forecast. */
    stage("{'case':{'target_fen':30000000},'funding':{'raised_fen':0}}");
    is("forecast_fen", "30000000");
    stage("{'case':{'target_fen':30000000},'funding':{'raised_fen':100}}");
    is("forecast_fen", "100");
}
END_TEST

START_TEST(test_facts_payee_and_initiator)
{
    stage(
        "{'patient':{'name':'甲','id_number':'1'},'initiator':{'is_patient':'no','name':'乙',"
        "'id_number':'2','relation':'51'},'payee':{'kind':'person','name':'乙','id_number':'2',"
        "'relation':'51'}}");
    is("payee_is_initiator", "1");
    is("payee_is_third", "0");
    is("payee_near", "1");
    is("payee_direct", "1");
    stage(
        "{'patient':{'name':'甲'},'initiator':{'is_patient':'no','name':'乙','id_number':'2'},"
        "'payee':{'kind':'person','name':'乙','id_number':'3','relation':'71'}}");
    is("payee_is_third", "1");
    is("payee_near", "1");
    is("payee_direct", "0");
    stage("{'payee':{'kind':'person','name':'丙','relation':'28'}}");
    is("payee_near", "0");
    stage("{'payee':{'kind':'hospital','name':'某医院'}}");
    is("payee_is_person", "0");
    is("payee_is_hospital", "1");
}
END_TEST

START_TEST(test_facts_consent_states)
{
    stage(
        "{'consent':[{'kind':'A','version':'2026-01','signed_on':'2026-11-01'},"
        "{'kind':'B','version':'2025-01','signed_on':'2026-11-01'},"
        "{'kind':'C','version':'2026-01','signed_on':'2026-11-01','expires_on':'2026-11-20'},"
        "{'kind':'D','version':'2026-01','signed_on':'2026-11-01','withdrawn_on':'2026-11-21'},"
        "{'kind':'E','version':'2026-01'}]}");
    is("consent_a", "valid");
    is("consent_b", "old");
    is("consent_c", "expired");
    is("consent_d", "withdrawn");
    is("consent_e", "unsigned");
    is("consent_withdrawn", "1");
    stage("{'consent':[{'kind':'A','version':'2025-01','signed_on':'2025-11-01'},"
          "{'kind':'A','version':'2026-01','signed_on':'2026-11-01','expires_on':'2026-11-21'}]"
          "}");
    is("consent_a", "valid");
}
END_TEST

START_TEST(test_facts_diagnosis_proof_ages)
{
    stage("{'document':[{'code':'D11','state':'received','issued_on':'2026-05-21'}]}");
    is("diagnosis_proof_old", "0");
    stage("{'document':[{'code':'D11','state':'received','issued_on':'2026-05-20'}]}");
    is("diagnosis_proof_old", "1");
    stage("{'document':[{'code':'D11','state':'missing','issued_on':'2026-11-20'}]}");
    is("diagnosis_proof_on", NULL);
    on_day((Day){2026, 8, 30});
    stage("{'document':[{'code':'D11','state':'received','issued_on':'2026-02-28'}]}");
    is("diagnosis_proof_old", "1");
    on_day((Day){2027, 2, 28});
    stage("{'document':[{'code':'D11','state':'received','issued_on':'2026-08-31'}]}");
    is("diagnosis_proof_old", "0");
}
END_TEST

START_TEST(test_facts_platform_is_designated_from_its_day)
{
    on_day((Day){2024, 12, 23});
    stage("{'case':{'platform':'shuidichou'}}");
    is("platform_designated", "0");
    on_day((Day){2024, 12, 24});
    stage("{'case':{'platform':'shuidichou'}}");
    is("platform_designated", "1");
    stage("{'case':{'platform':'aixinchou'}}");
    is("platform_designated", "0");
}
END_TEST

START_TEST(test_facts_of_many_cases_stay_apart)
{
    stage("[{'patient':{'born_on':'2000-01-01'},'plan':[{'estimate_fen':100}]},"
          "{'plan':[{'estimate_fen':7},{'estimate_fen':8}]},{'patient':{'born_on':'2020-01-01'}"
          "}]");
    ck_assert_str_eq(facts_get(facts, 0, "plan_total_fen", &help_err), "100");
    ck_assert_str_eq(facts_get(facts, 1, "plan_total_fen", &help_err), "15");
    ck_assert_str_eq(facts_get(facts, 2, "plan_total_fen", &help_err), "0");
    ck_assert_str_eq(facts_get(facts, 2, "is_minor", &help_err), "1");
    ck_assert_ptr_null(facts_get(facts, 3, "is_minor", &help_err));
    ck_assert_ptr_null(facts_get(facts, 0, "no_such", &help_err));
    ck_assert_ptr_nonnull(strstr(help_err.text, "no_such"));
    stage("{}");
    ck_assert_ptr_null(facts_get(facts, 1, "plan_total_fen", &help_err));
}
END_TEST

/* The day of the last month, an unknown code, a NULL: never an error, NULL at most. */
START_TEST(test_facts_functions)
{
    static const char *const rows[][2] = {
        {"day_add_months('2026-08-31', 6)", "2027-02-28"},
        {"day_add_months('2027-08-31', 6)", "2028-02-29"},
        {"day_add_months('2026-03-31', -1)", "2026-02-28"},
        {"day_add_months('2026-01-15', -1)", "2025-12-15"},
        {"day_add_months('soon', 6)", NULL},
        {"day_add('2026-12-31', 1)", "2027-01-01"},
        {"day_between('2026-11-01', '2026-11-21')", "20"},
        {"day_between('2026-11-21', '2026-11-01')", "-20"},
        {"day_age('2026-11-22', '2026-11-21')", NULL},
        {"id_check('11010519491231002X')", "ok"},
        {"id_check('110105194912310021')", "check"},
        {"id_check('990000201302290024')", "date"},
        {"id_check('110105491231002')", "old"},
        {"id_check(NULL)", NULL},
        {"id_born('11010519491231002X')", "1949-12-31"},
        {"id_born('1')", NULL},
        {"id_sex('990000199001010017')", "1"},
        {"id_sex('990000201202290027')", "2"},
        {"luhn('6200000000000005')", "1"},
        {"luhn('62220212345678901')", "0"},
        {"mobile('13900000001')", "1"},
        {"mobile('1390000001')", "0"},
        {"mobile('12900000001')", "0"},
        {"icd_in('C97.9', 'C00-C97,D00-D48')", "1"},
        {"icd_in('C91.000x001', 'C00-C97')", "1"},
        {"icd_in('D49', 'C00-C97,D00-D48')", "0"},
        {"icd_in('C98', 'C00-C97')", "0"},
        {"icd_in('N18.5', 'N18.5')", "1"},
        {"icd_in('N18.4', 'N18.5')", "0"},
        {"icd_in('C50.9', '')", "0"},
        {"code_attr('relation', '12', 'direct_line')", "yes"},
        {"code_attr('relation', '99', 'direct_line')", NULL},
        {"code_attr('none', '12', 'direct_line')", NULL},
        {"code_text('sex', '1', 'zh_CN')", "男"},
        {"code_text('sex', '1', 'en')", "male"},
        {"table_attr('consent_kind', 'version')", "2026-01"},
    };
    stage("{}");
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Buf sql = BUF_INIT, shown = BUF_INIT;
        GuardQuery *query = NULL;
        bool row = false;
        facts_select(&sql, NULL, rows[i][0]);
        ck_done(guard_prepare(facts_guard(facts), sql.data, "test", &query, &help_err));
        guard_bind(query, 1, sql_value_int(1));
        ck_done(guard_step(query, &row, &help_err) && row);
        SqlValue value = guard_value(query, 0);
        if (value.type == SQL_INT)
            buf_addf(&shown, "%ld", (long)value.number);
        else if (value.type == SQL_TEXT)
            buf_add(&shown, value.bytes);
        ck_assert_msg(rows[i][1] ? strcmp(shown.data, rows[i][1]) == 0 : value.type == SQL_NULL,
                      "%s gives %s", rows[i][0], shown.data);
        guard_finish(query);
        buf_free(&shown);
        buf_free(&sql);
    }
}
END_TEST

/* ---- the checklist ---- */

typedef struct Need {
    const char *code, *needs, *spares; /* a case that needs it and its twin that does not */
} Need;

static const Need needs[] = {
    {"D01", "{'patient':{'born_on':'2010-11-21'}}", "{'patient':{'born_on':'2010-11-22'}}"},
    {"D02", "{'patient':{'born_on':'2018-01-01','certificate':'01'}}",
     "{'patient':{'born_on':'2018-01-01','certificate':'02'}}"},
    {"D03", "{'patient':{'born_on':'2018-01-01','certificate':'02'}}",
     "{'patient':{'born_on':'2018-01-01','certificate':'01'}}"},
    {"D03",
     "{'patient':{'born_on':'2018-01-01','certificate':'01'},'initiator':{'is_patient':'no',"
     "'relation':'52'}}",
     "{'patient':{'born_on':'1990-01-01','certificate':'01'},'initiator':{'is_patient':'no',"
     "'relation':'52'}}"},
    {"D04", "{'initiator':{'is_patient':'no'}}", "{'initiator':{'is_patient':'yes'}}"},
    {"D05", "{'initiator':{'is_patient':'no'}}", "{}"},
    {"D06", "{'patient':{'name':'甲'},'initiator':{'name':'乙'}}",
     "{'patient':{'name':'甲'},'initiator':{'is_patient':'yes','name':'乙'}}"},
    {"D07", "{'payee':{'kind':'person','name':'丙'}}",
     "{'payee':{'kind':'patient','name':'丙'}}"},
    {"D08", "{'payee':{'kind':'person','name':'丙'}}",
     "{'initiator':{'is_patient':'no','name':'丙'},'payee':{'kind':'person','name':'丙'}}"},
    {"D09", "{'payee':{'kind':'patient'}}", "{'payee':{'kind':'hospital'}}"},
    {"D10", "{'payee':{'kind':'hospital'}}", "{'payee':{'kind':'person'}}"},
    {"D10", "{'case':{'target_fen':5000000},'tranche':[{'payee':'hospital'}]}",
     "{'case':{'target_fen':4999999},'tranche':[{'payee':'hospital'}]}"},
    {"D12", "{'illness':{'admitted_on':'2026-11-21'}}",
     "{'illness':{'admitted_on':'2026-11-22'}}"},
    {"D12", "{'illness':{'admitted_on':'2026-01-01','discharged_on':'2026-05-21'}}",
     "{'illness':{'admitted_on':'2026-01-01','discharged_on':'2026-05-20'}}"},
    {"D14", "{'expense':[{'amount_fen':1}]}", "{'expense':[{'amount_fen':0}]}"},
    {"D14", "{'illness':{'bill_total_fen':1}}", "{}"},
    {"D16", "{'case':{'urgent':'yes'}}", "{'case':{'urgent':'no'}}"},
    {"D17", "{'disclosure':[{'item':'basic_insurance','answer':'yes'}]}",
     "{'disclosure':[{'item':'basic_insurance','answer':'no'}]}"},
    {"D18", "{'disclosure':[{'item':'commercial_insurance','answer':'yes'}]}",
     "{'disclosure':[{'item':'commercial_insurance','answer':'unknown'}]}"},
    {"D19", "{'disclosure':[{'item':'dibao','answer':'yes'}]}",
     "{'disclosure':[{'item':'dibao'}]}"},
    {"D20", "{'disclosure':[{'item':'registered_poor','answer':'yes'}]}", "{}"},
    {"D21", "{'disclosure':[{'item':'medical_aid','answer':'yes'}]}",
     "{'aid':[{'kind':'government','state':'asked'}]}"},
    {"D21", "{'aid':[{'kind':'government','state':'granted'}]}",
     "{'aid':[{'kind':'employer','state':'granted'}]}"},
    {"D22", "{'disclosure':[{'item':'other_platform','answer':'yes'}]}", "{}"},
    {"D23", "{'aid':[{'kind':'charity','state':'paid'}]}",
     "{'aid':[{'kind':'charity','state':'refused'}]}"},
    {"D25", "{'disclosure':[{'item':'house','answer':'yes'}]}",
     "{'disclosure':[{'item':'house','answer':'no'}]}"},
    {"D26", "{'disclosure':[{'item':'vehicle','answer':'yes'}]}", "{}"},
    {"D27", "{'debt':[{'amount_fen':1}]}", "{'debt':[{'amount_fen':0}]}"},
    {"D29", "{'patient':{'born_on':'2008-11-22'}}", "{'patient':{'born_on':'2008-11-21'}}"},
    {"D29", "{'patient':{'born_on':'1980-01-01','capacity':'none'}}",
     "{'patient':{'born_on':'1980-01-01','capacity':'full'}}"},
    {"D30", "{'patient':{'born_on':'1980-01-01'},'initiator':{'is_patient':'no'}}",
     "{'patient':{'born_on':'2018-01-01'},'initiator':{'is_patient':'no'}}"},
    {"D30", "{'patient':{'born_on':'1980-01-01'},'payee':{'kind':'person'}}",
     "{'patient':{'born_on':'1980-01-01','capacity':'none'},'payee':{'kind':'person'}}"},
    {"D33", "{'event':[{'kind':'death'}]}", "{'event':[{'kind':'published'}]}"},
    {"D33", "{'event':[{'kind':'discharge'}]}", "{'illness':{'discharged_on':'2026-11-01'}}"},
};

START_TEST(test_checklist_needs_and_spares)
{
    const Need *need = &needs[_i];
    stage(need->needs);
    ck_assert_msg(required(need->code), "%s is not asked for: %s", need->code, need->needs);
    stage(need->spares);
    ck_assert_msg(!required(need->code), "%s is asked for: %s", need->code, need->spares);
}
END_TEST

START_TEST(test_checklist_of_every_case)
{
    static const char *const always[] = {"D11", "D13", "D15", "D24", "D28", "D31"};
    stage("{}");
    for (size_t i = 0; i < COUNT_OF(always); i++)
        ck_assert_msg(required(always[i]), "%s", always[i]);
    ck_assert_ptr_null(item("D32"));
    is("documents_required", "6");
    is("documents_missing", "6");
    stage("{'document':[{'code':'D32','state':'received'}]}");
    ck_assert_ptr_nonnull(item("D32"));
    ck_assert(!item("D32")->required);
    ck_assert_str_eq(item("D32")->because, "");
}
END_TEST

START_TEST(test_checklist_says_why_and_how_far)
{
    stage("{'case':{'target_fen':40000000},'illness':{'icd10':'C50.9'},'document':["
          "{'code':'D13','state':'received'},{'code':'D24','state':'missing'},"
          "{'code':'D13','state':'verified'},{'code':'D28','state':'waived'},{'code':'D31'}]}");
    const ChecklistItem *report = item("D13"), *income = item("D24");
    ck_assert_str_eq(report->state, "verified");
    ck_assert_int_eq(report->row, 2);
    ck_assert(!report->open);
    ck_assert_ptr_nonnull(strstr(report->because, "肿瘤"));
    ck_assert_ptr_nonnull(report->title);
    ck_assert_str_eq(report->grade, "R");
    ck_assert_str_eq(income->state, "missing");
    ck_assert_int_eq(income->row, 1);
    ck_assert(income->open);
    ck_assert(!item("D28")->open);
    ck_assert(item("D31")->open);
    ck_assert_int_eq(item("D11")->row, -1);
    ck_assert_ptr_nonnull(strstr(item("D15")->because, "金额较大"));
}
END_TEST

/* The four sound practice cases lack no document; the unclear one lacks nearly all. */
START_TEST(test_checklist_of_the_practice_cases)
{
    static const char *const rows[][2] = {
        {"breast-cancer-teacher", "0"}, {"burn-worker", "0"},     {"leukaemia-child", "0"},
        {"uraemia-farmer", "0"},        {"assets-unclear", "19"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        stage_practice(rows[i][0]);
        is("documents_missing", rows[i][1]);
    }
    is("gap_fen", "9120000");
    is("disclosure_unanswered", "1");
    is("payee_near", "0");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("facts");
    TCase *tcase = tcase_create("facts");
    tcase_add_checked_fixture(tcase, start, stop);
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, test_facts_of_an_empty_case);
    tcase_add_test(tcase, test_facts_age_turns_on_the_birthday);
    tcase_add_test(tcase, test_facts_gap_is_what_is_missing);
    tcase_add_test(tcase, test_facts_route_follows_the_convention);
    tcase_add_test(tcase, test_facts_payee_and_initiator);
    tcase_add_test(tcase, test_facts_consent_states);
    tcase_add_test(tcase, test_facts_diagnosis_proof_ages);
    tcase_add_test(tcase, test_facts_platform_is_designated_from_its_day);
    tcase_add_test(tcase, test_facts_of_many_cases_stay_apart);
    tcase_add_test(tcase, test_facts_functions);
    tcase_add_loop_test(tcase, test_checklist_needs_and_spares, 0, COUNT_OF(needs));
    tcase_add_test(tcase, test_checklist_of_every_case);
    tcase_add_test(tcase, test_checklist_says_why_and_how_far);
    tcase_add_test(tcase, test_checklist_of_the_practice_cases);
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}
