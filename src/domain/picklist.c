/* Every row is folded and read as pinyin once; each typed word is then ranked against code,
 * text and reading, best first. */
#include "config.h"

#include "domain/picklist.h"

#include <ctype.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/text/text.h"

enum { QUERY_BYTES = 60, WORDS = 8 }; /* the bits of a word of pinyin fit in one number */

/* How well a row answers; a word that is not answered has no rank. */
enum { RANK_EXACT, RANK_CODE, RANK_BEGINS, RANK_HOLDS, RANK_READS, RANK_SKIPS, RANK_NONE };

typedef struct Folded { /* a row as it is searched */
    const char *code, *text, *other, *name;
    const char *shorts;
    const char *short_readings; /* of each, parted by SHORT_END; once letters were typed */
} Folded;

enum { SHORT_END = ',' };

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

static size_t syllable_len(const char *at)
{
    return strcspn(at, " ,"); /* of a reading, or of a list of short names */
}

static bool is_chinese(const char *text)
{
    return text && (unsigned char)text[0] >= 0x80;
}

static const char *chinese_of(const PickRow *row)
{
    if (is_chinese(row->name))
        return row->name;
    return is_chinese(row->text) || !is_chinese(row->other) ? row->text : row->other;
}

/* A short name is read as the characters are read that it takes of the whole name. False: it
 * has another one. */
static bool read_as_part(const char *part, size_t len, const char *text, const char *reading,
                         Buf *out)
{
    size_t at = 0, bytes = 0, before = out->len;
    for (; at < len && *text; text += bytes) {
        size_t syllable = syllable_len(reading);
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
        size_t len = syllable_len(at);
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
            const char *text =
                is_chinese(row->text) || !is_chinese(row->other) ? row->text : row->other;
            pinyin_spell(list->pinyin, PINYIN_WORDS, text, &spelt);
            row->reading = arena_dup(list->arena, spelt.data);
            buf_free(&spelt);
        }
        if (list->folded[i].shorts && row->reading && !list->folded[i].short_readings)
            read_shorts(list, row, &list->folded[i]);
    }
}

/* ---- pinyin ---- */

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
        size_t len = syllable_len(reading);
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
        reading += syllable_len(reading);
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
        size_t bytes = syllable_len(at);
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
    return is_chinese(word) && len >= LEAST_BYTES && !row->name_reading &&
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

/* Each word must be answered; the worst answer counts. Several words are one path, so the whole
 * is tried too: "iga 肾病" may be a text with a blank in it. */
static int rank_words(const PickRow *row, const Folded *fold, const char *whole, char **words,
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
            n ? rank_words(&list->rows[i], &list->folded[i], whole, words, n) : RANK_READS;
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
    if (!list->settles || !list->n_hits || list->hits[0].rank == RANK_SKIPS)
        return false;
    if (len && !typed[strspn(typed, "abcdefghijklmnopqrstuvwxyz ")])
        return true;
    const char *at = list->rows[list->hits[0].place].shorts;
    for (; at && *at; at += *at == ' ') {
        size_t bytes = syllable_len(at);
        if (bytes == len && strncmp(at, typed, len) == 0)
            return true;
        at += bytes;
    }
    return false;
}
