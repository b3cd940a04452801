/* Pinyin of names and of words, for finding them by what is typed. */
#include "config.h"

#include "base/pinyin/pinyin.h"
#include "tests/support/suite.h"

typedef struct Case {
    const char *text, *full, *initials;
} Case;

static void assert_cases(PinyinKind kind, const Case *cases, size_t count)
{
    Pinyin *pinyin = pinyin_new();
    for (size_t i = 0; i < count; i++) {
        Buf full = BUF_INIT, initials = BUF_INIT;
        pinyin_of(pinyin, kind, cases[i].text, &full, &initials);
        ck_assert_str_eq(full.data, cases[i].full);
        ck_assert_str_eq(initials.data, cases[i].initials);
        buf_free(&initials);
        buf_free(&full);
    }
    pinyin_free(pinyin);
}

START_TEST(test_pinyin_of_surnames)
{
    static const Case cases[] = {
        {"单梅", "shanmei", "sm"},
        {"仇和", "qiuhe", "qh"},
        {"解晓东", "xiexiaodong", "xxd"},
        {"曾志伟", "zengzhiwei", "zzw"},
        {"查良镛", "zhaliangyong", "zly"},
        {"乐嘉", "yuejia", "yj"},
        {"尉迟恭", "yuchigong", "ycg"},
        {"朴槿惠", "piaojinhui", "pjh"},
        {"缪荃孙", "miaoquansun", "mqs"},
        {"区小明", "ouxiaoming", "oxm"},
        {"單梅", "shanmei", "sm"},
        {"万俟卨", "moqixie", "mqx"},
        {"张单", "zhangdan", "zd"}, /* only what comes first is a surname */
        {"朱乐", "zhule", "zl"},
        {"吕布", "lvbu", "lb"},
        {"女娲", "nvwa", "nw"},
        {"略", "lve", "l"},
        {"单", "shan", "s"},
    };
    assert_cases(PINYIN_NAME, cases, COUNT_OF(cases));
}
END_TEST

START_TEST(test_pinyin_of_words)
{
    static const Case cases[] = {
        {"单位", "danwei", "dw"},
        {"重庆市长寿区", "chongqingshichangshouqu", "cqscsq"},
        {"长沙市第一医院", "changshashidiyiyiyuan", "cssdyyy"},
        {"地中海贫血", "dizhonghaipinxue", "dzhpx"},
        {"中国工商银行成都支行", "zhongguogongshangyinhangchengduzhihang", "zggsyhcdzh"},
        {"重型再生障碍性贫血", "zhongxingzaishengzhangaixingpinxue", "zxzszaxpx"},
        {"农村", "nongcun", "nc"},
        {"農村", "nongcun", "nc"},
        {"绿色", "lvse", "ls"},
    };
    assert_cases(PINYIN_WORDS, cases, COUNT_OF(cases));
}
END_TEST

/* As the people who live there say it. */
START_TEST(test_pinyin_of_places)
{
    static const Case cases[] = {
        {"重庆", "chongqing", "cq"},      {"长治", "changzhi", "cz"},
        {"六安", "luan", "la"},           {"乐山", "leshan", "ls"},
        {"蚌埠", "bengbu", "bb"},         {"厦门", "xiamen", "xm"},
        {"大埔", "dabu", "db"},           {"郫都", "pidu", "pd"},
        {"佛山", "foshan", "fs"},         {"喀什", "kashi", "ks"},
        {"库尔勒", "kuerle", "kel"},      {"乐清", "yueqing", "yq"},
        {"长子县", "zhangzixian", "zzx"}, {"蚌山区", "bengshanqu", "bsq"},
        {"曾都区", "zengduqu", "zdq"},    {"黄埔区", "huangpuqu", "hpq"},
        {"宝坻区", "baodiqu", "bdq"},     {"单县", "shanxian", "sx"},
    };
    assert_cases(PINYIN_WORDS, cases, COUNT_OF(cases));
}
END_TEST

START_TEST(test_pinyin_spells_syllable_by_syllable)
{
    static const struct {
        PinyinKind kind;
        const char *text, *spelt;
    } cases[] = {
        {PINYIN_NAME, "单梅", "shan mei"},
        {PINYIN_NAME, "尉迟恭", "yu chi gong"},
        {PINYIN_WORDS, "绵阳市", "mian yang shi"},
        {PINYIN_WORDS, "吕梁", "lv liang"},
        {PINYIN_WORDS, "IgA肾病（重）", "iga shen bing zhong"},
        {PINYIN_WORDS, "买买提·吐尔逊", "mai mai ti · tu er xun"},
        {PINYIN_WORDS, "𠮷田", "ji tian"},
        {PINYIN_WORDS, "  e\u0301 1 型  ", "é 1 xing"},
        {PINYIN_WORDS, "", ""},
    };
    Pinyin *pinyin = pinyin_new();
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Buf spelt = BUF_INIT;
        pinyin_spell(pinyin, cases[i].kind, cases[i].text, &spelt);
        ck_assert_str_eq(spelt.data, cases[i].spelt);
        buf_free(&spelt);
    }
    pinyin_free(pinyin);
}
END_TEST

START_TEST(test_pinyin_leaves_what_is_not_chinese)
{
    static const Case cases[] = {
        {"", "", ""},
        {"　 ", "", ""},
        {"IgA肾病", "igashenbing", "igasb"},
        {"Ｚhang  三", "zhang san", "zhang s"},
        {"买买提·吐尔逊", "maimaiti·tuerxun", "mmt·tex"},
        {"𠮷田", "jitian", "jt"},
        {"e\u0301か", "éか", "éか"},
        {"张\xFF", "zhang\uFFFD", "z\uFFFD"},
        {"1型糖尿病", "1xingtangniaobing", "1xtnb"},
    };
    assert_cases(PINYIN_WORDS, cases, COUNT_OF(cases));
    assert_cases(PINYIN_NAME, cases, COUNT_OF(cases));
}
END_TEST

START_TEST(test_pinyin_appends)
{
    Pinyin *pinyin = pinyin_new();
    Buf full = BUF_INIT, initials = BUF_INIT;
    buf_add(&full, "u");
    pinyin_of(pinyin, PINYIN_WORDS, "张", &full, &initials);
    pinyin_of(pinyin, PINYIN_WORDS, "吕", &full, &initials);
    ck_assert_str_eq(full.data, "uzhanglv");
    ck_assert_str_eq(initials.data, "zl");
    buf_free(&initials);
    buf_free(&full);
    pinyin_free(pinyin);
    pinyin_free(NULL);
}
END_TEST

START_TEST(test_pinyin_of_a_long_text)
{
    Pinyin *pinyin = pinyin_new();
    Buf text = BUF_INIT, full = BUF_INIT, initials = BUF_INIT;
    for (int i = 0; i < 3000; i++)
        buf_add(&text, "患者");
    pinyin_of(pinyin, PINYIN_WORDS, text.data, &full, &initials);
    ck_assert_uint_eq(initials.len, 6000);
    ck_assert_uint_eq(full.len, 3000 * (sizeof("huanzhe") - 1));
    buf_free(&initials);
    buf_free(&full);
    buf_free(&text);
    pinyin_free(pinyin);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_pinyin_of_surnames,
        test_pinyin_of_words,
        test_pinyin_of_places,
        test_pinyin_spells_syllable_by_syllable,
        test_pinyin_leaves_what_is_not_chinese,
        test_pinyin_appends,
        test_pinyin_of_a_long_text,
        NULL,
    };
    return suite_run("pinyin", tests, NULL, NULL);
}
