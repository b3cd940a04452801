/* The longest common subsequence of words, between what both begin and end with. */
#include "config.h"

#include "base/text/text_diff.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text/text.h"

/* Of the table for what differs: about 8 MB. */
enum { CELLS_MAX = 4 << 20 };

typedef struct Words {
    const char *text;
    size_t *at; /* where each begins, and the end */
    size_t n;
} Words;

static bool in_word(char c)
{
    return isalnum((unsigned char)c) != 0;
}

static Words words_of(const char *text)
{
    size_t len = strlen(text), at = 0;
    Words words = {text, xreallocarray(NULL, len + 1, sizeof(size_t)), 0};
    while (at < len) {
        words.at[words.n++] = at;
        bool letters = in_word(text[at]);
        at = text_next(text, len, at);
        while (letters && at < len && in_word(text[at]))
            at = text_next(text, len, at);
    }
    words.at[words.n] = len;
    return words;
}

static bool same(const Words *a, size_t i, const Words *b, size_t j)
{
    size_t len = a->at[i + 1] - a->at[i];
    return len == b->at[j + 1] - b->at[j] &&
           memcmp(a->text + a->at[i], b->text + b->at[j], len) == 0;
}

typedef struct Diff {
    Words before, after;
    DiffPart *parts;
    size_t n;
} Diff;

static void add(Diff *diff, DiffKind kind, size_t from, size_t to)
{
    const Words *words = kind == DIFF_OUT ? &diff->before : &diff->after;
    size_t first = words->at[from], last = words->at[to];
    if (from == to)
        return;
    DiffPart *end = diff->n ? &diff->parts[diff->n - 1] : NULL;
    if (end && end->kind == kind && end->to == first)
        end->to = last;
    else
        diff->parts[diff->n++] = (DiffPart){kind, first, last};
}

/* The middle, from the table of how long a common rest each two places have. */
static void add_middle(Diff *diff, size_t i, size_t n, size_t j, size_t m)
{
    size_t wide = m - j + 1, i0 = i, j0 = j;
    if ((n - i) * (m - j) > CELLS_MAX) {
        add(diff, DIFF_OUT, i, n);
        add(diff, DIFF_IN, j, m);
        return;
    }
    uint16_t *rest = xcalloc((n - i + 1) * wide, sizeof *rest);
#define REST(a, b) rest[((a)-i0) * wide + (b)-j0]
    for (size_t a = n; a-- > i0;) {
        for (size_t b = m; b-- > j0;)
            REST(a, b) = same(&diff->before, a, &diff->after, b) ? REST(a + 1, b + 1) + 1
                         : REST(a + 1, b) >= REST(a, b + 1)      ? REST(a + 1, b)
                                                                 : REST(a, b + 1);
    }
    while (i < n || j < m) {
        if (i < n && j < m && same(&diff->before, i, &diff->after, j)) {
            add(diff, DIFF_SAME, j, j + 1);
            i++, j++;
        } else if (i < n && (j == m || REST(i + 1, j) >= REST(i, j + 1))) {
            add(diff, DIFF_OUT, i, i + 1);
            i++;
        } else {
            add(diff, DIFF_IN, j, j + 1);
            j++;
        }
    }
#undef REST
    free(rest);
}

static bool changes(const Diff *diff, size_t at)
{
    return at + 1 < diff->n && diff->parts[at].kind == DIFF_OUT &&
           diff->parts[at + 1].kind == DIFF_IN;
}

/* One sign that stayed between two changes: the eye finds one change there, not two. */
static bool is_lone(const Diff *diff, size_t at)
{
    const DiffPart *part = &diff->parts[at];
    return part->kind == DIFF_SAME && at >= 2 && changes(diff, at - 2) &&
           changes(diff, at + 1) &&
           text_next(diff->after.text, part->to, part->from) == part->to;
}

/* What went and what came in one run of changes, each as one part. A lone sign of a run is in
 * both texts: what went around it in the one before spans it there. */
static void join_runs(Diff *diff, bool lone)
{
    size_t n = 0;
    DiffPart *joined = xreallocarray(NULL, diff->n + 1, sizeof *joined);
    for (size_t from = 0, to; from < diff->n; from = to) {
        to = from + 1;
        if (diff->parts[from].kind == DIFF_SAME) {
            joined[n++] = diff->parts[from];
            continue;
        }
        DiffPart out = {DIFF_OUT, SIZE_MAX, 0}, in = {DIFF_IN, SIZE_MAX, 0};
        for (to = from;
             to < diff->n && (diff->parts[to].kind != DIFF_SAME || (lone && is_lone(diff, to)));
             to++) {
            const DiffPart *part = &diff->parts[to];
            DiffPart *grown = part->kind == DIFF_OUT ? &out : &in;
            grown->from = part->from < grown->from ? part->from : grown->from;
            grown->to = part->to;
        }
        if (out.to)
            joined[n++] = out;
        if (in.to)
            joined[n++] = in;
    }
    free(diff->parts);
    diff->parts = joined;
    diff->n = n;
}

size_t text_diff(const char *before, const char *after, DiffPart **parts)
{
    Diff diff = {.before = words_of(before), .after = words_of(after)};
    size_t n = diff.before.n, m = diff.after.n, head = 0;
    diff.parts = xreallocarray(NULL, n + m + 2, sizeof *diff.parts);
    while (head < n && head < m && same(&diff.before, head, &diff.after, head))
        head++;
    size_t tail = m;
    while (n > head && m > head && same(&diff.before, n - 1, &diff.after, m - 1))
        n--, m--;
    add(&diff, DIFF_SAME, 0, head);
    add_middle(&diff, head, n, head, m);
    add(&diff, DIFF_SAME, m, tail);
    join_runs(&diff, false);
    join_runs(&diff, true);
    free(diff.before.at);
    free(diff.after.at);
    *parts = diff.parts;
    return diff.n;
}
