/* Pairs of words as hashes of both: a table that is asked tens of thousands of times for one
 * key must be small and be found in by one look. Two pairs that fall together are one in 2^50.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/pinyin/wordlist_inner.h"
#include "base/text/text.h"

enum { GAIN_MAX = 255, GAIN_UNIT = 4 /* sixteenths of a bit in one of the file's */ };

static uint64_t both(uint32_t first, uint32_t second)
{
    uint64_t sum = ((uint64_t)first << 32 | second) * UINT64_C(0x9E3779B97F4A7C15);
    sum = (sum ^ sum >> 29) * UINT64_C(0xBF58476D1CE4E5B9);
    return sum ^ sum >> 32;
}

static void add_pair(WordList *list, uint32_t first, uint32_t second, uint8_t gain)
{
    if (list->n_pairs == list->cap_pairs) {
        list->cap_pairs = list->cap_pairs ? list->cap_pairs * 2 : 8192;
        list->pairs = xreallocarray(list->pairs, list->cap_pairs, sizeof *list->pairs);
    }
    list->pairs[list->n_pairs++] = (Pair){both(first, second), gain};
}

/* A follower and its gain up to the next blank; false: that is not what stands there. */
static bool read_follower(WordList *list, uint32_t first, const char *text, size_t len)
{
    size_t bytes = len, gain = 0, unit = 1;
    for (; bytes > 0 && text[bytes - 1] >= '0' && text[bytes - 1] <= '9'; bytes--) {
        gain += unit * (size_t)(text[bytes - 1] - '0');
        unit *= 10;
        if (unit > 1000)
            return false;
    }
    if (!bytes || bytes == len || !gain || gain > GAIN_MAX || memchr(text, '\t', len))
        return false;
    add_pair(list, first, wordlist_hash(text, bytes), (uint8_t)gain);
    return true;
}

static bool read_followers(WordList *list, const char *line, size_t len)
{
    const char *tab = memchr(line, '\t', len), *end = line + len;
    if (!tab || tab == line)
        return false;
    uint32_t first = wordlist_hash(line, (size_t)(tab - line));
    for (const char *at = tab + 1; at <= end;) {
        const char *blank = memchr(at, ' ', (size_t)(end - at));
        blank = blank ? blank : end;
        if (!read_follower(list, first, at, (size_t)(blank - at)))
            return false;
        at = blank + 1;
    }
    return true;
}

bool wordlist_add_pairs(WordList *list, const char *file, const char *text, size_t len,
                        Err *err)
{
    size_t wrong;
    if (wordlist_read(list, read_followers, file, text, len, &wrong, err))
        return true;
    return wrong && err_set(err, ERR_INPUT,
                            _("%s, line %zu: a word, a tab, and words with a number from 1 to "
                              "255 behind each are expected, with a blank between"),
                            file, wrong);
}

/* The slot where a pair is, or would be; its mark is never 0, which is an empty slot. */
static size_t find_slot(const WordList *list, uint64_t words, uint32_t *mark)
{
    size_t last = list->pair_slots - 1, at = (size_t)words & last;
    *mark = (uint32_t)(words >> 32) | 1;
    while (list->pair_marks[at] && list->pair_marks[at] != *mark)
        at = (at + 1) & last;
    return at;
}

/* Of a pair given twice the greater gain counts: a list of words of a field adds to the other.
 */
void wordlist_pairs_ready(WordList *list)
{
    uint32_t mark;
    if (!list->n_pairs)
        return;
    list->pair_slots = 16;
    while (list->pair_slots < list->n_pairs + list->n_pairs / 8)
        list->pair_slots *= 2;
    list->pair_marks = xcalloc(list->pair_slots, sizeof *list->pair_marks);
    list->pair_gains = xcalloc(list->pair_slots, sizeof *list->pair_gains);
    for (size_t i = 0; i < list->n_pairs; i++) {
        size_t slot = find_slot(list, list->pairs[i].words, &mark);
        list->pair_marks[slot] = mark;
        if (list->pair_gains[slot] < list->pairs[i].gain)
            list->pair_gains[slot] = list->pairs[i].gain;
    }
    free(list->pairs);
    list->pairs = NULL;
    list->n_pairs = list->cap_pairs = 0;
}

int wordlist_gain(const WordList *list, uint32_t first, uint32_t second)
{
    uint32_t mark;
    if (!list->pair_slots)
        return 0;
    size_t slot = find_slot(list, both(first, second), &mark);
    return list->pair_marks[slot] ? GAIN_UNIT * list->pair_gains[slot] : 0;
}
