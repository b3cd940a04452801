/* The longest run of lines that both have, by a table over what is left between a common
 * beginning and a common end. */
#include "config.h"

#include "base/text/text_lines.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { CELLS_MAX = 4000000 };

typedef struct Line {
    const char *text;
    size_t len;
} Line;

typedef struct Lines {
    Line *at;
    size_t n;
} Lines;

/* One line of the answer; of what went from is a line of before, else one of after. */
typedef struct Step {
    char sign;
    size_t before, after; /* where both stand ahead of it */
} Step;

typedef struct Steps {
    Step *at;
    size_t n, room;
} Steps;

static Lines lines_of(const char *text)
{
    Lines lines = {0};
    size_t room = 0;
    while (*text) {
        size_t len = strcspn(text, "\n");
        if (lines.n == room)
            lines.at = xreallocarray(lines.at, room = room * 2 + 32, sizeof *lines.at);
        lines.at[lines.n++] = (Line){text, len};
        text += len + (text[len] == '\n');
    }
    return lines;
}

static bool same(const Line *a, const Line *b)
{
    return a->len == b->len && memcmp(a->text, b->text, a->len) == 0;
}

static void step(Steps *steps, char sign, size_t *before, size_t *after)
{
    if (steps->n == steps->room)
        steps->at =
            xreallocarray(steps->at, steps->room = steps->room * 2 + 64, sizeof *steps->at);
    steps->at[steps->n++] = (Step){sign, *before, *after};
    *before += sign != '+';
    *after += sign != '-';
}

/* The table: how many lines both have from here on. */
static uint32_t *common_runs(const Line *a, size_t n, const Line *b, size_t m)
{
    uint32_t *runs = xcalloc((n + 1) * (m + 1), sizeof *runs);
    for (size_t i = n; i-- > 0;) {
        for (size_t k = m; k-- > 0;) {
            uint32_t *cell = &runs[i * (m + 1) + k];
            uint32_t down = cell[m + 1], right = cell[1];
            *cell = same(&a[i], &b[k]) ? cell[m + 2] + 1 : down > right ? down : right;
        }
    }
    return runs;
}

/* n lines of before and m of after that begin and end otherwise. */
static void middle(const Line *a, size_t n, const Line *b, size_t m, size_t *before,
                   size_t *after, Steps *steps)
{
    bool counted = n && m && n < CELLS_MAX / (m + 1) - 1;
    uint32_t *runs = counted ? common_runs(a, n, b, m) : NULL;
    size_t i = 0, k = 0;
    while (i < n || k < m) {
        const uint32_t *cell = runs ? &runs[i * (m + 1) + k] : NULL;
        if (cell && i < n && k < m && same(&a[i], &b[k])) {
            step(steps, ' ', before, after);
            i++, k++;
        } else if (i < n && (k == m || !cell || cell[m + 1] >= cell[1])) {
            step(steps, '-', before, after);
            i++;
        } else {
            step(steps, '+', before, after);
            k++;
        }
    }
    free(runs);
}

static void compare(const Lines *a, const Lines *b, Steps *steps)
{
    size_t head = 0, tail = 0, before = 0, after = 0;
    while (head < a->n && head < b->n && same(&a->at[head], &b->at[head]))
        head++;
    while (tail < a->n - head && tail < b->n - head &&
           same(&a->at[a->n - 1 - tail], &b->at[b->n - 1 - tail]))
        tail++;
    for (size_t i = 0; i < head; i++)
        step(steps, ' ', &before, &after);
    middle(a->at + head, a->n - head - tail, b->at + head, b->n - head - tail, &before, &after,
           steps);
    for (size_t i = 0; i < tail; i++)
        step(steps, ' ', &before, &after);
}

/* Whether a line that stayed is within the context of a change. */
static bool near_change(const Steps *steps, size_t at, size_t context)
{
    size_t from = at > context ? at - context : 0;
    for (size_t i = from; i < steps->n && i <= at + context; i++) {
        if (steps->at[i].sign != ' ')
            return true;
    }
    return false;
}

void text_lines_diff(const char *before, const char *after, size_t context, Buf *out)
{
    Lines a = lines_of(before), b = lines_of(after);
    Steps steps = {0};
    bool within = false;
    compare(&a, &b, &steps);
    for (size_t i = 0; i < steps.n; i++) {
        const Step *one = &steps.at[i];
        const Line *line = one->sign == '+' ? &b.at[one->after] : &a.at[one->before];
        bool shown = near_change(&steps, i, context);
        if (shown && !within)
            buf_addf(out, "@@ -%zu +%zu @@\n", one->before + 1, one->after + 1);
        within = shown;
        if (!shown)
            continue;
        buf_addf(out, "%c", one->sign);
        buf_add_bytes(out, line->text, line->len);
        buf_add(out, "\n");
    }
    free(steps.at);
    free(a.at);
    free(b.at);
}
