/* The words of an expression: which there are, and whether it looks beyond its row. */
#include "config.h"

#include <check.h>
#include <string.h>

#include "base/attr.h"
#include "rules/language/spread.h"
#include "rules/language/tables.h"
#include "rules/language/wordlist.h"
#include "rules/language/words.h"
#include "rules/language/wordset.h"
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

/* Each list in texts in which it stands at the beginning, in the middle and at the end. */
static const struct {
    const char *text, *words;
    bool stands;
} standing[] = {
    {"花了三万", "花了", true},
    {"一共花了", "花费| 花了", true},
    {"一共花了", "花费|了花", false},
    {"100%", "%|百分之", true},
    {"加v信", "wx|v信", true},
    {"加v", "v信|vx|wx", false},
    {"一共花", "一共花了", false},
    {"共花了共花费", "共花费", true},
    {"花了", "", false},
    {"", "花了|%", false},
    {"", "", false},
    {"一", "一|", true},
};

START_TEST(test_words_stand)
{
    WordText *places = wordtext_new();
    /* What was there before is forgotten. */
    wordtext_set(places, "以前一共花费了多少%的钱，加vx、v信或者wx");
    for (size_t i = 0; i < COUNT_OF(standing); i++) {
        WordSet *set = wordset_new(standing[i].words);
        wordtext_set(places, standing[i].text);
        ck_assert_msg(wordset_stands(set, places) == standing[i].stands, "“%s” of “%s”",
                      standing[i].words, standing[i].text);
        wordset_free(set);
    }
    wordtext_free(places);
}
END_TEST

/* Of one-row tables, those that a statement has to have: parted by blanks, in their order. */
static const struct {
    const char *sql, *tables;
} meant[] = {
    {"1", ""},
    {"patient.born_on IS NULL AND today.day > '2026'", "patient today"},
    {"(SELECT count(*) FROM plan WHERE plan.case_id = fact.case_id)", "fact"},
    {"Patient.Name = 'illness.code' OR NOT LIFE.held", "patient life"},
    {"day_age(guardian.born_on, 'x''y') IN (1, 2)", "guardian"},
    {"(SELECT 1 FROM aid WHERE aid.`on` = illness.[code])", "illness"},
    {"patient_age > 3", "fact"},        /* a fact by its name alone */
    {"closed_on IS NULL", "fact life"}, /* a column by its name alone, or a fact */
    {"value.text GLOB '[0-9]*'", ""},
};

static void list_meant(const char *sql, Buf *out)
{
    bool of[TABLE_COUNT];
    tables_meant(sql, of);
    for (int table = 0; table < TABLE_COUNT; table++) {
        if (of[table] && !table_is_list(table))
            buf_addf(out, "%s%s", out->len ? " " : "", table_name(table));
    }
}

START_TEST(test_words_mean_tables)
{
    Buf tables = BUF_INIT;
    list_meant(meant[_i].sql, &tables);
    const char *found = tables.len ? tables.data : "";
    ck_assert_msg(!strcmp(found, meant[_i].tables), "%s: %s", meant[_i].sql, found);
    buf_free(&tables);
}
END_TEST

/* Of what stands in quotes alone nobody knows what it names. */
START_TEST(test_words_in_quotes_mean_all)
{
    static const char *const quoted[] = {"`born_on` IS NULL", "\"name\" = 'x'", "[day] > '2'"};
    for (size_t i = 0; i < COUNT_OF(quoted); i++) {
        bool of[TABLE_COUNT];
        tables_meant(quoted[i], of);
        for (int table = 0; table < TABLE_COUNT; table++)
            ck_assert_msg(of[table], "%s: %s", quoted[i], table_name(table));
    }
}
END_TEST

static const struct {
    const char *sql, *spread;
} lists[] = {
    {"a.b IN ('x', 'y', 'z')", "a.b IN ('x', 'y', as_is('z'))"},
    {"NOT a IN('x','y' ,12 ) AND b IN (1, 2, 3)",
     "NOT a IN('x','y' ,as_is(12) ) AND b IN (1, 2, as_is(3))"},
    {"a.b in ('(', ',', ')')", "a.b in ('(', ',', as_is(')'))"},
    {"a.b IN ('x', 'y')", "a.b IN ('x', 'y')"},
    {"a.b IN ('x', 'y', c.d)", "a.b IN ('x', 'y', c.d)"},
    {"a.b IN ('x', 'y', 'it''s')", "a.b IN ('x', 'y', 'it''s')"},
    {"a.b IN (1, 2, 3.5)", "a.b IN (1, 2, 3.5)"},
    {"a.b IN (SELECT 1)", "a.b IN (SELECT 1)"},
    {"a.b IN ('x', 'y', 'z", "a.b IN ('x', 'y', 'z"},
    {"a.b = ' IN (1, 2, 3)'", "a.b = ' IN (1, 2, 3)'"},
    {"a.\"in\" IN ()", "a.\"in\" IN ()"},
    {"", ""},
};

START_TEST(test_words_of_lists_are_spread)
{
    Buf spread = BUF_INIT;
    spread_lists(lists[_i].sql, &spread);
    ck_assert_str_eq(spread.len ? spread.data : "", lists[_i].spread);
    buf_free(&spread);
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
    tcase_add_test(tcase, test_words_stand);
    tcase_add_loop_test(tcase, test_words_of_lists_are_spread, 0, COUNT_OF(lists));
    tcase_add_loop_test(tcase, test_words_mean_tables, 0, COUNT_OF(meant));
    tcase_add_test(tcase, test_words_in_quotes_mean_all);
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}
