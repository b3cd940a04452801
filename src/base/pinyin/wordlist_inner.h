/* For the files of the word list only: what it is made of. */
#ifndef ANJUAN_BASE_PINYIN_WORDLIST_INNER_H
#define ANJUAN_BASE_PINYIN_WORDLIST_INNER_H

#include "base/pinyin/wordlist.h"

enum {
    SYLLABLES_MAX = 1024, /* different ones; the tables below are twice that */
    SLOTS = 2 * SYLLABLES_MAX,
    USED_MAX = 1000000000,
};

typedef struct Entry {
    uint32_t text, key; /* into texts and keys */
    uint32_t used;
    uint16_t bytes;
    uint8_t n;
    uint8_t kind;
} Entry;

typedef struct Syllable {
    char letters[SYLLABLE_LETTERS + 1];
} Syllable;

/* Two words as one number, which is also where the pair is looked for. */
typedef struct Pair {
    uint64_t words;
    uint8_t gain; /* in quarters of a bit */
} Pair;

struct WordList {
    Entry *entries;
    size_t n, cap;
    Buf texts;
    uint16_t *keys;
    size_t n_keys, cap_keys;
    Syllable syllables[SYLLABLES_MAX];
    size_t n_syllables;
    uint16_t slots[SLOTS]; /* number of the syllable + 1, by hash */
    uint32_t *by_text;     /* entry + 1, by hash; while texts are added */
    size_t by_text_size;
    WordNode *nodes;
    size_t n_nodes, cap_nodes;
    uint64_t used;
    Pair *pairs; /* as they are read; then the two tables, by hash: 0 parts nothing */
    size_t n_pairs, cap_pairs;
    uint32_t *pair_marks; /* what the place in the table does not say of the words */
    uint8_t *pair_gains;
    size_t pair_slots; /* a power of two, or 0 */
};

/* Reads a file line by line, without those that are empty or begin with #. False: it is no
 * text, as err says, and *wrong is 0; or read did not take line *wrong, and err is left alone.
 */
typedef bool WordListLine(WordList *list, const char *line, size_t len);
bool wordlist_read(WordList *list, WordListLine *read, const char *file, const char *text,
                   size_t len, size_t *wrong, Err *err);

/* Puts the pairs into their tables. */
void wordlist_pairs_ready(WordList *list);

/* The slot where a syllable is, or would be. */
size_t wordlist_slot(const WordList *list, const char *letters, size_t len);

/* The syllables of a reading, parted by blanks; 0: it is none. */
size_t wordlist_key(WordList *list, const char *text, size_t len, uint16_t *key);

void wordlist_add(WordList *list, const char *text, size_t bytes, const uint16_t *key, size_t n,
                  uint32_t used, WordKind kind);

size_t wordlist_characters(const char *text, size_t len);

#endif
