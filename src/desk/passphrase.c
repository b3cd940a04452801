/* Marks what of a passphrase is guessed first (words, rows of keys, years, repetitions, the
 * name) and counts what is left. */
#include "config.h"

#include "desk/passphrase.h"

#include <sodium.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/buf.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/pinyin/pinyin.h"
#include "base/text/text.h"

enum {
    FILE_MAX = 1 << 20,
    REST_MIN = 6,      /* so many signs must be left without what is guessed first */
    DIFFERENT_MIN = 5, /* so many different ones are among them */
    RUN_MIN = 4
};

/* The characters of a text that count, as they are compared. */
typedef struct Signs {
    uint32_t rune[PASSPHRASE_MAX];
    bool gone[PASSPHRASE_MAX]; /* belongs to something that is guessed first */
    size_t n;
} Signs;

struct PassphraseRules {
    Signs **words;
    size_t n, room;
};

/* Letters, digits and whatever is not ASCII, case and width folded. */
static void signs_of(const char *text, Signs *out)
{
    Buf folded = BUF_INIT;
    size_t bytes;

    memset(out, 0, sizeof *out);
    text_fold(&folded, text);
    for (const char *at = folded.data; at && *at && out->n < COUNT_OF(out->rune); at += bytes) {
        uint32_t rune = text_rune(at, &bytes);
        if (rune >= 0x80 || (rune >= 'a' && rune <= 'z') || (rune >= '0' && rune <= '9'))
            out->rune[out->n++] = rune;
    }
    if (folded.cap)
        sodium_memzero(folded.data, folded.cap);
    buf_free(&folded);
}

/* ---- the list ---- */

static void add_word(PassphraseRules *rules, const char *text)
{
    Signs *word = xcalloc(1, sizeof *word);

    signs_of(text, word);
    if (word->n < 2) {
        free(word);
        return;
    }
    if (rules->n == rules->room)
        rules->words =
            xreallocarray(rules->words, rules->room = rules->room * 2 + 64, sizeof(Signs *));
    rules->words[rules->n++] = word;
}

static bool add_file(PassphraseRules *rules, const char *folder, bool needed, Err *err)
{
    char *path = path_join(folder, "people/common-passphrases.txt");
    Buf text = BUF_INIT;
    bool done = (!needed && !path_exists(path)) || path_read(path, FILE_MAX, &text, err);

    for (char *rest = text.data, *line; done && rest && *rest;) {
        line = strsep(&rest, "\n");
        if (line[0] != '#' && line[0])
            add_word(rules, line);
    }
    buf_free(&text);
    free(path);
    return done;
}

bool passphrase_rules_load(const char *const *folders, size_t n, PassphraseRules **out,
                           Err *err)
{
    PassphraseRules *rules = xcalloc(1, sizeof *rules);

    *out = NULL;
    for (size_t i = 0; i < n; i++) {
        if (!add_file(rules, folders[i], i == 0, err)) {
            passphrase_rules_free(rules);
            return false;
        }
    }
    *out = rules;
    return true;
}

void passphrase_rules_free(PassphraseRules *rules)
{
    if (!rules)
        return;
    for (size_t i = 0; i < rules->n; i++)
        free(rules->words[i]);
    free(rules->words);
    free(rules);
}

/* ---- what is guessed first ---- */

static void mark(Signs *signs, size_t from, size_t n)
{
    for (size_t i = from; i < from + n; i++)
        signs->gone[i] = true;
}

static void mark_word(Signs *signs, const Signs *word)
{
    if (!word->n)
        return;
    for (size_t i = 0; i + word->n <= signs->n; i++) {
        if (memcmp(signs->rune + i, word->rune, word->n * sizeof word->rune[0]) == 0)
            mark(signs, i, word->n);
    }
}

/* What repeats itself is worth one round of it. */
static void shorten_to_period(Signs *signs)
{
    for (size_t period = 1; period <= signs->n / 2; period++) {
        size_t i = period;
        while (i < signs->n && signs->rune[i] == signs->rune[i - period])
            i++;
        if (i == signs->n) {
            signs->n = period;
            return;
        }
    }
}

/* aaaa, 3456, fedc. */
static void mark_steps(Signs *signs)
{
    for (size_t from = 0, to; from + 1 < signs->n; from = to) {
        int64_t step = (int64_t)signs->rune[from + 1] - signs->rune[from];
        to = from + 1;
        if (step < -1 || step > 1)
            continue;
        while (to + 1 < signs->n && (int64_t)signs->rune[to + 1] - signs->rune[to] == step)
            to++;
        if (to - from + 1 >= RUN_MIN)
            mark(signs, from, to - from + 1);
    }
}

/* How long the text at `from` goes along the row of keys, in either direction. */
static size_t along(const Signs *signs, size_t from, const char *row, size_t keys)
{
    size_t best = 0;

    for (size_t at = 0; at < keys; at++) {
        size_t on = 0, back = 0;
        while (from + on < signs->n && at + on < keys &&
               signs->rune[from + on] == (uint32_t)row[at + on])
            on++;
        while (from + back < signs->n && back <= at &&
               signs->rune[from + back] == (uint32_t)row[at - back])
            back++;
        best = on > best ? on : best;
        best = back > best ? back : best;
    }
    return best;
}

static void mark_rows(Signs *signs)
{
    static const char *const rows[] = {"1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"};

    for (size_t i = 0; i < signs->n; i++) {
        for (size_t k = 0; k < COUNT_OF(rows); k++) {
            size_t n = along(signs, i, rows[k], strlen(rows[k]));
            if (n >= RUN_MIN)
                mark(signs, i, n);
        }
    }
}

static bool is_digit(uint32_t rune)
{
    return rune >= '0' && rune <= '9';
}

/* 1988, 20241231: from the year to the end of the digits, a day at most. */
static void mark_years(Signs *signs)
{
    enum { YEAR = 4, DAY = 8 };

    for (size_t i = 0; i + YEAR <= signs->n; i++) {
        const uint32_t *at = signs->rune + i;
        size_t n = 0;
        while (n < DAY && i + n < signs->n && is_digit(at[n]))
            n++;
        if (n >= YEAR && ((at[0] == '1' && at[1] == '9') || (at[0] == '2' && at[1] == '0')))
            mark(signs, i, n);
    }
}

static void mark_name(Signs *signs, const char *text)
{
    Signs *word = xcalloc(1, sizeof *word);

    signs_of(text, word);
    if (word->n > 1 || (word->n && word->rune[0] >= 0x80))
        mark_word(signs, word);
    free(word);
}

static void mark_names(Signs *signs, const char *name, const char *display)
{
    const char *const texts[] = {name, display};
    Pinyin *pinyin = pinyin_new();

    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        Buf full = BUF_INIT, initials = BUF_INIT;
        if (!texts[i])
            continue;
        pinyin_of(pinyin, PINYIN_NAME, texts[i], &full, &initials);
        mark_name(signs, texts[i]);
        mark_name(signs, full.data ? full.data : "");
        mark_name(signs, initials.data ? initials.data : "");
        buf_free(&full);
        buf_free(&initials);
    }
    pinyin_free(pinyin);
}

/* Whether enough is left to be guessed. */
static bool holds(const Signs *signs)
{
    size_t left = 0;

    for (size_t i = 0; i < signs->n; i++)
        left += !signs->gone[i];
    return left >= REST_MIN;
}

static bool only_digits(const Signs *signs)
{
    size_t i = 0;

    while (i < signs->n && is_digit(signs->rune[i]))
        i++;
    return i == signs->n;
}

static size_t different(const Signs *signs)
{
    size_t n = 0;

    for (size_t i = 0; i < signs->n; i++) {
        size_t before = 0;
        while (before < i && signs->rune[before] != signs->rune[i])
            before++;
        n += before == i;
    }
    return n;
}

static bool check_guess(const PassphraseRules *rules, const char *name, const char *display,
                        Signs *signs, Err *err)
{
    shorten_to_period(signs);
    if (signs->n < REST_MIN || different(signs) < DIFFERENT_MIN)
        return err_set(err, ERR_INPUT,
                       _("This passphrase repeats a few signs, which is soon guessed; take a "
                         "sentence of several words"));
    mark_steps(signs);
    mark_rows(signs);
    mark_years(signs);
    if (!holds(signs) || only_digits(signs))
        return err_set(
            err, ERR_INPUT,
            _("This passphrase is little more than digits or a row of keys, which is "
              "tried first; take a sentence of several words"));
    for (size_t i = 0; i < rules->n; i++)
        mark_word(signs, rules->words[i]);
    if (!holds(signs))
        return err_set(err, ERR_INPUT,
                       _("This passphrase is made of words that are tried first; take a "
                         "sentence that nobody else would write"));
    mark_names(signs, name, display);
    return holds(signs) ||
           err_set(err, ERR_INPUT,
                   _("This passphrase is little more than the name of its user, which is tried "
                     "first; take a sentence without the name"));
}

static size_t count_signs(const char *text)
{
    size_t n = 0, len = strlen(text);

    for (size_t at = 0; at < len; at = text_next(text, len, at))
        n++;
    return n;
}

bool passphrase_check(const PassphraseRules *rules, const char *name, const char *display,
                      const char *passphrase, Err *err)
{
    size_t len = strlen(passphrase), bad;
    int least = rules ? PASSPHRASE_MIN : PASSPHRASE_PRACTICE_MIN;

    if (len > PASSPHRASE_MAX || !text_valid(passphrase, len, &bad) ||
        count_signs(passphrase) < (size_t)least)
        return err_set(
            err, ERR_INPUT,
            _("A passphrase has at least %d characters and at most %d bytes of UTF-8; "
              "a sentence is easy to keep in mind"),
            least, PASSPHRASE_MAX);
    if (!rules)
        return true;
    Signs *signs = xcalloc(1, sizeof *signs);
    signs_of(passphrase, signs);
    bool done = check_guess(rules, name, display, signs, err);
    sodium_memzero(signs, sizeof *signs);
    free(signs);
    return done;
}
