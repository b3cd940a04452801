/* The language: chosen by option, LANGUAGE or locale, also where that locale is not installed.
 */
#include "config.h"

#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/charset.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"

static char *folder;

/* A catalogue that need not be read, only be there. */
static void add_catalogue(const char *lang)
{
    Buf path = BUF_INIT;
    buf_addf(&path, "%s/%s/LC_MESSAGES", folder, lang);
    ck_assert(path_make_folder(path.data, NULL));
    buf_add(&path, "/anjuan.mo");
    ck_assert(path_write(path.data, "", 0, NULL));
    buf_free(&path);
}

static void setup(void)
{
    static const char *const variables[] = {"LC_ALL", "LC_CTYPE", "LC_MESSAGES", "LANG",
                                            "LANGUAGE"};
    for (size_t i = 0; i < COUNT_OF(variables); i++)
        unsetenv(variables[i]);
    folder = temp_new();
    add_catalogue("zh_CN");
    add_catalogue("zh_TW");
}

static void teardown(void)
{
    temp_free(folder);
}

START_TEST(test_i18n_option_comes_first)
{
    static const struct {
        const char *option, *lang;
    } cases[] = {
        {"zh_CN", "zh_CN"},
        {"zh-CN", "zh_CN"},
        {"zh", "zh_CN"},
        {"zh_Hans", "zh_CN"},
        {"zh_SG", "zh_CN"},
        {"zh_TW", "zh_TW"},
        {"zh_HK", "zh_TW"},
        {"zh-Hant-HK", "zh_TW"},
        {"en", "en"},
        {"en_GB", "en"},
        {"C", "en"},
        {"zh_CN.UTF-8", "zh_CN"},
        {"../../etc", "en"},
        {"", "en"},
        {"aaaaaaaaaaaaaaaaaaaaaaaaaa", "en"},
        {"cs", "cs"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        setenv("LANG", "en_US.UTF-8", 1);
        unsetenv("LANGUAGE");
        ck_assert(i18n_start(cases[i].option, folder));
        ck_assert_str_eq(i18n_lang(), cases[i].lang);
        ck_assert_str_eq(nl_langinfo(CODESET), "UTF-8");
    }
}
END_TEST

START_TEST(test_i18n_environment)
{
    static const struct {
        const char *language, *lang, *chosen;
    } cases[] = {
        {NULL, NULL, "en"},
        {NULL, "C", "en"},
        {NULL, "C.UTF-8", "en"},
        {NULL, "zh_CN.UTF-8", "zh_CN"}, /* installed or not */
        {NULL, "zh_TW.utf8", "zh_TW"},
        {NULL, "fr_FR.UTF-8", "en"}, /* no such catalogue */
        {"zh_CN", "C.UTF-8", "zh_CN"},
        {"zh_CN", "C", "zh_CN"},
        {"zh_TW:zh_CN", "en_US.UTF-8", "zh_TW"},
        {"fr:zh_CN:en", "C.UTF-8", "zh_CN"},
        {"en:zh_CN", "zh_CN.UTF-8", "en"},
        {"fr", "zh_CN.UTF-8", "zh_CN"},
        {"", "zh_CN.UTF-8", "zh_CN"},
        {":::", "C.UTF-8", "en"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        unsetenv("LANGUAGE");
        unsetenv("LANG");
        if (cases[i].language)
            setenv("LANGUAGE", cases[i].language, 1);
        if (cases[i].lang)
            setenv("LANG", cases[i].lang, 1);
        ck_assert(i18n_start(NULL, folder));
        ck_assert_msg(strcmp(i18n_lang(), cases[i].chosen) == 0, "case %zu chose %s", i,
                      i18n_lang());
        ck_assert_str_eq(nl_langinfo(CODESET), "UTF-8");
    }
}
END_TEST

/* Text inside the program is UTF-8 whatever the terminal speaks; see test_charset. */
START_TEST(test_i18n_another_character_set)
{
    static const struct {
        const char *locale;
        bool may, utf8;
        const char *lang;
    } cases[] = {
        {"zh_CN.GB18030", true, false, "zh_CN"}, {"zh_CN.gbk", true, false, "zh_CN"},
        {"zh_TW.BIG5", true, false, "zh_TW"},    {"zh_CN.UTF-8@pinyin", true, true, "zh_CN"},
        {"en_US.ISO-8859-1", false, true, "en"}, /* cannot hold what a case holds */
        {"zh_CN.nonsense", false, true, "en"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        setenv("LC_ALL", cases[i].locale, 1);
        unsetenv("LANGUAGE");
        ck_assert_msg(i18n_start(NULL, folder) == cases[i].may, "%s", cases[i].locale);
        ck_assert_msg(charset_is_utf8() == cases[i].utf8, "%s", cases[i].locale);
        ck_assert_str_eq(i18n_lang(), cases[i].lang);
        if (cases[i].may)
            ck_assert_str_eq(nl_langinfo(CODESET), "UTF-8");
    }
}
END_TEST

START_TEST(test_i18n_numbers_keep_their_point)
{
    setenv("LC_ALL", "de_DE.UTF-8", 1);
    ck_assert(i18n_start(NULL, folder));
    ck_assert_str_eq(localeconv()->decimal_point, ".");
}
END_TEST

/* The catalogues of the build tree, in environments of which none has a locale of the language.
 */
START_TEST(test_i18n_needs_no_locale_of_the_language)
{
    static const char *const locales[] = {"C", "POSIX", "C.UTF-8", "zh_CN.UTF-8", "xx_XX"};
    const char *top = getenv("top_builddir");
    char *share = path_join(top ? top : ".", "share/locale");

    for (size_t i = 0; i < COUNT_OF(locales); i++) {
        setenv("LC_ALL", locales[i], 1);
        unsetenv("LANGUAGE");
        ck_assert(i18n_start("zh_CN", share));
        ck_assert_str_eq(_("No space left on device"), "磁盘空间已满");
        ck_assert_str_eq(C_("a value in a message", "(empty)"), "（空）");
        ck_assert_str_eq(ngettext("%d day", "%d days", 1), "%d天");
        ck_assert_str_eq(ngettext("%d day", "%d days", 2), "%d天");
        ck_assert_str_eq(i18n_errno(ENOENT), "没有这个文件或文件夹");
        ck_assert(i18n_start("en", share));
        ck_assert_str_eq(_("No space left on device"), "No space left on device");
        ck_assert_str_eq(ngettext("%d day", "%d days", 1), "%d day");
        ck_assert_str_eq(ngettext("%d day", "%d days", 2), "%d days");
    }
    free(share);
}
END_TEST

/* In English each says what the C library says. */
START_TEST(test_i18n_errors_of_the_system)
{
    setenv("LC_ALL", "C", 1);
    ck_assert(i18n_start("en", folder));
    for (int number = 0; number < 140; number++) {
        /* The C library makes room for one such text at a time. */
        char *text = xstrdup(i18n_errno(number));
        ck_assert_str_eq(text, strerror(number));
        free(text);
    }
}
END_TEST

START_TEST(test_i18n_untranslated_text_is_shown_as_it_is)
{
    ck_assert(i18n_start("en", folder));
    ck_assert_str_eq(_("No such text"), "No such text");
    ck_assert_str_eq(C_("key bar", "Open"), "Open");
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_i18n_option_comes_first,
        test_i18n_environment,
        test_i18n_another_character_set,
        test_i18n_numbers_keep_their_point,
        test_i18n_needs_no_locale_of_the_language,
        test_i18n_errors_of_the_system,
        test_i18n_untranslated_text_is_shown_as_it_is,
        NULL,
    };
    return suite_run("i18n", tests, setup, teardown);
}
