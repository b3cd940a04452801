/* The words of an expression: which there are, and whether it looks beyond its row. */
#include "config.h"

#include <check.h>
#include <string.h>

#include "base/attr.h"
#include "rules/language/wordlist.h"
#include "rules/language/words.h"
#include "tests/support/suite.h"

START_TEST(test_words_next)
{
    static const char *const words[] = {"fact.a", "plan.item", "coalesce", "b2"};
    const char *at = "fact.a<plan.item AND_'x.y é' + 12e3 coalesce([x], \"y\", b2)";
    size_t n = 0;
    Word word;
    while ((at = word_next(at, &word))) {
        if (word_is(word.name, word.name_len, "AND_"))
            continue;
        ck_assert_uint_lt(n, COUNT_OF(words));
        const char *from = word.table ? word.table : word.name;
        size_t len = (size_t)(word.name + word.name_len - from);
        ck_assert(word_is(from, len, words[n++]));
    }
    ck_assert_uint_eq(n, COUNT_OF(words));
}
END_TEST

static const struct {
    const char *sql;
    bool stays;
} expressions[] = {
    {"expense.to_on < expense.from_on", true},
    {"value.type = 'id' AND id_check(value.text) = 'ok' AND fact.gap_fen > 0", true},
    {"value.path IN ('a', 'select')", true},
    {"a.b NOT  IN\n(1, 2)", true},
    {"", true},
    {"EXISTS (SELECT 1 FROM plan)", false},
    {"1 IN (sElEcT row_no FROM plan)", false},
    {"EXISTS (SELECT.5 FROM plan)", false},
    {"EXISTS(select.5e1 FROM plan)", false},
    {"x IN plan", false},
    {"x IN", false},
    {"(VALUES (1)) = 1", false},
    {"count(*) > 1", false},
    {"MAX(plan.row_no) = 3", false},
    {"row_number() OVER () = 1", false},
    {"total(plan.a) FILTER (WHERE 1) = 1", false},
    {"\"count\"(*) > 1", false},
    {"aid.`on` > 1", false},
    {"aid.[on] > 1", false},
};

static const struct {
    const char *sql, *lead;
} leads[] = {
    {"value.type = 'id' AND fact.a > 0", "value.type = 'id'"},
    {"value.type = '张 e\u0301' AND (a OR b)", "value.type = '张 e\u0301'"},
    {"value.type = 'or' AND value.text BETWEEN 1 AND 2 AND 'x OR y' = 'é'",
     "value.type = 'or'"},
    {"value.type = '' AND CASE WHEN (a OR b) THEN 1 END", "value.type = ''"},
    {"value.type = 'id' AND a OR b", ""},
    {"value.type = 'id' AND (a)oR(b)", ""},
    {"value.type = 'id' AND CASE WHEN a OR b THEN 1 END", ""}, /* not sure */
    {"value.type = 'id' || 'x' AND a", ""},
    {"value.type = 'i''d' AND a", ""},
    {"value.type = 'id'", ""},
    {"value.type <> 'id' AND a", ""},
    {"NOT value.type = 'id' AND a", ""},
    {"(value.type = 'id' AND a)", ""},
    {"other.type = 'id' AND a", ""},
    {"type = 'id' AND a", ""},
    {"value.type = 'id", ""},
    {"", ""},
};

static const struct {
    const char *text, *words;
    size_t len;
} beginnings[] = {
    {"花了三万", "花|花了|了", sizeof("花了") - 1}, /* the longest */
    {"一共花了", "花了| 一共", sizeof("一共") - 1}, /* from another line of the file */
    {"e\u0301a", "e\u0301|x", sizeof("e\u0301") - 1},
    {"ab", "abc|b", 0},
    {"a|b", "a|b", 1},
    {"花", "", 0},
    {"", "花|", 0},
    {" 花", " |花", 1},
};

START_TEST(test_words_of_a_list)
{
    const char *text = beginnings[_i].text, *words = beginnings[_i].words;
    Beginnings may;
    size_t len = wordlist_begins(text, words);
    wordlist_beginnings(words, &may);
    ck_assert_msg(len == beginnings[_i].len, "“%s” of “%s”: %zu bytes", text, words, len);
    ck_assert(!len || wordlist_may_begin(&may, text));
}
END_TEST

START_TEST(test_words_lead)
{
    size_t len = words_lead(leads[_i].sql, "value");
    ck_assert_msg(len == strlen(leads[_i].lead) && !strncmp(leads[_i].sql, leads[_i].lead, len),
                  "%s: %zu bytes", leads[_i].sql, len);
}
END_TEST

START_TEST(test_words_stay_in_row)
{
    ck_assert_msg(words_stay_in_row(expressions[_i].sql) == expressions[_i].stays, "%s",
                  expressions[_i].sql);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("words");
    TCase *tcase = tcase_create("words");
    tcase_add_test(tcase, test_words_next);
    tcase_add_loop_test(tcase, test_words_stay_in_row, 0, COUNT_OF(expressions));
    tcase_add_loop_test(tcase, test_words_of_a_list, 0, COUNT_OF(beginnings));
    tcase_add_loop_test(tcase, test_words_lead, 0, COUNT_OF(leads));
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}
