/* Places in texts: what is read from the braces, in the form of now and in those of before, and
 * how a value is shown. */
#include "config.h"

#include <check.h>
#include <string.h>

#include "base/attr.h"
#include "rules/language/placeholder.h"
#include "tests/support/suite.h"

static Arena *arena;
static Codes *codes;

static void setup(void)
{
    static const char sex[] = "[table]\ntitle = \"Sex\"\n[code.1]\ntext = \"male\"\n"
                              "text[zh_CN] = \"男\"\n";
    Err err = {0};
    arena = arena_new();
    codes = codes_new();
    ck_assert_msg(codes_add_text(codes, "sex", "sex.ini", sex, sizeof(sex) - 1, &err), "%s",
                  err.text);
}

static void teardown(void)
{
    codes_free(codes);
    arena_free(arena);
}

static const struct {
    const char *text, *value, *style;
    bool word, old;
    const char *now;
} forms[] = {
    {"于 {gap_fen} 止", "gap_fen", "", false, false, "{gap_fen}"},
    {"{gap_fen:money}", "gap_fen", "money", false, false, "{gap_fen:money}"},
    {"{ plan.doctor : sex }", "plan.doctor", "sex", false, false, "{plan.doctor:sex}"},
    {"{coalesce(a, 'x: {y}'):day}", "coalesce(a, 'x: {y}')", "day", false, false,
     "{coalesce(a, 'x: {y}'):day}"},
    {"{a || ': ' || b}", "a || ': ' || b", "", false, false, "{a || ': ' || b}"},
    {"{@where}", "where", "", true, false, "{@where}"},
    {"{}", "", "", false, false, "{}"},
    {"{money: fact.gap_fen}", "fact.gap_fen", "money", false, true, "{fact.gap_fen:money}"},
    {"{day: coalesce(a, 'e\xcc\x81:')}", "coalesce(a, 'e\xcc\x81:')", "day", false, true,
     "{coalesce(a, 'e\xcc\x81:'):day}"},
    {"{gap_fen:yuan}", "gap_fen", "money", false, true, "{gap_fen:money}"},
    {"{where}", "where", "", true, true, "{@where}"},
};

START_TEST(test_placeholder_form)
{
    Placeholder one;
    Buf now = BUF_INIT;
    ck_assert(placeholder_next(forms[_i].text, arena, &one));
    ck_assert_str_eq(one.value, forms[_i].value);
    ck_assert_str_eq(one.style, forms[_i].style);
    ck_assert_int_eq(one.word, forms[_i].word);
    ck_assert_int_eq(one.old, forms[_i].old);
    placeholder_write(&one, &now);
    ck_assert_str_eq(now.data, forms[_i].now);
    ck_assert(!placeholder_next(one.end, arena, &one));
    ck_assert_ptr_null(one.open);
    /* What is written now is read as the same. */
    ck_assert(placeholder_next(now.data, arena, &one));
    ck_assert_str_eq(one.value, forms[_i].value);
    ck_assert_str_eq(one.style, forms[_i].style);
    ck_assert(!one.old);
    buf_free(&now);
}
END_TEST

START_TEST(test_placeholder_open)
{
    static const char *const texts[] = {"a {b", "{b:money", "{'b}", "{"};
    Placeholder one;
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        ck_assert(!placeholder_next(texts[i], arena, &one));
        ck_assert_ptr_eq(one.open, strchr(texts[i], '{'));
    }
    ck_assert(!placeholder_next("no place }", arena, &one));
    ck_assert_ptr_null(one.open);
}
END_TEST

START_TEST(test_placeholder_column)
{
    Placeholder one;
    const char *table, *column;
    ck_assert(placeholder_next("{gap_fen:wan}", arena, &one));
    placeholder_column(&one, arena, &table, &column);
    ck_assert_str_eq(table, "fact");
    ck_assert_str_eq(column, "gap_fen");
    ck_assert(placeholder_next("{plan.doctor}", arena, &one));
    placeholder_column(&one, arena, &table, &column);
    ck_assert_str_eq(table, "plan");
    ck_assert_str_eq(column, "doctor");
}
END_TEST

static const struct {
    const char *style, *value, *shown;
} values[] = {
    {"", "一二", "一二"},
    {"", NULL, ""},
    {"money", "1200050", "12,000.50"},
    {"money", "-1", "-0.01"},
    {"money", NULL, ""},
    {"money", "未知", "未知"},
    {"wan", "30000000", "30.00"},
    {"wan", "29999999", "29.999999"},
    {"short", "30000000", "30"},
    {"short", "-5500000", "-5.5"},
    {"prose", "16254499", "16.25 万元"},
    {"prose", "1625450000", "1625.45 万元"},
    {"prose", "100000000", "100 万元"},
    {"prose", "99999999", "100 万元"},
    {"prose", "800050", "8,001 元"},
    {"prose", "0", "0 元"},
    {"prose", "-5500000", "-5.5 万元"},
    {"day", "2026-11-21", "2026年11月21日"},
    {"day", "三年后", "三年后"},
    {"sex", "1", "男"},
    {"sex", "9", "9"},
};

START_TEST(test_placeholder_show)
{
    Buf out = BUF_INIT;
    placeholder_show(values[_i].style, values[_i].value, codes, "zh_CN", &out);
    ck_assert_str_eq(out.data ? out.data : "", values[_i].shown);
    ck_assert(placeholder_is_style(values[_i].style, codes));
    buf_free(&out);
}
END_TEST

START_TEST(test_placeholder_styles)
{
    ck_assert(!placeholder_is_style("yuan", codes));
    ck_assert(!placeholder_is_style("none", codes));
    ck_assert(placeholder_is_amount("wan"));
    ck_assert(!placeholder_is_amount("day"));
    ck_assert(!placeholder_is_amount(""));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("placeholder");
    TCase *tcase = tcase_create("placeholder");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, test_placeholder_form, 0, COUNT_OF(forms));
    tcase_add_test(tcase, test_placeholder_open);
    tcase_add_test(tcase, test_placeholder_column);
    tcase_add_loop_test(tcase, test_placeholder_show, 0, COUNT_OF(values));
    tcase_add_test(tcase, test_placeholder_styles);
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}
