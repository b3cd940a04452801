/* The disbursement route at its limits, the schedule of tranches, the fee to expect. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/path.h"
#include "exchange/portable.h"
#include "rules/judge/route.h"
#include "tests/support/codes_help.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"

static Knowledge *knowledge;
static Facts *facts;
static Arena *arena;
static PortableCases staged;
static FieldContext context;
static Route route;

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

static const CaseFile *stage(const char *json)
{
    help_read_cases(&context, json, &staged);
    ck_done(facts_stage(facts, (const CaseFile *const *)staged.files, staged.n, &help_err));
    ck_done(route_run(facts, "zh_CN", arena, &route, &help_err));
    return staged.files[0];
}

static void is(const char *name, const char *value)
{
    err_clear(&help_err);
    const char *found = facts_get(facts, 0, name, &help_err);
    ck_assert_msg(found && strcmp(found, value) == 0, "%s is %s, not %s", name,
                  found ? found : "NULL", value);
}

#define ITEM(name) "{'item':'" name "','answer':'no'},"
#define NINE                                                                                   \
    ITEM("income")                                                                             \
    ITEM("house")                                                                              \
    ITEM("vehicle")                                                                            \
    ITEM("basic_insurance")                                                                    \
    ITEM("commercial_insurance") ITEM("dibao") ITEM("registered_poor") ITEM("medical_aid")
#define LAST "{'item':'other_platform','answer':'no'}"
#define TEN  NINE ITEM("financial") LAST

typedef struct Limit {
    const char *json, *rule, *because;
    bool asks;
} Limit;

static const Limit limits[] = {
    /* Raised, with ten items answered: the limit itself is over it, one fen below is not. */
    {"{'funding':{'raised_fen':29999999},'disclosure':[" TEN "]}", "rule.free",
     "30 万元规则：未触发（29.999999 < 30.00）", false},
    {"{'funding':{'raised_fen':30000000},'disclosure':[" TEN "]}", "rule.large",
     "30 万元规则：触发（30.00 ≥ 30.00）", true},
    {"{'funding':{'raised_fen':5000000},'disclosure':[" TEN "]}", "rule.free",
     "30 万元规则：未触发（5.00 < 30.00）", false},
    /* With nine of them. */
    {"{'funding':{'raised_fen':4999999},'disclosure':[" NINE LAST "]}", "rule.below",
     "5 万元规则：未触发（4.999999 < 5.00），公示未答 1 项", false},
    {"{'funding':{'raised_fen':5000000},'disclosure':[" NINE LAST "]}", "rule.incomplete",
     "5 万元规则：触发（5.00 ≥ 5.00），公示未答 1 项", true},
    {"{'funding':{'raised_fen':30000000},'disclosure':[" NINE LAST "]}", "rule.large",
     "30 万元规则：触发（30.00 ≥ 30.00）", true},
    /* An answer of unknown is an answer. */
    {"{'funding':{'raised_fen':5000000},'disclosure':[" NINE
     "{'item':'financial','answer':'unknown'}," LAST "]}",
     "rule.free", "30 万元规则：未触发（5.00 < 30.00）", false},
    /* Before the launch the target is the forecast; once something is raised it no longer
     * is. */
    {"{'case':{'target_fen':30000000},'disclosure':[" TEN "]}", "rule.large",
     "30 万元规则：触发（30.00 ≥ 30.00）", true},
    {"{'case':{'target_fen':30000000},'funding':{'raised_fen':1},'disclosure':[" TEN "]}",
     "rule.free", "30 万元规则：未触发（0.000001 < 30.00）", false},
    {"{}", "rule.below", "5 万元规则：未触发（0.00 < 5.00），公示未答 10 项", false},
};

START_TEST(test_route_limits)
{
    for (size_t i = 0; i < COUNT_OF(limits); i++) {
        stage(limits[i].json);
        ck_assert_str_eq(route.rule, limits[i].rule);
        ck_assert_str_eq(route.because, limits[i].because);
        ck_assert_int_eq(route.asks, limits[i].asks);
        ck_assert_int_eq(route.settled, !limits[i].asks);
        ck_assert_str_eq(route.authority, "自律公约 2.0");
    }
}
END_TEST

START_TEST(test_route_says_what_is_lacking)
{
    stage("{'case':{'target_fen':40000000},'plan':[{'item':'移植','estimate_fen':100}]}");
    ck_assert(route.asks && !route.settled);
    ck_assert_uint_eq(route.n_ways, 2);
    ck_assert_str_eq(route.ways[0].title, "打款至医院账户");
    ck_assert_uint_eq(route.ways[0].n_lacks, 1);
    ck_assert_uint_eq(route.ways[1].n_lacks, 2);
    ck_assert_str_eq(route.ways[1].lacks[0], "费用清单");
    ck_assert_str_eq(route.ways[1].lacks[1], "分批拨付");
    is("route_open", "1");
    /* Each of the ways will do. */
    stage("{'case':{'target_fen':40000000},'payee':{'kind':'hospital'}}");
    ck_assert(route.settled && route.ways[0].met && !route.ways[1].met);
    stage(
        "{'case':{'target_fen':40000000},'plan':[{'item':'移植'}],'expense':[{'amount_fen':1}],"
        "'tranche':[{'seq':1,'amount_fen':30000000,'plan_item':'移植','payee':'person'},"
        "{'seq':2,'amount_fen':10000000,'plan_item':'移植','payee':'person'}]}");
    ck_assert(route.settled && route.ways[1].met);
    is("route_open", "0");
}
END_TEST

/* A proof of the hospital's account sends nothing there, nor does one tranche of one yuan. */
START_TEST(test_route_by_where_the_money_goes)
{
    stage("{'case':{'target_fen':40000000},'document':[{'code':'D10','state':'received'}]}");
    ck_assert(!route.settled);
    stage(
        "{'case':{'target_fen':40000000},'plan':[{'item':'移植'}],'expense':[{'amount_fen':1}],"
        "'tranche':[{'seq':1,'amount_fen':100,'plan_item':'移植'},"
        "{'seq':2,'amount_fen':100,'plan_item':'移植'}]}");
    ck_assert(!route.settled);
    ck_assert_uint_eq(route.ways[1].n_lacks, 1);
    ck_assert_str_eq(route.ways[1].lacks[0], "分批合计与待拨付金额相符");
    stage(
        "{'case':{'target_fen':40000000},'plan':[{'item':'移植'}],'expense':[{'amount_fen':1}],"
        "'tranche':[{'amount_fen':40000000}]}");
    ck_assert_str_eq(route.ways[1].lacks[0], "各批对应医疗计划中的治疗");
    stage("{'case':{'target_fen':40000000},'payee':{'kind':'hospital'},"
          "'tranche':[{'amount_fen':100,'payee':'person'}]}");
    ck_assert(!route.settled);
    ck_assert_str_eq(route.ways[0].lacks[0], "各批均付至医院");
}
END_TEST

/* One batch in two names is no batches, and a treatment takes no more than it costs. */
START_TEST(test_route_tranches_are_several)
{
    static const struct {
        const char *tranches, *lacks;
    } bad[] = {
        {"{'seq':1,'amount_fen':40000000,'plan_item':'移植'}", "确有多批，批次号不重复"},
        {"{'seq':1,'amount_fen':39999999,'plan_item':'移植'},"
         "{'seq':2,'amount_fen':1,'plan_item':'复查'}",
         "确有多批，批次号不重复"},
        {"{'seq':1,'amount_fen':30000000,'plan_item':'移植'},"
         "{'seq':1,'amount_fen':10000000,'plan_item':'复查'}",
         "确有多批，批次号不重复"},
        {"{'seq':1,'amount_fen':25000000,'plan_item':'移植'},"
         "{'seq':2,'amount_fen':15000000,'plan_item':'复查'}",
         "各批不超过对应治疗的估算"},
    };
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        Buf json = BUF_INIT;
        buf_addf(
            &json,
            "{'case':{'target_fen':40000000},'plan':[{'item':'移植','estimate_fen':40000000},"
            "{'item':'复查','estimate_fen':10000000}],'expense':[{'amount_fen':1}],"
            "'tranche':[%s]}",
            bad[i].tranches);
        stage(json.data);
        buf_free(&json);
        ck_assert(!route.settled);
        ck_assert_uint_eq(route.ways[1].n_lacks, 1);
        ck_assert_str_eq(route.ways[1].lacks[0], bad[i].lacks);
    }
}
END_TEST

/* What is called a hospital and is a person is none. */
START_TEST(test_route_by_a_hospital_of_the_case)
{
    stage("{'case':{'target_fen':40000000},'illness':{'hospital':'某市第一人民医院'},"
          "'payee':{'kind':'hospital','name':'罗建国'}}");
    ck_assert(!route.settled && !route.ways[0].met);
    stage("{'case':{'target_fen':40000000},'illness':{'hospital':'某市第一人民医院'},"
          "'payee':{'kind':'hospital','name':'某市第一人民医院','relation':'51'}}");
    ck_assert(!route.settled);
    stage("{'case':{'target_fen':40000000},'illness':{'hospital':'某市第一人民医院'},"
          "'plan':[{'hospital':'某省儿童医院'}],"
          "'payee':{'kind':'hospital','name':'某省兒童醫院'}}");
    ck_assert(route.settled && route.ways[0].met);
}
END_TEST

static Fen sum_of(const TrancheDraft *drafts, size_t n)
{
    Fen sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += drafts[i].amount;
    return sum;
}

START_TEST(test_route_tranches_add_up_in_order_of_time)
{
    TrancheDraft *drafts;
    const CaseFile *file = stage(
        "{'plan':[{'item':'备用','from_on':'2027-06-15','estimate_fen':200,'insured_fen':100},"
        "{'item':'没有日期','estimate_fen':100},"
        "{'item':'全报','from_on':'2026-01-01','estimate_fen':500,'insured_fen':500},"
        "{'item':'巩固','from_on':'2026-11-25','estimate_fen':100}]}");
    size_t n = route_tranches(file, 100, arena, &drafts);
    ck_assert_uint_eq(n, 3);
    ck_assert_uint_eq(drafts[0].plan_row, 3);
    ck_assert_uint_eq(drafts[1].plan_row, 0);
    ck_assert_uint_eq(drafts[2].plan_row, 1);
    /* A third each is cut to the fen; the last takes the rest. */
    ck_assert_int_eq(drafts[0].amount, 33);
    ck_assert_int_eq(drafts[1].amount, 33);
    ck_assert_int_eq(drafts[2].amount, 34);
    /* The largest amounts there can be do not overflow on the way. */
    n = route_tranches(file, MONEY_MAX, arena, &drafts);
    ck_assert_int_eq(sum_of(drafts, n), MONEY_MAX);
    ck_assert_int_eq(drafts[0].amount, MONEY_MAX / 3);
    /* Less than a fen each: those that get nothing are not there. */
    n = route_tranches(file, 2, arena, &drafts);
    ck_assert_uint_eq(n, 1);
    ck_assert_int_eq(drafts[0].amount, 2);
    ck_assert_uint_eq(route_tranches(file, 0, arena, &drafts), 0);
    file = stage("{'plan':[{'item':'全报','estimate_fen':500,'insured_fen':500}]}");
    n = route_tranches(file, 7, arena, &drafts);
    ck_assert_int_eq(sum_of(drafts, n), 7);
    file = stage("{}");
    ck_assert_uint_eq(route_tranches(file, 7, arena, &drafts), 0);
}
END_TEST

START_TEST(test_route_fee_to_expect)
{
    /* 3 % of 1,234.56 is 37.0368, 0.6 % is 7.40736: each rounded half up, to the fen. */
    stage("{'funding':{'raised_fen':123456}}");
    is("fee_estimate_fen", "4445");
    /* 3 % reaches its most at 166,666.67; one fen of it never rounds to more. */
    stage("{'funding':{'raised_fen':16666667}}");
    is("fee_estimate_fen", "600000");
    stage("{'funding':{'raised_fen':100000000}}");
    is("fee_estimate_fen", "1100000");
    stage("{'case':{'target_fen':100},'funding':{'raised_fen':0}}");
    is("payout_fen", "100");
}
END_TEST

static void site_file(const char *site, const char *kind, const char *name, const char *text)
{
    char *folder = path_join(site, kind), *path = path_join(folder, name);
    ck_assert_int_eq(mkdir(folder, 0700), 0);
    ck_done(path_write(path, text, strlen(text), &help_err));
    free(path);
    free(folder);
}

/* A site's reason may have any fact in it, and stands on the screen of everybody. */
START_TEST(test_route_says_nothing_masked)
{
    char *data = path_join(getenv("top_srcdir"), "data"), *site = temp_new();
    site_file(site, "facts", "own.ini",
              "[leak]\nmeaning = \"leak\"\nmeaning[zh_CN] = \"泄\"\n"
              "sql = \"hex(patient.phone)\"\n"
              "[further]\nmeaning = \"leak\"\nmeaning[zh_CN] = \"泄\"\n"
              "sql = \"substr(leak, 3, 6)\"\n"
              "[has]\nmeaning = \"has\"\nmeaning[zh_CN] = \"有\"\n"
              "sql = \"patient.phone IS NOT NULL\"\n");
    site_file(site, "routes", "convention.ini",
              "[rule.below]\nbecause = \"{leak}/{further}/{has}/{raised_fen:money}\"\n"
              "because[zh_CN] = \"{leak}/{further}/{has}/{raised_fen:money}\"\n");
    stop();
    ck_done(knowledge_load((const char *const[]){data, site}, 2, &knowledge, &help_err));
    context = help_fields(knowledge_codes(knowledge), "en");
    ck_done(facts_open(knowledge, context.today, &facts, &help_err));
    arena = arena_new();
    stage("{'patient':{'phone':'13900000011'},'funding':{'raised_fen':123456}}");
    ck_assert_str_eq(route.rule, "rule.below");
    ck_assert_str_eq(route.because, "***/***/1/1,234.56");
    temp_free(site);
    free(data);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_route_limits,
                                  test_route_says_what_is_lacking,
                                  test_route_by_where_the_money_goes,
                                  test_route_tranches_are_several,
                                  test_route_by_a_hospital_of_the_case,
                                  test_route_tranches_add_up_in_order_of_time,
                                  test_route_fee_to_expect,
                                  test_route_says_nothing_masked,
                                  NULL};
    return suite_run("route", tests, start, stop);
}
