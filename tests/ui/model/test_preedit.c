/* Composing by pinyin: keys in, what is shown and what goes into the field out. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/mem.h"
#include "base/text/text.h"
#include "tests/support/suite.h"
#include "ui/cmd/cmd.h"
#include "ui/model/event.h"
#include "ui/model/preedit.h"

static const char words[] = "张\tzhang\t300\n章\tzhang\t200\n长\tzhang\t100\n"
                            "小\txiao\t300\n晓\txiao\t200\n明\tming\t300\n鸣\tming\t100\n"
                            "小明\txiao ming\t100\n晓明\txiao ming\t90\n"
                            "西\txi\t50\n安\tan\t50\n西安\txi an\t40\n先\txian\t500\n"
                            "女\tnv\t100\n你\tni\t500\n好\thao\t400\n你好\tni hao\t300\n";

/* Half as much as makes 长 the likelier one. */
static const char pairs[] = "长\t晓明4\n";

static WordList *list;
static Habits *habits;
static Preedit *preedit;
static Buf field; /* what went into it */

static void start(void)
{
    Err err;
    list = wordlist_new();
    ck_assert(wordlist_add_file(list, "words", words, strlen(words), &err));
    ck_assert(wordlist_add_pairs(list, "pairs", pairs, strlen(pairs), &err));
    for (int i = 0; i < 30; i++) { /* a syllable of many characters */
        Buf line = BUF_INIT;
        buf_add_rune(&line, 0x4E00 + (unsigned)i);
        buf_addf(&line, "\tyi\t%d\n", 100 - i);
        ck_assert(wordlist_add_file(list, "many", line.data, line.len, &err));
        buf_free(&line);
    }
    wordlist_ready(list);
    habits = habits_new();
    preedit = preedit_new(list, habits);
    preedit_width(preedit, 76);
    buf_init(&field);
}

static void stop(void)
{
    preedit_free(preedit);
    habits_free(habits);
    wordlist_free(list);
    buf_free(&field);
}

/* "zhang Space 2": what is a key's name is the key, anything else is typed. A key that is the
 * field's is written into it as <Name>. */
static void type(const char *keys)
{
    char *copy = xstrdup(keys), *rest = copy;
    for (char *word; (word = strsep(&rest, " "));) {
        int key = strlen(word) > 1 ? key_parse(word) : 0;
        if (key == ' ')
            preedit_text(preedit, " ", 1, &field);
        else if (!key || (key < K_UP && key_printable(key)))
            preedit_text(preedit, word, strlen(word), &field);
        else if (!preedit_key(preedit, key, &field))
            buf_addf(&field, "<%s>", word);
    }
    free(copy);
}

/* Chooses by its number what is on the page. */
static void choose(const char *text)
{
    PreeditView view;
    int at = 0;
    preedit_view(preedit, &view);
    while (at < view.n && strcmp(view.candidates[at], text) != 0)
        at++;
    ck_assert_int_lt(at, view.n);
    char number[] = {(char)('1' + at), '\0'};
    type(number);
}

static void expect_shown(const char *text)
{
    PreeditView view;
    preedit_view(preedit, &view);
    ck_assert_str_eq(view.text, text);
}

static const struct Typed {
    const char *keys, *field, *shown;
} typed[] = {
    {"nihao", "", "ni'hao"},
    {"nihao Space", "你好", ""},
    {"ni Space hao Space", "你好", ""},
    {"nihaox", "", "ni'hao'x"},
    {"zhang 2", "章", ""},
    {"zhang 9", "", "zhang"}, /* no such number */
    {"zhangxiaoming Space", "张小明", ""},
    {"zhangxiaoming Enter", "zhangxiaoming", ""},
    {"zhangxiaoming Esc", "", ""},
    {"zhangxiaoming ^U", "", ""},
    {"xian Space", "先", ""},
    {"xi'an Space", "西安", ""},
    {"nv Space", "女", ""},
    /* taken back */
    {"zhangx Backspace", "", "zhang"},
    {"zh Backspace Backspace", "", ""},
    {"zh Backspace Backspace Backspace", "<Backspace>", ""},
    /* moved to a word: it alone is chosen, the phrase goes in as it stands */
    {"zhangxiaoming Right", "", "[张]小明"},
    {"zhangxiaoming Left", "", "张[小明]"},
    {"zhangxiaoming Left Left Left", "", "张[小明]"},
    {"zhangxiaoming Right 2", "", "章[小明]"},
    {"zhangxiaoming Right 2 Space", "章小明", ""},
    {"zhangxiaoming Right Down Space Space", "章小明", ""},
    {"zhangxiaoming Left 2", "张晓明", ""},
    {"zhangxiaoming Right Space", "张小明", ""},
    {"zhangxiaoming Right Enter", "zhangxiaoming", ""},
    {"zhangxiaoming Right Esc", "", ""},
    {"zhangxiaoming Right 2 Tab", "章小明<Tab>", ""},
    {"zhangxiaoming Right 2 ,", "章小明，", ""},
    {"zhangxiaoming Right 2 Left", "", "[章]小明"},
    {"zhangxiaoming Right 2 x", "", "章xiao'ming'x"},
    {"zhangxiaoming Right x", "", "zhang'xiao'ming'x"},
    {"zhangxiaoming Right Backspace", "", "zhang'xiao'min"},
    {"zhangxiaoming Right 3", "", "长[晓明]"}, /* the rest follows */
    {"zhang 3 xiaoming Space", "长晓明", ""},  /* the field's text does so, too */
    {"zhang 3 , xiaoming Space", "长，小明", ""},
    {"zhang 3 Tab xiaoming Space", "长<Tab>小明", ""},
    {"zhangxiaomingnihao Right Right 2", "", "张晓明[你好]"},
    {"zhangxiaomingnihao Right Right 2 Left Left 2", "", "章[晓明]你好"}, /* chosen */
    {"zhangxiaomingnihao Right Right 2 Left Left 2 Space", "章晓明你好", ""},
    {"xi'an'zhang Right Right", "", "西安[张]"},
    {"nihaov Left", "", "[你好]v"},
    {"nihaov Left Right Space", "你好v", ""},
    {"v Left Right Space", "v", ""},
    /* other keys take what is marked, then do what they do */
    {"nihao Tab", "你好<Tab>", ""},
    {"zhang Down Tab", "章<Tab>", ""},
    {"zhang Down Down Up Up Up Space", "张", ""},
    {"zhang Down Down Down Down Space", "长", ""},
    {"nihao F1", "你好<F1>", ""},
    {"zhang Del Home End Space", "张", ""},
    {"Left Enter Esc", "<Left><Enter><Esc>", ""},
    /* digits, capitals and other text pass; while composing they take what is marked first */
    {"12 ICU 3.5 8:30 1,200.50", "12ICU3.58:301,200.50", ""},
    {"nihaoICU", "你好ICU", ""},
    {"nihao王e\xcc\x81𠮷", "你好王e\xcc\x81𠮷", ""},
    {"12 Space 0", "12 0", ""},
    {"zhang 0", "张0", ""},
    /* punctuation */
    {"nihao,nihao.", "你好，你好。", ""},
    {"(A) : ; ? !", "（A）：；？！", ""},
    {"\" \" \" \"", "“”“”", ""},
    {"' '", "‘’", ""},
    {"\" Tab \"", "“<Tab>“", ""},
    {"<> [ ] \\ ^ _ $ / % @", "《》【】、……——￥/%@", ""},
    {"nihao-", "", "ni'hao"}, /* a page, not a sign */
    {"-", "-", ""},
    /* letters that mean nothing */
    {"v Space", "v", ""},
    {"v 1", "v1", ""},
    {"nihaov Space Space", "你好v", ""},
    {"", "", ""},
};

START_TEST(test_preedit_typed)
{
    type(typed[_i].keys);
    ck_assert_str_eq(field.data, typed[_i].field);
    expect_shown(typed[_i].shown);
    ck_assert_int_eq(preedit_open(preedit), typed[_i].shown[0] != '\0');
}
END_TEST

/* A part chosen waits for the rest; Backspace gives it back. */
START_TEST(test_preedit_parts)
{
    type("zhangxiaoming");
    PreeditView view;
    preedit_view(preedit, &view);
    ck_assert_str_eq(view.candidates[0], "张小明");
    choose("章");
    expect_shown("章xiao'ming");
    type("Backspace");
    expect_shown("章xiao'min");
    type("g 2");
    ck_assert_str_eq(field.data, "章晓明");
    expect_shown("");
    /* It is known from now on. */
    type("zxm Space");
    ck_assert_str_eq(field.data, "章晓明章晓明");
    type("zhang Space");
    ck_assert_str_eq(field.data, "章晓明章晓明章");
    ck_assert_uint_eq(habits_count(habits), 3);
}
END_TEST

START_TEST(test_preedit_backspace_over_a_part)
{
    type("zhangx");
    choose("张");
    expect_shown("张x");
    type("Backspace");
    expect_shown("zhang");
    type("Enter");
    ck_assert_str_eq(field.data, "zhang");
}
END_TEST

/* As many as fit, at most nine; the same pages both ways; numbers are those of the page. */
START_TEST(test_preedit_pages)
{
    static const char *const ways[][2] = {{"=", "-"}, {"+", "-"}, {"PgDn", "PgUp"}};
    PreeditView view;
    type("yi");
    for (size_t i = 0; i < COUNT_OF(ways); i++) {
        preedit_view(preedit, &view);
        ck_assert_int_eq(view.n, 9);
        ck_assert(!view.before && view.after);
        ck_assert_str_eq(view.candidates[0], "一");
        for (int page = 1; page <= 5; page++)
            type(ways[i][0]);
        preedit_view(preedit, &view);
        ck_assert_int_eq(view.n, 3);
        ck_assert(view.before && !view.after);
        for (int page = 1; page <= 5; page++)
            type(ways[i][1]);
    }
    type("= =");
    preedit_width(preedit, 20); /* a narrower window: the marked one stays in sight */
    preedit_view(preedit, &view);
    ck_assert_int_eq(view.n, 4);
    ck_assert(view.marked < view.n);
    type("Down Down Down Down Down");
    preedit_view(preedit, &view);
    const char *marked = view.candidates[view.marked];
    Buf want = BUF_INIT;
    buf_add(&want, marked);
    type("Space");
    ck_assert_str_eq(field.data, want.data);
    buf_free(&want);
}
END_TEST

/* More letters than are looked at: what is first is fixed, and nothing is lost. */
START_TEST(test_preedit_of_many_letters)
{
    Buf many = BUF_INIT;
    for (int i = 0; i < 500; i++)
        buf_add(&many, "yi");
    preedit_text(preedit, many.data, many.len, &field);
    PreeditView view;
    preedit_view(preedit, &view);
    ck_assert_int_gt(view.n, 0);
    type("Space");
    ck_assert_uint_eq(text_chars(field.data), 500);
    ck_assert(!preedit_open(preedit));
    ck_assert_uint_eq(habits_count(habits), 0); /* a sentence is no habit */
    buf_clear(&field);
    buf_clear(&many);
    for (int i = 0; i < 40; i++)
        buf_add(&many, "nihao");
    preedit_text(preedit, many.data, many.len, &field);
    type("Space");
    ck_assert_uint_eq(text_chars(field.data), 80);
    ck_assert_ptr_nonnull(strstr(field.data, "你好你好"));
    buf_clear(&field);
    buf_clear(&many);
    for (int i = 0; i < 200; i++)
        buf_add(&many, "v");
    preedit_text(preedit, many.data, many.len, &field);
    type("Space");
    ck_assert_str_eq(field.data, many.data); /* without a meaning they stay what they are */
    buf_free(&many);
}
END_TEST

START_TEST(test_preedit_ends)
{
    type("nihao");
    preedit_raw(preedit, &field);
    type("nihao");
    preedit_take(preedit, &field);
    type("nihao");
    preedit_drop(preedit);
    preedit_take(preedit, &field);
    preedit_raw(preedit, &field);
    ck_assert_str_eq(field.data, "nihao你好");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("preedit");
    TCase *tcase = tcase_create("preedit");
    tcase_add_checked_fixture(tcase, start, stop);
    tcase_add_loop_test(tcase, test_preedit_typed, 0, COUNT_OF(typed));
    tcase_add_test(tcase, test_preedit_parts);
    tcase_add_test(tcase, test_preedit_backspace_over_a_part);
    tcase_add_test(tcase, test_preedit_pages);
    tcase_add_test(tcase, test_preedit_of_many_letters);
    tcase_add_test(tcase, test_preedit_ends);
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}
