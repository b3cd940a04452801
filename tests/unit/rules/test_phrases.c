/* Words, accounts and addresses in a text for the public, by the words that ship. */
#include "config.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/text/text_sought.h"
#include "rules/language/phrases.h"
#include "rules/language/private.h"
#include "rules/language/told.h"
#include "rules/language/wordset.h"
#include "tests/support/codes_help.h"
#include "tests/support/suite.h"

static Codes *codes;
static Buf sought;

static void setup(void)
{
    help_codes(&codes);
}

static void teardown(void)
{
    codes_free(codes);
    buf_free(&sought);
}

static const char *words(const char *code)
{
    const char *found = code_attribute(codes_table(codes, "story_word"), code, "words");
    ck_assert_msg(found != NULL, "%s", code);
    return found;
}

/* Of the last text alone. */
static const char *form(const char *text)
{
    buf_clear(&sought);
    text_sought(&sought, text);
    return sought.len ? sought.data : "";
}

static Spelled spelled(void)
{
    return (Spelled){words("spelled_at"), words("spelled_dot"), words("mail_host")};
}

static bool mail(const char *text)
{
    const Spelled by = spelled();
    return phrases_mail(form(text), &by);
}

static bool account(const char *text, const char *kind)
{
    return phrases_account(form(text), words(kind), words("filler"), words("counted"));
}

static bool messenger(const char *text)
{
    return account(text, "messenger");
}

static bool payment(const char *text)
{
    return account(text, "payment");
}

static bool has_link(const char *text)
{
    const Spelled by = spelled();
    return phrases_link(form(text), words("link"), words("host"), &by);
}

static Denial denial(void)
{
    return (Denial){words("denial"), words("denial_between"), words("denial_asks")};
}

static bool share(const char *text)
{
    const Denial denied = denial();
    return phrases_meant(form(text), words("share"), &denied) ||
           phrases_near(form(text), words("share_to"), words("share_of"), 12, &denied);
}

static bool past_platform(const char *text)
{
    const Denial denied = denial();
    return phrases_meant(form(text), words("payment_private"), &denied);
}

static bool has_street(const char *piece)
{
    return private_in(piece, "address");
}

static bool home(const char *text)
{
    return phrases_home(form(text), has_street, words("home"), words("home_likely"),
                        words("elsewhere"));
}

static bool liable(const char *text)
{
    WordSet *set = wordset_new(words("liable"));
    WordText *places = wordtext_new();
    wordtext_set(places, form(text));
    bool found = wordset_stands(set, places);
    wordtext_free(places);
    wordset_free(set);
    return found;
}

static bool phone(const char *text)
{
    return private_in(text, "phone");
}

static bool id(const char *text)
{
    return private_in(text, "id");
}

static const struct {
    bool (*in)(const char *text);
    const char *text;
    bool found;
} texts[] = {
    {messenger, "加我微信：hui_88guniang", true},
    {messenger, "ＶＸ ｈｕｉ８８ｇｎ", true},
    {messenger, "QQ号是 123456789", true},
    {messenger, "微信群里的同事捐了12000多元", false},
    {messenger, "微信转账10000元", false},
    {messenger, "用微信联系我们", false},
    {messenger, "扣扣群 87654321", true},
    {messenger, "telegram @helpme", true},
    {messenger, "微-信：abc_123", true},
    {messenger, "", false},
    {payment, "支付宝账号zhaozq1994", true},
    {payment, "请打款到 abc_12345", true},
    {payment, "账户余额12000元", false},
    {payment, "款项打到医院账户，12月8日手术", false},
    {has_link, "详情见 HTTPS://a.b/c", true},
    {has_link, "详情见ｗｗｗ．example．ｃｏｍ", true},
    {has_link, "打开 shui-di.xyz/123", true},
    {has_link, "血红蛋白6.5，血小板1.2万", false},
    {has_link, "邮箱zhao@example.com", false},
    {mail, "邮箱zhao＠example．com", true},
    {mail, "体温39.5@凌晨3.5", false},
    {mail, "@所有人", false},
    {share, "转发筹到的钱给您10%", true},
    {share, "帮忙推广有提成", true},
    {share, "推广者可得两成", true},
    {share, "筹到的钱给介绍人一部分", true},
    {share, "医保报销七成，感谢大家", false},
    {share, "谢谢您。医保付了百分之六十", false},
    {share, "我不会给任何人提成，也没有代筹。", false},
    {share, "没有任何中间人、没有佣金。", false},
    {share, "如有人索要提成请告知我们。", false},
    {share, "没有付过推广费。", false},
    {share, "没有佣金、回扣和介绍费", false},
    {share, "我不会把钱分给谁；给转发人两成", true},
    {share, "不会亏待您，提成两成", true},
    {share, "帮忙的不会没有提成", true},
    {share, "有没有提成？有，两成", true},
    {share, "没有提成的是假的，我们有佣金", true},
    {share, "不收手续费，给介绍费", true},
    {share, "无论谁帮忙都有回扣", true},
    {past_platform, "请勿私下转账，只通过平台捐助。", false},
    {past_platform, "请大家不要私下转账给我。", false},
    {past_platform, "不要客气，私下转给我", true},
    {past_platform, "不要客气私下转给我", true},
    {past_platform, "平台要手续费，请私下转", true},
    {home, "家住虚构县练习镇一村三组", true},
    {home, "租住人民路5号3单元，白天在工厂打工", true},
    {home, "家在练习镇一村三组，靠打工为生", true},
    {home, "虚构县练习镇一村三组的王试一", true},
    {home, "家住虚构县练习镇", false},
    {home, "他在建设路88号的工厂打工", false},
    {home, "11月8日，他在解放路12号门前，被货车撞伤", false},
    {home, "现在住在血液病区12号床", false},
    {home, "我们一家在建设路88号的厂里做工", false},
    {phone, "电话139\u200b0000\u200b0101", true},
    {phone, "139\u00ad0000\u00ad0101", true},
    {phone, "1\ufe0f3\ufe0f9\ufe0f00000101", true},
    {phone,
     "1\ufe0f\u20e33\ufe0f\u20e39\ufe0f\u20e30\ufe0f\u20e30\ufe0f\u20e30\ufe0f\u20e3"
     "0\ufe0f\u20e30\ufe0f\u20e31\ufe0f\u20e30\ufe0f\u20e31\ufe0f\u20e3",
     true},
    {phone, "1.3.9.0.0.0.0.0.1.0.1", true},
    {phone, "拨1、3、9、0、0、0、0、0、1、0、1", true},
    {phone, "13.90.00.00.10.1", true},
    {phone, "壹叁玖零零零零零壹零壹", true},
    {phone, "壹參玖零零零零零壹零壹", true},
    {phone, "白细胞13 11 10 9 12 8", false},
    {phone, "2026.11.30住院，12.5出院", false},
    {id, "990000\u200c19800506\u200c0017", true},
    {messenger, "微\u200b信abc12345", true},
    {share, "帮忙推广有提\u00ad成", true},
    {liable, "肇事方全责", true},
    {liable, "他在路上被货车撞伤", false},
};

START_TEST(test_phrases_found)
{
    ck_assert_msg(texts[_i].in(texts[_i].text) == texts[_i].found, "%s", texts[_i].text);
}
END_TEST

/* Sums and ages as people write them; -1: none is told. */
static const struct Told {
    const char *text;
    int64_t yuan, years; /* of 小雨 */
} told[] = {
    {"前后已花费30万元", 300000, -1},
    {"已经花了 320,000.50 元", 320000, -1},
    {"总共花了三十多万", 300000, -1},
    {"花了七万七千元", 77000, -1},
    {"花了三万五", 35000, -1},
    {"花了３．５万多", 35000, -1},
    {"花了一百二十万", 1200000, -1},
    {"花了十几天", -1, -1},
    {"花了两年时间", -1, -1},
    {"花了很多心血，还要三十万元", -1, -1},
    {"一期花了两万元，二期花了5万元", 50000, -1},
    {"花了99999999999999999999999万元", 10000000000000, -1},
    {"小雨今年十一岁", -1, 11},
    {"小雨，12周岁", -1, 12},
    {"九岁的小雨想上学", -1, 9},
    {"25岁的小雨", -1, 25},
    {"小雨八岁那年确诊", -1, -1},
    {"小雨的哥哥十五岁", -1, -1},
    {"小雨有三个姐姐，大的二十岁", -1, -1},
};

START_TEST(test_phrases_told)
{
    int64_t fen = -100, years = -1;
    const char *text = told[_i].text;
    told_sum(text, words("spent_told"), 8, &fen);
    told_age(text, "莫小雨|小雨", words("age_filler"), words("age_then"), &years);
    ck_assert_msg(fen / 100 == told[_i].yuan, "%s: %lld", text, (long long)fen);
    ck_assert_msg(years == told[_i].years, "%s: %lld", text, (long long)years);
}
END_TEST

/* A word that is not written as texts are compared would never be found; ages are read in the
 * text as it is. */
START_TEST(test_phrases_words)
{
    const CodeTable *table = codes_table(codes, "story_word");
    Buf wrong = BUF_INIT;
    for (size_t i = 0; i < code_count(table); i++) {
        const char *code = code_at(table, i)->code;
        char *list = xstrdup(words(code)), *rest = list, *word;
        while ((word = strsep(&rest, "|"))) {
            word += word[0] == ' ' && word[1];
            if (strcmp(word, " ") != 0 && strcmp(form(word), word) != 0 &&
                strcmp(code, "age_filler") != 0)
                buf_addf(&wrong, "%s: %s is looked for as %s\n", code, word, form(word));
        }
        free(list);
    }
    ck_assert_msg(!wrong.len, "%s", wrong.data);
    buf_free(&wrong);
}
END_TEST

static const struct {
    const char *text, *form;
} forms[] = {
    {"微 ❤ 信：ＡＢＣ①②", "微信:abc12"},
    {"維·信 ⓥⓧ 🄰", "维信 vx a"},
    {"一月\n二月. 三 月。四月", "一月\n二月三月。四月"},
    {"发烧39.5度、五十 mg", "发烧39.5度、五十 mg"},
    {"", ""},
};

START_TEST(test_phrases_form)
{
    ck_assert_str_eq(form(forms[_i].text), forms[_i].form);
    ck_assert_int_eq(text_digit(0x2778), 3);
    ck_assert_int_eq(text_digit(0x5341), -1);
}
END_TEST

/* The longest story that fits a field. */
START_TEST(test_phrases_long)
{
    Buf text = BUF_INIT;
    for (int i = 0; i < 2000; i++)
        buf_add(&text, "孩子想回学校。");
    ck_assert(!home(text.data) && !messenger(text.data) && !share(text.data));
    buf_add(&text, "微信hesan_9008");
    ck_assert(messenger(text.data));
    buf_free(&text);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("phrases");
    TCase *tcase = tcase_create("phrases");
    tcase_add_unchecked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, test_phrases_found, 0, COUNT_OF(texts));
    tcase_add_loop_test(tcase, test_phrases_told, 0, COUNT_OF(told));
    tcase_add_test(tcase, test_phrases_words);
    tcase_add_loop_test(tcase, test_phrases_form, 0, COUNT_OF(forms));
    tcase_add_test(tcase, test_phrases_long);
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}
