/* Every row is folded and read as pinyin once; each typed word is then ranked against it
 * (picklist_rank.c), best first. */
#include "config.h"

#include "domain/picklist.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/text/text.h"
#include "domain/picklist_inner.h"

enum { QUERY_BYTES = 60, WORDS = 8 }; /* QUERY_BYTES: see read_syllable in picklist_rank.c */

typedef struct Hit {
    size_t place;
    int rank;
    int in_country; /* PickRow.rank */
    int64_t mine, all;
} Hit;

struct Picklist {
    Arena *arena; /* all texts */
    Pinyin *pinyin;
    PickRow *rows;
    size_t n, room;
    Folded *folded; /* of the first n_folded rows */
    size_t n_folded;
    Hit *hits; /* as many as there are rows */
    size_t n_hits;
    bool settles;
};

Picklist *picklist_new(Pinyin *pinyin)
{
    Picklist *list = xcalloc(1, sizeof *list);
    list->arena = arena_new();
    list->pinyin = pinyin;
    return list;
}

void picklist_free(Picklist *list)
{
    if (!list)
        return;
    arena_free(list->arena);
    free(list->rows);
    free(list->folded);
    free(list->hits);
    free(list);
}

static const char *copied(Picklist *list, const char *text)
{
    return text ? arena_dup(list->arena, text) : NULL;
}

void picklist_add(Picklist *list, const PickRow *row)
{
    if (list->n == list->room) {
        list->room = list->room ? 2 * list->room : 32;
        list->rows = xreallocarray(list->rows, list->room, sizeof *list->rows);
        list->folded = xreallocarray(list->folded, list->room, sizeof *list->folded);
        list->hits = xreallocarray(list->hits, list->room, sizeof *list->hits);
    }
    list->rows[list->n++] = (PickRow){
        .value = copied(list, row->value),
        .code = copied(list, row->code),
        .text = copied(list, row->text ? row->text : ""),
        .other = copied(list, row->other),
        .reading = copied(list, row->reading),
        .name = copied(list, row->name),
        .name_reading = copied(list, row->name_reading),
        .shorts = copied(list, row->shorts),
        .rank = row->rank > 0 ? row->rank : INT_MAX,
        .mine = row->mine,
        .all = row->all,
    };
}

size_t picklist_count(const Picklist *list)
{
    return list->n;
}

const PickRow *picklist_row(const Picklist *list, size_t place)
{
    return &list->rows[place];
}

/* ---- as it is searched ---- */

/* Small letters, digits and the usual Chinese characters, with single blanks within: such a
 * text is folded already. Nearly all are, and asking ICU for thousands would be felt at the
 * first key. */
static bool is_folded(const char *text)
{
    size_t bytes = 0;
    for (const char *at = text; *at; at += bytes) {
        uint32_t rune = text_rune(at, &bytes);
        if (rune == ' ' && (at == text || at[1] == ' ' || !at[1]))
            return false;
        if ((rune >= 'A' && rune <= 'Z') || (rune >= 0x7F && (rune < 0x4E00 || rune > 0x9FFF)))
            return false;
    }
    return true;
}

static const char *folded(Picklist *list, const char *text)
{
    if (!text || is_folded(text))
        return text;
    Buf fold = BUF_INIT;
    text_fold(&fold, text);
    /* Most texts fold to themselves. */
    const char *kept = strcmp(fold.data, text) == 0 ? text : arena_dup(list->arena, fold.data);
    buf_free(&fold);
    return kept;
}

static void fold_rows(Picklist *list)
{
    for (; list->n_folded < list->n; list->n_folded++) {
        const PickRow *row = &list->rows[list->n_folded];
        list->folded[list->n_folded] = (Folded){.code = folded(list, row->code),
                                                .text = folded(list, row->text),
                                                .other = folded(list, row->other),
                                                .name = folded(list, row->name),
                                                .shorts = folded(list, row->shorts)};
    }
}

static const char *chinese_of(const PickRow *row)
{
    if (picklist_chinese(row->name))
        return row->name;
    return picklist_chinese(row->text) || !picklist_chinese(row->other) ? row->text
                                                                        : row->other;
}

/* A short name is read as the characters are read that it takes of the whole name. False: it
 * has another one. */
static bool read_as_part(const char *part, size_t len, const char *text, const char *reading,
                         Buf *out)
{
    size_t at = 0, bytes = 0, before = out->len;
    for (; at < len && *text; text += bytes) {
        size_t syllable = picklist_syllable(reading);
        text_rune(text, &bytes);
        if (strncmp(text, part + at, bytes) == 0) {
            if (out->len > before)
                buf_add_char(out, ' ');
            buf_add_bytes(out, reading, syllable);
            at += bytes;
        }
        reading += syllable;
        reading += *reading == ' ';
    }
    if (at == len)
        return true;
    buf_cut(out, before);
    return false;
}

static void read_shorts(Picklist *list, const PickRow *row, Folded *fold)
{
    Buf readings = BUF_INIT, part = BUF_INIT;
    for (const char *at = fold->shorts; *at;) {
        size_t len = picklist_syllable(at);
        buf_clear(&part);
        buf_add_bytes(&part, at, len);
        if (readings.len)
            buf_add_char(&readings, SHORT_END);
        if (!read_as_part(at, len, chinese_of(row), row->reading, &readings) && list->pinyin)
            pinyin_spell(list->pinyin, PINYIN_WORDS, part.data, &readings);
        at += len;
        at += *at == ' ';
    }
    fold->short_readings = arena_dup(list->arena, readings.data);
    buf_free(&readings);
    buf_free(&part);
}

static void read_rows(Picklist *list)
{
    for (size_t i = 0; i < list->n; i++) {
        PickRow *row = &list->rows[i];
        if (!row->reading && list->pinyin) {
            Buf spelt = BUF_INIT;
            const char *text = picklist_chinese(row->text) || !picklist_chinese(row->other)
                                   ? row->text
                                   : row->other;
            pinyin_spell(list->pinyin, PINYIN_WORDS, text, &spelt);
            row->reading = arena_dup(list->arena, spelt.data);
            buf_free(&spelt);
        }
        if (list->folded[i].shorts && row->reading && !list->folded[i].short_readings)
            read_shorts(list, row, &list->folded[i]);
    }
}

/* The words of what was typed, cut at its blanks; returns their count. */
static size_t split(char *query, char *words[WORDS])
{
    size_t n = 0;
    for (char *word; n < WORDS && (word = strsep(&query, " "));) {
        if (word[0])
            words[n++] = word;
    }
    return n;
}

static int compare(int64_t a, int64_t b)
{
    return a < b ? -1 : a > b;
}

static int by_worth(const void *left, const void *right)
{
    const Hit *a = left, *b = right;
    int exact = (b->rank == RANK_EXACT) - (a->rank == RANK_EXACT);
    if (exact || a->mine != b->mine)
        return exact ? exact : compare(b->mine, a->mine);
    if (a->rank != b->rank)
        return a->rank - b->rank;
    if (a->in_country != b->in_country)
        return compare(a->in_country, b->in_country);
    if (a->all != b->all)
        return compare(b->all, a->all);
    return compare((int64_t)a->place, (int64_t)b->place);
}

static void fold_query(const char *typed, char query[QUERY_BYTES + 1])
{
    Buf fold = BUF_INIT;
    text_fold(&fold, typed);
    size_t len = fold.len;
    while (len > QUERY_BYTES)
        len = text_prev(fold.data, len, len);
    memcpy(query, fold.data, len);
    query[len] = '\0';
    buf_free(&fold);
}

/* What leaves characters out is a guess: it counts only where nothing else answers. */
static size_t leave_guesses(Picklist *list, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        if (list->hits[i].rank < RANK_SKIPS)
            list->hits[kept++] = list->hits[i];
    }
    return kept ? kept : n;
}

static size_t find_hits(Picklist *list, const char *whole)
{
    char cut[QUERY_BYTES + 1], *words[WORDS];
    size_t n_hits = 0;
    memcpy(cut, whole, sizeof cut);
    size_t n = split(cut, words);
    fold_rows(list);
    if (strpbrk(whole, "abcdefghijklmnopqrstuvwxyz"))
        read_rows(list);
    for (size_t i = 0; i < list->n; i++) {
        int rank =
            n ? picklist_rank(&list->rows[i], &list->folded[i], whole, words, n) : RANK_READS;
        if (rank < RANK_NONE)
            list->hits[n_hits++] =
                (Hit){i, rank, list->rows[i].rank, list->rows[i].mine, list->rows[i].all};
    }
    return leave_guesses(list, n_hits);
}

size_t picklist_find(Picklist *list, const char *typed, size_t *places)
{
    char query[QUERY_BYTES + 1];
    fold_query(typed, query);
    size_t n = find_hits(list, query);
    if (n > 1 && (query[0] || list->n > PICK_SHORT))
        qsort(list->hits, n, sizeof *list->hits, by_worth);
    for (size_t i = 0; i < n; i++)
        places[i] = list->hits[i].place;
    list->n_hits = n;
    return n;
}

void picklist_settles(Picklist *list, bool settles)
{
    list->settles = settles;
}

bool picklist_meant(const Picklist *list, const char *typed)
{
    size_t len = strlen(typed);
    if (!list->n_hits || list->hits[0].rank == RANK_SKIPS)
        return false;
    if (len && !typed[strspn(typed, "abcdefghijklmnopqrstuvwxyz ")])
        return picklist_chinese(list->rows[list->hits[0].place].value) || list->settles;
    if (!list->settles)
        return false;
    const char *at = list->rows[list->hits[0].place].shorts;
    for (; at && *at; at += *at == ' ') {
        size_t bytes = picklist_syllable(at);
        if (bytes == len && strncmp(at, typed, len) == 0)
            return true;
        at += bytes;
    }
    return false;
}
