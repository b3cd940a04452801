/* How well a row answers what was typed: by its code, by its texts, by how these are read. */
#include "config.h"

#include <ctype.h>
#include <string.h>

#include "base/text/text.h"
#include "domain/picklist_inner.h"

/* ---- pinyin ---- */

size_t picklist_syllable(const char *at)
{
    return strcspn(at, " ,");
}

bool picklist_chinese(const char *text)
{
    return text && (unsigned char)text[0] >= 0x80;
}

static size_t common(const char *a, const char *b, size_t most)
{
    size_t n = 0;
    while (n < most && a[n] && a[n] == b[n])
        n++;
    return n;
}

/* Which places in the word can be reached once this syllable was read, from the places where it
 * began: all of it was typed, or its first letter, or zh, ch, sh. Bit n: the first n letters.
 */
static uint64_t read_syllable(const char *syllable, size_t len, const char *word,
                              size_t word_len, uint64_t begun, bool *done)
{
    uint64_t reached = 0;
    for (size_t at = 0; at < word_len; at++) {
        if (!(begun & UINT64_C(1) << at))
            continue;
        size_t same = common(word + at, syllable, len);
        if (at + same == word_len)
            *done = true;
        if (same >= 1)
            reached |= UINT64_C(1) << (at + 1);
        if (same >= 2 && syllable[1] == 'h')
            reached |= UINT64_C(1) << (at + 2);
        if (same == len)
            reached |= UINT64_C(1) << (at + len);
    }
    return reached;
}

/* The reading ends at its NUL or at the end of a short name. */
static bool reads_from(const char *reading, const char *word, size_t word_len)
{
    uint64_t begun = 1;
    bool done = false;
    while (*reading && *reading != SHORT_END && begun && !done) {
        size_t len = picklist_syllable(reading);
        begun = read_syllable(reading, len, word, word_len, begun, &done);
        reading += len;
        reading += *reading == ' ';
    }
    return done;
}

static bool reads_anywhere(const char *reading, const char *word, size_t word_len)
{
    while (*reading) {
        if (*reading == *word && reads_from(reading, word, word_len))
            return true;
        reading += picklist_syllable(reading);
        reading += *reading == ' ';
    }
    return false;
}

/* Is the word all of the reading, each syllable in full? */
static bool is_reading(const char *reading, const char *word)
{
    for (; *reading && *reading != SHORT_END; reading++) {
        if (*reading != ' ' && *reading != *word++)
            return false;
    }
    return !*word;
}

/* ---- ranks ---- */

static bool begins(const char *text, const char *word, size_t len)
{
    return text && strncmp(text, word, len) == 0;
}

static bool is_same(const char *text, const char *word)
{
    return text && strcmp(text, word) == 0;
}

/* A code without the zeros before it: 1 is typed for 01. NULL: there are none. */
static const char *bare_code(const char *code)
{
    size_t zeros = code ? strspn(code, "0") : 0;
    return zeros && code[zeros] ? code + zeros : NULL;
}

/* The best answer of the short names. */
static int rank_of_shorts(const Folded *fold, const char *word, size_t len, bool letters)
{
    int best = RANK_NONE;
    for (const char *at = fold->shorts; at && *at;) {
        size_t bytes = picklist_syllable(at);
        if (strncmp(at, word, len) == 0)
            best = bytes == len || best == RANK_EXACT ? RANK_EXACT : RANK_BEGINS;
        at += bytes;
        at += *at == ' ';
    }
    for (const char *at = letters ? fold->short_readings : NULL; at && *at;) {
        if (is_reading(at, word))
            best = RANK_EXACT;
        else if (best == RANK_NONE && reads_from(at, word, len))
            best = RANK_BEGINS;
        at += strcspn(at, ",");
        at += *at == SHORT_END;
    }
    return best;
}

/* All characters of the word stand in the text, in their order. */
static bool skips_to(const char *text, const char *word)
{
    size_t bytes = 0;
    while (text && *text && *word) {
        text_rune(text, &bytes);
        word += strncmp(text, word, bytes) == 0 ? bytes : 0;
        text += bytes;
    }
    return !*word;
}

/* Enough characters that they mean one name. Not of a path: that is taken without being looked
 * at. */
static bool skips(const PickRow *row, const Folded *fold, const char *word, size_t len)
{
    enum { LEAST_BYTES = 6 };
    return picklist_chinese(word) && len >= LEAST_BYTES && !row->name_reading &&
           (skips_to(fold->text, word) || (fold->other && skips_to(fold->other, word)));
}

static int rank_of(const PickRow *row, const Folded *fold, const char *word)
{
    size_t len = strlen(word);
    const char *bare = bare_code(fold->code);
    const char *name = row->name_reading ? row->name_reading : row->reading;
    bool letters = isalpha((unsigned char)word[0]) != 0;
    if (is_same(fold->code, word) || is_same(bare, word) || is_same(fold->text, word) ||
        is_same(fold->name, word) || is_same(fold->other, word) ||
        (letters && name && is_reading(name, word)))
        return RANK_EXACT;
    int by_short = rank_of_shorts(fold, word, len, letters);
    if (by_short == RANK_EXACT)
        return by_short;
    if (begins(fold->code, word, len) || begins(bare, word, len))
        return RANK_CODE;
    if (by_short == RANK_BEGINS || begins(fold->name, word, len) ||
        begins(fold->text, word, len) || begins(fold->other, word, len) ||
        (letters && name && reads_from(name, word, len)))
        return RANK_BEGINS;
    if (strstr(fold->text, word) || (fold->other && strstr(fold->other, word)) ||
        (fold->code && len > 1 && strstr(fold->code, word)))
        return RANK_HOLDS;
    if (letters && row->reading && reads_anywhere(row->reading, word, len))
        return RANK_READS;
    return skips(row, fold, word, len) ? RANK_SKIPS : RANK_NONE;
}

/* Each word must be answered; the worst answer counts. Several words are one path, so the whole
 * is tried too: "iga 肾病" may be a text with a blank in it. */
int picklist_rank(const PickRow *row, const Folded *fold, const char *whole, char **words,
                  size_t n)
{
    int worst = RANK_EXACT;
    for (size_t i = 0; i < n && worst < RANK_NONE; i++) {
        int rank = rank_of(row, fold, words[i]);
        worst = rank > worst ? rank : worst;
    }
    if (n == 1)
        return worst;
    int rank = rank_of(row, fold, whole);
    worst = worst == RANK_EXACT ? RANK_BEGINS : worst;
    return rank < worst ? rank : worst;
}
