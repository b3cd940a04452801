/* Finding a row of a list by what is typed. */
#include "config.h"

#include <check.h>
#include <string.h>

#include "base/attr.h"
#include "domain/picklist.h"
#include "tests/support/suite.h"

static Picklist *list;
static Pinyin *pinyin;

static const PickRow rows[] = {
    {.value = "510000", .code = "510000", .text = "四川省", .reading = "si chuan sheng"},
    {.value = "510700",
     .code = "510700",
     .text = "四川省绵阳市",
     .reading = "si chuan sheng mian yang shi",
     .name = "绵阳市",
     .name_reading = "mian yang shi"},
    {.value = "510703",
     .code = "510703",
     .text = "四川省绵阳市涪城区",
     .other = "Fucheng District, Mianyang, Sichuan",
     .reading = "si chuan sheng mian yang shi fu cheng qu",
     .name = "涪城区",
     .name_reading = "fu cheng qu"},
    {.value = "500102",
     .code = "500102",
     .text = "重庆市涪陵区",
     .reading = "chong qing shi fu ling qu",
     .name = "涪陵区",
     .name_reading = "fu ling qu"},
    {.value = "10", .code = "10", .text = "居住证"},
    {.value = "01", .code = "01", .text = "居民身份证"},
    {.value = "华西医院", .text = "华西医院"},
    {.value = "单县中心医院", .text = "单县中心医院", .mine = 1, .all = 1},
    {.value = "N18.5", .code = "N18.5", .text = "尿毒症", .reading = "niao du zheng"},
    {.value = "N02.8", .code = "N02.8", .text = "IgA 肾病", .reading = "iga shen bing"},
    {.value = "", .text = ""},
    {.value = "\U00020BB7e\u0301", .text = "\U00020BB7e\u0301"},
    {.value = "x", .text = "Supercalifragilisticexpialidociouswithoutanyendofitatallreally"},
};

static void setup(void)
{
    pinyin = pinyin_new();
    list = picklist_new(pinyin);
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        picklist_add(list, &rows[i]);
}

static void teardown(void)
{
    picklist_free(list);
    pinyin_free(pinyin);
}

/* The first row that answers, and how many do. */
static const struct {
    const char *typed, *first;
    size_t n;
} finds[] = {
    {"510703", "510703", 1},
    {"5107", "510700", 2},
    {"1", "01", 2}, /* the zero before it need not be typed */
    {"01", "01", 2},
    {"0", "01", 1},
    {"５１０７０３", "510703", 1},
    {"四川省", "510000", 3}, /* named exactly */
    {"涪城", "510703", 1},
    {"绵阳市涪", "510703", 1},
    {"fuc", "510703", 1},
    {"fcq", "510703", 1},
    {"FCQ", "510703", 1},
    {"sc my fc", "510703", 1},
    {"sichuanmianyangfucheng", NULL, 0},
    {"sichuanshengmianyangshifuchengqu", "510703", 1},
    {"mianys", "510700", 2}, /* its own name before what lies in it */
    {"mys", "510700", 2},
    {"my fc", "510703", 1},
    {"涪 chongq", "500102", 1},
    {"chongqing", "500102", 1},
    {"fucheng district", "510703", 1},
    {"hxyy", "华西医院", 1},
    {"huaxi", "华西医院", 1},
    {"sxzxyy", "单县中心医院", 1},
    {"danxian", NULL, 0},
    {"zxyy", "单县中心医院", 1},
    {"ndz", "N18.5", 1},
    {"n18", "N18.5", 1},
    {"iga肾病", NULL, 0},
    {"iga 肾病", "N02.8", 1},
    {"igasb", "N02.8", 1},
    {"\U00020BB7", "\U00020BB7e\u0301", 1},
    {"iao", NULL, 0}, /* not out of the middle of a syllable */
    {"zzzz", NULL, 0},
    {"supercalifragilisticexpialidociouswithoutanyendofitatallreallyand", "x", 1},
};

START_TEST(test_picklist_finds)
{
    size_t places[COUNT_OF(rows)];
    for (size_t i = 0; i < COUNT_OF(finds); i++) {
        size_t n = picklist_find(list, finds[i].typed, places);
        ck_assert_msg(n == finds[i].n, "%s: %zu", finds[i].typed, n);
        if (n)
            ck_assert_msg(strcmp(picklist_row(list, places[0])->value, finds[i].first) == 0,
                          "%s: %s", finds[i].typed, picklist_row(list, places[0])->value);
    }
}
END_TEST

START_TEST(test_picklist_begins_with_the_most_used)
{
    size_t places[COUNT_OF(rows) + 4];
    picklist_add(list,
                 &(PickRow){.value = "often", .text = "涪城人民医院", .mine = 7, .all = 7});
    picklist_add(list, &(PickRow){.value = "others", .text = "涪城中医院", .all = 90});
    size_t n = picklist_find(list, "", places);
    ck_assert_uint_eq(n, COUNT_OF(rows) + 2);
    ck_assert_str_eq(picklist_row(list, places[0])->value, "often");
    ck_assert_str_eq(picklist_row(list, places[1])->value, "单县中心医院");
    ck_assert_uint_eq(picklist_find(list, "fuc", places), 3);
    ck_assert_str_eq(picklist_row(list, places[0])->value, "often");
    ck_assert_str_eq(picklist_row(list, places[1])->value, "others");
    /* But what is named exactly is meant. */
    picklist_find(list, "涪城区", places);
    ck_assert_str_eq(picklist_row(list, places[0])->value, "510703");
    picklist_find(list, "fuchengqu", places);
    ck_assert_str_eq(picklist_row(list, places[0])->value, "510703");
}
END_TEST

static const PickRow banks[] = {
    {.value = "甘肃银行", .text = "甘肃银行", .reading = "gan su yin hang"},
    {.value = "中国工商银行",
     .text = "中国工商银行  Industrial and Commercial Bank of China",
     .name = "中国工商银行",
     .reading = "zhong guo gong shang yin hang",
     .shorts = "工行 工商银行",
     .rank = 1},
    {.value = "中国银行",
     .text = "中国银行",
     .reading = "zhong guo yin hang",
     .shorts = "中行",
     .rank = 4},
    {.value = "中国农业银行",
     .text = "中国农业银行",
     .reading = "zhong guo nong ye yin hang",
     .rank = 2},
    {.value = "32",
     .code = "32",
     .text = "grade III class A",
     .other = "三级甲等",
     .reading = "san ji jia deng",
     .shorts = "三甲",
     .rank = 1},
    {.value = "31",
     .code = "31",
     .text = "grade III special",
     .other = "三级特等",
     .reading = "san ji te deng",
     .shorts = "三特"},
    {.value = "某医科大学附属第一医院",
     .text = "某医科大学附属第一医院",
     .reading = "mou yi ke da xue fu shu di yi yi yuan"},
    {.value = "老公", .text = "夫", .reading = "fu", .shorts = "老公"}, /* read otherwise */
};

static const struct {
    const char *typed, *first;
    size_t n;
} by_short[] = {
    {"工行", "中国工商银行", 1},
    {"gh", "中国工商银行", 1},
    {"gonghang", "中国工商银行", 1},
    {"gsyh", "中国工商银行", 2},
    {"工商银", "中国工商银行", 1},
    {"zgnyyh", "中国农业银行", 1},
    {"zgyh", "中国银行", 1},
    {"zh", "中国工商银行", 3}, /* all begin so */
    {"zhonghang", "中国银行", 1},
    {"三甲", "32", 1},
    {"sj", "32", 2}, /* both are 三级, but this one is met more */
    {"sanjia", "32", 1},
    {"sante", "31", 1},
    {"医大一院", "某医科大学附属第一医院", 1},
    {"ydyy", NULL, 0},
    {"院一大医", NULL, 0},
    {"老公", "老公", 1},
    {"lg", "老公", 1},
    {"夫", "老公", 1},
};

START_TEST(test_picklist_knows_short_names)
{
    Picklist *all = picklist_new(pinyin);
    size_t places[COUNT_OF(banks)];
    for (size_t i = 0; i < COUNT_OF(banks); i++)
        picklist_add(all, &banks[i]);
    for (size_t i = 0; i < COUNT_OF(by_short); i++) {
        size_t n = picklist_find(all, by_short[i].typed, places);
        const char *first = n ? picklist_row(all, places[0])->value : "nothing";
        ck_assert_msg(n == by_short[i].n, "%s: %zu, %s", by_short[i].typed, n, first);
        ck_assert_msg(!n || strcmp(first, by_short[i].first) == 0, "%s: %s", by_short[i].typed,
                      first);
    }
    /* What this person uses comes before what the country does. */
    picklist_free(all);
    all = picklist_new(NULL);
    PickRow used = banks[0];
    used.mine = 1;
    picklist_add(all, &banks[1]);
    picklist_add(all, &used);
    picklist_find(all, "gsyh", places);
    ck_assert_str_eq(picklist_row(all, places[0])->value, "甘肃银行");
    picklist_free(all);
}
END_TEST

START_TEST(test_picklist_leaves_a_short_list_in_its_order)
{
    Picklist *sexes = picklist_new(NULL);
    size_t places[2];
    picklist_add(sexes, &(PickRow){.value = "1", .code = "1", .text = "男"});
    picklist_add(sexes, &(PickRow){.value = "2", .code = "2", .text = "女", .mine = 9});
    ck_assert_uint_eq(picklist_find(sexes, "", places), 2);
    ck_assert_str_eq(picklist_row(sexes, places[0])->value, "1");
    ck_assert_uint_eq(picklist_find(sexes, "nan", places), 0); /* there is no pinyin */
    picklist_free(sexes);
    picklist_free(NULL);
}
END_TEST

/* A list that grows from what is typed begins without a row. */
START_TEST(test_picklist_without_rows)
{
    Picklist *hospitals = picklist_new(NULL);
    size_t place;
    ck_assert_uint_eq(picklist_find(hospitals, "", &place), 0);
    ck_assert_uint_eq(picklist_find(hospitals, "华西", &place), 0);
    picklist_free(hospitals);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_picklist_finds,
        test_picklist_begins_with_the_most_used,
        test_picklist_knows_short_names,
        test_picklist_leaves_a_short_list_in_its_order,
        test_picklist_without_rows,
        NULL,
    };
    return suite_run("picklist", tests, setup, teardown);
}
