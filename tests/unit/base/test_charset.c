/* Terminals of other character sets: what goes out and comes in, and that a lost byte loses no
 * more than its own character. */
#include "config.h"

#include <string.h>

#include "base/attr.h"
#include "base/charset.h"
#include "tests/support/suite.h"

static void teardown(void)
{
    charset_use(NULL);
}

START_TEST(test_charset_out_and_in)
{
    static const struct {
        const char *set, *utf8, *bytes;
        bool back; /* the bytes are the same text again */
    } cases[] = {
        {"UTF-8", "案卷·e\u0301𠮷", "案卷·e\u0301𠮷", true},
        {"GB18030", "案卷", "\xb0\xb8\xbe\xed", true},
        {"GB18030", "·─", "\xa1\xa4\xa9\xa4", true},
        {"GB18030", "𠮷", "\x95\x34\xb2\x35", true},
        {"GBK", "案卷 A-1", "\xb0\xb8\xbe\xed A-1", true},
        {"GBK", "𠮷e\u0301x", "??ex", false},
        {"GBK", "✖1 ✓",
         "\xa1\xc1"
         "1 \xa1\xcc",
         false},
        {"GB2312", "登录", "\xb5\xc7\xc2\xbc", true},
        {"EUC-CN", "登录", "\xb5\xc7\xc2\xbc", true},
        {"Big5", "登入", "\xb5\x6e\xa4\x4a", true},
        {"GB18030", "", "", true},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Buf out = BUF_INIT, back = BUF_INIT;
        ck_assert_msg(charset_use(cases[i].set), "%s", cases[i].set);
        charset_out(cases[i].utf8, strlen(cases[i].utf8), &out);
        ck_assert_msg(strcmp(out.data, cases[i].bytes) == 0, "case %zu: %s", i, out.data);
        if (cases[i].back) {
            ck_assert(charset_in(out.data, out.len, &back));
            ck_assert_str_eq(back.data, cases[i].utf8);
        }
        buf_free(&out);
        buf_free(&back);
    }
}
END_TEST

START_TEST(test_charset_takes_no_others)
{
    static const char *const sets[] = {"ISO-8859-1",  "KOI8-R", "ANSI_X3.4-1968",
                                       "nonsense",    "UTF-16", "UTF-7",
                                       "ISO-2022-CN", "HZ",     ""};
    for (size_t i = 0; i < COUNT_OF(sets); i++) {
        ck_assert_msg(!charset_use(sets[i]), "%s", sets[i]);
        ck_assert(charset_is_utf8());
    }
    ck_assert(charset_use("gb18030"));
    ck_assert(!charset_is_utf8());
    ck_assert(charset_use("utf8"));
    ck_assert(charset_is_utf8());
}
END_TEST

START_TEST(test_charset_one_by_one)
{
    static const struct {
        const char *set, *bytes;
        size_t len;
        int took;
        uint32_t rune;
    } cases[] = {
        {"UTF-8", "a", 1, 1, 'a'},
        {"UTF-8", "\xe6\x96\x87x", 4, 3, 0x6587},
        {"UTF-8", "\xe6\x96", 2, 0, 0},
        {"UTF-8", "\xe0", 1, 0, 0},
        {"UTF-8", "\xf0\x90", 2, 0, 0},
        {"UTF-8", "\xf4\x90", 2, -1, 0},
        {"UTF-8", "\xed\xa0", 2, -1, 0}, /* a surrogate */
        {"UTF-8", "\xe6x", 2, -1, 0},
        {"UTF-8", "\x96", 1, -1, 0},
        {"UTF-8", "\xff", 1, -1, 0},
        {"UTF-8", "\xc0\x80", 2, -1, 0},
        {"UTF-8", "", 1, 1, 0},
        {"GB18030", "\033", 1, 1, 0x1b},
        {"GB18030", "\xce", 1, 0, 0},
        {"GB18030", "\xce\xc4", 2, 2, 0x6587},
        {"GB18030", "\x95\x34", 2, 0, 0},
        {"GB18030", "\x95\x34\xb2", 3, 0, 0},
        {"GB18030", "\x95\x34\xb2\x35", 4, 4, 0x20bb7},
        {"GB18030", "\xff", 1, -1, 0},
        {"GBK", "\xce\x20", 2, -1, 0},
        {"Big5", "\xa4\xe5", 2, 2, 0x6587},
        {"GB18030", "", 0, 0, 0},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        uint32_t rune = 0;
        ck_assert(charset_use(cases[i].set));
        int took = charset_rune_in(cases[i].bytes, cases[i].len, &rune);
        ck_assert_msg(took == cases[i].took, "case %zu: %d", i, took);
        if (took > 0)
            ck_assert_uint_eq(rune, cases[i].rune);
    }
}
END_TEST

/* Every character there is goes out in a few bytes, in GB18030 and UTF-8 without loss. */
START_TEST(test_charset_holds_every_character)
{
    static const char *const sets[] = {"UTF-8", "GB18030", "GBK", "Big5"};
    for (size_t i = 0; i < COUNT_OF(sets); i++) {
        ck_assert(charset_use(sets[i]));
        for (uint32_t rune = 1; rune < 0x110000; rune += rune < 0x500 ? 1 : 61) {
            char bytes[CHARSET_RUNE_BYTES];
            uint32_t back = 0;
            size_t n = charset_rune_out(rune, bytes);
            ck_assert_uint_le(n, CHARSET_RUNE_BYTES);
            if (i > 1 || (rune >= 0xd800 && rune < 0xe000))
                continue;
            ck_assert_msg(charset_rune_in(bytes, n, &back) == (int)n && back == rune,
                          "%s: U+%04X came back as U+%04X", sets[i], rune, back);
        }
    }
}
END_TEST

START_TEST(test_charset_in_says_what_is_no_text)
{
    Buf out = BUF_INIT;
    ck_assert(charset_use("GB18030"));
    ck_assert(!charset_in("a\xff", 2, &out));
    ck_assert(!charset_in("a\xce", 2, &out));
    buf_clear(&out);
    charset_out("a\xff", 2, &out); /* a byte that is no UTF-8 stays what it is */
    ck_assert_str_eq(out.data, "a\xff");
    buf_free(&out);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_charset_out_and_in,
        test_charset_takes_no_others,
        test_charset_one_by_one,
        test_charset_holds_every_character,
        test_charset_in_says_what_is_no_text,
        NULL,
    };
    return suite_run("charset", tests, NULL, teardown);
}
