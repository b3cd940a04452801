/* Texts of the program's own as words: by the reading they come with, or by that of the words
 * that they are made of. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/pinyin/pinyin_fix.h"
#include "base/pinyin/wordlist_inner.h"
#include "base/text/text.h"

enum {
    TEXT_USED = 1500, /* it stands before what is rare */
    TEXT_LEAST = 2,   /* its characters */
};

static void index_word(WordList *list, size_t word)
{
    const Entry *entry = &list->entries[word];
    size_t at =
        wordlist_hash(list->texts.data + entry->text, entry->bytes) % list->by_text_size;
    while (list->by_text[at])
        at = (at + 1) % list->by_text_size;
    list->by_text[at] = (uint32_t)word + 1;
}

static void index_words(WordList *list)
{
    list->by_text_size = list->n * 2 + 1;
    list->by_text = xcalloc(list->by_text_size, sizeof *list->by_text);
    for (size_t i = 0; i < list->n; i++)
        index_word(list, i);
}

/* The word as it is read most often; NULL when it is not there. */
static const Entry *find_word(const WordList *list, const char *text, size_t bytes)
{
    const Entry *best = NULL;
    for (size_t at = wordlist_hash(text, bytes) % list->by_text_size; list->by_text[at];
         at = (at + 1) % list->by_text_size) {
        const Entry *entry = &list->entries[list->by_text[at] - 1];
        if (entry->bytes == bytes && memcmp(list->texts.data + entry->text, text, bytes) == 0 &&
            (!best || entry->used > best->used))
            best = entry;
    }
    return best;
}

/* The longest word that text begins with, at most four characters. */
static const Entry *longest_word(const WordList *list, const char *text)
{
    enum { LONGEST = 4 };
    const Entry *best = NULL;
    size_t bytes, at = 0;
    for (size_t n = 0; n < LONGEST && text[at]; n++) {
        text_rune(text + at, &bytes);
        at += bytes;
        const Entry *entry = find_word(list, text, at);
        best = entry ? entry : best;
    }
    return best;
}

/* What text begins with, as one piece: its syllables go to the key. False: no Chinese. */
static bool read_piece(WordList *list, const char *text, uint16_t *key, size_t *n,
                       size_t *bytes)
{
    uint16_t piece[WORD_SYLLABLES];
    size_t count = 0;
    const Entry *word = longest_word(list, text);
    const char *fix = pinyin_fix(PINYIN_WORDS, text, bytes);
    if (fix && (!word || word->bytes <= *bytes)) {
        count = wordlist_key(list, fix, strlen(fix), piece);
    } else if (word) {
        *bytes = word->bytes;
        count = word->n;
        memcpy(piece, list->keys + word->key, count * sizeof *piece);
    }
    for (size_t i = 0; i < count; i++, (*n)++) {
        if (*n < WORD_SYLLABLES)
            key[*n] = piece[i];
    }
    return count > 0;
}

static bool known(const WordList *list, const char *text, size_t bytes, const uint16_t *key,
                  size_t n)
{
    for (size_t at = wordlist_hash(text, bytes) % list->by_text_size; list->by_text[at];
         at = (at + 1) % list->by_text_size) {
        const Entry *entry = &list->entries[list->by_text[at] - 1];
        if (entry->bytes == bytes && entry->n == n &&
            memcmp(list->texts.data + entry->text, text, bytes) == 0 &&
            memcmp(list->keys + entry->key, key, n * sizeof *key) == 0)
            return true;
    }
    return false;
}

/* The index has room for as many as there were when it was made. */
static void add_own(WordList *list, const char *text, size_t bytes, const uint16_t *key,
                    size_t n)
{
    if (n < TEXT_LEAST || n > WORD_SYLLABLES || list->n + 1 >= list->by_text_size ||
        known(list, text, bytes, key, n))
        return;
    wordlist_add(list, text, bytes, key, n, TEXT_USED, WORD_PLAIN);
    index_word(list, list->n - 1);
}

void wordlist_add_text(WordList *list, const char *text, const char *reading)
{
    uint16_t key[WORD_SYLLABLES];
    size_t len = strlen(text), n = 0, bytes;
    if (!list->by_text)
        index_words(list);
    if (reading)
        n = wordlist_key(list, reading, strlen(reading), key);
    if (n && n == wordlist_characters(text, len)) {
        add_own(list, text, len, key, n);
        return;
    }
    for (size_t at = 0; at < len;) {
        size_t from = at;
        for (n = 0; at < len && read_piece(list, text + at, key, &n, &bytes);)
            at += bytes;
        add_own(list, text + from, at - from, key, n);
        if (at < len) {
            text_rune(text + at, &bytes);
            at += bytes;
        }
    }
}
