/* Sentences of real intakes, typed whole by pinyin: how many come out right at the first try.
 * The figures are held: fewer fail. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/words.h"
#include "base/attr.h"
#include "base/path.h"
#include "tests/support/suite.h"

static WordList *list;
static Compose *compose;
static Err err;

static void start(void)
{
    const char *top = getenv("top_srcdir");
    char *data = path_join(top ? top : "..", "data");
    const char *folders[] = {data};
    ck_assert_msg(app_words_load(folders, 1, NULL, &list, &err), "%s", err.text);
    compose = compose_new(list);
    free(data);
}

static void stop(void)
{
    compose_free(compose);
    wordlist_free(list);
}

static bool comes_first(const char *letters, const char *text)
{
    return compose_read(compose, NULL, letters) > 0 &&
           strcmp(compose_candidate(compose, 0)->text, text) == 0;
}

/* "wo shi" as it is typed: woshi. */
static void join(const char *syllables, Buf *letters)
{
    buf_clear(letters);
    for (; *syllables; syllables++) {
        if (*syllables != ' ')
            buf_add_char(letters, *syllables);
    }
}

static const struct Kind {
    const char *name;
    int all, right;
} kinds[] = {{"tuned", 40, 37}, {"kept", 20, 15}};

START_TEST(test_sentences_come_out_right)
{
    const struct Kind *kind = &kinds[_i];
    const char *top = getenv("top_srcdir");
    char *path = path_join(top ? top : "..", "tests/unit/app/sentences.tsv");
    Buf text = BUF_INIT, letters = BUF_INIT;
    int all = 0, right = 0;
    ck_assert_msg(path_read(path, 1 << 20, &text, &err), "%s", err.text);
    char *rest = text.data;
    for (char *line; (line = strsep(&rest, "\n"));) {
        const char *sentence = strsep(&line, "\t"), *syllables = strsep(&line, "\t");
        if (sentence[0] == '#' || !line || strcmp(line, kind->name) != 0)
            continue;
        join(syllables, &letters);
        all++;
        right += comes_first(letters.data, sentence);
    }
    printf("%s: %d of %d sentences are right at the first try\n", kind->name, right, all);
    ck_assert_int_eq(all, kind->all);
    ck_assert_int_ge(right, kind->right);
    buf_free(&text);
    buf_free(&letters);
    free(path);
}
END_TEST

/* Alone, the word of this field is meant, however much oftener another is met elsewhere. */
START_TEST(test_words_of_the_field_come_first)
{
    static const char *const words[][2] = {
        {"yizhi", "移植"},   {"qiuqiu", "求求"},   {"huale", "花了"},    {"chachu", "查出"},
        {"hualiao", "化疗"}, {"touxi", "透析"},    {"yibao", "医保"},    {"dibao", "低保"},
        {"baoxiao", "报销"}, {"chouqian", "筹钱"}, {"fangliao", "放疗"}, {"zhipi", "植皮"},
    };
    for (size_t i = 0; i < COUNT_OF(words); i++)
        ck_assert_msg(comes_first(words[i][0], words[i][1]), "%s: not %s but %s", words[i][0],
                      words[i][1], compose_candidate(compose, 0)->text);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("sentences");
    TCase *tcase = tcase_create("sentences");
    tcase_add_unchecked_fixture(tcase, start, stop);
    tcase_add_loop_test(tcase, test_sentences_come_out_right, 0, COUNT_OF(kinds));
    tcase_add_test(tcase, test_words_of_the_field_come_first);
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}
