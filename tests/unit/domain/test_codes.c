/* Code tables: those that ship are whole, a site's lie over them, and each way in which a file
 * is refused. */
#include "config.h"

#include <check.h>
#include <string.h>

#include "base/text/text.h"
#include "domain/disease.h"
#include "domain/field_inner.h"
#include "tests/support/codes_help.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"

static Codes *codes;

static void setup(void)
{
    codes = codes_new();
}

static void teardown(void)
{
    codes_free(codes);
}

static bool add(const char *table, const char *text)
{
    err_clear(&help_err);
    return codes_add_text(codes, table, "test.ini", text, strlen(text), &help_err);
}

static const char fruit[] = "[table]\n"
                            "title = \"Fruit\"\n"
                            "title[zh_CN] = \"水果\"\n"
                            "[code.1]\n"
                            "text = \"apple\"\n"
                            "text[zh_CN] = \"苹果\"\n"
                            "colour = \"red\"\n"
                            "[code.d07]\n"
                            "code = \"D07\"\n"
                            "text = \"pear\"\n"
                            "retired = \"yes\"\n";

START_TEST(test_codes_that_are_words)
{
    ck_assert(code_is_word("shuidichou") && code_is_word("360daqingchou"));
    ck_assert(!code_is_word("01") && !code_is_word("D11") && !code_is_word("C91.0"));
}
END_TEST

START_TEST(test_codes_reads_a_table)
{
    ck_done(add("fruit", fruit));
    const CodeTable *table = codes_table(codes, "fruit");
    ck_assert_ptr_nonnull(table);
    ck_assert_str_eq(code_table_title(table, "zh_CN"), "水果");
    ck_assert_str_eq(code_table_title(table, "en"), "Fruit");
    ck_assert_uint_eq(code_count(table), 2);
    const CodeEntry *apple = code_find(table, "1");
    ck_assert_str_eq(code_text(apple, "zh_CN"), "苹果");
    ck_assert_str_eq(code_text(apple, "zh_TW"), "苹果");
    ck_assert_str_eq(code_text(apple, "en"), "apple");
    ck_assert(!apple->retired);
    ck_assert_str_eq(code_attribute(table, "1", "colour"), "red");
    ck_assert_ptr_null(code_attribute(table, "1", "taste"));
    ck_assert_ptr_null(code_attribute(table, "2", "colour"));
    ck_assert(code_find(table, "D07")->retired);
    ck_assert_ptr_null(code_find(table, "d07"));
    ck_assert_str_eq(code_text(code_find(table, "D07"), "zh_CN"), "pear");
}
END_TEST

START_TEST(test_codes_a_site_overrides_and_adds)
{
    ck_done(add("fruit", fruit));
    ck_done(add("fruit", "[code.1]\ncolour = \"green\"\n[code.3]\ntext = \"e\xCC\x81tude\"\n"));
    const CodeTable *table = codes_table(codes, "fruit");
    ck_assert_uint_eq(code_count(table), 3);
    ck_assert_str_eq(code_at(table, 0)->text, "apple");
    ck_assert_str_eq(code_attribute(table, "1", "colour"), "green");
    ck_assert_str_eq(code_at(table, 2)->text, "e\xCC\x81tude");
    ck_assert_str_eq(code_table_title(table, "en"), "Fruit");
    ck_done(add("fruit", "[code.d07]\ncode = \"D07\"\nretired = \"no\"\n"));
    ck_assert(!code_find(table, "D07")->retired);
}
END_TEST

START_TEST(test_codes_a_table_extends_another)
{
    ck_done(
        add("basket",
            "[table]\ntitle = \"Basket\"\nextends = \"fruit\"\n[code.9]\ntext = \"nut\"\n"));
    const CodeTable *basket = codes_table(codes, "basket");
    ck_assert_uint_eq(code_count(basket), 1); /* the other one is not there yet */
    ck_done(add("fruit", fruit));
    ck_assert_uint_eq(code_count(basket), 3);
    ck_assert_str_eq(code_at(basket, 0)->code, "1");
    ck_assert_str_eq(code_at(basket, 2)->code, "9");
    ck_assert_ptr_null(code_at(basket, 3));
    ck_assert_str_eq(code_attribute(basket, "1", "colour"), "red");
    ck_assert_ptr_null(code_find(codes_table(codes, "fruit"), "9"));
}
END_TEST

static const struct {
    const char *text, *place;
} bad_files[] = {
    {"[code.1]\ncolour = \"red\"\n", "code.1"},
    {"[code.1]\ntext = \"\"\n", "code.1"},
    {"[code.]\ntext = \"x\"\n", "code."},
    {"[code.d1]\ncode = \"D2\"\ntext = \"x\"\n", "code.d1"},
    {"[code.1]\ntext = \"x\"\nretired = \"maybe\"\n", "retired"},
    {"[table]\nextends = \"bad\"\n", "extends"},
    {"[fruit]\ntext = \"x\"\n", "fruit"},
    {"[code.1]\ntext = x\n", "test.ini"},
    {"[code.1]\ntext = \"\xFF\"\n", "test.ini"},
};

START_TEST(test_codes_refuses_and_says_where)
{
    for (size_t i = 0; i < COUNT_OF(bad_files); i++) {
        ck_assert_msg(!add("bad", bad_files[i].text), "%s", bad_files[i].text);
        ck_assert_msg(strstr(help_err.text, bad_files[i].place) != NULL, "%s: %s",
                      bad_files[i].place, help_err.text);
    }
}
END_TEST

START_TEST(test_codes_refuses_an_over_long_code)
{
    Buf text = BUF_INIT;
    buf_add(&text, "[code.");
    for (int i = 0; i < 65; i++)
        buf_add_char(&text, 'a');
    buf_add(&text, "]\ntext = \"x\"\n");
    ck_assert(!add("bad", text.data));
    buf_free(&text);
}
END_TEST

static bool add_rows(const char *table, const char *text)
{
    err_clear(&help_err);
    return codes_add_tsv(codes, table, "test.tsv", text, strlen(text), &help_err);
}

static const char rows[] = "# a comment\n"
                           "code\ttext\ttext[zh_CN]\treading\tretired\n"
                           "\n"
                           "7\tplum\t李子\tli zi\n"
                           "8\t\t\U00020BB7e\xCC\x81\n"
                           "9\tquince\t榅桲\t\tyes\n";

START_TEST(test_codes_reads_rows)
{
    ck_done(add("fruit", fruit));
    ck_done(add_rows("fruit", rows));
    const CodeTable *table = codes_table(codes, "fruit");
    ck_assert_uint_eq(code_count(table), 5);
    ck_assert_str_eq(code_text(code_find(table, "7"), "zh_CN"), "李子");
    ck_assert_str_eq(code_text(code_find(table, "7"), "en"), "plum");
    ck_assert_str_eq(code_attribute(table, "7", "reading"), "li zi");
    ck_assert_ptr_null(code_attribute(table, "8", "reading"));
    ck_assert_str_eq(code_text(code_find(table, "8"), "en"), "\U00020BB7e\xCC\x81");
    ck_assert(code_find(table, "9")->retired && !code_find(table, "7")->retired);
    /* A later file, of either kind, lies over it key by key. */
    ck_done(add_rows("fruit", "code\treading\tretired\n7\tli zi er\t\n9\t\tno\n"));
    ck_done(add("fruit", "[code.8]\nreading = \"ji\"\n"));
    ck_assert_str_eq(code_attribute(table, "7", "reading"), "li zi er");
    ck_assert_str_eq(code_attribute(table, "8", "reading"), "ji");
    ck_assert_str_eq(code_text(code_find(table, "7"), "zh_CN"), "李子");
    ck_assert(!code_find(table, "9")->retired);
    ck_assert_uint_eq(code_count(table), 5);
}
END_TEST

static const struct {
    const char *text, *place;
} bad_rows[] = {
    {"", "test.tsv:1:"},
    {"# nothing\n", "test.tsv:2:"},
    {"text\n1\n", "test.tsv: "},
    {"code\tCode\n", "test.tsv:1:"},
    {"code\tcode\n", "test.tsv:1:"},
    {"code\t\n", "test.tsv:1:"},
    {"code\ttext\n1\ta\n\n1\tb\n", "test.tsv:4: code"},
    {"code\ttext\n1\n", "test.tsv:2: text"},
    {"code\ttext\n\tapple\n", "test.tsv:2: code"},
    {"code\ttext\n1\ta\tb\n", "test.tsv:2:"},
    {"code\ttext\r\n1\ta\r\n", "test.tsv:1:"},
    {"code\ttext\n1\t\xFF\n", "test.tsv:2:"},
    {"code\ttext\n1\ta\u202Eb\n", "test.tsv:2:"}, /* turns the text around */
    {"# \x1B[2J\ncode\ttext\n", "test.tsv:1:"},
    {"\xEF\xBB\xBF"
     "code\ttext\n",
     "test.tsv:1:"},
    {"code\ttext\treading\n1\ta\tYí\n", "test.tsv:2: reading"},
    {"code\ttext\trank\n1\ta\t0\n", "test.tsv:2: rank"},
    {"code\ttext\trank\n1\ta\t-1\n", "test.tsv:2: rank"},
    {"code\ttext\trank\n1\ta\t12345678\n", "test.tsv:2: rank"},
    {"code\ttext\tshort\n1\ta\tb  c\n", "test.tsv:2: short"},
    {"code\ttext\tshort\n1\ta\tb,c\n", "test.tsv:2: short"},
    {"code\ttext\tretired\n1\ta\tperhaps\n", "test.tsv:2: retired"},
};

START_TEST(test_codes_refuses_rows_and_says_where)
{
    for (size_t i = 0; i < COUNT_OF(bad_rows); i++) {
        teardown();
        setup();
        ck_assert_msg(!add_rows("bad", bad_rows[i].text), "%s", bad_rows[i].text);
        ck_assert_msg(strstr(help_err.text, bad_rows[i].place) != NULL, "%s: %s",
                      bad_rows[i].place, help_err.text);
    }
}
END_TEST

static size_t count_with(const CodeTable *table, const char *key)
{
    size_t n = 0;
    for (size_t i = 0; i < code_count(table); i++)
        n += code_attribute(table, code_at(table, i)->code, key) != NULL;
    return n;
}

/* The tables that ship: complete by DOMAIN's counts, each text in both languages, each with its
 * grade. */
START_TEST(test_codes_that_ship)
{
    static const struct {
        const char *table;
        size_t entries;
    } sizes[] = {
        {"sex", 4},
        {"marital", 8},
        {"certificate", 12},
        {"platform", 5},
        {"plan_category", 30},
        {"expense_category", 24},
        {"hospital_level", 11},
        {"document", 37},
        {"disclosure_item", 10},
        {"consent_kind", 5},
        {"disease28", 28},
        {"region", 35 + 6740},
        {"disease", 429},
        {"department", 90},
        {"bank", 89},
        {"hospital", 0},
        {"yesno", 3},
        {"return_reason", 9},
        {"event_kind", 12},
    };
    Codes *shipped;
    help_codes(&shipped);
    for (size_t i = 0; i < COUNT_OF(sizes); i++)
        ck_assert_msg(code_count(codes_table(shipped, sizes[i].table)) == sizes[i].entries,
                      "%s", sizes[i].table);
    for (size_t t = 0; t < codes_table_count(shipped); t++) {
        const CodeTable *table = codes_table_at(shipped, t);
        ck_assert_msg(code_table_attribute(table, "grade") &&
                          code_table_attribute(table, "authority"),
                      "%s", code_table_name(table));
        for (size_t i = 0; i < code_count(table); i++) {
            const CodeEntry *entry = code_at(table, i);
            /* A place may have no other name than its own. */
            ck_assert_msg(strcmp(entry->text, entry->text_zh) != 0 ||
                              strcmp(code_table_name(table), "region") == 0,
                          "%s %s", code_table_name(table), entry->code);
        }
    }
    const CodeTable *relation = codes_table(shipped, "relation");
    ck_assert_uint_eq(count_with(relation, "near_relative"), 3 + 9 + 9 + 5 + 5 + 5 + 5);
    ck_assert_uint_eq(count_with(relation, "direct_line"), 3 + 8 + 8 + 5);
    ck_assert_ptr_null(code_attribute(relation, "28", "near_relative"));
    ck_assert_ptr_null(code_attribute(relation, "55", "near_relative"));
    ck_assert_uint_eq(count_with(codes_table(shipped, "platform"), "designated_from"), 3);
    ck_assert_str_eq(code_attribute(codes_table(shipped, "plan_category"), "36", "medical"),
                     "no");
    codes_free(shipped);
}
END_TEST

/* What ships in thousands says how it is read, a syllable for each character, so that no key
 * has to wait for pinyin to be worked out. */
START_TEST(test_codes_that_ship_can_be_read)
{
    static const char *const names[] = {"region", "disease", "department", "bank"};
    static const struct {
        const char *table, *code, *reading;
    } known[] = {
        {"region", "500000", "chong qing shi"}, {"region", "140400", "chang zhi shi"},
        {"region", "341500", "lu an shi"},      {"region", "511100", "le shan shi"},
        {"region", "340300", "beng bu shi"},    {"region", "350200", "xia men shi"},
        {"region", "441422", "da bu xian"},     {"region", "510117", "pi du qu"},
        {"region", "421303", "zeng du qu"},     {"region", "371722", "shan xian"},
        {"region", "440600", "fo shan shi"},    {"region", "653100", "ka shi di qu"},
        {"disease", "N02.8", "iga shen bing"},  {"disease", "C67.9", "pang guang ai"},
        {"department", "04.03", "gu ke"},       {"bank", "BOC", "zhong guo yin hang"},
    };
    Codes *shipped;
    help_codes(&shipped);
    for (size_t t = 0; t < COUNT_OF(names); t++) {
        const CodeTable *table = codes_table(shipped, names[t]);
        for (size_t i = 0; i < code_count(table); i++) {
            const CodeEntry *entry = code_at(table, i);
            const char *reading = code_attribute(table, entry->code, "reading");
            if (entry->retired)
                continue;
            size_t han = 0, syllables = 1, bytes = 0;
            for (const char *at = entry->text_zh; *at; at += bytes) {
                uint32_t rune = text_rune(at, &bytes);
                han += rune >= 0x4E00 && rune <= 0x9FFF;
            }
            ck_assert_msg(reading && reading[0], "%s %s", names[t], entry->code);
            for (const char *at = reading; *at; at++)
                syllables += *at == ' ';
            ck_assert_msg(syllables >= han && syllables <= han + 3, "%s %s: %s", names[t],
                          entry->code, reading);
        }
    }
    for (size_t i = 0; i < COUNT_OF(known); i++)
        ck_assert_str_eq(
            code_attribute(codes_table(shipped, known[i].table), known[i].code, "reading"),
            known[i].reading);
    codes_free(shipped);
}
END_TEST

/* Each disease has a code that looks like one, and no two of them one name. */
START_TEST(test_codes_of_diseases)
{
    Codes *shipped;
    help_codes(&shipped);
    const CodeTable *table = codes_table(shipped, "disease");
    for (size_t i = 0; i < code_count(table); i++) {
        const CodeEntry *entry = code_at(table, i);
        const char *icd10 = code_attribute(table, entry->code, "icd10");
        ck_assert_msg(field_is_icd10(icd10 ? icd10 : entry->code), "%s", entry->code);
        for (size_t j = 0; j < i; j++)
            ck_assert_msg(strcmp(code_at(table, j)->text_zh, entry->text_zh) != 0, "%s",
                          entry->text_zh);
    }
    ck_assert_str_eq(disease_icd10(shipped, "急性淋巴细胞白血病"), "C91.0");
    ck_assert_str_eq(disease_icd10(shipped, "尿毒症"), "N18.5");
    ck_assert_str_eq(disease_icd10(shipped, "Lung cancer"), "C34.9");
    ck_assert_ptr_null(disease_icd10(shipped, "怪病e\u0301"));
    ck_assert_ptr_null(disease_icd10(shipped, ""));
    ck_assert_ptr_null(disease_icd10(shipped, NULL));
    ck_assert(disease_differs(shipped, "尿毒症", "C91.0"));
    ck_assert(!disease_differs(shipped, "尿毒症", "N18"));
    ck_assert(!disease_differs(shipped, "尿毒症", "N18.500x002"));
    ck_assert(!disease_differs(shipped, "怪病", "C91.0"));
    ck_assert(!disease_differs(shipped, "尿毒症", NULL));
    codes_free(shipped);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_codes_that_are_words,
        test_codes_reads_a_table,
        test_codes_a_site_overrides_and_adds,
        test_codes_a_table_extends_another,
        test_codes_refuses_and_says_where,
        test_codes_refuses_an_over_long_code,
        test_codes_reads_rows,
        test_codes_refuses_rows_and_says_where,
        test_codes_that_ship,
        test_codes_that_ship_can_be_read,
        test_codes_of_diseases,
        NULL,
    };
    return suite_run("codes", tests, setup, teardown);
}
