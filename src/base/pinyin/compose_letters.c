/* The letters as a graph: which syllables may begin at each place, and where they end. */
#include "config.h"

#include <string.h>

#include "base/attr.h"
#include "base/pinyin/compose_inner.h"

enum { FAR = 1 << 20 }; /* dearer than any way */

static void take_letters(Compose *compose, const char *letters)
{
    size_t at = 0;
    compose->n = 0;
    memset(compose->parted, 0, sizeof compose->parted);
    compose->typed[0] = 0;
    for (; compose->n < COMPOSE_LETTERS; at++) {
        if (letters[at] == '\'') {
            compose->parted[compose->n] = true;
            compose->typed[compose->n] = compose->n ? at + 1 : 0;
        } else if (letters[at] >= 'a' && letters[at] <= 'z') {
            compose->letters[compose->n++] = letters[at];
            compose->typed[compose->n] = at + 1;
        } else {
            break;
        }
    }
    compose->letters[compose->n] = '\0';
}

static void add_segment(Place *place, size_t to, SyllableRange range, int cost)
{
    if (range.from < range.to && place->n_segments < SEGMENTS)
        place->segments[place->n_segments++] = (Segment){to, range, cost, false};
}

/* After j, q, x and y some write v where u is meant. */
static SyllableRange syllable_as_typed(const WordList *list, const char *letters, size_t len)
{
    char other[SYLLABLE_LETTERS + 1] = "";
    SyllableRange range = wordlist_syllable(list, letters, len);
    if (range.from < range.to || len > SYLLABLE_LETTERS)
        return range;
    memcpy(other, letters, len);
    char *dotted = strchr(other, 'v');
    if (!dotted || !strchr("jqxy", other[0]))
        return range;
    *dotted = 'u';
    return wordlist_syllable(list, other, len);
}

static size_t initial_letters(const char *letters)
{
    static const char *const two[] = {"zh", "ch", "sh"};
    for (size_t i = 0; i < COUNT_OF(two); i++) {
        if (strncmp(letters, two[i], 2) == 0)
            return 2;
    }
    return 1;
}

static void find_segments(Compose *compose, size_t at)
{
    Place *place = &compose->places[at];
    const char *letters = compose->letters + at;
    const WordList *list = compose->list;
    size_t most = 0, whole = 0;
    while (most < SYLLABLE_LETTERS && letters[most] && (!most || !compose->parted[at + most]))
        most++;
    place->n_segments = 0;
    for (size_t len = 1; len <= most; len++) {
        SyllableRange range = syllable_as_typed(list, letters, len);
        add_segment(place, at + len, range, 0);
        if (range.from < range.to)
            whole = len;
    }
    size_t initial = most ? initial_letters(letters) : 0;
    for (size_t len = 1; len <= initial && len <= most; len++)
        add_segment(place, at + len, wordlist_prefix(list, letters, len), COST_INITIAL);
    if (at + most < compose->n || most <= initial)
        return;
    /* What is a syllable already may be the beginning of a longer one, but then of a word that
     * one sees coming: baixuebin, not bin alone. */
    size_t n = place->n_segments;
    add_segment(place, at + most, wordlist_prefix(list, letters, most),
                whole == most ? COST_INITIAL : COST_BEGUN);
    if (place->n_segments > n)
        place->segments[n].inside = whole == most;
}

/* The segments alone: what they cost at least up to each place, and from each to the end. */
static void measure(const Compose *compose, int *before, int *after)
{
    for (size_t at = 0; at <= compose->n; at++)
        before[at] = after[at] = FAR;
    before[0] = after[compose->n] = 0;
    for (size_t at = 0; at < compose->n; at++) {
        const Place *place = &compose->places[at];
        for (size_t i = 0; i < place->n_segments; i++) {
            const Segment *segment = &place->segments[i];
            int cost = before[at] + segment->cost;
            before[segment->to] = before[segment->to] < cost ? before[segment->to] : cost;
        }
    }
    for (size_t at = compose->n; at-- > 0;) {
        const Place *place = &compose->places[at];
        for (size_t i = 0; i < place->n_segments; i++) {
            const Segment *segment = &place->segments[i];
            int cost = after[segment->to] + segment->cost;
            after[at] = after[at] < cost ? after[at] : cost;
        }
    }
}

/* Most places of a long text stand inside a syllable, and are reached by initials alone: words
 * are not looked for there. */
static void drop_segments(Compose *compose)
{
    int before[COMPOSE_LETTERS + 1], after[COMPOSE_LETTERS + 1];
    measure(compose, before, after);
    for (size_t at = 0; after[0] < FAR && at < compose->n; at++) {
        Place *place = &compose->places[at];
        size_t n = 0;
        for (size_t i = 0; i < place->n_segments; i++) {
            const Segment segment = place->segments[i];
            if (before[at] + segment.cost + after[segment.to] <= after[0] + SLACK)
                place->segments[n++] = segment;
        }
        place->n_segments = n;
    }
}

void compose_graph(Compose *compose, const char *letters)
{
    take_letters(compose, letters);
    for (size_t at = 0; at <= compose->n; at++) {
        compose->places[at].n_ways = 0;
        find_segments(compose, at);
    }
    drop_segments(compose);
}
