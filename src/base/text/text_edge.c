/* Edges inside a text: clusters by their properties, since every drawn cell asks for them;
 * words and lines by ICU's iterators, opened per call, since these are asked once per
 * keystroke. */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include "base/mem.h"
#include "base/text/text.h"
#include "base/text/text_rune.h"

/* --- grapheme clusters: the rules GB3 to GB13 of Unicode's UAX 29 --- */

/* What the rules need to know of the cluster so far. */
typedef struct Cluster {
    int last;       /* UGraphemeClusterBreak of its last character */
    bool pictorial; /* an emoji and perhaps marks: a joiner may bind another one to it */
    bool joined;    /* ... and the joiner came */
    bool odd_flag;  /* an odd number of regional indicators: the next one makes it a flag */
} Cluster;

static int break_class(uint32_t rune)
{
    if (rune == TEXT_BAD)
        return U_GCB_CONTROL;
    if (rune >= 0x20 && rune < 0x7F)
        return U_GCB_OTHER;
    return u_getIntPropertyValue((UChar32)rune, UCHAR_GRAPHEME_CLUSTER_BREAK);
}

static bool is_pictorial(uint32_t rune)
{
    return rune >= 0xA9 && rune != TEXT_BAD &&
           u_hasBinaryProperty((UChar32)rune, UCHAR_EXTENDED_PICTOGRAPHIC);
}

static bool is_break_always(int class)
{
    return class == U_GCB_CONTROL || class == U_GCB_CR || class == U_GCB_LF;
}

/* GB6 to GB8: the letters of one Hangul syllable. */
static bool is_syllable(int before, int after)
{
    switch (before) {
    case U_GCB_L:
        return after == U_GCB_L || after == U_GCB_V || after == U_GCB_LV || after == U_GCB_LVT;
    case U_GCB_LV:
    case U_GCB_V:
        return after == U_GCB_V || after == U_GCB_T;
    case U_GCB_LVT:
    case U_GCB_T:
        return after == U_GCB_T;
    default:
        return false;
    }
}

/* Whether the character belongs to the cluster so far. */
static bool continues(const Cluster *cluster, uint32_t rune, int class)
{
    if (is_break_always(cluster->last) || is_break_always(class))
        return cluster->last == U_GCB_CR && class == U_GCB_LF;
    if (class == U_GCB_EXTEND || class == U_GCB_ZWJ || class == U_GCB_SPACING_MARK)
        return true;
    if (cluster->last == U_GCB_PREPEND || is_syllable(cluster->last, class))
        return true;
    if (class == U_GCB_REGIONAL_INDICATOR && cluster->last == class)
        return cluster->odd_flag;
    return cluster->last == U_GCB_ZWJ && cluster->joined && is_pictorial(rune);
}

static void take(Cluster *cluster, uint32_t rune, int class)
{
    cluster->joined = class == U_GCB_ZWJ && cluster->pictorial;
    if (class != U_GCB_EXTEND && class != U_GCB_ZWJ)
        cluster->pictorial = is_pictorial(rune);
    cluster->odd_flag = class == U_GCB_REGIONAL_INDICATOR && !cluster->odd_flag;
    cluster->last = class;
}

size_t text_next(const char *text, size_t len, size_t at)
{
    Cluster cluster = {0};

    if (at >= len)
        return len;
    uint32_t rune = rune_next(text, len, &at);
    take(&cluster, rune, break_class(rune));
    while (at < len) {
        size_t next = at;
        rune = rune_next(text, len, &next);
        int class = break_class(rune);
        if (!continues(&cluster, rune, class))
            break;
        take(&cluster, rune, class);
        at = next;
    }
    return at;
}

/* Whether an edge stands between these two whatever came before them. */
static bool is_sure_edge(uint32_t before, uint32_t after)
{
    Cluster any = {.last = break_class(before), .joined = true, .odd_flag = true};
    return !continues(&any, after, break_class(after));
}

size_t text_prev(const char *text, size_t len, size_t at)
{
    size_t from = at < len ? at : len;

    if (!from)
        return 0;
    at = from;
    uint32_t after = rune_prev(text, &from);
    while (from > 0) {
        size_t earlier = from;
        uint32_t before = rune_prev(text, &earlier);
        if (is_sure_edge(before, after))
            break;
        after = before;
        from = earlier;
    }
    for (size_t next = from; next < at; next = text_next(text, at, next))
        from = next;
    return from;
}

/* --- words --- */

typedef struct Breaks {
    UText text;
    UBreakIterator *iterator;
} Breaks;

/* The locale is fixed, so that a text breaks alike in every language of the screens. Strict
 * means that small kana and prolonged sound marks do not begin a line either. */
static bool breaks_open(Breaks *breaks, UBreakIteratorType type, const char *text, size_t len)
{
    UErrorCode status = U_ZERO_ERROR;
    *breaks = (Breaks){.text = UTEXT_INITIALIZER};
    utext_openUTF8(&breaks->text, text, (int64_t)len, &status);
    breaks->iterator = ubrk_open(type, "zh@lb=strict", NULL, 0, &status);
    if (U_SUCCESS(status))
        ubrk_setUText(breaks->iterator, &breaks->text, &status);
    return U_SUCCESS(status);
}

static void breaks_close(Breaks *breaks)
{
    if (breaks->iterator)
        ubrk_close(breaks->iterator);
    utext_close(&breaks->text);
}

static bool is_blank(uint32_t rune)
{
    return rune != TEXT_BAD && u_isUWhiteSpace((UChar32)rune);
}

static bool all_blank(const char *text, size_t from, size_t to)
{
    while (from < to)
        if (!is_blank(rune_next(text, to, &from)))
            return false;
    return true;
}

size_t text_next_word(const char *text, size_t len, size_t at)
{
    Breaks breaks;

    if (at >= len)
        return len;
    size_t edge = text_next(text, len, at);
    if (breaks_open(&breaks, UBRK_WORD, text, len)) {
        size_t from = at;
        int32_t next = ubrk_following(breaks.iterator, (int32_t)from);
        while (next != UBRK_DONE && all_blank(text, from, (size_t)next) && (size_t)next < len) {
            from = (size_t)next;
            next = ubrk_next(breaks.iterator);
        }
        edge = next == UBRK_DONE ? len : (size_t)next;
    }
    breaks_close(&breaks);
    return edge;
}

size_t text_prev_word(const char *text, size_t len, size_t at)
{
    Breaks breaks;

    at = at < len ? at : len;
    if (!at)
        return 0;
    size_t edge = text_prev(text, len, at);
    if (breaks_open(&breaks, UBRK_WORD, text, len)) {
        size_t to = at;
        int32_t next = ubrk_preceding(breaks.iterator, (int32_t)to);
        while (next > 0 && all_blank(text, (size_t)next, to)) {
            to = (size_t)next;
            next = ubrk_previous(breaks.iterator);
        }
        edge = next == UBRK_DONE ? 0 : (size_t)next;
    }
    breaks_close(&breaks);
    return edge;
}

/* --- lines --- */

typedef struct Wrap {
    const char *text;
    int cols;
    TextLine *lines;
    size_t count, room;
    size_t from, to; /* the line being filled */
    int used;        /* its columns; more than cols when blanks hang over its end */
} Wrap;

static void end_line(Wrap *wrap, size_t next)
{
    if (wrap->count == wrap->room) {
        wrap->room = wrap->room ? wrap->room * 2 : 8;
        wrap->lines = xreallocarray(wrap->lines, wrap->room, sizeof(TextLine));
    }
    wrap->lines[wrap->count++] = (TextLine){wrap->from, wrap->to};
    wrap->from = wrap->to = next;
    wrap->used = 0;
}

/* Puts bytes that may not be parted on the line, or on the next; parts them after all, at
 * clusters, when a whole line is too short. */
static void add_solid(Wrap *wrap, size_t from, size_t to)
{
    int cols = text_cols_n(wrap->text + from, to - from);
    if (wrap->used + cols > wrap->cols && wrap->from < from)
        end_line(wrap, from);
    while (cols > wrap->cols) {
        size_t fits = text_prefix(wrap->text + from, to - from, wrap->cols);
        if (!fits)
            fits = text_next(wrap->text + from, to - from, 0);
        from += fits;
        wrap->to = from;
        if (from == to)
            break;
        end_line(wrap, from);
        cols = text_cols_n(wrap->text + from, to - from);
    }
    wrap->to = to;
    wrap->used += cols;
}

static void add_blanks(Wrap *wrap, size_t from, size_t to)
{
    while (from < to && wrap->used <= wrap->cols) {
        size_t next = from;
        wrap->used += rune_cols_shown(rune_next(wrap->text, to, &next));
        if (wrap->used <= wrap->cols)
            wrap->to = next;
        from = next;
    }
}

/* Adds what stands between two places where a line may be broken. */
static void add_segment(Wrap *wrap, size_t from, size_t to)
{
    bool newline = to > from && wrap->text[to - 1] == '\n';
    size_t end = newline ? to - 1 : to;
    size_t solid = end;
    while (solid > from) {
        size_t before = solid;
        if (!is_blank(rune_prev(wrap->text, &before)))
            break;
        solid = before;
    }
    if (solid > from)
        add_solid(wrap, from, solid);
    add_blanks(wrap, solid, end);
    if (newline)
        end_line(wrap, to);
}

size_t text_wrap(const char *text, int cols, TextLine **lines)
{
    Wrap wrap = {.text = text, .cols = cols > 0 ? cols : 1};
    size_t len = strlen(text), from = 0;
    Breaks breaks;

    if (breaks_open(&breaks, UBRK_LINE, text, len)) {
        for (int32_t to = ubrk_next(breaks.iterator); to != UBRK_DONE;
             to = ubrk_next(breaks.iterator)) {
            add_segment(&wrap, from, (size_t)to);
            from = (size_t)to;
        }
    }
    breaks_close(&breaks);
    end_line(&wrap, len);
    *lines = wrap.lines;
    return wrap.count;
}
