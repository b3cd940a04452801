/* Text as it is checked, measured, cut, wrapped and folded. */
#include "config.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>
#include <wchar.h>

#include "base/text/text.h"
#include "tests/support/suite.h"

#define FAMILY  "👨‍👩‍👧"
#define FLAG    "🇨🇳"
#define E_ACUTE "e\u0301"

static void reset_ambiguous(void)
{
    text_set_ambiguous(1);
}

/* --- what may enter --- */

START_TEST(test_text_valid_finds_the_bad_byte)
{
    static const struct {
        const char *text;
        size_t len, bad;
    } cases[] = {
        {"\xFF", 1, 0},
        {"张\x80", 4, 3},
        {"ab\xC0\xAF", 4, 2},       /* overlong slash */
        {"\xE0\x80\xAF", 3, 0},     /* overlong in three */
        {"\xED\xA0\x80", 3, 0},     /* a surrogate */
        {"\xF4\x90\x80\x80", 4, 0}, /* beyond U+10FFFF */
        {"张\xE5\xBC", 5, 3},       /* cut in the middle */
        {"a\0b", 3, 1},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        size_t bad = 99;
        ck_assert(!text_valid(cases[i].text, cases[i].len, &bad));
        ck_assert_uint_eq(bad, cases[i].bad);
        ck_assert(!text_valid(cases[i].text, cases[i].len, NULL));
    }
    ck_assert(text_valid("", 0, NULL));
    const char *good = "患者 " E_ACUTE " 𠮷 \u00A0\xEF\xBF\xBD";
    ck_assert(text_valid(good, strlen(good), NULL));
}
END_TEST

START_TEST(test_text_check_refuses_what_must_not_enter)
{
    static const struct {
        const char *text, *says;
    } cases[] = {
        {"a\033[2J", "U+001B"}, {"a\x7F", "U+007F"},       {"\xC2\x85", "U+0085"},
        {"a\u202E", "U+202E"},  {"\u2028", "U+2028"},      {"\u2066x", "U+2066"},
        {"\uFFFE", "U+FFFE"},   {"\U0001FFFF", "U+1FFFF"}, {"a\nb", "line break"},
        {"a\tb", "tab"},        {"a\rb", "U+000D"},        {"\xFF", "byte 1 is not UTF-8"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Err err;
        ck_assert(!text_check(cases[i].text, strlen(cases[i].text), false, 0, "Name", &err));
        ck_assert_int_eq(err.kind, ERR_INPUT);
        ck_assert_msg(strncmp(err.text, "Name: ", 6) == 0 && strstr(err.text, cases[i].says),
                      "case %zu says: %s", i, err.text);
    }
    ck_assert(text_check("一\n\t二", 8, true, 0, "Story", NULL));
    ck_assert(!text_check("a\r\nb", 4, true, 0, "Story", NULL));
    ck_assert(text_check("", 0, false, 1, "Name", NULL));
}
END_TEST

START_TEST(test_text_blank_is_what_nobody_sees)
{
    static const char *const blanks[] = {"",       " \t\n",  "\u3000\u200B", "\u00A0\u2003",
                                         "\uFEFF", "\u2060", "\u3164",       "\u200E\uFE0F"};
    static const char *const seen[] = {"\u3000.", "\u200B\u4E00", "a\u200D", "\xFF"};
    ck_assert(text_blank(NULL));
    for (size_t i = 0; i < COUNT_OF(blanks); i++)
        ck_assert_msg(text_blank(blanks[i]), "blank %zu", i);
    for (size_t i = 0; i < COUNT_OF(seen); i++)
        ck_assert_msg(!text_blank(seen[i]), "seen %zu", i);
    ck_assert(text_blank_n("\u3000x", 3));
}
END_TEST

START_TEST(test_text_check_counts_characters_not_bytes)
{
    Err err;
    ck_assert(text_check("张小明𠮷", strlen("张小明𠮷"), false, 4, "Name", &err));
    ck_assert(!text_check("张小明𠮷", strlen("张小明𠮷"), false, 3, "Name", &err));
    ck_assert_str_eq(err.text, "Name: at most 3 characters, here are 4");
    ck_assert_uint_eq(text_chars(E_ACUTE "𠮷"), 3);
    ck_assert_uint_eq(text_chars(""), 0);
}
END_TEST

START_TEST(test_text_rune_reads_the_first)
{
    size_t bytes;
    ck_assert_uint_eq(text_rune("𠮷田", &bytes), 0x20BB7);
    ck_assert_uint_eq(bytes, 4);
    ck_assert_uint_eq(text_rune("", &bytes), 0);
    ck_assert_uint_eq(bytes, 0);
    ck_assert_uint_eq(text_rune("\xE5\xBC", &bytes), 0xFFFD);
    ck_assert_uint_eq(bytes, 1);
}
END_TEST

/* --- columns --- */

START_TEST(test_text_cols_agree_with_the_terminal)
{
    static const struct {
        uint32_t from, to;
    } ranges[] = {
        {0x20, 0x7E},     {0x3041, 0x3096}, {0x30A1, 0x30FA}, {0x4E00, 0x9FFF},
        {0xAC00, 0xD7A3}, {0xFF01, 0xFF60}, {0x3001, 0x3029}, {0x20000, 0x2A6DF},
        {0x300, 0x36F},   {0x1160, 0x11FF}, {0x200B, 0x200D}, {0xFE00, 0xFE0F},
    };
    ck_assert_ptr_nonnull(setlocale(LC_ALL, "C.UTF-8"));
    for (size_t i = 0; i < COUNT_OF(ranges); i++)
        for (uint32_t rune = ranges[i].from; rune <= ranges[i].to; rune++)
            if (text_rune_cols(rune) != wcwidth((wchar_t)rune))
                ck_abort_msg("U+%04X takes %d, the terminal says %d", (unsigned)rune,
                             text_rune_cols(rune), wcwidth((wchar_t)rune));
}
END_TEST

START_TEST(test_text_cols_of_mixed_text)
{
    static const struct {
        const char *text;
        int cols;
    } cases[] = {
        {"", 0},
        {"abc", 3},
        {"张小明", 6},
        {"ｱｲ", 2},
        {"Ａ１", 4},
        {E_ACUTE, 1},
        {"𠮷", 2},
        {"각", 2},
        {"한", 2},
        {"か\u3099", 2},
        {"a\033b", 3},
        {"\xFF\xFE", 2},
        {"买买提·吐尔逊", 13},
        {"　", 2},
        {"ئۇيغۇر", 6},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        ck_assert_msg(text_cols(cases[i].text) == cases[i].cols, "%s takes %d", cases[i].text,
                      text_cols(cases[i].text));
    ck_assert_int_eq(text_cols_n("张小明", 6), 4);
    ck_assert_int_eq(text_rune_cols('\n'), -1);
    ck_assert_int_eq(text_rune_cols(0x9B), -1);
    ck_assert_int_eq(text_rune_cols(0x202E), -1);
    ck_assert_int_eq(text_rune_cols(0x110000), -1);
}
END_TEST

START_TEST(test_text_ambiguous_signs_take_what_was_set)
{
    ck_assert_int_eq(text_cols("·…“”─█▲"), 7);
    text_set_ambiguous(2);
    ck_assert_int_eq(text_cols("·…“”─█▲"), 14);
    ck_assert_int_eq(text_cols("买买提·吐尔逊"), 14);
    ck_assert_int_eq(text_cols("a张"), 3);
    ck_assert_int_eq(text_cols("e\u0301"), 1); /* a mark never widens */
}
END_TEST

/* --- edges --- */

/* Characters that take part in some rule, so that random strings of them try all of them. */
static const uint32_t pieces[] = {
    'a',     ' ',    '\r',   '\n',   0x0300, 0x200D, 0x1F468, 0x2764, 0xFE0F, 0x1F1E8,
    0x1F1F3, 0x1100, 0x1161, 0x11A8, 0xAC00, 0xAC01, 0x0600,  0x0903, 0x4E2D, 0x20BB7,
};

START_TEST(test_text_clusters_are_those_of_icu)
{
    UErrorCode status = U_ZERO_ERROR;
    UBreakIterator *breaks = ubrk_open(UBRK_CHARACTER, "zh", NULL, 0, &status);
    uint32_t random = 20261121;
    for (int round = 0; round < 3000; round++) {
        Buf text = BUF_INIT;
        for (int i = 0; i < 12; i++) {
            random = random * 1664525 + 1013904223;
            buf_add_rune(&text, pieces[(random >> 16) % COUNT_OF(pieces)]);
        }
        UText utext = UTEXT_INITIALIZER;
        utext_openUTF8(&utext, text.data, (int64_t)text.len, &status);
        ubrk_setUText(breaks, &utext, &status);
        size_t at = 0;
        int32_t edge = 0;
        while (at < text.len) {
            size_t next = text_next(text.data, text.len, at);
            edge = ubrk_next(breaks);
            if (next != (size_t)edge || text_prev(text.data, text.len, next) != at)
                ck_abort_msg("round %d: edge %zu, ICU %d, back %zu from %zu", round, next, edge,
                             text_prev(text.data, text.len, next), at);
            at = next;
        }
        utext_close(&utext);
        buf_free(&text);
    }
    ck_assert(U_SUCCESS(status));
    ubrk_close(breaks);
}
END_TEST

START_TEST(test_text_edges_of_a_name)
{
    const char *text = "𠮷" E_ACUTE FAMILY FLAG FLAG "x";
    size_t len = strlen(text);
    const size_t edges[] = {4,  7, 7 + strlen(FAMILY), 15 + strlen(FAMILY), 23 + strlen(FAMILY),
                            len};
    size_t at = 0;
    for (size_t i = 0; i < COUNT_OF(edges); i++) {
        at = text_next(text, len, at);
        ck_assert_uint_eq(at, edges[i]);
    }
    for (size_t i = COUNT_OF(edges) - 1; i > 0; i--) {
        at = text_prev(text, len, at);
        ck_assert_uint_eq(at, edges[i - 1]);
    }
    ck_assert_uint_eq(text_prev(text, len, at), 0);
    ck_assert_uint_eq(text_prev(text, len, 0), 0);
    ck_assert_uint_eq(text_next(text, len, len), len);
    ck_assert_uint_eq(text_next("", 0, 0), 0);
    ck_assert_uint_eq(text_next("\xFF\u0301", 3, 0), 1); /* a bad byte stands alone */
}
END_TEST

START_TEST(test_text_words)
{
    const char *text = "确诊 acute  白血病。";
    size_t len = strlen(text);
    ck_assert_uint_eq(text_next_word(text, len, 6), strlen("确诊 acute"));
    ck_assert_uint_eq(text_next_word(text, len, strlen("确诊 acute")),
                      strlen("确诊 acute  白血病"));
    ck_assert_uint_eq(text_prev_word(text, len, strlen("确诊 acute  ")), strlen("确诊 "));
    ck_assert_uint_eq(text_prev_word(text, len, len), len - strlen("。"));
    ck_assert_uint_eq(text_next_word("  ", 2, 0), 2);
    ck_assert_uint_eq(text_prev_word("  ", 2, 2), 0);
    ck_assert_uint_eq(text_next_word("", 0, 0), 0);
    ck_assert_uint_eq(text_prev_word("", 0, 0), 0);

    /* A walk to either end comes to an end and stops only at edges. */
    size_t steps = 0;
    for (size_t at = 0; at < len; steps++) {
        size_t next = text_next_word(text, len, at);
        ck_assert_uint_gt(next, at);
        at = next;
    }
    for (size_t at = len; at > 0; steps++) {
        size_t prev = text_prev_word(text, len, at);
        ck_assert_uint_lt(prev, at);
        at = prev;
    }
    ck_assert_uint_ge(steps, 6);
}
END_TEST

/* --- rows and lines --- */

START_TEST(test_text_fit_is_exact)
{
    static const struct {
        const char *text;
        int cols;
        TextAlign align;
        const char *mark, *row;
    } cases[] = {
        {"张小明", 8, TEXT_LEFT, "…", "张小明  "},
        {"张小明", 8, TEXT_RIGHT, "…", "  张小明"},
        {"张小明", 9, TEXT_CENTRE, "…", " 张小明  "},
        {"张小明", 6, TEXT_LEFT, "…", "张小明"},
        {"张小明", 5, TEXT_LEFT, "…", "张小…"},
        {"张小明", 4, TEXT_LEFT, "…", "张… "},
        {"张小明", 5, TEXT_LEFT, "", "张小 "},
        {"张小明", 5, TEXT_LEFT, NULL, "张小 "},
        {"张小明", 1, TEXT_LEFT, NULL, " "},
        {"张小明", 1, TEXT_LEFT, "…", "…"},
        {"张小明", 1, TEXT_LEFT, "..", " "},
        {"张小明", 0, TEXT_LEFT, "…", ""},
        {"张小明", -3, TEXT_LEFT, "…", ""},
        {"", 3, TEXT_LEFT, "…", "   "},
        {"a\tb\nc\033", 6, TEXT_LEFT, "…", "a b c?"},
        {"\xFFz", 3, TEXT_LEFT, "…", "?z "},
        {E_ACUTE E_ACUTE E_ACUTE, 2, TEXT_LEFT, ">", E_ACUTE ">"},
        {"\u0301x", 2, TEXT_LEFT, ">", "x "},
        {"x\u202Ey", 3, TEXT_LEFT, ">", "x?y"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Buf row = BUF_INIT;
        text_fit(&row, cases[i].text, cases[i].cols, cases[i].align, cases[i].mark);
        ck_assert_str_eq(row.data, cases[i].row);
        ck_assert_int_eq(text_cols(row.data), cases[i].cols > 0 ? cases[i].cols : 0);
        buf_free(&row);
    }
}
END_TEST

START_TEST(test_text_fit_with_wide_signs)
{
    Buf row = BUF_INIT;
    text_set_ambiguous(2);
    text_fit(&row, "买买提·吐尔逊", 9, TEXT_LEFT, "…");
    ck_assert_str_eq(row.data, "买买提… ");
    buf_free(&row);
}
END_TEST

START_TEST(test_text_prefix_keeps_clusters_whole)
{
    ck_assert_uint_eq(text_prefix(E_ACUTE "x", 4, 1), 3);
    ck_assert_uint_eq(text_prefix("张小明", 9, 3), 3);
    ck_assert_uint_eq(text_prefix("张小明", 9, 100), 9);
    ck_assert_uint_eq(text_prefix("张小明", 9, 0), 0);
    ck_assert_uint_eq(text_prefix("", 0, 5), 0);
    int quoted = text_quote("这里的文字太长了这里的文字太长了这里的文字太长了这里的文字太长了");
    ck_assert_int_eq(quoted, 60);
}
END_TEST

/* Lines joined with | for comparing. */
static char *wrapped(const char *text, int cols)
{
    TextLine *lines = NULL;
    Buf out = BUF_INIT;
    size_t count = text_wrap(text, cols, &lines);
    for (size_t i = 0; i < count; i++) {
        if (i)
            buf_add_char(&out, '|');
        buf_add_bytes(&out, text + lines[i].from, lines[i].to - lines[i].from);
        ck_assert_int_le(text_cols_n(text + lines[i].from, lines[i].to - lines[i].from),
                         cols > 2 ? cols : 2);
    }
    free(lines);
    return buf_take(&out);
}

START_TEST(test_text_wrap)
{
    static const struct {
        const char *text;
        int cols;
        const char *lines;
    } cases[] = {
        {"", 10, ""},
        {"\n", 10, "|"},
        {"患者张小明，今年七岁。", 10, "患者张小|明，今年七|岁。"},
        {"一二三四五。", 10, "一二三四|五。"},     /* no closing sign begins a line */
        {"一二三四（五）", 10, "一二三四|（五）"}, /* no opening sign ends one */
        {"一二三四“五”", 9, "一二三四|“五”"},
        {"the patient is seven", 8, "the |patient |is seven"},
        {"abc def", 3, "abc|def"}, /* the blank hangs over */
        {"abc     def", 4, "abc |def"},
        {"abc   ", 3, "abc"},
        {"supercalifragilistic 药", 8, "supercal|ifragili|stic 药"},
        {"a\n\nb", 5, "a||b"},
        {"a\n", 5, "a|"},
        {"共 1,200.50 元", 9, "共 |1,200.50 |元"},
        {"张小明", 1, "张|小|明"},
        {"张小明", 0, "张|小|明"},
        {E_ACUTE E_ACUTE E_ACUTE, 2, E_ACUTE E_ACUTE "|" E_ACUTE},
        {"スーパー", 4, "スー|パー"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char *lines = wrapped(cases[i].text, cases[i].cols);
        ck_assert_str_eq(lines, cases[i].lines);
        free(lines);
    }
}
END_TEST

START_TEST(test_text_wrap_loses_no_character)
{
    const char *text = "患者，女，34 岁；诊断“重型再生障碍性贫血”（见附件）。\n"
                       "已花费￥153,136.00元——尚缺 " E_ACUTE FAMILY " 𠮷田！？";
    for (int cols = 2; cols < 60; cols++) {
        TextLine *lines = NULL;
        size_t count = text_wrap(text, cols, &lines), at = 0;
        for (size_t i = 0; i < count; i++) {
            for (; at < lines[i].from; at++)
                ck_assert_msg(text[at] == '\n' || text[at] == ' ', "byte %zu at %d", at, cols);
            ck_assert_uint_ge(lines[i].to, lines[i].from);
            at = lines[i].to;
        }
        ck_assert_uint_eq(at, strlen(text));
        free(lines);
    }
}
END_TEST

/* --- other forms --- */

typedef void (*Form)(Buf *out, const char *text);

static void assert_form(Form form, const char *text, const char *expected)
{
    Buf out = BUF_INIT;
    form(&out, text);
    ck_assert_str_eq(out.data, expected);
    buf_free(&out);
}

START_TEST(test_text_folds)
{
    assert_form(text_fold_width, "１２００．５０元　ＡＢｃ（）￥", "1200.50元 ABc()¥");
    assert_form(text_fold_width,
                "\xFF"
                "，。",
                "\xFF"
                ",。");
    assert_form(text_fold, "  ＡＢＣ　　Ｄ  ", "abc d");
    assert_form(text_fold, "  ABC \n D ", "abc d");
    assert_form(text_fold, "E\u0301 ﬁ Ⅳ ß", "é fi iv ss");
    assert_form(text_fold, "", "");
    assert_form(text_fold, "　", "");
    assert_form(text_fold, "张\xFF", "张\uFFFD");
    assert_form(text_fold, "\uFDFA", "صلى الله عليه وسلم");
}
END_TEST

START_TEST(test_text_is_made_harmless)
{
    assert_form(text_add_safe, "张\033]0;x\a\xFF\xC2\x9B\u202E\n𠮷",
                "张?]0;x????"
                "?𠮷");
    assert_form(text_add_safe, "", "");
}
END_TEST

START_TEST(test_text_to_ascii_keeps_columns)
{
    static const char *const texts[] = {"张小明：7岁…", "“买买提·吐尔逊”", E_ACUTE "x", "─│▲█",
                                        "\xFF"};
    assert_form(text_to_ascii, "张（7）：×…─·",
                "?"
                "?( 7) : x>-.");
    assert_form(text_to_ascii, E_ACUTE, "e");
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        Buf out = BUF_INIT;
        text_to_ascii(&out, texts[i]);
        ck_assert_int_eq(text_cols(out.data), text_cols(texts[i]));
        ck_assert_uint_eq(out.len, (size_t)text_cols(out.data));
        buf_free(&out);
    }
    text_set_ambiguous(2);
    assert_form(text_to_ascii, "…─", "> - ");
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_text_valid_finds_the_bad_byte,
        test_text_check_refuses_what_must_not_enter,
        test_text_blank_is_what_nobody_sees,
        test_text_check_counts_characters_not_bytes,
        test_text_rune_reads_the_first,
        test_text_cols_agree_with_the_terminal,
        test_text_cols_of_mixed_text,
        test_text_ambiguous_signs_take_what_was_set,
        test_text_clusters_are_those_of_icu,
        test_text_edges_of_a_name,
        test_text_words,
        test_text_fit_is_exact,
        test_text_fit_with_wide_signs,
        test_text_prefix_keeps_clusters_whole,
        test_text_wrap,
        test_text_wrap_loses_no_character,
        test_text_folds,
        test_text_is_made_harmless,
        test_text_to_ascii_keeps_columns,
        NULL,
    };
    return suite_run("text", tests, reset_ambiguous, NULL);
}
