#include "config.h"

#include "base/wordlist.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/pinyin_fix.h"
#include "base/text.h"

enum {
    SYLLABLES_MAX = 1024, /* different ones; the tables below are twice that */
    SLOTS = 2 * SYLLABLES_MAX,
    USED_MAX = 1000000000,
    TEXT_USED = 1500, /* of a text of the program's own: it stands before what is rare */
    TEXT_LEAST = 2,   /* its characters */
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
};

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
    free(list);
}

size_t wordlist_count(const WordList *list)
{
    return list->n;
}

static uint32_t hash(const char *bytes, size_t len)
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

/* The slot where a syllable is, or would be. */
static size_t slot_of(const WordList *list, const char *letters, size_t len)
{
    size_t at = hash(letters, len) % SLOTS;
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
    size_t slot = slot_of(list, letters, len);
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

static void add_word(WordList *list, const char *text, size_t bytes, const uint16_t *key,
                     size_t n, uint32_t used, WordKind kind)
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

/* The syllables of a reading, parted by blanks; 0: it is none. */
static size_t read_key(WordList *list, const char *text, size_t len, uint16_t *key)
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

static size_t characters(const char *text, size_t len)
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
    size_t n = read_key(list, tab + 1, (size_t)(next - tab) - 1, key);
    if (!n || n != characters(line, bytes) ||
        !read_rest(next + 1, len - (size_t)(next + 1 - line), &used, &kind))
        return false;
    add_word(list, line, bytes, key, n, used, kind);
    return true;
}

bool wordlist_add_file(WordList *list, const char *file, const char *text, size_t len, Err *err)
{
    size_t bad, line = 0;
    if (len > WORDLIST_FILE_MAX || !text_valid(text, len, &bad))
        return err_set(err, ERR_INPUT, _("%s: this is no list of words in UTF-8"), file);
    for (size_t at = 0; at < len;) {
        const char *end = memchr(text + at, '\n', len - at);
        size_t bytes = end ? (size_t)(end - text) - at : len - at;
        line++;
        if (bytes && text[at] != '#' && !read_line(list, text + at, bytes))
            return err_set(err, ERR_INPUT,
                           _("%s, line %zu: a word, a syllable for each of its characters and "
                             "a frequency are expected, with tabs between"),
                           file, line);
        at += bytes + 1;
    }
    return true;
}

/* ---- texts of the program's own ---- */

static void index_word(WordList *list, size_t word)
{
    const Entry *entry = &list->entries[word];
    size_t at = hash(list->texts.data + entry->text, entry->bytes) % list->by_text_size;
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
    for (size_t at = hash(text, bytes) % list->by_text_size; list->by_text[at];
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
        count = read_key(list, fix, strlen(fix), piece);
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
    for (size_t at = hash(text, bytes) % list->by_text_size; list->by_text[at];
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
    add_word(list, text, bytes, key, n, TEXT_USED, WORD_PLAIN);
    index_word(list, list->n - 1);
}

void wordlist_add_text(WordList *list, const char *text, const char *reading)
{
    uint16_t key[WORD_SYLLABLES];
    size_t len = strlen(text), n = 0, bytes;
    if (!list->by_text)
        index_words(list);
    if (reading)
        n = read_key(list, reading, strlen(reading), key);
    if (n && n == characters(text, len)) {
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

/* ---- the tree ---- */

static int by_letters(const void *a, const void *b)
{
    return strcmp(((const Syllable *)a)->letters, ((const Syllable *)b)->letters);
}

/* Numbers the syllables anew, in the order of the alphabet. */
static void sort_syllables(WordList *list)
{
    Syllable *old = xcalloc(list->n_syllables + 1, sizeof *old);
    uint16_t *now = xcalloc(list->n_syllables + 1, sizeof *now);
    memcpy(old, list->syllables, list->n_syllables * sizeof *old);
    qsort(list->syllables, list->n_syllables, sizeof(Syllable), by_letters);
    memset(list->slots, 0, sizeof list->slots);
    for (size_t i = 0; i < list->n_syllables; i++) {
        const char *letters = list->syllables[i].letters;
        list->slots[slot_of(list, letters, strlen(letters))] = (uint16_t)(i + 1);
    }
    for (size_t i = 0; i < list->n_syllables; i++)
        now[i] =
            (uint16_t)(list->slots[slot_of(list, old[i].letters, strlen(old[i].letters))] - 1);
    for (size_t i = 0; i < list->n_keys; i++)
        list->keys[i] = now[list->keys[i]];
    free(old);
    free(now);
}

/* By syllables, then the most used first. */
static int compare(const WordList *list, const Entry *a, const Entry *b)
{
    const uint16_t *x = list->keys + a->key, *y = list->keys + b->key;
    for (size_t i = 0; i < a->n && i < b->n; i++) {
        if (x[i] != y[i])
            return x[i] < y[i] ? -1 : 1;
    }
    if (a->n != b->n)
        return a->n < b->n ? -1 : 1;
    if (a->used != b->used)
        return a->used > b->used ? -1 : 1;
    return 0;
}

/* Merges [from, middle) and [middle, to) of one array into the other. */
static void merge(const WordList *list, const Entry *in, Entry *out, size_t from, size_t middle,
                  size_t to)
{
    size_t a = from, b = middle;
    for (size_t i = from; i < to; i++) {
        bool first = a < middle && (b == to || compare(list, &in[a], &in[b]) <= 0);
        out[i] = first ? in[a++] : in[b++];
    }
}

/* Runs that are in order already are taken as they are: the big file is one. */
static void sort_words(WordList *list)
{
    size_t *edges = xcalloc(list->n + 2, sizeof *edges), runs = 0;
    Entry *other = xcalloc(list->n + 1, sizeof *other);
    for (size_t i = 0; i < list->n; i++) {
        if (i == 0 || compare(list, &list->entries[i - 1], &list->entries[i]) > 0)
            edges[runs++] = i;
    }
    edges[runs] = list->n;
    while (runs > 1) {
        size_t merged = 0;
        for (size_t i = 0; i < runs; i += 2) {
            size_t middle = edges[i + 1], to = i + 2 <= runs ? edges[i + 2] : middle;
            merge(list, list->entries, other, edges[i], middle, to);
            edges[merged++] = edges[i];
        }
        edges[merged] = list->n;
        runs = merged;
        Entry *swap = list->entries;
        list->entries = other;
        other = swap;
    }
    free(other);
    free(edges);
}

static uint32_t add_node(WordList *list, uint16_t syllable)
{
    if (list->n_nodes == list->cap_nodes) {
        list->cap_nodes = list->cap_nodes ? list->cap_nodes * 2 : 8192;
        list->nodes = xreallocarray(list->nodes, list->cap_nodes, sizeof *list->nodes);
    }
    list->nodes[list->n_nodes] = (WordNode){.syllable = syllable};
    return (uint32_t)list->n_nodes++;
}

/* Level by level, so that the children of a node stand together. Of each node the words on and
 * under it are [first, end); ends holds the ends until the node has its children. */
static void grow(WordList *list)
{
    size_t cap = 1024;
    uint32_t *ends = xcalloc(cap, sizeof *ends);
    uint8_t *depths = xcalloc(cap, sizeof *depths);
    add_node(list, 0);
    ends[0] = (uint32_t)list->n;
    for (uint32_t node = 0; node < list->n_nodes; node++) {
        uint32_t at = list->nodes[node].words, end = ends[node];
        uint8_t depth = depths[node];
        while (at < end && list->entries[at].n == depth)
            at++;
        list->nodes[node].word_count = at - list->nodes[node].words;
        list->nodes[node].child = (uint32_t)list->n_nodes;
        while (at < end) {
            uint16_t syllable = list->keys[list->entries[at].key + depth];
            uint32_t child = add_node(list, syllable);
            if (child >= cap) {
                cap *= 2;
                ends = xreallocarray(ends, cap, sizeof *ends);
                depths = xreallocarray(depths, cap, sizeof *depths);
            }
            list->nodes[node].children++;
            list->nodes[child].words = at;
            depths[child] = (uint8_t)(depth + 1);
            while (at < end && list->keys[list->entries[at].key + depth] == syllable)
                at++;
            ends[child] = at;
        }
    }
    free(ends);
    free(depths);
}

void wordlist_ready(WordList *list)
{
    free(list->by_text);
    list->by_text = NULL;
    sort_syllables(list);
    sort_words(list);
    grow(list);
}

/* ---- asking ---- */

SyllableRange wordlist_syllable(const WordList *list, const char *letters, size_t len)
{
    if (!is_syllable(letters, len))
        return (SyllableRange){0, 0};
    uint16_t number = list->slots[slot_of(list, usual(letters, len), len)];
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
