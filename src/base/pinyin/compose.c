/* The letters are a graph: from each place, segments lead on, each standing for a range of
 * syllables. The words of the list and the habits are laid over it from every place; the
 * cheapest ways through it are the likeliest texts. */
#include "config.h"

#include "base/pinyin/compose.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/pinyin/compose_inner.h"

Compose *compose_new(const WordList *list)
{
    Compose *compose = xcalloc(1, sizeof *compose);
    compose->list = list;
    compose->arena = arena_new();
    return compose;
}

void compose_free(Compose *compose)
{
    if (!compose)
        return;
    arena_free(compose->arena);
    free(compose->found);
    free(compose->steps);
    free(compose);
}

void compose_names(Compose *compose, bool names)
{
    compose->names = names;
}

void compose_before(Compose *compose, const char *text)
{
    size_t len = text ? strlen(text) : 0, from = len;
    for (compose->n_before = 0; compose->n_before < BEFORE && from > 0; compose->n_before++) {
        do {
            from--;
        } while (from > 0 && ((unsigned char)text[from] & 0xC0) == 0x80);
        compose->before[compose->n_before] = wordlist_hash(text + from, len - from);
    }
}

/* ---- ways ---- */

/* Whatever the word before may be: one way for each, and one for none. */
static void begin_ways(Compose *compose)
{
    Place *start = &compose->places[0];
    start->n_ways = 0;
    start->ways[start->n_ways++] = (Way){.word = NONE, .habit = NONE};
    for (size_t i = 0; i < compose->n_before; i++)
        start->ways[start->n_ways++] =
            (Way){.word = NONE, .habit = NONE, .last = compose->before[i]};
}

/* A word that is laid over a span, and what it is worth without the words before it. */
typedef struct Laid {
    Span span;
    int32_t word, habit; /* one of them NONE */
    int cost;
    uint32_t last;
} Laid;

/* The cheapest ways come first; no more than WAYS. */
static void keep_way(Place *place, Way way)
{
    size_t at = place->n_ways < WAYS ? place->n_ways++ : WAYS;
    for (; at > 0 && place->ways[at - 1].cost > way.cost; at--) {
        if (at < WAYS)
            place->ways[at] = place->ways[at - 1];
    }
    if (at < WAYS)
        place->ways[at] = way;
}

/* The cheapest ways that end in the word: by what they cost, less what the word before saves.
 */
static void add_ways(Compose *compose, const Laid *laid)
{
    const Place *from = &compose->places[laid->span.from],
                *to = &compose->places[laid->span.to];
    Way best[WAYS_ALIKE];
    size_t n_best = 0, alike = laid->span.from ? WAYS_ALIKE : 1;
    int most = to->n_ways == WAYS ? to->ways[WAYS - 1].cost : INT_MAX;
    for (size_t i = 0; i < from->n_ways; i++) {
        const Way *before = &from->ways[i];
        if (before->cost + laid->cost + COST_PART - GAIN_MOST >= most)
            break; /* neither this one nor the dearer ones behind it can be kept */
        Way way = {.cost = before->cost + laid->cost + COST_PART -
                           wordlist_gain(compose->list, before->last, laid->last),
                   .from = laid->span.from,
                   .from_way = (int)i,
                   .edges = before->edges | laid->span.edges,
                   .word = laid->word,
                   .habit = laid->habit,
                   .last = laid->last};
        size_t at = n_best < alike ? n_best++ : alike;
        for (; at > 0 && best[at - 1].cost > way.cost; at--) {
            if (at < alike)
                best[at] = best[at - 1];
        }
        if (at < alike)
            best[at] = way;
    }
    for (size_t i = 0; i < n_best; i++)
        keep_way(&compose->places[laid->span.to], best[i]);
}

/* ---- candidates ---- */

static void spell(const WordList *list, const uint16_t *key, size_t n, Buf *out)
{
    for (size_t i = 0; i < n; i++) {
        if (out->len)
            buf_add_char(out, ' ');
        buf_add(out, wordlist_letters(list, key[i]));
    }
}

static void add_found(Compose *compose, const char *text, const char *reading, size_t to,
                      int cost, bool habit)
{
    if (compose->n_found == compose->cap_found) {
        compose->cap_found = compose->cap_found ? compose->cap_found * 2 : 256;
        compose->found =
            xreallocarray(compose->found, compose->cap_found, sizeof *compose->found);
    }
    compose->found[compose->n_found] = (Found){.candidate = {text, reading, compose->typed[to]},
                                               .to = to,
                                               .order = compose->n_found,
                                               .cost = cost,
                                               .habit = habit};
    compose->n_found++;
}

/* A surname stands first; one character alone is a given name only behind it. */
static bool is_name(const Compose *compose, const Span *span, const Word *word)
{
    if (!compose->names || word->kind == WORD_PLAIN)
        return false;
    return word->kind == WORD_SURNAME ? span->from == 0 : span->from > 0 || word->syllables > 1;
}

static int word_cost(const Compose *compose, const Span *span, const Word *word)
{
    return span->cost + wordlist_cost(compose->list, word->used) +
           (is_name(compose, span, word) ? COST_NAME : 0);
}

/* What the word saves that stands before all, whichever it may be. */
static int gain_before(const Compose *compose, const Word *word)
{
    uint32_t hash = wordlist_hash(word->text, word->bytes);
    int most = 0;
    for (size_t i = 0; i < compose->n_before; i++) {
        int gain = wordlist_gain(compose->list, compose->before[i], hash);
        most = most > gain ? most : gain;
    }
    return most;
}

static void add_word(Compose *compose, const Span *span, const Word *word)
{
    Buf reading = BUF_INIT;
    spell(compose->list, word->reading, word->syllables, &reading);
    add_found(compose, arena_dup_n(compose->arena, word->text, word->bytes),
              arena_dup(compose->arena, reading.data), span->to,
              word_cost(compose, span, word) - gain_before(compose, word), false);
    buf_free(&reading);
}

/* The words of a node lie over a span. */
static void lay_words(Compose *compose, const Span *span, const WordNode *node)
{
    uint32_t laid = span->cost < COST_INITIAL ? WORDS_LAID : WORDS_BY_INITIALS;
    bool all =
        span->from == 0 || compose->names; /* one of them may be a candidate, or a name */
    for (uint32_t i = 0; i < node->word_count && (all || i < laid); i++) {
        uint32_t number = node->words + i;
        Word word = wordlist_word(compose->list, number);
        bool name = is_name(compose, span, &word);
        if (i < laid || name)
            add_ways(compose,
                     &(Laid){*span, (int32_t)number, NONE, word_cost(compose, span, &word),
                             wordlist_hash(word.text, word.bytes)});
        if (span->from == 0 && (span->cost < COST_INITIAL || i < NODE_WORDS || name))
            add_word(compose, span, &word);
    }
}

static void push_step(Compose *compose, uint32_t node, Span span)
{
    if (compose->n_steps == compose->cap_steps) {
        compose->cap_steps = compose->cap_steps ? compose->cap_steps * 2 : 256;
        compose->steps =
            xreallocarray(compose->steps, compose->cap_steps, sizeof *compose->steps);
    }
    compose->steps[compose->n_steps++] = (Step){node, span};
}

static void push_children(Compose *compose, const Step *step, const Segment *segment)
{
    const WordNode *node = wordlist_node(compose->list, step->node);
    uint32_t low = node->child, high = node->child + node->children, end = high;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (wordlist_node(compose->list, middle)->syllable < segment->range.from)
            low = middle + 1;
        else
            high = middle;
    }
    Span span = step->span;
    span.to = segment->to;
    span.edges |= UINT64_C(1) << segment->to;
    span.cost += segment->cost;
    for (; low < end && wordlist_node(compose->list, low)->syllable < segment->range.to; low++)
        push_step(compose, low, span);
}

/* All words that begin at a place. */
static void walk_words(Compose *compose, size_t from)
{
    compose->n_steps = 0;
    push_step(compose, 0, (Span){.from = from, .to = from});
    while (compose->n_steps && compose->steps_done < STEPS_MAX) {
        Step step = compose->steps[--compose->n_steps];
        const Place *place = &compose->places[step.span.to];
        compose->steps_done++;
        if (step.node)
            lay_words(compose, &step.span, wordlist_node(compose->list, step.node));
        for (size_t i = 0; step.span.to < compose->n && i < place->n_segments; i++) {
            if (step.node || !place->segments[i].inside)
                push_children(compose, &step, &place->segments[i]);
        }
    }
}

/* The cheapest way of a habit's first syllables to each place. */
typedef struct Reach {
    bool there;
    int cost;
    uint64_t edges;
} Reach;

static bool reach_on(const Compose *compose, const Reach *now, Reach *next, uint16_t syllable)
{
    bool any = false;
    memset(next, 0, (COMPOSE_LETTERS + 1) * sizeof *next);
    for (size_t at = 0; at < compose->n; at++) {
        const Place *place = &compose->places[at];
        for (size_t i = 0; now[at].there && i < place->n_segments; i++) {
            const Segment *segment = &place->segments[i];
            Reach *reach = &next[segment->to];
            int cost = now[at].cost + segment->cost;
            if (syllable < segment->range.from || syllable >= segment->range.to ||
                (reach->there && reach->cost <= cost))
                continue;
            *reach = (Reach){true, cost, now[at].edges | UINT64_C(1) << segment->to};
            any = true;
        }
    }
    return any;
}

static bool may_begin(const Place *place, uint16_t syllable)
{
    for (size_t i = 0; i < place->n_segments; i++) {
        if (syllable >= place->segments[i].range.from && syllable < place->segments[i].range.to)
            return true;
    }
    return false;
}

static void lay_habit(Compose *compose, size_t from, size_t number)
{
    const Habit *habit = habits_item(compose->habits, number);
    Reach reaches[2][COMPOSE_LETTERS + 1] = {{{0}}};
    bool any = true;
    reaches[0][from].there = true;
    for (size_t i = 0; any && i < habit->n; i++)
        any = reach_on(compose, reaches[i % 2], reaches[(i + 1) % 2], habit->key[i]);
    for (size_t to = from + 1; any && to <= compose->n; to++) {
        const Reach *reach = &reaches[habit->n % 2][to];
        if (!reach->there)
            continue;
        const Span span = {from, to, reach->edges, reach->cost};
        add_ways(compose, &(Laid){span, NONE, (int32_t)number, COST_HABIT + reach->cost,
                                  wordlist_hash(habit->text, strlen(habit->text))});
        if (from == 0)
            add_found(compose, habit->text, habit->reading, to, (int)number, true);
    }
}

static void walk_habits(Compose *compose, size_t from)
{
    size_t n = compose->habits ? habits_count(compose->habits) : 0;
    for (size_t i = 0; i < n; i++) {
        if (may_begin(&compose->places[from], habits_item(compose->habits, i)->key[0]))
            lay_habit(compose, from, i);
    }
}

/* ---- whole texts ---- */

/* The words of a way, first to last. */
static size_t chain_of(const Compose *compose, const Way *way, const Way **chain)
{
    size_t n = 0;
    for (;; way = &compose->places[way->from].ways[way->from_way]) {
        chain[n++] = way;
        if (way->from == 0)
            break;
    }
    for (size_t i = 0; i < n / 2; i++) {
        const Way *swap = chain[i];
        chain[i] = chain[n - 1 - i];
        chain[n - 1 - i] = swap;
    }
    return n;
}

static void add_part(const Compose *compose, const Way *part, Buf *text, Buf *reading)
{
    if (part->word == NONE) {
        const Habit *habit = habits_item(compose->habits, (size_t)part->habit);
        buf_add(text, habit->text);
        spell(compose->list, habit->key, habit->n, reading);
    } else {
        Word word = wordlist_word(compose->list, (uint32_t)part->word);
        buf_add_bytes(text, word.text, word.bytes);
        spell(compose->list, word.reading, word.syllables, reading);
    }
}

/* The place furthest on that can be reached. */
static size_t furthest(const Compose *compose)
{
    size_t at = compose->n;
    while (at > 0 && !compose->places[at].n_ways)
        at--;
    return at;
}

/* One word alone was found as a word. */
static void add_whole(Compose *compose, size_t end, const Way *way)
{
    const Way *chain[COMPOSE_LETTERS + 1];
    size_t n = chain_of(compose, way, chain);
    Buf text = BUF_INIT, reading = BUF_INIT;
    for (size_t i = 0; i < n; i++)
        add_part(compose, chain[i], &text, &reading);
    if (n > 1)
        add_found(compose, arena_dup(compose->arena, text.data),
                  arena_dup(compose->arena, reading.data), end, way->cost, false);
    buf_free(&text);
    buf_free(&reading);
}

static void add_wholes(Compose *compose)
{
    size_t end = furthest(compose);
    const Place *place = &compose->places[end];
    compose->way_edges = 0;
    for (size_t i = 0; end && i < place->n_ways && i < WAYS_WHOLE; i++) {
        compose->way_edges |= place->ways[i].edges;
        add_whole(compose, end, &place->ways[i]);
    }
}

static void part_pieces(Compose *compose)
{
    const Way *chain[COMPOSE_LETTERS + 1];
    size_t end = furthest(compose);
    compose->n_pieces = end ? chain_of(compose, &compose->places[end].ways[0], chain) : 0;
    for (size_t i = 0; i < compose->n_pieces; i++) {
        size_t from = chain[i]->from, to = i + 1 < compose->n_pieces ? chain[i + 1]->from : end;
        Buf text = BUF_INIT, reading = BUF_INIT;
        add_part(compose, chain[i], &text, &reading);
        compose->pieces[i] = (Candidate){arena_dup(compose->arena, text.data),
                                         arena_dup(compose->arena, reading.data),
                                         compose->typed[to] - compose->typed[from]};
        buf_free(&text);
        buf_free(&reading);
    }
}

size_t compose_pieces(const Compose *compose)
{
    return compose->n_pieces;
}

const Candidate *compose_piece(const Compose *compose, size_t i)
{
    return i < compose->n_pieces ? &compose->pieces[i] : NULL;
}

/* ---- the order ---- */

/* What takes more letters comes first; then habits, the one taken last first; then the
 * likelier. */
static int by_worth(const void *a, const void *b)
{
    const Found *x = a, *y = b;
    if (x->to != y->to)
        return x->to > y->to ? -1 : 1;
    if (x->habit != y->habit)
        return x->habit ? -1 : 1;
    if (x->cost != y->cost)
        return x->cost < y->cost ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

static uint32_t hash(const char *text)
{
    uint32_t sum = 2166136261u;
    for (; *text; text++)
        sum = (sum ^ (unsigned char)*text) * 16777619u;
    return sum;
}

/* Keeps the first of each text, and leaves out what would cut a syllable that the likeliest
 * ways take as one. */
static void choose(Compose *compose)
{
    enum { SLOTS = 2 * COMPOSE_MOST + 1 };
    size_t seen[SLOTS] = {0};
    compose->candidates = arena_alloc(compose->arena, COMPOSE_MOST * sizeof(Candidate));
    compose->n_candidates = 0;
    for (size_t i = 0; i < compose->n_found && compose->n_candidates < COMPOSE_MOST; i++) {
        const Found *found = &compose->found[i];
        if (!(compose->way_edges >> found->to & 1))
            continue;
        size_t slot = hash(found->candidate.text) % SLOTS;
        while (seen[slot] &&
               strcmp(compose->candidates[seen[slot] - 1].text, found->candidate.text) != 0)
            slot = (slot + 1) % SLOTS;
        if (seen[slot])
            continue;
        compose->candidates[compose->n_candidates++] = found->candidate;
        seen[slot] = compose->n_candidates;
    }
}

size_t compose_read(Compose *compose, const Habits *habits, const char *letters)
{
    arena_reset(compose->arena);
    compose->habits = habits;
    compose->n_found = compose->steps_done = 0;
    compose_graph(compose, letters);
    begin_ways(compose);
    for (size_t at = 0; at < compose->n; at++) {
        if (!compose->places[at].n_ways)
            continue;
        walk_words(compose, at);
        walk_habits(compose, at);
    }
    add_wholes(compose);
    part_pieces(compose);
    if (compose->n_found)
        qsort(compose->found, compose->n_found, sizeof *compose->found, by_worth);
    choose(compose);
    return compose->n_candidates;
}

const Candidate *compose_candidate(const Compose *compose, size_t i)
{
    return i < compose->n_candidates ? &compose->candidates[i] : NULL;
}

void compose_parted(const Compose *compose, Buf *out)
{
    size_t end = furthest(compose);
    uint64_t edges = end ? compose->places[end].ways[0].edges : 0;
    for (size_t i = 0; i < compose->n; i++) {
        if (i > 0 && (compose->parted[i] || (edges >> i & 1)))
            buf_add_char(out, '\'');
        buf_add_char(out, compose->letters[i]);
    }
    if (compose->n && compose->parted[compose->n])
        buf_add_char(out, '\'');
}
