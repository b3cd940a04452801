/* Knowledge files: what the lint finds and where, how a site overrides, and that a packed
 * knowledge is the same again. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/attr.h"
#include "base/path.h"
#include "exchange/template.h"
#include "rules/check/check.h"
#include "rules/knowledge/knowledge.h"
#include "rules/staging/facts.h"
#include "tests/support/codes_help.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"

static char *data, *site;
static Buf faults;
static size_t fault_count;

static void start(void)
{
    data = path_join(getenv("top_srcdir"), "data");
    site = temp_new();
    buf_init(&faults);
    fault_count = 0;
}

static void stop(void)
{
    buf_free(&faults);
    temp_free(site);
    free(data);
}

static void few_rules(void)
{
    char *few = help_few_rules(site);
    free(data);
    data = few;
}

static void site_file(const char *kind, const char *name, const char *text)
{
    char *folder = temp_path(site, kind), *path = path_join(folder, name);
    mkdir(folder, 0700);
    ck_done(path_write(path, text, strlen(text), &help_err));
    free(path);
    free(folder);
}

static void note_fault(void *ctx, const char *where, const char *what)
{
    (void)ctx;
    fault_count++;
    buf_addf(&faults, "%s: %s\n", where, what);
}

static size_t check_all(void)
{
    const char *const folders[] = {data, site};
    size_t n = check_knowledge(folders, 2, note_fault, NULL);
    n += template_check(folders, 2, note_fault, NULL);
    ck_assert_uint_eq(n, fault_count);
    return n;
}

static bool load(Knowledge **out)
{
    const char *const folders[] = {data, site};
    err_clear(&help_err);
    return knowledge_load(folders, 2, out, &help_err);
}

/* Loading and preparing all expressions: what the program does before it judges a case. */
static bool usable(void)
{
    Knowledge *knowledge = NULL;
    Facts *facts = NULL;
    bool done =
        load(&knowledge) && facts_open(knowledge, (Day){2026, 11, 21}, &facts, &help_err);
    facts_close(facts);
    knowledge_free(knowledge);
    return done;
}

START_TEST(test_knowledge_that_ships_has_no_fault)
{
    ck_assert_msg(check_all() == 0, "%s", faults.data);
    ck_assert(usable());
    few_rules();
    ck_assert_msg(check_all() == 0, "%s", faults.data);
}
END_TEST

/* What is read when it is asked for comes to the same as what is read at once. */
START_TEST(test_knowledge_that_ships_is_read_when_asked_for)
{
    Lint lint = {.fault = note_fault};
    Knowledge *later = NULL, *whole;
    Texts *texts = NULL;
    const char *const folders[] = {data};
    ck_done(knowledge_load(folders, 1, &later, &help_err));
    ck_assert_str_eq(knowledge_version(later), texts_shipped);
    ck_done(texts_read(folders, 1, &texts, &help_err));
    whole = knowledge_make(texts, &lint);
    ck_assert_msg(lint.count == 0, "%s", faults.data);

    const Codes *some = knowledge_codes(later), *all = knowledge_codes(whole);
    const CodeTable *region = codes_table(some, "region");
    ck_assert_uint_eq(code_count(region), code_count(codes_table(all, "region")));
    ck_assert_uint_eq(codes_table_count(some), codes_table_count(all));
    for (size_t i = 0; i < codes_table_count(all); i++) {
        const CodeTable *a = codes_table_at(some, i), *b = codes_table_at(all, i);
        ck_assert_str_eq(code_table_title(a, "zh_CN"), code_table_title(b, "zh_CN"));
        ck_assert_uint_eq(code_count(a), code_count(b));
        for (size_t k = 0; k < code_count(b); k++)
            ck_assert_str_eq(code_at(a, k)->code, code_at(b, k)->code);
    }
    ck_assert_uint_eq(knowledge_files(later, "templates"), knowledge_files(whole, "templates"));
    ck_assert_uint_eq(knowledge_rules(later)->n, knowledge_rules(whole)->n);
    ck_assert_uint_eq(knowledge_facts(later)->n, knowledge_facts(whole)->n);
    ck_assert_int_eq(knowledge_facts(later)->levels, knowledge_facts(whole)->levels);
    knowledge_free(later);
    knowledge_free(whole);
}
END_TEST

#define MEANING "meaning = \"x\"\nmeaning[zh_CN] = \"某\"\n"
#define UNTRIED                                                                                \
    "title = \"x\"\ntitle[zh_CN] = \"某\"\nseverity = \"warn\"\nwhen = \"case_file.ward IS "  \
    "NULL\"\nversion = \"1\"\nauthority = \"y\"\ngrade = \"R\"\n"
#define RULE    UNTRIED "raises = \"case.ward=\"\ncalm = \"case.ward=1\"\n"
#define BECAUSE "because = \"x\"\nbecause[zh_CN] = \"某\"\nauthority = \"y\"\ngrade = \"R\"\n"

typedef struct Faulty {
    const char *kind, *text, *where, *what;
    bool starts; /* the fault shows only in the lint */
} Faulty;

static const Faulty faulty[] = {
    {"facts", "[f_x]\n" MEANING "sql = \"fact.no_such + 1\"\n", "[f_x]", "no_such", false},
    {"facts", "[limit_x]\n" MEANING "sql = \"NULL\"\n", "[limit_x] sql", "whole number", true},
    {"facts", "[f_x]\n" MEANING "sql = \"no_such_column\"\n", "[f_x]", "no_such_column", false},
    {"facts", "[f_x]\n" MEANING "sql = \"DELETE FROM patient\"\n", "[f_x]", "", false},
    {"facts", "[f_x]\n" MEANING "sql = \"1; DROP TABLE fact\"\n", "[f_x]", "", false},
    {"facts", "[f_x]\n" MEANING "sql = \"1) FROM sqlite_master, (SELECT 1\"\n", "[f_x]", "",
     false},
    {"facts", "[f_x]\n" MEANING "sql = \"(SELECT sql FROM sqlite_master)\"\n", "[f_x]", "",
     false},
    {"facts", "[f_x]\n" MEANING "sql = \"load_extension('x')\"\n", "[f_x]", "", false},
    {"facts", "[f_x]\n" MEANING "sql = \"1 -- rest\"\n", "[f_x]", "", false},
    {"facts",
     "[f_x]\n" MEANING
     "sql = \"(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)\"\n"
     "sql.2 = \"SELECT count(*) FROM n)\"\n",
     "[f_x]", "", true},
    {"facts", "[f_x]\n" MEANING "sql = \"fact.f_y\"\n[f_y]\n" MEANING "sql = \"fact.f_x\"\n",
     "[f_x]", "needs itself", false},
    {"facts", "[f_x]\n" MEANING "sql = \"fact.f_x\"\n", "[f_x]", "needs itself", false},
    {"facts", "[f_x]\nmeaning = \"x\"\nsql = \"1\"\n", "[f_x] meaning[zh_CN]", "missing",
     false},
    {"facts", "[f_x]\n" MEANING "sql = \"1\"\ngrade = \"Z\"\n", "[f_x] grade", "A B C D M R",
     false},
    {"facts", "[f_x]\n" MEANING "sql = \"1\"\nsqql = \"1\"\n", "[f_x] sqql", "not known",
     false},
    {"facts", "[f_x]\n" MEANING, "[f_x] sql", "missing", false},
    {"facts", "[is_minor]\n" MEANING "sql = \"1\"\n", "[is_minor]", "another file", false},
    {"facts", "[patient]\n" MEANING "sql = \"1\"\n", "[patient]", "table", false},
    {"facts", "[f x]\n", "x.ini", "", false},
    {"facts", "[f_x]\nsql = 1\n", "x.ini", "", false},
    {"facts", "\xef\xbb\xbf[f_x]\n", "x.ini", "", false},
    {"facts", "[f_x]\nmeaning = \"\xff\"\n", "x.ini", "", false},
    {"checklist", "[d99]\n" BECAUSE "required = \"always\"\n", "[d99]", "no such document",
     false},
    {"checklist", "[d11.x]\n" BECAUSE "required = \"fact.nothing\"\n", "[d11.x]", "nothing",
     false},
    {"checklist", "[d11.x]\n" BECAUSE "required = \"UPDATE fact SET is_minor = 1\"\n",
     "[d11.x]", "", false},
    {"checklist", "[d11.x]\nrequired = \"always\"\n", "[d11.x] because", "missing", false},
    {"checklist", "[d11.x]\n" BECAUSE, "[d11.x] required", "missing", false},
    {"codes", "[code.1]\ntext = \"x\"\n", "x.ini", "", true},
    {"codes", "[table]\ntitle = \"x\"\ntitle[zh_CN] = \"某\"\ngrade = \"Q\"\n", "x.ini",
     "A B C D M R", true},
    {"codes", "[other]\ntext = \"x\"\n", "x.ini", "", false},
    {"templates", "[template]\nname = \"x\"\n", "x.ini", "", true},
    {"routes", "[rule.x]\nwhen = \"no_such\"\nasks = \"no\"\n" BECAUSE, "[rule.x] when",
     "no_such", true},
    {"routes", "[rule.x]\nasks = \"perhaps\"\n" BECAUSE, "[rule.x] asks", "yes or no", true},
    {"routes",
     "[rule.x]\nasks = \"no\"\nbecause = \"{raised_fen:wan\"\n"
     "because[zh_CN] = \"{no_such}\"\nauthority = \"y\"\n",
     "[rule.x] because", "not closed", true},
    {"routes",
     "[rule.x]\nasks = \"no\"\nbecause = \"x\"\nbecause[zh_CN] = \"{no_such}\"\n"
     "authority = \"y\"\n",
     "[rule.x] because", "no_such", true},
    {"routes", "[way.x]\ntitle = \"x\"\nmet = \"is_minor\"\n", "[way.x] title", "missing",
     true},
    {"routes", "[way.x]\ntitle = \"x\"\ntitle[zh_CN] = \"某\"\n", "[way.x] met", "missing",
     true},
    {"routes", "[other]\nx = \"x\"\n", "[other]", "rule.NAME", true},
    /* Places in the forms of before. */
    {"routes",
     "[rule.x]\nasks = \"no\"\nbecause = \"{raised_fen:yuan}\"\n"
     "because[zh_CN] = \"某\"\nauthority = \"y\"\n",
     "[rule.x] because", "{raised_fen:yuan} is written {raised_fen:money} now", true},
    {"rules", "[x.1]\n" RULE "message = \"{where}\"\nmessage[zh_CN] = \"{@where}\"\n",
     "[x.1] message", "{where} is written {@where} now", true},
    {"papers",
     "[paper]\nname = \"x\"\ntitle = \"x\"\nsheet = \"x\"\n"
     "[p.1]\ntext = \"{money: fact.raised_fen}\"\n",
     "[p.1] text", "{money: fact.raised_fen} is written {fact.raised_fen:money} now", true},
    {"statement", "[p.1]\ntext = \"{day: today.day}\"\n", "[p.1] text",
     "{day: today.day} is written {today.day:day} now", true},
    {"rules", "[x.1]\n" RULE "message = \"{@who}\"\nmessage[zh_CN] = \"某\"\n", "[x.1] message",
     "no word of a message", false},
    {"rules", "[x.1]\n" RULE "message = \"{gap_fen:yen}\"\nmessage[zh_CN] = \"某\"\n",
     "[x.1] message", "no style", false},
    {"rules", "[x.1]\n" RULE "message = \"x\"\nmessage[zh_CN] = \"某\"\nkind = \"other\"\n",
     "[x.1] kind", "missing", false},
    {"rules",
     "[x.1]\n" UNTRIED "message = \"x\"\nmessage[zh_CN] = \"某\"\n"
     "raises = \"case.ward=\"\ncalm = \"verification[99].result=no\"\n",
     "[x.1] calm", "[+] makes one", true},
    /* what no field can have is not proposed */
    {"rules",
     "[x.1]\ntitle = \"x\"\ntitle[zh_CN] = \"某\"\nseverity = \"offer\"\nfield = "
     "\"patient.capacity\"\nwhen = \"patient.capacity IS NULL\"\nvalue = \"'whole'\"\nversion "
     "= "
     "\"1\"\nauthority = \"y\"\ngrade = \"R\"\nraises = \"patient.capacity=\"\ncalm = "
     "\"patient.capacity=full\"\n",
     "[x.1] value", "whole", true},
};

START_TEST(test_knowledge_fault_is_found_and_placed)
{
    const Faulty *fault = &faulty[_i];
    few_rules();
    site_file(fault->kind, "x.ini", fault->text);
    ck_assert_msg(check_all() > 0, "no fault in %s", fault->text);
    ck_assert_msg(strstr(faults.data, "x.ini"), "no file in: %s", faults.data);
    ck_assert_msg(strstr(faults.data, fault->where), "no %s in: %s", fault->where, faults.data);
    ck_assert_msg(strstr(faults.data, fault->what), "no %s in: %s", fault->what, faults.data);
    if (!fault->starts) {
        ck_assert(!usable());
        ck_assert_msg(strstr(help_err.text, "x.ini"), "%s", help_err.text);
    }
}
END_TEST

START_TEST(test_knowledge_check_does_not_stop_at_the_first)
{
    few_rules();
    site_file("facts", "x.ini",
              "[f_a]\n" MEANING "sql = \"fact.none\"\n[f_b]\nmeaning = \"x\"\nsql = \"2\"\n"
              "[f_c]\n" MEANING "sql = \"random()\"\n");
    check_all();
    ck_assert_ptr_nonnull(strstr(faults.data, "[f_a]"));
    ck_assert_ptr_nonnull(strstr(faults.data, "[f_b]"));
    ck_assert_ptr_nonnull(strstr(faults.data, "[f_c]"));
}
END_TEST

START_TEST(test_knowledge_template_faults)
{
    static const char *const texts[][2] = {
        {"[column.cases.x]\ntitle = \"某\"\nvalue = \"fact.none\"\n", "[column.cases.x]"},
        {"[column.cases.x]\ntitle = \"某\"\nvalue = \"DROP TABLE fact\"\n", "[column.cases.x]"},
        {"[column.cases.x]\ntitle = \"标题\"\nvalue = \"patient.name\"\n", "this title"},
        {"[column.cases.x]\ntitle = \"某\"\nvalue = \"patient.name\"\ntype = \"money\"\n",
         "type"},
        {"[column.cases.x]\ntitle = \"某\"\nvalue = \"patient.name\"\ncodes = \"none\"\n",
         "codes"},
        {"[column.cases.x]\ntitle = \"某\"\nvalue = \"row.no\"\n", "[column.cases.x]"},
        {"[column.cases.x]\ntitle = \"某\"\nvalue = \"patient.name\"\nwidth = \"wide\"\n",
         "width"},
        {"[column.none.x]\ntitle = \"某\"\nvalue = \"patient.name\"\n", "belongs to no sheet"},
        {"[sheet.x]\ntitle = \"a/b\"\nrows = \"case\"\n", "[sheet.x]"},
        {"[sheet.x]\ntitle = \"某\"\nrows = \"nothing\"\n", "[sheet.x] rows"},
    };
    few_rules();
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        buf_clear(&faults);
        fault_count = 0;
        site_file("templates", "neutral.ini", texts[i][0]);
        ck_assert_msg(check_all() > 0, "no fault in %s", texts[i][0]);
        ck_assert_msg(strstr(faults.data, texts[i][1]), "no %s in: %s", texts[i][1],
                      faults.data);
    }
}
END_TEST

START_TEST(test_knowledge_site_overrides_key_by_key)
{
    Knowledge *plain = NULL, *changed = NULL;
    ck_done(load(&plain));
    /* disclosure_income is written in several pieces; the site's one piece replaces them all.
     */
    site_file("facts", "limit.ini", "[limit_adult_age]\nsql = \"20\"\n");
    site_file("facts", "disclosure.ini", "[disclosure_income]\nsql = \"'yes'\"\n");
    site_file("codes", "sex.ini", "[code.7]\ntext = \"other\"\ntext[zh_CN] = \"其他\"\n");
    site_file("checklist", "site.ini", "[d32.site]\nrequired = \"always\"\n" BECAUSE);
    ck_done(load(&changed));
    ck_assert_str_ne(knowledge_version(plain), knowledge_version(changed));
    ck_assert_uint_eq(strlen(knowledge_version(plain)), 16);
    ck_assert_uint_eq(facts_count(plain), facts_count(changed));

    Facts *facts = NULL;
    CaseFile *file = case_new();
    case_put(file, F_PATIENT_born_on, 0, "2007-06-01");
    ck_done(facts_open(changed, (Day){2026, 11, 21}, &facts, &help_err));
    ck_done(facts_stage(facts, (const CaseFile *const[]){file}, 1, &help_err));
    ck_assert_str_eq(facts_get(facts, 0, "patient_age", &help_err), "19");
    ck_assert_str_eq(facts_get(facts, 0, "is_minor", &help_err), "1");
    ck_assert_str_eq(facts_get(facts, 0, "disclosure_income", &help_err), "yes");
    ck_assert_str_eq(facts_get(facts, 0, "disclosure_answered", &help_err), "1");
    const CodeTable *sex = codes_table(knowledge_codes(changed), "sex");
    ck_assert_str_eq(code_text(code_find(sex, "7"), "zh_CN"), "其他");
    ck_assert_str_eq(code_text(code_find(sex, "1"), "zh_CN"), "男");
    facts_close(facts);
    case_free(file);
    knowledge_free(changed);
    knowledge_free(plain);
}
END_TEST

START_TEST(test_knowledge_packs_and_unpacks)
{
    Knowledge *knowledge = NULL, *again = NULL;
    Buf packed = BUF_INIT, twice = BUF_INIT;
    Template *template = NULL;
    site_file("facts", "limit.ini", "[limit_adult_age]\nsql = \"20\"\n");
    ck_done(load(&knowledge));
    knowledge_pack(knowledge, &packed);
    ck_done(knowledge_unpack(packed.data, packed.len, &again, &help_err));
    ck_assert_str_eq(knowledge_version(knowledge), knowledge_version(again));
    knowledge_pack(again, &twice);
    ck_assert_str_eq(packed.data, twice.data);
    ck_done(template_find(again, "neutral", &template, &help_err));
    template_free(template);
    knowledge_free(again);
    ck_assert(!knowledge_unpack(packed.data, packed.len / 2, &again, &help_err));
    ck_assert(!knowledge_unpack("{}", 2, &again, &help_err));
    ck_assert(!knowledge_unpack("{\"files\":[{\"kind\":\"../x\"}]}", 27, &again, &help_err));
    knowledge_free(knowledge);
    buf_free(&twice);
    buf_free(&packed);
}
END_TEST

START_TEST(test_knowledge_missing_folder_is_named)
{
    Knowledge *knowledge = NULL;
    char *none = temp_path(site, "none");
    err_clear(&help_err);
    ck_assert(!knowledge_load((const char *const[]){none}, 1, &knowledge, &help_err));
    ck_assert_ptr_nonnull(strstr(help_err.text, none));
    ck_done(knowledge_load((const char *const[]){data, none}, 2, &knowledge, &help_err));
    ck_assert(!template_find(knowledge, "no-such", &(Template *){NULL}, &help_err));
    ck_assert_ptr_nonnull(strstr(help_err.text, "no-such"));
    knowledge_free(knowledge);
    free(none);
}
END_TEST

START_TEST(test_knowledge_texts_are_there_in_both_languages)
{
    Knowledge *knowledge = NULL;
    ck_done(load(&knowledge));
    for (size_t i = 0; i < facts_count(knowledge); i++) {
        const char *en = facts_meaning(knowledge, i, "en");
        const char *zh = facts_meaning(knowledge, i, "zh_CN");
        ck_assert_msg(en && zh && strcmp(en, zh) != 0, "%s", facts_name(knowledge, i));
        ck_assert_str_eq(facts_meaning(knowledge, i, "zh_TW"), zh);
    }
    knowledge_free(knowledge);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("knowledge");
    TCase *tcase = tcase_create("knowledge");
    tcase_add_checked_fixture(tcase, start, stop);
    tcase_set_timeout(tcase, 120);
    tcase_add_test(tcase, test_knowledge_that_ships_has_no_fault);
    tcase_add_test(tcase, test_knowledge_that_ships_is_read_when_asked_for);
    tcase_add_loop_test(tcase, test_knowledge_fault_is_found_and_placed, 0, COUNT_OF(faulty));
    tcase_add_test(tcase, test_knowledge_check_does_not_stop_at_the_first);
    tcase_add_test(tcase, test_knowledge_template_faults);
    tcase_add_test(tcase, test_knowledge_site_overrides_key_by_key);
    tcase_add_test(tcase, test_knowledge_packs_and_unpacks);
    tcase_add_test(tcase, test_knowledge_missing_folder_is_named);
    tcase_add_test(tcase, test_knowledge_texts_are_there_in_both_languages);
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}
