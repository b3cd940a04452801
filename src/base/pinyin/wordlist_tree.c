/* The order of the syllables and of the words, and the tree over them. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/pinyin/wordlist_inner.h"

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
        list->slots[wordlist_slot(list, letters, strlen(letters))] = (uint16_t)(i + 1);
    }
    for (size_t i = 0; i < list->n_syllables; i++)
        now[i] = (uint16_t)(list->slots[wordlist_slot(list, old[i].letters,
                                                      strlen(old[i].letters))] -
                            1);
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
    wordlist_pairs_ready(list);
}
