/* A list of Chinese words with their readings and how often they are used, and of the pairs
 * that follow each other: what the pinyin entry offers. Read from files of lines "word TAB
 * syllables TAB frequency", with "TAB surname" or "TAB given" behind a name, and from texts of
 * the program's own; then a tree by syllables, which base/pinyin/compose.h walks. Pairs are
 * read from files of lines "word TAB follower gain follower gain" (the gain stands right
 * behind, in quarters of a bit) and kept as hashes: 450,000 of them take 5 MB. Kept in plain
 * tables, 96,000 words and all pairs are read in some 60 ms; so the lines are not read by
 * base/tsv.h, which names columns and keeps each cell.
 *
 * Whoever makes a list owns it. Once it is ready nothing changes it. Knows nothing of letters
 * half typed, of people or of screens. */
#ifndef ANJUAN_BASE_PINYIN_WORDLIST_H
#define ANJUAN_BASE_PINYIN_WORDLIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

enum {
    WORD_SYLLABLES = 12, /* the most of a word */
    SYLLABLE_LETTERS = 6,
    WORDLIST_FILE_MAX = 8 << 20, /* bytes of a file */
};

typedef struct WordList WordList;

WordList *wordlist_new(void);
void wordlist_free(WordList *list); /* NULL is allowed */

/* The text of a file; copied. False: file and line at fault are named, nothing of use is in the
 * list then. Lines that begin with # and empty ones are passed over. */
bool wordlist_add_file(WordList *list, const char *file, const char *text, size_t len,
                       Err *err);

/* The same for a file of pairs; their words need not be in the list. */
bool wordlist_add_pairs(WordList *list, const char *file, const char *text, size_t len,
                        Err *err);

/* A text of the program's own, such as the title of a code. With its reading, "bei jing shi",
 * it becomes one word; with NULL each run of Chinese characters in it does, read by the words
 * that are there already. What cannot be read is left. */
void wordlist_add_text(WordList *list, const char *text, const char *reading);

/* Nothing is added any more; what follows may be asked. */
void wordlist_ready(WordList *list);

size_t wordlist_count(const WordList *list);

/* Syllables are numbered in the order of the alphabet, so those with the same first letters are
 * one range [from, to). Both give an empty range when there is none. */
typedef struct SyllableRange {
    uint16_t from, to;
} SyllableRange;

SyllableRange wordlist_syllable(const WordList *list, const char *letters, size_t len);
SyllableRange wordlist_prefix(const WordList *list, const char *letters, size_t len);
const char *wordlist_letters(const WordList *list, uint16_t syllable);

/* The tree: node 0 is the root, a node stands for the syllables on the way to it. */
typedef struct WordNode {
    uint32_t child, words; /* the first of each */
    uint16_t syllable;
    uint16_t children;
    uint32_t word_count; /* the most used first */
} WordNode;

const WordNode *wordlist_node(const WordList *list, uint32_t node);

typedef enum WordKind { WORD_PLAIN, WORD_SURNAME, WORD_GIVEN } WordKind;

typedef struct Word {
    const char *text; /* not NUL-terminated */
    uint16_t bytes;
    uint8_t syllables;
    uint8_t kind; /* WordKind */
    uint32_t used;
    const uint16_t *reading; /* syllables of them */
} Word;

Word wordlist_word(const WordList *list, uint32_t word);

/* The bits of information in a word, times 16: the rarer the more. */
int wordlist_cost(const WordList *list, uint32_t used);

/* How many of these bits the word saves that stands before it; words by their hashes. */
int wordlist_gain(const WordList *list, uint32_t first, uint32_t second);
uint32_t wordlist_hash(const char *text, size_t len);

#endif
