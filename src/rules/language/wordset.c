/* Places of a text are chained by their first three bytes, a sign of Chinese. */
#include "config.h"

#include "rules/language/wordset.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "rules/language/wordlist.h"

enum { HEAD = 3, HEADS = 2048 };

typedef struct SetWord {
    const char *word;
    size_t len;
    unsigned head;
    size_t past; /* those that begin with the same bytes */
} SetWord;

struct WordSet {
    const char *words;
    SetWord *list; /* by head; words of less than three bytes come last */
    size_t n, brief;
};

struct WordText {
    const char *text;
    size_t len, room;
    uint32_t first[HEADS]; /* place and one; 0: none */
    uint32_t *next;
};

static unsigned head_of(const char *text)
{
    const unsigned char *byte = (const unsigned char *)text;
    return (byte[0] * 331u + byte[1] * 37u + byte[2]) % HEADS;
}

static int by_head(const void *a, const void *b)
{
    const SetWord *left = a, *right = b;
    return (left->head > right->head) - (left->head < right->head);
}

static size_t count_words(const char *words)
{
    size_t n = 0, len;
    while (wordlist_next(&words, &len))
        n++;
    return n;
}

WordSet *wordset_new(const char *words)
{
    WordSet *set = xcalloc(1, sizeof(*set));
    size_t len, past = 0;
    set->words = words;
    set->list = xcalloc(count_words(words) + 1, sizeof(*set->list));
    for (const char *word; (word = wordlist_next(&words, &len));) {
        if (len)
            set->list[set->n++] = (SetWord){word, len, len < HEAD ? HEADS : head_of(word), 0};
    }
    qsort(set->list, set->n, sizeof(*set->list), by_head);
    for (size_t i = set->n; i-- > 0;) {
        past = i + 1 < set->n && set->list[i + 1].head == set->list[i].head ? past : i + 1;
        set->list[i].past = past;
    }
    while (set->brief < set->n && set->list[set->brief].head < HEADS)
        set->brief++;
    return set;
}

void wordset_free(WordSet *set)
{
    if (!set)
        return;
    free(set->list);
    free(set);
}

const char *wordset_words(const WordSet *set)
{
    return set->words;
}

WordText *wordtext_new(void)
{
    return xcalloc(1, sizeof(WordText));
}

void wordtext_free(WordText *text)
{
    if (!text)
        return;
    free(text->next);
    free(text);
}

void wordtext_set(WordText *text, const char *from)
{
    text->text = from;
    text->len = strlen(from);
    memset(text->first, 0, sizeof(text->first));
    if (text->len > text->room)
        text->next = xreallocarray(text->next, text->room = 2 * text->len, sizeof(uint32_t));
    for (size_t at = text->len; at-- > 0;) {
        if (at + HEAD > text->len)
            continue;
        unsigned head = head_of(from + at);
        text->next[at] = text->first[head];
        text->first[head] = (uint32_t)at + 1;
    }
}

static bool word_stands(const SetWord *word, const WordText *text)
{
    for (uint32_t at = text->first[word->head]; at; at = text->next[at - 1]) {
        if (strncmp(text->text + at - 1, word->word, word->len) == 0)
            return true;
    }
    return false;
}

bool wordset_stands(const WordSet *set, const WordText *text)
{
    size_t i = 0;
    while (i < set->brief) {
        if (!text->first[set->list[i].head])
            i = set->list[i].past;
        else if (word_stands(&set->list[i++], text))
            return true;
    }
    for (; i < set->n; i++) {
        if (memmem(text->text, text->len, set->list[i].word, set->list[i].len))
            return true;
    }
    return false;
}
