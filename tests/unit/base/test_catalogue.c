/* Message catalogues: what msgfmt writes is read, what is damaged is not, and the expressions
 * of plural forms mean what they mean in C. */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/catalogue.h"
#include "base/path.h"
#include "base/plural.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"

typedef struct Pair {
    const char *key, *text; /* a '|' stands for the zero byte between plural forms */
} Pair;

#define HEAD                                                                                   \
    "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=n != 1;\n"

static const Pair few[] = {
    {"", HEAD},       {"%d day|%d days", "%d dag|%d dage"},
    {"Open", "打开"}, {"key bar\004Open", "开"},
    {"rest", "其余"},
};

static void add_number(Buf *out, uint32_t number, bool swapped)
{
    for (int i = 0; i < 4; i++)
        buf_add_char(out, (char)(number >> 8 * (swapped ? 3 - i : i)));
}

/* As msgfmt would write it on a machine of either byte order. */
static void write_pairs(const Pair *pairs, size_t n, bool swapped, Buf *out)
{
    Buf strings = BUF_INIT;
    size_t base = 28 + n * 16;

    add_number(out, 0x950412de, swapped);
    add_number(out, 0, swapped);
    add_number(out, (uint32_t)n, swapped);
    add_number(out, 28, swapped);
    add_number(out, (uint32_t)(28 + n * 8), swapped);
    add_number(out, 0, swapped);
    add_number(out, 0, swapped);
    for (int table = 0; table < 2; table++) {
        for (size_t i = 0; i < n; i++) {
            const char *text = table ? pairs[i].text : pairs[i].key;
            add_number(out, (uint32_t)strlen(text), swapped);
            add_number(out, (uint32_t)(base + strings.len), swapped);
            for (; *text; text++)
                buf_add_char(&strings, *text == '|' ? '\0' : *text);
            buf_add_char(&strings, '\0');
        }
    }
    buf_add_bytes(out, strings.data, strings.len);
    buf_free(&strings);
}

static Catalogue *load_pairs(const Pair *pairs, size_t n, bool swapped)
{
    Buf bytes = BUF_INIT;
    write_pairs(pairs, n, swapped, &bytes);
    Catalogue *catalogue = catalogue_load_bytes(bytes.data, bytes.len);
    buf_free(&bytes);
    return catalogue;
}

START_TEST(test_catalogue_is_read_in_both_byte_orders)
{
    for (int swapped = 0; swapped < 2; swapped++) {
        Catalogue *catalogue = load_pairs(few, COUNT_OF(few), swapped);
        ck_assert_ptr_nonnull(catalogue);
        ck_assert_str_eq(catalogue_text(catalogue, "Open"), "打开");
        ck_assert_str_eq(catalogue_text(catalogue, "key bar\004Open"), "开");
        ck_assert_str_eq(catalogue_text(catalogue, "rest"), "其余");
        ck_assert_ptr_null(catalogue_text(catalogue, "Ope"));
        ck_assert_ptr_null(catalogue_text(catalogue, "zzz"));
        ck_assert_ptr_null(catalogue_text(catalogue, ""));
        ck_assert_str_eq(catalogue_count(catalogue, "%d day", 1), "%d dag");
        ck_assert_str_eq(catalogue_count(catalogue, "%d day", 0), "%d dage");
        ck_assert_str_eq(catalogue_count(catalogue, "%d day", 7), "%d dage");
        ck_assert_ptr_null(catalogue_count(catalogue, "Open", 7)); /* it has no second form */
        catalogue_free(catalogue);
    }
    ck_assert_ptr_null(catalogue_text(NULL, "Open"));
    ck_assert_ptr_null(catalogue_count(NULL, "Open", 2));
}
END_TEST

START_TEST(test_catalogue_of_the_build_tree_is_read)
{
    const char *top = getenv("top_builddir");
    Buf path = BUF_INIT;

    buf_addf(&path, "%s/share/locale/zh_CN/LC_MESSAGES/anjuan.mo", top ? top : ".");
    Catalogue *catalogue = catalogue_load(path.data);
    ck_assert_ptr_nonnull(catalogue);
    ck_assert_str_eq(catalogue_text(catalogue, "No space left on device"), "磁盘空间已满");
    ck_assert_str_eq(catalogue_count(catalogue, "%d day", 1), "%d天");
    ck_assert_str_eq(catalogue_count(catalogue, "%d day", 5), "%d天");
    catalogue_free(catalogue);
    buf_free(&path);
}
END_TEST

START_TEST(test_catalogue_refuses_what_is_not_one)
{
    static const struct {
        const char *what;
        Pair pairs[3];
        size_t n;
    } cases[] = {
        {"no head", {{"a", "b"}}, 1},
        {"no character set", {{"", "Plural-Forms: nplurals=1; plural=0;\n"}}, 1},
        {"another one", {{"", "Content-Type: text/plain; charset=GBK\n"}}, 1},
        {"plural forms",
         {{"", "Content-Type: a; charset=UTF-8\nPlural-Forms: nplurals=x\n"}},
         1},
        {"unsorted", {{"", HEAD}, {"b", "B"}, {"a", "A"}}, 3},
        {"twice", {{"", HEAD}, {"a", "B"}, {"a", "A"}}, 3},
        {"not UTF-8", {{"", HEAD}, {"a", "\xd2\xe5"}}, 2},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        ck_assert_msg(!load_pairs(cases[i].pairs, cases[i].n, false), "%s", cases[i].what);
    ck_assert_ptr_null(catalogue_load_bytes("", 0));
    ck_assert_ptr_null(catalogue_load_bytes("\xde\x12\x04\x95", 4));
    ck_assert_ptr_null(catalogue_load("/nowhere/anjuan.mo"));
}
END_TEST

/* Cut anywhere, or with any one byte of it another: it is refused, or it gives texts that end.
 */
START_TEST(test_catalogue_survives_damage)
{
    static const unsigned char values[] = {0x00, 0x01, 0x7f, 0x80, 0xff};
    Buf bytes = BUF_INIT;

    write_pairs(few, COUNT_OF(few), false, &bytes);
    for (size_t len = 0; len < bytes.len; len++)
        ck_assert_ptr_null(catalogue_load_bytes(bytes.data, len));
    for (size_t at = 0; at < bytes.len; at++) {
        char before = bytes.data[at];
        for (size_t i = 0; i < COUNT_OF(values); i++) {
            bytes.data[at] = (char)values[i];
            Catalogue *catalogue = catalogue_load_bytes(bytes.data, bytes.len);
            for (size_t j = 1; catalogue && j < COUNT_OF(few); j++) {
                const char *text = catalogue_text(catalogue, few[j].key);
                const char *many = catalogue_count(catalogue, "%d day", j);
                ck_assert(!text || strlen(text) < bytes.len);
                ck_assert(!many || strlen(many) < bytes.len);
            }
            catalogue_free(catalogue);
        }
        bytes.data[at] = before;
    }
    buf_free(&bytes);
}
END_TEST

/* A million entries that all mean one long string would be looked at a million times. */
START_TEST(test_catalogue_refuses_strings_over_each_other)
{
    enum { ENTRIES = 200000, LONG = 1000000 };
    Buf bytes = BUF_INIT;
    const uint32_t texts = 28 + ENTRIES * 16;

    add_number(&bytes, 0x950412de, false);
    add_number(&bytes, 0, false);
    add_number(&bytes, ENTRIES, false);
    add_number(&bytes, 28, false);
    add_number(&bytes, 28, false);
    add_number(&bytes, 0, false);
    add_number(&bytes, 0, false);
    for (uint32_t i = 0; i < ENTRIES * 2; i++) {
        add_number(&bytes, LONG - i, false);
        add_number(&bytes, texts + i, false);
    }
    for (uint32_t i = 0; i < LONG; i++)
        buf_add_char(&bytes, 'a');
    buf_add_char(&bytes, '\0');
    ck_assert_ptr_null(catalogue_load_bytes(bytes.data, bytes.len));
    buf_free(&bytes);
}
END_TEST

START_TEST(test_plural_means_what_it_means_in_c)
{
    enum { NUMBERS = 130 };
    static const char slavic[] =
        "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && "
        "(n%100<10 || n%100>=20) ? 1 : 2);\n";
    static const char arabic[] =
        "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && "
        "n%100<=10 ? 3 : n%100>=11 ? 4 : 5;";
    Plural one, two, three, six, odd;

    ck_assert(plural_read(" nplurals=1; plural=0;\n", &one));
    ck_assert(plural_read("nplurals=2; plural=n != 1;", &two));
    ck_assert(plural_read(slavic, &three));
    ck_assert(plural_read(arabic, &six));
    ck_assert(plural_read("nplurals=8; plural=!(n - 2 * 3 / 2 + 1 > 4) == !0 || n<1&&n", &odd));
    for (unsigned long n = 0; n < NUMBERS; n++) {
        ck_assert_uint_eq(plural_form(&one, n), 0);
        ck_assert_uint_eq(plural_form(&two, n), n != 1);
        ck_assert_uint_eq(plural_form(&three, n),
                          n % 10 == 1 && n % 100 != 11                                    ? 0
                          : n % 10 >= 2 && n % 10 <= 4 && (n % 100 < 10 || n % 100 >= 20) ? 1
                                                                                          : 2);
        ck_assert_uint_eq(plural_form(&six, n), n == 0                          ? 0
                                                : n == 1                        ? 1
                                                : n == 2                        ? 2
                                                : n % 100 >= 3 && n % 100 <= 10 ? 3
                                                : n % 100 >= 11                 ? 4
                                                                                : 5);
        ck_assert_uint_eq(plural_form(&odd, n), (!(n - 3 + 1 > 4)) == 1);
    }
}
END_TEST

START_TEST(test_plural_refuses_other_things)
{
    static const char *const cases[] = {
        "",
        "nplurals=2",
        "nplurals=0; plural=0;",
        "nplurals=9; plural=0;",
        "nplurals=99999999999999999999999; plural=0;",
        "nplurals=2; plural=;",
        "nplurals=2; plural=n n;",
        "nplurals=2; plural=(n;",
        "nplurals=2; plural=n);",
        "nplurals=2; plural=n ? 1;",
        "nplurals=2; plural=n == ;",
        "nplurals=2; plural=m;",
        "nplurals=2; plural=n = 1;",
        "nplurals=2; plural=99999999999999999999999;",
        "nplurals=2; plural=nplurals(n);",
    };
    Plural plural;
    Buf deep = BUF_INIT;

    for (size_t i = 0; i < COUNT_OF(cases); i++)
        ck_assert_msg(!plural_read(cases[i], &plural), "%s", cases[i]);
    buf_add(&deep, "nplurals=2; plural=");
    for (int i = 0; i < 400; i++)
        buf_add_char(&deep, '(');
    ck_assert(!plural_read(deep.data, &plural));
    for (int i = 0; i < 400; i++)
        buf_add_char(&deep, '!');
    ck_assert(!plural_read(deep.data, &plural));
    buf_free(&deep);

    /* No trap, and never a form that there is not. */
    ck_assert(plural_read("nplurals=2; plural=n / (n - 1) % (n - 1);", &plural));
    ck_assert_uint_eq(plural_form(&plural, 1), 0);
    ck_assert(plural_read("nplurals=2; plural=n;", &plural));
    ck_assert_uint_eq(plural_form(&plural, 100), 0);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_catalogue_is_read_in_both_byte_orders,
        test_catalogue_of_the_build_tree_is_read,
        test_catalogue_refuses_what_is_not_one,
        test_catalogue_survives_damage,
        test_catalogue_refuses_strings_over_each_other,
        test_plural_means_what_it_means_in_c,
        test_plural_refuses_other_things,
        NULL,
    };
    return suite_run("catalogue", tests, NULL, NULL);
}
