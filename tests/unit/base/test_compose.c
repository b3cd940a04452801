/* What letters typed as pinyin bring: with the list that ships, since that is what people get,
 * and with small ones for what is wrong in a file. */
#include "config.h"

#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/path.h"
#include "base/pinyin/compose.h"
#include "tests/support/suite.h"

static WordList *list;
static Compose *compose;
static Habits *habits;
static Err err;

static void add_shipped(const char *name)
{
    const char *top = getenv("top_srcdir");
    Buf text = BUF_INIT;
    char *folder = path_join(top ? top : "..", "data/pinyin");
    char *path = path_join(folder, name);
    ck_assert_msg(path_read(path, WORDLIST_FILE_MAX, &text, &err), "%s", err.text);
    ck_assert_msg(wordlist_add_file(list, name, text.data, text.len, &err), "%s", err.text);
    buf_free(&text);
    free(path);
    free(folder);
}

static void begin(void)
{
    list = wordlist_new();
    habits = habits_new();
}

static void ready(void)
{
    wordlist_ready(list);
    compose = compose_new(list);
}

static void begin_shipped(void)
{
    begin();
    add_shipped("words.tsv");
    add_shipped("names.tsv");
    add_shipped("terms.tsv");
    wordlist_add_text(list, "重型再生障碍性贫血（极重型）", NULL);
    wordlist_add_text(list, "C91 急性单核细胞白血病，𠮷某 abc ", NULL);
    wordlist_add_text(list, "四川省绵阳市长寿路", NULL);
    wordlist_add_text(list, "六安市", "lu an shi");
    wordlist_add_text(list, "略阳县", "lve yang xian");
    ready();
}

static void end(void)
{
    compose_free(compose);
    compose = NULL;
    habits_free(habits);
    wordlist_free(list);
}

/* The place of a text among the candidates, 1 the first; 0: it is not there. */
static size_t place_of(const char *letters, const char *text)
{
    size_t n = compose_read(compose, habits, letters);
    for (size_t i = 0; i < n; i++) {
        if (strcmp(compose_candidate(compose, i)->text, text) == 0)
            return i + 1;
    }
    return 0;
}

/* within: on the first so many. */
static const struct Wanted {
    const char *letters, *text;
    size_t within;
} wanted[] = {
    /* words, phrases, sentences */
    {"nihao", "你好", 1},
    {"xian", "西安", 9},
    {"xian", "先", 1},
    {"xi'an", "西安", 1},
    {"fangan", "方案", 1},
    {"fangan", "反感", 2},
    {"fang'an", "方案", 1},
    {"fan'gan", "反感", 1},
    {"huanzhejiatingkunnanxuyaohualiaofeiyong", "患者家庭困难需要化疗费用", 1},
    {"zhangxiaoming", "张小明", 1},
    /* initials, mixtures, a last syllable not typed to its end */
    {"bxb", "白血病", 3},
    {"zxzszaxpx", "重型再生障碍性贫血", 1},
    {"zhongg", "中国", 1},
    {"zhongguor", "中国人", 2},
    {"baixuebin", "白血病", 1},
    {"zhangxm", "张", 18}, /* after the words of two syllables */
    {"zxm", "这些", 9},
    {"xiaomin", "小民", 9},
    /* ü */
    {"lv", "吕", 5},
    {"nv", "女", 1},
    {"nvhai", "女孩", 1},
    {"lve", "略", 1},
    {"lue", "略", 1},
    {"nve", "虐", 3},
    {"jvzi", "句子", 9},
    /* surnames that are read otherwise */
    {"shan", "单", 9},
    {"qiu", "仇", 9},
    {"xie", "解", 9},
    {"zeng", "曾", 1},
    {"zha", "查", 9},
    {"yue", "乐", 9},
    {"yuchi", "尉迟", 1},
    {"ouyang", "欧阳", 1},
    {"piao", "朴", 9},
    {"moqi", "万俟", 2},
    {"maimaiti", "买买提", 1},
    /* the words of the ward */
    {"baixuebing", "白血病", 1},
    {"hualiao", "化疗", 1},
    {"yizhi", "移植", 9},
    {"touxi", "透析", 1},
    {"yibao", "医保", 1},
    {"dibao", "低保", 1},
    {"gusui", "骨髓", 1},
    {"xinnonghe", "新农合", 1},
    {"jixingdanhexibaobaixuebing", "急性单核细胞白血病", 1},
    {"luanshi", "六安市", 1},
    {"lueyangxian", "略阳县", 1},
    {"lveyangxian", "略阳县", 1},
    {"sichuanshengmianyangshichangshoulu", "四川省绵阳市长寿路", 1},
};

START_TEST(test_compose_finds)
{
    const struct Wanted *want = &wanted[_i];
    size_t place = place_of(want->letters, want->text);
    ck_assert_msg(place > 0 && place <= want->within, "%s: %s is number %zu", want->letters,
                  want->text, place);
}
END_TEST

static const struct Wanted names[] = {
    {"lifang", "李芳", 1},
    {"lifang", "立方", 9},
    {"wangjianguo", "王建国", 1},
    {"shanxiaoming", "单小明", 1},
    {"qiuxiaomin", "仇小敏", 3},
    {"yuchijun", "尉迟军", 3},
    {"ouyangmingyue", "欧阳明月", 1},
    {"zengguofan", "曾国藩", 1},
    {"zhoumin", "周敏", 1},
    {"zxm", "张学明", 3},
    {"yang", "杨", 1},
    {"maimaitituerxun", "买买提吐尔逊", 1},
    {"renminyiyuan", "人民医院", 1}, /* a payee */
};

START_TEST(test_compose_finds_names)
{
    const struct Wanted *want = &names[_i];
    compose_names(compose, true);
    size_t place = place_of(want->letters, want->text);
    ck_assert_msg(place > 0 && place <= want->within, "%s: %s is number %zu", want->letters,
                  want->text, place);
    compose_names(compose, false);
    ck_assert_uint_eq(place_of("lifang", "立方"), 1);
}
END_TEST

/* All letters of a candidate that is whole; those of a part with the apostrophe after them. */
START_TEST(test_compose_counts_letters)
{
    ck_assert_uint_gt(compose_read(compose, habits, "xi'an'shi"), 0);
    ck_assert_uint_eq(compose_candidate(compose, 0)->letters, strlen("xi'an'shi"));
    for (size_t i = 0; compose_candidate(compose, i); i++) {
        const Candidate *candidate = compose_candidate(compose, i);
        if (strcmp(candidate->text, "西") == 0)
            ck_assert_uint_eq(candidate->letters, strlen("xi'"));
        if (strcmp(candidate->text, "西安") == 0) {
            ck_assert_uint_eq(candidate->letters, strlen("xi'an'"));
            ck_assert_str_eq(candidate->reading, "xi an");
        }
        ck_assert_str_ne(candidate->text, "先");
    }
}
END_TEST

START_TEST(test_compose_parts_letters)
{
    static const struct {
        const char *letters, *parted;
    } cases[] = {
        {"zhangxiaoming", "zhang'xiao'ming"},
        {"zhangxm", "zhang'x'm"},
        {"xi'an", "xi'an"},
        {"xian'", "xian'"},
        {"xian", "xian"},
        {"nihaov", "ni'hao'v"},
        {"v", "v"},
        {"", ""},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Buf parted = BUF_INIT;
        compose_read(compose, NULL, cases[i].letters);
        compose_parted(compose, &parted);
        ck_assert_str_eq(parted.data, cases[i].parted);
        buf_free(&parted);
    }
}
END_TEST

/* Nothing that can be typed takes long, brings nothing but text, or is believed. */
START_TEST(test_compose_bears_anything)
{
    static const char *const typed[] = {
        "v",
        "i",
        "''",
        "'",
        "vvvvvvvv",
        "ABC",
        "zh1",
        "\xff\xfe",
        "a\tb",
        "王",
        "e\xcc\x81",
        "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"
        "z",
        "''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''a",
        "yiyiyiyiyiyiyiyiyiyiyiyiyiyiyiyiyiyiyiyiyiyiyiyiyiyiyiyiyiyiyiyiyiyiyiyiyiyiyiyiyiyiy"
        "i",
    };
    for (size_t i = 0; i < COUNT_OF(typed); i++) {
        size_t n = compose_read(compose, habits, typed[i]);
        ck_assert_uint_le(n, COMPOSE_MOST);
        for (size_t k = 0; k < n; k++) {
            const Candidate *candidate = compose_candidate(compose, k);
            ck_assert(candidate->text[0]);
            ck_assert_uint_gt(candidate->letters, 0);
            ck_assert_uint_le(candidate->letters, strlen(typed[i]));
        }
    }
    ck_assert_uint_eq(compose_read(compose, habits, ""), 0);
    ck_assert_ptr_null(compose_candidate(compose, 0));
}
END_TEST

static void add_singles(Buf *all, const WordNode *node)
{
    for (uint32_t i = 0; i < node->word_count; i++) {
        Word word = wordlist_word(list, node->words + i);
        buf_add_bytes(all, word.text, word.bytes);
        buf_add_char(all, ' ');
    }
}

/* Each reading that the list has for a character brings it, and no character of GB 2312 is
 * without one. */
START_TEST(test_compose_reaches_every_character)
{
    Buf all = BUF_INIT, offered = BUF_INIT;
    const WordNode *root = wordlist_node(list, 0);
    for (uint32_t i = 0; i < root->children; i++) {
        const WordNode *node = wordlist_node(list, root->child + i);
        const char *letters = wordlist_letters(list, node->syllable);
        buf_clear(&offered);
        size_t n = compose_read(compose, habits, letters);
        for (size_t k = 0; k < n; k++)
            buf_addf(&offered, "%s ", compose_candidate(compose, k)->text);
        for (uint32_t k = 0; k < node->word_count; k++) {
            Word word = wordlist_word(list, node->words + k);
            char text[8] = "";
            memcpy(text, word.text, word.bytes);
            ck_assert_msg(strstr(offered.data, text), "%s is not offered for %s", text,
                          letters);
        }
        add_singles(&all, node);
    }
    iconv_t from = iconv_open("UTF-8", "GB2312");
    ck_assert(from != (iconv_t)-1);
    size_t seen = 0;
    for (int row = 0xB0; row < 0xF8; row++) {
        for (int cell = 0xA1; cell < 0xFF; cell++) {
            char in[] = {(char)row, (char)cell}, out[8] = "", *src = in, *dst = out;
            size_t in_left = sizeof in, out_left = sizeof out - 1;
            if (iconv(from, &src, &in_left, &dst, &out_left) == (size_t)-1) {
                iconv(from, NULL, NULL, NULL, NULL);
                continue;
            }
            ck_assert_msg(strstr(all.data, out), "%s has no reading", out);
            seen++;
        }
    }
    ck_assert_uint_eq(seen, 6763);
    iconv_close(from);
    buf_free(&all);
    buf_free(&offered);
}
END_TEST

START_TEST(test_habits_come_first)
{
    ck_assert(habits_take(habits, list, "仇晓敏", "qiu xiao min"));
    ck_assert_uint_eq(place_of("qiuxiaomin", "仇晓敏"), 1);
    ck_assert_uint_eq(place_of("qxm", "仇晓敏"), 1);
    ck_assert_uint_eq(place_of("qiuxm", "仇晓敏"), 1);
    ck_assert(habits_take(habits, list, "邱小明", "qiu xiao ming"));
    ck_assert_uint_eq(place_of("qxm", "邱小明"), 1);
    ck_assert_uint_eq(place_of("qxm", "仇晓敏"), 2);
    ck_assert(habits_take(habits, list, "仇晓敏", "qiu xiao min"));
    ck_assert_uint_eq(place_of("qxm", "仇晓敏"), 1);
    ck_assert_uint_eq(habits_count(habits), 2);
    ck_assert_uint_eq(place_of("huanzheqiuxiaomin", "患者仇晓敏"), 1);
    ck_assert(habits_take(habits, list, "珊", "shan"));
    ck_assert_uint_eq(place_of("shan", "珊"), 1);
}
END_TEST

/* Who keeps them writes only what is new. */
START_TEST(test_habits_fresh)
{
    const char *text, *reading;
    ck_assert(habits_take(habits, list, "珊", "shan"));
    ck_assert(habits_take(habits, list, "山", "shan"));
    ck_assert_uint_eq(habits_fresh(habits), 2);
    habits_kept(habits);
    ck_assert_uint_eq(habits_fresh(habits), 0);
    ck_assert(habits_take(habits, list, "珊", "shan"));
    ck_assert(habits_take(habits, list, "珊", "shan"));
    ck_assert_uint_eq(habits_fresh(habits), 1);
    habits_at(habits, 0, &text, &reading);
    ck_assert_str_eq(text, "珊");
    ck_assert_uint_eq(habits_count(habits), 2);
}
END_TEST

START_TEST(test_habits_are_bounded)
{
    const char *text, *reading;
    Buf word = BUF_INIT;
    ck_assert(!habits_take(habits, list, "x", "qqq"));
    ck_assert(!habits_take(habits, list, "x", ""));
    ck_assert(!habits_take(habits, list, "", "shan"));
    ck_assert(!habits_take(habits, list, "长", "a a a a a a a a a a a a a"));
    ck_assert_uint_eq(habits_count(habits), 0);
    for (int i = 0; i < HABITS_MAX + 5; i++) {
        buf_clear(&word);
        buf_addf(&word, "甲%d", i);
        ck_assert(habits_take(habits, list, word.data, "jia"));
    }
    ck_assert_uint_eq(habits_count(habits), HABITS_MAX);
    habits_at(habits, 0, &text, &reading);
    ck_assert_str_eq(text, word.data);
    ck_assert_str_eq(reading, "jia");
    habits_at(habits, HABITS_MAX - 1, &text, &reading);
    ck_assert_str_eq(text, "甲5");
    ck_assert_uint_eq(place_of("jia", word.data), 1);
    buf_free(&word);
}
END_TEST

START_TEST(test_wordlist_refuses_bad_files)
{
    static const char *const bad[] = {
        "好\n",
        "好\thao\n",
        "好\thao\t\n",
        "好\thao\t-1\n",
        "好\thao\t1x\n",
        "好\thao\t99999999999\n",
        "好\thao ma\t1\n",
        "好吗\thao\t1\n",
        "好\thao\t1\t\n",
        "好\thao\t1\tname\n",
        "好\thao\t\tgiven\n",
        "好\thao\t1\tgiven\t1\n",
        "好\tHao\t1\n",
        "好\thao1\t1\n",
        "好\thaohaohao\t1\n",
        "好\t\t1\n",
        "\thao\t1\n",
        "好\thao \t1\n",
        "一二三四五六七八九十一二三\ta a a a a a a a a a a a a\t1\n",
    };
    const char *text = "# 说明\n\n好\thao\t5\n";
    ck_assert(wordlist_add_file(list, "words", text, strlen(text), &err));
    ck_assert_uint_eq(wordlist_count(list), 1);
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        Buf file = BUF_INIT;
        buf_addf(&file, "# two lines before\n\n%s", bad[i]);
        ck_assert_msg(!wordlist_add_file(list, "own.tsv", file.data, file.len, &err), "%s",
                      bad[i]);
        ck_assert_ptr_nonnull(strstr(err.text, "own.tsv, line 3"));
        buf_free(&file);
    }
    ck_assert(!wordlist_add_file(list, "own.tsv", "\xff", 1, &err));
    ck_assert(!wordlist_add_file(list, "own.tsv", "a\0b", 3, &err));
}
END_TEST

static void add_pairs(const char *text)
{
    ck_assert_msg(wordlist_add_pairs(list, "pairs", text, strlen(text), &err), "%s", err.text);
}

/* The word before decides, and of a pair given twice what saves more. */
START_TEST(test_pairs_decide)
{
    const char *text = "一直\tyi zhi\t900\n移植\tyi zhi\t100\n做\tzuo\t500\n他\tta\t500\n";
    ck_assert(wordlist_add_file(list, "words", text, strlen(text), &err));
    add_pairs("# 说明\n\n做\t移植40 完9\n");
    add_pairs("做\t移植2\n");
    ready();
    ck_assert_uint_eq(place_of("yizhi", "一直"), 1);
    ck_assert_uint_eq(place_of("zuoyizhi", "做移植"), 1);
    ck_assert_uint_eq(place_of("tayizhi", "他一直"), 1);
}
END_TEST

START_TEST(test_wordlist_refuses_bad_pairs)
{
    static const char *const bad[] = {
        "做\n",          "做\t\n",         "做\t移植\n",      "做\t移植0\n",
        "做\t移植256\n", "做\t移植4 \n",   "做\t移植4  a1\n", "\t移植4\n",
        "做\t4\n",       "做\t移植4\t1\n", "做\t移植-\n",     "做\t移植99999999999999999999\n",
    };
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        Buf file = BUF_INIT;
        buf_addf(&file, "# two lines before\n\n%s", bad[i]);
        ck_assert_msg(!wordlist_add_pairs(list, "own.pairs", file.data, file.len, &err), "%s",
                      bad[i]);
        ck_assert_ptr_nonnull(strstr(err.text, "own.pairs, line 3"));
        buf_free(&file);
    }
    ck_assert(!wordlist_add_pairs(list, "own.pairs", "\xff", 1, &err));
}
END_TEST

/* An empty list, and one that was not in order. */
START_TEST(test_wordlist_of_any_order)
{
    const char *text = "长\tzhang\t1\n啊\ta\t3\n长\tchang\t2\n阿\ta\t9\n长安\tchang an\t1\n";
    ready();
    ck_assert_uint_eq(compose_read(compose, habits, "a"), 0);
    compose_free(compose);
    compose = NULL;
    wordlist_free(list);
    list = wordlist_new();
    ck_assert(wordlist_add_file(list, "words", text, strlen(text), &err));
    wordlist_add_text(list, "长安", NULL);
    wordlist_add_text(list, "啊阿x阿\xf0\xa0\xae\xb7", NULL);
    wordlist_add_text(list, "", NULL);
    ready();
    ck_assert_uint_eq(wordlist_count(list), 6);
    ck_assert_uint_eq(place_of("a", "阿"), 1);
    ck_assert_uint_eq(place_of("a", "啊"), 2);
    ck_assert_uint_eq(place_of("changan", "长安"), 1);
    ck_assert_uint_eq(place_of("aa", "啊阿"), 1);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("compose");
    TCase *shipped = tcase_create("shipped"), *small = tcase_create("small");
    tcase_add_checked_fixture(shipped, begin_shipped, end);
    tcase_add_loop_test(shipped, test_compose_finds, 0, COUNT_OF(wanted));
    tcase_add_loop_test(shipped, test_compose_finds_names, 0, COUNT_OF(names));
    tcase_add_test(shipped, test_compose_counts_letters);
    tcase_add_test(shipped, test_compose_parts_letters);
    tcase_add_test(shipped, test_compose_bears_anything);
    tcase_add_test(shipped, test_compose_reaches_every_character);
    tcase_add_test(shipped, test_habits_come_first);
    tcase_add_test(shipped, test_habits_fresh);
    tcase_add_test(shipped, test_habits_are_bounded);
    tcase_add_checked_fixture(small, begin, end);
    tcase_add_test(small, test_wordlist_refuses_bad_files);
    tcase_add_test(small, test_pairs_decide);
    tcase_add_test(small, test_wordlist_refuses_bad_pairs);
    tcase_add_test(small, test_wordlist_of_any_order);
    suite_add_tcase(suite, shipped);
    suite_add_tcase(suite, small);
    return suite_finish(suite);
}
