/* Shares the columns of a table out: the least, then headings, then wishes, then what is
 * left. */
#include "config.h"

#include "ui/model/columns.h"

#include <assert.h>
#include <stdbool.h>

static int shown_total(const int *widths, int n)
{
    int total = 0;

    for (int i = 0; i < n; i++)
        if (widths[i])
            total += widths[i] + (total ? 1 : 0);
    return total;
}

/* The last of the shown columns with the highest priority number. */
static int least_needed(const TableColumn *columns, const int *widths, int n)
{
    int worst = -1;

    for (int i = 0; i < n; i++)
        if (widths[i] && (worst < 0 || columns[i].priority >= columns[worst].priority))
            worst = i;
    return worst;
}

static int highest_priority(const TableColumn *columns, int n)
{
    int highest = 0;

    for (int i = 0; i < n; i++)
        if (columns[i].priority > highest)
            highest = columns[i].priority;
    return highest;
}

static bool grows(const TableColumn *column)
{
    return column->align == TEXT_LEFT && column->want > column->least;
}

/* Headings come before wishes: what a column is called is read before what it holds. */
static int widen_to_headings(const TableColumn *columns, int *widths, int n, int spare)
{
    for (int i = 0; i < n; i++) {
        int more = columns[i].title ? text_cols(columns[i].title) - widths[i] : 0;
        if (!widths[i] || more <= 0 || more > spare)
            continue;
        widths[i] += more;
        spare -= more;
    }
    return spare;
}

/* Column by column, so that of two long texts neither is starved for the other. */
static int widen_to_wishes(const TableColumn *columns, int *widths, int n, int priority,
                           int spare)
{
    bool wished = true;
    while (spare > 0 && wished) {
        wished = false;
        for (int i = 0; i < n && spare > 0; i++) {
            if (!widths[i] || columns[i].priority != priority || columns[i].want <= widths[i])
                continue;
            widths[i]++;
            spare--;
            wished = true;
        }
    }
    return spare;
}

void table_widths(const TableColumn *columns, int n, int total, int *widths)
{
    assert(n <= TABLE_COLUMNS);
    for (int i = 0; i < n; i++)
        widths[i] = columns[i].least > 0 ? columns[i].least : 1;
    while (shown_total(widths, n) > total) {
        int worst = least_needed(columns, widths, n);
        if (shown_total(widths, n) ==
            widths[worst]) { /* the only one left is cut, not hidden */
            widths[worst] = total > 0 ? total : 0;
            return;
        }
        widths[worst] = 0;
    }

    int spare = total - shown_total(widths, n);
    int highest = highest_priority(columns, n);
    spare = widen_to_headings(columns, widths, n, spare);
    for (int priority = 0; priority <= highest; priority++)
        spare = widen_to_wishes(columns, widths, n, priority, spare);

    /* What is left goes to the texts, in equal shares; numbers and days stay as narrow as they
     * want. */
    int texts = 0;
    for (int i = 0; i < n; i++)
        texts += widths[i] && grows(&columns[i]);
    for (int i = 0; i < n && texts; i++)
        if (widths[i] && grows(&columns[i])) {
            int share = spare / texts--;
            widths[i] += share;
            spare -= share;
        }
}
