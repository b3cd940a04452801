/* Knowledge files: what is read, and each way in which a file is refused. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/ini.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"

static Ini *load(const char *text)
{
    Ini *ini = NULL;
    Err err = {0};
    ck_assert_msg(ini_load_text("rules.ini", text, strlen(text), &ini, &err), "%s", err.text);
    return ini;
}

START_TEST(test_ini_reads_values_as_they_stand)
{
    Ini *ini = load("# 说明; with \" and =\n"
                    "; another\n"
                    "\n"
                    "[d21.aid]\n"
                    "title = \"Medical aid; approval # 1\"\n"
                    "title[zh_CN] = \"医疗救助审批（\\ ）\"\n"
                    "when=\"aid_kind in ('a', 'b') and raised_fen = 3\"   \n"
                    "  empty = \"\"\n"
                    "blank = \"  x  \"\n"
                    "percent = \"100% %s\"\n"
                    "sign = \";\"\n"
                    "slash = \"C:\\new\\table \\\\ \\x41 \\\"\n"
                    "[d01]\n"
                    "title = \"e\u0301𠮷\"");
    ck_assert_str_eq(ini_name(ini), "rules.ini");
    ck_assert_uint_eq(ini_sections(ini), 2);
    ck_assert_str_eq(ini_section(ini, 0), "d21.aid");
    ck_assert_str_eq(ini_section(ini, 1), "d01");
    ck_assert_ptr_null(ini_section(ini, 2));
    ck_assert_uint_eq(ini_section_line(ini, "d01"), 13);
    ck_assert_uint_eq(ini_keys(ini, "d21.aid"), 8);
    ck_assert_str_eq(ini_key(ini, "d21.aid", 1), "title[zh_CN]");
    ck_assert_ptr_null(ini_key(ini, "d21.aid", 8));
    ck_assert_str_eq(ini_get(ini, "d21.aid", "title"), "Medical aid; approval # 1");
    ck_assert_str_eq(ini_get(ini, "d21.aid", "title[zh_CN]"), "医疗救助审批（\\ ）");
    ck_assert_str_eq(ini_get(ini, "d21.aid", "when"),
                     "aid_kind in ('a', 'b') and raised_fen = 3");
    ck_assert_str_eq(ini_get(ini, "d21.aid", "empty"), "");
    ck_assert_str_eq(ini_get(ini, "d21.aid", "blank"), "  x  ");
    ck_assert_str_eq(ini_get(ini, "d21.aid", "percent"), "100% %s");
    ck_assert_str_eq(ini_get(ini, "d21.aid", "sign"), ";");
    ck_assert_str_eq(ini_get(ini, "d21.aid", "slash"), "C:\\new\\table \\\\ \\x41 \\");
    ck_assert_str_eq(ini_get(ini, "d01", "title"), "e\u0301𠮷");
    ini_free(ini);
}
END_TEST

START_TEST(test_ini_says_nothing_of_what_is_absent)
{
    Ini *ini = load("[a]\n");
    ck_assert_ptr_null(ini_get(ini, "a", "x"));
    ck_assert_ptr_null(ini_get(ini, "b", "x"));
    ck_assert_ptr_null(ini_get_lang(ini, "b", "x", "zh_CN"));
    ck_assert_uint_eq(ini_keys(ini, "a"), 0);
    ck_assert_uint_eq(ini_keys(ini, "b"), 0);
    ck_assert_ptr_null(ini_key(ini, "b", 0));
    ck_assert_uint_eq(ini_section_line(ini, "b"), 0);
    ini_free(ini);
    ini = load("");
    ck_assert_uint_eq(ini_sections(ini), 0);
    ini_free(ini);
    ini_free(NULL);
}
END_TEST

START_TEST(test_ini_chooses_the_language)
{
    Ini *ini = load("[a]\ntitle = \"Rule\"\ntitle[zh_CN] = \"规则\"\n"
                    "both = \"Both\"\nboth[zh_CN] = \"两者\"\nboth[zh_TW] = \"兩者\"\n"
                    "plain = \"Plain\"\n");
    ck_assert_str_eq(ini_get_lang(ini, "a", "title", "zh_CN"), "规则");
    ck_assert_str_eq(ini_get_lang(ini, "a", "title", "zh_TW"), "规则");
    ck_assert_str_eq(ini_get_lang(ini, "a", "title", "en"), "Rule");
    ck_assert_str_eq(ini_get_lang(ini, "a", "both", "zh_TW"), "兩者");
    ck_assert_str_eq(ini_get_lang(ini, "a", "plain", "zh_TW"), "Plain");
    ini_free(ini);
}
END_TEST

START_TEST(test_ini_joins_long_values)
{
    Ini *ini =
        load("[a]\nsql = \"select\"\nsql.2 = \"from\"\nsql.3 = \"where\"\nsql.5 = \"lost\"\n"
             "text = \"one\"\ntext[zh_CN] = \"一\"\ntext.2[zh_CN] = \"二\"\n");
    Buf out = BUF_INIT;
    ck_assert(ini_long(ini, "a", "sql", &out));
    ck_assert_str_eq(out.data, "select from where");
    buf_clear(&out);
    ck_assert(ini_long(ini, "a", "text[zh_CN]", &out));
    ck_assert_str_eq(out.data, "一 二");
    buf_clear(&out);
    ck_assert(ini_long(ini, "a", "text", &out));
    ck_assert_str_eq(out.data, "one");
    ck_assert(!ini_long(ini, "a", "absent", &out));
    ck_assert_str_eq(out.data, "one");
    buf_free(&out);
    ini_free(ini);
}
END_TEST

START_TEST(test_ini_only_names_the_unknown_key)
{
    static const char *const known[] = {"title", "when", "step.1", NULL};
    Err err;
    Ini *ini =
        load("[good]\ntitle = \"\"\ntitle[zh_CN] = \"\"\nwhen.2 = \"\"\nwhen.3[zh_CN] = \"\"\n"
             "step.1 = \"\"\n"
             "[bad]\ntitle = \"\"\nwhem = \"\"\n"
             "[odd]\nstep.2 = \"\"\n"
             "[part]\ntit = \"\"\n");
    ck_assert(ini_only(ini, "good", known, &err));
    ck_assert(ini_only(ini, "absent", known, &err));
    ck_assert(!ini_only(ini, "bad", known, &err));
    ck_assert_str_eq(err.text, "rules.ini:9: the section [bad] has no key named whem");
    ck_assert(!ini_only(ini, "odd", known, &err));
    ck_assert(!ini_only(ini, "part", known, &err));

    Buf place = BUF_INIT;
    ini_place(ini, "bad", "whem", &place);
    ck_assert_str_eq(place.data, "rules.ini:9: [bad] whem");
    buf_clear(&place);
    ini_place(ini, "bad", NULL, &place);
    ck_assert_str_eq(place.data, "rules.ini:7: [bad]");
    buf_clear(&place);
    ini_place(ini, "bad", "missing", &place);
    ck_assert_str_eq(place.data, "rules.ini:7: [bad] missing");
    buf_free(&place);
    ini_free(ini);
}
END_TEST

START_TEST(test_ini_refuses)
{
    static const struct {
        const char *text, *says;
    } cases[] = {
        {"[a]\nx = 1\n", "rules.ini:2: the value stands in double quotes"},
        {"[a]\nx = 'y'\n", "rules.ini:2: the value stands in double quotes"},
        {"[a]\nx = \"y\n", "rules.ini:2: the value stands in double quotes"},
        {"[a]\nx = \"y\" z\n", "rules.ini:2: the value stands in double quotes"},
        {"[a]\nx = \"y\" ; why\n", "rules.ini:2: the value stands in double quotes"},
        {"[a]\nx = \"y\"z\"\n", "rules.ini:2: the value stands in double quotes"},
        {"[a]\nx =\n", "rules.ini:2: the value stands in double quotes"},
        {"[a]\nx\n", "rules.ini:2: expected"},
        {"[a]\n= \"y\"\n", "rules.ini:2: expected"},
        {"[a]\nX = \"y\"\n", "rules.ini:2: expected"},
        {"[a]\nx y = \"z\"\n", "rules.ini:2: expected"},
        {"[a]\nx[] = \"z\"\n", "rules.ini:2: expected"},
        {"[a]\nx[zh-CN] = \"z\"\n", "rules.ini:2: expected"},
        {"[a]\n姓名 = \"z\"\n", "rules.ini:2: expected"},
        {"x = \"y\"\n[a]\n", "rules.ini:1: x stands before the first [section]"},
        {"[a]\nx = \"1\"\n\nx = \"2\"\n", "rules.ini:4: x was given before in [a], in line 2"},
        {"[a]\nx[zh_CN] = \"1\"\nx[ZH_cn] = \"2\"\n", "rules.ini:3: x[ZH_cn] was given before"},
        {"[a]\n[b]\n[a]\n", "rules.ini:3: the section [a] was given before, in line 1"},
        {"[A]\n", "rules.ini:1: a section is written"},
        {"[a:b]\n", "rules.ini:1: a section is written"},
        {"[]\n", "rules.ini:1: a section is written"},
        {"[a\n", "rules.ini:1: a section is written"},
        {"[a] # why\n", "rules.ini:1: a section is written"},
        {"# ends in \\\n[a]\n", "rules.ini:1: a line may not end in a backslash"},
        {"[a]\nx = \"y\\\nz\"\n", "rules.ini:2: a line may not end in a backslash"},
        {"[a]\r\n", "rules.ini:1: the control character U+000D"},
        {"[a]\n\tx = \"y\"\n", "rules.ini:2: a tab"},
        {"[a]\nx = \"\033[2J\"\n", "rules.ini:2: the control character U+001B"},
        {"\xEF\xBB\xBF[a]\n", "byte order mark"},
        {"[a]\nx = \"\xFF\"\n", "rules.ini: byte 10 is not UTF-8"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Ini *ini = (Ini *)&cases;
        Err err = {0};
        ck_assert(
            !ini_load_text("rules.ini", cases[i].text, strlen(cases[i].text), &ini, &err));
        ck_assert_msg(strstr(err.text, cases[i].says), "case %zu says: %s", i, err.text);
        ck_assert_int_eq(err.kind, ERR_INPUT);
        ck_assert_ptr_null(ini);
    }
}
END_TEST

START_TEST(test_ini_refuses_a_zero_byte)
{
    Ini *ini;
    ck_assert(!ini_load_text("rules.ini", "[a]\n#\0\n", 7, &ini, NULL));
}
END_TEST

/* A line of that many bytes, with one key. */
static bool loads_line(size_t bytes, Err *err)
{
    Buf text = BUF_INIT;
    Ini *ini = NULL;
    buf_add(&text, "[a]\nx = \"");
    for (size_t i = strlen("x = \"\""); i < bytes; i++)
        buf_add_char(&text, 'y');
    buf_add(&text, "\"\n");
    bool ok = ini_load_text("rules.ini", text.data, text.len, &ini, err);
    if (ok)
        ck_assert_uint_eq(strlen(ini_get(ini, "a", "x")), bytes - strlen("x = \"\""));
    ini_free(ini);
    buf_free(&text);
    return ok;
}

START_TEST(test_ini_keeps_to_its_bounds)
{
    Err err;
    ck_assert(loads_line(1000, &err));
    ck_assert(!loads_line(1001, &err));
    ck_assert_ptr_nonnull(strstr(err.text, "rules.ini:2: the line is too long"));

    Buf text = BUF_INIT;
    Ini *ini = NULL;
    for (int i = 0; i < 10000; i++)
        buf_addf(&text, "[s%d]\n", i);
    ck_assert(!ini_load_text("rules.ini", text.data, text.len, &ini, &err));
    ck_assert_ptr_nonnull(strstr(err.text, "too many entries"));
    while (text.len <= INI_MAX_BYTES)
        buf_add(&text, "# more and more and more\n");
    ck_assert(!ini_load_text("rules.ini", text.data, text.len, &ini, &err));
    ck_assert_ptr_nonnull(strstr(err.text, "too large"));
    buf_free(&text);
}
END_TEST

START_TEST(test_ini_loads_files)
{
    Err err;
    Ini *ini = NULL;
    char *folder = temp_new();
    char *path = temp_text(folder, "知识.ini", "[a]\nx = \"一\"\n");
    ck_assert(ini_load(path, &ini, &err));
    ck_assert_str_eq(ini_get(ini, "a", "x"), "一");
    ck_assert_str_eq(ini_name(ini), path);
    ini_free(ini);
    char *missing = temp_path(folder, "missing.ini");
    ck_assert(!ini_load(missing, &ini, &err));
    ck_assert_ptr_null(ini);
    ck_assert_int_eq(err.kind, ERR_NOT_FOUND);
    ck_assert(!ini_load(folder, &ini, &err));
    free(missing);
    free(path);
    temp_free(folder);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_ini_reads_values_as_they_stand,
        test_ini_says_nothing_of_what_is_absent,
        test_ini_chooses_the_language,
        test_ini_joins_long_values,
        test_ini_only_names_the_unknown_key,
        test_ini_refuses,
        test_ini_refuses_a_zero_byte,
        test_ini_keeps_to_its_bounds,
        test_ini_loads_files,
        NULL,
    };
    return suite_run("ini", tests, NULL, NULL);
}
