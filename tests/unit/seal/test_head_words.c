/* The ten characters: the table is frozen, every byte has one, no two sound alike, what is read
 * from paper is what was shown. */
#include "config.h"

#include <sodium.h>
#include <string.h>

#include "base/attr.h"
#include "base/buf.h"
#include "seal/words.h"
#include "tests/support/suite.h"

static const struct {
    const char *character, *reading;
} table[] = {
#define WORD(character, reading) {character, reading},
#include "seal/words.def"
#undef WORD
};

static void hex_of(const void *bytes, size_t n, char out[2 * 32 + 1])
{
    unsigned char digest[32];
    ck_assert_int_ge(sodium_init(), 0);
    crypto_generichash(digest, sizeof digest, bytes, n, NULL, 0);
    sodium_bin2hex(out, 65, digest, sizeof digest);
}

/* What was printed is read by this table for ever: it is never changed. */
START_TEST(test_table_is_frozen)
{
    Buf all = BUF_INIT;
    char hex[65];
    for (size_t i = 0; i < COUNT_OF(table); i++)
        buf_add(&all, table[i].character);
    hex_of(all.data, all.len, hex);
    ck_assert_str_eq(hex, "596826c64bb4399bda1eff38e975ac69a7148fff0a991456989e0eb8b7059e5c");
    buf_free(&all);
}
END_TEST

/* zh is z, ch is c, sh is s, n is l, ing and eng are in and en. */
static void sound(const char *reading, char out[8])
{
    size_t n = 0, len = strlen(reading);
    for (size_t i = 0; i < len; i++) {
        if (reading[i] == 'h' && i == 1 && strchr("zcs", reading[0]))
            continue;
        if (i == len - 1 && len > 2 && reading[i] == 'g' && strchr("ie", reading[i - 2]))
            continue;
        out[n++] = i == 0 && reading[i] == 'n' ? 'l' : reading[i];
    }
    out[n] = '\0';
}

START_TEST(test_no_two_sound_alike)
{
    char one[8], other[8];
    ck_assert_uint_eq(COUNT_OF(table), 256);
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        sound(table[i].reading, one);
        for (size_t j = 0; j < i; j++) {
            sound(table[j].reading, other);
            ck_assert_msg(strcmp(one, other) != 0, "%s and %s", table[i].character,
                          table[j].character);
            ck_assert_str_ne(table[i].character, table[j].character);
        }
    }
}
END_TEST

START_TEST(test_what_is_shown_is_read)
{
    unsigned char bytes[WORDS_BYTES], again[WORDS_BYTES];
    char text[WORDS_TEXT];
    Err err = {0};
    for (int first = 0; first < 256; first++) {
        for (int i = 0; i < WORDS_BYTES; i++)
            bytes[i] = (unsigned char)(first + 26 * i);
        words_show(bytes, text);
        ck_assert_uint_eq(strlen(text), WORDS_TEXT - 1);
        ck_assert_msg(words_read(text, again, &err), "%s: %s", text, err.text);
        ck_assert_mem_eq(bytes, again, sizeof bytes);
    }
}
END_TEST

START_TEST(test_paper_is_read_as_it_is_written_down)
{
    static const char *const same[] = {
        "作哎安百半 比遍部材草",  "作哎安百半比遍部材草",    " 作 哎 安 百 半 比 遍 部 材 草 ",
        "作哎安百半　比遍部材草", "作哎安百半 + 比遍部材草", "作哎安百半-比遍部材草"};
    static const struct {
        const char *text, *why;
    } wrong[] = {
        {"", "0"},
        {"作哎安百半 比遍部材", "9"},
        {"作哎安百半 比遍部材草草", "11"},
        {"作哎安百半 比遍部材死", "“死”"},
        {"作哎安百半 比遍部材x", "“x”"},
        {"作哎安百半 比遍部材\x1b[2J", "“"},
    };
    unsigned char bytes[WORDS_BYTES], again[WORDS_BYTES];
    Err err = {0};
    ck_assert_msg(words_read(same[0], bytes, &err), "%s", err.text);
    for (size_t i = 1; i < COUNT_OF(same); i++) {
        ck_assert_msg(words_read(same[i], again, &err), "%s: %s", same[i], err.text);
        ck_assert_mem_eq(bytes, again, sizeof bytes);
    }
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        ck_assert_msg(!words_read(wrong[i].text, again, &err), "%s", wrong[i].text);
        ck_assert_int_eq(err.kind, ERR_INPUT);
        ck_assert_ptr_nonnull(strstr(err.text, wrong[i].why));
    }
}
END_TEST

START_TEST(test_stretching_stays_what_it_is)
{
    unsigned char digest[WORDS_DIGEST] = {1, 2, 3}, bytes[WORDS_BYTES];
    char text[WORDS_TEXT];
    Err err = {0};
    ck_assert(words_stretch(digest, bytes, &err));
    words_show(bytes, text);
    ck_assert_str_eq(text, "文耐百航乖 算店烈迅炯");
    digest[31] ^= 1;
    ck_assert(words_stretch(digest, bytes, &err));
    words_show(bytes, text);
    ck_assert_str_ne(text, "文耐百航乖 算店烈迅炯");
}
END_TEST

START_TEST(test_fingerprint_is_of_both_halves)
{
    PersonPublic public = {{1}, {2}};
    unsigned char one[WORDS_BYTES], other[WORDS_BYTES];
    Err err = {0};
    ck_assert(words_fingerprint(&public, one, &err));
    public.receive[31] ^= 1;
    ck_assert(words_fingerprint(&public, other, &err));
    ck_assert_mem_ne(one, other, sizeof one);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_table_is_frozen,
        test_no_two_sound_alike,
        test_what_is_shown_is_read,
        test_paper_is_read_as_it_is_written_down,
        test_stretching_stays_what_it_is,
        test_fingerprint_is_of_both_halves,
        NULL,
    };
    return suite_run("words", tests, NULL, NULL);
}
