/* The narrow form first, then sign by sign and word by word. */
#include "config.h"

#include "base/text/text_like.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include "base/attr.h"
#include "base/text/text.h"
#include "base/text/text_same.h"

enum { ASCII = 0x80 };

/* ---- letters ---- */

/* Letters that are no letter and a mark. */
static uint32_t plain_letter(uint32_t rune)
{
    static const struct {
        uint32_t rune, plain;
    } letters[] = {{0xE6, 'a'},  {0xF0, 'd'},  {0xF8, 'o'},  {0x111, 'd'},
                   {0x127, 'h'}, {0x131, 'i'}, {0x142, 'l'}, {0x20BB7, 0x5409}};
    for (size_t i = 0; i < COUNT_OF(letters); i++) {
        if (letters[i].rune == rune)
            return letters[i].plain;
    }
    return rune;
}

static bool is_latin(uint32_t rune)
{
    enum { LATIN_END = 0x250, MORE = 0x1E00, MORE_END = 0x1F00 };
    return (rune >= 0xC0 && rune < LATIN_END) || (rune >= MORE && rune < MORE_END);
}

static bool is_umlaut(uint32_t rune)
{
    return rune == 0xE4 || rune == 0xF6 || rune == 0xFC;
}

/* The letter under its marks. */
static uint32_t bare_letter(uint32_t rune)
{
    enum { PARTS = 8 };
    UChar parts[PARTS];
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfd = is_latin(rune) ? unorm2_getNFDInstance(&status) : NULL;
    int32_t n = nfd && U_SUCCESS(status)
                    ? unorm2_getDecomposition(nfd, (UChar32)rune, parts, PARTS, &status)
                    : 0;
    return plain_letter(n > 0 && U_SUCCESS(status) ? parts[0] : rune);
}

static bool is_mark(uint32_t rune)
{
    enum { MARKS = 0x300, MARKS_END = 0x370 };
    return rune >= MARKS && rune < MARKS_END;
}

static void add_bare(Buf *out, const char *form, bool umlauts)
{
    for (size_t bytes; *form; form += bytes) {
        uint32_t rune = text_rune(form, &bytes);
        if (is_mark(rune))
            continue;
        buf_add_rune(out, bare_letter(rune));
        if (umlauts && is_umlaut(rune))
            buf_add_char(out, 'e');
    }
}

/* ---- words of hospitals and remarks ---- */

static const char ordinal[] = "第";

static void add_numeral(Buf *out, unsigned long number)
{
    static const char *const digits[] = {"",   "一", "二", "三", "四",
                                         "五", "六", "七", "八", "九"};
    if (number >= 20)
        buf_add(out, digits[number / 10]);
    if (number >= 10)
        buf_add(out, "十");
    buf_add(out, digits[number % 10]);
}

/* 第12 is 第十二. */
static void with_numerals(Buf *name)
{
    enum { LARGEST = 99 };
    Buf out = BUF_INIT;
    for (const char *at = name->data; at && *at;) {
        size_t before = strlen(ordinal);
        if (strncmp(at, ordinal, before) != 0 || !isdigit((unsigned char)at[before])) {
            buf_add_char(&out, *at++);
            continue;
        }
        char *end;
        unsigned long number = strtoul(at + before, &end, 10);
        buf_add(&out, ordinal);
        if (number == 0 || number > LARGEST)
            buf_add_bytes(&out, at + before, (size_t)(end - at) - before);
        else
            add_numeral(&out, number);
        at = end;
    }
    buf_free(name);
    *name = out;
}

/* 附属第二医院 is 第二附属医院. */
static void with_ordinal_first(Buf *name)
{
    static const char of[] = "附属第", numerals[] = "一二三四五六七八九十";
    char *at = name->len ? strstr(name->data, of) : NULL;
    size_t one = strlen("一"), n = 0, half = strlen("附属");
    if (!at)
        return;
    for (const char *next = at + strlen(of); *next; next += one, n += one) {
        char numeral[] = {next[0], next[1], next[1] ? next[2] : '\0', '\0'};
        if (strlen(numeral) != one || !strstr(numerals, numeral))
            break;
    }
    if (!n)
        return;
    memmove(at, at + half, strlen(ordinal) + n);
    memcpy(at + strlen(ordinal) + n, "附属", half);
}

static void without(Buf *name, const char *words, size_t from, size_t bytes)
{
    char *at = name->len ? strstr(name->data, words) : NULL;
    if (!at)
        return;
    size_t cut = (size_t)(at - name->data) + from;
    memmove(name->data + cut, name->data + cut + bytes, name->len - cut - bytes);
    buf_cut(name, name->len - bytes);
}

static void without_remark(Buf *name)
{
    static const char *const remarks[] = {"(男)",   "(女)",   "(男性)", "(女性)",
                                          "(患者)", "(本人)", "(患儿)"};
    for (size_t i = 0; i < COUNT_OF(remarks); i++) {
        size_t bytes = strlen(remarks[i]);
        if (name->len > bytes && strcmp(name->data + name->len - bytes, remarks[i]) == 0)
            buf_cut(name, name->len - bytes);
    }
}

static void add_like(Buf *out, const char *name, bool umlauts)
{
    Buf form = BUF_INIT, bare = BUF_INIT;
    text_same_name(&form, name);
    add_bare(&bare, form.len ? form.data : "", umlauts);
    with_numerals(&bare);
    with_ordinal_first(&bare);
    without(&bare, "中医医院", strlen("中"), strlen("医"));
    without_remark(&bare);
    buf_add(out, bare.len ? bare.data : "");
    buf_free(&form);
    buf_free(&bare);
}

void text_like_name(Buf *out, const char *name)
{
    add_like(out, name, false);
}

/* ---- the order of words ---- */

static int by_word(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Of a name of foreign words alone. */
static void sort_words(Buf *name)
{
    enum { WORDS = 8 };
    char *words[WORDS], *rest = name->data, *word;
    size_t n = 0;
    Buf out = BUF_INIT;
    for (size_t i = 0; i < name->len; i++) {
        if ((unsigned char)name->data[i] >= ASCII)
            return;
    }
    while (rest && n < WORDS && (word = strsep(&rest, " ")))
        words[n++] = word;
    qsort(words, n, sizeof(words[0]), by_word);
    for (size_t i = 0; i < n; i++)
        buf_addf(&out, "%s%s", i ? " " : "", words[i]);
    if (rest)
        buf_addf(&out, " %s", rest);
    buf_free(name);
    *name = out;
}

static bool are_alike(const char *a, const char *b, bool umlauts)
{
    Buf one = BUF_INIT, other = BUF_INIT;
    add_like(&one, a, umlauts);
    add_like(&other, b, umlauts);
    sort_words(&one);
    sort_words(&other);
    bool alike = one.len && one.len == other.len && strcmp(one.data, other.data) == 0;
    buf_free(&one);
    buf_free(&other);
    return alike;
}

bool text_is_like_name(const char *a, const char *b)
{
    return text_is_same_name(a, b) || are_alike(a, b, false) || are_alike(a, b, true);
}

/* ---- numbers ---- */

void text_like_number(Buf *out, const char *number)
{
    enum { NOUGHT = 0x3007 };
    Buf form = BUF_INIT, plain = BUF_INIT;
    size_t label = 0, signs = 0;
    text_same_number(&form, number);
    for (size_t at = 0, bytes; at < form.len; at += bytes) {
        uint32_t rune = text_rune(form.data + at, &bytes);
        rune = rune == NOUGHT ? '0' : rune;
        buf_add_rune(&plain, rune);
        if (rune >= ASCII || rune == ':') {
            label = plain.len;
            signs = 0;
        } else {
            signs++;
        }
    }
    bool labelled = label && plain.data && (unsigned char)plain.data[0] >= ASCII;
    bool bare = labelled && signs >= 4 && strspn(plain.data + label, "0123456789") + 1 >= signs;
    buf_add(out, !plain.len ? "" : bare ? plain.data + label : plain.data);
    buf_free(&form);
    buf_free(&plain);
}

bool text_is_like_number(const char *a, const char *b)
{
    Buf one = BUF_INIT, other = BUF_INIT;
    text_like_number(&one, a);
    text_like_number(&other, b);
    bool alike = one.len == other.len && (!one.len || strcmp(one.data, other.data) == 0);
    buf_free(&one);
    buf_free(&other);
    return alike;
}
