/* Syllables and words as they are read from a file, and what is asked of them; wordlist_tree.c
 * puts them in order. */
#include "config.h"

#include "base/pinyin/wordlist.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/pinyin/wordlist_inner.h"
#include "base/text/text.h"

WordList *wordlist_new(void)
{
    WordList *list = xcalloc(1, sizeof *list);
    buf_init(&list->texts);
    return list;
}

void wordlist_free(WordList *list)
{
    if (!list)
        return;
    free(list->entries);
    buf_free(&list->texts);
    free(list->keys);
    free(list->by_text);
    free(list->nodes);
    free(list->pairs);
    free(list->pair_marks);
    free(list->pair_gains);
    free(list);
}

size_t wordlist_count(const WordList *list)
{
    return list->n;
}

uint32_t wordlist_hash(const char *bytes, size_t len)
{
    uint32_t sum = 2166136261u;
    for (size_t i = 0; i < len; i++)
        sum = (sum ^ (unsigned char)bytes[i]) * 16777619u;
    return sum;
}

/* ---- syllables ---- */

static bool same_letters(const Syllable *syllable, const char *letters, size_t len)
{
    return strncmp(syllable->letters, letters, len) == 0 && !syllable->letters[len];
}

size_t wordlist_slot(const WordList *list, const char *letters, size_t len)
{
    size_t at = wordlist_hash(letters, len) % SLOTS;
    while (list->slots[at] &&
           !same_letters(&list->syllables[list->slots[at] - 1], letters, len))
        at = (at + 1) % SLOTS;
    return at;
}

static bool is_syllable(const char *letters, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (letters[i] < 'a' || letters[i] > 'z')
            return false;
    }
    return len > 0 && len <= SYLLABLE_LETTERS;
}

/* The same syllable written in two ways; the first is used. */
static const struct Spelling {
    const char *used, *other;
} spellings[] = {{"lue", "lve"}, {"nue", "nve"}};

static const char *usual(const char *letters, size_t len)
{
    for (size_t i = 0; i < COUNT_OF(spellings); i++) {
        if (strlen(spellings[i].other) == len && strncmp(spellings[i].other, letters, len) == 0)
            return spellings[i].used;
    }
    return letters;
}

/* False when it is none, or when there are too many. */
static bool number_of(WordList *list, const char *letters, size_t len, uint16_t *number)
{
    if (!is_syllable(letters, len))
        return false;
    letters = usual(letters, len);
    size_t slot = wordlist_slot(list, letters, len);
    if (!list->slots[slot]) {
        if (list->n_syllables == SYLLABLES_MAX)
            return false;
        memcpy(list->syllables[list->n_syllables].letters, letters, len);
        list->slots[slot] = (uint16_t)++list->n_syllables;
    }
    *number = (uint16_t)(list->slots[slot] - 1);
    return true;
}

/* ---- words ---- */

void wordlist_add(WordList *list, const char *text, size_t bytes, const uint16_t *key, size_t n,
                  uint32_t used, WordKind kind)
{
    if (list->n == list->cap) {
        list->cap = list->cap ? list->cap * 2 : 4096;
        list->entries = xreallocarray(list->entries, list->cap, sizeof *list->entries);
    }
    while (list->n_keys + n > list->cap_keys) {
        list->cap_keys = list->cap_keys ? list->cap_keys * 2 : 8192;
        list->keys = xreallocarray(list->keys, list->cap_keys, sizeof *list->keys);
    }
    list->entries[list->n++] = (Entry){.text = (uint32_t)list->texts.len,
                                       .key = (uint32_t)list->n_keys,
                                       .used = used,
                                       .bytes = (uint16_t)bytes,
                                       .n = (uint8_t)n,
                                       .kind = (uint8_t)kind};
    memcpy(list->keys + list->n_keys, key, n * sizeof *key);
    list->n_keys += n;
    buf_add_bytes(&list->texts, text, bytes);
    list->used += used;
}

size_t wordlist_key(WordList *list, const char *text, size_t len, uint16_t *key)
{
    size_t n = 0;
    for (size_t at = 0; at <= len;) {
        const char *blank = memchr(text + at, ' ', len - at);
        size_t letters = blank ? (size_t)(blank - text) - at : len - at;
        if (n == WORD_SYLLABLES || !number_of(list, text + at, letters, &key[n]))
            return 0;
        n++;
        at += letters + 1;
    }
    return n;
}

static bool read_used(const char *text, size_t len, uint32_t *used)
{
    uint64_t value = 0;
    for (size_t i = 0; i < len; i++) {
        if (text[i] < '0' || text[i] > '9' || value > USED_MAX)
            return false;
        value = value * 10 + (uint64_t)(text[i] - '0');
    }
    *used = (uint32_t)value;
    return len > 0 && value <= USED_MAX;
}

size_t wordlist_characters(const char *text, size_t len)
{
    size_t n = 0;
    for (size_t i = 0; i < len; i++)
        n += ((unsigned char)text[i] & 0xC0) != 0x80;
    return n;
}

/* The frequency, and which part of a name the word is. */
static bool read_rest(const char *text, size_t len, uint32_t *used, WordKind *kind)
{
    static const char *const marks[] = {[WORD_SURNAME] = "surname", [WORD_GIVEN] = "given"};
    const char *tab = memchr(text, '\t', len);
    size_t digits = tab ? (size_t)(tab - text) : len, rest = tab ? len - digits - 1 : 0;
    *kind = WORD_PLAIN;
    for (WordKind i = WORD_SURNAME; tab && i <= WORD_GIVEN; i++) {
        if (strlen(marks[i]) == rest && memcmp(tab + 1, marks[i], rest) == 0)
            *kind = i;
    }
    return (!tab || *kind != WORD_PLAIN) && read_used(text, digits, used);
}

static bool read_line(WordList *list, const char *line, size_t len)
{
    uint16_t key[WORD_SYLLABLES];
    uint32_t used;
    WordKind kind;
    const char *tab = memchr(line, '\t', len);
    size_t bytes = tab ? (size_t)(tab - line) : 0;
    const char *next = tab ? memchr(tab + 1, '\t', len - bytes - 1) : NULL;
    if (!next || !bytes)
        return false;
    size_t n = wordlist_key(list, tab + 1, (size_t)(next - tab) - 1, key);
    if (!n || n != wordlist_characters(line, bytes) ||
        !read_rest(next + 1, len - (size_t)(next + 1 - line), &used, &kind))
        return false;
    wordlist_add(list, line, bytes, key, n, used, kind);
    return true;
}

bool wordlist_read(WordList *list, WordListLine *read, const char *file, const char *text,
                   size_t len, size_t *wrong, Err *err)
{
    size_t bad, line = 0;
    *wrong = 0;
    if (len > WORDLIST_FILE_MAX || !text_valid(text, len, &bad))
        return err_set(err, ERR_INPUT, _("%s: this is no list of words in UTF-8"), file);
    for (size_t at = 0; at < len && !*wrong;) {
        const char *end = memchr(text + at, '\n', len - at);
        size_t bytes = end ? (size_t)(end - text) - at : len - at;
        line++;
        if (bytes && text[at] != '#' && !read(list, text + at, bytes))
            *wrong = line;
        at += bytes + 1;
    }
    return !*wrong;
}

bool wordlist_add_file(WordList *list, const char *file, const char *text, size_t len, Err *err)
{
    size_t wrong;
    if (wordlist_read(list, read_line, file, text, len, &wrong, err))
        return true;
    return wrong && err_set(err, ERR_INPUT,
                            _("%s, line %zu: a word, a syllable for each of its characters and "
                              "a frequency are expected, with tabs between"),
                            file, wrong);
}

/* ---- asking ---- */

SyllableRange wordlist_syllable(const WordList *list, const char *letters, size_t len)
{
    if (!is_syllable(letters, len))
        return (SyllableRange){0, 0};
    uint16_t number = list->slots[wordlist_slot(list, usual(letters, len), len)];
    return number ? (SyllableRange){(uint16_t)(number - 1), number} : (SyllableRange){0, 0};
}

SyllableRange wordlist_prefix(const WordList *list, const char *letters, size_t len)
{
    size_t low = 0, high = list->n_syllables;
    while (low < high) { /* the first that is not before the letters */
        size_t middle = (low + high) / 2;
        if (strncmp(list->syllables[middle].letters, letters, len) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    size_t end = low;
    while (end < list->n_syllables && strncmp(list->syllables[end].letters, letters, len) == 0)
        end++;
    return (SyllableRange){(uint16_t)low, (uint16_t)end};
}

const char *wordlist_letters(const WordList *list, uint16_t syllable)
{
    return list->syllables[syllable].letters;
}

const WordNode *wordlist_node(const WordList *list, uint32_t node)
{
    return &list->nodes[node];
}

Word wordlist_word(const WordList *list, uint32_t word)
{
    const Entry *entry = &list->entries[word];
    return (Word){.text = list->texts.data + entry->text,
                  .bytes = entry->bytes,
                  .syllables = entry->n,
                  .kind = entry->kind,
                  .used = entry->used,
                  .reading = list->keys + entry->key};
}

/* The logarithm to base 2, times 16; between the powers by a straight line. */
static int log2_16(uint64_t value)
{
    int bits = 0;
    for (uint64_t rest = value; rest > 1; rest >>= 1)
        bits++;
    return bits * 16 + (int)((value << 4 >> bits) & 15);
}

int wordlist_cost(const WordList *list, uint32_t used)
{
    return log2_16(list->used + 1) - log2_16(used ? used : 1);
}
